//! A lesson to start from.

/// A small lesson with comments that passes every check.
const TEXT: &str = include_str!("../../assets/new-lesson.toml");

/// The lesson with the title that this id suggests; its text is about making a lesson, and fits any.
#[must_use]
pub fn starter(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.trim().chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    let title: String = first.into_iter().chain(letters).take(TITLE_CELLS).collect();
    let own = TEXT.lines().find(|line| line.starts_with("title")).and_then(|line| line.split('"').nth(1));
    TEXT.replacen(own.unwrap_or_default(), title.trim(), 1)
}

/// As much of an id as the title line has room for.
const TITLE_CELLS: usize = 36;
