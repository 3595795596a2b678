//! The program in a real terminal.
#![cfg(unix)]

mod fuzz;
mod killed;
mod language;
mod lessons_by_keys;
mod machine;
mod presenting;
mod progress;
mod pseudo;
mod pty;
mod sandbox;
mod strings;
#[path = "../support"]
mod support {
    pub mod dice;
    pub mod folder;
    pub mod fuzz;
    pub mod often;
    pub mod fuzzed {
        pub mod screen;
    }
}
mod terminal;
mod tmux;
mod watching;

const PROGRAM: &str = env!("CARGO_BIN_EXE_tcptutor");
