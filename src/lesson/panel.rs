//! The panel that shows a lesson's page, as far as its texts have to fit: the screens draw by these numbers, and `check` measures
//! by them.

use crate::text::Flow;

/// The columns and rows that a page has at 80x24, the smallest terminal that is promised.
pub const SMALLEST: (u16, u16) = (78, 5);

/// The row below a task's text that its verbs stand in.
pub const VERBS: u16 = 1;

/// The cells between two answers.
const BETWEEN_CHOICES: usize = 2;
/// The cells between two lines of a goal.
const BETWEEN_GOALS: usize = 3;

/// An answer as it stands among others: what became of it in one cell, the key that picks it if one does, and its label.
#[must_use]
pub fn choice(mark: &str, number: Option<usize>, label: &str) -> [String; 3] {
    let number = number.map(|number| format!("[{number}]")).unwrap_or_default();
    [mark.to_owned(), number, format!(" {label} ")]
}

/// Where answers of these widths stand, as columns and rows: one below the other if there are that many rows, else as many to a row as
/// fit.
#[must_use]
pub fn choices(cells: &[usize], width: u16, rows: usize) -> Vec<(usize, usize)> {
    if cells.len() <= rows {
        return (0..cells.len()).map(|row| (0, row)).collect();
    }
    let mut flow = Flow::new(width.into(), BETWEEN_CHOICES);
    cells.iter().map(|cells| flow.place(*cells)).collect()
}

/// A line of a goal as it stands among others: whether it holds in one cell, and its label.
#[must_use]
pub fn goal(mark: &str, label: &str) -> String {
    format!("{mark} {label}")
}

/// The lines of a goal side by side.
#[must_use]
pub fn goals(width: u16) -> Flow {
    Flow::new(width.into(), BETWEEN_GOALS)
}
