//! `progress`: what was done so far, as a table, out of the file, into it, and away.

mod exchange;
mod reset;
mod show;

pub use exchange::{export, import};
pub use reset::reset;
pub use show::show;
