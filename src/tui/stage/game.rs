//! What is being played on the stage: a lesson, or the sandbox.

use crate::lesson::{Move, Page, Player, Recording, Tried};
use crate::session::History;
use crate::sim::{Call, Input, Setup, Side, World};
use crate::tcp::{Instant, State};
use std::time::Duration;

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
        let history = History::opened(Setup::default(), vec![Input::Call(Side::B, Call::Listen)]);
        let names = ["client".to_owned(), "server".to_owned()];
        Self::Sandbox { history: Box::new(history), names, left: None }
    }

    /// A sandbox that goes on with a recorded session.
    #[must_use]
    pub fn sandbox_from(recording: &Recording) -> Self {
        let (history, names) = (Box::new(recording.history()), recording.names.clone());
        Self::Sandbox { history, names, left: None }
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
            Self::Lesson(player) => [&player.lesson().names[0], &player.lesson().names[1]],
        }
    }

    /// Whether the learner is to do something and has not reached the goal yet.
    #[must_use]
    pub fn is_acting(&self) -> bool {
        matches!(self, Self::Lesson(player) if matches!(player.page(), Page::Act { reached: false, .. }))
    }

    /// Goes to the moment that the game has got to.
    pub fn resume(&mut self) {
        match self {
            Self::Sandbox { history, .. } => history.seek(history.steps()),
            Self::Lesson(player) => player.resume(),
        }
    }

    /// Whether the moment on the screen is the latest one: only then does time run.
    #[must_use]
    pub fn is_at_present(&self) -> bool {
        match self {
            Self::Sandbox { history, .. } => history.step() == history.steps(),
            Self::Lesson(player) => !player.is_looking_back(),
        }
    }

    /// When the next thing happens by itself: in a lesson's script, or because it is due and not only a matter of patience.
    #[must_use]
    pub fn upcoming(&self) -> Option<Instant> {
        match self {
            Self::Sandbox { .. } => self.world().next_lively(),
            Self::Lesson(player) => match player.pending() {
                Some(pending) => Some(pending.due.unwrap_or(self.world().now())),
                None if self.is_acting() => self.world().next_lively(),
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
            Self::Lesson(player) => {
                player.step_world();
            }
        }
    }

    /// The learner's own input; what there is to say about it.
    pub fn take(&mut self, input: Input) -> Option<String> {
        match self {
            Self::Sandbox { history, .. } => {
                history.take(input);
                None
            }
            Self::Lesson(player) => match player.try_input(input) {
                Tried::Refused(why) => Some(why.to_owned()),
                // A wrong input's answer stands on the page itself.
                Tried::Taken | Tried::Reached | Tried::Wrong(_) => None,
            },
        }
    }

    /// Time passes without anything falling due in it.
    pub fn pass(&mut self, time: Duration) {
        match self {
            Self::Sandbox { history, .. } => {
                history.take(Input::Advance(time));
            }
            Self::Lesson(player) => player.pass(time),
        }
    }

    /// The lesson's next page.
    ///
    /// # Errors
    /// Why not yet.
    pub fn next_page(&mut self) -> Result<(), &'static str> {
        match self {
            Self::Lesson(player) => match player.next() {
                Move::Refused(why) => Err(why),
                Move::Moved | Move::Finished => Ok(()),
            },
            Self::Sandbox { .. } => Ok(()),
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
