//! A run as a Mermaid sequence diagram. Its arrows have no length in time: each stands where its segment arrives or is lost.

use std::fmt::Write as _;

use super::handout::Handout;
use super::ladder::{About, Arrow, End, Ladder, Moment};
use super::words::L;
use crate::narrate::duration;
use crate::sim::Side;
use crate::text::clean_line;

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
    for (number, moment) in ladder.moments.iter().enumerate() {
        if let Some(pause) = moment.pause {
            note_over_both(&format!("{}{}", duration(pause), L.later), out);
        }
        write_moment(ladder, number, moment, out);
    }
    for arrow in ladder.arrows.iter().filter(|arrow| arrow.end == End::OnItsWay) {
        let (from, to) = (arrow.packet.from, arrow.packet.from.other());
        let _ = writeln!(out, "    {from}-->>{to}: {}", escaped(&format!("{} ({})", arrow.words(), L.on_its_way)));
    }
}

fn write_moment(ladder: &Ladder, number: usize, moment: &Moment, out: &mut String) {
    let arrow = moment.ends.map(|at| &ladder.arrows[at]);
    if let Some(arrow) = arrow {
        write_arrow(ladder, arrow, number, out);
    }
    for each in &moment.notes {
        match each.about {
            About::Both => note_over_both(&each.text, out),
            _ => note(moment.side, &each.text, out),
        }
    }
    let stops = ladder.arrows.iter().flat_map(|arrow| &arrow.stops);
    let mut moves = stops.flat_map(|(held, released)| [Some(*held), *released]);
    if moves.any(|at| at == Some(number)) {
        note_over_both(&moment.what, out);
    }
    // A segment that is lost as it leaves has no moment of its own.
    let lost_at_once = |at: &&usize| ladder.arrows[**at].end.moment() == Some(number);
    for at in moment.departs.iter().filter(lost_at_once) {
        write_arrow(ladder, &ladder.arrows[*at], number, out);
    }
}

fn write_arrow(ladder: &Ladder, arrow: &Arrow, number: usize, out: &mut String) {
    let (from, to) = (arrow.packet.from, arrow.packet.from.other());
    let mut words = arrow.words();
    let head = match arrow.end {
        End::Lost(_, loss) => {
            let _ = write!(words, " {}", L.loss(loss));
            "-x"
        }
        _ => "->>",
    };
    // Where other things happened on the way, the place of the arrow hides when it left.
    if let Some(leaves) = arrow.leaves.filter(|leaves| leaves + 1 < number) {
        let _ = write!(words, ", {}{}", L.sent_at, ladder.moments[leaves].at);
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
