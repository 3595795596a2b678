//! What the keys of a presentation do that mean something else, or nothing, on the usual stage.

use super::super::{Game, Leads, Stage};
use super::lecture::Lecture;
use super::polls::Polls;
use super::view::Presented;
use super::{Screen, Show, Text};
use crate::lesson::{Lesson, Pick, Player};
use crate::say;
use crate::timeline::Timeline as _;
use crate::tui::bindings::Command;
use crate::tui::key::{Key, KeyCode};
use crate::tui::overlay::{List, Overlay, Place, Reading};
use std::sync::Arc;

impl Stage {
    /// Any key ends the black screen, and does nothing else; whether it was black.
    pub(in crate::tui::stage) fn ends_blank(&mut self) -> bool {
        let black = self.play.show.as_mut().filter(|show| show.screen == Screen::Black);
        black.map(|show| show.screen = Screen::Large).is_some()
    }

    /// A key while the lesson is presented in large; nothing if it means what it always does.
    pub(in crate::tui::stage) fn key_presented(&mut self, command: Command, key: Key) -> Option<Leads> {
        self.shown_large()?;
        if self.game.lesson().is_none()
            && let Some(leads) = self.key_aside(command)
        {
            return Some(leads);
        }
        self.turn_from_title(command);
        match (command, key.code) {
            (Command::Answer, KeyCode::Char(digit)) => self.vote(digit),
            (Command::Continue, _) => self.advance(),
            (Command::PreviousPage, _) => self.go_back(),
            (Command::Inspect, _) => match self.view.selected {
                Some(id) => self.window.read(Reading::inspect(id)),
                None => self.window.notice = Some(self.settings.language.stage.select_to_inspect.to_owned()),
            },
            _ => return None,
        }
        Some(Leads::Nowhere)
    }

    /// What only a presentation knows.
    pub(in crate::tui::stage) fn show_command(&mut self, command: Command) {
        let is_picture = Presented { stage: self }.shows_picture_alone();
        let (words, key) = (&self.settings.language.stage, self.key_name(command));
        let Some(show) = &mut self.play.show else { return };
        match command {
            Command::Picture if is_picture => show.text = Text::Shown,
            Command::Picture => {
                show.text = Text::Hidden;
                self.window.notice = Some(say!(self.settings.language, words.text_is_hidden, key = &key));
            }
            Command::Present => show.screen = Screen::Large,
            Command::Blank => show.screen = Screen::Black,
            Command::Autoplay => {
                show.autoplay.toggle();
                let goes_on = show.autoplay.runs;
                let message = if goes_on { words.autoplay_on } else { words.autoplay_off };
                self.window.notice = Some(message.to_owned());
            }
            Command::Jump => self.list_steps(),
            Command::AskAgain => self.ask_again(),
            Command::TakeBack => self.take_back_a_vote(),
            _ => {}
        }
    }

    /// The usual stage again; whether it was shown in large.
    pub(in crate::tui::stage) fn ends_show(&mut self) -> bool {
        let Some(show) = self.play.show.as_mut().filter(|show| show.screen != Screen::Usual) else { return false };
        show.screen = Screen::Usual;
        show.autoplay.runs = false;
        let (back, out) = (self.key_name(Command::Present), self.key_name(Command::Leave));
        self.window.notice =
            Some(say!(self.settings.language, self.settings.language.stage.usual_stage, back = &back, out = &out));
        true
    }

    /// What comes next, whatever that is: a presenter has one key for it.
    pub(super) fn advance(&mut self) {
        let held = Presented { stage: self }.holds_text_back();
        self.begin_pause();
        if self.leaves_title() {
            // The first page.
        } else if held {
            // The picture has been looked at: now the text.
        } else if self.is_moving() || !self.game.is_at_present() {
            self.go_on();
        } else if self.game.open_question().is_some() {
            self.reveal();
        } else if self.game.is_acting() {
            self.show_me();
        } else if self.game.is_over() {
            self.begin_again();
        } else {
            self.go_on();
        }
    }

    pub(super) fn begin_pause(&mut self) {
        if let Some(show) = &mut self.play.show {
            show.autoplay.begin_pause();
            show.text = Text::Shown;
            show.polls.read = None;
        }
    }

    /// What happens is shown, with the room's answer beside it if there is one.
    fn reveal(&mut self) {
        if let Some(choice) = self.answering.choice {
            return self.commit(choice);
        }
        if self.game.open_question() == Some(Pick::Typed) && !self.answering.typed.is_empty() {
            return self.enter();
        }
        self.answer_with(Player::answer_correctly);
    }

    /// The page before; before the first one the title page, and before that the end of the lesson before.
    fn go_back(&mut self) {
        self.begin_pause();
        let first_page = self.game.lesson().is_some_and(|player| player.step() == 0);
        let Some(show) = &mut self.play.show else { return };
        if show.lecture.shows_title {
            if self.turn_lecture(Lecture::previous) {
                self.jump_to(self.game.player().map_or(0, Player::steps));
            }
        } else if first_page && show.lecture.place().is_some() {
            show.lecture.shows_title = true;
        } else {
            self.previous_page();
        }
    }

    /// What is done on a title page is done on the page behind it, which the room should see.
    fn turn_from_title(&mut self, command: Command) {
        use Command as C;
        let stays =
            matches!(command, C::Continue | C::PreviousPage | C::Blank | C::Help | C::Leave | C::Dismiss | C::Autoplay);
        if !stays {
            self.leaves_title();
        }
    }

    /// From the title page to the first one; whether there was a title page.
    fn leaves_title(&mut self) -> bool {
        let Some(show) = &mut self.play.show else { return false };
        std::mem::take(&mut show.lecture.shows_title)
    }

    /// The end: the next lesson of the lecture, or from the beginning again, if that is wanted.
    fn begin_again(&mut self) {
        let Some(show) = &mut self.play.show else { return };
        let repeats = show.autoplay.repeats;
        if self.turn_lecture(Lecture::next) {
            return;
        }
        let Some(show) = &mut self.play.show else { return };
        if repeats {
            // Other people may have come: nobody of them has voted.
            show.left.clear();
            match show.lecture.first() {
                Some(lesson) => self.open_lesson(&lesson),
                None => self.restart_show(),
            }
        } else {
            show.autoplay.runs = false;
            let (jump, out) = (self.key_name(Command::Jump), self.key_name(Command::Leave));
            self.window.notice =
                Some(say!(self.settings.language, self.settings.language.stage.last_step, jump = &jump, out = &out));
        }
    }

    /// The lesson from its beginning; the presentation goes on, before other people perhaps.
    pub(in crate::tui::stage) fn restart_show(&mut self) {
        if let Game::Lesson(player) = &self.game {
            let lesson = Arc::clone(player.lesson());
            self.open_lesson(&lesson);
        }
    }

    /// A lesson from its beginning, in the presentation that is going on.
    fn open_lesson(&mut self, lesson: &Arc<Lesson>) {
        let player = Player::new(Arc::clone(lesson)).with_language(self.settings.language).without_follow_ups();
        self.open_player(Box::new(player), Polls::default());
    }

    /// Turns to another lesson of the lecture; whether there was one. If it has been on before, what the room answered and voted
    /// there still stands.
    fn turn_lecture(&mut self, turn: impl FnOnce(&mut Lecture) -> Option<Arc<Lesson>>) -> bool {
        let Some(show) = &mut self.play.show else { return false };
        let from = show.lecture.at();
        let Some(lesson) = turn(&mut show.lecture) else { return false };
        let to = show.lecture.at();
        if self.game.lesson().is_none() {
            self.return_to_lesson();
        }
        let Some(show) = &mut self.play.show else { return false };
        if let Game::Lesson(player) = &self.game {
            show.left.insert(from, (player.clone(), std::mem::take(&mut show.polls)));
        }
        match show.left.remove(&to) {
            Some((mut player, polls)) => {
                player.skip_to(0);
                self.open_player(player, polls);
            }
            None => self.open_lesson(&lesson),
        }
        true
    }

    fn open_player(&mut self, player: Box<Player>, polls: Polls) {
        self.game = Game::Lesson(player);
        self.play.aside = None;
        if let Some(show) = &mut self.play.show {
            show.polls = polls;
        }
        self.view.numbers = self.game.lesson().is_some_and(Player::reads_numbers);
        self.turned_to_a_page();
    }

    fn list_steps(&mut self) {
        if self.game.player().is_some() {
            self.window.overlay = Some(Overlay::List(List::steps(&self.overlay_context())));
        }
    }

    /// Goes to a place that was chosen from the list, in whichever lesson of the lecture it is.
    pub(in crate::tui::stage) fn jump_to_place(&mut self, place: Place) {
        let lecture = self.play.show.as_ref().and_then(Show::lecture);
        let other = place.lesson.filter(|to| lecture.is_some_and(|(_, at)| at != *to));
        if let Some(lesson) = other {
            self.turn_lecture(|lecture| lecture.turn_to(lesson));
        }
        self.jump_to(place.step.unwrap_or(0));
        if let Some(show) = self.play.show.as_mut().filter(|_| place.step.is_none()) {
            show.lecture.shows_title = true;
        }
    }

    /// Goes to a step that was chosen from the list.
    pub fn jump_to(&mut self, step: usize) {
        if self.game.lesson().is_none() {
            self.return_to_lesson();
        }
        self.begin_pause();
        self.leaves_title();
        let Game::Lesson(player) = &mut self.game else { return };
        let reached = player.skip_to(step);
        self.play.seen.join(player.history().seen());
        self.turned_to_a_page();
        if reached < step {
            self.window.notice = Some(say!(
                self.settings.language,
                self.settings.language.stage.step_unreached,
                n = reached.saturating_add(1)
            ));
        }
    }
}
