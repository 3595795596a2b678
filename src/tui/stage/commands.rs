//! What each key of the stage does.

use super::{Game, Leads, Stage, keys};
use crate::sim::{Input, PacketId};
use crate::tui::app::{Effect, Mouse, MouseAction};
use crate::tui::bindings::{Binding, Command};
use crate::tui::key::{Key, KeyCode};
use crate::tui::overlay::Overlay;

impl Stage {
    /// A key was pressed.
    pub fn key(&mut self, key: Key) -> Leads {
        let Some(binding) = self.settings.keys.find(key, self.scopes()) else { return Leads::Nowhere };
        self.notice = None;
        if self.overlay.is_some() {
            return self.overlay_command(binding.command);
        }
        match (binding.command, key.code) {
            (Command::Answer, KeyCode::Char(digit)) => self.answer(digit),
            _ => return self.command(binding),
        }
        Leads::Nowhere
    }

    fn command(&mut self, binding: &Binding) -> Leads {
        if let Some(call) = keys::call_of(binding.command) {
            self.act(Input::Call(self.focus, call));
            return Leads::Nowhere;
        }
        if let Some(forged) = keys::forged_by(binding.command) {
            self.act(Input::Inject(self.focus, forged));
            return Leads::Nowhere;
        }
        match binding.command {
            Command::Leave => return self.leave(),
            Command::Quit => return Leads::To(Effect::Quit),
            Command::Suspend => return Leads::To(Effect::Suspend),
            Command::FocusOther => self.focus_on(self.focus.other()),
            Command::FireTimer => self.fire_timer(),
            Command::Previous => self.select(true),
            Command::Next => self.select(false),
            Command::Drop => self.change_a_packet("drop", Input::Drop),
            Command::Duplicate => self.change_a_packet("duplicate", Input::Duplicate),
            Command::PlayPause => self.play_or_pause(),
            Command::Step => self.step(),
            Command::Back => self.back(),
            Command::Redo => self.travel(|step, _| step + 1),
            Command::First => self.travel(|_, _| 0),
            Command::Last => self.travel(|_, steps| steps),
            Command::Slower => self.clock.slower(),
            Command::Faster => self.clock.faster(),
            Command::Inspect => self.enter(),
            Command::Card => self.overlay = Some(Overlay::card(self.focus)),
            Command::Help => self.overlay = Some(Overlay::help(self.scopes())),
            Command::Continue => self.go_on(),
            Command::PreviousPage => self.previous_page(),
            Command::Hint => self.hint(),
            Command::ToSandbox => self.leave_to_sandbox(),
            Command::ToLesson => self.return_to_lesson(),
            _ => {}
        }
        Leads::Nowhere
    }

    fn overlay_command(&mut self, command: Command) -> Leads {
        match command {
            Command::Quit => return Leads::To(Effect::Quit),
            Command::Suspend => return Leads::To(Effect::Suspend),
            Command::Leave | Command::Help => self.overlay = None,
            other => {
                if let Some(overlay) = &mut self.overlay {
                    overlay.command(other);
                }
            }
        }
        Leads::Nowhere
    }

    fn leave(&mut self) -> Leads {
        if matches!(&self.game, Game::Sandbox { left: Some(_), .. }) {
            self.return_to_lesson();
            return Leads::Nowhere;
        }
        Leads::Back
    }

    /// The learner acts on the world.
    fn act(&mut self, input: Input) {
        if matches!(&self.game, Game::Lesson(player) if player.pending().is_some()) {
            // What is still moving on its own comes first.
            self.finish_script();
        }
        self.take(input);
    }

    fn fire_timer(&mut self) {
        let side = self.focus;
        let world = self.game.world();
        if world.host(side).current().and_then(|connection| connection.tcb.next_timeout()).is_some() {
            self.act(Input::Fire(side, None));
        } else {
            let (name, state) = (self.game.names()[side.index()], world.host(side).state());
            self.notice = Some(format!("No timer is running at {side} ({name}), which is in {state}."));
        }
    }

    fn change_a_packet(&mut self, verb: &str, input: impl Fn(PacketId) -> Input) {
        let world = self.game.world();
        let on_its_way = |id: &PacketId| world.packet(*id).is_some();
        let target = self.selected.filter(on_its_way).or_else(|| world.packets().first().map(|packet| packet.id));
        match (target, self.selected) {
            (Some(id), _) => self.act(input(id)),
            (None, Some(_)) => {
                self.notice = Some(format!("That segment has arrived: there is nothing left to {verb}."));
            }
            (None, None) => self.notice = Some(format!("No segment is in flight: there is nothing to {verb}.")),
        }
    }

    fn play_or_pause(&mut self) {
        if self.clock.playing && !self.clock.is_under_way() && self.game.upcoming().is_some() {
            return self.set_out();
        }
        if self.clock.playing && self.game.upcoming().is_none() && self.game.is_at_present() {
            self.notice = Some(self.why_nothing_moves());
            return;
        }
        self.clock.playing = !self.clock.playing;
        if self.clock.playing {
            if !self.game.is_at_present() {
                self.game.resume();
                self.jumped();
            }
            self.set_out();
        } else {
            self.stop_here();
        }
    }

    /// Time stops at the moment that is shown, so that an arrow stays where it is.
    fn stop_here(&mut self) {
        let passed = self.shown().since(self.game.world().now());
        let before = self.history().step();
        self.clock.arrive();
        if !passed.is_zero() && self.game.is_at_present() {
            self.game.pass(passed);
            self.take_notice(before);
        }
    }

    fn why_nothing_moves(&self) -> String {
        match self.game.world().next_due() {
            Some(at) => {
                let left = crate::narrate::duration(at.since(self.game.world().now()));
                format!("Nothing is in flight. The next timer fires in {left}: `.` goes there, `t` fires it now.")
            }
            None => "Nothing is in flight and no timer runs: it is up to the programs now.".to_owned(),
        }
    }

    fn step(&mut self) {
        if !self.game.is_at_present() {
            return self.travel(|step, _| step + 1);
        }
        let before = self.history().step();
        self.clock.arrive();
        let script = matches!(&self.game, Game::Lesson(player) if player.pending().is_some());
        if script {
            self.happen();
            self.set_out();
            return;
        }
        if matches!(self.game, Game::Lesson(_)) && !self.game.is_acting() {
            return;
        }
        if self.game.world().next_due().is_none() {
            self.notice = Some(self.why_nothing_moves());
            return;
        }
        self.game.take_upcoming();
        self.take_notice(before);
        self.clock.playing &= !matches!(self.game, Game::Sandbox { .. });
    }

    fn back(&mut self) {
        if let Game::Sandbox { .. } = self.game {
            self.clock.playing = false;
        }
        self.travel(|step, _| step.saturating_sub(1));
    }

    fn travel(&mut self, to: impl Fn(usize, usize) -> usize) {
        let history = self.game.history_mut();
        let (step, steps) = (history.step(), history.steps());
        let to = to(step, steps).min(steps);
        if to != step {
            history.seek(to);
            self.jumped();
        }
    }

    fn select(&mut self, up: bool) {
        if let Some(choices) = self.game.open_choices() {
            self.choice = match (up, self.choice) {
                (true, choice) => choice.saturating_sub(1),
                (false, choice) => (choice + 1).min(choices - 1),
            };
            return;
        }
        let ids: Vec<PacketId> = self.ladder.segments().collect();
        let at = self.selected.and_then(|id| ids.iter().position(|other| *other == id));
        let at = match (at, up) {
            (None, _) => ids.len().checked_sub(1),
            (Some(at), true) => Some(at.saturating_sub(1)),
            (Some(at), false) if at + 1 < ids.len() => Some(at + 1),
            (Some(_), false) => None,
        };
        self.selected = at.and_then(|at| ids.get(at)).copied();
    }

    /// Enter: the choice, the selected segment, or on.
    fn enter(&mut self) {
        if self.game.open_choices().is_some() {
            return self.commit(self.choice);
        }
        if let Some(id) = self.selected {
            self.overlay = Some(Overlay::inspect(id));
        } else if matches!(self.game, Game::Lesson(_)) {
            self.go_on();
        } else {
            self.notice = Some("Select a segment with Up and Down first.".to_owned());
        }
    }

    fn answer(&mut self, digit: char) {
        let choice = digit.to_digit(10).map_or(0, |digit| digit as usize);
        match self.game.open_choices() {
            Some(choices) if (1..=choices).contains(&choice) => self.commit(choice - 1),
            _ => {}
        }
    }

    fn commit(&mut self, choice: usize) {
        if let Game::Lesson(player) = &mut self.game {
            player.answer(choice);
            self.choice = choice;
            self.set_out();
        }
    }

    fn finish_script(&mut self) {
        let before = self.history().step();
        self.clock.arrive();
        if let Game::Lesson(player) = &mut self.game {
            player.finish_script();
        }
        self.take_notice(before);
    }

    /// Space in a lesson: the end of what moves, the present, or the next page.
    fn go_on(&mut self) {
        if self.is_moving() {
            self.finish_script();
            return self.set_out();
        }
        if !self.game.is_at_present() {
            self.game.resume();
            return self.jumped();
        }
        match self.game.next_page() {
            Ok(()) => self.new_page(),
            Err(refusal) => self.notice = Some(refusal.to_owned()),
        }
    }

    fn new_page(&mut self) {
        self.choice = 0;
        self.selected = None;
        self.set_out();
    }

    fn previous_page(&mut self) {
        if let Game::Lesson(player) = &mut self.game {
            player.previous();
            self.jumped();
            self.new_page();
        }
    }

    fn hint(&mut self) {
        if let Game::Lesson(player) = &mut self.game {
            // A hint stands on the page itself.
            if player.hint().is_none() {
                self.notice = Some("There is nothing to hint at on this page.".to_owned());
            }
        }
    }

    fn leave_to_sandbox(&mut self) {
        let placeholder = Game::sandbox();
        if let Game::Lesson(player) = std::mem::replace(&mut self.game, placeholder) {
            let history = Box::new(player.history().clone());
            let names = player.lesson().names.clone();
            self.game = Game::Sandbox { history, names, left: Some(player) };
            self.notice = Some("The sandbox begins where the lesson stands. `Backspace` returns to it.".to_owned());
            self.clock.playing = self.settings.animate;
        }
        self.jumped();
        self.set_out();
    }

    fn return_to_lesson(&mut self) {
        match &mut self.game {
            Game::Sandbox { left, .. } if left.is_some() => {
                if let Some(player) = left.take() {
                    self.game = Game::Lesson(player);
                }
                self.clock.playing = true;
                self.jumped();
                self.set_out();
            }
            _ => self.notice = Some("There is no lesson to return to: this sandbox began by itself.".to_owned()),
        }
    }

    /// The mouse clicked or its wheel turned.
    pub fn mouse(&mut self, mouse: Mouse) {
        match mouse.action {
            MouseAction::WheelUp => self.scroll = self.scroll.saturating_add(1),
            MouseAction::WheelDown => self.scroll = self.scroll.saturating_sub(1),
            MouseAction::Click if self.overlay.is_some() => self.overlay = None,
            MouseAction::Click => self.click(mouse.column, mouse.row),
        }
    }
}
