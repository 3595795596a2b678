//! A lesson's exchange played twice: in the simulation, and by real programs on this machine's kernel. Here is what is pure of it:
//! which calls are made, what the simulation does with them, and where the two differ.

mod arrow;
mod compare;
mod crossed;
mod description;
mod exercise;
mod order;
mod place;
mod seen;
mod simulate;

pub use arrow::{Strokes, arrow};
pub use compare::{Difference, Reason, compare, passed_through};
pub use crossed::{Count, Crossed, EndOfAct, Kind, Rung, crossed, rungs, sent};
pub use description::{Played, act_in_words, describe_act, describe_end, describe_ladder, describe_start};
pub use exercise::{Act, EXERCISES, Exercise, exercise, of_session};
pub use order::{News, Order};
pub use place::Place;
pub use seen::Seen;
pub use simulate::{Attended, Simulation, subject};
