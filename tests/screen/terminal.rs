//! The program in a real terminal: it comes, stays quiet, and leaves everything as it found it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::PROGRAM;
use crate::pty::{Pty, command, count, signal};
use portable_pty::CommandBuilder;

/// Text that the first screen shows at any reasonable size.
const FIRST_SCREEN: &str = "tcptutor";
/// The key that leaves from the first screen.
const QUIT: &str = "q";
/// The same where a run would be lost: the first one is a question.
const QUIT_A_RUN: &str = "qq";
/// Ctrl-Z.
const SUSPEND: &str = "\x1a";

const FRAME_BEGIN: &[u8] = b"\x1b[?2026h";
const FRAME_END: &[u8] = b"\x1b[?2026l";

fn program(arguments: &[&str]) -> CommandBuilder {
    command(PROGRAM, arguments)
}

fn start() -> Pty {
    start_with(program(&[]))
}

fn start_with(command: CommandBuilder) -> Pty {
    let pty = Pty::start(command, 80, 24);
    pty.wait_for(FIRST_SCREEN);
    pty
}

#[test]
fn quitting_restores_the_terminal() {
    let mut pty = start();
    pty.wait_until("the program has the terminal", |screen| {
        screen.alternate_screen()
            && screen.hide_cursor()
            && screen.bracketed_paste()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::PressRelease
            && screen.mouse_protocol_encoding() == vt100::MouseProtocolEncoding::Sgr
    });
    pty.type_keys(QUIT);
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
}

#[test]
fn the_mouse_can_be_left_to_the_terminal() {
    let in_gnu_screen = |mut command: CommandBuilder| {
        command.env("STY", "812.pts-0.host");
        command
    };
    for (command, times) in
        [(program(&["--no-mouse"]), 0), (in_gnu_screen(program(&[])), 0), (in_gnu_screen(program(&["--mouse"])), 1)]
    {
        let mut pty = start_with(command);
        pty.settle();
        assert_eq!(count(&pty.bytes_from(0), b"\x1b[?1000h"), times);
        pty.type_keys(QUIT);
        assert_eq!(pty.wait_exit(), 0);
        pty.assert_restored();
    }
}

#[test]
fn signals_restore_the_terminal_and_exit_with_their_number() {
    for (name, number) in [("HUP", 1), ("INT", 2), ("QUIT", 3), ("TERM", 15)] {
        let mut pty = start();
        pty.settle();
        pty.signal(name);
        assert_eq!(pty.wait_exit(), 128 + number, "{name}");
        pty.assert_restored();
    }
}

/// A folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("tcptutor-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    folder
}

#[test]
fn a_panic_restores_the_terminal_and_leaves_a_report_of_what_led_to_it() {
    let state = folder("crash");
    let mut command = program(&[]);
    command.env("TCPTUTOR_TEST_PANIC", "F9");
    command.env("XDG_STATE_HOME", &state);
    let mut pty = start_with(command);
    pty.type_keys("\x1b[B\x1b[A");
    // Pasted text may be a secret.
    pty.type_keys("\x1b[200~secret\x1b[201~");
    pty.type_keys("\x1b[20~");
    assert_eq!(pty.wait_exit(), 101);
    pty.assert_restored();
    pty.wait_for("panicked at");
    pty.wait_for("What led to it is in");

    let reports: Vec<_> = fs::read_dir(state.join("tcptutor")).expect("the folder").collect();
    assert_eq!(reports.len(), 1);
    let report = reports[0].as_ref().expect("a file").path();
    let text = fs::read_to_string(&report).expect("a report");
    assert!(text.contains("last inputs, the oldest first: Down Up Paste(6 characters) F9\n"), "{text}");
    assert!(
        text.contains(env!("CARGO_PKG_VERSION")) && text.contains("panicked at") && !text.contains("secret"),
        "{text}"
    );
    fs::remove_dir_all(state).expect("removed");
}

#[test]
fn where_no_report_can_be_kept_it_goes_where_files_go_that_nobody_needs_for_long() {
    let temporary = folder("crash-temporary");
    fs::create_dir_all(&temporary).expect("a folder");
    let mut command = program(&[]);
    command.env("TCPTUTOR_TEST_PANIC", "x");
    command.env("XDG_STATE_HOME", "/dev/null");
    command.env("TMPDIR", &temporary);
    let mut pty = start_with(command);
    pty.type_keys("x");
    assert_eq!(pty.wait_exit(), 101);
    pty.wait_for("What led to it is in");
    assert_eq!(fs::read_dir(&temporary).expect("the folder").count(), 1);
    fs::remove_dir_all(temporary).expect("removed");
}

#[test]
fn no_size_is_too_small_and_the_picture_comes_back() {
    let mut pty = start();
    pty.settle();
    let before = pty.contents();
    for (columns, rows) in [(1, 1), (0, 0), (2, 50), (200, 1), (1, 1)] {
        pty.resize(columns, rows);
        pty.type_keys("\x1b[A");
        pty.settle();
    }
    let written = pty.written();
    pty.resize(80, 24);
    pty.wait_for_more_than(written);
    pty.wait_for(FIRST_SCREEN);
    assert_eq!(pty.contents().lines().count(), before.lines().count());
    pty.type_keys(QUIT);
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
}

#[test]
fn it_starts_in_a_terminal_of_one_cell_and_in_one_that_knows_no_size() {
    for (columns, rows) in [(1, 1), (0, 0)] {
        let mut pty = Pty::start(program(&[]), columns, rows);
        pty.wait_until("the first frame", vt100::Screen::alternate_screen);
        pty.resize(80, 24);
        pty.wait_for(FIRST_SCREEN);
        pty.type_keys(QUIT);
        assert_eq!(pty.wait_exit(), 0);
    }
}

#[test]
fn a_closed_terminal_ends_the_program() {
    let mut pty = start();
    pty.settle();
    pty.hang_up();
    assert_eq!(pty.wait_exit(), 129);
}

#[test]
fn a_closed_terminal_ends_the_program_where_sighup_is_ignored() {
    let mut pty = start_with(command("/bin/sh", &["-c", &format!("trap '' HUP; exec {PROGRAM}")]));
    pty.settle();
    pty.hang_up();
    assert_eq!(pty.wait_exit(), 129);
}

#[test]
fn a_closed_terminal_ends_the_program_when_nobody_tells_it() {
    // The kernel tells only the session's leader, which keeps this news to itself and reports our exit code.
    let mut pty = start_with(command("/bin/sh", &["-c", &format!("trap '' HUP; {PROGRAM}; exit $?")]));
    pty.settle();
    pty.hang_up();
    assert_eq!(pty.wait_exit(), 129);
}

/// A shell with job control that has the program as its foreground job.
fn start_as_job() -> Pty {
    let pty = start_in_shell();
    in_the_foreground(&pty);
    pty
}

fn start_in_shell() -> Pty {
    let mut shell = command("/bin/sh", &["-i"]);
    shell.env("PS1", "ready> ");
    shell.env("TCPTUTOR", PROGRAM);
    let mut pty = Pty::start(shell, 80, 24);
    pty.wait_for("ready>");
    pty.type_keys("\"$TCPTUTOR\"\n");
    pty
}

fn in_the_foreground(pty: &Pty) {
    pty.wait_until("the program has the terminal", |screen| {
        screen.alternate_screen() && screen.hide_cursor() && screen.contents().contains(FIRST_SCREEN)
    });
    pty.settle();
}

fn in_the_shell(pty: &Pty) {
    pty.wait_until("the shell has the terminal", |screen| {
        let prompt = screen.contents().lines().last().is_some_and(|line| line.trim_end() == "ready>");
        prompt
            && !screen.alternate_screen()
            && !screen.hide_cursor()
            && !screen.bracketed_paste()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    });
}

fn quit_job(pty: &mut Pty) {
    pty.type_keys(QUIT);
    in_the_shell(pty);
    pty.type_keys("echo status=$?\n");
    pty.wait_for("status=0");
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_brings_the_picture_back() {
    let mut pty = start_as_job();
    let before = pty.contents();
    for _ in 0..3 {
        pty.type_keys(SUSPEND);
        in_the_shell(&pty);
        pty.type_keys("fg\n");
        in_the_foreground(&pty);
    }
    assert_eq!(pty.contents().lines().count(), before.lines().count());
    quit_job(&mut pty);
}

#[test]
#[cfg(target_os = "linux")]
fn being_stopped_from_outside_is_survived_politely_and_impolitely() {
    let mut pty = start_as_job();
    let job = only_child_of(pty.id());
    signal(job, "TSTP");
    in_the_shell(&pty);
    pty.type_keys("fg\n");
    in_the_foreground(&pty);

    // Nobody can restore anything before SIGSTOP, but afterwards all must be there again, raw mode too.
    let written = pty.written();
    signal(job, "STOP");
    pty.wait_for_more_than(written);
    let written = pty.written();
    pty.type_keys("fg\n");
    pty.wait_for_more_than(written);
    in_the_foreground(&pty);
    quit_job(&mut pty);
}

#[cfg(target_os = "linux")]
fn only_child_of(process: u32) -> u32 {
    let children = std::fs::read_to_string(format!("/proc/{process}/task/{process}/children")).expect("children");
    children.split_whitespace().next().expect("a child").parse().expect("a process id")
}

#[test]
fn without_a_shell_to_return_to_ctrl_z_does_nothing() {
    let mut pty = start();
    pty.settle();
    pty.type_keys(SUSPEND);
    pty.settle();
    pty.type_keys(QUIT);
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
}

#[test]
fn without_a_terminal_it_says_so_and_exits_2() {
    for arguments in [&[][..], &["sandbox"], &["lesson", "close-wait-bug"]] {
        let output = Command::new(PROGRAM).args(arguments).stdin(Stdio::null()).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
        let message = String::from_utf8(output.stderr).expect("text");
        assert!(message.starts_with("tcptutor: ") && message.contains("terminal"), "{message}");
        assert_eq!(message.lines().count(), 1);
    }
}

#[test]
fn a_reader_that_leaves_is_no_reason_to_complain() {
    let mut child = Command::new("/bin/sh")
        .args(["-c", &format!("{PROGRAM} --help | true")])
        .stderr(Stdio::piped())
        .spawn()
        .expect("a shell");
    assert!(child.wait().expect("it ends").success());
    let mut message = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().expect("a pipe"), &mut message).expect("text");
    assert_eq!(message, "");
}

/// The question for the background, and a white one for an answer.
const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";
const WHITE: &str = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\";

#[test]
fn the_terminal_is_asked_once_for_its_background_and_for_nothing_else() {
    let mut pty = start();
    pty.type_keys(QUIT);
    pty.wait_exit();
    pty.settle();
    let bytes = pty.bytes_from(0);
    for question in [&b"\x1b[c"[..], b"\x1b[0c", b"\x1b[6n", b"\x1b[5n", b"\x1b[?u", b"\x1b[>q", b";?\x07"] {
        assert_eq!(count(&bytes, question), 0, "{question:?}");
    }
    assert_eq!((count(&bytes, QUESTION), count(&bytes, b";?\x1b")), (1, 1));
}

#[test]
fn a_terminal_whose_background_is_known_or_does_not_matter_is_not_asked() {
    let known = |name: &str, value: &str, arguments: &[&str]| {
        let mut command = program(arguments);
        command.env(name, value);
        command
    };
    let commands = [
        known("COLORFGBG", "15;0", &[]),
        known("NO_COLOR", "1", &[]),
        known("TERM", "linux", &[]),
        program(&["--theme", "dark"]),
        program(&["--theme", "monochrome"]),
    ];
    for command in commands {
        let pty = start_with(command);
        pty.settle();
        assert_eq!(count(&pty.bytes_from(0), b"\x1b]11"), 0);
    }
}

#[test]
fn the_answer_changes_the_colours_and_is_never_a_key() {
    // In the sandbox `1`, `;`, `r`, `b`, `g` and `f` would do something.
    let mut pty = Pty::start(program(&["sandbox", "--no-anim"]), 80, 24);
    pty.wait_for("press c to connect");
    pty.settle();
    let (before, written) = (pty.contents(), pty.written());
    pty.type_keys(WHITE);
    pty.wait_for_more_than(written);
    assert_eq!(pty.contents(), before, "only the colours change");
    pty.type_keys("c");
    pty.wait_for("SYN_SENT");
    pty.type_keys(QUIT_A_RUN);
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
}

#[test]
fn doctor_waits_for_the_answer_a_moment_and_no_longer() {
    let mut pty = Pty::start(program(&["doctor"]), 80, 60);
    // The answer lies there before the question comes, however slow this machine is.
    pty.type_keys(WHITE);
    assert_eq!(pty.wait_exit(), 0);
    pty.wait_for("background: light (the terminal answered that it is 255,255,255)");

    let mut pty = Pty::start(program(&["doctor"]), 80, 60);
    assert_eq!(pty.wait_exit(), 0);
    pty.wait_for("background: taken to be dark");
    pty.wait_for("size: 80x60");
    assert_eq!(count(&pty.bytes_from(0), QUESTION), 1);
}

#[test]
fn a_black_background_changes_nothing_and_leaving_at_once_leaves_no_answer_behind() {
    let mut pty = start();
    pty.settle();
    let written = pty.written();
    pty.type_keys("\x1b]11;rgb:0000/0000/0000\x07");
    pty.settle();
    assert_eq!(pty.written(), written);

    // Leaving before the answer has come takes it along, and the shell does not get it as input.
    let mut pty = start_in_shell();
    pty.wait_for(FIRST_SCREEN);
    pty.type_keys(&format!("{QUIT}{WHITE}"));
    in_the_shell(&pty);
    assert!(!pty.contents().contains("11;rgb"), "{}", pty.contents());
}

#[test]
fn every_byte_after_the_start_belongs_to_a_whole_frame() {
    let mut pty = start();
    pty.settle();
    let first = pty.bytes_from(0);
    let start = first.windows(FRAME_BEGIN.len()).position(|bytes| bytes == FRAME_BEGIN).expect("a frame");
    pty.resize(100, 30);
    pty.type_keys("\x1b[B\x1b[A");
    pty.resize(80, 24);
    pty.settle();

    let bytes = pty.bytes_from(start);
    let mut rest = &bytes[..];
    while !rest.is_empty() {
        assert!(rest.starts_with(FRAME_BEGIN), "outside of a frame: {:?}", String::from_utf8_lossy(rest));
        let end = rest.windows(FRAME_END.len()).position(|bytes| bytes == FRAME_END).expect("a frame's end");
        let frame = &rest[FRAME_BEGIN.len()..end];
        assert!(!frame.is_empty(), "an empty frame");
        assert_eq!(count(frame, FRAME_BEGIN), 0, "a frame in a frame");
        rest = &rest[end + FRAME_END.len()..];
    }
}

#[test]
fn what_concerns_nobody_writes_nothing() {
    let mut pty = start();
    pty.settle();
    let written = pty.written();
    // The window gains and loses the focus, a button is let go, and something arrives that no terminal sends.
    pty.type_keys("\x1b[I\x1b[O\x1b[<0;5;5m\x1b[~");
    pty.settle();
    assert_eq!(pty.written(), written);
}

#[test]
fn a_configuration_changes_keys_and_a_broken_one_keeps_nobody_out() {
    let file = folder("config");
    fs::write(&file, "theme = 1\n[keys]\nconnect = \"F2\"\nwrite = \"x\"\n").expect("a file");
    let mut pty = Pty::start(program(&["sandbox", "--no-anim", "--config", file.to_str().expect("a path")]), 80, 24);
    pty.wait_for("press F2 to connect");
    // `c` is nothing any more, and `w` has stayed what it was.
    pty.type_keys("c\x1bOQ");
    pty.wait_for("SYN_SENT");
    pty.type_keys("?");
    pty.wait_for(" 1-");
    let names_the_key = |help: String| help.lines().any(|line| line.contains("F2 ") && line.contains("connect()"));
    let is_told = (0..6).any(|_| {
        pty.settle();
        let found = names_the_key(pty.contents());
        pty.type_keys("\x1b[6~");
        found
    });
    assert!(is_told, "{}", pty.contents());
    pty.type_keys("?");
    pty.type_keys(QUIT_A_RUN);
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
    pty.wait_for("`1` is not a `theme`");
    pty.wait_for("`x` cannot be `write`");
    fs::remove_file(file).expect("removed");
}

#[test]
fn the_theme_is_drawn_in_the_colours_that_the_terminal_has() {
    let colours = |depth: &[u8], arguments: &[&str], colorterm: &str| {
        let mut command = program(arguments);
        command.env("COLORTERM", colorterm);
        let pty = start_with(command);
        pty.settle();
        count(&pty.bytes_from(0), depth)
    };
    assert!(colours(b"\x1b[38;2;", &["--theme", "dark"], "truecolor") > 0);
    assert_eq!(colours(b"\x1b[38;2;", &["--theme", "dark"], ""), 0);
    assert!(colours(b"\x1b[38;5;", &["--theme", "dark"], "") > 0);
    assert_eq!(colours(b"\x1b[38;", &["--theme", "monochrome"], "truecolor"), 0);
}

#[test]
fn ascii_comes_by_itself_where_the_locale_is_not_utf_8() {
    let mut command = program(&["sandbox"]);
    command.env("LANG", "C");
    let pty = Pty::start(command, 80, 24);
    pty.wait_for("press c to connect");
    assert!(pty.contents().is_ascii(), "{}", pty.contents());
}

#[test]
fn no_colour_means_none_but_bold_stays() {
    let mut command = program(&[]);
    command.env("NO_COLOR", "1");
    let pty = start_with(command);
    pty.settle();
    let bytes = pty.bytes_from(0);
    assert_eq!(count(&bytes, b"\x1b[38;") + count(&bytes, b"\x1b[48;"), 0);
    assert_eq!(count(&bytes, b"\x1b[;m"), 0);
    assert!(count(&bytes, b"\x1b[1m") > 0, "{:?}", String::from_utf8_lossy(&bytes));
}

#[test]
#[cfg(target_os = "linux")]
fn a_still_screen_costs_nothing() {
    let pty = start();
    pty.settle();
    let (written, woken) = (pty.written(), wake_ups(pty.id()));
    // This second is what is measured.
    thread::sleep(Duration::from_secs(1));
    assert_eq!(wake_ups(pty.id()) - woken, 0, "wake-ups");
    assert_eq!(pty.written() - written, 0, "bytes");
}

#[cfg(target_os = "linux")]
fn wake_ups(process: u32) -> u64 {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).expect("a running program");
    let switches = |task: std::fs::DirEntry| {
        let status = std::fs::read_to_string(task.path().join("status")).expect("a task's status");
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        line.expect("a count").trim().parse::<u64>().expect("a number")
    };
    tasks.map(|task| switches(task.expect("a task"))).sum()
}

#[test]
#[cfg(target_os = "linux")]
fn a_frame_is_one_write() {
    let pty = start();
    pty.settle();
    let (Some(writes), frames) = (write_calls(pty.id()), count(&pty.bytes_from(0), FRAME_END)) else {
        return; // This kernel does not count.
    };
    for (columns, rows) in [(120, 40), (60, 20), (80, 24)] {
        let written = pty.written();
        pty.resize(columns, rows);
        pty.wait_for_more_than(written);
    }
    let frames = count(&pty.bytes_from(0), FRAME_END) - frames;
    assert!(frames >= 3);
    // The handler of SIGWINCH writes too: a byte to wake the program, by `send`, which is not counted.
    assert_eq!(write_calls(pty.id()).expect("still counted") - writes, frames as u64);
}

#[cfg(target_os = "linux")]
fn write_calls(process: u32) -> Option<u64> {
    let counts = std::fs::read_to_string(format!("/proc/{process}/io")).ok()?;
    counts.lines().find_map(|line| line.strip_prefix("syscw: "))?.trim().parse().ok()
}

#[test]
fn after_an_animation_the_program_is_as_quiet_as_before() {
    let mut pty = Pty::start(program(&["sandbox"]), 80, 24);
    pty.wait_for("sandbox");
    pty.type_keys("c");
    pty.wait_until("both ends are ESTABLISHED", |screen| {
        screen.contents().lines().nth(1).is_some_and(|line| line.matches("ESTABLISHED").count() == 2)
    });
    pty.settle();
    let before = pty.written();
    thread::sleep(Duration::from_secs(1));
    assert_eq!(pty.written(), before, "not one byte in a second");
    pty.type_keys(QUIT_A_RUN);
    assert_eq!(pty.wait_exit(), 0);
}
