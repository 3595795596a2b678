//! Commands that need no terminal.

mod check;
mod doctor;
mod find;
mod output;
mod plain;
mod profiles;
mod run;

pub use check::check;
pub use doctor::{Examined, doctor};
pub use find::find_lesson;
pub use output::{Output, is_closed_pipe};
pub use plain::{Lines, plain_lesson, plain_sandbox};
pub use profiles::profiles;
pub use run::run;

/// What a command found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything is as it should be.
    Fine,
    /// There are findings, or a check failed.
    Failed,
}
