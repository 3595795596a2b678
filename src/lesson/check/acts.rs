//! Things to do: can the goal be reached, is it one, and do the hints help without telling?

use super::super::command::Command;
use super::super::diagnostic::Findings;
use super::super::model::{Act, Hint};
use super::super::page::Tried;
use super::super::player::Player;
use super::super::search::{NoWay, Way};
use crate::sim::{Call, Input};

/// Checks an exercise and does it in a shortest way; nothing if there is none.
pub fn check(act: &Act, player: &mut Player, findings: &mut Findings<'_>) -> Option<Way> {
    if act.hints.is_empty() {
        findings.warn(&act.goal.span, "there is no hint").note("`hints = [\"…\", \"auto\"]` helps those who are stuck");
    }
    let way = match player.proven_way() {
        Ok(way) => way,
        Err(no_way) => {
            let finding = findings.error(&act.goal.span, "no way to this was found");
            finding.note(match no_way {
                NoWay::Unreachable => "all that may be used here was tried, to the end of what can happen",
                NoWay::TooFar => gave_up(act),
            });
            return None;
        }
    };
    if way.inputs.is_empty() {
        done_already(act, findings);
        return Some(way);
    }
    if way.moves() == 0 {
        by_itself(act, findings);
    }
    super::turning::check(act, player, &way.inputs, findings);
    hints(act, &way.inputs, player, findings);
    wrong(act, player, &way.inputs, findings);
    player.follow(&way.inputs);
    Some(way)
}

/// What an author can do about a search that ends without an answer.
const fn gave_up(act: &Act) -> &'static str {
    match act.allow {
        None => "the search gave up: say with `allow` what may be used, or begin nearer to the goal",
        Some(_) => {
            "the search gave up: perhaps the way needs what `allow` leaves out, or there is none; else begin nearer to the goal"
        }
    }
}

fn done_already(act: &Act, findings: &mut Findings<'_>) {
    let finding = findings.error(&act.goal.span, "this holds already when the step begins: nothing is left to do");
    if act.goal.only_forbids() {
        finding
            .note("each of its lines only forbids something: add what has to come about, such as `{ A = \"CLOSED\" }`");
    }
}

/// Somebody may want the learner to wait and watch; but a puzzle that solves itself is none.
fn by_itself(act: &Act, findings: &mut Findings<'_>) {
    let message = "this comes true by itself";
    let finding = if act.goal.is_puzzle {
        findings.error(&act.goal.span, message)
    } else {
        findings.warn(&act.goal.span, message)
    };
    finding.note("the learner has nothing to do but to let time pass");
}

fn hints(act: &Act, way: &[Input], player: &Player, findings: &mut Findings<'_>) {
    for hint in &act.hints {
        let Hint::Text(text) = &hint.value else {
            if player.way().is_err() {
                findings.warn(&hint.span, "no way is found in the time that a hint has").note(gave_up(act));
            }
            continue;
        };
        let text = text.to_lowercase();
        let told = way.iter().filter(|input| **input != Input::Step).find(|input| names(&text, input));
        if let Some(told) = told {
            let note = "let a hint point at the reason, and leave the way itself to \"auto\"";
            findings.error(&hint.span, format!("this hint names the answer, `{told}`")).note(note);
        }
    }
}

/// Whether a text in lower case names an input: `b close`, or the bare call.
fn names(text: &str, input: &Input) -> bool {
    let call = match input {
        Input::Call(_, call) => Some(Call::word(*call)),
        _ => None,
    };
    text.contains(&input.to_string().to_lowercase()) || call.is_some_and(|word| text.contains(&format!("{word}()")))
}

fn wrong(act: &Act, player: &Player, way: &[Input], findings: &mut Findings<'_>) {
    let world = player.history().world();
    for wrong in &act.wrong {
        // What comes to pass by itself may be wrong later, when the learner has set something in motion.
        if matches!(wrong.command.value, Command::Input(Input::Step)) {
            continue;
        }
        let inputs = wrong.command.resolve(world).unwrap_or_default();
        let Some(input) = inputs.first().filter(|input| !world.clone().apply(input).is_empty()) else {
            let message = format!("`{}` does nothing here, so nobody will read this", wrong.command.value);
            findings.warn(&wrong.command.span, message);
            continue;
        };
        if act.allow.is_some_and(|allow| !allow.permits(input)) {
            let message = format!("`{input}` may not be used here, so nobody will read this");
            findings.warn(&wrong.command.span, message);
            continue;
        }
        let reaches = way.first() == Some(input) || player.clone().try_input(*input) == Tried::Reached;
        if reaches {
            findings.error(&wrong.command.span, format!("`{input}` is not wrong: it leads to the goal"));
        }
    }
}
