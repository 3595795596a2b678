//! A buffer as text for snapshots: what it says, and what each cell of it means.

use std::collections::BTreeMap;
use std::fmt::Write;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Style};

use super::theme::{Role, Theme};

/// A theme in which every role has a style of its own, so that [`shown`] can tell the roles from the styles.
pub fn theme() -> Theme {
    Theme::from_fn(|role| Style::new().fg(Color::Indexed(role as u8)))
}

/// The text of a buffer painted with [`theme`], then the same cells as one letter per role, then what the letters mean.
pub fn shown(buf: &Buffer) -> String {
    let (mut text, mut roles, mut legend) = (String::new(), String::new(), BTreeMap::new());
    for y in buf.area.top()..buf.area.bottom() {
        let (mut line, mut letters) = (String::new(), String::new());
        for x in buf.area.left()..buf.area.right() {
            let cell = &buf[(x, y)];
            line.push_str(cell.symbol());
            letters.push(match cell.fg {
                Color::Indexed(i) => {
                    let letter = char::from(if i < 26 { b'a' + i } else { b'A' + i - 26 });
                    legend.insert(letter, Role::ALL[usize::from(i)]);
                    letter
                }
                _ => ' ',
            });
        }
        // The bar at the end keeps trailing blanks visible.
        let _ = writeln!(text, "{line}|");
        let _ = writeln!(roles, "{letters}|");
    }
    let legend: Vec<String> = legend.iter().map(|(letter, role)| format!("{letter} {role:?}")).collect();
    format!("{text}\n{roles}\n{}\n", legend.join(", "))
}
