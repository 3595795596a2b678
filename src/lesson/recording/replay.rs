//! A recording played from its beginning, with what happens at each input and what does not hold.

use super::super::command::Command;
use super::super::expect::{Unmet, unmet};
use super::model::{Part, Recording};
use super::worlds::Worlds;
use crate::language::Language;
use crate::sim::{Input, PerSide, Record, World};
use crate::tcp::State;

/// One input of a replay, and what came of it.
#[derive(Clone, Debug)]
pub struct Happened {
    /// The input.
    pub input: Input,
    /// What happened.
    pub records: Vec<Record>,
    /// Whether nothing came of it: nothing is otherwise than before, and nobody was told anything.
    pub without_effect: bool,
}

impl Happened {
    /// The input in the lesson vocabulary.
    #[must_use]
    pub fn words(&self) -> String {
        Command::Input(self.input).to_string()
    }
}

/// A part, replayed.
#[derive(Clone, Debug)]
pub struct Replayed<'a> {
    /// The part.
    pub part: &'a Part,
    /// How many steps its path has before it.
    pub before: usize,
    /// Its inputs, in order.
    pub inputs: Vec<Happened>,
    /// Both states at its end.
    pub states: PerSide<State>,
    /// What is expected and does not hold.
    pub unmet: Vec<Unmet>,
}

impl Recording {
    /// Replays a path, the present one or a branch by its number from 0, part by part; what does not hold is said in this language.
    pub fn replay<'a>(&'a self, branch: Option<usize>, language: &'a Language) -> impl Iterator<Item = Replayed<'a>> {
        self.replay_from(branch, self.begins(branch), language)
    }

    /// Replays the present path and then every branch, each with the world that it begins with. No step is played again for every
    /// branch that leaves after it.
    pub fn replay_all<'a>(
        &'a self,
        language: &'a Language,
    ) -> impl Iterator<Item = (World, impl Iterator<Item = Replayed<'a>>)> {
        let mut worlds = Worlds::default();
        std::iter::once(None).chain((0..self.branches.len()).map(Some)).map(move |path| {
            let begins = worlds.beginning(self, path);
            (begins.clone(), self.replay_from(path, begins, language))
        })
    }

    fn replay_from<'a>(
        &'a self,
        branch: Option<usize>,
        mut world: World,
        language: &'a Language,
    ) -> impl Iterator<Item = Replayed<'a>> {
        let fork = branch.and_then(|at| self.branches.get(at));
        let (mut before, parts) = fork.map_or((0, &self.parts), |fork| (fork.after, &fork.parts));
        parts.iter().map(move |part| {
            let replayed = replay_part(part, before, &mut world, language);
            before += part.inputs.len();
            replayed
        })
    }

    /// The world in which a path begins, the present one or a branch by its number from 0.
    #[must_use]
    pub fn begins(&self, branch: Option<usize>) -> World {
        Worlds::default().beginning(self, branch)
    }
}

fn happened(input: Input, world: &mut World) -> Happened {
    // What only settles things leaves a record even if they were so before.
    let before = may_settle_nothing(&input).then(|| world.clone());
    let records = world.apply(&input);
    let message = records.iter().any(|record| record.outcome.reply.is_some() || !record.departures.is_empty());
    let waits = matches!(input, Input::Advance(_));
    let without_effect = !waits && !message && before.map_or(records.is_empty(), |before| before == *world);
    Happened { input, records, without_effect }
}

const fn may_settle_nothing(input: &Input) -> bool {
    matches!(
        input,
        Input::Fire(..)
            | Input::Link(_)
            | Input::App(..)
            | Input::Attend(..)
            | Input::Limit(..)
            | Input::Option(..)
            | Input::Kill(_)
            | Input::UserTimeout(..)
            | Input::Profile(_)
            | Input::QuietTime(_)
            | Input::IsnClock(_)
    )
}

fn replay_part<'a>(part: &'a Part, before: usize, world: &mut World, language: &Language) -> Replayed<'a> {
    let inputs: Vec<Happened> = part.inputs.iter().map(|input| happened(*input, world)).collect();
    let unmet = part.expect.as_ref().map(|expect| {
        let records: Vec<Record> = inputs.iter().flat_map(|input| &input.records).cloned().collect();
        unmet(expect, world, &records, language)
    });
    Replayed { part, before, inputs, states: world.states(), unmet: unmet.unwrap_or_default() }
}
