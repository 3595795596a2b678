//! Where everything stands while a lesson is presented: the text has the width of the screen, and the picture what it needs.

#![warn(clippy::arithmetic_side_effects)]

use super::super::layout::{Layout, SMALLEST};
use crate::sim::{PerSide, Side};
use crate::tui::diagram::Size;
use crate::tui::text_lines::{below, beside};
use ratatui::layout::Rect;

/// The ladder is never narrower than this.
const LADDER: u16 = 32;

/// A second diagram has to leave so much to the ladder: on a small screen a wide ladder says more.
const fn between_two(size: Size) -> u16 {
    match size {
        Size::Compact | Size::Standard => 44,
        Size::Large => LADDER,
    }
}

/// Title, headings, the rule above the panel.
const FIXED_ROWS: u16 = 3;
/// Four lines with air between, and one to spare: more rows are the picture's.
const TALLEST_PANEL: u16 = 9;

/// The panel has at least this many rows, by the size of the diagrams. Two are enough for a headline: where the whole text does not
/// fit below the picture it gets the screen for itself.
const fn least_panel(size: Size) -> u16 {
    match size {
        Size::Compact => 2,
        Size::Standard => 7,
        Size::Large => 9,
    }
}

/// The layout for a screen; `None` if it is too small. `focused` is the side whose diagram stays if only one fits.
#[must_use]
pub fn layout(area: Rect, focused: Side) -> Option<Layout> {
    layout_with_panel(area, focused, least_panel)
}

/// The same with at least this many rows for the panel; where none are asked for it has none, and the picture has them all.
#[must_use]
pub(super) fn layout_with_panel(area: Rect, focused: Side, least: impl Fn(Size) -> u16) -> Option<Layout> {
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        return None;
    }
    let room = area.height.saturating_sub(FIXED_ROWS);
    let high_enough = |size: &Size| room.checked_sub(size.dimensions().1).is_some_and(|rest| rest >= least(*size));
    let tallest = |size: Size| if least(size) == 0 { 0 } else { TALLEST_PANEL };
    let sizes = || Size::ALL.into_iter().rev().filter(high_enough);
    let left_over = |size: Size, count: u16| area.width.checked_sub(size.dimensions().0.saturating_mul(count));
    let two = sizes().find(|size| left_over(*size, 2).is_some_and(|rest| rest >= between_two(*size)));
    let one = sizes().find(|size| left_over(*size, 1).is_some_and(|rest| rest >= LADDER));
    Some(match (two, one) {
        (Some(size), _) => with_diagrams(area, size, PerSide::both(true), tallest(size)),
        (None, Some(size)) => with_diagrams(area, size, PerSide::from_fn(|side| side == focused), tallest(size)),
        (None, None) if least(Size::Compact) == 0 => ladder_above(area, 0),
        (None, None) => ladder_only(area),
    })
}

/// The ladder above a question has at least this many rows: fewer show nothing of what led to it.
const LEAST_LADDER: u16 = 3;

/// The layout for a question that has no room below the diagrams, and takes this many rows: states and ladder above it, over the
/// whole width. `None` where a ladder has no room either.
#[must_use]
pub fn above_a_question(area: Rect, rows: u16) -> Option<Layout> {
    if area.height.saturating_sub(FIXED_ROWS).saturating_sub(LEAST_LADDER) < rows {
        return None;
    }
    Some(ladder_above(area, rows))
}

/// One diagram stands on the left whichever side it is of, so that the ladder stays where it is.
fn with_diagrams(area: Rect, size: Size, shown: PerSide<bool>, tallest_panel: u16) -> Layout {
    let (width, height) = size.dimensions();
    let spare = area.height.saturating_sub(FIXED_ROWS).saturating_sub(height);
    let mut layout = Layout::rows(area, spare.min(tallest_panel), 0);
    let body = body(area, &layout);
    let left = if shown.a { Side::A } else { Side::B };
    let two = shown.a && shown.b;
    let right = beside(body, width);
    let ladder = Rect { width: right.width.saturating_sub(if two { width } else { 0 }), ..right };
    let heading = |of: Rect| Rect { y: area.y.saturating_add(1), height: 1, ..of };
    layout.ladder = ladder;
    layout.ladder_heading = heading(ladder);
    layout.diagrams[left] = Rect { width, ..body };
    if two {
        layout.diagrams.b = Rect { x: ladder.right(), width, ..body };
    }
    layout.headings = layout.diagrams.map(|diagram| if diagram.is_empty() { diagram } else { heading(diagram) });
    layout
}

fn ladder_only(area: Rect) -> Layout {
    ladder_above(area, area.height.saturating_sub(FIXED_ROWS) / 2)
}

fn ladder_above(area: Rect, panel: u16) -> Layout {
    let mut layout = Layout::rows(area, panel, 0);
    layout.ladder = body(area, &layout);
    layout.ladder_heading = Rect { height: 1, ..below(area, 1) };
    layout
}

fn body(area: Rect, layout: &Layout) -> Rect {
    let height = area.height.saturating_sub(FIXED_ROWS).saturating_sub(layout.panel.height);
    Rect { height, ..below(area, 2) }
}

#[cfg(test)]
mod tests {
    use super::layout;
    use crate::sim::Side;
    use crate::tui::diagram::Size;
    use crate::tui::stage::layout::SMALLEST;
    use ratatui::layout::Rect;

    #[test]
    fn the_diagrams_grow_with_the_screen() {
        for (width, height, left, right) in [
            (60, 20, Some(Size::Compact), None),
            (80, 24, Some(Size::Compact), None),
            (100, 30, Some(Size::Compact), Some(Size::Compact)),
            (120, 36, Some(Size::Standard), Some(Size::Standard)),
            (50, 20, None, None),
        ] {
            let places = layout(Rect::new(0, 0, width, height), Side::A).expect("large enough");
            let size = |side: Side| {
                let area = places.diagrams[side];
                Size::largest_that_fits(area.width, area.height)
            };
            assert_eq!((size(Side::A), size(Side::B)), (left, right), "{width}x{height}");
        }
    }

    #[test]
    fn at_120x36_the_ladder_has_room_for_a_segments_numbers_with_their_names() {
        let places = layout(Rect::new(0, 0, 120, 36), Side::A).expect("large enough");
        assert!(places.ladder.width >= 44 && !places.diagrams.b.is_empty(), "{places:?}");
    }

    #[test]
    fn the_ladder_stays_where_it_is_when_the_other_side_matters() {
        let area = Rect::new(0, 0, 80, 24);
        let [a, b] = Side::BOTH.map(|side| layout(area, side).expect("large enough"));
        assert_eq!((a.ladder, a.diagrams.a), (b.ladder, b.diagrams.b));
    }

    #[test]
    fn no_two_places_overlap_and_all_lie_on_the_screen_at_any_size() {
        for width in SMALLEST.0..=200 {
            for height in SMALLEST.1..=60 {
                let area = Rect::new(0, 0, width, height);
                let l = layout(area, Side::B).expect("large enough");
                let places = [
                    l.title,
                    l.headings.a,
                    l.headings.b,
                    l.ladder_heading,
                    l.diagrams.a,
                    l.diagrams.b,
                    l.ladder,
                    l.rule,
                    l.panel,
                ];
                for (i, a) in places.iter().enumerate() {
                    assert!(a.is_empty() || area.intersection(*a) == *a, "{width}x{height}: {a:?}");
                    for b in &places[i + 1..] {
                        assert!(a.intersection(*b).is_empty(), "{width}x{height}: {a:?} {b:?}");
                    }
                }
                assert!(!l.ladder.is_empty() && l.panel.height >= 2);
            }
        }
    }
}
