//! How one gets into a state and out of it, read off [`EDGES`].

use crate::language::{Language, Slot};
use crate::tcp::{Cause, EDGES, Edge, State};

/// The ways between a state and one other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The other state; `None`: several, from which the same events lead there.
    pub state: Option<State>,
    /// The events, as the diagram writes them, each once, with its condition in parentheses if it has one.
    pub events: Vec<String>,
}

/// The ways into a state; those to CLOSED that the figure does not draw are one, because they lead there from nearly everywhere.
#[must_use]
pub fn ways_in(language: &Language, state: State) -> Vec<Way> {
    let from = |edge: &Edge| if edge.figure5 || edge.to != State::Closed { Some(edge.from) } else { None };
    collect(language, EDGES.iter().filter(|edge| edge.to == state), from)
}

/// The ways out of a state, those that the figure draws first.
#[must_use]
pub fn ways_out(language: &Language, state: State) -> Vec<Way> {
    collect(language, EDGES.iter().filter(|edge| edge.from == state), |edge| Some(edge.to))
}

fn collect<'a>(
    language: &Language,
    edges: impl Iterator<Item = &'a Edge>,
    other: impl Fn(&Edge) -> Option<State>,
) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    for edge in edges {
        let state = other(edge);
        let event = if state.is_some() { edge.label() } else { edge.event.to_owned() };
        // The list of what leads to CLOSED from elsewhere is long enough without.
        let event = match (condition(language, edge), state) {
            (Some(condition), Some(_)) => {
                let holes = [("event", Slot::Text(&event)), ("condition", Slot::Text(condition))];
                language.filled(language.card_frame.way_if, &holes)
            }
            _ => event,
        };
        add(&mut ways, state, event);
    }
    ways
}

/// What an arrow of the diagram leaves unsaid: when it applies, and whose it is where RFC 9293 does not have it.
fn condition(language: &Language, edge: &Edge) -> Option<&'static str> {
    let frame = &language.card_frame;
    Some(match (edge.cause, edge.from) {
        (Cause::CloseUnread, _) => frame.if_unread,
        (Cause::RstAfterPassiveOpen, _) => frame.if_passive_open,
        (Cause::SynInWindowAfterPassiveOpen, _) => frame.if_passive_open,
        (Cause::SynInWindow, State::FinWait2) => frame.if_before_5961_or_linux,
        (Cause::SynInWindow, _) => frame.if_before_5961,
        (Cause::SynAck, State::SynReceived) => frame.if_both_opened,
        (Cause::NewSyn, _) => frame.if_new_connection,
        (Cause::NewSynWasOld, _) => frame.if_new_syn_was_old,
        (Cause::DataAfterClose, _) => frame.if_after_close,
        (Cause::NewSynFin | Cause::DataOverFin, _) => frame.if_linux,
        (Cause::FinWait2Expires, _) => frame.if_linux_after_close,
        (Cause::Fin, State::TimeWait) => frame.if_again,
        _ => return None,
    })
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
    use crate::language::ENGLISH;
    use crate::tcp::{EDGES, State};

    #[test]
    fn every_edge_is_on_both_its_cards() {
        for edge in &EDGES {
            let on =
                |ways: Vec<super::Way>| ways.iter().any(|way| way.events.iter().any(|e| e.starts_with(edge.event)));
            assert!(on(ways_in(&ENGLISH, edge.to)) && on(ways_out(&ENGLISH, edge.from)), "{edge:?}");
        }
    }

    #[test]
    fn close_wait_has_one_way_in_and_last_ack_as_the_way_out() {
        let ways = ways_in(&ENGLISH, State::CloseWait);
        assert_eq!(ways.len(), 1);
        assert_eq!(
            (ways[0].state, ways[0].events.as_slice()),
            (Some(State::Established), &["rcv FIN / snd ACK".to_owned()][..])
        );
        assert_eq!(ways_out(&ENGLISH, State::CloseWait)[0].state, Some(State::LastAck));
        assert_eq!(ways_out(&ENGLISH, State::CloseWait)[1].state, Some(State::Closed));
    }
}
