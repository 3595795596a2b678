//! What happened, in plain whole sentences, what decided it first: the account that a panel shows. The rules and their arithmetic
//! are told by [`why`](super::why).

use super::headline::{Headline, at_listener, times_sent};
use super::words::connect_waits;
use crate::language::{AccountWords, Language, Slot};
use crate::sim::{Call, EventKind, Loss, Origin, PacketId, PerSide, Record, World};
use crate::tcp::{CallError, Errno, Reply, RuleId, Segment, Signal, State, Timer};
use crate::text;

/// A record in plain sentences; `names` are those of the two ends, `after` is the world right after it.
#[must_use]
pub fn describe(language: &Language, record: &Record, names: PerSide<&str>, after: &World) -> String {
    let name = names[record.side];
    let template = match record.kind {
        EventKind::AppCall(_) => language.narration.program_of,
        EventKind::Call(_) | EventKind::Arrival { .. } if at_listener(record) => language.narration.listener_of,
        _ => "{who}",
    };
    let who = language.filled(template, &[("who", Slot::Text(name))]);
    let mut teller = Teller { language, words: &language.account, record, who: &who, after, out: String::new() };
    match &record.kind {
        EventKind::Call(call) | EventKind::AppCall(call) => teller.call(*call),
        EventKind::Arrival { segment, packet } => {
            let origin =
                Origins { never_sent: never_sent(*packet, after), answers_forged: answers_forged(*packet, after) };
            teller.arrival(segment, origin);
        }
        EventKind::Lost(_, Loss::Dropped) => teller.say(language.account.dropped, &[]),
        EventKind::Lost(_, Loss::Chance) => teller.say(language.account.lost_by_chance, &[]),
        EventKind::Lost(_, Loss::Cut) => teller.say(language.account.lost_by_cut, &[]),
        EventKind::Duplicated(..) => teller.say(language.account.doubled, &[]),
        EventKind::Held(_) => teller.say(language.account.held, &[]),
        EventKind::Released(..) => teller.say(language.account.released, &[]),
        EventKind::Replayed(..) => teller.say(language.account.replayed, &[]),
        EventKind::Timeout(timer) if !record.cites(RuleId::TimerNotRunning) => teller.timeout(*timer),
        _ => teller.out = text::sentence(&Headline::of(language, record, names).to_string()),
    }
    teller.out
}

/// Whether a program has closed what no connection is left of: no segment says so, and no state.
#[must_use]
pub fn closes_nothing(record: &Record, after: &World) -> bool {
    matches!(record.kind, EventKind::Call(Call::Close))
        && record.outcome.transitions.is_empty()
        && after.states()[record.side] == State::Closed
}

/// Whether a packet is none of those that its sender has sent: somebody forged it, or a middlebox, or it is a copy of such a one.
fn never_sent(packet: PacketId, after: &World) -> bool {
    let origin = |id| after.tray().find(|packet| packet.id == id).map(|packet| packet.origin);
    match origin(packet) {
        Some(Origin::Forged | Origin::Middlebox(_)) => true,
        // A copy has a higher number than what it is a copy of.
        Some(Origin::DuplicateOf(of) | Origin::ReplayOf(of)) if of.number < packet.number => never_sent(of, after),
        _ => false,
    }
}

/// Whether a packet left when one arrived at its sender that was forged in the name of who receives it now: it is the answer.
fn answers_forged(packet: PacketId, after: &World) -> bool {
    let sent = after.tray().find(|answer| answer.id == packet).map(|answer| answer.sent);
    let mut to_its_sender = after.tray().filter(|asked| asked.id.from != packet.from && asked.arrives == sent);
    sent.is_some() && to_its_sender.any(|asked| matches!(asked.origin, Origin::Forged))
}

/// Where an arriving segment comes from, beside what it says of itself.
#[derive(Clone, Copy)]
struct Origins {
    /// Its sender has never sent it.
    never_sent: bool,
    /// It answers what its receiver has never sent.
    answers_forged: bool,
}

struct Teller<'a> {
    language: &'a Language,
    words: &'a AccountWords,
    record: &'a Record,
    who: &'a str,
    after: &'a World,
    out: String,
}

impl Teller<'_> {
    /// Appends a sentence. The acting one is known in every sentence.
    fn say(&mut self, sentence: &str, holes: &[(&str, Slot<'_>)]) {
        if !self.out.is_empty() {
            self.out.push(' ');
        }
        let mut all = vec![("who", Slot::Text(self.who))];
        all.extend_from_slice(holes);
        self.language.fill(&mut self.out, sentence, &all);
    }

    fn octets(&self, n: u32) -> String {
        let mut words = String::new();
        self.language.push_octets(&mut words, n);
        words
    }

    /// The state that was entered last, if any was.
    fn entered(&self) -> Option<State> {
        self.record.entered().last()
    }

    // ---- calls ----

    fn call(&mut self, call: Call) {
        let (record, words) = (self.record, self.words);
        let of_call = ("call", Slot::Call(call));
        let sent: Option<&Segment> = record.departures.first().map(|departure| &departure.segment);
        match (record.outcome.reply, self.entered(), sent) {
            (Some(Reply::Errno(Errno::EAGAIN)), ..) => return self.say(words.would_wait, &[of_call]),
            (Some(reply), ..) if reply.is_error() => return self.refusal(call, reply),
            _ if record.cites(RuleId::CloseUnread) => self.say(words.unread, &[of_call]),
            (_, Some(state), Some(segment)) => {
                let holes = [of_call, ("segment", Slot::Segment(segment)), ("state", Slot::Text(state.name()))];
                self.say(words.sends_and_enters, &holes);
            }
            (_, Some(state), None) => self.say(words.enters, &[of_call, ("state", Slot::Text(state.name()))]),
            (Some(Reply::EndOfFile), None, _) => self.say(words.end_of_file, &[of_call]),
            (Some(Reply::Queued), None, _) if matches!(call, Call::Read(_)) => self.say(words.read_waits, &[of_call]),
            (Some(Reply::Queued), None, _) => self.say(words.write_queued, &[of_call]),
            (Some(Reply::Octets(n)), None, _) if matches!(call, Call::Read(_)) => {
                let octets = self.octets(n);
                self.say(words.reads, &[of_call, ("octets", Slot::Text(&octets))]);
                self.answer();
            }
            (_, None, Some(segment)) => self.sending(of_call, segment),
            (_, None, None) => self.silence(call),
        }
        let octets: u32 = record.departures.iter().map(|departure| departure.segment.data_len()).sum();
        if matches!(call, Call::Write(n) if octets > 0 && octets < n) {
            self.say(words.rest_waits, &[]);
        }
        self.losses();
        self.signals();
    }

    fn sending(&mut self, of_call: (&str, Slot<'_>), segment: &Segment) {
        let (all, words) = (&self.record.departures, self.words);
        if all.len() < 3 {
            return self.say(words.sends, &[of_call, ("segment", Slot::Segment(segment))]);
        }
        let n = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let octets = all.iter().map(|departure| departure.segment.data_len()).sum();
        self.say(words.sends_many, &[of_call, ("n", Slot::Number(n)), ("octets", Slot::Number(octets))]);
    }

    /// A call that took no edge and sent nothing.
    fn silence(&mut self, call: Call) {
        let (record, words) = (self.record, self.words);
        let sentence = match call {
            _ if record.cites(RuleId::CloseDeferred) || record.cites(RuleId::CloseWaitClose) => words.fin_waits,
            _ if record.cites(RuleId::SilentClose) => words.reader_gone,
            Call::Write(_) => words.write_waits,
            _ => words.nothing_changes,
        };
        self.say(sentence, &[("call", Slot::Call(call))]);
    }

    /// Why a call is refused, and how the refusal is called.
    fn refusal(&mut self, call: Call, reply: Reply) {
        let (record, words, language) = (self.record, self.words, self.language);
        let named = reply.to_string();
        let named = named.strip_prefix("error: ").unwrap_or(&named);
        let of_host = record.outcome.rules.iter().find(|rule| RuleId::OF_HOSTS.contains(rule));
        let reason = of_host.and_then(|rule| language.rule(*rule).drops);
        let holes =
            [("call", Slot::Call(call)), ("error", Slot::Text(named)), ("reason", Slot::Text(reason.unwrap_or("")))];
        let waited = record.cites(RuleId::LinuxEndReadable);
        let sentence = match (reply, call) {
            _ if record.cites(RuleId::NotAccepted) => words.not_accepted,
            _ if record.cites(RuleId::DescriptorClosed) => words.no_descriptor,
            (Reply::Error(CallError::QuietTime), _) => words.keeps_quiet,
            (Reply::Errno(errno), _) if waited && errno != Errno::EPIPE => words.pending_error,
            _ if reason.is_some() => words.refused_because,
            (Reply::Error(CallError::DoesNotExist) | Reply::Errno(Errno::ENOTCONN), _) => words.no_connection,
            (Reply::Error(CallError::AlreadyExists) | Reply::Errno(Errno::EISCONN), _) => words.open_already,
            (Reply::Error(CallError::ConnectionClosing) | Reply::Errno(Errno::EPIPE), Call::Write(_)) => {
                words.no_more_writing
            }
            (Reply::Error(CallError::ConnectionClosing), Call::Read(_)) => words.no_more_reading,
            (Reply::Error(CallError::ConnectionClosing), Call::Close | Call::Shutdown) => words.no_more_closing,
            _ => words.refused,
        };
        self.say(sentence, &holes);
    }

    // ---- arrivals ----

    fn arrival(&mut self, segment: &Segment, origin: Origins) {
        let never_sent = origin.never_sent;
        let (record, words) = (self.record, self.words);
        let of_segment = ("segment", Slot::Segment(segment));
        let dropped = record.outcome.rules.iter().rev().find_map(|rule| self.language.rule(*rule).drops);
        if record.cites(RuleId::RstChallenge) {
            return self.say(words.challenge_rst, &[]);
        } else if record.cites(RuleId::SynChallenge) {
            return self.say(words.challenge_syn, &[]);
        } else if self.entered().is_some() {
            self.entering(segment, never_sent);
        } else if record.cites(RuleId::OldFinAckUsed) {
            self.say(words.old_but_useful, &[of_segment]);
        } else if let Some(reason) = dropped {
            self.say(words.drops, &[of_segment, ("reason", Slot::Text(reason))]);
        } else if record.cites(RuleId::TextHeld) || record.cites(RuleId::FinHeld) {
            self.say(words.kept, &[of_segment]);
        } else {
            self.taking(segment, origin);
        }
        if never_sent && dropped.is_none() && !segment.flags.rst() {
            self.say(words.never_sent, &[]);
        }
        if origin.answers_forged && dropped.is_some() {
            self.say(words.caused_by_forged, &[]);
        }
        if !record.outcome.delivered.is_empty() {
            let octets = self.octets(u32::try_from(record.outcome.delivered.len()).unwrap_or(u32::MAX));
            self.say(words.handed_over, &[("octets", Slot::Text(&octets))]);
        }
        self.answer();
        if record.cites(RuleId::AckDelayed) && record.departures.is_empty() {
            self.say(words.ack_waits, &[]);
        }
        self.losses();
        self.signals();
    }

    /// A segment that took an edge.
    fn entering(&mut self, segment: &Segment, never_sent: bool) {
        let (record, words) = (self.record, self.words);
        let of_segment = ("segment", Slot::Segment(segment));
        for (i, edge) in record.outcome.transitions.iter().enumerate() {
            let edge = edge.edge();
            let sentence = match edge.to {
                _ if i > 0 => words.then_enters,
                to if to == edge.from => words.waits_anew,
                State::Listen => words.back_to_listen,
                State::Closed if segment.flags.rst() => self.reset_by(edge.from, never_sent),
                State::CloseWait if !never_sent => words.receives_fin,
                _ => words.receives_and_enters,
            };
            self.say(sentence, &[of_segment, ("state", Slot::Text(edge.to.name()))]);
        }
    }

    /// What a RST did that ended the connection, as far as its receiver can know.
    fn reset_by(&self, from: State, never_sent: bool) -> &'static str {
        let words = self.words;
        match (from, never_sent) {
            (State::SynSent, true) => words.refused_in_name,
            (State::SynSent, false) => words.refused_by_peer,
            (_, true) => words.reset_in_name,
            (_, false) if self.after.profile().follows(RuleId::LinuxEndReadable) => words.reset_readable,
            (_, false) => words.reset,
        }
    }

    /// A segment that was taken and led to no other state.
    fn taking(&mut self, segment: &Segment, Origins { never_sent, answers_forged }: Origins) {
        let (record, words) = (self.record, self.words);
        let of_segment = ("segment", Slot::Segment(segment));
        let (closed, carries) = (segment.window == 0, segment.has_data());
        if record.cites(RuleId::WindowUpdated) && closed {
            self.say(words.window_closed, &[]);
        } else if carries {
            self.say(words.receives, &[of_segment]);
        } else if record.cites(RuleId::AckAdvances) {
            self.say(if never_sent { words.believes_ack } else { words.acknowledged }, &[]);
        } else if record.cites(RuleId::WindowUpdated) {
            let octets = self.octets(segment.window.into());
            self.say(words.window_open, &[("octets", Slot::Text(&octets))]);
        } else if segment.flags.ack() && record.departures.is_empty() {
            self.say(if answers_forged { words.answers_forged } else { words.nothing_new }, &[of_segment]);
        } else {
            self.say(words.receives, &[of_segment]);
        }
    }

    fn answer(&mut self) {
        let words = self.words;
        match self.record.departures.as_slice() {
            [] => {}
            [first] => self.say(words.answers, &[("segment", Slot::Segment(&first.segment))]),
            all => {
                let n = u32::try_from(all.len()).unwrap_or(u32::MAX);
                self.say(words.answers_many, &[("n", Slot::Number(n))]);
            }
        }
    }

    fn losses(&mut self) {
        let (all, words) = (&self.record.departures, self.words);
        let lost = all.iter().filter(|departure| departure.arrives.is_none()).count();
        if lost == 1 && all.len() == 1 {
            self.say(words.is_lost, &[]);
        } else if lost > 0 {
            self.say(words.some_lost, &[("n", Slot::Number(u32::try_from(lost).unwrap_or(u32::MAX)))]);
        }
    }

    /// What the program is told; that the connection is open, or that the peer closes, shows in the state.
    fn signals(&mut self) {
        let (record, words) = (self.record, self.words);
        for signal in &record.outcome.signals {
            if matches!(signal, Signal::Opened | Signal::PeerClosing) {
                continue;
            }
            let errno = record.outcome.errno.map(|errno| errno.to_string());
            let error = errno.as_deref().unwrap_or_else(|| signal.text());
            let sentence = match (record.outcome.errno, signal) {
                (Some(_), _) if record.cites(RuleId::LinuxEndedUnaccepted) => words.error_waits,
                (Some(_), _) if connect_waits(record.before) => words.connect_fails,
                (Some(_), _) if matches!(record.before, State::Closing | State::LastAck) => words.so_error,
                (Some(_), _) => words.gets_error,
                // That calls fail with their connection is said by its end.
                (None, Signal::QueuedCallsFail(_)) if record.outcome.signals.len() > 1 => continue,
                (None, Signal::QueuedCallsFail(_)) => words.queued_fails,
                (None, _) => words.user_informed,
            };
            self.say(sentence, &[("error", Slot::Text(error.strip_prefix("error: ").unwrap_or(error)))]);
        }
    }

    // ---- timers ----

    fn timeout(&mut self, timer: Timer) {
        let (record, words) = (self.record, self.words);
        let sent = record.departures.first();
        let state = self.entered();
        match (timer, state, sent) {
            (Timer::User, ..) => self.say(words.user_timeout, &[]),
            (Timer::TimeWait, ..) => self.say(words.wait_over, &[]),
            (Timer::FinWait2, ..) => self.say(words.fin_wait_over, &[]),
            (_, Some(state), _) => self.say(words.gives_up, &[("state", Slot::Text(state.name()))]),
            (_, None, Some(departure)) => {
                let times = times_sent(self.after, record).filter(|_| departure.origin == Origin::Again);
                let nth = times.map(self.language.ordinal);
                let sentence = match (timer, &nth) {
                    (Timer::Persist, _) => words.probes,
                    (Timer::Keepalive, _) => words.asks,
                    (Timer::DelayedAck, _) => words.late_ack,
                    (_, Some(_)) => words.again_nth,
                    (_, None) => words.again,
                };
                let nth = nth.unwrap_or_default();
                self.say(sentence, &[("segment", Slot::Segment(&departure.segment)), ("nth", Slot::Text(&nth))]);
            }
            (_, None, None) => {}
        }
        if state.is_some() {
            self.answer();
        }
        self.losses();
        self.signals();
        if self.out.is_empty() {
            self.out = text::sentence(&Headline::of(self.language, record, PerSide::both(self.who)).to_string());
        }
    }
}
