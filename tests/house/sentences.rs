//! The sources hold no sentence: a string of several words stands in the language's tables, or has a reason to stand elsewhere.

use std::fs;
use std::path::{Path, PathBuf};

/// Where strings of several words may stand, and why.
const MAY_HOLD: &[(&str, &str)] = &[
    ("language/", "the tables"),
    ("tcp/rule.rs", "the rules' English, which people read through the language"),
    ("tcp/profile.rs", "the differences' English, which people read through the language"),
    ("tcp/edge.rs", "the words of Figure 5 of RFC 9293, which the drawing is made for"),
    ("tcp/event.rs", "the words of RFC 9293 3.10 for what a user is told"),
    ("headless/plain/words.rs", "what can be typed"),
    ("sim/verb.rs", "what can be typed"),
    ("lesson/allow.rs", "what can be written"),
    ("lesson/command.rs", "what can be typed"),
    ("lesson/recording/authored.rs", "lines of TOML as examples"),
    ("tui/diagram/asset.rs", "what is wrong with a drawing of our own"),
    ("export/svg/paint.rs", "the elements and attributes of SVG; its words are laid out before"),
    ("export/svg/mod.rs", "the attributes of SVG's first element"),
    ("export/svg/palette.rs", "the rules of CSS"),
    ("export/paper.rs", "the rules of CSS"),
    ("export/mermaid.rs", "the statements of Mermaid"),
    ("terminal/crash_report.rs", "the report of a crash, which is read by whoever mends the program"),
    ("lab/exercise.rs", "what can be typed"),
    ("live/proc_process.rs", "the words of the kernel's own files"),
    ("wire/writer.rs", "the lines of tcpdump"),
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "tests") {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// The string literals of a source with their lines; comments and the tests at its end are left out.
fn literals(source: &str) -> Vec<(usize, String)> {
    // Tests in a file of their own are declared anywhere; those at a file's end are its end.
    let source = source.find("#[cfg(test)]\nmod tests {").map_or(source, |tests| &source[..tests]);
    let bytes = source.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let rest = &source[at..];
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if let Some(raw) = rest.strip_prefix("r#\"") {
            let end = raw.find("\"#").unwrap_or(raw.len());
            found.push((line(source, at), raw[..end].to_owned()));
            at += (end + 5).min(rest.len());
        } else if rest.starts_with("'\\") || rest.starts_with("'\"") {
            at += rest[2..].find('\'').map_or(rest.len(), |end| end + 3);
        } else if rest.starts_with('"') {
            let mut end = 1;
            while end < rest.len() && bytes[at + end] != b'"' {
                end += if bytes[at + end] == b'\\' { 2 } else { 1 };
            }
            found.push((line(source, at), rest[1..end.min(rest.len())].to_owned()));
            at += end + 1;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

fn line(source: &str, at: usize) -> usize {
    source[..at].matches('\n').count() + 1
}

/// A string without the tags of HTML and SVG in it.
fn without_tags(literal: &str) -> String {
    let (mut outside, mut rest) = (String::new(), literal);
    while let Some(open) = rest.find('<') {
        let is_tag = rest[open + 1..].starts_with(|c: char| c.is_alphabetic() || c == '/' || c == '!');
        let end = rest[open..].find('>').filter(|_| is_tag).map_or(1, |length| length + 1);
        outside.push_str(&rest[..open]);
        outside.push(' ');
        rest = &rest[open + end..];
    }
    outside + rest
}

/// Whether a string holds a word, a space and another word, its holes and the tags of a markup not counted.
fn has_words(literal: &str) -> bool {
    let mut outside = String::new();
    let mut depth = 0;
    for letter in without_tags(literal).chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            letter if depth == 0 => outside.push(letter),
            _ => {}
        }
    }
    let is_word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let words: Vec<&str> = outside.split_whitespace().collect();
    words.windows(2).any(|pair| is_word(pair[0]) && is_word(pair[1]))
}

/// Whether the code around a string is for the programmer: a reason, a message of an assertion.
fn is_for_programmers(line: &str) -> bool {
    ["reason = ", "expect(\"", "assert", "panic!", "unreachable!", "#[error("].iter().any(|mark| line.contains(mark))
}

/// Whether it is a value as a lesson may have it, which is TOML and stands beside its key.
fn is_an_example(line: &str) -> bool {
    line.trim_start().starts_with(".example(")
}

#[test]
fn no_sentence_stands_outside_the_tables() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    paths.sort();
    let mut strays = Vec::new();
    for path in paths {
        let name = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
        let is_test = name.ends_with("tests.rs") || name.ends_with("snapshot.rs");
        if is_test || MAY_HOLD.iter().any(|(place, _)| name.starts_with(place)) {
            continue;
        }
        let source = fs::read_to_string(&path).expect("a source can be read");
        let lines: Vec<&str> = source.lines().collect();
        let found = literals(&source).into_iter().filter(|(_, literal)| has_words(literal));
        let found = found.filter(|(line, _)| !is_for_programmers(lines[line - 1]) && !is_an_example(lines[line - 1]));
        strays.extend(found.map(|(line, literal)| format!("{name}:{line}: {literal}")));
    }
    assert!(strays.is_empty(), "{} sentences outside the tables: {strays:#?}", strays.len());
}
