//! The session files under `tests/sessions`: what the RFCs' figures and Linux's queues show, done and held against the transcript
//! beside them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::PROGRAM;
use tcptutor::export::{CapturedAt, Cut, Format};
use tcptutor::headless::{self, CheckOptions, Form, Verdict};
use tcptutor::language::ENGLISH;
use tcptutor::lesson::{Recording, compile, recording};

include!("../../sessions/names.rs");

macro_rules! names {
    ($($name:literal),* $(,)?) => { [$($name),*] };
}

/// What has to be there.
const SESSIONS: [&str; 10] = recorded_sessions!(names);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions")
}

fn file(name: &str) -> PathBuf {
    folder().join(format!("{name}.toml"))
}

fn opened(name: &str) -> Recording {
    let text = fs::read_to_string(file(name)).expect("the file is there");
    recording::read(name, &text, &ENGLISH).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

fn run(what: &str) -> String {
    let mut out = Vec::new();
    let verdict =
        headless::run(what, &[], (Format::Text, CapturedAt::default()), Cut::default(), None, &mut out, &ENGLISH)
            .unwrap_or_else(|error| panic!("{what}: {}", error.describe(&ENGLISH)));
    let out = String::from_utf8(out).expect("text");
    assert_eq!(verdict, Verdict::Fine, "{what}: {out}");
    out
}

#[test]
fn every_session_is_there_and_no_other() {
    let files = fs::read_dir(folder()).expect("the folder is there").filter_map(|entry| {
        let path = entry.ok()?.path();
        (path.extension()? == "toml").then(|| path.file_stem()?.to_str().map(str::to_owned))?
    });
    let mut files: Vec<String> = files.collect();
    files.sort();
    assert_eq!(files, SESSIONS);
}

#[test]
fn every_session_replays_byte_for_byte() {
    for name in SESSIONS {
        let transcript = run(file(name).to_str().expect("a path"));
        insta::with_settings!({
            snapshot_path => folder(),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            for (part, text) in (1..).zip(in_parts(&transcript)) {
                let name = if part == 1 { name.to_owned() } else { format!("{name}-{part}") };
                insta::assert_snapshot!(name, text);
            }
        });
    }
}

/// A transcript in texts short enough to be read.
fn in_parts(transcript: &str) -> Vec<String> {
    let lines: Vec<&str> = transcript.split_inclusive('\n').collect();
    lines.chunks(250).map(<[&str]>::concat).collect()
}

#[test]
fn every_session_replays_the_same_after_it_was_written_and_as_short_text() {
    for name in SESSIONS {
        let recording = opened(name);
        let transcript = run(file(name).to_str().expect("a path"));
        let again = std::env::temp_dir().join(format!("tcptutor-{}-{name}.toml", std::process::id()));
        fs::write(&again, recording.write()).expect("a file can be written");
        assert_eq!(run(again.to_str().expect("a path")), transcript);
        fs::remove_file(&again).expect("it is there");
        assert_eq!(run(&recording.to_short_text()), transcript);
    }
}

#[test]
fn every_session_is_the_same_in_a_history_and_can_be_written_from_there() {
    for name in SESSIONS {
        let recording = opened(name);
        let history = recording.history();
        let again = Recording::of(&history, recording.names.as_deref()).expect("it can be written");
        assert_eq!(again.world(), recording.world(), "{name}");
        assert_eq!(again.history().inputs().collect::<Vec<_>>(), history.inputs().collect::<Vec<_>>(), "{name}");
        assert_eq!(again.history().marks().collect::<Vec<_>>(), history.marks().collect::<Vec<_>>(), "{name}");
        assert_eq!(again.branches.len(), recording.branches.len(), "{name}");
        let states = |recording: &Recording| recording.replay(None, &ENGLISH).last().expect("a part").states;
        assert_eq!(states(&again), states(&recording), "{name}");
        assert_eq!(history.world().states(), states(&recording), "{name}");
    }
}

#[test]
fn check_reads_sessions_and_lessons_alike() {
    let mut out = Vec::new();
    let verdict = headless::check(CheckOptions { what: &[folder()], ..CheckOptions::default() }, &mut out, &ENGLISH)
        .expect("they can be read");
    assert_eq!(String::from_utf8(out).expect("text"), "10 sessions: nothing to complain about\n");
    assert_eq!(verdict, Verdict::Fine);
}

#[test]
fn every_session_makes_a_lesson_that_compiles() {
    for name in SESSIONS {
        let lesson = opened(name).lesson_skeleton(&ENGLISH);
        assert!(compile("skeleton.toml", &lesson, &ENGLISH).is_ok(), "{name}: {lesson}");
    }
}

#[test]
fn an_expectation_that_does_not_hold_is_exit_code_1_with_its_place() {
    let text = fs::read_to_string(file("simultaneous-open")).expect("it is there");
    let wrong = text.replace("B = \"ESTABLISHED\"", "B = \"SYN_RCVD\"");
    let path = std::env::temp_dir().join(format!("tcptutor-{}-wrong.toml", std::process::id()));
    fs::write(&path, wrong).expect("a file can be written");
    for arguments in [&["run"][..], &["run", "--json"], &["check"]] {
        let output = Command::new(PROGRAM).args(arguments).arg(&path).output().expect("the program runs");
        let said = String::from_utf8(output.stdout).expect("text");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(said.contains("B should be in SYN_RCVD here, and is in ESTABLISHED"), "{said}");
        assert!(said.contains("wrong.toml:23:10") || said.contains("\"line\""), "{said}");
    }
    fs::remove_file(&path).expect("it is there");
}

#[test]
fn what_changes_nothing_is_said_by_run_and_by_check_with_its_place() {
    let path = std::env::temp_dir().join(format!("tcptutor-{}-nothing.toml", std::process::id()));
    fs::write(&path, "session = 1\n[[part]]\ndo = [\"B listen\", \"A connect\", \"drop B#9\"]\n").expect("a file");
    for command in ["run", "check"] {
        let output = Command::new(PROGRAM).arg(command).arg(&path).output().expect("the program runs");
        let said = String::from_utf8(output.stdout).expect("text");
        let words = "`drop B#9` does nothing: there is no such segment here";
        assert!(said.contains(words) && said.contains("nothing.toml:3:32"), "{command}: {said}");
    }
    fs::remove_file(&path).expect("it is there");
}

#[test]
fn the_readmes_session_is_one_and_holds() {
    let readme = include_str!("../../../README.md");
    let from = readme.find("session = 1").expect("the README shows a session");
    let text = &readme[from..from + readme[from..].find("```").expect("it ends")];
    assert_eq!(recording::check("README.md", text, &ENGLISH), []);
}

#[test]
fn convert_turns_a_session_into_each_form_and_back() {
    let convert = |what: &str, form| {
        let mut out = Vec::new();
        headless::convert(what, form, &mut out, &ENGLISH).expect("it is a session");
        String::from_utf8(out).expect("text")
    };
    let path = file("half-open-discovery");
    let session = convert(path.to_str().expect("a path"), Form::Session);
    let text = convert(path.to_str().expect("a path"), Form::Text);
    assert_eq!(text.lines().count(), 1);
    assert_eq!(convert(&text, Form::Session), session);
    assert_eq!(convert(&text, Form::Lesson), opened("half-open-discovery").lesson_skeleton(&ENGLISH));
}

#[test]
fn what_cannot_be_opened_is_exit_code_2_with_a_sentence() {
    let broken = std::env::temp_dir().join(format!("tcptutor-{}-broken.toml", std::process::id()));
    fs::write(&broken, "session = 1\n[[part]]\ndo = [\"A conect\"]\n").expect("a file can be written");
    let broken = broken.to_str().expect("a path").to_owned();
    let lesson = concat!(env!("CARGO_MANIFEST_DIR"), "/lessons/four-way-close.toml");
    let cut_off = opened("challenge-ack").to_short_text().chars().take(60).collect::<String>();
    let cases: [(&str, &str, &str); 7] = [
        ("run", &broken, "did you mean `connect`?"),
        ("sandbox", &broken, "did you mean `connect`?"),
        ("run", "no-such-thing", "`no-such-thing` is neither a lesson nor a file nor a session's text."),
        ("sandbox", "no-such-thing", "`no-such-thing` is neither a file nor a session's text"),
        ("sandbox", lesson, "is a lesson, not a session: `tcptutor run` plays it"),
        ("sandbox", &cut_off, "the end of this session is missing"),
        ("run", &cut_off, "the end of this session is missing"),
    ];
    for (command, what, says) in cases {
        let output = Command::new(PROGRAM).args([command, what]).output().expect("the program runs");
        let said = String::from_utf8(output.stderr).expect("text");
        assert_eq!(output.status.code(), Some(2), "{command} {what}: {said}");
        assert!(said.contains(says), "{command} {what}: {said}");
    }
    fs::remove_file(&broken).expect("it is there");
}
