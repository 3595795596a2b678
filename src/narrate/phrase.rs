//! Filling the gaps of a sentence. A gap has a name, so that a language may put it where it likes: `{who} calls {call}`.

use super::words::{push_duration, push_number, push_segment};
use crate::sim::{Call, PacketId};
use crate::tcp::Segment;
use std::fmt::Write as _;
use std::time::Duration;

/// What goes into a gap.
#[derive(Clone, Copy)]
pub(super) enum Slot<'a> {
    Text(&'a str),
    Number(u32),
    Segment(&'a Segment),
    Packet(PacketId),
    Call(Call),
    Time(Duration),
}

/// Appends `template` to `out`, with each `{name}` replaced.
pub(super) fn fill(out: &mut String, template: &str, slots: &[(&str, Slot<'_>)]) {
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else { break };
        out.push_str(&rest[..open]);
        let name = &rest[open + 1..open + length];
        let slot = slots.iter().find(|(known, _)| *known == name);
        debug_assert!(slot.is_some(), "nothing for {{{name}}} in {template:?}");
        if let Some((_, slot)) = slot {
            push(out, *slot);
        }
        rest = &rest[open + length + 1..];
    }
    out.push_str(rest);
}

/// The filled template as a string of its own.
pub(super) fn filled(template: &str, slots: &[(&str, Slot<'_>)]) -> String {
    let mut out = String::with_capacity(template.len() + 24);
    fill(&mut out, template, slots);
    out
}

fn push(out: &mut String, slot: Slot<'_>) {
    match slot {
        Slot::Text(text) => out.push_str(text),
        Slot::Number(number) => push_number(out, number),
        Slot::Segment(segment) => push_segment(out, segment),
        Slot::Packet(packet) => {
            out.push_str(packet.from.letter());
            out.push('#');
            push_number(out, packet.number);
        }
        Slot::Call(Call::Write(octets)) => {
            out.push_str("write(");
            push_number(out, octets);
            out.push(')');
        }
        Slot::Call(call) => {
            out.push_str(call.word());
            out.push_str("()");
        }
        Slot::Time(time) => push_duration(out, time),
    }
}

/// Appends anything that can be written.
pub(super) fn append(out: &mut String, value: impl std::fmt::Display) {
    let _ = write!(out, "{value}");
}

#[cfg(test)]
mod tests {
    use super::{Slot, filled};

    #[test]
    fn gaps_are_filled_wherever_they_stand() {
        let slots = [("who", Slot::Text("A")), ("n", Slot::Number(4_294_967_295))];
        assert_eq!(filled("{who} sends {n}", &slots), "A sends 4294967295");
        assert_eq!(filled("{n}: {who}{who}", &slots), "4294967295: AA");
        assert_eq!(filled("no gap", &slots), "no gap");
        assert_eq!(filled("an open {brace", &slots), "an open {brace");
    }
}
