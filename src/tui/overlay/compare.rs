//! Two paths side by side: what both have in common, and what happened on one of them only.

use super::{OverlayContext, branches, frame};
use crate::narrate;
use crate::session::{Branch, Comparison, Path, Place};
use crate::sim::Record;
use crate::text;
use crate::tui::bindings::Command;
use crate::tui::stage::Game;
use crate::tui::text_lines::{write, write_cut, write_marked, write_right};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::HashMap;

/// What happened on each path, if a row has something there, and whether it is on this path only.
type Told = [Option<(String, bool)>; 2];

/// One row.
struct Row(Told);

/// The window.
pub struct Compare {
    titles: [String; 2],
    /// The sentence above the rows.
    summary: String,
    rows: Vec<Row>,
    scroll: usize,
}

impl Compare {
    /// The present path beside a branch.
    #[must_use]
    pub fn new(game: &Game, branch: Branch) -> Self {
        let history = game.history();
        let paths = [Path::Present, Path::Branch(branch)];
        let comparison = history.compare(paths[0], paths[1]);
        let number = history.branches().iter().position(|other| *other == branch).map_or(0, |at| at + 1);
        let names = ["A", "B"];
        let told = paths.map(|path| {
            let records = history.records_of(path, comparison.shared + 1..history.steps_of(path) + 1);
            told(&records, &names)
        });
        let told_of = |row: &[Option<Place>; 2]| {
            [0, 1].map(|i| {
                let place = row[i]?;
                Some((told[i].get(&place).cloned().unwrap_or_default(), comparison.is_only(i, place)))
            })
        };
        Self {
            titles: paths.map(|path| branches::called(history, path, number)),
            summary: summary(&comparison),
            rows: paired(comparison.rows.iter().map(told_of)),
            scroll: 0,
        }
    }

    /// Scrolls.
    pub fn command(&mut self, command: Command, room: Rect) {
        let page = usize::from(room.height.saturating_sub(6)).max(1);
        let last = self.rows.len().saturating_sub(page);
        self.scroll = match command {
            Command::Previous => self.scroll.saturating_sub(1),
            Command::Next => (self.scroll + 1).min(last),
            Command::PageUp => self.scroll.saturating_sub(page),
            Command::PageDown => (self.scroll + page).min(last),
            Command::First => 0,
            Command::Last => last,
            _ => self.scroll,
        };
    }

    /// Paints both paths beside each other, over as much of the area as there is.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        let theme = &context.settings.theme;
        let rows = self.rows.len() + 3;
        let Some(inner) = frame::open_wide(area, rows, "two paths", buffer, context.settings) else { return };
        let half = inner.width.saturating_sub(3) / 2;
        let column = |i: u16, y: u16| Rect { x: inner.x + i * (half + 3), y, width: half, height: 1 };
        let glyphs = context.settings.glyphs;
        write_cut(buffer, Rect { height: 1, ..inner }, &self.summary, Role::Text, glyphs, theme);
        for (i, title) in (0..).zip(&self.titles) {
            write_cut(buffer, column(i, inner.y + 1), title, Role::Strong, glyphs, theme);
        }
        let mut y = inner.y + 2;
        for Row(told) in self.rows.iter().skip(self.scroll) {
            let mut taken = 1;
            for (i, words) in (0..).zip(told) {
                let Some((words, only)) = words else { continue };
                let rest = Rect { height: inner.bottom().saturating_sub(y), ..column(i, y) };
                let inside = Rect { x: rest.x + 2, width: rest.width.saturating_sub(2), ..rest };
                if *only {
                    write(buffer, rest, glyphs.differs, Role::Again, theme);
                    taken = taken.max(write_marked(buffer, inside, words, Role::Text, theme));
                } else {
                    write_cut(buffer, inside, words, Role::Dim, glyphs, theme);
                }
            }
            y += taken;
            if y >= inner.bottom() {
                break;
            }
        }
        let shown = usize::from(inner.height).saturating_sub(2);
        if self.rows.len() > shown {
            let to = (self.scroll + shown).min(self.rows.len());
            let more = format!(" {}-{to} of {} ", self.scroll + 1, self.rows.len());
            write_right(buffer, Rect { y: inner.bottom(), height: 1, ..inner }, &more, Role::Dim, theme);
        }
    }
}

/// What reads the same on both sides is the same to a reader: the two rows become one.
fn paired(told: impl Iterator<Item = Told>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for told in told {
        let last = rows.last().map(|Row(told)| told);
        match (last, &told) {
            (Some([Some((left, _)), None]), [None, Some((right, _))]) if left == right => {
                let words = Some((left.clone(), false));
                rows.pop();
                rows.push(Row([words.clone(), words]));
            }
            _ => rows.push(Row(told)),
        }
    }
    rows
}

fn summary(comparison: &Comparison) -> String {
    let differ = comparison.only(0).len() + comparison.only(1).len();
    let shared = comparison.shared;
    let end = if comparison.complete { "" } else { " Only their first part was compared." };
    match differ {
        0 => format!("Both paths tell the same story after step {shared}.{end}"),
        _ => format!("They share {shared} steps. What happened on one of them only is marked.{end}"),
    }
}

/// Every record in words, by its place.
fn told(records: &[(usize, Record)], names: &[&str; 2]) -> HashMap<Place, String> {
    let mut told: HashMap<Place, String> = HashMap::with_capacity(records.len());
    let mut before = None;
    for (step, record) in records {
        let number = before.filter(|(last, _)| last == step).map_or(0, |(_, number)| number + 1);
        before = Some((*step, number));
        let mut words = String::new();
        narrate::headline(record, names, None, &mut words);
        told.insert(Place { step: *step, record: number }, text::clean_line(&words).into_owned());
    }
    told
}
