//! Text for the last row: a headline in bold, and a blank row between two lines where there is room.

#![warn(clippy::arithmetic_side_effects)]

use crate::text::{self, Line, Mark, Span};
use crate::tui::glyphs::Glyphs;
use crate::tui::text_lines::{write_lines, write_right};
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Paragraphs, each in its role.
#[derive(Clone, Debug, Default)]
pub struct Words {
    paragraphs: Vec<(Vec<Span>, Role)>,
}

impl Words {
    /// A text whose first sentence is its headline.
    #[must_use]
    pub fn with_headline(marked: &str) -> Self {
        let (headline, rest) = split_sentence(text::parse(marked));
        let bold = |span: Span| match span.mark {
            Mark::Plain => Span { mark: Mark::Strong, ..span },
            _ => span,
        };
        let spans = headline.into_iter().map(bold).chain(rest).collect();
        Self { paragraphs: vec![(spans, Role::Text)] }
    }

    /// The first sentence alone.
    #[must_use]
    pub fn headline(&self) -> Self {
        let first = self.paragraphs.first().cloned();
        Self { paragraphs: first.into_iter().map(|(spans, role)| (split_sentence(spans).0, role)).collect() }
    }

    /// One more paragraph.
    #[must_use]
    pub fn and(mut self, marked: &str, role: Role) -> Self {
        if !marked.is_empty() {
            self.paragraphs.push((text::parse(marked), role));
        }
        self
    }

    /// The same behind another paragraph.
    #[must_use]
    pub fn after(mut self, marked: &str, role: Role) -> Self {
        if !marked.is_empty() {
            self.paragraphs.insert(0, (text::parse(marked), role));
        }
        self
    }

    fn lines(&self, width: u16) -> Vec<(Line, Role)> {
        let wrap = |(spans, role): &(Vec<Span>, Role)| {
            text::wrap_spans(spans, width).into_iter().map(|line| (line, *role)).collect::<Vec<_>>()
        };
        self.paragraphs.iter().flat_map(wrap).collect()
    }

    /// The rows that it takes without air.
    #[must_use]
    pub fn rows(&self, width: u16) -> usize {
        self.lines(width).len()
    }

    /// Writes it with as much air as there is room for; how many rows it took. What does not fit ends in an ellipsis.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer, glyphs: &Glyphs, theme: &Theme) -> u16 {
        let lines = self.lines(area.width);
        let pitch = if lines.len().saturating_mul(2) <= usize::from(area.height).saturating_add(1) { 2 } else { 1 };
        let mut y = area.y;
        for (line, role) in &lines {
            if y >= area.bottom() {
                write_right(
                    buffer,
                    Rect { y: area.bottom().saturating_sub(1), height: 1, ..area },
                    glyphs.ellipsis,
                    Role::Key,
                    theme,
                );
                break;
            }
            write_lines(buffer, Rect { y, height: 1, ..area }, std::slice::from_ref(line), *role, theme);
            y = y.saturating_add(pitch);
        }
        y.saturating_sub(area.y)
    }
}

/// Parts the first sentence from the rest. A full stop inside a number or a name ends none: after an end comes a space.
fn split_sentence(spans: Vec<Span>) -> (Vec<Span>, Vec<Span>) {
    let whole: String = spans.iter().map(|span| span.text.as_str()).collect();
    let mut left = sentence_end(&whole);
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    for span in spans {
        let (head, tail) = span.text.split_at(left.min(span.text.len()));
        left = left.saturating_sub(head.len());
        for (part, into) in [(head, &mut first), (tail, &mut rest)] {
            if !part.is_empty() {
                into.push(Span { text: part.to_owned(), mark: span.mark });
            }
        }
    }
    (first, rest)
}

/// Where the first sentence ends; at the end of the text if it is the only one.
fn sentence_end(whole: &str) -> usize {
    let ends = |c: char| matches!(c, '.' | '?' | '!');
    for (at, c) in whole.char_indices().filter(|(_, c)| ends(*c)) {
        let (_, after) = whole.split_at(at.saturating_add(c.len_utf8()));
        let after = after.trim_start_matches(['"', ')', '\'']);
        if after.starts_with(char::is_whitespace) {
            return whole.len().saturating_sub(after.len());
        }
    }
    whole.len()
}

#[cfg(test)]
mod tests {
    use super::{Words, sentence_end};
    use crate::text::Mark;

    #[test]
    fn a_sentence_ends_before_a_space_and_not_within_a_number() {
        for (text, first) in [
            ("One. Two.", "One."),
            ("Version 2.5 is out. It works.", "Version 2.5 is out."),
            ("\"Why?\" he asks.", "\"Why?\""),
            ("Only one", "Only one"),
        ] {
            assert_eq!(&text[..sentence_end(text)], first);
        }
    }

    #[test]
    fn the_headline_is_bold_and_keeps_its_marks() {
        let words = Words::with_headline("A sends `FIN`. Then *nothing*.");
        let marks: Vec<Mark> = words.paragraphs[0].0.iter().map(|span| span.mark).collect();
        assert_eq!(marks, [Mark::Strong, Mark::Code, Mark::Strong, Mark::Plain, Mark::Emphasis, Mark::Plain]);
        assert_eq!(words.headline().lines(80)[0].0.text(), "A sends FIN.");
    }
}
