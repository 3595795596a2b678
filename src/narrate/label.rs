//! What a segment says of itself: flags, numbers, octets.

use crate::language::flag_names;
use crate::tcp::{Flags, Segment};
use smallvec::SmallVec;
use std::fmt;

/// A segment's flags, SEG.SEQ, SEG.ACK if it has one, and its octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its control bits.
    pub flags: Flags,
    /// SEG.SEQ.
    pub seq: u32,
    /// SEG.ACK, if the segment carries ACK.
    pub ack: Option<u32>,
    /// How many octets of data it carries.
    pub len: u32,
}

/// `FIN,ACK 1001 5001`, `ACK 1001 5001 len 10`, `SYN 1000`.
impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.flags(), self.seq)?;
        if let Some(ack) = self.ack {
            write!(f, " {ack}")?;
        }
        if self.len > 0 {
            write!(f, " len {}", self.len)?;
        }
        Ok(())
    }
}

impl Label {
    /// The label of a segment.
    #[must_use]
    pub fn of(segment: &Segment) -> Self {
        let ack = segment.flags.ack().then_some(segment.ack.0);
        Self { flags: segment.flags, seq: segment.seq.0, ack, len: segment.data_len() }
    }

    /// The flags alone.
    #[must_use]
    pub const fn flags(&self) -> &'static str {
        flag_names(self.flags)
    }

    /// Where there is little room, from the longest form to the shortest: the name of SEQ goes first, then ACK, then SEQ. Of two
    /// numbers the second one always has its name, and a single one has, too. That a segment carries data is said as long as there is room for anything: without it, it would look like a bare ACK. All are ASCII. Without `numbers` there
    /// are flags and octets alone, for those who do not read numbers yet.
    #[must_use]
    pub fn forms(&self, numbers: bool) -> SmallVec<[String; 4]> {
        let mut forms = SmallVec::new();
        if numbers {
            forms.push(self.named(" ", " "));
            if let Some(ack) = self.ack {
                let octets = if self.len > 0 { format!(" len {}", self.len) } else { String::new() };
                forms.push(format!("{} {} ack {ack}{octets}", self.flags(), self.seq));
                forms.push(Self { ack: None, ..*self }.named(" ", " "));
            }
        }
        if self.len > 0 {
            forms.push(format!("{} len {}", self.flags(), self.len));
        }
        forms.push(self.flags().to_owned());
        forms
    }

    /// `ack 5001`, if it acknowledges anything.
    #[must_use]
    pub fn ack_alone(&self) -> Option<String> {
        Some(format!("ack {}", self.ack?))
    }

    /// `FIN,ACK seq=1001 ack=5001 len=10`, as people who read captures write it.
    #[must_use]
    pub fn spelled(&self) -> String {
        self.named(" ", "=")
    }

    /// `FIN,ACK, seq 1001, ack 5001, len 10`, for the ear: the numbers with their names, and not by their place.
    #[must_use]
    pub fn spoken(&self) -> String {
        self.named(", ", " ")
    }

    fn named(&self, between: &str, is: &str) -> String {
        let numbers = [("seq", Some(self.seq)), ("ack", self.ack), ("len", Some(self.len).filter(|len| *len > 0))];
        let named = numbers.into_iter().filter_map(|(name, number)| Some(format!("{between}{name}{is}{}", number?)));
        self.flags().to_owned() + &named.collect::<String>()
    }
}

#[cfg(test)]
mod tests {
    use super::Label;
    use crate::tcp::{Flags, Segment, SeqNumber};

    fn label(flags: Flags, len: u8) -> Label {
        let payload = (0..len).collect();
        Label::of(&Segment { seq: SeqNumber(1001), ack: SeqNumber(5001), flags, payload, ..Segment::default() })
    }

    #[test]
    fn a_label_has_what_an_arrow_needs() {
        assert_eq!(label(Flags::FIN_ACK, 0).to_string(), "FIN,ACK 1001 5001");
        assert_eq!(label(Flags::ACK, 10).to_string(), "ACK 1001 5001 len 10");
        assert_eq!(label(Flags::SYN, 0).to_string(), "SYN 1001");
        assert_eq!(label(Flags::NONE, 0).to_string(), "none 1001");
    }

    #[test]
    fn where_room_is_scarce_the_octets_stay_longest() {
        let forms = |numbers| label(Flags::ACK, 10).forms(numbers).join(" | ");
        assert_eq!(
            forms(true),
            "ACK seq 1001 ack 5001 len 10 | ACK 1001 ack 5001 len 10 | ACK seq 1001 len 10 | ACK len 10 | ACK"
        );
        assert_eq!(forms(false), "ACK len 10 | ACK");
        assert_eq!(label(Flags::SYN, 0).forms(true).join(" | "), "SYN seq 1001 | SYN");
    }

    #[test]
    fn numbers_have_names_on_paper_and_for_the_ear() {
        assert_eq!(label(Flags::ACK, 10).spelled(), "ACK seq=1001 ack=5001 len=10");
        assert_eq!(label(Flags::SYN, 0).spoken(), "SYN, seq 1001");
    }
}
