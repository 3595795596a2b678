//! How the user wants the screens to be, whatever they show.

use crate::language::{ENGLISH, Language};
use std::sync::Arc;

use crate::tcp::Profile;
use crate::tui::glyphs::Glyphs;
use crate::tui::keymap::Keymap;
use crate::tui::stage::clock::USUAL_SPEED;
use crate::tui::theme::{Appearance, Theme};

/// How the user wants the screens to be.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the screens' words come from.
    pub language: &'static Language,
    /// The look of every role.
    pub theme: Theme,
    /// What the look was made from.
    pub appearance: Appearance,
    /// The drawing characters.
    pub glyphs: &'static Glyphs,
    /// Whether anything may move by itself.
    pub animate: bool,
    /// How fast it moves: one of the clock's speeds.
    pub speed: usize,
    /// The TCP that a new sandbox runs.
    pub profile: Profile,
    /// Whether the sandbox shows sequence numbers.
    pub numbers: bool,
    /// Who hands in what is saved in a lesson, once that is known; empty for somebody who gave no name.
    pub student: Option<String>,
    /// The bindings in force.
    pub keys: Arc<Keymap>,
}

impl Default for Settings {
    fn default() -> Self {
        let appearance = Appearance::default();
        Self {
            language: &ENGLISH,
            theme: Theme::new(appearance),
            appearance,
            glyphs: &Glyphs::UNICODE,
            animate: true,
            speed: USUAL_SPEED,
            profile: Profile::rfc9293(),
            numbers: true,
            student: None,
            keys: Keymap::standard(),
        }
    }
}
