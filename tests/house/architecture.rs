//! Who may name whom: dependencies point one way, without circles, and the core stays free of the outside world.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::plan::Plan;

/// Every module of the crate with the modules it may use, beside itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("tcp", &[]),
    ("sim", &["tcp"]),
    ("session", &["sim", "tcp"]),
    ("text", &[]),
    ("language", &["sim", "tcp"]),
    ("narrate", &["language", "sim", "tcp", "text"]),
    ("timeline", &["language", "narrate", "session", "sim", "tcp", "text", "wire"]),
    ("live", &["language", "narrate", "tcp", "text"]),
    ("lab", &["language", "lesson", "sim", "tcp"]),
    ("machine", &["lab", "live", "sim", "tcp", "text"]),
    ("lesson", &["language", "narrate", "session", "sim", "tcp", "text"]),
    ("export", &["language", "lesson", "narrate", "sim", "tcp", "text", "timeline"]),
    ("wire", &[]),
    ("capture", &["language", "narrate", "session", "sim", "tcp", "timeline", "wire"]),
    ("capture_file", &["capture", "language", "text", "wire"]),
    ("progress", &["language", "lesson", "text", "timeline"]),
    ("files", &["language"]),
    ("progress_file", &["files", "language", "progress", "text"]),
    ("notes", &["language", "lesson", "sim", "text"]),
    ("notes_socket", &["language", "notes"]),
    (
        "headless",
        &[
            "capture",
            "capture_file",
            "export",
            "files",
            "language",
            "lab",
            "lesson",
            "live",
            "machine",
            "narrate",
            "notes",
            "notes_socket",
            "progress",
            "progress_file",
            "session",
            "sim",
            "tcp",
            "text",
            "timeline",
            "wire",
        ],
    ),
    (
        "tui",
        &[
            "capture", "lab", "language", "lesson", "live", "narrate", "notes", "progress", "session", "sim", "tcp",
            "text", "timeline",
        ],
    ),
    ("config", &["language", "lesson", "tcp", "tui"]),
    (
        "terminal",
        &[
            "capture",
            "capture_file",
            "files",
            "lab",
            "language",
            "lesson",
            "live",
            "machine",
            "notes",
            "notes_socket",
            "progress",
            "progress_file",
            "text",
            "tui",
        ],
    ),
    (
        "cli",
        &[
            "capture",
            "config",
            "export",
            "files",
            "headless",
            "language",
            "lesson",
            "live",
            "notes_socket",
            "progress_file",
            "tcp",
            "terminal",
            "text",
            "tui",
        ],
    ),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// Circles between files that are left, to be taken down one by one: no other may appear, and none may grow.
const CIRCLES: &[&[&str]] = &[&[
    "tui/stage/mod.rs",
    "tui/stage/leaving.rs",
    "tui/stage/lesson_keys.rs",
    "tui/stage/panel.rs",
    "tui/stage/picture.rs",
    "tui/stage/play.rs",
    "tui/stage/played.rs",
    "tui/stage/present/mod.rs",
    "tui/stage/present/view.rs",
]];

/// Circles that are left between folders beside each other.
const CIRCLES_OF_FOLDERS: &[&[&str]] = &[];

/// The core knows no clock, file, terminal, thread or environment.
const PURE: &[&str] = &[
    "tcp", "sim", "session", "lab", "language", "lesson", "live", "narrate", "timeline", "export", "text", "progress",
    "config", "wire", "capture",
];
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "std::sync::mpsc",
    "SystemTime",
    "std::time::Instant",
    "Instant::now",
    "crossterm",
    "ratatui",
    "println!",
    "eprintln!",
    "rand::",
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// Each source file with the module it belongs to.
fn files() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    paths
        .into_iter()
        .map(|path| {
            let relative = path.strip_prefix(&root).expect("below src");
            let first = relative.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
            (first.trim_end_matches(".rs").to_owned(), path)
        })
        .collect()
}

/// The crate's modules that a source names.
fn named(source: &str) -> BTreeSet<String> {
    source
        .split("crate::")
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

/// The code without comment lines: a comment may speak of anything.
fn code(path: &Path) -> String {
    let source = fs::read_to_string(path).expect("a source can be read");
    source.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn modules_use_only_what_lies_below_them() {
    let mut wrong = Vec::new();
    for (module, path) in files() {
        let (_, allowed) = MAY_USE
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| panic!("{module} is new: add it to MAY_USE"));
        for other in named(&code(&path)) {
            let known = MAY_USE.iter().any(|(name, _)| *name == other);
            if known && other != module && !allowed.contains(&other.as_str()) {
                wrong.push(format!("{} uses crate::{other}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_core_knows_nothing_of_the_outside_world() {
    let mut wrong = Vec::new();
    for (module, path) in files().into_iter().filter(|(module, _)| PURE.contains(&module.as_str())) {
        let code = code(&path);
        for outside in OUTSIDE.iter().filter(|outside| code.contains(**outside)) {
            wrong.push(format!("{module}: {} names {outside}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The modules that the library has only with the feature `terminal`.
fn behind_the_feature() -> BTreeSet<String> {
    let source = code(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs"));
    let lines: Vec<&str> = source.lines().collect();
    let gated = lines.windows(2).filter(|pair| pair[0].starts_with("#[cfg(") && pair[0].contains("feature"));
    gated
        .map(|pair| pair[1].trim_start_matches("pub ").trim_start_matches("mod ").trim_end_matches(';').into())
        .collect()
}

/// What only the modules behind the feature `terminal` may name.
const TERMINAL: &[&str] = &[
    "anyhow",
    "clap",
    "crossterm",
    "rustix",
    "signal_hook",
    "std::env",
    "std::fs",
    "std::os",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "SystemTime",
];

#[test]
fn what_is_not_behind_the_feature_needs_no_terminal_file_thread_or_clock() {
    let gated = behind_the_feature();
    assert!(gated.contains("terminal") && gated.contains("cli"), "{gated:?}");
    let mut wrong = Vec::new();
    for (module, path) in files().into_iter().filter(|(module, _)| module != "main" && !gated.contains(module)) {
        let code = code(&path);
        assert!(
            !code.contains("feature = ") || module == "lib",
            "the fence stands in lib.rs alone: {}",
            path.display()
        );
        for outside in TERMINAL.iter().filter(|outside| code.contains(**outside)) {
            wrong.push(format!("{} names {outside}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_terminal_names_crossterm() {
    for (_, path) in files() {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let may = path.parent().is_some_and(|parent| parent.ends_with("terminal"))
            && ["reader_elsewhere.rs", "screen.rs"].contains(&name.as_str());
        assert!(may || !code(&path).contains("crossterm"), "{} names crossterm", path.display());
    }
}

/// Whether a source names this, and not only a longer name that ends alike.
fn names(source: &str, wanted: &str) -> bool {
    source.match_indices(wanted).any(|(at, _)| !source[..at].ends_with(|before: char| before.is_alphanumeric()))
}

/// What a headline, a note or a reason is, is decided in `narrate` and `timeline`: who shows them matches no rule and no kind of event.
#[test]
fn no_view_decides_what_happened_or_why() {
    let views = ["export", "headless", "terminal", "tui"];
    let mut wrong = Vec::new();
    for (_, path) in files().into_iter().filter(|(module, _)| views.contains(&module.as_str())) {
        let source = code(&path);
        // A module of tests at the end of a file may look for one happening among many.
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        let is_test = path.components().any(|part| part.as_os_str() == "tests")
            || path.file_name().is_some_and(|name| name.to_string_lossy().contains("test"));
        if !is_test && ["RuleId::", "EventKind::"].iter().any(|decides| names(source, decides)) {
            wrong.push(path);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_colour_stands_outside_the_theme_and_no_glyph_outside_the_glyphs() {
    for (module, path) in files().into_iter().filter(|(module, _)| module == "tui") {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let source = code(&path);
        // A module of tests at the end of a file may show what it expects.
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        let is_test = name.contains("test") || name == "snapshot.rs";
        assert!(
            name == "theme.rs" || is_test || !source.contains("Color::"),
            "{module}: {} names a colour",
            path.display()
        );
        let drawn = source.chars().find(|c| ('\u{2190}'..='\u{27bf}').contains(c));
        assert!(name == "glyphs.rs" || is_test || drawn.is_none(), "{} draws {drawn:?} itself", path.display());
    }
}

/// Fails for a circle that is not in the list, and for one in the list of which nothing is left.
fn assert_only(found: &[Vec<&str>], left: &[&[&str]], arrows: impl Fn(&[&str]) -> String) {
    for circle in found {
        let known = left.iter().any(|left| circle.iter().all(|member| left.contains(member)));
        assert!(known, "a new circle, or one that has grown: {circle:#?}\n{}", arrows(circle));
    }
    let is_left = |left: &[&str]| found.iter().any(|circle| circle.iter().all(|member| left.contains(member)));
    let gone: Vec<_> = left.iter().filter(|left| !is_left(left)).collect();
    assert!(gone.is_empty(), "no circle any more: take it off the list: {gone:#?}");
}

#[test]
fn no_files_name_each_other_in_a_circle() {
    let plan = Plan::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert_only(&plan.circles(), CIRCLES, |circle| plan.arrows(circle));
}

#[test]
fn no_folders_name_each_other_in_a_circle() {
    let plan = Plan::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let circles = plan.circles_of_folders();
    let circles: Vec<Vec<&str>> = circles.iter().map(|circle| circle.iter().map(String::as_str).collect()).collect();
    assert_only(&circles, CIRCLES_OF_FOLDERS, |circle| plan.arrows_of_folders(circle));
}
