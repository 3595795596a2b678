//! The program is ended at moments that nobody chose, by each signal and by a terminal that closes: the terminal comes back as it was.
//!
//! A few times in a test; `TCPTUTOR_OFTEN=1000` tries each end a thousand times.

use std::thread;
use std::time::Duration;

use crate::pty::{Pty, command};
use crate::support::dice::Dice;
use crate::support::often::often;
use crate::{PROGRAM, support};

/// What is on the screen when the end comes.
const SCREENS: [&[&str]; 5] = [
    &[],
    &["lesson", "four-way-close"],
    &["sandbox"],
    &["what-if", "fin-lost"],
    &["present", "three-way-handshake", "--auto", "2s"],
];

/// Keys that lead somewhere and end nothing.
const KEYS: [&str; 14] =
    [" ", "c", "x", "\t", "u", ".", "?", "\x1b[A", "\x1b[B", "g", "m", "n", "\r", "\x1b[200~A connect\x1b[201~"];

/// A program that has been running for a while, and has been typed at.
fn at_some_moment(dice: &mut Dice, folder: &support::folder::Folder) -> Pty {
    let mut program = command(PROGRAM, SCREENS[dice.index(SCREENS.len())]);
    program.env("XDG_RUNTIME_DIR", folder.path());
    let mut pty = Pty::start(program, 80, 24);
    // Before it has the terminal, the signal ends it as it ends any program.
    pty.wait_until("it draws", vt100::Screen::alternate_screen);
    for _ in 0..dice.below(6) {
        pty.type_keys(KEYS[dice.index(KEYS.len())]);
        thread::sleep(Duration::from_millis(u64::from(dice.below(4))));
    }
    thread::sleep(Duration::from_micros(u64::from(dice.below(60_000))));
    pty
}

#[test]
fn a_signal_at_any_moment_gives_the_terminal_back() {
    let folder = support::folder::Folder::new("killed-signals");
    for round in 0..often(2) {
        for (name, number) in [("HUP", 1), ("INT", 2), ("QUIT", 3), ("TERM", 15)] {
            let mut dice = Dice(u64::from(round) * 8 + u64::from(number));
            let mut pty = at_some_moment(&mut dice, &folder);
            pty.signal(name);
            assert_eq!(pty.wait_exit(), 128 + number, "{name}, round {round}");
            pty.assert_restored();
        }
    }
}

#[test]
fn a_terminal_that_closes_at_any_moment_ends_the_program() {
    let folder = support::folder::Folder::new("killed-closed");
    for round in 0..often(3) {
        let mut pty = at_some_moment(&mut Dice(u64::from(round) * 8 + 7), &folder);
        pty.hang_up();
        assert_eq!(pty.wait_exit(), 129, "round {round}");
    }
}
