//! The event loop: asleep while nothing moves, every waiting event taken in before one frame is drawn.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use ratatui::layout::Size;

use super::host::TerminalHost;
use super::mailbox::{Input, Mailbox};
use super::options::ShellOptions;
use super::reader::Reader;
use super::screen::{self, Screen};
use super::{crash, crash_report};
use crate::tui::app::{App, Msg};
use crate::tui::key::Key;
use crate::tui::runner::Runner;
use crate::tui::theme::Background;

/// At most this many events are taken in before a frame is drawn: a flood must not freeze the picture.
const MOST_EVENTS_PER_FRAME: usize = 4096;

/// For this long after the question an answer may still come; leaving before that waits for it, or the shell would get it as input.
const ANSWERED_WITHIN: Duration = Duration::from_secs(1);

/// Why [`run`] came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// The app wanted to leave.
    Quit,
    /// The terminal has gone.
    TerminalGone,
    /// This stream is not a terminal; nothing was drawn.
    NotATerminal(&'static str),
}

/// Runs an app on the terminal until it quits. Signals end the process from within, with the terminal restored.
///
/// A process runs one app: signals and crashes put in order what the first one had open.
///
/// # Errors
/// When the terminal refuses to be used.
pub fn run(app: &mut impl App, options: &ShellOptions) -> io::Result<ExitReason> {
    for (is_terminal, name) in [(io::stdin().is_terminal(), "input"), (io::stdout().is_terminal(), "output")] {
        if !is_terminal {
            return Ok(ExitReason::NotATerminal(name));
        }
    }
    crash::watch(options);
    #[cfg(unix)]
    super::signals::listen(options)?;
    match Shell::enter(app, options).and_then(Shell::run) {
        Err(error) if is_gone(&error) || screen::has_gone() => Ok(ExitReason::TerminalGone),
        other => other.map(|()| ExitReason::Quit),
    }
}

#[cfg(unix)]
fn is_gone(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let gone = [Errno::IO, Errno::NXIO, Errno::NODEV, Errno::PIPE, Errno::BADF];
    let is = |errno: &Errno| error.raw_os_error() == Some(errno.raw_os_error());
    error.kind() == io::ErrorKind::BrokenPipe || gone.iter().any(is)
}

#[cfg(not(unix))]
fn is_gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

struct Shell<'a, A> {
    /// Dropped before the screen: what comes then is the shell's.
    _reader: Reader,
    runner: Runner<'a, A, TerminalHost>,
    panic_on_key: Option<Key>,
    size: Size,
    /// Whether the terminal said that its size changed.
    resized: bool,
    /// Since when an answer of the terminal's is awaited, if one is.
    asked: Option<Instant>,
    mailbox: Mailbox,
}

impl<'a, A: App> Shell<'a, A> {
    fn enter(app: &'a mut A, options: &ShellOptions) -> io::Result<Self> {
        let mut screen = Screen::enter(options)?;
        let reader = Reader::start(options.escape, options.mailbox.clone())?;
        if options.ask_for_background {
            screen.ask_for_background();
        }
        Ok(Self {
            size: screen::size()?,
            runner: Runner::new(app, TerminalHost::new(screen, options), options.language),
            panic_on_key: options.panic_on_key,
            resized: false,
            asked: options.ask_for_background.then(Instant::now),
            mailbox: options.mailbox.clone(),
            _reader: reader,
        })
    }

    fn run(mut self) -> io::Result<()> {
        self.runner.update(Msg::Resize(self.size.width, self.size.height));
        loop {
            self.take_in_waiting()?;
            self.runner.catch_up();
            self.redraw_if_stale()?;
            if self.runner.has_quit() {
                self.wait_for_the_answer();
                return Ok(());
            }
            self.runner.draw(|host, app| host.screen.draw(|frame| app.view(frame)))?;
            // A disk may take its time: nobody waits for it before the picture is there.
            if !self.runner.settle() {
                self.sleep();
            }
        }
    }

    fn take_in_waiting(&mut self) -> io::Result<()> {
        for _ in 0..MOST_EVENTS_PER_FRAME {
            if self.runner.has_quit() {
                break;
            }
            let Some(input) = self.mailbox.next_input() else { break };
            self.take_in(input)?;
        }
        Ok(())
    }

    /// Sees to a screen that is not what it was when the last frame was drawn.
    fn redraw_if_stale(&mut self) -> io::Result<()> {
        let size = screen::size()?;
        let host = self.runner.host();
        let returned = host.take_stale();
        // A terminal that was made small and large again has the old size but has lost its picture.
        if std::mem::take(&mut self.resized) || size != self.size || returned {
            host.screen.forget()?;
            self.runner.forget_frame();
        }
        if size != self.size {
            self.size = size;
            self.update(Msg::Resize(size.width, size.height));
        }
        Ok(())
    }

    fn sleep(&mut self) {
        self.mailbox.wait(self.runner.wait());
    }

    fn take_in(&mut self, input: Input) -> io::Result<()> {
        match input {
            Input::Msg(msg) => self.update(msg),
            Input::Resized => self.resized = true,
            Input::Gone => return Err(io::ErrorKind::BrokenPipe.into()),
            Input::Background(colour) => {
                // One that was not asked for is somebody else's.
                if self.asked.take().is_some()
                    && let Some(colour) = colour
                {
                    self.update(Msg::Background(Background::of(colour)));
                }
            }
        }
        Ok(())
    }

    /// Takes the answer that may be on its way, so that the shell does not get it.
    fn wait_for_the_answer(&mut self) {
        while let Some(asked) = self.asked {
            let left = ANSWERED_WITHIN.saturating_sub(asked.elapsed());
            match self.mailbox.next_input() {
                Some(Input::Background(_) | Input::Gone) => break,
                Some(_) => {}
                None if left.is_zero() => break,
                None => self.mailbox.wait(Some(left)),
            }
        }
    }

    fn update(&mut self, msg: Msg) {
        crash_report::remember(&msg);
        let wanted = self.panic_on_key.is_some_and(|key| msg == Msg::Key(key));
        assert!(!wanted, "a key was pressed, and a test wants this");
        self.runner.update(msg);
    }
}
