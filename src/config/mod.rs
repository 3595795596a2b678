//! The configuration file: its settings as one table, its text as settings, and everything that is wrong with it at once.
//!
//! Pure: who calls it reads the file. A file that is wrong never keeps anybody from learning: what is wrong in it is reported,
//! and the default stands in its place.

mod contents;
mod keys;
mod read;
mod setting;
mod template;

pub use contents::{Config, GlyphChoice};
pub use read::parse;
pub use setting::{SETTINGS, Setting, Values, name_of, named, speed};
pub use template::template;

#[cfg(test)]
mod tests;
