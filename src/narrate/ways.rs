//! How one gets into a state and out of it, read off [`EDGES`].

use crate::tcp::{EDGES, Edge, State};

/// The ways between a state and one other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The other state; `None`: several, from which the same events lead there.
    pub state: Option<State>,
    /// The events, as the diagram writes them, each once.
    pub events: Vec<String>,
}

/// The ways into a state; those to CLOSED that the figure does not draw are one, because they lead there from nearly everywhere.
#[must_use]
pub fn ways_in(state: State) -> Vec<Way> {
    collect(EDGES.iter().filter(|edge| edge.to == state), |edge| edge.from)
}

/// The ways out of a state, with those that the figure does not draw and that end in CLOSED as the last.
#[must_use]
pub fn ways_out(state: State) -> Vec<Way> {
    collect(EDGES.iter().filter(|edge| edge.from == state), |edge| edge.to)
}

fn collect<'a>(edges: impl Iterator<Item = &'a Edge> + Clone, other: impl Fn(&Edge) -> State) -> Vec<Way> {
    let ends = |edge: &Edge| !edge.figure5 && edge.to == State::Closed;
    let mut ways: Vec<Way> = Vec::new();
    for edge in edges.clone().filter(|edge| !ends(edge)) {
        add(&mut ways, Some(other(edge)), edge.label());
    }
    for edge in edges.filter(|edge| ends(edge)) {
        add(&mut ways, None, edge.event.to_owned());
    }
    ways
}

fn add(ways: &mut Vec<Way>, state: Option<State>, event: String) {
    match ways.iter_mut().find(|way| way.state == state) {
        Some(way) if way.events.contains(&event) => {}
        Some(way) => way.events.push(event),
        None => ways.push(Way { state, events: vec![event] }),
    }
}

#[cfg(test)]
mod tests {
    use super::{ways_in, ways_out};
    use crate::tcp::{EDGES, State};

    #[test]
    fn every_edge_is_on_both_its_cards() {
        for edge in &EDGES {
            let on =
                |ways: Vec<super::Way>| ways.iter().any(|way| way.events.iter().any(|e| e.starts_with(edge.event)));
            assert!(on(ways_in(edge.to)) && on(ways_out(edge.from)), "{edge:?}");
        }
    }

    #[test]
    fn close_wait_has_one_way_in_and_last_ack_as_the_way_out() {
        let ways = ways_in(State::CloseWait);
        assert_eq!(ways.len(), 1);
        assert_eq!(
            (ways[0].state, ways[0].events.as_slice()),
            (Some(State::Established), &["rcv FIN / snd ACK".to_owned()][..])
        );
        assert_eq!(ways_out(State::CloseWait)[0].state, Some(State::LastAck));
        assert_eq!(ways_out(State::CloseWait)[1].state, None);
    }
}
