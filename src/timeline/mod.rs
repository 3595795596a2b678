//! What happened, ready to be shown: every view, dialogue and handout reads it from here, and decides nothing about it itself.
//!
//! A [`Timeline`] is what the stage shows: steps, and at the present one two ends, the segments between them and an account of what
//! happened. A session that can be driven ([`History`]) is one; what was only watched is another, and
//! does not always know in which state an end is.

mod account;
mod certainty;
mod driven;
mod endpoint;
pub mod ladder;
mod moment;
pub mod packets;
mod seen;

pub use account::Account;
pub use certainty::{Certainty, Count, States};
pub use driven::{ends_of_one, names_in};
pub use endpoint::{Endpoint, Running, Variables};
pub use moment::{Moment, headline};
pub use seen::Seen;

use crate::language::Language;
use crate::narrate::{self, Inspection};
use crate::session::History;
use crate::sim::{PacketId, PerSide, Record, Side, World};
use crate::tcp::Instant;
use ladder::Beginning;
use std::ops::Range;

/// What the stage shows: two ends, step by step. Step 0 is the beginning.
pub trait Timeline {
    /// The present step.
    fn step(&self) -> usize;

    /// The last step.
    fn last(&self) -> usize;

    /// Goes to a step, the last one if there are fewer.
    fn seek(&mut self, step: usize);

    /// The moment of the present step, in milliseconds since the beginning.
    fn now(&self) -> Instant;

    /// When the step after the present one happens; `None` at the end.
    fn next_at(&self) -> Option<Instant>;

    /// What the programs at both ends are called.
    fn names(&self) -> PerSide<&str>;

    /// One of the ends at the present step.
    fn endpoint(&self, side: Side) -> Endpoint;

    /// Shows the records of some steps, counted from 1, each with its step, in order.
    fn each_record(&self, steps: Range<usize>, see: &mut dyn FnMut(usize, &Record));

    /// The account of the arrival of this packet; otherwise, and without a packet, of the last thing that happened up to the
    /// present step. `None` if nothing has happened.
    fn account(&self, packet: Option<PacketId>, language: &Language) -> Option<Account>;

    /// The account of one step, where each step has one of its own.
    fn account_of(&self, _step: usize, _language: &Language) -> Option<Account> {
        None
    }

    /// Who waits for whom at a side, in a sentence with these names for the ends; empty if nobody can say.
    fn waiting(&self, _side: Side, _names: PerSide<&str>, _language: &Language) -> String {
        String::new()
    }

    /// A segment that has left, taken apart; `None` if it left too long ago.
    fn inspect(&self, packet: PacketId, language: &Language) -> Option<Inspection> {
        let mut found = None;
        self.each_record(1..self.step() + 1, &mut |_, record| {
            if let Some(departure) = record.departures.iter().find(|departure| departure.packet == packet) {
                let named = (packet, departure.origin);
                found = Some(narrate::inspect(language, named, &departure.segment, None, record.arrived()));
            }
        });
        found
    }

    /// The segments up to the present step as tcpdump prints them; none where there are no packets.
    fn tcpdump_lines(&self) -> Vec<String> {
        Vec::new()
    }

    /// Takes what was seen to have been seen elsewhere; what there is to say about it, where that can be.
    fn seen_elsewhere(&mut self, _language: &Language) -> Option<String> {
        None
    }

    /// Exchanges the letters of the ends; what there is to say about it, where that can be.
    fn exchange_ends(&mut self, _language: &Language) -> Option<String> {
        None
    }

    /// Whether a session can go on from the present step.
    fn can_go_on(&self) -> bool {
        false
    }

    /// A session that goes on from the present step, and what there is to say about it.
    fn onward(&self, _language: &Language) -> Option<(History, String)> {
        None
    }

    /// The edges that were walked and the pairs of states that were met, up to the present step.
    fn seen(&self) -> Seen {
        let ends = PerSide::from_fn(|side| self.endpoint(side));
        let mut seen = Seen::default();
        self.each_record(1..self.step() + 1, &mut |_, record| seen.walk(record));
        ends.values().for_each(|end| seen.join_edges(end.walked));
        seen.visit(&ends);
        seen
    }

    /// The world at the present step, where there is one that can be driven.
    fn world(&self) -> Option<&World> {
        None
    }

    /// What its ladder begins with, if that is known.
    fn beginning(&self) -> Option<Beginning> {
        None
    }
}

/// Each end's letter with what it is called.
#[must_use]
pub fn named(timeline: &dyn Timeline) -> PerSide<String> {
    narrate::ends(timeline.names())
}
