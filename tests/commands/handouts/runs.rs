//! What is exported.

use std::fs;
use std::path::{Path, PathBuf};

use tcptutor::export::{Format, Transcript};
use tcptutor::language::ENGLISH;
use tcptutor::lesson::{catalogue, compile, recording};

pub const FORMATS: [Format; 6] =
    [Format::Text, Format::Json, Format::Markdown, Format::Mermaid, Format::Svg, Format::Html];

/// Every built-in lesson and every recorded session, played.
pub fn all() -> Vec<(String, Transcript)> {
    let lessons = catalogue::ENTRIES.iter().map(|entry| (entry.id.to_owned(), lesson(&entry.file(), entry.text)));
    let mut all: Vec<(String, Transcript)> = lessons.collect();
    for file in sessions() {
        let text = fs::read_to_string(&file).expect("a text");
        let name = file.to_string_lossy().into_owned();
        let recording = recording::read(&name, &text, &ENGLISH).unwrap_or_else(|findings| panic!("{findings:#?}"));
        all.push((name.clone(), Transcript::of_session(&recording, &name, &text)));
    }
    all
}

/// A lesson, played.
pub fn lesson(name: &str, text: &str) -> Transcript {
    Transcript::of_lesson(compile(name, text, &ENGLISH).unwrap_or_else(|findings| panic!("{findings:#?}")))
}

/// The files of recorded sessions.
fn sessions() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions");
    let files = fs::read_dir(folder).expect("sessions").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|is| is == "toml")).collect();
    files.sort();
    assert!(files.len() >= 10);
    files
}
