//! The settings, each declared once: reading, the commented default and the help all come from here.

use super::GlyphChoice;
use crate::lesson::either;
use crate::tcp::Profile;
use crate::tui::stage::clock::SPEEDS;
use crate::tui::theme::{Depth, ThemeName};

/// What a setting can be.
#[derive(Clone, Copy, Debug)]
pub enum Values {
    /// One of these words.
    Words(fn() -> Vec<&'static str>),
    /// `true` or `false`.
    Truth,
    /// A list of folders.
    Folders,
}

/// One setting of the configuration file.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its key.
    pub name: &'static str,
    /// What it can be.
    pub values: Values,
    /// Its default, as TOML.
    pub default: &'static str,
    /// A sentence.
    pub help: &'static str,
}

impl Setting {
    /// What it is, and what it can be.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self.values {
            Values::Words(words) => format!("{} It can be {}.", self.help, either(words())),
            Values::Truth | Values::Folders => self.help.to_owned(),
        }
    }
}

/// All settings but the keys.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "theme",
        values: Values::Words(|| words(&ThemeName::NAMES)),
        default: "\"auto\"",
        help: "The colours; `auto` is dark or light, by the terminal's background.",
    },
    Setting {
        name: "colour",
        values: Values::Words(|| ["auto"].into_iter().chain(words(&Depth::NAMES)).collect()),
        default: "\"auto\"",
        help: "How many colours; `auto` is as many as the terminal says that it has.",
    },
    Setting {
        name: "glyphs",
        values: Values::Words(|| words(&GlyphChoice::NAMES)),
        default: "\"auto\"",
        help: "What lines and arrows are drawn with; `auto` goes by the locale and the terminal.",
    },
    Setting { name: "motion", values: Values::Truth, default: "true", help: "Whether anything may move by itself." },
    Setting {
        name: "speed",
        values: Values::Words(|| SPEEDS.iter().map(|(_, name)| *name).collect()),
        default: "\"x1\"",
        help: "How fast segments travel at the start.",
    },
    Setting {
        name: "mouse",
        values: Values::Truth,
        default: "true",
        help: "Whether clicks and the wheel go to the program, or stay with the terminal.",
    },
    Setting {
        name: "profile",
        values: Values::Words(|| Profile::NAMES.to_vec()),
        default: "\"rfc9293\"",
        help: "Which TCP a new sandbox runs; `tcptutor profiles` tells the differences.",
    },
    Setting {
        name: "lessons",
        values: Values::Folders,
        default: "[]",
        help: "Folders with lessons of your own, for the home screen and `tcptutor lesson ID`; a leading `~/` is your home.",
    },
];

fn words<T>(names: &[(&'static str, T)]) -> Vec<&'static str> {
    names.iter().map(|(name, _)| *name).collect()
}
