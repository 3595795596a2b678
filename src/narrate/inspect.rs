//! Every field of a segment with its meaning, and where its two numbers come from.

use super::Numbers;
use crate::language::{Language, Slot, flag_names, push_number};
use crate::sim::{Origin, PacketId};
use crate::tcp::{Flags, Segment, SeqNumber};

/// One field of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// What it means here.
    pub meaning: String,
}

/// A segment taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// Which packet, and its flags.
    pub title: String,
    /// Where it comes from: sent, repeated, forged, doubled, replayed.
    pub origin: String,
    /// Its fields, in the order of the header.
    pub fields: Vec<Field>,
    /// Why it has this sequence number.
    pub seq: String,
    /// Why it has this acknowledgment number.
    pub ack: String,
}

/// Takes a segment apart. `numbers` are its sender's when it was sent ([`Numbers::of_record`]), `answers` is the segment whose arrival
/// caused it, if one did.
#[must_use]
pub fn inspect(
    language: &Language,
    (packet, origin): (PacketId, Origin),
    segment: &Segment,
    numbers: Option<&Numbers>,
    answers: Option<&Segment>,
) -> Inspection {
    let unknown = Numbers::default();
    let explained = Explained { language, segment, origin, numbers: numbers.unwrap_or(&unknown), answers };
    Inspection {
        title: language.filled(
            language.narration.title,
            &[("packet", Slot::Packet(packet)), ("segment", Slot::Text(flag_names(segment.flags)))],
        ),
        origin: origin_words(language, origin),
        fields: fields(language, segment),
        seq: explained.seq(),
        ack: explained.ack(),
    }
}

fn origin_words(language: &Language, origin: Origin) -> String {
    match origin {
        Origin::Sent => language.narration.title_sent.to_owned(),
        Origin::Again => language.narration.title_again.to_owned(),
        Origin::Forged => language.narration.title_forged.to_owned(),
        Origin::DuplicateOf(packet) => {
            language.filled(language.narration.title_copy, &[("packet", Slot::Packet(packet))])
        }
        Origin::ReplayOf(packet) => {
            language.filled(language.narration.title_replay, &[("packet", Slot::Packet(packet))])
        }
        Origin::Middlebox(_) => language.narration.title_middlebox.to_owned(),
    }
}

fn fields(language: &Language, segment: &Segment) -> Vec<Field> {
    let field = |name, value: String, meaning: &str| Field { name, value, meaning: meaning.to_owned() };
    let flags = segment.flags;
    let ack = if flags.ack() { segment.ack.to_string() } else { language.narration.no_value.to_owned() };
    let mut fields = vec![
        field(language.narration.field_source_port, segment.src_port.to_string(), language.narration.means_source_port),
        field(
            language.narration.field_destination_port,
            segment.dst_port.to_string(),
            language.narration.means_destination_port,
        ),
        field("SEQ", segment.seq.to_string(), meaning_of_seq(language, segment)),
        field("ACK", ack, if flags.ack() { language.narration.means_ack } else { language.narration.means_no_ack }),
        Field { name: "LEN", value: segment.seg_len().to_string(), meaning: meaning_of_len(language, segment) },
        field(language.narration.field_flags, flags.to_string(), &meaning_of_flags(language, flags)),
        field(language.narration.field_window, segment.window.to_string(), meaning_of_window(language, segment)),
    ];
    if let Some(mss) = segment.mss {
        fields.push(field("MSS", mss.to_string(), language.narration.means_mss));
    }
    fields
}

fn meaning_of_seq(language: &Language, segment: &Segment) -> &'static str {
    match segment {
        _ if segment.flags.syn() => language.narration.means_seq_syn,
        _ if segment.has_data() => language.narration.means_seq_data,
        _ if segment.flags.fin() => language.narration.means_seq_fin,
        _ => language.narration.means_seq_nothing,
    }
}

/// `2 = 1 (SYN) + 1 (FIN)` without its left side, which is the value.
fn meaning_of_len(language: &Language, segment: &Segment) -> String {
    if segment.seg_len() == 0 {
        return language.narration.means_len_zero.to_owned();
    }
    let mut parts = Vec::new();
    if segment.flags.syn() {
        parts.push(language.narration.part_syn.to_owned());
    }
    if segment.has_data() {
        let mut octets = String::new();
        language.push_octets(&mut octets, segment.data_len());
        parts.push(octets);
    }
    if segment.flags.fin() {
        parts.push(language.narration.part_fin.to_owned());
    }
    format!("{}: {}", language.narration.means_len, parts.join(" + "))
}

fn meaning_of_flags(language: &Language, flags: Flags) -> String {
    let meanings = [
        (flags.syn(), language.narration.means_syn),
        (flags.fin(), language.narration.means_fin),
        (flags.rst(), language.narration.means_rst),
        (flags.ack(), language.narration.means_ack_flag),
    ];
    let set: Vec<&str> = meanings.iter().filter(|(set, _)| *set).map(|(_, meaning)| *meaning).collect();
    if set.is_empty() { language.narration.means_no_flags.to_owned() } else { set.join("; ") }
}

fn meaning_of_window(language: &Language, segment: &Segment) -> &'static str {
    match segment.window {
        _ if segment.flags.rst() => language.narration.means_window_reset,
        0 => language.narration.means_window_zero,
        _ => language.narration.means_window,
    }
}

/// A segment with all that explains its numbers.
struct Explained<'a> {
    language: &'a Language,
    segment: &'a Segment,
    origin: Origin,
    numbers: &'a Numbers,
    answers: Option<&'a Segment>,
}

impl Explained<'_> {
    /// The offending segment, if this is the reset that answers one (RFC 9293 section 3.10.7.1).
    fn reset_of(&self) -> Option<&Segment> {
        let (segment, offender) = (self.segment, self.answers?);
        let by_ack = segment.flags == Flags::RST && offender.flags.ack() && segment.seq == offender.ack;
        let by_length = segment.flags == Flags::RST_ACK
            && !offender.flags.ack()
            && segment.seq == SeqNumber(0)
            && segment.ack == offender.end();
        (by_ack || by_length).then_some(offender)
    }

    fn seq(&self) -> String {
        let seq = self.segment.seq;
        if self.origin == Origin::Forged {
            return self.language.narration.seq_forged.to_owned();
        }
        if let Some(offender) = self.reset_of() {
            let template = if offender.flags.ack() {
                self.language.narration.seq_reset_answers
            } else {
                self.language.narration.seq_reset_zero
            };
            return self.language.filled(template, &[("seq", Slot::Number(seq.0))]);
        }
        let Some(iss) = self.numbers.iss else {
            return self.language.filled(self.language.narration.unknown, &[("n", Slot::Number(seq.0))]);
        };
        let mut words = if self.segment.flags.syn() && seq == iss {
            self.first_number(seq)
        } else {
            sum(self.language, seq, (iss, self.language.narration.part_iss), self.numbers.fin).unwrap_or_else(|| {
                self.language.filled(self.language.narration.seq_other, &[("seq", Slot::Number(seq.0))])
            })
        };
        match self.numbers.snd_nxt {
            Some(nxt) if self.is_probe(nxt) => {
                self.language.go_on(&mut words, self.language.narration.seq_probe, &[("snd_nxt", Slot::Number(nxt.0))]);
            }
            _ if self.origin == Origin::Again => {
                self.language.go_on(&mut words, self.language.narration.sent_before, &[]);
            }
            _ => {}
        }
        words
    }

    /// The number of a SYN, and what it was made of.
    fn first_number(&self, iss: SeqNumber) -> String {
        let mut words = self.language.filled(self.language.narration.seq_is_iss, &[("seq", Slot::Number(iss.0))]);
        if let Some(parts) = self.numbers.isn_parts {
            let slots = [("clock", Slot::Number(parts.clock)), ("function", Slot::Number(parts.function))];
            self.language.go_on(&mut words, self.language.narration.isn_made_of, &slots);
        }
        words
    }

    /// A keep-alive or an empty window probe: an old number on purpose.
    fn is_probe(&self, nxt: SeqNumber) -> bool {
        self.segment.flags == Flags::ACK && !self.segment.has_data() && self.segment.seq.plus(1) == nxt
    }

    fn ack(&self) -> String {
        let ack = self.segment.ack;
        if !self.segment.flags.ack() {
            return self.language.narration.ack_off.to_owned();
        }
        if self.origin == Origin::Forged {
            return self.language.narration.seq_forged.to_owned();
        }
        if let Some(offender) = self.reset_of() {
            let len = Slot::Number(offender.seg_len());
            let slots = [("ack", Slot::Number(ack.0)), ("seq", Slot::Number(offender.seq.0)), ("len", len)];
            return self.language.filled(self.language.narration.ack_reset_zero, &slots);
        }
        let Some(irs) = self.numbers.irs else {
            return self.language.filled(self.language.narration.unknown, &[("n", Slot::Number(ack.0))]);
        };
        let mut words = sum(self.language, ack, (irs, self.language.narration.part_irs), self.numbers.peer_fin)
            .unwrap_or_else(|| {
                self.language.filled(self.language.narration.ack_other, &[("ack", Slot::Number(ack.0))])
            });
        if self.origin == Origin::Again {
            self.language.go_on(&mut words, self.language.narration.ack_today, &[]);
        }
        words
    }
}

/// `112 = 100 (ISS) + 1 (SYN) + 10 octets + 1 (FIN)`; `None` if the number lies before the first, or far beyond.
fn sum(
    language: &Language,
    number: SeqNumber,
    (first, template): (SeqNumber, &str),
    fin: Option<SeqNumber>,
) -> Option<String> {
    let distance = number.distance_from(first);
    if distance >= 1 << 31 {
        return None;
    }
    let mut out = String::with_capacity(48);
    push_number(&mut out, number.0);
    out.push_str(" = ");
    language.fill(&mut out, template, &[("n", Slot::Number(first.0))]);
    if distance == 0 {
        return Some(out);
    }
    let behind_fin = u32::from(fin.is_some_and(|fin| number.after(fin)));
    let octets = distance - 1 - behind_fin.min(distance - 1);
    out.push_str(" + ");
    out.push_str(language.narration.part_syn);
    if octets > 0 {
        out.push_str(" + ");
        language.push_octets(&mut out, octets);
    }
    if behind_fin > 0 {
        out.push_str(" + ");
        out.push_str(language.narration.part_fin);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::sum;
    use crate::language::ENGLISH;
    use crate::tcp::SeqNumber;

    #[test]
    fn a_number_is_the_sum_of_what_was_counted() {
        let of = |number, fin: Option<u32>| {
            sum(&ENGLISH, SeqNumber(number), (SeqNumber(100), ENGLISH.narration.part_iss), fin.map(SeqNumber))
        };
        assert_eq!(of(112, Some(111)).as_deref(), Some("112 = 100 (ISS) + 1 (SYN) + 10 octets + 1 (FIN)"));
        assert_eq!(of(111, Some(111)).as_deref(), Some("111 = 100 (ISS) + 1 (SYN) + 10 octets"));
        assert_eq!(of(102, Some(101)).as_deref(), Some("102 = 100 (ISS) + 1 (SYN) + 1 (FIN)"));
        assert_eq!(of(102, None).as_deref(), Some("102 = 100 (ISS) + 1 (SYN) + 1 octet"));
        assert_eq!(of(100, None).as_deref(), Some("100 = 100 (ISS)"));
        assert_eq!(of(99, None), None);
    }

    #[test]
    fn a_sum_may_pass_the_wrap() {
        let wrapped = sum(&ENGLISH, SeqNumber(4), (SeqNumber(u32::MAX - 1), ENGLISH.narration.part_irs), None);
        assert_eq!(wrapped.as_deref(), Some("4 = 4294967294 (IRS) + 1 (SYN) + 5 octets"));
    }
}
