//! Where handouts go.

use crate::PROGRAM;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.arg("run").args(arguments).env("TCPTUTOR_CONFIG", "/dev/null").output().expect("the program runs")
}

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("tcptutor-handouts-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir(&folder).expect("a folder");
    folder
}

#[test]
fn a_file_gets_what_standard_output_would_get_and_nothing_lies_beside_it() {
    let folder = folder("file");
    let file = folder.join("close.svg");
    fs::write(&file, "what was there").expect("a file");
    let path = file.to_string_lossy().into_owned();
    let written = run(&["four-way-close", "--format", "svg", "--output", &path]);
    assert!(written.status.success() && written.stdout.is_empty(), "{written:?}");
    assert_eq!(fs::read(&file).expect("it is there"), run(&["four-way-close", "--format", "svg"]).stdout);
    assert_eq!(fs::read_dir(&folder).expect("the folder").count(), 1);
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn a_file_that_cannot_be_written_is_said_in_a_sentence() {
    let folder = folder("refused");
    let inside = folder.join("no/such/folder.html").to_string_lossy().into_owned();
    for path in [inside, folder.to_string_lossy().into_owned()] {
        let refused = run(&["four-way-close", "--format", "html", "--output", &path]);
        let said = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(2), "{said}");
        assert!(said.contains("cannot be written"), "{said}");
    }
    assert_eq!(fs::read_dir(&folder).expect("the folder").count(), 0);
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn an_option_that_a_format_has_nothing_for_is_refused_in_a_sentence() {
    let refused = [
        ("--questions", ["svg", "json", "mermaid", "tcpdump", "pcapng"].as_slice()),
        ("--answers", &["svg", "json", "mermaid", "tcpdump", "pcapng"]),
        ("--notes", &["svg", "json", "mermaid", "tcpdump", "pcapng"]),
        ("--steps=1-2", &["json", "tcpdump", "pcapng"]),
        ("--at=A", &["text", "json", "markdown", "mermaid", "svg", "html"]),
    ];
    for (option, formats) in refused {
        for format in formats {
            let refused = run(&["four-way-close", option, "--format", format]);
            let said = String::from_utf8_lossy(&refused.stderr);
            assert_eq!(refused.status.code(), Some(2), "{option} as {format}");
            let name = option.split('=').next().unwrap_or(option);
            assert!(refused.stdout.is_empty() && said.contains(name) && said.contains(format), "{said}");
        }
    }
    let both = run(&["four-way-close", "--json", "--questions"]);
    assert_eq!(both.status.code(), Some(2), "the short form is the same format");
}

#[test]
fn what_only_a_lesson_has_is_refused_for_a_session_and_some_of_its_steps_are_shown() {
    let folder = folder("session");
    let file = folder.join("two.toml");
    let text =
        "session = 1\nprofile = \"rfc9293\"\n\n[[part]]\ndo = [\"B listen\"]\n\n[[part]]\ndo = [\"A connect\"]\n";
    fs::write(&file, text).expect("a file");
    let path = file.to_string_lossy().into_owned();
    for option in ["--questions", "--answers", "--notes"] {
        let refused = run(&[&path, option]);
        assert_eq!(refused.status.code(), Some(2), "{option}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("recorded session"), "{option}");
    }
    let second = String::from_utf8(run(&[&path, "--steps", "2"]).stdout).expect("text");
    assert!(second.contains("A connect") && !second.contains("B listen"), "{second}");
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn json_has_a_short_form() {
    let short = run(&["four-way-close", "--json"]);
    assert_eq!(short.stdout, run(&["four-way-close", "--format", "json"]).stdout);
    assert!(short.stdout.starts_with(b"{"));
}

#[test]
fn the_exit_code_says_in_every_format_whether_the_promises_were_kept() {
    let folder = folder("promises");
    let file = folder.join("broken.toml");
    let text = "session = 1\nprofile = \"rfc9293\"\n\n[[part]]\ndo = [\"A connect\"]\nexpect = { A = \"CLOSED\" }\n";
    fs::write(&file, text).expect("a file");
    let path = file.to_string_lossy().into_owned();
    for format in ["text", "json", "markdown", "mermaid", "svg", "html"] {
        let broken = run(&[&path, "--format", format]);
        assert_eq!(broken.status.code(), Some(1), "{format}: {broken:?}");
        assert!(!broken.stdout.is_empty(), "{format}");
    }
    for format in ["text", "json", "markdown", "html"] {
        let said = String::from_utf8(run(&[&path, "--format", format]).stdout).expect("text");
        assert!(said.contains("should be in CLOSED"), "{format} hides the problem: {said}");
    }
    let _ = fs::remove_dir_all(folder);
}
