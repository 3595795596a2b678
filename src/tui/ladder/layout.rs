//! Where everything on the ladder stands, as plain numbers: painting, the mouse and tests use the same ones.

use super::arrow::{Arrow, Fate};
use super::label::Label;
use super::place::{Wish, place};
use super::row::{Line, Row};
use super::rows::PAUSE;
use super::{Departed, Ladder, LadderView};
use crate::sim::{PacketId, Side};
use crate::tcp::{Instant, State};
use crate::tui::theme::Role;
use smallvec::SmallVec;
use std::time::Duration;
use unicode_width::UnicodeWidthStr as _;

/// A mark before a text, or alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A retransmission.
    Again,
    /// A forged segment.
    Forged,
    /// The network's copy.
    Copy,
    /// A segment brought back from the past.
    Replay,
    /// The end of a lost segment, a refusal.
    Lost,
    /// A timer that fired.
    Timer,
    /// A packet that is held.
    Held,
    /// Dots on both sides: nothing happened.
    Passed,
}

/// How a text stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marked {
    /// Not at all.
    #[default]
    Not,
    /// It belongs to the selected segment.
    Selected,
    /// It belongs to a segment that the selected one repeats, or that repeats it.
    Related,
}

/// A text on a row. Columns are counted from the left life line's right neighbour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its first column.
    pub x: u16,
    /// How many cells it takes, its mark included.
    pub width: u16,
    /// The mark before it.
    pub mark: Option<Mark>,
    /// The words.
    pub text: String,
    /// Whether its end had to be cut off.
    pub cut: bool,
    /// How it looks.
    pub role: Role,
    /// How it stands out.
    pub marked: Marked,
}

/// The horizontal part of an arrow on one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arm {
    /// Whose.
    pub packet: PacketId,
    /// How it looks.
    pub role: Role,
    /// Its leftmost column.
    pub from: u16,
    /// Its rightmost column.
    pub to: u16,
    /// The column where it turns down (on the row of departure) or comes from above.
    pub bend: Option<u16>,
    /// The column of its head, if the head is on this row.
    pub head: Option<u16>,
    /// Whether the head stands still because the packet is held.
    pub held: bool,
    /// Whether the row is that of the departure.
    pub departs: bool,
    /// Whether the network put it there, and no host.
    pub dashed: bool,
}

/// An arrow that passes through a row on its way down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vertical {
    /// Whose.
    pub packet: PacketId,
    /// Its column.
    pub column: u16,
    /// How it looks.
    pub role: Role,
    /// Whether it has come so far; its column is kept free before.
    pub drawn: bool,
}

/// One visible row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The segment that leaves or ends here.
    pub packet: Option<PacketId>,
    /// The step that made this row; `None`: it has not happened yet.
    pub step: Option<usize>,
    /// The arrow on this row.
    pub arm: Option<Arm>,
    /// The arrows that pass through.
    pub verticals: SmallVec<[Vertical; 4]>,
    /// The texts.
    pub texts: SmallVec<[Text; 3]>,
    /// Whether each side is in CLOSED.
    pub closed: [bool; 2],
    /// The side from whose life line an arrow branches off.
    pub branch: Option<Side>,
}

/// The visible rows, from the top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// One for every line of the area, as far as there are rows.
    pub rows: Vec<Placed>,
    /// How many rows there are in all, visible or not.
    pub total: usize,
    /// How many columns lie between the life lines.
    pub width: u16,
    /// Whether each side is in CLOSED now.
    pub closed: [bool; 2],
}

impl Layout {
    /// Places the rows of a view that is so many cells wide and high, life lines included.
    #[must_use]
    pub fn new(view: &LadderView<'_>, width: u16, height: u16) -> Self {
        let frame = Frame::new(view, width.saturating_sub(2));
        let total = frame.total();
        let height = usize::from(height);
        let last_top = total.saturating_sub(height);
        let top = last_top.saturating_sub(view.scroll);
        let first = frame.ladder.forgotten + top as u64;
        let count = height.min(total - top);
        let closed = closed(&frame.ladder.then);
        let mut layout = Self { rows: Vec::with_capacity(count), total, width: frame.width, closed };
        if frame.width == 0 {
            return layout;
        }
        let visible = first..first + count as u64;
        let passing = frame.ladder.arrows.iter().filter(|a| a.row < visible.end && frame.end(a) > visible.start);
        let passing: Vec<&Arrow> = passing.collect();
        layout.rows.extend(visible.map(|row| frame.place_row(row, &passing)));
        layout
    }

    /// What is at this cell, counted from the area's top left: the arrow that a click there means, and the row's step.
    #[must_use]
    pub fn at(&self, x: u16, y: u16) -> (Option<PacketId>, Option<usize>) {
        let Some(row) = self.rows.get(usize::from(y)) else { return (None, None) };
        let vertical = row.verticals.iter().find(|vertical| vertical.column + 1 == x && vertical.drawn);
        let texts = row.texts.iter().any(|text| (text.x..text.x + text.width).contains(&x.wrapping_sub(1)));
        let packet = if texts { row.packet } else { vertical.map(|v| v.packet).or(row.packet) };
        (packet, row.step)
    }
}

/// What a row needs to know of the whole.
pub(super) struct Frame<'a> {
    ladder: &'a Ladder,
    view: &'a LadderView<'a>,
    pub width: u16,
    /// In the order in which they will arrive.
    flights: Vec<&'a Arrow>,
    /// How long nothing has happened, if that is long.
    waiting: Option<Duration>,
}

impl<'a> Frame<'a> {
    pub fn new(view: &'a LadderView<'a>, width: u16) -> Self {
        let mut flights: Vec<&Arrow> = view.ladder.in_flight_arrows().collect();
        flights.sort_by_key(|arrow| (arrow.arrives(), arrow.id));
        let waits = view.now.since(view.ladder.then.at);
        let waiting = (waits >= PAUSE && view.ladder.then.at > Instant::ZERO).then_some(waits);
        Self { ladder: view.ladder, view, width, flights, waiting }
    }

    fn total(&self) -> usize {
        self.ladder.rows.len() + usize::from(self.waiting.is_some()) + self.flights.len()
    }

    /// The row where an arrow ends or will end.
    fn end(&self, arrow: &Arrow) -> u64 {
        arrow.end().unwrap_or_else(|| {
            let order = self.flights.iter().position(|flight| flight.id == arrow.id).unwrap_or(0);
            self.ladder.end() + u64::from(self.waiting.is_some()) + order as u64
        })
    }

    /// The column where an arrow runs down.
    fn track(&self, arrow: &Arrow) -> u16 {
        let run = if self.width < 12 { self.width / 4 } else { (self.width / 8).clamp(3, 10) };
        let most = (self.width / 2).saturating_sub(run) / 2;
        let from_edge = run + 2 * u16::from(arrow.lane).min(most);
        match arrow.id.from {
            Side::A => (self.width - 1).saturating_sub(from_edge),
            Side::B => from_edge.min(self.width - 1),
        }
    }

    fn verticals(&self, row: u64, arrows: impl Iterator<Item = &'a Arrow>) -> SmallVec<[Vertical; 4]> {
        let passing = arrows.filter(|arrow| arrow.row < row && row < self.end(arrow));
        let mut verticals: SmallVec<[Vertical; 4]> = passing
            .map(|arrow| {
                let drawn = !arrow.is_in_flight() || self.tip(arrow).is_none_or(|tip| tip.landing);
                Vertical { packet: arrow.id, column: self.track(arrow), role: arrow.role, drawn }
            })
            .collect();
        verticals.sort_by_key(|vertical| vertical.column);
        verticals
    }

    fn place_row(&self, number: u64, passing: &[&'a Arrow]) -> Placed {
        let verticals = self.verticals(number, passing.iter().copied());
        let blocked: SmallVec<[u16; 8]> = verticals.iter().map(|vertical| vertical.column).collect();
        let stored = usize::try_from(number - self.ladder.forgotten).ok().and_then(|i| self.ladder.rows.get(i));
        let mut placed = Placed { verticals, closed: closed(&self.ladder.then), ..Placed::default() };
        if let Some(row) = stored {
            placed.step = Some(row.step);
            placed.closed = closed(&row.then);
            self.place_stored(row, &blocked, &mut placed);
            return placed;
        }
        let after = usize::try_from(number - self.ladder.end()).unwrap_or(usize::MAX);
        match (self.waiting, after) {
            (Some(time), 0) => self.passed(time, &blocked, &mut placed),
            (waiting, _) => {
                if let Some(arrow) = self.flights.get(after - usize::from(waiting.is_some())) {
                    self.lands(arrow, &blocked, &mut placed);
                }
            }
        }
        placed
    }

    fn place_stored(&self, row: &Row, blocked: &[u16], placed: &mut Placed) {
        match row.line {
            Line::Start(states) => self.start(states, placed),
            Line::Departs(id) => {
                if let Some(arrow) = self.ladder.arrow(id) {
                    self.departs(arrow, blocked, placed);
                }
            }
            Line::Arrives(id) | Line::Lost(id) => {
                if let Some(arrow) = self.ladder.arrow(id) {
                    self.lands(arrow, blocked, placed);
                }
            }
            Line::Note(side, note) => {
                let (mark, text, role) = note.words(self.view.words);
                let wish = if side == Side::A { Wish::Left } else { Wish::Right };
                self.write(mark, text, role, wish, blocked, placed);
            }
            Line::Link(change) => {
                self.write(None, format!("link {change}"), Role::Dim, self.middle(), blocked, placed);
            }
            Line::Passed(time) => self.passed(time, blocked, placed),
        }
    }

    fn start(&self, states: [State; 2], placed: &mut Placed) {
        self.write(None, states[0].name().to_owned(), Role::StateEntered, Wish::Left, &[], placed);
        let left = placed.texts.first().map_or(0, |text| text.width + 1);
        let (name, width) = (states[1].name(), cells(states[1].name()));
        if let Some(x) = place(width, left..self.width, &[], Wish::Right) {
            placed.texts.push(text(x, None, name.to_owned(), Role::StateEntered));
        }
    }

    fn passed(&self, time: Duration, blocked: &[u16], placed: &mut Placed) {
        let words = self.view.words.passed(time);
        self.write(Some(Mark::Passed), words, Role::Dim, self.middle(), blocked, placed);
    }

    fn middle(&self) -> Wish {
        Wish::Middle(self.width / 2)
    }

    /// Writes a text where it fits. Where nothing fits, the text comes before the lines and loses its end.
    fn write(&self, mark: Option<Mark>, words: String, role: Role, wish: Wish, blocked: &[u16], placed: &mut Placed) {
        let mut entry = text(0, mark, words, role);
        if mark == Some(Mark::Passed) {
            entry.width += 6;
        }
        entry.clip(self.width);
        let found = place(entry.width, 0..self.width, blocked, wish);
        entry.x = found.or_else(|| place(entry.width, 0..self.width, &[], wish)).unwrap_or(0);
        placed.texts.push(entry);
    }

    fn departs(&self, arrow: &Arrow, blocked: &[u16], placed: &mut Placed) {
        let track = self.track(arrow);
        let rightward = arrow.id.from == Side::A;
        let dashed = arrow.departed.by_network();
        let tip = self.tip(arrow).filter(|tip| !tip.landing).map(|tip| tip.column);
        let (near, far) = (if rightward { 0 } else { self.width - 1 }, tip.unwrap_or(track));
        placed.packet = Some(arrow.id);
        placed.branch = (!dashed).then_some(arrow.id.from);
        placed.arm = Some(Arm {
            packet: arrow.id,
            role: arrow.role,
            from: near.min(far),
            to: near.max(far),
            bend: tip.is_none().then_some(track),
            head: tip,
            held: matches!(arrow.fate(), Fate::Held(_)),
            departs: true,
            dashed,
        });
        placed.texts.extend(self.label(arrow, blocked));
    }

    /// The row where an arrow ends: with a head, with a cross, or somewhere in the future.
    fn lands(&self, arrow: &Arrow, blocked: &[u16], placed: &mut Placed) {
        let track = self.track(arrow);
        let rightward = arrow.id.from == Side::A;
        placed.packet = Some(arrow.id);
        let mut free = if rightward { 2..track.saturating_sub(1) } else { track + 2..self.width.saturating_sub(2) };
        match arrow.fate() {
            Fate::Lost(_, loss) => {
                placed.texts.push(text(track, Some(Mark::Lost), String::new(), Role::Lost));
                let words = self.view.words.loss(loss);
                let wish = if rightward { Wish::Right } else { Wish::Left };
                if let Some(x) = place(cells(words), free.clone(), blocked, wish) {
                    placed.texts.push(text(x, None, words.to_owned(), Role::Lost));
                    free = if rightward { 2..x.saturating_sub(1) } else { x + cells(words) + 1..free.end };
                }
            }
            fate => {
                placed.arm = self.landing_arm(arrow, track);
                if matches!(fate, Fate::Held(_)) {
                    let held = text(0, Some(Mark::Held), self.view.words.held.to_owned(), Role::Again);
                    placed.texts.extend(held.put(free, blocked, Wish::Middle(self.width / 2)));
                    return;
                }
            }
        }
        if let Some(words) = self.view.words.departed(arrow.departed) {
            let below = self.label_span(arrow).map_or(self.width / 2, |(from, to)| u16::midpoint(from, to));
            let told = text(0, departed_mark(arrow.departed), words, Role::Again);
            placed.texts.extend(told.put(free, blocked, Wish::Middle(below)));
        }
    }

    fn landing_arm(&self, arrow: &Arrow, track: u16) -> Option<Arm> {
        let edge = if arrow.id.from == Side::A { self.width - 1 } else { 0 };
        let head = match self.tip(arrow) {
            Some(tip) if !tip.landing => return None,
            Some(tip) => tip.column,
            None => edge,
        };
        Some(Arm {
            packet: arrow.id,
            role: arrow.role,
            from: track.min(head),
            to: track.max(head),
            bend: (head != track).then_some(track),
            head: Some(head),
            held: matches!(arrow.fate(), Fate::Held(_)),
            departs: false,
            dashed: arrow.departed.by_network(),
        })
    }

    /// The longest form of an arrow's label that fits, with its mark before it.
    fn label(&self, arrow: &Arrow, blocked: &[u16]) -> SmallVec<[Text; 2]> {
        let track = self.track(arrow);
        let mark = departed_mark(arrow.departed);
        let marked = self.marked(arrow);
        let extra = if mark.is_some() { 2 } else { 0 };
        let within =
            if arrow.id.from == Side::A { 2..track.saturating_sub(1) } else { track + 2..self.width.saturating_sub(2) };
        let middle = Wish::Middle(u16::midpoint(within.start, within.end));
        let forms = |label: &'a Label| label.forms(self.view.numbers);
        let label = self.ladder.arrow(arrow.id).map(|arrow| &arrow.label);
        let found = label
            .into_iter()
            .flat_map(forms)
            .find_map(|form| Some((place(cells(form) + extra, within.clone(), blocked, middle)?, form)));
        let (x, form) = match found {
            Some((x, form)) => (x, form.to_owned()),
            // Flags always stay: over the lines if there is no other way.
            None => (within.start.min(2), label.and_then(|l| l.forms(false).last()).unwrap_or_default().to_owned()),
        };
        let mut texts = SmallVec::new();
        if let Some(mark) = mark {
            texts.push(Text { marked, ..text(x, Some(mark), String::new(), Role::Again) });
        }
        let mut words = Text { marked, ..text(x + extra, None, form, arrow.role) };
        words.clip(self.width.saturating_sub(words.x));
        texts.push(words);
        texts
    }

    /// The columns that a label takes, the blanks beside it included.
    fn label_span(&self, arrow: &Arrow) -> Option<(u16, u16)> {
        let blocked = self.verticals_at_departure(arrow);
        let texts = self.label(arrow, &blocked);
        let (first, last) = (texts.first()?, texts.last()?);
        Some((first.x.saturating_sub(1), last.x + last.width))
    }

    fn verticals_at_departure(&self, arrow: &Arrow) -> SmallVec<[u16; 8]> {
        let others = self.ladder.arrows.iter();
        let mut columns: SmallVec<[u16; 8]> = others
            .filter(|other| other.row < arrow.row && arrow.row < self.end(other))
            .map(|other| self.track(other))
            .collect();
        columns.sort_unstable();
        columns
    }

    /// Where the head of an arrow in flight is. It jumps over the label, which is always readable.
    fn tip(&self, arrow: &Arrow) -> Option<Tip> {
        if !arrow.is_in_flight() {
            return None;
        }
        let track = self.track(arrow);
        let span = self.label_span(arrow).unwrap_or((0, 0));
        let (run, rightward) = (self.width - 1, arrow.id.from == Side::A);
        // Both directions count from the sender.
        let mirror = |column: u16| if rightward { column } else { run.saturating_sub(column) };
        let (turn, label) = (mirror(track), (mirror(span.0).min(mirror(span.1)), mirror(span.0).max(mirror(span.1))));
        let hidden = if label.0 < turn { label.1.min(turn) + 1 - label.0 } else { 0 };
        let leaving = turn + 1 - hidden.min(turn + 1);
        let cells = leaving + (run + 1 - turn);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a progress is between 0 and 1")]
        let passed = ((arrow.progress(self.view.now) * f64::from(cells)) as u16).min(cells - 1);
        let (column, landing) = match passed {
            n if n >= leaving => (turn + n - leaving, true),
            n if n < label.0 => (n, false),
            n => ((n + hidden).min(turn), false),
        };
        Some(Tip { column: mirror(column), landing })
    }

    fn marked(&self, arrow: &Arrow) -> Marked {
        let Some(selected) = self.view.selected else { return Marked::Not };
        if selected == arrow.id {
            return Marked::Selected;
        }
        let repeats = |id| self.ladder.departed(id).and_then(Departed::original);
        if arrow.departed.original() == Some(selected) || repeats(selected) == Some(arrow.id) {
            return Marked::Related;
        }
        Marked::Not
    }
}

struct Tip {
    column: u16,
    /// Whether it is on the row of arrival already.
    landing: bool,
}

impl Text {
    fn clip(&mut self, width: u16) {
        if self.width <= width {
            return;
        }
        let room = usize::from(width.saturating_sub(self.width - cells(&self.text)).saturating_sub(1));
        let mut used = 0;
        let end = self.text.char_indices().find(|(_, c)| {
            used += unicode_width::UnicodeWidthChar::width(*c).unwrap_or(0);
            used > room
        });
        if let Some((end, _)) = end {
            self.text.truncate(end);
        }
        self.cut = true;
        self.width = width;
    }

    fn put(mut self, within: std::ops::Range<u16>, blocked: &[u16], wish: Wish) -> Option<Self> {
        self.x = place(self.width, within, blocked, wish)?;
        Some(self)
    }
}

fn text(x: u16, mark: Option<Mark>, text: String, role: Role) -> Text {
    let gap = u16::from(mark.is_some()) + u16::from(mark.is_some() && !text.is_empty());
    Text { x, width: cells(&text) + gap, mark, text, cut: false, role, marked: Marked::Not }
}

fn cells(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

fn closed(then: &super::row::Then) -> [bool; 2] {
    then.hosts.map(|host| host.state() == State::Closed)
}

const fn departed_mark(departed: Departed) -> Option<Mark> {
    match departed {
        Departed::First => None,
        Departed::Again(_) => Some(Mark::Again),
        Departed::Forged => Some(Mark::Forged),
        Departed::Copy(_) => Some(Mark::Copy),
        Departed::Replay(_) => Some(Mark::Replay),
    }
}
