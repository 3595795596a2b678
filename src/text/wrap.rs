//! Lines of measured width: breaks where Unicode allows them, wide characters counted as two cells.

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::text::markup::{Mark, Span, parse};

/// One line of text with its marks. Empty between two paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The line's pieces, in order.
    pub spans: Vec<Span>,
}

impl Line {
    /// The line's text without its marks.
    #[must_use]
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// The line's width in cells.
    #[must_use]
    pub fn width(&self) -> usize {
        self.spans.iter().map(|span| width(&span.text)).sum()
    }
}

/// The cells that a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// Words at the left of a column of `cells` cells, which they end with a blank at least: what follows never touches them.
#[must_use]
pub fn padded(words: &str, cells: usize) -> String {
    let blanks = cells.saturating_sub(width(words)).max(1);
    let mut column = String::with_capacity(words.len() + blanks);
    column.push_str(words);
    column.extend(std::iter::repeat_n(' ', blanks));
    column
}

/// Reads a text's marks and wraps it to a width in cells (at least one).
///
/// Blank lines part paragraphs; a single newline is a space, or nothing between two Chinese characters. Only a
/// character that is wider than a whole line makes a line too wide.
#[must_use]
pub fn wrap(text: &str, width: u16) -> Vec<Line> {
    wrap_spans(&parse(text), width)
}

/// Like [`wrap`], for text whose marks are read already.
#[must_use]
pub fn wrap_spans(spans: &[Span], width: u16) -> Vec<Line> {
    let mut lines = Vec::new();
    for paragraph in paragraphs(spans) {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        paragraph.wrap(usize::from(width.max(1)), &mut lines);
    }
    lines
}

/// A paragraph on one line, and where its marks end.
#[derive(Default)]
struct Paragraph {
    text: String,
    marks: Vec<(usize, Mark)>,
}

fn paragraphs(spans: &[Span]) -> Vec<Paragraph> {
    let mut done = Vec::new();
    let mut paragraph = Paragraph::default();
    // Newlines and the spaces around them wait for what comes after them.
    let mut newlines = 0;
    for span in spans {
        for (nth, piece) in span.text.split('\n').enumerate() {
            if nth > 0 {
                newlines += 1;
                paragraph.trim_end();
            }
            let piece = if newlines > 0 || paragraph.text.is_empty() { piece.trim_start() } else { piece };
            if piece.is_empty() {
                continue;
            }
            match newlines {
                0 => {}
                1 => paragraph.join(piece, span.mark),
                _ => done.push(std::mem::take(&mut paragraph)),
            }
            newlines = 0;
            paragraph.push(piece, span.mark);
        }
    }
    paragraph.trim_end();
    done.push(paragraph);
    done.retain(|paragraph| !paragraph.text.is_empty());
    done
}

impl Paragraph {
    fn push(&mut self, piece: &str, mark: Mark) {
        self.text.push_str(piece);
        self.marks.push((self.text.len(), mark));
    }

    /// Puts between two source lines what belongs there.
    fn join(&mut self, next: &str, mark: Mark) {
        let (before, after) = (self.text.chars().next_back(), next.chars().next());
        if let (Some(before), Some(after)) = (before, after)
            && !(joins_without_space(before) && joins_without_space(after))
        {
            let before = self.marks.last().map_or(Mark::Plain, |(_, mark)| *mark);
            self.push(" ", if before == mark { mark } else { Mark::Plain });
        }
    }

    fn trim_end(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        for (end, _) in &mut self.marks {
            *end = (*end).min(self.text.len());
        }
    }

    fn wrap(&self, limit: usize, lines: &mut Vec<Line>) {
        let mut line = Cells::default();
        let mut from = 0;
        let whole = |(to, opportunity): &(usize, BreakOpportunity)| {
            *opportunity == BreakOpportunity::Mandatory || !self.is_inside_a_command(*to)
        };
        for (to, opportunity) in linebreaks(&self.text).filter(whole) {
            let word = from..to;
            from = to;
            let seen = self.text[word.clone()].trim_end();
            let seen = word.start..word.start + seen.len();
            if line.used + line.gap + width(&self.text[seen.clone()]) > limit {
                self.end_line(&mut line, lines);
            }
            self.place(&seen, limit, &mut line, lines);
            line.gap += width(&self.text[seen.end..word.end]);
            if opportunity == BreakOpportunity::Mandatory {
                self.end_line(&mut line, lines);
            }
        }
    }

    /// Whether a name or an option of a command would be parted here, at a mark inside it: nobody could copy it then.
    fn is_inside_a_command(&self, at: usize) -> bool {
        let mark = self.marks.iter().find(|(end, _)| *end >= at).map(|(_, mark)| *mark);
        let goes_on = self.marks.iter().find(|(end, _)| *end > at).map(|(_, mark)| *mark);
        let parts = self.text[..at].ends_with(['-', '/', ':']);
        parts && mark == Some(Mark::Code) && goes_on == Some(Mark::Code)
    }

    /// Puts a word on the line; what is wider than any line is cut.
    fn place(&self, word: &Range<usize>, limit: usize, line: &mut Cells, lines: &mut Vec<Line>) {
        for (offset, grapheme) in self.text[word.clone()].grapheme_indices(true) {
            let (at, cells) = (word.start + offset, width(grapheme));
            if line.used + line.gap + cells > limit {
                self.end_line(line, lines);
            }
            let range = line.range.get_or_insert(at..at);
            range.end = at + grapheme.len();
            line.used += line.gap + cells;
            line.gap = 0;
        }
    }

    fn end_line(&self, line: &mut Cells, lines: &mut Vec<Line>) {
        if let Some(range) = std::mem::take(line).range {
            lines.push(self.line(range));
        }
    }

    fn line(&self, range: Range<usize>) -> Line {
        let mut spans: Vec<Span> = Vec::new();
        let mut from = range.start;
        for (end, mark) in &self.marks {
            let to = (*end).min(range.end);
            if to <= from {
                continue;
            }
            match spans.last_mut() {
                Some(last) if last.mark == *mark => last.text.push_str(&self.text[from..to]),
                _ => spans.push(Span { text: self.text[from..to].into(), mark: *mark }),
            }
            from = to;
        }
        Line { spans }
    }
}

/// The line being filled.
#[derive(Default)]
struct Cells {
    /// Its text, without the spaces at its end.
    range: Option<Range<usize>>,
    /// Its width.
    used: usize,
    /// The width of the spaces that will stand before the next word if there is one on this line.
    gap: usize,
}

/// Chinese and Japanese put no space where a source line ends. Korean does.
fn joins_without_space(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{312f}' | '\u{3190}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(text: &str, width: u16) -> Vec<String> {
        wrap(text, width).iter().map(Line::text).collect()
    }

    #[test]
    fn words_go_where_they_fit() {
        assert_eq!(texts("the server sends SYN and ACK", 10), ["the server", "sends SYN", "and ACK"]);
        assert_eq!(texts("exact fit", 9), ["exact fit"]);
        assert_eq!(texts("", 10), Vec::<String>::new());
        assert_eq!(texts("  \n\n ", 10), Vec::<String>::new());
    }

    #[test]
    fn single_newlines_are_spaces_and_blank_lines_part_paragraphs() {
        assert_eq!(texts("one\n  two\n\n\n three\n \nfour\n", 20), ["one two", "", "three", "", "four"]);
    }

    #[test]
    fn chinese_breaks_between_characters_and_not_before_its_punctuation() {
        assert_eq!(texts("三次握手，四次挥手", 8), ["三次握", "手，四次", "挥手"]);
        assert_eq!(texts("三次\n握手\nTCP", 20), ["三次握手 TCP"]);
        assert_eq!(width("三次a"), 5);
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(texts("a TIME_WAIT_ASSASSINATION b", 9), ["a", "TIME_WAIT", "_ASSASSIN", "ATION b"]);
        assert_eq!(texts("握手", 1), ["握", "手"]);
        assert_eq!(texts("ab", 0), ["a", "b"]);
    }

    #[test]
    fn a_grapheme_is_never_cut() {
        assert_eq!(texts("e\u{301}e\u{301}", 1), ["e\u{301}", "e\u{301}"]);
        assert_eq!(texts("👩\u{200d}💻👩\u{200d}💻", 3), ["👩\u{200d}💻", "👩\u{200d}💻"]);
    }

    #[test]
    fn marks_go_over_the_end_of_a_line() {
        let lines = wrap("a **bold\nword** c", 8);
        let plain = |text: &str| Span { text: text.into(), mark: Mark::Plain };
        let strong = |text: &str| Span { text: text.into(), mark: Mark::Strong };
        assert_eq!(lines[0].spans, [plain("a "), strong("bold")]);
        assert_eq!(lines[1].spans, [strong("word"), plain(" c")]);
    }

    #[test]
    fn a_mark_does_not_break_a_word() {
        assert_eq!(texts("see **SYN**s here", 8), ["see SYNs", "here"]);
    }

    #[test]
    fn a_name_in_a_command_is_not_parted_at_its_hyphen_or_another_mark() {
        assert_eq!(texts("`row users:(fd=4)`", 12), ["row", "users:(fd=4)"]);
        assert_eq!(texts("press `show close-wait-bug` now", 17), ["press show", "close-wait-bug", "now"]);
        assert_eq!(texts("a half-close now", 8), ["a half-", "close", "now"]);
    }

    #[test]
    fn spaces_inside_a_line_stay() {
        assert_eq!(texts("a  b", 4), ["a  b"]);
        assert_eq!(texts("a    b", 4), ["a", "b"]);
    }

    fn squeezed(text: &str) -> String {
        text.chars().filter(|c| !c.is_whitespace()).collect()
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_text_is_lost(text in "([a-z*`_/.-]{0,9}|[ \n]{1,3}|[握手，（é👍가]|[\u{300}\u{200d}]){0,30}", limit in 0u16..24) {
            check(&text, limit)?;
        }

        #[test]
        fn any_text_is_wrapped(text: String, limit in 0u16..24) {
            check(&text, limit)?;
        }
    }

    fn check(text: &str, limit: u16) -> Result<(), TestCaseError> {
        let lines = wrap(text, limit);
        for line in &lines {
            let text = line.text();
            prop_assert!(width(&text) <= usize::from(limit.max(1)) || text.graphemes(true).count() == 1, "{text:?}");
            prop_assert!(line.width() >= width(&text));
        }
        let marked: String = parse(text).into_iter().map(|span| span.text).collect();
        let wrapped: String = lines.iter().map(Line::text).collect();
        prop_assert_eq!(squeezed(&wrapped), squeezed(&marked));
        Ok(())
    }
}
