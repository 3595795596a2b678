//! The whole program on the screen: home, or a stage opened from there.

use super::app::{App, Effect, Msg};
use super::bindings::{Command, Scope};
use super::home::{Choice, Home, Progress};
use super::key::Key;
use super::overlay::{OverlayContext, Reading};
use super::settings::Settings;
use super::stage::{Game, Leads, Stage};
use super::theme::{Background, Theme};
use crate::lesson::catalogue::{self, Header};
use crate::lesson::{Lesson, Player, Recording};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;
use std::time::Duration;

/// What is on the screen.
enum Screen {
    Home,
    Stage(Box<Stage>),
}

/// The program.
pub struct Model {
    settings: Settings,
    home: Home,
    help: Option<Reading>,
    screen: Screen,
    /// The user's own lessons.
    own: Vec<Arc<Lesson>>,
    /// What the stage on the screen was opened for; `None` for what is not on the list.
    open: Option<Choice>,
    /// Lessons that were left before their end, as they were left.
    left: Vec<(Choice, Box<Stage>)>,
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
            help: None,
            screen: Screen::Home,
            own: Vec::new(),
            open: None,
            left: Vec::new(),
            from_home: true,
            area: Rect::ZERO,
        }
    }

    /// The program with something opened from the command line: leaving it leads out.
    #[must_use]
    pub fn opened(settings: Settings, choice: Choice) -> Self {
        let mut model = Self::at_home(settings);
        model.open(choice);
        model.from_home = false;
        model
    }

    /// The same with the user's own lessons on the list.
    #[must_use]
    pub fn with_own_lessons(mut self, lessons: Vec<Lesson>) -> Self {
        self.home.add_own(lessons.iter().map(|lesson| Header::read(&lesson.source)));
        self.own = lessons.into_iter().map(Arc::new).collect();
        self
    }

    /// The program with a lesson opened that may be anybody's: leaving it leads out.
    #[must_use]
    pub fn playing(settings: Settings, lesson: Lesson) -> Self {
        let mut model = Self::at_home(settings);
        model.open = catalogue::find(&lesson.id).map(|entry| Choice::Lesson(entry.id));
        if let Some(choice) = model.open {
            model.home.select(choice);
        }
        model.play(Game::Lesson(Box::new(Player::new(Arc::new(lesson)))));
        model.from_home = false;
        model
    }

    /// The program with a recorded session opened in the sandbox: leaving it leads out.
    #[must_use]
    pub fn sandbox_from(settings: Settings, recording: &Recording) -> Self {
        let stage = Stage::new(Game::sandbox_from(recording), settings.clone());
        Self { screen: Screen::Stage(Box::new(stage)), from_home: false, ..Self::at_home(settings) }
    }

    fn open(&mut self, choice: Choice) {
        self.open = Some(choice);
        if let Some(at) = self.left.iter().position(|(left, _)| *left == choice) {
            self.screen = Screen::Stage(self.left.swap_remove(at).1);
            return;
        }
        let game = match choice {
            Choice::Sandbox => Some(Game::sandbox_with(self.settings.profile)),
            // A built-in lesson compiles: a test proves it.
            Choice::Lesson(id) => catalogue::find(id)
                .and_then(|entry| entry.compile().ok())
                .map(|lesson| Game::Lesson(Box::new(Player::new(Arc::new(lesson))))),
            Choice::Own(number) => {
                self.own.get(number).map(|lesson| Game::Lesson(Box::new(Player::new(Arc::clone(lesson)))))
            }
        };
        if let Some(game) = game {
            self.play(game);
        }
    }

    fn play(&mut self, game: Game) {
        self.screen = Screen::Stage(Box::new(Stage::new(game, self.settings.clone())));
    }

    fn on_background(&mut self, background: Background) {
        self.settings.appearance.background = background;
        self.settings.theme = Theme::new(self.settings.appearance);
        self.home.set_settings(self.settings.clone());
        if let Screen::Stage(stage) = &mut self.screen {
            stage.set_settings(self.settings.clone());
        }
    }

    fn key(&mut self, key: Key) -> Option<Effect> {
        match &mut self.screen {
            Screen::Home => self.key_at_home(key),
            Screen::Stage(stage) => match stage.key(key) {
                Leads::Nowhere => None,
                Leads::To(effect) => Some(effect),
                Leads::Back | Leads::Home if self.from_home => self.go_home(),
                Leads::Back => Some(Effect::Quit),
                Leads::Home => None,
                Leads::Done => {
                    self.from_home = true;
                    self.home.go_on();
                    self.go_home()
                }
            },
        }
    }

    /// Back to the list; a lesson that was left before its end waits where it was left.
    fn go_home(&mut self) -> Option<Effect> {
        let Screen::Stage(stage) = std::mem::replace(&mut self.screen, Screen::Home) else { return None };
        let choice = self.open?;
        let progress = stage.progress();
        self.home.note(choice, progress);
        if matches!(progress, Progress::Left(..)) {
            self.left.push((choice, stage));
        }
        None
    }

    fn key_at_home(&mut self, key: Key) -> Option<Effect> {
        let scopes: &[Scope] =
            if self.help.is_some() { &[Scope::Overlay, Scope::Program] } else { &[Scope::Home, Scope::Program] };
        let command = self.settings.keys.find(key, scopes)?.command;
        match (command, &mut self.help) {
            (Command::Quit, _) => return Some(Effect::Quit),
            (Command::Suspend, _) => return Some(Effect::Suspend),
            (Command::Dismiss | Command::Leave | Command::Help, Some(_)) => self.help = None,
            (other, Some(help)) => help.command(other, self.area, &OverlayContext::without_stage(&self.settings)),
            (Command::Leave, None) => return Some(Effect::Quit),
            (Command::Help, None) => self.help = Some(Reading::help(&[Scope::Home, Scope::Program])),
            (other, None) => {
                if let Some(choice) = self.home.command(other) {
                    self.open(choice);
                }
            }
        }
        None
    }

    /// Paints the screen into a buffer.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer) {
        match &self.screen {
            Screen::Home => {
                self.home.paint(area, buffer);
                if let Some(help) = &self.help {
                    help.paint(area, buffer, &OverlayContext::without_stage(&self.settings));
                }
            }
            Screen::Stage(stage) => stage.paint(area, buffer),
        }
    }
}

impl App for Model {
    fn update(&mut self, msg: Msg) -> Option<Effect> {
        match (msg, &mut self.screen) {
            (Msg::Key(key), _) => return self.key(key),
            (Msg::Tick(elapsed), Screen::Stage(stage)) => stage.tick(elapsed),
            (Msg::Mouse(mouse), Screen::Stage(stage)) => stage.mouse(mouse),
            (Msg::Paste(text), Screen::Stage(stage)) => stage.paste(&text),
            (Msg::Saved(told), Screen::Stage(stage)) => stage.tell(told),
            (Msg::Background(background), _) => self.on_background(background),
            (Msg::Tick(_) | Msg::Mouse(_) | Msg::Resize(..) | Msg::Paste(_) | Msg::Saved(_) | Msg::Redraw, _) => {}
        }
        None
    }

    fn view(&mut self, frame: &mut Frame<'_>) {
        let area = frame.area();
        self.area = area;
        if let Screen::Stage(stage) = &mut self.screen {
            stage.set_area(area);
        }
        self.paint(area, frame.buffer_mut());
    }

    fn next_wake(&self) -> Option<Duration> {
        match &self.screen {
            Screen::Home => None,
            Screen::Stage(stage) => stage.next_wake(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Model, Screen};
    use crate::lesson::catalogue;
    use crate::tui::app::{App, Msg};
    use crate::tui::settings::Settings;
    use crate::tui::snapshot;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    fn press(model: &mut Model, keys: &str) {
        for key in keys.split(' ') {
            model.update(Msg::Key(key.parse().expect("a key")));
        }
    }

    fn shown(model: &Model) -> String {
        let area = Rect::new(0, 0, 80, 24);
        let mut buffer = Buffer::empty(area);
        model.paint(area, &mut buffer);
        snapshot::shown(&buffer)
    }

    #[test]
    fn a_lesson_that_is_left_waits_where_it_was_left() {
        let mut model = Model::at_home(Settings { animate: false, ..Settings::default() });
        press(&mut model, "Enter Space q");
        assert!(matches!(model.screen, Screen::Home));
        assert!(shown(&model).contains(" 2/"), "{}", shown(&model));
        press(&mut model, "Enter");
        assert!(shown(&model).contains(" 2/"), "it goes on there");
    }

    #[test]
    fn escape_never_leaves_the_program() {
        let mut model = Model::at_home(Settings::default());
        assert_eq!(model.update(Msg::Key("Esc".parse().expect("a key"))), None);
        press(&mut model, "Enter Esc");
        assert!(matches!(model.screen, Screen::Home));
    }

    #[test]
    fn lessons_of_ones_own_stand_on_the_list_and_open() {
        let lesson = catalogue::ENTRIES[0].compile().expect("it compiles");
        let settings = Settings { animate: false, ..Settings::default() };
        let mut model = Model::at_home(settings).with_own_lessons(vec![lesson]);
        press(&mut model, "End");
        assert!(shown(&model).contains("Your own lessons"));
        press(&mut model, "Up Enter");
        assert!(shown(&model).contains(" 1/"), "{}", shown(&model));
    }
}
