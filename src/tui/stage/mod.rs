//! The stage: two diagrams, the ladder between them, and the panel below.

pub mod clock;
pub mod layout;
