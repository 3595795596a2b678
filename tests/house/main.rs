//! The house itself: how it is built, and what its README says of it.

mod architecture;
mod names;
mod plan;
mod readme;
mod sentences;
mod source;
mod tests;
mod writers;
