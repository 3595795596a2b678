//! The table of keys and the compiler agree.

use std::collections::BTreeSet;

use super::{Key, Keys, Kind, LESSON};
use crate::lesson::compile::{compile, keys_asked};

/// A file with every table that there is.
const EVERY_TABLE: &str = r#"
[world]
names = {}
isn = {}
latency = {}
mss = {}
app = {}
delayed_ack = {}
keepalive = {}
reuse = {}

[[step]]
say = "It tells."
expect = { count = {} }

[[step]]
say = "It gives something to do."
until = {}

[[step]]
say = "It gives a puzzle."
goal = [{ visited = {} }, { avoids = {} }, { accepted = {} }]
allow = []

[[step]]
ask = "It asks what happens."
predict = "A.state"

[[step]]
ask = "It asks whether something is possible."
predict = "possible"

[[observe]]
"#;

/// Every key of the table, with what its table is called; sides are a table, too.
fn declared() -> BTreeSet<(&'static str, &'static str)> {
    let mut keys = BTreeSet::new();
    for table in LESSON.with_all_below() {
        for key in table.keys {
            keys.insert((table.what, key.name));
            if let Kind::Sides(what, _) = key.kind {
                keys.extend([(what, "A"), (what, "B")]);
            }
        }
    }
    keys
}

#[test]
fn the_compiler_asks_for_every_key_of_the_table_and_for_no_other() {
    assert_eq!(keys_asked(EVERY_TABLE), declared());
}

/// Every key with the line that opens its table, and what has to stand beside it.
fn places() -> Vec<(&'static Key, String)> {
    let table = |name: &str| LESSON.find(name).and_then(|key| key.kind.table()).expect("a table");
    let of = |keys: &'static Keys, head: &'static str| keys.keys.iter().map(move |key| (key, head.to_owned()));
    let step = |key: &Key| match key.beside.first() {
        Some(&"ask") => "[[step]]\nask = \"?\"\npredict = \"A.state\"\n",
        Some(&"allow") => "[[step]]\nsay = \".\"\nuntil = {}\nallow = []\n",
        Some(_) => "[[step]]\nsay = \".\"\nuntil = {}\n",
        None => "[[step]]\n",
    };
    let steps = table("step").keys.iter().map(|key| (key, step(key).to_owned()));
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
        let head: String = head.lines().filter(other).map(|line| format!("{line}\n")).collect();
        let text = format!("{head}{} = 1979-05-27\n", key.name);
        let found = compile("x.toml", &text).expect_err("no date is anything here");
        let line = text.lines().count();
        assert!(found.iter().any(|finding| finding.line == line), "{text}\n{found:#?}");
    }
}

#[test]
fn every_key_has_a_sentence() {
    for key in LESSON.with_all_below().iter().flat_map(|table| table.keys) {
        assert!(key.help.ends_with('.') && key.help.len() > 5, "{}", key.name);
    }
}

#[test]
fn what_a_key_stands_beside_is_a_key_of_the_same_table() {
    for table in LESSON.with_all_below() {
        for key in table.keys {
            assert!(key.beside.iter().all(|other| table.find(other).is_some()), "{}", key.name);
        }
    }
}
