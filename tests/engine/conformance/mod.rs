//! Facts about TCP, read off other stacks, specifications and a real kernel, against the engine.
//!
//! Reads every `*.jsonl` under `tests/conformance/`, or under the folder that the environment variable `TCPTUTOR_CONFORMANCE`
//! names. The README beside the facts says what they mean; a fact that cannot be understood counts as missed.

pub mod check;
pub mod endpoint;
pub mod expression;
pub mod fact;
pub mod figure;
pub mod model;
pub mod score;
pub mod setup;
pub mod trace;

use std::io::Write;

use score::Score;

#[test]
fn the_engine_agrees_with_the_facts() {
    let (files, setups) = fact::load();
    assert!(!files.is_empty(), "no facts found");
    let mut score = Score::default();
    for file in &files {
        for line in &file.facts {
            check::score_fact(&mut score, file, line, &setups);
        }
    }
    // Straight to the terminal: `print!` would be swallowed when the test passes.
    write!(std::io::stdout(), "\n{score}").expect("stdout can be written");
    if let Err(complaint) = score.verdict() {
        panic!("{complaint}");
    }
}
