//! Commands that need no terminal: `run`, `check`, `convert`, `profiles`.

mod check;
mod convert;
mod event;
mod output;
mod profiles;
mod replay;
mod run;
mod source;

pub use check::check;
pub use convert::{Form, convert};
pub use output::{Output, is_closed_pipe};
pub use profiles::profiles;
pub use run::run;
pub use source::session;

/// What a command found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything is as it should be.
    Fine,
    /// There are findings, or a check failed.
    Failed,
}
