//! The program inside tmux, as many have it: what is pressed there is what arrives, and what is left is a clean terminal. Skipped
//! where there is no tmux.

use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::PROGRAM;
use crate::pty::{Pty, command};
use crate::support::folder::Folder;

/// Far more than anything takes on a slow machine.
const DEADLINE: Duration = Duration::from_secs(20);

/// A tmux of a test's own, with one window in which a shell runs the program.
struct Tmux {
    name: String,
    folder: Folder,
}

fn is_there() -> bool {
    let asked = Command::new("tmux").arg("-V").stdout(Stdio::null()).status();
    let there = asked.is_ok_and(|status| status.success());
    if !there {
        eprintln!("skipped: there is no tmux here");
    }
    there
}

impl Tmux {
    /// Starts the program; when it has ended its window shows its exit code.
    fn start(arguments: &str) -> Self {
        static STARTS: AtomicUsize = AtomicUsize::new(0);
        let name = format!("tcptutor-{}-{}", std::process::id(), STARTS.fetch_add(1, Ordering::SeqCst));
        let tmux = Self { folder: Folder::new(&name), name };
        let folder = tmux.folder.path().display();
        let script = format!(
            "stty -g > {folder}/before; env -u STY LC_ALL=C.UTF-8 TCPTUTOR_CONFIG=/dev/null TCPTUTOR_DATA_DIR={folder} XDG_STATE_HOME={folder} \
             {PROGRAM} {arguments}; echo ended with $?; stty -g > {folder}/after; sleep 100"
        );
        tmux.run(&["new-session", "-d", "-s", "it", "-x", "80", "-y", "24", &script]);
        tmux
    }

    fn run(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("tmux");
        command.args(["-u", "-L", &self.name, "-f", "/dev/null"]).args(arguments).env_remove("TMUX");
        let output = command.output().expect("tmux runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn press(&self, keys: &[&str]) {
        self.run(&[&["send-keys", "-t", "it"], keys].concat());
    }

    fn shown(&self) -> String {
        self.run(&["capture-pane", "-p", "-t", "it"])
    }

    fn wait_for(&self, text: &str) {
        self.wait_until(text, |shown| shown.contains(text));
    }

    fn wait_until(&self, what: &str, wanted: impl Fn(&str) -> bool) {
        let end = Instant::now() + DEADLINE;
        loop {
            let shown = self.shown();
            if wanted(&shown) {
                return;
            }
            assert!(Instant::now() < end, "never: {what}; the screen:\n{shown}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// It has ended so, and the terminal is as it was.
    fn ended_with(&self, code: u32) {
        self.wait_for(&format!("ended with {code}"));
        let modes = "#{alternate_on}#{mouse_any_flag}#{cursor_flag}#{keypad_flag}#{keypad_cursor_flag}";
        assert_eq!(self.run(&["display-message", "-p", "-t", "it", modes]).trim(), "00100");
        let settings = |name: &str| std::fs::read_to_string(self.folder.path().join(name)).unwrap_or_default();
        let end = Instant::now() + DEADLINE;
        while settings("after").is_empty() && Instant::now() < end {
            thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(settings("after"), settings("before"));
    }

    fn sandbox() -> Self {
        let tmux = Self::start("sandbox --no-anim");
        tmux.wait_for("press c to connect");
        tmux
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

#[test]
fn in_tmux_what_is_pressed_is_what_arrives() {
    if !is_there() {
        return;
    }
    let tmux = Tmux::sandbox();
    for (pressed, arrives) in [
        ("F1", "F1"),
        ("F4", "F4"),
        ("F12", "F12"),
        ("IC", "Insert"),
        ("DC", "Delete"),
        ("BTab", "Shift-Tab"),
        ("PPage", "PageUp"),
        ("NPage", "PageDown"),
        ("C-Left", "Ctrl-Left"),
        ("C-Up", "Ctrl-Up"),
        ("C-Home", "Ctrl-Home"),
        ("M-c", "Alt-c"),
        ("M-Left", "Alt-Left"),
        ("M-Enter", "Alt-Enter"),
        ("C-t", "Ctrl-t"),
        ("é", "é"),
        ("三", "三"),
    ] {
        tmux.press(&[pressed]);
        tmux.wait_for(&format!(" {arrives} does nothing here"));
    }
    // Esc alone is Esc, and the letter behind it is the letter.
    tmux.press(&[":"]);
    tmux.wait_for("─ do ─");
    tmux.press(&["Escape"]);
    tmux.wait_until("the window closes", |shown| !shown.contains("─ do ─"));
    tmux.press(&["c"]);
    tmux.wait_for("SYN seq 1000");
    tmux.press(&["Up"]);
    tmux.press(&["Enter"]);
    tmux.wait_for("segment A#1: SYN");
    tmux.press(&["Escape"]);
    tmux.wait_until("the window closes", |shown| !shown.contains("segment A#1"));
    tmux.press(&["q", "q"]);
    tmux.ended_with(0);
}

#[test]
fn in_tmux_what_is_no_key_presses_none() {
    if !is_there() {
        return;
    }
    let tmux = Tmux::sandbox();
    let before = tmux.shown();
    // Broken UTF-8, half a sequence, half an answer: each is over before the next key.
    for bytes in ["ff fe 80 c3 28", "e2 82", "1b 5b 31 3b", "1b 5d 31 31 3b 72 67", "1b 50 61", "1b 5b 49", "1b 5b 4f"]
    {
        let bytes: Vec<&str> = ["-H"].into_iter().chain(bytes.split(' ')).collect();
        tmux.press(&bytes);
        thread::sleep(Duration::from_millis(1200));
    }
    // `(` is the one whole character among them.
    tmux.wait_until("nothing happens", |shown| shown == before || shown.contains("( does nothing here"));
    tmux.press(&["c"]);
    tmux.wait_for("SYN seq 1000");
    tmux.press(&["q", "q"]);
    tmux.ended_with(0);
}

#[test]
fn in_tmux_ten_thousand_pasted_lines_are_one_text_while_the_window_changes_its_size() {
    if !is_there() {
        return;
    }
    let tmux = Tmux::sandbox();
    let lines: String =
        (0..10_000).map(|n| format!("line {n} A connect\n")).fold(String::new(), |all, line| all + &line);
    let file = tmux.folder.write("lines", &lines);
    tmux.run(&["load-buffer", &file.to_string_lossy()]);
    tmux.press(&[":"]);
    tmux.wait_for("─ do ─");
    tmux.run(&["paste-buffer", "-p", "-t", "it"]);
    for width in ["60", "100", "40", "120", "80"] {
        tmux.run(&["resize-window", "-t", "it", "-x", width, "-y", "24"]);
        thread::sleep(Duration::from_millis(20));
    }
    tmux.wait_for("A connect line");
    tmux.press(&["Escape"]);
    tmux.wait_for("press c to connect");
    tmux.press(&["q"]);
    tmux.ended_with(0);
}

#[test]
fn in_tmux_who_detaches_and_attaches_elsewhere_finds_it_in_the_new_size() {
    if !is_there() {
        return;
    }
    let tmux = Tmux::sandbox();
    tmux.press(&["c"]);
    tmux.wait_for("SYN seq 1000");
    for (columns, rows) in [(100, 30), (60, 18), (80, 25)] {
        let mut attach = command("tmux", &["-u", "-L", &tmux.name, "attach", "-t", "it"]);
        attach.env_remove("TMUX");
        let mut client = Pty::start(attach, columns, rows);
        client.wait_for("SYN seq 1000");
        client.wait_until("the title ends where the screen ends", |screen| {
            let first = screen.contents().lines().next().map(|line| line.chars().count());
            first.is_some_and(|cells| cells + 2 >= usize::from(columns))
        });
        // Ctrl-b d.
        client.type_keys("\x02d");
        assert_eq!(client.wait_exit(), 0);
    }
    tmux.press(&["q", "q"]);
    tmux.ended_with(0);
}

#[test]
fn in_tmux_every_way_to_end_leaves_the_terminal_as_it_was() {
    if !is_there() {
        return;
    }
    let pid = |tmux: &Tmux| {
        let shell = tmux.run(&["display-message", "-p", "-t", "it", "#{pane_pid}"]);
        let child = Command::new("pgrep").args(["-P", shell.trim()]).output().expect("pgrep runs");
        String::from_utf8_lossy(&child.stdout).trim().to_owned()
    };
    for (keys, code) in [(&["q"][..], 0), (&["C-c"], 0), (&["c", "Escape", "Escape"], 0)] {
        let tmux = Tmux::sandbox();
        for key in keys {
            tmux.press(&[key]);
            thread::sleep(Duration::from_millis(300));
        }
        tmux.ended_with(code);
    }
    for (signal, code) in [("-TERM", 143), ("-HUP", 129), ("-QUIT", 131)] {
        let tmux = Tmux::sandbox();
        let _ = Command::new("kill").args([signal, &pid(&tmux)]).status();
        tmux.ended_with(code);
    }
    let tmux = Tmux::sandbox();
    let program = pid(&tmux);
    tmux.run(&["kill-pane", "-t", "it"]);
    let end = Instant::now() + DEADLINE;
    while Command::new("kill")
        .args(["-0", &program])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
    {
        assert!(Instant::now() < end, "it goes on without its terminal");
        thread::sleep(Duration::from_millis(20));
    }
}
