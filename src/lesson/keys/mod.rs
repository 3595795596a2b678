//! What a table of a lesson's or a session's file is: its keys, each declared once with what it can be, a sentence, and how its
//! value is read and written. The compiler, the sessions, the JSON Schema and the reference for authors all go by these.

mod fields;
mod kind;

use std::fmt;
use std::fmt::Write as _;

use super::source::{Item, Table};
use crate::language::Language;
use crate::say;
use crate::sim::Verb;

pub use fields::{Fields, MOST_COMMANDS};
pub use kind::{About, Kind, Listed, Said, apps, descendants};

/// A table of the file: what reading it makes, and what writing it takes.
pub struct Keys<R: 'static, W: 'static = R> {
    /// What tells it apart, also in the JSON Schema: `step`.
    pub name: &'static str,
    /// What findings call it: "a step".
    pub what: Said,
    /// How authors write it: `[[step]]`. Tables without this are explained by the key that holds them.
    pub written: Option<Said>,
    /// One of these keys has to be there, and no two.
    pub one_of: &'static [&'static str],
    /// Its keys, in the order in which they are read and written.
    #[expect(clippy::struct_field_names, reason = "they are what authors call keys")]
    pub keys: &'static [Key<R, W>],
}

/// A key of a table.
pub struct Key<R: 'static, W: 'static = R> {
    /// What authors know about it.
    pub about: About,
    read: fn(&mut R, &Item<'_>, &mut Fields<'_, '_>),
    write: fn(&W, &'static [Verb]) -> Option<String>,
}

/// A key of this name: what it can be, a sentence, and how its value is read.
pub const fn key<R, W>(
    name: &'static str,
    kind: Kind,
    help: Said,
    read: fn(&mut R, &Item<'_>, &mut Fields<'_, '_>),
) -> Key<R, W> {
    Key { about: About { name, kind, needed: false, beside: &[], help, example: "" }, read, write: |_, _| None }
}

/// A key that several tables share: how this one reads its value.
pub const fn key_about<R, W>(about: About, read: fn(&mut R, &Item<'_>, &mut Fields<'_, '_>)) -> Key<R, W> {
    Key { about, read, write: |_, _| None }
}

impl<R, W> Key<R, W> {
    /// It has to be there.
    pub const fn needed(self) -> Self {
        Self { about: About { needed: true, ..self.about }, ..self }
    }

    /// A value that it may have, as TOML.
    pub const fn example(self, example: &'static str) -> Self {
        Self { about: About { example, ..self.about }, ..self }
    }

    /// It means something beside one of these only.
    pub const fn beside(self, beside: &'static [&'static str]) -> Self {
        Self { about: About { beside, ..self.about }, ..self }
    }

    /// How the program writes its value, as TOML; nothing where it can be left out.
    pub const fn writes(self, write: fn(&W, &'static [Verb]) -> Option<String>) -> Self {
        Self { write, ..self }
    }
}

impl<R, W> Clone for Key<R, W> {
    fn clone(&self) -> Self {
        Self { about: self.about.clone(), read: self.read, write: self.write }
    }
}

impl<R, W> fmt::Debug for Keys<R, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Keys").field(&self.name).finish()
    }
}

impl<R, W> Keys<R, W> {
    /// What findings call the table.
    pub fn what(&self, language: &Language) -> &'static str {
        (self.what)(&language.lesson_keys)
    }

    /// Reads the value of every key of a table that is there. The table stays, for who wants to know what was.
    pub fn read(&self, table: &mut Table<'_>, into: &mut R, fields: &mut Fields<'_, '_>) {
        self.stray(table, fields);
        let names: Vec<&str> = self.keys.iter().map(|key| key.about.name).collect();
        for key in self.keys {
            let about = &key.about;
            if about.is_stray(table) {
                continue;
            }
            match table.take(about.name) {
                Some(item) => (key.read)(into, &item, fields),
                // A key that is only misspelled is not missing as well.
                None if about.needed && !table.misspells(about.name, &names) => fields.missing(table, about.name),
                None => {}
            }
        }
        table.allow_unknown(self.keys.iter().map(|key| key.about.name));
        fields.unknown_keys(table);
    }

    /// Reports keys that mean something beside another key only, those that miss the same one together.
    fn stray(&self, table: &Table<'_>, fields: &mut Fields<'_, '_>) {
        let stray: Vec<&About> = self.keys.iter().map(|key| &key.about).filter(|key| key.is_stray(table)).collect();
        for alike in stray.chunk_by(|a, b| a.beside == b.beside) {
            let names: Vec<&str> = alike.iter().map(|key| key.name).collect();
            let language = fields.language();
            let others = &language.either(alike[0].beside.iter().copied());
            report_stray(table, &names, |keys, n| say!(language, language.reading.stray_key, keys, n, others), fields);
        }
    }

    /// The keys of a value that are written, each with its value as TOML.
    fn written(&self, value: &W, verbs: &'static [Verb]) -> impl Iterator<Item = (&'static str, String)> {
        self.keys.iter().filter_map(move |key| Some((key.about.name, (key.write)(value, verbs)?)))
    }

    /// A value as the lines of a table.
    pub fn write_lines(&self, value: &W, verbs: &'static [Verb], out: &mut String) {
        for (name, value) in self.written(value, verbs) {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{name} = {value}");
        }
    }

    /// A value as a table on one line.
    #[must_use]
    pub fn write_inline(&self, value: &W, verbs: &'static [Verb]) -> String {
        let keys: Vec<String> = self.written(value, verbs).map(|(name, value)| format!("{name} = {value}")).collect();
        if keys.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", keys.join(", ")) }
    }
}

/// Reports keys that mean nothing where they stand, in a sentence about them and how many they are.
pub fn report_stray(
    table: &Table<'_>,
    names: &[&str],
    sentence: impl FnOnce(&str, usize) -> String,
    fields: &mut Fields<'_, '_>,
) {
    let places = names.iter().filter(|name| table.has(name)).filter_map(|name| table.place_of(name));
    let Some(first) = places.min_by_key(|place| place.start) else { return };
    let keys = fields.language().listed(names.iter().copied());
    fields.error(first, sentence(&keys, names.len()));
}

impl<R, W> Listed for Keys<R, W> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn written(&self) -> Option<Said> {
        self.written
    }

    fn one_of(&self) -> &'static [&'static str] {
        self.one_of
    }

    fn keys(&self) -> Vec<&About> {
        self.keys.iter().map(|key| &key.about).collect()
    }
}
