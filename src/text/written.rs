//! Texts for machines, and for tables: whatever a text holds, no terminal, spreadsheet or reader of lines obeys it.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

use super::clean::{clean_line, is_harmful};

/// A value as JSON on many lines. Control characters, and those that reorder or hide what is read, stand as `\u` escapes: what reads
/// JSON gets them back, and what only shows it is told nothing.
///
/// # Errors
/// When the value is none that JSON knows.
pub fn json<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<String> {
    Ok(escaped(&serde_json::to_string_pretty(value)?))
}

/// The same on one line.
///
/// # Errors
/// When the value is none that JSON knows.
pub fn json_line<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<String> {
    Ok(escaped(&serde_json::to_string(value)?))
}

/// Outside of strings JSON has no character that has to be escaped, but for the ends of lines.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || !is_harmful(c) {
            escaped.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        }
    }
    escaped
}

/// A text as a cell of comma-separated values, on one line. What a spreadsheet would calculate is a text to it.
#[must_use]
pub fn csv_cell(text: &str) -> Cow<'_, str> {
    let line = clean_line(text);
    let calculates = line.trim_start().starts_with(['=', '+', '-', '@']);
    if calculates { Cow::Owned(format!("'{line}")) } else { line }
}

/// A text from outside on one line, of at most so many characters.
#[must_use]
pub fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => clean_line(text),
        Some((end, _)) => {
            let mut begins: String = clean_line(&text[..end]).chars().take(most.saturating_sub(1)).collect();
            begins.push('…');
            Cow::Owned(begins)
        }
    }
}

/// A text without the byte order mark that some editors put before it.
#[must_use]
pub fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{csv_cell, is_harmful, json, json_line, shortened, without_bom};

    #[test]
    fn a_cell_is_never_calculated() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1"] {
            assert!(csv_cell(text).starts_with('\''), "{text}");
        }
        assert_eq!(csv_cell("2/2"), "2/2");
        assert_eq!(csv_cell("a\nb"), "a^Jb");
    }

    #[test]
    fn a_byte_order_mark_says_nothing() {
        assert_eq!(without_bom("\u{feff}a\u{feff}"), "a\u{feff}");
    }

    proptest! {
        #[test]
        fn json_says_the_same_and_shows_nothing_harmful(text in any::<String>(), marks in "[\u{80}-\u{9f}\u{202e}\u{e0041}\u{7f}]*") {
            let said = [text, marks].concat();
            for written in [json(&said), json_line(&said)] {
                let written = written.expect("a string");
                prop_assert!(!written.chars().any(is_harmful));
                prop_assert_eq!(serde_json::from_str::<String>(&written).expect("a string"), said.clone());
            }
        }

        #[test]
        fn what_is_shortened_is_short_and_harmless(text in any::<String>(), most in 1_usize..40) {
            let short = shortened(&text, most);
            prop_assert!(!short.chars().any(is_harmful));
            prop_assert!(text.chars().count() <= most || short.chars().count() <= most);
        }
    }
}
