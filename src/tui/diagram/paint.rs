//! Paints a diagram's geometry into a buffer. Nothing here decides where anything stands.

#![warn(clippy::arithmetic_side_effects)]

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;

use super::geometry::{Geometry, LabelPlaces, Node, PathCell, Route};
use super::rank::{Rank, is_reset, lit_role, ranks, ways_of_rank};
use super::symbols::{dashed_symbol, head_symbol, line_symbol, whole_symbol};
use super::{Diagram, DiagramView, Size};
use crate::tcp::{EdgeId, State};
use crate::timeline::{Certainty, Count};
use crate::tui::glyphs::Glyphs;
use crate::tui::theme::{Role, Theme};
use std::cmp::Ordering;

impl Widget for Diagram<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let Some(size) = Size::largest_that_fits(area.width, area.height) else {
            return self.only_the_state(area, buf);
        };
        let area = size.centred_in(area);
        let mut painter = Painter { canvas: Canvas { area, buf }, glyphs: self.glyphs, theme: self.theme };
        painter.diagram(Geometry::of(size), self.view);
    }
}

impl Diagram<'_> {
    /// Where no diagram fits, the state's name alone.
    fn only_the_state(&self, area: Rect, buf: &mut Buffer) {
        let (name, role) = match self.view.state {
            Certainty::Certain(state) => (state.name(), Role::NodeCurrent),
            Certainty::OneOf(_) | Certainty::Unknown => (self.glyphs.uncertain, Role::NodeUncertain),
        };
        let width = u16::try_from(name.len()).unwrap_or(u16::MAX).min(area.width);
        let (x, y) =
            (area.x.saturating_add(area.width.saturating_sub(width) / 2), area.y.saturating_add(area.height / 2));
        if !area.is_empty() {
            buf.set_stringn(x, y, name, usize::from(width), self.theme.style(role));
        }
    }
}

/// Cells of the diagram's rectangle, counted from its corner.
struct Canvas<'a> {
    area: Rect,
    buf: &'a mut Buffer,
}

impl Canvas<'_> {
    /// What stands in a cell.
    fn symbol(&self, at: Position) -> Option<&str> {
        let cell = self.buf.cell((self.area.x.saturating_add(at.x), self.area.y.saturating_add(at.y)))?;
        Some(cell.symbol())
    }

    fn cell(&mut self, at: Position) -> Option<&mut ratatui::buffer::Cell> {
        if at.x >= self.area.width || at.y >= self.area.height {
            return None;
        }
        let cell = self.buf.cell_mut((self.area.x.saturating_add(at.x), self.area.y.saturating_add(at.y)))?;
        cell.reset();
        Some(cell)
    }
}

struct Painter<'a> {
    canvas: Canvas<'a>,
    glyphs: &'a Glyphs,
    theme: &'a Theme,
}

impl Painter<'_> {
    fn diagram(&mut self, geometry: &Geometry, view: &DiagramView) {
        let ranks = ranks(geometry, view);
        for rank in Rank::ALL {
            for (route, _) in geometry.routes.iter().zip(ranks).filter(|(_, r)| *r == rank) {
                self.route(geometry, route, &ranks, rank);
            }
        }
        self.tie(geometry, view);
        if geometry.labels_always {
            self.standing_labels(geometry, &ranks);
        }
        for node in geometry.nodes.iter().copied() {
            self.node(geometry, node, view);
        }
        if let Some(counts) = view.counts {
            self.counts(geometry, &counts, view);
        }
        if let Some(lit) = view.lit {
            self.lit(geometry, lit, view);
        }
        if view.focused {
            self.keys(geometry, view);
        }
    }

    fn put(&mut self, at: Position, symbol: &str, role: Role) {
        self.draw(at, symbol, self.theme.style(role));
    }

    fn draw(&mut self, at: Position, symbol: &str, style: Style) {
        if let Some(cell) = self.canvas.cell(at) {
            cell.set_symbol(symbol).set_style(style);
        }
    }

    fn text(&mut self, at: Position, text: &str, role: Role) {
        for (x, i) in (at.x..).zip(0..text.len()) {
            self.put(Position { x, ..at }, text.get(i..=i).unwrap_or_default(), role);
        }
    }

    fn route(&mut self, geometry: &Geometry, route: &Route, ranks: &[Rank; 32], rank: Rank) {
        let Some((head, line)) = route.cells.split_last() else { return };
        let style = rank.style(route.figure, self.theme);
        for cell in line {
            let symbol = match rank {
                Rank::Plain => line_symbol(self.glyphs, geometry.ways_at(cell.at), false),
                Rank::Possible => dashed_symbol(self.glyphs, ways_of_rank(geometry, ranks, rank, cell.at)),
                Rank::Walked | Rank::Lit => {
                    line_symbol(self.glyphs, ways_of_rank(geometry, ranks, rank, cell.at), true)
                }
            };
            self.draw(cell.at, symbol, style);
        }
        let symbol = if line.is_empty() {
            whole_symbol(self.glyphs, route.head, rank)
        } else {
            head_symbol(self.glyphs, route.head, rank == Rank::Possible)
        };
        self.draw(head.at, symbol, style);
    }

    /// The way from the lower CLOSED up to the upper one, as part of an edge that has led to the lower one.
    fn tie(&mut self, geometry: &Geometry, view: &DiagramView) {
        let Some(lit) = view.lit.filter(|lit| geometry.is_end(*lit)) else { return };
        let Some((head, line)) = geometry.tie.split_last() else { return };
        // Where there is no column for both, the arrow beside it must not seem to lead into it.
        for route in geometry.routes.iter().filter(|route| geometry.tie_runs_along(route)) {
            for cell in &route.cells {
                let shared =
                    |other: &Route| !std::ptr::eq(other, route) && other.cells.iter().any(|of| of.at == cell.at);
                if !geometry.routes.iter().any(shared) {
                    self.canvas.cell(cell.at);
                }
            }
        }
        for cell in line {
            self.put(cell.at, dashed_symbol(self.glyphs, cell.ways), lit_role(lit));
        }
        self.put(head.at, self.glyphs.arrow_left, lit_role(lit));
    }

    fn standing_labels(&mut self, geometry: &Geometry, ranks: &[Rank; 32]) {
        for (route, rank) in geometry.routes.iter().zip(ranks) {
            let role = match rank {
                Rank::Plain | Rank::Walked => Role::EdgeLabel,
                Rank::Possible => Role::EdgePossible,
                Rank::Lit => continue,
            };
            for (at, text) in route.label.texts(route.figure.edge()) {
                self.text(at, text, role);
            }
        }
    }

    fn node(&mut self, geometry: &Geometry, node: Node, view: &DiagramView) {
        let name = Position { x: node.at.x.saturating_add(1), ..node.at };
        let last = Position { x: node.at.x.saturating_add(node.width).saturating_sub(1), ..node.at };
        if view.picked == Some(node.state) {
            self.put(node.at, self.glyphs.arrow_right, Role::Picked);
            self.text(name, node.state.name(), Role::Selected);
            self.put(last, self.glyphs.arrow_left, Role::Picked);
        } else if is_current(geometry, node, view) {
            self.current(node, (name, last));
        } else if view.state.may_be(node.state) && is_entered(geometry, node, view) {
            self.put(node.at, self.glyphs.hatch, Role::NodeUncertain);
            self.text(name, node.state.name(), Role::NodeUncertain);
            self.put(last, self.glyphs.uncertain, Role::NodeUncertain);
        } else if node.state == State::Listen && view.listener {
            self.put(node.at, self.glyphs.token, Role::NodeListener);
            self.text(name, node.state.name(), Role::NodeListener);
        } else {
            let role = if was_visited(geometry, node, view) { Role::NodeVisited } else { Role::Node };
            self.text(name, node.state.name(), role);
            self.unseen(node, last, view);
            if node.end && view.lit.is_some_and(|lit| is_reset(lit) && geometry.is_end(lit)) {
                self.put(node.at, self.glyphs.bolt, Role::SegmentRst);
            }
        }
    }

    /// The marks at a state that was passed through unseen, or could not be reached.
    fn unseen(&mut self, node: Node, last: Position, view: &DiagramView) {
        let mark = match node.state {
            state if view.passed.contains(state) => (self.glyphs.dashed_vertical, Role::NodeVisited),
            state if view.missed.contains(state) => (self.glyphs.lost, Role::NodeUncertain),
            _ => return,
        };
        self.put(node.at, mark.0, mark.1);
        self.put(last, mark.0, mark.1);
    }

    /// The box of the state that the connection is in, in the colour of its phase.
    fn current(&mut self, node: Node, (name, last): (Position, Position)) {
        let role = Role::of_state(node.state);
        let role = match role {
            Role::StateEntered => Role::NodeCurrentEnd,
            role => role,
        };
        let end = self.glyphs.pill_left;
        self.put(node.at, end, role);
        self.put(last, self.glyphs.pill_right, role);
        let inverted = match role {
            Role::NodeCurrentEnd => self.theme.style(Role::NodeCurrent),
            role => self.theme.style(role).add_modifier(Modifier::BOLD | Modifier::REVERSED),
        };
        self.text(name, node.state.name(), role);
        for x in name.x..last.x {
            if let Some(cell) = self
                .canvas
                .buf
                .cell_mut((self.canvas.area.x.saturating_add(x), self.canvas.area.y.saturating_add(name.y)))
            {
                cell.set_style(inverted);
            }
        }
    }

    /// How many connections are in each state. A listener is none, and what is CLOSED is no more.
    fn counts(&mut self, geometry: &Geometry, counts: &[Count; State::ALL.len()], view: &DiagramView) {
        let is_connection = |state: State| !matches!(state, State::Closed | State::Listen);
        let count = |state: State| if is_connection(state) { counts[state as usize] } else { Count::default() };
        let all = State::ALL.into_iter().map(|state| count(state).maximum()).fold(0, u32::saturating_add);
        if all < 2 && view.trends.is_none() {
            return;
        }
        for node in geometry.nodes.iter().filter(|node| count(node.state).maximum() > 0) {
            let Some(place) = geometry.count_place(node, view.lit) else { continue };
            let trend = view.trends.map_or("", |trends| trend_mark(trends[node.state as usize], self.glyphs));
            let text = count_text(count(node.state), trend, place.width, self.glyphs);
            let role = if count(node.state).possible > 0 { Role::StateUncertain } else { Role::NodeVisited };
            let cells = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
            let start = place.place.start(cells);
            for (x, c) in (start.x..).zip(text.chars()) {
                self.put(Position { x, ..start }, c.encode_utf8(&mut [0; 4]), role);
            }
        }
    }

    /// The lit edge's label and token, and its dashes if it is a stub.
    fn lit(&mut self, geometry: &Geometry, lit: EdgeId, view: &DiagramView) {
        if let Some(route) = geometry.route(lit) {
            self.lit_label(&route.label, lit, view.action);
        } else if let Some(stub) = geometry.stub(lit) {
            self.lit_label(&stub.label, lit, view.action);
            let (from, to) = (lit.edge().from, lit.edge().to);
            for dash in &stub.cells {
                let beside = geometry.nodes.iter().any(|node| node.state == from && node.at.y == dash.y);
                let symbol = match beside {
                    _ if is_reset(lit) => self.glyphs.bolt,
                    _ if from == to => self.glyphs.again,
                    true => self.glyphs.dashed_horizontal,
                    false => self.glyphs.dashed_vertical,
                };
                self.put(*dash, symbol, lit_role(lit));
            }
        }
        let token_at = view.token.and_then(|progress| token_at(geometry, lit, progress));
        // Where the label lies over the line the token passes under it.
        let heads = [self.glyphs.arrow_down, self.glyphs.arrow_up];
        let is_letter = |symbol: &str| symbol.starts_with(char::is_alphanumeric) && !heads.contains(&symbol);
        if let Some(at) = token_at.filter(|at| !self.canvas.symbol(*at).is_some_and(is_letter)) {
            self.put(at, self.glyphs.token, Role::Token);
        }
    }

    /// The lit edge's label, with a blank on either side of each text so that it stands free of the lines under it.
    fn lit_label(&mut self, places: &LabelPlaces, lit: EdgeId, action: Option<&'static str>) {
        let edge = lit.edge();
        let action = action.unwrap_or(edge.action);
        let role = lit_role(lit);
        let blank = |painter: &mut Self, x: Option<u16>, y: u16| {
            let at = x.map(|x| Position { x, y });
            if let Some(cell) = at.and_then(|at| painter.canvas.cell(at)) {
                cell.set_style(painter.theme.style(role));
            }
        };
        for (at, text) in places.texts_of(edge, action) {
            blank(self, at.x.checked_sub(1), at.y);
            blank(self, u16::try_from(text.len()).ok().map(|len| at.x.saturating_add(len)), at.y);
        }
        for (at, text) in places.texts_of(edge, action) {
            self.text(at, text, role);
        }
    }

    fn keys(&mut self, geometry: &Geometry, view: &DiagramView) {
        let mut used = [0; 32];
        for (edge, key) in view.possible.iter().filter(|(_, key)| *key != '\0') {
            let Some(i) = geometry.route_of[edge.index()].map(usize::from) else { continue };
            if let Some(at) = geometry.routes[i].keys.get(used[i])
                && let Some(cell) = self.canvas.cell(*at)
            {
                cell.set_char(*key).set_style(self.theme.style(Role::Key));
                used[i] = used[i].saturating_add(1);
            }
        }
    }
}

/// A number of connections in this many cells: `×10`, `100` where the sign has no room, `12k`; `×10?` where some of them may be in
/// other states.
fn count_text(count: Count, trend: &str, width: u16, glyphs: &Glyphs) -> String {
    let (most, doubt) = (count.maximum(), if count.possible > 0 { glyphs.uncertain } else { "" });
    let forms = [
        format!("{}{most}{doubt}{trend}", glyphs.times),
        format!("{most}{doubt}{trend}"),
        format!("{}k{doubt}{trend}", most / 1000),
    ];
    let says_something = |form: &String| !form.starts_with("0k");
    let fits = |form: &String| form.chars().count() <= usize::from(width) && says_something(form);
    forms.into_iter().find(fits).unwrap_or_else(|| glyphs.ellipsis.to_owned())
}

/// The mark of a number that rises or falls.
const fn trend_mark(trend: Ordering, glyphs: &Glyphs) -> &'static str {
    match trend {
        Ordering::Less => glyphs.arrow_down,
        Ordering::Equal => "",
        Ordering::Greater => glyphs.arrow_up,
    }
}

/// Whether the connection is in this node.
fn is_current(geometry: &Geometry, node: Node, view: &DiagramView) -> bool {
    view.state.state() == Some(node.state) && is_entered(geometry, node, view)
}

/// Whether this is the node of its state that the connection is in, if it is in that state: of the two CLOSED the lower one is
/// arrived at, and the tie brings the mark up to the one where the next connection begins.
fn is_entered(geometry: &Geometry, node: Node, view: &DiagramView) -> bool {
    if node.state != State::Closed {
        return true;
    }
    let arrives_below = view.token.is_some() && view.lit.is_some_and(|lit| geometry.is_end(lit));
    node.end == arrives_below
}

fn was_visited(geometry: &Geometry, node: Node, view: &DiagramView) -> bool {
    if node.end {
        EdgeId::all().any(|edge| (view.walked.contains(edge) || view.lit == Some(edge)) && geometry.is_end(edge))
    } else {
        view.visited.contains(node.state)
    }
}

/// The cell that lies so far along a path.
fn along<T>(cells: &[T], progress: f32) -> Option<&T> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "paths are short"
    )]
    let i = (progress.clamp(0.0, 1.0) * cells.len() as f32) as usize;
    cells.get(i.min(cells.len().saturating_sub(1)))
}

/// Where the token is on its way along the lit edge, and from the lower CLOSED on up the tie.
fn token_at(geometry: &Geometry, lit: EdgeId, progress: f32) -> Option<Position> {
    let (on_edge, on_tie) = match geometry.is_end(lit) {
        true if progress >= 0.5 => (None, Some(2.0 * progress - 1.0)),
        true => (Some(2.0 * progress), None),
        false => (Some(progress), None),
    };
    let of_cell = |cell: &PathCell| cell.at;
    if let Some(progress) = on_tie {
        return along(&geometry.tie, progress).map(of_cell);
    }
    let progress = on_edge?;
    match geometry.route(lit) {
        Some(route) => along(&route.cells, progress).map(of_cell),
        None => along(&geometry.stub(lit)?.cells, progress).copied(),
    }
}
