//! What happened on two paths after they parted, side by side: ladders and sentences show the same rows.

#![warn(clippy::arithmetic_side_effects)]

use crate::language::Language;
use crate::narrate::Headline;
use crate::session::{Comparison, History, MOST_COMPARED, Path};
use crate::sim::{Record, Side};
use crate::text;
use std::collections::VecDeque;

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
fn paired(cell: impl Iterator<Item = Row>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for row in cell {
        match (rows.last_mut(), row) {
            (Some([Some(left), right @ None]), [None, Some(cell)]) if left.words == cell.words => {
                left.only = false;
                *right = Some(Cell { only: false, ..cell });
            }
            (_, row) => rows.push(row),
        }
    }
    rows
}
