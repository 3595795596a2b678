//! A goal that comes true although nothing is done to any connection: by turning to another one.

use super::super::allow::others_to_call;
use super::super::diagnostic::Findings;
use super::super::goal::GoalLine;
use super::super::model::Act;
use super::super::page::Tried;
use super::super::player::Player;
use crate::say;
use crate::sim::{Input, Side};

/// Looks whether another connection is at the beginning as the goal wants it, or, at any moment of a way to it, reaches it.
pub fn check(act: &Act, player: &Player, way: &[Input], findings: &mut Findings<'_>) {
    let mut ahead = player.clone();
    for (at, input) in way.iter().enumerate() {
        let as_wanted = |turn: &Input| at == 0 && turns_states(act, &ahead, *turn);
        let reaches = |turn: &Input| ahead.clone().try_input(*turn) == Tried::Reached;
        if let Some(turn) = turns(&ahead).find(|turn| as_wanted(turn) || reaches(turn)) {
            let (language, words) = (findings.language(), &findings.language().checking);
            let finding = findings.error(&act.goal.span, say!(language, words.by_turning, turn = &turn.to_string()));
            finding.note(words.by_turning_note);
            return;
        }
        ahead.follow(std::slice::from_ref(input));
    }
}

/// The turns to other connections that there are now.
fn turns(player: &Player) -> impl Iterator<Item = Input> {
    let world = player.history().world();
    let turns = |side| others_to_call(world.host(side)).map(move |socket| Input::Attend(side, socket));
    [Side::A, Side::B].into_iter().flat_map(turns)
}

/// Whether the goal's states are others now, and those that it wants after a turn. Who counts connections has thought of the others.
fn turns_states(act: &Act, player: &Player, turn: Input) -> bool {
    let mut world = player.history().world().clone();
    let hold = |states| {
        let mut wanted = act.goal.lines.iter().filter_map(|line| match line.value {
            GoalLine::States(condition) => Some(condition.holds(states)),
            _ => None,
        });
        wanted.next().is_some_and(|first| first && wanted.all(|holds| holds))
    };
    let before = hold(world.states());
    world.apply(&turn);
    let counts = act.goal.lines.iter().any(|line| matches!(line.value, GoalLine::Sockets(_)));
    !counts && !before && hold(world.states())
}
