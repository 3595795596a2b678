//! What every picture has to hold: no words on other words, nothing outside.

use std::ops::Range;

use super::layout::Picture;
use super::segments::Segments;
use super::shape::Slab;
use crate::export::handout::Handout;
use crate::export::tests::{ends, ladder};
use crate::export::{Played, Transcript};
use crate::language::ENGLISH;
use crate::lesson::{catalogue, recording};
use crate::timeline::ladder::Ladder;

include!("../../../tests/sessions/names.rs");

macro_rules! texts {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../tests/sessions/", $name, ".toml")))),*]
    };
}

/// The recorded sessions crowd a ladder in ways that no lesson does.
const SESSIONS: &[(&str, &str)] = recorded_sessions!(texts);

/// Every text with the room that it takes, and the boxes.
fn slabs(picture: &Picture) -> Vec<(String, Slab)> {
    let texts = picture.names.values().chain(&picture.notes);
    let texts = texts.chain(picture.pauses.iter().map(|pause| &pause.words));
    let texts = texts.chain(picture.ticks.iter().map(|tick| &tick.words));
    let texts = texts.chain(picture.shafts.iter().flat_map(|shaft| &shaft.texts));
    let texts = texts.map(|text| (text.words.clone(), text.slab()));
    let boxes = picture
        .boxes
        .iter()
        .map(|state| (state.words.words.clone(), Slab::upright(state.left, state.top, state.width, state.height)));
    texts.chain(boxes).collect()
}

fn hold(name: &str, picture: &Picture) {
    let slabs = slabs(picture);
    let page = Slab::upright(0.0, 0.0, picture.columns.right, picture.height);
    let (right, bottom) = (page.half.0 * 2.0, page.half.1 * 2.0);
    for (at, (words, slab)) in slabs.iter().enumerate() {
        for corner in slab.corners() {
            let inside = corner.x >= 0.0 && corner.x <= right && corner.y >= 0.0 && corner.y <= bottom;
            assert!(inside, "{name}: `{words}` leaves the picture at {corner:?}");
        }
        for (other, taken) in &slabs[at + 1..] {
            assert!(!slab.overlaps(taken), "{name}: `{words}` lies on `{other}`");
        }
    }
    for shaft in &picture.shafts {
        for point in &shaft.points {
            assert!(point.y <= bottom && point.y >= 0.0, "{name}: {} leaves the picture", shaft.title);
        }
        let rises = shaft.points.windows(2).any(|leg| leg[1].y < leg[0].y);
        assert!(!rises, "{name}: {} goes back in time", shaft.title);
        assert!(!shaft.texts.is_empty(), "{name}: {} has no words", shaft.title);
    }
    let times: Vec<&str> = picture.ticks.iter().map(|tick| tick.words.words.as_str()).collect();
    let decimals = |time: &str| time.len() - time.find('.').expect("seconds with decimals");
    assert!(times.iter().all(|time| decimals(time) == decimals(times[0])), "{name}: {times:?}");
    assert!(times.windows(2).all(|pair| pair[0] != pair[1]), "{name}: {times:?}");
}

fn picture(ladder: &Ladder, rows: Range<usize>) -> Picture {
    Picture::new(&ends(), &Segments::of(ladder), &rows)
}

fn hold_in_all_parts(name: &str, transcript: &Transcript) {
    let handout = match &transcript.played {
        Played::Lesson(lesson) => Handout::of_lesson(lesson, &transcript.cut),
        Played::Session(session) => Handout::of_session(session, &transcript.cut),
    };
    for path in &handout.paths {
        let segments = Segments::of(&path.ladder);
        hold(name, &Picture::new(&handout.ends, &segments, &(0..path.ladder.rows.len())));
        for section in &path.sections {
            let name = format!("{name}, {}", section.title);
            hold(&name, &Picture::new(&handout.ends, &segments, &section.rows));
        }
    }
}

#[test]
fn in_every_lesson_no_words_lie_on_others_and_nothing_is_outside() {
    for entry in catalogue::ENTRIES {
        let lesson = entry.compile().unwrap_or_else(|findings| panic!("{}", findings[0]));
        hold_in_all_parts(entry.id, &Transcript::of_lesson(lesson));
    }
}

#[test]
fn in_every_session_no_words_lie_on_others_and_nothing_is_outside() {
    for (name, text) in SESSIONS {
        let recording = recording::read(name, text, &ENGLISH).unwrap_or_else(|findings| panic!("{findings:#?}"));
        hold_in_all_parts(name, &Transcript::of_session(&recording, name, text));
    }
}

#[test]
fn all_times_of_a_picture_are_as_exact_as_the_most_exact_one() {
    let ladder = ladder("A connect; run until idle; run for 2500us; A close; run until idle");
    let picture = picture(&ladder, 0..ladder.rows.len());
    let times: Vec<&str> = picture.ticks.iter().map(|tick| tick.words.words.as_str()).collect();
    assert!(times.contains(&"0.0400 s") && times.contains(&"0.1225 s"), "{times:?}");
}

#[test]
fn crowded_runs_hold_too() {
    for run in [
        "A connect; drop A#1; run until B ESTABLISHED",
        "A connect; run until idle; A close; B close; run until idle",
        "A connect; hold A#1; run for 3s; release A#1; run until idle",
        "A connect; run until idle; A write 10; A write 10; A write 10; B write 500; A write 5; run until idle",
        "link cut=both; A connect; run for 30s; link cut=none; run until idle",
        "A connect; duplicate A#1; duplicate A#1; step; replay A#1; replay A#1; run until idle",
        "link loss=0.4 seed=3; link reorder=0.5; A connect; run for 60s",
        "A connect; run until idle; A write 4000; run until idle; B app echoes; A write 3000; run until idle",
    ] {
        let ladder = ladder(run);
        let rows = ladder.rows.len();
        hold(run, &picture(&ladder, 0..rows));
        for row in 0..rows {
            hold(run, &picture(&ladder, row..row + 1));
            hold(run, &picture(&ladder, 0..row));
        }
    }
}
