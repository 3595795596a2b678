//! The home screen: the lessons by chapter, and the sandbox.

use super::bindings::Command;
use super::settings::Settings;
use super::text_lines::{write, write_all, write_marked};
use super::theme::Role;
use crate::lesson::catalogue::{self, Header};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The list is no wider than this: longer lines are hard to follow.
const WIDEST: u16 = 100;

/// What can be opened from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The sandbox.
    Sandbox,
    /// The lesson with this id.
    Lesson(&'static str),
}

/// One line of the list.
enum Line<'a> {
    Chapter(&'a str),
    Item(usize),
    Gap,
}

/// The home screen.
pub struct Home {
    settings: Settings,
    selected: usize,
    choices: Vec<(Choice, Header)>,
}

impl Home {
    /// The home screen with the first lesson selected.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let lessons = catalogue::ENTRIES.iter().map(|entry| (Choice::Lesson(entry.id), entry.header()));
        let sandbox = Header {
            title: "Sandbox".to_owned(),
            summary: "A client, a listening server, and every key: ask TCP \"what if\".".to_owned(),
            chapter: "Free play".to_owned(),
            ..Header::default()
        };
        let choices = lessons.chain([(Choice::Sandbox, sandbox)]).collect();
        Self { settings, selected: 0, choices }
    }

    /// The user wants the screen otherwise than before.
    pub fn set_settings(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// Carries out a command; what is to be opened, if something is.
    pub fn command(&mut self, command: Command) -> Option<Choice> {
        let last = self.choices.len() - 1;
        match command {
            Command::Previous => self.selected = self.selected.saturating_sub(1),
            Command::Next => self.selected = (self.selected + 1).min(last),
            Command::First => self.selected = 0,
            Command::Last => self.selected = last,
            Command::Open => return self.choices.get(self.selected).map(|(choice, _)| *choice),
            _ => {}
        }
        None
    }

    /// Paints the screen.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer) {
        let theme = &self.settings.theme;
        if area.height < 6 || area.width < 30 {
            let words = format!("{}x{} is too small for the list of lessons. q quits.", area.width, area.height);
            write_marked(buffer, area, &words, Role::Text, theme);
            return;
        }
        let width = area.width.min(WIDEST);
        let column = Rect { x: area.x + (area.width - width) / 2, width, ..area };
        let row = |y: u16| Rect { x: column.x + 2, width: column.width - 4, y, height: 1 };
        write_all(
            buffer,
            row(area.y),
            &[("tcptutor", Role::Title), ("   learn TCP's state machine by driving it", Role::Dim)],
            theme,
        );
        let list = Rect { x: column.x + 2, width: column.width - 4, y: area.y + 2, height: area.height - 4 };
        self.paint_list(list, buffer);
        super::footer::paint(
            &[Command::Next, Command::Open, Command::Help, Command::Leave],
            &[super::bindings::Scope::Home, super::bindings::Scope::Program],
            Rect { y: area.bottom() - 1, height: 1, ..column },
            buffer,
            &self.settings,
        );
    }

    fn lines(&self) -> Vec<Line<'_>> {
        let mut lines = Vec::new();
        let mut chapter = "";
        for (i, (_, header)) in self.choices.iter().enumerate() {
            if header.chapter != chapter {
                if i > 0 {
                    lines.push(Line::Gap);
                }
                chapter = &header.chapter;
                lines.push(Line::Chapter(catalogue::chapter_title(chapter)));
            }
            lines.push(Line::Item(i));
        }
        lines
    }

    fn paint_list(&self, area: Rect, buffer: &mut Buffer) {
        let lines = self.lines();
        let is_selected = |line: &Line<'_>| matches!(line, Line::Item(i) if *i == self.selected);
        // An item takes two rows where there is room for its summary.
        let rows_of = |line: &Line<'_>| usize::from(matches!(line, Line::Item(_))) + 1;
        let at = lines.iter().position(is_selected).unwrap_or(0);
        let mut first = 0;
        while lines[first..=at].iter().map(rows_of).sum::<usize>() > area.height as usize {
            first += 1;
        }
        let mut y = area.y;
        for line in &lines[first..] {
            if y + u16::try_from(rows_of(line)).unwrap_or(1) > area.bottom() {
                break;
            }
            let row = Rect { y, height: 1, ..area };
            match line {
                Line::Gap => {}
                Line::Chapter(title) => {
                    write(buffer, row, title, Role::Strong, &self.settings.theme);
                }
                Line::Item(i) => {
                    self.paint_item(&self.choices[*i].1, is_selected(line), Rect { height: 2, ..row }, buffer);
                }
            }
            y += u16::try_from(rows_of(line)).unwrap_or(1);
        }
    }

    fn paint_item(&self, header: &Header, selected: bool, area: Rect, buffer: &mut Buffer) {
        let theme = &self.settings.theme;
        let (title, summary) = (header.title.as_str(), header.summary.as_str());
        let mark = if selected { self.settings.glyphs.arrow_right } else { " " };
        let role = if selected { Role::Selected } else { Role::Text };
        let row = Rect { height: 1, ..area };
        write_all(buffer, row, &[(mark, Role::Key), (" ", Role::Text), (" ", role), (title, role), (" ", role)], theme);
        let below = Rect { x: area.x + 3, width: area.width.saturating_sub(3), y: area.y + 1, height: 1 };
        write(buffer, below, summary, Role::Dim, theme);
    }
}
