//! What there is to know about an exercise.

use std::ops::Range;

use serde::Serialize;

use super::super::diagnostic::Findings;
use super::super::search::Way;

/// What there is to know about something to do: how hard it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exercise {
    /// The lesson's file, as it was named.
    pub file: String,
    /// The line of its goal, from 1.
    pub line: usize,
    /// The step, from 1.
    pub step: usize,
    /// The fewest moves that reach the goal; letting time pass is none.
    pub par: usize,
    /// How many ways are as short.
    pub ways: u64,
    /// One of them.
    pub way: Vec<String>,
}

impl Exercise {
    /// The exercise of a step, with a shortest way.
    pub(super) fn of(step: usize, goal: Option<&Range<usize>>, way: &Way, findings: &Findings<'_>) -> Self {
        Self {
            file: findings.file().to_owned(),
            line: findings.line_of(goal),
            step: step + 1,
            par: way.moves(),
            ways: way.count,
            way: way.inputs.iter().map(ToString::to_string).collect(),
        }
    }
}
