//! A lesson to start from.

/// A small lesson with comments that passes every check.
const TEXT: &str = include_str!("../../assets/new-lesson.toml");

/// Its title, which gives way to the id in words; its text is about making a lesson, and fits any.
const TITLE: &str = "A lesson to start from";

/// The lesson with the title that this id suggests.
#[must_use]
pub fn starter(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.trim().chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    let title: String = first.into_iter().chain(letters).take(TITLE_CELLS).collect();
    TEXT.replacen(TITLE, title.trim(), 1)
}

/// As much of an id as the title line has room for.
const TITLE_CELLS: usize = 36;
