//! What stands beside the life lines: calls, timers, what the user is told, states.

use super::super::words::L;
use crate::narrate;
use crate::sim::{Happening, Record};
use crate::tcp::{Errno, Reply, RuleId, Signal, State};

/// A note at one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub about: About,
    /// Its words.
    pub text: String,
}

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A connection entered this state.
    State(State),
    /// The program calls.
    Call,
    /// A timer fires.
    Timer,
    /// The program is told that something broke, or the host does not listen.
    Trouble,
    /// Something else at the host.
    Host,
    /// The link, or both hosts.
    Both,
}

/// All notes of a record; `named`: its side has several connections, so that they have to be told apart.
pub(super) fn notes(record: &Record, what: &str, named: bool) -> Vec<Note> {
    let with_number = |text: &str| match record.connection() {
        Some(id) if named => format!("#{id} {text}"),
        _ => text.to_owned(),
    };
    let mut notes = Vec::new();
    let mut add = |about, text| notes.push(Note { about, text });
    match &record.happening {
        Happening::Call(call) | Happening::AppCall(call) => {
            // A call that has begun is no news: what comes of it will be seen.
            let reply = record.outcome.reply.filter(|reply| *reply != Reply::Errno(Errno::EINPROGRESS));
            add(About::Call, with_number(&narrate::call_label(*call, reply)));
        }
        Happening::Timeout(timer) => add(About::Timer, with_number(&format!("{timer}{}", L.timer))),
        Happening::Arrival { .. } if is_dropped_by_host(record) => add(About::Trouble, what.to_owned()),
        Happening::Socket | Happening::Accept | Happening::AppAccept => add(About::Call, what.to_owned()),
        Happening::Rebooted | Happening::Killed => add(About::Trouble, what.to_owned()),
        Happening::App(_)
        | Happening::Attended(_)
        | Happening::Limited(..)
        | Happening::Option(..)
        | Happening::KernelCloses
        | Happening::QuietTimeOver => add(About::Host, what.to_owned()),
        Happening::Link(_) | Happening::Profile(_) | Happening::QuietTime(_) => add(About::Both, what.to_owned()),
        Happening::Arrival { .. }
        | Happening::Forged(_)
        | Happening::Lost(..)
        | Happening::Duplicated(..)
        | Happening::Held(_)
        | Happening::Released(..)
        | Happening::Replayed(..) => {}
    }
    for signal in record.outcome.signals.iter().filter(|signal| breaks_something(**signal)) {
        let errno = record.outcome.errno.map(|errno| errno.to_string());
        add(About::Trouble, with_number(errno.as_deref().unwrap_or(signal.text())));
    }
    for state in record.entered() {
        add(About::State(state), with_number(state.name()));
    }
    notes
}

/// Whether a host drops what arrives before any connection sees it.
fn is_dropped_by_host(record: &Record) -> bool {
    let deaf = [RuleId::QueueFullSyn, RuleId::QueueFullAck, RuleId::QuietTime];
    record.outcome.rules.iter().any(|rule| deaf.contains(rule))
}

/// A FIN shows as an arrow, and calls that fail with their connection say no more than its end.
const fn breaks_something(signal: Signal) -> bool {
    !matches!(signal, Signal::PeerClosing | Signal::Opened | Signal::QueuedCallsFail(_))
}
