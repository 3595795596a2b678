//! A run so far as the skeleton of a lesson: what happens is written down, what it means is left to the author.

use super::model::Recording;
use crate::language::Language;

impl Recording {
    /// The present path as the text of a lesson that compiles: one step for each thing that the user did, with what the
    /// engine made of it. What did nothing is left out. Sentences in this language hold the place of the author's.
    #[must_use]
    pub fn lesson_skeleton(&self, language: &Language) -> String {
        self.outline().skeleton(language)
    }
}
