//! The moments of a run: one for each thing that the user did, with what the engine made of it.

use super::super::check::play::is_refused;
use super::super::command::{Command, Until};
use super::super::compile::{Beginning, MOST_STEPS};
use super::super::condition::Condition;
use super::super::expect::Expect;
use super::super::keys::MOST_COMMANDS;
use super::super::predict::{Predict, Value};
use super::super::script::play;
use super::super::sent::Sent;
use super::super::source::Spanned;
use super::compact::compact;
use super::model::{Part, Recording};
use super::page_kind::PageKind;
use crate::language::Language;
use crate::say;
use crate::sim::{Input, PerSide, Record, World};
use crate::tcp::State;

/// More segments than this are counted, not named.
const MOST_NAMED: usize = 6;

/// One action more than could ever fit.
const MOST_ACTIONS: usize = (MOST_STEPS - 1) * MOST_COMMANDS + 1;

/// The present path of a run as moments that can become the pages of a lesson.
#[derive(Clone, Debug)]
pub struct Outline {
    pub(super) beginning: Beginning,
    /// The beginning, then a moment for each thing that was done.
    pub moments: Vec<Moment>,
    /// Whether the run goes on behind them: a lesson ends somewhere.
    pub goes_on: bool,
}

/// Something that was done, with the time that passed after it.
#[derive(Clone, Debug)]
pub struct Moment {
    /// What was done, in the words of lessons; nothing at the beginning.
    pub commands: Vec<Spanned<Command>>,
    /// What its author called the moment after it.
    pub mark: Option<String>,
    /// The states before it.
    pub before: PerSide<State>,
    /// The states after it.
    pub after: PerSide<State>,
    /// What holds after it.
    pub(super) expect: Expect,
    /// What the engine answers to each question about it.
    answers: Vec<(PageKind, Value)>,
}

impl Moment {
    /// The moment of these commands, which happen in this world.
    fn of(commands: Vec<Command>, mark: Option<String>, world: &mut World) -> Self {
        let commands: Vec<Spanned<Command>> = commands.into_iter().map(Spanned::nowhere).collect();
        let asked = PageKind::QUESTIONS.into_iter().filter(|_| !commands.is_empty());
        let answer = |kind: PageKind| Some((kind, kind.predict()?.answer(world, &commands)?));
        let answers = asked.filter_map(answer).filter(|(_, answer)| *answer != Value::Segment(None)).collect();
        let before = world.states();
        let mut records: Vec<Record> = Vec::new();
        let _ = play(&commands, world, |_, _, new| records.extend_from_slice(new));
        let expect = expected(world, &records);
        Self { commands, mark, before, after: world.states(), expect, answers }
    }

    /// Whether the same was done from the same states, and led to the same.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        (&self.commands, self.before, self.after) == (&other.commands, other.before, other.after)
    }

    /// What it can become. A task is to reach the states that it led to, so that it has to lead to others.
    pub fn kinds(&self) -> impl Iterator<Item = PageKind> {
        let task = (self.before != self.after).then_some(PageKind::Task);
        std::iter::once(PageKind::Tell).chain(task).chain(self.answers.iter().map(|(kind, _)| *kind))
    }

    /// The right answer of a question about it.
    #[must_use]
    pub fn answer(&self, kind: PageKind) -> Option<&Value> {
        self.answers.iter().find(|(asked, _)| *asked == kind).map(|(_, answer)| answer)
    }

    /// What a page of this kind makes of it, in a sentence.
    #[must_use]
    pub fn about(&self, kind: PageKind, language: &Language) -> String {
        let words = &language.authoring;
        let answer = &self.answer(kind).map(|answer| answer.label(language)).unwrap_or_default();
        match kind {
            PageKind::Tell => words.about_tell.to_owned(),
            PageKind::Task => say!(language, words.about_task, a = self.after.a, b = self.after.b),
            PageKind::State(_) => say!(language, words.about_state, answer),
            PageKind::Pair => say!(language, words.about_pair, answer),
            PageKind::Segment => say!(language, words.about_segment, answer),
        }
    }

    /// What was done, as it would be typed.
    #[must_use]
    pub fn done(&self) -> String {
        self.commands.iter().map(|command| command.to_string()).collect::<Vec<_>>().join(", ")
    }

    /// What is predicted, if that is what it becomes.
    pub(super) fn predict(&self, kind: PageKind) -> Option<Predict> {
        kind.predict().filter(|_| self.answer(kind).is_some())
    }
}

impl Recording {
    /// The moments of the present path, without what did nothing.
    #[must_use]
    pub fn outline(&self) -> Outline {
        let mut beginning = self.beginning();
        beginning.start.truncate(MOST_COMMANDS);
        let mut world = World::new(&self.setup);
        let _ = play(&beginning.start, &mut world, |_, _, _| {});
        let actions = actions(&self.parts, &mut world.clone());
        let mut moments = vec![Moment::of(Vec::new(), None, &mut world)];
        // Several actions share a moment if there are more of them than a lesson has steps.
        for actions in actions.chunks(actions.len().div_ceil(MOST_STEPS - 1).max(1)) {
            let inputs: Vec<Input> = actions.iter().flat_map(|action| &action.inputs).copied().collect();
            let mark = actions.iter().rev().find_map(|action| action.mark);
            let commands = in_words(&inputs, &world);
            for commands in commands.chunks(MOST_COMMANDS) {
                if moments.len() == MOST_STEPS {
                    return Outline { beginning, moments, goes_on: true };
                }
                moments.push(Moment::of(commands.to_vec(), mark.map(str::to_owned), &mut world));
            }
        }
        Outline { beginning, moments, goes_on: false }
    }
}

/// Something that the user did, with the time that passes after it.
#[derive(Default)]
struct Action<'a> {
    inputs: Vec<Input>,
    /// What the moment after it is called.
    mark: Option<&'a str>,
}

/// What was done, without the inputs that do nothing.
fn actions<'a>(parts: &'a [Part], world: &mut World) -> Vec<Action<'a>> {
    let mut actions: Vec<Action<'a>> = Vec::new();
    for part in parts {
        for input in &part.inputs {
            if actions.len() == MOST_ACTIONS {
                return actions;
            }
            let mut next = world.clone();
            let records = next.apply(input);
            if is_refused(*input, &records) {
                continue;
            }
            *world = next;
            match actions.last_mut() {
                Some(action) if is_time(input) && action.mark.is_none() => action.inputs.push(*input),
                _ => actions.push(Action { inputs: vec![*input], mark: None }),
            }
        }
        if let (Some(action), Some(mark)) = (actions.last_mut(), &part.mark) {
            action.mark = Some(mark);
        }
    }
    actions
}

const fn is_time(input: &Input) -> bool {
    matches!(input, Input::Step | Input::Advance(_))
}

/// What holds after these records.
fn expected(world: &World, records: &[Record]) -> Expect {
    let sent: Vec<Sent> = records.iter().flat_map(|record| &record.departures).map(Sent::of).collect();
    let states = Spanned::nowhere(Condition { states: world.states().map(Some) });
    let named = !sent.is_empty() && sent.len() <= MOST_NAMED;
    let segments = (sent.len() > MOST_NAMED).then(|| Spanned::nowhere(sent.len()));
    Expect { states, sent: named.then(|| Spanned::nowhere(sent)), segments, counts: Vec::new() }
}

/// Inputs as commands. Steps to the very moment when nothing more is on its way are written as that.
fn in_words(inputs: &[Input], world: &World) -> Vec<Command> {
    let mut world = world.clone();
    let mut commands = Vec::new();
    for command in compact(inputs) {
        let to_idle = matches!(command, Command::Steps(_) | Command::Input(Input::Step)) && {
            let mut other = world.clone();
            let idle = [Spanned::nowhere(Command::Run(Until::Idle))];
            let failures = play(&idle, &mut other, |_, _, _| {});
            let mut stepped = world.clone();
            command.as_inputs().into_iter().flatten().for_each(|input| stepped.apply_silently(&input));
            failures.is_empty() && other == stepped && stepped != world
        };
        command.as_inputs().into_iter().flatten().for_each(|input| world.apply_silently(&input));
        commands.push(if to_idle { Command::Run(Until::Idle) } else { command });
    }
    commands
}
