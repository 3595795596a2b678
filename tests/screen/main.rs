//! The program in a real terminal.
#![cfg(unix)]

mod language;
mod lessons_by_keys;
mod presenting;
mod progress;
mod pseudo;
mod pty;
mod sandbox;
#[path = "../support"]
mod support {
    pub mod folder;
}
mod terminal;
mod watching;

const PROGRAM: &str = env!("CARGO_BIN_EXE_tcptutor");
