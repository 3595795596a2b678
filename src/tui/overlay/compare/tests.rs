//! What two paths beside each other promise.

use super::{Compare, Form, LEAST_FOR_LADDERS};
use crate::language::ENGLISH;
use crate::session::{Branch, History, Path};
use crate::sim::{Call, Input, ProfileName, Side, World};
use crate::timeline::ladder::LineContent;
use crate::tui::bindings::Command;
use crate::tui::overlay::OverlayContext;
use crate::tui::settings::Settings;
use crate::tui::snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A session with one branch: both paths begin alike and go on at random, always the same way for the same seed.
fn forked(seed: u64) -> (History, Branch) {
    let mut history = crate::session::sandbox(crate::tcp::Profile::rfc9293());
    history.push(Input::Call(Side::A, Call::Connect));
    let mut seed = seed;
    wander(&mut history, &mut seed, 10);
    history.seek(1 + usize::try_from(seed % 6).unwrap_or(0));
    wander(&mut history, &mut seed, 14);
    // An input of the old future goes forward on it instead of leaving it.
    if history.branches().is_empty() {
        history.seek(1);
        history.push(Input::Call(Side::A, Call::Abort));
    }
    let branch = history.branches()[0];
    (history, branch)
}

fn wander(history: &mut History, seed: &mut u64, moves: usize) {
    for _ in 0..moves {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let choices = World::choices(history.world());
        let Some(choice) = usize::try_from(*seed >> 33).ok().and_then(|at| choices.get(at % choices.len().max(1)))
        else {
            return;
        };
        history.push(*choice);
    }
}

fn painted(compare: &Compare, (width, height): (u16, u16)) -> String {
    let settings = Settings { theme: snapshot::theme(), ..Settings::default() };
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    compare.paint(area, &mut buffer, &OverlayContext::without_stage(&settings));
    snapshot::shown(&buffer)
}

#[test]
fn what_both_paths_have_stands_at_the_same_height_and_what_one_has_is_marked() {
    for seed in 0..200 {
        let (history, branch) = forked(seed);
        let compare = Compare::new(&history, branch, &ENGLISH);
        let [first, second] = compare.ladders.rows();
        assert_eq!(first.len(), second.len(), "seed {seed}");
        for (row, ((line, only), (beside, beside_only))) in first.iter().zip(&second).enumerate() {
            let kinds = [line, beside].map(std::mem::discriminant);
            match (*only, *beside_only) {
                (false, false) if *line != LineContent::Gap && *beside != LineContent::Gap => {
                    assert_eq!(kinds[0], kinds[1], "seed {seed}, row {row}: {line:?} beside {beside:?}");
                }
                _ => {}
            }
            assert!(*line != LineContent::Gap || !only, "seed {seed}, row {row}: nothing is marked");
        }
        let cell = [0, 1].map(|i| compare.rows.iter().flat_map(|row| &row[i]).any(|cell| cell.only));
        let marked = [&first, &second].map(|rows| rows.iter().any(|(_, only)| *only));
        for i in [0, 1] {
            assert!(cell[i] || !marked[i], "seed {seed}: a mark without anything that only one has");
        }
    }
}

#[test]
fn ladders_need_room_and_sentences_stand_in_for_them() {
    let (history, branch) = forked(3);
    let mut compare = Compare::new(&history, branch, &ENGLISH);
    let form = |compare: &Compare, width| compare.form_in(Rect::new(0, 0, width, 22));
    assert_eq!(form(&compare, LEAST_FOR_LADDERS), Form::Ladders);
    assert_eq!(form(&compare, LEAST_FOR_LADDERS - 1), Form::Sentences);
    compare.command(Command::Turn, Rect::new(0, 0, 160, 24));
    assert_eq!(form(&compare, 160), Form::Sentences, "who asks for sentences gets them");
    compare.command(Command::Turn, Rect::new(0, 0, 160, 24));
    assert_eq!(form(&compare, 160), Form::Ladders);
}

#[test]
fn both_paths_scroll_together_to_the_very_end_and_no_further() {
    let (history, branch) = forked(11);
    let room = Rect::new(0, 0, 80, 16);
    for turned in [false, true] {
        let mut compare = Compare::new(&history, branch, &ENGLISH);
        if turned {
            compare.command(Command::Turn, room);
        }
        compare.command(Command::First, room);
        let mut seen = vec![painted(&compare, (80, 14))];
        for _ in 0..200 {
            compare.command(Command::Next, room);
            seen.push(painted(&compare, (80, 14)));
        }
        seen.dedup();
        compare.command(Command::Last, room);
        assert_eq!(seen.last(), Some(&painted(&compare, (80, 14))));
        assert!(seen.len() > 2 && seen.len() < 100, "{} pictures", seen.len());
    }
}

/// A connection that A aborts, and the same under Linux.
fn under_linux() -> (History, Branch) {
    let mut history = crate::session::sandbox(crate::tcp::Profile::rfc9293());
    history.push(Input::Call(Side::A, Call::Connect));
    for _ in 0..3 {
        history.push(Input::Step);
    }
    history.push(Input::Call(Side::A, Call::Abort));
    history.push(Input::Step);
    let inputs = std::iter::once(Input::Profile(ProfileName::Linux)).chain(history.inputs());
    let inputs: Vec<Input> = inputs.collect();
    let branch = history.graft(Path::Present, 0, inputs).expect("a branch");
    (history, branch)
}

#[test]
fn what_another_tcp_does_alike_is_not_marked_and_what_it_does_otherwise_is() {
    let (history, branch) = under_linux();
    let compare = Compare::new(&history, branch, &ENGLISH);
    let marked = |path: usize| -> Vec<&str> {
        let cells = compare.rows.iter().filter_map(|row| row[path].as_ref());
        cells.filter(|cell| cell.only).map(|cell| cell.words.as_str()).collect()
    };
    for path in [0, 1] {
        let marked = marked(path);
        assert!(marked.iter().any(|words| words.contains("RST")), "{marked:?}");
        assert!(!marked.iter().any(|words| words.contains("connect()") || words.contains("SYN")), "{marked:?}");
    }
    let [first, second] = compare.ladders.rows();
    for ((line, only), (beside, _)) in first.iter().zip(&second) {
        assert!(!only || line != beside, "the same on both: {line:?}");
    }
    assert!(first.iter().any(|(_, only)| *only), "the error that the program gets");
}

#[test]
fn sentences_of_both_paths_are_whole_and_an_end_that_is_none_is_so_far() {
    let (mut history, branch) = under_linux();
    let room = Rect::new(0, 0, 80, 40);
    let mut compare = Compare::new(&history, branch, &ENGLISH);
    assert!(painted(&compare, (80, 40)).contains("in the end"), "{}", painted(&compare, (80, 40)));
    compare.command(Command::Turn, room);
    assert!(!painted(&compare, (80, 40)).contains('\u{2026}'), "{}", painted(&compare, (80, 40)));
    history.seek(1);
    history.push(Input::Call(Side::A, Call::Abort));
    let branch = *history.branches().last().expect("the future that was left");
    let shown = painted(&Compare::new(&history, branch, &ENGLISH), (80, 40));
    assert!(shown.contains("so far") && shown.contains("in the end"), "the SYN is on its way: {shown}");
}

#[test]
fn two_ladders_beside_each_other() {
    let (history, branch) = forked(11);
    let compare = Compare::new(&history, branch, &ENGLISH);
    insta::assert_snapshot!(painted(&compare, (110, 40)));
}

#[test]
fn no_size_is_too_small() {
    let (history, branch) = forked(5);
    let mut compare = Compare::new(&history, branch, &ENGLISH);
    for width in 0..90 {
        for height in 0..30 {
            compare.command(Command::PageDown, Rect::new(0, 0, width, height));
            painted(&compare, (width, height));
        }
    }
}
