//! Values as TOML writes them.

use std::fmt::Write as _;

use crate::sim::PerSide;

/// A string as TOML writes it on one line.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// One value for both sides, or one for each.
#[must_use]
pub fn sides<T: PartialEq>(values: &PerSide<T>, write: impl Fn(&T) -> String) -> String {
    let PerSide { a, b } = values;
    if a == b { write(a) } else { format!("{{ A = {}, B = {} }}", write(a), write(b)) }
}

/// Strings as an array on one line.
#[must_use]
pub fn array(words: impl IntoIterator<Item = String>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| quoted(&word)).collect();
    format!("[{}]", words.join(", "))
}
