//! What the program does beside drawing: its configuration, what it says of itself, and the dialogue without a screen.

use crate::PROGRAM;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Variables that would tell of the tests' own terminal.
const UNWANTED: [&str; 12] = [
    "NO_COLOR",
    "CLICOLOR",
    "COLORTERM",
    "COLORFGBG",
    "TERM",
    "TERM_PROGRAM",
    "LC_ALL",
    "LC_CTYPE",
    "LANG",
    "TMUX",
    "STY",
    "TCPTUTOR_CONFIG",
];

/// How often the program was started: every start is somebody's first.
static STARTS: AtomicUsize = AtomicUsize::new(0);

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).stdin(Stdio::null());
    for unwanted in UNWANTED {
        command.env_remove(unwanted);
    }
    let start = STARTS.fetch_add(1, Ordering::SeqCst);
    let data = format!("{}/manners-{}-{start}", env!("CARGO_TARGET_TMPDIR"), std::process::id());
    command
        .env("TCPTUTOR_DATA_DIR", data)
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .env("TERM", "xterm-256color")
        .env("LANG", "en_GB.UTF-8");
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

fn run(command: &mut Command) -> (i32, String) {
    let output = command.output().expect("it runs");
    assert_eq!(text(&output.stderr), "");
    (output.status.code().expect("a code"), text(&output.stdout))
}

#[test]
fn an_argument_that_is_not_understood_is_not_obeyed_by_the_terminal() {
    for arguments in [&["--theme", "\u{1b}[2J\u{202e}dark"][..], &["\u{9b}31m"], &["doctor", "\u{200f}x\u{7}"]] {
        let output = program(arguments).output().expect("it runs");
        let said = text(&output.stderr);
        assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true), "{said}");
        assert!(
            said.starts_with("error: ") && !said.contains(['\u{1b}', '\u{202e}', '\u{9b}', '\u{200f}', '\u{7}']),
            "{said}"
        );
    }
}

/// What the program answers when these lines are typed into a pipe.
fn typed(arguments: &[&str], lines: &[u8]) -> Output {
    let mut command = program(arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    // It may leave before everything is read.
    let _ = child.stdin.take().expect("a pipe").write_all(lines);
    child.wait_with_output().expect("it ends")
}

/// A configuration file for one test.
fn config(name: &str, text: &str) -> PathBuf {
    let file = std::env::temp_dir().join(format!("tcptutor-{name}-{}.toml", std::process::id()));
    fs::write(&file, text).expect("a file");
    file
}

/// The line of `doctor` about one item.
fn item(output_text: &str, item: &str) -> String {
    let begin = format!("{item}: ");
    let line = output_text.lines().find_map(|line| line.strip_prefix(&begin));
    line.unwrap_or_else(|| panic!("no {item}:\n{output_text}")).to_owned()
}

#[test]
fn doctor_says_what_was_found_and_why() {
    let (code, output_text) = run(&mut program(&["doctor"]));
    assert_eq!(code, 0);
    assert_eq!(item(&output_text, "version"), env!("CARGO_PKG_VERSION"));
    assert_eq!(item(&output_text, "colours"), "256 (TERM is xterm-256color)");
    assert_eq!(item(&output_text, "glyphs"), "unicode (LANG is en_GB.UTF-8)");
    assert_eq!(item(&output_text, "locale"), "en_GB.UTF-8 (LANG is set)");
    assert_eq!(item(&output_text, "theme"), "auto (the default)");
    assert_eq!(item(&output_text, "mouse"), "clicks and the wheel");
    assert_eq!(item(&output_text, "input is a terminal"), "no");
    assert_eq!(
        item(&output_text, "configuration"),
        "/nonexistent/tcptutor/config.toml (not there: the defaults apply)"
    );
}

/// Where the runtime folder is somebody else's, or others may write there, a socket in it could be anybody's.
#[cfg(unix)]
#[test]
fn doctor_says_where_notes_are_passed_and_whether_that_folder_can_be_trusted() {
    use std::os::unix::fs::{PermissionsExt as _, chown};
    let folder = crate::support::folder::Folder::new("manners-runtime");
    let runtime = folder.path();
    let notes = || {
        let (code, output_text) = run(program(&["doctor"]).env("XDG_RUNTIME_DIR", runtime));
        assert_eq!(code, 0);
        item(&output_text, "notes")
    };
    let mode = |mode| fs::set_permissions(runtime, fs::Permissions::from_mode(mode)).expect("a mode");
    let path = runtime.join("tcptutor").to_string_lossy().into_owned();
    mode(0o700);
    assert_eq!(notes(), path);
    let distrusted = format!("{path} (its folder is not yours alone)");
    mode(0o777);
    assert_eq!(notes(), distrusted);
    mode(0o700);
    fs::create_dir(runtime.join("tcptutor")).expect("a folder");
    fs::set_permissions(runtime.join("tcptutor"), fs::Permissions::from_mode(0o755)).expect("a mode");
    assert_eq!(notes(), distrusted);
    fs::remove_dir(runtime.join("tcptutor")).expect("it is empty");
    // Only root can give a folder away.
    if chown(runtime, Some(12_345), None).is_ok() {
        assert_eq!(notes(), distrusted);
        chown(runtime, Some(0), None).expect("it can be taken back");
    }
}

#[cfg(unix)]
#[test]
fn a_runtime_folder_that_nobody_has_made_is_not_used() {
    for runtime in ["/nowhere/at/all", "relative"] {
        let (code, output_text) = run(program(&["doctor"]).env("XDG_RUNTIME_DIR", runtime));
        assert_eq!(code, 0);
        let notes = item(&output_text, "notes");
        assert!(notes.starts_with(&*std::env::temp_dir().to_string_lossy()), "{runtime}: {notes}");
    }
}

/// GNU screen gives Esc to a program that has the mouse only with the key behind it.
#[test]
fn in_gnu_screen_the_mouse_has_to_be_asked_for() {
    let mouse = |arguments: &[&str]| item(&run(program(arguments).env("STY", "812.pts-0.host")).1, "mouse");
    let left = "left to the terminal (GNU screen keeps Esc back while a program has the mouse; `--mouse` takes it all the same)";
    assert_eq!(mouse(&["doctor"]), left);
    assert_eq!(mouse(&["doctor", "--mouse"]), "clicks and the wheel");
    assert_eq!(mouse(&["doctor", "--no-mouse"]), "left to the terminal");
}

#[test]
fn flags_win_over_the_environment_and_over_the_file() {
    let file = config("flags", "theme = \"light\"\nglyphs = \"ascii\"\nmotion = false\nmouse = false\n");
    let file = file.to_str().expect("a path");
    let (_, output_text) = run(program(&["doctor"]).env("TCPTUTOR_CONFIG", file).env("COLORFGBG", "0;15"));
    assert_eq!(item(&output_text, "theme"), "light (the configuration)");
    assert_eq!(item(&output_text, "glyphs"), "ascii (the configuration)");
    assert_eq!(item(&output_text, "motion"), "nothing moves by itself");
    assert_eq!(item(&output_text, "mouse"), "left to the terminal");
    assert_eq!(item(&output_text, "background"), "light (COLORFGBG is 0;15)");
    let flags = ["doctor", "--config", file, "--theme", "colour-blind", "--unicode", "--anim", "--mouse", "--no-color"];
    let (_, output_text) = run(program(&flags).env("TCPTUTOR_CONFIG", "/nonexistent"));
    assert_eq!(item(&output_text, "theme"), "colour-blind (--theme)");
    assert_eq!(item(&output_text, "glyphs"), "unicode (--unicode)");
    assert_eq!(item(&output_text, "motion"), "segments travel");
    assert_eq!(item(&output_text, "mouse"), "clicks and the wheel");
    assert_eq!(item(&output_text, "colours"), "none (--no-color)");
    fs::remove_file(file).expect("removed");
}

#[test]
fn doctor_shows_every_finding_and_fails() {
    let file = config("findings", "theme = \"lihgt\"\n[keys]\nconect = \"F2\"\nwrite = \"c\"\n");
    let (code, output_text) = run(program(&["doctor"]).arg("--config").arg(&file));
    assert_eq!(code, 1);
    assert_eq!(item(&output_text, "findings in it"), "3");
    for place in [":1:9", ":3:1", ":4:9"] {
        assert!(output_text.contains(&format!("{}{place}", file.display())), "{place}:\n{output_text}");
    }
    let (code, json) = run(program(&["doctor", "--json"]).arg("--config").arg(&file));
    assert_eq!(code, 1);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(3));
    assert_eq!(json["findings"][1]["suggestion"], "connect");
    assert_eq!(json["items"][0]["item"], "version");
    fs::remove_file(file).expect("removed");
}

#[test]
fn a_file_that_was_named_and_cannot_be_read_is_a_finding() {
    for name in ["/nonexistent/config.toml", "/"] {
        let (code, output_text) = run(&mut program(&["doctor", "--config", name]));
        assert_eq!(code, 1, "{output_text}");
        assert!(output_text.contains("this file cannot be read"), "{output_text}");
    }
    let file = std::env::temp_dir().join(format!("tcptutor-binary-{}.toml", std::process::id()));
    fs::write(&file, [0xff, 0xfe, 0x00]).expect("a file");
    let (code, output_text) = run(program(&["doctor"]).arg("--config").arg(&file));
    assert_eq!(code, 1);
    assert!(output_text.contains("not UTF-8 text"), "{output_text}");
    fs::remove_file(file).expect("removed");
}

#[test]
fn the_configuration_to_start_from_is_one_without_findings() {
    let (code, template) = run(&mut program(&["config"]));
    assert_eq!(code, 0);
    let file = config("template", &template);
    let (code, output_text) = run(program(&["doctor"]).arg("--config").arg(&file));
    assert_eq!((code, item(&output_text, "findings in it").as_str()), (0, "0"));
    fs::remove_file(file).expect("removed");
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (code, script) = run(&mut program(&["completions", shell]));
        assert_eq!(code, 0);
        assert!(script.contains("sandbox") && script.contains("doctor"), "{shell}");
    }
}

#[test]
fn the_manual_page_is_one() {
    let (code, page) = run(&mut program(&["man"]));
    assert_eq!(code, 0);
    assert!(page.contains(".TH tcptutor 1") && page.contains("TCPTUTOR SANDBOX"), "{page}");
}

#[test]
fn the_sandbox_is_driven_from_a_pipe() {
    let output = typed(&["sandbox", "--plain"], b"A connect\nrun until idle\nB close\nfoo\n\xff\nquit\nA close\n");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
    let output_text = text(&output.stdout);
    assert!(output_text.contains("A is in ESTABLISHED, B is in ESTABLISHED."), "{output_text}");
    assert!(output_text.contains("\"foo\" is not an action"), "{output_text}");
    assert!(output_text.ends_with("> quit\n"), "{output_text}");
    assert!(!output_text.contains('\x1b'));
}

#[test]
fn a_broken_configuration_is_reported_beside_the_dialogue() {
    let file = config("dialogue", "profile = \"linx\"\n");
    let output = typed(&["sandbox", "--plain", "--config", file.to_str().expect("a path")], b"");
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("profile rfc9293"));
    assert!(text(&output.stderr).contains("`linx` is not a `profile`"), "{}", text(&output.stderr));
    fs::remove_file(file).expect("removed");
}

#[test]
fn the_end_of_the_input_and_a_reader_that_leaves_are_no_failures() {
    let output = typed(&["sandbox", "--plain", "--profile", "linux"], b"A connect");
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("profile linux"));
    let output = typed(&["lesson", "close-wait-bug", "--plain"], b"");
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("Page 1 of"));
}

#[test]
fn a_whole_lesson_is_played_from_a_pipe() {
    // Whatever the pages ask for: an answer, an action, going on. What does not fit is refused in a sentence.
    let turn = "2\n1\nB listen\nA connect\nA write 10\nrun until idle\nnext\n";
    let output = typed(&["lesson", "three-way-handshake", "--plain"], turn.repeat(40).as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let output_text = text(&output.stdout);
    assert!(output_text.contains("This is the end of the lesson."), "{output_text}");
}

#[test]
fn lessons_of_ones_own_are_found_in_the_folders_of_the_configuration() {
    let folder = std::env::temp_dir().join(format!("tcptutor-lessons-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    fs::copy("lessons/close-wait-bug.toml", folder.join("my-own.toml")).expect("a lesson");
    let file = config("folders", &format!("lessons = [{:?}]\n", folder.to_str().expect("a path")));
    let (code, output_text) = run(program(&["lesson", "my-own", "--plain"]).arg("--config").arg(&file));
    assert_eq!(code, 0);
    assert!(output_text.contains("The CLOSE_WAIT bug"), "{output_text}");
    let output = program(&["lesson", "my-onw", "--plain"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("neither a lesson nor a file"), "{}", text(&output.stderr));
    fs::remove_dir_all(folder).and_then(|()| fs::remove_file(file)).expect("removed");
}
