//! Where everything on the stage stands, as numbers: painting and the mouse both read them.

#![warn(clippy::arithmetic_side_effects)]

use crate::sim::{PerSide, Side};
use crate::tui::diagram;
use ratatui::layout::Rect;

/// The smallest stage that says anything.
pub const SMALLEST: (u16, u16) = (40, 12);
/// The ladder is never narrower than this beside two diagrams.
const LADDER: u16 = 32;
/// Where numbers are shown, larger diagrams leave it this much: with less, a segment's numbers lose their names, which a smaller
/// screen with smaller diagrams shows.
const LADDER_WITH_NUMBERS: u16 = 40;
/// The ladder takes no more than this; the rest is air around the diagrams.
const WIDEST_LADDER: u16 = 84;
/// Title, headings, the rule above the panel, footer.
const FIXED_ROWS: u16 = 4;
/// The panel has at least this many rows, by the size of the diagrams.
const fn least_panel(size: diagram::Size) -> u16 {
    match size {
        diagram::Size::Compact => 5,
        diagram::Size::Standard => 6,
        diagram::Size::Large => 8,
    }
}
/// And not more than this: a longer text can be read, but the eye has to look up.
const TALLEST_PANEL: u16 = 9;
/// Rows for timers and variables under a diagram.
pub const DETAIL_ROWS: u16 = 5;

/// The places of the stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The title line.
    pub title: Rect,
    /// The headings of both endpoints; empty where there is no diagram.
    pub headings: PerSide<Rect>,
    /// The heading of the ladder.
    pub ladder_heading: Rect,
    /// Both diagrams; empty where there is no room for them.
    pub diagrams: PerSide<Rect>,
    /// Timers and variables under the diagrams; empty where there is no room.
    pub details: PerSide<Rect>,
    /// The ladder.
    pub ladder: Rect,
    /// The rule above the panel.
    pub rule: Rect,
    /// The panel.
    pub panel: Rect,
    /// The footer.
    pub footer: Rect,
}

impl Layout {
    /// The layout for a screen; `None` if it is too small. `focused` is the side that stays if only one fits, `numbers` whether the
    /// ladder shows sequence numbers.
    #[must_use]
    pub fn new(area: Rect, focused: Side, numbers: bool) -> Option<Self> {
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            return None;
        }
        let sizes = || diagram::Size::ALL.into_iter().rev().filter(|size| fits(*size, 2, area));
        let least = if numbers { LADDER_WITH_NUMBERS } else { LADDER };
        let two = sizes()
            .find(|size| area.width >= size.dimensions().0.saturating_mul(2).saturating_add(least))
            .or_else(|| sizes().next());
        let one = || fits(diagram::Size::Compact, 1, area).then_some(diagram::Size::Compact);
        // Diagrams that make way for numbers give their rows to the ladder: the text gets as many as beside larger ones.
        let tallest =
            |size| if sizes().next() == Some(size) { TALLEST_PANEL } else { least_panel(size).saturating_add(2) };
        Some(match two {
            Some(size) => Self::with_diagrams(area, size, PerSide::both(true), tallest(size)),
            None => match one() {
                Some(size) => Self::with_diagrams(area, size, PerSide::from_fn(|side| side == focused), TALLEST_PANEL),
                None => Self::ladder_only(area),
            },
        })
    }

    fn with_diagrams(area: Rect, size: diagram::Size, shown: PerSide<bool>, tallest_panel: u16) -> Self {
        let (width, height) = size.dimensions();
        let spare = area.height.saturating_sub(FIXED_ROWS.saturating_add(height).saturating_add(least_panel(size)));
        let details = if spare >= DETAIL_ROWS { DETAIL_ROWS } else { 0 };
        let panel = least_panel(size).saturating_add(spare.saturating_sub(details)).min(tallest_panel);
        let mut layout = Self::rows(area, panel, 1);
        let body = between(area, panel);
        let count = u16::from(shown.a).saturating_add(u16::from(shown.b));
        // The ladder brings its own life lines, which part it from the diagrams.
        let ladder_width = area.width.saturating_sub(count.saturating_mul(width)).min(WIDEST_LADDER);
        let column = area.width.saturating_sub(ladder_width).checked_div(count).unwrap_or_default();
        let ladder_x = area.x.saturating_add(if shown.a { column } else { 0 });
        let right_x = ladder_x.saturating_add(ladder_width);
        layout.ladder = Rect { x: ladder_x, width: ladder_width, ..body };
        let (left, right) = (column, area.right().saturating_sub(right_x));
        for (side, x, width) in [(Side::A, area.x, left), (Side::B, right_x, right)] {
            if shown[side] {
                let top = Rect { x, width, height: body.height.saturating_sub(details), ..body };
                layout.diagrams[side] = top;
                layout.details[side] = Rect { y: top.bottom(), height: details, ..top };
                layout.headings[side] = Rect { x, y: area.y.saturating_add(1), width, height: 1 };
            }
        }
        layout.ladder_heading = Rect { y: area.y.saturating_add(1), height: 1, ..layout.ladder };
        layout
    }

    fn ladder_only(area: Rect) -> Self {
        let panel = 4.min(area.height.saturating_sub(FIXED_ROWS.saturating_add(3)));
        let mut layout = Self::rows(area, panel, 1);
        layout.ladder = between(area, panel);
        layout.ladder_heading = Rect { y: area.y.saturating_add(1), height: 1, ..area };
        layout
    }

    /// Title, rule, panel and footer, each over the whole width.
    pub fn rows(area: Rect, panel: u16, footer: u16) -> Self {
        let row = |y: u16, height: u16| Rect { y, height, ..area };
        let below = panel.saturating_add(footer);
        let from_bottom = |rows: u16| area.bottom().saturating_sub(rows);
        Self {
            title: row(area.y, 1),
            rule: row(from_bottom(below.saturating_add(1)), 1),
            panel: row(from_bottom(below), panel),
            footer: row(from_bottom(footer), footer),
            ..Self::default()
        }
    }
}

/// What lies between the headings and the rule above a panel of so many rows.
const fn between(area: Rect, panel: u16) -> Rect {
    Rect { y: area.y.saturating_add(2), height: area.height.saturating_sub(FIXED_ROWS.saturating_add(panel)), ..area }
}

/// The panel without its margins.
pub const fn inside(panel: Rect) -> Rect {
    Rect { x: panel.x.saturating_add(1), width: panel.width.saturating_sub(2), ..panel }
}

/// Whether this many diagrams of this size fit beside a ladder.
fn fits(size: diagram::Size, count: u16, area: Rect) -> bool {
    let (width, height) = room_for(size, count);
    area.width >= width && area.height >= height
}

/// The columns and rows that this many diagrams of this size take with all that stands around them.
const fn room_for(size: diagram::Size, count: u16) -> (u16, u16) {
    let (width, height) = size.dimensions();
    (
        count.saturating_mul(width).saturating_add(LADDER),
        height.saturating_add(FIXED_ROWS).saturating_add(least_panel(size)),
    )
}

/// The columns and rows from which on both diagrams are drawn.
pub const fn room_for_both() -> (u16, u16) {
    room_for(diagram::Size::Compact, 2)
}

/// A window beside a diagram is at least this wide.
const LEAST_BESIDE: u16 = 50;

/// The part of the screen beside the diagram that a window is about; all of it where that is too narrow to read in.
pub fn beside(area: Rect, about: Option<Side>, layout: &Layout) -> Rect {
    let Some(side) = about else { return area };
    let diagram = layout.diagrams[side];
    let room = match side {
        Side::A => Rect { x: diagram.right(), width: area.right().saturating_sub(diagram.right()), ..area },
        Side::B => Rect { width: diagram.left().saturating_sub(area.left()), ..area },
    };
    if room.width < LEAST_BESIDE || diagram.is_empty() { area } else { room }
}

#[cfg(test)]
mod tests {
    use super::{Layout, SMALLEST, inside};
    use crate::sim::Side;
    use crate::tui::diagram::Size;
    use ratatui::layout::Rect;

    fn layout(width: u16, height: u16) -> Layout {
        Layout::new(Rect::new(0, 0, width, height), Side::A, false).expect("large enough")
    }

    fn diagram_size(layout: &Layout, side: Side) -> Option<Size> {
        Size::largest_that_fits(layout.diagrams[side].width, layout.diagrams[side].height)
    }

    #[test]
    fn the_three_sizes_get_the_three_diagrams() {
        for (width, height, size) in [(80, 24, Size::Compact), (120, 36, Size::Standard), (160, 48, Size::Large)] {
            let layout = layout(width, height);
            assert_eq!(diagram_size(&layout, Side::A), Some(size), "{width}x{height}");
            assert_eq!(diagram_size(&layout, Side::B), Some(size), "{width}x{height}");
        }
    }

    #[test]
    fn where_numbers_are_shown_a_larger_screen_never_has_less_room_for_them() {
        let most = 40;
        let room = |width, height| {
            let area = Rect::new(0, 0, width, height);
            Layout::new(area, Side::A, true).expect("large enough").ladder.width.min(most)
        };
        let mut last = 0;
        for (width, height) in [(80, 24), (84, 24), (88, 24), (100, 30), (120, 36), (127, 36), (128, 36), (160, 48)] {
            let now = room(width, height);
            assert!(now >= last, "{width}x{height}: {now} after {last}");
            last = now;
        }
        assert_eq!(
            diagram_size(&Layout::new(Rect::new(0, 0, 128, 36), Side::A, true).expect("large"), Side::A),
            Some(Size::Standard)
        );
    }

    #[test]
    fn the_panel_at_80x24_has_the_room_that_lessons_are_checked_for() {
        let panel = inside(layout(80, 24).panel);
        assert_eq!((panel.width, panel.height), crate::lesson::panel::SMALLEST);
    }

    #[test]
    fn no_two_places_overlap_and_all_lie_on_the_screen_at_any_size() {
        for width in SMALLEST.0..=210 {
            for height in SMALLEST.1..=70 {
                for focused in Side::BOTH {
                    let area = Rect::new(0, 0, width, height);
                    let l = Layout::new(area, focused, width % 2 == 0).expect("large enough");
                    let places = [
                        l.title,
                        l.headings.a,
                        l.headings.b,
                        l.ladder_heading,
                        l.diagrams.a,
                        l.diagrams.b,
                        l.details.a,
                        l.details.b,
                        l.ladder,
                        l.rule,
                        l.panel,
                        l.footer,
                    ];
                    for (i, a) in places.iter().enumerate() {
                        assert!(a.is_empty() || area.intersection(*a) == *a, "{width}x{height}: {a:?}");
                        for b in places.iter().skip(i.saturating_add(1)) {
                            assert!(a.intersection(*b).is_empty(), "{width}x{height}: {a:?} {b:?}");
                        }
                    }
                    assert!(!l.ladder.is_empty() && !l.panel.is_empty());
                }
            }
        }
    }

    #[test]
    fn the_focused_diagram_stays_when_only_one_fits() {
        let area = Rect::new(0, 0, 70, 24);
        for focused in Side::BOTH {
            let layout = Layout::new(area, focused, true).expect("large enough");
            assert_eq!(diagram_size(&layout, focused), Some(Size::Compact));
            assert!(layout.diagrams[focused.other()].is_empty());
        }
    }

    #[test]
    fn below_the_smallest_size_there_is_no_stage() {
        assert_eq!(Layout::new(Rect::new(0, 0, 39, 24), Side::A, false), None);
        assert_eq!(Layout::new(Rect::new(0, 0, 80, 11), Side::A, false), None);
        assert_eq!(Layout::new(Rect::new(0, 0, 0, 0), Side::A, false), None);
    }
}
