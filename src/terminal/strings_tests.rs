//! Strings of terminals, whole and in pieces, finished and not.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{IN_ALL, SILENCE, Strings, Whole};

const ESCAPE: Duration = Duration::from_millis(25);

fn key(bytes: &[u8]) -> Whole {
    Whole::Key(bytes.to_vec())
}

/// What becomes of bytes that come together, and of silence behind them.
fn at_once(bytes: &[u8]) -> Vec<Whole> {
    in_pieces(&[bytes], Duration::ZERO)
}

/// What becomes of pieces with a pause between them, and of silence behind them.
fn in_pieces(pieces: &[&[u8]], pause: Duration) -> Vec<Whole> {
    let mut now = Instant::now();
    let mut strings = Strings::new(ESCAPE, now);
    let mut wholes = Vec::new();
    for piece in pieces {
        wholes.extend(strings.take(piece, now));
        now += pause;
    }
    while let Some(wait) = strings.wait(now) {
        now += wait;
        wholes.extend(strings.expire(now));
    }
    wholes
}

/// Keys as terminals send them.
const KEYS: &[&[u8]] = &[
    b"a",
    b"\r",
    b"\x7f",
    b"\x03",
    b"\x1b[A",
    b"\x1b[1;5C",
    b"\x1b[5~",
    b"\x1b[15~",
    b"\x1b[Z",
    b"\x1bOP",
    b"\x1b[[A",
    b"\x1b[97;5u",
    b"\x1b[<0;1;1M",
    b"\x1b[<65;10;5m",
    b"\x1b[1;2R",
    b"\x1b[M !!",
    b"\x1bx",
    "é".as_bytes(),
    "三".as_bytes(),
    "👩".as_bytes(),
    "\x1bé".as_bytes(),
];

/// What terminals answer, and what they say unasked: never a key.
const ANSWERS: &[&[u8]] = &[
    b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
    b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
    b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
    b"\x1b]52;c;YWJjZDEyMw==\x1b\\",
    b"\x1bP>|tmux 3.4\x1b\\",
    b"\x1bP1$r0m\x1b\\",
    b"\x1b[?62;22c",
    b"\x1b[>0;276;0c",
    b"\x1b[12;40R",
    b"\x1b[?2026;2$y",
    b"\x1b[I",
    b"\x1b[O",
    b"\x1b_Gi=1;OK\x1b\\",
    b"\x1b^private\x1b\\",
    b"\x1bXstring\x1b\\",
    b"\x9d11;rgb:1e1e/1e1e/1e1e\x9c",
    b"\x90>|x\x9c",
    b"\x1b]0;\xe2\x80\x9cq\xe2\x80\x9d\x07",
    b"\x1b[<0;0;5M",
    b"\x1b[<0;5;0M",
    b"\x1b[<;;M",
    b"\x1b[?1u",
    b"\x1b[8;24;80t",
    b"\x1b[201~",
];

fn no_key(wholes: &[Whole]) -> bool {
    wholes.iter().all(|whole| matches!(whole, Whole::Answer(_)))
}

#[test]
fn every_key_is_one_string_wherever_it_is_parted() {
    for keys in KEYS {
        assert_eq!(at_once(keys), [key(keys)], "{keys:?}");
        for at in 1..keys.len() {
            let found = in_pieces(&[&keys[..at], &keys[at..]], Duration::from_millis(5));
            assert_eq!(found, [key(keys)], "{keys:?} parted at {at}");
        }
    }
}

#[test]
fn no_answer_is_a_key_wherever_it_is_parted_and_however_often_it_comes() {
    for answer in ANSWERS {
        assert!(no_key(&at_once(answer)), "{answer:?}");
        assert!(no_key(&at_once(&answer.repeat(2))), "{answer:?} twice");
        for at in 1..answer.len() {
            for pause in [5, 20] {
                let found = in_pieces(&[&answer[..at], &answer[at..]], Duration::from_millis(pause));
                assert!(no_key(&found), "{answer:?} parted at {at}: {found:?}");
            }
        }
    }
}

#[test]
fn keys_around_an_answer_are_keys() {
    let bytes = [b"c".as_slice(), ANSWERS[0], b"w"].concat();
    assert_eq!(at_once(&bytes), [key(b"c"), Whole::Answer(b"11;rgb:1e1e/1e1e/1e1e".to_vec()), key(b"w")]);
}

#[test]
fn an_escape_that_nothing_follows_is_the_key_and_so_are_two() {
    assert_eq!(at_once(b"\x1b"), [key(b"\x1b")]);
    assert_eq!(at_once(b"\x1b\x1b"), [key(b"\x1b"), key(b"\x1b")]);
    assert_eq!(at_once(b"\x1b\x1b[A"), [key(b"\x1b"), key(b"\x1b[A")]);
    for begins in [b"\x1b[".as_slice(), b"\x1bO", b"\x1b]", b"\x1bP"] {
        assert_eq!(at_once(begins), [key(begins)], "Alt with a key");
    }
    assert_eq!(in_pieces(&[b"\x1b", b"x"], ESCAPE * 2), [key(b"\x1b"), key(b"x")]);
}

#[test]
fn shift_as_rxvt_sends_it_takes_no_key_with_it() {
    assert_eq!(at_once(b"\x1b[5$c"), [key(b"\x1b[5~"), key(b"c")]);
    assert_eq!(at_once(b"\x1b[23$q"), [key(b"\x1b[23~"), key(b"q")]);
    assert_eq!(at_once(b"\x1b[5^c"), [key(b"c")], "Ctrl, which nothing is on");
    assert_eq!(at_once(b"\x1b[4;2$yc"), [key(b"c")], "an answer");
}

#[test]
fn a_string_without_an_end_is_dropped_after_a_time_and_keys_are_keys_again() {
    for begins in [b"\x1b]11;rgb:".as_slice(), b"\x1bP1", b"\x1b_G", b"\x1b[12", b"\x9d1", b"\x1b[<0;1", b"\xe4\xb8"] {
        assert_eq!(at_once(begins), [], "{begins:?}");
        assert_eq!(in_pieces(&[begins, b"q"], SILENCE * 2), [key(b"q")], "{begins:?}");
        // Somebody goes on typing because nothing happens.
        let typed: Vec<&[u8]> = std::iter::once(begins).chain([b"5".as_slice(); 40]).collect();
        let found = in_pieces(&typed, SILENCE / 4);
        let most = usize::try_from(IN_ALL.as_millis() / (SILENCE / 4).as_millis()).expect("a few");
        assert!(found.len() >= 40 - most - 1, "{begins:?}: {} of 40", found.len());
    }
}

#[test]
fn a_paste_is_one_string_and_one_without_an_end_is_not_lost() {
    let paste = b"\x1b[200~run \x1b[A for\r\n1s\x1b[201~q";
    assert_eq!(at_once(paste), [Whole::Paste(b"run \x1b[A for\r\n1s".to_vec()), key(b"q")]);
    for at in 1..paste.len() {
        let found = in_pieces(&[&paste[..at], &paste[at..]], Duration::from_millis(20));
        assert_eq!(found, at_once(paste), "parted at {at}");
    }
    assert_eq!(in_pieces(&[b"\x1b[200~abc", b"q"], SILENCE * 2), [Whole::Paste(b"abc".to_vec()), key(b"q")]);
    let typed: Vec<&[u8]> = std::iter::once(b"\x1b[200~".as_slice()).chain([b"q".as_slice(); 40]).collect();
    let found = in_pieces(&typed, SILENCE / 4);
    assert_eq!(found.last(), Some(&key(b"q")), "{found:?}");
    // A large one over a slow line takes longer than that.
    let lines: Vec<&[u8]> = std::iter::once(b"\x1b[200~".as_slice())
        .chain([[b'x'; 500].as_slice(); 40])
        .chain([b"\x1b[201~".as_slice()])
        .collect();
    assert_eq!(in_pieces(&lines, SILENCE / 4), [Whole::Paste(vec![b'x'; 20_000])]);
}

#[test]
fn what_is_cut_short_by_another_string_is_nothing_and_the_other_is_whole() {
    assert_eq!(at_once(b"\x1b[12\x1b[A"), [key(b"\x1b[A")]);
    assert_eq!(at_once(b"\x1b]11;rgb\x1b[A"), [key(b"\x1b[A")]);
    assert_eq!(at_once(b"\x1b]11;rgb\x18q"), [key(b"q")]);
    assert_eq!(at_once(b"\xe4\xb8q"), [key(b"q")]);
    assert_eq!(at_once(&[b"\x1b]52;c;", "A".repeat(100_000).as_bytes(), b"\x1b\\q"].concat()).last(), Some(&key(b"q")));
    assert_eq!(at_once(&[b"\x1b[".as_slice(), &[b'1'; 5000], b"Aq"].concat()), [key(b"q")]);
}

proptest! {
    #[test]
    fn whatever_comes_is_over_in_time(pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..12), 0..12)) {
        let mut now = Instant::now();
        let mut strings = Strings::new(ESCAPE, now);
        for piece in &pieces {
            strings.take(piece, now);
            now += Duration::from_millis(7);
        }
        now += IN_ALL + SILENCE;
        strings.expire(now);
        prop_assert!(!strings.is_under_way());
        prop_assert_eq!(strings.take(b"q", now), vec![key(b"q")]);
    }

    #[test]
    fn it_does_not_matter_how_bytes_are_cut(bytes in prop::collection::vec(prop::sample::select(
        vec![0x1b, b'[', b']', b'P', b'O', b'M', b'<', b'1', b';', b'~', b'A', b'\\', 7, 0x9c, 0x9d, 0xe4, 0xb8, 0x89, 0x18, b'2', b'0']), 0..40))
    {
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        prop_assert_eq!(in_pieces(&single, Duration::ZERO), at_once(&bytes));
    }
}
