//! What several lessons together show, and files that are too large or too strange.

use std::time::{Duration, Instant};

use super::{BASE, instead};
use tcptutor::language::ENGLISH;
use tcptutor::lesson::{LARGEST, Lesson, Neighbour, check, check_together, compile};

fn lesson(file: &str, needs: &str) -> Lesson {
    let text = instead("level = \"core\"", &format!("needs = [{needs}]"));
    compile(file, &text, &ENGLISH).expect("it compiles")
}

fn together(lessons: &[Lesson], others: &[&str]) -> Vec<String> {
    let others: Vec<Neighbour> = others.iter().map(|id| Neighbour::read(id, "")).collect();
    check_together(lessons, &others, &ENGLISH).iter().map(ToString::to_string).collect()
}

#[test]
fn a_lesson_that_needs_another_is_fine() {
    let lessons = [lesson("a.toml", ""), lesson("b.toml", "\"a\", \"built-in\"")];
    assert_eq!(together(&lessons, &["built-in"]), [""; 0]);
}

#[test]
fn an_unknown_need_is_found() {
    let lessons = [lesson("first.toml", ""), lesson("b.toml", "\"fisrt\"")];
    assert_eq!(together(&lessons, &[]), ["b.toml:4:10: error: there is no lesson `fisrt` (did you mean `first`?)"]);
}

#[test]
fn needs_in_a_circle_are_found() {
    let lessons =
        [lesson("a.toml", "\"b\""), lesson("b.toml", "\"c\""), lesson("c.toml", "\"a\""), lesson("d.toml", "\"d\"")];
    assert_eq!(
        together(&lessons, &[]),
        [
            "a.toml:4:10: error: `b` needs this lesson itself: nobody could begin",
            "b.toml:4:10: error: `c` needs this lesson itself: nobody could begin",
            "c.toml:4:10: error: `a` needs this lesson itself: nobody could begin",
            "d.toml:4:10: error: a lesson cannot need itself",
        ]
    );
}

#[test]
fn a_circle_through_lessons_that_are_not_checked_is_found() {
    let others = [Neighbour::read("b", "needs = [\"c\"]"), Neighbour::read("c", "needs = [\"a\"]")];
    let found = check_together(&[lesson("a.toml", "\"b\"")], &others, &ENGLISH);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message, "`b` needs this lesson itself: nobody could begin");
}

#[test]
fn an_id_of_a_built_in_lesson_is_found_unless_it_is_that_lesson() {
    let found = together(&[lesson("listener.toml", "")], &[]);
    assert_eq!(found, ["listener.toml:1:1: warning: a built-in lesson has this id, too: `listener`"]);
    let same = tcptutor::lesson::catalogue::find("listener").expect("a lesson").compile().expect("it compiles");
    assert_eq!(together(&[same], &[]), [""; 0]);
}

#[test]
fn a_file_name_that_is_no_id_is_found() {
    let found = check(&lesson("My Lesson.toml", ""), &ENGLISH);
    let said: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(said, ["`My Lesson` is not an id: that is small letters, digits and `-`"]);
}

#[test]
fn an_id_twice_is_found() {
    let lessons = [lesson("one/a.toml", ""), lesson("two/a.toml", "")];
    assert_eq!(together(&lessons, &[]), ["two/a.toml:1:1: error: `one/a.toml` has this id, too: `a`"]);
}

#[test]
fn a_file_that_is_too_large_is_refused_at_once() {
    let lines = "[[step]]\nsay = \"Again.\"\n".repeat(50_000);
    assert!(lines.len() > LARGEST && lines.lines().count() == 100_000);
    let found = compile("x.toml", &lines, &ENGLISH).expect_err("it is too large");
    assert_eq!(found[0].to_string(), "x.toml:1:1: error: this file has 1171 KiB, and a lesson has at most 128");
}

#[test]
fn a_file_full_of_faults_is_reported_quickly_and_not_without_end() {
    let start = Instant::now();
    for line in ["a = [\n", "[[step]]\n", "= = =\n", "\"\"\"\n", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n", "x\u{9b}\u{1b}\n"]
    {
        let text = line.repeat(LARGEST / line.len());
        let found = compile("x.toml", &text, &ENGLISH).expect_err("it is no lesson");
        assert!((1..=101).contains(&found.len()), "{line:?}: {}", found.len());
        assert!(found.iter().all(|finding| !finding.render(&text).contains('\u{1b}')));
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn more_steps_and_commands_than_anybody_would_watch_are_refused() {
    let steps = BASE.to_owned() + &"[[step]]\nsay = \"Again.\"\n".repeat(100);
    let found = compile("x.toml", &steps, &ENGLISH).expect_err("too many steps");
    assert_eq!(found.len(), 1);
    assert!(found[0].message.starts_with("a lesson has at most 100 steps"));
    let commands = instead("\"A write 10\"", &["\"A write 1\""; 60].join(", "));
    let found = compile("x.toml", &commands, &ENGLISH).expect_err("too many commands");
    assert!(found[0].message.contains("50 in a row are enough"), "{}", found[0]);
}

#[test]
fn a_script_that_goes_on_for_ever_is_found() {
    let text = instead("\"A write 10\"", "\"A send FIN,ACK seq=1 ack=1\", \"A connect\", \"run until A LISTEN\"");
    let lesson = compile("x.toml", &text, &ENGLISH).expect("it compiles");
    assert!(check(&lesson, &ENGLISH).iter().any(|finding| finding.message.contains("never ends")));
}
