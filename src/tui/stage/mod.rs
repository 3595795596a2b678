//! The stage: two diagrams, the ladder between them, and the panel below.

mod answering;
pub mod clock;
mod code_box;
mod column;
mod commands;
mod crowd;
mod crowd_table;
mod derived;
mod details;
mod drive;
mod edited;
mod follow;
mod game;
mod handing_in;
mod key_row;
mod keys;
pub mod layout;
mod leaving;
mod lesson_keys;
mod motion;
mod panel;
mod picture;
mod play;
mod played;
mod present;
mod question;
mod sandbox;
mod sheet;
mod state_of_play;
mod task;
#[cfg(test)]
mod tests;
mod time_keys;
mod token;
mod travel;
mod verbs;
mod view;
mod what_if;
mod window;
mod window_keys;

pub use drive::Drive;
pub use game::Game;
pub use keys::{call_of, command_of, keys_of_tasks};
pub use played::Asked;
pub use present::{Autoplay, Show};
pub use sandbox::Sandbox;

use super::app::Effect;
use super::bindings::{Command, Scope};
use super::choice::Opening;
use super::key::Key;
use super::overlay::{Overlay, OverlayContext, Reading};
use super::settings::Settings;
use super::theme::Role;
use crate::lesson::Player;
use crate::sim::Side;
use crate::timeline::Certainty;
use answering::Answering;
use clock::Clock;
use derived::Derived;
use layout::{Layout, beside};
use motion::Motion;
use picture::Picture;
use play::Play;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use view::View;
use window::Window;

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
    /// To something else; the stage waits beneath it.
    Open(Opening),
    /// To a sandbox that goes on from what is shown; the stage waits beneath it.
    Onward,
    /// Out of the program.
    To(Effect),
}

/// The main screen.
pub struct Stage {
    settings: Settings,
    game: Game,
    play: Play,
    view: View,
    answering: Answering,
    motion: Motion,
    derived: Derived,
    window: Window,
}

impl Stage {
    /// A stage for a game.
    #[must_use]
    pub fn new(mut game: Game, settings: Settings) -> Self {
        game.set_language(settings.language);
        // Without animation the learner steps through the sandbox; what a lesson does by itself happens at once.
        let playing = settings.animate || game.lesson().is_some();
        let clock = Clock::new(playing).at_speed(settings.speed);
        let numbers = game.lesson().map_or(settings.numbers, Player::reads_numbers);
        let view = View { numbers, ..View::default() };
        let derived = Derived::of(&game, &view, &settings);
        let mut stage = Self {
            play: Play::of(&game),
            settings,
            game,
            view,
            answering: Answering::default(),
            motion: Motion::new(clock),
            derived,
            window: Window::default(),
        };
        stage.focus_allowed_side();
        stage.on_jump();
        stage.start_next();
        stage
    }

    /// The scopes whose keys hold now, the strongest first.
    #[must_use]
    pub fn scopes(&self) -> &'static [Scope] {
        self.window.overlay.as_ref().map_or(self.own_scopes(), Overlay::scopes)
    }

    /// The scopes whose keys hold while no window is open.
    fn own_scopes(&self) -> &'static [Scope] {
        use Scope::{Connection, Lesson, Poll, Present, PresentSandbox, Program, Sandbox, Stage};
        match (&self.game, &self.play.show) {
            (Game::Lesson(_), None) => &[Lesson, Stage, Program],
            (Game::Lesson(_), Some(show)) if show.is_large() && self.is_on_a_question() => {
                &[Poll, Present, Lesson, Stage, Program]
            }
            (Game::Lesson(_), Some(show)) if show.is_large() => &[Present, Lesson, Stage, Program],
            (Game::Lesson(_), Some(_)) => &[Lesson, Stage, Present, Program],
            (Game::Sandbox(_), None) => &[Sandbox, Stage, Program],
            (Game::Sandbox(_), Some(show)) if show.is_large() => &[PresentSandbox, Sandbox, Stage, Program],
            (Game::Sandbox(_), Some(_)) => &[Sandbox, Stage, Present, Program],
            (Game::Shown(_), _) => &[Connection, Stage, Program],
        }
    }

    /// The scopes whose keys the help lists. In front of a room the actions are only listed where something can be done.
    fn helped_scopes(&self) -> &'static [Scope] {
        use Scope::{Connection, Poll, Present, Program};
        match self.shown_large() {
            // Of what has happened nothing can be changed.
            None if self.game.driven().is_none() => &[Connection, Program],
            Some(_) if self.is_on_a_question() => &[Poll, Present, Program],
            Some(_) if self.game.lesson().is_some() && !self.game.is_acting() => &[Present, Program],
            _ => self.own_scopes(),
        }
    }

    /// The key that a command has on this stage; empty if it has none.
    fn key_name(&self, command: Command) -> String {
        self.settings.keys.key_name(command, self.own_scopes())
    }

    /// The key that was pressed for a command, or the one that it has if it came another way.
    fn key_pressed_for(&self, command: Command) -> String {
        let of_it =
            |key: &Key| self.settings.keys.find(*key, self.own_scopes()).is_some_and(|it| it.command == command);
        self.window.pressed.filter(of_it).map_or_else(|| self.key_name(command), |key| key.to_string())
    }

    /// Whether the sandbox shows sequence numbers, as the user wants it; `None` in a lesson, which decides that itself.
    #[must_use]
    pub fn wants_numbers(&self) -> Option<bool> {
        self.game.player().is_none().then_some(self.view.numbers)
    }

    /// The user wants the screen otherwise than before.
    pub fn set_settings(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// The screen has this area now.
    pub const fn set_area(&mut self, area: Rect) {
        self.view.area = area;
    }

    /// Paints everything.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer) {
        Picture { stage: self }.paint(area, buffer);
    }

    /// What the windows read.
    fn overlay_context(&self) -> OverlayContext<'_> {
        OverlayContext {
            settings: &self.settings,
            timeline: Some(self.game.timeline()),
            history: self.game.history(),
            player: self.game.player(),
            lecture: self.play.show.as_ref().and_then(Show::lecture),
            seen: Some(&self.play.seen),
        }
    }

    /// Where a window about a side's diagram stands: its keys have to know how far it can be scrolled.
    fn room_for(&self, about: Option<Side>) -> Rect {
        let area = self.view.area;
        let Some(layout) = self.layout(area) else { return area };
        let between = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
        beside(between, about, &layout)
    }

    /// The lesson's last page and its place, if that is what is shown.
    fn end_page(&self, layout: &Layout, area: Rect) -> Option<(Reading, Rect)> {
        if !self.game.is_over() || !self.game.is_at_present() {
            return None;
        }
        if self.shown_large().is_some() {
            let room = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
            return Some((Reading::end_of_lecture().from_row(self.window.end_row), room));
        }
        let height = area.height.saturating_sub(layout.panel.height + 3);
        Some((Reading::end().from_row(self.window.end_row), Rect { y: area.y + 1, height, ..area }))
    }

    /// Where everything stands.
    fn layout(&self, area: Rect) -> Option<Layout> {
        match self.shown_large() {
            Some(_) => present::layout(area, self.view.focus),
            None => Layout::new(area, self.view.focus, self.view.numbers),
        }
    }

    /// A side's state as it is shown: while its token travels, the one that it travels to.
    fn heading_state(&self, side: Side) -> Certainty {
        let under_way = self.motion.under_way(side);
        under_way.map_or(self.derived.ends[side].state, |(edge, _)| Certainty::Certain(edge.edge().to))
    }

    /// The same in the longest words that fit into this width, with their role.
    fn state_in_words(&self, side: Side, width: u16) -> (String, Role) {
        let state = self.heading_state(side);
        let role = state.state().map_or(Role::StateUncertain, Role::of_state);
        let mut forms = state.forms(self.settings.language);
        let fits = forms.iter().position(|form| crate::text::width(form) <= usize::from(width));
        (forms.swap_remove(fits.unwrap_or(forms.len() - 1)), role)
    }
}
