//! The curriculum: every row of it is there, in order, and every misconception is taken apart somewhere.

use tcptutor::lesson::catalogue::{self, CHAPTERS};
use tcptutor::lesson::{Level, Task};

/// What people believe about TCP and what is wrong, by its number in the lessons' own lists, and where it is taken apart.
const MISCONCEPTIONS: [(u8, &str, &[&str]); 26] = [
    (1, "the server enters CLOSE_WAIT by sending a FIN, and something ends it", &["close-wait-bug", "find-the-leak"]),
    (2, "closing always takes four segments", &["four-way-close", "puzzle-three-segments"]),
    (3, "the client gets TIME_WAIT", &["four-way-close", "simultaneous-close", "time-wait"]),
    (4, "TIME_WAIT lasts tcp_fin_timeout", &["fin-wait-2", "time-wait"]),
    (5, "close() ends both directions", &["half-close", "fin-wait-2"]),
    (6, "a FIN means that the peer's process is gone", &["half-close"]),
    (7, "ESTABLISHED means that the program has accepted", &["server-queues", "puzzle-free-the-server"]),
    (8, "the client is connected when the server is", &["three-way-handshake", "lost-third-ack"]),
    (9, "a pure ACK is sent again", &["lost-third-ack", "time-wait"]),
    (10, "ACK numbers count packets", &["counting", "three-way-handshake"]),
    (11, "any RST kills the connection", &["challenge-ack"]),
    (12, "a RST is answered", &["connection-refused", "challenge-ack"]),
    (13, "a SYN resets an established connection", &["half-open"]),
    (14, "RST and RST,ACK differ", &["connection-refused", "challenge-ack"]),
    (15, "SYN_RCVD goes to CLOSED on a RST", &["old-duplicate-syn", "puzzle-memory"]),
    (16, "CLOSING is dead code, or common", &["simultaneous-close", "puzzle-freeze-closing"]),
    (17, "a simultaneous open gives two connections", &["simultaneous-open"]),
    (18, "close() sends the FIN at once", &["early-close", "stuck-closing"]),
    (19, "SO_LINGER 0 is a faster close", &["reset"]),
    (20, "close() always sends a FIN", &["reset", "read-a-capture"]),
    (21, "idle connections die", &["half-open", "keepalive"]),
    (22, "keepalive is on, and quick", &["keepalive"]),
    (23, "there is a way back from a half-closed connection", &["half-close", "puzzle-possible"]),
    (24, "LAST_ACK leads to TIME_WAIT", &["four-way-close", "time-wait"]),
    (25, "the port is busy because of the listener's TIME_WAIT", &["address-in-use"]),
    (26, "the SYN,ACK is sent again only because the SYN is", &["lost-third-ack"]),
];

/// The misconceptions that a lesson says it takes apart, in its first line.
fn named(text: &str) -> Vec<u8> {
    let line = text.lines().find_map(|line| line.strip_prefix("# misconceptions:")).unwrap_or_default();
    line.split(',').filter_map(|number| number.trim().parse().ok()).collect()
}

#[test]
fn every_misconception_is_taken_apart_where_the_list_says() {
    for (number, belief, lessons) in MISCONCEPTIONS {
        for id in lessons {
            let entry = catalogue::find(id).unwrap_or_else(|| panic!("there is no lesson {id}"));
            assert!(named(entry.text).contains(&number), "{id} does not name {number}: {belief}");
        }
    }
    for entry in catalogue::ENTRIES {
        for number in named(entry.text) {
            assert!((1..=26).contains(&number), "{} names {number}", entry.id);
        }
    }
}

#[test]
fn the_lessons_stand_in_five_chapters_in_their_order() {
    let chapters: Vec<String> = catalogue::ENTRIES.iter().map(|entry| entry.header().chapter).collect();
    let mut in_order = chapters.clone();
    in_order.dedup();
    assert_eq!(in_order, CHAPTERS.map(|(id, _)| id.to_owned()));
}

#[test]
fn a_lesson_comes_after_all_that_it_needs() {
    for (at, entry) in catalogue::ENTRIES.iter().enumerate() {
        for needed in entry.header().needs {
            let before = catalogue::ENTRIES[..at].iter().any(|earlier| earlier.id == needed);
            assert!(before, "{} needs {needed}, which does not stand before it", entry.id);
        }
    }
}

#[test]
fn who_does_the_essentials_alone_is_asked_for_nothing_else_and_may_go_on() {
    let essentials = catalogue::ESSENTIALS;
    let next = catalogue::next_after(essentials[essentials.len() - 1]).expect("a lesson to go on with");
    for entry in essentials.iter().filter_map(|id| catalogue::find(id)).chain([next]) {
        let needs = entry.header().needs;
        assert!(needs.iter().all(|id| essentials.contains(&id.as_str())), "{} needs {needs:?}", entry.id);
    }
}

#[test]
fn a_lesson_that_is_shown_alone_counts_neither_chapters_nor_lessons() {
    for entry in catalogue::ENTRIES {
        for words in ["Chapter ", "next lesson", "last lesson"] {
            assert!(!entry.text.contains(words), "{} says: {words}", entry.id);
        }
    }
}

#[test]
fn every_lesson_asks_gives_something_to_do_and_can_be_observed() {
    for entry in catalogue::ENTRIES {
        let lesson = entry.compile().unwrap_or_else(|findings| panic!("{}", findings[0]));
        let asks = lesson.steps.iter().filter(|step| matches!(step.task, Task::Ask(_))).count();
        let acts = lesson.steps.iter().filter(|step| matches!(step.task, Task::Act(_))).count();
        assert!(asks >= 1 && acts >= 1, "{}: {asks} questions, {acts} tasks", entry.id);
        assert!(!lesson.objectives.is_empty() && !lesson.observe.is_empty(), "{}", entry.id);
        assert!(lesson.observe.iter().all(|observe| observe.commands[0].is_some()), "{} shows no command", entry.id);
    }
}

#[test]
fn every_chapter_ends_with_what_it_leaves_one_with() {
    for (chapter, _) in CHAPTERS {
        let of_chapter = catalogue::ENTRIES.iter().filter(|entry| entry.header().chapter == chapter);
        let recaps = of_chapter.filter(|entry| entry.text.contains("leaves you with")).count();
        assert!(recaps >= 1, "{chapter} has no recap");
    }
}

#[test]
fn puzzles_are_not_for_beginners() {
    for entry in catalogue::ENTRIES.iter().filter(|entry| entry.id.starts_with("puzzle-")) {
        assert_ne!(entry.header().level, Level::Intro, "{}", entry.id);
    }
}
