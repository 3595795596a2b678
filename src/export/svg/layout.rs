//! Where everything on the picture of a ladder stands, as numbers.

use std::ops::Range;

use super::super::ladder::{About, Kind, Ladder};
use super::arrows::{self, Shaft, widest};
use super::palette;
use super::rows::{Pause, Rows, StateBox, Tick};
use super::shape::{Anchor, Point, Size, Text};
use super::times::Times;
use crate::sim::{PerSide, Side};
use crate::text::clean_line;

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

/// The vertical lines of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Columns {
    /// The time axis.
    pub axis: f64,
    /// A's life line, and B's.
    pub lives: PerSide<f64>,
    /// How much room is beside each.
    pub gutters: PerSide<f64>,
    /// The picture's right edge.
    pub right: f64,
}

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
    /// The picture of these moments.
    pub fn new(ladder: &Ladder, moments: &Range<usize>) -> Self {
        let columns = columns(ladder, moments);
        let rows = Rows::new(ladder, moments, columns, HEAD);
        let lives_from_to = (HEAD, rows.bottom);
        Self {
            columns,
            height: rows.bottom + MARGIN,
            lives_from_to,
            names: names(ladder, columns),
            lives: lives(ladder, moments, &rows, columns),
            shafts: arrows::place(ladder, moments, &rows, columns),
            ticks: rows.ticks,
            pauses: rows.pauses,
            boxes: rows.boxes,
            notes: rows.notes,
            clocks: rows.clocks,
        }
    }
}

fn columns(ladder: &Ladder, moments: &Range<usize>) -> Columns {
    let times = Times::of(ladder, moments);
    let widths = ladder.moments[moments.clone()].iter().map(|moment| Size::Small.width(&times.words(moment.at)));
    let axis = MARGIN + widths.fold(40.0, f64::max) + 12.0;
    let gutters = PerSide::from_fn(|side| gutter(ladder, moments, side));
    let a = axis + 12.0 + gutters.a;
    let b = a + widest(ladder, moments).max(NARROWEST);
    Columns { axis, lives: PerSide { a, b }, gutters, right: b + gutters.b + MARGIN }
}

/// The room for all that stands beside a side's life line, as far as it is not broken into lines.
fn gutter(ladder: &Ladder, moments: &Range<usize>, side: Side) -> f64 {
    let begins = ladder.states_before(moments.start)[side].name();
    let name = Size::Name.width(&clean_line(&ladder.names[side])) / 2.0;
    let here = ladder.moments[moments.clone()].iter().filter(|moment| moment.side == side);
    let notes = here.flat_map(|moment| &moment.notes).filter(|note| note.about != About::Both);
    let words = notes.map(|note| note.text.as_str()).chain([begins]).map(|words| Size::Normal.width(words) + FRAME);
    words.fold(name, f64::max).clamp(GUTTER.0, GUTTER.1)
}

fn names(ladder: &Ladder, columns: Columns) -> PerSide<Text> {
    PerSide::from_fn(|side| {
        let most = 2.0 * columns.gutters[side];
        let mut words = clean_line(&ladder.names[side]).into_owned();
        while Size::Name.width(&words) > most {
            words.pop();
        }
        Text::new(Point::new(columns.lives[side], 22.0), Anchor::Middle, words, "ink").sized(Size::Name)
    })
}

/// The life lines in the colours of their states, with gaps where nothing happens for long.
fn lives(ladder: &Ladder, moments: &Range<usize>, rows: &Rows, columns: Columns) -> Vec<Life> {
    let mut lives = Vec::new();
    for (side, x) in columns.lives {
        let mut from = HEAD;
        let mut state = ladder.states_before(moments.start)[side];
        let mut until = |to: f64, state| {
            split(Life { x, from, to, phase: palette::phase(state), sleeps: false }, &rows.pauses, &mut lives);
            from = to;
        };
        for number in moments.clone() {
            let next = ladder.moments[number].states[side];
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
    for pause in pauses.iter().filter(|pause| pause.from >= life.from && pause.to <= life.to) {
        into.push(Life { from, to: pause.from, ..life });
        into.push(Life { from: pause.from, to: pause.to, sleeps: true, ..life });
        from = pause.to;
    }
    into.push(Life { from, ..life });
}

/// The class of an arrow's line.
pub const fn line(kind: Kind) -> &'static str {
    match kind {
        Kind::Syn => "syn-line",
        Kind::Fin => "fin-line",
        Kind::Rst => "rst-line",
        Kind::Data => "data-line",
        Kind::Ack => "ack-line",
    }
}
