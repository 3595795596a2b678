//! Joining words in a row.

use super::value::Language;
use crate::say;

impl Language {
    /// `a`, `b` and `c`, each in backquotes.
    #[must_use]
    pub fn listed<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> String {
        self.joined(words.into_iter().map(quoted), self.lists.and)
    }

    /// `a`, `b` or `c`, each in backquotes.
    #[must_use]
    pub fn either<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> String {
        self.joined(words.into_iter().map(quoted), self.lists.or)
    }

    /// a, b and c.
    #[must_use]
    pub fn all_of<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> String {
        self.joined(words.into_iter().map(str::to_owned), self.lists.and)
    }

    /// a, b, c.
    #[must_use]
    pub fn in_a_row<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> String {
        self.joined(words.into_iter().map(str::to_owned), self.lists.next)
    }

    /// a, b or c.
    #[must_use]
    pub fn one_of<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> String {
        self.joined(words.into_iter().map(str::to_owned), self.lists.or)
    }

    fn joined(&self, words: impl Iterator<Item = String>, before_the_last: &str) -> String {
        let mut words = words.peekable();
        let mut all = words.next().unwrap_or_default();
        while let Some(last) = words.next() {
            let how = if words.peek().is_some() { self.lists.next } else { before_the_last };
            all = say!(self, how, words = &all, last = &last);
        }
        all
    }
}

fn quoted(word: &str) -> String {
    format!("`{word}`")
}

#[cfg(test)]
mod tests {
    use crate::language::ENGLISH;

    #[test]
    fn words_are_listed_as_a_person_would() {
        assert_eq!(ENGLISH.listed([]), "");
        assert_eq!(ENGLISH.listed(["a"]), "`a`");
        assert_eq!(ENGLISH.listed(["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(ENGLISH.either(["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(ENGLISH.either(["a"]), "`a`");
        assert_eq!(ENGLISH.one_of(["a", "b"]), "a or b");
        assert_eq!(ENGLISH.all_of(["a", "b", "c"]), "a, b and c");
    }
}
