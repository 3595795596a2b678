//! How the diagram looks in some situations.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::geometry::PathCell;
use super::{Diagram, DiagramView, Geometry, Size};
use crate::tcp::{Cause, EdgeId, EdgeSet, State};
use crate::timeline::{Certainty, Count};
use crate::tui::glyphs::Glyphs;
use crate::tui::snapshot;

const SERVER: [(State, Cause); 3] =
    [(State::Closed, Cause::PassiveOpen), (State::Listen, Cause::Syn), (State::SynReceived, Cause::AckOfSyn)];
const VISITED: [State; 4] = [State::Closed, State::Listen, State::SynReceived, State::Established];

fn edge(from: State, cause: Cause) -> EdgeId {
    EdgeId::find(from, cause).unwrap()
}

fn walked() -> EdgeSet {
    let mut set = EdgeSet::default();
    for (from, cause) in SERVER {
        set.insert(edge(from, cause));
    }
    set
}

fn painted(size: Size, view: &DiagramView, glyphs: &Glyphs) -> Buffer {
    let (width, height) = size.dimensions();
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    Diagram::new(view, glyphs, &snapshot::theme()).render(buf.area, &mut buf);
    buf
}

fn in_all_sizes(name: &str, view: &DiagramView) {
    for size in Size::ALL {
        let shown = snapshot::shown(&painted(size, view, &Glyphs::UNICODE));
        insta::assert_snapshot!(format!("{name}-{size:?}"), shown);
    }
}

#[test]
fn at_the_start_the_upper_closed_is_current() {
    let possible = [(edge(State::Closed, Cause::PassiveOpen), 'l'), (edge(State::Closed, Cause::ActiveOpen), 'c')];
    in_all_sizes("start", &DiagramView { possible: &possible, ..DiagramView::default() });
}

#[test]
fn in_established_the_ways_on_are_bright_and_the_way_here_is_lit() {
    let possible = [
        (edge(State::Established, Cause::Close), 'x'),
        (edge(State::Established, Cause::Fin), '\0'),
        (edge(State::Established, Cause::Abort), 'X'),
    ];
    let view = DiagramView {
        state: Certainty::Certain(State::Established),
        listener: true,
        lit: Some(edge(State::SynReceived, Cause::AckOfSyn)),
        possible: &possible,
        walked: walked(),
        visited: VISITED.into_iter().collect(),
        ..DiagramView::default()
    };
    in_all_sizes("established", &view);
}

#[test]
fn the_token_travels_along_the_lit_edge() {
    let view = DiagramView {
        state: Certainty::Certain(State::CloseWait),
        lit: Some(edge(State::Established, Cause::Fin)),
        token: Some(0.5),
        walked: walked(),
        visited: VISITED.into_iter().collect(),
        ..DiagramView::default()
    };
    in_all_sizes("fin", &view);
}

#[test]
fn a_reset_is_a_bolt_at_its_state_and_at_the_lower_closed_and_the_mark_has_gone_up() {
    let view = DiagramView {
        state: Certainty::Certain(State::Closed),
        lit: Some(edge(State::Established, Cause::Rst)),
        walked: walked(),
        visited: VISITED.into_iter().collect(),
        ..DiagramView::default()
    };
    in_all_sizes("reset", &view);
}

#[test]
fn both_keys_of_one_arrow_are_shown() {
    let possible = [
        (edge(State::Listen, Cause::Send), 'w'),
        (edge(State::Listen, Cause::ActiveOpen), 'c'),
        (edge(State::Listen, Cause::Close), 'x'),
        (edge(State::Listen, Cause::Syn), 's'),
    ];
    let view = DiagramView {
        state: Certainty::Certain(State::Listen),
        lit: Some(edge(State::Closed, Cause::PassiveOpen)),
        possible: &possible,
        ..DiagramView::default()
    };
    in_all_sizes("listen", &view);
    let unfocused = painted(Size::Compact, &DiagramView { focused: false, ..view }, &Glyphs::UNICODE);
    assert!(!snapshot::shown(&unfocused).contains("Key"), "the keys are the focused endpoint's");
}

#[test]
fn many_connections_are_counted_at_their_states() {
    let mut counts = [0; State::ALL.len()];
    for (state, count) in [
        (State::Listen, 1),
        (State::SynReceived, 3),
        (State::Established, 120),
        (State::FinWait2, 12),
        (State::CloseWait, 10),
        (State::Closing, 1),
        (State::LastAck, 2),
        (State::TimeWait, 28_231),
    ] {
        counts[state as usize] = count;
    }
    let view = DiagramView {
        state: Certainty::Certain(State::CloseWait),
        listener: true,
        lit: Some(edge(State::Established, Cause::Fin)),
        walked: walked(),
        visited: VISITED.into_iter().collect(),
        counts: Some(counts.map(Count::of)),
        ..DiagramView::default()
    };
    in_all_sizes("counts", &view);
    let ascii = painted(Size::Compact, &view, &Glyphs::ASCII);
    assert!(ascii.content.iter().all(|cell| cell.symbol().is_ascii()));
}

#[test]
fn a_single_connection_is_not_counted() {
    let mut counts = [0; State::ALL.len()];
    (counts[State::Listen as usize], counts[State::Established as usize]) = (1, 1);
    let view = DiagramView { state: Certainty::Certain(State::Established), listener: true, ..DiagramView::default() };
    for size in Size::ALL {
        let counted = painted(size, &DiagramView { counts: Some(counts.map(Count::of)), ..view }, &Glyphs::UNICODE);
        assert_eq!(counted, painted(size, &view, &Glyphs::UNICODE));
    }
}

#[test]
fn ascii_glyphs_draw_nothing_but_ascii() {
    for size in Size::ALL {
        for lit in EdgeId::all() {
            let view = DiagramView {
                state: Certainty::Certain(lit.edge().to),
                lit: Some(lit),
                token: Some(0.5),
                ..DiagramView::default()
            };
            let buf = painted(size, &view, &Glyphs::ASCII);
            assert!(buf.content.iter().all(|cell| cell.symbol().is_ascii()), "{size:?} {:?}", lit.edge());
        }
    }
}

#[test]
fn every_lit_edge_shows_its_event_and_one_current_state() {
    for size in Size::ALL {
        for lit in EdgeId::all() {
            let edge = lit.edge();
            let view = DiagramView { state: Certainty::Certain(edge.to), lit: Some(lit), ..DiagramView::default() };
            let shown = snapshot::shown(&painted(size, &view, &Glyphs::UNICODE));
            let text = shown.split("\n\n").next().unwrap();
            let geometry = Geometry::of(size);
            let places = geometry.route(lit).map_or_else(|| geometry.stub(lit).unwrap().label, |route| route.label);
            let (_, event) = places.texts(edge).next().unwrap();
            assert!(text.contains(event), "{size:?} {edge:?}\n{text}");
            assert!(places.brief || event == edge.event, "{size:?} {edge:?}");
            assert_eq!(text.matches(Glyphs::UNICODE.pill_left).count(), 1, "{size:?} {edge:?}\n{text}");
            assert_eq!(text.matches(Glyphs::UNICODE.pill_right).count(), 1, "{size:?} {edge:?}\n{text}");
        }
    }
}

#[test]
fn no_area_is_too_small_to_be_drawn_into() {
    let theme = snapshot::theme();
    for width in 0..30 {
        for height in 0..20 {
            let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
            Diagram::new(&DiagramView::default(), &Glyphs::UNICODE, &theme).render(Rect::new(0, 0, 60, 60), &mut buf);
        }
    }
}

#[test]
fn walked_possible_and_neither_look_different_without_colour_and_in_ascii() {
    let monochrome = crate::tui::theme::Theme::monochrome();
    for size in Size::ALL {
        let (width, height) = size.dimensions();
        let geometry = Geometry::of(size);
        for edge in EdgeId::all().filter(|edge| geometry.route(*edge).is_some()) {
            let mut walked = EdgeSet::default();
            walked.insert(edge);
            let possible = [(edge, '\0')];
            let views = [
                DiagramView { state: Certainty::Unknown, ..DiagramView::default() },
                DiagramView { state: Certainty::Unknown, walked, ..DiagramView::default() },
                DiagramView { state: Certainty::Unknown, possible: &possible, ..DiagramView::default() },
            ];
            for glyphs in [&Glyphs::UNICODE, &Glyphs::ASCII] {
                let looks = views.map(|view| {
                    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
                    Diagram::new(&view, glyphs, &monochrome).render(buf.area, &mut buf);
                    let cells =
                        geometry.route(edge).unwrap().cells.iter().map(|cell| buf[(cell.at.x, cell.at.y)].clone());
                    cells.collect::<Vec<_>>()
                });
                let [neither, walked, possible] = &looks;
                let symbols = |cells: &[Cell]| cells.iter().map(|cell| cell.symbol().to_owned()).collect::<String>();
                let what = format!("{size:?} {:?}", edge.edge());
                assert_ne!(symbols(neither), symbols(walked), "{what}: by the line alone");
                assert_ne!(symbols(walked), symbols(possible), "{what}: by the line alone");
                assert!(neither != possible, "{what}");
            }
        }
    }
}

#[test]
fn the_mark_goes_up_the_tie_once_a_connection_has_ended() {
    for size in Size::ALL {
        let geometry = Geometry::of(size);
        for edge in EdgeId::all().filter(|edge| geometry.is_end(*edge)) {
            let view = |token| DiagramView {
                state: Certainty::Certain(State::Closed),
                lit: Some(edge),
                token,
                ..DiagramView::default()
            };
            let mark = |token| {
                let buf = painted(size, &view(token), &Glyphs::UNICODE);
                let found = geometry
                    .nodes
                    .iter()
                    .filter(|node| buf[(node.at.x, node.at.y)].symbol() == Glyphs::UNICODE.pill_left);
                found.map(|node| (node.state, node.end)).collect::<Vec<_>>()
            };
            assert_eq!(mark(Some(0.2)), [(State::Closed, true)], "{size:?} {:?}", edge.edge());
            assert_eq!(mark(Some(0.9)), [(State::Closed, true)], "{size:?} {:?}", edge.edge());
            assert_eq!(mark(None), [(State::Closed, false)], "{size:?} {:?}", edge.edge());
            let buf = painted(size, &view(Some(0.9)), &Glyphs::UNICODE);
            let on_tie = |cell: &PathCell| buf[(cell.at.x, cell.at.y)].symbol() == Glyphs::UNICODE.token;
            assert!(geometry.tie.iter().any(on_tie), "{size:?} {:?}", edge.edge());
        }
    }
}

#[test]
fn nothing_seems_to_lead_into_the_tie_beside_the_box_where_it_begins() {
    for size in Size::ALL {
        let geometry = Geometry::of(size);
        for edge in EdgeId::all().filter(|edge| geometry.is_end(*edge)) {
            let view =
                DiagramView { state: Certainty::Certain(State::Closed), lit: Some(edge), ..DiagramView::default() };
            let buf = painted(size, &view, &Glyphs::UNICODE);
            let (_, up) = geometry.tie.split_last().unwrap();
            let column = up.iter().map(|cell| cell.at.x).max().unwrap();
            let risen =
                up.iter().filter(|cell| cell.at.x == column && cell.at.y > 0 && cell.at.y + 1 < geometry.height);
            for cell in risen {
                let beside = buf[(column - 1, cell.at.y)].symbol();
                let is_line = [Glyphs::UNICODE.horizontal, Glyphs::UNICODE.horizontal_up].contains(&beside);
                assert!(!is_line, "{size:?} {:?}: {beside} at row {}", edge.edge(), cell.at.y);
            }
        }
    }
}
