//! The branches of a session: every future that was tried.

use super::item::{Content, Item};
use super::reaction::Reaction;
use crate::language::Language;
use crate::say;
use crate::session::{Branch, History, Path};
use crate::sim::PerSide;
use crate::text;

/// The column in which the words behind a branch's name begin.
const NAME: usize = 21;

/// The list.
pub fn content(history: &History, language: &Language) -> Content {
    let words = &language.windows;
    let item = |(number, branch): (usize, Branch)| {
        let path = Path::Branch(branch);
        let PerSide { a, b } = history.world_of(path, branch.steps).states();
        let parts = say!(language, words.branch_row, shared = branch.shared, n = branch.steps, a, b);
        Item {
            words: text::padded(&called(history, path, number, language), NAME) + &parts,
            about: words.branch_about.to_owned(),
            reaction: Reaction::Switch(branch),
        }
    };
    let branches = history.branches();
    let present = called(history, Path::Present, 0, language);
    Content {
        title: say!(language, words.branches, path = &present),
        head: None,
        items: (1..).zip(branches).map(item).collect(),
        empty: words.no_branches,
    }
}

/// What a path is called.
pub fn called(history: &History, path: Path, number: usize, language: &Language) -> String {
    match (history.name(path), path) {
        (Some(name), _) => text::clean_line(name).into_owned(),
        (None, Path::Present) => language.windows.present_path.to_owned(),
        (None, Path::Branch(_)) => say!(language, language.windows.branch, n = number),
    }
}
