//! The terminal's answer to what its background is. It comes as input, some time or never.

use crate::tui::palette::Rgb;

/// The question, as a terminal reads it.
pub const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";

/// An answer to it begins so.
const BEGIN: &[u8] = b"11;";

/// The background that an answer names, if this is one to that question and it can be understood.
#[expect(clippy::option_option, reason = "no answer of that kind, or one without a colour in it")]
pub fn background(answer: &[u8]) -> Option<Option<Rgb>> {
    let said = answer.strip_prefix(BEGIN)?;
    Some(std::str::from_utf8(said).ok().and_then(colour))
}

/// Reads `rgb:ffff/ffff/ffff`, with one to four digits a part, and `rgba:` with one part more.
fn colour(text: &str) -> Option<Rgb> {
    let parts = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"))?;
    let mut parts = parts.split('/').map(|part| {
        let value = u32::from_str_radix(part, 16).ok().filter(|_| (1..=4).contains(&part.len()))?;
        let most = (1_u32 << (4 * part.len())) - 1;
        u8::try_from(value * 255 / most).ok()
    });
    Some(Rgb(parts.next()??, parts.next()??, parts.next()??))
}

#[cfg(test)]
mod tests {
    use super::background;
    use crate::tui::palette::Rgb;

    #[test]
    fn a_background_is_read_with_as_many_digits_as_the_terminal_likes() {
        let of = |answer: &str| background(answer.as_bytes());
        assert_eq!(of("11;rgb:ffff/8080/0000"), Some(Some(Rgb(255, 128, 0))));
        assert_eq!(of("11;rgb:f/0/8"), Some(Some(Rgb(255, 0, 136))));
        assert_eq!(of("11;rgba:ff/ff/ff/80"), Some(Some(Rgb(255, 255, 255))));
        for text in ["11;rgb:", "11;rgb:fffff/0/0", "11;white", "11;rgb:1/2", "11;#1e1e1e"] {
            assert_eq!(of(text), Some(None), "{text}");
        }
        for other in ["10;rgb:0/0/0", "52;c;YWJj", "", "11"] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
