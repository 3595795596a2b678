//! Learn TCP's state machine by driving it, in a terminal.
//!
//! A sans-IO core with a thin shell: `tcp` (one endpoint), `sim` (two hosts and a link), `session` (history) and `lesson`
//! know no clock, file, terminal, thread or environment. On top sit the handouts (`export`) and the screens (`tui`), as pure as
//! that. All that touches the world outside is behind the feature `terminal`: the event loop, files, sockets, the command line
//! and the headless commands.

pub mod capture;
#[cfg(feature = "terminal")]
mod capture_file;
#[cfg(feature = "terminal")]
pub mod cli;
pub mod config;
pub mod export;
#[cfg(feature = "terminal")]
mod files;
#[cfg(feature = "terminal")]
pub mod headless;
pub mod lab;
pub mod language;
pub mod lesson;
pub mod live;
#[cfg(feature = "terminal")]
pub mod machine;
pub mod narrate;
pub mod notes;
#[cfg(all(unix, feature = "terminal"))]
pub mod notes_socket;
pub mod progress;
#[cfg(feature = "terminal")]
pub mod progress_file;
pub mod session;
pub mod sim;
pub mod tcp;
#[cfg(feature = "terminal")]
pub mod terminal;
pub mod text;
pub mod timeline;
pub mod tui;
pub mod wire;
