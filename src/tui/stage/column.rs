//! The column between the diagrams: a crowd's table above the ladder, code below it, and the ladder has the rest.

#![warn(clippy::arithmetic_side_effects)]

use super::Stage;
use super::crowd::Crowd;
use crate::tui::text_lines::below;
use ratatui::layout::Rect;

/// Above code the ladder keeps at least this many rows: with fewer it shows nothing of what happens.
const LEAST_LADDER: u16 = 6;

/// What stands in the column, and where.
pub(super) struct Column<'a> {
    /// A crowd's table.
    pub crowd: Option<(Crowd, Rect)>,
    /// The code that the lesson speaks of.
    pub code: Option<(&'a [String], Rect)>,
    /// The ladder.
    pub ladder: Rect,
}

impl Stage {
    /// How this column is shared.
    pub(super) fn column(&self, column: Rect) -> Column<'_> {
        let mut ladder = column;
        let crowd = self.crowd().map(|crowd| (crowd.height(column.height), crowd));
        let crowd = crowd.filter(|(height, _)| *height > 0).map(|(height, crowd)| {
            ladder = below(column, height);
            (crowd, Rect { height, ..column })
        });
        // The rule above the lines takes a row, too.
        let rows = |lines: &[String]| u16::try_from(lines.len().saturating_add(1)).unwrap_or(u16::MAX);
        let fits = |lines: &&[String]| ladder.height >= rows(lines).saturating_add(LEAST_LADDER);
        let code = self.code().filter(fits).map(|lines| {
            let height = rows(lines);
            ladder.height = ladder.height.saturating_sub(height);
            (lines, Rect { y: ladder.bottom(), height, ..ladder })
        });
        Column { crowd, code, ladder }
    }
}
