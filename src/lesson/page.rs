//! What the lesson panel shows.

use super::allow::Allow;
use super::log_entry::LogEntry;
use super::model::{Observe, Pick};
use super::predict::{Predict, Value};
use super::source::Spanned;
use crate::language::Language;
use crate::say;
use crate::sim::Input;
use crate::tcp::State;

/// The page of the present step.
#[derive(Clone, Debug)]
pub enum Page<'a> {
    /// Narration.
    Say {
        /// The text, with inline marks.
        text: &'a str,
        /// The box of a common error that belongs to it: what people read, and what is so.
        error: Option<[String; 2]>,
    },
    /// Something to do.
    Act {
        /// The text, with inline marks.
        text: &'a str,
        /// What has to come true, line by line.
        goal: Vec<GoalShown>,
        /// Whether it has.
        reached: bool,
        /// What there is to say about the way, once the goal is reached.
        success: Option<&'a Success>,
        /// What may be used, if the author says.
        allow: Option<Allow>,
        /// How many faults may still be made, where they are counted.
        faults_left: Option<u32>,
        /// The answer to what the learner did last: a hint, or what is wrong with it.
        said: Option<&'a str>,
        /// How many hints have not been given.
        hints_left: usize,
        /// Whether time stands still between the learner's actions.
        paused: bool,
    },
    /// A prediction.
    Ask {
        /// The question, with inline marks.
        question: &'a str,
        /// How the answer is given.
        pick: Pick,
        /// Whether it is a fresh question after a wrong answer.
        again: bool,
        /// The answers offered.
        choices: &'a [Choice],
        /// The answer given.
        picked: Option<usize>,
        /// The truth, once it has been seen.
        revealed: Option<Reveal<'a>>,
    },
    /// The end.
    End {
        /// What the learner can do now.
        objectives: &'a [Spanned<String>],
        /// How to see it on one's own machine.
        observe: &'a [Observe],
    },
}

/// A narration with the common error that belongs to it, as paragraphs of one text.
#[must_use]
pub fn narration(text: &str, error: Option<&[String; 2]>) -> String {
    let boxed = error.into_iter().flatten().map(String::as_str);
    std::iter::once(text).chain(boxed).collect::<Vec<_>>().join("\n\n")
}

impl Page<'_> {
    /// What was said to the learner's last action on this page.
    #[must_use]
    pub const fn said(&self) -> Option<&str> {
        match self {
            Self::Act { said, .. } => *said,
            Self::Say { .. } | Self::Ask { .. } | Self::End { .. } => None,
        }
    }
}

/// As many moves of a way as a hint tells: the fault among them is mostly the point.
const HINTED: usize = 4;

/// A line of a goal, as the learner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalShown {
    /// In words.
    pub label: String,
    /// Whether it holds now.
    pub holds: bool,
    /// Whether it can never hold again, unless something is taken back.
    pub is_unreachable: bool,
}

/// A goal that was reached: the way that was taken, and a shorter one if there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Success {
    /// How many moves it took; letting time pass is none.
    pub moves: usize,
    /// How many the shortest way takes that a search from the beginning finds.
    pub par: Option<usize>,
    /// That way, in words, if it is shorter.
    pub shorter: Option<String>,
    /// Why it worked, in the author's words.
    pub why: Option<String>,
    /// Whether the program showed it.
    pub shown: bool,
}

impl Success {
    /// How many moves it took, and how many are enough.
    #[must_use]
    pub fn headline(&self, language: &Language) -> String {
        let (words, n) = (&language.lessons, self.moves);
        match self.par {
            _ if self.shown => say!(language, words.shown, n),
            Some(enough) if enough < n => say!(language, words.done_longer, n, enough),
            Some(_) => say!(language, words.done_shortest, n),
            None => say!(language, words.done, n),
        }
    }

    /// The shorter way, if there is one and it was not shown.
    #[must_use]
    pub fn shorter_way(&self, language: &Language) -> Option<String> {
        let way = self.shorter.as_ref().filter(|_| !self.shown)?;
        Some(say!(language, language.lessons.shorter_way, way))
    }
}

/// An answer that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As the learner reads it.
    pub label: String,
    /// The state that it names, so that a click on the diagram can answer.
    pub state: Option<State>,
    /// The answer itself.
    pub value: Value,
}

impl Choice {
    /// The choice of a value as the answer to what is asked for.
    #[must_use]
    pub fn of(predict: Predict, value: Value, language: &Language) -> Self {
        Self { label: predict.label(&value, language), state: value.state(), value }
    }
}

/// The truth about a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reveal<'a> {
    /// Which choice is right.
    pub answer: usize,
    /// What is wrong with the answer given, or right about it; with inline marks, and empty if the author says nothing.
    pub explanation: &'a str,
}

/// What came of asking for the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Another page.
    Moved,
    /// The answer was wrong: a fresh question of the same kind comes first.
    Again,
    /// What was still happening has happened; the page is the same.
    Finished,
    /// Not yet, and why.
    Refused(&'static str),
}

/// What came of the learner's own input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// It was done.
    Taken,
    /// It was done, and the goal is reached.
    Reached,
    /// It was done, and it is one that the author has something to say about.
    Wrong(String),
    /// It was not done, and why.
    Refused(&'static str),
}

/// One answer that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The step, from 0.
    pub step: usize,
    /// What was said.
    pub picked: Value,
    /// What is true.
    pub answer: Value,
    /// Whether the question was a fresh one after a wrong answer.
    pub again: bool,
}

/// One input that was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The step, from 0.
    pub step: usize,
    /// The input.
    pub input: Input,
    /// Whether the goal was reached by it.
    pub reached: bool,
}

/// What a learner did in a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
    /// The answers, in the order in which they were given.
    pub guesses: Vec<Guess>,
    /// The inputs, in the order in which they were tried.
    pub trials: Vec<Trial>,
    /// The steps in which hints were given, one entry for each hint.
    pub hints: Vec<usize>,
    /// The steps whose goals were reached, each with the way that was taken.
    pub successes: Vec<(usize, Success)>,
    /// All that is handed in with the inputs, in the order in which it was done.
    pub log: Vec<LogEntry>,
}

impl Guess {
    /// Whether it was right.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.picked == self.answer
    }
}

/// A way, as the automatic hint tells it: the rest of a long one is for the learner to see, one hint at a time.
#[must_use]
pub(super) fn describe(way: &[Input], language: &Language) -> String {
    say!(language, language.lessons.one_way, way = &way_in_words(way, HINTED, language))
}

/// The first moves of a way, in the lessons' words: this many at the most.
#[must_use]
pub fn way_in_words(way: &[Input], most: usize, language: &Language) -> String {
    let words = &language.lessons;
    let mut moves: Vec<String> = Vec::new();
    for input in way {
        let said = match input {
            Input::Step => words.move_wait.to_owned(),
            _ => format!("`{input}`"),
        };
        if moves.last() != Some(&said) {
            moves.push(said);
        }
    }
    let has_more = moves.len() > most;
    moves.truncate(most);
    let join = |moves: String, last: String| say!(language, words.move_then, moves = &moves, last = &last);
    let message = moves.into_iter().reduce(join).unwrap_or_default();
    if has_more { say!(language, words.move_more, moves = &message) } else { message }
}
