//! Where an arrow key leads from a state's box: the figure is laid out alike in each size, so the keys do the same in each.

use super::geometry::way;
use crate::tcp::State;

/// Up, down, left and right of each state, as the figure is seen. CLOSED stands in it twice: its neighbours are the upper box's, and
/// above it is what is above the lower one.
const fn beside(from: State) -> [Option<State>; 4] {
    use State as S;
    match from {
        S::Closed => [Some(S::LastAck), Some(S::Listen), Some(S::Listen), Some(S::SynSent)],
        S::Listen => [Some(S::Closed), Some(S::SynReceived), None, Some(S::Closed)],
        S::SynReceived => [Some(S::Listen), Some(S::Established), None, Some(S::SynSent)],
        S::SynSent => [Some(S::Closed), Some(S::Established), Some(S::SynReceived), None],
        S::Established => [Some(S::SynReceived), Some(S::Closing), Some(S::FinWait1), Some(S::CloseWait)],
        S::FinWait1 => [Some(S::Established), Some(S::FinWait2), None, Some(S::CloseWait)],
        S::CloseWait => [Some(S::Established), Some(S::LastAck), Some(S::FinWait1), None],
        S::Closing => [Some(S::Established), Some(S::TimeWait), Some(S::FinWait1), Some(S::CloseWait)],
        S::FinWait2 => [Some(S::FinWait1), Some(S::TimeWait), None, Some(S::LastAck)],
        S::LastAck => [Some(S::CloseWait), Some(S::Closed), Some(S::FinWait2), None],
        S::TimeWait => [Some(S::Closing), None, Some(S::FinWait2), Some(S::Closed)],
    }
}

/// The state beside another one in the direction of an arrow key; none where there is no box.
#[must_use]
pub const fn neighbour(from: State, ahead: u8) -> Option<State> {
    let [up, down, left, right] = beside(from);
    match ahead {
        way::UP => up,
        way::DOWN => down,
        way::LEFT => left,
        _ => right,
    }
}

/// The directions that lead from one state's box to another one's, by a shortest way; none where the arrow keys do not lead there.
#[must_use]
pub fn way_between(from: State, to: State) -> Option<Vec<u8>> {
    let mut ways = vec![(from, Vec::new())];
    let mut at = 0;
    while let Some((here, so_far)) = ways.get(at).cloned() {
        if here == to {
            return Some(so_far);
        }
        for ahead in [way::UP, way::DOWN, way::LEFT, way::RIGHT] {
            if let Some(there) = neighbour(here, ahead)
                && ways.iter().all(|(known, _)| *known != there)
            {
                ways.push((there, [&so_far[..], &[ahead]].concat()));
            }
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{neighbour, way, way_between};
    use crate::tcp::State;
    use crate::tui::diagram::{Geometry, Size};

    #[test]
    fn the_arrow_keys_reach_every_state() {
        for from in State::ALL {
            for to in State::ALL {
                assert!(way_between(from, to).is_some(), "{from} to {to}");
            }
        }
    }

    #[test]
    fn an_arrow_key_moves_in_its_direction_at_every_size() {
        for geometry in Size::ALL.map(Geometry::of) {
            for from in State::ALL {
                for ahead in [way::UP, way::DOWN, way::LEFT, way::RIGHT] {
                    let Some(to) = neighbour(from, ahead) else { continue };
                    let boxes = |state: State| geometry.nodes.iter().filter(move |node| node.state == state);
                    let is_ahead = boxes(from).any(|here| {
                        boxes(to).any(|there| {
                            let middle = |node: &crate::tui::diagram::geometry::Node| 2 * node.at.x + node.width;
                            match ahead {
                                way::UP => there.at.y < here.at.y,
                                way::DOWN => there.at.y > here.at.y,
                                way::LEFT => middle(there) < middle(here),
                                _ => middle(there) > middle(here),
                            }
                        })
                    });
                    assert!(is_ahead, "{from} {ahead} {to}");
                }
            }
        }
    }

    #[test]
    fn down_from_syn_rcvd_is_established_and_left_of_close_wait_is_fin_wait_1() {
        assert_eq!(neighbour(State::SynReceived, way::DOWN), Some(State::Established));
        assert_eq!(neighbour(State::CloseWait, way::LEFT), Some(State::FinWait1));
        assert_eq!(neighbour(State::FinWait2, way::LEFT), None);
    }
}
