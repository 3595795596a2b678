//! A connection that two captures have, as one timeline: every segment leaves in one of them and arrives in the other.

#![warn(clippy::arithmetic_side_effects)]

use super::moments::{Way, merge};
use super::ways::Ways;
use crate::capture::opener::Opener;
use crate::capture::passed::Moments;
use crate::capture::shown::{Began, Shown};
use crate::language::Language;
use crate::narrate::Inspection;
use crate::say;
use crate::session::History;
use crate::sim::{PacketId, PerSide, Record, Side};
use crate::tcp::Instant;
use crate::timeline::ladder::Beginning;
use crate::timeline::{Account, Endpoint, Timeline};
use crate::wire;
use std::ops::Range;

/// A connection that two captures have, to be looked at step by step: a segment leaves with one and arrives with another.
#[derive(Clone, Debug)]
pub struct Both {
    shown: Shown,
    ways: Ways,
    moments: Vec<Way>,
    opener: Opener,
}

impl Both {
    /// The connection whose ways these are; by `opener` it is known which end is A.
    #[must_use]
    pub fn new(ways: Ways, opener: Opener) -> Self {
        let ends = ways.ends();
        let base = |side: Side| {
            let of = |near: Side| ways.views[near].bases[side];
            let syn = Side::BOTH.into_iter().filter_map(of).find(|(_, is_syn)| *is_syn);
            syn.or(of(side)).or(of(side.other())).unwrap_or_default()
        };
        let bases = PerSide::from_fn(base);
        let merged = merge(&ways, ends, bases.map(|(base, _)| base));
        let moments = Moments { before: merged.before, passed: merged.passed };
        let shown = Shown::of_moments(merged.own, moments, Began { ends, opener, bases });
        Self { shown, ways, moments: merged.ways, opener }
    }

    /// What became of its segments on the way.
    #[must_use]
    pub const fn ways(&self) -> &Ways {
        &self.ways
    }
}

impl Timeline for Both {
    fn step(&self) -> usize {
        self.shown.step()
    }

    fn last(&self) -> usize {
        self.shown.last()
    }

    fn seek(&mut self, step: usize) {
        self.shown.seek(step);
    }

    fn now(&self) -> Instant {
        self.shown.now()
    }

    fn next_at(&self) -> Option<Instant> {
        self.shown.next_at()
    }

    fn names(&self) -> PerSide<&str> {
        self.shown.names()
    }

    fn endpoint(&self, side: Side) -> Endpoint {
        self.shown.endpoint(side)
    }

    fn each_record(&self, steps: Range<usize>, see: &mut dyn FnMut(usize, &Record)) {
        self.shown.each_record(steps, see);
    }

    fn account(&self, packet: Option<PacketId>, language: &Language) -> Option<Account> {
        let until = &self.shown.passed()[..self.shown.step()];
        let step = match packet {
            Some(packet) => until.iter().rposition(|passed| passed.packet == packet)?.saturating_add(1),
            None => until.len(),
        };
        self.account_of(step, language)
    }

    fn account_of(&self, step: usize, language: &Language) -> Option<Account> {
        let at = step.checked_sub(1)?;
        let (passed, way) = (self.shown.passed().get(at)?, *self.moments.get(at)?);
        let words = &language.capture;
        let text = match way {
            Way::Leaves(..) | Way::IsForeign(..) => words.shown,
            _ => words.pair_shown,
        };
        let headline = passed.headline(text, language);
        let on_the_way = self.ways.describe_way(way, language);
        let message = say!(language, words.pair_moment, moment = &headline, way = &on_the_way);
        let mut proofs = vec![on_the_way];
        proofs.extend(match way {
            Way::Leaves(..) => passed.proofs(language),
            _ => Side::BOTH.map(|side| passed.describe(side, language)).to_vec(),
        });
        Some(Account { headline, message, proofs, ..Account::default() })
    }

    fn waiting(&self, side: Side, names: PerSide<&str>, language: &Language) -> String {
        self.shown.waiting(side, names, language)
    }

    fn inspect(&self, packet: PacketId, language: &Language) -> Option<Inspection> {
        self.shown.inspect(packet, language)
    }

    /// What has left, and no segment twice.
    fn tcpdump_lines(&self) -> Vec<String> {
        let until = self.shown.own().iter().zip(&self.moments).take(self.shown.step());
        let left = until.filter(|(_, way)| matches!(way, Way::Leaves(..) | Way::IsForeign(..)));
        left.map(|(seen, _)| wire::tcpdump_line(seen.mark.time, &seen.segment)).collect()
    }

    fn seen_elsewhere(&mut self, language: &Language) -> Option<String> {
        Some(self.ways.places(language))
    }

    fn exchange_ends(&mut self, language: &Language) -> Option<String> {
        let words = &language.capture;
        let is_known = matches!(self.opener, Opener::Syn | Opener::SynAck);
        Some(if is_known { words.opener_known } else { words.pair_letters }.to_owned())
    }

    fn can_go_on(&self) -> bool {
        self.shown.can_go_on()
    }

    fn onward(&self, language: &Language) -> Option<(History, String)> {
        self.shown.onward(language)
    }

    fn beginning(&self) -> Option<Beginning> {
        self.shown.beginning()
    }
}
