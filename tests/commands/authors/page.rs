//! The page that teaches writing a lesson: its lesson is checked, its commands are run, its reference is the program's own.

use super::{read, run};
use crate::support::folder::Folder;
use tcptutor::language::ENGLISH;
use tcptutor::lesson::{check, compile, format, parse_command};

const PAGE: &str = include_str!("../../../lessons/README.md");

/// The blocks of code in their order, each with its language.
fn blocks() -> Vec<(&'static str, &'static str)> {
    let mut blocks = Vec::new();
    let mut rest = PAGE;
    while let Some((_, block)) = rest.split_once("\n```") {
        let (language, block) = block.split_once('\n').expect("a language");
        let (code, after) = block.split_once("\n```\n").expect("an end");
        blocks.push((language, code));
        rest = after;
    }
    blocks
}

/// The lesson that the page writes.
fn lesson() -> String {
    let parts = blocks().into_iter().filter(|(language, _)| *language == "toml");
    parts.map(|(_, code)| code).collect::<Vec<_>>().join("\n\n")
}

#[test]
fn the_lesson_of_the_page_has_no_finding() {
    let text = lesson();
    let lesson = compile("lost-ack.toml", &text, &ENGLISH).unwrap_or_else(|found| panic!("{found:#?}"));
    assert_eq!(check(&lesson, &ENGLISH), [], "{text}");
}

#[test]
fn every_command_of_the_page_does_what_it_says() {
    let folder = Folder::new("authors-page");
    folder.write("session.toml", "session = 1\n[[part]]\ndo = [\"A connect\", \"run for 1s\"]\n");
    let mut written = false;
    for (language, code) in blocks() {
        if language == "toml" {
            written = true;
            continue;
        }
        assert_eq!(language, "sh");
        if std::mem::take(&mut written) {
            folder.write("lost-ack.toml", &lesson());
        }
        for line in code.lines() {
            run_line(&folder, line);
        }
    }
    assert_eq!(read(&folder, "lesson.schema.json"), format::schema(&ENGLISH));
}

/// Runs one line as a shell would.
fn run_line(folder: &Folder, line: &str) {
    let (command, file) = line.split_once(" > ").map_or((line, None), |(command, file)| (command, Some(file)));
    let arguments: Vec<&str> = command.strip_prefix("tcptutor ").expect("our program").split(' ').collect();
    let (code, output_text) = run(folder.path(), &arguments);
    match file {
        Some(file) => drop(folder.write(file, &output_text)),
        None if line.ends_with("--watch") => {
            // It was understood, and wants a terminal; another test gives it one.
            assert!(code == 2 && output_text.contains("this needs a terminal"), "{line}: {output_text}");
            return;
        }
        None => {}
    }
    assert_eq!(code, 0, "{line}: {output_text}");
}

#[test]
fn every_action_of_the_page_is_understood() {
    let table = PAGE.split("| action | what it does |").nth(1).expect("a table");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let actions: Vec<&str> =
        rows.flat_map(|row| row.split('|').nth(1).expect("actions").split('`').skip(1).step_by(2)).collect();
    assert!(actions.len() > 20, "{actions:?}");
    for action in actions {
        assert!(parse_command(action, &ENGLISH).is_ok(), "{action}");
    }
}

#[test]
fn the_reference_is_the_table_of_the_program() {
    let (_, rest) = PAGE.split_once("<!-- keys -->\n").expect("the reference");
    let (reference, _) = rest.split_once("<!-- end -->").expect("its end");
    assert_eq!(
        reference.trim(),
        format::reference(&ENGLISH).trim(),
        "copy this into lessons/README.md:\n{}",
        format::reference(&ENGLISH)
    );
}
