//! What authors of lessons are given: a page that teaches, a file to start from, a schema, folders, and polite refusals.

mod folders;
mod fresh;
mod hostile;
mod page;
mod schema;

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::PROGRAM;
use crate::support::folder::Folder;

/// The program in a folder; what it printed on both streams, and its exit code.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = output(folder, arguments);
    let output_text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("text")).concat();
    (output.status.code().expect("a code"), output_text)
}

fn output(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .env("TCPTUTOR_CONFIG", "/dev/null")
        .envs(["XDG_DATA_HOME", "XDG_STATE_HOME"].map(|folder| (folder, "/nonexistent")))
        .output()
        .expect("the program runs")
}

/// What a file in a test's folder holds.
fn read(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).expect("a file")
}

/// A lesson without a finding that needs others.
fn lesson(needs: &str) -> String {
    tcptutor::lesson::starter("mine").replacen("\nformat", &format!("\nneeds = [{needs}]\nformat"), 1)
}
