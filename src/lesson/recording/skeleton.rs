//! A run so far as the skeleton of a lesson: what happens is written down, what it means is left to the author.

use std::fmt::Write as _;

use super::super::check::play::is_refused;
use super::super::command::{Command, Until};
use super::super::compile::{LARGEST, MOST_STEPS, STEP, WORLD};
use super::super::condition::Condition;
use super::super::expect::Expect;
use super::super::keys::MOST_COMMANDS;
use super::super::model::{Step, Task};
use super::super::script::play;
use super::super::sent::Sent;
use super::super::source::Spanned;
use super::super::toml_text::quoted;
use super::compact::compact;
use super::model::{Part, Recording};
use crate::language::Language;
use crate::say;
use crate::sim::{Input, Record, VERBS, World};
use crate::text::width;

/// More segments than this are counted, not named.
const MOST_NAMED: usize = 6;

/// A mark has an author's own words; longer ones would not fit above the placeholder.
const WIDEST_MARK: usize = 120;

/// How a learner is let act, and let predict.
const ACTING: &str = r#"say = "...", until = { A = "SYN_SENT" }, hints = ["auto"]"#;
const PREDICTING: &str = r#"ask = "...", predict = "B.state", after = ["step"], right = "...""#;

/// One action more than could ever fit.
const MOST_ACTIONS: usize = (MOST_STEPS - 1) * MOST_COMMANDS + 1;

/// The longest text of one step.
const LONGEST_STEP: usize = 8 * 1024;

impl Recording {
    /// The present path as the text of a lesson that compiles: one step for each thing that the user did, with what the
    /// engine made of it. What did nothing is left out. Sentences in this language hold the place of the author's.
    #[must_use]
    pub fn lesson_skeleton(&self, language: &Language) -> String {
        let words = &language.skeleton;
        let mut out = head(language);
        let _ = writeln!(out, "profile = {}\n\n[world]", quoted(self.setup.profile.name()));
        let mut beginning = self.beginning();
        beginning.start.truncate(MOST_COMMANDS);
        WORLD.write_lines(&beginning, VERBS, &mut out);
        let start = &beginning.start;
        let mut world = World::new(&self.setup);
        let _ = play(start, &mut world, |_, _, _| {});
        let actions = actions(&self.parts, &mut world.clone());
        step(Vec::new(), words.say, &mut world, &mut out);
        let mut left = MOST_STEPS - 1;
        // Several actions share a step if there are more of them than steps.
        for actions in actions.chunks(actions.len().div_ceil(left).max(1)) {
            let inputs: Vec<Input> = actions.iter().flat_map(|action| &action.inputs).copied().collect();
            let mark = actions.iter().rev().find_map(|action| action.mark).filter(|mark| width(mark) <= WIDEST_MARK);
            let say =
                mark.map_or_else(|| words.say.to_owned(), |mark| say!(language, words.marked, mark, say = words.say));
            let commands = in_words(&inputs, &world);
            for commands in commands.chunks(MOST_COMMANDS) {
                if left == 0 || out.len() + LONGEST_STEP > LARGEST {
                    let _ = writeln!(out, "\n# {}", words.cut_off);
                    return out;
                }
                left -= 1;
                step(commands.to_vec(), &say, &mut world, &mut out);
            }
        }
        out
    }
}

/// What stands above the steps.
fn head(language: &Language) -> String {
    let words = &language.skeleton;
    let comments = [
        words.made_from.to_owned(),
        words.what_is_missing.to_owned(),
        say!(language, words.let_act, example = ACTING),
        say!(language, words.let_predict, example = PREDICTING),
    ];
    let mut out = String::new();
    for comment in comments {
        out.extend(["# ", comment.as_str(), "\n"]);
    }
    out.push_str("format = 1\n");
    let _ = writeln!(out, "title = {}", quoted(words.title));
    let _ = writeln!(out, "summary = {}", quoted(words.summary));
    let _ = writeln!(out, "objectives = [{}]", quoted(words.objective));
    out
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

fn step(commands: Vec<Command>, say: &str, world: &mut World, out: &mut String) {
    let commands: Vec<Spanned<Command>> = commands.into_iter().map(Spanned::nowhere).collect();
    let mut records: Vec<Record> = Vec::new();
    let _ = play(&commands, world, |_, _, new| records.extend_from_slice(new));
    let step = Step {
        id: None,
        task: Task::Say,
        text: Spanned::nowhere(say.to_owned()),
        error: None,
        script: commands,
        expect: Some(expected(world, &records)),
        numbers: false,
        code: Vec::new(),
        notes: None,
        span: 0..0,
    };
    out.push_str("\n[[step]]\n");
    STEP.write_lines(&step, VERBS, out);
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
