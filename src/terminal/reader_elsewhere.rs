//! The reader of what the terminal sends, where a terminal sends no bytes: a thread that hears crossterm's events.

use std::io;
use std::thread;
use std::time::Duration;

use crossterm::event;
use terminput_crossterm::to_terminput;

use super::mailbox::{Input, Mailbox};
use super::translate::message;

/// The thread. It lives as long as the process.
pub struct Reader(());

impl Reader {
    /// Starts to read.
    ///
    /// # Errors
    /// When the system has no thread left.
    pub fn start(_: Duration, mailbox: Mailbox) -> io::Result<Self> {
        let serve = move || {
            while let Ok(event) = event::read() {
                if matches!(event, event::Event::Resize(..)) {
                    mailbox.resized();
                }
                if let Some(msg) = to_terminput(event).ok().and_then(message) {
                    mailbox.put(Input::Msg(msg));
                }
            }
            mailbox.put(Input::Gone);
        };
        thread::Builder::new().name("input".into()).spawn(serve)?;
        Ok(Self(()))
    }
}
