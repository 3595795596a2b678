//! The answers given to one question, and whether it has to come back.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// How many answers to a question are remembered, the latest ones.
pub const MOST_ANSWERS: usize = 50;

/// How many runs of the program have to see a right answer before a missed question stays away.
const RUNS_TO_LEAVE: usize = 2;

/// One run of the program, from its start to its end, by a name that no other run has.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Run(pub String);

/// One answer. The fields' order puts them by time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Answer {
    /// When, in milliseconds since 1970.
    pub at: u64,
    /// In which run.
    pub run: Run,
    /// What was said, as an author writes it.
    pub said: String,
    /// Whether it was right.
    pub right: bool,
}

/// The answers to one question.
///
/// They are a set and not a count: a set can be merged any number of times and never counts an answer twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers {
    given: BTreeSet<Answer>,
}

impl Answers {
    /// Adds answers; the oldest ones beyond [`MOST_ANSWERS`] are forgotten.
    pub fn extend(&mut self, answers: impl IntoIterator<Item = Answer>) {
        self.given.extend(answers);
        while self.given.len() > MOST_ANSWERS {
            self.given.pop_first();
        }
    }

    /// The answers, the oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Answer> {
        self.given.iter()
    }

    /// How many of the remembered answers there are.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.given.len()
    }

    /// How many of them are right.
    #[must_use]
    pub fn right(&self) -> usize {
        self.given.iter().filter(|answer| answer.right).count()
    }

    /// What was said last, up to a moment.
    #[must_use]
    pub fn said_by(&self, at: u64) -> Option<&str> {
        self.given.iter().rfind(|answer| answer.at <= at).map(|answer| answer.said.as_str())
    }

    /// Whether the question was missed and has not been answered correctly in two different runs since.
    #[must_use]
    pub fn is_missed(&self) -> bool {
        self.given.iter().any(|answer| !answer.right) && self.runs_since_missed().len() < RUNS_TO_LEAVE
    }

    /// Whether it should be asked in this run: asking again what was answered correctly a moment ago would prove nothing.
    #[must_use]
    pub fn is_due(&self, run: &Run) -> bool {
        self.is_missed() && !self.runs_since_missed().contains(run)
    }

    /// The runs with a right answer since the last wrong one.
    fn runs_since_missed(&self) -> BTreeSet<&Run> {
        self.given.iter().rev().take_while(|answer| answer.right).map(|answer| &answer.run).collect()
    }
}

impl FromIterator<Answer> for Answers {
    fn from_iter<T: IntoIterator<Item = Answer>>(answers: T) -> Self {
        let mut all = Self::default();
        all.extend(answers);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Answers, MOST_ANSWERS, Run};

    fn run(name: &str) -> Run {
        Run(name.to_owned())
    }

    /// Answers in their order, each with its run, `+` for a right one.
    fn answers(given: &[&str]) -> Answers {
        let answer = |(at, words): (usize, &&str)| Answer {
            at: at as u64,
            run: run(&words[1..]),
            said: String::new(),
            right: words.starts_with('+'),
        };
        given.iter().enumerate().map(answer).collect()
    }

    #[test]
    fn what_was_never_missed_never_comes_back() {
        assert!(!answers(&[]).is_missed());
        assert!(!answers(&["+a", "+a"]).is_missed());
    }

    #[test]
    fn a_missed_question_stays_until_it_was_answered_rightly_in_two_runs() {
        assert!(answers(&["-a"]).is_missed());
        assert!(answers(&["-a", "+a", "+a", "+a"]).is_missed(), "at once and again proves nothing");
        assert!(answers(&["-a", "+b"]).is_missed());
        assert!(!answers(&["-a", "+b", "+c"]).is_missed());
        assert!(!answers(&["-a", "+a", "+b"]).is_missed());
    }

    #[test]
    fn another_wrong_answer_begins_it_all_again() {
        assert!(answers(&["-a", "+b", "-c", "+d"]).is_missed());
        assert!(answers(&["-a", "+b", "+c", "-d"]).is_missed());
    }

    #[test]
    fn a_question_is_not_asked_again_in_the_run_that_saw_it_answered_rightly() {
        let missed = answers(&["-a", "+b"]);
        assert!(!missed.is_due(&run("b")) && missed.is_due(&run("c")));
        assert!(answers(&["-a"]).is_due(&run("a")), "but in the one that saw it missed");
    }

    #[test]
    fn the_latest_answers_are_remembered() {
        let many: Vec<String> = (0..MOST_ANSWERS + 7).map(|i| format!("+{i}")).collect();
        let many = answers(&many.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!((many.asked(), many.right()), (MOST_ANSWERS, MOST_ANSWERS));
        assert_eq!(many.iter().next().map(|answer| answer.at), Some(7));
    }
}
