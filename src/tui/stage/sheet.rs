//! A text as rows, before it is known how many of them there is room for, and the pages that it takes.

#![warn(clippy::arithmetic_side_effects)]

use crate::text::{self, Flow, Line};
use crate::tui::text_lines::{cell, role_of, write};
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A line of text is never longer, however wide the screen is: the eye has to find the next one.
pub(super) const LONGEST_LINE: u16 = 100;

/// Words of one look, at a column of their row.
#[derive(Clone, Debug)]
struct Piece {
    column: usize,
    words: String,
    role: Role,
}

/// A row; an empty one is air between two paragraphs.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pieces: Vec<Piece>,
}

impl Row {
    fn width(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.column.saturating_add(text::width(&piece.words)))
    }

    fn push(&mut self, column: usize, words: &str, role: Role) {
        self.pieces.push(Piece { column, words: words.to_owned(), role });
    }

    fn of_line(line: Line, plain: Role) -> Self {
        let mut row = Self::default();
        for span in line.spans {
            row.push(row.width(), &span.text, role_of(span.mark, plain));
        }
        row
    }

    /// Writes it; what is wider than the area is not written.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer, theme: &Theme) {
        for piece in &self.pieces {
            if let Some(at) = cell(area, (piece.column, 0)) {
                write(buffer, at, &piece.words, piece.role, theme);
            }
        }
    }
}

/// A text as rows of a width.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    width: u16,
    rows: Vec<Row>,
    /// Rows that come on a page of their own after the others; the first row then says that they are there.
    overleaf: Vec<Row>,
}

impl Sheet {
    /// An empty sheet of this width.
    pub fn new(width: u16) -> Self {
        Self { width, ..Self::default() }
    }

    /// The columns that it has.
    pub const fn width(&self) -> u16 {
        self.width
    }

    /// Appends a text with inline marks; nothing if there is none.
    pub fn paragraph(&mut self, marked: &str, plain: Role) {
        self.rows.extend(text::wrap(marked, self.width).into_iter().map(|line| Row::of_line(line, plain)));
    }

    /// Appends an empty row.
    pub fn blank_row(&mut self) {
        self.rows.push(Row::default());
    }

    /// Appends items, each of pieces, where `place` says: a column and a row counted from here.
    pub fn items(&mut self, items: &[Vec<(String, Role)>], places: &[(usize, usize)]) {
        let first = self.rows.len();
        for (item, (column, row)) in items.iter().zip(places) {
            self.rows.resize(self.rows.len().max(first.saturating_add(*row).saturating_add(1)), Row::default());
            for (words, role) in item {
                let row = &mut self.rows[first.saturating_add(*row)];
                let column = row.width().max(*column);
                row.push(column, words, *role);
            }
        }
    }

    /// Appends items side by side, as many to a row as fit.
    pub fn flow(&mut self, items: &[Vec<(String, Role)>], mut flow: Flow) {
        let cells = |item: &Vec<(String, Role)>| item.iter().map(|(words, _)| text::width(words)).sum();
        let places: Vec<(usize, usize)> = items.iter().map(|item| flow.place(cells(item))).collect();
        self.items(items, &places);
    }

    /// Puts the first row of a text where the sheet has got to, and the whole of the text on a page of its own.
    pub fn continued(&mut self, marked: &str, plain: Role, more: &str) {
        let room = usize::from(self.width).saturating_sub(text::width(more).saturating_add(1));
        let line = text::wrap(marked, u16::try_from(room).unwrap_or(u16::MAX)).into_iter().next().unwrap_or_default();
        let mut row = Row::of_line(line, plain);
        row.push(usize::from(self.width).saturating_sub(text::width(more)), more, Role::Key);
        self.rows.push(row);
        self.overleaf.extend(text::wrap(marked, self.width).into_iter().map(|line| Row::of_line(line, plain)));
    }

    /// How many rows it has, those overleaf not counted.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// A number that is another one for another text.
    pub fn mark(&self) -> u64 {
        let pieces = self.rows.iter().chain(&self.overleaf).flat_map(|row| &row.pieces);
        pieces.fold(text::FNV_BASIS, |hash, piece| text::fnv1a(hash, piece.words.bytes()))
    }

    /// Its pages of at most this many rows. Every page but the last one ends in `more`.
    pub fn pages(&self, height: u16, more: &str) -> Vec<Vec<Row>> {
        let mut pages = paged(&self.rows, usize::from(height.max(1)), usize::from(self.width), more);
        if !self.overleaf.is_empty() {
            pages.extend(paged(&self.overleaf, usize::from(height.max(1)), usize::from(self.width), more));
        }
        pages
    }
}

fn paged(rows: &[Row], height: usize, width: usize, more: &str) -> Vec<Vec<Row>> {
    let mut pages = Vec::new();
    let mut rest = rows;
    let mark = text::width(more);
    while rest.len() > height {
        let fits =
            height == 1 || rest[height.saturating_sub(1)].width().saturating_add(1).saturating_add(mark) <= width;
        let taken = if fits { height } else { height.saturating_sub(1) };
        let mut page = rest[..taken].to_vec();
        page.resize(height, Row::default());
        if let Some(last) = page.last_mut() {
            last.push(width.saturating_sub(mark), more, Role::Key);
        }
        pages.push(page);
        rest = &rest[taken..];
        // Air at the top of a page parts nothing.
        while let [first, after @ ..] = rest
            && first.pieces.is_empty()
        {
            rest = after;
        }
    }
    if !rest.is_empty() || pages.is_empty() {
        pages.push(rest.to_vec());
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::Sheet;
    use crate::tui::theme::Role;

    /// The pages as words.
    fn shown(sheet: &Sheet, height: u16) -> Vec<Vec<String>> {
        let words = |row: &super::Row| row.pieces.iter().map(|piece| piece.words.as_str()).collect::<String>();
        sheet.pages(height, "> Down").iter().map(|page| page.iter().map(words).collect()).collect()
    }

    #[test]
    fn what_does_not_fit_comes_on_the_next_page_and_the_one_before_says_so() {
        let mut sheet = Sheet::new(12);
        sheet.paragraph("one two three four five eighteenth", Role::Text);
        let pages = [["one two", "three four", "five> Down"].as_slice(), &["eighteenth"]].map(<[_]>::to_vec);
        assert_eq!(shown(&sheet, 3), pages);
        assert_eq!(shown(&sheet, 4).len(), 1, "what fits is no page more");
    }

    #[test]
    fn the_sign_for_more_never_covers_a_word() {
        let mut sheet = Sheet::new(12);
        sheet.paragraph("one two ten threethree four five", Role::Text);
        let pages = shown(&sheet, 2);
        let words: String = pages.concat().join(" ").replace("> Down", "");
        assert_eq!(words.split_whitespace().collect::<Vec<_>>().join(" "), "one two ten threethree four five");
        assert!(pages.iter().rev().skip(1).all(|page| page.last().is_some_and(|row| row.ends_with("> Down"))));
    }

    #[test]
    fn a_text_that_is_only_begun_stands_whole_on_its_own_page() {
        let mut sheet = Sheet::new(20);
        sheet.continued("Which state is the server in now?", Role::Question, "> Down");
        sheet.paragraph("LAST_ACK it is.", Role::Text);
        let pages = shown(&sheet, 4);
        assert_eq!(
            pages,
            [
                ["Which state> Down", "LAST_ACK it is."].map(str::to_owned).to_vec(),
                ["Which state is the", "server in now?"].map(str::to_owned).to_vec()
            ]
        );
    }
}
