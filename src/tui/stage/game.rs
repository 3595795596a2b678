//! What is being played on the stage: a lesson, or the sandbox.

use crate::lesson::{Page, Player};
use crate::session::History;
use crate::sim::{Call, Input, Setup, Side, World};
use crate::tcp::{Instant, State};

/// What is being played.
pub enum Game {
    /// Free play.
    Sandbox {
        /// The session.
        history: Box<History>,
        /// What the endpoints are called.
        names: [String; 2],
        /// The lesson that was left for it.
        left: Option<Box<Player>>,
    },
    /// A lesson.
    Lesson(Box<Player>),
}

impl Game {
    /// A sandbox in which a server listens and a client waits for its first call.
    #[must_use]
    pub fn sandbox() -> Self {
        let mut world = World::new(&Setup::default());
        world.apply_silently(&Input::Call(Side::B, Call::Listen));
        let names = ["client".to_owned(), "server".to_owned()];
        Self::Sandbox { history: Box::new(History::new(world)), names, left: None }
    }

    /// The session.
    #[must_use]
    pub fn history(&self) -> &History {
        match self {
            Self::Sandbox { history, .. } => history,
            Self::Lesson(player) => player.history(),
        }
    }

    /// The session, to travel in.
    pub fn history_mut(&mut self) -> &mut History {
        match self {
            Self::Sandbox { history, .. } => history,
            Self::Lesson(player) => player.history_mut(),
        }
    }

    /// The world now.
    #[must_use]
    pub fn world(&self) -> &World {
        self.history().world()
    }

    /// What an endpoint is called.
    #[must_use]
    pub fn names(&self) -> [&str; 2] {
        match self {
            Self::Sandbox { names, .. } => [&names[0], &names[1]],
            Self::Lesson(player) => player.names(),
        }
    }

    /// Whether the present step is the last one: only then does time run.
    #[must_use]
    pub fn is_at_present(&self) -> bool {
        self.history().step() == self.history().steps()
    }

    /// When the next thing happens by itself: in a lesson's script, or because it is due and not only a matter of patience.
    #[must_use]
    pub fn upcoming(&self) -> Option<Instant> {
        match self {
            Self::Sandbox { .. } => self.world().next_lively(),
            Self::Lesson(player) => match player.pending() {
                Some(pending) => Some(pending.due.unwrap_or(self.world().now())),
                None if player.is_acting() => self.world().next_lively(),
                None => None,
            },
        }
    }

    /// Lets it happen.
    pub fn take_upcoming(&mut self) {
        match self {
            Self::Sandbox { history, .. } => {
                history.take(Input::Step);
            }
            Self::Lesson(player) if player.pending().is_some() => {
                player.pump();
            }
            Self::Lesson(player) => player.step_world(),
        }
    }

    /// The learner's own input; in a lesson, what there is to say about it.
    pub fn take(&mut self, input: Input) -> Option<String> {
        match self {
            Self::Sandbox { history, .. } => {
                history.take(input);
                None
            }
            Self::Lesson(player) => player.try_input(input).err(),
        }
    }

    /// How many choices an unanswered question has; none if there is none.
    #[must_use]
    pub fn open_choices(&self) -> Option<usize> {
        let Self::Lesson(player) = self else { return None };
        match player.page() {
            Page::Ask { choices, picked: None, .. } => Some(choices.len()).filter(|n| *n > 0),
            _ => None,
        }
    }

    /// The states that each current connection has been in.
    #[must_use]
    pub fn visited(&self) -> [Vec<State>; 2] {
        Side::BOTH.map(|side| {
            let Some(connection) = self.world().host(side).current() else { return Vec::new() };
            let walked = crate::tcp::EdgeId::all().filter(|edge| connection.walked.contains(*edge));
            let mut states: Vec<State> = walked.flat_map(|edge| [edge.edge().from, edge.edge().to]).collect();
            states.sort_unstable();
            states.dedup();
            states
        })
    }
}
