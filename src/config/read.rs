//! From the text of a configuration file to settings and findings.

use super::contents::Config;
use super::keys;
use super::setting::{SETTINGS, Setting, Values};
use crate::language::Language;
use crate::lesson::{Diagnostic, Findings, Item, Table, did_you_mean, parse_toml};
use crate::say;
use crate::tui::keymap::Keymap;
use std::sync::Arc;
use toml::de::DeTable;

/// Reads a configuration file. `file` is its name as findings give it.
///
/// Every finding comes at once, in the order of the file; the default stands in the place of each thing that is wrong.
#[must_use]
pub fn parse(file: &str, text: &str, language: &'static Language) -> (Config, Vec<Diagnostic>) {
    let mut findings = Findings::new(file, text, language);
    let table = parse_toml(text, &mut findings);
    let mut config = Config::default();
    if findings.has_errors() {
        // What can be read of a broken file holds, but what it seems to say beside that is not worth a word.
        read_all(table.table(), &mut config, &mut Findings::new(file, text, language), language);
    } else {
        read_all(table.table(), &mut config, &mut findings, language);
    }
    (config, findings.finish())
}

fn read_all(table: &DeTable<'_>, config: &mut Config, findings: &mut Findings<'_>, language: &'static Language) {
    let mut table = Table::new(table, language.configuration.whole, None);
    for setting in SETTINGS {
        if let Some(item) = table.take(setting.name) {
            read(setting, &item, config, findings, language);
        }
    }
    if let Some(item) = table.take("keys") {
        let (keymap, conflicts) = Keymap::with(keys::read(&item, findings, language));
        config.keys = Arc::new(keymap);
        keys::report(conflicts, findings, language);
    }
    table.finish(findings);
}

fn read(setting: &Setting, item: &Item<'_>, config: &mut Config, findings: &mut Findings<'_>, language: &Language) {
    match setting.values {
        Values::Words { all, set, .. } => {
            if let Some(word) = word(setting, &all(), item, findings, language) {
                set(config, word);
            }
        }
        Values::Truth(of) => {
            if let Some(value) = item.boolean(findings) {
                *of(config) = value;
            }
        }
        Values::Folders(of) => {
            let folders = item.array(findings);
            *of(config) = folders.iter().filter_map(|folder| Some(folder.text(findings)?.value)).collect();
        }
    }
}

/// The one of the words that the item has to be.
fn word<'a>(
    setting: &Setting,
    words: &[&'a str],
    item: &Item<'_>,
    findings: &mut Findings<'_>,
    language: &Language,
) -> Option<&'a str> {
    let given = item.scalar(findings)?;
    let known = words.iter().find(|word| **word == given.value);
    if known.is_none() {
        let (word, all) = (&*given.value, &language.either(words.iter().copied()));
        let message = say!(language, language.configuration.not_a_value, word, setting = setting.name, words = all);
        findings.error(&given.span, message).suggest(did_you_mean(&given.value, words.iter().copied()));
    }
    known.copied()
}
