//! How the user wants the screens to be, whatever they show.

use crate::tui::glyphs::Glyphs;
use crate::tui::theme::Theme;

/// How the user wants the screens to be.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The look of every role.
    pub theme: Theme,
    /// The drawing characters.
    pub glyphs: &'static Glyphs,
    /// Whether anything may move by itself.
    pub animate: bool,
}
