//! Any text wherever one is read: lessons and sessions cut up and put together again.

use tcptutor::language::ENGLISH;
use tcptutor::lesson::{catalogue, recording};

use crate::support::dice::Dice;
use crate::support::fuzz::{bytes, seeds};
use crate::support::fuzzed::{grammar, texts};

const SESSION: &str = include_str!("../sessions/half-open-discovery.toml");

/// A text with some of its parts removed, repeated, or replaced by others' or by any bytes.
fn cut_up(dice: &mut Dice, text: &str, other: &str) -> String {
    let mut cut = text.as_bytes().to_vec();
    for _ in 0..=dice.below(5) {
        let start = dice.index(cut.len());
        let end = (start + dice.index(60)).min(cut.len());
        let from = dice.index(other.len());
        let new = match dice.below(4) {
            0 => Vec::new(),
            1 => cut[start..end].repeat(2),
            2 => other.as_bytes()[from..(from + dice.index(60)).min(other.len())].to_vec(),
            _ => bytes(dice, 6),
        };
        cut.splice(start..end, new);
    }
    String::from_utf8_lossy(&cut).into_owned()
}

/// A lesson with a few of its steps: what is broken stands beside less that is not.
fn some_steps(dice: &mut Dice, text: &str) -> String {
    let mut parts = text.split("\n[[step]]");
    let mut some = parts.next().unwrap_or_default().to_owned();
    let steps: Vec<&str> = parts.collect();
    for _ in 0..=dice.below(3) {
        if let Some(step) = steps.get(dice.index(steps.len())) {
            some.push_str("\n[[step]]");
            some.push_str(step);
        }
    }
    some
}

#[test]
fn fuzz_lessons() {
    seeds(|dice| {
        let [one, other] = [0; 2].map(|_| dice.pick(catalogue::ENTRIES).text);
        let some = some_steps(dice, one);
        texts::as_a_lesson(&cut_up(dice, &some, other));
    });
}

#[test]
fn fuzz_sessions() {
    let short = recording::open("short.toml", SESSION, &ENGLISH).expect("a session").to_short_text();
    seeds(|dice| {
        let text = if dice.one_in(2) { SESSION } else { &short };
        texts::as_a_session(&cut_up(dice, text, SESSION));
    });
}

#[test]
fn fuzz_words() {
    seeds(|dice| {
        let text = cut_up(dice, "**Three** words, `SYN`, \u{4e09}\u{6b21} \u{1b}[2Jhere", SESSION);
        texts::as_words(&text, u16::from(bytes(dice, 2).first().copied().unwrap_or_default()));
    });
}

#[test]
fn fuzz_well_formed_sessions() {
    seeds(|dice| grammar::any_session(&bytes(dice, 120)));
}

#[test]
fn fuzz_hand_ins() {
    seeds(|dice| grammar::any_hand_in(&bytes(dice, 120)));
}

#[test]
fn fuzz_well_formed_lessons() {
    seeds(|dice| grammar::any_lesson(&bytes(dice, 120)));
}
