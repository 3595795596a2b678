//! The terminal as the world around the screens.

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use super::captures::CaptureReader;
use super::checking::{self, Checking};
use super::crash_report;
use super::keeper::Keeper;
use super::lab::LabThread;
use super::mailbox::Mailbox;
use super::options::ShellOptions;
#[cfg(unix)]
use super::prompting::Prompting;
use super::screen::Screen;
use super::watching::{News, Watched};
use crate::capture::CaptureOrder;
use crate::files;
use crate::lab::Order;
use crate::language::Language;
use crate::live::{Detail, Survey};
use crate::machine::Machine;
use crate::notes::Scene;
use crate::progress::Actions;
use crate::say;
use crate::text::clean_line;
use crate::tui::app::Msg;
use crate::tui::host::Host;

/// The terminal, the files and the clock of this process.
pub struct TerminalHost {
    /// The screen.
    pub screen: Screen,
    language: &'static Language,
    began: Instant,
    keeper: Keeper,
    #[cfg(unix)]
    prompting: Prompting,
    mailbox: Mailbox,
    /// This machine, once its sockets were looked at.
    machine: Option<Machine>,
    /// What reads captures.
    captures: CaptureReader,
    /// The lab, once an exercise was begun.
    lab: Option<LabThread>,
    /// A file whose changes the app wants to know of.
    watched: Option<Watched>,
    /// The check of its present text.
    checking: Option<Checking>,
    /// Whether somebody else may have written to the terminal since the last frame.
    stale: bool,
}

impl TerminalHost {
    /// The host of a run that is to be like this.
    pub fn new(screen: Screen, options: &ShellOptions) -> Self {
        Self {
            screen,
            language: options.language,
            began: Instant::now(),
            keeper: options.keeper.clone(),
            #[cfg(unix)]
            prompting: options.prompting.clone(),
            mailbox: options.mailbox.clone(),
            machine: None,
            captures: CaptureReader::default(),
            lab: None,
            watched: options.watch.clone().map(|file| Watched::new(file, Instant::now())),
            checking: None,
            stale: false,
        }
    }

    /// Whether the screen must be drawn in full because somebody else had the terminal. Asking resets it.
    pub const fn take_stale(&mut self) -> bool {
        std::mem::replace(&mut self.stale, false)
    }

    fn edited(&mut self) -> Option<Msg> {
        let watched = self.watched.as_mut()?;
        let news = watched.look(Instant::now())?;
        let file = clean_line(&watched.path().to_string_lossy()).into_owned();
        let News::Text(text) = news else { return Some(Msg::Vanished { file }) };
        self.checking = Some(Checking::begin(&file, &text, self.language));
        Some(Msg::Edited { file, text })
    }

    fn checked(&mut self) -> Option<Msg> {
        let done = self.checking.as_ref()?.done();
        if !matches!(done, Ok(None)) {
            self.checking = None;
        }
        done.ok()?
    }
}

impl Host for TerminalHost {
    fn now(&self) -> Duration {
        self.began.elapsed()
    }

    fn copy(&mut self, text: &str) {
        // What goes wrong here goes wrong with the next frame too, and is reported there.
        let _ = self.screen.copy(text);
    }

    fn save(&mut self, stem: &str, text: &str) -> Result<String, String> {
        let saved = files::create_numbered(Path::new(stem), ".toml", text);
        saved.map(|file| file.to_string_lossy().into_owned()).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => say!(self.language, self.language.files.all_taken, n = files::MOST),
            _ => error.to_string(),
        })
    }

    fn create(&mut self, file: &str, text: &str) -> Result<(), String> {
        files::create(Path::new(file), text).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => say!(self.language, self.language.authoring.file_exists, file),
            _ => say!(self.language, self.language.files.nothing_saved, why = &error.to_string()),
        })
    }

    fn keep(&mut self, actions: &Actions) {
        self.keeper.keep(actions);
    }

    fn prompt(&mut self, scene: Scene) {
        #[cfg(unix)]
        self.prompting.show(scene);
        #[cfg(not(unix))]
        drop(scene);
    }

    fn survey(&mut self, detail: Detail) -> Result<Survey, String> {
        let survey = self.machine.get_or_insert_default().survey_in(detail);
        survey.map_err(|error| match error.kind() {
            io::ErrorKind::Unsupported => self.language.live.other_system.to_owned(),
            _ => say!(self.language, self.language.live.unreadable, why = &error.to_string()),
        })
    }

    fn captures(&mut self, order: CaptureOrder) {
        self.captures.carry_out(order, &self.mailbox, self.language);
    }

    fn lab(&mut self, order: Order) {
        match order {
            // What ran before ends first.
            Order::Start(exercise) => {
                self.lab = None;
                self.lab = Some(LabThread::start(*exercise, &self.mailbox, self.language));
            }
            Order::Act(number) => {
                if let Some(lab) = &self.lab {
                    lab.act(number);
                }
            }
        }
    }

    fn suspend(&mut self) {
        #[cfg(unix)]
        super::signals::stop_job();
    }

    fn news(&mut self) -> Option<Msg> {
        let news = self.mailbox.take().or_else(|| self.edited()).or_else(|| self.checked());
        self.stale |= news == Some(Msg::Redraw);
        news.inspect(crash_report::remember)
    }

    fn next_look(&self) -> Option<Duration> {
        let watched = self.watched.as_ref().map(|watched| watched.wait(Instant::now()));
        let checked = self.checking.as_ref().map(|_| checking::EVERY);
        watched.into_iter().chain(checked).chain(self.keeper.retry_in()).min()
    }

    fn settle(&mut self) -> Option<Msg> {
        self.keeper.save().map(Msg::Kept)
    }
}
