//! The format of a lesson's file as data: every key with what it can be and a sentence. The compiler's word about keys that mean
//! nothing where they stand, the JSON Schema and the reference for authors all come from here.

mod reference;
mod schema;
mod tables;

use std::ops::RangeInclusive;

pub use reference::reference;
pub use schema::schema;
pub use tables::{LESSON, STEP};

/// A table of the file.
#[derive(Debug)]
pub struct Keys {
    /// What findings call it, and what tells it apart: "a step".
    pub what: &'static str,
    /// How authors write it: `[[step]]`. Tables without this are explained by the key that holds them.
    pub written: Option<&'static str>,
    /// Its keys.
    pub keys: &'static [Key],
}

/// A key of a table.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it can be.
    pub kind: Kind,
    /// Whether it has to be there.
    pub needed: bool,
    /// It means something beside one of these only; anywhere if there are none.
    pub beside: &'static [&'static str],
    /// A sentence.
    pub help: &'static str,
}

/// What a key can be.
#[derive(Debug)]
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
    /// One value for both endpoints, or a table with `A` and `B`; this is what findings call the table.
    Sides(&'static str, &'static Kind),
    /// A table.
    Table(&'static Keys),
    /// A list of tables.
    Tables(&'static Keys),
    /// A table, or a list of them.
    OneOrMore(&'static Keys),
    /// A table whose keys the author chooses: what the keys are, and what each stands for.
    Named(&'static str, &'static Kind),
    /// The same with one key.
    NamedOnce(&'static str, &'static Kind),
}

impl Keys {
    /// The key of this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The names of its keys.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.keys.iter().map(|key| key.name)
    }

    /// This table and all below it, each once.
    #[must_use]
    pub fn with_all_below(&'static self) -> Vec<&'static Self> {
        let mut all = vec![self];
        let mut at = 0;
        while let Some(table) = all.get(at) {
            let below: Vec<&Self> = table.keys.iter().filter_map(|key| key.kind.table()).collect();
            for table in below {
                if !all.iter().any(|known| known.what == table.what) {
                    all.push(table);
                }
            }
            at += 1;
        }
        all
    }
}

impl Kind {
    /// The table that it is, or is a list of.
    const fn table(&self) -> Option<&'static Keys> {
        match self {
            Self::Table(keys) | Self::Tables(keys) | Self::OneOrMore(keys) => Some(keys),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
