//! Segments by their senders and their looks: `A FIN,ACK`, `B data`.

use std::fmt;

use super::command::Kind;
use super::parse_error::ParseError;
use super::vocabulary::Word;
use crate::language::Language;
use crate::sim::{Departure, Side};

/// A segment by its sender and its looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sent {
    /// Who sent it.
    pub from: Side,
    /// What it carries.
    pub kind: Kind,
}

impl Sent {
    /// How a segment that left looks.
    #[must_use]
    pub fn of(departure: &Departure) -> Self {
        let segment = &departure.segment;
        let flags = segment.flags;
        let only_data = segment.has_data() && !flags.syn() && !flags.fin() && !flags.rst();
        let kind = if only_data { Kind::Data } else { Kind::Flags(flags) };
        Self { from: departure.packet.from, kind }
    }
}

/// Reads `A FIN,ACK`; `none` is no segment at all.
///
/// # Errors
/// A sentence that says how it is written, or names the word that is not a flag.
pub fn parse_sent(text: &str, language: &Language) -> Result<Option<Sent>, ParseError> {
    let whole = Word::whole(text, language).trimmed();
    if whole.is("none") || whole.is("nothing") {
        return Ok(None);
    }
    let wrong = || whole.is_not(language.vocabulary.not_a_segment);
    let (side, kind) = whole.text().split_once(char::is_whitespace).ok_or_else(wrong)?;
    let from = whole.part(side).as_side().ok_or_else(wrong)?;
    let kind = whole.part(kind).trimmed().kind()?;
    Ok(Some(Sent { from, kind }))
}

impl fmt::Display for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.from, self.kind)
    }
}
