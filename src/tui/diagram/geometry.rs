//! Where everything in the diagram stands: boxes, paths and label places as numbers, without any drawing.

#![warn(clippy::arithmetic_side_effects)]

use ratatui::layout::Position;

use crate::tcp::{EDGES, Edge, EdgeId, State};

/// A line's four directions out of a cell, as bits.
pub mod way {
    /// Up.
    pub const UP: u8 = 1;
    /// Down.
    pub const DOWN: u8 = 2;
    /// Left.
    pub const LEFT: u8 = 4;
    /// Right.
    pub const RIGHT: u8 = 8;

    /// The other way.
    #[must_use]
    pub const fn back(way: u8) -> u8 {
        match way {
            UP => DOWN,
            DOWN => UP,
            LEFT => RIGHT,
            _ => LEFT,
        }
    }
}

/// A state's box: its name with one space on either side, in which the pill has its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Whose box it is.
    pub state: State,
    /// Whether it is the lower CLOSED, where connections end.
    pub end: bool,
    /// The box's left cell.
    pub at: Position,
    /// Its width in cells.
    pub width: u16,
    /// Where the number of its connections may stand, the best place first.
    pub counts: [Option<CountPlace>; 2],
}

/// Where the number of a state's connections may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountPlace {
    /// Its first cell, or its last.
    pub place: Place,
    /// How many cells it may take.
    pub width: u16,
}

impl CountPlace {
    /// Its cells.
    pub fn cells(&self) -> impl Iterator<Item = Position> + use<> {
        let start = self.place.start(self.width);
        (start.x..start.x.saturating_add(self.width)).map(move |x| Position { x, ..start })
    }
}

impl Node {
    /// Whether the cell belongs to the box.
    #[must_use]
    pub fn contains(&self, cell: Position) -> bool {
        cell.y == self.at.y && (self.at.x..self.at.x.saturating_add(self.width)).contains(&cell.x)
    }
}

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its first cell, or its last.
    pub at: Position,
    /// Whether `at` is the last cell.
    pub ends_here: bool,
}

impl Place {
    /// Where a text of this many cells begins.
    #[must_use]
    pub fn start(&self, len: u16) -> Position {
        let x = if self.ends_here { self.at.x.saturating_add(1).saturating_sub(len) } else { self.at.x };
        Position { x, y: self.at.y }
    }
}

/// Where an edge's label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelPlaces {
    /// The event's place.
    pub event: Place,
    /// The action's place, if it has one of its own.
    pub action: Option<Place>,
    /// Whether both stand in one row, `rcv FIN / snd ACK`, at the event's place.
    pub joined: bool,
    /// Whether the event stands in its shortest words.
    pub brief: bool,
}

impl LabelPlaces {
    /// The texts of the edge's label and where each begins.
    pub fn texts<'a>(&self, edge: &'a Edge) -> impl Iterator<Item = (Position, &'a str)> + use<'a> {
        self.texts_of(edge, edge.action)
    }

    /// The same with another action.
    pub fn texts_of<'a>(&self, edge: &'a Edge, action: &'a str) -> impl Iterator<Item = (Position, &'a str)> + use<'a> {
        let cells = |text: &str| u16::try_from(text.len()).unwrap_or(u16::MAX);
        let event = if self.brief { edge.brief_event() } else { edge.event };
        let mut out = [None; 3];
        if self.joined && !action.is_empty() {
            let between = " / ";
            let start = self.event.start(cells(event).saturating_add(cells(between)).saturating_add(cells(action)));
            let slash = start.x.saturating_add(cells(event));
            out[0] = Some((start, event));
            out[1] = Some((Position { x: slash, ..start }, between));
            out[2] = Some((Position { x: slash.saturating_add(cells(between)), ..start }, action));
        } else {
            out[0] = Some((self.event.start(cells(event)), event));
            out[1] = self.action.filter(|_| !action.is_empty()).map(|p| (p.start(cells(action)), action));
        }
        out.into_iter().flatten()
    }
}

/// One cell of a path and the ways in which the line leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathCell {
    /// The cell.
    pub at: Position,
    /// [`way`] bits.
    pub ways: u8,
}

/// A drawn arrow; several edges with the same ends can share it.
#[derive(Clone, Debug)]
pub struct Route {
    /// Which node it leaves, by its place in [`Geometry::nodes`].
    pub from: usize,
    /// Which node it enters.
    pub to: usize,
    /// From the first cell outside the one box to the arrow head, right before the other.
    pub cells: Vec<PathCell>,
    /// Where the head points: one [`way`] bit.
    pub head: u8,
    /// Where the keys of the edges that are possible now stand.
    pub keys: Vec<Position>,
    /// Where the label stands.
    pub label: LabelPlaces,
    /// The first edge that takes this route: the one whose label is shown while nothing is lit.
    pub figure: EdgeId,
}

/// What stands for an edge that is not drawn until it is taken.
#[derive(Clone, Debug)]
pub struct Stub {
    /// The state it leaves.
    pub from: State,
    /// The state it enters, if the stub is for that one only.
    pub to: Option<State>,
    /// For causes of at most this many letters.
    pub upto: usize,
    /// Its dashes.
    pub cells: Vec<Position>,
    /// Where the cause stands.
    pub label: LabelPlaces,
}

/// The whole diagram in one size.
#[derive(Clone, Debug)]
pub struct Geometry {
    /// Width in cells.
    pub width: u16,
    /// Height in cells.
    pub height: u16,
    /// Whether every edge shows its label all the time.
    pub labels_always: bool,
    /// The twelve boxes: CLOSED has two.
    pub nodes: Vec<Node>,
    /// The arrows.
    pub routes: Vec<Route>,
    /// The stubs; the first that suits an edge is its.
    pub stubs: Vec<Stub>,
    /// From the lower CLOSED to the upper one, which is the same state: the mark's way up once a connection has ended.
    pub tie: Vec<PathCell>,
    /// For every edge the route it takes.
    pub(super) route_of: [Option<u8>; EDGES.len()],
    /// For every cell the union of the ways of all lines through it, row by row.
    pub(super) ways: Vec<u8>,
}

impl Geometry {
    /// The arrow that this edge takes; none if it is drawn as a stub.
    #[must_use]
    pub fn route(&self, edge: EdgeId) -> Option<&Route> {
        self.route_of[edge.index()].map(|i| &self.routes[usize::from(i)])
    }

    /// Whether this edge ends a connection, at the lower CLOSED.
    #[must_use]
    pub fn is_end(&self, edge: EdgeId) -> bool {
        edge.edge().to == State::Closed && self.route(edge).is_none_or(|route| self.nodes[route.to].end)
    }

    /// Whether the tie runs along this arrow before the last row of both: then the two would read as one while the tie is drawn.
    #[must_use]
    pub fn tie_runs_along(&self, route: &Route) -> bool {
        let last = self.tie.last().map(|cell| cell.at.y);
        let below = |cell: &&PathCell| Some(cell.at.y) != last;
        self.tie.iter().filter(below).any(|cell| route.cells.iter().any(|other| other.at == cell.at))
    }

    /// The stub that shows this edge while it is lit.
    #[must_use]
    pub fn stub(&self, edge: EdgeId) -> Option<&Stub> {
        let edge = edge.edge();
        self.stubs.iter().find(|stub| {
            stub.from == edge.from && stub.to.is_none_or(|to| to == edge.to) && edge.event.len() <= stub.upto
        })
    }

    /// Where the number of a node's connections stands while this edge is lit: the first place that the edge leaves free.
    #[must_use]
    pub fn count_place(&self, node: &Node, lit: Option<EdgeId>) -> Option<CountPlace> {
        node.counts
            .into_iter()
            .flatten()
            .find(|place| lit.is_none_or(|lit| place.cells().all(|cell| !self.is_taken_by(lit, cell))))
    }

    /// Whether a lit edge's label, with the blanks beside it, or its dashes need this cell.
    fn is_taken_by(&self, lit: EdgeId, cell: Position) -> bool {
        let stub = if self.route(lit).is_some() { None } else { self.stub(lit) };
        let label = self.route(lit).map(|route| route.label).or_else(|| stub.map(|stub| stub.label));
        let texts = label.iter().flat_map(|label| label.texts(lit.edge()));
        let dashes = stub.iter().flat_map(|stub| &stub.cells);
        dashes.copied().any(|dash| dash == cell)
            || texts.into_iter().any(|(at, text)| {
                let end = usize::from(at.x).saturating_add(text.len());
                at.y == cell.y
                    && (usize::from(at.x)..end.saturating_add(2)).contains(&(usize::from(cell.x).saturating_add(1)))
            })
    }

    /// The state whose box has this cell, for the mouse.
    #[must_use]
    pub fn node_at(&self, x: u16, y: u16) -> Option<State> {
        self.nodes.iter().find(|node| node.contains(Position { x, y })).map(|node| node.state)
    }

    /// The union of the ways of all lines through a cell.
    #[must_use]
    pub fn ways_at(&self, cell: Position) -> u8 {
        self.ways
            .get(usize::from(cell.y).saturating_mul(usize::from(self.width)).saturating_add(usize::from(cell.x)))
            .copied()
            .unwrap_or(0)
    }
}

/// Whether an edge takes the arrow of the figure between its two states. The ways to CLOSED from nearly everywhere do not, even
/// where the figure has an arrow to CLOSED: it means something else there.
pub(super) fn shares_the_arrow(edge: &Edge) -> bool {
    edge.figure5 || edge.to != State::Closed
}
