//! A program in a real pseudo-terminal: what it wrote, what its screen shows, what it left behind.
//!
//! Nothing here sleeps for a fixed time and hopes: every wait has a condition and a generous deadline.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};

/// Far more than anything takes on a slow machine.
const DEADLINE: Duration = Duration::from_secs(20);

/// What the program wrote so far.
struct Output {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    /// When something was last written, or done to the program.
    last: Instant,
}

struct Shared {
    output: Mutex<Output>,
    changed: Condvar,
    hang_up: AtomicBool,
}

/// A program in a terminal.
pub struct Pty {
    shared: Arc<Shared>,
    master: Option<Box<dyn MasterPty + Send>>,
    /// Held so that the kernel keeps the terminal's settings after the program's end.
    slave: Option<Box<dyn SlavePty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    reader: Option<thread::JoinHandle<()>>,
    termios_before: String,
}

/// How often a program was started: every start is somebody's first.
static STARTS: AtomicUsize = AtomicUsize::new(0);

/// A command with a terminal's usual environment.
pub fn command(program: &str, arguments: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.args(arguments);
    for unwanted in [
        "NO_COLOR",
        "CLICOLOR",
        "COLORTERM",
        "COLORFGBG",
        "LC_ALL",
        "LC_CTYPE",
        "TCPTUTOR_CONFIG",
        "TCPTUTOR_TEST_PANIC",
        "ENV",
        "STY",
    ] {
        command.env_remove(unwanted);
    }
    // Nobody's own configuration, and no reports among somebody's files.
    let elsewhere = std::env::temp_dir().join(format!("tcptutor-tests-{}", std::process::id()));
    for folder in ["XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        command.env(folder, &elsewhere);
    }
    let start = STARTS.fetch_add(1, Ordering::SeqCst);
    command.env("TCPTUTOR_DATA_DIR", format!("{}/pty-{}-{start}", env!("CARGO_TARGET_TMPDIR"), std::process::id()));
    command.env("LANG", "C.UTF-8");
    command.env("TERM", "xterm-256color");
    command.env("RUST_BACKTRACE", "0");
    command
}

impl Pty {
    /// Starts a command in a terminal of this many columns and rows.
    pub fn start(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).expect("a pty");
        let termios_before = termios(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let shared = Arc::new(Shared {
            output: Mutex::new(Output {
                parser: vt100::Parser::new(cells(rows), cells(columns), 0),
                bytes: Vec::new(),
                last: Instant::now(),
            }),
            changed: Condvar::new(),
            hang_up: AtomicBool::new(false),
        });
        let source = pair.master.try_clone_reader().expect("a reader");
        let reader = Some(thread::spawn({
            let shared = Arc::clone(&shared);
            move || record(source, &shared)
        }));
        let writer = Some(pair.master.take_writer().expect("a writer"));
        Self { shared, master: Some(pair.master), slave: Some(pair.slave), writer, child, reader, termios_before }
    }

    /// The program's process id.
    pub fn id(&self) -> u32 {
        self.child.process_id().expect("a running program")
    }

    /// Types these bytes.
    pub fn type_keys(&mut self, keys: &str) {
        self.output().last = Instant::now();
        let writer = self.writer.as_mut().expect("an open terminal");
        writer.write_all(keys.as_bytes()).and_then(|()| writer.flush()).expect("the terminal takes keys");
    }

    /// Changes the terminal's size.
    pub fn resize(&self, columns: u16, rows: u16) {
        let mut output = self.output();
        output.parser.screen_mut().set_size(cells(rows), cells(columns));
        output.last = Instant::now();
        drop(output);
        self.master.as_ref().expect("an open terminal").resize(size(columns, rows)).expect("a new size");
    }

    /// Waits until the screen is as wanted.
    pub fn wait_until(&self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let mut output = self.output();
        let deadline = Instant::now() + DEADLINE;
        while !wanted(output.parser.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "never: {what}; the screen:\n{}", output.parser.screen().contents());
            output = self.shared.changed.wait_timeout(output, left).expect("the lock").0;
        }
    }

    /// Waits until this text is on the screen.
    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    /// Waits until more than this many bytes were written, and then until nothing was for a while.
    pub fn wait_for_more_than(&self, bytes: usize) {
        let deadline = Instant::now() + DEADLINE;
        while self.written() <= bytes {
            assert!(Instant::now() < deadline, "nothing more was written");
            thread::sleep(Duration::from_millis(1));
        }
        self.settle();
    }

    /// Waits until nothing was written, and nothing done to the program, for a while.
    pub fn settle(&self) {
        const QUIET: Duration = Duration::from_millis(300);
        let deadline = Instant::now() + DEADLINE;
        loop {
            let quiet = self.output().last.elapsed();
            if quiet >= QUIET {
                return;
            }
            assert!(Instant::now() < deadline, "it never goes quiet");
            thread::sleep(QUIET.saturating_sub(quiet));
        }
    }

    /// How many bytes were written so far.
    pub fn written(&self) -> usize {
        self.output().bytes.len()
    }

    /// What was written from this byte on.
    pub fn bytes_from(&self, from: usize) -> Vec<u8> {
        self.output().bytes[from..].to_vec()
    }

    /// The screen's text.
    pub fn contents(&self) -> String {
        self.output().parser.screen().contents()
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        self.output().last = Instant::now();
        signal(self.id(), name);
    }

    /// Waits for the program's end and gives its exit code.
    pub fn wait_exit(&mut self) -> u32 {
        let deadline = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                assert_eq!(status.signal(), None, "killed by a signal");
                return status.exit_code();
            }
            assert!(Instant::now() < deadline, "it does not end; the screen:\n{}", self.contents());
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Closes the terminal under the program, which must still write something when its size changes.
    pub fn hang_up(&mut self) {
        self.shared.hang_up.store(true, Ordering::SeqCst);
        // The reader sleeps in a read, and only a byte wakes it.
        self.resize(70, 20);
        self.reader.take().expect("a reader").join().expect("the reader ends");
        (self.writer, self.slave, self.master) = (None, None, None);
    }

    /// Asserts that the terminal is as it was before the program came.
    pub fn assert_restored(&self) {
        self.wait_until("the terminal is given back", |screen| !screen.alternate_screen());
        self.settle();
        let output = self.output();
        let screen = output.parser.screen();
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste is on");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert_eq!(count(&output.bytes, b"\x1b[?2026h") + 1, count(&output.bytes, b"\x1b[?2026l"));
        assert_eq!(termios(self.master.as_ref().expect("an open terminal").as_ref()), self.termios_before);
    }

    fn output(&self) -> std::sync::MutexGuard<'_, Output> {
        self.shared.output.lock().expect("the lock")
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a signal by its name to any process.
pub fn signal(process: u32, name: &str) {
    let status = std::process::Command::new("kill").args([&format!("-{name}"), &process.to_string()]).status();
    assert!(status.expect("kill runs").success());
}

/// How often one byte string stands in another.
pub fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes.windows(wanted.len()).filter(|window| *window == wanted).count()
}

fn record(mut source: Box<dyn Read + Send>, shared: &Shared) {
    let mut buffer = vec![0; 65536];
    loop {
        let Ok(read @ 1..) = source.read(&mut buffer) else { return };
        let mut output = shared.output.lock().expect("the lock");
        output.parser.process(&buffer[..read]);
        output.bytes.extend_from_slice(&buffer[..read]);
        output.last = Instant::now();
        shared.changed.notify_all();
        if shared.hang_up.load(Ordering::SeqCst) {
            return;
        }
    }
}

/// The emulator has at least one cell.
fn cells(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap_or(NonZeroU16::MIN)
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn termios(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios().expect("a terminal's settings"))
}
