//! Reading TOML by hand, so that every key and every value knows where it stands, and all findings come at once.

use std::collections::BTreeSet;
use std::ops::{Deref, Range};

use toml::de::{DeTable, DeValue};

use super::broken_toml::{remedy, single_tables};
use super::diagnostic::{Diagnostic, Findings};
use super::spelling::did_you_mean;
use super::toml_text::quoted;
use crate::language::ReadingWords;
use crate::say;

/// A value, and where in the file it stands. Two are equal if their values are, wherever they stand.
#[derive(Clone, Debug, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file, if it stands in one.
    pub span: Option<Range<usize>>,
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T> Spanned<T> {
    /// A value that stands in no file.
    pub const fn nowhere(value: T) -> Self {
        Self { value, span: None }
    }

    /// A value that stands here.
    pub fn at(value: T, span: &Range<usize>) -> Self {
        Self { value, span: Some(span.clone()) }
    }

    /// Something else at the same place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A value of the file.
#[derive(Clone, Debug)]
pub struct Item<'i> {
    value: &'i DeValue<'i>,
    /// Where it stands.
    pub span: Range<usize>,
}

/// A table of the file: each key has to be asked for, and those that nobody asked for are findings.
pub struct Table<'i> {
    entries: Vec<(Spanned<&'i str>, Item<'i>)>,
    asked: BTreeSet<&'static str>,
    /// Keys that mean nothing in a table like this one, and that are reported elsewhere.
    allowed: BTreeSet<&'static str>,
    taken: BTreeSet<usize>,
    /// What the table is called in findings: "a step".
    pub what: String,
    /// Where a finding about the whole table points; nowhere if it is the file's.
    pub span: Option<Range<usize>>,
}

impl<'i> Table<'i> {
    /// The table of a whole file, or of a part of it.
    #[must_use]
    pub fn new(table: &'i DeTable<'i>, what: impl Into<String>, span: Option<Range<usize>>) -> Self {
        let entry = |(key, value): (&'i toml::Spanned<_>, &'i toml::Spanned<DeValue<'i>>)| {
            let key: &toml::Spanned<std::borrow::Cow<'i, str>> = key;
            let item = Item { value: value.get_ref(), span: value.span() };
            (Spanned::at(key.get_ref().as_ref(), &key.span()), item)
        };
        let mut entries: Vec<_> = table.iter().map(entry).collect();
        entries.sort_by_key(|(_, item)| item.span.start);
        Self {
            entries,
            asked: BTreeSet::new(),
            allowed: BTreeSet::new(),
            taken: BTreeSet::new(),
            what: what.into(),
            span,
        }
    }

    /// The value of a key, if it is there.
    pub fn take(&mut self, key: &'static str) -> Option<Item<'i>> {
        self.take_with_key(key).map(|(_, item)| item)
    }

    /// The value of a key, if it is there, and where the key stands.
    pub fn take_with_key(&mut self, key: &'static str) -> Option<(Range<usize>, Item<'i>)> {
        self.asked.insert(key);
        let at = self.entries.iter().position(|(name, _)| name.value == key)?;
        self.taken.insert(at);
        let (key, item) = &self.entries[at];
        Some((key.span.clone().unwrap_or_default(), item.clone()))
    }

    /// Whether a key is there; it is not taken by that.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.place_of(key).is_some()
    }

    /// Where a key stands, if it is there; it is not taken by that.
    #[must_use]
    pub fn place_of(&self, key: &str) -> Option<&Range<usize>> {
        self.entries.iter().find(|(name, _)| name.value == key).and_then(|(name, _)| name.span.as_ref())
    }

    /// Where a key's value stands, if it is there; it is not taken by that.
    #[must_use]
    pub fn value_place_of(&self, key: &str) -> Option<&Range<usize>> {
        self.entries.iter().find(|(name, _)| name.value == key).map(|(_, item)| &item.span)
    }

    /// Allows keys that nobody asks for: whatever is wrong with them is reported elsewhere.
    pub fn allow_unknown(&mut self, keys: impl IntoIterator<Item = &'static str>) {
        self.allowed.extend(keys);
    }

    /// Whether it has no key at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether one of its keys is none of these, and was probably meant to be this one.
    #[must_use]
    pub fn misspells(&self, key: &str, known: &[&str]) -> bool {
        let mut strange = self.entries.iter().map(|(name, _)| name.value).filter(|name| !known.contains(name));
        strange.any(|name| did_you_mean(name, known.iter().copied()) == Some(key))
    }

    /// All entries, in the order of the file: for tables whose keys are names that the author chooses.
    pub fn into_entries(self) -> Vec<(Spanned<&'i str>, Item<'i>)> {
        self.entries
    }

    /// Reports the keys that nobody asked for.
    pub fn finish(self, findings: &mut Findings<'_>) {
        self.report_unknown(findings);
    }

    /// Reports the keys that nobody has asked for so far.
    pub fn report_unknown(&self, findings: &mut Findings<'_>) {
        let known: BTreeSet<&str> = self.asked.union(&self.allowed).copied().collect();
        let (language, words) = (findings.language(), &findings.language().reading);
        for (at, (key, _)) in self.entries.iter().enumerate() {
            if !self.taken.contains(&at) && !self.allowed.contains(key.value) {
                let message = say!(language, words.unknown_key, table = &self.what, key = key.value);
                let finding = findings.error(&key.span, message);
                let meant = did_you_mean(key.value, known.iter().copied());
                finding.suggest(meant);
                if meant.is_none() {
                    finding.note(say!(language, words.its_keys, known = &language.listed(known.iter().copied())));
                }
            }
        }
    }
}

impl<'i> Item<'i> {
    fn wrong<'f>(
        &self,
        wanted: fn(&ReadingWords) -> &'static str,
        findings: &'f mut Findings<'_>,
    ) -> &'f mut Diagnostic {
        let (language, words) = (findings.language(), &findings.language().reading);
        let found = match self.value.type_str() {
            "integer" => words.an_integer,
            "array" => words.an_array,
            "float" => words.a_float,
            "string" => words.a_string,
            "boolean" => words.a_boolean,
            "datetime" => words.a_date,
            _ => words.a_table,
        };
        findings.error(&self.span, say!(language, words.expected, wanted = wanted(words), found))
    }

    /// The string that it has to be.
    pub fn string(&self, findings: &mut Findings<'_>) -> Option<Spanned<&'i str>> {
        let Some(value) = self.value.as_str() else {
            let number = self.as_integer().map(quoted);
            let language = findings.language();
            let finding = self.wrong(|words| words.a_string, findings);
            if let Some(form) = number {
                finding.note(say!(language, language.reading.written_so, form = &form));
            }
            return None;
        };
        Some(Spanned::at(value, &self.span))
    }

    /// The text that it has to be: a string that says something.
    pub fn text(&self, findings: &mut Findings<'_>) -> Option<Spanned<String>> {
        let text = self.string(findings)?;
        if text.trim().is_empty() {
            findings.error(&self.span, findings.language().reading.empty_text);
            return None;
        }
        Some(text.map(|text| text.trim().to_owned()))
    }

    /// The whole number that it has to be.
    pub fn integer(&self, findings: &mut Findings<'_>) -> Option<i64> {
        let number = self.value.as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
        if number.is_none() {
            self.wrong(|words| words.a_whole_number, findings);
        }
        number
    }

    /// The truth value that it has to be.
    pub fn boolean(&self, findings: &mut Findings<'_>) -> Option<bool> {
        let value = self.value.as_bool();
        if value.is_none() {
            self.wrong(|words| words.true_or_false, findings);
        }
        value
    }

    /// The array that it has to be.
    pub fn array(&self, findings: &mut Findings<'_>) -> Vec<Item<'i>> {
        let Some(array) = self.value.as_array() else {
            let language = findings.language();
            let (text, is_table) = (self.value.as_str().map(quoted), self.value.is_table());
            let finding = self.wrong(|words| words.an_array, findings);
            if let Some(form) = text.map(|text| format!("[{text}]")) {
                finding.note(say!(language, language.reading.written_so, form = &form));
            } else if is_table {
                finding.note(language.reading.tables_written_so);
            }
            return Vec::new();
        };
        array.iter().map(|item| Item { value: item.get_ref(), span: item.span() }).collect()
    }

    /// The table that it has to be.
    pub fn table(&self, what: impl Into<String>, findings: &mut Findings<'_>) -> Option<Table<'i>> {
        let Some(table) = self.value.as_table() else {
            self.wrong(|words| words.a_table, findings);
            return None;
        };
        Some(Table::new(table, what, Some(self.span.clone())))
    }

    /// The number that it is, as it is written, if it is one.
    #[must_use]
    pub fn as_integer(&self) -> Option<&'i str> {
        self.value.as_integer().map(toml::de::DeInteger::as_str)
    }

    /// Whether it is an array.
    #[must_use]
    pub fn is_array(&self) -> bool {
        self.value.is_array()
    }

    /// Whether it is a table.
    #[must_use]
    pub fn is_table(&self) -> bool {
        self.value.is_table()
    }

    /// The string or whole number that it has to be, as a string.
    pub fn scalar(&self, findings: &mut Findings<'_>) -> Option<Spanned<String>> {
        if self.value.is_integer() {
            let number = self.integer(findings)?;
            return Some(Spanned::at(number.to_string(), &self.span));
        }
        self.text(findings)
    }
}

/// The tables of a file. They are taken apart without a stack: a few kilobytes of dots can nest them by the thousand.
pub struct Document<'t>(DeTable<'t>);

impl<'t> Document<'t> {
    /// The outermost table.
    #[must_use]
    pub const fn table(&self) -> &DeTable<'t> {
        &self.0
    }
}

impl Drop for Document<'_> {
    fn drop(&mut self) {
        let mut rest: Vec<DeValue<'_>> = vec![DeValue::Table(std::mem::take(&mut self.0))];
        while let Some(value) = rest.pop() {
            match value {
                DeValue::Table(mut table) => rest.extend((&mut table).into_iter().map(|(_, value)| take_value(value))),
                DeValue::Array(mut array) => rest.extend(array.iter_mut().map(take_value)),
                _ => {}
            }
        }
    }
}

fn take_value<'t>(value: &mut toml::Spanned<DeValue<'t>>) -> DeValue<'t> {
    std::mem::replace(value.get_mut(), DeValue::Boolean(true))
}

/// Parses TOML; every syntax error is a finding. Of a file that nests without end that is the only one.
pub fn parse_toml<'t>(text: &'t str, findings: &mut Findings<'_>) -> Document<'t> {
    let (table, errors) = DeTable::parse_recoverable(text);
    // The parser goes no deeper than 80 levels, and everything behind that place looks wrong to it.
    if let Some(deep) = errors.iter().find(|error| error.message().contains("recurs")) {
        findings.error(&deep.span(), findings.language().reading.too_deep);
    } else if errors.is_empty() || !single_tables(text, findings) {
        for error in errors.iter().take(Findings::MOST) {
            let (language, why) = (findings.language(), error.message());
            let remedy = error.span().and_then(|place| remedy(text, &place, language));
            let finding = findings.error(&error.span(), say!(language, language.reading.not_toml, why));
            if let Some(remedy) = remedy {
                finding.note(remedy);
            }
        }
    }
    Document(table.into_inner())
}

/// The place of a part of a string of the file: exact if the string is written without escapes, else the whole string.
#[must_use]
pub fn part(source: &str, string: &Spanned<&str>, range: &Range<usize>) -> Option<Range<usize>> {
    let span = string.span.as_ref()?;
    let written = source.get(span.clone()).unwrap_or_default();
    // A key may be written without quotes.
    let quote = usize::from(written != string.value);
    let plain = written.len() == string.value.len() + 2 * quote
        && written.get(quote..written.len() - quote) == Some(string.value);
    let inner = span.start + quote;
    Some(if plain { inner + range.start..inner + range.end } else { span.clone() })
}
