//! The questions that begin with "What if": which one is to be seen.

use super::item::{Content, Item};
use super::reaction::Reaction;
use crate::language::Language;
use crate::lesson::catalogue;
use crate::tui::choice::{Choice, Opening};

/// The list.
pub fn content(language: &Language) -> Content {
    let item = |(entry, header): (&catalogue::Entry, &catalogue::Header)| Item {
        words: header.title.clone(),
        about: header.summary.clone(),
        reaction: Reaction::Open(Opening::FromStart(Choice::Lesson(entry.id))),
    };
    let words = &language.windows;
    Content {
        title: words.what_if.to_owned(),
        head: None,
        items: catalogue::headers().filter(|(_, header)| header.chapter == catalogue::WHAT_IF).map(item).collect(),
        empty: words.what_if,
    }
}
