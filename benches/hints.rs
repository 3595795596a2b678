//! How long a way takes to find, and a press of `H`, which also finds out whether one has gone astray: from every moment of a learner's way through every exercise of the built-in lessons.
//!
//! `cargo bench --bench hints`, or `cargo bench --bench hints -- puzzle` for those whose id contains a word. A hint must feel
//! instant: 50 ms.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tcptutor::lesson::{Page, Player, catalogue};

fn main() {
    let mut worst = (Duration::ZERO, Duration::ZERO);
    let wanted = std::env::args().skip(1).find(|word| !word.starts_with("--")).unwrap_or_default();
    for entry in catalogue::ENTRIES.iter().filter(|entry| entry.id.contains(&wanted)) {
        let lesson = entry.compile().unwrap_or_else(|_| panic!("{} compiles", entry.id));
        let mut player = Player::new(Arc::new(lesson));
        while player.step() < player.steps() {
            player.finish_script();
            if matches!(player.page(), Page::Act { .. }) {
                let (way, hint, moments) = exercise(&mut player);
                let name = format!("{} step {}", entry.id, player.step() + 1);
                println!("{name:<32} {moments:>3} moments, worst way {:>6.2} ms, hint {:>6.2} ms", ms(way), ms(hint));
                worst = (worst.0.max(way), worst.1.max(hint));
            } else if let Some(answer) = player.right_answer() {
                player.answer_value(&answer);
                player.finish_script();
            }
            player.next();
        }
    }
    println!("worst of all: way {:.2} ms, hint {:.2} ms", ms(worst.0), ms(worst.1));
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Goes a shortest way and measures both at every moment of it, and after every action that could be done there instead.
fn exercise(player: &mut Player) -> (Duration, Duration, usize) {
    let Ok(way) = player.proven_way() else { return (Duration::ZERO, Duration::ZERO, 0) };
    let (mut worst_way, mut worst_hint, mut moments) = (Duration::ZERO, Duration::ZERO, 0);
    let mut measure = |player: &Player| {
        let begun = Instant::now();
        let _ = black_box(player.way());
        worst_way = worst_way.max(begun.elapsed());
        let mut asking = player.clone();
        let begun = Instant::now();
        let _ = black_box(asking.hint());
        worst_hint = worst_hint.max(begun.elapsed());
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
    (worst_way, worst_hint, moments)
}
