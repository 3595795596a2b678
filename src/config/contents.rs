//! What a configuration file can say, as values.

use std::sync::Arc;
use std::time::Duration;

use crate::tcp::Profile;
use crate::tui::key::ESCAPE_WAIT;
use crate::tui::keymap::Keymap;
use crate::tui::stage::clock::USUAL_SPEED;
use crate::tui::theme::{Depth, ThemeName};

/// Which drawing characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GlyphChoice {
    /// Those that the terminal can show.
    #[default]
    Auto,
    /// Box-drawing characters.
    Unicode,
    /// ASCII only.
    Ascii,
}

impl GlyphChoice {
    /// All of them, each with its name.
    pub const NAMES: [(&'static str, Self); 3] =
        [("auto", Self::Auto), ("unicode", Self::Unicode), ("ascii", Self::Ascii)];
}

/// How long an ESC may wait, each with its name.
pub const ESCAPE_WAITS: [(&str, Duration); 5] = [
    ("10ms", Duration::from_millis(10)),
    ("25ms", ESCAPE_WAIT),
    ("50ms", Duration::from_millis(50)),
    ("100ms", Duration::from_millis(100)),
    ("500ms", Duration::from_millis(500)),
];

/// What a configuration file says, with the default for all that it does not say.
#[derive(Clone, Debug)]
pub struct Config {
    /// The theme.
    pub theme: ThemeName,
    /// How many colours; as many as the terminal has if `None`.
    pub colour: Option<Depth>,
    /// The drawing characters.
    pub glyphs: GlyphChoice,
    /// Whether anything may move by itself.
    pub motion: bool,
    /// How fast it moves: one of the clock's speeds.
    pub speed: usize,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// How long an ESC waits for what belongs to it, until it is the key.
    pub escape: Duration,
    /// The TCP that a new sandbox runs.
    pub profile: Profile,
    /// Folders with further lessons, as they are written.
    pub lessons: Vec<String>,
    /// The bindings in force.
    pub keys: Arc<Keymap>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: ThemeName::default(),
            colour: None,
            glyphs: GlyphChoice::default(),
            motion: true,
            speed: USUAL_SPEED,
            mouse: true,
            escape: ESCAPE_WAIT,
            profile: Profile::rfc9293(),
            lessons: Vec::new(),
            keys: Keymap::standard(),
        }
    }
}
