//! A disk that is full at some byte of what is written: what was there stays there, nothing lies beside it, and a sentence says so.
//!
//! A limit on the size of files stands for the disk, so that any byte can be the last. A test tries some of them, and all if
//! `TCPTUTOR_OFTEN` is set; it is skipped where no `prlimit` is installed.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::folder::Folder;
use crate::support::often::often;
use crate::{PROGRAM, alone};

/// The program where no file may be longer than this; a write beyond it fails as on a disk that is full.
fn limited(folder: &Path, most: usize, arguments: &[&str]) -> Option<Output> {
    // Without the trap the kernel would end the program by a signal.
    let script = format!("trap '' XFSZ; exec prlimit --fsize={most} -- \"$@\"");
    let mut shell = Command::new("sh");
    shell.args(["-c", &script, "sh", PROGRAM]).args(arguments);
    let output = alone(&mut shell, folder).output().expect("a shell");
    (output.status.code() != Some(127)).then_some(output)
}

/// Every file below a folder with what it holds, but for the lock.
fn everything(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(everything(&path));
        } else if !path.ends_with("progress.lock") {
            found.push((path.to_string_lossy().into_owned(), fs::read(&path).expect("a file")));
        }
    }
    found.sort();
    found
}

/// Tries a command that writes this file, with a disk that ends at each of its bytes.
fn fails_at_any_byte(folder: &Folder, written: &str, arguments: &[&str]) {
    let path = folder.path().join(written);
    let old = fs::read(&path).expect("an old file");
    let Some(whole) = limited(folder.path(), 10_000_000, arguments) else {
        return eprintln!("skipped: there is no prlimit");
    };
    assert!(whole.status.success(), "{whole:?}");
    let length = fs::read(&path).expect("it was written").len();
    assert_ne!(fs::read(&path).expect("it was written"), old);
    fs::write(&path, &old).expect("it can be written");
    let before = everything(folder.path());
    let tries = usize::try_from(often(40)).expect("few").min(length);
    for at in (0..tries).map(|n| n * length / tries) {
        let output = limited(folder.path(), at, arguments).expect("it was there before");
        let output_text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "full at byte {at} of {length}: {output_text}");
        assert!(!output_text.trim().is_empty(), "full at byte {at}: nothing is said");
        assert!(everything(folder.path()) == before, "full at byte {at} of {length}: something changed");
    }
}

#[test]
fn progress_stays_whole_wherever_the_disk_ends() {
    let folder = Folder::new("full-progress");
    folder.write("data/progress.json", "{\"format\": 1, \"lessons\": {\"listener\": {\"furthest\": 2}}}");
    folder.write("other.json", "{\"format\": 1, \"lessons\": {\"half-open\": {\"furthest\": 3}}}");
    fails_at_any_byte(&folder, "data/progress.json", &["progress", "import", "other.json"]);
}

#[test]
fn an_output_stays_as_it_was_wherever_the_disk_ends() {
    let folder = Folder::new("full-output");
    folder.write("out.md", "what was there");
    fails_at_any_byte(&folder, "out.md", &["run", "listener", "--format", "markdown", "--output", "out.md"]);
}
