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
    recording.played = Some(PlayedLesson { id: player.lesson().id.clone(), answers: player.answers() });
    recording
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
    let plain = good.lines().filter(|line| !line.starts_with("lesson =") && !line.starts_with("answers ="));
    write(&folder, "g-nameless.toml", &plain.collect::<Vec<_>>().join("\n"));
    let output = grade(&[&folder.to_string_lossy()]);
    let said = said(&output);
    let row =
        |name: &str| said.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("no row {name}:\n{said}"));
    assert!(row("a-good").ends_with("played to the end"), "{said}");
    assert!(row("b-broken").contains("this is not valid TOML"), "{said}");
    assert!(row("c-no-session").contains("it is not a session"), "{said}");
    assert!(row("d-claims").contains("it claims what does not replay"), "{said}");
    assert!(row("e-other").contains("it does not begin as the lesson does"), "{said}");
    assert!(row("f-unknown").contains("no-such-lesson"), "{said}");
    assert!(row("g-nameless").contains("it does not say which lesson it was"), "{said}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_lesson_can_be_named_for_all() {
    let folder = folder("named");
    let good = handed_in(&played(LESSON, usize::MAX, true)).write();
    let plain = good.lines().filter(|line| !line.starts_with("lesson =") && !line.starts_with("answers ="));
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
fn the_same_deeds_get_the_same_marks_whether_the_session_names_its_lesson_or_not() {
    let folder = folder("same");
    let named = handed_in(&played("four-way-close", usize::MAX, true)).write();
    let unanswered: Vec<&str> = named.lines().filter(|line| !line.starts_with("answers =")).collect();
    let nameless: Vec<&str> = unanswered.iter().copied().filter(|line| !line.starts_with("lesson =")).collect();
    let marks = |name: &str, lines: &[&str], more: &[&str]| {
        let file = write(&folder, name, &lines.join("\n"));
        let output = grade(&[&[file.as_str(), "--format", "json"], more].concat());
        let mut rows: serde_json::Value = serde_json::from_str(&said(&output)).expect("JSON");
        rows[0]["session"] = serde_json::Value::Null;
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
    let told = said(&grade(&[&cheat]));
    assert!(told.contains(&format!("line {line}: this session does not replay: ")), "{told}");
    assert!(told.contains("1 session: ") && told.contains("1 with something wrong"), "{told}");
    let many = write(&folder, "many.toml", &good.replacen("answers = [", "answers = [\"CLOSED\", \"CLOSED\", ", 1));
    let told = said(&grade(&[&many]));
    assert!(told.contains("6 answers") || told.contains("is not an answer"), "{told}");
}
