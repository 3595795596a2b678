//! The terminal: the event loop, the screen, signals, crashes, and all that comes from or goes to the world outside.
//!
//! The screens themselves are in [`crate::tui`], which knows none of this and asks for it through [`crate::tui::host::Host`].

pub mod background;
mod captures;
mod checking;
mod clusters;
mod codes;
mod colour;
mod crash;
mod crash_report;
pub mod detect;
#[cfg(unix)]
pub mod following;
mod host;
mod keeper;
mod lab;
mod mailbox;
mod options;
#[cfg(unix)]
mod prompting;
#[cfg(unix)]
mod reader;
#[cfg(not(unix))]
#[path = "reader_elsewhere.rs"]
mod reader;
pub mod screen;
pub mod shell;
#[cfg(unix)]
mod signals;
#[cfg(unix)]
mod strings;
mod translate;
mod watching;

pub use keeper::Keeper;
pub use mailbox::Mailbox;
pub use options::ShellOptions;
#[cfg(unix)]
pub use prompting::Prompting;
