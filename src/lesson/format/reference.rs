//! The format as tables for authors to read, in Markdown.

use std::fmt::Write as _;

use super::super::keys::{About, Kind, Listed, descendants};
use super::super::predict::Predict;
use super::super::vocabulary::explained;
use crate::language::Language;
use crate::say;
use crate::sim::{Topic, Verb};

/// Every key of every table of a file, and every action.
#[must_use]
pub fn reference(file: &'static dyn Listed, verbs: &[Verb], language: &Language) -> String {
    let words = &language.lesson_keys;
    let mut text = String::new();
    // Writing to a string cannot fail.
    for table in descendants(file) {
        let Some(written) = table.written() else { continue };
        let _ = write!(text, "\n### {}\n\n{}\n| --- | --- | --- |\n", written(words), words.reference_keys);
        for key in table.keys() {
            let _ = writeln!(text, "| `{}` | {} | {} |", key.name, help(key, language), kind(&key.kind, language));
        }
    }
    let _ = write!(text, "\n### {}\n\n{}\n| --- | --- |\n", words.every_action, words.reference_actions);
    for topic in Topic::ALL {
        let examples: Vec<String> = verbs_of(verbs, topic).map(|verb| format!("`{}`", verb.example)).collect();
        if !examples.is_empty() {
            let _ = writeln!(text, "| {} | {} |", examples.join(", "), explained(topic, language));
        }
    }
    text
}

fn verbs_of(verbs: &[Verb], topic: Topic) -> impl Iterator<Item = &Verb> {
    verbs.iter().filter(move |verb| verb.topic == topic)
}

fn help(key: &About, language: &Language) -> String {
    let words = &language.lesson_keys;
    let mut help = key.help(language);
    if key.needed {
        help = say!(language, words.always, help = &help);
    }
    if !key.beside.is_empty() {
        let others = &language.either(key.beside.iter().copied());
        help = say!(language, words.beside, help = &help, others);
    }
    help
}

fn kind(kind: &Kind, language: &Language) -> String {
    let words = &language.lesson_keys;
    let of = |of: &Kind| self::kind(of, language);
    match kind {
        Kind::Text => words.text.to_owned(),
        Kind::Word(all) => language.either(all()),
        Kind::Whole(range) if range.start() == range.end() => format!("`{}`", range.start()),
        Kind::Whole(range) if *range.end() == u32::MAX => words.whole.to_owned(),
        Kind::Whole(range) => say!(language, words.between, least = *range.start(), most = *range.end()),
        Kind::Truth => words.truth.to_owned(),
        Kind::State => words.state.to_owned(),
        Kind::Time => words.time.to_owned(),
        Kind::Command => words.action.to_owned(),
        Kind::Segment => words.segment.to_owned(),
        Kind::Counted => words.counted.to_owned(),
        Kind::Prediction => say!(language, words.prediction, known = &language.listed(Predict::FORMS)),
        Kind::Answer => words.answer.to_owned(),
        Kind::List(each) => say!(language, words.list, of = &of(each)),
        Kind::Sides(each) => say!(language, words.sides, of = &of(each)),
        Kind::Table(table) | Kind::Tables(table) if table.written().is_some() => words.below.to_owned(),
        Kind::Table(table) | Kind::Tables(table) => {
            let keys = &language.listed(table.keys().into_iter().map(|key| key.name));
            say!(language, words.table, keys)
        }
        Kind::OneOrMore(_) => words.one_or_more.to_owned(),
        Kind::Named(key, value) => say!(language, words.named, key = key(words), of = &of(value)),
        Kind::NamedOnce(key, value) => say!(language, words.named_once, key = key(words), of = &of(value)),
    }
}
