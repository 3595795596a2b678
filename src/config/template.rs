//! The commented default: every setting with its sentence, its values and its default; a file to start from.

use super::setting::SETTINGS;
use crate::language::Language;
use crate::tui::bindings::{BINDINGS, Command, Scope};
use std::fmt::Write;

/// A configuration file that says what is so anyway. Every line of it is a comment but the headings of its tables.
#[must_use]
pub fn template(language: &Language) -> String {
    let mut text = language.configuration.head.to_owned();
    // Writing to a string cannot fail.
    for setting in SETTINGS {
        let _ = write!(text, "\n## {}\n# {} = {}\n", setting.sentence(language), setting.name, setting.default_value());
    }
    text.push_str(language.configuration.about_keys);
    text.push_str("[keys]\n");
    for (name, scope) in Scope::NAMES {
        let _ = write!(text, "\n[keys.{name}]\n");
        let own = BINDINGS.iter().filter(|binding| binding.scope == scope && binding.command != Command::Answer);
        for binding in own {
            let keys: Vec<String> = binding.keys.iter().map(|key| format!("{key:?}")).collect();
            let line = format!("# {} = [{}]", binding.command.action(), keys.join(", "));
            let _ = writeln!(text, "{line:<48} # {}", binding.help(language));
        }
    }
    text
}
