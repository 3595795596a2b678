//! What is drawn of an end in one of the worlds: where it is, where it was, and where it must have been.

use crate::lab::{Played, Reason, passed_through};
use crate::sim::Side;
use crate::tcp::{EdgeId, EdgeSet, State};
use crate::timeline::States;

/// Where an end is and was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// Where it is.
    pub state: State,
    /// Where it was seen.
    pub visited: States,
    /// Where it was too shortly to be seen.
    pub passed: States,
    /// Where it was in the simulation and cannot be on this machine.
    pub missed: States,
    /// Which ways it went.
    pub walked: EdgeSet,
    /// The one that it went last, if it went any with the last act.
    pub lit: Option<EdgeId>,
}

/// The end in the simulation, after these acts.
pub fn simulated(played: &[Played], side: Side) -> Trace {
    let mut trace = Trace::default();
    let mut visited = vec![State::Closed];
    for played in played {
        trace.go(&played.simulated.walked[side]);
        visited.extend(&played.simulated.entered[side]);
        visited.push(played.simulated.now[side]);
        trace.state = played.simulated.now[side];
    }
    trace.visited = visited.into_iter().collect();
    trace
}

/// The end on this machine, after these acts.
pub fn here(played: &[Played], side: Side) -> Trace {
    let mut trace = Trace::default();
    let mut visited = vec![State::Closed];
    let (mut passed, mut missed) = (Vec::new(), Vec::new());
    for played in played {
        let differences = played.differences();
        let (simulated, here) = (&played.simulated, &played.here);
        if differences.is_empty() {
            // The calls returned the same and it is in the same state: what lies between was the same.
            trace.go(&simulated.walked[side]);
            passed.extend(passed_through(side, simulated, here));
        } else {
            let (ways, between) = ways(trace.state, &here.entered[side]);
            trace.go(&ways);
            passed.extend(between);
            let crosses = differences.iter().any(|difference| difference.reason == Some(Reason::NothingCrosses));
            missed.extend(simulated.entered[side].iter().filter(|_| crosses));
        }
        visited.extend(&here.entered[side]);
        visited.push(here.now[side]);
        trace.state = here.now[side];
    }
    trace.visited = visited.into_iter().collect();
    trace.passed = passed.into_iter().filter(|state| !trace.visited.contains(*state)).collect();
    let is_missed = |state: &State| !trace.visited.contains(*state) && !trace.passed.contains(*state);
    trace.missed = missed.into_iter().filter(is_missed).collect();
    trace
}

/// The ways between states that were seen one after the other, and the states between them where there is one way only.
fn ways(from: State, entered: &[State]) -> (Vec<EdgeId>, Vec<State>) {
    let (mut ways, mut between) = (Vec::new(), Vec::new());
    let befores = std::iter::once(from).chain(entered.iter().copied());
    for (from, to) in befores.zip(entered.iter().copied()) {
        let over = |state: State| Some((way(from, state)?, way(state, to)?));
        let mut detours = State::ALL.into_iter().filter_map(|state| Some((state, over(state)?)));
        match (way(from, to), detours.next(), detours.next()) {
            (Some(direct), ..) => ways.push(direct),
            (None, Some((state, (first, second))), None) => {
                ways.extend([first, second]);
                between.push(state);
            }
            _ => {}
        }
    }
    (ways, between)
}

fn way(from: State, to: State) -> Option<EdgeId> {
    EdgeId::all().find(|id| id.edge().from == from && id.edge().to == to)
}

impl Trace {
    fn go(&mut self, ways: &[EdgeId]) {
        for way in ways {
            self.walked.insert(*way);
        }
        self.lit = ways.last().copied();
    }
}

#[cfg(test)]
mod tests {
    use super::{here, simulated};
    use crate::lab::{Act, Played, Seen, Simulation, exercise};
    use crate::sim::{PerSide, Side};
    use crate::tcp::State;

    /// Every act of an exercise, with a machine that went like this.
    fn played(id: &str, machine: impl Fn(&Act, &Seen) -> Seen) -> Vec<Played> {
        let exercise = exercise(id).expect("an exercise");
        let mut simulation = Simulation::new(&exercise);
        let play = |act: &Act| {
            let simulated = simulation.act(act);
            let here = machine(act, &simulated);
            Played { act: act.clone(), simulated, here }
        };
        exercise.acts.iter().map(play).collect()
    }

    #[test]
    fn a_state_that_was_not_seen_although_all_went_alike_was_passed_through() {
        let blind =
            |_: &Act, seen: &Seen| Seen { entered: PerSide::from_fn(|side| vec![seen.now[side]]), ..seen.clone() };
        let played = played("three-way-handshake", blind);
        let (a, b) = (here(&played, Side::A), here(&played, Side::B));
        assert_eq!(a.passed.iter().collect::<Vec<_>>(), [State::SynSent]);
        assert_eq!(b.passed.iter().collect::<Vec<_>>(), [State::SynReceived]);
        assert_eq!((a.state, a.missed.len()), (State::Established, 0));
        assert_eq!(a.walked, simulated(&played, Side::A).walked);
    }

    #[test]
    fn where_nothing_crosses_the_state_between_is_out_of_reach() {
        let one_after_the_other = |act: &Act, seen: &Seen| match act {
            Act::Calls(inputs) if inputs.len() == 2 => Seen {
                entered: PerSide::new(vec![State::FinWait2, State::TimeWait], vec![State::LastAck]),
                now: PerSide::new(State::TimeWait, State::Closed),
                ..seen.clone()
            },
            _ => seen.clone(),
        };
        let played = played("simultaneous-close", one_after_the_other);
        assert!(simulated(&played, Side::A).visited.contains(State::Closing));
        let a = here(&played, Side::A);
        assert_eq!(a.missed.iter().collect::<Vec<_>>(), [State::Closing]);
        assert!(a.passed.contains(State::FinWait1), "there is no other way to where it was seen");
        assert_eq!(a.lit.map(|way| way.edge().to), Some(State::TimeWait));
    }
}
