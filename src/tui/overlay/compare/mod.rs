//! Two paths side by side: what both have in common, and what happened on one of them only.

mod cells;
mod ladders;
mod marks;
mod sentences;
#[cfg(test)]
mod tests;

use super::context::OverlayContext;
use super::{branches, frame};
use crate::language::Language;
use crate::say;
use crate::session::{Branch, Comparison, History, Path};
use crate::sim::PerSide;
use crate::tui::bindings::Command;
use crate::tui::moving::moved;
use crate::tui::settings::Settings;
use crate::tui::text_lines::{write_cut, write_right};
use crate::tui::theme::Role;
use cells::Row;
use ladders::Ladders;
use marks::{MARK, behind_mark};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The columns between the two paths.
const BETWEEN: u16 = 2;
/// The rows of the window above the paths: what they share, and what they are called.
const HEAD: u16 = 2;

/// A window is at least so wide to show ladders.
const LEAST_FOR_LADDERS: u16 = 2 * (MARK + ladders::LEAST) + BETWEEN + frame::SIDES;

/// How the paths are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Ladders,
    Sentences,
}

/// What is not shown of two paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    Nothing,
    /// Only their first part was compared.
    Compared,
    /// The ladders show the first part only.
    Shown,
}

impl Cut {
    const fn of(comparison: &Comparison, rows: usize) -> Self {
        match (comparison.complete, rows > ladders::MOST) {
            (false, _) => Self::Compared,
            (true, true) => Self::Shown,
            (true, false) => Self::Nothing,
        }
    }
}

/// The window.
pub struct Compare {
    titles: [String; 2],
    names: PerSide<String>,
    /// How many steps they share.
    shared: usize,
    /// What is not shown of them.
    cut: Cut,
    /// Whether anything is marked.
    differ: bool,
    rows: Vec<Row>,
    ladders: Ladders,
    /// The form that was asked for; where there is no room for ladders there are sentences.
    form: Form,
    /// The first row that is shown, of the ladders and of the sentences.
    tops: [usize; 2],
}

impl Compare {
    /// The present path beside a branch.
    #[must_use]
    pub fn new(history: &History, branch: Branch, language: &Language) -> Self {
        let paths = [Path::Present, Path::Branch(branch)];
        let comparison = history.compare(paths[0], paths[1]);
        let number = history.branches().iter().position(|other| *other == branch).map_or(0, |at| at + 1);
        let rows = cells::rows(history, paths, &comparison, language);
        let ladders = Ladders::new(history, paths, comparison.shared, &rows);
        Self {
            titles: paths.map(|path| branches::called(history, path, number, language)),
            names: history.names().map(str::to_owned),
            shared: comparison.shared,
            cut: Cut::of(&comparison, rows.len()),
            differ: rows.iter().flatten().flatten().any(|cell| cell.only),
            // What led to the fork is remembered best from its last rows.
            tops: [ladders.fork.saturating_sub(2), 0],
            rows,
            ladders,
            form: Form::Ladders,
        }
    }

    /// Scrolls, or turns to the other form. `room` is the whole screen.
    pub fn command(&mut self, command: Command, room: Rect) {
        if command == Command::Turn {
            self.form = match self.form {
                Form::Ladders => Form::Sentences,
                Form::Sentences => Form::Ladders,
            };
        }
        // Title and footer keep a row each.
        let window = Rect { height: room.height.saturating_sub(2), ..room };
        let form = self.form_in(window);
        let inner = Rect {
            width: window.width.saturating_sub(frame::SIDES),
            height: window.height.saturating_sub(2),
            ..window
        };
        let last = self.last_top(form, inner);
        let page = usize::from(shown_rows(form, inner)).max(1);
        let top = &mut self.tops[form as usize];
        *top = moved(command, *top, page, last);
    }

    /// The form for a window of this size.
    fn form_in(&self, window: Rect) -> Form {
        if window.width < LEAST_FOR_LADDERS { Form::Sentences } else { self.form }
    }

    fn last_top(&self, form: Form, inner: Rect) -> usize {
        let rows = shown_rows(form, inner);
        match form {
            Form::Ladders => self.ladders.whole_height().saturating_sub(usize::from(rows)),
            Form::Sentences => sentences::last_top(&self.rows, columns(inner)[0].width, rows),
        }
    }

    /// Paints both paths beside each other, over as much of the area as they need.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        let settings = context.settings;
        let form = self.form_in(area);
        let column = columns(Rect { width: area.width.saturating_sub(frame::SIDES), ..area })[0].width;
        let rows = usize::from(head(form))
            + match form {
                Form::Ladders => self.ladders.whole_height(),
                Form::Sentences => sentences::height(&self.rows, column),
            };
        let Some(inner) = frame::open_wide(area, rows, settings.language.comparison.title, buffer, settings) else {
            return;
        };
        let top = self.tops[form as usize].min(self.last_top(form, inner));
        self.paint_head(inner, buffer, settings);
        let columns = columns(inner);
        match form {
            Form::Ladders => {
                self.ladders.paint(top, columns, self.names.as_deref(), buffer, settings);
            }
            Form::Sentences => sentences::paint(&self.rows[top.min(self.rows.len())..], columns, buffer, settings),
        }
        self.paint_place(form, top, inner, buffer, settings);
    }

    /// What they share, and what they are called.
    fn paint_head(&self, inner: Rect, buffer: &mut Buffer, settings: &Settings) {
        let (theme, glyphs) = (&settings.theme, settings.glyphs);
        let row = Rect { height: inner.height.min(1), ..inner };
        let (language, words) = (settings.language, &settings.language.comparison);
        let summary = match (self.cut, self.differ) {
            (Cut::Nothing, true) => words.shared_differ,
            (Cut::Nothing, false) => words.shared_same,
            (Cut::Compared, true) => words.compared_differ,
            (Cut::Compared, false) => words.compared_same,
            (Cut::Shown, true) => words.shown_differ,
            (Cut::Shown, false) => words.shown_same,
        };
        let summary = say!(language, summary, n = self.shared, mark = glyphs.differs);
        write_cut(buffer, row, &summary, Role::Text, glyphs, theme);
        for (title, column) in self.titles.iter().zip(columns(inner)) {
            let height = inner.height.saturating_sub(1).min(1);
            let at = Rect { y: inner.y + 1, height, ..behind_mark(column) };
            write_cut(buffer, at, title, Role::Strong, glyphs, theme);
        }
    }

    /// Which rows are shown, where that is not all of them.
    fn paint_place(&self, form: Form, top: usize, inner: Rect, buffer: &mut Buffer, settings: &Settings) {
        let rows = match form {
            Form::Ladders => self.ladders.whole_height(),
            Form::Sentences => self.rows.len(),
        };
        if self.last_top(form, inner) > 0 {
            let to = (top + usize::from(shown_rows(form, inner))).min(rows);
            let (language, first) = (settings.language, top + 1);
            let more = say!(language, language.windows.place, first, last = to, n = rows);
            write_right(buffer, Rect { y: inner.bottom(), height: 1, ..inner }, &more, Role::Dim, &settings.theme);
        }
    }
}

/// How many rows of a window are above and below the paths.
const fn head(form: Form) -> u16 {
    match form {
        Form::Ladders => HEAD + ladders::FRAME,
        Form::Sentences => HEAD,
    }
}

/// How many rows of the paths fit into a window with this inside.
const fn shown_rows(form: Form, inner: Rect) -> u16 {
    inner.height.saturating_sub(head(form))
}

/// The two paths' columns in a window with this inside.
fn columns(inner: Rect) -> [Rect; 2] {
    let width = inner.width.saturating_sub(BETWEEN) / 2;
    let height = inner.height.saturating_sub(HEAD);
    [inner.x, inner.x + width + BETWEEN].map(|x| Rect { x, y: inner.y + HEAD.min(inner.height), width, height })
}
