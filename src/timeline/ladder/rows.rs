//! A ladder: its rows and arrows, and what can be asked of them.

use super::arrow::{Arrow, Fate};
use super::host::{Beginning, Host};
use super::row::{Line, LineContent, Row};
use crate::sim::{PacketId, PerSide, Side};
use crate::tcp::{Instant, State};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// This many segments of one side can be under way on lanes of their own.
pub(super) const LANES: usize = 5;

/// The rows and arrows of a session, or of the latest part of it.
#[derive(Clone, Debug, Default)]
pub struct Ladder {
    /// The states that it begins with.
    pub begins: PerSide<State>,
    /// In order.
    pub rows: Vec<Row>,
    /// The segments, in the order of departure.
    pub arrows: Vec<Arrow>,
    /// Where each of them is.
    pub(super) places: HashMap<PacketId, usize>,
    /// The latest segment that was not a copy, by its sender and its first octet.
    pub(super) sent: HashMap<(Side, (u16, u16), u32), PacketId>,
    /// How many segments of each side are under way on each lane.
    pub(super) lanes: PerSide<[u32; LANES]>,
    /// How many rows have been forgotten.
    pub(super) forgotten: usize,
    /// When the latest thing happened.
    pub(super) at: Instant,
    /// The state that each side's diagram shows.
    pub(super) states: PerSide<State>,
    /// What is known of each host.
    pub(super) hosts: PerSide<Host>,
    /// Whether the link is cut in the direction that leaves each side.
    pub(super) cut: PerSide<bool>,
    /// Whether nothing is ever forgotten.
    pub(super) keeps_all: bool,
    /// Whether a segment that arrives without having left had left before.
    pub(super) adopts: bool,
    /// Segments that are not drawn, wherever they arrive.
    pub(super) hidden: BTreeSet<PacketId>,
    /// How far each packet had come when it was caught with a step, for those who hold it: the screen's moment may have been later
    /// than the world's, and no record knows it.
    pub(super) caught: HashMap<(PacketId, usize), f64>,
}

impl Ladder {
    /// An empty ladder, for records from the middle of a session. What is long past is forgotten.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A ladder whose first row shows the states that it begins with. What is long past is forgotten.
    #[must_use]
    pub fn starting(beginning: Beginning) -> Self {
        let mut ladder = Self::beginning(beginning);
        ladder.begin(0, Side::A);
        ladder.say(LineContent::Start(beginning.states));
        ladder
    }

    /// A ladder that keeps every row, and on which segments may arrive that had left before it begins.
    #[must_use]
    pub fn whole(beginning: Beginning) -> Self {
        Self { keeps_all: true, adopts: true, ..Self::beginning(beginning) }
    }

    /// A ladder of rows and arrows that were made without records, of a capture for instance. The rows' lines are numbered here;
    /// where an arrow leaves and ends has to name them.
    #[must_use]
    pub fn of_rows(begins: PerSide<State>, mut rows: Vec<Row>, arrows: Vec<Arrow>) -> Self {
        let mut first = 0;
        for row in &mut rows {
            row.first = first;
            first = row.end();
        }
        let last = rows.last();
        let closed = rows.iter().rev().find_map(|row| row.lines.last()).map_or(PerSide::both(true), |line| line.closed);
        Self {
            begins,
            places: places(&arrows),
            lanes: lanes(&arrows),
            at: last.map_or(Instant::ZERO, |row| row.at),
            states: last.map_or(begins, |row| row.states),
            hosts: closed.map(|closed| Host { open: u32::from(!closed), ..Host::default() }),
            keeps_all: true,
            rows,
            arrows,
            ..Self::default()
        }
    }

    fn beginning(Beginning { states, hosts }: Beginning) -> Self {
        let states = states.map(|state| state.states().iter().next().or(state.state()).unwrap_or_default());
        Self { begins: states, states, hosts, ..Self::default() }
    }

    /// Where this ladder, rebuilt, takes the place of another one: what is held stays where that one showed it.
    pub fn succeed(&mut self, other: Self) {
        self.caught = other.caught;
    }

    /// The segments in the order of departure, for a selection.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = PacketId> {
        self.arrows.iter().map(|arrow| arrow.packet)
    }

    /// The segments that fly or are held, in the order of departure.
    pub fn under_way(&self) -> impl DoubleEndedIterator<Item = &Arrow> {
        self.arrows.iter().filter(|arrow| arrow.is_under_way())
    }

    /// The rows with which segments are held back or go on, and how many segments at each.
    #[must_use]
    pub fn stops(&self) -> BTreeMap<usize, usize> {
        let mut stops = BTreeMap::new();
        for (held, released) in self.arrows.iter().flat_map(|arrow| &arrow.stops) {
            for row in [Some(*held), *released].into_iter().flatten() {
                *stops.entry(row).or_default() += 1;
            }
        }
        stops
    }

    /// When the latest of those that fly was first seen on its way.
    #[must_use]
    pub fn latest_departure(&self) -> Option<Instant> {
        let since = |arrow: &Arrow| match arrow.fate {
            Fate::Flying { since, .. } => Some(since),
            _ => None,
        };
        self.under_way().filter_map(since).max()
    }

    /// A segment, if the ladder remembers it.
    #[must_use]
    pub fn arrow(&self, packet: PacketId) -> Option<&Arrow> {
        self.arrows.get(*self.places.get(&packet)?)
    }

    /// What stands on each line that is remembered, with its step.
    pub fn lines(&self) -> impl Iterator<Item = (usize, LineContent)> {
        self.rows.iter().flat_map(|row| row.content().map(|content| (row.step, content)))
    }

    /// A line by its number, with its row, if the ladder remembers it.
    #[must_use]
    pub fn line(&self, number: u64) -> Option<(&Row, Line)> {
        let row = self.rows.get(self.rows.partition_point(|row| row.end() <= number))?;
        let line = row.lines.get(usize::try_from(number.checked_sub(row.first)?).ok()?)?;
        Some((row, *line))
    }

    /// The number of the first line that is remembered.
    #[must_use]
    pub fn first_line(&self) -> u64 {
        self.rows.first().map_or(0, |row| row.first)
    }

    /// The number of the line that comes next.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.rows.last().map_or(0, Row::end)
    }

    /// Whether each host has no connection now.
    #[must_use]
    pub fn closed(&self) -> PerSide<bool> {
        self.hosts.map(Host::is_closed)
    }

    /// Both sides' states before a row.
    #[must_use]
    pub fn states_before(&self, row: usize) -> PerSide<State> {
        row.checked_sub(1).map_or(self.begins, |before| self.rows[before].states)
    }
}

/// How many of these are under way on each lane.
pub(super) fn lanes(arrows: &[Arrow]) -> PerSide<[u32; LANES]> {
    let mut lanes = PerSide::both([0; LANES]);
    for arrow in arrows.iter().filter(|arrow| arrow.is_under_way()) {
        lanes[arrow.packet.from][usize::from(arrow.lane) % LANES] += 1;
    }
    lanes
}

/// Where each arrow is.
pub(super) fn places(arrows: &[Arrow]) -> HashMap<PacketId, usize> {
    arrows.iter().enumerate().map(|(place, arrow)| (arrow.packet, place)).collect()
}
