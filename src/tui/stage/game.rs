//! What is on the stage: a lesson, the sandbox, or a timeline that is only shown.

use super::drive::Drive;
use super::sandbox::Sandbox;
use crate::language::Language;
use crate::lesson::{Move, Page, Pick, Player, Recording};
use crate::session::{self, History};
use crate::sim::{Input, PerSide, Side, World};
use crate::tcp::{Instant, Profile};
use crate::timeline::{self, Timeline};
use std::time::Duration;

/// What is on the stage.
pub enum Game {
    /// Free play.
    Sandbox(Box<Sandbox>),
    /// A lesson.
    Lesson(Box<Player>),
    /// What has happened elsewhere, and can be looked at and not changed.
    Shown(Box<dyn Timeline>),
}

/// What is on the stage, to begin with.
impl Game {
    /// A sandbox in which a server listens and a client waits for its first call.
    #[must_use]
    pub fn sandbox() -> Self {
        Self::sandbox_with(Profile::rfc9293())
    }

    /// The same with another TCP on both hosts.
    #[must_use]
    pub fn sandbox_with(profile: Profile) -> Self {
        Self::of_history(session::sandbox(profile))
    }

    /// A sandbox that goes on with a recorded session.
    #[must_use]
    pub fn sandbox_from(recording: &Recording) -> Self {
        Self::of_history(recording.history())
    }

    /// A sandbox that goes on with this session.
    #[must_use]
    pub fn of_history(history: History) -> Self {
        Self::Sandbox(Box::new(Sandbox::of(history)))
    }
}

/// What is shown of it.
impl Game {
    /// The steps, and what is shown at each.
    #[must_use]
    pub fn timeline(&self) -> &dyn Timeline {
        match self {
            Self::Sandbox(sandbox) => &sandbox.history,
            Self::Lesson(player) => player.history(),
            Self::Shown(timeline) => timeline.as_ref(),
        }
    }

    fn timeline_mut(&mut self) -> &mut dyn Timeline {
        match self {
            Self::Sandbox(sandbox) => &mut sandbox.history,
            Self::Lesson(player) => player.history_mut(),
            Self::Shown(timeline) => timeline.as_mut(),
        }
    }

    /// What is only shown, to be looked at in another way.
    pub(super) fn shown_mut(&mut self) -> Option<&mut dyn Timeline> {
        match self {
            Self::Sandbox(_) | Self::Lesson(_) => None,
            Self::Shown(timeline) => Some(timeline.as_mut()),
        }
    }

    /// The world now, where there is one.
    #[must_use]
    pub fn world(&self) -> Option<&World> {
        self.timeline().world()
    }

    /// Each endpoint's letter with what it is called.
    #[must_use]
    pub fn named(&self) -> PerSide<String> {
        timeline::named(self.timeline())
    }

    /// The step that is shown.
    #[must_use]
    pub fn step(&self) -> usize {
        self.timeline().step()
    }

    /// The step that the game has got to.
    #[must_use]
    pub fn present(&self) -> usize {
        self.driven().map_or_else(|| self.timeline().last(), Drive::present)
    }

    /// Whether the moment on the screen is the latest one.
    #[must_use]
    pub fn is_at_present(&self) -> bool {
        self.step() == self.present()
    }

    /// Goes to a step, without changing what the game has got to.
    pub fn seek(&mut self, step: usize) {
        self.timeline_mut().seek(step);
    }

    /// Goes to the moment that the game has got to.
    pub fn resume(&mut self) {
        self.seek(self.present());
    }

    /// Whether its past can be watched again as it happened: a lesson plays on from the present alone.
    #[must_use]
    pub const fn replays_the_past(&self) -> bool {
        !matches!(self, Self::Lesson(_))
    }

    /// When the next thing happens by itself, or, in the past, happened then.
    #[must_use]
    pub fn upcoming(&self) -> Option<Instant> {
        self.driven().map_or_else(|| self.timeline().next_at(), Drive::upcoming)
    }

    /// Lets it happen.
    pub fn play_upcoming(&mut self) {
        match self.driven_mut() {
            Some(driven) => driven.play_upcoming(),
            None => self.seek(self.step() + 1),
        }
    }
}

/// What drives it.
impl Game {
    /// The game, if its world can be driven.
    #[must_use]
    pub fn driven(&self) -> Option<&dyn Drive> {
        match self {
            Self::Sandbox(sandbox) => Some(sandbox.as_ref()),
            Self::Lesson(player) => Some(player.as_ref()),
            Self::Shown(_) => None,
        }
    }

    /// The same, to drive it.
    pub fn driven_mut(&mut self) -> Option<&mut dyn Drive> {
        match self {
            Self::Sandbox(sandbox) => Some(sandbox.as_mut()),
            Self::Lesson(player) => Some(player.as_mut()),
            Self::Shown(_) => None,
        }
    }

    /// The session, if there is one.
    #[must_use]
    pub fn history(&self) -> Option<&History> {
        self.driven().map(Drive::history)
    }

    /// Time passes without anything falling due in it.
    pub fn pass(&mut self, time: Duration) {
        if let Some(driven) = self.driven_mut() {
            driven.pass(time);
        }
    }

    /// Whether an input is among what may be done now.
    #[must_use]
    pub fn permits(&self, input: &Input) -> bool {
        self.driven().is_some_and(|driven| driven.permits(input))
    }

    /// Whether the keys act on the world now.
    #[must_use]
    pub fn may_act(&self) -> bool {
        match self {
            Self::Sandbox(_) => true,
            Self::Lesson(_) => self.is_acting() && self.is_at_present(),
            Self::Shown(_) => false,
        }
    }
}

/// Where the lesson is.
impl Game {
    /// The lesson, also while its learner is in the sandbox.
    #[must_use]
    pub fn player(&self) -> Option<&Player> {
        match self {
            Self::Sandbox(sandbox) => sandbox.left.as_deref(),
            Self::Lesson(player) => Some(player),
            Self::Shown(_) => None,
        }
    }

    /// Its lesson speaks this language where its author's words are not asked for.
    pub(super) fn set_language(&mut self, language: &'static Language) {
        let player = match self {
            Self::Sandbox(sandbox) => sandbox.left.as_deref_mut(),
            Self::Lesson(player) => Some(&mut **player),
            Self::Shown(_) => None,
        };
        if let Some(player) = player {
            player.set_language(language);
        }
        if let Some(driven) = self.driven_mut() {
            let words = &language.narration;
            driven.history_mut().name_the_unnamed(PerSide::new(words.client, words.server));
        }
    }

    /// The lesson, while it is being played.
    #[must_use]
    pub fn lesson(&self) -> Option<&Player> {
        match self {
            Self::Lesson(player) => Some(player),
            Self::Sandbox(_) | Self::Shown(_) => None,
        }
    }

    fn page(&self) -> Option<Page<'_>> {
        self.lesson().map(Player::page)
    }

    /// Whether the lesson has come to its end.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.lesson().is_some_and(|player| player.step() == player.steps())
    }

    /// Whether a lesson's script goes on by itself from here.
    #[must_use]
    pub fn has_script_left(&self) -> bool {
        self.lesson().is_some_and(|player| player.pending().is_some())
    }

    /// Whether a lesson's script is being played: it may wait for something, and then has nothing pending.
    #[must_use]
    pub fn is_playing_script(&self) -> bool {
        self.lesson().is_some_and(Player::is_playing)
    }

    /// Whether the learner is to do something and has not reached the goal yet.
    #[must_use]
    pub fn is_acting(&self) -> bool {
        matches!(self.page(), Some(Page::Act { reached: false, .. }))
    }

    /// Whether the learner is to do something for which time stands still.
    #[must_use]
    pub fn is_timeless(&self) -> bool {
        matches!(self.page(), Some(Page::Act { reached: false, paused: true, .. }))
    }

    /// The lesson's next page.
    ///
    /// # Errors
    /// Why not yet.
    pub fn next_page(&mut self) -> Result<(), &'static str> {
        let Self::Lesson(player) = self else { return Ok(()) };
        match player.next() {
            Move::Refused(why) => Err(why),
            Move::Moved | Move::Finished | Move::Again => Ok(()),
        }
    }

    /// How an unanswered question is to be answered; nothing if none is open.
    #[must_use]
    pub fn open_question(&self) -> Option<Pick> {
        match self.page()? {
            Page::Ask { pick, picked: None, .. } => Some(pick),
            _ => None,
        }
    }

    /// How many choices an unanswered question has; none if there is none, or its answer is typed.
    #[must_use]
    pub fn open_choices(&self) -> Option<usize> {
        match self.page()? {
            Page::Ask { choices, picked: None, .. } => Some(choices.len()).filter(|n| *n > 0),
            _ => None,
        }
    }

    /// The side whose diagram an open question is to be answered on.
    #[must_use]
    pub fn asks_on_diagram(&self) -> Option<Side> {
        let player = self.lesson()?;
        (self.open_question() == Some(Pick::Diagram)).then(|| player.asked_about()).flatten()
    }
}
