//! Words that are written over other words: whoever wants to know watches a painting.

use super::glyphs::Glyphs;
use ratatui::buffer::Buffer;
use std::cell::RefCell;
use unicode_width::UnicodeWidthStr as _;

thread_local! {
    static FOUND: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// What was written over other words while this painted: the words, and the row with what stood there. What was cleared before, and
/// an ellipsis that says where words were cut, is written over nothing.
pub fn watched(paint: impl FnOnce()) -> Vec<String> {
    FOUND.set(Some(Vec::new()));
    paint();
    FOUND.take().unwrap_or_default()
}

/// These words are about to be written from here on, into at most so many cells.
pub(super) fn note(buffer: &Buffer, (x, y): (u16, u16), words: &str, cells: u16) {
    FOUND.with_borrow_mut(|found| {
        if let Some(found) = found
            && covers(buffer, (x, y), words, cells)
        {
            let area = buffer.area();
            let row: String = (area.left()..area.right()).map(|x| buffer[(x, y)].symbol()).collect();
            found.push(format!("`{words}` at {x},{y} of `{}`", row.trim_end()));
        }
    });
}

fn covers(buffer: &Buffer, (x, y): (u16, u16), words: &str, cells: u16) -> bool {
    let is_ellipsis =
        [Glyphs::UNICODE, Glyphs::ASCII].iter().any(|glyphs| words.trim_start().starts_with(glyphs.ellipsis));
    let mut column = x;
    !is_ellipsis
        && words.chars().any(|letter| {
            let mut text = [0; 4];
            let text = letter.encode_utf8(&mut text);
            let at = column;
            column = column.saturating_add(u16::try_from(text.width()).unwrap_or(0));
            let stood = buffer.cell((at, y)).map_or("", |cell| cell.symbol());
            at < x.saturating_add(cells)
                && stood.chars().all(char::is_alphanumeric)
                && !stood.is_empty()
                && stood != text
        })
}

#[cfg(test)]
mod tests {
    use super::super::glyphs::Glyphs;
    use super::watched;
    use crate::tui::text_lines::{clear, write};
    use crate::tui::theme::Role;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    #[test]
    fn words_over_words_are_found_and_words_in_a_cleared_place_or_behind_them_are_not() {
        let area = Rect::new(0, 0, 20, 1);
        let mut buffer = Buffer::empty(area);
        let theme = crate::tui::snapshot::theme();
        let mut at = |x: u16, words: &str| {
            watched(|| {
                write(&mut buffer, Rect { x, width: 20 - x, ..area }, words, Role::Text, &theme);
            })
        };
        assert_eq!(at(0, "A client"), [""; 0]);
        assert_eq!(at(9, "LISTEN"), [""; 0]);
        assert_eq!(at(0, "A client"), [""; 0], "the same words again");
        assert_eq!(at(14, Glyphs::UNICODE.ellipsis), [""; 0], "an ellipsis cuts");
        assert_eq!(at(6, "CLOSED").len(), 1);
        clear(area, &mut buffer);
        let again = watched(|| {
            write(&mut buffer, area, "B server", Role::Text, &theme);
        });
        assert_eq!(again, [""; 0]);
    }
}
