//! Handed-in sessions are graded: who reached the goals, in how many moves, and what does not replay is said.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use crate::PROGRAM;
use tcptutor::lesson::recording::PlayedLesson;
use tcptutor::lesson::{Page, Player, Recording, Value, catalogue};

const LESSON: &str = "puzzle-free-the-server";

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("grade").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn grade(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).arg("grade").args(arguments).output().expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A lesson played up to a step, with right answers or wrong ones, by shortest ways.
fn played(id: &str, steps: usize, correctly: bool) -> Player {
    let lesson = catalogue::find(id).expect("a lesson").compile().expect("it compiles");
    let mut player = Player::new(Arc::new(lesson));
    while player.step() < steps.min(player.steps()) {
        player.finish_script();
        if let (Page::Ask { choices, .. }, Some(right)) = (player.page(), player.right_answer()) {
            let wrong = choices.iter().map(|choice| choice.value.clone()).find(|value| *value != right);
            let answer = wrong.filter(|_| !correctly).unwrap_or_else(|| match &right {
                Value::Number(n) if !correctly => Value::Number(n + 1),
                right => right.clone(),
            });
            assert!(player.answer_value(&answer));
            player.finish_script();
        }
        if matches!(player.page(), Page::Act { .. }) {
            let way = player.way().expect("a way");
            player.follow(&way.inputs);
        }
        while player.next() == tcptutor::lesson::Move::Again {
            player.answer(0);
        }
    }
    player
}

fn handed_in(player: &Player) -> Recording {
    let names = &player.lesson().names;
    let mut recording = Recording::of(player.history(), names.as_deref()).expect("it can be written");
    recording.played = Some(PlayedLesson::of(player));
    recording.chained()
}

/// Whether a line of a session belongs to the lesson that it was played in.
fn is_of_lesson(line: &str) -> bool {
    ["lesson =", "answers =", "log =", "chain ="].iter().any(|key| line.starts_with(key))
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let file = folder.join(name);
    fs::write(&file, text).expect("it can be written");
    file.to_string_lossy().into_owned()
}

#[test]
fn a_lesson_that_was_played_to_its_end_is_finished_with_as_many_moves_as_are_enough() {
    let folder = folder("finished");
    for entry in catalogue::ENTRIES {
        let player = played(entry.id, usize::MAX, true);
        write(&folder, &format!("{}.toml", entry.id), &handed_in(&player).write());
    }
    let output = grade(&[&folder.to_string_lossy(), "--format", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&said(&output)).expect("JSON");
    assert_eq!(rows.len(), catalogue::ENTRIES.len());
    for row in rows {
        assert!(row["trouble"].is_null(), "{row}");
        assert_eq!(row["finished"], true, "{row}");
        assert_eq!(row["goals"][0], row["goals"][1], "{row}");
        assert_eq!(row["moves"], row["par"], "{row}");
        assert_eq!(row["answers"][0], row["answers"][1], "{row}");
    }
    assert!(output.status.success());
}

#[test]
fn wrong_answers_are_counted_and_end_nothing() {
    let folder = folder("wrong");
    let file = write(&folder, "wrong.toml", &handed_in(&played(LESSON, usize::MAX, false)).write());
    let output = grade(&[&file, "--format", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&said(&output)).expect("JSON");
    assert_eq!(rows[0]["answers"][0], 0, "{}", rows[0]);
    assert_eq!(rows[0]["finished"], true, "{}", rows[0]);
    assert!(output.status.success());
}

#[test]
fn a_session_that_ends_early_is_not_finished_and_nothing_is_wrong_with_it() {
    let folder = folder("early");
    let player = played("close-wait-bug", 4, true);
    let output = grade(&[&write(&folder, "early.toml", &handed_in(&player).write())]);
    assert!(said(&output).contains("not finished: left before page 5 of 17 was over"), "{}", said(&output));
    assert!(output.status.success());
}

#[test]
fn what_does_not_replay_is_reported_and_stops_nothing() {
    let folder = folder("trouble");
    let good = handed_in(&played(LESSON, usize::MAX, true)).write();
    write(&folder, "a-good.toml", &good);
    write(&folder, "b-broken.toml", "session = 1\n[[part]\n");
    write(&folder, "c-no-session.toml", "title = \"something else\"\n");
    write(
        &folder,
        "d-claims.toml",
        &format!("{good}\n[[part]]\ndo = [\"run for 1s\"]\nexpect = {{ A = \"SYN_SENT\", B = \"SYN_SENT\" }}\n"),
    );
    write(&folder, "e-other.toml", &good.replace(LESSON, "three-way-handshake"));
    write(&folder, "f-unknown.toml", &good.replace(LESSON, "no-such-lesson"));
    let plain = good.lines().filter(|line| !is_of_lesson(line));
    write(&folder, "g-nameless.toml", &plain.collect::<Vec<_>>().join("\n"));
    let output = grade(&[&folder.to_string_lossy()]);
    let said = said(&output);
    let row =
        |name: &str| said.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("no row {name}:\n{said}"));
    assert!(row("a-good").ends_with("played to the end"), "{said}");
    assert!(row("b-broken").contains("this is not valid TOML"), "{said}");
    assert!(row("c-no-session").contains("it is not a session"), "{said}");
    assert!(row("d-claims").contains("it claims something that does not replay"), "{said}");
    assert!(row("e-other").contains("it does not begin as the lesson does"), "{said}");
    assert!(row("f-unknown").contains("no-such-lesson"), "{said}");
    assert!(row("g-nameless").contains("it does not say which lesson it was"), "{said}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_lesson_can_be_named_for_all() {
    let folder = folder("named");
    let good = handed_in(&played(LESSON, usize::MAX, true)).write();
    let plain = good.lines().filter(|line| !is_of_lesson(line));
    let file = write(&folder, "nameless.toml", &plain.collect::<Vec<_>>().join("\n"));
    let output = grade(&["--lesson", LESSON, &file]);
    assert!(said(&output).contains("played to the end, no question answered"), "{}", said(&output));
}

#[test]
fn a_spreadsheet_gets_a_line_for_each_session() {
    let folder = folder("csv");
    let text = handed_in(&played("counting", usize::MAX, true)).write();
    for n in 0..3 {
        write(&folder, &format!("{n}, a name.toml"), &text);
    }
    let output = grade(&["--format", "csv", &folder.to_string_lossy()]);
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    assert_eq!(reader.headers().expect("headings").iter().next(), Some("session"));
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 3);
    assert!(rows[1].get(0).is_some_and(|name| name.ends_with("1, a name.toml")), "{rows:?}");
}

#[test]
fn nothing_to_grade_is_said() {
    let folder = folder("nothing");
    let output = grade(&[&folder.to_string_lossy()]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("there is no session to grade"));
}

#[test]
fn the_same_actions_get_the_same_marks_whether_the_session_names_its_lesson_or_not() {
    let folder = folder("same");
    let named = handed_in(&played("four-way-close", usize::MAX, true)).write();
    let unanswered: Vec<&str> =
        named.lines().filter(|line| line.starts_with("lesson =") || !is_of_lesson(line)).collect();
    let nameless: Vec<&str> = unanswered.iter().copied().filter(|line| !line.starts_with("lesson =")).collect();
    let marks = |name: &str, lines: &[&str], more: &[&str]| {
        let file = write(&folder, name, &lines.join("\n"));
        let output = grade(&[&[file.as_str(), "--format", "json"], more].concat());
        let mut rows: serde_json::Value = serde_json::from_str(&said(&output)).expect("JSON");
        rows[0]["session"] = serde_json::Value::Null;
        rows[0]["file_changed"] = serde_json::Value::Null;
        rows
    };
    let one = marks("named.toml", &unanswered, &[]);
    assert_eq!(one, marks("nameless.toml", &nameless, &["--lesson", "four-way-close"]));
    assert_eq!(one[0]["finished"], true, "{one}");
    assert_eq!((&one[0]["answers"][0], &one[0]["unanswered"]), (&0.into(), &one[0]["answers"][1]), "{one}");
}

#[test]
fn what_cannot_have_been_played_is_named_with_its_line_and_too_many_answers_are_nobodys() {
    let folder = folder("cheat");
    let good = handed_in(&played(LESSON, usize::MAX, true)).write();
    let (before, after) = good.split_once("[[part]]\ndo = [").expect("a part");
    let line = before.matches('\n').count() + 2;
    let cheat = write(&folder, "cheat.toml", &format!("{before}[[part]]\ndo = [\"A kill\", {after}"));
    let output_text = said(&grade(&[&cheat]));
    assert!(output_text.contains(&format!("line {line}: this session does not replay: ")), "{output_text}");
    assert!(output_text.contains("1 session: ") && output_text.contains("1 with something wrong"), "{output_text}");
    let many = write(&folder, "many.toml", &good.replacen("answers = [", "answers = [\"CLOSED\", \"CLOSED\", ", 1));
    let output_text = said(&grade(&[&many]));
    assert!(output_text.contains("6 answers") || output_text.contains("is not an answer"), "{output_text}");
}

/// A hand-in with hints, a way that was shown, an undo, a restart, and an answer that was another one at first.
fn with_help() -> Recording {
    let first = played("four-way-close", 4, false);
    let mut player = first.started_over();
    let mut helped = false;
    while player.step() < player.steps() {
        player.finish_script();
        if let Some(right) = player.right_answer() {
            player.answer_value(&right);
            player.finish_script();
        }
        if matches!(player.page(), Page::Act { .. }) {
            if !helped {
                assert!(player.hint().is_some() && player.show_me());
                player.finish_script();
                assert!(player.undo());
                helped = true;
            }
            let way = player.way().expect("a way");
            player.follow(&way.inputs);
        }
        player.next();
    }
    let mut recording = handed_in(&player);
    recording.played.as_mut().expect("a lesson").student = Some("Ada Lovelace".to_owned());
    recording.chained()
}

#[test]
fn a_hand_in_says_how_it_was_done_and_what_was_answered_first() {
    let folder = folder("how");
    let file = write(&folder, "ada.toml", &with_help().write());
    let output = grade(&[&file, "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_str(&said(&output)).expect("JSON");
    let row = &rows[0];
    assert_eq!(
        (&row["student"], &row["record"], &row["finished"]),
        (&"Ada Lovelace".into(), &"fits".into(), &true.into())
    );
    for (what, n) in [("hints", 1), ("shown", 1), ("undone", 1), ("restarts", 1), ("returns", 0)] {
        assert_eq!(row[what], n, "{what}: {row}");
    }
    let question = &row["questions"][0];
    assert!(question["first"] != question["last"] && question["right"] == true, "{question}");
    assert_eq!((&question["last"], &question["attempts"]), (&question["right_answer"], &2.into()), "{question}");
    let table = said(&grade(&[&file]));
    assert!(table.contains("1 hint; 1 shown; 1 undo; 1 restart"), "{table}");
    assert!(output.status.success());
}

#[test]
fn whatever_is_edited_after_a_session_was_saved_is_seen_and_its_form_may_change() {
    let folder = folder("edited");
    let good = with_help().write();
    let harmless = good.replace('\n', "\r\n").replacen("[world]", "# of Ada\r\n\r\n[world]", 1);
    let file = write(&folder, "harmless.toml", &format!("\u{feff}{harmless}"));
    let output = grade(&[&file]);
    assert!(output.status.success(), "{}", said(&output));
    let answers = good.lines().find(|line| line.starts_with("answers")).expect("answers");
    let (before, right) = answers.split_once('"').expect("an answer");
    let (right, _) = right.split_once('"').expect("an answer");
    let edits = [
        ("answers were changed after the fact", answers.to_owned(), answers.replacen(right, "CLOSING", 1)),
        ("its log was changed after it was saved, from line", " hint\"".to_owned(), " undo\"".to_owned()),
        ("another name was written into it after it was saved", "Ada".to_owned(), "Eve".to_owned()),
        (
            "what was done in it was changed after it was saved",
            good.clone(),
            format!("{good}\n[[part]]\nmark = \"here\"\n"),
        ),
    ];
    assert!(before.starts_with("answers"));
    for (output_text, from, to) in edits {
        let edited = good.replacen(&from, &to, 1);
        assert_ne!(edited, good, "{output_text}");
        let output = grade(&[&write(&folder, "edited.toml", &edited)]);
        assert!(said(&output).contains(output_text), "{output_text}: {}", said(&output));
        assert_eq!(output.status.code(), Some(1), "{output_text}");
    }
}

#[test]
fn a_session_of_a_former_version_is_graded_and_said_to_carry_no_record() {
    let folder = folder("old");
    let text = with_help().write();
    let old: Vec<&str> =
        text.lines().filter(|line| !line.starts_with("log =") && !line.starts_with("chain =")).collect();
    let output = grade(&[&write(&folder, "old.toml", &old.join("\n"))]);
    let table = said(&output);
    assert!(table.contains("played to the end; it carries no record of hints, undos and first answers"), "{table}");
    assert!(output.status.success());
}

#[test]
fn a_short_text_is_a_hand_in_too_and_its_record_fits() {
    let folder = folder("short");
    let file = write(&folder, "mail.txt", &format!("Dear Sir,\n{}\nAda", with_help().to_short_text()));
    let rows: serde_json::Value = serde_json::from_str(&said(&grade(&[&file, "--format", "json"]))).expect("JSON");
    assert_eq!((&rows[0]["record"], &rows[0]["student"]), (&"fits".into(), &"Ada Lovelace".into()));
}

#[test]
fn folders_are_read_to_any_depth_and_every_file_is_accounted_for() {
    let folder = folder("deep");
    let text = with_help().write();
    let deep = folder.join("course/Ada Lovelace_123_assignsubmission_file/inner");
    fs::create_dir_all(&deep).expect("folders");
    write(&deep, "hand-in.toml", &text);
    write(&deep, "session.txt", &text);
    write(&folder, "letter.pdf", "%PDF-1.7");
    write(&folder.join("course"), "grades.xlsx", "PK");
    write(&folder.join("course"), "notes.md", "# three");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&folder, folder.join("course/back")).expect("a link");
    let output = grade(&[&folder.to_string_lossy()]);
    assert_eq!(said(&output).matches("Ada Lovelace  ").count(), 2, "{}", said(&output));
    let output_text = String::from_utf8_lossy(&output.stderr).into_owned();
    let n = if cfg!(unix) { 4 } else { 3 };
    assert!(output_text.contains(&format!("{n} files are no sessions: ")), "{output_text}");
    for name in ["letter.pdf", "grades.xlsx", "notes.md"] {
        assert!(output_text.contains(name), "{output_text}");
    }
}

#[test]
fn every_number_has_a_column_of_its_own_in_a_spreadsheet() {
    let folder = folder("numbers");
    let file = write(&folder, "ada.toml", &with_help().write());
    let output = grade(&[&file, "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    let columns = reader.headers().expect("headings").clone();
    let row = reader.records().next().expect("a row").expect("a row");
    for (column, cell) in columns.iter().zip(&row).filter(|(column, _)| !["session", "says"].contains(column)) {
        assert!(!cell.contains('/'), "{column}: {cell} is a date to a spreadsheet");
    }
    let cell = |name: &str| &row[columns.iter().position(|column| column == name).expect(name)];
    assert_eq!((cell("result"), cell("hints"), cell("restarts"), cell("record")), ("finished", "1", "1", "fits"));
    assert_eq!(cell("questions"), cell("right"), "{row:?}");
    assert_ne!(cell("right"), cell("right_at_first"), "{row:?}");
    let written = cell("file_changed");
    assert!(written.len() == 20 && written.ends_with('Z') && written.as_bytes()[10] == b'T', "{written}");
}

#[test]
fn a_summary_says_which_question_how_many_had_wrong_and_with_which_answer() {
    let folder = folder("summary");
    for n in 0..3 {
        write(&folder, &format!("wrong-{n}.toml"), &handed_in(&played("four-way-close", usize::MAX, false)).write());
    }
    write(&folder, "right.toml", &handed_in(&played("four-way-close", usize::MAX, true)).write());
    let path = folder.to_string_lossy();
    let table = said(&grade(&[&path, "--summary"]));
    assert!(table.starts_with("four-way-close: 4 sessions, 4 played to the end"), "{table}");
    assert!(table.contains("[##........]  page") && table.contains("3 of 4 wrong, right is "), "{table}");
    let json: serde_json::Value =
        serde_json::from_str(&said(&grade(&[&path, "--summary", "--format", "json"]))).expect("JSON");
    let asked = &json["lessons"][0]["questions"][0];
    assert_eq!(
        (&asked["n"], &asked["wrong"], &asked["wrong_answers"][0]["n"]),
        (&4.into(), &3.into(), &3.into()),
        "{asked}"
    );
    let csv = said(&grade(&[&path, "--summary", "--format", "csv"]));
    assert!(csv.lines().any(|line| line.starts_with("four-way-close,") && line.contains(",question,4,1,3,")), "{csv}");
}

#[test]
fn a_page_of_the_class_has_bars_and_nothing_that_a_hand_in_could_run() {
    let folder = folder("page");
    let mut recording = with_help();
    recording.played.as_mut().expect("a lesson").student = Some("<script>alert(1)</script>".to_owned());
    write(&folder, "a<b>.toml", &recording.chained().write());
    write(&folder, "b.toml", "session = 1\n[[part]\n");
    let page = said(&grade(&[&folder.to_string_lossy(), "--format", "html"]));
    assert!(page.contains("class=\"bar\"") && page.contains("&lt;script&gt;") && page.ends_with("</html>\n"), "{page}");
    assert!(!page.contains("<script") && !page.contains("http"), "{page}");
}

#[test]
fn grades_are_the_same_whoever_plays_them_and_in_however_many_threads() {
    let folder = folder("jobs");
    for entry in catalogue::ENTRIES.iter().take(8) {
        write(&folder, &format!("{}.toml", entry.id), &handed_in(&played(entry.id, usize::MAX, true)).write());
    }
    let path = folder.to_string_lossy();
    let graded = |jobs: &str| said(&grade(&[&path, "--jobs", jobs, "--format", "csv"]));
    assert_eq!(graded("1"), graded("7"));
}

/// The README's lines for a large class.
fn readme_on_spreading() -> String {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("the README");
    let block = readme.split("```sh\n").find(|block| block.contains("xargs -0")).expect("the lines for a large class");
    block.split("```").next().unwrap_or_default().to_owned()
}

/// A folder with the hand-ins of a class in `hand-ins`.
fn class(name: &str) -> PathBuf {
    let folder = folder(name);
    let of_class = folder.join("hand-ins");
    fs::create_dir_all(of_class.join("group b")).expect("a folder");
    let player = played("four-way-close", usize::MAX, true);
    for n in 0..7 {
        write(&of_class, &format!("{n}.toml"), &handed_in(&player).write());
    }
    write(&of_class.join("group b"), "the last.toml", &handed_in(&played("listener", usize::MAX, false)).write());
    folder
}

/// Runs a script in a folder as somebody does who has the program.
fn shell(script: &str, folder: &Path, task: Option<usize>) {
    let program = Path::new(PROGRAM).parent().expect("a folder").to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::env::join_paths(std::iter::once(program).chain(std::env::split_paths(&path))).expect("a path");
    let mut bash = Command::new("bash");
    bash.args(["-c", script]).current_dir(folder).env("PATH", paths);
    bash.envs(task.map(|task| ("SLURM_ARRAY_TASK_ID", task.to_string())));
    let output = bash.output().expect("bash runs");
    assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
}

fn has(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    if !found {
        eprintln!("skipped: there is no {program} here");
    }
    found
}

/// The rows of the parts, and of one run over everything, without headings and in one order.
fn rows_of_parts_and_of_all(folder: &Path) -> (Vec<String>, Vec<String>) {
    let sorted = |texts: Vec<String>| {
        let mut rows: Vec<String> = texts
            .iter()
            .flat_map(|text| text.lines().skip(1))
            .filter(|row| !row.starts_with("session,"))
            .map(str::to_owned)
            .collect();
        rows.sort();
        rows
    };
    let parts = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let parts = parts.filter(|file| file.extension().is_some_and(|ending| ending == "csv"));
    let parts = parts.map(|file| fs::read_to_string(file).expect("a text")).collect();
    let all = Command::new(PROGRAM).args(["grade", "--format", "csv", "hand-ins"]).current_dir(folder).output();
    (sorted(parts), sorted(vec![said(&all.expect("the program runs"))]))
}

#[test]
fn the_readmes_line_for_xargs_gives_the_rows_of_one_run_over_all() {
    if !has("xargs") || !has("bash") {
        return;
    }
    let readme = readme_on_spreading();
    let line = readme.lines().find(|line| line.contains("print0")).expect("the line for xargs");
    let folder = class("xargs");
    shell(&line.replace("-n 500", "-n 3"), &folder, None);
    let (parts, all) = rows_of_parts_and_of_all(&folder);
    assert_eq!((parts.len(), &parts), (8, &all));
}

#[test]
fn the_readmes_line_for_parallel_gives_the_rows_of_one_run_over_all() {
    if !has("parallel") || !has("bash") {
        return;
    }
    let readme = readme_on_spreading();
    let line = readme.lines().find(|line| line.contains("| parallel")).expect("the line for GNU parallel");
    let folder = class("parallel");
    // This machine alone.
    write(&folder, "machines", ":\n");
    shell(&line.replace("500", "3"), &folder, None);
    let (parts, all) = rows_of_parts_and_of_all(&folder);
    assert_eq!((parts.len(), &parts), (8, &all));
}

#[test]
fn the_readmes_array_of_slurm_gives_the_rows_of_one_run_over_all() {
    if !has("xargs") || !has("bash") {
        return;
    }
    let readme = readme_on_spreading();
    let script = readme.split("--wrap '").nth(1).and_then(|rest| rest.split('\'').next()).expect("what is wrapped");
    let folder = class("slurm");
    // As many tasks as the array has: most of them have nothing to do in a class of eight.
    for task in [0, 1, 2, 3, 4, 5, 6, 7, 8, 63] {
        shell(script, &folder, Some(task));
    }
    let (parts, all) = rows_of_parts_and_of_all(&folder);
    assert_eq!((parts.len(), &parts), (8, &all));
}

#[test]
fn a_session_that_begins_otherwise_is_said_to_and_how() {
    let folder = folder("beginnings");
    let text = handed_in(&played("four-way-close", usize::MAX, true)).write();
    let graded = |name: &str, text: &str| said(&grade(&["--format", "json", &write(&folder, name, text)]));
    let latency = text.lines().find(|line| line.starts_with("latency")).expect("a latency").to_owned();
    let slow = graded("slow.toml", &text.replace(&latency, "latency = \"7ms\""));
    assert!(slow.contains("its `[world]` has `latency = \\\"7ms\\\"`, and the lesson's has `latency = "), "{slow}");
    // What has happened before the lesson's first step may stand in `start`, as it does in the lesson.
    let session = "session = 1\nlesson = \"mine\"\n[world]\nstart = [\"B listen\", \"A connect\", \"run until idle\"]\n\
        [[part]]\ndo = [\"A write 10\", \"step 2\"]\n";
    let lesson = write(&folder, "mine.toml", &tcptutor::lesson::starter("mine"));
    let own = |text: &str| said(&grade(&["--lesson", &lesson, "--format", "json", &write(&folder, "own.toml", text)]));
    let begun = own(session);
    assert!(begun.contains("left on page 2 of 3") && !begun.contains("trouble"), "{begun}");
    let other = own(&session.replace("\"A connect\", ", ""));
    assert!(other.contains("it begins with `A write 10`, where the lesson has `A connect`"), "{other}");
    let refused = own(&session.replace("\"A write 10\", ", "\"B listen\", \"A write 10\", "));
    assert!(refused.contains("line 6") && refused.contains("`B listen`"), "{refused}");
}

#[test]
fn a_lesson_of_ones_own_that_does_not_compile_is_said_in_one_line_with_its_place() {
    let folder = folder("broken-lesson");
    fs::create_dir_all(folder.join("lessons")).expect("a folder");
    write(&folder.join("lessons"), "mine.toml", "format = 1\ntitle = 3\n");
    let session = write(&folder, "s.toml", "session = 1\nlesson = \"mine\"\n[[part]]\ndo = [\"B listen\"]\n");
    let lessons = folder.join("lessons").to_string_lossy().into_owned();
    let table = said(&grade(&["--lessons", &lessons, &session]));
    let row = table.lines().find(|line| line.contains("s.toml")).expect("a row");
    assert!(row.contains("this lesson does not compile: ") && row.contains("mine.toml:1:1"), "{row}");
    assert!(!row.contains("^J"), "{row}");
    let unknown = said(&grade(&[&session]));
    assert!(unknown.contains("`--lesson ID or FILE` says which lesson it was\n"), "{unknown}");
}

#[test]
fn a_lesson_as_a_dialogue_is_handed_in_under_a_name_and_never_over_another_file() {
    use std::io::Write as _;
    use std::process::Stdio;
    let folder = folder("dialogue");
    let typed = |arguments: &[&str], lines: &str| {
        let mut command = Command::new(PROGRAM);
        command.args(["lesson", "four-way-close", "--plain", "--private"]).args(arguments).current_dir(&folder);
        let mut child = command
            .env("TCPTUTOR_CONFIG", "/dev/null")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        child.stdin.take().expect("a pipe").write_all(lines.as_bytes()).expect("it reads");
        said(&child.wait_with_output().expect("it ends"))
    };
    let saved = typed(&["--student", "Ada Lovelace"], "next\nA close\nsave\nsave\nquit\n");
    assert!(saved.contains("four-way-close-ada-lovelace.toml"), "{saved}");
    assert!(saved.contains("four-way-close-ada-lovelace-2.toml"), "{saved}");
    let named = typed(&[], "next\nA close\nsave Grace Hopper\nquit\n");
    assert!(named.contains("four-way-close-grace-hopper.toml"), "{named}");
    let rows = said(&grade(&[&folder.to_string_lossy(), "--format", "json"]));
    let rows: serde_json::Value = serde_json::from_str(&rows).expect("JSON");
    let student = |n: usize| rows[n]["student"].as_str().expect("a name").to_owned();
    assert_eq!([student(0), student(1), student(2)], ["Ada Lovelace", "Ada Lovelace", "Grace Hopper"]);
    assert!((0..3).all(|n| rows[n]["record"] == "fits"), "{rows}");
}
