//! The one reader of what the terminal sends: a thread that puts bytes together to strings, and posts what they are.
//!
//! The reader of `crossterm` takes an ESC that comes alone for the key at once and an unfinished string for one that goes on for ever,
//! and cannot be given bytes. `terminput` is crossterm's parser as a function of one whole string.

use std::io;
use std::os::fd::OwnedFd;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, read, write};
use rustix::pipe::pipe;

use super::colour::background;
use super::mailbox::{Input, Mailbox};
use super::strings::{Strings, Whole};
use super::translate::translate;
use crate::tui::app::Msg;

/// How long the end of the thread is waited for.
const LAST_BYTES: Duration = Duration::from_millis(200);

/// The thread. Dropping this ends it, so that what is typed then is the shell's.
pub struct Reader {
    thread: Option<JoinHandle<()>>,
    /// Closed, it ends the thread.
    stop: Option<OwnedFd>,
}

impl Reader {
    /// Starts to read. An ESC that nothing follows for so long is the key.
    ///
    /// # Errors
    /// When the system has no thread or pipe left.
    pub fn start(escape: Duration, mailbox: Mailbox) -> io::Result<Self> {
        let (stopped, stop) = pipe()?;
        let serve = move || {
            if let Err(error) = serve(&stopped, escape, &mailbox) {
                drop(error);
                mailbox.put(Input::Gone);
            }
        };
        let thread = thread::Builder::new().name("input".into()).spawn(serve)?;
        Ok(Self { thread: Some(thread), stop: Some(stop) })
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = write(&stop, b"x");
        }
        let patience = Instant::now() + LAST_BYTES;
        while let Some(thread) = self.thread.take_if(|thread| thread.is_finished() || Instant::now() < patience) {
            if thread.is_finished() {
                let _ = thread.join();
                return;
            }
            self.thread = Some(thread);
            thread::sleep(Duration::from_millis(1));
        }
    }
}

/// Reads until somebody wants an end.
///
/// # Errors
/// When nothing more can come.
fn serve(stopped: &OwnedFd, escape: Duration, mailbox: &Mailbox) -> io::Result<()> {
    let stdin = rustix::stdio::stdin();
    let mut strings = Strings::new(escape, Instant::now());
    let mut bytes = [0; 4096];
    loop {
        let wait = strings.wait(Instant::now()).and_then(|wait| Timespec::try_from(wait).ok());
        let mut sources = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(stopped, PollFlags::IN)];
        match poll(&mut sources, wait.as_ref()) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        if !sources[1].revents().is_empty() {
            return Ok(());
        }
        let has_come = !sources[0].revents().is_empty();
        let wholes = match if has_come { read(stdin, &mut bytes) } else { Err(Errno::AGAIN) } {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(length) => strings.take(&bytes[..length], Instant::now()),
            Err(Errno::AGAIN | Errno::INTR) => strings.expire(Instant::now()).into_iter().collect(),
            Err(error) => return Err(error.into()),
        };
        wholes.into_iter().filter_map(input).for_each(|input| mailbox.put(input));
    }
}

/// What a string is to the program; `None` for what nobody wants to know.
fn input(whole: Whole) -> Option<Input> {
    match whole {
        Whole::Key(bytes) => translate(&bytes).map(Input::Msg),
        Whole::Paste(bytes) => Some(Input::Msg(Msg::Paste(String::from_utf8_lossy(&bytes).into_owned()))),
        Whole::Answer(bytes) => background(&bytes).map(Input::Background),
    }
}
