//! The sandbox in a real terminal.

use std::path::Path;

use tcptutor::language::ENGLISH;
use tcptutor::lesson::recording;

use crate::PROGRAM;
use crate::pty::{Pty, command};

#[test]
fn the_sandbox_opens_a_file_and_a_text() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions/fin-wait-1-to-time-wait.toml");
    let file = file.to_str().expect("a path");
    let recording =
        recording::open(file, &std::fs::read_to_string(file).expect("a session"), &ENGLISH).expect("it can be read");
    for what in [file, &recording.to_short_text()] {
        let mut pty = Pty::start(command(PROGRAM, &["sandbox", "--no-anim", what]), 120, 36);
        pty.wait_for("t 0.24 s");
        pty.wait_for("ACK seq 101 ack 301");
        pty.type_keys("u");
        pty.wait_for("LAST_ACK");
        pty.type_keys("q");
        assert_eq!(pty.wait_exit(), 0);
    }
}
