//! What authors of lessons are given: a page that teaches, a file to start from, a schema, folders, and polite refusals.

mod support;

mod authors {
    mod folders;
    mod fresh;
    mod hostile;
    mod page;
    mod schema;
    #[cfg(unix)]
    mod watching;
}

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs};

const PROGRAM: &str = env!("CARGO_BIN_EXE_tcptutor");

/// A folder of one test's own, gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = env::temp_dir().join(format!("tcptutor-authors-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let file = self.0.join(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(&file, text).expect("a file");
        file
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("a file")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The program in a folder; what it printed on both streams, and its exit code.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = output(folder, arguments);
    let told = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("text")).concat();
    (output.status.code().expect("a code"), told)
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

/// A lesson without a finding that needs others.
fn lesson(needs: &str) -> String {
    tcptutor::lesson::starter("mine").replacen("\nformat", &format!("\nneeds = [{needs}]\nformat"), 1)
}
