//! The settings of the link: `latency=50ms`, `cut=A->B`.

use super::super::parse_error::ParseError;
use super::word::Word;
use crate::sim::{LinkChange, Side};

/// A setting's name, and how its value is read.
type Setting = (&'static str, fn(Word<'_>) -> Result<LinkChange, ParseError>);

/// All settings.
const SETTINGS: [Setting; 10] = [
    ("latency", |value| value.latency()),
    ("loss", |value| value.share().map(LinkChange::Loss)),
    ("reorder", |value| value.share().map(LinkChange::Reorder)),
    ("duplicate", |value| value.share().map(LinkChange::Double)),
    ("cut", |value| value.cut()),
    ("seed", |value| value.seed().map(LinkChange::Seed)),
    ("idle", |value| value.time_or_none().map(LinkChange::Idle)),
    ("idle-answer", |value| value.answer().map(LinkChange::IdleRst)),
    ("icmp", |value| value.icmp_of_link()),
    ("icmp-after", |value| value.duration().map(LinkChange::IcmpAfter)),
];

impl Word<'_> {
    pub fn link_change(self) -> Result<LinkChange, ParseError> {
        let (key, value) = self.setting()?;
        let names = SETTINGS.map(|(name, _)| name);
        if let Some((_, read)) = SETTINGS.into_iter().find(|(name, _)| key.is(name)) {
            read(value)
        } else {
            let sentences = (key.sentences().not_of_the_link, key.sentences().not_of_the_link_known);
            Err(key.unknown(sentences, names, |language| language.listed(names)))
        }
    }

    fn seed(self) -> Result<u64, ParseError> {
        self.text().parse().map_err(|_| self.is_not(self.sentences().not_a_whole_number))
    }

    fn latency(self) -> Result<LinkChange, ParseError> {
        let Some((way, time)) = self.split_at(':') else {
            return self.duration().map(|time| LinkChange::Latency(None, time));
        };
        Ok(LinkChange::Latency(Some(way.way()?), time.duration()?))
    }

    /// Whether a middlebox sends a RST.
    fn answer(self) -> Result<bool, ParseError> {
        let words = ["rst", "none"];
        if let Some(at) = words.iter().position(|word| self.is(word)) {
            Ok(at == 0)
        } else {
            let sentences = (self.sentences().not_an_answer, self.sentences().not_an_answer_known);
            Err(self.unknown(sentences, words, |language| language.either(words)))
        }
    }

    fn icmp_of_link(self) -> Result<LinkChange, ParseError> {
        match self.split_at(':') {
            Some((way, kind)) => Ok(LinkChange::Icmp(Some(way.way()?), kind.icmp()?)),
            None => self.icmp().map(|kind| LinkChange::Icmp(None, kind)),
        }
    }

    fn cut(self) -> Result<LinkChange, ParseError> {
        if self.is("both") {
            return Ok(LinkChange::Cut(None));
        }
        if self.is("none") {
            return Ok(LinkChange::Mend);
        }
        self.way().map(|from| LinkChange::Cut(Some(from)))
    }

    /// `A->B`: by its sender.
    fn way(self) -> Result<Side, ParseError> {
        match self.text().to_ascii_uppercase().as_str() {
            "A->B" => Ok(Side::A),
            "B->A" => Ok(Side::B),
            _ => Err(self.is_not(self.sentences().not_a_direction)),
        }
    }
}
