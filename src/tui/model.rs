//! The whole program on the screen: home, or a stage opened from there.

use super::app::{App, Effect, MouseAction, Msg};
use super::bindings::{Command, Scope};
use super::capture_files::CaptureFiles;
use super::captures::Captures;
use super::choice::{Choice, Opening};
use super::home::Home;
use super::key::{Key, KeyCode};
use super::lab::Lab;
use super::lessons::Lessons;
use super::list_screen::Outcome;
use super::live::Live;
use super::overlay::{Kind, List, Overlay, OverlayContext, Palette, Reaction, Reading};
use super::review::Review;
use super::settings::Settings;
use super::stage::{Game, Leads, Show, Stage};
use super::theme::{Background, Theme};
use crate::lab::{Exercise, exercise};
use crate::lesson::{Lesson, Player, Recording, catalogue};
use crate::notes::Scene;
use crate::progress::Kept;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::terminal::Frame;
use std::sync::Arc;
use std::time::Duration;

/// The scopes whose keys hold on the home screen.
const AT_HOME: &[Scope] = &[Scope::Home, Scope::Program];

/// What is on the screen.
enum Screen {
    Home,
    Stage(Box<Stage>),
    Live(Box<Live>),
    Lab(Box<Lab>),
    CaptureFiles(Box<CaptureFiles>),
    Captures(Box<Captures>),
}

/// The program.
pub struct Model {
    settings: Settings,
    home: Home,
    /// The window over the home screen.
    window: Option<Overlay>,
    screen: Screen,
    lessons: Lessons,
    /// What the stage on the screen was opened for; `None` for what is not on the list.
    open: Option<Choice>,
    /// What waits beneath the stage on the screen, which was opened from it; each with what it was opened for.
    beneath: Vec<(Option<Choice>, Box<Stage>)>,
    /// Lessons that were left before their end, as they were left.
    left: Vec<(Choice, Box<Stage>)>,
    /// The questions that come back, while they are being asked.
    review: Option<Review>,
    /// The list that the capture was opened from.
    files: Option<Box<CaptureFiles>>,
    /// The capture whose connection is on the stage.
    capture: Option<Box<Captures>>,
    /// Whether leaving the stage leads home, or out.
    from_home: bool,
    area: Rect,
}

impl Model {
    /// The program at its home screen.
    #[must_use]
    pub fn at_home(settings: Settings) -> Self {
        let home = Home::new(settings.clone());
        Self {
            settings,
            home,
            window: None,
            screen: Screen::Home,
            lessons: Lessons::default(),
            open: None,
            beneath: Vec::new(),
            left: Vec::new(),
            review: None,
            files: None,
            capture: None,
            from_home: true,
            area: Rect::ZERO,
        }
    }

    /// The same with the user's own lessons on the list.
    #[must_use]
    pub fn with_own_lessons(mut self, lessons: Vec<Lesson>) -> Self {
        self.home.add_own(&lessons);
        self.lessons.add_own(lessons);
        self
    }

    /// The same with what was done before.
    #[must_use]
    pub fn with_progress(mut self, kept: Kept) -> Self {
        self.load_progress(kept);
        self.home.select_what_is_next();
        self
    }

    /// The same with the sandbox opened: leaving it leads out.
    #[must_use]
    pub fn in_the_sandbox(mut self) -> Self {
        self.open(Opening::GoOn(Choice::Sandbox));
        self.from_home = false;
        self
    }

    /// The same with this machine's sockets on the screen, those that a filter takes: leaving them leads out.
    #[must_use]
    pub fn looking_at_this_machine(mut self, filter: &str) -> Self {
        self.show_this_machine(filter);
        self.from_home = false;
        self
    }

    /// The same with an exercise of the lab on the screen: leaving it leads out.
    #[must_use]
    pub fn in_the_lab(mut self, exercise: Exercise) -> Self {
        self.show_lab(exercise);
        self.from_home = false;
        self
    }

    fn show_lab(&mut self, exercise: Exercise) {
        let mut lab = Lab::new(exercise, self.settings.clone());
        lab.set_area(self.area);
        self.screen = Screen::Lab(Box::new(lab));
    }

    /// The same with a lesson opened that may be anybody's: leaving it leads out.
    #[must_use]
    pub fn playing(mut self, lesson: Lesson) -> Self {
        self.open = self.lessons.choice_of(&lesson);
        if let Some(choice) = self.open {
            self.home.select(choice);
        }
        self.go_on_with(&Arc::new(lesson));
        self.from_home = false;
        self
    }

    /// The same with lessons opened to be presented one after the other, the first one from one of its steps, counted from 0:
    /// leaving it leads out.
    #[must_use]
    pub fn presenting(mut self, lessons: Vec<Lesson>, show: Show, step: usize) -> Self {
        let lessons: Vec<Arc<Lesson>> = lessons.into_iter().map(Arc::new).collect();
        let Some(first) = lessons.first().cloned() else { return self };
        let (player, show) = (Player::new(first), show.of(lessons));
        let mut stage = Stage::presenting(player, show, self.settings.clone());
        if step > 0 {
            stage.jump_to(step);
        }
        self.show(stage);
        self.from_home = false;
        self
    }

    /// The same with the questions opened that come back: leaving them leads out.
    #[must_use]
    pub fn reviewing(mut self) -> Self {
        self.open(Opening::GoOn(Choice::Review));
        // With nothing to ask the list is up already.
        self.from_home = matches!(self.screen, Screen::Home);
        self
    }

    /// The same with a recorded session opened in the sandbox: leaving it leads out.
    #[must_use]
    pub fn replaying(mut self, recording: &Recording) -> Self {
        self.play(Game::sandbox_from(recording));
        self.from_home = false;
        self
    }

    /// The same with a question opened that begins with "What if", or the list of those that somebody may mean by these words.
    #[must_use]
    pub fn asking_what_if(mut self, words: &str) -> Self {
        let found = catalogue::what_ifs_about(words);
        let best = found.first().map(|(distance, _)| *distance);
        match found.iter().filter(|(distance, _)| Some(*distance) == best).collect::<Vec<_>>().as_slice() {
            [(_, entry)] => {
                self.open(Opening::FromStart(Choice::Lesson(entry.id)));
                self.from_home = false;
            }
            [] => self.window = Some(Overlay::List(List::new(Kind::WhatIf))),
            _ => self.window = Some(Overlay::Palette(Box::new(self.palette(words)))),
        }
        self
    }

    /// The palette of the home screen.
    fn palette(&self, words: &str) -> Palette {
        Palette::looking_for(words, AT_HOME).with_places(self.home.offers())
    }

    fn key_at_lab(&mut self, key: Key) -> Option<Effect> {
        let Screen::Lab(lab) = &mut self.screen else { return None };
        match lab.key(key) {
            Outcome::Stay => {}
            Outcome::Effect(effect) => return Some(effect),
            // What lies beneath is its lesson.
            Outcome::Leave | Outcome::Open(_) if !self.beneath.is_empty() => self.come_back(),
            Outcome::Leave if self.from_home => return self.go_home(),
            Outcome::Leave => return Some(Effect::Quit),
            Outcome::Open(id) => {
                if let Some(entry) = catalogue::find(&id) {
                    self.from_home = true;
                    self.home.select(Choice::Lesson(entry.id));
                    self.open(Opening::GoOn(Choice::Lesson(entry.id)));
                }
            }
        }
        None
    }

    fn key_at_live(&mut self, key: Key) -> Option<Effect> {
        let Screen::Live(live) = &mut self.screen else { return None };
        match live.key(key) {
            Outcome::Stay => {}
            Outcome::Effect(effect) => return Some(effect),
            Outcome::Leave if !self.beneath.is_empty() => self.come_back(),
            Outcome::Leave if self.from_home => return self.go_home(),
            Outcome::Leave => return Some(Effect::Quit),
            Outcome::Open(id) => {
                self.from_home = true;
                self.home.select(Choice::Lesson(id));
                self.open(Opening::GoOn(Choice::Lesson(id)));
            }
        }
        None
    }

    fn open(&mut self, opening: Opening) {
        let (Opening::GoOn(choice) | Opening::FromStart(choice)) = opening;
        self.open = Some(choice);
        match choice {
            Choice::Machine => return self.show_this_machine(""),
            Choice::Captures => return self.show_capture_files(),
            Choice::Sockets(state) => return self.show_this_machine(state.name()),
            Choice::Lab(id) => {
                if let Some(exercise) = exercise(id) {
                    self.show_lab(exercise);
                }
                return;
            }
            _ => {}
        }
        let left = self.left.iter().position(|(left, _)| *left == choice).map(|at| self.left.swap_remove(at).1);
        match (opening, left, self.lessons.chosen(choice)) {
            (Opening::GoOn(_), Some(mut stage), _) => {
                stage.set_area(self.area);
                self.screen = Screen::Stage(stage);
            }
            (Opening::GoOn(_), None, Some(lesson)) => self.go_on_with(&lesson),
            (Opening::FromStart(_), _, Some(lesson)) => self.play(Game::Lesson(Box::new(Player::new(lesson)))),
            (_, _, None) if choice == Choice::WhatIf => self.window = Some(Overlay::List(List::new(Kind::WhatIf))),
            (_, _, None) if choice == Choice::Review => {
                self.review = Some(Review::of(self.lessons.due()));
                self.ask_next();
            }
            (_, _, None) => self.play(Game::sandbox_with(self.settings.profile)),
        }
    }

    /// The lesson where it was left, or at its beginning.
    fn go_on_with(&mut self, lesson: &Arc<Lesson>) {
        match self.lessons.left(lesson) {
            Some((player, hints)) => self.show(Stage::going_on(player, hints, self.settings.clone())),
            None => self.play(Game::Lesson(Box::new(Player::new(Arc::clone(lesson))))),
        }
    }

    fn play(&mut self, game: Game) {
        self.show(Stage::new(game, self.settings.clone()));
    }

    fn show(&mut self, mut stage: Stage) {
        stage.set_area(self.area);
        if let Some(message) = self.home.follow_history() {
            stage.tell(message);
        }
        self.screen = Screen::Stage(Box::new(stage));
    }

    fn show_this_machine(&mut self, filter: &str) {
        let mut live = Live::new(filter, self.settings.clone());
        live.set_area(self.area);
        self.screen = Screen::Live(Box::new(live));
    }

    /// The question that came back and is on the stage was answered.
    fn count_answered(&mut self) {
        let (Screen::Stage(stage), Some(review)) = (&self.screen, &mut self.review) else { return };
        review.count(stage.was_right());
        self.lessons.count_asked_again();
    }

    /// The next question that comes back; home after the last one.
    fn ask_next(&mut self) {
        let Some(review) = &mut self.review else { return };
        if let Some((player, asked)) = review.next(&self.lessons) {
            return self.show(Stage::asking(player, asked, self.settings.clone()));
        }
        let message = review.describe(&self.lessons, self.settings.language);
        self.from_home = true;
        self.go_home();
        self.home.tell(message);
    }

    /// Learns what is in the file.
    fn load_progress(&mut self, mut kept: Kept) {
        if let Some(message) = kept.message.take() {
            match &mut self.screen {
                Screen::Stage(stage) => stage.tell(message),
                _ => self.home.tell(message),
            }
        }
        self.lessons.load_progress(kept);
        if matches!(self.screen, Screen::Home) {
            self.show_what_was_done();
        }
    }

    /// Brings the list up to date. Nobody sees it while a stage is up, and it takes compiling what has questions to come back.
    fn show_what_was_done(&mut self) {
        let due = self.lessons.due().len();
        self.home.show(self.lessons.progress(), (due, self.lessons.missed()));
    }

    fn on_background(&mut self, background: Background) {
        self.settings.appearance.background = background;
        self.settings.theme = Theme::new(self.settings.appearance);
        self.home.set_settings(self.settings.clone());
        match &mut self.screen {
            Screen::Home => {}
            Screen::Stage(stage) => stage.set_settings(self.settings.clone()),
            Screen::Live(live) => live.set_settings(self.settings.clone()),
            Screen::Lab(lab) => lab.set_settings(self.settings.clone()),
            Screen::CaptureFiles(files) => files.set_settings(self.settings.clone()),
            Screen::Captures(captures) => captures.set_settings(self.settings.clone()),
        }
    }

    fn key(&mut self, key: Key) -> Option<Effect> {
        match &mut self.screen {
            Screen::Home => self.key_at_home(key),
            Screen::CaptureFiles(_) => self.key_at_capture_files(key),
            Screen::Captures(_) => self.key_at_captures(key),
            Screen::Live(_) => self.key_at_live(key),
            Screen::Lab(_) => self.key_at_lab(key),
            Screen::Stage(stage) => match stage.key(key) {
                Leads::Nowhere => None,
                Leads::To(effect) => Some(effect),
                Leads::Open(opening) => {
                    self.open_above(opening);
                    None
                }
                Leads::Onward => {
                    self.go_onward();
                    None
                }
                Leads::Back | Leads::Home | Leads::Done if !self.beneath.is_empty() => {
                    self.come_back();
                    None
                }
                Leads::Back | Leads::Home if self.back_to_capture() => None,
                Leads::Back | Leads::Home if self.from_home => self.go_home(),
                Leads::Back => Some(Effect::Quit),
                Leads::Home => {
                    if let Screen::Stage(stage) = &mut self.screen {
                        stage.say_nowhere_back();
                    }
                    None
                }
                Leads::Done if self.review.is_some() => {
                    self.count_answered();
                    self.ask_next();
                    None
                }
                Leads::Done => {
                    self.from_home = true;
                    self.home.go_on();
                    self.go_home()
                }
            },
        }
    }

    /// Opens something from the stage on the screen, which waits beneath it.
    fn open_above(&mut self, opening: Opening) {
        if let Screen::Stage(stage) = std::mem::replace(&mut self.screen, Screen::Home) {
            self.beneath.push((self.open.take(), stage));
        }
        self.open(opening);
    }

    /// Opens a sandbox that goes on from what the stage on the screen shows, which waits beneath it.
    fn go_onward(&mut self) {
        let Screen::Stage(stage) = &self.screen else { return };
        let Some((history, message)) = stage.onward() else { return };
        if let Screen::Stage(stage) = std::mem::replace(&mut self.screen, Screen::Home) {
            self.beneath.push((self.open.take(), stage));
        }
        self.open = Some(Choice::Sandbox);
        let mut stage = Stage::new(Game::of_history(history), self.settings.clone());
        // It begins at this very moment, and stays there until something is done.
        stage.stand_still();
        stage.on_jump();
        stage.tell(message);
        self.show(stage);
    }

    /// Back to the stage that waits beneath the one on the screen.
    fn come_back(&mut self) {
        let Some((open, mut stage)) = self.beneath.pop() else { return };
        stage.set_area(self.area);
        let above = std::mem::replace(&mut self.screen, Screen::Stage(stage));
        let opened = std::mem::replace(&mut self.open, open);
        if let (Screen::Stage(above), Some(choice)) = (above, opened)
            && above.is_in_the_middle()
        {
            self.left.push((choice, above));
        }
    }

    /// Back to the list; a lesson that was left before its end waits where it was left.
    fn go_home(&mut self) -> Option<Effect> {
        self.review = None;
        let before = std::mem::replace(&mut self.screen, Screen::Home);
        self.show_what_was_done();
        let Screen::Stage(stage) = before else { return None };
        self.settings.numbers = stage.wants_numbers().unwrap_or(self.settings.numbers);
        let choice = self.open?;
        if stage.is_in_the_middle() {
            self.left.push((choice, stage));
        }
        None
    }

    fn key_at_home(&mut self, key: Key) -> Option<Effect> {
        let scopes = self.window.as_ref().map_or(AT_HOME, Overlay::scopes);
        let command = self.settings.keys.find(key, scopes).map(|bound| bound.command);
        match command {
            Some(Command::Quit) => return Some(Effect::Quit),
            Some(Command::Suspend) => return Some(Effect::Suspend),
            _ => {}
        }
        if let Some(mut window) = self.window.take() {
            match window.key(key, self.area, &OverlayContext::without_stage(&self.settings)) {
                Reaction::Stay => self.window = Some(window),
                Reaction::Open(opening) => self.open(opening),
                Reaction::Run(command) => return self.command_at_home(command),
                _ => {}
            }
            return None;
        }
        if let Some(command) = command {
            self.command_at_home(command)
        } else {
            self.home.tell_unbound(key);
            None
        }
    }

    fn command_at_home(&mut self, command: Command) -> Option<Effect> {
        match command {
            Command::Leave => return Some(Effect::Quit),
            Command::Help => self.window = Some(Overlay::Reading(Reading::help(AT_HOME))),
            Command::WhatIf => self.window = Some(Overlay::List(List::new(Kind::WhatIf))),
            Command::Palette => self.window = Some(Overlay::Palette(Box::new(self.palette("")))),
            other => {
                if let Some(opening) = self.home.command(other) {
                    self.open(opening);
                }
            }
        }
        None
    }

    /// Paints the screen into a buffer.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer) {
        match &self.screen {
            Screen::Home => {
                self.home.paint(self.window.as_ref(), area, buffer);
                if let Some(window) = &self.window {
                    // The title and the footer stay.
                    let between = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
                    window.paint(between, buffer, &OverlayContext::without_stage(&self.settings));
                }
            }
            Screen::Stage(stage) => stage.paint(area, buffer),
            Screen::Live(live) => live.paint(area, buffer),
            Screen::Lab(lab) => lab.paint(area, buffer),
            Screen::CaptureFiles(files) => files.paint(area, buffer),
            Screen::Captures(captures) => captures.paint(area, buffer),
        }
    }
}

impl Model {
    fn take_in(&mut self, msg: Msg) -> Option<Effect> {
        match (msg, &mut self.screen) {
            (Msg::Key(key), _) => return self.key(key),
            (Msg::Kept(kept), _) => self.load_progress(kept),
            (Msg::Resize(width, height), _) => self.set_area(Rect::new(0, 0, width, height)),
            (Msg::Tick(elapsed), Screen::Stage(stage)) => stage.tick(elapsed),
            (Msg::Tick(_), Screen::Live(live)) => live.tick(),
            (Msg::Lab(news), Screen::Lab(lab)) => lab.hear(news),
            (Msg::Surveyed(seen), Screen::Live(live)) => live.see(seen.map(|seen| *seen)),
            (Msg::Paste(text), Screen::Home) => self.window.iter_mut().for_each(|window| window.paste(&text)),
            (Msg::Paste(text), Screen::Live(live)) => live.paste(&text),
            (Msg::Captures(news), _) => self.hear_of_captures(news),
            (Msg::Paste(text), Screen::CaptureFiles(files)) => files.paste(&text),
            (Msg::Paste(text), Screen::Captures(captures)) => captures.paste(&text),
            (Msg::Mouse(mouse), Screen::Stage(stage)) => stage.mouse(mouse),
            (Msg::Mouse(mouse), _) => return self.wheel(mouse.action),
            (Msg::Paste(text), Screen::Stage(stage)) => stage.paste(&text),
            (Msg::Saved(result), Screen::Stage(stage)) => stage.saved(result),
            (Msg::Notice(message), Screen::Stage(stage)) => stage.tell(message),
            (Msg::Edited { file, text }, Screen::Stage(stage)) => stage.edited(&file, &text),
            (Msg::Vanished { file }, Screen::Stage(stage)) => stage.vanished(&file),
            (Msg::Checked { file, text, findings }, Screen::Stage(stage)) => stage.checked(&file, &text, &findings),
            (Msg::Background(background), _) => self.on_background(background),
            (
                Msg::Tick(_)
                | Msg::Paste(_)
                | Msg::Saved(_)
                | Msg::Notice(_)
                | Msg::Surveyed(_)
                | Msg::Lab(_)
                | Msg::Heard(_)
                | Msg::Edited { .. }
                | Msg::Vanished { .. }
                | Msg::Checked { .. }
                | Msg::Redraw,
                _,
            ) => {}
        }
        None
    }

    /// On a list the wheel is the arrows, as in a terminal whose mouse nobody took.
    fn wheel(&mut self, action: MouseAction) -> Option<Effect> {
        match action {
            MouseAction::WheelUp => self.key(Key::plain(KeyCode::Up)),
            MouseAction::WheelDown => self.key(Key::plain(KeyCode::Down)),
            MouseAction::Click => None,
        }
    }

    fn set_area(&mut self, area: Rect) {
        self.area = area;
        match &mut self.screen {
            Screen::Home => {}
            Screen::Stage(stage) => stage.set_area(area),
            Screen::Live(live) => live.set_area(area),
            Screen::Lab(lab) => lab.set_area(area),
            Screen::CaptureFiles(files) => files.set_area(area),
            Screen::Captures(captures) => captures.set_area(area),
        }
    }

    /// The command that presents on from where a presentation was left, if it was left in the middle.
    #[must_use]
    pub fn show_again(&self) -> Option<String> {
        let Screen::Stage(stage) = &self.screen else { return None };
        stage.show_again()
    }

    /// Where a presentation is, if the speaker's notes do not know it yet.
    pub fn scene(&mut self) -> Option<Scene> {
        let Screen::Stage(stage) = &mut self.screen else { return None };
        stage.scene()
    }

    /// What the learner did, to be kept; or where a presentation is, to be told.
    fn news(&mut self) -> Option<Effect> {
        if let Screen::Live(live) = &mut self.screen {
            return live.take_wish().map(Effect::Survey);
        }
        if let Screen::Lab(lab) = &mut self.screen {
            return lab.take_order().map(Effect::Lab);
        }
        if let Screen::CaptureFiles(files) = &mut self.screen {
            return files.take_order().map(Effect::Captures);
        }
        let Screen::Stage(stage) = &mut self.screen else { return None };
        let news = stage.news().map(Effect::Keep);
        news.or_else(|| self.scene().map(Box::new).map(Effect::Prompt))
    }
}

impl App for Model {
    fn update(&mut self, msg: Msg) -> Option<Effect> {
        let effect = self.take_in(msg);
        effect.or_else(|| self.news())
    }

    fn view(&self, frame: &mut Frame<'_>) {
        self.paint(frame.area(), frame.buffer_mut());
    }

    fn next_wake(&self) -> Option<Duration> {
        match &self.screen {
            Screen::Home | Screen::Lab(_) | Screen::CaptureFiles(_) | Screen::Captures(_) => None,
            Screen::Stage(stage) => stage.next_wake(),
            Screen::Live(live) => live.next_wake(),
        }
    }
}

mod captures;
#[cfg(test)]
mod tests;
