//! Recordings of sessions, and sessions from recordings.

use super::super::script::play;
use super::super::source::Spanned;
use super::compact::compact;
use super::model::{Fork, Part, Recording, steps};
use super::read::read;
use crate::language::{ENGLISH, Language};
use crate::session::{Branch, History, Path};
use crate::sim::{Input, PerSide, World};

/// Why a session cannot be recorded: it began with a world that a session file has no words for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnusualBeginning;

impl UnusualBeginning {
    /// Why, in a sentence.
    #[must_use]
    pub const fn describe(self, language: &Language) -> &'static str {
        language.reading.unusual_beginning
    }
}

impl Recording {
    /// Records a session whose endpoints have these names.
    ///
    /// # Errors
    /// If the session began with a world that cannot be written.
    pub fn of(history: &History, names: PerSide<&str>) -> Result<Self, UnusualBeginning> {
        let (setup, opening) = history.opening();
        let mut recording = Self {
            title: None,
            played: None,
            names: names.map(str::to_owned),
            setup: setup.clone(),
            start: compact(opening).into_iter().map(Spanned::nowhere).collect(),
            name: None,
            parts: Vec::new(),
            branches: Vec::new(),
            at: None,
        };
        let again = read("", &recording.write(), &ENGLISH).ok();
        if recording.world() != *history.start() || again.as_ref() != Some(&recording) {
            return Err(UnusualBeginning);
        }
        let name = |path| history.name(path).map(str::to_owned);
        recording.name = name(Path::Present);
        recording.parts = parts(history, Path::Present, 0);
        if let Some((0, mark)) = history.marks().next() {
            recording.parts.insert(0, Part { mark: Some(mark.to_owned()), ..Part::default() });
        }
        let branches = history.branches();
        for branch in &branches {
            let (path, after) = history.fork(*branch);
            let of = branches.iter().position(|older| Path::Branch(*older) == path);
            let path = Path::Branch(*branch);
            recording.branches.push(Fork { name: name(path), of, after, parts: parts(history, path, after) });
        }
        recording.at = Some(history.step()).filter(|step| *step != history.steps());
        Ok(recording)
    }

    /// The world that it begins with.
    #[must_use]
    pub fn world(&self) -> World {
        let mut world = World::new(&self.setup);
        for input in &self.opening() {
            world.apply_silently(input);
        }
        world
    }

    /// The inputs that lead there from a new world. A command of `start` that cannot be played is a finding of the reader.
    pub(in super::super) fn opening(&self) -> Vec<Input> {
        let mut inputs = Vec::new();
        let _ = play(&self.start, &mut World::new(&self.setup), |_, input, _| inputs.push(input));
        inputs
    }

    /// The session, at the step that was being looked at.
    #[must_use]
    pub fn history(&self) -> History {
        let mut history = History::opened(self.setup.clone(), self.opening()).named(self.names.clone());
        for input in self.parts.iter().flat_map(|part| &part.inputs) {
            history.push(*input);
        }
        history.set_name(Path::Present, self.name.as_deref().unwrap_or_default());
        set_marks(&mut history, Path::Present, 0, &self.parts);
        let mut branches: Vec<Branch> = Vec::new();
        for fork in &self.branches {
            let path = fork.of.and_then(|of| branches.get(of)).map_or(Path::Present, |branch| Path::Branch(*branch));
            let inputs = fork.parts.iter().flat_map(|part| part.inputs.iter().copied());
            let Some(branch) = history.graft(path, fork.after, inputs) else { continue };
            history.set_name(Path::Branch(branch), fork.name.as_deref().unwrap_or_default());
            set_marks(&mut history, Path::Branch(branch), fork.after, &fork.parts);
            branches.push(branch);
        }
        if let Some(at) = self.at {
            history.seek(at);
        }
        history
    }

    /// How many steps a path has: the present one, or a branch by its number, from 0.
    #[must_use]
    pub fn steps_of(&self, branch: Option<usize>) -> usize {
        match branch.and_then(|at| self.branches.get(at)) {
            None => steps(&self.parts),
            Some(fork) => fork.after + steps(&fork.parts),
        }
    }
}

/// A path after a step; every mark ends a part.
fn parts(history: &History, path: Path, after: usize) -> Vec<Part> {
    let inputs = history.inputs_after(path, after);
    let (mut parts, mut from) = (Vec::new(), 0);
    for (step, mark) in history.marks_after(path, after) {
        let to = step - after;
        parts.push(Part { inputs: inputs[from..to].to_vec(), mark: Some(mark.to_owned()), expect: None });
        from = to;
    }
    if from < inputs.len() {
        parts.push(Part { inputs: inputs[from..].to_vec(), ..Part::default() });
    }
    parts
}

fn set_marks(history: &mut History, path: Path, after: usize, parts: &[Part]) {
    let mut step = after;
    for part in parts {
        step += part.inputs.len();
        if let Some(mark) = &part.mark {
            history.set_mark_of(path, step, mark);
        }
    }
}
