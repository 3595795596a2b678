//! Painting the home screen.

use super::Home;
use super::entry::Entry;
use crate::say;
use crate::text;
use crate::tui::bindings::{Command, Scope};
use crate::tui::footer::Footer;
use crate::tui::settings::Settings;
use crate::tui::text_lines::{below, write, write_all, write_all_cut, write_marked, write_paragraphs};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The list is no wider than this: longer lines are hard to follow.
const WIDEST: u16 = 100;

/// The list's columns, the gap beside it, and the least that words beside it need.
const LIST: u16 = 38;
const GAP: u16 = 3;
const LEAST_ABOUT: u16 = 34;

/// A sentence above the footer takes no more rows than this.
const MOST_NOTICE: u16 = 4;

/// One line of the list.
enum Line<'a> {
    Chapter(&'a str, String),
    Item(usize),
    Gap,
}

impl Home {
    /// Paints the screen.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer) {
        let (theme, language) = (&self.settings.theme, self.settings.language);
        let words = &language.home;
        if area.height < 6 || area.width < 30 {
            let small = say!(language, words.too_small, columns = area.width, rows = area.height);
            write_marked(buffer, area, &small, Role::Text, theme);
            return;
        }
        let width = area.width.min(WIDEST);
        let column = Rect { x: area.x + (area.width - width) / 2, width, ..area };
        let title = Rect { x: column.x + 2, width: column.width - 4, y: area.y, height: 1 };
        let pieces = [("tcptutor", Role::Title), ("   ", Role::Dim), (words.tagline, Role::Dim)];
        write_all(buffer, title, &pieces, theme);
        let body = Rect { y: area.y + 2, height: area.height - 4, ..title };
        let body = self.paint_notice(body, buffer);
        let (list, about) = parts(body);
        self.paint_list(list, buffer);
        self.paint_about(about, buffer);
        let footer = Footer { scopes: &[Scope::Home, Scope::Program], choices: None, now: &[] };
        let row = Rect { y: area.bottom() - 1, height: 1, ..column };
        footer.paint(self.footer_commands(), row, buffer, &self.settings);
    }

    fn footer_commands(&self) -> &'static [Command] {
        use Command as C;
        if self.selected().mark.left.is_some() {
            &[C::Next, C::Open, C::BeginAnew, C::Help, C::Leave]
        } else {
            &[C::Next, C::Open, C::Help, C::Leave]
        }
    }

    /// What there is to say takes the empty row above the footer, and more of the body if it is longer; what is left of it.
    fn paint_notice(&self, body: Rect, buffer: &mut Buffer) -> Rect {
        let Some(notice) = &self.notice else { return body };
        let rows = u16::try_from(text::wrap(notice, body.width).len()).unwrap_or(u16::MAX);
        let rows = rows.min(MOST_NOTICE).min(body.height);
        let y = body.bottom() + 1 - rows;
        write_marked(buffer, Rect { y, height: rows, ..body }, notice, Role::Hint, &self.settings.theme);
        Rect { height: body.height - rows, ..body }
    }

    fn lines(&self) -> Vec<Line<'_>> {
        let mut lines = Vec::new();
        for (i, entry) in self.entries.iter().enumerate() {
            let is_first = i == 0 || self.entries[i - 1].header.chapter != entry.header.chapter;
            if is_first && i > 0 {
                lines.push(Line::Gap);
            }
            if is_first {
                lines.push(Line::Chapter(entry.chapter(), self.count(&entry.header.chapter)));
            }
            lines.push(Line::Item(i));
        }
        lines
    }

    /// How many lessons of a chapter are finished; nothing for what is no chapter of lessons.
    fn count(&self, chapter: &str) -> String {
        let lessons = || self.entries.iter().filter(|entry| entry.header.chapter == chapter && !entry.id.is_empty());
        match (lessons().filter(|entry| entry.is_finished()).count(), lessons().count()) {
            (_, 0) => String::new(),
            (n, of) => say!(self.settings.language, self.settings.language.home.count, n, of),
        }
    }

    fn paint_list(&self, area: Rect, buffer: &mut Buffer) {
        let theme = &self.settings.theme;
        let lines = self.lines();
        let at = lines.iter().position(|line| matches!(line, Line::Item(i) if *i == self.selected)).unwrap_or(0);
        // The selected entry stays in sight, and so does what comes after it.
        let rows = usize::from(area.height);
        let first = (at + rows / 3 + 1).saturating_sub(rows).min(lines.len().saturating_sub(rows));
        for (line, y) in lines.iter().skip(first).zip(area.top()..area.bottom()) {
            let row = Rect { y, height: 1, ..area };
            match line {
                Line::Gap => {}
                Line::Chapter(title, count) => {
                    let pieces = [(*title, Role::Strong), ("  ", Role::Text), (count.as_str(), Role::Dim)];
                    write_all_cut(buffer, row, &pieces, self.settings.glyphs, theme);
                }
                Line::Item(i) => self.paint_item(*i, row, buffer),
            }
        }
        let more = lines.iter().skip(first + rows).filter(|line| matches!(line, Line::Item(_))).count();
        if more > 0 {
            let row = Rect { y: area.bottom(), height: 1, ..area };
            let (language, arrow) = (self.settings.language, self.settings.glyphs.arrow_down);
            write(buffer, row, &say!(language, language.home.more, arrow, n = more), Role::Dim, theme);
        }
    }

    fn paint_item(&self, i: usize, row: Rect, buffer: &mut Buffer) {
        let Settings { theme, glyphs, .. } = &self.settings;
        let entry = &self.entries[i];
        let title = entry.header.title.as_str();
        let (mark, role) = if i == self.selected { (glyphs.arrow_right, Role::Selected) } else { (" ", Role::Text) };
        let done = if entry.is_finished() { glyphs.check } else { "" };
        let page = entry.mark.left.map(|place| format!(" {}/{}", place.step + 1, place.of)).unwrap_or_default();
        let title = [(mark, Role::Key), (" ", Role::Text), (" ", role), (title, role), (" ", role)];
        let after = [(" ", Role::Text), (done, Role::Right), (page.as_str(), Role::Dim)];
        write_all_cut(buffer, row, &[&title[..], &after].concat(), glyphs, theme);
    }

    /// What the selected entry is about.
    fn paint_about(&self, area: Rect, buffer: &mut Buffer) {
        let Settings { theme, glyphs, language, .. } = &self.settings;
        let entry = self.selected();
        let header = &entry.header;
        let so_far = self.so_far(entry);
        let mut words = vec![(header.title.as_str(), Role::Strong), (header.summary.as_str(), Role::Text)];
        words.extend(so_far.iter().map(|sentence| (sentence.as_str(), Role::Hint)));
        let mut rest = below(area, write_paragraphs(buffer, area, &words, glyphs, theme) + 1);
        if !header.objectives.is_empty() {
            rest = below(rest, write_marked(buffer, rest, language.home.objectives, Role::Dim, theme));
        }
        for objective in &header.objectives {
            write(buffer, rest, glyphs.dot, Role::Dim, theme);
            let hanging = Rect { x: rest.x + 2, width: rest.width.saturating_sub(2), ..rest };
            let words = [(objective.as_str(), Role::Text)];
            rest = below(rest, write_paragraphs(buffer, hanging, &words, glyphs, theme));
        }
        if !header.needs.is_empty() {
            let needs: Vec<&str> = header.needs.iter().map(|id| self.title_of(id)).collect();
            let words = say!(language, language.home.better_after, lessons = &needs.join(", "));
            write_marked(buffer, below(rest, 1), &words, Role::Dim, theme);
        }
    }

    /// What was done in an entry so far, in sentences.
    fn so_far(&self, entry: &Entry) -> Vec<String> {
        let key = |command| self.settings.keys.key_name(command, &[Scope::Home]);
        let language = self.settings.language;
        let words = &language.home;
        let left = entry.mark.left.map(|place| {
            let (open, restart) = (&key(Command::Open), &key(Command::BeginAnew));
            say!(language, words.left, page = place.step + 1, of = place.of, open, restart)
        });
        let best = entry.mark.best.map(|best| match (best.asked, best.hints) {
            (0, _) => words.finished.to_owned(),
            (asked, 0) => say!(language, words.finished_without_hint, right = best.right, asked),
            (asked, 1) => say!(language, words.finished_with_one_hint, right = best.right, asked),
            (asked, n) => say!(language, words.finished_with_hints, right = best.right, asked, n),
        });
        let moves = entry.mark.moves.filter(|_| entry.is_finished());
        let moves = moves.map(|(moves, par)| say!(language, words.moves, moves, par));
        best.into_iter().chain(moves).chain(left).collect()
    }
}

/// Where the list stands, and what the selected entry is about: beside it, or below it on a narrow screen.
fn parts(body: Rect) -> (Rect, Rect) {
    if body.width >= LIST + GAP + LEAST_ABOUT {
        let about = Rect { x: body.x + LIST + GAP, width: body.width - LIST - GAP, ..body };
        return (Rect { width: LIST, ..body }, about);
    }
    let below = (body.height / 3).min(4);
    let list = Rect { height: body.height - below, ..body };
    (list, Rect { y: list.bottom(), height: below, ..body })
}
