//! A buffer as text for snapshots: what it says, and what each cell of it means.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Style};

use super::theme::{Role, Theme};

/// A theme in which every role has a style of its own, so that [`shown`] can tell the roles from the styles.
pub fn theme() -> Theme {
    Theme::from_fn(|role| Style::new().fg(Color::Indexed(role as u8)))
}

/// The text of a buffer painted with [`theme`], then the same cells as one letter per role, then what the letters mean.
pub fn shown(buf: &Buffer) -> String {
    let (mut text, mut roles) = (String::new(), String::new());
    for y in buf.area.top()..buf.area.bottom() {
        // The bar at the end keeps trailing blanks visible.
        let _ = writeln!(text, "{}|", row(buf, y, buf.area.left()..buf.area.right(), |cell| cell.symbol().to_owned()));
        let _ = writeln!(roles, "{}|", row(buf, y, buf.area.left()..buf.area.right(), |cell| letter(cell).to_string()));
    }
    format!("{text}\n{roles}\n{}\n", legend(&letters(buf)))
}

/// The screens of a walk, in texts short enough to be read: the first screen whole, of each later one what is new on it.
#[derive(Default)]
pub struct Film {
    texts: Vec<String>,
    last: Option<Buffer>,
}

impl Film {
    /// Where another text begins.
    const LINES: usize = 220;

    /// Adds a screen.
    pub fn show(&mut self, title: &str, screen: &Buffer) {
        let seen = match &self.last {
            Some(last) => format!("== {title}\n{}", changes(last, screen)),
            None => format!("== {title}\n{}", shown(screen)),
        };
        match self.texts.last_mut() {
            Some(text) if text.lines().count() + seen.lines().count() <= Self::LINES => text.extend(["\n", &seen]),
            _ => self.texts.push(seen),
        }
        self.last = Some(screen.clone());
    }

    /// All texts so far.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }
}

/// Unchanged cells between two changes, up to which they are shown as one.
const NEAR: u16 = 12;

/// Cells up to which a change has its roles beside it, and not below it.
const SHORT: usize = 32;

/// What is new on a screen: `row,column text|`, and the roles of these cells where they are not what they were.
fn changes(before: &Buffer, now: &Buffer) -> String {
    let mut changes = String::new();
    for y in now.area.top()..now.area.bottom() {
        for columns in changed_columns(before, now, y) {
            let text = row(now, y, columns.clone(), |cell| cell.symbol().to_owned());
            let [was, is] = [before, now].map(|buf| row(buf, y, columns.clone(), |cell| letter(cell).to_string()));
            let roles = match columns.len() {
                _ if was == is => String::new(),
                ..=SHORT => format!(" {is}|"),
                _ => format!("\n       {is}|"),
            };
            let _ = writeln!(changes, "{y:>2},{:<3} {text}|{roles}", columns.start);
        }
    }
    let new: BTreeSet<char> = letters(now).difference(&letters(before)).copied().collect();
    if !new.is_empty() {
        let _ = writeln!(changes, "       {}", legend(&new));
    }
    changes
}

fn changed_columns(before: &Buffer, now: &Buffer, y: u16) -> Vec<Range<u16>> {
    let mut changed: Vec<Range<u16>> = Vec::new();
    for x in now.area.left()..now.area.right() {
        let [was, is] = [before, now].map(|buf| (buf[(x, y)].symbol(), letter(&buf[(x, y)])));
        match changed.last_mut() {
            _ if was == is => {}
            Some(last) if x - last.end <= NEAR => last.end = x + 1,
            _ => changed.push(x..x + 1),
        }
    }
    changed
}

fn row(buf: &Buffer, y: u16, columns: Range<u16>, shown: impl Fn(&Cell) -> String) -> String {
    columns.map(|x| shown(&buf[(x, y)])).collect()
}

/// The letter of a cell's role; a blank for a cell that has none.
fn letter(cell: &Cell) -> char {
    match cell.fg {
        Color::Indexed(i) => char::from(if i < 26 { b'a' + i } else { b'A' + i - 26 }),
        _ => ' ',
    }
}

fn letters(buf: &Buffer) -> BTreeSet<char> {
    buf.content.iter().map(letter).filter(|letter| *letter != ' ').collect()
}

/// What letters mean.
fn legend(letters: &BTreeSet<char>) -> String {
    let role =
        |letter: char| Role::ALL[if letter.is_ascii_lowercase() { letter as usize - 97 } else { letter as usize - 39 }];
    let legend: Vec<String> = letters.iter().map(|letter| format!("{letter} {:?}", role(*letter))).collect();
    legend.join(", ")
}
