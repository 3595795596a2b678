//! What there is to say about a session: what happened, what is so now, what is possible, and why.

use crate::lesson::parse_state;
use crate::narrate::{self, Numbers, Reason};
use crate::session::History;
use crate::sim::{Departure, Happening, Input, Record, Side, World};
use crate::tcp::State;
use std::fmt::Write;

/// How far back a segment's departure, or the last thing that happened, is looked for.
const STEPS: usize = 300;

/// A session, and what its two endpoints are called.
pub struct Telling<'a> {
    /// The session.
    pub history: &'a History,
    names: [String; 2],
}

impl<'a> Telling<'a> {
    /// Tells of a session whose endpoints have these names beside A and B.
    #[must_use]
    pub fn new(history: &'a History, names: [&str; 2]) -> Self {
        Self { history, names: narrate::ends(names) }
    }

    fn names(&self) -> [&str; 2] {
        [&self.names[0], &self.names[1]]
    }

    fn world(&self) -> &World {
        self.history.world()
    }

    /// What happened in the steps after this one, a sentence each.
    #[must_use]
    pub fn happened_since(&self, step: usize) -> Vec<String> {
        let records = self.history.records(step + 1..self.history.step() + 1);
        records.iter().map(|(step, record)| self.headline(*step, record)).collect()
    }

    fn headline(&self, step: usize, record: &Record) -> String {
        let mut words = format!("{}: ", record.at);
        // Only of what is sent again is the number worth a look at the world of that moment.
        let times = matches!(record.happening, Happening::Timeout(_))
            .then(|| narrate::times_sent(&self.history.world_at(step), record))
            .flatten();
        narrate::headline(record, &self.names(), times, &mut words);
        for Departure { packet, segment, .. } in &record.departures {
            // Writing to a string cannot fail.
            let _ = write!(words, "; {packet} is {}", narrate::label(segment));
        }
        words.push('.');
        words
    }

    /// The states of both ends.
    #[must_use]
    pub fn states(&self) -> String {
        let [a, b] = self.world().states();
        format!("{} is {a}, {} is {b}.", self.names[0], self.names[1])
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
                let (id, label) = (packet.id, narrate::label(&packet.segment));
                match packet.arrives {
                    Some(at) => {
                        let left = narrate::duration(at.since(world.now()));
                        format!("{id} {label} arrives at {} in {left}.", id.from.other())
                    }
                    None => format!("{id} {label} is held on its way to {}.", id.from.other()),
                }
            })
            .collect()
    }

    /// What can be done now, in the words that do it.
    #[must_use]
    pub fn possible(&self) -> String {
        let wanted = |input: &Input| matches!(input, Input::Call(..) | Input::Step);
        let possible: Vec<String> =
            self.world().choices().iter().filter(|input| wanted(input)).map(ToString::to_string).collect();
        if possible.is_empty() {
            "No call is possible.".to_owned()
        } else {
            format!("Possible: {}.", possible.join(", "))
        }
    }

    /// Both ends in full.
    #[must_use]
    pub fn state(&self) -> Vec<String> {
        let mut told = vec![format!("Time: {}.", self.world().now()), self.states()];
        for side in Side::BOTH {
            let next = narrate::next(self.world(), side, &self.names());
            told.push(format!("{}.", next.waiting));
            told.extend(
                next.timers.into_iter().map(|timer| format!("{side}: {}; then it {}.", timer.words, timer.does)),
            );
            told.extend(next.calls.into_iter().map(|call| format!("{side}: {}.", call.words)));
        }
        told
    }

    /// The sockets of both hosts, a table for each.
    #[must_use]
    pub fn sockets(&self) -> Vec<String> {
        Side::BOTH.into_iter().flat_map(|side| self.sockets_of(side)).collect()
    }

    fn sockets_of(&self, side: Side) -> Vec<String> {
        let name = &self.names[side.index()];
        let table = narrate::socket_table(self.world(), side);
        let head = if table.is_empty() { format!("{name} has no socket.") } else { format!("{name}:") };
        std::iter::once(head).chain(table).collect()
    }

    /// Why the last thing happened.
    #[must_use]
    pub fn why(&self) -> Vec<String> {
        let Some((step, record)) = self.history.latest_record(STEPS) else {
            return vec!["Nothing has happened yet.".to_owned()];
        };
        let mut told = vec![self.headline(step, &record)];
        let before = self.history.world_at(step - 1);
        let Some(checks) = narrate::checks(&record, &before) else {
            told.extend(narrate::why(&record, narrate::tcb_of(&before, &record)).iter().map(reason));
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

    /// Every field of a segment.
    #[must_use]
    pub fn inspect(&self, packet: &str) -> Vec<String> {
        let step = self.history.step();
        let records = self.history.records(step.saturating_sub(STEPS) + 1..step + 1);
        let found = records.iter().rev().find_map(|(step, record)| {
            let named = |departure: &&Departure| departure.packet.to_string().eq_ignore_ascii_case(packet);
            Some((*step, record, record.departures.iter().find(named)?))
        });
        let Some((step, record, departure)) = found else {
            return vec![format!("No segment `{packet}` has left lately; the third that leaves A is `A#3`.")];
        };
        let numbers = Numbers::of_record(record, &self.history.world_at(step - 1), &self.history.world_at(step));
        let answered = match &record.happening {
            Happening::Arrival { segment, .. } => Some(segment),
            _ => None,
        };
        let about = (departure.packet, departure.origin);
        let found = narrate::inspect(about, &departure.segment, numbers.as_ref(), answered);
        let mut told = vec![format!("{}: {}", found.title, found.origin)];
        told.extend(found.fields.iter().map(|field| format!("{}: {} ({})", field.name, field.value, field.meaning)));
        told.push(format!("Why this SEQ: {}", found.seq));
        told.push(format!("Why this ACK: {}", found.ack));
        told
    }

    /// The card of a state, or of both present ones.
    #[must_use]
    pub fn card(&self, state: &str) -> Vec<String> {
        if state.is_empty() {
            let [a, b] = self.world().states();
            let states = if a == b { vec![a] } else { vec![a, b] };
            return states.into_iter().flat_map(card).collect();
        }
        match parse_state(state) {
            Ok(state) => card(state),
            Err(misread) => vec![super::doing::sentence(&misread)],
        }
    }
}

fn reason(reason: &Reason) -> String {
    let arithmetic = reason.arithmetic.as_ref().map(|words| format!(" {words}.")).unwrap_or_default();
    format!("{} ({}){arithmetic}", reason.rule.says, reason.place())
}

fn card(state: State) -> Vec<String> {
    [format!("{state}:")].into_iter().chain(narrate::card(state).paragraphs()).collect()
}
