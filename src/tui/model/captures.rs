//! From home to the captures of the working folder, to the connections of one, to the stage; and back.

use super::{Model, Screen};
use crate::capture::{CaptureNews, Recorded};
use crate::tui::app::Effect;
use crate::tui::capture_files::CaptureFiles;
use crate::tui::captures::Captures;
use crate::tui::key::Key;
use crate::tui::list_screen::Outcome;
use crate::tui::stage::{Game, Stage};
use std::path::PathBuf;
use std::sync::Arc;

impl Model {
    /// The same with the connections of a capture on the screen: leaving them leads out.
    #[must_use]
    pub fn watching(mut self, name: &str, recorded: impl Into<Arc<Recorded>>) -> Self {
        self.screen = Screen::Captures(Box::new(Captures::new(name, recorded, self.settings.clone())));
        self.from_home = false;
        self
    }

    /// The same with a capture on the screen that is still to be read: a long one takes its time.
    #[must_use]
    pub fn reading(mut self, file: PathBuf) -> Self {
        self.screen = Screen::CaptureFiles(Box::new(CaptureFiles::reading(file, self.settings.clone())));
        self.from_home = false;
        self
    }

    pub(super) fn show_capture_files(&mut self) {
        let mut files = CaptureFiles::new(self.settings.clone());
        files.set_area(self.area);
        self.screen = Screen::CaptureFiles(Box::new(files));
    }

    /// Something came of an order for captures: one that is still wanted goes on the screen.
    pub(super) fn hear_of_captures(&mut self, news: CaptureNews) {
        let Screen::CaptureFiles(files) = &mut self.screen else { return };
        let Some((name, captured)) = files.hear(news) else { return };
        let captures = Captures::new(&name, captured.recorded, self.settings.clone());
        let mut captures = captures.with_complaint(captured.complaint);
        captures.set_area(self.area);
        let before = std::mem::replace(&mut self.screen, Screen::Captures(Box::new(captures)));
        if let Screen::CaptureFiles(files) = before {
            self.files = Some(files);
        }
    }

    /// From the connections of a capture back to the list that it was opened from, if there is one.
    fn back_to_files(&mut self) -> bool {
        let Some(mut files) = self.files.take() else { return false };
        files.set_area(self.area);
        files.set_settings(self.settings.clone());
        self.screen = Screen::CaptureFiles(files);
        true
    }

    pub(super) fn key_at_capture_files(&mut self, key: Key) -> Option<Effect> {
        let Screen::CaptureFiles(files) = &mut self.screen else { return None };
        match files.key(key) {
            Outcome::Stay => None,
            Outcome::Effect(effect) | Outcome::Open(effect) => Some(effect),
            Outcome::Leave if self.from_home => self.go_home(),
            Outcome::Leave => Some(Effect::Quit),
        }
    }

    /// From the stage back to the connections of the capture, if it shows one of them.
    pub(super) fn back_to_capture(&mut self) -> bool {
        let Some(mut captures) = self.capture.take() else { return false };
        captures.set_area(self.area);
        self.screen = Screen::Captures(captures);
        true
    }

    pub(super) fn key_at_captures(&mut self, key: Key) -> Option<Effect> {
        let Screen::Captures(captures) = &mut self.screen else { return None };
        match captures.key(key) {
            Outcome::Stay => None,
            Outcome::Effect(effect) => Some(effect),
            Outcome::Leave if self.back_to_files() => None,
            Outcome::Leave if self.from_home => self.go_home(),
            Outcome::Leave => Some(Effect::Quit),
            Outcome::Open(shown) => {
                let stage = Stage::new(Game::Shown(shown), self.settings.clone());
                let before = std::mem::replace(&mut self.screen, Screen::Home);
                self.show(stage);
                if let Screen::Captures(captures) = before {
                    self.capture = Some(captures);
                }
                None
            }
        }
    }
}
