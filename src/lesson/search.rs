//! A shortest way to a goal, over the user calls of both sides and the passing of time.

use std::collections::{HashSet, VecDeque};

use super::model::Condition;
use crate::sim::{Call, Input, Side, World};

/// No way longer than this is looked for.
const DEEPEST: usize = 8;

/// No more worlds than this are looked at: a hint must not keep anybody waiting.
const MOST_WORLDS: usize = 4_000;

/// A shortest way from this world to the goal; `None` if none was found within the limits. Empty if the goal holds.
#[must_use]
pub fn shortest_way(from: &World, goal: &Condition) -> Option<Vec<Input>> {
    shortest_way_to(from, |_| true, |world| goal.holds(world.states()))
}

/// The same to any world of a kind, with some of the calls only.
#[must_use]
pub fn shortest_way_to(
    from: &World,
    may_call: impl Fn(Call) -> bool,
    is_goal: impl Fn(&World) -> bool,
) -> Option<Vec<Input>> {
    if is_goal(from) {
        return Some(Vec::new());
    }
    let allowed = |input: &Input| !matches!(input, Input::Call(_, call) if !may_call(*call));
    // Each world with the number of the one it came from, the input that led here, and how far it is.
    let mut seen: HashSet<World> = HashSet::from([from.clone()]);
    let mut paths: Vec<(usize, Option<Input>, usize)> = vec![(0, None, 0)];
    let mut waiting: VecDeque<(usize, World)> = VecDeque::from([(0, from.clone())]);
    while let Some((at, world)) = waiting.pop_front() {
        if paths[at].2 == DEEPEST {
            continue;
        }
        for input in moves(&world).into_iter().filter(|input| allowed(input)) {
            let mut next = world.clone();
            next.apply_silently(&input);
            if seen.len() >= MOST_WORLDS || !seen.insert(next.clone()) {
                continue;
            }
            paths.push((at, Some(input), paths[at].2 + 1));
            let here = paths.len() - 1;
            if is_goal(&next) {
                return Some(way_to(here, &paths));
            }
            waiting.push_back((here, next));
        }
    }
    None
}

/// What a learner may do, the smallest deed first: to wait, then the calls, and the emergency exit last.
fn moves(world: &World) -> Vec<Input> {
    let rank = |call: &Call| match call {
        Call::Shutdown => 1,
        Call::Abort => 2,
        _ => 0,
    };
    let side_calls = |side: Side| world.possible_calls(side).map(move |call| (side, call));
    let mut calls: Vec<(Side, Call)> = Side::BOTH.into_iter().flat_map(side_calls).collect();
    calls.sort_by_key(|(_, call)| rank(call));
    let calls = calls.into_iter().map(|(side, call)| Input::Call(side, call));
    world.next_due().map(|_| Input::Step).into_iter().chain(calls).collect()
}

fn way_to(mut at: usize, paths: &[(usize, Option<Input>, usize)]) -> Vec<Input> {
    let mut way = Vec::new();
    while let (before, Some(input), _) = paths[at] {
        way.push(input);
        at = before;
    }
    way.reverse();
    way
}
