//! Captures: what is read from them, and what is said of the connections in them.

mod bad_input;
mod claims;
mod clocks;
mod expected;
mod formats;
mod fuzz;
mod made;
mod moments;
mod mutated;
mod one;
mod onward;
mod pair;
mod shown;
mod written;

use std::path::{Path, PathBuf};
use tcptutor::capture::{Capture, Place, Reading};

/// Where the captures are.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures")
}

/// A capture's bytes, unpacked.
fn bytes(path: &Path) -> Vec<u8> {
    let packed = std::fs::read(path).expect("a capture");
    if !packed.starts_with(&[0x1f, 0x8b]) {
        return packed;
    }
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(&packed[..]), &mut bytes).expect("gzip");
    bytes
}

/// What a capture shows from a point of capture.
fn capture(bytes: &[u8], place: Option<Place>) -> Capture {
    let mut reading = Reading::default();
    let (used, _) = reading.take(bytes, true, &mut |_, _| {});
    assert!(reading.is_over() && used <= bytes.len());
    reading.finish(place)
}

/// All captures, with their paths below the folder.
fn all() -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for below in ["formats", "kernel"] {
        for entry in std::fs::read_dir(folder().join(below)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            all.push((format!("{below}/{name}"), bytes(&path)));
        }
    }
    all.sort();
    all
}
