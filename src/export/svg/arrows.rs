//! The segments: from where to where they go, and where their words stand so that no two meet.

use std::ops::Range;

use super::super::words::L;
use super::bands::Bands;
use super::columns::Columns;
use super::rows::{NEXT, Rows};
use super::segments::Seen;
use super::shape::{Anchor, Point, Size, Slab, Text};
use crate::sim::{Loss, PerSide};
use crate::timeline::ladder::{Arrow, Fate, Kind};

/// From a life line's middle to its edge.
const EDGE: f64 = 3.0;
/// From a shaft up to the words on it.
const ABOVE: f64 = 6.5;
/// Free room before and behind the words on a shaft.
const ENDS: f64 = 14.0;
/// How far a lost segment comes, in parts of the way.
const LOST: f64 = 0.68;
/// Where a segment stands that is held.
const HELD: f64 = 0.55;
/// How far one comes that is still on its way, and one that was when the picture begins.
const UNDER_WAY: f64 = 0.8;
const BEGUN: f64 = 0.2;

/// From one place where words may stand to the next.
const STATION: f64 = 6.0;
/// So far from the middle of a long line a place is looked for.
const AROUND: f64 = 600.0;

/// How a segment's line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tip {
    /// It arrives.
    Head,
    /// It is lost.
    Cross,
    /// It is on its way, or held.
    Open,
}

/// A segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Shaft {
    pub points: Vec<Point>,
    pub kind: Kind,
    /// Whether the network put it there, and no host.
    pub dashed: bool,
    pub tip: Tip,
    /// Its label, and why it was lost or that it is held.
    pub texts: Vec<Text>,
    /// What a reader is told who points at it.
    pub title: String,
}

impl Shaft {
    /// Its longest straight part, and how long that is.
    fn longest_leg(&self) -> (Point, Point, f64) {
        let legs = self.points.windows(2).map(|leg| (leg[0], leg[1], leg[0].distance(leg[1])));
        // Words stand on a slanted part, not beside an upright one.
        let slanted = legs.filter(|(from, to, _)| (from.x - to.x).abs() > 1.0);
        slanted.max_by(|a, b| a.2.total_cmp(&b.2)).unwrap_or((self.points[0], self.points[0], 0.0))
    }

    fn legs(&self) -> impl Iterator<Item = Slab> {
        self.points.windows(2).map(|leg| Slab::along(leg[0], leg[1], 2.0))
    }
}

/// How far apart the life lines have to be for the words on these arrows.
pub fn widest(seen: &Seen<'_>) -> f64 {
    let rows = &seen.rows;
    let wanted = |arrow: &&Arrow| (Size::Normal.width(&words(arrow, rows)) + 2.0 * ENDS) / part(arrow, rows) + 8.0;
    seen.arrows.iter().map(wanted).fold(0.0, f64::max)
}

/// Which part of the way an arrow's longest leg takes.
fn part(arrow: &Arrow, seen: &Range<usize>) -> f64 {
    let stands = !arrow.stops.is_empty();
    let begun = arrow.leaves_with().is_none_or(|leaves| leaves < seen.start);
    match arrow.fate {
        _ if stands => 1.0 - HELD,
        Fate::Lost(at, _) if at.row < seen.end => LOST - if begun { BEGUN } else { 0.0 },
        Fate::Arrived(at) if at.row < seen.end => 1.0 - if begun { BEGUN } else { 0.0 },
        _ => UNDER_WAY - if begun { BEGUN } else { 0.0 },
    }
}

fn words(arrow: &Arrow, seen: &Range<usize>) -> String {
    let ends = arrow.ends_with().is_some_and(|end| end < seen.end);
    let words = arrow.on_paper(L);
    match seen.end.checked_sub(1) {
        _ if ends => words,
        Some(last) if arrow.is_held(last) => format!("{words}, {}", L.ladder.held),
        _ => format!("{words}, {}", L.ladder.on_its_way),
    }
}

/// All segments that are seen in these rows.
pub fn place(seen: &Seen<'_>, rows: &Rows, columns: Columns) -> Vec<Shaft> {
    let seen_rows = &seen.rows;
    let under_way: f64 = (0..seen.under_way_after()).map(|_| 1.0).sum();
    let mut room =
        Room { begun: 0.0, under_way: rows.bottom - 8.0 - NEXT * (under_way - 1.0), leaving: (usize::MAX, 0) };
    let mut shafts: Vec<Shaft> =
        seen.arrows.iter().map(|arrow| shaft(arrow, seen_rows, (rows, columns), &mut room)).collect();
    let mut free = Free { legs: Bands::default(), taken: Bands::default(), columns };
    for (at, shaft) in shafts.iter().enumerate() {
        shaft.legs().for_each(|leg| free.legs.add(leg, at));
    }
    let before = rows.notes.iter().chain(rows.pauses.iter().map(|pause| &pause.words));
    before.for_each(|text| free.taken.add(text.slab(), 0));
    for (at, arrow) in seen.arrows.iter().enumerate() {
        let text = label(arrow, seen_rows, at, &shafts[at], &free);
        free.give(text, &mut shafts[at]);
    }
    for (at, shaft) in shafts.iter_mut().enumerate() {
        let text = held(at, shaft, &free);
        free.give(text, shaft);
    }
    for (at, arrow) in seen.arrows.iter().enumerate() {
        let text = match arrow.fate {
            Fate::Lost(end, loss) if end.row < seen_rows.end => reason(loss, at, &shafts[at], &free),
            _ => None,
        };
        free.give(text, &mut shafts[at]);
    }
    shafts
}

/// Where the next segment begins or ends that is seen in part only.
struct Room {
    /// Below the top: it had left before the picture begins.
    begun: f64,
    /// At the bottom: it is on its way when the picture ends.
    under_way: f64,
    /// The row with which the last one left, and how many had left with it.
    leaving: (usize, usize),
}

impl Room {
    /// How many have left with this row before: they come in the order of departure.
    const fn nth_of(&mut self, row: usize) -> usize {
        self.leaving = if self.leaving.0 == row { (row, self.leaving.1 + 1) } else { (row, 0) };
        self.leaving.1
    }
}

/// The line of a segment, without its words.
fn shaft(arrow: &Arrow, seen: &Range<usize>, (rows, columns): (&Rows, Columns), room: &mut Room) -> Shaft {
    let from = columns.lives[arrow.packet.from];
    let to = columns.lives[arrow.packet.from.other()];
    let edge = if to > from { EDGE } else { -EDGE };
    let x = |part: f64| (from + edge) + (to - from - 2.0 * edge) * part;
    let is_in = |row: usize| seen.contains(&row);
    let mut points = Vec::new();
    let mut state_there = None;
    if let Some(leaves) = arrow.leaves_with().filter(|leaves| is_in(*leaves)) {
        points.push(Point::new(x(0.0), rows.leaving(leaves, room.nth_of(leaves))));
    } else {
        let is_held = seen.start.checked_sub(1).is_some_and(|before| arrow.is_held(before));
        points.push(Point::new(x(if is_held { HELD } else { BEGUN }), rows.top() + room.begun));
        state_there = is_held.then_some(HELD);
        room.begun += 9.0;
    }
    for (held, released) in &arrow.stops {
        if is_in(*held) {
            points.push(Point::new(x(HELD), rows.level(*held)));
            state_there = Some(HELD);
        }
        if let Some(released) = released.filter(|released| is_in(*released)) {
            points.push(Point::new(x(HELD), rows.level(released)));
            state_there = None;
        }
    }
    let (last, tip) = match arrow.fate {
        Fate::Arrived(end) if is_in(end.row) => (Point::new(x(1.0), rows.level(end.row)), Tip::Head),
        Fate::Lost(end, _) if is_in(end.row) => {
            let falls = arrow.leaves_with() == Some(end.row);
            let y = if falls { points[0].y + 20.0 } else { rows.level(end.row) };
            (Point::new(x(state_there.unwrap_or(LOST)), y), Tip::Cross)
        }
        _ => {
            let y = room.under_way;
            room.under_way += NEXT;
            (Point::new(x(state_there.unwrap_or(UNDER_WAY)), y), Tip::Open)
        }
    };
    // Many that had left before leave little room above the first that arrives.
    points[0].y = points[0].y.min(last.y - 12.0).max(rows.top());
    points.push(last);
    let title = format!("{} {}", arrow.packet, words(arrow, seen));
    Shaft { points, kind: arrow.kind, dashed: arrow.by_network(), tip, texts: Vec::new(), title }
}

/// The words on a shaft: as near to its middle as no other words and, if it can be, no other lines are.
fn label(arrow: &Arrow, seen: &Range<usize>, at: usize, shaft: &Shaft, free: &Free) -> Option<Text> {
    let class = super::palette::kind(arrow.kind);
    let whole = words(arrow, seen);
    [whole.as_str(), &arrow.label.spelled(), arrow.label.flags()].into_iter().find_map(|words| {
        let text = Text::new(Point::new(0.0, 0.0), Anchor::Middle, words, class).with_halo();
        free.best(at, along(shaft, &text).into_iter().chain(beside(shaft, &text)))
    })
}

/// Places on a shaft's longest slanted part, the nearest to its middle first.
fn along(shaft: &Shaft, text: &Text) -> Vec<Text> {
    let (from, to, long) = shaft.longest_leg();
    // Words run from left to right, wherever the segment goes.
    let (left, right) = if from.x <= to.x { (from, to) } else { (to, from) };
    let angle = (right.y - left.y).atan2(right.x - left.x);
    let half = text.size.width(&text.words) / 2.0 + ENDS;
    let place = |along: f64| {
        let on = left.towards(right, along / long);
        let at = Point::new(on.x + ABOVE * angle.sin(), on.y - ABOVE * angle.cos());
        Text { at, angle: angle.to_degrees(), ..text.clone() }
    };
    let middle = long / 2.0;
    // On a long way the same number of places to both sides of the middle.
    let skipped = ((middle - AROUND - half) / STATION).floor().max(0.0) * STATION;
    let mut places = stations(half + skipped, (long - half).min(middle + AROUND));
    places.sort_by(|a, b| (a - middle).abs().total_cmp(&(b - middle).abs()));
    places.into_iter().map(place).collect()
}

/// Places beside the upright part of a shaft that stands still, from above: worse than any along a slanted one.
fn beside(shaft: &Shaft, text: &Text) -> Vec<Text> {
    let upright = shaft.points.windows(2).find(|leg| (leg[0].x - leg[1].x).abs() <= 1.0);
    let Some([from, to]) = upright else { return Vec::new() };
    let place = |y: f64| {
        let sides = [(8.0, Anchor::Start), (-8.0, Anchor::End)];
        sides.map(|(x, anchor)| Text { at: Point::new(from.x + x, y), anchor, ..text.clone() })
    };
    stations(from.y + 8.0, to.y.max(from.y + 8.0).min(from.y + AROUND)).into_iter().flat_map(place).collect()
}

/// Some places along a line.
fn stations(from: f64, to: f64) -> Vec<f64> {
    let mut places = Vec::new();
    let mut at = from;
    while at <= to {
        places.push(at);
        at += STATION;
    }
    places
}

/// What is said beside a segment that stands still and goes on later.
fn held(at: usize, shaft: &Shaft, free: &Free) -> Option<Text> {
    let text = Text::new(Point::new(0.0, 0.0), Anchor::Start, L.ladder.held, "quiet").with_halo();
    let candidates = if shaft.tip == Tip::Open { Vec::new() } else { beside(shaft, &text) };
    free.best(at, candidates.into_iter())
}

/// Why a segment was lost, beside its cross.
fn reason(loss: Loss, at: usize, shaft: &Shaft, free: &Free) -> Option<Text> {
    let cross = *shaft.points.last()?;
    let onwards = if shaft.points.first()?.x <= cross.x { (12.0, Anchor::Start) } else { (-12.0, Anchor::End) };
    let places = [(onwards.0, 4.0, onwards.1), (0.0, 20.0, Anchor::Middle), (0.0, -12.0, Anchor::Middle)];
    let lower = (1..5).map(|nth| (0.0, 20.0 + 10.0 * f64::from(nth), Anchor::Middle));
    let candidates = places.into_iter().chain(lower).map(|(x, y, anchor)| {
        Text::new(Point::new(cross.x + x, cross.y + y), anchor, L.ladder.loss(loss), "trouble").with_halo()
    });
    free.best(at, candidates)
}

/// Where there is room for words.
struct Free {
    /// The lines of all segments.
    legs: Bands,
    /// Words.
    taken: Bands,
    columns: Columns,
}

impl Free {
    /// The best of several places, the one that is wanted most first.
    fn best(&self, at: usize, candidates: impl Iterator<Item = Text>) -> Option<Text> {
        let PerSide { a: left, b: right } = self.columns.lives;
        let mut best: Option<(usize, Text)> = None;
        for text in candidates {
            let slab = text.slab();
            let inside = slab.corners().iter().all(|corner| corner.x > left + EDGE && corner.x < right - EDGE);
            if !inside || self.taken.overlapping(&slab).next().is_some() {
                continue;
            }
            let crossed = self.legs.overlapping(&slab).filter(|other| *other != at).count();
            if best.as_ref().is_none_or(|(fewest, _)| crossed < *fewest) {
                best = Some((crossed, text));
            }
            if crossed == 0 {
                break;
            }
        }
        best.map(|(_, text)| text)
    }

    /// Words that stand on a shaft.
    fn give(&mut self, text: Option<Text>, shaft: &mut Shaft) {
        if let Some(text) = &text {
            self.taken.add(text.slab(), 0);
        }
        shaft.texts.extend(text);
    }
}
