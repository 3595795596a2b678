//! A lesson that is being written: its file is read again, and the screen stays where the author writes.

use crate::PROGRAM;
use crate::pty::{Pty, command};
use crate::support::folder::Folder;
use std::path::Path;
use tcptutor::lesson::starter;

fn watch(file: &Path) -> Pty {
    let file = file.to_str().expect("a path");
    let pty = Pty::start(command(PROGRAM, &["lesson", file, "--watch", "--private", "--no-anim"]), 80, 24);
    pty.wait_for("1/3");
    pty
}

#[test]
fn a_saved_file_is_read_again_at_the_step_that_was_changed() {
    let folder = Folder::new("authors-watch");
    let file = folder.write("mine.toml", &starter("mine"));
    let mut pty = watch(&file);
    folder.write("mine.toml", &starter("mine").replace("Which state is B in?", "What is B in now?"));
    pty.wait_for("The file was read again: step 3 of 3.");
    pty.wait_for("What is B in now?");
    folder.write("mine.toml", &starter("mine").replace("Let A say so.", "Let it say so."));
    pty.wait_for("The file was read again: step 2 of 3.");
    pty.wait_for("Let it say so.");
    pty.type_keys("q");
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
}

#[test]
fn a_broken_file_is_told_with_its_place_and_the_old_lesson_stays() {
    let folder = Folder::new("authors-broken");
    let file = folder.write("mine.toml", &starter("mine"));
    let mut pty = watch(&file);
    folder.write("mine.toml", &starter("mine").replace("format     = 1", "format = "));
    pty.wait_for("mine.toml:5:10: error:");
    pty.wait_for("what is to be seen");
    // Whoever writes a file may remove it first.
    std::fs::remove_file(&file).expect("removed");
    folder.write("mine.toml", &starter("mine").replace("what is to be seen", "what is seen first"));
    pty.wait_for("what is seen first");
    pty.type_keys("q");
    assert_eq!(pty.wait_exit(), 0);
}

#[test]
fn what_was_wrong_is_no_longer_said_when_it_is_taken_back() {
    let folder = Folder::new("authors-undone");
    let file = folder.write("mine.toml", &starter("mine"));
    let mut pty = watch(&file);
    folder.write("mine.toml", &starter("mine").replace("format     = 1", "format = "));
    pty.wait_for("mine.toml:5:10: error:");
    folder.write("mine.toml", &starter("mine"));
    pty.wait_for("The file was read again: nothing has changed.");
    pty.type_keys("q");
    assert_eq!(pty.wait_exit(), 0);
}

#[test]
fn looking_at_a_file_costs_nothing_worth_naming() {
    let folder = Folder::new("authors-quiet");
    let file = folder.write("mine.toml", &starter("mine"));
    let pty = watch(&file);
    pty.settle();
    let (written, used) = (pty.written(), ticks(pty.id()));
    std::thread::sleep(std::time::Duration::from_secs(4));
    assert_eq!(pty.written(), written, "nothing is drawn");
    assert!(ticks(pty.id()) - used <= 1, "no more than a hundredth of a second in four");
}

/// The processor time that a process has used, in hundredths of a second.
fn ticks(id: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let times = after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok());
    times.sum()
}
