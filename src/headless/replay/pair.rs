//! Two captures of the same connections: what was lost between them, without a terminal.

use crate::capture::{Fate, Recorded, Ways};
use crate::language::Language;
use crate::say;
use crate::sim::{PerSide, Side};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Line {
    pair: usize,
    #[serde(rename = "A")]
    a: End,
    #[serde(rename = "B")]
    b: End,
    /// How far the clock of the capture at B is ahead, and how long the way takes at least.
    clock_ahead_at_b: Option<f64>,
    delay: Option<f64>,
    summary: Vec<String>,
}

/// What an end has sent, and what became of it: the numbers of the packets in the file of its capture.
#[derive(Serialize)]
struct End {
    file: String,
    sent: usize,
    lost: Vec<u64>,
    not_seen: Vec<u64>,
    missed_by_capture: Vec<u64>,
    doubled: Vec<u64>,
    overtaking: u32,
    not_sent: usize,
}

/// Writes what became of the segments of each connection that both captures have; nothing if they have none in common.
pub(super) fn write(
    (name, first): (&str, Recorded),
    (other, second): (&str, Recorded),
    json: bool,
    out: &mut impl Write,
    language: &Language,
) -> io::Result<()> {
    let words = &language.capture;
    let recorded = first.beside(name, (other, second));
    let same = recorded.in_both();
    if json {
        for (index, _) in same {
            let Some(ways) = recorded.ways(index) else { continue };
            out.write_all(crate::text::json_line(&line(index + 1, &ways, language))?.as_bytes())?;
            out.write_all(b"\n")?;
        }
        return out.flush();
    }
    if same.is_empty() {
        return writeln!(out, "\n{}", say!(language, words.pair_none, name, second = other));
    }
    writeln!(out, "\n{}", say!(language, words.pair_title, name, second = other, n = same.len()))?;
    for (index, _) in same {
        let Some(ways) = recorded.ways(index) else { continue };
        let PerSide { a, b } = ways.ends().map(|end| end.to_string());
        writeln!(out, "{}", say!(language, words.pair_row, n = index + 1, a = &a, b = &b))?;
        ways.describe(language).iter().try_for_each(|sentence| writeln!(out, "   {sentence}"))?;
    }
    out.flush()
}

fn line(pair: usize, ways: &Ways, language: &Language) -> Line {
    let PerSide { a, b } = PerSide::from_fn(|side| end(side, ways));
    let delay = ways.clock.delay;
    let ahead = delay.map(|_| seconds(ways.clock.ahead));
    Line { pair, a, b, clock_ahead_at_b: ahead, delay: delay.map(seconds), summary: ways.describe(language) }
}

fn end(side: Side, ways: &Ways) -> End {
    let which = |is_it: &dyn Fn(Fate) -> bool| {
        let sent = ways.sent[side].iter().filter(|sent| is_it(sent.fate));
        sent.map(|sent| ways.packet(side, sent.at)).collect::<Vec<u64>>()
    };
    let doubled = ways.copies[side].iter().map(|(index, _)| ways.packet(side, ways.sent[side][*index].at));
    End {
        file: ways.name(side).to_owned(),
        sent: ways.sent[side].len(),
        lost: which(&|fate| fate == Fate::Lost),
        not_seen: which(&|fate| matches!(fate, Fate::Unseen(_))),
        missed_by_capture: which(&|fate| matches!(fate, Fate::Missed(_))),
        doubled: doubled.collect(),
        overtaking: ways.overtaking[side],
        not_sent: ways.strangers[side].len(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "microseconds of a hundred days are exact still")]
fn seconds(nanoseconds: i64) -> f64 {
    nanoseconds as f64 / 1e9
}
