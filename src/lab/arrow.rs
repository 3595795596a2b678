//! A segment as an arrow between A on the left and B on the right, in cells of text.

use super::crossed::Crossed;
use crate::sim::Side;

/// What arrows are drawn with, each one cell wide.
#[derive(Clone, Copy, Debug)]
pub struct Strokes {
    /// A line.
    pub line: &'static str,
    /// A line for what was not counted.
    pub dashed: &'static str,
    /// A head that points left.
    pub left: &'static str,
    /// A head that points right.
    pub right: &'static str,
}

impl Strokes {
    /// For every terminal and every pipe.
    pub const ASCII: Self = Self { line: "-", dashed: ".", left: "<", right: ">" };
}

/// The arrow with its segment's flags and octets in the middle, so wide. Without a segment all is blank.
#[must_use]
pub fn arrow(crossed: Option<&Crossed>, width: usize, strokes: &Strokes) -> String {
    let Some(crossed) = crossed else { return " ".repeat(width) };
    let stroke = if crossed.counted { strokes.line } else { strokes.dashed };
    let flags = format!(" {} ", crossed.label());
    let rest = width.saturating_sub(flags.len() + 1);
    let (before, after) = (stroke.repeat(rest / 2), stroke.repeat(rest - rest / 2));
    match crossed.from {
        Side::A => format!("{before}{flags}{after}{}", strokes.right),
        Side::B => format!("{}{after}{flags}{before}", strokes.left),
    }
}

#[cfg(test)]
mod tests {
    use super::{Strokes, arrow};
    use crate::lab::{Crossed, Kind};
    use crate::sim::Side;

    #[test]
    fn an_arrow_points_from_who_sent_and_is_dashed_where_nobody_counted() {
        let draw =
            |from, kind, counted| arrow(Some(&Crossed { from, kind, octets: None, counted }), 20, &Strokes::ASCII);
        assert_eq!(draw(Side::A, Kind::Syn, true), "------- SYN ------->");
        assert_eq!(draw(Side::B, Kind::SynAck, false), "<..... SYN,ACK .....");
        assert_eq!(arrow(None, 4, &Strokes::ASCII), "    ");
    }
}
