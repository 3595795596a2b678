//! The words of a text, each with its place.

use crate::sim::Side;

use super::super::misread::Misread;
use super::super::spelling::did_you_mean;

/// A word of a text, and where it stands.
#[derive(Clone, Copy)]
pub struct Word<'a> {
    text: &'a str,
    at: usize,
}

/// The words that are left.
pub struct Words<'a> {
    rest: Vec<Word<'a>>,
    end: usize,
}

impl<'a> Words<'a> {
    /// The words of a text.
    pub fn new(text: &'a str) -> Self {
        let whole = Word::whole(text);
        let mut rest: Vec<Word<'a>> = text.split_whitespace().map(|word| whole.part(word)).collect();
        rest.reverse();
        Self { rest, end: text.trim_end().len() }
    }

    /// The next word, if there is one.
    pub fn next(&mut self) -> Option<Word<'a>> {
        self.rest.pop()
    }

    /// The next word, or the sentence that asks for it, at the end of the text.
    ///
    /// # Errors
    /// That sentence.
    pub fn need(&mut self, what: &str) -> Result<Word<'a>, Misread> {
        let end = self.end;
        self.next().ok_or_else(|| Misread::new(what).at(end..end))
    }
}

impl<'a> Word<'a> {
    /// A text that is one word.
    pub const fn whole(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Its letters.
    pub const fn text(self) -> &'a str {
        self.text
    }

    /// A part of it, which has to be a slice of its text.
    pub fn part(self, part: &'a str) -> Self {
        Self { text: part, at: self.at + (part.as_ptr() as usize - self.text.as_ptr() as usize) }
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
    pub fn wrong(self, message: impl Into<String>) -> Misread {
        Misread::new(message).at(self.at..self.at + self.text.len())
    }

    /// It is none of the known words: the one that may have been meant, or else what there is to say about them all.
    pub fn unknown<'b>(
        self,
        what: &str,
        known: impl IntoIterator<Item = &'b str>,
        otherwise: impl FnOnce() -> String,
    ) -> Misread {
        let message = format!("`{}` is not {what}", self.text);
        match did_you_mean(self.text, known) {
            Some(meant) => self.wrong(message).suggest(meant),
            None => self.wrong(format!("{message}: {}", otherwise())),
        }
    }

    /// `key=value`.
    pub fn setting(self) -> Result<(Self, Self), Misread> {
        let without = || self.wrong(format!("`{}` has no value: it is written `name=value`", self.text));
        self.split_at('=').ok_or_else(without)
    }
}
