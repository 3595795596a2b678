//! How something was done: with how much help, and how often.

use std::borrow::Borrow;

use serde::Serialize;

use crate::lesson::{Done, LogEntry};

/// How something was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct How {
    /// Hints that were asked for.
    pub hints: usize,
    /// How often the program was asked to show it.
    pub shown: usize,
    pub undone: usize,
    pub restarts: usize,
    /// How often the lesson was left and gone on with.
    pub returns: usize,
}

impl How {
    /// What these lines of a log say.
    pub fn of(log: impl IntoIterator<Item = impl Borrow<LogEntry>>) -> Self {
        let mut how = Self::default();
        for entry in log {
            match entry.borrow().what {
                Done::Hint => how.hints += 1,
                Done::Show => how.shown += 1,
                Done::Undo => how.undone += 1,
                Done::Restart => how.restarts += 1,
                Done::Resume => how.returns += 1,
                Done::Answer(_) | Done::Again(_) | Done::Reach(_) => {}
            }
        }
        how
    }

    /// What was answered at the first sight in a step, counted from 1.
    pub fn first_answer(log: &[LogEntry], step: usize) -> Option<&str> {
        answers(log, step).next()
    }

    /// How often a step's question was answered.
    pub fn attempts(log: &[LogEntry], step: usize) -> usize {
        answers(log, step).count()
    }

    /// In how many moves a step's goal was reached the last time.
    pub fn moves(log: &[LogEntry], step: usize) -> Option<usize> {
        let mut of_step = log.iter().rev().filter(|entry| entry.step + 1 == step);
        of_step.find_map(|entry| if let Done::Reach(moves) = entry.what { Some(moves) } else { None })
    }
}

fn answers(log: &[LogEntry], step: usize) -> impl Iterator<Item = &str> {
    let of_step = log.iter().filter(move |entry| entry.step + 1 == step);
    of_step.filter_map(|entry| if let Done::Answer(answer) = &entry.what { Some(answer.as_str()) } else { None })
}
