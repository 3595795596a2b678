//! From the text of a configuration file to settings and findings.

use super::contents::Config;
use super::keys;
use super::setting::{SETTINGS, Setting, Values};
use crate::lesson::{Diagnostic, Findings, Item, Table, did_you_mean, either, parse_toml};
use crate::tui::keymap::Keymap;
use std::sync::Arc;
use toml::de::DeTable;

/// Reads a configuration file. `file` is its name as findings give it.
///
/// Every finding comes at once, in the order of the file; the default stands in the place of each thing that is wrong.
#[must_use]
pub fn parse(file: &str, text: &str) -> (Config, Vec<Diagnostic>) {
    let mut findings = Findings::new(file, text);
    let table = parse_toml(text, &mut findings);
    let mut config = Config::default();
    if findings.has_errors() {
        // What can be read of a broken file holds, but what it seems to say beside that is not worth a word.
        read_all(table.table(), &mut config, &mut Findings::new(file, text));
    } else {
        read_all(table.table(), &mut config, &mut findings);
    }
    (config, findings.finish())
}

fn read_all(table: &DeTable<'_>, config: &mut Config, findings: &mut Findings<'_>) {
    let mut table = Table::new(table, "the configuration", None);
    for setting in SETTINGS {
        if let Some(item) = table.take(setting.name) {
            read(setting, &item, config, findings);
        }
    }
    if let Some(item) = table.take("keys") {
        let (keymap, conflicts) = Keymap::with(keys::read(&item, findings));
        config.keys = Arc::new(keymap);
        keys::report(conflicts, findings);
    }
    table.finish(findings);
}

fn read(setting: &Setting, item: &Item<'_>, config: &mut Config, findings: &mut Findings<'_>) {
    match setting.values {
        Values::Words { all, set, .. } => {
            if let Some(word) = word(setting, &all(), item, findings) {
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
fn word<'a>(setting: &Setting, words: &[&'a str], item: &Item<'_>, findings: &mut Findings<'_>) -> Option<&'a str> {
    let given = item.scalar(findings)?;
    let known = words.iter().find(|word| **word == given.value);
    if known.is_none() {
        let message =
            format!("`{}` is not a `{}`: it can be {}", given.value, setting.name, either(words.iter().copied()));
        findings.error(&given.span, message).suggest(did_you_mean(&given.value, words.iter().copied()));
    }
    known.copied()
}
