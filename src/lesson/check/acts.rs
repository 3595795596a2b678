//! Things to do: can the goal be reached, is it one, and do the hints help without telling?

use super::super::command::Command;
use super::super::diagnostic::Findings;
use super::super::model::{Act, Hint};
use super::super::page::Tried;
use super::super::player::Player;
use super::super::search::{NoWay, Way};
use crate::language::{FindingWords, Language};
use crate::say;
use crate::sim::{Call, Input};

/// Checks an exercise and does it in a shortest way; nothing if there is none. Of so many inputs that may be tried in all, as many
/// are left as were not.
pub fn check(act: &Act, player: &mut Player, left: &mut usize, findings: &mut Findings<'_>) -> Option<Way> {
    let words = &findings.language().findings;
    if act.hints.is_empty() {
        findings.warn(&act.goal.span, words.no_hint).note(words.no_hint_note);
    }
    let way = match player.proven_way_within(left) {
        Ok(way) => way,
        Err(no_way) => {
            let language = findings.language();
            let note = match no_way {
                NoWay::Unreachable(states) => {
                    let tried = say!(language, words.no_way_note, states);
                    which_line(act, player, left, (&tried, words.lines_contradict), language)
                }
                NoWay::TooFar if *left == 0 => words.used_up_note.to_owned(),
                NoWay::TooFar => {
                    which_line(act, player, left, (gave_up(act, words), words.lines_may_contradict), language)
                }
            };
            findings.error(&act.goal.span, words.no_way).note(note);
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

/// Which lines of a goal cannot be reached even alone, behind how much was `tried`; or the sentence for lines that can, and not together.
fn which_line(
    act: &Act,
    player: &Player,
    left: &mut usize,
    (tried, together): (&str, &str),
    language: &Language,
) -> String {
    let words = &language.findings;
    let lines = &act.goal.lines;
    if lines.len() < 2 {
        return tried.to_owned();
    }
    let ways: Vec<Result<Way, NoWay>> = (0..lines.len()).map(|at| player.proven_way_to_line(at, left)).collect();
    let is_lost = |at: &usize| matches!(ways[*at], Err(NoWay::Unreachable(_)));
    let lost: Vec<String> = (0..ways.len()).filter(is_lost).map(|at| lines[at].value.label(language)).collect();
    if !lost.is_empty() {
        return say!(language, words.no_way_line, tried, lines = &language.in_a_row(lost.iter().map(String::as_str)));
    }
    if ways.iter().all(Result::is_ok) { say!(language, together, tried) } else { tried.to_owned() }
}

/// What an author can do about a search that ends without an answer.
const fn gave_up(act: &Act, words: &FindingWords) -> &'static str {
    match act.allow {
        None => words.gave_up_note,
        Some(_) => words.gave_up_allow_note,
    }
}

fn done_already(act: &Act, findings: &mut Findings<'_>) {
    let language = findings.language();
    let finding = findings.error(&act.goal.span, language.findings.holds_already);
    if act.goal.only_forbids() {
        finding.note(say!(language, language.findings.holds_already_note, example = "{ A = \"CLOSED\" }"));
    }
}

/// Somebody may want the learner to wait and watch; but a puzzle that solves itself is none.
fn by_itself(act: &Act, findings: &mut Findings<'_>) {
    let words = &findings.language().findings;
    let finding = if act.goal.is_puzzle {
        findings.error(&act.goal.span, words.by_itself)
    } else {
        findings.warn(&act.goal.span, words.by_itself)
    };
    finding.note(words.by_itself_note);
}

fn hints(act: &Act, way: &[Input], player: &Player, findings: &mut Findings<'_>) {
    let (language, words) = (findings.language(), &findings.language().findings);
    let mut too_far = None;
    for hint in &act.hints {
        let Hint::Text(text) = &hint.value else {
            if *too_far.get_or_insert_with(|| player.way().is_err()) {
                findings.warn(&hint.span, words.no_quick_hint).note(gave_up(act, words));
            }
            continue;
        };
        let text = text.to_lowercase();
        let message = way.iter().filter(|input| **input != Input::Step).find(|input| names(&text, input));
        if let Some(message) = message {
            let message = say!(language, words.hint_tells, message = &message.to_string());
            findings.error(&hint.span, message).note(words.hint_tells_note);
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
    let (language, words) = (findings.language(), &findings.language().findings);
    for wrong in &act.wrong {
        // What comes to pass by itself may be wrong later, when the learner has set something in motion.
        if matches!(wrong.command.value, Command::Input(Input::Step)) {
            continue;
        }
        let inputs = wrong.command.resolve(world).unwrap_or_default();
        let Some(input) = inputs.first().filter(|input| !world.clone().apply(input).is_empty()) else {
            let command = &wrong.command.value.to_string();
            findings.warn(&wrong.command.span, say!(language, words.wrong_does_nothing, command));
            continue;
        };
        let command = &input.to_string();
        if act.allow.is_some_and(|allow| !allow.permits(input)) {
            findings.warn(&wrong.command.span, say!(language, words.wrong_not_allowed, command));
            continue;
        }
        let reaches = way.first() == Some(input) || player.clone().try_input(*input) == Tried::Reached;
        if reaches {
            findings.error(&wrong.command.span, say!(language, words.wrong_is_right, command));
        }
    }
}
