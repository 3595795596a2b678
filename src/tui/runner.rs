//! An app at its host: messages in, effects out, and when the next tick is due. The event loop around it knows the terminal.

use std::time::Duration;

use super::app::{App, Effect, Msg};
use super::host::Host;
use crate::language::Language;
use crate::say;

/// No animation is asked to move more often than this, whatever the app says: a mistake must not eat a processor.
const SHORTEST_TICK: Duration = Duration::from_millis(1);

/// An app at its host.
pub struct Runner<'a, A, H> {
    app: &'a mut A,
    host: H,
    language: &'static Language,
    ticks: Ticks,
    dirty: bool,
    quit: bool,
}

impl<'a, A: App, H: Host> Runner<'a, A, H> {
    /// An app that was never drawn.
    pub fn new(app: &'a mut A, host: H, language: &'static Language) -> Self {
        Self { app, host, language, ticks: Ticks::default(), dirty: true, quit: false }
    }

    /// The host.
    pub const fn host(&mut self) -> &mut H {
        &mut self.host
    }

    /// Gives the app a message, and does what it asks for.
    pub fn update(&mut self, msg: Msg) {
        if msg == Msg::Redraw {
            // Time stood still.
            self.ticks = Ticks::default();
            self.dirty = true;
        }
        match self.app.update(msg) {
            None => {}
            Some(Effect::Quit) => self.quit = true,
            Some(Effect::Suspend) => self.host.suspend(),
            Some(Effect::Copy(text)) => self.host.copy(&text),
            Some(Effect::Save { stem, text, message }) => {
                let saved = match self.host.save(&stem, &text) {
                    Ok(file) => Ok(message.replace("{file}", &file)),
                    Err(why) => Err(say!(self.language, self.language.files.nothing_saved, why = &why)),
                };
                self.app.update(Msg::Saved(saved));
            }
            Some(Effect::Create { file, text, message }) => {
                let saved = self.host.create(&file, &text).map(|()| message.replace("{file}", &file));
                self.app.update(Msg::Saved(saved));
            }
            Some(Effect::Survey(detail)) => {
                let seen = self.host.survey(detail).map(Box::new);
                self.app.update(Msg::Surveyed(seen));
            }
            Some(Effect::Captures(order)) => self.host.captures(order),
            Some(Effect::Lab(order)) => self.host.lab(order),
            Some(Effect::Keep(actions)) => self.host.keep(&actions),
            Some(Effect::Prompt(scene)) => self.host.prompt(*scene),
        }
        self.dirty |= self.app.take_dirty();
    }

    /// Takes in what happened outside, and the tick that is due.
    pub fn catch_up(&mut self) {
        while let Some(news) = self.host.news() {
            self.update(news);
        }
        if let Some(elapsed) = self.ticks.tick(self.app.next_wake(), self.host.now()) {
            self.update(Msg::Tick(elapsed));
        }
    }

    /// Draws, if the screen may differ from the last frame.
    ///
    /// # Errors
    /// What `draw` says.
    pub fn draw<E>(&mut self, draw: impl FnOnce(&mut H, &mut A) -> Result<(), E>) -> Result<(), E> {
        if std::mem::take(&mut self.dirty) { draw(&mut self.host, self.app) } else { Ok(()) }
    }

    /// What is on the screen is not known any more.
    pub const fn forget_frame(&mut self) {
        self.dirty = true;
    }

    /// Lets the host do what has time until the picture is there; whether the app learned anything by it.
    pub fn settle(&mut self) -> bool {
        let Some(news) = self.host.settle() else { return false };
        self.update(news);
        true
    }

    /// How long to sleep; `None` is until something happens.
    pub fn wait(&mut self) -> Option<Duration> {
        let tick = self.ticks.wait(self.app.next_wake(), self.host.now());
        tick.into_iter().chain(self.host.next_look()).min()
    }

    /// Whether the app wanted to leave.
    pub const fn has_quit(&self) -> bool {
        self.quit
    }
}

/// When the next tick is due, on the host's clock.
#[derive(Default)]
struct Ticks {
    /// The last tick, or the moment when something began to move.
    last: Option<Duration>,
}

impl Ticks {
    /// How long to sleep; `None` is until something happens.
    fn wait(&mut self, wake: Option<Duration>, now: Duration) -> Option<Duration> {
        let Some(wake) = wake else {
            self.last = None;
            return None;
        };
        let since = now.saturating_sub(*self.last.get_or_insert(now));
        Some(wake.max(SHORTEST_TICK).saturating_sub(since))
    }

    /// The time since the last tick, if the next one is due.
    fn tick(&mut self, wake: Option<Duration>, now: Duration) -> Option<Duration> {
        let due = self.wait(wake, now)?.is_zero();
        due.then(|| now.saturating_sub(self.last.replace(now).unwrap_or(now)))
    }
}

#[cfg(test)]
mod tests;
