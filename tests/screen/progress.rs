//! Progress in a real terminal: what is there after a restart, whatever ended the program before.

use std::fs;
use std::path::Path;

use crate::PROGRAM;
use crate::pty::{Pty, command};
use crate::support::folder::Folder;
use portable_pty::CommandBuilder;
use tcptutor::progress;

fn program(arguments: &[&str], data: &Path) -> CommandBuilder {
    let mut command = command(PROGRAM, &[&["--no-anim"], arguments].concat());
    command.env("TCPTUTOR_DATA_DIR", data);
    command
}

fn start(arguments: &[&str], data: &Path) -> Pty {
    let pty = Pty::start(program(arguments, data), 80, 24);
    pty.wait_until("the first picture", vt100::Screen::alternate_screen);
    pty
}

/// Types keys one by one, each when the words before it are on the screen.
fn type_when(pty: &mut Pty, keys: &[(&str, &str)]) {
    for (words, key) in keys {
        pty.wait_for(words);
        pty.type_keys(key);
    }
}

/// From home to the third page of the lesson that it begins with.
const TO_PAGE_3: [(&str, &str); 5] =
    [("Opening", "\r"), ("1/11", "l"), ("Done in", " "), ("2/11", "c"), ("Done in", " ")];

fn quit(mut pty: Pty) {
    pty.type_keys("\x03");
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
}

#[test]
fn the_list_shows_after_a_restart_where_a_lesson_was_left_and_goes_on_there() {
    let data = Folder::new("screen-restart");
    let mut pty = start(&[], data.path());
    type_when(&mut pty, &TO_PAGE_3);
    pty.wait_for("3/11");
    quit(pty);
    let mut pty = start(&[], data.path());
    type_when(&mut pty, &[("You left it on page 3 of 11", "\r"), ("3/11", "q"), ("Opening", "0")]);
    pty.wait_for("1/11");
    quit(pty);
    let mut pty = start(&["lesson", "three-way-handshake"], data.path());
    type_when(&mut pty, &[("You left the lesson here", "0")]);
    pty.wait_for("1/11");
    quit(pty);
}

#[test]
fn what_was_done_is_kept_whatever_ends_the_program() {
    for ending in ["TERM", "HUP", "INT", "KILL"] {
        let data = Folder::new(&format!("screen-{ending}"));
        let mut pty = start(&[], data.path());
        type_when(&mut pty, &TO_PAGE_3);
        pty.wait_for("3/11");
        // The signal follows the picture so closely that the file may not be written yet; only KILL does not wait for it.
        if ending == "KILL" {
            pty.settle();
        }
        crate::pty::signal(pty.id(), ending);
        if ending != "KILL" {
            pty.wait_exit();
            pty.assert_restored();
        }
        let text = fs::read_to_string(data.path().join("progress.json")).expect("a file");
        let progress = progress::read(&text).expect("a whole file");
        let step = progress.lesson("three-way-handshake").map(|lesson| lesson.furthest);
        assert_eq!(step, Some(2), "{ending}: {text}");
    }
}

#[test]
fn a_missed_question_comes_back_by_keys() {
    let data = Folder::new("screen-review");
    let mut pty = start(&[], data.path());
    type_when(&mut pty, &TO_PAGE_3);
    type_when(&mut pty, &[("3/11", " "), ("4/11", "")]);
    let wrong = choice(&pty, "B sends ACK");
    type_when(&mut pty, &[("1-4 answer", &wrong), ("An ACK alone", "q"), ("Review: 1 question", "")]);
    quit(pty);

    let mut pty = start(&[], data.path());
    // The lesson to continue, the four to start with, what if, the sandbox, this machine, captures: the review is the tenth entry.
    let to_review = "\x1b[B".repeat(9);
    type_when(
        &mut pty,
        &[("Review: 1 question", &to_review), ("Questions that you missed", "\r"), ("review 1 of 1", "")],
    );
    let right = choice(&pty, "B sends SYN,ACK");
    type_when(&mut pty, &[("1-4 answer", &right), ("Both messages in one", " ")]);
    pty.wait_for("1 of 1 answered correctly.");
    quit(pty);

    let mut pty = start(&["review"], data.path());
    pty.wait_for("review 1 of 1");
    let right = choice(&pty, "B sends SYN,ACK");
    type_when(&mut pty, &[("1-4 answer", &right), ("Both messages in one", "\r")]);
    pty.wait_for("1 of 1 answered correctly. That was all, and no more");
    assert!(pty.contents().contains("4/11"), "the lesson waits where it was left:\n{}", pty.contents());
    quit(pty);
}

/// The key of the choice with this label, which ends its line or is followed by two spaces.
fn choice(pty: &Pty, label: &str) -> String {
    pty.wait_for("1-4 answer");
    let screen = pty.contents();
    let before = |line: &str| {
        let (before, after) = line.split_once(&format!("] {label}"))?;
        let ends = after.trim_end().is_empty() || after.starts_with("  ");
        before.rsplit('[').next().filter(|_| ends).map(str::to_owned)
    };
    screen.lines().find_map(before).unwrap_or_else(|| panic!("no {label} in {screen}"))
}

#[test]
fn a_sentence_on_the_screen_says_what_is_wrong_with_the_file() {
    let data = Folder::new("screen-broken");
    fs::write(data.path().join("progress.json"), "{\"format\": 1, \"less").expect("a file");
    let pty = start(&[], data.path());
    pty.wait_for("was broken");
    pty.wait_for("progress.broken-1");
    quit(pty);
    fs::write(data.path().join("progress.json"), "{\"format\": 7}").expect("a file");
    let mut pty = start(&["lesson", "four-way-close"], data.path());
    pty.wait_for("Your progress is not kept");
    // The rest of it, which the folder's name makes too long for one row.
    pty.type_keys("\x1b[B");
    pty.wait_for("stays as it is");
    pty.type_keys("\x1b[B");
    pty.wait_for("a newer version of the");
    pty.type_keys(" ");
    pty.wait_for("2/12");
    quit(pty);
    assert_eq!(fs::read_to_string(data.path().join("progress.json")).expect("a file"), "{\"format\": 7}");

    let pty = start(&["--private"], Folder::new("screen-private").path());
    pty.wait_for("Nothing of this is kept");
    quit(pty);
    let pty = start(&[], Path::new("/dev/null/nowhere"));
    pty.wait_for("Your progress is not kept");
    quit(pty);
}
