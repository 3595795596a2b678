//! What a screen orders of the lab, and what it is told: the programs are elsewhere, and take their time.

use super::description::Played;
use super::exercise::Exercise;
use super::place::Place;

/// What is ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Both programs are started for an exercise; what was running before ends.
    Start(Box<Exercise>),
    /// The act of this number is played in both worlds.
    Act(usize),
}

/// What there is to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Both programs run, and this is where.
    Started(Place),
    /// An act was played.
    Played(Box<Played>),
    /// The programs cannot be started or asked; a sentence about it.
    Failed(String),
}
