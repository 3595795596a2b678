//! What holds for the geometry of every size, as numbers.

use std::collections::BTreeSet;

use ratatui::layout::Position;

use super::geometry::{Geometry, LabelPlaces, Node, Route};
use super::{Diagram, Size};
use crate::tcp::{Cause, Edge, EdgeId, State};

fn all() -> impl Iterator<Item = (Size, &'static Geometry)> {
    Size::ALL.into_iter().map(|size| (size, Geometry::of(size)))
}

fn name(geometry: &Geometry, route: &Route) -> String {
    format!("{}>{}", geometry.nodes[route.from].state, geometry.nodes[route.to].state)
}

fn key((x, y): (u16, u16)) -> Position {
    Position { x, y }
}

/// The cells of a label's texts, and with `margin` also the blank on either side of each.
fn label_cells(places: &LabelPlaces, edge: &Edge, margin: bool) -> Vec<Position> {
    let texts: Vec<_> = places.texts(edge).collect();
    let m = u16::from(margin);
    texts
        .into_iter()
        .flat_map(|(at, text)| {
            let len = u16::try_from(text.len()).unwrap();
            (at.x.saturating_sub(m)..at.x + len + m).map(move |x| key((x, at.y)))
        })
        .collect()
}

/// Every edge with an arrow, and its arrow.
fn edges_with_routes(geometry: &'static Geometry) -> impl Iterator<Item = (EdgeId, &'static Route)> {
    EdgeId::all().filter_map(|id| geometry.route(id).map(|route| (id, route)))
}

fn is_node(geometry: &Geometry, cell: Position) -> bool {
    geometry.nodes.iter().any(|node| node.contains(cell))
}

fn heads(geometry: &Geometry) -> BTreeSet<(u16, u16)> {
    geometry.routes.iter().map(|route| route.cells.last().unwrap().at).map(|at| (at.x, at.y)).collect()
}

/// Whether lines turn, join or cross in this cell.
fn is_turn(geometry: &Geometry, cell: Position) -> bool {
    !matches!(geometry.ways_at(cell), 0 | 0b0011 | 0b1100)
}

#[test]
fn the_sizes_are_what_they_say_and_everything_lies_inside() {
    for (size, geometry) in all() {
        assert_eq!((geometry.width, geometry.height), size.dimensions());
        let inside = |at: Position| at.x < geometry.width && at.y < geometry.height;
        for node in &geometry.nodes {
            assert!(node.at.x + node.width <= geometry.width && node.at.y < geometry.height, "{size:?} {}", node.state);
        }
        for route in &geometry.routes {
            assert!(route.cells.iter().all(|cell| inside(cell.at)), "{size:?} {}", name(geometry, route));
            assert!(route.keys.iter().all(|at| inside(*at)), "{size:?} {}", name(geometry, route));
        }
        for id in EdgeId::all() {
            let places = geometry.route(id).map_or_else(|| geometry.stub(id).unwrap().label, |route| route.label);
            let cells = label_cells(&places, id.edge(), false);
            assert!(cells.iter().all(|at| inside(*at)), "{size:?} {:?}", id.edge());
        }
    }
}

#[test]
fn closed_stands_twice_and_every_other_state_once() {
    for (size, geometry) in all() {
        for state in State::ALL {
            let count = geometry.nodes.iter().filter(|node| node.state == state).count();
            assert_eq!(count, if state == State::Closed { 2 } else { 1 }, "{size:?} {state}");
        }
        for (i, a) in geometry.nodes.iter().enumerate() {
            for b in &geometry.nodes[i + 1..] {
                let apart = a.at.y != b.at.y || a.at.x + a.width <= b.at.x || b.at.x + b.width <= a.at.x;
                assert!(apart, "{size:?} {} {}", a.state, b.state);
            }
        }
    }
}

#[test]
fn every_edge_of_the_figure_and_of_its_note_has_an_arrow() {
    for (size, geometry) in all() {
        for id in EdgeId::all().filter(|id| id.edge().figure5) {
            assert!(geometry.route(id).is_some(), "{size:?} {:?}", id.edge());
        }
        assert!(geometry.route(EdgeId::find(State::FinWait1, Cause::FinAndAckOfFin).unwrap()).is_some());
        assert_eq!(geometry.routes.len(), 21);
    }
}

#[test]
fn edges_with_the_same_ends_share_an_arrow_but_the_ways_out_to_closed_do_not() {
    let route = |from, cause| Geometry::of(Size::Large).route(EdgeId::find(from, cause).unwrap()).map(|r| r.figure);
    assert_eq!(route(State::Listen, Cause::ActiveOpen), route(State::Listen, Cause::Send));
    assert_eq!(route(State::SynReceived, Cause::SynAck), route(State::SynReceived, Cause::AckOfSyn));
    assert_eq!(
        route(State::SynReceived, Cause::SynInWindowAfterPassiveOpen),
        route(State::SynReceived, Cause::RstAfterPassiveOpen)
    );
    assert_eq!(route(State::SynSent, Cause::Rst), None);
    assert_eq!(route(State::TimeWait, Cause::Fin), None);
}

#[test]
fn an_arrow_begins_at_its_first_box_and_points_at_its_second() {
    for (size, geometry) in all() {
        for route in &geometry.routes {
            let what = format!("{size:?} {}", name(geometry, route));
            let near = |a: Position, b: Position| a.x.abs_diff(b.x) + a.y.abs_diff(b.y) == 1;
            let (from, to) = (&geometry.nodes[route.from], &geometry.nodes[route.to]);
            let first = route.cells[0].at;
            let beside = (from.at.x..from.at.x + from.width).any(|x| near(first, key((x, from.at.y))));
            assert!(beside, "{what} begins elsewhere");
            let head = route.cells.last().unwrap().at;
            let target = match route.head {
                1 => key((head.x, head.y - 1)),
                2 => key((head.x, head.y + 1)),
                4 => key((head.x - 1, head.y)),
                _ => key((head.x + 1, head.y)),
            };
            assert!(to.contains(target), "{what} points elsewhere");
            // A vertical arrow points at a letter, not at the space beside the name.
            if matches!(route.head, 1 | 2) {
                assert!(target.x > to.at.x && target.x < to.at.x + to.width - 1, "{what} misses the name");
            }
            assert!(route.cells.windows(2).all(|w| near(w[0].at, w[1].at)), "{what} has a gap");
        }
    }
}

#[test]
fn no_arrow_runs_over_a_box() {
    for (size, geometry) in all() {
        for route in &geometry.routes {
            let clear = route.cells.iter().all(|cell| !is_node(geometry, cell.at));
            assert!(clear, "{size:?} {}", name(geometry, route));
        }
    }
}

#[test]
fn arrows_have_their_own_cells_and_never_cross() {
    for (size, geometry) in all() {
        for (i, a) in geometry.routes.iter().enumerate() {
            for b in &geometry.routes[i + 1..] {
                let shared = a.cells.iter().filter(|x| b.cells.iter().any(|y| x.at == y.at)).count();
                let expected = match (size, name(geometry, a).as_str(), name(geometry, b).as_str()) {
                    // One row for LISTEN's two exits: the next row has no place for a second line.
                    (Size::Compact, "LISTEN>CLOSED", "LISTEN>SYN_SENT") => 4,
                    // Beside it is room for a label, and both mean "on to SYN_SENT, with a SYN".
                    (Size::Compact, "CLOSED>SYN_SENT", "LISTEN>SYN_SENT") => 2,
                    // Between FIN_WAIT_2 and LAST_ACK is room for one line, and both mean "on to TIME_WAIT".
                    (Size::Compact, "FIN_WAIT_1>TIME_WAIT", "CLOSING>TIME_WAIT") => 3,
                    // Both leave FIN_WAIT_1 at its right end, so that what leads to FIN_WAIT_2 has room for its label.
                    (Size::Compact, "FIN_WAIT_1>CLOSING", "FIN_WAIT_1>TIME_WAIT") => 1,
                    _ => 0,
                };
                assert_eq!(shared, expected, "{size:?} {} {}", name(geometry, a), name(geometry, b));
            }
        }
    }
}

#[test]
fn a_lit_label_covers_no_box_no_head_and_no_turn() {
    for (size, geometry) in all() {
        let heads = heads(geometry);
        for (id, route) in edges_with_routes(geometry) {
            for cell in label_cells(&route.label, id.edge(), true) {
                let what = format!("{size:?} {} at {cell}", id.edge().label());
                assert!(!is_node(geometry, cell), "{what} covers a box of {}", name(geometry, route));
                assert!(!heads.contains(&(cell.x, cell.y)), "{what} covers a head, {}", name(geometry, route));
                assert!(!is_turn(geometry, cell), "{what} covers a turn, {}", name(geometry, route));
            }
        }
    }
}

#[test]
fn a_label_that_always_stands_covers_no_line_and_no_other_label() {
    for (size, geometry) in all().filter(|(_, geometry)| geometry.labels_always) {
        let mut taken = BTreeSet::new();
        for (id, route) in edges_with_routes(geometry) {
            for cell in label_cells(&route.label, id.edge(), false) {
                let what = format!("{size:?} {} of {} at {cell}", id.edge().label(), name(geometry, route));
                assert_eq!(geometry.ways_at(cell), 0, "{what}");
                assert!(id != route.figure || taken.insert((cell.x, cell.y)), "{what}");
            }
        }
        for id in EdgeId::all().filter(|id| geometry.route(*id).is_none()) {
            let cells = label_cells(&geometry.stub(id).unwrap().label, id.edge(), true);
            let free = cells.iter().all(|cell| !taken.contains(&(cell.x, cell.y)));
            assert!(free, "{size:?} stub {:?}", id.edge());
        }
    }
}

#[test]
fn a_stub_covers_no_box_and_no_head() {
    for (size, geometry) in all() {
        let heads = heads(geometry);
        for id in EdgeId::all().filter(|id| geometry.route(*id).is_none()) {
            let stub = geometry.stub(id).unwrap();
            let what = format!("{size:?} {} from {}", id.edge().label(), id.edge().from);
            for cell in label_cells(&stub.label, id.edge(), true).iter().chain(&stub.cells) {
                assert!(!is_node(geometry, *cell), "{what} covers a box at {cell}");
                assert!(!heads.contains(&(cell.x, cell.y)), "{what} covers a head at {cell}");
                // A long cause at the bottom of the compact diagram has no other place for its moment.
                let tight = size == Size::Compact
                    && matches!(stub.from, State::FinWait2 | State::LastAck | State::TimeWait)
                    && stub.upto == usize::MAX;
                assert!(tight || !is_turn(geometry, *cell), "{what} covers a turn at {cell}");
            }
            let label = label_cells(&stub.label, id.edge(), false);
            assert!(stub.cells.iter().all(|dash| !label.contains(dash)), "{what} covers its own dashes");
        }
    }
}

#[test]
fn a_key_stands_on_its_arrow_or_beside_a_short_one() {
    for (size, geometry) in all() {
        let heads = heads(geometry);
        for route in &geometry.routes {
            let what = format!("{size:?} {}", name(geometry, route));
            // Where only a segment leads, no key does.
            let by_hand = |cause: Cause| cause.is_call() || cause == Cause::TimeWaitExpires;
            let needs_one = EdgeId::all().any(|id| {
                by_hand(id.edge().cause) && geometry.route(id).is_some_and(|other| std::ptr::eq(other, route))
            });
            assert!(!route.keys.is_empty() || !needs_one, "{what} has no place for a key");
            for at in &route.keys {
                assert!(!is_node(geometry, *at) && !heads.contains(&(at.x, at.y)) && !is_turn(geometry, *at), "{what}");
                let on_path = route.cells.iter().any(|cell| cell.at == *at);
                let head = route.cells.last().unwrap().at;
                let beside = at.y == head.y && at.x.abs_diff(head.x) == 1 && geometry.ways_at(*at) == 0;
                assert!(on_path || (size == Size::Compact && beside), "{what}: key at {at}");
            }
        }
    }
}

#[test]
fn a_lit_label_hides_no_key_of_the_state_that_it_leads_to() {
    for (size, geometry) in all() {
        for (id, route) in edges_with_routes(geometry) {
            let label = label_cells(&route.label, id.edge(), true);
            for next in geometry.routes.iter().filter(|next| next.from == route.to) {
                let what = format!("{size:?} {} hides {}", name(geometry, route), name(geometry, next));
                assert!(next.keys.iter().all(|at| !label.contains(at)), "{what}");
            }
        }
    }
}

/// What an edge is drawn with, its label and the blanks beside it, and the box that it leads to.
fn drawn(geometry: &'static Geometry, id: EdgeId) -> (Vec<Position>, Vec<Position>, Option<usize>) {
    if let Some(route) = geometry.route(id) {
        let line = route.cells.iter().map(|cell| cell.at).collect();
        return (line, label_cells(&route.label, id.edge(), true), Some(route.to));
    }
    let stub = geometry.stub(id).unwrap();
    (stub.cells.clone(), label_cells(&stub.label, id.edge(), true), None)
}

#[test]
fn a_lit_label_touches_no_line() {
    for (size, geometry) in all() {
        for id in EdgeId::all() {
            let (_, label, _) = drawn(geometry, id);
            let touched: Vec<_> = label.iter().filter(|at| geometry.ways_at(**at) != 0).collect();
            assert!(touched.is_empty(), "{size:?} {} from {}: {touched:?}", id.edge().label(), id.edge().from);
        }
    }
}

#[test]
fn a_lit_label_never_stands_between_the_ways_out_of_the_state_that_it_leads_to() {
    for (size, geometry) in all() {
        for id in EdgeId::all() {
            let (line, label, to) = drawn(geometry, id);
            let to = to.or_else(|| geometry.nodes.iter().position(|node| node.state == id.edge().to)).unwrap();
            let out = geometry.routes.iter().filter(|next| next.from == to);
            let out: Vec<Position> = out.flat_map(|next| &next.cells).map(|cell| cell.at).collect();
            let is_line = |at: Position| geometry.ways_at(at) != 0;
            for cell in label {
                let left = (0..cell.x).rev().map(|x| key((x, cell.y))).find(|at| is_line(*at));
                let right = (cell.x + 1..geometry.width).map(|x| key((x, cell.y))).find(|at| is_line(*at));
                let leads_out = |at: Option<Position>| at.is_some_and(|at| out.contains(&at) && !line.contains(&at));
                let what = || format!("{size:?} {} from {} at {cell}", id.edge().label(), id.edge().from);
                assert!(!(leads_out(left) && leads_out(right)), "{}", what());
            }
        }
    }
}

#[test]
fn a_lit_label_stands_beside_its_edge() {
    for (size, geometry) in all() {
        for id in EdgeId::all() {
            let (line, label, _) = drawn(geometry, id);
            let cells = |a: &Position, b: &Position| a.x.abs_diff(b.x) + 2 * a.y.abs_diff(b.y);
            let nearest = label.iter().flat_map(|a| line.iter().map(|b| cells(a, b))).min().unwrap();
            // At the upper left of the compact diagram one arrow stands between a label and its own one.
            assert!(nearest <= 4, "{size:?} {} from {}: {nearest}", id.edge().label(), id.edge().from);
        }
    }
}

#[test]
fn the_tie_leads_from_the_lower_closed_to_the_upper_one_beside_all_but_a_way_into_it() {
    for (size, geometry) in all() {
        let near = |a: Position, node: &Node| {
            (node.at.x..node.at.x + node.width).any(|x| a.x.abs_diff(x) + a.y.abs_diff(node.at.y) == 1)
        };
        let boxes =
            |end: bool| geometry.nodes.iter().find(|node| node.state == State::Closed && node.end == end).unwrap();
        let (first, last) = (geometry.tie.first().unwrap().at, geometry.tie.last().unwrap().at);
        assert!(near(first, boxes(true)) && near(last, boxes(false)), "{size:?} {first} {last}");
        let others = geometry.routes.iter().filter(|route| geometry.nodes[route.to] != *boxes(false));
        let others: Vec<Position> = others.flat_map(|route| &route.cells).map(|cell| cell.at).collect();
        for cell in &geometry.tie {
            assert!(!is_node(geometry, cell.at) && !others.contains(&cell.at), "{size:?} {}", cell.at);
        }
        for id in EdgeId::all() {
            let (_, label, _) = drawn(geometry, id);
            assert!(!geometry.tie.iter().any(|cell| label.contains(&cell.at)), "{size:?} {}", id.edge().label());
        }
    }
}

#[test]
fn every_arrow_out_of_established_has_a_line() {
    for (size, geometry) in all() {
        for route in geometry.routes.iter().filter(|route| geometry.nodes[route.from].state == State::Established) {
            assert!(route.cells.len() > 1, "{size:?} {}", name(geometry, route));
        }
    }
}

/// The states that connections are counted in.
fn counted(geometry: &Geometry) -> impl Iterator<Item = &Node> {
    geometry.nodes.iter().filter(|node| !matches!(node.state, State::Closed | State::Listen))
}

#[test]
fn a_count_covers_no_box_no_line_no_key_and_no_standing_label() {
    for (size, geometry) in all() {
        let labels: Vec<Position> = if geometry.labels_always {
            geometry.routes.iter().flat_map(|route| label_cells(&route.label, route.figure.edge(), true)).collect()
        } else {
            Vec::new()
        };
        for node in counted(geometry) {
            for cell in node.counts.into_iter().flatten().flat_map(|place| place.cells()) {
                let what = format!("{size:?} {} at {cell}", node.state);
                assert!(cell.x < geometry.width && cell.y < geometry.height, "{what}");
                assert!(!is_node(geometry, cell) && geometry.ways_at(cell) == 0, "{what}");
                assert!(geometry.routes.iter().all(|route| !route.keys.contains(&cell)), "{what}");
                assert!(!labels.contains(&cell), "{what}");
            }
        }
    }
}

#[test]
fn whatever_is_lit_every_count_has_a_place_of_its_own_near_its_box() {
    for (size, geometry) in all() {
        for lit in EdgeId::all() {
            let route = geometry.route(lit);
            let places = route.map_or_else(|| geometry.stub(lit).unwrap().label, |route| route.label);
            let mut taken: BTreeSet<(u16, u16)> =
                label_cells(&places, lit.edge(), true).iter().map(|at| (at.x, at.y)).collect();
            if route.is_none() {
                taken.extend(geometry.stub(lit).unwrap().cells.iter().map(|at| (at.x, at.y)));
            }
            for node in counted(geometry) {
                let what = format!("{size:?} {} while {:?} is lit", node.state, lit.edge());
                let place = geometry.count_place(node, Some(lit)).unwrap_or_else(|| panic!("no place: {what}"));
                assert!(place.cells().all(|cell| taken.insert((cell.x, cell.y))), "{what}");
                let beside = |cell: Position| {
                    let (left, right) = (node.at.x.saturating_sub(5), node.at.x + node.width + 5);
                    cell.y.abs_diff(node.at.y) <= 1 && (left..right).contains(&cell.x)
                };
                assert!(place.cells().all(beside), "{what}");
            }
        }
    }
}

#[test]
fn the_largest_size_that_fits_is_taken() {
    assert_eq!(Size::largest_that_fits(23, 99), None);
    assert_eq!(Size::largest_that_fits(24, 15), Some(Size::Compact));
    assert_eq!(Size::largest_that_fits(60, 25), Some(Size::Standard));
    assert_eq!(Size::largest_that_fits(60, 36), Some(Size::Large));
}

#[test]
fn the_mouse_finds_the_state_under_it() {
    let area = ratatui::layout::Rect::new(10, 5, 26, 17);
    assert_eq!(Diagram::state_at(area, 12, 8), Some(State::Listen));
    assert_eq!(Diagram::state_at(area, 11 + 17, 6 + 14), Some(State::Closed));
    assert_eq!(Diagram::state_at(area, 11 + 10, 8), None);
    assert_eq!(Diagram::state_at(area, 0, 0), None);
}
