//! What a learner did in a lesson that its inputs alone do not tell, one line each, as a hand-in keeps it.

use std::fmt;

/// Something that was done on a page of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
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

/// The words of what needs no more than its word.
const PLAIN: [(&str, Done); 5] = [
    ("hint", Done::Hint),
    ("show", Done::Show),
    ("undo", Done::Undo),
    ("restart", Done::Restart),
    ("resume", Done::Resume),
];
/// The words that something else stands behind.
const ANSWER: &str = "answer";
const AGAIN: &str = "again";
const REACH: &str = "reach";

impl LogEntry {
    /// The words that a line can have, for whoever writes one.
    pub fn words() -> impl Iterator<Item = &'static str> {
        [ANSWER, AGAIN, REACH].into_iter().chain(PLAIN.into_iter().map(|(word, _)| word))
    }

    /// Reads a line as it is written: the page from 1, a word, and what belongs to it.
    #[must_use]
    pub fn read(line: &str) -> Option<Self> {
        let (page, rest) = line.split_once(' ')?;
        let step = page.parse::<usize>().ok()?.checked_sub(1)?;
        let what = match rest.split_once(' ').unwrap_or((rest, "")) {
            (ANSWER, answer) if !answer.is_empty() => Done::Answer(answer.to_owned()),
            (AGAIN, answer) if !answer.is_empty() => Done::Again(answer.to_owned()),
            (REACH, moves) => Done::Reach(moves.parse().ok()?),
            _ => PLAIN.into_iter().find(|(word, _)| *word == rest)?.1,
        };
        Some(Self { step, what })
    }
}

impl fmt::Display for LogEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.step + 1)?;
        match &self.what {
            Done::Answer(answer) => write!(f, "{ANSWER} {answer}"),
            Done::Again(answer) => write!(f, "{AGAIN} {answer}"),
            Done::Reach(moves) => write!(f, "{REACH} {moves}"),
            plain => f.write_str(PLAIN.iter().find(|(_, done)| done == plain).map_or("", |(word, _)| word)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Done, LogEntry};

    #[test]
    fn every_entry_is_read_back_as_it_was_written() {
        let all = [
            Done::Answer("refused CLOSED".to_owned()),
            Done::Again("12".to_owned()),
            Done::Reach(12),
            Done::Hint,
            Done::Show,
            Done::Undo,
            Done::Restart,
            Done::Resume,
        ];
        assert_eq!(all.len(), LogEntry::words().count());
        for (what, word) in all.into_iter().zip(LogEntry::words()) {
            let entry = LogEntry { step: 6, what };
            assert!(entry.to_string().starts_with(&format!("7 {word}")), "{entry}");
            assert_eq!(LogEntry::read(&entry.to_string()), Some(entry));
        }
    }

    #[test]
    fn what_is_not_an_entry_is_not_taken_for_one() {
        for line in
            ["", "3", "0 hint", "3 hint ", "3 answer", "3 hint please", "x undo", "3 reach", "3 reach far", "3 guess A"]
        {
            assert_eq!(LogEntry::read(line), None, "{line}");
        }
    }
}
