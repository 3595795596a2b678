//! A goal that comes true although nothing is done to any connection: by turning to another one.

use super::super::allow::others_to_call;
use super::super::diagnostic::Findings;
use super::super::model::Act;
use super::super::page::Tried;
use super::super::player::Player;
use crate::language::ENGLISH;
use crate::say;
use crate::sim::{Input, Side};

/// Looks, at each moment of a way to the goal, whether turning to another connection is enough.
pub fn check(act: &Act, player: &Player, way: &[Input], findings: &mut Findings<'_>) {
    let mut ahead = player.clone();
    for input in way {
        if let Some(turn) = turn_to_goal(&ahead) {
            let words = &ENGLISH.checking;
            let finding = findings.error(&act.goal.span, say!(&ENGLISH, words.by_turning, turn = &turn.to_string()));
            finding.note(words.by_turning_note);
            return;
        }
        ahead.follow(std::slice::from_ref(input));
    }
}

fn turn_to_goal(player: &Player) -> Option<Input> {
    let world = player.history().world();
    let turns = |side| others_to_call(world.host(side)).map(move |socket| Input::Attend(side, socket));
    let mut turns = [Side::A, Side::B].into_iter().flat_map(turns);
    turns.find(|turn| player.clone().try_input(*turn) == Tried::Reached)
}
