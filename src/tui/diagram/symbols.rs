//! Which characters lines and heads are drawn with.

use super::geometry::way;
use super::rank::Rank;
use crate::tui::glyphs::Glyphs;

/// An arrow of a single cell, which has no line to say what it is.
pub(super) fn whole_symbol(glyphs: &Glyphs, head: u8, rank: Rank) -> &'static str {
    match (rank, head) {
        (Rank::Plain, way::UP) => glyphs.whole_up,
        (Rank::Plain, way::DOWN) => glyphs.whole_down,
        (Rank::Walked | Rank::Lit, way::UP) => glyphs.taken_up,
        (Rank::Walked | Rank::Lit, way::DOWN) => glyphs.taken_down,
        (_, head) => head_symbol(glyphs, head, rank == Rank::Possible),
    }
}

pub(super) fn head_symbol(glyphs: &Glyphs, head: u8, hollow: bool) -> &'static str {
    let pick = |full, open| if hollow { open } else { full };
    match head {
        way::UP => pick(glyphs.arrow_up, glyphs.hollow_up),
        way::DOWN => pick(glyphs.arrow_down, glyphs.hollow_down),
        way::LEFT => pick(glyphs.arrow_left, glyphs.hollow_left),
        _ => pick(glyphs.arrow_right, glyphs.hollow_right),
    }
}

/// The dashed line that leaves a cell in these ways; a corner holds it together.
pub(super) fn dashed_symbol(glyphs: &Glyphs, ways: u8) -> &'static str {
    const UP_DOWN: u8 = way::UP | way::DOWN;
    const LEFT_RIGHT: u8 = way::LEFT | way::RIGHT;
    match ways {
        UP_DOWN => glyphs.dashed_vertical,
        LEFT_RIGHT => glyphs.dashed_horizontal,
        _ => line_symbol(glyphs, ways, false),
    }
}

/// The line that leaves a cell in these ways; what was walked is heavy, so that it stands out without colour.
pub(super) fn line_symbol(glyphs: &Glyphs, ways: u8, heavy: bool) -> &'static str {
    const UP_DOWN: u8 = way::UP | way::DOWN;
    const LEFT_RIGHT: u8 = way::LEFT | way::RIGHT;
    const DOWN_RIGHT: u8 = way::DOWN | way::RIGHT;
    const DOWN_LEFT: u8 = way::DOWN | way::LEFT;
    const UP_RIGHT: u8 = way::UP | way::RIGHT;
    const UP_LEFT: u8 = way::UP | way::LEFT;
    const NOT_LEFT: u8 = UP_DOWN | way::RIGHT;
    const NOT_RIGHT: u8 = UP_DOWN | way::LEFT;
    const NOT_UP: u8 = LEFT_RIGHT | way::DOWN;
    const NOT_DOWN: u8 = LEFT_RIGHT | way::UP;
    let pick = |light, strong| if heavy { strong } else { light };
    match ways {
        UP_DOWN => pick(glyphs.vertical, glyphs.heavy_vertical),
        LEFT_RIGHT => pick(glyphs.horizontal, glyphs.heavy_horizontal),
        DOWN_RIGHT => pick(glyphs.down_right, glyphs.heavy_down_right),
        DOWN_LEFT => pick(glyphs.down_left, glyphs.heavy_down_left),
        UP_RIGHT => pick(glyphs.up_right, glyphs.heavy_up_right),
        UP_LEFT => pick(glyphs.up_left, glyphs.heavy_up_left),
        NOT_LEFT => pick(glyphs.vertical_right, glyphs.heavy_vertical_right),
        NOT_RIGHT => pick(glyphs.vertical_left, glyphs.heavy_vertical_left),
        NOT_UP => pick(glyphs.horizontal_down, glyphs.heavy_horizontal_down),
        NOT_DOWN => pick(glyphs.horizontal_up, glyphs.heavy_horizontal_up),
        _ => pick(glyphs.cross, glyphs.heavy_cross),
    }
}
