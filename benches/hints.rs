//! How long a hint takes: from every moment of a learner's way through every exercise of the built-in lessons.
//!
//! `cargo bench --bench hints`, or `cargo bench --bench hints -- puzzle` for those whose id contains a word. A hint must feel
//! instant: 50 ms.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tcptutor::lesson::{Page, Player, catalogue};

fn main() {
    let mut worst = (Duration::ZERO, String::new());
    let wanted = std::env::args().skip(1).find(|word| !word.starts_with("--")).unwrap_or_default();
    for entry in catalogue::ENTRIES.iter().filter(|entry| entry.id.contains(&wanted)) {
        let lesson = entry.compile().unwrap_or_else(|_| panic!("{} compiles", entry.id));
        let mut player = Player::new(Arc::new(lesson));
        while player.step() < player.steps() {
            player.finish_script();
            if matches!(player.page(), Page::Act { .. }) {
                let (time, moments) = exercise(&mut player);
                let name = format!("{} step {}", entry.id, player.step() + 1);
                println!("{name:<40} {moments:>3} moments, worst {:>8.2} ms", time.as_secs_f64() * 1e3);
                worst = worst.max((time, name));
            } else if let Some(answer) = player.right_answer() {
                player.answer_value(&answer);
                player.finish_script();
            }
            player.next();
        }
    }
    println!("worst of all: {:.2} ms, {}", worst.0.as_secs_f64() * 1e3, worst.1);
}

/// Goes a shortest way and measures a hint at every moment of it, and after every deed that could be done there instead.
fn exercise(player: &mut Player) -> (Duration, usize) {
    let Ok(way) = player.proven_way() else { return (Duration::ZERO, 0) };
    let (mut worst, mut moments) = (Duration::ZERO, 0);
    let mut measure = |player: &Player| {
        let begun = Instant::now();
        let _ = black_box(player.way());
        worst = worst.max(begun.elapsed());
        moments += 1;
    };
    for input in &way.inputs {
        measure(player);
        for other in player.history().world().choices() {
            let mut astray = player.clone();
            astray.follow(&[other]);
            measure(&astray);
        }
        player.follow(&[*input]);
    }
    (worst, moments)
}
