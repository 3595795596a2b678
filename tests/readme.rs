//! The README says what is so: its keys, its commands and its examples are checked here.

use std::fmt::Write as _;
use std::process::Command;
use tcptutor::lesson::catalogue;
use tcptutor::tui::bindings::{BINDINGS, Scope};

const README: &str = include_str!("../README.md");

/// The part of the README between `<!-- name -->` and `<!-- end -->`.
fn part(name: &str) -> &'static str {
    let mark = format!("<!-- {name} -->\n");
    let from = README.find(&mark).unwrap_or_else(|| panic!("the README has a part `{name}`")) + mark.len();
    let rest = &README[from..];
    &rest[..rest.find("<!-- end -->").expect("the part ends")]
}

/// The table of keys as the README has to print it.
fn keys_table() -> String {
    let mut table = String::from("| keys | what they do |\n| --- | --- |\n");
    for binding in BINDINGS.iter().filter(|binding| matches!(binding.scope, Scope::Stage | Scope::Lesson)) {
        let keys: Vec<String> = match binding.keys {
            [first, .., last] if binding.keys.len() > 4 => vec![format!("`{first}`-`{last}`")],
            keys => keys.iter().map(|key| format!("`{key}`")).collect(),
        };
        let _ = writeln!(table, "| {} | {} |", keys.join(" "), binding.help);
    }
    table
}

#[test]
fn the_table_of_keys_is_the_table_of_bindings() {
    assert_eq!(part("keys").trim(), keys_table().trim(), "copy this into the README:\n{}", keys_table());
}

#[test]
fn every_lesson_is_named_and_every_named_lesson_exists() {
    for entry in catalogue::ENTRIES {
        let row = format!("| `{}` {} |", entry.id, entry.header().title);
        assert!(part("lessons").contains(&row), "missing: {row}");
    }
}

#[test]
fn every_command_that_is_shown_is_one_that_the_program_has() {
    let program = env!("CARGO_BIN_EXE_tcptutor");
    let help = Command::new(program).arg("--help").output().expect("the program runs");
    let help = String::from_utf8(help.stdout).expect("text");
    let shown: Vec<&str> = part("commands").lines().filter_map(|line| line.strip_prefix("| `tcptutor")).collect();
    assert!(shown.len() >= 5, "{shown:?}");
    for line in shown {
        let word = line.split([' ', '`']).find(|word| !word.is_empty());
        let Some(word) = word.filter(|word| word.chars().all(char::is_alphabetic)) else { continue };
        assert!(help.contains(&format!("  {word} ")), "`{word}` is no command:\n{help}");
    }
}

#[test]
fn the_examples_run() {
    let program = env!("CARGO_BIN_EXE_tcptutor");
    for line in part("examples").lines().filter_map(|line| line.strip_prefix("tcptutor ")) {
        let arguments: Vec<&str> = line.split('#').next().unwrap_or_default().split_whitespace().collect();
        let output = Command::new(program).args(&arguments).output().expect("the program runs");
        assert!(output.status.success(), "tcptutor {line}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!output.stdout.is_empty(), "tcptutor {line} prints nothing");
    }
}
