//! The terminal screens: one `Model`, one `Msg`, `update`, and a pure `view`.

pub mod glyphs;
pub mod ladder;
pub mod theme;
