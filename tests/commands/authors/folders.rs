//! Folders with lessons: what is found in them, what may be needed, and what has no business there.

use super::{lesson, read, run};
use crate::support::folder::Folder;

#[test]
fn a_lesson_in_the_folder_of_the_file_may_be_needed() {
    let folder = Folder::new("authors-neighbours");
    folder.write("first.toml", &lesson(""));
    folder.write("second.toml", &lesson("\"first\", \"close-wait-bug\""));
    let (code, output_text) = run(folder.path(), &["check", "second.toml"]);
    assert_eq!((code, output_text.as_str()), (0, "1 lesson: nothing to complain about\n"));
    let elsewhere = Folder::new("authors-elsewhere");
    let file = folder.path().join("second.toml");
    let (code, output_text) = run(elsewhere.path(), &["check", file.to_str().expect("a path")]);
    assert_eq!(code, 0, "{output_text}");
}

#[test]
fn needs_in_a_circle_through_a_neighbour_are_found() {
    let folder = Folder::new("authors-circle");
    folder.write("first.toml", &lesson("\"second\""));
    folder.write("second.toml", &lesson("\"first\""));
    let (code, output_text) = run(folder.path(), &["check", "second.toml"]);
    assert_eq!(code, 1);
    assert!(output_text.contains("`first` needs this lesson itself: nobody could begin"), "{output_text}");
}

#[test]
fn lessons_in_named_folders_are_found_by_their_ids() {
    let (folder, here) = (Folder::new("authors-named"), Folder::new("authors-here"));
    folder.write("mine.toml", &lesson(""));
    let named = folder.path().to_str().expect("a path");
    for command in [&["check", "mine"][..], &["run", "mine"], &["lesson", "mine", "--plain", "--private"]] {
        let (code, output_text) = run(here.path(), &[command, &["--lessons", named]].concat());
        assert_eq!(code, 0, "{command:?}: {output_text}");
    }
    here.write("yours.toml", &lesson("\"mine\""));
    let (code, output_text) = run(here.path(), &["--lessons", named, "check", "yours.toml"]);
    assert_eq!(code, 0, "{output_text}");
    let (code, output_text) = run(here.path(), &["--lessons", named, "run", "mime"]);
    assert_eq!(code, 2);
    assert!(
        output_text.contains("Did you mean `mine`?") && output_text.contains("Your own are: mine."),
        "{output_text}"
    );
    let config = here.write("config.toml", &format!("lessons = [{named:?}]\n"));
    let (code, output_text) = run(here.path(), &["check", "mine", "--config", config.to_str().expect("a path")]);
    assert_eq!(code, 0, "{output_text}");
}

#[test]
fn a_named_folder_that_is_none_is_refused() {
    let folder = Folder::new("authors-none");
    let (code, output_text) = run(folder.path(), &["--lessons", "nowhere", "check"]);
    assert_eq!((code, output_text.as_str()), (2, "tcptutor: `nowhere` is not a folder: `--lessons` takes one\n"));
}

#[test]
fn a_stray_file_among_lessons_is_found() {
    let folder = Folder::new("authors-stray");
    folder.write("mine.toml", &lesson(""));
    for welcome in ["README.md", "lesson.schema.json", ".taplo.toml", "zh-CN/mine.toml", "de/mine.toml"] {
        folder.write(welcome, "");
    }
    let (code, output_text) = run(folder.path(), &["check", "."]);
    assert_eq!((code, output_text.as_str()), (0, "1 lesson: nothing to complain about\n"));
    folder.write("mine.tmol", "");
    folder.write("drafts/yours.toml", "");
    let (code, output_text) = run(folder.path(), &["check", "."]);
    assert_eq!(code, 0, "a stray file is a warning");
    assert!(output_text.contains("./mine.tmol:1:1") && output_text.contains("./drafts:1:1"), "{output_text}");
    assert!(output_text.contains("1 lesson: 0 errors, 2 warnings"), "{output_text}");
}

#[test]
fn a_file_name_that_is_no_id_and_one_that_a_built_in_lesson_has_are_found() {
    let folder = Folder::new("authors-names");
    folder.write("My Lesson.toml", &lesson(""));
    folder.write("listener.toml", &lesson(""));
    let (code, output_text) = run(folder.path(), &["check", "."]);
    assert_eq!(code, 0);
    assert!(output_text.contains("`My Lesson` is not an id: that is small letters, digits and `-`"), "{output_text}");
    assert!(output_text.contains("a built-in lesson has this id, too: `listener`"), "{output_text}");
}

#[test]
fn the_fewest_moves_and_the_ways_that_are_as_short_are_told() {
    let folder = Folder::new("authors-verbose");
    folder.write("mine.toml", &lesson(""));
    let (code, output_text) = run(folder.path(), &["check", "--verbose", "mine.toml"]);
    assert_eq!(code, 0);
    let line = read(&folder, "mine.toml").lines().position(|line| line.starts_with("until")).expect("a goal") + 1;
    assert!(
        output_text.contains(&format!("mine.toml:{line}: step 2 takes 1 move (one way): A close")),
        "{output_text}"
    );
    let (_, json) = run(folder.path(), &["check", "--json", "mine.toml"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["findings"], serde_json::json!([]));
    assert_eq!((&json["exercises"][0]["par"], &json["exercises"][0]["ways"]), (&1.into(), &1.into()));
}

#[test]
fn a_lesson_that_another_one_of_the_same_id_hides_is_found() {
    let (first, second, here) = (Folder::new("authors-id-1"), Folder::new("authors-id-2"), Folder::new("authors-id-3"));
    let paths = [first.path(), second.path()].map(|path| path.to_str().expect("a path").to_owned());
    let folders = ["--lessons", &paths[0], "--lessons", &paths[1]];
    first.write("mine.toml", &lesson(""));
    first.write("half-close.toml", &lesson(""));
    let said = |what: &[&str]| run(here.path(), &[&folders[..], what].concat());
    let (code, output_text) = said(&["check", "half-close"]);
    assert_eq!(code, 0, "it is a warning");
    let hidden = "half-close.toml` is hidden by the built-in lesson of the same id: `tcptutor lesson half-close` opens";
    assert!(output_text.contains(hidden), "{output_text}");
    assert!(!output_text.contains("mine.toml"), "{output_text}");
    second.write("mine.toml", &lesson(""));
    let output_text = said(&["check", "mine"]).1;
    let by = format!("{}/mine.toml` is hidden by `{}/mine.toml`", paths[1], paths[0]);
    assert!(output_text.contains(&by), "{output_text}");
    here.write("mine.toml", &lesson(""));
    let output_text = said(&["check", "mine.toml"]).1;
    assert!(output_text.contains(&format!("`mine.toml` is hidden by `{}/mine.toml`", paths[0])), "{output_text}");
    // Whoever opens anything hears of it, too.
    let output_text = said(&["progress", "--private"]).1;
    assert!(output_text.contains(hidden) && output_text.contains(&by), "{output_text}");
}
