//! Filling the holes of a sentence. A hole has a name, so that a language may put it where it likes: `{who} calls {call}`. A hole
//! with forms, `{n:segment|segments}`, becomes the form that the language has for the number `n`.

use super::value::Language;
use super::write::{flag_names, push_duration, push_number};
use crate::sim::{Call, PacketId, Side};
use crate::tcp::{Flags, Segment, SeqNumber, State};
use std::fmt::Display;
use std::time::Duration;

/// What goes into a hole.
#[derive(Clone, Copy)]
pub enum Slot<'a> {
    /// Words as they are.
    Text(&'a str),
    /// A number in decimal; the only one that forms can be chosen by.
    Number(u32),
    /// A segment as a sentence names it: `SYN,ACK`, `10 octets`, `FIN,ACK with 10 octets`.
    Segment(&'a Segment),
    /// A packet as the ladder names it: `A#3`.
    Packet(PacketId),
    /// A call: `close()`, `write(10)`.
    Call(Call),
    /// A duration in the unit that people use: `200 ms`, `60 s`.
    Time(Duration),
    /// Anything that can be written: a key, an address, a percentage.
    Shown(&'a dyn Display),
}

impl Language {
    /// Appends `template` to `out`, with each hole filled from `holes`.
    ///
    /// A hole that has no slot is left out; in a debug build that is a mistake of the caller's.
    pub fn fill(&self, out: &mut String, template: &str, holes: &[(&str, Slot<'_>)]) {
        let mut rest = template;
        while let Some(open) = rest.find('{') {
            let Some(length) = rest[open..].find('}') else { break };
            out.push_str(&rest[..open]);
            let name = &rest[open + 1..open + length];
            rest = &rest[open + length + 1..];
            match holes.iter().find(|(known, _)| *known == name) {
                Some((_, Slot::Text(owner))) if rest.starts_with(self.possessive) => out.push_str(without_gloss(owner)),
                Some((_, slot)) => self.push(out, *slot),
                None => out.push_str(self.form(name, holes)),
            }
        }
        out.push_str(rest);
    }

    /// The sentence goes on: it becomes the filled template, whose hole `{said}` is the sentence so far. So a clause is a whole
    /// sentence to whoever translates it, and may stand where the language wants it.
    pub fn go_on(&self, said: &mut String, template: &str, holes: &[(&str, Slot<'_>)]) {
        if let Some(behind) = template.strip_prefix("{said}") {
            return self.fill(said, behind, holes);
        }
        let before = std::mem::take(said);
        let holes: Vec<_> = holes.iter().copied().chain([("said", Slot::Text(&before))]).collect();
        self.fill(said, template, &holes);
    }

    /// The filled template as a string of its own.
    #[must_use]
    pub fn filled(&self, template: &str, holes: &[(&str, Slot<'_>)]) -> String {
        let mut out = String::with_capacity(template.len() + 24);
        self.fill(&mut out, template, holes);
        out
    }

    /// The form of `n:one|other` that this language has for the number `n`.
    fn form<'a>(&self, hole: &'a str, holes: &[(&str, Slot<'_>)]) -> &'a str {
        let counted = hole.split_once(':').and_then(|(name, forms)| {
            let slot = holes.iter().find(|(known, _)| *known == name)?;
            let (_, Slot::Number(number)) = slot else { return None };
            forms.split('|').take((self.plural)(*number) + 1).last()
        });
        debug_assert!(counted.is_some(), "nothing for the hole {{{hole}}}");
        counted.unwrap_or_default()
    }

    fn push(&self, out: &mut String, slot: Slot<'_>) {
        match slot {
            Slot::Text(text) => out.push_str(text),
            Slot::Number(number) => push_number(out, number),
            Slot::Segment(segment) => self.push_segment(out, segment),
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
            Slot::Shown(shown) => super::write::append(out, shown),
        }
    }

    fn push_segment(&self, out: &mut String, segment: &Segment) {
        let octets = segment.data_len();
        let flags = if segment.flags == Flags::NONE { self.narration.no_flags } else { flag_names(segment.flags) };
        match (octets, segment.flags) {
            (0, _) => out.push_str(flags),
            (_, Flags::ACK) => self.push_octets(out, octets),
            _ => {
                let holes = [("flags", Slot::Text(flags)), ("n", Slot::Number(octets))];
                self.fill(out, self.narration.flags_with_octets, &holes);
            }
        }
    }

    /// Appends `1 octet`, `10 octets`.
    pub fn push_octets(&self, out: &mut String, octets: u32) {
        self.fill(out, self.narration.octets, &[("n", Slot::Number(octets))]);
    }

    /// `1 octet`, `10 octets`.
    #[must_use]
    pub fn octets(&self, octets: u32) -> String {
        self.filled(self.narration.octets, &[("n", Slot::Number(octets))])
    }
}

/// An end without what explains its letter, since nobody says `B (server)'s FIN`: `B`.
fn without_gloss(name: &str) -> &str {
    match name.split_once(" (") {
        Some((letter, gloss)) if letter.chars().count() == 1 && gloss.ends_with(')') => letter,
        _ => name,
    }
}

/// The names of a text's holes, in order; `{n:one|other}` is a hole of the name `n`.
pub fn holes(text: &str) -> impl Iterator<Item = &str> {
    let inside = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    inside.map(|(hole, _)| hole.split(':').next().unwrap_or(hole))
}

impl Language {
    /// The texts whose holes are not those of the same text in `source`, each as `path: {hole}`: what the code fills is known from
    /// the source, so a hole that only a translation has would stay empty, and one that it lacks would lose a name or a number.
    #[must_use]
    pub fn strange_holes(&self, source: &Self) -> Vec<String> {
        let mut known = Vec::new();
        source.each(&mut |path, text| known.push((path.to_owned(), text)));
        let mut strange = Vec::new();
        let mut known = known.into_iter();
        self.each(&mut |path, text| {
            let source = known.next().filter(|(expected, _)| expected == path).map_or("", |(_, text)| text);
            let mut differs = |of: &str, other: &str| {
                let missing = holes(of).filter(|hole| holes(other).all(|known| known != *hole));
                strange.extend(missing.map(|hole| format!("{path}: {{{hole}}}")));
            };
            differs(text, source);
            differs(source, text);
        });
        strange
    }
}

/// Fills the named holes of a text: `say!(language, language.home.due, n = due)`. A value is anything that a [`Slot`] can be made
/// of; a name alone stands for the variable of that name.
#[macro_export]
macro_rules! say {
    ($language:expr, $text:expr $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $language.filled($text, &[$( (stringify!($name), $crate::say!(@slot $name $(, $value)?)) ),*])
    };
    (@slot $name:ident) => { $crate::language::Slot::from($name) };
    (@slot $name:ident, $value:expr) => { $crate::language::Slot::from($value) };
}

macro_rules! slots {
    ($( $from:ty => $slot:expr; )+) => {
        $(
            impl<'a> From<$from> for Slot<'a> {
                fn from(value: $from) -> Self {
                    let slot: fn($from) -> Slot<'a> = $slot;
                    slot(value)
                }
            }
        )+
    };
}

slots! {
    &'a str => Slot::Text;
    &'a String => |text| Slot::Text(text);
    u32 => Slot::Number;
    u16 => |number| Slot::Number(number.into());
    u8 => |number| Slot::Number(number.into());
    usize => |number| Slot::Number(u32::try_from(number).unwrap_or(u32::MAX));
    SeqNumber => |number| Slot::Number(number.0);
    &'a Segment => Slot::Segment;
    PacketId => Slot::Packet;
    Call => Slot::Call;
    Duration => Slot::Time;
    Side => |side| Slot::Text(side.letter());
    State => |state| Slot::Text(state.name());
    &'a dyn Display => Slot::Shown;
}
