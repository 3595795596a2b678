//! The event loop: asleep while nothing moves, every waiting event taken in before one frame is drawn.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use crossterm::event::{self, Event};
use ratatui::layout::Size;

use super::answer::{Answer, Heard};
use super::host::TerminalHost;
use super::options::ShellOptions;
use super::screen::{self, Screen};
use super::translate::translate;
use super::{crash, crash_report};
use crate::tui::app::{App, Msg};
use crate::tui::key::Key;
use crate::tui::runner::Runner;
use crate::tui::theme::Background;

/// At most this many events are taken in before a frame is drawn: a flood must not freeze the picture.
const MOST_EVENTS_PER_FRAME: usize = 4096;

/// For this long after the question an answer may still come; leaving before that waits for it, or the shell would get it as input.
const ANSWERED_WITHIN: Duration = Duration::from_millis(250);

/// An answer that comes later than this is not listened for.
const GIVEN_UP: Duration = Duration::from_secs(5);

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
        Err(error) if is_gone(&error) => Ok(ExitReason::TerminalGone),
        other => other.map(|()| ExitReason::Quit),
    }
}

#[cfg(unix)]
fn is_gone(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let gone = [Errno::IO, Errno::NXIO, Errno::NODEV, Errno::PIPE, Errno::BADF];
    gone.iter().any(|errno| error.raw_os_error() == Some(errno.raw_os_error()))
}

#[cfg(not(unix))]
fn is_gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

struct Shell<'a, A> {
    runner: Runner<'a, A, TerminalHost>,
    panic_on_key: Option<Key>,
    size: Size,
    /// Whether the terminal said that its size changed.
    resized: bool,
    /// Where an answer of the terminal's is awaited: since when, and what has come of it.
    question: Option<(Instant, Answer)>,
}

impl<'a, A: App> Shell<'a, A> {
    fn enter(app: &'a mut A, options: &ShellOptions) -> io::Result<Self> {
        // Also makes crossterm listen for changes of size before the first frame fixes one.
        event::poll(Duration::ZERO)?;
        let mut screen = Screen::enter(options.mouse)?;
        if options.ask_for_background {
            screen.ask_for_background();
        }
        Ok(Self {
            size: screen::size()?,
            runner: Runner::new(app, TerminalHost::new(screen, options), options.language),
            panic_on_key: options.panic_on_key,
            resized: false,
            question: options.ask_for_background.then(|| (Instant::now(), Answer::default())),
        })
    }

    fn run(mut self) -> io::Result<()> {
        self.runner.update(Msg::Resize(self.size.width, self.size.height));
        loop {
            self.take_in_waiting()?;
            self.runner.catch_up();
            self.redraw_if_stale()?;
            if self.runner.has_quit() {
                return self.wait_for_the_answer();
            }
            self.runner.draw(|host, app| host.screen.draw(|frame| app.view(frame)))?;
            // A disk may take its time: nobody waits for it before the picture is there.
            if !self.runner.settle() {
                self.sleep()?;
            }
        }
    }

    fn take_in_waiting(&mut self) -> io::Result<()> {
        for _ in 0..MOST_EVENTS_PER_FRAME {
            if self.runner.has_quit() || !event::poll(Duration::ZERO)? {
                break;
            }
            self.take_in(event::read()?);
        }
        Ok(())
    }

    /// Sees to a screen that is not what it was when the last frame was drawn.
    fn redraw_if_stale(&mut self) -> io::Result<()> {
        let size = screen::size()?;
        let host = self.runner.host();
        let returned = host.take_stale();
        // crossterm can lose a change of size that comes together with a key. And a terminal that was made small and
        // large again has the old size but has lost its picture.
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

    fn sleep(&mut self) -> io::Result<()> {
        match self.runner.wait() {
            None => {
                let event = event::read()?;
                self.take_in(event);
            }
            Some(wait) => {
                event::poll(wait)?;
            }
        }
        Ok(())
    }

    fn take_in(&mut self, event: Event) {
        self.resized |= matches!(event, Event::Resize(..));
        self.question.take_if(|(asked, answer)| asked.elapsed() > GIVEN_UP && !answer.is_under_way());
        match (translate(event), &mut self.question) {
            (Some(Msg::Key(key)), Some((_, answer))) => match answer.hear(key) {
                Heard::Part => {}
                Heard::Background(colour) => {
                    self.close_question();
                    if let Some(colour) = colour {
                        self.update(Msg::Background(Background::of(colour)));
                    }
                }
                Heard::Keys(keys) => keys.into_iter().for_each(|key| self.update(Msg::Key(key))),
            },
            (Some(msg), _) => self.update(msg),
            (None, _) => {}
        }
    }

    /// There is one answer to a question; but its end may come in two parts.
    fn close_question(&mut self) {
        self.question.take_if(|(_, answer)| !answer.is_under_way());
    }

    /// Takes the answer that may be on its way, so that the shell does not get it.
    fn wait_for_the_answer(&mut self) -> io::Result<()> {
        while let Some((asked, _)) = &self.question {
            let left = ANSWERED_WITHIN.saturating_sub(asked.elapsed());
            if left.is_zero() || !event::poll(left)? {
                break;
            }
            if let (Some(Msg::Key(key)), Some((_, answer))) = (translate(event::read()?), &mut self.question)
                && matches!(answer.hear(key), Heard::Background(_))
            {
                self.close_question();
            }
        }
        Ok(())
    }

    fn update(&mut self, msg: Msg) {
        crash_report::remember(&msg);
        let wanted = self.panic_on_key.is_some_and(|key| msg == Msg::Key(key));
        assert!(!wanted, "a key was pressed, and a test wants this");
        self.runner.update(msg);
    }
}
