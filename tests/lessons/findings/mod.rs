//! Everything that an author can get wrong, one test a finding, with its place and its words.

mod goals;
mod played;
mod tasks;
mod together;
mod written;

use tcptutor::language::ENGLISH;
use tcptutor::lesson::{check, compile};

/// A lesson without a fault.
pub const BASE: &str = r#"format = 1
title = "T"
summary = "S"
level = "core"
objectives = ["O"]
profile = "linux"

[world]
names = { A = "client", B = "server" }
isn = { A = 1, B = 2 }
latency = "40ms"
start = ["B listen", "A connect", "run until idle"]

[[step]]
say = "Here we are."
do = ["A write 10", "run until idle"]
expect = { A = "ESTABLISHED", sent = ["A data", "B ACK"], segments = 2 }

[[step]]
say = "Let A close."
until = { A = "FIN_WAIT_1" }
hints = ["Who is first?", "auto"]
wrong = { "A abort" = "That is a RST." }

[[step]]
ask = "Where is B then?"
predict = "B.state"
choices = ["CLOSE_WAIT", "CLOSED"]
after = ["run until idle"]
why.CLOSED = "Not yet."
right = "It waits for its program."

[[observe]]
linux = "ss -tan"
expect = "something"
"#;

/// The lesson with one thing changed.
pub(crate) fn instead(what: &str, with: &str) -> String {
    assert_eq!(BASE.matches(what).count(), 1, "`{what}` stands in the lesson once");
    BASE.replace(what, with)
}

/// All that is found in a text, without the file's name.
pub(crate) fn findings(text: &str) -> Vec<String> {
    let found = match compile("x.toml", text, &ENGLISH) {
        Ok(lesson) => check(&lesson, &ENGLISH),
        Err(found) => found,
    };
    // Whatever the finding, it can be shown.
    assert!(found.iter().all(|finding| finding.render(text).contains("x.toml")));
    found.iter().map(|finding| finding.to_string().trim_start_matches("x.toml:").to_owned()).collect()
}

pub(crate) fn finds(text: &str, expected: &[&str]) {
    assert_eq!(findings(text), expected);
}

#[test]
fn a_lesson_without_a_fault_has_no_finding() {
    finds(BASE, &[]);
}
