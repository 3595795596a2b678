//! Questions on the stage: how they are answered, what stays readable beside the outcome, and what is handed in.

use super::{SIZES, deal_with_page, lesson, painted, play_until, player, press, settings};
use crate::language::ENGLISH;
use crate::lesson::{Answers, Grader, Page, Pick, Player, catalogue, compile, recording};
use crate::tui::app::Effect;
use crate::tui::stage::{Game, Leads, Stage};
use std::sync::Arc;

/// Plays on to a question of a kind.
fn at_question(id: &str, wanted: Pick) -> Stage {
    let mut stage = lesson(id);
    play_until(&mut stage, false, |stage| matches!(player(stage).page(), Page::Ask { pick, .. } if pick == wanted));
    stage
}

fn type_number(stage: &mut Stage, number: u32) {
    number.to_string().chars().for_each(|digit| press(stage, &digit.to_string()));
}

fn plain(marked: &str) -> String {
    crate::text::parse(marked).into_iter().map(|span| span.text).collect()
}

fn is_open(stage: &Stage) -> bool {
    player(stage).is_question_open()
}

/// A lesson of one question whose answer is typed, at a moment that is good for another one.
const TYPED: &str = r#"
format     = 1
title      = "Numbers"
summary    = "An ACK names the next byte."
chapter    = "opening"
level      = "intro"
objectives = ["Add up"]

[world]
start = ["B listen", "A connect", "run until idle", "A write 10", "run until idle", "B write 7", "run until idle"]

[[step]]
ask     = "Which `ack` does B send?"
predict = "B.ack"
typed   = true
after   = ["A write 5", "run until idle"]
right   = "One more than the last byte."
"#;

#[test]
fn a_typed_answer_is_followed_by_a_typed_one_and_no_digit_commits() {
    let lesson = compile("typed.toml", TYPED, &ENGLISH).expect("it compiles");
    let mut stage = Stage::new(Game::Lesson(Box::new(Player::new(Arc::new(lesson)))), settings(false));
    deal_with_page(&mut stage, true);
    press(&mut stage, "Space");
    assert!(matches!(player(&stage).page(), Page::Ask { again: true, pick: Pick::Typed, picked: None, .. }));
    type_number(&mut stage, 7);
    press(&mut stage, "Space");
    assert!(painted(&stage, SIZES[0]).contains("Your number: 7 "), "no mark is read as one of the text");
    type_number(&mut stage, 7);
    assert!(is_open(&stage), "digits are digits");
    assert!(painted(&stage, SIZES[0]).contains("Your number: 7 7"));
    press(&mut stage, "Enter");
    let shown = painted(&stage, SIZES[0]);
    assert!(!is_open(&stage) && shown.contains("You typed 77") && shown.contains("It is "), "{shown}");
}

#[test]
fn space_commits_what_is_typed_or_picked_as_enter_does_and_the_footer_names_enter() {
    for pick in [Pick::Typed, Pick::List] {
        let mut stage = at_question("counting", pick);
        press(&mut stage, "Space");
        assert!(is_open(&stage) && stage.window.notice.is_some(), "there is nothing to commit yet");
        match pick {
            // After one to three digits Space parts groups of them.
            Pick::Typed => type_number(&mut stage, 3301),
            _ => press(&mut stage, "Down"),
        }
        if pick == Pick::Typed {
            assert!(painted(&stage, SIZES[0]).contains("Enter commit"));
        }
        press(&mut stage, "Space");
        assert!(!is_open(&stage), "{pick:?}: {}", painted(&stage, SIZES[0]));
    }
}

#[test]
fn the_question_stays_readable_beside_its_outcome() {
    for entry in catalogue::ENTRIES {
        let mut stage = lesson(entry.id);
        while player(&stage).step() < player(&stage).steps() {
            let Page::Ask { question, .. } = player(&stage).page() else {
                deal_with_page(&mut stage, false);
                press(&mut stage, "Space");
                continue;
            };
            let asked = plain(question);
            let begins: String = asked.chars().take(40).collect();
            let (id, step) = (entry.id, player(&stage).step() + 1);
            deal_with_page(&mut stage, true);
            let shown = painted(&stage, SIZES[0]);
            assert!(shown.contains(&begins), "{id} {step}:\n{shown}");
            let Page::Ask { revealed: Some(reveal), .. } = player(&stage).page() else { panic!("answered") };
            let reason = plain(reveal.explanation);
            let ends = reason.split_whitespace().next_back().unwrap_or_default();
            assert!(shown.contains(ends), "the reason is whole, {id} {step}:\n{shown}");
            press(&mut stage, "Space");
        }
    }
}

/// What is handed in with this key.
fn handed_in(stage: &mut Stage) -> (String, recording::PlayedLesson, crate::lesson::Grade) {
    let mut leads = stage.key("Ctrl-s".parse().expect("a key"));
    if matches!(leads, Leads::Nowhere) {
        assert!(painted(stage, SIZES[0]).contains("your name"), "it is asked once");
        press(stage, "A d a");
        leads = stage.key("Enter".parse().expect("a key"));
    }
    let Leads::To(Effect::Save { stem, text, message }) = leads else { panic!("{leads:?}: {:?}", stage.window.notice) };
    assert!(message.contains("hand in `{file}`"));
    let recording = recording::read("session.toml", &text, &ENGLISH).expect("a session");
    let lesson = Arc::clone(player(stage).lesson());
    let grade = Grader::new(lesson, &ENGLISH).grade(&recording);
    (stem, recording.played.expect("a lesson"), grade)
}

fn recording_seal(stage: &Stage) -> recording::Seal {
    let recording = stage.recording().expect("a run");
    recording.seal(&recording.write())
}

#[test]
fn a_lesson_can_be_handed_in_from_any_of_its_pages() {
    let mut stage = lesson("four-way-close");
    let mut answered = 0;
    while player(&stage).step() < player(&stage).steps() {
        answered += usize::from(matches!(player(&stage).page(), Page::Ask { .. }));
        deal_with_page(&mut stage, false);
        let (stem, played, grade) = handed_in(&mut stage);
        assert_eq!((stem.as_str(), played.id.as_str()), ("four-way-close-ada", "four-way-close"));
        assert_eq!(played.student.as_deref(), Some("Ada"));
        assert_eq!(recording_seal(&stage), recording::Seal::Fits);
        assert_eq!((played.answers.len(), grade.trouble), (answered, None));
        press(&mut stage, "Space");
    }
    assert!(painted(&stage, SIZES[0]).contains("Ctrl-s saves what you did as a file"));
    let (.., grade) = handed_in(&mut stage);
    assert!(grade.finished && grade.trouble.is_none());
    let all = Answers { right: answered, given: answered, of: answered };
    assert_eq!((grade.answers, grade.reached()), (all, grade.of));
    press(&mut stage, "PageUp PageUp PageUp");
    assert_eq!(handed_in(&mut stage).2, grade, "who has turned back hands in the whole of it");
}

#[test]
fn the_palette_finds_how_a_lesson_is_saved() {
    let mut stage = lesson("four-way-close");
    press(&mut stage, ": s a v e");
    assert!(painted(&stage, SIZES[0]).contains("as a session file to hand in"));
    press(&mut stage, "Enter");
    assert!(painted(&stage, SIZES[0]).contains("your name"));
    assert!(matches!(stage.key("Enter".parse().expect("a key")), Leads::To(Effect::Save { .. })), "without a name too");
}

#[test]
fn code_stands_below_the_ladder_and_a_line_of_it_is_picked_by_its_number() {
    let mut stage = lesson("find-the-leak");
    press(&mut stage, "Space");
    let painted = |stage: &mut Stage, (width, height): (u16, u16)| {
        stage.set_area(ratatui::layout::Rect::new(0, 0, width, height));
        painted(stage, (width, height))
    };
    for size in [(80, 24), (120, 36), (160, 48)] {
        let asked = painted(&mut stage, size);
        assert!(asked.contains("4 if not reply: return None") && asked.contains("[4] line 4"), "{asked}");
    }
    // Where the column has no room for the code, the choices are its lines.
    let first = painted(&mut stage, (40, 12));
    let pages: Vec<String> = (0..4)
        .map(|_| {
            press(&mut stage, "Down");
            painted(&mut stage, (40, 12))
        })
        .collect();
    assert!(pages.iter().any(|page| page.contains("[1] s = pool.get(server)")), "{first}{}", pages.concat());
    press(&mut stage, "3");
    for size in [(80, 24), (120, 36), (160, 48)] {
        let message = painted(&mut stage, size);
        let glyphs = stage.settings.glyphs;
        let marked = [format!("{}3 reply = s.recv(4096)", glyphs.lost), format!("{}4 if not reply", glyphs.check)];
        assert!(marked.iter().all(|line| message.contains(line)), "{message}");
        assert!(message.contains("keeps nothing"), "{message}");
    }
    press(&mut stage, "Space Space Space");
    for size in [(80, 24), (120, 36), (160, 48)] {
        let shown = painted(&mut stage, size);
        assert!(shown.contains("4 if not reply: return None") && shown.contains("ESTABLISHED"), "{shown}");
    }
}

#[test]
fn the_last_page_of_a_lesson_is_read_to_its_end() {
    let mut stage = lesson("three-way-handshake");
    play_until(&mut stage, false, |stage| stage.game.is_over());
    stage.set_area(ratatui::layout::Rect::new(0, 0, 80, 24));
    let first = painted(&stage, (80, 24));
    assert!(first.contains("Down down"), "{first}");
    for _ in 0..12 {
        press(&mut stage, "Down");
    }
    let last = painted(&stage, (80, 24));
    let end = "E lets two real programs do it";
    assert!(!first.contains(end) && last.contains(end), "{last}");
    press(&mut stage, "Up");
    assert_ne!(painted(&stage, (80, 24)), last);
}
