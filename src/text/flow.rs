//! Items side by side, as many to a row as fit.

/// Where items stand that flow like words: one after the other with a gap between, and on the next row what does not fit.
#[derive(Clone, Copy, Debug)]
pub struct Flow {
    width: usize,
    gap: usize,
    /// Where the next item would begin.
    column: usize,
    row: usize,
}

impl Flow {
    /// An empty area of this width, with this many cells between two items.
    #[must_use]
    pub const fn new(width: usize, gap: usize) -> Self {
        Self { width, gap, column: 0, row: 0 }
    }

    /// The column and the row, from 0, of the next item, which takes this many cells. An item that is wider than the area has a
    /// row to itself.
    pub const fn place(&mut self, cells: usize) -> (usize, usize) {
        if self.column > 0 && self.column + cells > self.width {
            (self.column, self.row) = (0, self.row + 1);
        }
        let at = (self.column, self.row);
        self.column += cells + self.gap;
        at
    }

    /// How many rows are taken; one even if nothing was placed.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.row + 1
    }
}

#[cfg(test)]
mod tests {
    use super::Flow;

    #[test]
    fn an_item_that_does_not_fit_begins_a_row_and_no_gap_is_needed_after_the_last_one() {
        let mut flow = Flow::new(10, 2);
        assert_eq!([4, 4, 1, 12, 3].map(|cells| flow.place(cells)), [(0, 0), (6, 0), (0, 1), (0, 2), (0, 3)]);
        assert_eq!(flow.rows(), 4);
        assert_eq!(Flow::new(10, 2).rows(), 1);
    }
}
