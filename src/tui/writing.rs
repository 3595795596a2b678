//! One line that is written in: which key does what to it, and how it looks.

use super::key::{Key, KeyCode};
use super::text_lines::write;
use super::theme::{Role, Theme};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tui_input::{Input, InputRequest};

/// A line holds no more than this.
const LONGEST: usize = 4096;

/// A key of somebody who writes.
pub fn key(line: &mut Input, key: Key) {
    let request = match (key.code, key.ctrl || key.alt) {
        (KeyCode::Char(c), false) if line.value().len() < LONGEST => InputRequest::InsertChar(c),
        (KeyCode::Backspace, false) => InputRequest::DeletePrevChar,
        (KeyCode::Delete, false) => InputRequest::DeleteNextChar,
        (KeyCode::Backspace | KeyCode::Char('w'), true) => InputRequest::DeletePrevWord,
        (KeyCode::Char('u'), true) => InputRequest::DeleteFromStart,
        (KeyCode::Char('k'), true) => InputRequest::DeleteTillEnd,
        (KeyCode::Left, false) => InputRequest::GoToPrevChar,
        (KeyCode::Right, false) => InputRequest::GoToNextChar,
        (KeyCode::Left, true) => InputRequest::GoToPrevWord,
        (KeyCode::Right, true) => InputRequest::GoToNextWord,
        (KeyCode::Home, _) | (KeyCode::Char('a'), true) => InputRequest::GoToStart,
        (KeyCode::End, _) | (KeyCode::Char('e'), true) => InputRequest::GoToEnd,
        _ => return,
    };
    let _ = line.handle(request);
}

/// Text from outside: what would steer a terminal is taken out, and it stays one line.
pub fn paste(line: &mut Input, pasted: &str) {
    // Terminals paste the end of a line as a carriage return. One at the end says that the line is over, and it is.
    let lines = pasted.replace("\r\n", "\n").replace('\r', "\n");
    let one_line = lines.trim_end_matches('\n').replace(['\n', '\t'], " ");
    let one_line = text::clean_line(&one_line);
    for c in one_line.chars().take(LONGEST.saturating_sub(line.value().len())) {
        let _ = line.handle(InputRequest::InsertChar(c));
    }
}

/// Paints the line, and the cursor if it is being written in.
pub fn paint(line: &Input, active: bool, area: Rect, buffer: &mut Buffer, theme: &Theme) {
    if area.is_empty() {
        return;
    }
    let role = if active { Role::Strong } else { Role::Text };
    let width = usize::from(area.width);
    let scroll = line.visual_scroll(width.saturating_sub(1));
    let mut skipped = 0;
    let shown: String = line
        .value()
        .chars()
        .skip_while(|c| {
            let hidden = skipped < scroll;
            skipped += text::width(c.encode_utf8(&mut [0; 4]));
            hidden
        })
        .collect();
    write(buffer, Rect { height: 1, ..area }, &shown, role, theme);
    if active {
        let at = u16::try_from(line.visual_cursor().saturating_sub(scroll)).unwrap_or(0).min(area.width - 1);
        if let Some(cell) = buffer.cell_mut((area.x + at, area.y)) {
            cell.set_style(theme.style(Role::Selected));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::paste;
    use tui_input::Input;

    #[test]
    fn the_end_of_a_pasted_line_is_no_part_of_it() {
        for (pasted, line) in [
            ("A connect\n", "A connect"),
            ("A connect\r", "A connect"),
            ("A connect\r\n", "A connect"),
            ("B listen\nA connect\n", "B listen A connect"),
            ("A\tconnect", "A connect"),
        ] {
            let mut written = Input::default();
            paste(&mut written, pasted);
            assert_eq!(written.value(), line, "{pasted:?}");
        }
    }
}
