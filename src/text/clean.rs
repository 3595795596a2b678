//! Text from outside (lessons, captures, file names, pasted text) made harmless for a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

/// One line of text from outside: whatever a terminal would obey, or would hide from a reader, becomes visible ASCII.
///
/// A line feed becomes `^J` as well.
#[must_use]
pub fn clean_line(text: &str) -> Cow<'_, str> {
    clean(text, false)
}

/// Like [`clean_line`], but line feeds stay, and the carriage returns before them go.
#[must_use]
pub fn clean_text(text: &str) -> Cow<'_, str> {
    clean(text, true)
}

fn clean(text: &str, keep_newlines: bool) -> Cow<'_, str> {
    let harmless = |c| !is_harmful(c) || (keep_newlines && c == '\n');
    if text.chars().all(harmless) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if keep_newlines && chars.peek() == Some(&'\n') => {}
            '\t' => out.push(' '),
            c if harmless(c) => out.push(c),
            c => show(c, &mut out),
        }
    }
    Cow::Owned(out)
}

/// Characters that move the cursor, change the terminal, or reorder and hide what is read.
pub(super) fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            // Soft hyphen, Arabic letter mark, Mongolian vowel separator, left-to-right and right-to-left marks.
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200e}' | '\u{200f}'
            // Line and paragraph separators; embeddings, overrides and isolates.
            | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
            // Byte order mark, interlinear annotations, and the invisible tag characters.
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn show(c: char, out: &mut String) {
    match u32::from(c) {
        code @ 0..0x20 => out.extend(['^', char::from_u32(code + 0x40).unwrap_or('?')]),
        0x7f => out.push_str("^?"),
        code => {
            // Writing to a string cannot fail.
            let _ = write!(out, "<U+{code:04X}>");
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escape_sequences_become_visible() {
        assert_eq!(clean_line("\x1b[2J\x07\0\x7f"), "^[[2J^G^@^?");
        assert_eq!(clean_line("\u{9b}31m"), "<U+009B>31m");
        assert_eq!(clean_line("a\u{202e}b\u{2066}"), "a<U+202E>b<U+2066>");
    }

    #[test]
    fn newlines_stay_only_where_asked() {
        assert_eq!(clean_text("a\r\nb\n\rc"), "a\nb\n^Mc");
        assert_eq!(clean_line("a\nb\tc"), "a^Jb c");
    }

    #[test]
    fn ordinary_text_of_any_language_is_not_even_copied() {
        for text in ["", "SYN, ACK", "三次握手", "é e\u{301} 👩\u{200d}💻"] {
            assert!(matches!(clean_line(text), Cow::Borrowed(same) if same == text));
        }
    }

    proptest! {
        #[test]
        fn nothing_harmful_passes_and_cleaning_twice_is_cleaning_once(text in any::<String>(), bytes: Vec<u8>) {
            for text in [text, String::from_utf8_lossy(&bytes).into_owned()] {
                let line = clean_line(&text);
                prop_assert!(!line.chars().any(is_harmful));
                prop_assert_eq!(clean_line(&line), line.as_ref());
                prop_assert!(!clean_text(&text).chars().any(|c| c != '\n' && is_harmful(c)));
            }
        }
    }
}
