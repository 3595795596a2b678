//! The format of a lesson's file for authors: as a JSON Schema for their editors, and as tables to read.

mod reference;
mod schema;

use super::compile::LESSON;
use crate::language::Language;
use crate::sim::VERBS;

/// The JSON Schema, as the text of its file.
#[must_use]
pub fn schema(language: &Language) -> String {
    schema::schema(&LESSON, VERBS, language)
}

/// Every key of every table and every action, in Markdown.
#[must_use]
pub fn reference(language: &Language) -> String {
    reference::reference(&LESSON, VERBS, language)
}

#[cfg(test)]
mod tests;
