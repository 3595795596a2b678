//! Where a text goes on a row through which vertical lines pass.

#![warn(clippy::arithmetic_side_effects)]

use std::ops::Range;

/// Where a text would like to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// As far to the left as it gets.
    Left,
    /// As far to the right.
    Right,
    /// As near to this column as it gets with its middle.
    Middle(u16),
}

/// The first column of a text of this width inside `within`, with a blank cell between it and every blocked column.
/// `blocked` is sorted. `None`: there is no room.
pub(super) fn place(width: u16, within: Range<u16>, blocked: &[u16], wish: Wish) -> Option<u16> {
    let fits = gaps(within, blocked).filter(|gap| gap.end.saturating_sub(gap.start) >= width);
    match wish {
        Wish::Left => fits.map(|gap| gap.start).next(),
        Wish::Right => fits.map(|gap| gap.end.saturating_sub(width)).last(),
        Wish::Middle(column) => {
            let wanted = column.saturating_sub(width / 2);
            fits.map(|gap| wanted.clamp(gap.start, gap.end.saturating_sub(width))).min_by_key(|x| x.abs_diff(wanted))
        }
    }
}

/// The free stretches of a row, from the left; a blank is left beside every blocked column.
fn gaps(within: Range<u16>, blocked: &[u16]) -> impl Iterator<Item = Range<u16>> {
    let Range { mut start, end } = within;
    let inside = blocked.iter().copied().filter(move |column| (start..end).contains(column));
    inside.map(Some).chain([None]).filter_map(move |column| {
        let end = column.map_or(end, |column| column.saturating_sub(1));
        let gap = start..end;
        if let Some(column) = column {
            start = column.saturating_add(2);
        }
        (gap.start < gap.end).then_some(gap)
    })
}

#[cfg(test)]
mod tests {
    use super::{Wish, place};

    #[test]
    fn a_text_keeps_a_blank_between_itself_and_every_line() {
        assert_eq!(place(5, 0..20, &[], Wish::Left), Some(0));
        assert_eq!(place(5, 0..20, &[3], Wish::Left), Some(5));
        assert_eq!(place(5, 0..20, &[16], Wish::Right), Some(10));
        assert_eq!(place(5, 0..20, &[9], Wish::Middle(10)), Some(11));
        assert_eq!(place(5, 0..10, &[4], Wish::Left), None);
    }
}
