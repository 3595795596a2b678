//! The ladder on the screen: a space-time diagram of the segments between the two hosts. Time runs down.
//!
//! [`Layout`] places the visible lines of a [`timeline::ladder`](crate::timeline::ladder) as plain numbers, and [`LadderView`] paints
//! them.

mod belonging;
mod frame;
mod layout;
mod look;
mod paint;
mod path;
mod place;
mod placed;
mod view;

#[cfg(test)]
mod tests;

pub use layout::Layout;
pub use placed::{Arm, Mark, Marked, Placed, Stroke, Text, Vertical};
pub use view::LadderView;
