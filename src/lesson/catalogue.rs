//! The built-in lessons: their texts, in the order of the curriculum.

use std::sync::LazyLock;

use toml::de::DeTable;

use super::compile::compile;
use super::diagnostic::Diagnostic;
use super::model::{Lesson, Level, Origin};
use crate::language::{ENGLISH, Language, LessonWords};
use crate::text;

/// A built-in lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: &'static str,
    /// Its file, as findings show it.
    pub file: &'static str,
    /// The text of its file.
    pub text: &'static str,
}

/// What a list of lessons shows. It is read from the lines before the first table, so that a list needs no compiling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The title.
    pub title: String,
    /// What the lesson is about.
    pub summary: String,
    /// The chapter's id.
    pub chapter: String,
    /// What learners may look for it by, beside its title.
    pub words: Vec<String>,
    /// How much it asks.
    pub level: Level,
    /// Which lessons come before it.
    pub needs: Vec<String>,
    /// What its learner can do afterwards.
    pub objectives: Vec<String>,
    /// About how long it takes: a minute for each page.
    pub minutes: usize,
}

/// Where a language keeps a chapter's title.
type TitleOf = fn(&LessonWords) -> &'static str;

/// The chapters, each with its title, in their order.
pub const CHAPTERS: [(&str, TitleOf); 5] = [
    ("opening", |words| words.opening),
    ("closing", |words| words.closing),
    ("when-programs-are-wrong", |words| words.programs_are_wrong),
    ("when-hosts-and-wires-are-wrong", |words| words.hosts_are_wrong),
    ("mastery", |words| words.mastery),
];

/// The chapter that lessons of one's own stand in.
pub const OWN_CHAPTER: &str = "own";

/// The chapter of the short lessons that answer a question, and end in the sandbox.
pub const WHAT_IF: &str = "what-if";

macro_rules! entries {
    ($folder:literal $($id:literal),* $(,)?) => {
        &[$(Entry {
            id: $id,
            file: concat!($folder, $id, ".toml"),
            text: include_str!(concat!("../../", $folder, $id, ".toml")),
        }),*]
    };
}

/// The built-in lessons, in the order of the curriculum.
pub const ENTRIES: &[Entry] = entries![
    "lessons/"
    "listener",
    "three-way-handshake",
    "counting",
    "connection-refused",
    "lost-syn",
    "unreachable",
    "lost-third-ack",
    "old-duplicate-syn",
    "simultaneous-open",
    "server-queues",
    "puzzle-memory",
    "four-way-close",
    "half-close",
    "simultaneous-close",
    "early-close",
    "puzzle-freeze-closing",
    "puzzle-three-segments",
    "close-wait-bug",
    "find-the-leak",
    "who-holds-it",
    "keepalive",
    "fin-wait-2",
    "reset",
    "eof-and-sigpipe",
    "pools",
    "puzzle-free-the-server",
    "time-wait",
    "address-in-use",
    "ports-run-out",
    "half-open",
    "idle-timeouts",
    "send-side-silence",
    "stuck-closing",
    "graceful-restart",
    "challenge-ack",
    "puzzle-possible",
    "puzzle-every-edge",
    "read-a-capture",
];

/// The questions that begin with "What if", in the order of a connection's life.
pub const WHAT_IFS: &[Entry] = entries![
    "lessons/what-if/"
    "syn-ack-lost",
    "nobody-listens",
    "both-connect",
    "accept-queue-full",
    "random-isn",
    "segment-twice",
    "cable-cut",
    "program-never-reads",
    "fin-lost",
    "last-ack-lost",
    "both-close",
    "server-never-closes",
    "write-after-close",
    "unread-data",
    "program-killed",
    "client-power-fails",
    "server-crashes",
    "restart-in-time-wait",
    "same-port-again",
    "rst-forged",
];

/// What everybody should know who begins: the four lessons that most is asked about.
pub const ESSENTIALS: [&str; 4] = ["three-way-handshake", "four-way-close", "close-wait-bug", "simultaneous-close"];

/// The number of a chapter of the curriculum, from 1, as texts call it.
#[must_use]
pub fn chapter_number(chapter: &str) -> Option<usize> {
    CHAPTERS.iter().position(|(id, _)| *id == chapter).map(|at| at + 1)
}

/// All that is built in: the lessons, then the questions.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    ENTRIES.iter().chain(WHAT_IFS)
}

/// The built-in lesson or question with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Entry> {
    all().find(|entry| entry.id == id)
}

/// The same, each with what lists show of it. They are read once.
pub fn headers() -> impl Iterator<Item = (&'static Entry, &'static Header)> {
    static HEADERS: LazyLock<Vec<Header>> = LazyLock::new(|| all().map(Entry::header).collect());
    all().zip(HEADERS.iter())
}

/// The lesson to go on with after the one with this id: the next of the essentials after one of them, else the next of the curriculum.
#[must_use]
pub fn next_after(id: &str) -> Option<&'static Entry> {
    let essential = ESSENTIALS.iter().position(|of| *of == id).and_then(|at| ESSENTIALS.get(at + 1));
    essential.and_then(|id| find(id)).or_else(|| after(id))
}

/// The lesson that comes after the one with this id in the curriculum.
#[must_use]
pub fn after(id: &str) -> Option<&'static Entry> {
    let at = ENTRIES.iter().position(|entry| entry.id == id)?;
    ENTRIES.get(at + 1)
}

/// The questions that somebody may mean by these words, the likeliest first, each with how far it is.
#[must_use]
pub fn what_ifs_about(words: &str) -> Vec<(u8, &'static Entry)> {
    let asked = headers().filter(|(_, header)| header.chapter == WHAT_IF);
    let mut found: Vec<_> = asked.filter_map(|(entry, header)| Some((header.distance(words)?, entry))).collect();
    found.sort_by_key(|(distance, _)| *distance);
    found
}

/// A chapter's title; a chapter that is not of the curriculum is its own title.
#[must_use]
pub fn chapter_title<'a>(chapter: &'a str, language: &Language) -> &'a str {
    if chapter == OWN_CHAPTER {
        return language.lessons.own_chapter;
    }
    CHAPTERS.iter().find(|(id, _)| *id == chapter).map_or(chapter, |(_, title)| title(&language.lessons))
}

impl Entry {
    /// The file's name, as findings show it.
    #[must_use]
    pub fn file(&self) -> String {
        self.file.to_owned()
    }

    /// What a list of lessons shows of it.
    #[must_use]
    pub fn header(&self) -> Header {
        Header::read(self.text)
    }

    /// The lesson itself.
    ///
    /// # Errors
    /// What is wrong with it, in English; a test proves that nothing is.
    pub fn compile(&self) -> Result<Lesson, Vec<Diagnostic>> {
        Ok(Lesson { origin: Origin::BuiltIn, ..compile(&self.file(), self.text, &ENGLISH)? })
    }
}

impl Header {
    /// How far what somebody looks for is from it, as [`text::distance`] counts: by its title and its words, then by its summary.
    #[must_use]
    pub fn distance(&self, looked_for: &str) -> Option<u8> {
        text::distance(looked_for, &[&format!("{} {}", self.title, self.words.join(" ")), &self.summary])
    }

    /// Reads the lines before the first table of any lesson; what is missing or wrong is empty.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let end = text.find("\n[").map_or(text.len(), |at| at + 1);
        let (table, _) = DeTable::parse_recoverable(&text[..end]);
        let string =
            |key: &str| table.get_ref().get(key).and_then(|value| value.get_ref().as_str()).unwrap_or_default();
        let strings = |key: &str| {
            let array = table.get_ref().get(key).and_then(|value| value.get_ref().as_array());
            let items = array.into_iter().flat_map(|array| array.iter());
            items.filter_map(|item| item.get_ref().as_str()).map(|text| text.trim().to_owned()).collect()
        };
        let level = Level::NAMES.iter().find(|(word, _)| *word == string("level")).map(|(_, level)| *level);
        Self {
            title: string("title").trim().to_owned(),
            summary: string("summary").trim().to_owned(),
            chapter: string("chapter").trim().to_owned(),
            words: strings("words"),
            level: level.unwrap_or_default(),
            needs: strings("needs"),
            objectives: strings("objectives"),
            minutes: text.lines().filter(|line| line.trim() == "[[step]]").count(),
        }
    }
}
