//! Files of one's own, on disks that are full or shared, behind links, and under clocks that are wrong.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant, SystemTime};

use tcptutor::language::ENGLISH;
use tcptutor::progress::{self, Actions, Said};
use tcptutor::progress_file::ProgressFile;

use crate::support::folder::Folder;
use crate::{PROGRAM, alone};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    alone(Command::new(PROGRAM).args(arguments), folder).output().expect("it runs")
}

fn printed(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn answer(right: bool) -> Actions {
    Actions {
        lesson: "listener".to_owned(),
        said: vec![Said { key: "why".to_owned(), said: "1".to_owned(), right }],
        solved: Vec::new(),
        place: None,
        finished: None,
        seen: tcptutor::timeline::Seen::default(),
    }
}

#[test]
fn progress_keeps_its_mode_its_owner_and_its_links() {
    let folder = Folder::new("own-mode");
    let real = folder.write("elsewhere/progress.json", "{\"format\": 1, \"lessons\": {}}");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o600)).expect("a mode");
    let before = fs::metadata(&real).expect("it is there");
    fs::create_dir_all(folder.path().join("data")).expect("a folder");
    let link = folder.path().join("data/progress.json");
    symlink("../elsewhere/progress.json", &link).expect("a link");
    folder.write("other.json", "{\"format\": 1, \"lessons\": {\"listener\": {\"furthest\": 3}}}");
    assert!(run(folder.path(), &["progress", "import", "other.json"]).status.success());
    let after = fs::metadata(&real).expect("it is there");
    assert_eq!((after.mode(), after.uid(), after.gid()), (before.mode(), before.uid(), before.gid()));
    assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
    assert!(fs::read_to_string(&real).expect("a text").contains("listener"));
    assert_eq!(names(&folder.path().join("elsewhere")), ["progress.json"]);
}

#[test]
fn output_goes_where_a_link_leads_even_if_nothing_is_there_yet() {
    let folder = Folder::new("own-output");
    let old = folder.write("x/old.md", "old");
    symlink("x/old.md", folder.path().join("old.md")).expect("a link");
    symlink("x/new.md", folder.path().join("new.md")).expect("a link");
    for name in ["old.md", "new.md"] {
        let output = run(folder.path(), &["run", "listener", "--format", "markdown", "--output", name]);
        assert!(output.status.success(), "{}", printed(&output));
        assert!(fs::symlink_metadata(folder.path().join(name)).expect("it is there").is_symlink());
        assert!(fs::read_to_string(folder.path().join("x").join(name)).expect("a text").starts_with("# "));
    }
    assert!(old.exists());
    assert_eq!(names(&folder.path().join("x")), ["new.md", "old.md"]);
}

#[test]
fn what_cannot_be_written_is_said_in_a_sentence_and_nothing_stays() {
    let folder = Folder::new("own-unwritable");
    fs::create_dir_all(folder.path().join("folder")).expect("a folder");
    let pipe = Command::new("mkfifo").arg(folder.path().join("pipe")).status();
    assert!(pipe.is_ok_and(|status| status.success()));
    symlink("round", folder.path().join("round")).expect("a link");
    let before = names(folder.path());
    for to in ["/dev/full", "pipe", "folder", "round", "missing/x.md", "/proc/x.md"] {
        let start = Instant::now();
        let output = run(folder.path(), &["run", "listener", "--output", to]);
        assert_eq!(output.status.code(), Some(2), "{to}: {}", printed(&output));
        assert!(printed(&output).contains("cannot be written"), "{to}: {}", printed(&output));
        assert!(start.elapsed() < Duration::from_secs(15), "{to}");
    }
    assert_eq!(names(folder.path()), before);
}

#[test]
fn a_clock_that_was_ahead_does_not_freeze_what_comes_after() {
    let folder = Folder::new("own-clock");
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a time").as_millis();
    for ahead in [now + 30 * 86_400_000, u128::from(u64::MAX)] {
        let wrong = format!("[{{\"at\": {ahead}, \"run\": \"{ahead}-1\", \"said\": \"2\", \"right\": false}}]");
        let place = format!("{{\"at\": {ahead}, \"step\": 2, \"of\": 11}}");
        let about = format!("{{\"furthest\": 2, \"place\": {place}, \"questions\": {{\"why\": {wrong}}}}}");
        let text = format!("{{\"format\": 1, \"lessons\": {{\"listener\": {about}}}}}");
        let path = folder.write("data/progress.json", &text);
        for _ in 0..2 {
            let mut file = ProgressFile::in_folder(path.parent().expect("a folder"), &ENGLISH);
            file.load();
            file.keep(&answer(true));
            assert!(file.save().is_some_and(|kept| kept.message.is_none()));
            // A run is named after the millisecond in which it began.
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        let kept = progress::read(&fs::read_to_string(&path).expect("a text")).expect("progress");
        let answers = &kept.lesson("listener").expect("the lesson").questions["why"];
        let last: Vec<bool> = answers.iter().map(|answer| answer.right).collect();
        assert_eq!(last, [false, true, true], "{ahead}: the later ones come later");
        assert!(!answers.is_missed(), "{ahead}: two runs have seen a right answer since");
    }
}

#[test]
fn a_lock_that_another_holds_is_not_waited_for_where_a_picture_is_to_be_drawn() {
    let folder = Folder::new("own-lock");
    let data = folder.path().join("data");
    fs::create_dir_all(&data).expect("a folder");
    let lock = fs::File::create(data.join("progress.lock")).expect("a file");
    lock.lock().expect("the lock");
    let mut file = ProgressFile::in_folder(&data, &ENGLISH);
    file.keep(&answer(true));
    let start = Instant::now();
    let mut output_text = Vec::new();
    while start.elapsed() < Duration::from_secs(3) {
        let before = Instant::now();
        output_text.extend(file.save_at_once().and_then(|kept| kept.message));
        assert!(before.elapsed() < Duration::from_millis(500), "it waits");
        let retry = file.retry_in().expect("it is tried again");
        assert!(retry <= Duration::from_millis(500));
        std::thread::sleep(retry.max(Duration::from_millis(5)));
    }
    assert_eq!(output_text.len(), 1, "it is said once: {output_text:?}");
    drop(lock);
    std::thread::sleep(Duration::from_millis(300));
    assert!(file.save_at_once().is_some(), "and written when it can be");
    assert!(file.retry_in().is_none());
    assert!(fs::read_to_string(data.join("progress.json")).expect("a text").contains("listener"));
}

#[test]
fn a_pipe_in_the_place_of_the_lock_holds_up_nobody() {
    let folder = Folder::new("own-lock-pipe");
    fs::create_dir_all(folder.path().join("data")).expect("a folder");
    let pipe = Command::new("mkfifo").arg(folder.path().join("data/progress.lock")).status();
    assert!(pipe.is_ok_and(|status| status.success()));
    folder.write("other.json", "{\"format\": 1, \"lessons\": {\"listener\": {\"furthest\": 3}}}");
    let output = run(folder.path(), &["progress", "import", "other.json"]);
    assert_eq!(output.status.code(), Some(2), "{}", printed(&output));
}

/// No command opens a socket, runs a program, or writes where nobody told it to.
#[cfg(target_os = "linux")]
#[test]
fn nothing_else_is_touched() {
    let folder = Folder::new("own-strace");
    folder.write("own/mine.toml", &tcptutor::lesson::starter("mine"));
    folder.write("session.toml", include_str!("../sessions/challenge-ack.toml"));
    folder.write("other.json", "{\"format\": 1, \"lessons\": {}}");
    let commands: [&[&str]; 16] = [
        &["check", "own"],
        &["run", "listener", "--format", "html"],
        &["run", "session.toml", "--output", "out.svg", "--format", "svg"],
        &["convert", "session.toml", "--to", "text"],
        &["grade", "session.toml"],
        &["new", "fresh"],
        &["schema"],
        &["profiles"],
        &["config"],
        &["doctor"],
        &["progress"],
        &["progress", "export"],
        &["progress", "import", "other.json"],
        &["sandbox", "--plain"],
        &["lesson", "listener", "--plain"],
        &["review", "--plain"],
    ];
    for arguments in commands {
        let trace = folder.path().join("trace");
        let mut strace = Command::new("strace");
        strace
            .args(["-f", "-qq", "-e", "trace=%network,execve,openat,open,creat,rename,unlink,mkdir,symlink", "-o"])
            .arg(&trace)
            .arg(PROGRAM)
            .args(arguments);
        let Ok(traced) = alone(&mut strace, folder.path()).output() else {
            return eprintln!("skipped: there is no strace");
        };
        if String::from_utf8_lossy(&traced.stderr).contains("ptrace") {
            return eprintln!("skipped: nothing may be traced here");
        }
        let calls = fs::read_to_string(&trace).expect("a trace");
        let calls: Vec<&str> =
            calls.lines().map(|line| line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ')).collect();
        assert!(calls.iter().any(|call| call.starts_with("execve")), "{arguments:?} was traced");
        let sockets = ["socket(", "connect(", "bind(", "sendto(", "socketpair("];
        for call in &calls[1..] {
            assert!(!call.starts_with("execve"), "{arguments:?} runs a program: {call}");
            assert!(!sockets.iter().any(|name| call.starts_with(name)), "{arguments:?} opens a socket: {call}");
            let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "creat("].iter().any(|flag| call.contains(flag));
            let here = folder.path().to_string_lossy();
            let is_ours = call.contains(&*here) || !call.contains("\"/");
            assert!(!writes || is_ours || call.contains("/dev/"), "{arguments:?} writes elsewhere: {call}");
        }
    }
}
