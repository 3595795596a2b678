//! What terminals send, in pieces, late, doubled, unfinished: never a key that nobody pressed, and keys are keys again in time.

use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::PROGRAM;
use crate::pty::{Pty, command, count};

/// Parts what is sent at once, as a slow line does.
const GAP: Duration = Duration::from_millis(5);

const WHITE: &str = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\";

fn start(arguments: &[&str], shows: &str) -> Pty {
    let pty = Pty::start(command(PROGRAM, arguments), 80, 24);
    pty.wait_for(shows);
    pty.settle();
    pty
}

fn connected() -> Pty {
    let mut pty = start(&["sandbox", "--no-anim"], "press c to connect");
    pty.type_keys("c");
    pty.wait_for("SYN_SENT");
    pty.settle();
    pty
}

fn in_pieces(pty: &mut Pty, pieces: &[&str]) {
    for piece in pieces {
        pty.type_keys(piece);
        thread::sleep(GAP);
    }
    pty.settle();
}

/// It still takes keys.
fn quits(mut pty: Pty) {
    pty.type_keys("qqq");
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
}

#[test]
fn a_key_whose_esc_comes_alone_is_that_key() {
    let keys = ["[C", "[D", "[A", "[B", "[6~", "[15~", "[H", "[1;5C", "[<65;10;5M", "OP", "[Z"];
    let (mut parted, mut whole) = (connected(), connected());
    for rest in keys {
        in_pieces(&mut parted, &["\x1b", rest]);
        in_pieces(&mut whole, &[&format!("\x1b{rest}")]);
        assert_eq!(parted.contents(), whole.contents(), "{rest} acted otherwise");
    }
    quits(parted);
    quits(whole);
}

#[test]
fn nothing_but_an_answer_answers_a_question() {
    let mut pty = start(&["lesson", "listener", "--private"], "The listener");
    pty.type_keys(" ");
    pty.settle();
    let shown = pty.contents();
    for pieces in [
        &["\x1b", "[<65;10;5M"][..],
        &["\x1b", "[<0;0;1M"],
        &["\x1b]52;c;YWJj", "ZDEyMw==\x1b\\"],
        &["\x1b]11;rgb:1e1e", "/1e1e/1e1e\x1b", "\\"],
        &["\x1bP>|tmux 3", ".1\x1b\\"],
        &["\x1b[?62;1", ";2c"],
    ] {
        in_pieces(&mut pty, pieces);
        assert_eq!(pty.contents(), shown, "{pieces:?}");
    }
    quits(pty);
}

#[test]
fn answers_that_come_late_or_twice_or_in_the_eight_bit_form_change_nothing() {
    let mut pty = connected();
    pty.type_keys(WHITE);
    pty.settle();
    let before = pty.contents();
    for answer in
        [WHITE, WHITE, "\x1b]10;rgb:0/0/0\x07", "\x1b_Gi=1;OK\x1b\\", "\x1b^1\x1b\\", "\x1bX1\x1b\\", "\x1b[12;40R"]
    {
        pty.type_keys(answer);
        pty.settle();
        assert_eq!(pty.contents(), before, "{answer:?}");
    }
    quits(pty);
}

#[test]
fn a_string_without_an_end_is_over_after_a_time() {
    for begins in ["\x1b[200~", "\x1b]11;rgb:", "\x1bP1", "\x1b_x", "\x1bXx", "\x1b^x", "\x1b[12"] {
        let mut pty = start(&["sandbox", "--no-anim"], "press c to connect");
        pty.type_keys(begins);
        thread::sleep(Duration::from_millis(1500));
        pty.type_keys("c");
        pty.wait_for("SYN_SENT");
        quits(pty);
    }
}

#[test]
fn a_lone_esc_is_a_key_and_a_mouse_beyond_the_screen_is_nothing() {
    let mut pty = connected();
    pty.type_keys("?");
    pty.settle();
    let with_help = pty.contents();
    pty.type_keys("\x1b");
    pty.wait_until("the help is closed", |screen| screen.contents() != with_help);
    pty.settle();
    let before = pty.contents();
    for report in ["\x1b[<0;0;5M", "\x1b[<0;5;0M", "\x1b[<64;0;0M", "\x1b[0;0;0M", "\x1b[M   ", "\x1b[<0;70000;1M"] {
        pty.type_keys(report);
        pty.settle();
        assert_eq!(pty.contents(), before, "{report:?}");
    }
    quits(pty);
}

#[test]
fn an_answer_on_its_way_while_leaving_is_not_the_shells() {
    for wait in [50, 300, 600] {
        let mut shell = command("/bin/sh", &["-i"]);
        shell.env("PS1", "ready> ");
        let mut pty = Pty::start(shell, 80, 24);
        pty.wait_for("ready>");
        pty.type_keys(&format!("{PROGRAM}\n"));
        pty.wait_until("the program has the terminal", vt100::Screen::alternate_screen);
        pty.type_keys("q");
        thread::sleep(Duration::from_millis(wait));
        pty.type_keys(WHITE);
        pty.wait_until("the shell has the terminal", |screen| !screen.alternate_screen());
        pty.settle();
        assert!(!pty.contents().contains("rgb"), "{wait}: {}", pty.contents());
    }
}

#[test]
fn a_dumb_terminal_is_told_what_needs_no_other() {
    for arguments in [&[][..], &["sandbox"], &["lesson", "listener"], &["review"]] {
        let mut dumb = command(PROGRAM, arguments);
        dumb.env("TERM", "dumb");
        let mut pty = Pty::start(dumb, 80, 24);
        assert_eq!(pty.wait_exit(), 2, "{arguments:?}");
        pty.wait_for("--plain");
        assert_eq!(count(&pty.bytes_from(0), b"\x1b"), 0, "{arguments:?}");
    }
    let plain = Command::new(PROGRAM).args(["sandbox", "--plain"]).env("TERM", "dumb").stdin(Stdio::null()).output();
    assert!(plain.expect("it runs").status.success());
}

#[test]
fn sixteen_colours_are_sent_by_their_own_codes() {
    let mut linux = command(PROGRAM, &["sandbox"]);
    linux.env("TERM", "linux");
    let mut pty = Pty::start(linux, 80, 24);
    pty.wait_for("press c to connect");
    pty.type_keys("c");
    pty.wait_for("SYN_SENT");
    let bytes = pty.bytes_from(0);
    assert_eq!((count(&bytes, b"38;5;"), count(&bytes, b"48;5;")), (0, 0));
    assert!((30..38).any(|code| count(&bytes, format!("\x1b[{code}").as_bytes()) > 0), "some colour is sent");
    quits(pty);
}

#[test]
fn a_closed_terminal_ends_it_the_same_way_every_time() {
    for time in 0..12 {
        let mut pty = Pty::start(command(PROGRAM, &["present", "four-way-close", "--private"]), 80, 24);
        pty.wait_until("the program has the terminal", vt100::Screen::alternate_screen);
        // While it comes up, while it draws, while it is still.
        thread::sleep(Duration::from_millis(time * 7));
        pty.type_keys(" ");
        pty.hang_up();
        assert_eq!(pty.wait_exit(), 129, "the {time}th time");
    }
}
