//! The segments: from where to where they go, and where their words stand so that no two meet.

use std::ops::Range;

use super::super::words::L;
use super::columns::Columns;
use super::rows::{NEXT, Rows};
use super::shape::{Anchor, Point, Size, Slab, Text};
use crate::sim::{Loss, PerSide};
use crate::timeline::ladder::{Arrow, Fate, Kind, Ladder};

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
pub fn widest(ladder: &Ladder, seen: &Range<usize>) -> f64 {
    let arrows = ladder.arrows.iter().filter(|arrow| arrow.is_seen(seen));
    let wanted = |arrow: &Arrow| (Size::Normal.width(&words(arrow, seen)) + 2.0 * ENDS) / part(arrow, seen) + 8.0;
    arrows.map(wanted).fold(0.0, f64::max)
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
pub fn place(ladder: &Ladder, seen: &Range<usize>, rows: &Rows, columns: Columns) -> Vec<Shaft> {
    let under_way: f64 = ladder.under_way_after(seen).map(|_| 1.0).sum();
    let mut room = Room { begun: 0.0, under_way: rows.bottom - 8.0 - NEXT * (under_way - 1.0) };
    let mut shafts = Vec::new();
    let mut drawn = Vec::new();
    for arrow in ladder.arrows.iter().filter(|arrow| arrow.is_seen(seen)) {
        shafts.push(shaft((ladder, arrow), seen, (rows, columns), &mut room));
        drawn.push(arrow);
    }
    let mut taken: Vec<Slab> = rows.notes.iter().map(Text::slab).collect();
    taken.extend(rows.pauses.iter().map(|pause| pause.words.slab()));
    for (at, arrow) in drawn.iter().enumerate() {
        let text = label(arrow, seen, at, (&shafts, &taken), columns);
        taken.extend(text.iter().map(Text::slab));
        shafts[at].texts.extend(text);
    }
    for at in 0..drawn.len() {
        let text = held(at, (&shafts, &taken), columns);
        taken.extend(text.iter().map(Text::slab));
        shafts[at].texts.extend(text);
    }
    for (at, arrow) in drawn.iter().enumerate() {
        let text = match arrow.fate {
            Fate::Lost(end, loss) if end.row < seen.end => reason(loss, at, (&shafts, &taken), columns),
            _ => None,
        };
        taken.extend(text.iter().map(Text::slab));
        shafts[at].texts.extend(text);
    }
    shafts
}

/// Where the next segment begins or ends that is seen in part only.
struct Room {
    /// Below the top: it had left before the picture begins.
    begun: f64,
    /// At the bottom: it is on its way when the picture ends.
    under_way: f64,
}

/// The line of a segment, without its words.
fn shaft(
    (ladder, arrow): (&Ladder, &Arrow),
    seen: &Range<usize>,
    (rows, columns): (&Rows, Columns),
    room: &mut Room,
) -> Shaft {
    let from = columns.lives[arrow.packet.from];
    let to = columns.lives[arrow.packet.from.other()];
    let edge = if to > from { EDGE } else { -EDGE };
    let x = |part: f64| (from + edge) + (to - from - 2.0 * edge) * part;
    let is_in = |row: usize| seen.contains(&row);
    let mut points = Vec::new();
    let mut standing = None;
    if let Some(leaves) = arrow.leaves_with().filter(|leaves| is_in(*leaves)) {
        let nth = ladder.rows[leaves].departs().position(|other| other == arrow.packet).unwrap_or_default();
        points.push(Point::new(x(0.0), rows.leaving(leaves, nth)));
    } else {
        let is_held = seen.start.checked_sub(1).is_some_and(|before| arrow.is_held(before));
        points.push(Point::new(x(if is_held { HELD } else { BEGUN }), rows.top() + room.begun));
        standing = is_held.then_some(HELD);
        room.begun += 9.0;
    }
    for (held, released) in &arrow.stops {
        if is_in(*held) {
            points.push(Point::new(x(HELD), rows.level(*held)));
            standing = Some(HELD);
        }
        if let Some(released) = released.filter(|released| is_in(*released)) {
            points.push(Point::new(x(HELD), rows.level(released)));
            standing = None;
        }
    }
    let (last, tip) = match arrow.fate {
        Fate::Arrived(end) if is_in(end.row) => (Point::new(x(1.0), rows.level(end.row)), Tip::Head),
        Fate::Lost(end, _) if is_in(end.row) => {
            let falls = arrow.leaves_with() == Some(end.row);
            let y = if falls { points[0].y + 20.0 } else { rows.level(end.row) };
            (Point::new(x(standing.unwrap_or(LOST)), y), Tip::Cross)
        }
        _ => {
            let y = room.under_way;
            room.under_way += NEXT;
            (Point::new(x(standing.unwrap_or(UNDER_WAY)), y), Tip::Open)
        }
    };
    // Many that had left before leave little room above the first that arrives.
    points[0].y = points[0].y.min(last.y - 12.0).max(rows.top());
    points.push(last);
    let title = format!("{} {}", arrow.packet, words(arrow, seen));
    Shaft { points, kind: arrow.kind, dashed: arrow.by_network(), tip, texts: Vec::new(), title }
}

/// The words on a shaft: as near to its middle as no other words and, if it can be, no other lines are.
fn label(
    arrow: &Arrow,
    seen: &Range<usize>,
    at: usize,
    (shafts, taken): (&[Shaft], &[Slab]),
    columns: Columns,
) -> Option<Text> {
    let class = super::palette::kind(arrow.kind);
    let whole = words(arrow, seen);
    [whole.as_str(), &arrow.label.spelled(), arrow.label.flags()].into_iter().find_map(|words| {
        let text = Text::new(Point::new(0.0, 0.0), Anchor::Middle, words, class).with_halo();
        let candidates = along(&shafts[at], &text).into_iter().chain(beside(&shafts[at], &text));
        best(candidates, at, (shafts, taken), columns)
    })
}

/// Places on a shaft's longest slanted part, each with how far it is from the middle.
fn along(shaft: &Shaft, text: &Text) -> Vec<(Text, f64)> {
    let (from, to, long) = shaft.longest_leg();
    // Words run from left to right, wherever the segment goes.
    let (left, right) = if from.x <= to.x { (from, to) } else { (to, from) };
    let angle = (right.y - left.y).atan2(right.x - left.x);
    let half = text.size.width(&text.words) / 2.0 + ENDS;
    let place = |along: f64| {
        let on = left.towards(right, along / long);
        let at = Point::new(on.x + ABOVE * angle.sin(), on.y - ABOVE * angle.cos());
        (Text { at, angle: angle.to_degrees(), ..text.clone() }, (along - long / 2.0).abs())
    };
    stations(half, long - half).into_iter().map(place).collect()
}

/// Places beside the upright part of a shaft that stands still: worse than any along a slanted one.
fn beside(shaft: &Shaft, text: &Text) -> Vec<(Text, f64)> {
    let upright = shaft.points.windows(2).find(|leg| (leg[0].x - leg[1].x).abs() <= 1.0);
    let Some([from, to]) = upright else { return Vec::new() };
    let place = |y: f64| {
        let sides = [(8.0, Anchor::Start), (-8.0, Anchor::End)];
        sides.map(|(x, anchor)| (Text { at: Point::new(from.x + x, y), anchor, ..text.clone() }, 1000.0 + y))
    };
    stations(from.y + 8.0, to.y.max(from.y + 8.0)).into_iter().flat_map(place).collect()
}

/// Some places along a line, all of it.
fn stations(from: f64, to: f64) -> Vec<f64> {
    let mut places = Vec::new();
    let mut at = from;
    while at <= to {
        places.push(at);
        at += 6.0;
    }
    places
}

/// What is said beside a segment that stands still and goes on later.
fn held(at: usize, (shafts, taken): (&[Shaft], &[Slab]), columns: Columns) -> Option<Text> {
    let text = Text::new(Point::new(0.0, 0.0), Anchor::Start, L.ladder.held, "quiet").with_halo();
    let candidates = if shafts[at].tip == Tip::Open { Vec::new() } else { beside(&shafts[at], &text) };
    best(candidates.into_iter(), at, (shafts, taken), columns)
}

/// Why a segment was lost, beside its cross.
fn reason(loss: Loss, at: usize, (shafts, taken): (&[Shaft], &[Slab]), columns: Columns) -> Option<Text> {
    let points = &shafts[at].points;
    let cross = *points.last()?;
    let onwards = if points.first()?.x <= cross.x { (12.0, Anchor::Start) } else { (-12.0, Anchor::End) };
    let places = [(onwards.0, 4.0, onwards.1), (0.0, 20.0, Anchor::Middle), (0.0, -12.0, Anchor::Middle)];
    let lower = (1..5).map(|nth| (0.0, 20.0 + 10.0 * f64::from(nth), Anchor::Middle));
    let candidates = places.into_iter().chain(lower).enumerate().map(|(nth, (x, y, anchor))| {
        let text = Text::new(Point::new(cross.x + x, cross.y + y), anchor, L.ladder.loss(loss), "trouble").with_halo();
        (text, f64::from(u32::try_from(nth).unwrap_or(u32::MAX)))
    });
    best(candidates, at, (shafts, taken), columns)
}

/// The best of several places, each with how far it is from the one that is wanted.
fn best(
    candidates: impl Iterator<Item = (Text, f64)>,
    at: usize,
    (shafts, taken): (&[Shaft], &[Slab]),
    columns: Columns,
) -> Option<Text> {
    let PerSide { a: left, b: right } = columns.lives;
    let is_free = |slab: &Slab| {
        let inside = slab.corners().iter().all(|corner| corner.x > left + EDGE && corner.x < right - EDGE);
        inside && !taken.iter().any(|other| other.overlaps(slab))
    };
    let crossed = |slab: &Slab| {
        let others = shafts.iter().enumerate().filter(|(other, _)| *other != at);
        others.flat_map(|(_, shaft)| shaft.legs()).filter(|leg| leg.overlaps(slab)).count()
    };
    let weighed = candidates.filter_map(|(text, far)| {
        let slab = text.slab();
        is_free(&slab).then(|| (crossed(&slab), far, text))
    });
    let best = weighed.min_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    best.map(|(_, _, text)| text)
}
