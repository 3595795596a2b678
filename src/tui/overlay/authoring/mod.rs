//! A lesson made of the run so far: what each moment becomes, and the words that only its author knows.

#![warn(clippy::arithmetic_side_effects)]

use super::context::OverlayContext;
use super::reaction::Reaction;
use crate::language::{AuthoringWords, Language};
use crate::lesson::recording::{Authored, AuthoredPage, Outline, PageKind, PageText};
use crate::lesson::{catalogue, is_id};
use crate::say;
use crate::tui::bindings::Command;
use crate::tui::key::Key;
use crate::tui::theme::Role;
use crate::tui::writing;
use tui_input::Input as Line;

mod paint;

/// A line above the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    Title,
    Id,
    Summary,
    Objective,
}

impl Head {
    const ALL: [Self; 4] = [Self::Title, Self::Id, Self::Summary, Self::Objective];

    const fn name(self, words: &AuthoringWords) -> &'static str {
        match self {
            Self::Title => words.title,
            Self::Id => words.id,
            Self::Summary => words.summary,
            Self::Objective => words.objective,
        }
    }
}

/// A line of the form that can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Head(Head),
    Page(usize, PageText),
}

/// What becomes of one moment.
#[derive(Clone, Debug)]
struct Page {
    kind: PageKind,
    lines: [Line; PageText::COUNT],
}

/// The form.
#[derive(Clone, Debug)]
pub struct Authoring {
    outline: Outline,
    head: [Line; Head::ALL.len()],
    pages: Vec<Page>,
    row: Row,
    /// What came of the last key, if there is anything to say, and how it looks.
    message: Option<(String, Role)>,
    /// What is in a file already.
    kept: Authored,
}

impl Authoring {
    /// A form over these moments, in which every one is told and the words of marks are written already.
    #[must_use]
    pub fn new(outline: Outline) -> Self {
        let page = |page: AuthoredPage| Page { kind: page.kind, lines: page.texts.map(Line::new) };
        let kept = Authored::of(&outline);
        let pages = kept.pages.clone().into_iter().map(page).collect();
        let head = std::array::from_fn(|_| Line::default());
        Self { outline, head, pages, row: Row::Head(Head::Title), message: None, kept }
    }

    /// The same words over a run that may have gone on, or another way: what was written stays with the moments that are the same.
    #[must_use]
    pub fn over(self, outline: Outline) -> Self {
        let same = self.outline.moments.iter().zip(&outline.moments).take_while(|(old, new)| old.is_same(new)).count();
        let mut form = Self::new(outline);
        form.head = self.head;
        form.pages.iter_mut().zip(self.pages).take(same).for_each(|(page, written)| *page = written);
        form
    }

    /// It could not be saved.
    pub fn refuse(&mut self, why: String) {
        self.message = Some((why, Role::Wrong));
    }

    /// It is in a file now.
    pub fn keep(&mut self, message: String) {
        self.message = Some((message, Role::Strong));
        self.kept = self.authored();
    }

    /// Types into the form, moves in it, or saves.
    pub fn key(&mut self, key: Key, command: Option<Command>, context: &OverlayContext<'_>) -> Reaction {
        self.message = None;
        match command {
            Some(Command::Dismiss) => return Reaction::Close,
            Some(Command::Choose) if self.is_saved() => return Reaction::Close,
            Some(Command::Choose) => return self.save(context.settings.language),
            Some(Command::Previous) => self.go(|at, _| at.saturating_sub(1)),
            Some(Command::Next) => self.go(|at, last| at.saturating_add(1).min(last)),
            Some(Command::PageUp) => self.turn_page(false),
            Some(Command::PageDown) => self.turn_page(true),
            Some(Command::More) => self.turn_kind(true),
            Some(Command::Less) => self.turn_kind(false),
            _ => self.write(|line| writing::key(line, key)),
        }
        Reaction::Stay
    }

    /// Text was pasted.
    pub fn paste(&mut self, text: &str) {
        self.write(|line| writing::paste(line, text));
    }

    /// Writes in the line that is selected. As long as nobody has written an id, it follows the title.
    fn write(&mut self, write: impl FnOnce(&mut Line)) {
        let follows = self.text(Head::Id) == id_from(self.text(Head::Title));
        match self.row {
            Row::Head(head) => write(&mut self.head[head as usize]),
            Row::Page(page, text) => write(&mut self.pages[page].lines[text as usize]),
        }
        if follows && self.row == Row::Head(Head::Title) {
            self.head[Head::Id as usize] = Line::new(id_from(self.text(Head::Title)));
        }
    }

    fn text(&self, head: Head) -> &str {
        self.head[head as usize].value().trim()
    }

    /// Every line that can be written in, from the top.
    fn rows(&self) -> Vec<Row> {
        let pages = self.pages.iter().enumerate();
        let of_pages = pages.flat_map(|(at, page)| page.kind.texts().iter().map(move |text| Row::Page(at, *text)));
        Head::ALL.map(Row::Head).into_iter().chain(of_pages).collect()
    }

    fn go(&mut self, to: impl FnOnce(usize, usize) -> usize) {
        let rows = self.rows();
        let at = rows.iter().position(|row| *row == self.row).unwrap_or(0);
        self.row = rows[to(at, rows.len().saturating_sub(1))];
    }

    /// To the page after or before; above the first one is the title.
    fn turn_page(&mut self, down: bool) {
        self.row = match (self.row, down) {
            (Row::Head(_), true) => Row::Page(0, PageText::Say),
            (Row::Head(_) | Row::Page(0, _), false) => Row::Head(Head::Title),
            (Row::Page(at, _), true) => {
                Row::Page(at.saturating_add(1).min(self.pages.len().saturating_sub(1)), PageText::Say)
            }
            (Row::Page(at, _), false) => Row::Page(at.saturating_sub(1), PageText::Say),
        };
    }

    /// The page becomes the next thing that it can become, or the one before.
    fn turn_kind(&mut self, on: bool) {
        let Row::Page(at, _) = self.row else { return };
        let kinds: Vec<PageKind> = self.outline.moments[at].kinds().collect();
        let page = &mut self.pages[at];
        let now = kinds.iter().position(|kind| *kind == page.kind).unwrap_or(0);
        page.kind = kinds[now
            .saturating_add(if on { 1 } else { kinds.len().saturating_sub(1) })
            .checked_rem(kinds.len())
            .unwrap_or_default()];
        self.row = Row::Page(at, PageText::Say);
    }

    /// Whether anybody has written or chosen anything that is in no file.
    pub fn has_words(&self) -> bool {
        self.authored() != self.kept
    }

    /// Whether all of it is in a file already.
    fn is_saved(&self) -> bool {
        self.kept != Authored::of(&self.outline) && !self.has_words()
    }

    fn authored(&self) -> Authored {
        let text = |line: &Line| line.value().trim().to_owned();
        Authored {
            title: self.text(Head::Title).to_owned(),
            summary: self.text(Head::Summary).to_owned(),
            objective: self.text(Head::Objective).to_owned(),
            pages: self
                .pages
                .iter()
                .map(|page| AuthoredPage { kind: page.kind, texts: page.lines.each_ref().map(text) })
                .collect(),
        }
    }

    /// The lesson's file, if it can be one and the check of it finds no error. The form stays until it is there.
    fn save(&mut self, language: &'static Language) -> Reaction {
        let (id, words) = (self.text(Head::Id).to_owned(), &language.sources);
        let no_id = (!is_id(&id)).then_some(words.no_id);
        let taken = catalogue::find(&id).map(|_| words.id_taken);
        if let Some(sentence) = no_id.or(taken) {
            self.row = Row::Head(Head::Id);
            self.refuse(say!(language, sentence, id = &id));
            return Reaction::Stay;
        }
        match self.outline.checked(&id, &self.authored(), language) {
            Ok(text) => Reaction::Create(format!("{id}.toml"), text),
            Err(not_yet) => {
                self.row = not_yet.page.map_or(Row::Head(Head::Title), |page| Row::Page(page, PageText::Say));
                self.refuse(not_yet.message);
                Reaction::Stay
            }
        }
    }
}

/// The id that a title suggests.
fn id_from(title: &str) -> String {
    let title = title.to_ascii_lowercase();
    let words: Vec<&str> = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}
