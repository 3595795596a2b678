//! The format of a lesson's file for authors: as a JSON Schema for their editors, and as tables to read.

mod reference;
mod schema;

use super::compile::LESSON;
use crate::sim::VERBS;

/// The JSON Schema, as the text of its file.
#[must_use]
pub fn schema() -> String {
    schema::schema(&LESSON, VERBS)
}

/// Every key of every table and every action, in Markdown.
#[must_use]
pub fn reference() -> String {
    reference::reference(&LESSON, VERBS)
}

#[cfg(test)]
mod tests;
