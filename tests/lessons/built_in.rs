//! The built-in lessons keep their promises, and nothing that anybody writes into a lesson can hurt.

use std::path::PathBuf;
use std::sync::Arc;
use std::{env, fs};

use crate::support::dice::Dice;
use tcptutor::export::{CapturedAt, Cut, Format};
use tcptutor::headless::{self, CheckOptions};
use tcptutor::language::ENGLISH;
use tcptutor::lesson::{Move, Page, Pick, Player, Value, catalogue, check, compile};

fn player(entry: &catalogue::Entry) -> Player {
    Player::new(Arc::new(entry.compile().unwrap_or_else(|findings| panic!("{}: {}", entry.id, findings[0]))))
}

#[test]
fn every_lesson_passes_its_checks_without_a_finding() {
    for entry in catalogue::ENTRIES {
        let lesson = entry.compile().unwrap_or_else(|findings| panic!("{}", findings[0]));
        let findings: Vec<String> = check(&lesson, &ENGLISH).iter().map(ToString::to_string).collect();
        assert!(findings.is_empty(), "{findings:#?}");
    }
}

/// Plays a lesson to its end, giving the answer `pick` places after the right one to every question; how many there were.
fn play(entry: &catalogue::Entry, pick: usize) -> usize {
    let mut player = player(entry);
    let mut questions = 0;
    while player.step() < player.steps() {
        player.finish_script();
        match player.page() {
            Page::Ask { pick: how, choices, .. } => {
                questions += 1;
                let right = player.right_answer().expect("the engine has an answer");
                let wrong: Vec<Value> = match (how, &right) {
                    (Pick::Typed, Value::Number(n)) => (1..4).map(|more| Value::Number(n + more)).collect(),
                    _ => choices.iter().map(|choice| choice.value.clone()).filter(|value| *value != right).collect(),
                };
                let picked = if pick == 0 { right.clone() } else { wrong[(pick - 1) % wrong.len()].clone() };
                assert!(player.answer_value(&picked));
                assert!(!player.answer_value(&right), "{}: a second answer counted", entry.id);
                player.finish_script();
                let Page::Ask { choices, picked: kept, revealed: Some(reveal), .. } = player.page() else {
                    panic!("no answer")
                };
                assert_eq!(kept.map(|at| &choices[at].value), Some(&picked), "{}", entry.id);
                assert_eq!(choices[reveal.answer].value, right, "{}", entry.id);
                assert!(!reveal.explanation.is_empty(), "{} step {}", entry.id, player.step() + 1);
            }
            Page::Act { .. } => {
                let way = player.proven_way().expect("the goal can be reached");
                player.follow(&way.inputs);
            }
            Page::Say { .. } | Page::End { .. } => {}
        }
        assert!(player.unmet().is_empty(), "{} step {}: {:?}", entry.id, player.step() + 1, player.unmet());
        let step = player.step();
        let mut moved = player.next();
        while moved == Move::Again {
            let right = player.right_answer().expect("a fresh question has an answer");
            assert!(player.answer_value(&right), "{} step {}: a fresh question takes an answer", entry.id, step + 1);
            moved = player.next();
        }
        assert_eq!(player.step(), step + 1, "{} stays at step {}", entry.id, step + 1);
    }
    assert!(player.troubles().is_empty());
    questions
}

#[test]
fn every_lesson_is_played_to_its_end_with_right_answers_and_with_every_wrong_one() {
    for entry in catalogue::ENTRIES {
        for pick in 0..4 {
            assert!(play(entry, pick) >= 2, "{} asks too little", entry.id);
        }
    }
}

#[test]
fn going_back_a_page_restores_its_moment() {
    for entry in catalogue::ENTRIES {
        let mut player = player(entry);
        player.finish_script();
        let (states, now) = (player.history().world().states(), player.history().world().now());
        if let Page::Say { .. } = player.page() {
            let _ = player.next();
            player.finish_script();
            let _ = player.previous();
            player.finish_script();
            assert_eq!(
                (player.history().world().states(), player.history().world().now()),
                (states, now),
                "{}",
                entry.id
            );
        }
    }
}

/// Compiles and checks; whatever is found is rendered too.
fn survive(text: &str) {
    match compile("lessons/mutated.toml", text, &ENGLISH) {
        Ok(lesson) => {
            for finding in check(&lesson, &ENGLISH) {
                let _ = finding.render(text);
            }
        }
        Err(findings) => {
            assert!(!findings.is_empty());
            for finding in findings {
                let rendered = finding.render(text);
                assert!(!rendered.replace('\n', "").chars().any(|c| c.is_control() && c != '\u{1b}'), "{rendered:?}");
            }
        }
    }
}

#[test]
fn a_mutated_lesson_never_panics() {
    let mut dice = Dice(11);
    for _ in 0..60 {
        for entry in catalogue::ENTRIES {
            let mut bytes = entry.text.as_bytes().to_vec();
            loop {
                let (at, len) = (dice.index(bytes.len()), dice.index(40));
                let end = (at + len).min(bytes.len());
                match dice.below(4) {
                    0 => bytes[at] = dice.roll().to_le_bytes()[0],
                    1 => drop(bytes.drain(at..end)),
                    2 => {
                        let again = bytes[at..end].to_vec();
                        bytes.splice(at..at, again);
                    }
                    _ => bytes.splice(at..end, *b"\"\x1b[2J\"").for_each(drop),
                }
                if dice.one_in(3) {
                    break;
                }
            }
            survive(&String::from_utf8_lossy(&bytes));
        }
    }
}

#[test]
fn random_text_as_a_lesson_never_panics() {
    let mut dice = Dice(5);
    let words = [
        "[[step]]", "say", "=", "\"", "ask", "[world]", "\n", "do", "[", "]", "{", "A", "\u{202e}", "1", "why.X", "'''",
    ];
    for _ in 0..600 {
        let text: Vec<&str> = (0..dice.below(60)).map(|_| *dice.pick(&words)).collect();
        survive(&text.join(" "));
    }
}

fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = env::temp_dir().join(format!("tcptutor-test-{}-{name}", std::process::id()));
    fs::write(&path, bytes).expect("a temporary file");
    path
}

#[test]
fn what_is_no_lesson_is_refused_with_a_sentence() {
    let huge = "x = 1\n".repeat(100_000);
    let deep = format!("a = {}", "[".repeat(20_000));
    let cases: [(&str, &[u8]); 4] =
        [("binary", &[0xff, 0xfe, 0]), ("huge", huge.as_bytes()), ("empty", b""), ("deep", deep.as_bytes())];
    for (name, bytes) in cases {
        let path = file(&format!("{name}.toml"), bytes);
        let mut out = Vec::new();
        let said = match headless::check(
            CheckOptions { what: std::slice::from_ref(&path), ..CheckOptions::default() },
            &mut out,
            &ENGLISH,
        ) {
            Ok(headless::Verdict::Failed) => String::from_utf8(out).expect("text"),
            Ok(headless::Verdict::Fine) => panic!("{name} is a lesson?"),
            Err(error) => error.describe(&ENGLISH),
        };
        let _ = fs::remove_file(path);
        assert!(said.len() > 20, "{name}: {said}");
    }
    let missing = headless::run(
        "close-wait-bog",
        &[],
        (Format::Text, CapturedAt::default()),
        Cut::default(),
        None,
        &mut Vec::new(),
        &ENGLISH,
    )
    .expect_err("no such lesson");
    assert!(missing.describe(&ENGLISH).contains("close-wait-bug"), "{missing:?}");
}
