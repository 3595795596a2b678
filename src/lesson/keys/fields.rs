//! Reading the values that several keys share, and what is wrong with them.

use std::ops::Range;
use std::time::Duration;

use super::super::command::Command;
use super::super::diagnostic::{Diagnostic, Findings};
use super::super::numbers::{filled, names};
use super::super::parse_error::ParseError;
use super::super::source::{Item, Spanned, Table, part};
use super::super::spelling::did_you_mean;
use super::super::vocabulary::{parse_command_in, parse_duration, parse_state};
use super::kind::Said;
use crate::language::{Language, ReadingWords};
use crate::say;
use crate::sim::{PerSide, Verb};
use crate::tcp::{Profile, State};

/// Nobody watches more commands than this in a row, and checking them should not take long.
pub const MOST_COMMANDS: usize = 50;

/// Reads values, and reports what is wrong with them.
pub struct Fields<'a, 'f> {
    source: &'a str,
    verbs: &'static [Verb],
    findings: &'a mut Findings<'f>,
}

impl<'a, 'f> Fields<'a, 'f> {
    /// Reads values of this text, whose actions have these verbs.
    pub const fn new(source: &'a str, verbs: &'static [Verb], findings: &'a mut Findings<'f>) -> Self {
        Self { source, verbs, findings }
    }

    /// The language of the findings.
    pub const fn language(&self) -> &'f Language {
        self.findings.language()
    }

    /// The sentences about what is read.
    pub const fn sentences(&self) -> &'f ReadingWords {
        &self.findings.language().reading
    }

    /// Adds an error.
    pub fn error<'s>(
        &mut self,
        span: impl Into<Option<&'s Range<usize>>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.findings.error(span, message)
    }

    /// Adds what a parser found in a string of the text, at the very part that it blames.
    pub fn parse_error(&mut self, text: &Spanned<&str>, parse_error: ParseError) {
        let span = parse_error.range.map_or_else(|| text.span.clone(), |range| part(self.source, text, &range));
        self.findings.error(&span, parse_error.message).suggest(parse_error.suggestion);
    }

    /// Whether anything is wrong so far.
    pub fn has_errors(&self) -> bool {
        self.findings.has_errors()
    }

    /// A key that has to be there is not.
    pub fn missing(&mut self, table: &Table<'_>, key: &str) {
        let message = say!(self.language(), self.sentences().missing_key, table = &table.what, key);
        self.findings.error(table.span.as_ref(), message);
    }

    /// Reports the keys of a table that mean nothing.
    pub fn unknown_keys(&mut self, table: &Table<'_>) {
        table.report_unknown(self.findings);
    }

    /// The string that a value has to be.
    pub fn string<'i>(&mut self, item: &Item<'i>) -> Option<Spanned<&'i str>> {
        item.string(self.findings)
    }

    /// The text that it has to be: a string that says something.
    pub fn text(&mut self, item: &Item<'_>) -> Option<Spanned<String>> {
        let text = item.text(self.findings)?;
        match filled(&text, self.language()) {
            Ok(filled) => Some(text.map(|_| filled)),
            Err(name) => {
                let known: Vec<String> = names().collect();
                let meant = did_you_mean(&name, known.iter().map(String::as_str));
                let message = say!(self.language(), self.sentences().unknown_number, name = &name);
                self.error(&text.span, message).suggest(meant);
                None
            }
        }
    }

    /// The whole number that it has to be.
    pub fn integer(&mut self, item: &Item<'_>) -> Option<Spanned<i64>> {
        item.integer(self.findings).map(|number| Spanned::at(number, &item.span))
    }

    /// The truth value that it has to be.
    pub fn boolean(&mut self, item: &Item<'_>) -> Option<bool> {
        item.boolean(self.findings)
    }

    /// The array that it has to be.
    pub fn array<'i>(&mut self, item: &Item<'i>) -> Vec<Item<'i>> {
        item.array(self.findings)
    }

    /// The table of a key that it has to be.
    pub fn table<'i>(&mut self, item: &Item<'i>, key: &str) -> Option<Table<'i>> {
        item.table(format!("`{key}`"), self.findings)
    }

    /// The table that it has to be; `what` is what findings call it.
    pub fn table_of<'i>(&mut self, item: &Item<'i>, what: Said) -> Option<Table<'i>> {
        item.table(what(&self.language().lesson_keys), self.findings)
    }

    /// The string or whole number that it has to be, as a string.
    pub fn scalar(&mut self, item: &Item<'_>) -> Option<Spanned<String>> {
        item.scalar(self.findings)
    }

    /// An array of texts.
    pub fn texts(&mut self, item: &Item<'_>) -> Vec<Spanned<String>> {
        self.array(item).iter().filter_map(|item| self.text(item)).collect()
    }

    /// A whole number up to a limit.
    pub fn number_up_to(&mut self, item: &Item<'_>, most: u32) -> Option<u32> {
        let number = self.integer(item)?.value;
        let small = u32::try_from(number).ok().filter(|number| *number <= most);
        if small.is_none() {
            let message = say!(self.language(), self.sentences().not_up_to, number = &number.to_string(), most);
            self.error(&item.span, message);
        }
        small
    }

    /// One of some words, which stands in `known`; or a sentence with holes for the word and for all that are known.
    pub fn word<T: Copy>(&mut self, item: &Item<'_>, not_one: &str, known: &[(&'static str, T)]) -> Option<T> {
        let word = self.string(item)?;
        let found = known.iter().find(|(name, _)| name.eq_ignore_ascii_case(word.value.trim()));
        if found.is_none() {
            let names = || known.iter().map(|(name, _)| *name);
            let language = self.language();
            let message = say!(language, not_one, word = word.value, known = &language.listed(names()));
            self.error(&item.span, message).suggest(did_you_mean(word.value, names()));
        }
        found.map(|(_, value)| *value)
    }

    /// A profile by its name.
    pub fn profile(&mut self, item: &Item<'_>) -> Option<Profile> {
        let known = Profile::NAMES.map(|name| (name, name));
        self.word(item, self.sentences().not_a_profile, &known).and_then(Profile::named)
    }

    /// An array of commands, as many as somebody would watch in a row.
    pub fn commands(&mut self, item: &Item<'_>) -> Vec<Spanned<Command>> {
        self.commands_up_to(MOST_COMMANDS, item)
    }

    /// An array of commands, this many at the most.
    pub fn commands_up_to(&mut self, most: usize, item: &Item<'_>) -> Vec<Spanned<Command>> {
        let items = self.array(item);
        if let Some(item) = items.get(most) {
            let message = say!(self.language(), self.sentences().too_many_commands, most);
            self.error(&item.span, message);
        }
        items.iter().take(most).filter_map(|item| self.command(item)).collect()
    }

    /// One command.
    pub fn command(&mut self, item: &Item<'_>) -> Option<Spanned<Command>> {
        let text = self.string(item)?;
        self.command_of(&text)
    }

    /// One command, which is a string or a key.
    pub fn command_of(&mut self, text: &Spanned<&str>) -> Option<Spanned<Command>> {
        let verbs = self.verbs;
        self.parsed(text, |text, language| parse_command_in(verbs, text, language))
    }

    /// A state by any of its names.
    pub fn state(&mut self, item: &Item<'_>) -> Option<State> {
        let text = self.string(item)?;
        self.parsed(&text, parse_state).map(|state| state.value)
    }

    /// A span of time.
    pub fn duration(&mut self, item: &Item<'_>) -> Option<Duration> {
        if let Some(number) = item.as_integer() {
            let language = self.language();
            let (message, form) = (say!(language, language.reading.no_unit, number), &format!("\"{number}ms\""));
            self.error(&item.span, message).note(say!(language, language.reading.written_so, form));
            return None;
        }
        let text = self.string(item)?;
        self.parsed(&text, parse_duration).map(|time| time.value)
    }

    /// A string that a parser understands, or a finding at the very word that it does not.
    pub fn parsed<T>(
        &mut self,
        text: &Spanned<&str>,
        parse: impl FnOnce(&str, &Language) -> Result<T, ParseError>,
    ) -> Option<Spanned<T>> {
        match parse(text.value, self.language()) {
            Ok(value) => Some(Spanned { value, span: text.span.clone() }),
            Err(parse_error) => {
                self.parse_error(text, parse_error);
                None
            }
        }
    }

    /// A value for each side: either one for both, or a table with `A` and `B`; `key` is its name.
    pub fn sides<T: Clone>(
        &mut self,
        item: &Item<'_>,
        key: &str,
        mut read: impl FnMut(&mut Self, &Item<'_>) -> Option<T>,
    ) -> PerSide<Option<T>> {
        if !item.is_table() {
            let value = read(self, item);
            return PerSide::both(value);
        }
        let Some(mut table) = self.table(item, key) else { return PerSide::new(None, None) };
        let values = PerSide::from_fn(|side| table.take(side.letter()).and_then(|item| read(self, &item)));
        self.unknown_keys(&table);
        values
    }
}
