//! The stage: two diagrams, the ladder between them, and the panel below.

pub mod clock;
mod commands;
mod details;
mod edited;
mod ends;
mod explained;
mod game;
mod keys;
pub mod layout;
mod leaving;
mod lesson_keys;
mod motion;
mod panel;
mod played;
mod present;
mod question;
#[cfg(test)]
mod tests;
mod time_keys;
mod travel;
mod view;
mod window_keys;

pub use explained::record_to_explain;
pub use game::Game;
pub use keys::{call_of, command_of};
pub use played::Asked;
pub use present::{Autoplay, Show};

use super::app::Effect;
use super::bindings::{Command, Scope};
use super::ladder::Ladder;
use super::overlay::{Overlay, Seen};
use super::settings::Settings;
use crate::progress::Watch;
use crate::session::History;
use crate::sim::{Call, PacketId, Side};
use crate::tcp::{EdgeId, State};
use clock::Clock;
use ends::Ends;
use explained::Explained;
use leaving::Extent;
use motion::Token;
use ratatui::layout::Rect;

/// How many steps of the past the ladder is rebuilt from.
const LADDER_STEPS: usize = 300;

/// What a key led to, beyond the stage itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads {
    /// Nothing else.
    Nowhere,
    /// Back to where the stage was opened: home, or the shell.
    Back,
    /// Back home, if the stage was opened there.
    Home,
    /// The lesson is over, or the question that came back: what comes next is wanted.
    Done,
    /// Out of the program.
    To(Effect),
}

/// The main screen.
pub struct Stage {
    game: Game,
    settings: Settings,
    focus: Side,
    ends: Ends,
    selected: Option<PacketId>,
    /// The highlighted choice of a question; none before somebody turns to one.
    choice: Option<usize>,
    /// The digits of a number that is being typed as an answer.
    typed: String,
    /// Rows that the ladder is scrolled up from the present.
    scroll: usize,
    clock: Clock,
    /// Whether time, which stands still in the past, goes on with the next deed.
    waits: bool,
    tokens: [Token; 2],
    ladder: Ladder,
    overlay: Option<Overlay>,
    /// A sentence about the last key, in the place of the panel's first line until the next key.
    notice: Option<String>,
    /// Whether sequence numbers, windows and timers are shown.
    numbers: bool,
    /// What was seen so far, on all branches.
    seen: Seen,
    possible: [Vec<(EdgeId, char)>; 2],
    visited: [Vec<State>; 2],
    /// The calls that the focused endpoint may make.
    calls: Vec<Call>,
    /// Notices what the learner does in the lesson.
    watch: Option<Watch>,
    /// The question that came back, if the lesson was opened for it.
    asked: Option<Asked>,
    /// The command that was asked about, as it loses something: its key pressed once more does it.
    confirming: Option<Command>,
    /// How much of the session can be lost without regret: it is kept elsewhere, or was there from the beginning.
    kept: Extent,
    /// The presentation, if the lesson is presented.
    show: Option<Show>,
    /// Why the last thing happened, or the selected segment's arrival.
    explained: Explained,
    /// The screen, as far as it is known: where a click lands.
    area: Rect,
}

impl Stage {
    /// A stage for a game.
    #[must_use]
    pub fn new(game: Game, settings: Settings) -> Self {
        // Without animation the learner steps through the sandbox; a lesson's own doings happen at once.
        let playing = settings.animate || matches!(game, Game::Lesson(_));
        let clock = Clock::new(playing).at_speed(settings.speed);
        let watch = game.player().map(|player| Watch::lesson(player, 0));
        // A lesson may have begun, or a session gone on, before anybody watched.
        let seen = Seen::of(game.history());
        let kept = Extent::of(game.history());
        let mut stage = Self {
            game,
            settings,
            focus: Side::A,
            ends: Ends::default(),
            selected: None,
            choice: None,
            typed: String::new(),
            scroll: 0,
            clock,
            waits: false,
            tokens: [Token::default(), Token::default()],
            ladder: Ladder::new(),
            overlay: None,
            notice: None,
            numbers: true,
            seen,
            possible: [Vec::new(), Vec::new()],
            visited: [Vec::new(), Vec::new()],
            calls: Vec::new(),
            watch,
            asked: None,
            confirming: None,
            kept,
            show: None,
            explained: Explained::default(),
            area: Rect::ZERO,
        };
        stage.turn_to_who_may_call();
        stage.jumped();
        stage.note_end();
        stage.set_out();
        stage
    }

    /// The scopes whose keys hold now, the strongest first.
    #[must_use]
    pub fn scopes(&self) -> &'static [Scope] {
        self.overlay.as_ref().map_or(self.own_scopes(), Overlay::scopes)
    }

    /// The scopes whose keys hold while no window is open.
    fn own_scopes(&self) -> &'static [Scope] {
        use Scope::{Lesson, Present, Program, Sandbox, Stage};
        match (&self.game, &self.show) {
            (Game::Lesson(_), None) => &[Lesson, Stage, Program],
            (Game::Lesson(_), Some(_)) if self.shown_large().is_some() => &[Present, Lesson, Stage, Program],
            (Game::Lesson(_), Some(_)) => &[Lesson, Stage, Present, Program],
            (Game::Sandbox { .. }, None) => &[Sandbox, Stage, Program],
            (Game::Sandbox { .. }, Some(_)) => &[Sandbox, Stage, Present, Program],
        }
    }

    /// The scopes whose keys the help lists: in front of a room a presenter's own.
    fn helped_scopes(&self) -> &'static [Scope] {
        if self.shown_large().is_some() { &[Scope::Present, Scope::Program] } else { self.own_scopes() }
    }

    /// The key that a command has on this stage; empty if it has none.
    fn key_name(&self, command: Command) -> String {
        self.settings.keys.key_name(command, self.own_scopes())
    }

    /// The user wants the screen otherwise than before.
    pub fn set_settings(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// The screen has this area now.
    pub const fn set_area(&mut self, area: Rect) {
        self.area = area;
    }

    fn history(&self) -> &History {
        self.game.history()
    }

    fn rebuild_ladder(&mut self) {
        let history = self.game.history();
        let step = history.step();
        let from = step.saturating_sub(LADDER_STEPS);
        let mut ladder = if from == 0 { Ladder::starting(history.start()) } else { Ladder::new() };
        ladder.succeed(std::mem::take(&mut self.ladder));
        for (step, record) in history.records(from + 1..step + 1) {
            ladder.push(step, &record);
        }
        self.ladder = ladder;
        self.scroll = 0;
    }
}
