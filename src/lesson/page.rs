//! What the lesson panel shows.

use super::messages::ENGLISH;
use super::model::{Condition, Observe};
use super::predict::Value;
use super::source::Spanned;
use crate::sim::Input;
use crate::tcp::State;

/// The page of the present step.
#[derive(Clone, Debug)]
pub enum Page<'a> {
    /// Narration.
    Say {
        /// The text, with inline marks.
        text: &'a str,
    },
    /// Something to do.
    Act {
        /// The text, with inline marks.
        text: &'a str,
        /// What has to come true.
        goal: Condition,
        /// Whether it has.
        reached: bool,
        /// The answer to what the learner did last: a hint, or what is wrong with it.
        said: Option<&'a str>,
        /// How many hints have not been given.
        hints_left: usize,
        /// Whether time stands still between the learner's deeds.
        paused: bool,
    },
    /// A prediction.
    Ask {
        /// The question, with inline marks.
        question: &'a str,
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

impl Page<'_> {
    /// What was said to the learner's last deed on this page.
    #[must_use]
    pub const fn said(&self) -> Option<&str> {
        match self {
            Self::Act { said, .. } => *said,
            Self::Say { .. } | Self::Ask { .. } | Self::End { .. } => None,
        }
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
pub(super) fn told(way: &[Input]) -> String {
    format!("{}{}.", ENGLISH.one_way, way_in_words(way, 2))
}

/// The first moves of a way, in the lessons' words.
#[must_use]
pub fn way_in_words(way: &[Input], most: usize) -> String {
    let mut moves: Vec<String> = Vec::new();
    for input in way {
        let said = match input {
            Input::Step => ENGLISH.wait.to_owned(),
            _ => format!("`{input}`"),
        };
        if moves.last() != Some(&said) {
            moves.push(said);
        }
    }
    let more = if moves.len() > most { ", and so on" } else { "" };
    moves.truncate(most);
    format!("{}{more}", moves.join(", then "))
}
