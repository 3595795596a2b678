//! The vertical lines of a picture.

use crate::sim::PerSide;

/// The vertical lines of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Columns {
    /// The time axis.
    pub axis: f64,
    /// A's life line, and B's.
    pub lives: PerSide<f64>,
    /// How much room is beside each.
    pub gutters: PerSide<f64>,
    /// The picture's right edge.
    pub right: f64,
}
