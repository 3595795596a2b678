//! The words of the dialogue beside the vocabulary of lessons, each with its sentence.

use crate::language::{Language, PlainWords};
use crate::lesson::{self, did_you_mean};
use crate::sim::VERBS;

/// What a word asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The lesson's next page.
    Next,
    /// The lesson's previous page.
    Previous,
    /// The lesson's beginning.
    Anew,
    /// A hint.
    Hint,
    /// One doing back.
    Undo,
    /// One doing forward again.
    Redo,
    /// Why the last thing happened.
    Why,
    /// Both ends in full.
    State,
    /// The sockets of both hosts.
    Sockets,
    /// The segments on their way.
    Segments,
    /// A segment's fields.
    Inspect,
    /// A state's card.
    Card,
    /// The run as a file to be handed in.
    Save,
    /// What can be typed.
    Help,
    /// The end.
    Quit,
}

/// One word.
pub struct Entry {
    /// How it is typed.
    pub usage: &'static str,
    /// What it asks for.
    pub word: Word,
    /// Whether it means something in lessons only.
    pub lesson: bool,
    /// A sentence.
    pub help: fn(&PlainWords) -> &'static str,
}

const fn entry(usage: &'static str, word: Word, help: fn(&PlainWords) -> &'static str) -> Entry {
    Entry { usage, word, lesson: false, help }
}

const fn in_lessons(usage: &'static str, word: Word, help: fn(&PlainWords) -> &'static str) -> Entry {
    Entry { usage, word, lesson: true, help }
}

/// All words.
pub const WORDS: &[Entry] = &[
    in_lessons("next", Word::Next, |words| words.help_next),
    in_lessons("previous", Word::Previous, |words| words.help_previous),
    in_lessons("anew", Word::Anew, |words| words.help_anew),
    in_lessons("hint", Word::Hint, |words| words.help_hint),
    entry("undo", Word::Undo, |words| words.help_undo),
    entry("redo", Word::Redo, |words| words.help_redo),
    entry("why", Word::Why, |words| words.help_why),
    entry("state", Word::State, |words| words.help_state),
    entry("sockets", Word::Sockets, |words| words.help_sockets),
    entry("segments", Word::Segments, |words| words.help_segments),
    entry("inspect A#1", Word::Inspect, |words| words.help_inspect),
    entry("card FIN_WAIT_2", Word::Card, |words| words.help_card),
    in_lessons("save Ada Lovelace", Word::Save, |words| words.help_save),
    entry("help", Word::Help, |words| words.help_help),
    entry("quit", Word::Quit, |words| words.help_quit),
];

/// What else ends the dialogue.
const SHORT_FOR_QUIT: [&str; 3] = ["q", "exit", ":q"];

impl Entry {
    /// The word itself, without its example.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.usage.split(' ').next().unwrap_or(self.usage)
    }
}

/// The word that a line begins with, and the rest of the line.
#[must_use]
pub fn find(line: &str, in_lesson: bool) -> Option<(Word, &str)> {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    // Who ends other programs so may end this one so.
    let first = match first {
        "?" => "help",
        first if SHORT_FOR_QUIT.contains(&first) => "quit",
        first => first,
    };
    let entry = WORDS.iter().find(|entry| entry.name().eq_ignore_ascii_case(first) && (in_lesson || !entry.lesson))?;
    Some((entry.word, rest.trim()))
}

/// The word that a misspelt one was meant to be.
#[must_use]
pub fn meant(line: &str, in_lesson: bool) -> Option<&'static str> {
    let first = line.split(' ').next().unwrap_or(line);
    did_you_mean(first, WORDS.iter().filter(|entry| in_lesson || !entry.lesson).map(Entry::name))
}

/// The help, line by line.
#[must_use]
pub fn help(in_lesson: bool, language: &Language) -> Vec<String> {
    let texts = &language.plain;
    let words = WORDS.iter().filter(|entry| in_lesson || !entry.lesson).map(|entry| (entry.usage, entry.help));
    let words = words.map(|(usage, help)| (usage, help(texts).to_owned()));
    lesson::help(VERBS, language).chain(words).map(|(usage, help)| format!("`{usage}`: {help}")).collect()
}
