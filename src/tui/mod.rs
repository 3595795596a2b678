//! The screens: one `Model`, one `Msg`, `update`, and a pure `view`. What they need of the world outside comes through one
//! [`host::Host`].

pub mod app;
pub mod bindings;
mod capture_files;
mod captures;
pub mod choice;
pub mod command;
pub mod diagram;
pub mod footer;
pub mod glyphs;
pub mod home;
pub mod host;
pub mod key;
pub mod keymap;
mod lab;
pub mod ladder;
mod lessons;
pub mod list_screen;
pub mod live;
pub mod model;
mod moving;
pub mod overlap;
pub mod overlay;
pub mod palette;
mod review;
pub mod runner;
pub mod scope;
pub mod settings;
#[cfg(test)]
pub mod snapshot;
pub mod speaker;
pub mod stage;
pub mod text_lines;
pub mod theme;
pub mod writing;
