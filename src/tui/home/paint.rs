//! Painting the home screen.

#![warn(clippy::arithmetic_side_effects)]

use super::Home;
use super::entry::{Entry, Section};
use crate::lesson::catalogue;
use crate::say;
use crate::sim::search::reachable_pairs;
use crate::tcp::EdgeId;
use crate::text;
use crate::timeline::{Certainty, States};
use crate::tui::bindings::{Command, Scope};
use crate::tui::diagram::{Diagram, DiagramView, Size};
use crate::tui::footer::Footer;
use crate::tui::overlay::{Overlay, OverlayContext};
use crate::tui::settings::Settings;
use crate::tui::text_lines::{below, write, write_all, write_all_cut, write_marked, write_paragraphs, write_right};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

/// The whole is no wider than this: longer lines are hard to follow.
const WIDEST: u16 = 150;

/// The list's columns, the gap beside it, and the least that words beside it need.
const LIST: u16 = 38;
const GAP: u16 = 3;
const LEAST_ABOUT: u16 = 34;

/// From this width on the other half has the reader's own diagram, and the list has this many columns.
const WITH_DIAGRAM: u16 = 96;
const WIDE_LIST: u16 = 56;

/// Below the diagram words about the selected entry need so many rows.
const LEAST_BELOW: u16 = 9;

/// The cells of a chapter's minutes: `104 min`.
const MINUTES: u16 = 7;

/// The cells around a title: the mark before it, and a blank on either side.
const MARKED: usize = 4;

/// The cells of a chapter's bar.
const BAR: usize = 6;

/// A sentence above the footer takes no more rows than this.
const MOST_NOTICE: u16 = 4;

/// One line of the list.
enum Line<'a> {
    Heading(&'a Section),
    Item(usize),
    Gap,
}

impl Home {
    /// Paints the screen; the footer is that of the window over it, if there is one.
    pub fn paint(&self, window: Option<&Overlay>, area: Rect, buffer: &mut Buffer) {
        let (theme, language) = (&self.settings.theme, self.settings.language);
        let words = &language.home;
        if area.height < 6 || area.width < 30 {
            let small = say!(language, words.too_small, columns = area.width, rows = area.height);
            write_marked(buffer, area, &small, Role::Text, theme);
            return;
        }
        let width = area.width.min(WIDEST);
        let column = Rect { x: area.x.saturating_add(area.width.saturating_sub(width) / 2), width, ..area };
        let title = Rect { x: column.x.saturating_add(2), width: column.width.saturating_sub(4), y: area.y, height: 1 };
        let pieces = [("tcptutor", Role::Title), ("   ", Role::Dim), (words.tagline, Role::Dim)];
        write_all(buffer, title, &pieces, theme);
        let body = Rect { y: area.y.saturating_add(2), height: area.height.saturating_sub(4), ..title };
        let body = self.paint_notice(body, buffer);
        let (list, about) = parts(body);
        self.paint_list(list, buffer);
        let about = self.paint_diagram(about, buffer);
        self.paint_about(about, buffer);
        let scopes = window.map_or(&[Scope::Home, Scope::Program][..], Overlay::scopes);
        let footer = Footer { scopes, choices: None, now: &[] };
        let row = Rect { y: area.bottom().saturating_sub(1), height: 1, ..column };
        let context = OverlayContext::without_stage(&self.settings);
        let commands = window.map_or(self.footer_commands(), |window| window.footer(&context));
        footer.paint(commands, row, buffer, &self.settings);
    }

    fn footer_commands(&self) -> &'static [Command] {
        use Command as C;
        if self.selected().mark.left.is_some() {
            &[C::Open, C::Next, C::StartOver, C::WhatIf, C::Palette, C::Help, C::Leave]
        } else {
            &[C::Open, C::Next, C::WhatIf, C::Palette, C::Help, C::Leave]
        }
    }

    /// What there is to say takes the empty row above the footer, and more of the body if it is longer; what is left of it.
    fn paint_notice(&self, body: Rect, buffer: &mut Buffer) -> Rect {
        let Some(notice) = &self.notice else { return body };
        let rows = u16::try_from(text::wrap(notice, body.width).len()).unwrap_or(u16::MAX);
        let rows = rows.min(MOST_NOTICE).min(body.height);
        let y = body.bottom().saturating_add(1).saturating_sub(rows);
        write_marked(buffer, Rect { y, height: rows, ..body }, notice, Role::Hint, &self.settings.theme);
        Rect { height: body.height.saturating_sub(rows), ..body }
    }

    fn lines(&self) -> Vec<Line<'_>> {
        let mut lines = Vec::new();
        for (i, entry) in self.entries.iter().enumerate() {
            let is_first = i == 0 || self.entries[i.saturating_sub(1)].section != entry.section;
            if is_first && i > 0 {
                lines.push(Line::Gap);
            }
            if is_first {
                lines.push(Line::Heading(&entry.section));
            }
            lines.push(Line::Item(i));
        }
        lines
    }

    /// What a part of the list is called, and for a chapter how far it is done: a bar, and how long the whole of it takes.
    fn heading(&self, section: &Section) -> (String, [String; 2], String) {
        let (language, words) = (self.settings.language, &self.settings.language.home);
        let of = || self.entries.iter().filter(|entry| entry.section == *section);
        let minutes = || say!(language, words.minutes, n = of().map(|entry| entry.header.minutes).sum::<usize>());
        let none = [String::new(), String::new()];
        match section {
            Section::Continue => (words.continue_with.to_owned(), none, String::new()),
            Section::Essentials => (words.essentials.to_owned(), none, minutes()),
            Section::Free => (words.free.to_owned(), none, String::new()),
            Section::Chapter(id) => {
                let title = catalogue::chapter_title(id, self.settings.language);
                let title = match catalogue::chapter_number(id) {
                    Some(n) => say!(language, words.chapter, n, title),
                    None => title.to_owned(),
                };
                let (n, all) = (of().filter(|entry| entry.is_finished()).count(), of().count());
                let full = if all == 0 { 0 } else { n.saturating_mul(BAR).div_ceil(all) };
                let glyphs = self.settings.glyphs;
                (title, [glyphs.bar_full.repeat(full), glyphs.bar_empty.repeat(BAR.saturating_sub(full))], minutes())
            }
        }
    }

    fn paint_heading(&self, section: &Section, row: Rect, buffer: &mut Buffer) {
        let Settings { theme, glyphs, .. } = &self.settings;
        let (title, [mut full, mut empty], mut minutes) = self.heading(section);
        // A title is worth more than what stands behind it.
        let has_room = |cells: usize| text::width(&title).saturating_add(cells) <= usize::from(row.width);
        let has_bar = !(full.is_empty() && empty.is_empty()) && has_room(usize::from(MINUTES).saturating_add(BAR + 2));
        if !has_bar {
            (full, empty) = (String::new(), String::new());
        }
        if !has_room(text::width(&minutes).saturating_add(1)) {
            minutes.clear();
        }
        let x = if minutes.is_empty() { row.right() } else { write_right(buffer, row, &minutes, Role::Dim, theme) };
        // The bars of all chapters stand below each other.
        let x = if has_bar { x.min(row.right().saturating_sub(MINUTES)) } else { x };
        let gap = u16::from(has_bar || !minutes.is_empty());
        let mut left = Rect { width: x.saturating_sub(row.x.saturating_add(gap)), ..row };
        for (piece, role) in [(empty, Role::Dim), (full, Role::Right)] {
            let x = write_right(buffer, left, &piece, role, theme);
            left.width = x.saturating_sub(row.x);
        }
        left.width = left.width.saturating_sub(u16::from(has_bar));
        write_all_cut(buffer, left, &[(title.as_str(), Role::Strong)], glyphs, theme);
    }

    fn paint_list(&self, area: Rect, buffer: &mut Buffer) {
        let Settings { theme, glyphs, language, .. } = &self.settings;
        let lines = self.lines();
        let at = lines.iter().position(|line| matches!(line, Line::Item(i) if *i == self.selected)).unwrap_or(0);
        // The selected entry stays in sight, and so does what comes after it.
        let rows = usize::from(area.height);
        let first =
            at.saturating_add(rows / 3).saturating_add(1).saturating_sub(rows).min(lines.len().saturating_sub(rows));
        for (line, y) in lines.iter().skip(first).zip(area.top()..area.bottom()) {
            let row = Rect { y, height: 1, ..area };
            match line {
                Line::Gap => {}
                Line::Heading(section) => self.paint_heading(section, row, buffer),
                Line::Item(i) => self.paint_item(*i, row, buffer),
            }
        }
        let items = |lines: &[Line<'_>]| lines.iter().filter(|line| matches!(line, Line::Item(_))).count();
        let above = items(&lines[..first]);
        let below = items(&lines[first.saturating_add(rows).min(lines.len())..]);
        // The row above the list is free, and so is the one below it.
        if above > 0 {
            let row = Rect { y: area.y.saturating_sub(1), height: 1, ..area };
            write(
                buffer,
                row,
                &say!(language, language.home.more_above, arrow = glyphs.arrow_up, n = above),
                Role::Dim,
                theme,
            );
        }
        if below > 0 {
            let row = Rect { y: area.bottom(), height: 1, ..area };
            write(
                buffer,
                row,
                &say!(language, language.home.more, arrow = glyphs.arrow_down, n = below),
                Role::Dim,
                theme,
            );
        }
    }

    /// On a wide screen the other half begins with the reader's own diagram: the arrows that were walked so far. What is left.
    fn paint_diagram(&self, area: Rect, buffer: &mut Buffer) -> Rect {
        let Settings { theme, glyphs, language, .. } = &self.settings;
        let (sizes, room) = (Size::ALL.into_iter().rev(), area.height.saturating_sub(LEAST_BELOW));
        let fits = |size: &Size| size.dimensions().0 <= area.width && size.dimensions().1 <= room;
        let Some(size) = sizes
            .into_iter()
            .find(fits)
            .filter(|_| area.width >= WITH_DIAGRAM.saturating_sub(WIDE_LIST).saturating_sub(GAP))
        else {
            return area;
        };
        let edges = self.seen.edges();
        let view = DiagramView {
            state: Certainty::Unknown,
            walked: edges,
            visited: States::of_edges(edges),
            focused: false,
            ..DiagramView::default()
        };
        let drawn = Rect { height: size.dimensions().1, ..area };
        Diagram::new(&view, glyphs, theme).render(drawn, buffer);
        let (walked, arrows) = (self.seen.arrows().count(), EdgeId::all().filter(|edge| edge.edge().figure5).count());
        let (met, pairs) = ((self.seen.pairs() & reachable_pairs()).count_ones(), reachable_pairs().count_ones());
        let words = say!(language, language.home.walked, walked, arrows, met, pairs);
        let rest = below(area, drawn.height);
        below(rest, write_marked(buffer, rest, &words, Role::Hint, theme).saturating_add(1))
    }

    fn paint_item(&self, i: usize, row: Rect, buffer: &mut Buffer) {
        let Settings { theme, glyphs, .. } = &self.settings;
        let entry = &self.entries[i];
        let title = entry.header.title.as_str();
        let (mark, role) = if i == self.selected { (glyphs.arrow_right, Role::Selected) } else { (" ", Role::Text) };
        let done = if entry.is_finished() { glyphs.check } else { "" };
        // Where it was left stands in the place of how long it takes.
        // A title is worth more than how long the lesson takes: that yields.
        let around = if done.is_empty() { MARKED } else { text::width(done).saturating_add(MARKED + 1) };
        let room = usize::from(row.width).saturating_sub(text::width(title).saturating_add(around));
        let minutes = match (entry.mark.left, entry.header.minutes) {
            (Some(place), _) => format!("{}/{}", place.step.saturating_add(1), place.of),
            (None, 0) => String::new(),
            (None, n) => say!(self.settings.language, self.settings.language.home.minutes, n),
        };
        let minutes = Some(minutes).filter(|minutes| !minutes.is_empty() && text::width(minutes) < room);
        let x = minutes
            .map_or(row.right().saturating_add(1), |minutes| write_right(buffer, row, &minutes, Role::Dim, theme));
        let row = Rect { width: x.saturating_sub(row.x.saturating_add(1)), ..row };
        let title = [(mark, Role::Key), (" ", Role::Text), (" ", role), (title, role), (" ", role)];
        // A title that is too long is cut before the mark, not with it.
        let after = [" ", done];
        let reserved =
            after.iter().map(|words| text::width(words)).sum::<usize>().saturating_mul(usize::from(!done.is_empty()));
        let reserved = u16::try_from(reserved).unwrap_or(u16::MAX);
        let left = Rect { width: row.width.saturating_sub(reserved), ..row };
        let taken = write_all_cut(buffer, left, &title, glyphs, theme);
        let after = [(" ", Role::Text), (done, Role::Right)];
        write_all(
            buffer,
            Rect { x: left.x.saturating_add(taken), width: row.width.saturating_sub(taken), ..row },
            &after,
            theme,
        );
    }

    /// What the selected entry is about.
    fn paint_about(&self, area: Rect, buffer: &mut Buffer) {
        let Settings { theme, glyphs, language, .. } = &self.settings;
        let entry = self.selected();
        let header = &entry.header;
        let so_far = self.so_far(entry);
        let mut words = vec![(header.title.as_str(), Role::Strong), (header.summary.as_str(), Role::Text)];
        words.extend(so_far.iter().map(|sentence| (sentence.as_str(), Role::Hint)));
        let mut rest = below(area, write_paragraphs(buffer, area, &words, glyphs, theme).saturating_add(1));
        if !header.objectives.is_empty() {
            rest = below(rest, write_marked(buffer, rest, language.home.objectives, Role::Dim, theme));
        }
        for objective in &header.objectives {
            write(buffer, rest, glyphs.dot, Role::Dim, theme);
            let hanging = Rect { x: rest.x.saturating_add(2), width: rest.width.saturating_sub(2), ..rest };
            let words = [(objective.as_str(), Role::Text)];
            rest = below(rest, write_paragraphs(buffer, hanging, &words, glyphs, theme));
        }
        // The essentials are where one starts: they need each other, and nothing else.
        let starts = entry.section == Section::Essentials;
        let needed = |id: &&String| !starts || catalogue::ESSENTIALS.contains(&id.as_str());
        let needs: Vec<&str> = header.needs.iter().filter(needed).map(|id| self.title_of(id)).collect();
        if !needs.is_empty() {
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
            let (open, restart) = (&key(Command::Open), &key(Command::StartOver));
            say!(language, words.left, page = place.step.saturating_add(1), of = place.of, open, restart)
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
    if body.width >= WITH_DIAGRAM {
        let about = Rect {
            x: body.x.saturating_add(WIDE_LIST).saturating_add(GAP),
            width: body.width.saturating_sub(WIDE_LIST).saturating_sub(GAP),
            ..body
        };
        return (Rect { width: WIDE_LIST, ..body }, about);
    }
    if body.width >= LIST.saturating_add(GAP).saturating_add(LEAST_ABOUT) {
        let about = Rect {
            x: body.x.saturating_add(LIST).saturating_add(GAP),
            width: body.width.saturating_sub(LIST).saturating_sub(GAP),
            ..body
        };
        return (Rect { width: LIST, ..body }, about);
    }
    let below = (body.height / 3).min(4);
    let list = Rect { height: body.height.saturating_sub(below), ..body };
    (list, Rect { y: list.bottom(), height: below, ..body })
}
