//! Progress on the disk: who may write at once, what survives being killed, what becomes of a broken file, and the commands.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use crate::PROGRAM;
use crate::support::often::often;
use tcptutor::progress::{self, MOST_ANSWERS, Progress};

const LESSON: &str = "three-way-handshake";

/// A folder for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("tcptutor-progress-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        Self(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.join("progress.json")
    }

    fn progress(&self) -> Progress {
        progress::read(&fs::read_to_string(self.file()).expect("a file")).expect("a whole file")
    }

    /// Puts a text where the file belongs.
    fn holds(&self, text: &str) {
        fs::create_dir_all(&self.0).expect("a folder");
        fs::write(self.file(), text).expect("a file");
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&self.0)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn program(folder: &Folder, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).env("TCPTUTOR_DATA_DIR", &folder.0).env("TCPTUTOR_CONFIG", "/dev/null");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(folder: &Folder, arguments: &[&str]) -> Output {
    program(folder, arguments).output().expect("it runs")
}

/// What a command prints that does not fail.
fn printed(folder: &Folder, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

fn refused(folder: &Folder, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    text(&output.stderr)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

fn start(folder: &Folder, arguments: &[&str], lines: &str) -> Child {
    let mut child = program(folder, arguments).stdin(Stdio::piped()).spawn().expect("it starts");
    // It may be killed, or leave, before everything is read.
    let _ = child.stdin.take().expect("a pipe").write_all(lines.as_bytes());
    child
}

/// What the dialogue answers to these lines.
fn typed(folder: &Folder, arguments: &[&str], lines: &str) -> String {
    let output = start(folder, arguments, lines).wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// Lines that take the lesson from its beginning to its end, answering all questions with the same number, or with the first
/// choice where there are fewer.
fn whole_lesson(answer: usize) -> String {
    let page = format!("{answer}\n1\nA write 10\nrun until idle\nnext\n");
    format!("anew\nB listen\nnext\nA connect\n{}A connect\nA write 10\nrun until idle\nnext\n", page.repeat(40))
}

/// Whether a lesson's row begins so.
fn has_row(shown: &str, lesson: &str, begins: &str) -> bool {
    shown
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix(lesson))
        .any(|row| row.trim_start().starts_with(begins))
}

fn answers(progress: &Progress) -> usize {
    progress.lesson(LESSON).map_or(0, |lesson| lesson.answers().0)
}

#[test]
fn copies_that_run_at_once_lose_nothing_of_each_other() {
    let folder = Folder::new("at-once");
    let mut runs = 0;
    for round in 0..usize::try_from(often(4)).expect("few") {
        let copies: Vec<Child> = (0..10)
            .map(|copy| start(&folder, &["lesson", LESSON, "--plain"], &whole_lesson((round + copy) % 3 + 1)))
            .collect();
        for copy in copies {
            let output = copy.wait_with_output().expect("it ends");
            assert!(output.status.success(), "{}", text(&output.stderr));
            assert!(text(&output.stdout).contains("This is the end of the lesson."), "{}", text(&output.stdout));
            runs += 1;
        }
        assert_eq!(answers(&folder.progress()), runs.min(MOST_ANSWERS) * 4, "each run answers four questions");
    }
    let seen: std::collections::BTreeSet<String> = folder
        .progress()
        .lesson(LESSON)
        .expect("the lesson")
        .questions
        .values()
        .flat_map(|answers| answers.iter().map(|answer| answer.run.0.clone()).collect::<Vec<_>>())
        .collect();
    assert_eq!(seen.len(), runs.min(MOST_ANSWERS), "every run has a name of its own");
    assert_eq!(folder.names(), ["progress.json", "progress.lock"]);
}

#[test]
fn being_killed_in_the_middle_leaves_a_whole_file_and_no_lock() {
    let folder = Folder::new("killed");
    let mut before = 0;
    for round in 0..u64::from(often(40)) {
        let mut child = start(&folder, &["lesson", LESSON, "--plain"], &whole_lesson(1));
        thread::sleep(Duration::from_micros(2_000 + round % 200 * 700));
        let _ = child.kill();
        child.wait().expect("it is gone");
        if folder.file().exists() {
            let now = answers(&folder.progress());
            assert!(now >= before, "what was there stays there");
            before = now;
        }
    }
    typed(&folder, &["lesson", LESSON, "--plain"], &whole_lesson(2));
    assert_eq!(answers(&folder.progress()), before + 4, "the lock is free, and what was left unfinished does no harm");
}

#[test]
fn a_broken_file_is_kept_aside_and_a_sentence_says_where() {
    let folder = Folder::new("broken");
    for (number, broken) in ["{\"format\": 1, \"less", "", "\u{0}\u{0}\u{0}", "[]"].iter().enumerate() {
        folder.holds(broken);
        assert!(refused(&folder, &["progress"]).contains("is broken"));
        assert_eq!(fs::read_to_string(folder.file()).expect("a file"), *broken, "looking changes nothing");
        let said = typed(&folder, &["lesson", LESSON, "--plain"], "B listen\nnext\n");
        let said = said.replace('\n', " ");
        let aside = format!("progress.broken-{}", number + 1);
        assert!(said.contains("was broken") && said.contains(&aside), "{said}");
        assert_eq!(fs::read_to_string(folder.0.join(aside)).expect("a file"), *broken);
        assert!(folder.progress().lesson(LESSON).is_some(), "and the new one is in use");
    }
}

#[test]
fn the_file_of_a_newer_version_stays_as_it_is() {
    let folder = Folder::new("newer");
    let newer = "{\"format\": 2, \"everything\": \"otherwise\"}";
    folder.holds(newer);
    let said = typed(&folder, &["lesson", LESSON, "--plain"], &whole_lesson(1)).replace('\n', " ");
    assert!(said.contains("a newer version of the program wrote it"), "{said}");
    assert_eq!(said.matches("is not kept").count(), 1, "it is said once");
    for arguments in [&["progress"][..], &["progress", "export"], &["progress", "reset", "--yes"]] {
        assert!(refused(&folder, arguments).contains("newer version"), "{arguments:?}");
    }
    assert_eq!(fs::read_to_string(folder.file()).expect("a file"), newer);
}

#[test]
fn what_a_newer_version_added_survives_being_written_by_this_one() {
    let folder = Folder::new("added");
    folder.holds("{\"format\": 1, \"learner\": \"Ada\", \"lessons\": {\"x\": {\"badge\": 3}}}");
    typed(&folder, &["lesson", LESSON, "--plain"], "B listen\nnext\n");
    let progress = folder.progress();
    assert_eq!(progress.unknown["learner"], "Ada");
    assert_eq!(progress.lessons["x"].unknown["badge"], 3);
    assert!(progress.lesson(LESSON).is_some());
}

#[test]
fn where_nothing_can_be_kept_it_is_said_once_and_the_lesson_goes_on() {
    let folder = Folder(PathBuf::from("/dev/null/nowhere"));
    let said = typed(&folder, &["lesson", LESSON, "--plain"], &whole_lesson(1)).replace('\n', " ");
    assert_eq!(said.matches("Your progress is not kept").count(), 1, "{said}");
    assert!(said.contains("This is the end of the lesson."));

    let folder = Folder::new("private");
    let said = typed(&folder, &["lesson", LESSON, "--plain", "--private"], &whole_lesson(1)).replace('\n', " ");
    assert_eq!(said.matches("Nothing of this is kept").count(), 1, "{said}");
    assert!(!folder.0.exists());
}

#[test]
fn only_what_a_learner_does_is_written() {
    let folder = Folder::new("untouched");
    let file = folder.0.join("export.json");
    for arguments in [
        &["run", LESSON][..],
        &["check"],
        &["doctor"],
        &["progress"],
        &["progress", "show", "--json"],
        &["progress", "export"],
        &["progress", "reset", "--yes"],
        &["review", "--plain"],
        &["lesson", LESSON, "--plain"],
    ] {
        run(&folder, arguments);
        assert!(!folder.0.exists(), "{arguments:?}");
    }
    assert!(!file.exists());
}

#[test]
fn a_lesson_that_was_left_goes_on_there() {
    let folder = Folder::new("left");
    typed(&folder, &["lesson", LESSON, "--plain"], "B listen\nnext\nA connect\nnext\nhint\nnext\n1\n");
    let said = typed(&folder, &["lesson", LESSON, "--plain"], "2\nprevious\nanew\n");
    assert!(said.contains("You left it on page 4 of 11."), "{said}");
    assert!(said.contains("This question is answered."), "{said}");
    assert!(said.contains("Page 3 of 11.") && said.contains("Page 1 of 11."), "{said}");
    assert!(printed(&folder, &["progress"]).contains("left on page 3 of 11"));
    assert_eq!(answers(&folder.progress()), 1);
}

/// The right answers to the lesson's questions.
const RIGHT: [&str; 3] = ["B sends SYN,ACK", "A ESTABLISHED, B SYN_RCVD", "ESTABLISHED"];

/// The number that one of them asks for.
const NUMBER: &str = "101";

/// Answers all questions that come back correctly, in whatever order they are offered; what was said at the end.
fn review_rightly(folder: &Folder) -> String {
    let mut child = program(folder, &["review", "--plain"]).stdin(Stdio::piped()).spawn().expect("it starts");
    let mut input = child.stdin.take().expect("a pipe");
    let mut last = String::new();
    for line in BufReader::new(child.stdout.take().expect("a pipe")).lines() {
        last = line.expect("text");
        if let Some((number, _)) = last.split_once(": ").filter(|(_, label)| RIGHT.contains(label)) {
            writeln!(input, "{number}").expect("it is read");
        } else if last == "Type a number." {
            writeln!(input, "{NUMBER}").expect("it is read");
        }
    }
    assert!(child.wait().expect("it ends").success());
    last
}

#[test]
fn missed_questions_come_back_until_they_are_answered_rightly_in_two_runs() {
    let folder = Folder::new("review");
    typed(&folder, &["lesson", LESSON, "--plain"], &whole_lesson(1));
    let missed = count_of(&printed(&folder, &["progress"]));
    assert!(missed > 0);
    let place = |folder: &Folder| folder.progress().lesson(LESSON).expect("the lesson").place;
    let before = place(&folder);
    review_rightly(&folder);
    assert_eq!(count_of(&printed(&folder, &["progress"])), missed, "once is not enough");
    let said = review_rightly(&folder);
    let all = format!("{missed} of {missed} answered correctly. That was all, and no more questions will come back.");
    assert_eq!(said, all);
    assert_eq!(count_of(&printed(&folder, &["progress"])), 0);
    assert_eq!(place(&folder), before, "the lesson is where it was");
    assert!(printed(&folder, &["review", "--plain"]).contains("No questions come back"));
}

/// How many questions come back, as `progress` says it.
fn count_of(output_text: &str) -> usize {
    if output_text.contains("One question comes back") {
        return 1;
    }
    let line = output_text.lines().find(|line| line.contains("questions come back"));
    line.and_then(|line| line.split(' ').next()).map_or(0, |number| number.parse().expect("a number"))
}

#[test]
fn progress_is_shown_by_chapter_for_people_and_for_programs() {
    let folder = Folder::new("show");
    let nothing = printed(&folder, &["progress"]);
    assert!(nothing.starts_with("Opening: 0 of 11 finished\n"), "{nothing}");
    assert!(has_row(&nothing, LESSON, "not finished"), "{nothing}");
    folder.holds("{\"format\": 1, \"lessons\": {\"\\u001b[2Jgone\": {\"furthest\": 2}}}");
    typed(&folder, &["lesson", LESSON, "--plain"], &whole_lesson(2));
    let shown = printed(&folder, &["progress", "show"]);
    assert!(shown.starts_with("Opening: 1 of 11 finished\n") && has_row(&shown, LESSON, "finished, "), "{shown}");
    assert!(shown.contains("Other lessons: 0 of 1 finished\n  ^[[2Jgone"), "{shown}");
    assert!(!shown.contains('\u{1b}'));
    let json: serde_json::Value =
        serde_json::from_str(&printed(&folder, &["progress", "show", "--json"])).expect("JSON");
    let lesson = &json["chapters"][0]["lessons"][1];
    assert_eq!((&lesson["id"], &lesson["finished"], &lesson["answers"]), (&LESSON.into(), &true.into(), &4.into()));
}

#[test]
fn what_is_exported_here_is_taken_in_there_and_only_once() {
    let (here, there) = (Folder::new("here"), Folder::new("there"));
    typed(&here, &["lesson", LESSON, "--plain"], &whole_lesson(1));
    typed(&there, &["lesson", LESSON, "--plain"], &whole_lesson(2));
    let file = here.0.join("export.json");
    let file = file.to_str().expect("a path");
    assert!(printed(&here, &["progress", "export", file]).contains("Written"));
    assert!(refused(&here, &["progress", "export", file]).contains("is there already"));
    assert_eq!(printed(&here, &["progress", "export"]), fs::read_to_string(file).expect("a file"));
    assert_eq!(printed(&there, &["progress", "import", file]), "Imported: 4 answers.\n");
    assert_eq!(printed(&there, &["progress", "import", file]), "Nothing in it is new.\n");
    assert_eq!(answers(&there.progress()), 8);
    assert!(refused(&there, &["progress", "import", "Cargo.toml"]).contains("is not imported"));
    assert!(refused(&there, &["progress", "import", "/nonexistent"]).contains("cannot be read"));
}

#[test]
fn a_lesson_of_ones_own_shares_no_progress_with_the_built_in_one_of_the_same_id() {
    let (folder, lessons) = (Folder::new("same-id"), Folder::new("same-id-lessons"));
    fs::create_dir_all(&lessons.0).expect("a folder");
    let mine = lessons.0.join(format!("{LESSON}.toml"));
    fs::copy(format!("lessons/{LESSON}.toml"), &mine).expect("a copy");
    let (own, mine) = (lessons.0.to_str().expect("a path"), mine.to_str().expect("a path"));
    typed(&folder, &["lesson", LESSON, "--plain"], &whole_lesson(2));
    let built_in = folder.progress();
    typed(&folder, &["lesson", mine, "--plain"], &whole_lesson(1));
    let both = folder.progress();
    assert_eq!(both.lesson(LESSON), built_in.lesson(LESSON), "the built-in one is as it was");
    let key = format!("own/{LESSON}");
    assert!(both.lesson(&key).is_some_and(|known| known.answers().0 == 4), "{both:?}");

    let shown = printed(&folder, &["--lessons", own, "progress"]);
    let (before, listed) = shown.split_once("Your own lessons: 1 of 1 finished\n").expect("a chapter of its own");
    assert!(has_row(before, LESSON, "finished, ") && has_row(listed, &key, "finished, "), "{shown}");
    let review = printed(&folder, &["--lessons", own, "review", "--plain"]);
    assert!(review.contains("Question 1 of"), "its questions come back: {review}");

    let elsewhere = Folder::new("same-id-elsewhere");
    let file = folder.0.join("export.json");
    let file = file.to_str().expect("a path");
    printed(&folder, &["progress", "export", file]);
    printed(&elsewhere, &["progress", "import", file]);
    assert_eq!(elsewhere.progress(), both);
    printed(&folder, &["progress", "reset", &key, "--yes"]);
    assert_eq!(folder.progress(), built_in);
}

#[test]
fn a_reset_is_asked_for_and_can_be_undone() {
    let folder = Folder::new("reset");
    typed(&folder, &["lesson", LESSON, "--plain"], &whole_lesson(1));
    assert!(refused(&folder, &["progress", "reset"]).contains("`--yes`"));
    assert!(
        refused(&folder, &["progress", "reset", "three-way-handshak", "--yes"])
            .contains("Did you mean `three-way-handshake`?")
    );
    let before = folder.progress();
    let said = printed(&folder, &["progress", "reset", LESSON, "--yes"]);
    assert!(folder.progress().is_empty(), "{said}");
    let aside = Path::new(said.split('`').nth(1).expect("a name"));
    printed(&folder, &["progress", "import", aside.to_str().expect("a path")]);
    assert_eq!(folder.progress(), before);
    printed(&folder, &["progress", "reset", "--yes"]);
    assert!(folder.names().contains(&"progress.before-reset-2".to_owned()), "no copy is written over");
    assert!(printed(&folder, &["progress", "reset", "--yes"]).contains("There is nothing to forget."));
}
