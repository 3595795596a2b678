//! What each key of the stage does.

use super::{Game, Leads, Stage, keys};
use crate::lesson;
use crate::sim::{Call, Input, PacketId};
use crate::tui::app::{Effect, Mouse, MouseAction};
use crate::tui::bindings::{Binding, Command};
use crate::tui::key::{Key, KeyCode};
use crate::tui::overlay::{Compare, Coverage, Editor, Kind, Link, List, Named, Overlay, Palette, Reaction, Reading};

impl Stage {
    /// A key was pressed.
    pub fn key(&mut self, key: Key) -> Leads {
        let binding = self.settings.keys.find(key, self.scopes());
        match (binding.map(|binding| binding.command), &self.overlay) {
            (Some(Command::Quit), _) => return Leads::To(Effect::Quit),
            (Some(Command::Suspend), _) => return Leads::To(Effect::Suspend),
            (_, Some(_)) => return self.key_in_window(key),
            _ => {}
        }
        let Some(binding) = binding else { return Leads::Nowhere };
        self.notice = None;
        match (binding.command, key.code) {
            (Command::Answer, KeyCode::Char(digit)) => self.answer(digit),
            // Answers stand side by side.
            (_, KeyCode::Left) if self.game.open_choices().is_some() => self.select(true),
            (_, KeyCode::Right) if self.game.open_choices().is_some() => self.select(false),
            _ => return self.command(binding),
        }
        Leads::Nowhere
    }

    fn key_in_window(&mut self, key: Key) -> Leads {
        let Some(mut overlay) = self.overlay.take() else { return Leads::Nowhere };
        let reaction = overlay.key(key, self.area, &self.overlay_context());
        self.react(reaction, overlay)
    }

    /// What a key in a window led to happens; the window stays or closes.
    fn react(&mut self, reaction: Reaction, overlay: Overlay) -> Leads {
        match reaction {
            Reaction::Stay => self.overlay = Some(overlay),
            Reaction::Close => {}
            Reaction::Do(input) => self.act(input),
            Reaction::Change(input) => {
                self.act(input);
                self.overlay = Some(overlay);
            }
            Reaction::Switch(branch) => self.switch_to(branch),
            Reaction::Compare(branch) => {
                self.overlay = Some(Overlay::Compare(Box::new(Compare::new(&self.game, branch))));
            }
            Reaction::Rerun(profile) => self.rerun(profile),
            Reaction::Ask(named) => self.ask(named),
            Reaction::Name(named, name) => self.name(named, &name),
            Reaction::Say(command) => self.say(&command),
            Reaction::Run(binding) => return self.command(binding),
        }
        Leads::Nowhere
    }

    /// Carries out words of the lessons' vocabulary.
    fn say(&mut self, command: &lesson::Command) {
        let (inputs, failures) = lesson::inputs_of(command, self.game.world());
        if inputs.is_empty() && failures {
            self.notice = Some(format!("`{command}` cannot be done now: there is no such segment, or it never comes."));
        }
        for input in inputs {
            self.act(input);
        }
    }

    /// Text was pasted.
    pub fn paste(&mut self, text: &str) {
        if let Some(overlay) = &mut self.overlay {
            overlay.paste(text);
        }
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
            Command::Dismiss => return self.dismiss(),
            Command::FocusOther => self.focus_on(self.focus.other()),
            Command::FireTimer => self.fire_timer(),
            Command::Previous => self.select(true),
            Command::Next => self.select(false),
            Command::Drop => self.change_a_packet("drop", Input::Drop),
            Command::Duplicate => self.change_a_packet("duplicate", Input::Duplicate),
            Command::PlayPause => self.play_or_pause(),
            Command::Step => self.step(),
            Command::Back => self.travel(|step, _| step.saturating_sub(1)),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::First => self.travel(|_, _| 0),
            Command::Last => self.return_to_present(),
            Command::Slower => self.clock.slower(),
            Command::Faster => self.clock.faster(),
            Command::Inspect => self.enter(),
            Command::Hold => self.hold(),
            Command::Reboot => self.act(Input::Reboot(self.focus)),
            Command::Numbers => self.show_or_hide_numbers(),
            Command::Timers => self.list(Kind::Timers(self.focus)),
            Command::Replay => self.list(Kind::Tray),
            Command::Link => self.overlay = Some(Overlay::Link(Link::new(self.focus))),
            Command::Editor => self.overlay = Some(Overlay::Editor(Box::new(Editor::new(self.focus)))),
            Command::Palette => self.overlay = Some(Overlay::Palette(Box::new(Palette::new(self.scopes())))),
            Command::Coverage => self.overlay = Some(Overlay::Coverage(Coverage)),
            Command::ConnectMore => {
                self.act(Input::Socket(self.focus));
                self.act(Input::Call(self.focus, Call::Connect));
            }
            Command::Accept => self.act(Input::Accept(self.focus)),
            Command::Kill => self.act(Input::Kill(self.focus)),
            Command::Sockets => self.list(Kind::Sockets(self.focus)),
            Command::Profiles => self.list(Kind::Profiles),
            Command::Branches => self.list(Kind::Branches),
            Command::Mark => self.ask(Named::Moment),
            Command::PreviousMark => self.go_to_mark(self.history().previous_mark()),
            Command::NextMark => self.go_to_mark(self.history().next_mark()),
            Command::CopyRun => return self.copy_run(),
            Command::SaveRun => return self.save_run(),
            Command::SaveLesson => return self.save_lesson(),
            Command::Why => self.read(Reading::why(self.selected)),
            Command::Card => self.read(Reading::card(self.focus)),
            Command::Help => self.read(Reading::help(self.scopes())),
            Command::Continue if self.game.is_over() => return Leads::Done,
            Command::Continue => self.go_on(),
            Command::PreviousPage => self.previous_page(),
            Command::Hint => self.hint(),
            Command::ToSandbox => self.leave_to_sandbox(),
            Command::ToLesson => self.return_to_lesson(),
            _ => {}
        }
        Leads::Nowhere
    }

    /// Lets go of what is selected; if nothing is, of the stage.
    fn dismiss(&mut self) -> Leads {
        if self.selected.take().is_some() || std::mem::take(&mut self.scroll) > 0 {
            self.explain();
            return Leads::Nowhere;
        }
        if !self.game.is_at_present() {
            self.return_to_present();
            return Leads::Nowhere;
        }
        match self.leave() {
            Leads::Back => Leads::Home,
            leads => leads,
        }
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

    fn show_or_hide_numbers(&mut self) {
        self.numbers = !self.numbers;
        self.explain();
    }

    /// Holds a segment that flies, lets go one that is held.
    fn hold(&mut self) {
        let world = self.game.world();
        let is_held = |id: &PacketId| world.packet(*id).is_some_and(|packet| packet.arrives.is_none());
        let selected = self.selected.filter(is_held);
        let only_held = world.packets().iter().map(|packet| packet.id).all(|id| is_held(&id));
        match selected.or(world.packets().first().map(|packet| packet.id).filter(|_| only_held)) {
            Some(id) => self.act(Input::Release(id)),
            None => self.change_a_packet("hold", Input::Hold),
        }
    }

    fn list(&mut self, kind: Kind) {
        self.overlay = Some(Overlay::List(List::new(kind)));
    }

    fn read(&mut self, reading: Reading) {
        self.overlay = Some(Overlay::Reading(reading));
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
        self.waits = false;
        if self.clock.playing {
            self.set_out();
        } else {
            self.stop_here();
        }
    }

    /// Time stops at the moment that is shown, so that an arrow stays where it is.
    fn stop_here(&mut self) {
        let shown = self.shown();
        if !self.game.is_at_present() {
            return self.clock.halt_at(shown);
        }
        let before = self.history().step();
        self.clock.arrive();
        let passed = shown.since(self.game.world().now());
        if !passed.is_zero() {
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
        let script = matches!(&self.game, Game::Lesson(player) if player.pending().is_some());
        if !script && matches!(self.game, Game::Lesson(_)) && !self.game.is_acting() {
            self.notice = self.game.take(Input::Step);
            return;
        }
        self.clock.arrive();
        if script {
            self.happen();
            self.set_out();
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

    fn undo(&mut self) {
        self.stand_still();
        if self.game.undo() {
            self.jumped();
            self.set_out();
        } else {
            self.notice = Some("There is nothing of yours to take back here.".to_owned());
        }
    }

    fn redo(&mut self) {
        if self.game.redo() {
            self.jumped();
        } else {
            self.notice = Some("Nothing was taken back that could be done again.".to_owned());
        }
    }

    /// In the past of the sandbox time stands still until somebody does something there, or lets it run.
    pub(super) fn stand_still(&mut self) {
        if let Game::Sandbox { .. } = self.game {
            self.waits |= self.clock.playing;
            self.clock.playing = false;
        }
    }

    fn return_to_present(&mut self) {
        if !self.game.is_at_present() {
            self.game.resume();
            self.jumped();
            self.set_out();
        }
    }

    pub(super) fn travel(&mut self, to: impl Fn(usize, usize) -> usize) {
        let present = self.game.present();
        let history = self.game.history_mut();
        let step = history.step();
        let to = to(step, present).min(present);
        if to != step {
            history.seek(to);
            if to < present {
                self.stand_still();
            }
            self.jumped();
            self.set_out();
        }
    }

    fn select(&mut self, up: bool) {
        if let Some(choices) = self.game.open_choices() {
            self.choice = Some(match (up, self.choice) {
                (_, None) => {
                    if up {
                        choices - 1
                    } else {
                        0
                    }
                }
                (true, Some(choice)) => choice.saturating_sub(1),
                (false, Some(choice)) => (choice + 1).min(choices - 1),
            });
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
        self.explain();
    }

    /// Enter: the choice, the selected segment, or on.
    fn enter(&mut self) {
        if let Some(choices) = self.game.open_choices() {
            match self.choice {
                Some(choice) => self.commit(choice),
                None => self.notice = Some(format!("Choose first: with `1` to `{choices}`, or with the arrow keys.")),
            }
            return;
        }
        if let Some(id) = self.selected {
            self.read(Reading::inspect(id));
        } else if matches!(self.game, Game::Lesson(_)) && !self.game.is_over() {
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
        self.return_to_present();
        if let Game::Lesson(player) = &mut self.game {
            player.answer(choice);
            self.choice = None;
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
        self.choice = None;
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
        let passed = self.shown().since(self.game.world().now());
        let placeholder = Game::sandbox();
        if let Game::Lesson(player) = std::mem::replace(&mut self.game, placeholder) {
            let history = Box::new(player.history().clone());
            let names = player.lesson().names.clone();
            let present = history.step();
            self.game = Game::Sandbox { history, present, names, left: Some(player) };
            if !passed.is_zero() {
                self.game.pass(passed);
            }
            self.notice = Some(format!(
                "You are free to do anything from here. Time stands still until you do something, or press `{}`. `{}` returns \
                 to the lesson.",
                self.key_name(Command::PlayPause),
                self.key_name(Command::ToLesson),
            ));
            self.clock.playing = false;
            self.waits = self.settings.animate;
        }
        self.jumped();
    }

    fn return_to_lesson(&mut self) {
        match &mut self.game {
            Game::Sandbox { left, .. } if left.is_some() => {
                if let Some(player) = left.take() {
                    self.game = Game::Lesson(player);
                }
                self.clock.playing = true;
                self.waits = false;
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
