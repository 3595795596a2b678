//! The terminal screens: one `Model`, one `Msg`, `update`, and a pure `view`.

pub mod answer;
pub mod app;
pub mod bindings;
pub mod crash;
pub mod detect;
pub mod diagram;
#[cfg(unix)]
pub mod following;
pub mod footer;
pub mod glyphs;
pub mod home;
pub mod keeping;
pub mod key;
pub mod keymap;
pub mod ladder;
mod lessons;
pub mod model;
pub mod overlay;
pub mod palette;
#[cfg(unix)]
pub mod prompting;
mod review;
mod save;
pub mod screen;
pub mod settings;
pub mod shell;
#[cfg(unix)]
mod signals;
#[cfg(test)]
pub mod snapshot;
pub mod speaker;
pub mod stage;
pub mod text_lines;
pub mod theme;
pub mod watching;
pub mod writing;
