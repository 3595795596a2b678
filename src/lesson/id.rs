//! Ids: of lessons, and of their steps.

/// No id is longer, in octets.
const LONGEST_ID: usize = 64;

/// The id that a file's name gives its lesson.
#[must_use]
pub fn id_of(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".toml").unwrap_or(file)
}

/// Whether a word is an id: everybody can type it, and every disk can keep it.
#[must_use]
pub fn is_id(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    word.len() <= LONGEST_ID && word.starts_with(|c: char| c.is_ascii_lowercase()) && word.chars().all(plain)
}
