//! What there is to say about a session: what happened, what is so now, what is possible, and why.

use crate::lesson::parse_state;
use crate::narrate::{self, Headline, Label, Reason};
use crate::session::History;
use crate::sim::{Departure, Happening, Input, PacketId, PerSide, Record, Side, World};
use crate::tcp::State;
use crate::timeline::{Account, Moment};
use std::fmt::Write;

/// A session whose two ends go by their letters after they were introduced.
pub struct Telling<'a> {
    /// The session.
    pub history: &'a History,
}

impl<'a> Telling<'a> {
    /// Tells of a session.
    #[must_use]
    pub const fn new(history: &'a History) -> Self {
        Self { history }
    }

    fn world(&self) -> &World {
        self.history.world()
    }

    /// What happened in the steps after this one, a sentence each.
    #[must_use]
    pub fn happened_since(&self, step: usize) -> Vec<String> {
        let records = self.history.records(step + 1..self.history.step() + 1);
        records.iter().map(|(step, record)| line(&self.headline(*step, record), record)).collect()
    }

    fn headline(&self, step: usize, record: &Record) -> String {
        let headline = Headline::of(record, Side::LETTERS);
        // Only of what is sent again is the number worth a look at the world of that moment.
        match record.happening {
            Happening::Timeout(_) => headline.counting(&self.history.world_at(step)).to_string(),
            _ => headline.to_string(),
        }
    }

    /// The states of both ends.
    #[must_use]
    pub fn states(&self) -> String {
        let PerSide { a, b } = self.world().states();
        format!("A is in {a}, B is in {b}.")
    }

    /// What is on its way; nothing if nothing is.
    #[must_use]
    pub fn on_their_way(&self) -> Vec<String> {
        let world = self.world();
        let mut packets: Vec<_> = world.packets().iter().collect();
        packets.sort_by_key(|packet| (packet.arrives.is_none(), packet.arrives));
        packets
            .into_iter()
            .map(|packet| {
                let (id, looks) = (packet.id, Label::of(&packet.segment).spoken());
                match packet.arrives {
                    Some(at) => {
                        let left = narrate::duration(at.since(world.now()));
                        format!("{id} ({looks}) arrives at {} in {left}.", id.from.other())
                    }
                    None => format!("{id} ({looks}) is held on its way to {}.", id.from.other()),
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
            "No call is possible.".to_owned()
        } else {
            format!("You can type: {}.", possible.join(", "))
        }
    }

    /// Both ends in full.
    #[must_use]
    pub fn state(&self) -> Vec<String> {
        let mut told = vec![format!("Time: {}.", self.world().now()), self.states()];
        for side in Side::BOTH {
            let next = narrate::next(self.world(), side, Side::LETTERS);
            told.push(format!("{}.", next.waiting));
            told.extend(
                next.timers.into_iter().map(|timer| format!("{side}: {}; then it {}.", timer.words, timer.does)),
            );
            told.extend(next.calls.into_iter().map(|call| format!("{side}: {}.", call.words)));
        }
        told
    }

    /// The sockets of both hosts, a line for each.
    #[must_use]
    pub fn sockets(&self) -> Vec<String> {
        Side::BOTH.into_iter().flat_map(|side| self.sockets_of(side)).collect()
    }

    fn sockets_of(&self, side: Side) -> Vec<String> {
        let lines = narrate::socket_lines(self.world(), side);
        let head = if lines.is_empty() { format!("{side} has no socket.") } else { format!("The sockets of {side}:") };
        std::iter::once(head).chain(lines.into_iter().map(|line| format!("{line}."))).collect()
    }

    /// Why the last thing happened.
    #[must_use]
    pub fn why(&self) -> Vec<String> {
        let Some(moment) = Moment::latest(self.history) else {
            return vec!["Nothing has happened yet.".to_owned()];
        };
        let account = Account::of(&moment, Side::LETTERS);
        let mut told = vec![line(&account.headline, &moment.record)];
        let Some(checks) = &account.checks else {
            told.extend(account.reasons().map(reason));
            return told;
        };
        told.push(format!("The checks of {}:", checks.place));
        for check in &checks.checks {
            let decided = if check.decided { " This decided." } else { "" };
            told.push(format!("{}: {}.{decided}", check.title, check.compared));
            told.extend(check.reasons.iter().map(reason));
        }
        told.extend(checks.after.iter().map(reason));
        told
    }

    /// Every field of a segment; of the latest one that left if none is named.
    #[must_use]
    pub fn inspect(&self, packet: &str) -> Vec<String> {
        let is_meant = |id: PacketId| packet.is_empty() || id.to_string().eq_ignore_ascii_case(packet);
        let Some((moment, departure)) = Moment::of_departure(self.history, is_meant) else {
            let none = if packet.is_empty() {
                "No segment has left lately.".to_owned()
            } else {
                format!("No segment `{packet}` has left lately. The third that leaves A is named so: `inspect A#3`.")
            };
            return vec![none];
        };
        let found = moment.inspect(&departure);
        let mut told = vec![format!("{}: {}", found.title, found.origin)];
        told.extend(found.fields.iter().map(|field| {
            let value =
                if field.value.bytes().any(|byte| byte.is_ascii_alphanumeric()) { &field.value } else { "none" };
            format!("{}: {value} ({})", field.name, field.meaning)
        }));
        told.push(format!("Why this SEQ: {}", found.seq));
        told.push(format!("Why this ACK: {}", found.ack));
        told
    }

    /// The card of a state, or of both present ones.
    #[must_use]
    pub fn card(&self, state: &str) -> Vec<String> {
        if state.is_empty() {
            let PerSide { a, b } = self.world().states();
            let states = if a == b { vec![a] } else { vec![a, b] };
            return states.into_iter().flat_map(card).collect();
        }
        match parse_state(state) {
            Ok(state) => card(state),
            Err(misread) => vec![super::doing::sentence(&misread, &crate::language::ENGLISH)],
        }
    }
}

/// What happened, when, and how the segments look that left with it.
fn line(headline: &str, record: &Record) -> String {
    let mut words = format!("{}: {headline}", record.at);
    for Departure { packet, segment, .. } in &record.departures {
        // Writing to a string cannot fail.
        let _ = write!(words, "; {packet} is {}", Label::of(segment).spoken());
    }
    words.push('.');
    words
}

fn reason(reason: &Reason) -> String {
    let arithmetic = reason.arithmetic.as_ref().map(|words| format!(" {words}.")).unwrap_or_default();
    format!("{} ({}){arithmetic}", reason.rule.says, reason.place())
}

fn card(state: State) -> Vec<String> {
    let paragraphs = narrate::card(state).paragraphs();
    let spoken =
        paragraphs.iter().map(|paragraph| match paragraph.strip_prefix("**").and_then(|rest| rest.split_once("** ")) {
            Some((heading, words)) => format!("{heading}: {words}"),
            None => paragraph.clone(),
        });
    [format!("{state}:")].into_iter().chain(spoken).collect()
}
