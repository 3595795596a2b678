//! How the form looks: the head, a row for each page, and the lines of the page that is being written.

#![warn(clippy::arithmetic_side_effects)]

use super::{Authoring, Head, Page, Row};
use crate::lesson::recording::PageText;
use crate::say;
use crate::text;
use crate::tui::overlay::context::OverlayContext;
use crate::tui::overlay::frame;
use crate::tui::text_lines::{below, write_all, write_cut, write_paragraphs};
use crate::tui::theme::Role;
use crate::tui::writing;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The columns of the name of a line, with the mark before it.
const NAME: usize = 12;
/// The columns of a page's number, of what was done, and of what it becomes.
const NUMBER: usize = 4;
const DONE: usize = 26;
const KIND: usize = 13;
/// The rows below the pages: a blank one, and what the selected line is about.
const ABOUT: u16 = 4;

/// A row of the list of pages.
enum Shown {
    Page(usize),
    Text(usize, PageText),
}

impl Authoring {
    /// Paints the form.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        let shown = self.shown();
        let head = u16::try_from(Head::ALL.len()).unwrap_or(0).saturating_add(1);
        let rows = usize::from(head.saturating_add(ABOUT)).saturating_add(shown.len());
        let title = context.settings.language.authoring.window;
        let Some(inner) = frame::open(area, rows, title, buffer, context.settings) else { return };
        for (head, y) in Head::ALL.into_iter().zip(inner.top()..inner.bottom()) {
            let row = Rect { y, height: 1, ..inner };
            let name = head.name(&context.settings.language.authoring);
            let line = &self.head[head as usize];
            paint_line(name, line, self.row == Row::Head(head), row, buffer, context);
        }
        let list = below(inner, head);
        let list = Rect { height: list.height.saturating_sub(ABOUT), ..list };
        let first = self.first_shown(&shown, usize::from(list.height));
        for (shown, y) in shown.iter().skip(first).zip(list.top()..list.bottom()) {
            let row = Rect { y, height: 1, ..list };
            match shown {
                Shown::Page(at) => self.paint_page(*at, row, buffer, context),
                Shown::Text(at, text) => {
                    let name = text.name(&context.settings.language.authoring);
                    let line = &self.pages[*at].lines[*text as usize];
                    paint_line(name, line, self.row == Row::Page(*at, *text), row, buffer, context);
                }
            }
        }
        let rest = Rect {
            y: list.bottom().saturating_add(1),
            height: inner.bottom().saturating_sub(list.bottom().saturating_add(1)),
            ..inner
        };
        self.paint_about(rest, buffer, context);
    }

    /// The rows of the list: a page each, and the lines of the one that is being written.
    fn shown(&self) -> Vec<Shown> {
        let mut shown = Vec::new();
        for (at, page) in self.pages.iter().enumerate() {
            shown.push(Shown::Page(at));
            if matches!(self.row, Row::Page(here, _) if here == at) {
                shown.extend(page.kind.texts().iter().map(|text| Shown::Text(at, *text)));
            }
        }
        shown
    }

    /// The row that the list begins with, so that all lines of the page that is being written are seen.
    fn first_shown(&self, shown: &[Shown], height: usize) -> usize {
        let Row::Page(here, _) = self.row else { return 0 };
        let last = shown.iter().rposition(|row| matches!(row, Shown::Page(at) | Shown::Text(at, _) if *at == here));
        // One page more below it, so that it is seen that there is one.
        let below = last.map_or(0, |last| last.saturating_add(2).min(shown.len()));
        below.saturating_sub(height)
    }

    fn paint_page(&self, at: usize, row: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        let (theme, glyphs) = (&context.settings.theme, context.settings.glyphs);
        let words = &context.settings.language.authoring;
        let (Page { kind, lines }, moment) = (&self.pages[at], &self.outline.moments[at]);
        let here = matches!(self.row, Row::Page(page, _) if page == at);
        let done = if moment.commands.is_empty() { words.beginning.to_owned() } else { moment.done() };
        let number = format!("{:>3}", at.saturating_add(1));
        let role = if here { Role::Strong } else { Role::Text };
        let mut rest = row;
        let mut column = |words: &str, width: usize, role: Role| {
            let width = u16::try_from(width).unwrap_or(0).min(rest.width);
            write_cut(buffer, Rect { width: width.saturating_sub(1), ..rest }, words, role, glyphs, theme);
            rest = Rect { x: rest.x.saturating_add(width), width: rest.width.saturating_sub(width), ..rest };
        };
        column(&number, NUMBER, Role::Dim);
        column(&done, DONE, role);
        column(kind.name(words), KIND, if here { Role::Key } else { role });
        if !here {
            column(lines[PageText::Say as usize].value(), usize::from(row.width), Role::Dim);
        }
    }

    /// What the selected line is about, or what came of the last key.
    fn paint_about(&self, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        let (theme, glyphs) = (&context.settings.theme, context.settings.glyphs);
        let language = context.settings.language;
        let words = &language.authoring;
        if let Some((message, role)) = &self.message {
            write_paragraphs(buffer, area, &[(message, *role)], glyphs, theme);
            return;
        }
        let about = match self.row {
            Row::Head(Head::Title) => words.about_title.to_owned(),
            Row::Head(Head::Id) => {
                let id = self.text(Head::Id);
                say!(language, words.about_id, file = &format!("{id}.toml"))
            }
            Row::Head(Head::Summary) => words.about_summary.to_owned(),
            Row::Head(Head::Objective) => words.about_objective.to_owned(),
            Row::Page(at, PageText::Say) => self.outline.moments[at].about(self.pages[at].kind, language),
            Row::Page(_, text) => text.about(words).to_owned(),
        };
        write_paragraphs(buffer, area, &[(&about, Role::Text), (words.optional, Role::Dim)], glyphs, theme);
    }
}

/// A line that is written in, with its name before it.
fn paint_line(
    name: &str,
    line: &tui_input::Input,
    here: bool,
    row: Rect,
    buffer: &mut Buffer,
    context: &OverlayContext<'_>,
) {
    let (theme, glyphs) = (&context.settings.theme, context.settings.glyphs);
    let mark = if here { glyphs.arrow_right } else { " " };
    let name = " ".to_owned() + &text::padded(name, NAME - 2);
    let taken =
        write_all(buffer, row, &[(mark, Role::Key), (&name, if here { Role::Strong } else { Role::Dim })], theme);
    let value = Rect { x: row.x.saturating_add(taken), width: row.width.saturating_sub(taken), ..row };
    writing::paint(line, here, value, buffer, theme);
}
