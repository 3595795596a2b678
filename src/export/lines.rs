//! The ladder as lines of text, for everything that shows letters alone.

use std::fmt::Write as _;

use super::moment::moment;
use super::words::L;
use crate::sim::{PerSide, Side};
use crate::tcp::State;
use crate::text::{Mark, Span, clean_line, width, wrap_spans};
use crate::timeline::ladder::{Arrow, Fate, Ladder, Paper, Row, Topic, passed};

/// The life lines are at least so far apart.
const NARROWEST: usize = 46;
/// Before and behind an arrow's words.
const SHAFT: usize = 4;

/// The whole ladder between two ends of these names, a line for each thing that happened.
pub(super) fn lines(names: &PerSide<String>, ladder: &Ladder) -> String {
    let longest = ladder.arrows.iter().map(cells).max().unwrap_or_default();
    let times = ladder.rows.iter().map(|row| moment(row.at).len()).max().unwrap_or_default();
    let mut page = Page { out: String::new(), inside: NARROWEST.max(longest + 3 * SHAFT + 2), margin: times + 2 };
    page.heads(names, ladder.begins);
    let stops = ladder.stops();
    for (number, row) in ladder.rows.iter().enumerate() {
        page.row(ladder, stops.get(&number).copied().unwrap_or_default(), row);
    }
    for arrow in ladder.under_way() {
        let words = format!("{}: {}", arrow.on_paper(L), L.ladder.on_its_way);
        page.line("", &centred(&words, page.inside));
    }
    page.out
}

/// The cells of an arrow's words, and of what stands beside it if it is lost.
fn cells(arrow: &Arrow) -> usize {
    let beside = match arrow.fate {
        Fate::Lost(_, loss) => width(L.ladder.loss(loss)) + SHAFT,
        _ => 0,
    };
    width(&arrow.on_paper(L)) + beside
}

struct Page {
    out: String,
    /// How many cells are between the life lines.
    inside: usize,
    /// How many cells are before them.
    margin: usize,
}

impl Page {
    fn heads(&mut self, names: &PerSide<String>, begins: PerSide<State>) {
        let PerSide { a, b } = names.as_ref().map(|name| clean_line(name));
        let gap = (self.inside + 2).saturating_sub(width(&a) + width(&b)).max(2);
        let _ = writeln!(self.out, "{:margin$}{a}{:gap$}{b}", "", "", margin = self.margin);
        let PerSide { a, b } = begins.map(State::name);
        let gap = self.inside.saturating_sub(a.len() + b.len());
        self.line("", &format!("{a}{:gap$}{b}", ""));
    }

    fn line(&mut self, time: &str, inside: &str) {
        let rest = self.inside.saturating_sub(width(inside));
        let _ = writeln!(self.out, "{time:>margin$}|{inside}{:rest$}|", "", margin = self.margin);
    }

    /// A row, with which this many segments are held back or go on.
    fn row(&mut self, ladder: &Ladder, stops: usize, row: &Row) {
        if let Some(pause) = row.pause() {
            let later = format!("... {} ...", passed(L, pause));
            self.line("", &centred(&later, self.inside));
        }
        let mut lines: Vec<String> = Vec::new();
        if let Some(arrow) = row.ends().and_then(|packet| ladder.arrow(packet))
            && !is_direct(ladder, arrow)
        {
            lines.push(self.ending(arrow));
        }
        lines.extend((0..stops).map(|_| centred(&row.headline, self.inside)));
        for note in row.on_paper(L) {
            lines.extend(self.note(&note, row.side));
        }
        for arrow in row.departs().filter_map(|packet| ladder.arrow(packet)) {
            lines.push(self.leaving(ladder, arrow));
        }
        for (n, inside) in lines.iter().enumerate() {
            let time = if n == 0 { format!("{} ", moment(row.at)) } else { String::new() };
            self.line(&time, inside);
        }
    }

    fn note(&self, note: &Paper, side: Side) -> Vec<String> {
        let plain = Span { text: clean_line(&note.text).into_owned(), mark: Mark::Plain };
        let wrapped = wrap_spans(&[plain], u16::try_from(self.inside).unwrap_or(u16::MAX));
        let placed = |line: &str| match (note.topic, side) {
            (Topic::Both, _) => centred(line, self.inside),
            (_, side) => self.at(side, line),
        };
        wrapped.iter().map(|line| placed(&line.text())).collect()
    }

    /// A segment that leaves: the whole arrow if its end comes next, its beginning otherwise.
    fn leaving(&self, ladder: &Ladder, arrow: &Arrow) -> String {
        let (from, words) = (arrow.packet.from, arrow.on_paper(L));
        let line = match arrow.fate {
            Fate::Arrived(_) if is_direct(ladder, arrow) => shaft(from, &words, ">", self.inside),
            Fate::Lost(_, loss) if is_direct(ladder, arrow) => {
                let shaft = shaft(from, &words, "X", self.inside - SHAFT - width(L.ladder.loss(loss)));
                match from {
                    Side::A => format!("{shaft} {}", L.ladder.loss(loss)),
                    Side::B => format!("{} {shaft}", L.ladder.loss(loss)),
                }
            }
            _ => shaft(from, &words, "", 0),
        };
        self.at(from, &line)
    }

    /// A segment that left earlier arrives or is lost.
    fn ending(&self, arrow: &Arrow) -> String {
        let (from, words) = (arrow.packet.from, arrow.on_paper(L));
        match arrow.fate {
            Fate::Lost(_, loss) => centred(&format!("{words} X {}", L.ladder.loss(loss)), self.inside),
            _ => self.at(from.other(), &shaft(from, &words, ">", width(&words) + 2 * SHAFT + 3)),
        }
    }

    /// At a side's life line.
    fn at(&self, side: Side, line: &str) -> String {
        match side {
            Side::A => line.to_owned(),
            Side::B => format!("{:gap$}{line}", "", gap = self.inside.saturating_sub(width(line))),
        }
    }
}

/// `---- words ---->` or `<---- words ----`, this many cells long.
fn shaft(from: Side, words: &str, head: &str, long: usize) -> String {
    let begins = "-".repeat(SHAFT);
    let rest = "-".repeat(long.saturating_sub(width(words) + SHAFT + 2 + head.len()).max(SHAFT));
    match from {
        Side::A => format!("{begins} {words} {rest}{head}"),
        Side::B => format!("{}{rest} {words} {begins}", head.replace('>', "<")),
    }
}

/// Whether nothing happens between a segment's leaving and its end, so that one line shows both.
fn is_direct(ladder: &Ladder, arrow: &Arrow) -> bool {
    let (Some(leaves), Some(end)) = (arrow.leaves_with(), arrow.ends_with()) else { return false };
    end == leaves || (end == leaves + 1 && ladder.rows[leaves].departs().nth(1).is_none())
}

fn centred(words: &str, cells: usize) -> String {
    format!("{:gap$}{words}", "", gap = cells.saturating_sub(width(words)) / 2)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{ends, ladder};
    use super::lines;

    #[test]
    fn a_lost_syn_and_its_repetition_read_well() {
        insta::assert_snapshot!(lines(
            &ends(),
            &ladder("A connect; drop A#1; run until B ESTABLISHED; A close; run until idle")
        ));
    }

    #[test]
    fn crossing_fins_arrive_after_both_have_left() {
        insta::assert_snapshot!(lines(&ends(), &ladder("A connect; run until idle; A close; B close; run until idle")));
    }

    #[test]
    fn what_is_held_forged_and_doubled_says_so() {
        insta::assert_snapshot!(lines(
            &ends(),
            &ladder(
                "A connect; hold A#1; A send SYN seq=90; step; duplicate B#1; release A#1; link cut=A->B; run for 1s"
            )
        ));
    }
}
