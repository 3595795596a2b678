//! Worlds at the steps of a recording's paths. Whoever needs many of them does not play each path from its start again, however the
//! branches nest.

use std::collections::HashMap;

use super::model::Recording;
use crate::sim::{Input, World};

/// So many steps lie between two worlds that are kept.
const STRIDE: usize = 64;

/// A path: the present one, or a branch by its number from 0.
type Path = Option<usize>;

/// What is known of the paths of one recording, to which branches may be added meanwhile.
#[derive(Default)]
pub struct Worlds {
    known: HashMap<Path, Known>,
}

/// What a path begins with and does, and every [`STRIDE`]th of its worlds as far as somebody asked.
struct Known {
    begins: usize,
    inputs: Vec<Input>,
    worlds: Vec<World>,
}

impl Worlds {
    /// The world after a step of a path.
    pub fn at(&mut self, recording: &Recording, path: Path, step: usize) -> World {
        let mut wanted = vec![on_its_own(recording, path, step)];
        while let Some(&(Some(branch), _)) = wanted.last()
            && !self.known.contains_key(&Some(branch))
        {
            let fork = &recording.branches[branch];
            wanted.push(on_its_own(recording, fork.of, fork.after));
        }
        let mut found = None;
        while let Some((path, step)) = wanted.pop() {
            let known = self
                .known
                .entry(path)
                .or_insert_with(|| Known::new(recording, path, found.take().unwrap_or_else(|| recording.world())));
            found = Some(known.at(step));
        }
        found.unwrap_or_else(|| recording.world())
    }

    /// The world in which a path begins.
    pub fn beginning(&mut self, recording: &Recording, path: Path) -> World {
        let fork = path.and_then(|at| recording.branches.get(at));
        fork.map_or_else(|| recording.world(), |fork| self.at(recording, fork.of, fork.after))
    }
}

/// The same moment on the path that it is a part of: a branch has the first steps of the path that it leaves.
fn on_its_own(recording: &Recording, mut path: Path, step: usize) -> (Path, usize) {
    while let Some(fork) = path.and_then(|at| recording.branches.get(at))
        && fork.after > step
    {
        path = fork.of;
    }
    (path.filter(|at| *at < recording.branches.len()), step)
}

impl Known {
    fn new(recording: &Recording, path: Path, first: World) -> Self {
        let fork = path.map(|at| &recording.branches[at]);
        let (begins, parts) = fork.map_or((0, &recording.parts), |fork| (fork.after, &fork.parts));
        let inputs = parts.iter().flat_map(|part| &part.inputs).copied().collect();
        Self { begins, inputs, worlds: vec![first] }
    }

    fn at(&mut self, step: usize) -> World {
        let step = step.saturating_sub(self.begins).min(self.inputs.len());
        while self.worlds.len() <= step / STRIDE {
            let last = self.worlds.len() - 1;
            let next = after(&self.worlds[last], &self.inputs[last * STRIDE..(last + 1) * STRIDE]);
            self.worlds.push(next);
        }
        after(&self.worlds[step / STRIDE], &self.inputs[step / STRIDE * STRIDE..step])
    }
}

fn after(world: &World, inputs: &[Input]) -> World {
    let mut world = world.clone();
    for input in inputs {
        world.apply_silently(input);
    }
    world
}
