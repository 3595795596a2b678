//! `new`: a lesson to start from.

use super::{read, run};
use crate::support::folder::Folder;

#[test]
fn a_new_lesson_has_no_finding_and_plays() {
    let folder = Folder::new("authors-new");
    let (code, output_text) = run(folder.path(), &["new", "my-first-lesson"]);
    assert_eq!(code, 0, "{output_text}");
    assert!(output_text.contains("tcptutor lesson my-first-lesson.toml --watch"), "{output_text}");
    assert!(read(&folder, "my-first-lesson.toml").contains("\"My first lesson\""));
    let checked = run(folder.path(), &["check", "my-first-lesson.toml"]);
    assert_eq!(checked, (0, "1 lesson: nothing to complain about\n".to_owned()));
    let (code, output_text) = run(folder.path(), &["run", "my-first-lesson.toml"]);
    assert_eq!(code, 0, "{output_text}");
}

#[test]
fn a_file_that_is_there_is_never_written_over() {
    let folder = Folder::new("authors-there");
    folder.write("mine.toml", "precious");
    let (code, output_text) = run(folder.path(), &["new", "mine"]);
    assert_eq!((code, output_text.as_str()), (2, "tcptutor: `mine.toml` is there already\n"));
    assert_eq!(read(&folder, "mine.toml"), "precious");
}

#[test]
fn what_is_no_id_is_refused_with_a_sentence() {
    let folder = Folder::new("authors-ids");
    for id in ["../mine", "Mine", "a b", "", "mine.toml", "-x", &"a".repeat(65)] {
        let (code, output_text) = run(folder.path(), &["new", "--", id]);
        assert_eq!(code, 2, "{output_text}");
        assert!(output_text.contains("is not an id: that is small letters, digits and `-`"), "{output_text}");
    }
    let (code, output_text) = run(folder.path(), &["new", "close-wait-bug"]);
    assert_eq!(code, 2);
    assert!(output_text.contains("is the id of a built-in lesson"), "{output_text}");
}

#[test]
fn a_built_in_lesson_can_be_taken_and_changed() {
    let folder = Folder::new("authors-adapted");
    let (code, output_text) = run(folder.path(), &["new", "my-close", "--from", "four-way-close"]);
    assert_eq!(code, 0, "{output_text}");
    let built_in = tcptutor::lesson::catalogue::find("four-way-close").expect("a lesson");
    assert_eq!(read(&folder, "my-close.toml"), built_in.text);
    let (code, output_text) = run(folder.path(), &["new", "mine", "--from", "my-close.toml"]);
    assert_eq!(code, 0, "{output_text}");
    let (code, output_text) = run(folder.path(), &["check", "my-close.toml"]);
    assert_eq!(code, 0, "{output_text}");
}

#[test]
fn what_holds_the_place_of_an_authors_words_is_found() {
    let folder = Folder::new("authors-placeholders");
    folder.write("run.toml", "session = 1\n[[part]]\ndo = [\"B listen\", \"A connect\", \"step 3\"]\n");
    run(folder.path(), &["new", "mine", "--from", "run.toml"]);
    let (code, output_text) = run(folder.path(), &["check", "mine.toml"]);
    assert_eq!(code, 0, "it plays: {output_text}");
    assert!(output_text.matches("warning: these are not your words yet").count() >= 5, "{output_text}");
    assert!(!run(folder.path(), &["check"]).1.contains("not your words"), "no built-in lesson has any");
}

#[test]
fn a_session_becomes_a_lesson() {
    let folder = Folder::new("authors-from");
    folder.write(
        "run.toml",
        "session = 1\n[world]\nstart = [\"B listen\"]\n[[part]]\ndo = [\"A connect\", \"step 3\"]\n",
    );
    let (code, output_text) = run(folder.path(), &["new", "mine", "--from", "run.toml"]);
    assert_eq!(code, 0, "{output_text}");
    assert!(
        read(&folder, "mine.toml").contains("do = [\"A connect\", \"run until idle\"]"),
        "{}",
        read(&folder, "mine.toml")
    );
    let (code, output_text) = run(folder.path(), &["new", "other", "--from", "nowhere.toml"]);
    assert_eq!(code, 2, "{output_text}");
}
