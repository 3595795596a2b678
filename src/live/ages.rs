//! How long nothing has come on sockets in `CLOSE_WAIT`, carried on from one look to the next. The kernel says it of a socket only with
//! all of `tcp_info`, and that is a third of what a look costs; time passes by itself.

use super::by_number::{ByNumber, InOrder, Numbers};
use super::socket::Socket;
use crate::tcp::State;
use std::time::Duration;

/// After so long the kernel is asked again: in `CLOSE_WAIT` nothing comes but the answer to a keep-alive, and that is no hurry.
const ASK_AFTER: Duration = Duration::from_secs(30);

/// What is known of the sockets in `CLOSE_WAIT`.
#[derive(Debug, Default)]
pub struct Ages {
    /// When the kernel was asked last.
    asked: Option<Duration>,
    /// When anybody looked last.
    looked: Duration,
    /// Each of them by its cookie, with the moment and how long nothing had come then.
    known: ByNumber<(Duration, Duration)>,
    /// The same in the order of the last look.
    order: InOrder<(Duration, Duration)>,
}

impl Ages {
    /// Whether the kernel is to be asked: the first time, now and then where anybody waits, and where nobody has looked for so long
    /// that what waits now may have waited for long.
    #[must_use]
    pub fn is_due(&self, now: Duration) -> bool {
        let is_long = |since: Duration| now.saturating_sub(since) >= ASK_AFTER;
        let last = |asked: Duration| !self.known.is_empty() && is_long(asked);
        self.asked.is_none_or(last) || is_long(self.looked)
    }

    /// The kernel has said it of all these.
    pub fn learn(&mut self, sockets: &[Socket], now: Duration) {
        (self.asked, self.looked) = (Some(now), now);
        self.known.clear();
        let told = waiting(sockets).filter_map(|socket| Some((socket.cookie, (now, socket.silent?))));
        self.known.extend(told);
        self.remember_order(sockets);
    }

    /// Says it of these, of which the kernel was not asked. On one that was in another state at the last look its FIN has come since.
    pub fn carry_on(&mut self, sockets: &mut [Socket], now: Duration) {
        self.looked = now;
        let (mut count, mut is_new) = (0, false);
        for socket in sockets.iter_mut().filter(|socket| socket.state == State::CloseWait) {
            let (then, silent) = self.order.next(socket.cookie).unwrap_or_else(|| {
                is_new = true;
                *self.known.entry(socket.cookie).or_insert((now, Duration::ZERO))
            });
            socket.silent = Some(silent + now.saturating_sub(then));
            count += 1;
        }
        if self.known.len() > count {
            let there: Numbers = waiting(sockets).map(|socket| socket.cookie).collect();
            self.known.retain(|cookie, _| there.contains(cookie));
            is_new = true;
        }
        if is_new { self.remember_order(sockets) } else { self.order.rewind() }
    }

    fn remember_order(&mut self, sockets: &[Socket]) {
        let of = |socket: &Socket| Some((socket.cookie, *self.known.get(&socket.cookie)?));
        self.order.renew(waiting(sockets).filter_map(of));
    }
}

fn waiting(sockets: &[Socket]) -> impl Iterator<Item = &Socket> {
    sockets.iter().filter(|socket| socket.state == State::CloseWait)
}

#[cfg(test)]
mod tests {
    use super::Ages;
    use crate::live::Socket;
    use crate::tcp::State;
    use std::time::Duration;

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn socket(port: u16, state: State, silent: Option<Duration>) -> Socket {
        Socket {
            state,
            local: ([127, 0, 0, 1], 8080).into(),
            remote: ([127, 0, 0, 1], port).into(),
            recv_q: 0,
            send_q: Some(0),
            uid: 0,
            inode: Some(u64::from(port)),
            cookie: u64::from(port),
            timer: None,
            silent,
            holder: None,
            namespace: 0,
        }
    }

    #[test]
    fn time_passes_for_what_waits_and_what_begins_to_wait_has_just_been_heard_from() {
        let mut ages = Ages::default();
        assert!(ages.is_due(seconds(0)));
        let first = [
            socket(1, State::CloseWait, Some(seconds(60))),
            socket(2, State::Established, Some(seconds(500))),
            socket(3, State::CloseWait, Some(seconds(7))),
        ];
        ages.learn(&first, seconds(0));
        assert!(!ages.is_due(seconds(2)));
        let mut then = [socket(1, State::CloseWait, None), socket(2, State::CloseWait, None)];
        ages.carry_on(&mut then, seconds(2));
        assert_eq!(then.each_ref().map(|socket| socket.silent), [Some(seconds(62)), Some(seconds(0))]);
        let mut later = then.clone();
        ages.carry_on(&mut later, seconds(6));
        assert_eq!(later.each_ref().map(|socket| socket.silent), [Some(seconds(66)), Some(seconds(4))]);
        assert_eq!(ages.known.len(), 2, "what has gone is forgotten");
        assert!(!ages.is_due(seconds(29)) && ages.is_due(seconds(30)));
    }

    #[test]
    fn where_nobody_waits_nothing_is_asked_and_other_states_are_told_no_age() {
        let mut ages = Ages::default();
        ages.learn(&[socket(1, State::Established, Some(seconds(3)))], seconds(0));
        let mut then = [socket(1, State::Established, None)];
        for at in (2..3_600).step_by(2) {
            assert!(!ages.is_due(seconds(at)));
            ages.carry_on(&mut then, seconds(at));
        }
        assert_eq!(then[0].silent, None);
    }

    #[test]
    fn who_has_not_looked_for_hours_is_told_how_long_what_waits_now_has_waited() {
        let mut ages = Ages::default();
        ages.learn(&[socket(1, State::Established, Some(seconds(3)))], seconds(0));
        assert!(ages.is_due(seconds(3 * 3_600)), "the machine slept, or nobody looked");
        ages.learn(&[socket(1, State::CloseWait, Some(seconds(9_000)))], seconds(3 * 3_600));
        let mut then = [socket(1, State::CloseWait, None)];
        ages.carry_on(&mut then, seconds(3 * 3_600 + 2));
        assert_eq!(then[0].silent, Some(seconds(9_002)));
    }
}
