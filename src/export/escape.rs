//! Text for XML and HTML: what comes from lessons can never become a tag.

use crate::text::clean_text;

/// A text as XML and HTML show it, control characters made visible.
pub fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean_text(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // XML knows neither of these.
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::xml;

    #[test]
    fn nothing_becomes_a_tag_an_entity_or_a_control_character() {
        assert_eq!(xml("<b a='\"'>&amp;]]>\u{1b}\u{ffff}"), "&lt;b a=&#39;&quot;&#39;&gt;&amp;amp;]]&gt;^[\u{fffd}");
    }
}
