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
/// fit, one below the other where that takes no row more.
#[must_use]
pub fn choices(cells: &[usize], width: u16, rows: usize) -> Vec<(usize, usize)> {
    if cells.len() <= rows {
        return (0..cells.len()).map(|row| (0, row)).collect();
    }
    let mut flow = Flow::new(width.into(), BETWEEN_CHOICES);
    let flowing: Vec<(usize, usize)> = cells.iter().map(|cells| flow.place(*cells)).collect();
    in_columns(cells, width.into(), flow.rows()).unwrap_or(flowing)
}

/// The same in columns of as many rows as that; nothing if they are too wide.
fn in_columns(cells: &[usize], width: usize, rows: usize) -> Option<Vec<(usize, usize)>> {
    let columns = cells.len().div_ceil(rows);
    let widest = |column: usize| cells.iter().skip(column).step_by(columns).copied().max().unwrap_or(0);
    let begins: Vec<usize> = (0..columns)
        .scan(0, |at, column| {
            let begin = *at;
            *at += widest(column) + BETWEEN_CHOICES;
            Some(begin)
        })
        .collect();
    let last = columns.checked_sub(1)?;
    (begins[last] + widest(last) <= width)
        .then(|| (0..cells.len()).map(|at| (begins[at % columns], at / columns)).collect())
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

#[cfg(test)]
mod tests {
    use super::choices;

    #[test]
    fn answers_on_several_rows_stand_in_columns_where_that_takes_no_row_more() {
        assert_eq!(choices(&[10, 16, 12, 8], 30, 2), [(0, 0), (14, 0), (0, 1), (14, 1)]);
        assert_eq!(choices(&[10, 16, 12, 8], 80, 2), [(0, 0), (12, 0), (30, 0), (44, 0)], "one row has no columns");
        assert_eq!(choices(&[5, 20, 20, 5], 28, 2), [(0, 0), (7, 0), (0, 1), (22, 1)], "columns would be too wide");
        assert_eq!(choices(&[5, 20], 28, 2), [(0, 0), (0, 1)]);
    }
}
