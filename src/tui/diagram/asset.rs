//! Reads a diagram's geometry from its text under `assets/`.

#![warn(clippy::arithmetic_side_effects)]

use std::str::SplitWhitespace;

use ratatui::layout::Position;

use super::geometry::{CountPlace, Geometry, LabelPlaces, Node, PathCell, Place, Route, Stub, shares_the_arrow, way};
use crate::tcp::{EDGES, EdgeId, State};

/// The geometry that the text describes, or what is wrong with it and where.
pub(super) fn parse(text: &str) -> Result<Geometry, String> {
    let mut geometry = Geometry {
        width: 0,
        height: 0,
        labels_always: false,
        nodes: Vec::new(),
        routes: Vec::new(),
        stubs: Vec::new(),
        tie: Vec::new(),
        route_of: [None; EDGES.len()],
        ways: Vec::new(),
    };
    for (i, line) in text.lines().enumerate() {
        let mut words = line.split_whitespace();
        let done = match words.next() {
            None => Some(()),
            Some(word) if word.starts_with('#') => Some(()),
            Some("size") => words.next().and_then(|word| size(&mut geometry, word)),
            Some("labels") => words.next().map(|word| geometry.labels_always = word == "always"),
            Some("node") => node(words).map(|node| geometry.nodes.push(node)),
            Some("route") => route(&geometry, words).map(|route| geometry.routes.push(route)),
            Some("tie") => tie(&geometry, words).map(|tie| geometry.tie = tie),
            Some("stub") => stub(words).map(|stub| geometry.stubs.push(stub)),
            Some(_) => None,
        };
        done.ok_or_else(|| format!("line {}: {line}", i.saturating_add(1)))?;
    }
    find_routes(&mut geometry)?;
    join_ways(&mut geometry);
    Ok(geometry)
}

fn size(geometry: &mut Geometry, word: &str) -> Option<()> {
    let (width, height) = word.split_once('x')?;
    geometry.width = width.parse().ok()?;
    geometry.height = height.parse().ok()?;
    Some(())
}

fn position(word: &str) -> Option<Position> {
    let (x, y) = word.split_once(',')?;
    Some(Position { x: x.parse().ok()?, y: y.parse().ok()? })
}

fn place(word: &str) -> Option<Place> {
    let (ends_here, word) = word.strip_prefix("..").map_or((false, word), |rest| (true, rest));
    Some(Place { at: position(word)?, ends_here })
}

/// A node's name: `END` is the lower CLOSED.
fn node_name(word: &str) -> Option<(State, bool)> {
    if word == "END" { Some((State::Closed, true)) } else { State::parse(word).map(|state| (state, false)) }
}

fn node(mut words: SplitWhitespace) -> Option<Node> {
    let (state, end) = node_name(words.next()?)?;
    let width = u16::try_from(state.name().len()).ok()?.checked_add(2)?;
    let at = position(words.next()?)?;
    let mut counts = [None; 2];
    while let Some(word) = words.next() {
        match word {
            "count" => {
                for (count, word) in counts.iter_mut().zip(words.by_ref()) {
                    *count = Some(count_place(word)?);
                }
            }
            _ => return None,
        }
    }
    Some(Node { state, end, at, width, counts })
}

fn count_place(word: &str) -> Option<CountPlace> {
    let (at, width) = word.split_once('x')?;
    Some(CountPlace { place: place(at)?, width: width.parse().ok()? })
}

/// What follows the names in a line for a route or a stub.
#[derive(Default)]
struct Fields {
    path: Vec<Position>,
    keys: Vec<Position>,
    event: Option<Place>,
    action: Option<Place>,
    label: Option<Place>,
    upto: Option<usize>,
    brief: bool,
}

impl Fields {
    fn read(words: SplitWhitespace) -> Option<Self> {
        let mut fields = Self::default();
        let mut field = "";
        for word in words {
            if word.starts_with(char::is_alphabetic) {
                field = word;
                fields.brief |= word == "brief";
                continue;
            }
            match field {
                "path" => fields.path.push(position(word)?),
                "key" => fields.keys.push(position(word)?),
                "event" => fields.event = Some(place(word)?),
                "action" => fields.action = Some(place(word)?),
                "label" => fields.label = Some(place(word)?),
                "upto" => fields.upto = Some(word.parse().ok()?),
                _ => return None,
            }
        }
        Some(fields)
    }

    fn label(&self) -> Option<LabelPlaces> {
        Some(LabelPlaces {
            event: self.label.or(self.event)?,
            action: self.action,
            joined: self.label.is_some(),
            brief: self.brief,
        })
    }
}

fn tie(geometry: &Geometry, words: SplitWhitespace) -> Option<Vec<PathCell>> {
    let from = geometry.nodes.iter().copied().find(|node| node.end)?;
    let (mut cells, _) = trace(&Fields::read(words)?.path, from)?;
    // It passes behind the blanks of the boxes on its way.
    cells.retain(|cell| !geometry.nodes.iter().any(|node| node.contains(cell.at)));
    Some(cells)
}

fn stub(mut words: SplitWhitespace) -> Option<Stub> {
    let word = words.next()?;
    let (from, to) = word.split_once('>').map_or((word, None), |(from, to)| (from, State::parse(to)));
    let from = State::parse(from)?;
    let fields = Fields::read(words)?;
    let label = fields.label()?;
    Some(Stub { from, to, upto: fields.upto.unwrap_or(usize::MAX), cells: fields.path, label })
}

fn route(geometry: &Geometry, mut words: SplitWhitespace) -> Option<Route> {
    let (from, to) = words.next()?.split_once('>')?;
    let index = |name| {
        let (state, end) = node_name(name)?;
        geometry.nodes.iter().position(|node| node.state == state && node.end == end)
    };
    let (from, to) = (index(from)?, index(to)?);
    let fields = Fields::read(words)?;
    let (cells, head) = trace(&fields.path, geometry.nodes[from])?;
    let ends = (geometry.nodes[from].state, geometry.nodes[to].state);
    let figure = EdgeId::all().find(|id| {
        let edge = id.edge();
        (edge.from, edge.to) == ends && shares_the_arrow(edge)
    })?;
    Some(Route { from, to, cells, head, label: fields.label()?, keys: fields.keys, figure })
}

/// The cells from the first one outside the box to the last corner, which is the arrow head.
fn trace(corners: &[Position], from: Node) -> Option<(Vec<PathCell>, u8)> {
    let mut at = *corners.first()?;
    let mut cells: Vec<PathCell> = Vec::new();
    let mut came = 0;
    for corner in &corners[1..] {
        let ahead = match (corner.x.cmp(&at.x), corner.y.cmp(&at.y)) {
            (std::cmp::Ordering::Equal, std::cmp::Ordering::Less) => way::UP,
            (std::cmp::Ordering::Equal, std::cmp::Ordering::Greater) => way::DOWN,
            (std::cmp::Ordering::Less, std::cmp::Ordering::Equal) => way::LEFT,
            (std::cmp::Ordering::Greater, std::cmp::Ordering::Equal) => way::RIGHT,
            _ => return None,
        };
        while at != *corner {
            if let Some(cell) = cells.last_mut() {
                cell.ways |= ahead;
            }
            at = match ahead {
                way::UP => Position { y: at.y.saturating_sub(1), ..at },
                way::DOWN => Position { y: at.y.saturating_add(1), ..at },
                way::LEFT => Position { x: at.x.saturating_sub(1), ..at },
                _ => Position { x: at.x.saturating_add(1), ..at },
            };
            if !from.contains(at) {
                cells.push(PathCell { at, ways: way::back(ahead) });
            }
        }
        came = ahead;
    }
    cells.last_mut()?.ways |= came;
    Some((cells, came))
}

/// Gives every edge its route: edges with the same ends share one.
fn find_routes(geometry: &mut Geometry) -> Result<(), String> {
    for id in EdgeId::all() {
        let edge = id.edge();
        let found = geometry.routes.iter().position(|route| {
            let ends = (geometry.nodes[route.from].state, geometry.nodes[route.to].state);
            ends == (edge.from, edge.to) && shares_the_arrow(edge)
        });
        geometry.route_of[id.index()] = found.and_then(|i| u8::try_from(i).ok());
        if found.is_none() && geometry.stub(id).is_none() {
            return Err(format!("nothing for {} > {}, {}", edge.from, edge.to, edge.event));
        }
    }
    Ok(())
}

fn join_ways(geometry: &mut Geometry) {
    let (width, height) = (usize::from(geometry.width), usize::from(geometry.height));
    let mut ways = vec![0; width.saturating_mul(height)];
    for cell in geometry.routes.iter().flat_map(|route| &route.cells) {
        if let Some(here) =
            ways.get_mut(usize::from(cell.at.y).saturating_mul(width).saturating_add(usize::from(cell.at.x)))
        {
            *here |= cell.ways;
        }
    }
    geometry.ways = ways;
}
