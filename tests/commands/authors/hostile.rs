//! Files that no lesson is: refused quickly, with one polite sentence.

use std::time::{Duration, Instant};

use super::run;
use crate::support::folder::Folder;
use tcptutor::language::ENGLISH;
use tcptutor::lesson::compile;

/// Far more than a refusal takes, on any machine that is busy with other tests; far less than what has no limit.
const QUICKLY: Duration = Duration::from_secs(20);

const DEEP: &str = "this is nested too deeply to be worth reading";

/// Each with what is said about it.
fn files() -> Vec<(&'static str, String, &'static str)> {
    let nested = |open: &str, inner: &str, close: &str, n: usize| open.repeat(n) + inner + &close.repeat(n);
    let path = "a.".repeat(10_000) + "a";
    let wide = "a.".repeat(70) + "a";
    vec![
        ("arrays", format!("a = {}", nested("[", "", "]", 10_000)), DEEP),
        ("open arrays", format!("a = {}", "[".repeat(10_000)), DEEP),
        ("a path", format!("{path} = 1"), DEEP),
        ("a header", format!("[{path}]\nb = 1"), DEEP),
        ("a header of an array", format!("[[{path}]]\nb = 1"), DEEP),
        ("inline tables", format!("a = {}", nested("{a = ", "1", "}", 10_000)), DEEP),
        ("both", format!("a = {}", nested("[{a = ", "1", "}]", 10_000)), DEEP),
        (
            "wide and deep",
            format!("a = {}", nested(&format!("{{{wide} = "), "1", "}", 70)),
            "the lesson has no key `a`",
        ),
        ("lines", "x = 1\n".repeat(100_000), "this file has 585 KiB, and a lesson has at most 128"),
        ("steps", "[[step]]\nsay = \"x\"\n".repeat(50_000), "this file has 927 KiB, and a lesson has at most 128"),
        ("bytes", "#".repeat(10 << 20), "this file has 10240 KiB, and a lesson has at most 128"),
    ]
}

#[test]
fn a_file_that_no_lesson_is_is_refused_quickly_with_one_sentence() {
    for (name, text, said) in files() {
        let start = Instant::now();
        let found = compile("x.toml", &text, &ENGLISH).expect_err("it is not a lesson");
        let about: Vec<&str> =
            found.iter().map(|finding| finding.message.as_str()).filter(|message| *message == said).collect();
        assert_eq!(about.len(), 1, "{name}: {found:#?}");
        assert!(found.len() == 1 || name == "wide and deep", "{name}: {found:#?}");
        assert!(found[0].render(&text).len() < 200_000);
        assert!(start.elapsed() < QUICKLY, "{name}: {:?}", start.elapsed());
    }
}

#[test]
fn the_program_refuses_it_too_and_does_not_fall_over() {
    let folder = Folder::new("authors-hostile");
    for (name, text, said) in files() {
        let file = folder.write(&format!("{}.toml", name.replace(' ', "-")), &text);
        let file = file.to_str().expect("a path");
        for (arguments, code) in [(&["check", file], 1), (&["run", file], 2), (&["lesson", file], 2)] {
            let start = Instant::now();
            let (left, output_text) = run(folder.path(), arguments);
            assert_eq!(left, code, "{name} {arguments:?}: {}", &output_text[..output_text.len().min(500)]);
            assert!(output_text.contains(said), "{name} {arguments:?}: {}", &output_text[..output_text.len().min(500)]);
            assert!(start.elapsed() < QUICKLY, "{name} {arguments:?}: {:?}", start.elapsed());
        }
    }
}

#[test]
fn a_configuration_that_nests_without_end_keeps_nobody_from_learning() {
    let folder = Folder::new("authors-config");
    let file = folder.write("config.toml", &format!("{} = 1", "keys.".repeat(10_000) + "x"));
    let (code, output_text) = run(folder.path(), &["doctor", "--config", file.to_str().expect("a path")]);
    assert_eq!(code, 1);
    assert!(output_text.contains(DEEP), "{}", &output_text[..output_text.len().min(500)]);
}
