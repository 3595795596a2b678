//! What stands on an arrow: flags, seq, ack, len. Where there is no room, ack goes first, then seq.

use crate::tcp::Segment;
use crate::tui::theme::Role;
use smallvec::SmallVec;

/// An arrow's words, longest form first to be asked for. That a segment carries data is said as long as there is room for anything:
/// without it, it would look like a bare ACK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// With numbers, from the longest to the shortest; the last one is the flags.
    forms: SmallVec<[String; 4]>,
    /// Flags and len alone, for those who do not read numbers yet.
    plain: Option<String>,
}

impl Label {
    pub(super) fn new(segment: &Segment) -> Self {
        let flags = segment.flags.to_string();
        let with_seq = format!("{flags} {}", segment.seq);
        let octets = segment.data_len();
        let len = if octets > 0 { format!(" len {octets}") } else { String::new() };
        let plain = (octets > 0).then(|| format!("{flags}{len}"));
        let mut forms = SmallVec::new();
        if segment.flags.ack() {
            forms.push(format!("{with_seq} {}{len}", segment.ack));
        }
        forms.push(format!("{with_seq}{len}"));
        forms.extend(plain.clone());
        forms.push(flags);
        Self { forms, plain }
    }

    pub(super) fn flags(&self) -> &str {
        self.forms.last().map_or("", String::as_str)
    }

    /// The forms from the longest to the shortest; all are ASCII.
    pub(super) fn forms(&self, numbers: bool) -> impl Iterator<Item = &str> {
        let plain = self.plain.as_deref().filter(|_| !numbers);
        let forms = self.forms.iter().skip(if numbers { 0 } else { self.forms.len() - 1 });
        plain.into_iter().chain(forms.map(String::as_str))
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
