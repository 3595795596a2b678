//! Presenting in one terminal, the speaker's notes in a second one: they find each other, and leave nothing behind.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::PROGRAM;
use crate::pty::{Pty, command};
use portable_pty::CommandBuilder;

const PAGE_DOWN: &str = "\x1b[6~";

/// A runtime directory of the test's own.
struct Runtime(PathBuf);

impl Runtime {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("tcptutor-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::DirBuilder::new().mode(0o700).create(&folder).expect("a folder");
        Self(folder)
    }

    fn command(&self, arguments: &[&str]) -> CommandBuilder {
        let mut command = command(PROGRAM, arguments);
        command.env("XDG_RUNTIME_DIR", &self.0);
        command
    }

    fn present(&self) -> Pty {
        let pty = Pty::start(self.command(&["present", "four-way-close", "--no-anim"]), 80, 24);
        pty.wait_for("1 of 12");
        pty
    }

    fn notes(&self) -> Pty {
        Pty::start(self.command(&["notes"]), 80, 24)
    }

    fn folder(&self) -> PathBuf {
        self.0.join("tcptutor")
    }

    fn files(&self) -> Vec<PathBuf> {
        fs::read_dir(self.folder()).into_iter().flatten().map(|entry| entry.expect("an entry").path()).collect()
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).expect("it exists").permissions().mode() & 0o777
}

#[test]
fn the_notes_follow_page_by_page_and_nothing_is_left_behind() {
    let runtime = Runtime::new("notes-follow");
    let mut presenter = runtime.present();
    assert_eq!(mode(&runtime.folder()), 0o700);
    assert_eq!(runtime.files().iter().map(|file| mode(file)).collect::<Vec<_>>(), [0o600]);
    let mut notes = runtime.notes();
    notes.wait_for("1 of 12");
    notes.wait_for("A close");
    for step in [2, 2, 3] {
        presenter.type_keys(PAGE_DOWN);
        presenter.wait_for(&format!("{step} of 12"));
        notes.wait_for(&format!("{step} of 12"));
    }
    presenter.type_keys(PAGE_DOWN);
    notes.wait_for("root of every CLOSE_WAIT bug");
    notes.wait_for("B sends ACK");
    presenter.wait_until("the room does not see the answer", |screen| {
        screen.contents().contains("1  no segment at all") && !screen.contents().contains("root of every")
    });
    presenter.type_keys("b");
    notes.wait_for("the room sees black");
    presenter.wait_until("a black screen", |screen| screen.contents().trim().is_empty());
    presenter.type_keys("b");
    presenter.wait_for("no segment at all");
    presenter.type_keys("q");
    presenter.wait_for("--step 4");
    presenter.type_keys("q");
    assert_eq!(presenter.wait_exit(), 0);
    presenter.assert_restored();
    notes.wait_for("The presenter has gone");
    assert_eq!(runtime.files(), Vec::<PathBuf>::new());
    notes.type_keys("q");
    assert_eq!(notes.wait_exit(), 0);
    notes.assert_restored();
}

#[test]
fn who_leaves_in_the_middle_is_told_how_to_go_on_and_two_lessons_are_one_lecture() {
    for out in ["\x03", "qq"] {
        let runtime = Runtime::new("notes-leave");
        let lecture = ["present", "four-way-close", "close-wait-bug", "--no-anim"];
        let mut presenter = Pty::start(runtime.command(&lecture), 80, 24);
        presenter.wait_for("lesson 1 of 2");
        presenter.type_keys(PAGE_DOWN);
        presenter.wait_for("1 of 12");
        presenter.type_keys(PAGE_DOWN);
        presenter.wait_for("2 of 12");
        presenter.type_keys(out);
        assert_eq!(presenter.wait_exit(), 0);
        let output_text = "tcptutor present four-way-close close-wait-bug --step 2";
        presenter.wait_until(output_text, |screen| screen.contents().contains(output_text));
        presenter.assert_restored();
    }
}

#[test]
fn the_notes_see_the_votes_and_the_sandbox() {
    let runtime = Runtime::new("notes-votes");
    let mut presenter = runtime.present();
    let notes = runtime.notes();
    presenter.type_keys(PAGE_DOWN);
    notes.wait_for("keys: x");
    for _ in 0..3 {
        presenter.type_keys(PAGE_DOWN);
    }
    notes.wait_for("2. B sends ACK");
    presenter.type_keys("22");
    notes.wait_for("2 votes");
    presenter.type_keys("S");
    notes.wait_for("the room is in the sandbox");
    presenter.type_keys("S");
    notes.wait_until("the lesson", |screen| !screen.contents().contains("in the sandbox"));
}

#[test]
fn a_presenter_that_is_killed_is_missed_and_cleaned_up_after() {
    let runtime = Runtime::new("notes-killed");
    let presenter = runtime.present();
    let notes = runtime.notes();
    notes.wait_for("1 of 12");
    presenter.signal("KILL");
    notes.wait_for("The presenter has gone");
    drop(presenter);
    let mut next = runtime.present();
    notes.wait_for("1 of 12");
    assert_eq!(runtime.files().len(), 1, "what the dead one left is gone");
    next.signal("TERM");
    assert_eq!(next.wait_exit(), 128 + 15);
    assert_eq!(runtime.files(), Vec::<PathBuf>::new());
}

#[test]
fn a_crash_leaves_no_socket() {
    let runtime = Runtime::new("notes-crash");
    let mut command = runtime.command(&["present", "four-way-close", "--no-anim"]);
    command.env("TCPTUTOR_TEST_PANIC", "F9");
    let mut presenter = Pty::start(command, 80, 24);
    presenter.wait_for("1 of 12");
    assert_eq!(runtime.files().len(), 1);
    presenter.type_keys("\x1b[20~");
    assert_eq!(presenter.wait_exit(), 101);
    assert_eq!(runtime.files(), Vec::<PathBuf>::new());
}

#[test]
fn a_folder_that_others_may_write_to_is_not_used() {
    let runtime = Runtime::new("notes-open");
    fs::DirBuilder::new().mode(0o700).create(runtime.folder()).expect("a folder");
    fs::set_permissions(runtime.folder(), fs::Permissions::from_mode(0o777)).expect("a mode");
    let mut presenter = runtime.present();
    presenter.wait_for("its folder is not yours alone");
    assert_eq!(runtime.files(), Vec::<PathBuf>::new());
    presenter.type_keys("q");
    assert_eq!(presenter.wait_exit(), 0);
}

#[test]
fn notes_can_be_lines() {
    let runtime = Runtime::new("notes-plain");
    let mut notes = Command::new(PROGRAM)
        .args(["notes", "--plain"])
        .env("XDG_RUNTIME_DIR", &runtime.0)
        .env("TCPTUTOR_CONFIG", "/dev/null")
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut lines = BufReader::new(notes.stdout.take().expect("its output")).lines();
    let mut wait_for = |wanted: &str| {
        let found = lines.by_ref().map(|line| line.expect("text")).any(|line| line.contains(wanted));
        assert!(found, "never: {wanted}");
    };
    wait_for("Waiting for a presenter.");
    let mut presenter = runtime.present();
    wait_for("-- The four-way close, 1 of 12 --");
    wait_for("Its answer: A close");
    presenter.type_keys("q");
    wait_for("The presenter has gone.");
    notes.kill().and_then(|()| notes.wait()).expect("it ends");
}

#[test]
fn the_notes_of_a_lesson_are_read_beforehand_page_by_page_with_their_answers() {
    let output = std::process::Command::new(PROGRAM).args(["notes", "four-way-close"]).output().expect("it runs");
    let output_text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output_text}");
    for page in 1..=12 {
        assert!(output_text.contains(&format!("-- The four-way close, {page} of 12 --")), "{output_text}");
    }
    assert!(output_text.contains("Notes: Here lies the root of every CLOSE_WAIT bug."), "{output_text}");
    assert!(output_text.contains("Answer: B sends ACK") && output_text.contains("Answer: A close"), "{output_text}");
}

#[test]
fn a_process_that_does_not_present_is_no_reason_to_wait() {
    let output =
        std::process::Command::new(PROGRAM).args(["notes", "--plain", "--pid", "1"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("process 1 is not presenting"), "{output:?}");
}

#[test]
fn open_notes_stay_with_their_presenter_while_another_one_begins_and_turn_to_that_when_theirs_has_gone() {
    let runtime = Runtime::new("notes-newest");
    let mut older = runtime.present();
    let mut notes = runtime.notes();
    notes.wait_for("1 of 12");
    let mut newer = Pty::start(runtime.command(&["present", "time-wait", "--no-anim"]), 80, 24);
    newer.wait_for("TIME_WAIT");
    older.type_keys(" ");
    notes.wait_for("2 of 12");
    older.type_keys("qq");
    assert_eq!(older.wait_exit(), 0);
    notes.wait_until("the newer one's notes", |screen| screen.contents().contains("TIME_WAIT"));
    newer.type_keys("qq");
    assert_eq!(newer.wait_exit(), 0);
    notes.type_keys("q");
    assert_eq!(notes.wait_exit(), 0);
}
