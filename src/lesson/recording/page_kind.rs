//! What a moment of a run becomes in a lesson that is made from it.

use super::super::predict::Predict;
use crate::language::AuthoringWords;
use crate::sim::Side;

/// What a moment becomes: one page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageKind {
    /// It happens, and is told.
    #[default]
    Tell,
    /// The learner does what the author did, from the moment before.
    Task,
    /// The learner predicts the state that this side is in after it.
    State(Side),
    /// The learner predicts the states of both.
    Pair,
    /// The learner predicts the first segment that is sent in it.
    Segment,
}

/// A text of a page that only its author knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageText {
    /// What is told, asked or set.
    Say,
    /// A nudge for who does not know how to go on.
    Hint,
    /// What is wrong with the wrong answers.
    Wrong,
    /// Why the right answer is right, or why the way led to the goal.
    Right,
}

impl PageText {
    /// How many there are.
    pub const COUNT: usize = 4;

    /// What it is for, in a sentence.
    #[must_use]
    pub const fn about(self, words: &AuthoringWords) -> &'static str {
        match self {
            Self::Say => words.about_say,
            Self::Hint => words.about_hint,
            Self::Wrong => words.about_wrong,
            Self::Right => words.about_right,
        }
    }

    /// What it is, beside the line that it is written in.
    #[must_use]
    pub const fn name(self, words: &AuthoringWords) -> &'static str {
        match self {
            Self::Say => words.text_say,
            Self::Hint => words.text_hint,
            Self::Wrong => words.text_wrong,
            Self::Right => words.text_right,
        }
    }
}

impl PageKind {
    /// Those that ask.
    pub const QUESTIONS: [Self; 4] = [Self::State(Side::A), Self::State(Side::B), Self::Pair, Self::Segment];

    /// Its name in a list of pages.
    #[must_use]
    pub const fn name(self, words: &AuthoringWords) -> &'static str {
        match self {
            Self::Tell => words.kind_tell,
            Self::Task => words.kind_task,
            Self::State(Side::A) => words.kind_state_a,
            Self::State(Side::B) => words.kind_state_b,
            Self::Pair => words.kind_pair,
            Self::Segment => words.kind_segment,
        }
    }

    /// The texts that such a page has, in the order in which an author writes them.
    #[must_use]
    pub const fn texts(self) -> &'static [PageText] {
        match self {
            Self::Tell => &[PageText::Say],
            Self::Task => &[PageText::Say, PageText::Hint, PageText::Right],
            Self::State(_) | Self::Pair | Self::Segment => &[PageText::Say, PageText::Wrong, PageText::Right],
        }
    }

    /// What it asks for, if it asks.
    #[must_use]
    pub const fn predict(self) -> Option<Predict> {
        match self {
            Self::Tell | Self::Task => None,
            Self::State(side) => Some(Predict::State(side)),
            Self::Pair => Some(Predict::Pair),
            Self::Segment => Some(Predict::NextSegment),
        }
    }
}
