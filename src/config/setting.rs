//! The settings, each declared once: reading, the commented default, the README and `doctor` all come from here.

use super::contents::{Config, ESCAPE_WAITS, GlyphChoice};
use crate::language::{Language, SettingWords};
use crate::say;
use crate::tcp::Profile;
use crate::tui::stage::clock::SPEEDS;
use crate::tui::theme::{Depth, ThemeName};

/// What a setting can be, and where it stands in a [`Config`].
#[derive(Clone, Copy, Debug)]
pub enum Values {
    /// One of several words.
    Words {
        /// All of them.
        all: fn() -> Vec<&'static str>,
        /// The one that holds.
        get: fn(&Config) -> &'static str,
        /// From now on this one holds.
        set: fn(&mut Config, &str),
    },
    /// `true` or `false`.
    Truth(fn(&mut Config) -> &mut bool),
    /// A list of folders.
    Folders(fn(&mut Config) -> &mut Vec<String>),
}

/// One setting of the configuration file.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its key.
    pub name: &'static str,
    /// What it can be.
    pub values: Values,
    /// A sentence.
    pub help: fn(&SettingWords) -> &'static str,
}

impl Setting {
    /// What it is, and what it can be.
    #[must_use]
    pub fn sentence(&self, language: &Language) -> String {
        let help = (self.help)(&language.settings);
        match self.values {
            Values::Words { all, .. } => {
                say!(language, language.configuration.it_can_be, help, words = &language.either(all()))
            }
            Values::Truth(_) | Values::Folders(_) => help.to_owned(),
        }
    }

    /// What it is in a configuration, as TOML.
    #[must_use]
    pub fn value(&self, config: &Config) -> String {
        let mut config = config.clone();
        match self.values {
            Values::Words { get, .. } => format!("\"{}\"", get(&config)),
            Values::Truth(of) => of(&mut config).to_string(),
            Values::Folders(of) => format!("{:?}", of(&mut config)),
        }
    }

    /// What it is if nobody says otherwise, as TOML.
    #[must_use]
    pub fn default_value(&self) -> String {
        self.value(&Config::default())
    }
}

/// All settings but the keys.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "theme",
        values: Values::Words {
            all: || words(&ThemeName::NAMES),
            get: |config| name_of(&ThemeName::NAMES, config.theme),
            set: |config, word| config.theme = named(&ThemeName::NAMES, word).unwrap_or(config.theme),
        },
        help: |words| words.theme,
    },
    Setting {
        name: "colour",
        values: Values::Words {
            all: || [AUTO].into_iter().chain(words(&Depth::NAMES)).collect(),
            get: |config| config.colour.map_or(AUTO, |depth| name_of(&Depth::NAMES, depth)),
            set: |config, word| config.colour = named(&Depth::NAMES, word),
        },
        help: |words| words.colour,
    },
    Setting {
        name: "glyphs",
        values: Values::Words {
            all: || words(&GlyphChoice::NAMES),
            get: |config| name_of(&GlyphChoice::NAMES, config.glyphs),
            set: |config, word| config.glyphs = named(&GlyphChoice::NAMES, word).unwrap_or(config.glyphs),
        },
        help: |words| words.glyphs,
    },
    Setting { name: "motion", values: Values::Truth(|config| &mut config.motion), help: |words| words.motion },
    Setting {
        name: "speed",
        values: Values::Words {
            all: || SPEEDS.iter().map(|(_, name)| *name).collect(),
            get: |config| SPEEDS[config.speed].1,
            set: |config, word| config.speed = speed(word).unwrap_or(config.speed),
        },
        help: |words| words.speed,
    },
    Setting { name: "mouse", values: Values::Truth(|config| &mut config.mouse), help: |words| words.mouse },
    Setting {
        name: "escape",
        values: Values::Words {
            all: || words(&ESCAPE_WAITS),
            get: |config| name_of(&ESCAPE_WAITS, config.escape),
            set: |config, word| config.escape = named(&ESCAPE_WAITS, word).unwrap_or(config.escape),
        },
        help: |words| words.escape,
    },
    Setting {
        name: "profile",
        values: Values::Words {
            all: || Profile::NAMES.to_vec(),
            get: |config| config.profile.name(),
            set: |config, word| config.profile = Profile::named(word).unwrap_or(config.profile),
        },
        help: |words| words.profile,
    },
    Setting { name: "lessons", values: Values::Folders(|config| &mut config.lessons), help: |words| words.lessons },
];

/// What leaves a choice to the program.
const AUTO: &str = "auto";

fn words<T>(names: &[(&'static str, T)]) -> Vec<&'static str> {
    names.iter().map(|(name, _)| *name).collect()
}

/// The value with this name in a table of names.
#[must_use]
pub fn named<T: Copy>(names: &[(&str, T)], word: &str) -> Option<T> {
    names.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// The name of a value in a table of names; empty if it has none.
#[must_use]
pub fn name_of<T: Copy + PartialEq>(names: &[(&'static str, T)], wanted: T) -> &'static str {
    names.iter().find(|(_, value)| *value == wanted).map_or("", |(name, _)| *name)
}

/// The speed with this name, as its place among the clock's speeds.
#[must_use]
pub fn speed(word: &str) -> Option<usize> {
    SPEEDS.iter().position(|(_, name)| *name == word)
}
