//! The words of a text, each with its place.

use super::super::parse_error::ParseError;
use super::super::spelling::did_you_mean;
use crate::language::{Language, VocabularyWords};
use crate::say;
use crate::sim::Side;

/// A word of a text, and where it stands.
#[derive(Clone, Copy)]
pub struct Word<'a> {
    text: &'a str,
    at: usize,
    language: &'a Language,
}

/// The words that are left.
pub struct Words<'a> {
    rest: Vec<Word<'a>>,
    end: usize,
    language: &'a Language,
}

impl<'a> Words<'a> {
    /// The words of a text; what is wrong with them is said in this language.
    pub fn new(text: &'a str, language: &'a Language) -> Self {
        let whole = Word::whole(text, language);
        let mut rest: Vec<Word<'a>> = text.split_whitespace().map(|word| whole.part(word)).collect();
        rest.reverse();
        Self { rest, end: text.trim_end().len(), language }
    }

    /// The language in which it is said what is wrong.
    pub const fn language(&self) -> &'a Language {
        self.language
    }

    /// The next word, if there is one.
    pub fn next(&mut self) -> Option<Word<'a>> {
        self.rest.pop()
    }

    /// The next word, or the sentence that asks for it, at the end of the text.
    ///
    /// # Errors
    /// That sentence.
    pub fn need(&mut self, what: impl Into<String>) -> Result<Word<'a>, ParseError> {
        let end = self.end;
        self.next().ok_or_else(|| ParseError::new(what).at(end..end))
    }
}

impl<'a> Word<'a> {
    /// A text that is one word; what is wrong with it is said in this language.
    pub const fn whole(text: &'a str, language: &'a Language) -> Self {
        Self { text, at: 0, language }
    }

    /// The language in which it is said what is wrong.
    pub const fn language(self) -> &'a Language {
        self.language
    }

    /// The sentences about words that are wrong.
    pub const fn sentences(self) -> &'a VocabularyWords {
        &self.language.vocabulary
    }

    /// Its letters.
    pub const fn text(self) -> &'a str {
        self.text
    }

    /// A part of it, which has to be a slice of its text.
    pub fn part(self, part: &'a str) -> Self {
        Self {
            text: part,
            language: self.language,
            at: self.at + (part.as_ptr() as usize - self.text.as_ptr() as usize),
        }
    }

    /// The same without space around it.
    pub fn trimmed(self) -> Self {
        self.part(self.text.trim())
    }

    /// What stands before and behind the first such sign.
    pub fn split_at(self, sign: char) -> Option<(Self, Self)> {
        let (before, behind) = self.text.split_once(sign)?;
        Some((self.part(before), self.part(behind)))
    }

    /// Whether it is this word, in any case.
    pub fn is(self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// The side that it names.
    pub fn as_side(self) -> Option<Side> {
        Side::BOTH.into_iter().find(|side| self.is(side.letter()))
    }

    /// It is wrong: why.
    pub fn wrong(self, message: impl Into<String>) -> ParseError {
        ParseError::new(message).at(self.at..self.at + self.text.len())
    }

    /// It is wrong: a sentence with a hole for it, `{word}`.
    pub fn is_not(self, sentence: &str) -> ParseError {
        self.wrong(say!(self.language, sentence, word = self.text))
    }

    /// It is none of the known words: the one that may have been meant with the first sentence, or else the second, which has a
    /// hole for what there is to say about them all, `{known}`.
    pub fn unknown<'b>(
        self,
        (alone, with_known): (&str, &str),
        words: impl IntoIterator<Item = &'b str>,
        known: impl FnOnce(&Language) -> String,
    ) -> ParseError {
        match did_you_mean(self.text, words) {
            Some(meant) => self.is_not(alone).suggest(meant),
            None => self.wrong(say!(self.language, with_known, word = self.text, known = &known(self.language))),
        }
    }

    /// `key=value`.
    pub fn setting(self) -> Result<(Self, Self), ParseError> {
        self.split_at('=').ok_or_else(|| self.is_not(self.sentences().no_value))
    }
}
