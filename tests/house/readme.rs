//! The README says what is so: its keys, its commands and its examples are checked here.

use std::fmt::Write as _;
use std::process::Command;
use tcptutor::config::SETTINGS;
use tcptutor::language::ENGLISH;
use tcptutor::lesson::catalogue;
use tcptutor::tui::bindings::{BINDINGS, Scope};

const README: &str = include_str!("../../README.md");

/// The part of the README between `<!-- name -->` and `<!-- end -->`.
fn part(name: &str) -> &'static str {
    let mark = format!("<!-- {name} -->\n");
    let from = README.find(&mark).unwrap_or_else(|| panic!("the README has a part `{name}`")) + mark.len();
    let rest = &README[from..];
    &rest[..rest.find("<!-- end -->").expect("the part ends")]
}

/// The table of keys as the README has to print it.
fn keys_table(scopes: &[Scope]) -> String {
    let mut table = String::from("| keys | what they do |\n| --- | --- |\n");
    for binding in BINDINGS.iter().filter(|binding| scopes.contains(&binding.scope)) {
        let keys: Vec<String> = binding
            .command
            .key_names(binding.keys)
            .iter()
            .map(|key| format!("`{key}`").replace("1-9", "1`-`9"))
            .collect();
        let _ = writeln!(table, "| {} | {} |", keys.join(" "), binding.help(&ENGLISH));
    }
    table
}

#[test]
fn the_tables_of_keys_are_the_table_of_bindings() {
    let parts: [(&str, &[Scope]); 6] = [
        ("keys", &[Scope::Stage, Scope::Lesson, Scope::Sandbox]),
        ("presenting", &[Scope::Present]),
        ("poll", &[Scope::Poll]),
        ("present-sandbox", &[Scope::PresentSandbox]),
        ("live", &[Scope::Live]),
        ("lab", &[Scope::Lab]),
    ];
    for (name, scopes) in parts {
        let table = keys_table(scopes);
        assert_eq!(part(name).trim(), table.trim(), "copy this into the README:\n{table}");
    }
}

/// The table of settings as the README has to print it.
fn settings_table() -> String {
    let mut table = String::from("| setting | what it is |\n| --- | --- |\n");
    for setting in SETTINGS {
        let _ =
            writeln!(table, "| `{} = {}` | {} |", setting.name, setting.default_value(), setting.sentence(&ENGLISH));
    }
    table
}

#[test]
fn the_table_of_settings_is_the_table_of_the_program() {
    assert_eq!(part("settings").trim(), settings_table().trim(), "copy this into the README:\n{}", settings_table());
}

/// The part that shows how keys are changed.
fn example_of_keys() -> &'static str {
    let from = README.find("```toml\n[keys]").expect("an example") + "```toml\n".len();
    &README[from..from + README[from..].find("```").expect("its end")]
}

#[test]
fn the_example_of_changed_keys_does_what_it_says() {
    let (_, findings) = tcptutor::config::parse("config.toml", example_of_keys(), &ENGLISH);
    let said: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(said, ["`x` cannot be `drop`: it is `close` already, in the scope `stage`"]);
}

#[test]
fn every_command_of_the_program_is_shown() {
    let help = Command::new(env!("CARGO_BIN_EXE_tcptutor")).arg("-h").output().expect("the program runs");
    let help = String::from_utf8(help.stdout).expect("text");
    let (_, commands) = help.split_once("Commands:\n").expect("commands");
    let names = commands.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.split_whitespace().next());
    for name in names.filter(|name| *name != "help") {
        assert!(part("commands").contains(&format!("| `tcptutor {name}")), "{name} is not in the README");
    }
}

#[test]
fn every_lesson_is_named_and_every_named_lesson_exists() {
    for entry in catalogue::ENTRIES {
        let header = entry.header();
        let row = format!("| `{}` {} | {} | {} |", entry.id, header.title, header.summary, header.minutes);
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
        assert!(help.contains(&format!("  {word} ")), "`{word}` is not a command:\n{help}");
    }
}

#[test]
fn the_examples_run() {
    let program = env!("CARGO_BIN_EXE_tcptutor");
    for line in part("examples").lines().filter_map(|line| line.strip_prefix("tcptutor ")) {
        let arguments: Vec<&str> = line.split('#').next().unwrap_or_default().split_whitespace().collect();
        let output = Command::new(program)
            .args(&arguments)
            .stdin(std::process::Stdio::null())
            .env("TCPTUTOR_CONFIG", "/dev/null")
            .env("TCPTUTOR_DATA_DIR", "/nonexistent")
            .output()
            .expect("the program runs");
        assert!(output.status.success(), "tcptutor {line}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!output.stdout.is_empty(), "tcptutor {line} prints nothing");
    }
}

#[test]
fn the_picture_of_a_ladder_is_what_the_shown_command_writes() {
    let command = "run tests/sessions/lost-last-ack.toml --format svg";
    assert!(README.contains(&format!("`tcptutor {command}`")));
    let output =
        Command::new(env!("CARGO_BIN_EXE_tcptutor")).args(command.split(' ')).output().expect("the program runs");
    let picture = include_str!("../../assets/lost-last-ack.svg");
    assert!(
        output.stdout == picture.as_bytes(),
        "write it again: tcptutor {command} --output assets/lost-last-ack.svg"
    );
}
