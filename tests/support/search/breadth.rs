//! The search itself: level by level, whole states only on the frontier.

use super::index::Index;

/// Something that can be searched.
pub trait Model {
    /// A state.
    type State: Clone;
    /// What can happen in one.
    type Action: Copy;

    /// Appends all that can happen in a state, always in the same order.
    fn actions(&self, state: &Self::State, actions: &mut Vec<Self::Action>);

    /// The state that an action leads to; `None` if it turns out to be impossible.
    fn next(&self, state: &Self::State, action: Self::Action) -> Option<Self::State>;

    /// Equal for states that need not be told apart.
    fn fingerprint(&self, state: &Self::State) -> u128;
}

/// A state by the order in which it was found; 0 is the start.
pub type NodeId = u32;

/// When to give up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// No more different states than this.
    pub states: u32,
    /// No more steps from the start than this.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { states: 1_000_000, depth: u32::MAX }
    }
}

/// Why a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A goal was reached: all states at its depth were looked at, none beyond.
    Goal,
    /// Everything that can be reached was seen, and no goal among it.
    Exhausted,
    /// The limit on states.
    States,
    /// The limit on depth.
    Depth,
}

/// What to do with a new state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Look at what follows it.
    Expand,
    /// Do not.
    Leaf,
    /// It is what was sought.
    Goal,
}

/// A state when it is found.
#[derive(Debug)]
pub struct Reached<'a, S> {
    /// Which one.
    pub node: NodeId,
    /// How many steps it is from the start.
    pub depth: u32,
    /// The state.
    pub state: &'a S,
}

/// A state whose followers have not been looked at.
#[derive(Clone, Debug)]
struct Open<S> {
    state: S,
    /// How many shortest ways lead to it.
    ways: u64,
    expand: bool,
}

/// A search that has ended, and everything it found.
#[derive(Clone, Debug)]
pub struct Search<'m, M: Model> {
    model: &'m M,
    start: M::State,
    index: Index,
    /// The first node of each depth.
    levels: Vec<NodeId>,
    generated: u64,
    goals: Vec<NodeId>,
    ways: u64,
    end: End,
}

impl<'m, M: Model> Search<'m, M> {
    /// Searches from a state; `visit` sees every new state once, nearest first, and judges it.
    pub fn run(
        model: &'m M,
        start: M::State,
        limits: Limits,
        mut visit: impl FnMut(Reached<'_, M::State>) -> Verdict,
    ) -> Self {
        let (index, levels) = (Index::default(), vec![0]);
        let mut search = Self {
            model,
            start: start.clone(),
            index,
            levels,
            generated: 1,
            goals: vec![],
            ways: 0,
            end: End::Exhausted,
        };
        let _ = search.index.find_or_add(model.fingerprint(&start), NodeId::MAX, 0);
        let verdict = visit(Reached { node: 0, depth: 0, state: &start });
        if verdict == Verdict::Goal {
            (search.goals, search.ways, search.end) = (vec![0], 1, End::Goal);
            return search;
        }
        let mut frontier = vec![Open { state: start, ways: 1, expand: verdict == Verdict::Expand }];
        while search.end == End::Exhausted && !frontier.is_empty() {
            if search.depth() >= limits.depth {
                search.end = End::Depth;
            } else {
                frontier = search.level(&frontier, limits, &mut visit);
            }
        }
        search
    }

    /// Looks at all that follows one level, and returns the next.
    fn level(
        &mut self,
        frontier: &[Open<M::State>],
        limits: Limits,
        visit: &mut impl FnMut(Reached<'_, M::State>) -> Verdict,
    ) -> Vec<Open<M::State>> {
        let first = *self.levels.last().unwrap_or(&0);
        let next_first = self.known();
        let depth = self.depth() + 1;
        let mut next: Vec<Open<M::State>> = Vec::with_capacity(frontier.len());
        let mut actions = Vec::new();
        'level: for (parent, open) in (first..).zip(frontier) {
            if !open.expand {
                continue;
            }
            actions.clear();
            self.model.actions(&open.state, &mut actions);
            for (place, action) in (0..).zip(&actions) {
                let Some(state) = self.model.next(&open.state, *action) else { continue };
                self.generated += 1;
                match self.index.find_or_add(self.model.fingerprint(&state), parent, place) {
                    Ok(known) if known >= next_first => {
                        let known = &mut next[(known - next_first) as usize];
                        known.ways = known.ways.saturating_add(open.ways);
                    }
                    Ok(_) => {}
                    Err(node) => {
                        let verdict = visit(Reached { node, depth, state: &state });
                        if verdict == Verdict::Goal {
                            self.goals.push(node);
                        }
                        next.push(Open { state, ways: open.ways, expand: verdict == Verdict::Expand });
                        if self.known() >= limits.states {
                            self.end = End::States;
                            break 'level;
                        }
                    }
                }
            }
        }
        if !next.is_empty() {
            self.levels.push(next_first);
        }
        if !self.goals.is_empty() {
            if self.end == End::Exhausted {
                self.end = End::Goal;
            }
            let ways = self.goals.iter().map(|goal| next[(goal - next_first) as usize].ways);
            self.ways = ways.fold(0, u64::saturating_add);
        }
        next
    }

    #[expect(clippy::cast_possible_truncation, reason = "the limit on states has 32 bits")]
    fn known(&self) -> u32 {
        self.index.len() as u32
    }

    /// How many different states were found.
    #[must_use]
    pub fn states(&self) -> usize {
        self.index.len()
    }

    /// How many states were generated, the start and repetitions among them.
    #[must_use]
    pub const fn generated(&self) -> u64 {
        self.generated
    }

    /// How many steps the farthest wholly known level is from the start.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "there are no more levels than states")]
    pub fn depth(&self) -> u32 {
        self.levels.len() as u32 - 1
    }

    /// Why it ended.
    #[must_use]
    pub const fn end(&self) -> End {
        self.end
    }

    /// The nearest states that were judged goals, all equally near.
    #[must_use]
    pub fn goals(&self) -> &[NodeId] {
        &self.goals
    }

    /// How many different shortest ways lead to any of the goals; zero if none was reached.
    #[must_use]
    pub const fn ways(&self) -> u64 {
        self.ways
    }

    /// The first shortest way to a state.
    #[must_use]
    pub fn path(&self, node: NodeId) -> Vec<M::Action> {
        let mut places = Vec::new();
        let mut at = node;
        while at != 0 {
            let node = self.index.node(at);
            places.push(node.action as usize);
            at = node.parent;
        }
        let mut state = self.start.clone();
        let mut path = Vec::with_capacity(places.len());
        let mut actions = Vec::new();
        for place in places.into_iter().rev() {
            actions.clear();
            self.model.actions(&state, &mut actions);
            let Some(next) = self.model.next(&state, actions[place]) else { break };
            path.push(actions[place]);
            state = next;
        }
        path
    }

    /// How many bytes are kept for the states that were found.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.index.bytes() + self.levels.capacity() * size_of::<NodeId>()
    }
}
