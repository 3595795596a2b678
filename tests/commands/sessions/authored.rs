//! A run as a lesson, with what its author made of each moment.

use tcptutor::language::ENGLISH;
use tcptutor::lesson::recording::Authored;
use tcptutor::lesson::{Severity, check, compile};

use super::random::{Player, seeds};
use crate::support::dice::Dice;

#[test]
fn whatever_was_done_and_marked_becomes_a_lesson_that_plays() {
    let mut refused = 0;
    for seed in seeds(60) {
        let outline = Player::new(seed).played(12).outline();
        let mut authored = Authored::of(&outline);
        let mut dice = Dice(seed);
        for (page, moment) in authored.pages.iter_mut().zip(&outline.moments) {
            let kinds: Vec<_> = moment.kinds().collect();
            page.kind = *dice.pick(&kinds);
        }
        let text = outline.lesson(&authored, &ENGLISH);
        let lesson = compile("made.toml", &text, &ENGLISH).unwrap_or_else(|findings| panic!("{findings:#?}\n{text}"));
        let errors = check(&lesson, &ENGLISH).into_iter().any(|finding| finding.severity == Severity::Error);
        assert_eq!(outline.checked("made", &authored, &ENGLISH).is_err(), errors, "seed {seed}");
        refused += usize::from(errors);
    }
    eprintln!("{refused} of 60 are refused");
    assert!(refused <= 12, "{refused} of 60 are refused");
}
