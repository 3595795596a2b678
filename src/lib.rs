//! Learn TCP's state machine by driving it, in a terminal.
//!
//! A sans-IO core with a thin shell: `tcp` (one endpoint), `sim` (two hosts and a link), `session` (history) and `lesson`
//! know no clock, file, terminal, thread or environment. On top sit the handouts (`export`), the terminal screens (`tui`) and
//! the headless commands.

pub mod cli;
pub mod config;
pub mod export;
pub mod headless;
pub mod language;
pub mod lesson;
pub mod narrate;
pub mod notes;
pub mod progress;
pub mod progress_file;
pub mod session;
pub mod sim;
pub mod tcp;
pub mod text;
pub mod tui;
