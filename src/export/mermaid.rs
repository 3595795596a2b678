//! A run as a Mermaid sequence diagram. Its arrows have no length in time: each stands where its segment arrives or is lost.

use std::fmt::Write as _;

use super::handout::Handout;
use super::moment::moment;
use super::words::L;
use crate::say;
use crate::sim::Side;
use crate::text::clean_line;
use crate::timeline::ladder::{Arrow, Fate, Ladder, Row, Topic, passed};

pub(super) fn write(handout: &Handout<'_>) -> String {
    let mut out = String::from("sequenceDiagram\n");
    let _ = writeln!(out, "    accTitle: {}", escaped(handout.title));
    for side in Side::BOTH {
        let _ = writeln!(out, "    participant {side} as {}", escaped(&handout.ends[side]));
    }
    for path in &handout.paths {
        if let Some(title) = &path.title {
            note_over_both(title, &mut out);
        }
        write_ladder(&path.ladder, &mut out);
    }
    out
}

fn write_ladder(ladder: &Ladder, out: &mut String) {
    for side in Side::BOTH {
        note(side, ladder.begins[side].name(), out);
    }
    let stops = ladder.stops();
    for (number, row) in ladder.rows.iter().enumerate() {
        if let Some(pause) = row.pause() {
            note_over_both(&passed(L, pause), out);
        }
        write_row(ladder, (number, stops.contains_key(&number)), row, out);
    }
    for arrow in ladder.under_way() {
        let (from, to) = (arrow.packet.from, arrow.packet.from.other());
        let _ = writeln!(
            out,
            "    {from}-->>{to}: {}",
            escaped(&format!("{} ({})", arrow.on_paper(L), L.ladder.on_its_way))
        );
    }
}

/// A row by its number, and whether segments are held back or go on with it.
fn write_row(ladder: &Ladder, (number, stops): (usize, bool), row: &Row, out: &mut String) {
    if let Some(arrow) = row.ends().and_then(|packet| ladder.arrow(packet)) {
        write_arrow(ladder, arrow, number, out);
    }
    for each in row.on_paper(L) {
        match each.topic {
            Topic::Both => note_over_both(&each.text, out),
            _ => note(row.side, &each.text, out),
        }
    }
    if stops {
        note_over_both(&row.headline, out);
    }
    // A segment that is lost as it leaves has no row of its own.
    let lost_at_once = |arrow: &&Arrow| arrow.ends_with() == Some(number);
    for arrow in row.departs().filter_map(|packet| ladder.arrow(packet)).filter(lost_at_once) {
        write_arrow(ladder, arrow, number, out);
    }
}

fn write_arrow(ladder: &Ladder, arrow: &Arrow, number: usize, out: &mut String) {
    let (from, to) = (arrow.packet.from, arrow.packet.from.other());
    let mut words = arrow.on_paper(L);
    let head = match arrow.fate {
        Fate::Lost(_, loss) => {
            let _ = write!(words, " {}", L.ladder.loss(loss));
            "-x"
        }
        _ => "->>",
    };
    // Where other things happened on the way, the place of the arrow hides when it left.
    if let Some(leaves) = arrow.leaves_with().filter(|leaves| leaves + 1 < number) {
        words = say!(L, L.ladder.sent_at, segment = &words, time = &moment(ladder.rows[leaves].at));
    }
    let _ = writeln!(out, "    {from}{head}{to}: {}", escaped(&words));
}

fn note(side: Side, text: &str, out: &mut String) {
    let place = if side == Side::A { "left of" } else { "right of" };
    let _ = writeln!(out, "    Note {place} {side}: {}", escaped(text));
}

fn note_over_both(text: &str, out: &mut String) {
    let _ = writeln!(out, "    Note over A,B: {}", escaped(text));
}

/// Mermaid reads letters, digits and a few signs as they stand; everything else is written as the number of its character.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean_line(text).trim().chars() {
        if c.is_alphanumeric() || " ,.()_=-".contains(c) {
            escaped.push(c);
        } else {
            let _ = write!(escaped, "#{};", u32::from(c));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_that_mermaid_would_obey_stands_as_it_is() {
        assert_eq!(escaped("a;b\n%%{init}<b>"), "a#59;b#94;J#37;#37;#123;init#125;#60;b#62;");
        assert_eq!(escaped("SYN,ACK seq=300 (again)"), "SYN,ACK seq=300 (again)");
        assert_eq!(escaped("连接"), "连接");
    }
}
