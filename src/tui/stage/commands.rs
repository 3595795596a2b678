//! What each key of the stage does.

use super::derived::Changed;
use super::panel::Panel;
use super::picture::Picture;
use super::present::Presented;
use super::{Leads, Stage, keys};
use crate::language::{self, Language};
use crate::lesson::Page;
use crate::say;
use crate::session::History;
use crate::sim::{Call, Input, PacketId, Side, Socket};
use crate::tcp::State;
use crate::timeline::Timeline;
use crate::tui::app::{Effect, Mouse, MouseAction};
use crate::tui::bindings::{Command, Scope};
use crate::tui::choice::{Choice, Opening};
use crate::tui::diagram::Diagram;
use crate::tui::diagram::beside::neighbour;
use crate::tui::diagram::geometry::way;
use crate::tui::key::{Key, KeyCode};
use crate::tui::overlay::{Coverage, Editor, Kind, Link, Named, Overlay, Palette, Reading};
use std::time::Duration;

impl Stage {
    /// A key was pressed.
    pub fn key(&mut self, key: Key) -> Leads {
        let command = self.settings.keys.find(key, self.scopes()).map(|bound| bound.command);
        match (command, &self.window.overlay) {
            (Some(Command::Quit), _) => return Leads::To(Effect::Quit),
            (Some(Command::Suspend), _) => return Leads::To(Effect::Suspend),
            (_, Some(_)) => {
                self.window.pressed = None;
                return self.key_in_window(key);
            }
            _ => {}
        }
        if self.ends_blank() {
            return Leads::Nowhere;
        }
        if command == Some(Command::Next) && (Panel { stage: self }).message_goes_on() {
            self.window.notice_page += 1;
            return Leads::Nowhere;
        }
        self.window.notice_page = 0;
        let before = self.window.pressed.replace(key);
        self.window.forget_unless(command.map(|command| self.asks_about(command)));
        if self.types(key) || self.is_behind_a_digit(command, key) {
            self.window.confirming = None;
            return Leads::Nowhere;
        }
        let Some(command) = command else {
            self.window.say(self.describe_unbound(key));
            return Leads::Nowhere;
        };
        let message = self.window.notice.take();
        if message.is_some() && command == Command::Dismiss && before.is_some_and(|key| self.is_unbound(key)) {
            // What was said of a key with nothing on it is let go of first.
            return Leads::Nowhere;
        }
        if let Some(leads) = self.key_presented(command, key) {
            return leads;
        }
        match (command, key.code) {
            (Command::Next | Command::Previous, KeyCode::Up | KeyCode::Down) if self.turns_page(command) => {}
            (Command::Answer, KeyCode::Char(digit)) => self.answer(digit),
            // Answers stand side by side.
            (_, KeyCode::Left | KeyCode::Right | KeyCode::Up | KeyCode::Down)
                if self.game.asks_on_diagram().is_some() =>
            {
                self.pick_towards(key.code);
            }
            (_, KeyCode::Left) if self.game.open_choices().is_some() => self.select(true),
            (_, KeyCode::Right) if self.game.open_choices().is_some() => self.select(false),
            _ => return self.command(command),
        }
        Leads::Nowhere
    }

    fn is_unbound(&self, key: Key) -> bool {
        self.settings.keys.find(key, self.scopes()).is_none()
    }

    /// What there is to say to a key without a meaning here. In a lesson it may have one in the sandbox.
    fn describe_unbound(&self, key: Key) -> String {
        let language = self.settings.language;
        let in_sandbox = self.settings.keys.find(key, &[Scope::Sandbox]);
        if let (Some(_), Some(message)) = (in_sandbox, self.only_shown()) {
            return message;
        }
        let in_sandbox = in_sandbox.filter(|_| self.game.lesson().is_some());
        let (key, help, sandbox) =
            (&key.to_string(), &self.key_name(Command::Help), &self.key_name(Command::ToSandbox));
        match in_sandbox {
            Some(_) => say!(language, language.stage.key_of_sandbox, key, sandbox),
            None => say!(language, language.stage.no_key, key, help),
        }
    }

    /// Scrolls the lesson's last page; whether it is shown.
    fn scrolls_end(&mut self, command: Command) -> bool {
        let area = self.view.area;
        let Some((mut end, room)) = self.layout(area).and_then(|layout| self.end_page(&layout, area)) else {
            return false;
        };
        end.command(command, room, &self.overlay_context());
        self.window.end_row = end.row();
        true
    }

    /// Turns the lesson's last page to what is left of it, or back; whether there was more.
    fn turns_end(&mut self, command: Command) -> bool {
        let before = self.window.end_row;
        self.scrolls_end(command) && self.window.end_row != before
    }

    /// Turns the text below to the page after or before; whether there was one.
    fn turns_page(&mut self, command: Command) -> bool {
        let turned = Panel { stage: self }.turned(command == Command::Next);
        turned.map(|turned| self.view.turned = turned).is_some()
    }

    pub(super) fn command(&mut self, command: Command) -> Leads {
        if keys::speaks_for_an_end(command) && self.game.has_script_left() {
            // The exercise behind it may turn the keys to the other end.
            self.finish_playback();
        }
        if let Some(call) = keys::call_of(command) {
            self.act(Input::Call(self.view.focus, call));
            return Leads::Nowhere;
        }
        if let Some(forged) = keys::forged_by(command) {
            self.act(Input::Inject(self.view.focus, forged));
            return Leads::Nowhere;
        }
        if keys::drives(command)
            && let Some(message) = self.only_shown()
        {
            self.window.say(message);
            return Leads::Nowhere;
        }
        let words = &self.settings.language.stage;
        match command {
            Command::Leave => return self.leave(Command::Leave),
            Command::Dismiss => return self.dismiss(),
            Command::FocusOther => self.focus_on(self.view.focus.other()),
            Command::FireTimer => self.fire_timer(),
            Command::Previous | Command::Next if self.scrolls_end(command) => {}
            Command::Previous => self.select(true),
            Command::Next => self.select(false),
            Command::Drop => self.change_a_packet(words.nothing_left_to_drop, words.nothing_to_drop, Input::Drop),
            Command::Duplicate => {
                self.change_a_packet(words.nothing_left_to_duplicate, words.nothing_to_duplicate, Input::Duplicate);
            }
            Command::PlayPause => self.play_or_pause(),
            Command::Step => self.step(),
            Command::Back => self.travel(|step, _| step.saturating_sub(1)),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::First => self.travel(|_, _| 0),
            Command::Last => self.return_to_present(),
            Command::Slower => self.motion.clock.slower(),
            Command::Faster => self.motion.clock.faster(),
            Command::Inspect if self.play.asked.is_some() && self.is_done() && self.view.selected.is_none() => {
                return Leads::Done;
            }
            Command::Inspect => self.enter(),
            Command::Hold => self.hold(),
            Command::Reboot => self.act(Input::Reboot(self.view.focus)),
            Command::Numbers => self.show_or_hide_numbers(),
            Command::Timers => self.window.list(Kind::Timers(self.view.focus)),
            Command::Replay => self.window.list(Kind::Tray),
            Command::WhatIf => self.window.list(Kind::WhatIf),
            Command::Link => self.window.overlay = Some(Overlay::Link(Link::new(self.view.focus))),
            Command::Editor => self.window.overlay = Some(Overlay::Editor(Box::new(Editor::new(self.view.focus)))),
            Command::Palette => {
                let scopes = if self.game.driven().is_some() { self.scopes() } else { self.helped_scopes() };
                self.window.overlay = Some(Overlay::Palette(Box::new(Palette::new(scopes))));
            }
            Command::Lines => self.window.read(Reading::lines()),
            Command::Place => self.look_otherwise(|timeline, language| timeline.seen_elsewhere(language)),
            Command::Exchange => self.look_otherwise(|timeline, language| timeline.exchange_ends(language)),
            Command::Coverage => self.window.overlay = Some(Overlay::Coverage(Coverage::default())),
            Command::ConnectMore => self.connect_more(),
            Command::Accept => self.act(Input::Accept(self.view.focus)),
            Command::Kill => self.act(Input::Kill(self.view.focus)),
            Command::Sockets => self.window.list(Kind::Sockets(self.view.focus)),
            Command::Profiles => self.window.list(Kind::Profiles),
            Command::Branches => self.window.list(Kind::Branches),
            Command::Mark => self.ask(Named::Moment),
            Command::PreviousMark => self.go_to_mark(self.game.history().and_then(History::previous_mark)),
            Command::NextMark => self.go_to_mark(self.game.history().and_then(History::next_mark)),
            Command::CopyRun => return self.copy_run(),
            Command::SaveRun => return self.save_run(),
            Command::SaveLesson => return self.author(),
            Command::Why => self.window.read(Reading::why(self.view.selected)),
            Command::Card => self.window.read(Reading::card(self.view.focus)),
            Command::Glossary => self.window.read(Reading::glossary()),
            Command::Help => self.window.read(Reading::help(self.helped_scopes())),
            Command::Continue if self.turns_end(Command::PageDown) => {}
            Command::PreviousPage if self.turns_end(Command::PageUp) => {}
            Command::Continue if self.is_done() => return Leads::Done,
            Command::Continue if self.has_an_answer() => self.enter(),
            Command::Continue => self.go_on(),
            Command::PreviousPage => self.previous_page(),
            Command::Hint => self.hint(),
            Command::StartOver => self.restart(),
            Command::ShowMe => self.show_me(),
            Command::ToSandbox if self.game.timeline().can_go_on() => return Leads::Onward,
            Command::ToSandbox if self.game.driven().is_none() => self.window.notice = self.only_shown(),
            Command::ToSandbox => self.leave_to_sandbox(),
            Command::OpenLab => match self.exercise() {
                Some(id) => return Leads::Open(Opening::GoOn(Choice::Lab(id))),
                None => self.window.say(words.no_exercise),
            },
            Command::ThisMachine => return Leads::Open(Opening::GoOn(self.on_this_machine())),
            Command::ToLesson => self.return_to_lesson(),
            command => self.show_command(command),
        }
        Leads::Nowhere
    }

    /// Lets go of what is selected; if nothing is, of the stage.
    fn dismiss(&mut self) -> Leads {
        if self.view.let_go() {
            self.derive(Changed::Selection);
            return Leads::Nowhere;
        }
        if !self.game.is_at_present() && self.game.driven().is_some() {
            self.return_to_present();
            return Leads::Nowhere;
        }
        if self.game.lesson().is_some() && self.ends_show() {
            return Leads::Nowhere;
        }
        // Who was asked about it and says so again leaves, wherever the stage was opened.
        let was_asked = self.window.confirming == Some(Command::Dismiss);
        match self.leave(Command::Dismiss) {
            Leads::Back if !was_asked => Leads::Home,
            leads => leads,
        }
    }

    /// The learner acts on the world, if that is offered.
    pub(super) fn act(&mut self, input: Input) {
        if let Some(message) = self.only_shown().or_else(|| self.not_offered(&input)) {
            self.window.notice = Some(message);
            return;
        }
        if self.game.has_script_left() {
            // What is still moving on its own comes first.
            self.finish_playback();
        }
        self.submit(input);
    }

    /// What there is to say to an action that the exercise does not offer: what it offers, and where everything is free.
    fn not_offered(&self, input: &Input) -> Option<String> {
        let player = self.game.lesson()?;
        let Page::Act { allow: Some(allow), faults_left, reached: false, .. } = player.page() else { return None };
        let (sandbox, language) = (self.key_name(Command::ToSandbox), self.settings.language);
        (!allow.permits(input)).then(|| {
            say!(
                language,
                language.stage.not_offered,
                offered = &allow.describe(faults_left, language),
                sandbox = &sandbox
            )
        })
    }

    /// Where the way over the diagram begins.
    fn state_to_pick_from(&self, side: Side) -> State {
        self.derived.ends[side].state.state().unwrap_or(State::Closed)
    }

    /// What was only seen is taken for something else.
    fn look_otherwise(&mut self, look: impl FnOnce(&mut dyn Timeline, &Language) -> Option<String>) {
        let language = self.settings.language;
        let message = self.game.shown_mut().and_then(|timeline| look(timeline, language));
        self.window.notice = message.or_else(|| self.only_shown());
        self.on_jump();
    }

    /// A session that goes on from what is shown, with what there is to say about it.
    #[must_use]
    pub fn onward(&self) -> Option<(History, String)> {
        self.game.timeline().onward(self.settings.language)
    }

    /// What there is to say to an action where everything has happened already.
    pub(super) fn only_shown(&self) -> Option<String> {
        self.game.driven().is_none().then(|| self.settings.language.windows.only_shown.to_owned())
    }

    fn fire_timer(&mut self) {
        let side = self.view.focus;
        let end = &self.derived.ends[side];
        if !end.timers.is_empty() || self.game.driven().is_none() {
            let early = self.time_until_timeout(side);
            self.act(Input::Fire(side, None));
            if let (Some(early), None) = (early, &self.window.notice) {
                let (language, step) = (self.settings.language, &self.key_name(Command::Step));
                let time = &language::duration(early);
                self.window.notice = Some(say!(language, language.stage.fired_early, time, step));
            }
            return;
        }
        let (name, state, language) = (&end.name, &self.state_in_words(side, u16::MAX).0, self.settings.language);
        self.window.notice = Some(say!(language, language.stage.no_timer_at, side, name, state));
    }

    /// How long it is until a side's next timer would fire by itself; nothing if it is due.
    fn time_until_timeout(&self, side: Side) -> Option<Duration> {
        let world = self.game.world()?;
        let (due, _) = world.host(side).tcb()?.next_timeout()?;
        Some(due.since(world.now())).filter(|time| !time.is_zero())
    }

    /// Does it to the selected segment, or to the oldest in flight; or says that the selected one has arrived, or that none flies.
    fn change_a_packet(&mut self, arrived: &str, none: &str, input: impl Fn(PacketId) -> Input) {
        let Some(world) = self.game.world() else { return self.window.notice = self.only_shown() };
        let on_its_way = |id: &PacketId| world.packet(*id).is_some();
        let target = self.view.selected.filter(on_its_way).or_else(|| world.packets().first().map(|packet| packet.id));
        match (target, self.view.selected) {
            (Some(id), _) => self.act(input(id)),
            (None, Some(_)) => self.window.notice = Some(arrived.to_owned()),
            (None, None) => self.window.notice = Some(none.to_owned()),
        }
    }

    fn show_or_hide_numbers(&mut self) {
        self.view.numbers = !self.view.numbers;
        self.derive(Changed::Selection);
    }

    /// Holds a segment that flies, lets go one that is held.
    fn hold(&mut self) {
        let Some(world) = self.game.world() else { return self.window.notice = self.only_shown() };
        let is_held = |id: &PacketId| world.packet(*id).is_some_and(|packet| packet.arrives.is_none());
        let selected = self.view.selected.filter(is_held);
        let only_held = world.packets().iter().map(|packet| packet.id).all(|id| is_held(&id));
        if let Some(id) = selected.or(world.packets().first().map(|packet| packet.id).filter(|_| only_held)) {
            self.act(Input::Release(id));
        } else {
            let words = &self.settings.language.stage;
            self.change_a_packet(words.nothing_left_to_hold, words.nothing_to_hold, Input::Hold);
        }
    }

    pub(super) fn select(&mut self, up: bool) {
        if let Some(choices) = self.game.open_choices() {
            return self.answering.turn(up, choices);
        }
        if self.turn_row(up) {
            return;
        }
        let segments: Vec<PacketId> = self.motion.ladder.segments().collect();
        self.view.select(up, &segments);
        self.derive(Changed::Selection);
    }

    /// An arrow key in a question that is answered on the diagram: to the next box in its direction. The
    /// way begins at the state that the end is in.
    fn pick_towards(&mut self, arrow: KeyCode) {
        let Some(side) = self.game.asks_on_diagram() else { return };
        let here = self.answering.choice.map_or_else(|| self.state_to_pick_from(side), |at| State::ALL[at]);
        let ahead = match arrow {
            KeyCode::Up => way::UP,
            KeyCode::Down => way::DOWN,
            KeyCode::Left => way::LEFT,
            _ => way::RIGHT,
        };
        let there = self.answering.choice.and_then(|_| neighbour(here, ahead));
        self.answering.choice = Some(there.unwrap_or(here) as usize);
    }

    /// Who opens one more connection wants to see both its ends: a diagram that shows the listener follows whom it accepts.
    fn connect_more(&mut self) {
        let side = self.view.focus;
        let Some(world) = self.game.world() else { return self.window.notice = self.only_shown() };
        let acceptor = world.host(side.other());
        if acceptor.listener.is_some() && !acceptor.newcomer_is_followed() {
            self.act(Input::Attend(side.other(), Socket::Listener));
        }
        self.act(Input::Socket(side));
        self.act(Input::Call(side, Call::Connect));
    }

    /// The mouse clicked or its wheel turned.
    pub fn mouse(&mut self, mouse: Mouse) {
        match mouse.action {
            MouseAction::WheelUp | MouseAction::WheelDown if self.window.overlay.is_some() => {
                self.wheel_in_window(mouse.action == MouseAction::WheelUp);
            }
            MouseAction::WheelUp | MouseAction::WheelDown => self.view.wheel(mouse.action == MouseAction::WheelUp),
            MouseAction::Click if self.ends_blank() => {}
            MouseAction::Click if self.window.overlay.is_some() => self.window.overlay = None,
            MouseAction::Click => self.click(mouse.column, mouse.row),
        }
    }

    /// A click selects a segment, or shows the card of the state that was hit.
    fn click(&mut self, column: u16, row: u16) {
        let Some(layout) =
            self.layout(self.view.area).filter(|layout| !Presented { stage: self }.hides_picture(layout))
        else {
            return;
        };
        let ladder = self.column(layout.ladder).ladder;
        if ladder.contains((column, row).into()) {
            let (packet, step) = Picture { stage: self }.ladder_view().hit(ladder, column, row);
            self.view.selected = packet;
            match (packet, step) {
                (None, Some(step)) => self.travel(|_, _| step),
                _ => self.derive(Changed::Selection),
            }
        }
        for side in Side::BOTH {
            let area = layout.diagrams[side];
            let hit = Diagram::state_at(area, column, row);
            if let Some(state) = hit.filter(|_| self.game.asks_on_diagram() == Some(side)) {
                return self.commit(state as usize);
            }
            if let Some(state) = hit {
                self.window.overlay = Some(Overlay::Reading(Reading::card_of(side, state)));
            } else if area.contains((column, row).into()) || layout.headings[side].contains((column, row).into()) {
                self.focus_on(side);
            }
        }
    }
}
