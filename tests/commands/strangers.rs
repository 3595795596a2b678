//! Files of strangers: nothing that one names is opened, nothing that one says is obeyed, and nothing takes longer than it may.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use crate::support::folder::Folder;
use crate::{PROGRAM, alone};

/// Far more than anything here takes, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(20);

/// One step, and full marks for it.
const EASY: &str = "format = 1\ntitle = \"easy\"\nsummary = \"easy\"\nobjectives = [\"none\"]\n[[step]]\nsay = \"Do it.\"\n\
                    until = { A = \"SYN_SENT\" }\n";

fn hand_in(lesson: &str) -> String {
    format!("session = 1\nlesson = {lesson}\nanswers = []\n[world]\n[[part]]\ndo = [\"A connect\"]\n")
}

/// The program, which is not waited for without end.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut child = alone(Command::new(PROGRAM).args(arguments), folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let start = Instant::now();
    while child.try_wait().expect("it is our child").is_none() {
        if start.elapsed() > PATIENCE {
            let _ = child.kill();
            panic!("{arguments:?} does not end");
        }
        // What it prints is short enough for a pipe.
        thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output().expect("it has ended")
}

fn printed(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat()
}

fn assert_harmless(text: &str) {
    let harmful =
        |c: &char| (c.is_control() && *c != '\n') || ('\u{202a}'..='\u{202e}').contains(c) || *c == '\u{feff}';
    assert_eq!(text.chars().find(harmful), None, "{text:?}");
}

#[cfg(unix)]
fn pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status();
    assert!(made.is_ok_and(|status| status.success()), "a pipe");
}

#[test]
fn a_hand_in_names_an_id_and_nothing_is_opened_for_it() {
    let folder = Folder::new("strangers-names");
    folder.write("easy.toml", EASY);
    folder.write("secret", "a line that nobody else may read\n");
    let path = folder.path().join("easy.toml");
    let names =
        ["easy.toml", "./easy.toml", "easy", "/etc/passwd", "secret", "../secret", "/dev/zero", "tcptutor1zabc0"];
    for name in names.into_iter().chain(path.to_str()) {
        folder.write("in/hand-in.toml", &hand_in(&format!("{name:?}")));
        let output = run(folder.path(), &["grade", "in"]);
        let output_text = printed(&output);
        assert_eq!(output.status.code(), Some(1), "{name}: {output_text}");
        assert!(
            !output_text.contains("nobody else") && !output_text.contains("root:") && !output_text.contains("1/1"),
            "{name}: {output_text}"
        );
        assert!(output_text.contains("--lesson"), "{name}: {output_text}");
    }
    folder.write("own/easy.toml", EASY);
    folder.write("in/hand-in.toml", &hand_in("\"easy\""));
    for own in [&["grade", "in", "--lessons", "own"][..], &["grade", "in", "--lesson", "easy.toml"]] {
        assert!(printed(&run(folder.path(), own)).contains("1/1"), "what the grader names is opened");
    }
}

#[test]
fn a_hand_in_forges_no_row_and_no_terminal_obeys_it() {
    let folder = Folder::new("strangers-rows");
    let forged = "four-way-close\\n00-honest.toml  four-way-close  9/9  3  3  9/9  played to the end";
    let escapes = "a\\u001b[2J\\u009b31m\\u202e\\u007f";
    for (at, lesson) in [forged, escapes, "=cmd|' /C calc'!A0", &"x".repeat(300_000)].into_iter().enumerate() {
        folder.write(&format!("in/{at}.toml"), &hand_in(&format!("\"{lesson}\"")));
    }
    let answers =
        hand_in("\"four-way-close\"").replace("answers = []", "answers = [\"\\u001b[2J\\n\\u009b\", \"=1+1\"]");
    folder.write("in/4.toml", &answers);
    for format in ["table", "csv", "json"] {
        let output = run(folder.path(), &["grade", "in", "--format", format]);
        let output_text = printed(&output);
        assert_harmless(&output_text);
        let rows = output_text.lines().filter(|line| line.contains(".toml") && line.trim_start().starts_with("in/"));
        if format != "json" {
            assert_eq!(rows.count(), 5, "{output_text}");
            assert!(output_text.len() < 20_000, "{format} is {} long", output_text.len());
        }
        assert!(!output_text.contains("\n=") && !output_text.contains(",="), "{output_text}");
    }
}

#[cfg(unix)]
#[test]
fn a_hand_in_with_a_long_name_widens_no_other_row() {
    let folder = Folder::new("strangers-wide");
    folder.write("easy.toml", EASY);
    folder.write("one.toml", &hand_in("\"easy\""));
    folder.write("other.toml", &format!("student = \"{}\"\n{}", "w".repeat(900), hand_in("\"easy\"")));
    let graded = run(folder.path(), &["grade", "one.toml", "other.toml"]);
    let said = String::from_utf8(graded.stdout).expect("text");
    let widths: Vec<usize> = said.lines().take(3).map(str::len).collect();
    // The name itself is cut after 200 cells.
    assert!(widths[0] < 200 && widths[1] < 260 && widths[2] > 350, "{widths:?} {said}");
}

#[test]
fn only_files_are_read_whoever_names_them() {
    let folder = Folder::new("strangers-special");
    fs::create_dir_all(folder.path().join("in")).expect("a folder");
    pipe(&folder.path().join("in/pipe.toml"));
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("in/zero.toml")).expect("a link");
    fs::create_dir_all(folder.path().join("in/folder.toml")).expect("a folder");
    std::os::unix::fs::symlink("nowhere", folder.path().join("in/dangling.toml")).expect("a link");
    let output = run(folder.path(), &["grade", "in"]);
    let text = printed(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    for (name, why) in [("pipe", "it is a pipe"), ("zero", "it is a device"), ("folder", "it is a directory")] {
        let row = text.lines().find(|line| line.contains(&format!("{name}.toml")));
        assert!(row.is_some_and(|row| row.contains(why)), "{text}");
    }
    for command in [&["check"][..], &["run"], &["convert"], &["progress", "import"], &["run", "--lessons", "in"]] {
        let output = run(folder.path(), &[command, &["in/pipe.toml"]].concat());
        assert_eq!(output.status.code(), Some(2), "{command:?}: {}", printed(&output));
        assert!(printed(&output).contains("pipe"), "{command:?}: {}", printed(&output));
    }
    pipe(&folder.path().join("config.toml"));
    let text = printed(&run(folder.path(), &["doctor", "--config", "config.toml"]));
    assert!(text.contains("it is a pipe"), "{text}");
    fs::create_dir_all(folder.path().join("data")).expect("a folder");
    pipe(&folder.path().join("data/progress.json"));
    let text = printed(&run(folder.path(), &["progress"]));
    assert!(text.contains("it is a pipe"), "{text}");
}

#[test]
fn a_byte_order_mark_before_a_file_says_nothing() {
    let folder = Folder::new("strangers-bom");
    let session = include_str!("../sessions/challenge-ack.toml");
    for (name, text) in [("session.toml", session), ("lesson.toml", &tcptutor::lesson::starter("lesson"))] {
        folder.write(name, text);
        let without = ["check", "run"].map(|command| printed(&run(folder.path(), &[command, name])));
        folder.write(name, &format!("\u{feff}{text}"));
        let with = ["check", "run"].map(|command| printed(&run(folder.path(), &[command, name])));
        assert_eq!(with, without, "{name}");
    }
    let kept = "\u{feff}{\"format\": 1, \"lessons\": {\"four-way-close\": {\"furthest\": 3}}}";
    folder.write("data/progress.json", kept);
    let progress = run(folder.path(), &["progress", "export"]);
    assert!(printed(&progress).contains("\"furthest\": 3"), "{}", printed(&progress));
    folder.write("other.json", &kept.replace('3', "4"));
    let import = run(folder.path(), &["progress", "import", "other.json"]);
    assert!(import.status.success(), "{}", printed(&import));
    folder.write("config.toml", "\u{feff}motion = false\n");
    assert!(run(folder.path(), &["doctor", "--config", "config.toml"]).status.success());
}

#[test]
fn no_output_shows_a_control_character_of_a_file() {
    let folder = Folder::new("strangers-controls");
    let lesson = tcptutor::lesson::starter("x").replacen("title", "title\u{202e}\u{9b} = 1\ntitle", 1);
    folder.write("x.toml", &lesson);
    folder.write("\u{202e}\u{9b}.toml", "session = 1\n");
    for arguments in [&["check", "."][..], &["check", ".", "--json", "-v"], &["check", "x.toml", "--json"]] {
        assert_harmless(&printed(&run(folder.path(), arguments)));
    }
    let predicted = include_str!("../../lessons/four-way-close.toml").replace("B.state", "B.sta\u{202e}\u{9b}te");
    folder.write("y.toml", &predicted);
    for arguments in [&["check", "y.toml"][..], &["check", "y.toml", "--json", "-v"], &["run", "y.toml"]] {
        assert_harmless(&printed(&run(folder.path(), arguments)));
    }
}

#[test]
fn carriage_returns_and_other_odd_bytes_are_findings() {
    let folder = Folder::new("strangers-bytes");
    for text in
        ["\r\r", "\r", "\u{feff}\r\r", "\0", "\t\r", "a\rb = 1", "session = 1\r\r", "x = \"\r\"", "\u{feff}", "é\r\r\n"]
    {
        folder.write("x.toml", text);
        folder.write("in/x.toml", text);
        for arguments in
            [&["check", "x.toml"][..], &["run", "x.toml"], &["grade", "in"], &["check", "--config", "x.toml", "x.toml"]]
        {
            let output = run(folder.path(), arguments);
            assert!(matches!(output.status.code(), Some(1 | 2)), "{text:?} {arguments:?}: {}", printed(&output));
            assert_harmless(&printed(&output));
        }
    }
}

#[test]
fn a_session_has_a_size_and_a_number_of_inputs_that_are_named() {
    let folder = Folder::new("strangers-large");
    let begin = "session = 1\n[world]\n[[part]]\ndo = [";
    folder.write("bytes.toml", &format!("{begin}{}]\n", "\"step\", ".repeat(200_000)));
    folder.write("inputs.toml", &format!("{begin}{}]\n", "\"step 1000\", ".repeat(121)));
    folder.write("sockets.toml", &format!("{begin}{}]\n", "\"A socket\", \"A connect\", ".repeat(2_001)));
    for (name, limit) in [("bytes", "1100000"), ("inputs", "120000"), ("sockets", "4000")] {
        let output = run(folder.path(), &["check", &format!("{name}.toml")]);
        assert!(!output.status.success() && printed(&output).contains(limit), "{name}: {}", printed(&output));
    }
}
