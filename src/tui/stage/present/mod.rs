//! Presenting a lesson to a room: the stage with fewer things, larger air, and the keys of a remote clicker.

#![warn(clippy::arithmetic_side_effects)]

mod aside;
mod autoplay;
mod keys;
mod layout;
mod lecture;
mod pages;
mod poll;
mod polls;
mod scene;
#[cfg(test)]
mod tests;
mod view;
mod view_of_poll;
mod what_if;
mod words;

pub(super) use aside::Aside;
pub use autoplay::Autoplay;
pub use layout::{above_a_question, layout};
pub(super) use view::Presented;

use super::clock::FRAME;
use super::{Game, Stage};
use crate::language::Language;
use crate::lesson::{Lesson, Player};
use crate::notes::Mark;
use crate::say;
use crate::sim::Side;
use crate::tui::bindings::Command;
use crate::tui::settings::Settings;
use lecture::Lecture;
use polls::Polls;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// Nothing that is shown changes more often than this while nothing moves.
const SECOND: Duration = Duration::from_secs(1);
/// While nothing is shown that ticks, time is only kept.
const UNSEEN: Duration = Duration::from_secs(60);

/// What the room sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Screen {
    /// The stage in large.
    Large,
    /// Nothing, until the next key.
    Black,
    /// The usual stage; the time goes on.
    Usual,
}

/// Where a text is that may have no room below the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Text {
    /// On the screen.
    Shown,
    /// It waits: something has happened that wants to be looked at before a text covers it.
    Waits,
    /// The presenter wants the picture alone.
    Hidden,
}

/// A presentation.
#[derive(Clone, Debug)]
pub struct Show {
    screen: Screen,
    text: Text,
    elapsed: Duration,
    autoplay: Autoplay,
    polls: Polls,
    lecture: Lecture,
    /// The lessons of the lecture that were left for another one, each with the room's votes.
    left: BTreeMap<usize, (Box<Player>, Polls)>,
    /// Whether something moved when time passed last.
    moved: bool,
    /// What the speaker's notes were told of last.
    message: Option<Mark>,
}

impl Show {
    /// A presentation that has just begun.
    #[must_use]
    pub fn new(autoplay: Autoplay) -> Self {
        Self {
            screen: Screen::Large,
            text: Text::Shown,
            elapsed: Duration::ZERO,
            autoplay,
            polls: Polls::default(),
            lecture: Lecture::default(),
            left: BTreeMap::new(),
            moved: false,
            message: None,
        }
    }

    /// The same of several lessons, one after the other.
    #[must_use]
    pub fn of(mut self, lessons: Vec<Arc<Lesson>>) -> Self {
        self.lecture = Lecture::of(lessons);
        self
    }

    /// How a command line names the lesson that is on and those after it; nothing where there is only one.
    pub(super) fn rest(&self) -> String {
        self.lecture.names_of_the_rest()
    }

    /// What a command line says of how it goes on.
    pub(super) fn options(&self, language: &Language) -> String {
        let words = &language.stage;
        let pause = self.autoplay.written_pause().map(|pause| say!(language, words.present_again_auto, pause = &pause));
        let repeats = self.autoplay.repeats.then(|| words.present_again_loop.to_owned());
        pause.into_iter().chain(repeats).collect()
    }

    /// Which lesson of a lecture is on, from 1, and of how many; nothing if there is only one.
    pub(super) fn place(&self) -> Option<(usize, usize)> {
        self.lecture.place()
    }

    /// The lessons of a lecture, and which of them is on; nothing if there is only one.
    pub(super) fn lecture(&self) -> Option<(&[Arc<Lesson>], usize)> {
        self.lecture.with_the_present_one()
    }

    /// Whether the room sees the title page of a lesson.
    pub(super) const fn shows_title(&self) -> bool {
        self.lecture.shows_title
    }

    /// Whether the room sees the stage in large, or a black screen instead of it.
    pub(super) fn is_large(&self) -> bool {
        self.screen != Screen::Usual
    }

    /// Something has happened that wants to be looked at before a text covers it.
    pub(super) const fn hold_text_back(&mut self) {
        self.text = Text::Waits;
    }

    /// How long until the next frame, given how long until the next one of what moves.
    fn next_wake(&self, frame: Option<Duration>) -> Duration {
        let within = Duration::from_nanos(u64::from(self.elapsed.subsec_nanos()));
        match (frame, self.screen) {
            (_, Screen::Black) | (None, Screen::Usual) => UNSEEN,
            (Some(frame), _) => frame,
            (None, Screen::Large) => SECOND.saturating_sub(within),
        }
    }

    /// Real time passes; as much of it as what moves may take. It may have begun to move only just now.
    fn pass(&mut self, elapsed: Duration) -> Duration {
        self.elapsed = self.elapsed.saturating_add(elapsed);
        match (self.screen == Screen::Black, self.moved) {
            (true, _) => Duration::ZERO,
            (false, true) => elapsed,
            (false, false) => elapsed.min(FRAME),
        }
    }
}

impl Stage {
    /// A stage on which a lesson is presented. Nothing of it is anybody's progress.
    #[must_use]
    pub fn presenting(player: Player, show: Show, settings: Settings) -> Self {
        let player = player.without_follow_ups();
        let mut stage = Self::new(Game::Lesson(Box::new(player)), settings);
        stage.play.watch = None;
        stage.play.show = Some(show);
        // Fewer things are in large: numbers where the lesson is about them.
        stage.turn_to_the_question();
        stage.tell_the_presenter();
        stage
    }

    /// Which key goes on, and which tells the others: until the first key is pressed.
    fn tell_the_presenter(&mut self) {
        let by_hand = self.play.show.as_ref().is_some_and(|show| !show.autoplay.runs);
        if by_hand {
            let (key, help) = (self.key_name(Command::Continue), self.key_name(Command::Help));
            let words = &self.settings.language.stage;
            self.window.say(say!(self.settings.language, words.show_begins, key = &key, help = &help));
        }
    }

    /// The presentation, while it is shown in large.
    pub(super) fn shown_large(&self) -> Option<&Show> {
        self.play.show.as_ref().filter(|show| show.is_large())
    }

    /// How long until the next frame of a presentation, or of what moves.
    pub(super) fn wake_for_show(&self, frame: Option<Duration>) -> Option<Duration> {
        self.play.show.as_ref().map(|show| show.next_wake(frame)).or(frame)
    }

    /// Real time passes in the presentation; as much of it as the stage may take.
    pub(super) fn pass_in_show(&mut self, elapsed: Duration) -> Duration {
        self.play.show.as_mut().map_or(elapsed, |show| show.pass(elapsed))
    }

    /// Real time has passed: autoplay may go on.
    pub(super) fn after_tick(&mut self, elapsed: Duration) {
        let moves = self.next_frame().is_some();
        let rests = !moves && !self.is_moving() && self.window.overlay.is_none() && self.game.lesson().is_some();
        let Some(show) = &mut self.play.show else { return };
        show.moved = moves;
        if rests && show.screen == Screen::Large && show.autoplay.pass(elapsed) {
            self.advance();
        }
    }

    /// A question about one side is asked beside that side's diagram.
    pub(super) fn turn_to_the_question(&mut self) {
        let about: Option<Side> = self.game.open_question().and_then(|_| self.game.player()?.asked_about());
        if let Some(side) = about.filter(|_| self.shown_large().is_some()) {
            self.focus_on(side);
        }
    }
}
