//! What there is to say about a session: what happened, what is so now, what is possible, and why.

use crate::language::Language;
use crate::lesson::parse_state;
use crate::narrate::{self, Label, Reason};
use crate::say;
use crate::session::History;
use crate::sim::{Departure, Input, PacketId, PerSide, Record, Side, World};
use crate::tcp::State;
use crate::timeline::{self, Account, Moment};

/// A session whose two ends go by their letters after they were introduced.
pub struct Telling<'a> {
    /// The session.
    pub history: &'a History,
    /// Whose words it speaks in.
    pub language: &'static Language,
}

impl<'a> Telling<'a> {
    /// Tells of a session.
    #[must_use]
    pub const fn new(history: &'a History, language: &'static Language) -> Self {
        Self { history, language }
    }

    fn world(&self) -> &World {
        self.history.world()
    }

    /// What happened in the steps after this one, a sentence each.
    #[must_use]
    pub fn happened_since(&self, step: usize) -> Vec<String> {
        let records = self.history.records(step + 1..self.history.step() + 1);
        let describe = |step, record| timeline::headline(self.language, self.history, (step, record), Side::LETTERS);
        records.iter().map(|(step, record)| self.line(&describe(*step, record), record)).collect()
    }

    /// What happened, when, and how the segments look that left with it.
    fn line(&self, headline: &str, record: &Record) -> String {
        let (language, words) = (self.language, &self.language.plain);
        let mut line = format!("{}: {headline}", record.at);
        for Departure { packet, segment, .. } in &record.departures {
            let looks = &Label::of(segment).spoken();
            line = say!(language, words.left_with_it, said = &line, packet = *packet, looks);
        }
        line.push('.');
        line
    }

    /// The states of both ends.
    #[must_use]
    pub fn states(&self) -> String {
        let PerSide { a, b } = self.world().states();
        say!(self.language, self.language.plain.states, a, b)
    }

    /// What is on its way; nothing if nothing is.
    #[must_use]
    pub fn on_their_way(&self) -> Vec<String> {
        let (language, words) = (self.language, &self.language.plain);
        let world = self.world();
        let mut packets: Vec<_> = world.packets().iter().collect();
        packets.sort_by_key(|packet| (packet.arrives.is_none(), packet.arrives));
        packets
            .into_iter()
            .map(|packet| {
                let (id, looks) = (packet.id, Label::of(&packet.segment).spoken());
                match packet.arrives {
                    Some(at) => {
                        let (side, time) = (id.from.other(), at.since(world.now()));
                        say!(language, words.arrives, packet = id, looks = &looks, side, time)
                    }
                    None => say!(language, words.held, packet = id, looks = &looks, side = id.from.other()),
                }
            })
            .collect()
    }

    /// What can be done now, in the words that do it.
    #[must_use]
    pub fn possible(&self) -> String {
        let wanted = |input: &Input| matches!(input, Input::Call(..) | Input::Step);
        let possible: Vec<String> =
            self.world().choices().iter().filter(|input| wanted(input)).map(|input| format!("`{input}`")).collect();
        if possible.is_empty() {
            self.language.plain.no_call.to_owned()
        } else {
            say!(self.language, self.language.plain.you_can_type, inputs = &possible.join(", "))
        }
    }

    /// Both ends in full.
    #[must_use]
    pub fn state(&self) -> Vec<String> {
        let (language, words) = (self.language, &self.language.plain);
        let time = &self.world().now().to_string();
        let mut lines = vec![say!(language, words.time, time), self.states()];
        for side in Side::BOTH {
            let next = narrate::next(language, self.world(), side, Side::LETTERS);
            lines.push(format!("{}.", next.waiting));
            let timers = next.timers.into_iter();
            lines.extend(timers.map(|it| say!(language, words.timer, side, timer = &it.words, does = &it.does)));
            lines.extend(next.calls.into_iter().map(|call| format!("{side}: {}.", call.words)));
        }
        lines
    }

    /// The sockets of both hosts, a line for each.
    #[must_use]
    pub fn sockets(&self) -> Vec<String> {
        Side::BOTH.into_iter().flat_map(|side| self.sockets_of(side)).collect()
    }

    fn sockets_of(&self, side: Side) -> Vec<String> {
        let (language, words) = (self.language, &self.language.plain);
        let lines = narrate::socket_lines(self.world(), side);
        let head = say!(language, if lines.is_empty() { words.no_socket } else { words.sockets_of }, side);
        std::iter::once(head).chain(lines.into_iter().map(|line| format!("{line}."))).collect()
    }

    /// Why the last thing happened.
    #[must_use]
    pub fn why(&self) -> Vec<String> {
        let (language, words) = (self.language, &self.language.plain);
        let Some(moment) = Moment::latest(self.history) else {
            return vec![words.nothing_yet.to_owned()];
        };
        let account = Account::of(language, &moment, Side::LETTERS);
        let mut lines = vec![self.line(&account.headline, &moment.record)];
        let Some(checks) = &account.checks else {
            lines.extend(account.reasons().map(reason));
            return lines;
        };
        lines.push(say!(language, words.checks_of, place = &checks.place));
        for check in &checks.checks {
            let sentence = if check.decided { words.check_decided } else { words.check };
            lines.push(say!(language, sentence, title = &check.title, compared = &check.compared));
            lines.extend(check.reasons.iter().map(reason));
        }
        lines.extend(checks.after.iter().map(reason));
        lines
    }

    /// Every field of a segment; of the latest one that left if none is named.
    #[must_use]
    pub fn inspect(&self, packet: &str) -> Vec<String> {
        let (language, words) = (self.language, &self.language.plain);
        let is_meant = |id: PacketId| packet.is_empty() || id.to_string().eq_ignore_ascii_case(packet);
        let Some((moment, departure)) = Moment::of_departure(self.history, is_meant) else {
            let none =
                if packet.is_empty() { words.none_left.to_owned() } else { say!(language, words.not_left, packet) };
            return vec![none];
        };
        let found = moment.inspect(language, &departure);
        let mut lines = vec![format!("{}: {}", found.title, found.origin)];
        lines.extend(found.fields.iter().map(|field| {
            let value = if field.value.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
                &field.value
            } else {
                words.no_value
            };
            say!(language, words.field, name = field.name, value, meaning = &field.meaning)
        }));
        lines.push(say!(language, words.why_seq, why = &found.seq));
        lines.push(say!(language, words.why_ack, why = &found.ack));
        lines
    }

    /// The card of a state, or of both present ones.
    #[must_use]
    pub fn card(&self, state: &str) -> Vec<String> {
        if state.is_empty() {
            let PerSide { a, b } = self.world().states();
            let states = if a == b { vec![a] } else { vec![a, b] };
            return states.into_iter().flat_map(|state| card(state, self.language)).collect();
        }
        match parse_state(state, self.language) {
            Ok(state) => card(state, self.language),
            Err(parse_error) => vec![super::doing::sentence(&parse_error, self.language)],
        }
    }
}

fn reason(reason: &Reason) -> String {
    let arithmetic = reason.arithmetic.as_ref().map(|words| format!(" {words}.")).unwrap_or_default();
    format!("{} ({}){arithmetic}", reason.says, reason.place())
}

fn card(state: State, language: &Language) -> Vec<String> {
    let paragraphs = narrate::card(language, state).paragraphs(language);
    let spoken =
        paragraphs.iter().map(|paragraph| match paragraph.strip_prefix("**").and_then(|rest| rest.split_once("** ")) {
            Some((heading, words)) => format!("{heading}: {words}"),
            None => paragraph.clone(),
        });
    [format!("{state}:")].into_iter().chain(spoken).collect()
}
