//! The lesson played to its end, as a learner would who does everything right.

use std::sync::Arc;

use super::super::command::Command;
use super::super::diagnostic::Findings;
use super::super::model::{Lesson, Task};
use super::super::page::{Move, way_in_words};
use super::super::player::{Part, Player, Trouble};
use super::super::predict::Predict;
use super::super::script::{Failure, play};
use super::super::search::FOR_A_LESSON;
use super::super::source::Spanned;
use super::exercise::Exercise;
use super::{acts, questions};
use crate::language::Language;
use crate::say;
use crate::sim::{Call, Input, Record, Side, World};
use crate::tcp::{Reply, RuleId};

/// As many moves of a way are told.
const TOLD: usize = 6;

/// Plays the lesson and reports every command, question, goal and expectation that does not do what its author thinks.
///
/// What there is to know about its exercises.
pub fn check(lesson: &Lesson, language: &'static Language, findings: &mut Findings<'_>) -> Vec<Exercise> {
    let mut exercises = Vec::new();
    start(lesson, findings);
    let mut player = Player::new(Arc::new(lesson.clone())).with_language(language).without_pars();
    let mut left = FOR_A_LESSON;
    // What happened before the first step is known already; what its own script could not do is not.
    let mut known_troubles = 0;
    while player.step() < player.steps() {
        let step = &lesson.steps[player.step()];
        script(&mut player, lesson, findings);
        let mut done = None;
        let passed = match &step.task {
            Task::Say => true,
            Task::Act(act) => {
                let way = acts::check(act, &mut player, &mut left, findings);
                exercises
                    .extend(way.as_ref().map(|way| Exercise::of(player.step(), act.goal.span.as_ref(), way, findings)));
                done = way.map(|way| way_in_words(&way.inputs, TOLD, language));
                done.is_some()
            }
            Task::Ask(question) => {
                questions::check(&step.text, question, &mut player, findings);
                script(&mut player, lesson, findings);
                true
            }
        };
        for trouble in &player.troubles()[known_troubles..] {
            report_trouble(trouble, lesson, findings);
        }
        known_troubles = player.troubles().len();
        let unmet = player.unmet();
        // Where a goal is reached by another way than its author thought of, all that follows is about another world.
        let leads_elsewhere = done.filter(|_| !unmet.is_empty());
        for unmet in unmet {
            let finding = findings.error(&unmet.span, unmet.message);
            if let Some(way) = &leads_elsewhere {
                finding.note(say!(language, language.findings.leads_elsewhere, way));
            }
        }
        if !passed || leads_elsewhere.is_some() || player.next() != Move::Moved {
            break;
        }
    }
    exercises
}

/// `start`, which the player plays before anybody can watch.
fn start(lesson: &Lesson, findings: &mut Findings<'_>) {
    let mut world = World::new(&lesson.setup);
    let failures = play(&lesson.start, &mut world, |command, input, records| {
        refused(&lesson.start[command], input, records, findings);
    });
    for (command, failure) in failures {
        report_failure(&lesson.start[command], failure, findings);
    }
}

/// What happens by itself in a step.
fn script(player: &mut Player, lesson: &Lesson, findings: &mut Findings<'_>) {
    while let (Some((part, _)), Some(pending)) = (player.playing(), player.pending()) {
        let step = player.step();
        let records = player.pump();
        let commands = commands(lesson, step, part);
        let Some(command) = player.last_command().and_then(|at| commands.get(at)) else { continue };
        if !may_be_refused(lesson, step, part, pending.input) {
            refused(command, pending.input, &records, findings);
        }
    }
}

fn commands(lesson: &Lesson, step: usize, part: Part) -> &[Spanned<Command>] {
    match (part, &lesson.steps[step].task) {
        (Part::Start, _) => &lesson.start,
        (Part::Do, _) => &lesson.steps[step].script,
        (Part::After, Task::Ask(question)) => &question.after,
        (Part::After | Part::Shown, _) => &[],
    }
}

/// A question about what a call returns may well be about a refusal.
fn may_be_refused(lesson: &Lesson, step: usize, part: Part, input: Input) -> bool {
    match (&lesson.steps[step].task, input) {
        (Task::Ask(question), Input::Call(side, _)) => {
            part == Part::After && question.predict.value == Predict::Returns(side)
        }
        _ => false,
    }
}

/// Whether an input did nothing or was refused.
pub fn is_refused(input: Input, records: &[Record]) -> bool {
    why_refused(input, records).is_some()
}

/// Reports an input that did nothing or was refused.
fn refused(command: &Spanned<Command>, input: Input, records: &[Record], findings: &mut Findings<'_>) {
    let language = findings.language();
    let Some(message) = refusal(command, input, records, language) else { return };
    let finding = findings.error(&command.span, message);
    if let Some(record) = records.first() {
        finding.note(say!(language, language.findings.state_note, who = record.side, state = record.before));
    }
}

/// What to say about a command after which everything is as it was.
pub fn changes_nothing(command: &Command, language: &Language) -> String {
    say!(language, language.findings.changes_nothing, command = &command.to_string())
}

/// What to say about an input of a command that did nothing or was refused.
pub fn refusal(command: &Command, input: Input, records: &[Record], language: &Language) -> Option<String> {
    let (words, command) = (&language.findings, &command.to_string());
    Some(match why_refused(input, records)? {
        Refusal::Call(side, call, reply) => {
            let command = &format!("{side} {}", call.word());
            say!(language, words.refused, command, reply = &reply.to_string())
        }
        Refusal::NoTimer(side) => say!(language, words.no_timer, command, who = side),
        Refusal::NoSegment => say!(language, words.no_segment, command),
        Refusal::NothingDue => say!(language, words.nothing_due, command = &Input::Step.to_string()),
    })
}

/// Why an input did nothing.
enum Refusal {
    /// This call gets this answer.
    Call(Side, Call, Reply),
    /// No such timer of this side is running.
    NoTimer(Side),
    /// There is no such segment.
    NoSegment,
    /// Nothing is due.
    NothingDue,
}

/// Why an input did nothing, if it did nothing or was refused.
fn why_refused(input: Input, records: &[Record]) -> Option<Refusal> {
    // An error that has waited for a read() is not a refusal of it.
    let reads = matches!(input, Input::Call(_, Call::Read(_)));
    let first = records.first().filter(|record| !(reads && record.outcome.rules.contains(&RuleId::LinuxEndReadable)));
    let reply = first.and_then(|record| record.outcome.reply).filter(|reply| reply.is_error());
    match (input, reply) {
        (Input::Call(side, call), Some(reply)) => Some(Refusal::Call(side, call, reply)),
        (Input::Fire(side, _), _) if !fired(records) => Some(Refusal::NoTimer(side)),
        (
            Input::Deliver(_)
            | Input::Drop(_)
            | Input::Duplicate(_)
            | Input::Hold(_)
            | Input::Release(_)
            | Input::Replay(_),
            _,
        ) if records.is_empty() => Some(Refusal::NoSegment),
        (Input::Step, _) if records.is_empty() => Some(Refusal::NothingDue),
        _ => None,
    }
}

fn fired(records: &[Record]) -> bool {
    !records.is_empty() && !records.iter().any(|record| record.outcome.rules.contains(&RuleId::TimerNotRunning))
}

fn report_trouble(trouble: &Trouble, lesson: &Lesson, findings: &mut Findings<'_>) {
    // `start` has been reported where it was played.
    if trouble.part != Part::Start
        && let Some(command) = commands(lesson, trouble.step, trouble.part).get(trouble.command)
    {
        report_failure(command, trouble.failure, findings);
    }
}

/// Reports a command that cannot be played.
pub fn report_failure(command: &Spanned<Command>, failure: Failure, findings: &mut Findings<'_>) {
    let message = failure.describe(command, findings.language());
    findings.error(&command.span, message);
}
