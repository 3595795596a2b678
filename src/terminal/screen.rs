//! The terminal: entered once, left in one place whatever happens, and given each frame in one write.

use std::io;
#[cfg(unix)]
use std::os::fd::BorrowedFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use super::clusters::Clusters;
use super::codes::{Inside, by_their_own_codes, pass_through};
use super::colour::QUESTION;
use super::options::ShellOptions;
use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;
use crossterm::style::force_color_output;
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Rect, Size};
use ratatui::terminal::{Frame, Terminal};
use ratatui_crossterm::CrosstermBackend;

/// Synchronized output: the terminal shows nothing of a frame until all of it is there.
const FRAME_BEGIN: &[u8] = b"\x1b[?2026h";
const FRAME_END: &[u8] = b"\x1b[?2026l";
/// Alternate screen, cleared; no cursor; bracketed paste.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[2J\x1b[?25l\x1b[?2004h";
/// Clicks and the wheel, not every motion, with coordinates beyond column 223.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
/// Everything undone, also what was never done, and a frame that was cut short.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l";

/// What a terminal has that says it has no size at all.
const UNKNOWN_SIZE: Size = Size { width: 80, height: 24 };
/// No terminal is larger than this, whatever it says: a picture has a cell for each place.
const LARGEST: Size = Size { width: 1000, height: 500 };

/// Whether the terminal is ours.
static INSIDE: AtomicBool = AtomicBool::new(false);
/// Whether it was given back only until the process continues.
static SUSPENDED: AtomicBool = AtomicBool::new(false);
/// Whether the mouse is asked for.
static MOUSE: AtomicBool = AtomicBool::new(false);
/// Held while bytes go out, so that a restore by the signal thread cannot land inside a frame.
static OUTPUT: Mutex<()> = Mutex::new(());

/// The terminal while it is ours. Dropping it gives the terminal back.
pub struct Screen {
    terminal: Terminal<FrameBackend>,
}

impl Screen {
    /// Takes the terminal: raw mode, alternate screen, no cursor, bracketed paste, and the mouse where wanted.
    ///
    /// # Errors
    /// When the terminal refuses.
    pub fn enter(options: &ShellOptions) -> io::Result<Self> {
        // The theme decides about colours. crossterm's own NO_COLOR writes `ESC[;m`, which loses bold and reverse too.
        force_color_output(true);
        MOUSE.store(options.mouse, Ordering::SeqCst);
        take_terminal()?;
        let backend = FrameBackend { sixteen_colours: options.sixteen_colours, ..FrameBackend::new() };
        match Terminal::new(backend) {
            Ok(terminal) => Ok(Self { terminal }),
            Err(error) => {
                restore();
                Err(error)
            }
        }
    }

    /// Draws a frame; nothing is written where nothing changed.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(view).map(|_| ())
    }

    /// Puts a text into the terminal's clipboard, together with the next frame. Terminals may refuse, and none says so.
    ///
    /// # Errors
    /// None that is known.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let mut copy = Vec::new();
        queue!(copy, CopyToClipboard::to_clipboard_from(text))?;
        self.terminal.backend_mut().extra.extend(pass_through(copy, Inside::now()));
        Ok(())
    }

    /// Asks the terminal for its background, together with the next frame. The answer comes as input, or never.
    pub fn ask_for_background(&mut self) {
        self.terminal.backend_mut().extra.extend_from_slice(QUESTION);
    }

    /// Forgets what is on the terminal: the next frame is drawn in full.
    ///
    /// # Errors
    /// When the terminal's size cannot be read.
    pub fn forget(&mut self) -> io::Result<()> {
        // `Terminal::clear` would ask the terminal for its cursor and wait for the answer.
        let size = self.terminal.size()?;
        self.terminal.backend_mut().cursor_shown = None;
        self.terminal.resize(Rect::from((Position::ORIGIN, size)))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Raw mode with a question for the background, for those that draw nothing. Dropping it ends raw mode.
pub struct BackgroundQuery(());

impl BackgroundQuery {
    /// Asks the terminal for its background.
    ///
    /// # Errors
    /// When the terminal refuses.
    pub fn begin() -> io::Result<Self> {
        enable_raw_mode()?;
        let asking = Self(());
        write_all(QUESTION)?;
        Ok(asking)
    }
}

impl Drop for BackgroundQuery {
    fn drop(&mut self) {
        let _ = disable_raw_mode();
    }
}

/// Gives the terminal back as it was found. May be called from anywhere, any number of times.
pub fn restore() {
    SUSPENDED.store(false, Ordering::SeqCst);
    give_back();
}

/// Gives the terminal back until [`resume`].
pub fn suspend() {
    if INSIDE.load(Ordering::SeqCst) {
        SUSPENDED.store(true, Ordering::SeqCst);
        give_back();
    }
}

/// Takes the terminal again after the process was stopped, whoever stopped it; whether it was ours. Somebody else may have
/// written to it meanwhile: the next frame has to be drawn in full.
pub fn resume() -> bool {
    // Stopped by SIGSTOP, we had no chance to leave: raw mode must be set again, and crossterm thinks it still is.
    let stopped_inside = INSIDE.swap(false, Ordering::SeqCst);
    if stopped_inside {
        let _ = disable_raw_mode();
    }
    let was_ours = SUSPENDED.swap(false, Ordering::SeqCst) || stopped_inside;
    if was_ours {
        let _ = take_terminal();
    }
    was_ours
}

/// Whether there is not a terminal any more.
#[cfg(unix)]
pub fn has_gone() -> bool {
    let gone = |stream: BorrowedFd<'static>| rustix::termios::tcgetattr(stream).is_err();
    gone(rustix::stdio::stdin()) || gone(rustix::stdio::stdout())
}

/// Whether there is not a terminal any more.
#[cfg(not(unix))]
pub const fn has_gone() -> bool {
    false
}

/// The terminal's columns and rows.
///
/// # Errors
/// When the terminal has gone.
pub fn size() -> io::Result<Size> {
    let (width, height) = reported_size()?;
    Ok(believed(Size { width, height }))
}

/// What a terminal has by what it says. One that reports zero does not know.
fn believed(said: Size) -> Size {
    if said.width == 0 || said.height == 0 {
        return UNKNOWN_SIZE;
    }
    Size { width: said.width.min(LARGEST.width), height: said.height.min(LARGEST.height) }
}

#[cfg(unix)]
fn reported_size() -> io::Result<(u16, u16)> {
    // crossterm starts `tput` where the terminal has gone, and opens /dev/tty every time.
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout())?;
    Ok((size.ws_col, size.ws_row))
}

#[cfg(not(unix))]
fn reported_size() -> io::Result<(u16, u16)> {
    crossterm::terminal::size()
}

fn take_terminal() -> io::Result<()> {
    enable_raw_mode()?;
    let _output = lock_output();
    INSIDE.store(true, Ordering::SeqCst);
    let mut bytes = ENTER.to_vec();
    if MOUSE.load(Ordering::SeqCst) {
        bytes.extend_from_slice(MOUSE_ON);
    }
    write_all(&bytes).inspect_err(|_| {
        INSIDE.store(false, Ordering::SeqCst);
        let _ = disable_raw_mode();
    })
}

fn give_back() {
    // Whoever comes second must not end the process before the first is through.
    let _output = lock_output();
    if !INSIDE.swap(false, Ordering::SeqCst) {
        return;
    }
    // First what cannot block: a terminal that reads nothing must at least not stay raw.
    let _ = disable_raw_mode();
    let _ = write_all(LEAVE);
}

/// Waits for a frame under way, but not forever: its writer may be stuck in a terminal that reads nothing, or be this
/// very thread, panicking.
fn lock_output() -> Option<MutexGuard<'static, ()>> {
    let patience = Instant::now() + Duration::from_millis(200);
    loop {
        match OUTPUT.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if Instant::now() >= patience => return None,
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(1)),
        }
    }
}

#[cfg(unix)]
fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};
    while !bytes.is_empty() {
        match rustix::io::write(rustix::stdio::stdout(), bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(rustix::io::Errno::INTR) => {}
            // Somebody who shares the terminal made it non-blocking.
            Err(rustix::io::Errno::AGAIN) => {
                let stdout = rustix::stdio::stdout();
                let _ = poll(&mut [PollFd::new(&stdout, PollFlags::OUT)], None);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn write_all(bytes: &[u8]) -> io::Result<()> {
    use std::io::Write as _;
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// Collects what ratatui draws and writes it with one call, or not at all where it is nothing.
struct FrameBackend {
    /// The frame so far. Always begins with [`FRAME_BEGIN`].
    frame: Vec<u8>,
    /// What goes out with the frame and draws nothing.
    extra: Vec<u8>,
    /// Whether the cursor is shown, where that is known.
    cursor_shown: Option<bool>,
    /// Where the terminal's cursor is, as long as nothing was drawn since.
    cursor: Option<Position>,
    /// Whether the sixteen colours have codes of their own.
    sixteen_colours: bool,
    clusters: Clusters,
}

impl FrameBackend {
    fn new() -> Self {
        Self {
            frame: FRAME_BEGIN.to_vec(),
            extra: Vec::new(),
            cursor_shown: Some(false),
            cursor: None,
            sixteen_colours: false,
            clusters: Clusters::default(),
        }
    }

    fn encoder(&mut self) -> CrosstermBackend<&mut Vec<u8>> {
        self.cursor = None;
        CrosstermBackend::new(&mut self.frame)
    }

    fn show(&mut self, shown: bool) -> io::Result<()> {
        if self.cursor_shown.replace(shown) == Some(shown) {
            return Ok(());
        }
        if shown { self.encoder().show_cursor() } else { self.encoder().hide_cursor() }
    }
}

impl Backend for FrameBackend {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let content = self.clusters.without_halves(content);
        // The encoder ends with a reset even when there was nothing to draw.
        if content.is_empty() {
            return Ok(());
        }
        self.encoder().draw(content.iter().map(|(x, y, cell)| (*x, *y, cell)))
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.show(false)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.show(true)
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        // Asking the terminal could block for as long as it likes.
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if self.cursor != Some(position) {
            self.encoder().set_cursor_position(position)?;
            self.cursor = Some(position);
        }
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clusters.clear();
        self.encoder().clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.encoder().clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: size()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.sixteen_colours {
            self.frame = by_their_own_codes(&self.frame);
        }
        self.frame.append(&mut self.extra);
        if self.frame.len() == FRAME_BEGIN.len() {
            return Ok(());
        }
        self.frame.extend_from_slice(FRAME_END);
        let output = lock_output();
        // Between leaving and coming back the terminal belongs to somebody else.
        let result = if INSIDE.load(Ordering::SeqCst) { write_all(&self.frame) } else { Ok(()) };
        drop(output);
        self.frame.truncate(FRAME_BEGIN.len());
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(backend: &FrameBackend) -> String {
        String::from_utf8(backend.frame[FRAME_BEGIN.len()..].to_vec()).unwrap()
    }

    #[test]
    fn a_frame_without_changes_is_empty() {
        let mut backend = FrameBackend::new();
        backend.draw(std::iter::empty()).unwrap();
        backend.hide_cursor().unwrap();
        assert_eq!(drawn(&backend), "");
    }

    #[test]
    fn the_cursor_is_moved_back_after_drawing_and_only_then() {
        let mut backend = FrameBackend::new();
        backend.set_cursor_position((3, 1)).unwrap();
        let once = drawn(&backend);
        backend.set_cursor_position((3, 1)).unwrap();
        assert_eq!(drawn(&backend), once);
        backend.draw(std::iter::once((0, 0, &Cell::new("x")))).unwrap();
        backend.set_cursor_position((3, 1)).unwrap();
        assert!(drawn(&backend).ends_with(&once));
    }

    #[test]
    fn a_copy_and_a_question_go_out_inside_the_next_frame_whether_it_draws_or_not() {
        let mut backend = FrameBackend::new();
        queue!(backend.extra, CopyToClipboard::to_clipboard_from("why?")).unwrap();
        backend.extra.extend_from_slice(QUESTION);
        backend.flush().unwrap();
        assert_eq!(backend.extra, b"", "and only once");
        queue!(backend.extra, CopyToClipboard::to_clipboard_from("why?")).unwrap();
        backend.frame.append(&mut backend.extra);
        assert_eq!(drawn(&backend), "\x1b]52;c;d2h5Pw==\x1b\\");
    }

    #[test]
    fn a_terminal_that_says_no_size_or_a_huge_one_is_not_believed() {
        let of = |(width, height)| believed(Size { width, height });
        assert_eq!([(0, 0), (0, 24), (80, 0)].map(of), [UNKNOWN_SIZE; 3]);
        assert_eq!([(1, 1), (250, 70)].map(of), [Size { width: 1, height: 1 }, Size { width: 250, height: 70 }]);
        assert_eq!(of((u16::MAX, u16::MAX)), LARGEST);
        assert_eq!(of((u16::MAX, 1)), Size { width: LARGEST.width, height: 1 });
    }

    #[test]
    fn restoring_a_terminal_that_was_never_taken_does_nothing() {
        restore();
        restore();
        assert!(!resume());
    }
}
