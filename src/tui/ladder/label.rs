//! What stands on an arrow: flags, seq, ack, len. Where there is no room, the last words go first.

use crate::tcp::Segment;
use crate::tui::theme::Role;
use std::fmt::Write as _;

/// An arrow's words, longest form first to be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    text: String,
    /// Where the forms end: flags, seq, ack, len.
    ends: [usize; 4],
    /// Flags and len alone, for those who do not read numbers yet.
    plain: Option<String>,
}

impl Label {
    pub(super) fn new(segment: &Segment) -> Self {
        let mut text = segment.flags.to_string();
        let mut ends = [text.len(); 4];
        let mut word = |form: usize, args: std::fmt::Arguments<'_>| {
            let _ = text.write_fmt(args);
            ends[form..].fill(text.len());
        };
        word(1, format_args!(" {}", segment.seq));
        if segment.flags.ack() {
            word(2, format_args!(" {}", segment.ack));
        }
        let octets = segment.data_len();
        if octets > 0 {
            word(3, format_args!(" len {octets}"));
        }
        let plain = (octets > 0).then(|| format!("{} len {octets}", segment.flags));
        Self { text, ends, plain }
    }

    pub(super) fn flags(&self) -> &str {
        &self.text[..self.ends[0]]
    }

    /// The forms from the longest to the shortest; all are ASCII.
    pub(super) fn forms(&self, numbers: bool) -> impl Iterator<Item = &str> {
        let plain = self.plain.as_deref().filter(|_| !numbers);
        let ends = self.ends.iter().rev().skip(if numbers { 0 } else { 3 });
        plain.into_iter().chain(ends.map(|end| &self.text[..*end]))
    }
}

/// The kind of arrow that a segment gets.
pub(super) fn role(segment: &Segment) -> Role {
    let flags = segment.flags;
    match () {
        () if flags.rst() => Role::SegmentRst,
        () if flags.syn() => Role::SegmentSyn,
        () if flags.fin() => Role::SegmentFin,
        () if segment.data_len() > 0 => Role::SegmentData,
        () => Role::SegmentAck,
    }
}
