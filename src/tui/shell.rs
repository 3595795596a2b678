//! The event loop: asleep while nothing moves, every waiting event taken in before one frame is drawn.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Once;
use std::time::{Duration, Instant};

use crossterm::event::{self, Event, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Size;

use crate::text::clean_line;
use crate::tui::answer::{Answer, Heard};
use crate::tui::app::{App, Effect, Mouse, MouseAction, Msg};
use crate::tui::crash;
use crate::tui::keeping;
use crate::tui::key::{Key, KeyCode};
use crate::tui::palette::Rgb;
use crate::tui::save;
use crate::tui::screen::{self, Asking, Screen};
use crate::tui::theme::Background;
use crate::tui::watching::Watched;

/// No animation is asked to move more often than this, whatever the app says: a mistake must not eat a processor.
const SHORTEST_TICK: Duration = Duration::from_millis(1);

/// So many events are taken in before a frame is drawn in any case: a flood must not freeze the picture.
const MOST_EVENTS_PER_FRAME: usize = 4096;

/// So long after the question an answer may still come; leaving before that waits for it, or the shell would get it as input.
const ANSWERED_WITHIN: Duration = Duration::from_millis(250);

/// An answer that comes later than this is not listened for.
const GIVEN_UP: Duration = Duration::from_secs(5);

/// How to run an app.
#[derive(Clone, Debug)]
pub struct ShellOptions {
    /// Ask for the mouse's clicks and wheel.
    pub mouse: bool,
    /// Panic at this key, so that a test can see what becomes of the terminal.
    pub panic_on_key: Option<Key>,
    /// Ask the terminal for its background. Nobody waits for the answer.
    pub ask_for_background: bool,
    /// Where reports of crashes go.
    pub report_folder: Option<PathBuf>,
    /// The file of a lesson that is being written: whenever it changes, the app is told.
    pub watch: Option<PathBuf>,
}

/// Why [`run`] came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// The app wanted to leave.
    Quit,
    /// The terminal has gone.
    TerminalGone,
    /// This stream is no terminal; nothing was drawn.
    NotATerminal(&'static str),
}

/// Runs an app on the terminal until it quits. Signals end the process from within, with the terminal restored.
///
/// # Errors
/// When the terminal refuses to be used.
pub fn run(app: &mut impl App, options: ShellOptions) -> io::Result<ExitReason> {
    for (is_terminal, name) in [(io::stdin().is_terminal(), "input"), (io::stdout().is_terminal(), "output")] {
        if !is_terminal {
            return Ok(ExitReason::NotATerminal(name));
        }
    }
    crash::watch(options.report_folder.clone());
    #[cfg(unix)]
    listen_once()?;
    match Shell::enter(app, options).and_then(Shell::run) {
        Err(error) if is_gone(&error) => Ok(ExitReason::TerminalGone),
        other => other.map(|()| ExitReason::Quit),
    }
}

/// Asks the terminal for its background and waits so long for the answer, at the most. Nothing is drawn.
///
/// # Errors
/// When the terminal refuses to be used.
pub fn ask_for_background(within: Duration) -> io::Result<Option<Rgb>> {
    let asked = Instant::now();
    let _asking = Asking::begin()?;
    let mut answer = Answer::default();
    while event::poll(within.saturating_sub(asked.elapsed()))? {
        if let Some(Msg::Key(key)) = translate(event::read()?)
            && let Heard::Background(colour) = answer.hear(key)
        {
            return Ok(colour);
        }
    }
    Ok(None)
}

#[cfg(unix)]
fn listen_once() -> io::Result<()> {
    static ONCE: Once = Once::new();
    let mut result = Ok(());
    ONCE.call_once(|| result = crate::tui::signals::listen());
    result
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
    app: &'a mut A,
    options: ShellOptions,
    screen: Screen,
    clock: Clock,
    size: Size,
    /// Whether the terminal said that its size changed.
    resized: bool,
    dirty: bool,
    quit: bool,
    /// Where an answer of the terminal's is awaited: since when, and what has come of it.
    question: Option<(Instant, Answer)>,
    /// A file whose changes the app wants to know of.
    watched: Option<Watched>,
}

impl<'a, A: App> Shell<'a, A> {
    fn enter(app: &'a mut A, options: ShellOptions) -> io::Result<Self> {
        // Also makes crossterm listen for changes of size before the first frame fixes one.
        event::poll(Duration::ZERO)?;
        let mut screen = Screen::enter(options.mouse)?;
        if options.ask_for_background {
            screen.ask_for_background();
        }
        Ok(Self {
            app,
            screen,
            clock: Clock::default(),
            size: screen::size()?,
            resized: false,
            dirty: true,
            quit: false,
            watched: options.watch.clone().map(|file| Watched::new(file, Instant::now())),
            question: options.ask_for_background.then(|| (Instant::now(), Answer::default())),
            options,
        })
    }

    fn run(mut self) -> io::Result<()> {
        loop {
            self.take_in_waiting()?;
            self.take_in_heard();
            self.redraw_if_stale()?;
            if let Some(elapsed) = self.clock.tick(self.app.next_wake(), Instant::now()) {
                self.update(Msg::Tick(elapsed));
            }
            self.look_at_the_file();
            if self.quit {
                return self.wait_for_the_answer();
            }
            if self.dirty {
                self.dirty = false;
                self.screen.draw(|frame| self.app.view(frame))?;
            }
            // A disk may take its time: nobody waits for it before the picture is there.
            match keeping::save() {
                Some(kept) => self.update(Msg::Kept(kept)),
                None => self.sleep()?,
            }
        }
    }

    fn take_in_waiting(&mut self) -> io::Result<()> {
        for _ in 0..MOST_EVENTS_PER_FRAME {
            if self.quit || !event::poll(Duration::ZERO)? {
                break;
            }
            self.take_in(event::read()?);
        }
        Ok(())
    }

    /// What came from a presenter, if one is followed.
    fn take_in_heard(&mut self) {
        #[cfg(unix)]
        while let Some(heard) = crate::tui::following::take() {
            self.update(Msg::Heard(heard));
        }
    }

    /// Sees to a screen that is not what it was when the last frame was drawn.
    fn redraw_if_stale(&mut self) -> io::Result<()> {
        let returned = screen::take_stale();
        let size = screen::size()?;
        // crossterm can lose a change of size that comes together with a key. And a terminal that was made small and
        // large again has the old size but has lost its picture.
        if std::mem::take(&mut self.resized) || size != self.size || returned {
            self.screen.forget()?;
            self.dirty = true;
        }
        if size != self.size {
            self.size = size;
            self.update(Msg::Resize(size.width, size.height));
        }
        if returned {
            self.clock = Clock::default();
            self.update(Msg::Redraw);
        }
        Ok(())
    }

    fn look_at_the_file(&mut self) {
        let Some(watched) = &mut self.watched else { return };
        if let Some(text) = watched.look(Instant::now()) {
            let file = clean_line(&watched.path().to_string_lossy()).into_owned();
            self.update(Msg::Edited { file, text });
        }
    }

    fn sleep(&mut self) -> io::Result<()> {
        let now = Instant::now();
        let look = self.watched.as_ref().map(|watched| watched.wait(now));
        match self.clock.wait(self.app.next_wake(), now).into_iter().chain(look).min() {
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
        self.quit = false;
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
        crash::remember(&msg);
        let wanted = self.options.panic_on_key.is_some_and(|key| msg == Msg::Key(key));
        assert!(!wanted, "a key was pressed, and a test wants this");
        match self.app.update(msg) {
            Some(Effect::Quit) => self.quit = true,
            #[cfg(unix)]
            Some(Effect::Suspend) => crate::tui::signals::stop_job(),
            #[cfg(not(unix))]
            Some(Effect::Suspend) => {}
            // What goes wrong here goes wrong with the next frame too, and is reported there.
            Some(Effect::Copy(text)) => drop(self.screen.copy(&text)),
            Some(Effect::Save { stem, text, told }) => {
                let told = save::into_new_file(&stem, &text, told);
                self.app.update(Msg::Saved(told));
            }
            Some(Effect::Keep(deeds)) => keeping::keep(&deeds),
            #[cfg(unix)]
            Some(Effect::Prompt(scene)) => crate::tui::prompting::show(*scene),
            #[cfg(not(unix))]
            Some(Effect::Prompt(_)) => {}
            None => {}
        }
        self.dirty |= self.app.take_dirty();
    }
}

/// When the next tick is due. Knows no time of its own, so that tests need none.
#[derive(Default)]
struct Clock {
    /// The last tick, or the moment when something began to move.
    last: Option<Instant>,
}

impl Clock {
    /// How long to sleep; `None` is until something happens.
    fn wait(&mut self, wake: Option<Duration>, now: Instant) -> Option<Duration> {
        let Some(wake) = wake else {
            self.last = None;
            return None;
        };
        let since = now.saturating_duration_since(*self.last.get_or_insert(now));
        Some(wake.max(SHORTEST_TICK).saturating_sub(since))
    }

    /// The time since the last tick, if the next one is due.
    fn tick(&mut self, wake: Option<Duration>, now: Instant) -> Option<Duration> {
        let due = self.wait(wake, now)?.is_zero();
        due.then(|| now.saturating_duration_since(self.last.replace(now).unwrap_or(now)))
    }
}

fn translate(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => translate_key(key).map(Msg::Key),
        Event::Mouse(mouse) => translate_mouse(mouse).map(Msg::Mouse),
        Event::Paste(text) => Some(Msg::Paste(text)),
        // What counts is the size when all waiting events are taken in.
        Event::Resize(..) | Event::FocusGained | Event::FocusLost => None,
    }
}

fn translate_key(event: KeyEvent) -> Option<Key> {
    use crossterm::event::KeyCode as Theirs;

    if event.kind == KeyEventKind::Release {
        return None;
    }
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let code = match event.code {
        Theirs::Char(c) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
        // Some terminals report Shift beside the small letter.
        Theirs::Char(c) if shift => KeyCode::Char(c.to_ascii_uppercase()),
        Theirs::Char(c) => KeyCode::Char(c),
        Theirs::F(n) => KeyCode::F(n),
        Theirs::Enter => KeyCode::Enter,
        Theirs::Esc => KeyCode::Esc,
        Theirs::Tab if shift => KeyCode::BackTab,
        Theirs::Tab => KeyCode::Tab,
        Theirs::BackTab => KeyCode::BackTab,
        Theirs::Backspace => KeyCode::Backspace,
        Theirs::Delete => KeyCode::Delete,
        Theirs::Insert => KeyCode::Insert,
        Theirs::Up => KeyCode::Up,
        Theirs::Down => KeyCode::Down,
        Theirs::Left => KeyCode::Left,
        Theirs::Right => KeyCode::Right,
        Theirs::Home => KeyCode::Home,
        Theirs::End => KeyCode::End,
        Theirs::PageUp => KeyCode::PageUp,
        Theirs::PageDown => KeyCode::PageDown,
        _ => return None,
    };
    Some(Key { code, ctrl, alt: event.modifiers.contains(KeyModifiers::ALT) })
}

fn translate_mouse(event: MouseEvent) -> Option<Mouse> {
    let action = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseAction::Click,
        MouseEventKind::ScrollUp => MouseAction::WheelUp,
        MouseEventKind::ScrollDown => MouseAction::WheelDown,
        _ => return None,
    };
    Some(Mouse { action, column: event.column, row: event.row })
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEP: Duration = Duration::from_millis(30);

    #[test]
    fn nothing_ticks_while_nothing_moves() {
        let mut clock = Clock::default();
        let now = Instant::now();
        assert_eq!(clock.wait(None, now), None);
        assert_eq!(clock.tick(None, now + STEP), None);
    }

    #[test]
    fn the_first_tick_comes_one_step_after_the_start_not_after_the_last_animation() {
        let mut clock = Clock::default();
        let now = Instant::now();
        clock.wait(Some(STEP), now);
        clock.wait(None, now + STEP);
        let later = now + STEP * 100;
        assert_eq!(clock.tick(Some(STEP), later), None);
        assert_eq!(clock.wait(Some(STEP), later), Some(STEP));
    }

    #[test]
    fn a_tick_says_how_much_time_really_passed_and_keys_do_not_put_it_off() {
        let mut clock = Clock::default();
        let now = Instant::now();
        assert_eq!(clock.wait(Some(STEP), now), Some(STEP));
        assert_eq!(clock.wait(Some(STEP), now + STEP / 3), Some(STEP * 2 / 3));
        assert_eq!(clock.tick(Some(STEP), now + STEP / 2), None);
        assert_eq!(clock.tick(Some(STEP), now + STEP * 2), Some(STEP * 2));
        assert_eq!(clock.wait(Some(STEP), now + STEP * 2), Some(STEP));
    }

    #[test]
    fn an_app_that_never_wants_to_wait_still_sleeps() {
        assert_eq!(Clock::default().wait(Some(Duration::ZERO), Instant::now()), Some(SHORTEST_TICK));
    }

    #[test]
    fn shift_is_part_of_the_character_and_releases_are_nothing() {
        use crossterm::event::KeyCode as Theirs;
        let key = |code, modifiers| translate_key(KeyEvent::new(code, modifiers));
        assert_eq!(key(Theirs::Char('x'), KeyModifiers::SHIFT), Some(Key::char('X')));
        assert_eq!(key(Theirs::Char('<'), KeyModifiers::SHIFT), Some(Key::char('<')));
        assert_eq!(key(Theirs::Char('R'), KeyModifiers::CONTROL), Some(Key::ctrl('r')));
        assert_eq!(key(Theirs::Tab, KeyModifiers::SHIFT), Some(Key::plain(KeyCode::BackTab)));
        assert_eq!(key(Theirs::CapsLock, KeyModifiers::NONE), None);
        let release = KeyEvent::new_with_kind(Theirs::Enter, KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(translate_key(release), None);
        let repeat = KeyEvent::new_with_kind(Theirs::Enter, KeyModifiers::NONE, KeyEventKind::Repeat);
        assert_eq!(translate_key(repeat), Some(Key::plain(KeyCode::Enter)));
    }
}
