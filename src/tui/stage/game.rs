//! What is being played on the stage: a lesson, or the sandbox.

use crate::lesson::{Move, Page, Pick, Player, Recording, Tried};
use crate::narrate;
use crate::session::{self, History, SANDBOX_NAMES};
use crate::sim::{Input, PerSide, Record, Side, World};
use crate::tcp::{Instant, Profile, State};
use std::fmt::Write as _;
use std::time::Duration;

/// What is being played.
pub enum Game {
    /// Free play.
    Sandbox {
        /// The session.
        history: Box<History>,
        /// The step that the game has got to: the screen may be looking at an earlier one, and what was taken back lies behind it.
        present: usize,
        /// What the endpoints are called.
        names: PerSide<String>,
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
        Self::sandbox_with(Profile::rfc9293())
    }

    /// The same with another TCP on both hosts.
    #[must_use]
    pub fn sandbox_with(profile: Profile) -> Self {
        Self::of_history(session::sandbox(profile), SANDBOX_NAMES.map(str::to_owned))
    }

    /// A sandbox that goes on with a recorded session.
    #[must_use]
    pub fn sandbox_from(recording: &Recording) -> Self {
        Self::of_history(recording.history(), recording.names.clone())
    }

    /// A sandbox that goes on with this session.
    #[must_use]
    pub fn of_history(history: History, names: PerSide<String>) -> Self {
        let present = history.step();
        Self::Sandbox { history: Box::new(history), present, names, left: None }
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

    /// The lesson being played, also while its learner is in the sandbox.
    #[must_use]
    pub fn player(&self) -> Option<&Player> {
        match self {
            Self::Sandbox { left, .. } => left.as_deref(),
            Self::Lesson(player) => Some(player),
        }
    }

    /// The world now.
    #[must_use]
    pub fn world(&self) -> &World {
        self.history().world()
    }

    /// What an endpoint is called.
    #[must_use]
    pub fn names(&self) -> PerSide<&str> {
        match self {
            Self::Sandbox { names, .. } => names.as_deref(),
            Self::Lesson(player) => player.lesson().names.as_deref(),
        }
    }

    /// Each endpoint's letter with what it is called.
    #[must_use]
    pub fn named(&self) -> PerSide<String> {
        narrate::ends(self.names())
    }

    /// The same for what is said about a record: where a host has several connections, with the number of this one.
    #[must_use]
    pub fn named_in(&self, record: &Record) -> PerSide<String> {
        let mut named = self.named();
        if let Some(id) = record.connection()
            && self.world().host(record.side).connections.len() > 1
        {
            let _ = write!(named[record.side], " #{id}");
        }
        named
    }

    /// Whether the lesson has come to its end.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Lesson(player) if player.step() == player.steps())
    }

    /// Whether a lesson's script goes on by itself from here.
    #[must_use]
    pub fn has_script_left(&self) -> bool {
        matches!(self, Self::Lesson(player) if player.pending().is_some())
    }

    /// Whether a lesson's script is being played: it may wait for something, and then has nothing pending.
    #[must_use]
    pub fn is_playing_script(&self) -> bool {
        matches!(self, Self::Lesson(player) if player.is_playing())
    }

    /// Whether the learner is to do something and has not reached the goal yet.
    #[must_use]
    pub fn is_acting(&self) -> bool {
        matches!(self, Self::Lesson(player) if matches!(player.page(), Page::Act { reached: false, .. }))
    }

    /// Goes to the moment that the game has got to.
    pub fn resume(&mut self) {
        match self {
            Self::Sandbox { history, present, .. } => history.seek(*present),
            Self::Lesson(player) => player.resume(),
        }
    }

    /// Takes back the latest deed with all that came of it; whether there was one.
    pub fn undo(&mut self) -> bool {
        match self {
            Self::Sandbox { history, present, .. } => {
                let to = history.before_last_deed(0..history.step());
                to.inspect(|step| {
                    history.seek(*step);
                    *present = *step;
                })
                .is_some()
            }
            Self::Lesson(player) => player.undo(),
        }
    }

    /// Does again what was taken back; whether there was anything.
    pub fn redo(&mut self) -> bool {
        match self {
            Self::Sandbox { history, present, .. } => {
                let behind = history.step() < history.steps();
                history.seek(history.after_next_deed());
                *present = history.step();
                behind
            }
            Self::Lesson(player) => player.redo(),
        }
    }

    /// The step that the game has got to.
    #[must_use]
    pub fn present(&self) -> usize {
        match self {
            Self::Sandbox { present, .. } => *present,
            Self::Lesson(player) => player.head(),
        }
    }

    /// Whether the moment on the screen is the latest one.
    #[must_use]
    pub fn is_at_present(&self) -> bool {
        match self {
            Self::Sandbox { history, present, .. } => history.step() == *present,
            Self::Lesson(player) => !player.is_looking_back(),
        }
    }

    /// When the next thing happens by itself: in a lesson's script, or because it is due and not only a matter of patience.
    /// In the sandbox's past it is what happened then.
    #[must_use]
    pub fn upcoming(&self) -> Option<Instant> {
        let world = self.world();
        match self {
            Self::Sandbox { history, present, .. } => match history.input_after(history.step()) {
                _ if history.step() >= *present => world.next_lively(),
                Some(Input::Step) => Some(world.next_due().unwrap_or(world.now())),
                Some(Input::Advance(time)) => Some(world.now().plus(time)),
                Some(_) => Some(world.now()),
                None => world.next_lively(),
            },
            Self::Lesson(player) => match player.pending() {
                Some(pending) => Some(pending.due.unwrap_or(world.now())),
                None if self.is_acting() && !self.is_timeless() => world.next_lively(),
                None => None,
            },
        }
    }

    /// Whether the learner is to do something for which time stands still.
    #[must_use]
    pub fn is_timeless(&self) -> bool {
        matches!(self, Self::Lesson(player) if matches!(player.page(), Page::Act { reached: false, paused: true, .. }))
    }

    /// Lets it happen.
    pub fn play_upcoming(&mut self) {
        match self {
            Self::Sandbox { history, present, .. } if history.step() < *present => {
                history.forward();
            }
            Self::Sandbox { history, present, .. } => {
                history.take(Input::Step);
                *present = history.step();
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
    pub fn submit(&mut self, input: Input) -> Option<String> {
        match self {
            Self::Sandbox { history, present, .. } => {
                history.take(input);
                *present = history.step();
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
            Self::Sandbox { history, present, .. } => {
                history.take(Input::Advance(time));
                *present = history.step();
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
                Move::Moved | Move::Finished | Move::Again => Ok(()),
            },
            Self::Sandbox { .. } => Ok(()),
        }
    }

    /// How an unanswered question is to be answered; nothing if none is open.
    #[must_use]
    pub fn open_question(&self) -> Option<Pick> {
        let Self::Lesson(player) = self else { return None };
        match player.page() {
            Page::Ask { pick, picked: None, .. } => Some(pick),
            _ => None,
        }
    }

    /// How many choices an unanswered question has; none if there is none, or its answer is typed.
    #[must_use]
    pub fn open_choices(&self) -> Option<usize> {
        let Self::Lesson(player) = self else { return None };
        match player.page() {
            Page::Ask { choices, picked: None, .. } => Some(choices.len()).filter(|n| *n > 0),
            _ => None,
        }
    }

    /// Whether an input is among what an exercise allows; the sandbox allows all.
    #[must_use]
    pub fn permits(&self, input: &Input) -> bool {
        let Self::Lesson(player) = self else { return true };
        match player.page() {
            Page::Act { allow: Some(allow), .. } => allow.permits(input),
            _ => true,
        }
    }

    /// The side whose diagram an open question is to be answered on.
    #[must_use]
    pub fn asks_on_diagram(&self) -> Option<Side> {
        let Self::Lesson(player) = self else { return None };
        (self.open_question() == Some(Pick::Diagram)).then(|| player.asked_about()).flatten()
    }

    /// The states that each current connection has been in.
    #[must_use]
    pub fn visited(&self) -> PerSide<Vec<State>> {
        PerSide::from_fn(|side| {
            let Some(connection) = self.world().host(side).current() else { return Vec::new() };
            let walked = crate::tcp::EdgeId::all().filter(|edge| connection.walked.contains(*edge));
            let mut states: Vec<State> = walked.flat_map(|edge| [edge.edge().from, edge.edge().to]).collect();
            states.sort_unstable();
            states.dedup();
            states
        })
    }
}
