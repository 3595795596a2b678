//! The terminal screens: one `Model`, one `Msg`, `update`, and a pure `view`.

pub mod diagram;
pub mod glyphs;
#[cfg(test)]
pub mod snapshot;
pub mod theme;
