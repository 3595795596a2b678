//! What the stage promises at every moment, held to the painted frame: no word is lost, help and the way out are always named, the
//! mark in the title is true, and the ladder holds all that happened.

use super::{deal_with_page, lesson, lesson_with, play_until, player, press, sandbox, screen};
use crate::lesson::{Page, Pick, Player, catalogue};
use crate::tui::bindings::{BINDINGS, Scope};
use crate::tui::overlap;
use crate::tui::stage::{Game, Stage};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::time::Duration;

/// From the smallest stage to a lecture hall's.
const ALL_SIZES: [(u16, u16); 5] = [(40, 12), (60, 20), (80, 24), (120, 36), (160, 48)];

/// How many random moments are looked at with every test run; built with `TCPTUTOR_MOMENTS` there are as many as it says.
const MOMENTS: usize = 150;

fn row(screen: &Buffer, y: u16) -> String {
    (0..screen.area.width).map(|x| screen[(x, y)].symbol()).collect()
}

/// A text without its marks and blanks: how it is broken into lines does not matter.
fn letters(marked: &str) -> String {
    let plain: String = crate::text::parse(marked).into_iter().map(|span| span.text).collect();
    plain.split_whitespace().collect()
}

fn set_size(stage: &mut Stage, (width, height): (u16, u16)) {
    stage.set_area(Rect::new(0, 0, width, height));
}

/// What the panel says, page by page, as letters, those of the row of verbs left out.
fn read_panel(stage: &mut Stage, size: (u16, u16)) -> String {
    let layout = stage.layout(Rect::new(0, 0, size.0, size.1)).expect("large enough");
    let verbs = u16::from((super::super::panel::Panel { stage }).has_verbs());
    stage.view.turned = (0, 0);
    let mut all = String::new();
    for _ in 0..40 {
        let frame = screen(stage, size);
        let more = format!("{} Down", stage.settings.glyphs.ellipsis);
        let text: Vec<String> = (layout.panel.top()..layout.panel.bottom() - verbs).map(|y| row(&frame, y)).collect();
        let goes_on = text.iter().any(|line| line.contains(&more));
        all.extend(text.iter().map(|line| line.replace(&more, "").split_whitespace().collect::<String>()));
        if !goes_on {
            return all;
        }
        press(stage, "Down");
    }
    panic!("the text never ends: {all}");
}

/// What has to be readable in the panel now, piece by piece.
fn owed(stage: &Stage) -> Vec<String> {
    let explained = &stage.derived.explained;
    let Game::Lesson(player) = &stage.game else {
        return [Some(explained.headline.clone()), explained.remedy.clone()].into_iter().flatten().collect();
    };
    if !stage.game.is_at_present() {
        return vec![explained.headline.clone()];
    }
    match player.page() {
        Page::Say { text, error } => std::iter::once(text.to_owned()).chain(error.into_iter().flatten()).collect(),
        Page::Act { reached: true, success: Some(success), .. } => {
            let words = [Some(success.headline(stage.settings.language)), success.why.clone()];
            words.into_iter().flatten().collect()
        }
        Page::Act { text, said, .. } => [Some(text), said].into_iter().flatten().map(str::to_owned).collect(),
        Page::Ask { question, choices, pick, picked, revealed, .. } => {
            let mut words = vec![question.to_owned()];
            match (pick, picked, revealed) {
                // The lines of code that are asked about stand beside the picture.
                (Pick::List, None, _) if stage.shows_lines_to_choose_from() => {}
                (Pick::List, None, _) => words.extend(choices.iter().map(|choice| choice.label.clone())),
                (_, Some(_), Some(reveal)) => words.push(reveal.explanation.to_owned()),
                _ => {}
            }
            words
        }
        Page::End { .. } => vec!["That was the last page.".to_owned()],
    }
}

/// Holds one moment to all that is promised at one size.
fn keeps_its_word(stage: &mut Stage, size: (u16, u16), at: &str) {
    set_size(stage, size);
    if stage.window.overlay.is_some() {
        return;
    }
    let layout = stage.layout(Rect::new(0, 0, size.0, size.1)).expect("large enough");
    let over = overlap::watched(|| drop(screen(stage, size)));
    assert_eq!(over, [""; 0], "{at}: words over words");
    let frame = screen(stage, size);
    let keys = row(&frame, layout.footer.y);
    assert!(keys.contains("? help") && keys.contains("q leave"), "{at}: {keys}");
    let title = row(&frame, 0);
    assert!(title.trim_end().ends_with(&stage.state_of_play().words(stage)), "{at}: {title}");
    let rule = row(&frame, layout.rule.y);
    if let Some(notice) = &stage.window.notice {
        let first: String = letters(notice).chars().take(12).collect();
        assert!(stage.window.notice_page > 0 || letters(&rule).contains(&first), "{at}: {notice} in {rule}");
    }
    // The message goes with the next key; the text is read after it.
    while (super::super::panel::Panel { stage }).message_goes_on() {
        press(stage, "Down");
    }
    stage.window.notice = None;
    let owed = owed(stage);
    let read = read_panel(stage, size);
    for words in owed {
        assert!(read.contains(&letters(&words)), "{at}: {words}\n{read}");
    }
}

#[test]
fn no_page_of_any_lesson_loses_a_word_at_any_size() {
    for entry in catalogue::ENTRIES {
        let mut stage = lesson(entry.id);
        for turn in 0.. {
            let over = stage.game.is_over();
            for size in ALL_SIZES {
                keeps_its_word(&mut stage, size, &format!("{} {turn} {size:?}", entry.id));
            }
            if over {
                break;
            }
            if stage.game.is_acting() || stage.game.open_question().is_some() {
                press(&mut stage, "H");
                deal_with_page(&mut stage, turn % 3 == 1);
                for size in ALL_SIZES {
                    keeps_its_word(&mut stage, size, &format!("{} {turn} done {size:?}", entry.id));
                }
            }
            stage.window.notice = None;
            press(&mut stage, "Space");
        }
    }
}

/// Numbers by chance, the same ones in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % below
    }
}

fn any_stage(dice: &mut Dice) -> Stage {
    let at = dice.roll(catalogue::ENTRIES.len() + 10);
    let mut stage = match catalogue::ENTRIES.get(at) {
        Some(entry) => lesson_with(entry.id, true),
        None => sandbox(true),
    };
    if stage.game.lesson().is_some() {
        for _ in 0..dice.roll(8) {
            if stage.game.asks_on_diagram().is_some() {
                break;
            }
            deal_with_page(&mut stage, false);
            press(&mut stage, "Space");
        }
    }
    stage
}

/// The keys of the stage itself: no window is opened, and nothing is left.
fn any_key(dice: &mut Dice) -> &'static str {
    const OUT: [&str; 26] = [
        "q", "Esc", "Ctrl-c", "Ctrl-z", "?", ":", "i", "y", "G", "m", "n", "g", "T", "o", "p", "P", "B", "M", "Enter",
        "R", "Y", "Ctrl-s", "0", "S", "Home", "End",
    ];
    let scopes = [Scope::Lesson, Scope::Sandbox, Scope::Stage, Scope::Program];
    let keys: Vec<&str> = BINDINGS
        .iter()
        .filter(|binding| scopes.contains(&binding.scope))
        .flat_map(|binding| binding.keys)
        .copied()
        .filter(|key| !OUT.contains(key))
        .chain(["M", "Space", "Space", "u", "Home", "End"])
        .collect();
    keys[dice.roll(keys.len())]
}

fn moments() -> usize {
    option_env!("TCPTUTOR_MOMENTS").and_then(|n| n.parse().ok()).unwrap_or(MOMENTS)
}

#[test]
fn no_random_moment_loses_a_word_at_any_size() {
    let mut dice = Dice(11);
    let mut seen = 0;
    while seen < moments() {
        let mut stage = any_stage(&mut dice);
        for turn in 0..25 {
            let key = any_key(&mut dice);
            press(&mut stage, key);
            stage.tick(Duration::from_millis(dice.roll(900) as u64));
            let size = ALL_SIZES[dice.roll(ALL_SIZES.len())];
            keeps_its_word(&mut stage, size, &format!("moment {seen}, turn {turn}, {key}, {size:?}"));
            stage.window.overlay = None;
            seen += 1;
        }
    }
}

#[test]
fn the_mark_in_the_title_is_true() {
    let mut dice = Dice(5);
    for _ in 0..moments() / 25 {
        let mut stage = any_stage(&mut dice);
        for _ in 0..6 {
            press(&mut stage, any_key(&mut dice));
            stage.window.overlay = None;
            (0..dice.roll(30)).for_each(|_| stage.tick(Duration::from_millis(33)));
            let before = screen(&stage, (80, 24));
            let said = row(&before, 0);
            let runs = said.contains(&format!("{} x", stage.settings.glyphs.playing));
            let moves = (0..12).any(|_| {
                stage.tick(Duration::from_millis(120));
                screen(&stage, (80, 24)) != before
            });
            assert_eq!(runs, moves, "{said}");
        }
    }
}

/// The ladder is the one that is built from the records.
fn holds_all_that_happened(stage: &Stage, place: &str) {
    let mut anew = super::super::motion::Motion::new(stage.motion.clock);
    anew.jump(stage.game.timeline());
    let lines = |motion: &super::super::motion::Motion| format!("{:?}", motion.ladder.lines().collect::<Vec<_>>());
    assert_eq!(lines(&stage.motion), lines(&anew), "{place}");
}

#[test]
fn the_ladder_holds_all_that_happened_after_any_keys_at_any_moment() {
    let mut dice = Dice(3);
    for round in 0..moments() / 10 {
        let mut stage = any_stage(&mut dice);
        let mut keys = Vec::new();
        for _ in 0..25 {
            keys.push(any_key(&mut dice));
            press(&mut stage, keys[keys.len() - 1]);
            stage.window.overlay = None;
            stage.tick(Duration::from_millis(dice.roll(500) as u64));
            holds_all_that_happened(&stage, &format!("{round}: {keys:?}"));
        }
    }
}

#[test]
fn show_me_during_playback_finishes_the_playback_first() {
    let mut stage = lesson_with("listener", true);
    press(&mut stage, "Space");
    for _ in 0..12 {
        while stage.game.open_question().is_some() {
            deal_with_page(&mut stage, false);
        }
        stage.tick(Duration::from_millis(100));
        press(&mut stage, "M");
        holds_all_that_happened(&stage, &format!("page {}", player(&stage).step() + 1));
        press(&mut stage, "Space");
        if stage.game.is_over() {
            break;
        }
    }
    assert!(player(&stage).step() > 0);
}

#[test]
fn a_digit_that_is_no_answer_is_answered_in_the_rule() {
    let mut stage = lesson("counting");
    while stage.game.open_question() != Some(Pick::List) {
        deal_with_page(&mut stage, false);
        press(&mut stage, "Space");
    }
    press(&mut stage, "9");
    let layout = stage.layout(Rect::new(0, 0, 80, 24)).expect("large enough");
    let rule = row(&screen(&stage, (80, 24)), layout.rule.y);
    assert!(rule.contains("9 is not an answer here") && stage.game.open_question().is_some(), "{rule}");
}

#[test]
fn where_no_diagram_is_drawn_the_rule_says_how_much_room_it_takes() {
    let mut stage = lesson("three-way-handshake");
    for (size, is_said) in [((70, 20), true), ((40, 12), true), ((80, 24), false)] {
        set_size(&mut stage, size);
        assert_eq!(super::painted(&stage, size).contains("the diagrams need 80x24"), is_said, "{size:?}");
    }
}

#[test]
fn where_no_diagram_is_drawn_both_states_stand_apart_above_the_ladder() {
    let mut stage = lesson("four-way-close");
    for (size, names) in [((40, 12), false), ((46, 14), true), ((60, 20), true)] {
        set_size(&mut stage, size);
        let heading = row(&screen(&stage, size), 1);
        let words: Vec<&str> = heading.split_whitespace().collect();
        assert_eq!(words.iter().filter(|word| **word == "ESTABLISHED").count(), 2, "{size:?} {heading}");
        assert_eq!(words.contains(&"client") && words.contains(&"server"), names, "{size:?} {heading}");
    }
}

#[test]
fn a_larger_screen_has_more_rows_of_text_and_no_line_is_longer_than_a_hundred() {
    let stage = sandbox(false);
    let rows = ALL_SIZES
        .map(|(width, height)| stage.layout(Rect::new(0, 0, width, height)).expect("large enough").panel.height);
    assert!(rows.is_sorted() && rows[3] < rows[4], "{rows:?}");
    let mut stage = lesson("three-way-handshake");
    press(&mut stage, "l Space");
    let layout = stage.layout(Rect::new(0, 0, 200, 60)).expect("large enough");
    let frame = screen(&stage, (200, 60));
    for y in layout.panel.top()..layout.panel.bottom() {
        assert!(row(&frame, y).trim_end().chars().count() <= 101);
    }
}

/// The lines of every record's account at 80x24 that are more than two.
fn long_accounts(stage: &Stage) -> Vec<String> {
    let history = super::history(stage);
    let named = stage.game.named();
    let mut long = Vec::new();
    for (step, record) in history.records(1..history.step() + 1) {
        let message =
            crate::narrate::describe(&crate::language::ENGLISH, &record, named.as_deref(), &history.world_at(step));
        let lines = crate::text::wrap(&message, crate::lesson::panel::SMALLEST.0).len();
        if lines > 2 || message.is_empty() {
            long.push(message);
        }
    }
    long
}

#[test]
fn an_account_of_any_record_takes_at_most_two_lines_at_80x24() {
    for entry in catalogue::ENTRIES {
        let mut stage = lesson(entry.id);
        play_until(&mut stage, false, |stage| stage.game.is_over());
        assert_eq!(long_accounts(&stage), [""; 0], "{}", entry.id);
    }
    let mut dice = Dice(23);
    for _ in 0..moments() / 10 {
        let mut stage = any_stage(&mut dice);
        for _ in 0..40 {
            press(&mut stage, any_key(&mut dice));
            stage.window.overlay = None;
            stage.tick(Duration::from_millis(dice.roll(900) as u64));
        }
        assert_eq!(long_accounts(&stage), [""; 0]);
    }
}

/// Ten records that used to be told in the RFC's code: what was done, and how the account begins now.
const ACCOUNTS: [(&str, &str); 10] = [
    ("c", "A (client) calls connect(), sends SYN and enters SYN_SENT."),
    ("c .", "B (server) receives SYN and enters SYN_RCVD. It answers with SYN,ACK."),
    ("c . . . w", "A (client) calls write(10) and sends 10 octets."),
    ("c . . . w . Tab x", "B (server) had unread data, so its close() sends a RST instead of a FIN."),
    ("c . . . X .", "The other side has sent a RST: B's connection is gone at once"),
    ("c . . . s .", "A SYN has no place on an open connection and may be forged"),
    ("c d t", "No ACK has come in time: A (client) sends SYN for the second time."),
    ("c . . . x . . Tab x . . t", "2 MSL have passed: A (client) forgets the connection"),
    ("c . . . x w", "A (client) has closed its direction: nothing more can be written (connection closing)."),
    ("c . . . c", "A (client) has a connection already"),
];

#[test]
fn what_decided_comes_first_in_plain_words() {
    for (keys, begins) in ACCOUNTS {
        let mut stage = sandbox(false);
        press(&mut stage, keys);
        if keys.ends_with('t') && keys.contains("Tab") {
            press(&mut stage, "Tab t");
        }
        let message = &stage.derived.explained.headline;
        assert!(message.starts_with(begins), "{keys}: {message}");
    }
}

#[test]
fn the_first_lessons_show_no_sequence_numbers_before_they_speak_of_them() {
    for id in ["listener", "three-way-handshake"] {
        let mut stage = lesson(id);
        while !stage.game.is_over() {
            let shown = super::painted(&stage, (80, 24));
            if !stage.game.lesson().is_some_and(Player::reads_numbers) {
                assert!(!shown.contains("SYN seq") && !shown.contains("SYN 1"), "{id}\n{shown}");
            }
            deal_with_page(&mut stage, false);
            press(&mut stage, "Space");
        }
    }
    let mut stage = lesson("counting");
    press(&mut stage, "Space");
    assert!(super::painted(&stage, (80, 24)).contains("SYN seq 100"));
}
