//! The terminal screens: one `Model`, one `Msg`, `update`, and a pure `view`.

pub mod app;
pub mod bindings;
pub mod glyphs;
pub mod key;
pub mod placeholder;
pub mod screen;
pub mod settings;
pub mod shell;
#[cfg(unix)]
mod signals;
pub mod diagram;
#[cfg(test)]
pub mod snapshot;
pub mod stage;
pub mod text_lines;
pub mod ladder;
pub mod theme;
pub mod footer;
pub mod home;
pub mod model;
pub mod overlay;
