//! How deep everything stands: one row below the other, with a little room where time passes and a gap where much does.

use super::super::words::L;
use super::columns::Columns;
use super::palette;
use super::segments::Seen;
use super::shape::{Anchor, Point, Size, Text};
use super::times::Times;
use crate::sim::Side;
use crate::tcp::State;
use crate::text::{Mark, Span, clean_line, wrap_spans};
use crate::timeline::ladder::{Arrow, Ladder, Paper, Row, Topic, passed};

/// From a row's top to where its segment arrives and its first note stands.
const LEVEL: f64 = 12.0;
/// A line of a note.
const LINE: f64 = 17.0;
/// A state's box.
const BOX: f64 = 20.0;
/// Between two things.
const GAP: f64 = 6.0;
/// Where time passes.
const TIME: f64 = 14.0;
/// A pause.
const PAUSE: f64 = 34.0;
/// Between two segments that leave with the same row.
pub const NEXT: f64 = 24.0;
/// From a life line to what stands beside it.
pub const BESIDE: f64 = 10.0;

/// Whether a picture says in which states it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// It does.
    Told,
    /// The reader has been asked for them.
    Untold,
}

/// A state's name in its box.
#[derive(Clone, Debug, PartialEq)]
pub struct StateBox {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
    /// The class of its colour.
    pub phase: &'static str,
    pub words: Text,
}

/// A time on the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub y: f64,
    pub words: Text,
}

/// Much time in little room.
#[derive(Clone, Debug, PartialEq)]
pub struct Pause {
    pub from: f64,
    pub to: f64,
    pub words: Text,
}

/// All that has a depth of its own.
pub struct Rows {
    columns: Columns,
    times: Times,
    first: usize,
    top: f64,
    y: f64,
    /// Where each row's segment arrives.
    levels: Vec<f64>,
    /// Where each row's first segment leaves.
    leavings: Vec<f64>,
    pub ticks: Vec<Tick>,
    pub pauses: Vec<Pause>,
    pub boxes: Vec<StateBox>,
    pub notes: Vec<Text>,
    pub clocks: Vec<Point>,
    pub bottom: f64,
}

impl Rows {
    pub fn new(ladder: &Ladder, (segments, opening): (&Seen<'_>, Opening), columns: Columns, top: f64) -> Self {
        let seen = &segments.rows;
        let mut rows = Self {
            columns,
            times: Times::of(ladder, seen),
            first: seen.start,
            top,
            y: top + GAP,
            levels: Vec::new(),
            leavings: Vec::new(),
            ticks: Vec::new(),
            pauses: Vec::new(),
            boxes: Vec::new(),
            notes: Vec::new(),
            clocks: Vec::new(),
            bottom: 0.0,
        };
        for (side, state) in ladder.states_before(seen.start).into_iter().filter(|_| opening == Opening::Told) {
            rows.state(side, state, state.name(), rows.y);
        }
        rows.y += BOX + GAP + TIME;
        for (number, travelling) in seen.clone().zip(segments.travelling()) {
            rows.row(ladder, number, travelling > 0);
        }
        let under_way: f64 = (0..segments.under_way_after()).map(|_| 1.0).sum();
        rows.bottom = rows.y + if under_way > 0.0 { TIME + NEXT * under_way } else { 0.0 };
        rows
    }

    /// Where the life lines begin.
    pub const fn top(&self) -> f64 {
        self.top
    }

    /// Where a row's segment arrives.
    pub fn level(&self, row: usize) -> f64 {
        self.levels[row - self.first]
    }

    /// Where a row's segment leaves, the first or a later one.
    #[expect(clippy::cast_precision_loss, reason = "few segments leave at once")]
    pub fn leaving(&self, row: usize, nth: usize) -> f64 {
        self.leavings[row - self.first] + NEXT * nth as f64
    }

    /// A row, while which segments may be on their way.
    fn row(&mut self, ladder: &Ladder, number: usize, travels: bool) {
        let row = &ladder.rows[number];
        self.pass_time(ladder, number, row);
        let top = self.y;
        let level = top + LEVEL;
        let mut next = level - LINE / 2.0;
        let mut leaves = level;
        for note in row.on_paper(L) {
            let from = next;
            // Words in the middle would stand across what travels there.
            let aside = note.topic == Topic::Both && travels;
            next = if aside { self.beside(row.side, &note, from) } else { self.note(row.side, &note, from) };
            if note.topic != Topic::Both {
                leaves = f64::midpoint(from, next);
            }
        }
        if row.ends().is_some() {
            leaves = leaves.max(level + LEVEL + 4.0);
        }
        self.levels.push(level);
        self.leavings.push(leaves);
        let last = row.departs().count().checked_sub(1).map(|last| self.leaving(number, last));
        // What is lost as it leaves needs room to fall.
        let ends_here = |arrow: &Arrow| arrow.ends_with() == Some(number);
        let falls = row.departs().filter_map(|packet| ladder.arrow(packet)).any(ends_here);
        let fall = if falls { NEXT } else { 0.0 };
        let lowest = last.map_or(top, |last| last + fall + LEVEL);
        self.y = next.max(lowest).max(top + 2.0 * LEVEL) + GAP;
    }

    fn pass_time(&mut self, ladder: &Ladder, number: usize, row: &Row) {
        let before = number.checked_sub(1).map(|before| ladder.rows[before].at);
        if let Some(pause) = row.pause() {
            let words = passed(L, pause);
            let middle = Point::new(self.middle(), self.y + PAUSE / 2.0 + 4.0);
            let words = Text::new(middle, Anchor::Middle, words, "quiet").with_halo();
            self.pauses.push(Pause { from: self.y, to: self.y + PAUSE, words });
            self.y += PAUSE + GAP;
        } else if number > self.first && before != Some(row.at) {
            self.y += TIME;
        }
        if number == self.first || before != Some(row.at) {
            let y = self.y + LEVEL;
            let at = Point::new(self.columns.axis - 9.0, y + 4.0);
            let words = Text::new(at, Anchor::End, self.times.words(row.at), "quiet").sized(Size::Small);
            self.ticks.push(Tick { y, words });
        }
    }

    fn middle(&self) -> f64 {
        f64::midpoint(self.columns.lives.a, self.columns.lives.b)
    }

    /// Puts a note at this depth and says where it ends.
    fn note(&mut self, side: Side, note: &Paper, top: f64) -> f64 {
        match note.topic {
            Topic::State(state) => {
                self.state(side, state, &note.text, top);
                top + BOX + 3.0
            }
            Topic::Both => {
                let width = self.columns.lives.b - self.columns.lives.a - 40.0;
                let middle = self.middle();
                self.lines(&note.text, width, top, |y, line| {
                    Text::new(Point::new(middle, y), Anchor::Middle, line, "quiet").with_halo()
                })
            }
            Topic::Call | Topic::Timer | Topic::Trouble | Topic::Host => self.beside(side, note, top),
        }
    }

    /// A note that is not a state, beside the life line.
    fn beside(&mut self, side: Side, note: &Paper, top: f64) -> f64 {
        let class = match note.topic {
            Topic::Timer => "timer",
            Topic::Trouble => "trouble",
            Topic::Host | Topic::Both => "quiet",
            _ => "ink",
        };
        let mut distance = BESIDE;
        if note.topic == Topic::Timer {
            let x = self.outwards(side, BESIDE + 6.0);
            self.clocks.push(Point::new(x, top + LINE / 2.0));
            distance += 18.0;
        }
        let (x, anchor) = (self.outwards(side, distance), outer(side));
        self.lines(&note.text, self.columns.gutters[side] - distance - 4.0, top, |y, line| {
            Text::new(Point::new(x, y), anchor, line, class)
        })
    }

    fn lines(&mut self, text: &str, width: f64, top: f64, place: impl Fn(f64, String) -> Text) -> f64 {
        let plain = Span { text: clean_line(text).into_owned(), mark: Mark::Plain };
        let mut y = top;
        for line in wrap_spans(&[plain], Size::Normal.fitting(width)) {
            self.notes.push(place(y + LINE - 4.5, line.text()));
            y += LINE;
        }
        y
    }

    fn state(&mut self, side: Side, state: State, words: &str, top: f64) {
        let width = Size::Normal.width(words) + 14.0;
        let left = match side {
            Side::A => self.outwards(side, BESIDE) - width,
            Side::B => self.outwards(side, BESIDE),
        };
        let at = Point::new(left + width / 2.0, top + BOX - 5.5);
        let words = Text::new(at, Anchor::Middle, words, "ink");
        self.boxes.push(StateBox { left, top, width, height: BOX, phase: palette::phase(state), words });
    }

    /// This far from the life line of a side, away from the other.
    fn outwards(&self, side: Side, distance: f64) -> f64 {
        match side {
            Side::A => self.columns.lives.a - distance,
            Side::B => self.columns.lives.b + distance,
        }
    }
}

const fn outer(side: Side) -> Anchor {
    match side {
        Side::A => Anchor::End,
        Side::B => Anchor::Start,
    }
}
