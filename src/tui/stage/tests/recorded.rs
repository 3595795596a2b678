//! Whatever keys do in the sandbox can be written and read back.

use super::{history, sandbox};
use crate::language::ENGLISH;
use crate::lesson::Recording;
use crate::lesson::recording::read;
use crate::sim::split_mix;
use crate::tui::bindings::{BINDINGS, Scope};
use crate::tui::stage::{Game, Stage};
use std::time::Duration;

/// A number by chance that is the same every time.
fn roll(seed: &mut u64) -> usize {
    usize::try_from(split_mix(seed) >> 16).unwrap_or_default()
}

#[test]
fn what_random_keys_do_is_written_read_back_and_opened() {
    let keys: Vec<&str> = BINDINGS
        .iter()
        .filter(|binding| matches!(binding.scope, Scope::Stage | Scope::Sandbox))
        .flat_map(|binding| binding.keys)
        .copied()
        .collect();
    for seed in 0..60 {
        let mut seed = seed;
        let mut stage = sandbox(seed % 2 == 0);
        for _ in 0..120 {
            if roll(&mut seed).is_multiple_of(3) {
                stage.tick(Duration::from_micros(roll(&mut seed) as u64 % 300_000));
            }
            stage.key(keys[roll(&mut seed) % keys.len()].parse().expect("a key"));
        }
        let recording = Recording::of(history(&stage), history(&stage).names()).expect("it can be written");
        let text = recording.write();
        assert_eq!(read("x.toml", &text, &ENGLISH).as_ref(), Ok(&recording), "seed {seed}: {text}");
        assert_eq!(
            Recording::from_short_text(&recording.to_short_text(), &ENGLISH).as_ref(),
            Ok(&recording),
            "seed {seed}"
        );
        let opened = Stage::new(Game::sandbox_from(&recording), super::settings(false));
        assert_eq!(opened.game.history().expect("a session").world(), history(&stage).world(), "seed {seed}");
        assert_eq!(
            opened.game.history().expect("a session").branches().len(),
            history(&stage).branches().len(),
            "seed {seed}"
        );
    }
}
