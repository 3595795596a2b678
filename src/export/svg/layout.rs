//! Where everything on the picture of a ladder stands, as numbers.

use std::ops::Range;

use super::super::words::L;
use super::arrows::{self, Shaft, widest};
use super::columns::Columns;
use super::palette;
use super::rows::{Opening, Pause, Rows, StateBox, Tick};
use super::segments::{Seen, Segments};
use super::shape::{Anchor, Point, Size, Text};
use super::times::Times;
use crate::sim::{PerSide, Side};
use crate::text::clean_line;
use crate::timeline::ladder::{Ladder, Topic};

/// The life lines are at least so far apart.
const NARROWEST: f64 = 380.0;
/// What stands beside a life line has so much room, and not more than it needs.
const GUTTER: (f64, f64) = (96.0, 196.0);
/// From a life line to the far side of what frames a note: its box, or a clock.
const FRAME: f64 = 34.0;
/// Around everything.
pub const MARGIN: f64 = 14.0;
/// The names take so much at the top.
const HEAD: f64 = 38.0;

/// A piece of a life line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Life {
    pub x: f64,
    pub from: f64,
    pub to: f64,
    /// The class of its colour.
    pub phase: &'static str,
    /// Whether much time passes in little room.
    pub sleeps: bool,
}

/// The picture of a ladder, or of a part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    pub columns: Columns,
    pub height: f64,
    /// Where the life lines begin, and where they end.
    pub lives_from_to: (f64, f64),
    pub names: PerSide<Text>,
    pub lives: Vec<Life>,
    pub ticks: Vec<Tick>,
    pub pauses: Vec<Pause>,
    pub boxes: Vec<StateBox>,
    /// Calls, timers and troubles at the sides, and what concerns both.
    pub notes: Vec<Text>,
    /// Where timers fire.
    pub clocks: Vec<Point>,
    pub shafts: Vec<Shaft>,
}

impl Picture {
    /// The picture of these rows, between two ends of these names.
    pub fn new(ends: &PerSide<String>, segments: &Segments<'_>, seen: &Range<usize>) -> Self {
        Self::beginning(ends, segments, seen, Opening::Told)
    }

    /// The same, with or without the states in which it begins.
    pub fn beginning(ends: &PerSide<String>, segments: &Segments<'_>, seen: &Range<usize>, opening: Opening) -> Self {
        let (ladder, shown) = (segments.ladder, segments.seen(seen));
        let columns = columns(ends, ladder, &shown);
        let rows = Rows::new(ladder, (&shown, opening), columns, HEAD);
        let lives_from_to = (HEAD, rows.bottom);
        Self {
            columns,
            height: rows.bottom + MARGIN,
            lives_from_to,
            names: names(ends, columns),
            lives: lives(ladder, (seen, opening), &rows, columns),
            shafts: arrows::place(&shown, &rows, columns),
            ticks: rows.ticks,
            pauses: rows.pauses,
            boxes: rows.boxes,
            notes: rows.notes,
            clocks: rows.clocks,
        }
    }
}

fn columns(ends: &PerSide<String>, ladder: &Ladder, shown: &Seen<'_>) -> Columns {
    let seen = &shown.rows;
    let times = Times::of(ladder, seen);
    let widths = ladder.rows[seen.clone()].iter().map(|row| Size::Small.width(&times.words(row.at)));
    let axis = MARGIN + widths.fold(40.0, f64::max) + 12.0;
    let gutters = PerSide::from_fn(|side| gutter(&ends[side], ladder, seen, side));
    let a = axis + 12.0 + gutters.a;
    let b = a + widest(shown).max(NARROWEST);
    Columns { axis, lives: PerSide { a, b }, gutters, right: b + gutters.b + MARGIN }
}

/// The room for all that stands beside a side's life line, as far as it is not broken into lines.
fn gutter(end: &str, ladder: &Ladder, seen: &Range<usize>, side: Side) -> f64 {
    let width = |words: &str| Size::Normal.width(words) + FRAME;
    let begins = width(ladder.states_before(seen.start)[side].name());
    let name = Size::Name.width(&clean_line(end)) / 2.0;
    let here = ladder.rows[seen.clone()].iter().filter(|row| row.side == side);
    let notes = here.flat_map(|row| row.on_paper(L)).filter(|note| note.topic != Topic::Both);
    notes.map(|note| width(&note.text)).chain([begins]).fold(name, f64::max).clamp(GUTTER.0, GUTTER.1)
}

fn names(ends: &PerSide<String>, columns: Columns) -> PerSide<Text> {
    PerSide::from_fn(|side| {
        let most = 2.0 * columns.gutters[side];
        let words = Size::Name.beginning(&clean_line(&ends[side]), most);
        Text::new(Point::new(columns.lives[side], 22.0), Anchor::Middle, words, "ink").sized(Size::Name)
    })
}

/// The life lines in the colours of their states, with gaps where nothing happens for long.
fn lives(ladder: &Ladder, (seen, opening): (&Range<usize>, Opening), rows: &Rows, columns: Columns) -> Vec<Life> {
    let mut lives = Vec::new();
    for (side, x) in columns.lives {
        let mut from = HEAD;
        let mut state = ladder.states_before(seen.start)[side];
        let mut is_known = opening == Opening::Told;
        let mut until = |to: f64, state| {
            let phase = if is_known { palette::phase(state) } else { palette::UNKNOWN };
            split(Life { x, from, to, phase, sleeps: false }, &rows.pauses, &mut lives);
            (from, is_known) = (to, true);
        };
        for number in seen.clone() {
            let next = ladder.rows[number].states[side];
            if next != state {
                until(rows.level(number), state);
                state = next;
            }
        }
        until(rows.bottom, state);
    }
    lives
}

fn split(life: Life, pauses: &[Pause], into: &mut Vec<Life>) {
    let mut from = life.from;
    let begins = pauses.partition_point(|pause| pause.from < life.from);
    for pause in pauses[begins..].iter().take_while(|pause| pause.to <= life.to) {
        into.push(Life { from, to: pause.from, ..life });
        into.push(Life { from: pause.from, to: pause.to, sleeps: true, ..life });
        from = pause.to;
    }
    into.push(Life { from, ..life });
}
