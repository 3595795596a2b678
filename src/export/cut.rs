//! What of a run a handout shows: all of it, its questions alone, its answers alone, some steps; and on which paper.

use std::ops::RangeInclusive;

use super::paper::Paper;

/// What a handout shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// Whether questions stand with their answers.
    pub part: Part,
    /// These steps alone, counted from 1.
    pub steps: Option<RangeInclusive<usize>>,
    /// Whether the speaker's notes stand with them.
    pub notes: bool,
    /// The colours of pages and pictures.
    pub paper: Paper,
}

/// Questions, answers, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Both; the answers where nobody sees them before their question.
    #[default]
    All,
    /// The questions, to be handed out.
    Questions,
    /// The answers, for whoever corrects them.
    Answers,
}

impl Cut {
    /// Whether a step, counted from 1, is shown.
    #[must_use]
    pub fn has(&self, step: usize) -> bool {
        self.steps.as_ref().is_none_or(|steps| steps.contains(&step))
    }

    /// Whether anybody may see an answer.
    #[must_use]
    pub fn has_answers(&self) -> bool {
        self.part != Part::Questions
    }
}

#[cfg(test)]
mod tests {
    use super::Cut;

    #[test]
    fn some_steps_are_those_alone() {
        let cut = Cut { steps: Some(5..=8), ..Cut::default() };
        assert_eq!((1..=10).filter(|step| cut.has(*step)).collect::<Vec<_>>(), [5, 6, 7, 8]);
    }
}
