//! The home screen: the lessons by chapter, and the sandbox.

use super::bindings::{Command, Scope};
use super::footer::Footer;
use super::settings::Settings;
use super::text_lines::{below, write, write_all, write_marked, write_paragraphs};
use super::theme::Role;
use crate::lesson::catalogue::{self, Header};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The list is no wider than this: longer lines are hard to follow.
const WIDEST: u16 = 100;

/// The list's columns, the gap beside it, and the least that words beside it need.
const LIST: u16 = 34;
const GAP: u16 = 3;
const LEAST_ABOUT: u16 = 34;

/// What can be opened from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The sandbox.
    Sandbox,
    /// The lesson with this id.
    Lesson(&'static str),
    /// One of the user's own lessons, by its number.
    Own(usize),
}

/// The chapter that the user's own lessons stand in.
const OWN: &str = "Your own lessons";

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
    /// How far each entry was played.
    progress: Vec<Progress>,
}

/// How far an entry was played since the program was started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Not at all.
    #[default]
    Untouched,
    /// To this page of so many; opening it goes on there.
    Left(usize, usize),
    /// To its end.
    Done,
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
        let choices: Vec<(Choice, Header)> = lessons.chain([(Choice::Sandbox, sandbox)]).collect();
        Self { settings, selected: 0, progress: vec![Progress::default(); choices.len()], choices }
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

    /// Lists the user's own lessons before the sandbox.
    pub fn add_own(&mut self, headers: impl IntoIterator<Item = Header>) {
        let before_sandbox = self.choices.len() - 1;
        let own = headers.into_iter().enumerate();
        let listed = own.map(|(i, header)| (Choice::Own(i), Header { chapter: OWN.to_owned(), ..header }));
        self.choices.splice(before_sandbox..before_sandbox, listed);
        self.progress = vec![Progress::default(); self.choices.len()];
    }

    /// Selects an entry.
    pub fn select(&mut self, choice: Choice) {
        self.selected = self.choices.iter().position(|(other, _)| *other == choice).unwrap_or(self.selected);
    }

    /// Remembers how far an entry was played.
    pub fn note(&mut self, choice: Choice, progress: Progress) {
        if let Some(at) = self.choices.iter().position(|(other, _)| *other == choice) {
            self.progress[at] = progress;
        }
    }

    /// Selects what comes after the entry that was opened.
    pub fn go_on(&mut self) {
        self.selected = (self.selected + 1).min(self.choices.len() - 1);
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
        let title = Rect { x: column.x + 2, width: column.width - 4, y: area.y, height: 1 };
        let pieces = [("tcptutor", Role::Title), ("   learn TCP's state machine by driving it", Role::Dim)];
        write_all(buffer, title, &pieces, theme);
        let body = Rect { y: area.y + 2, height: area.height - 4, ..title };
        let (list, about) = parts(body);
        self.paint_list(list, buffer);
        self.paint_about(about, buffer);
        let footer = Footer { scopes: &[Scope::Home, Scope::Program], choices: None };
        let commands = [Command::Next, Command::Open, Command::Help, Command::Leave];
        footer.paint(&commands, Rect { y: area.bottom() - 1, height: 1, ..column }, buffer, &self.settings);
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
        let at = lines.iter().position(|line| matches!(line, Line::Item(i) if *i == self.selected)).unwrap_or(0);
        // The selected entry stays in sight, and so does what comes after it.
        let rows = usize::from(area.height);
        let first = (at + rows / 3 + 1).saturating_sub(rows).min(lines.len().saturating_sub(rows));
        for (line, y) in lines.iter().skip(first).zip(area.top()..area.bottom()) {
            let row = Rect { y, height: 1, ..area };
            match line {
                Line::Gap => {}
                Line::Chapter(title) => {
                    write(buffer, row, title, Role::Strong, &self.settings.theme);
                }
                Line::Item(i) => self.paint_item(*i, row, buffer),
            }
        }
    }

    fn paint_item(&self, i: usize, row: Rect, buffer: &mut Buffer) {
        let Settings { theme, glyphs, .. } = &self.settings;
        let title = self.choices[i].1.title.as_str();
        let (mark, role) = if i == self.selected { (glyphs.arrow_right, Role::Selected) } else { (" ", Role::Text) };
        let (done, words) = match self.progress[i] {
            Progress::Untouched => ("", String::new()),
            Progress::Left(page, pages) => ("", format!(" {page}/{pages}")),
            Progress::Done => (glyphs.check, String::new()),
        };
        let title = [(mark, Role::Key), (" ", Role::Text), (" ", role), (title, role), (" ", role)];
        let after = [(" ", Role::Text), (done, Role::Right), (words.as_str(), Role::Dim)];
        write_all(buffer, row, &[&title[..], &after].concat(), theme);
    }

    /// What the selected entry is about.
    fn paint_about(&self, area: Rect, buffer: &mut Buffer) {
        let Settings { theme, glyphs, .. } = &self.settings;
        let header = &self.choices[self.selected].1;
        let words = [(header.title.as_str(), Role::Strong), (header.summary.as_str(), Role::Text)];
        let mut rest = below(area, write_paragraphs(buffer, area, &words, glyphs, theme) + 1);
        if !header.objectives.is_empty() {
            rest = below(rest, write_marked(buffer, rest, "Afterwards you can", Role::Dim, theme));
        }
        for objective in &header.objectives {
            write(buffer, rest, glyphs.dot, Role::Dim, theme);
            let hanging = Rect { x: rest.x + 2, width: rest.width.saturating_sub(2), ..rest };
            let words = [(objective.as_str(), Role::Text)];
            rest = below(rest, write_paragraphs(buffer, hanging, &words, glyphs, theme));
        }
        if !header.needs.is_empty() {
            let needs: Vec<&str> = header.needs.iter().map(|id| self.title_of(id)).collect();
            let words = format!("Better after: {}", needs.join(", "));
            write_marked(buffer, below(rest, 1), &words, Role::Dim, theme);
        }
    }

    fn title_of<'a>(&'a self, id: &'a str) -> &'a str {
        let is_it = |choice: &Choice| matches!(choice, Choice::Lesson(other) if *other == id);
        let found = self.choices.iter().find(|(choice, _)| is_it(choice));
        found.map_or(id, |(_, header)| header.title.as_str())
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
