//! What a file says goes out through one writer of each kind: nobody writes JSON, cells or lines for a terminal in another way.

use std::fs;
use std::path::{Path, PathBuf};

/// What is written so, and the only files that may: those that make it harmless.
const ONLY_HERE: &[(&str, &[&str])] = &[
    ("serde_json::to_", &["text/written.rs"]),
    ("csv::Writer", &["headless/grade/csv.rs"]),
    ("println!", &[]),
    ("print!(", &[]),
    ("&amp;", &["export/escape.rs"]),
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn what_a_file_says_goes_out_through_one_writer_of_each_kind() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    sources(&src, &mut all);
    assert!(all.len() > 300);
    for path in all {
        let name = path.strip_prefix(&src).expect("a source").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("a text");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (what, may) in ONLY_HERE {
            let line = code.lines().find(|line| line.contains(what) && !line.trim_start().starts_with("//"));
            assert!(
                line.is_none() || may.contains(&name.as_str()),
                "{name} writes by itself: {}",
                line.unwrap_or_default()
            );
        }
    }
}
