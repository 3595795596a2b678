//! The tables of keys: what is declared in them is all there is to declare.

use super::{reference, schema};
use crate::language::ENGLISH;
use crate::lesson::compile::{LESSON, LessonDraft, compile, compile_by};
use crate::lesson::keys::{About, Keys, Kind, Listed, descendants, key};
use crate::lesson::recording::{Recording, SESSION, SessionDraft, read_by};
use crate::lesson::toml_text::quoted;
use crate::lesson::vocabulary;
use crate::sim::fake_verbs;

/// Every key with the line that opens its table, and what has to stand beside it.
fn places() -> Vec<(&'static About, String)> {
    let table = |name: &str| -> &'static dyn Listed {
        LESSON.keys().into_iter().find(|key| key.name == name).and_then(|key| key.kind.table()).expect("a table")
    };
    let of =
        |keys: &'static dyn Listed, head: &'static str| keys.keys().into_iter().map(move |key| (key, head.to_owned()));
    let step = |key: &About| match key.beside.first() {
        Some(&"ask") => "[[step]]\nask = \"?\"\npredict = \"A.state\"\n",
        Some(&"allow") => "[[step]]\nsay = \".\"\nuntil = {}\nallow = []\n",
        Some(_) => "[[step]]\nsay = \".\"\nuntil = {}\n",
        None => "[[step]]\n",
    };
    let steps = table("step").keys().into_iter().map(|key| (key, step(key).to_owned()));
    of(&LESSON, "")
        .chain(of(table("world"), "[world]\n"))
        .chain(of(table("observe"), "[[observe]]\n"))
        .chain(steps)
        .collect()
}

#[test]
fn the_compiler_looks_at_the_value_of_every_key() {
    for (key, head) in places() {
        let other = |line: &&str| !line.starts_with(&format!("{} =", key.name));
        let mut lines: Vec<&str> = head.lines().filter(other).collect();
        let date = format!("{} = 1979-05-27", key.name);
        lines.push(&date);
        let text = lines.join("\n");
        let found = compile("x.toml", &text, &ENGLISH).expect_err("no date is anything here");
        let line = text.lines().count();
        assert!(found.iter().any(|finding| finding.line == line), "{text}\n{found:#?}");
    }
}

#[test]
fn every_key_has_a_sentence() {
    for key in descendants(&LESSON).into_iter().chain(descendants(&SESSION)).flat_map(|table| table.keys()) {
        let help = key.help(&ENGLISH);
        assert!(help.ends_with('.') && help.len() > 5, "{}", key.name);
    }
}

#[test]
fn every_key_of_a_lesson_has_an_example() {
    let without: Vec<String> = descendants(&LESSON)
        .into_iter()
        .flat_map(|table| table.keys().into_iter().map(move |key| (table.name(), key)))
        .filter(|(_, key)| key.example.is_empty())
        .map(|(table, key)| format!("{table}: {}", key.name))
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn the_compiler_takes_the_example_of_every_key() {
    for (key, head) in places() {
        // Only a number is typed, and only what breaks something is counted as a fault.
        let head = match key.name {
            "typed" => head.replace("A.state", "A.seq"),
            "faults" => head.replace("allow = []", "allow = [\"drop\"]"),
            _ => head,
        };
        let other = |line: &&str| !line.starts_with(&format!("{} =", key.name));
        let mut lines: Vec<&str> = head.lines().filter(other).collect();
        let example = format!("{} = {}", key.name, key.example);
        lines.push(&example);
        let text = lines.join("\n");
        let found = compile("x.toml", &text, &ENGLISH).err().unwrap_or_default();
        let line = text.lines().count();
        // What is missing beside it is said elsewhere, and of its value nothing.
        let blamed = |finding: &&crate::lesson::Diagnostic| finding.line == line && finding.column > key.name.len();
        assert!(!found.iter().any(|finding| blamed(&finding)), "{text}\n{found:#?}");
    }
}

#[test]
fn what_a_key_stands_beside_is_a_key_of_the_same_table() {
    for table in descendants(&LESSON).into_iter().chain(descendants(&SESSION)) {
        let names: Vec<&str> = table.keys().into_iter().map(|key| key.name).collect();
        for key in table.keys() {
            assert!(key.beside.iter().all(|other| names.contains(other)), "{}", key.name);
        }
    }
}

/// The keys of a lesson, and one that there is not: what it says becomes the title.
fn lesson_keys() -> &'static Keys<LessonDraft> {
    let fake = key(
        "motto",
        Kind::Text,
        |_| "A motto.",
        |lesson: &mut LessonDraft, item, fields| {
            lesson.title = fields.text(item);
        },
    );
    let keys = LESSON.keys.iter().cloned().chain([fake]).collect::<Vec<_>>().leak();
    Box::leak(Box::new(Keys {
        name: LESSON.name,
        what: LESSON.what,
        written: LESSON.written,
        one_of: LESSON.one_of,
        keys,
    }))
}

/// The same of a session.
fn session_keys() -> &'static Keys<SessionDraft, Recording> {
    let fake = key(
        "motto",
        Kind::Text,
        |_| "A motto.",
        |session: &mut SessionDraft, item, fields| {
            session.title = fields.text(item).map(|text| text.value);
        },
    )
    .writes(|recording: &Recording, _| recording.title.as_deref().map(quoted));
    let keys = SESSION.keys.iter().cloned().chain([fake]).collect::<Vec<_>>().leak();
    Box::leak(Box::new(Keys {
        name: SESSION.name,
        what: SESSION.what,
        written: SESSION.written,
        one_of: SESSION.one_of,
        keys,
    }))
}

const WITH_FAKES: &str = r#"format = 1
title = "T"
summary = "S"
objectives = ["O"]
motto = "M"
[world]
start = ["B poke on"]
[[step]]
say = "S"
"#;

#[test]
fn a_key_and_a_verb_that_are_declared_are_known_to_whatever_reads_a_lesson() {
    let (keys, verbs) = (lesson_keys(), fake_verbs());
    let lesson = compile_by(keys, verbs, "x.toml", WITH_FAKES, &ENGLISH).expect("both are known");
    assert_eq!((lesson.title.as_str(), lesson.start[0].in_words(verbs).as_str()), ("M", "B poke on"));
    let found = |text: &str| -> Vec<String> {
        let found = compile_by(keys, verbs, "x.toml", text, &ENGLISH).expect_err("it is misspelt");
        found.into_iter().filter_map(|finding| finding.suggestion).collect()
    };
    assert_eq!(found(&WITH_FAKES.replace("motto", "mtto").replace("poke", "poek")), ["motto", "poke"]);
    let unknown = compile("x.toml", WITH_FAKES, &ENGLISH).expect_err("neither is declared");
    assert_eq!(unknown.len(), 2, "{unknown:#?}");
}

#[test]
fn a_key_and_a_verb_that_are_declared_are_known_to_whatever_explains_the_format() {
    let (keys, verbs) = (lesson_keys(), fake_verbs());
    for text in [schema::schema(keys, verbs, &ENGLISH), reference::reference(keys, verbs, &ENGLISH)] {
        assert!(text.contains("motto") && text.contains("A motto.") && text.contains("B poke on"), "{text}");
    }
    assert!(vocabulary::help(verbs, &ENGLISH).any(|(example, help)| format!("{example} {help}").contains("B poke on")));
}

#[test]
fn a_key_and_a_verb_that_are_declared_are_read_and_written_in_sessions() {
    let (keys, verbs) = (session_keys(), fake_verbs());
    let text = "session = 1\nmotto = \"M\"\n[[part]]\ndo = [\"B poke on\"]\n";
    let recording = read_by(keys, verbs, "x.toml", text, &ENGLISH).expect("both are known");
    let written = recording.write_by(keys, verbs);
    assert!(written.contains("motto = \"M\"\n") && written.contains("do = [\"B poke on\"]\n"), "{written}");
    assert_eq!(read_by(keys, verbs, "x.toml", &written, &ENGLISH), Ok(recording));
}
