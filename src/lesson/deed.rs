//! What a learner did in a lesson that its inputs alone do not tell, one line each, as a hand-in keeps it.

use std::fmt;

/// Something that was done on a page of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The lesson's step, from 0.
    pub step: usize,
    /// What was done.
    pub what: Done,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// The question was answered, as an author would write the answer.
    Answer(String),
    /// The fresh question after a wrong answer was answered so.
    Again(String),
    /// A hint was asked for.
    Hint,
    /// The program was asked to show it.
    Show,
    /// Something was taken back.
    Undo,
    /// The goal was reached, in so many moves.
    Reach(usize),
    /// The lesson was started over from this page.
    Restart,
    /// The lesson was gone on with here: what was done in earlier tasks was not kept.
    Resume,
}

/// Every word that stands behind a page's number.
const WORDS: [&str; 8] = ["answer", "again", "hint", "show", "undo", "reach", "restart", "resume"];

impl Deed {
    /// The words that a line can have, for whoever writes one.
    pub fn words() -> impl Iterator<Item = &'static str> {
        WORDS.into_iter()
    }

    /// Reads a line as it is written: the page from 1, a word, and what belongs to it.
    #[must_use]
    pub fn read(line: &str) -> Option<Self> {
        let (page, rest) = line.split_once(' ')?;
        let step = page.parse::<usize>().ok()?.checked_sub(1)?;
        let (word, more) = rest.split_once(' ').unwrap_or((rest, ""));
        let what = match (word, more) {
            ("answer", answer) if !answer.is_empty() => Done::Answer(answer.to_owned()),
            ("again", answer) if !answer.is_empty() => Done::Again(answer.to_owned()),
            ("reach", moves) => Done::Reach(moves.parse().ok()?),
            ("hint", "") => Done::Hint,
            ("show", "") => Done::Show,
            ("undo", "") => Done::Undo,
            ("restart", "") => Done::Restart,
            ("resume", "") => Done::Resume,
            _ => return None,
        };
        Some(Self { step, what })
    }
}

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let page = self.step + 1;
        match &self.what {
            Done::Answer(answer) => write!(f, "{page} answer {answer}"),
            Done::Again(answer) => write!(f, "{page} again {answer}"),
            Done::Reach(moves) => write!(f, "{page} reach {moves}"),
            Done::Hint => write!(f, "{page} hint"),
            Done::Show => write!(f, "{page} show"),
            Done::Undo => write!(f, "{page} undo"),
            Done::Restart => write!(f, "{page} restart"),
            Done::Resume => write!(f, "{page} resume"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Deed, Done, WORDS};

    #[test]
    fn every_deed_is_read_back_as_it_was_written() {
        let all = [
            Done::Answer("refused CLOSED".to_owned()),
            Done::Again("12".to_owned()),
            Done::Hint,
            Done::Show,
            Done::Undo,
            Done::Reach(12),
            Done::Restart,
            Done::Resume,
        ];
        assert_eq!(all.len(), WORDS.len());
        for (what, word) in all.into_iter().zip(WORDS) {
            let deed = Deed { step: 6, what };
            assert!(deed.to_string().starts_with(&format!("7 {word}")), "{deed}");
            assert_eq!(Deed::read(&deed.to_string()), Some(deed));
        }
    }

    #[test]
    fn what_is_no_deed_is_not_taken_for_one() {
        for line in ["", "3", "0 hint", "3 answer", "3 hint please", "x undo", "3 reach", "3 reach far", "3 guess A"] {
            assert_eq!(Deed::read(line), None, "{line}");
        }
    }
}
