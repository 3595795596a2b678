//! The tests themselves: few programs to link, and pictures short enough to be read.

use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, into);
        } else {
            into.push(path);
        }
    }
}

#[test]
fn the_tests_are_six_programs_at_most() {
    let tests = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")).expect("a folder");
    let programs = tests.map(|entry| entry.expect("an entry").path());
    let programs: Vec<PathBuf> = programs.filter(|path| path.is_file() || path.join("main.rs").is_file()).collect();
    assert!(programs.len() <= 6, "each is a link of the whole crate: {programs:#?}");
}

#[test]
fn every_snapshot_is_short_enough_to_be_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    files(&root.join("src"), &mut all);
    files(&root.join("tests"), &mut all);
    for snapshot in all.iter().filter(|file| file.extension().is_some_and(|extension| extension == "snap")) {
        let lines = fs::read_to_string(snapshot).expect("a text").lines().count();
        assert!(lines <= 300, "{}: {lines} lines", snapshot.display());
    }
}
