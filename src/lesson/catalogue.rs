//! The built-in lessons: their texts, in the order of the curriculum.

use toml::de::DeTable;

use super::compile::compile;
use super::diagnostic::Diagnostic;
use super::model::{Lesson, Level, Origin};

/// A built-in lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: &'static str,
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
    /// How much it asks.
    pub level: Level,
    /// Which lessons come before it.
    pub needs: Vec<String>,
    /// What its learner can do afterwards.
    pub objectives: Vec<String>,
    /// About how long it takes: a minute for each page.
    pub minutes: usize,
}

/// The chapters, each with its title, in their order.
pub const CHAPTERS: [(&str, &str); 5] = [
    ("opening", "Opening"),
    ("closing", "Closing"),
    ("when-programs-are-wrong", "When programs are wrong"),
    ("when-hosts-and-wires-are-wrong", "When hosts and wires are wrong"),
    ("mastery", "Mastery"),
];

/// The chapter that lessons of one's own stand in.
pub const OWN_CHAPTER: &str = "Your own lessons";

macro_rules! entries {
    ($($id:literal),* $(,)?) => {
        &[$(Entry { id: $id, text: include_str!(concat!("../../lessons/", $id, ".toml")) }),*]
    };
}

/// The built-in lessons, in the order of the curriculum.
pub const ENTRIES: &[Entry] = entries![
    "listener",
    "three-way-handshake",
    "counting",
    "connection-refused",
    "lost-syn",
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
    "keepalive",
    "fin-wait-2",
    "reset",
    "eof-and-sigpipe",
    "pools",
    "puzzle-free-the-server",
    "time-wait",
    "address-in-use",
    "half-open",
    "send-side-silence",
    "stuck-closing",
    "challenge-ack",
    "puzzle-possible",
    "puzzle-every-edge",
    "read-a-capture",
];

/// The built-in lesson with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Entry> {
    ENTRIES.iter().find(|entry| entry.id == id)
}

/// A chapter's title; a chapter that is not of the curriculum is its own title.
#[must_use]
pub fn chapter_title(chapter: &str) -> &str {
    CHAPTERS.iter().find(|(id, _)| *id == chapter).map_or(chapter, |(_, title)| title)
}

impl Entry {
    /// The file's name, as findings show it.
    #[must_use]
    pub fn file(&self) -> String {
        format!("lessons/{}.toml", self.id)
    }

    /// What a list of lessons shows of it.
    #[must_use]
    pub fn header(&self) -> Header {
        Header::read(self.text)
    }

    /// The lesson itself.
    ///
    /// # Errors
    /// What is wrong with it; a test proves that nothing is.
    pub fn compile(&self) -> Result<Lesson, Vec<Diagnostic>> {
        Ok(Lesson { origin: Origin::BuiltIn, ..compile(&self.file(), self.text)? })
    }
}

impl Header {
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
            level: level.unwrap_or_default(),
            needs: strings("needs"),
            objectives: strings("objectives"),
            minutes: text.lines().filter(|line| line.trim() == "[[step]]").count(),
        }
    }
}
