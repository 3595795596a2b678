//! The kinds of values that several keys share.

use super::super::command::Command;
use super::super::diagnostic::Findings;
use super::super::source::{Item, Spanned, Table, part};
use super::super::spelling::{did_you_mean, listed};
use super::super::vocabulary::{Misread, parse_command, parse_duration, parse_state};
use crate::sim::PerSide;
use crate::tcp::State;
use std::time::Duration;

/// Nobody watches more commands than this in a row, and checking them should not take long.
pub const MOST_COMMANDS: usize = 50;

/// Reads values and reports what is wrong with them.
pub struct Fields<'a, 'f> {
    pub source: &'a str,
    pub findings: &'a mut Findings<'f>,
}

impl Fields<'_, '_> {
    /// A text that has to be there.
    pub fn text(&mut self, table: &mut Table<'_>, key: &'static str) -> Option<Spanned<String>> {
        table.need(key, self.findings)?.text(self.findings)
    }

    /// A text that may be there.
    pub fn optional_text(&mut self, table: &mut Table<'_>, key: &'static str) -> Option<Spanned<String>> {
        table.take(key)?.text(self.findings)
    }

    /// An array of texts.
    pub fn texts(&mut self, item: &Item<'_>) -> Vec<Spanned<String>> {
        item.array(self.findings).iter().filter_map(|item| item.text(self.findings)).collect()
    }

    /// One of some words.
    pub fn word<T: Copy>(&mut self, item: &Item<'_>, what: &str, known: &[(&'static str, T)]) -> Option<T> {
        let word = item.string(self.findings)?;
        let found = known.iter().find(|(name, _)| name.eq_ignore_ascii_case(word.value.trim()));
        if found.is_none() {
            let names = || known.iter().map(|(name, _)| *name);
            let message = format!("`{}` is no {what}: there are {}", word.value, listed(names()));
            self.findings.error(&item.span, message).suggest(did_you_mean(word.value, names()));
        }
        found.map(|(_, value)| *value)
    }

    /// An array of commands, as many as somebody would watch in a row.
    pub fn commands(&mut self, item: &Item<'_>) -> Vec<Spanned<Command>> {
        self.commands_up_to(MOST_COMMANDS, item)
    }

    /// An array of up to so many commands.
    pub fn commands_up_to(&mut self, most: usize, item: &Item<'_>) -> Vec<Spanned<Command>> {
        let items = item.array(self.findings);
        if let Some(item) = items.get(most) {
            self.findings.error(&item.span, format!("this is one command too many: {most} in a row are enough"));
        }
        items.iter().take(most).filter_map(|item| self.command(item)).collect()
    }

    /// One command.
    pub fn command(&mut self, item: &Item<'_>) -> Option<Spanned<Command>> {
        let text = item.string(self.findings)?;
        self.parsed(&text, parse_command)
    }

    /// A state by any of its names.
    pub fn state(&mut self, item: &Item<'_>) -> Option<State> {
        let text = item.string(self.findings)?;
        self.parsed(&text, parse_state).map(|state| state.value)
    }

    /// A span of time.
    pub fn duration(&mut self, item: &Item<'_>) -> Option<Duration> {
        let text = item.string(self.findings)?;
        self.parsed(&text, parse_duration).map(|time| time.value)
    }

    /// A string that a parser understands, or a finding at the very word that it does not.
    pub fn parsed<T>(
        &mut self,
        text: &Spanned<&str>,
        parse: impl FnOnce(&str) -> Result<T, Misread>,
    ) -> Option<Spanned<T>> {
        match parse(text.value) {
            Ok(value) => Some(Spanned { value, span: text.span.clone() }),
            Err(misread) => {
                let span = part(self.source, text, &misread.range);
                self.findings.error(&span, misread.message).suggest(misread.suggestion);
                None
            }
        }
    }

    /// A value for each side: either one for both, or a table with `A` and `B`.
    pub fn sides<T: Clone>(
        &mut self,
        item: &Item<'_>,
        what: &'static str,
        mut read: impl FnMut(&mut Self, &Item<'_>) -> Option<T>,
    ) -> PerSide<Option<T>> {
        if !item.is_table() {
            let value = read(self, item);
            return PerSide::both(value);
        }
        let Some(mut table) = item.table(what, self.findings) else { return PerSide::new(None, None) };
        let values = PerSide::from_fn(|side| table.take(side.letter()).and_then(|item| read(self, &item)));
        table.finish(self.findings);
        values
    }
}
