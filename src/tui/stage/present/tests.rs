//! A presentation by the keys of a clicker, without a terminal.

use super::{Autoplay, Show};
mod aside;
mod polls;
mod rehearsal;

use crate::lesson::{Page, Player, catalogue};
use crate::notes::{Cue, Sight};
use crate::tui::app::{Mouse, MouseAction};
use crate::tui::settings::Settings;
use crate::tui::snapshot;
use crate::tui::stage::Stage;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

fn presented(id: &str, (width, height): (u16, u16), autoplay: Autoplay) -> Stage {
    let lesson = catalogue::find(id).expect("a lesson").compile().expect("it compiles");
    let settings = Settings { theme: snapshot::theme(), animate: false, ..Settings::default() };
    let mut stage = Stage::presenting(Player::new(Arc::new(lesson)), Show::new(autoplay), settings);
    stage.set_area(Rect::new(0, 0, width, height));
    stage
}

fn by_hand(id: &str, size: (u16, u16)) -> Stage {
    presented(id, size, Autoplay::new(None, false))
}

/// The same with what moves shown moving.
fn animated(id: &str, (width, height): (u16, u16)) -> Stage {
    let lesson = catalogue::find(id).expect("a lesson").compile().expect("it compiles");
    let settings = Settings { theme: snapshot::theme(), ..Settings::default() };
    let show = Show::new(Autoplay::new(None, false));
    let mut stage = Stage::presenting(Player::new(Arc::new(lesson)), show, settings);
    stage.set_area(Rect::new(0, 0, width, height));
    stage
}

fn press(stage: &mut Stage, keys: &str) {
    for name in keys.split(' ') {
        stage.key(name.parse().expect("a key"));
    }
}

fn shown(stage: &Stage) -> String {
    snapshot::shown(&screen(stage))
}

fn screen(stage: &Stage) -> Buffer {
    let mut buffer = Buffer::empty(stage.view.area);
    stage.paint(stage.view.area, &mut buffer);
    buffer
}

fn step(stage: &Stage) -> usize {
    stage.player().expect("a lesson").step()
}

/// What the speaker's notes say now.
fn cue(stage: &mut Stage) -> Cue {
    Cue::of(&stage.scene().expect("a change"))
}

fn lecture(ids: &[&str]) -> Stage {
    let lesson = |id: &&str| Arc::new(catalogue::find(id).expect("a lesson").compile().expect("it compiles"));
    let lessons: Vec<_> = ids.iter().map(lesson).collect();
    let show = Show::new(Autoplay::new(None, false)).of(lessons.clone());
    let settings = Settings { theme: snapshot::theme(), animate: false, ..Settings::default() };
    let mut stage = Stage::presenting(Player::new(Arc::clone(&lessons[0])), show, settings);
    stage.set_area(Rect::new(0, 0, 80, 24));
    stage
}

#[test]
fn on_the_title_page_the_notes_have_that_page_and_the_first_one_next() {
    let mut stage = lecture(&["four-way-close", "time-wait"]);
    let title = cue(&mut stage);
    assert!(title.at_title && title.text.starts_with("The four-way close"), "{title:?}");
    let next = title.next.expect("a page");
    assert!(next.text.contains("I will send nothing more."), "{next:?}");
    press(&mut stage, "PageDown");
    let page = cue(&mut stage);
    assert!(!page.at_title && page.text == next.text, "{page:?}");
}

#[test]
fn on_a_lessons_last_page_the_notes_name_the_lesson_that_follows() {
    let mut stage = lecture(&["four-way-close", "time-wait"]);
    while step(&stage) + 1 < stage.player().expect("a lesson").steps() {
        press(&mut stage, "PageDown");
    }
    let next = cue(&mut stage).next.expect("a lesson");
    assert!(next.text.starts_with("The next lesson: ") && next.text.contains("TIME_WAIT"), "{next:?}");
}

#[test]
fn while_the_room_looks_back_or_is_in_the_sandbox_the_notes_say_what_it_reads_there() {
    let mut stage = by_hand("four-way-close", (80, 24));
    go_to_a_question(&mut stage);
    let page = cue(&mut stage);
    press(&mut stage, "-");
    let past = cue(&mut stage);
    assert!(past.in_the_past && past.text.contains("Moment ") && past.step == page.step, "{past:?}");
    assert!(shown(&stage).contains("Moment "), "{}", shown(&stage));
    press(&mut stage, "-");
    assert_ne!(cue(&mut stage).text, past.text, "one moment more");
    press(&mut stage, "PageDown S");
    let aside = cue(&mut stage);
    assert!(aside.sandbox && aside.text != page.text, "{aside:?}");
}

#[test]
fn a_way_that_the_presenter_has_begun_by_hand_is_told_to_its_end() {
    let mut stage = by_hand("close-wait-bug", (120, 36));
    while step(&stage) < 9 {
        press(&mut stage, "PageDown");
    }
    for _ in 0..4 {
        press(&mut stage, "C");
        stage.tick(SECOND);
    }
    let task = cue(&mut stage);
    assert!(task.answer.is_some() && task.keys.is_some(), "{task:?}");
}

#[test]
fn the_command_that_presents_on_keeps_how_it_goes_on() {
    let mut stage = presented("four-way-close", (80, 24), Autoplay::new(Some(2 * SECOND), true));
    press(&mut stage, "PageDown");
    let again = stage.show_again().expect("a command");
    assert_eq!(again, "tcptutor present four-way-close --step 2 --auto 2s --loop");
    let mut stage = by_hand("four-way-close", (80, 24));
    press(&mut stage, "PageDown");
    assert_eq!(stage.show_again().as_deref(), Some("tcptutor present four-way-close --step 2"));
}

/// Goes on until a question is open.
fn go_to_a_question(stage: &mut Stage) {
    while stage.game.open_question().is_none() {
        press(stage, "PageDown");
    }
}

#[test]
fn every_screen_of_a_lesson_at_three_sizes() {
    for size in [(60, 20), (80, 24), (120, 36)] {
        let mut stage = by_hand("four-way-close", size);
        let mut film = snapshot::Film::default();
        for screens in 1.. {
            film.show(&format!("screen {screens}"), &screen(&stage));
            if stage.game.is_over() {
                break;
            }
            press(&mut stage, "PageDown");
        }
        for (part, text) in (1..).zip(film.texts()) {
            insta::assert_snapshot!(format!("show-{}x{}-{part}", size.0, size.1), text);
        }
    }
}

#[test]
fn one_key_leads_through_every_lesson_to_its_end() {
    for entry in catalogue::ENTRIES {
        let mut stage = by_hand(entry.id, (80, 24));
        for _ in 0..200 {
            press(&mut stage, "PageDown");
        }
        assert!(stage.game.is_over(), "{}: step {}: {:?}", entry.id, step(&stage), stage.window.notice);
    }
}

#[test]
fn a_question_has_the_screen_for_itself_until_it_is_revealed() {
    let mut stage = by_hand("four-way-close", (80, 24));
    go_to_a_question(&mut stage);
    let poll = shown(&stage);
    assert!(poll.contains("1  no segment at all") && !poll.contains("LISTEN"), "{poll}");
    press(&mut stage, "PageDown");
    let revealed = shown(&stage);
    assert!(revealed.contains("\u{2713} 2  B sends ACK") && revealed.contains("Only the ACK"), "{revealed}");
    assert!(revealed.contains("LISTEN"), "the picture is back: {revealed}");
}

#[test]
fn the_vote_of_the_room_can_change_and_then_stands_beside_the_truth() {
    let mut stage = by_hand("four-way-close", (80, 24));
    go_to_a_question(&mut stage);
    press(&mut stage, "2 3 9");
    assert!(shown(&stage).contains("\u{25b6} 3  B sends FIN,ACK"), "{}", shown(&stage));
    press(&mut stage, "PageDown");
    let revealed = shown(&stage);
    assert!(
        revealed.contains("\u{2713} 2  B sends ACK") && revealed.contains("\u{2717} 3  B sends FIN,ACK"),
        "{revealed}"
    );
    assert!(revealed.contains("A FIN promises") && revealed.contains("Only the ACK"), "both reasons: {revealed}");
}

#[test]
fn a_revealed_question_keeps_its_words_and_its_choices_where_there_is_room() {
    let mut stage = by_hand("four-way-close", (160, 48));
    go_to_a_question(&mut stage);
    press(&mut stage, "3 PageDown");
    let revealed = shown(&stage);
    for message in ["What does B's TCP send", "no segment at all", "B sends RST", "Only the ACK", "A FIN promises"] {
        assert!(revealed.contains(message), "{message}: {revealed}");
    }
}

#[test]
fn only_votes_count_as_predictions() {
    let mut stage = by_hand("four-way-close", (80, 24));
    go_to_a_question(&mut stage);
    press(&mut stage, "PageDown");
    assert_eq!(stage.player().expect("a lesson").score(), (0, 0));
    go_to_a_question(&mut stage);
    // This one is answered on the diagram.
    press(&mut stage, "] PageDown");
    assert_eq!(stage.player().expect("a lesson").score().1, 1);
}

#[test]
fn any_key_ends_the_black_screen_and_does_nothing_else() {
    let mut stage = by_hand("four-way-close", (80, 24));
    press(&mut stage, "p p");
    for (black, back) in [(".", "PageDown"), ("b", "x")] {
        let before = shown(&stage);
        press(&mut stage, black);
        assert!(shown(&stage).lines().take(24).all(|line| line.trim_end_matches('|').trim().is_empty()));
        press(&mut stage, back);
        assert_eq!(shown(&stage), before);
    }
}

#[test]
fn the_key_for_the_black_screen_parts_no_digits_of_an_answer() {
    let mut stage = by_hand("four-way-close", (80, 24));
    while stage.game.open_question() != Some(crate::lesson::Pick::Typed) {
        press(&mut stage, "PageDown");
    }
    press(&mut stage, "3 . x");
    assert_eq!(stage.answering.typed, "3");
}

#[test]
fn no_page_comes_after_the_last_one_in_the_title() {
    let mut stage = by_hand("four-way-close", (80, 24));
    while !stage.game.is_over() {
        press(&mut stage, "PageDown");
    }
    assert!(!shown(&stage).contains("Next:"), "a lecture has its own order: {}", shown(&stage));
    press(&mut stage, "S");
    assert!(shown(&stage).contains("12 of 12") && !shown(&stage).contains("13 of 12"), "{}", shown(&stage));
}

#[test]
fn a_click_on_a_question_opens_nothing() {
    let mut stage = by_hand("four-way-close", (80, 24));
    go_to_a_question(&mut stage);
    let poll = shown(&stage);
    for row in 0..24 {
        stage.mouse(Mouse { action: MouseAction::Click, column: 8, row });
    }
    assert_eq!(shown(&stage), poll);
    press(&mut stage, "I");
    assert!(stage.game.open_question().is_some(), "nor does a key for segments answer it");
}

#[test]
fn a_task_is_done_by_the_clicker_or_by_the_presenter() {
    for key in ["PageDown", "x"] {
        let mut stage = by_hand("four-way-close", (80, 24));
        press(&mut stage, &format!("PageDown {key}"));
        let reached = matches!(stage.player().expect("a lesson").page(), Page::Act { reached: true, .. });
        assert!(reached && shown(&stage).contains("Done."), "{key}: {}", shown(&stage));
    }
}

#[test]
fn a_text_that_does_not_fit_below_the_picture_comes_after_it() {
    let mut stage = by_hand("four-way-close", (60, 20));
    go_to_a_question(&mut stage);
    press(&mut stage, "PageDown");
    let picture = shown(&stage);
    assert!(picture.contains("\u{2713} 2  B sends ACK") && picture.contains("LAST_ACK"), "{picture}");
    press(&mut stage, "PageDown");
    let words = shown(&stage);
    assert!(words.contains("Only the ACK") && !words.contains("LAST_ACK"), "{words}");
    press(&mut stage, "p");
    let alone = shown(&stage);
    assert!(alone.contains("LAST_ACK") && !alone.contains("Only the ACK"), "the picture alone: {alone}");
    assert!(alone.contains("p brings the text back"), "{alone}");
    press(&mut stage, "p");
    assert_eq!(shown(&stage), words);
}

#[test]
fn the_list_of_steps_leads_anywhere_and_back_exactly() {
    let mut stage = by_hand("four-way-close", (80, 24));
    press(&mut stage, "PageDown PageDown PageDown");
    let before = shown(&stage);
    press(&mut stage, "j End Enter");
    assert_eq!(step(&stage), 11);
    press(&mut stage, "j Home Down Down Enter");
    assert_eq!(step(&stage), 2);
    assert_eq!(shown(&stage), before);
}

#[test]
fn escape_ends_the_large_picture_and_f5_brings_it_back() {
    let mut stage = by_hand("four-way-close", (80, 24));
    press(&mut stage, "p p");
    let large = shown(&stage);
    press(&mut stage, "PageDown Esc");
    assert!(shown(&stage).contains("rfc9293"), "the usual stage: {}", shown(&stage));
    press(&mut stage, "PageUp F5");
    assert_eq!(shown(&stage), large);
}

#[test]
fn a_long_notice_covers_what_stands_below_and_is_read_whole() {
    let mut stage = by_hand("four-way-close", (60, 20));
    press(&mut stage, "PageDown S");
    let screen = shown(&stage);
    assert!(screen.contains("You are free to do anything") && screen.contains("returns to the lesson."), "{screen}");
}

#[test]
fn it_goes_on_by_itself_shows_questions_before_answers_and_begins_again() {
    let pause = Duration::from_secs(8);
    let mut stage = presented("four-way-close", (80, 24), Autoplay::new(Some(pause), true));
    stage.tick(Duration::from_secs(7));
    assert_eq!(step(&stage), 0);
    stage.tick(SECOND);
    assert_eq!(step(&stage), 1);
    while stage.game.open_question().is_none() {
        stage.tick(pause);
    }
    stage.tick(Duration::from_secs(7));
    assert!(!shown(&stage).contains('\u{2713}'));
    stage.tick(SECOND);
    assert!(shown(&stage).contains('\u{2713}'));
    while !stage.game.is_over() {
        stage.tick(pause);
    }
    stage.tick(pause);
    assert_eq!(step(&stage), 0);
}

#[test]
fn a_key_stops_it_and_so_does_the_black_screen() {
    let mut stage = presented("four-way-close", (80, 24), Autoplay::new(Some(SECOND), false));
    press(&mut stage, "A");
    stage.tick(SECOND * 60);
    assert_eq!(step(&stage), 0);
    press(&mut stage, "A b");
    stage.tick(SECOND * 60);
    assert_eq!(step(&stage), 0);
    press(&mut stage, "b");
    stage.tick(SECOND);
    assert_eq!(step(&stage), 1);
}

#[test]
fn the_time_stands_in_the_title_and_costs_a_frame_a_second() {
    let mut stage = by_hand("four-way-close", (60, 20));
    assert_eq!(stage.next_wake(), Some(SECOND));
    stage.tick(Duration::from_millis(62_300));
    assert_eq!(stage.next_wake(), Some(Duration::from_millis(700)));
    assert!(shown(&stage).contains("1 of 12   01:02"), "{}", shown(&stage));
    press(&mut stage, "b");
    assert!(stage.next_wake() > Some(SECOND));
}

#[test]
fn what_begins_to_move_begins_at_its_beginning() {
    let mut stage = animated("four-way-close", (80, 24));
    press(&mut stage, "PageDown x");
    let before = stage.shown();
    // The last tick was long ago: nothing moved then.
    stage.tick(Duration::from_millis(900));
    assert!(stage.shown().since(before) < Duration::from_millis(10), "{:?}", stage.shown().since(before));
}

#[test]
fn the_notes_are_told_of_changes_and_not_of_time() {
    let mut stage = by_hand("four-way-close", (80, 24));
    assert!(stage.scene().is_some());
    stage.tick(SECOND * 5);
    assert!(stage.scene().is_none());
    press(&mut stage, "PageDown");
    let scene = stage.scene().expect("a change");
    assert_eq!((scene.player.step(), scene.elapsed), (1, SECOND * 5));
    press(&mut stage, "b");
    assert!(stage.scene().is_some_and(|scene| scene.mark.sight == Sight::Black));
    press(&mut stage, "b S");
    assert!(stage.scene().is_some_and(|scene| scene.mark.sight == Sight::Sandbox));
    press(&mut stage, "S");
    go_to_a_question(&mut stage);
    stage.scene();
    press(&mut stage, "2");
    assert_eq!(stage.scene().map(|scene| scene.mark.votes), Some(vec![0, 1, 0, 0]));
}

#[test]
fn a_wrong_vote_is_followed_by_no_other_question() {
    let mut stage = by_hand("four-way-close", (80, 24));
    go_to_a_question(&mut stage);
    let asked = step(&stage);
    press(&mut stage, "3 PageDown PageDown PageDown");
    assert!(step(&stage) > asked, "the lesson goes on");
    assert!(!matches!(stage.player().expect("a lesson").page(), Page::Ask { again: true, .. }));
}

#[test]
fn leaving_in_the_middle_says_how_to_come_back_there() {
    let mut stage = by_hand("four-way-close", (80, 24));
    assert_eq!(stage.key("q".parse().expect("a key")), crate::tui::stage::Leads::Back, "nothing was shown yet");
    stage.jump_to(4);
    assert_eq!(stage.key("q".parse().expect("a key")), crate::tui::stage::Leads::Nowhere);
    assert!(shown(&stage).contains("tcptutor present four-way-close --step 5"), "{}", shown(&stage));
    assert_eq!(stage.key("q".parse().expect("a key")), crate::tui::stage::Leads::Back);
}

#[test]
fn the_help_lists_the_keys_of_a_presentation_alone_and_each_of_them_once() {
    let mut stage = by_hand("four-way-close", (100, 60));
    press(&mut stage, "?");
    let help = shown(&stage);
    let help: Vec<&str> = help.lines().take(60).collect();
    for listed in ["PageDown Right Down Space Enter", "1-9", "Ctrl-c"] {
        assert_eq!(help.iter().filter(|line| line.contains(listed)).count(), 1, "{listed}: {}", help.join("\n"));
    }
    assert!(!help.iter().any(|line| line.contains("forge")), "{}", help.join("\n"));
    assert!(help.iter().any(|line| line.contains("Go on: what moves comes to its end")), "{}", help.join("\n"));
}

#[test]
fn whoever_begins_is_told_two_keys_and_a_question_which_one_brings_the_picture() {
    let mut stage = by_hand("four-way-close", (80, 24));
    assert!(shown(&stage).contains("PageDown goes on, ? lists all keys"), "{}", shown(&stage));
    go_to_a_question(&mut stage);
    assert!(shown(&stage).contains("p the picture") && !shown(&stage).contains("TIME_WAIT"), "{}", shown(&stage));
    press(&mut stage, "p");
    assert!(shown(&stage).contains("TIME_WAIT"), "{}", shown(&stage));
}

#[test]
fn a_question_stands_below_the_picture_where_there_is_room_for_both() {
    let mut stage = by_hand("four-way-close", (160, 48));
    go_to_a_question(&mut stage);
    let poll = shown(&stage);
    assert!(poll.contains("1  no segment at all") && poll.contains("LISTEN") && poll.contains("segments"), "{poll}");
}
