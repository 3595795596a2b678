//! The ladder: a space-time diagram of the segments between the two hosts. Time runs down.
//!
//! [`Ladder`] collects rows from records, [`Layout`] places the visible ones as plain numbers, and [`LadderView`] paints them.

mod arrow;
mod belonging;
mod beside;
mod frame;
mod label;
mod layout;
mod paint;
mod path;
mod place;
mod row;
mod rows;
mod words;

#[cfg(test)]
mod tests;

pub use crate::narrate::LadderWords as Words;
pub use arrow::Departed;
pub use layout::{Arm, Layout, Mark, Marked, Placed, Stroke, Text, Vertical};
pub use paint::LadderView;
pub use row::{About, Deaf, Got, Line, Note, Returned};
pub use rows::Ladder;
