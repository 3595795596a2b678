//! The format as tables for authors to read, in Markdown.

use std::fmt::Write as _;

use super::super::keys::{About, Kind, Listed, descendants};
use super::super::predict::Predict;
use super::super::spelling::{either, listed};
use super::super::vocabulary::explained;
use crate::language::ENGLISH;
use crate::sim::{Topic, Verb};

/// Every key of every table of a file, and every action.
#[must_use]
pub fn reference(file: &'static dyn Listed, verbs: &[Verb]) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    for table in descendants(file) {
        let Some(written) = table.written() else { continue };
        let _ = write!(text, "\n### {written}\n\n| key | what it is | what it can be |\n| --- | --- | --- |\n");
        for key in table.keys() {
            let _ = writeln!(text, "| `{}` | {} | {} |", key.name, help(key), kind(&key.kind));
        }
    }
    text.push_str("\n### Every action\n\n| action | what it does |\n| --- | --- |\n");
    for topic in Topic::ALL {
        let examples: Vec<String> = verbs_of(verbs, topic).map(|verb| format!("`{}`", verb.example)).collect();
        if !examples.is_empty() {
            let _ = writeln!(text, "| {} | {} |", examples.join(", "), explained(topic, &ENGLISH));
        }
    }
    text
}

fn verbs_of(verbs: &[Verb], topic: Topic) -> impl Iterator<Item = &Verb> {
    verbs.iter().filter(move |verb| verb.topic == topic)
}

fn help(key: &About) -> String {
    let mut help = key.help.to_owned();
    if key.needed {
        help.push_str(" **Always.**");
    }
    if !key.beside.is_empty() {
        let _ = write!(help, " Beside {}.", either(key.beside.iter().copied()));
    }
    help
}

fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Text => "a text".to_owned(),
        Kind::Word(words) => either(words()),
        Kind::Whole(range) if range.start() == range.end() => format!("`{}`", range.start()),
        Kind::Whole(range) if *range.end() == u32::MAX => "a whole number".to_owned(),
        Kind::Whole(range) => format!("{} to {}", range.start(), range.end()),
        Kind::Truth => "`true` or `false`".to_owned(),
        Kind::State => "a state".to_owned(),
        Kind::Time => "a time: `50ms`, `1.5s`, `10m`, `2h`".to_owned(),
        Kind::Command => "an action".to_owned(),
        Kind::Segment => "a segment: `A FIN,ACK`, `B data`".to_owned(),
        Kind::Counted => "`RST`, `FIN`, `SYN,ACK`, `data` or `segments`".to_owned(),
        Kind::Prediction => format!("{}; `X` is `A` or `B`", listed(Predict::FORMS)),
        Kind::Answer => "an answer".to_owned(),
        Kind::List(of) => format!("a list: {}", self::kind(of)),
        Kind::Sides(of) => format!("{}; or a table of them for `A` and `B`", self::kind(of)),
        Kind::Table(table) | Kind::Tables(table) if table.written().is_some() => "see below".to_owned(),
        Kind::Table(table) | Kind::Tables(table) => {
            format!("a table with {}", listed(table.keys().into_iter().map(|key| key.name)))
        }
        Kind::OneOrMore(_) => "a line or a list of lines, see below".to_owned(),
        Kind::Named(what, of) => format!("a table: {what} = {}", self::kind(of)),
        Kind::NamedOnce(what, of) => format!("a table with one entry: {what} = {}", self::kind(of)),
    }
}
