//! What happened on two paths after they parted, side by side: ladders and sentences show the same rows.

#![warn(clippy::arithmetic_side_effects)]

use crate::language::Language;
use crate::narrate::Headline;
use crate::session::{Comparison, History, MOST_COMPARED, Path};
use crate::sim::{Record, Side};
use crate::text;
use std::collections::VecDeque;

/// So far is looked for what reads the same on the other path.
const NEAR: usize = 50;

/// Something that happened on one path.
pub(super) struct Cell {
    pub step: usize,
    pub record: Record,
    pub words: String,
    /// Whether the other path does not have it.
    pub only: bool,
}

/// What happened on either path at the same place.
pub(super) type Row = [Option<Cell>; 2];

/// What happened on each path after the fork, aligned.
pub(super) fn rows(history: &History, paths: [Path; 2], comparison: &Comparison, language: &Language) -> Vec<Row> {
    let first = comparison.shared.saturating_add(1);
    let mut records = paths.map(|path| {
        let last = history.steps_of(path).min(comparison.shared.saturating_add(MOST_COMPARED));
        VecDeque::from(history.records_of(path, first..last.saturating_add(1)))
    });
    let cell = |row: &[Option<crate::session::Place>; 2]| {
        [0, 1].map(|path| {
            let place = row[path]?;
            let (step, record) = records[path].pop_front()?;
            let only = comparison.is_only(path, place);
            Some(Cell { words: sentence(&record, language), step, record, only })
        })
    };
    paired(comparison.rows.iter().map(cell))
}

fn sentence(record: &Record, language: &Language) -> String {
    text::clean_line(&Headline::of(language, record, Side::LETTERS).to_string()).into_owned()
}

/// What reads the same on both sides is the same to a reader: the two rows become one.
fn paired(rows: impl Iterator<Item = Row>) -> Vec<Row> {
    let mut paired = Vec::new();
    let mut apart = [VecDeque::new(), VecDeque::new()];
    for row in rows {
        match row {
            [Some(left), None] => apart[0].push_back(left),
            [None, Some(right)] => apart[1].push_back(right),
            both => {
                pair(&mut apart, &mut paired);
                paired.push(both);
            }
        }
    }
    pair(&mut apart, &mut paired);
    paired
}

/// Rows for what happened on one path only and for what happened meanwhile on the other one only, in their orders.
fn pair([lefts, rights]: &mut [VecDeque<Cell>; 2], rows: &mut Vec<Row>) {
    while let Some(left) = lefts.pop_front() {
        let Some(at) = rights.iter().take(NEAR).position(|right| right.words == left.words) else {
            rows.push([Some(left), None]);
            continue;
        };
        rows.extend(rights.drain(..at).map(|right| [None, Some(right)]));
        let same = |cell: Cell| Cell { only: false, ..cell };
        rows.push([Some(same(left)), rights.pop_front().map(same)]);
    }
    rows.extend(rights.drain(..).map(|right| [None, Some(right)]));
}
