//! What authors know about a key: its name, what it can be, and what it means.

use std::fmt;
use std::ops::RangeInclusive;

use super::super::source::Table;
use crate::language::{Language, LessonKeyWords};
use crate::say;
use crate::sim::AppBehaviour;

/// What is said of a key or a table, in any language.
pub type Said = fn(&LessonKeyWords) -> &'static str;

/// What a key can be.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A text.
    Text,
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// A whole number.
    Whole(RangeInclusive<u32>),
    /// `true` or `false`.
    Truth,
    /// A state by any of its names.
    State,
    /// A span of time.
    Time,
    /// An action.
    Command,
    /// A segment by its sender and its looks.
    Segment,
    /// What a goal counts.
    Counted,
    /// What a question asks for.
    Prediction,
    /// An answer: a text, or a number.
    Answer,
    /// A list.
    List(&'static Kind),
    /// One value for both endpoints, or a table with `A` and `B`.
    Sides(&'static Kind),
    /// A table.
    Table(&'static dyn Listed),
    /// A list of tables.
    Tables(&'static dyn Listed),
    /// A table, or a list of them.
    OneOrMore(&'static dyn Listed),
    /// A table whose keys the author chooses: what the keys are, and what each stands for.
    Named(Said, &'static Kind),
    /// The same with one key.
    NamedOnce(Said, &'static Kind),
}

impl Kind {
    /// The table that it is, or is a list of.
    #[must_use]
    pub const fn table(&self) -> Option<&'static dyn Listed> {
        match self {
            Self::Table(keys) | Self::Tables(keys) | Self::OneOrMore(keys) => Some(*keys),
            _ => None,
        }
    }
}

/// The words of programs' behaviours.
#[must_use]
pub fn apps() -> Vec<&'static str> {
    AppBehaviour::ALL.map(AppBehaviour::word).to_vec()
}

/// What authors know about a key.
#[derive(Clone, Debug)]
pub struct About {
    /// Its name.
    pub name: &'static str,
    /// What it can be.
    pub kind: Kind,
    /// Whether it has to be there.
    pub needed: bool,
    /// It means something beside one of these only; anywhere if there are none.
    pub beside: &'static [&'static str],
    /// A sentence.
    pub help: Said,
    /// A value as TOML, for editors and for sentences that show one; empty in a session's file, which nobody writes by hand.
    pub example: &'static str,
}

impl About {
    /// Its sentence.
    #[must_use]
    pub fn help(&self, language: &Language) -> String {
        say!(language, (self.help)(&language.lesson_keys), example = self.example)
    }

    /// Whether it is there and means nothing.
    pub fn is_stray(&self, table: &Table<'_>) -> bool {
        table.has(self.name) && !self.beside.is_empty() && !self.beside.iter().any(|other| table.has(other))
    }
}

/// A table, whatever is made of it: for what lists all keys.
pub trait Listed: fmt::Debug + Sync {
    /// See [`super::Keys::name`].
    fn name(&self) -> &'static str;
    /// See [`super::Keys::written`].
    fn written(&self) -> Option<Said>;
    /// See [`super::Keys::one_of`].
    fn one_of(&self) -> &'static [&'static str];
    /// Its keys.
    fn keys(&self) -> Vec<&About>;
}

/// A table and all below it, each once.
#[must_use]
pub fn descendants(of: &'static dyn Listed) -> Vec<&'static dyn Listed> {
    let mut all = vec![of];
    let mut at = 0;
    while let Some(table) = all.get(at).copied() {
        for below in table.keys().into_iter().filter_map(|key| key.kind.table()) {
            if !all.iter().any(|known| known.name() == below.name()) {
                all.push(below);
            }
        }
        at += 1;
    }
    all
}
