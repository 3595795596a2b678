//! Two paths as ladders that keep step: what happened on both stands at the same height.

use super::cells::{Cell, Row};
use super::marks::behind_mark;
use crate::session::{History, Path};
use crate::sim::{PerSide, World};
use crate::tcp::State;
use crate::text;
#[cfg(test)]
use crate::timeline::ladder::LineContent;
use crate::timeline::ladder::{Beginning, Ladder};
use crate::tui::ladder::LadderView;
use crate::tui::settings::Settings;
use crate::tui::text_lines::{write, write_all, write_right};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget as _;

/// A ladder is at least so wide, life lines included.
pub(super) const LEAST: u16 = 28;
/// The rows above and below a ladder: the names of its ends, and the states at its end.
pub(super) const FRAME: u16 = 2;
/// How many steps of what the paths share are shown.
const SHARED: usize = 100;
/// How many happenings of each path are shown.
pub(super) const MOST: usize = 2000;

/// One path's ladder.
struct Beside {
    ladder: Ladder,
    /// The world at the end of what is shown.
    world: World,
    /// Whether each row is on this path only.
    only: Vec<bool>,
}

/// Both.
pub(super) struct Ladders {
    beside: [Beside; 2],
    /// How many steps they share.
    shared: usize,
    /// The row where they part.
    pub fork: usize,
}

impl Ladders {
    pub fn new(history: &History, paths: [Path; 2], shared: usize, rows: &[Row]) -> Self {
        let from = shared.saturating_sub(SHARED);
        let mut ladder = Ladder::starting(Beginning::of(&history.world_of(paths[0], from))).keeping_all();
        for (step, record) in history.records_of(paths[0], from + 1..shared + 1) {
            ladder.push(step, &record);
        }
        let fork = ladder.height();
        ladder.part();
        let rows = &rows[..rows.len().min(MOST)];
        let beside = [0, 1].map(|i| {
            let last = rows.iter().rev().find_map(|row| row[i].as_ref()).map_or(shared, |cell| cell.step);
            let world = history.world_of(paths[i], last);
            Beside { only: vec![false; ladder.height()], ladder: ladder.clone(), world }
        });
        let mut ladders = Self { beside, shared, fork };
        for row in rows {
            ladders.push(row);
        }
        ladders.level();
        ladders.unmark_what_looks_the_same();
        ladders
    }

    /// Of two things that differ, rows may be the same: an error differs, and the state after it does not.
    fn unmark_what_looks_the_same(&mut self) {
        let lines =
            self.beside.each_ref().map(|beside| beside.ladder.lines().map(|(_, line)| line).collect::<Vec<_>>());
        let [first, second] = &mut self.beside;
        let marks = first.only.iter_mut().zip(&mut second.only);
        for ((one, other), (line, beside)) in marks.zip(lines[0].iter().zip(&lines[1])) {
            if *one && *other && line == beside {
                (*one, *other) = (false, false);
            }
        }
    }

    /// What is on one path only goes on beside what is on the other one only.
    fn push(&mut self, row: &Row) {
        if let [Some(first), Some(second)] = row {
            self.level();
            self.make_room_for_pause([first, second]);
        }
        for (beside, cell) in self.beside.iter_mut().zip(row) {
            if let Some(cell) = cell {
                beside.push(cell);
            }
        }
    }

    /// Where only one of them begins with a row for the time that has passed.
    fn make_room_for_pause(&mut self, cell: [&Cell; 2]) {
        let pauses = [0, 1].map(|i| self.beside[i].ladder.pauses_before(&cell[i].record));
        for i in [0, 1] {
            if pauses[1 - i] && !pauses[i] {
                self.beside[i].leave_gap();
            }
        }
    }

    /// Both go on at the same height.
    fn level(&mut self) {
        let height = self.height();
        for beside in &mut self.beside {
            while beside.ladder.height() < height {
                beside.leave_gap();
            }
        }
    }

    /// How many rows there are, without those of segments that are still on their way.
    pub fn height(&self) -> usize {
        self.beside.iter().map(|beside| beside.ladder.height()).max().unwrap_or(0)
    }

    /// What stands on each row of either, and whether it is on that path only.
    #[cfg(test)]
    pub fn rows(&self) -> [Vec<(LineContent, bool)>; 2] {
        [0, 1].map(|i| {
            let Beside { ladder, only, .. } = &self.beside[i];
            ladder.lines().map(|(_, content)| content).zip(only.iter().copied()).collect()
        })
    }

    /// How many rows there are in all.
    pub fn whole_height(&self) -> usize {
        let height = |beside: &Beside| beside.ladder.height_at(beside.world.now());
        self.beside.iter().map(height).max().unwrap_or(0)
    }

    /// Paints both from this row on, each with the names of its ends above it and the states at its end below.
    pub fn paint(
        &self,
        top: usize,
        columns: [Rect; 2],
        names: PerSide<&str>,
        buffer: &mut Buffer,
        settings: &Settings,
    ) {
        for (beside, column) in self.beside.iter().zip(columns) {
            let [head, body, foot] = parted(behind_mark(column));
            let theme = &settings.theme;
            write(buffer, head, &format!("A {}", names.a), Role::Heading, theme);
            write_right(buffer, head, &format!("{} B", names.b), Role::Heading, theme);
            beside.marks(top, Rect { x: column.x, width: 1, ..body }, buffer, settings);
            beside.view(top, self.shared, settings).render(body, buffer);
            beside.end(foot, buffer, settings);
        }
    }
}

impl Beside {
    fn push(&mut self, cell: &Cell) {
        self.ladder.push(cell.step, &cell.record);
        self.only.resize(self.ladder.height(), cell.only);
    }

    fn leave_gap(&mut self) {
        self.ladder.leave_gap();
        self.only.push(false);
    }

    fn view<'a>(&'a self, top: usize, shared: usize, settings: &'a Settings) -> LadderView<'a> {
        LadderView {
            ladder: &self.ladder,
            world: Some(&self.world),
            now: self.world.now(),
            scroll: 0,
            top: Some(top),
            dim_until: Some(shared),
            selected: None,
            numbers: true,
            glyphs: settings.glyphs,
            theme: &settings.theme,
            language: settings.language,
        }
    }

    /// Both states at the end, or so far where more is to come by itself, and words between them where there is room.
    fn end(&self, row: Rect, buffer: &mut Buffer, settings: &Settings) {
        let (theme, words) = (&settings.theme, &settings.language.comparison);
        let states = self.world.states();
        let is_over = states.values().all(|state| *state == State::Closed) || self.world.next_due().is_none();
        let words = if is_over { words.end } else { words.so_far };
        let PerSide { a, b } = states.map(State::name);
        let left = write_all(buffer, row, &[("A ", Role::Heading), (a, Role::StateEntered)], theme);
        let right = write_right(buffer, row, " B", Role::Heading, theme);
        let right = write_right(buffer, Rect { width: right - row.x, ..row }, b, Role::StateEntered, theme);
        let between = Rect { x: row.x + left, width: right.saturating_sub(row.x + left), ..row };
        if let Some(blank) = usize::from(between.width).checked_sub(text::width(words) + 2) {
            let x = between.x + 1 + u16::try_from(blank / 2).unwrap_or(0);
            write(buffer, Rect { x, width: between.right() - x, ..between }, words, Role::Dim, theme);
        }
    }

    /// A mark beside every row that the other path does not have.
    fn marks(&self, top: usize, column: Rect, buffer: &mut Buffer, settings: &Settings) {
        for (only, y) in self.only.iter().skip(top).zip(column.top()..column.bottom()) {
            if *only {
                let cell = Rect { y, height: 1, ..column };
                write(buffer, cell, settings.glyphs.differs, Role::Again, &settings.theme);
            }
        }
    }
}

/// What of a column is for the names, for the ladder and for the states at the end.
fn parted(column: Rect) -> [Rect; 3] {
    let row = |y: u16| Rect { y, height: column.height.min(1), ..column };
    let body = Rect { y: column.y + 1, height: column.height.saturating_sub(FRAME), ..column };
    [row(column.y), body, row(column.bottom().saturating_sub(1))]
}
