//! What became of segments between two captures, in sentences.

use super::moments::Way;
use super::ways::{Fate, Ways, Why};
use crate::capture::words::rounded;
use crate::language::Language;
use crate::say;
use crate::sim::Side;
use crate::wire::{Segment, flag};

/// Clocks that differ by less than this, in nanoseconds, agree as far as captures tell.
const AGREE: i64 = 1_000_000;

/// As many segments are named in a sentence.
const NAMED: usize = 5;

/// What a segment is, in a word: `FIN,ACK`, `100 octets`.
fn what(segment: &Segment, language: &Language) -> String {
    let tells = segment.flags & (flag::SYN | flag::FIN | flag::RST);
    if segment.data > 0 && tells == 0 {
        return say!(language, language.capture.pair_octets, n = segment.data);
    }
    let shown = flag::SYN | flag::FIN | flag::RST | flag::ACK;
    let names = flag::NAMES.iter().filter(|(bit, _)| shown & bit != 0 && segment.has(*bit));
    names.map(|(_, name)| *name).collect::<Vec<_>>().join(",")
}

impl Why {
    /// Of several segments, as a sentence without a full stop.
    const fn of_several(self, language: &Language) -> &'static str {
        let words = &language.capture;
        match self {
            Self::Before => words.pair_before,
            Self::After => words.pair_after,
            Self::Gaps => words.pair_gaps,
        }
    }

    /// Of one segment, as a whole sentence.
    const fn of_one(self, language: &Language) -> &'static str {
        let words = &language.capture;
        match self {
            Self::Before => words.pair_is_before,
            Self::After => words.pair_is_after,
            Self::Gaps => words.pair_is_in_gap,
        }
    }
}

impl Ways {
    /// What became of all segments: a sentence for each end, and one on the clocks; none has a full stop.
    #[must_use]
    pub fn describe(&self, language: &Language) -> Vec<String> {
        let mut sentences: Vec<String> = Side::BOTH.into_iter().flat_map(|side| self.of_end(side, language)).collect();
        sentences.push(self.of_clocks(language));
        sentences
    }

    /// Which capture was made at which end.
    #[must_use]
    pub fn places(&self, language: &Language) -> String {
        say!(language, language.capture.pair_places, first = self.name(Side::A), second = self.name(Side::B))
    }

    /// What was lost, in one sentence for a list; `None` if nothing was.
    #[must_use]
    pub fn losses(&self, language: &Language) -> Option<String> {
        let lost = Side::BOTH.into_iter().filter_map(|side| self.lost(side, language));
        let lost: Vec<String> = lost.collect();
        (!lost.is_empty()).then(|| lost.join("; "))
    }

    /// How many of an end's segments have this fate, and which.
    fn fated(&self, side: Side, is_it: impl Fn(Fate) -> bool) -> Vec<usize> {
        self.sent[side].iter().filter(|sent| is_it(sent.fate)).map(|sent| sent.at).collect()
    }

    fn lost(&self, side: Side, language: &Language) -> Option<String> {
        self.some(language.capture.pair_lost, side, &self.fated(side, |fate| fate == Fate::Lost), language)
    }

    /// A sentence on some of an end's segments, if there are any.
    fn some(&self, text: &'static str, side: Side, which: &[usize], language: &Language) -> Option<String> {
        if which.is_empty() {
            return None;
        }
        let words = &language.capture;
        let mut named: Vec<String> = Vec::new();
        for at in which.iter().take(NAMED) {
            let packet = &self.packet(side, *at).to_string();
            named.push(say!(language, words.pair_named, what = &what(self.segment(side, *at), language), packet));
        }
        if let Some(rest) = which.len().checked_sub(NAMED).filter(|rest| *rest > 0) {
            named.push(say!(language, words.pair_more, n = rest));
        }
        Some(say!(
            language,
            text,
            n = which.len(),
            all = self.sent[side].len(),
            who = side.letter(),
            other = side.other().letter(),
            name = self.name(side),
            second = self.name(side.other()),
            which = &language.all_of(named.iter().map(String::as_str)),
        ))
    }

    fn of_end(&self, side: Side, language: &Language) -> Vec<String> {
        let words = &language.capture;
        let (who, other) = (side.letter(), side.other().letter());
        let all = self.sent[side].len();
        let name = self.name(side);
        let mut sentences = Vec::new();
        let arrived = self.sent[side].iter().filter(|sent| matches!(sent.fate, Fate::Arrived(_))).count();
        if arrived == all && all > 0 {
            sentences.push(say!(language, words.pair_all, all, who, other));
        }
        sentences.extend(self.lost(side, language));
        for why in [Why::Before, Why::After, Why::Gaps] {
            let unseen = self.fated(side, |fate| fate == Fate::Unseen(why));
            sentences.extend(self.some(why.of_several(language), side, &unseen, language));
        }
        let missed = self.fated(side, |fate| matches!(fate, Fate::Missed(_)));
        sentences.extend(self.some(words.pair_missed, side, &missed, language));
        let copies: Vec<usize> = self.copies[side].iter().map(|(index, _)| self.sent[side][*index].at).collect();
        sentences.extend(self.some(words.pair_copies, side, &copies, language));
        if self.overtaking[side] > 0 {
            sentences.push(say!(language, words.pair_overtaking, n = self.overtaking[side], all, who));
        }
        for (text, is_foreign) in [(words.pair_foreign, true), (words.pair_strangers, false)] {
            let n = self.strangers[side].iter().filter(|stranger| stranger.is_foreign == is_foreign).count();
            if n > 0 {
                sentences.push(say!(language, text, n, who, other, name));
            }
        }
        sentences
    }

    fn of_clocks(&self, language: &Language) -> String {
        let words = &language.capture;
        let (a, b) = (self.name(Side::A), self.name(Side::B));
        let apart = rounded(self.clock.ahead);
        let (first, second) = if self.clock.ahead < 0 { (a, b) } else { (b, a) };
        match self.clock.delay {
            Some(delay) if self.clock.ahead.abs() < AGREE => say!(language, words.pair_agree, way = rounded(delay)),
            Some(delay) => say!(language, words.pair_clocks, way = rounded(delay), first, second, apart),
            None => say!(language, words.pair_one_way, first, second, apart),
        }
    }

    /// What a moment shows of a segment's way, in a whole sentence.
    pub(super) fn describe_way(&self, way: Way, language: &Language) -> String {
        let words = &language.capture;
        match way {
            Way::Leaves(side, index) => self.leaves(side, index, language),
            Way::Arrives(side, index) => self.arrives(side, index, language),
            Way::ArrivesAgain(side, index) => self.ways_sentence(words.pair_again, side, index, language),
            Way::IsForeign(side, is_foreign) | Way::ForeignArrives(side, is_foreign) => {
                let text = if is_foreign { words.pair_is_foreign } else { words.pair_is_stranger };
                let name = self.name(side);
                say!(language, text, who = side.letter(), other = side.other().letter(), name)
            }
        }
    }

    fn leaves(&self, side: Side, index: usize, language: &Language) -> String {
        let words = &language.capture;
        let text = match self.sent[side][index].fate {
            Fate::Arrived(_) => words.pair_will_arrive,
            Fate::Missed(_) => words.pair_is_missed,
            Fate::Lost => words.pair_is_lost,
            Fate::Unseen(why) => why.of_one(language),
        };
        self.ways_sentence(text, side, index, language)
    }

    fn arrives(&self, side: Side, index: usize, language: &Language) -> String {
        let words = &language.capture;
        let text = match self.sent[side][index].fate {
            Fate::Missed(_) => words.pair_is_missed,
            _ => words.pair_arrived,
        };
        self.ways_sentence(text, side, index, language)
    }

    /// A sentence on one segment: where it is in both files, and how long it took.
    fn ways_sentence(&self, text: &'static str, side: Side, index: usize, language: &Language) -> String {
        let sent = self.sent[side][index];
        let (to, took) = match sent.fate {
            Fate::Arrived(at) => {
                let took = self.time(side.other(), at).saturating_sub(self.time(side, sent.at)).max(0);
                (self.packet(side.other(), at), took)
            }
            _ => (0, 0),
        };
        say!(
            language,
            text,
            who = side.letter(),
            other = side.other().letter(),
            name = self.name(side),
            second = self.name(side.other()),
            packet = &self.packet(side, sent.at).to_string(),
            to = &to.to_string(),
            took = rounded(took),
        )
    }
}
