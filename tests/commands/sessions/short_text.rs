//! The short text of a run: it survives what mail programs do, and says what is wrong where it did not.

use proptest::prelude::*;
use tcptutor::language::ENGLISH;
use tcptutor::lesson::recording::{Broken, is_short_text, open, read};
use tcptutor::lesson::{Recording, recording::Unreadable};

use crate::support::dice::Dice;

/// A run as somebody would play it: connect, write, a loss, a close.
const TYPICAL: &str = r#"session = 1

[world]
start = ["B listen"]

[[part]]
do = [
  "A connect", "step 3", "A write 10", "drop A data", "step 3", "B write 100", "step 2", "A close", "step 2", "B close",
  "step 2", "B fire retransmission", "step 2", "run for 13ms", "A app echoes", "step 4", "A connect", "duplicate A SYN",
  "step 12",
]
mark = "the end"
"#;

fn typical() -> Recording {
    read("x.toml", TYPICAL, &ENGLISH).expect("it is a session")
}

fn read_text(text: &str) -> Result<Recording, Broken> {
    Recording::from_short_text(text, &ENGLISH)
}

#[test]
fn a_typical_run_is_one_short_line_of_small_letters_and_digits() {
    let text = typical().to_short_text();
    assert!(text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()), "{text}");
    assert!(text.starts_with("tcptutor1z"));
    assert!(text.len() < 300, "{} characters: {text}", text.len());
    assert_eq!(read_text(&text), Ok(typical()));
}

#[test]
fn the_first_format_is_read_for_ever() {
    // Written by the first version: it must never change.
    let text = "tcptutor1zic2cib6vk24qsabacdvz2qw4iaw6zxkfoaaporyreli7h3fnspra54x5pu6sx2fcvy6sngjjjt25iluavqb6ufte3jvntcg6suzyqdlvxtffle4i5xbtieccx3kwfryaoctag0";
    assert_eq!(read_text(text), Ok(typical()));
}

#[test]
fn spaces_breaks_quotes_capitals_and_words_around_it_do_no_harm() {
    let text = typical().to_short_text();
    let wrapped = text.as_bytes().chunks(30).map(|line| std::str::from_utf8(line).expect("ASCII"));
    let wrapped: Vec<&str> = wrapped.collect();
    for mangled in [
        format!("  {text}\r\n"),
        format!("\"{text}\""),
        format!("“{text}”"),
        format!("`{text}`."),
        wrapped.join("\n"),
        wrapped.join("\r\n"),
        wrapped.join("=\r\n"),
        wrapped.join("\n> "),
        wrapped.join("\u{200b}\u{ad}"),
        text.to_ascii_uppercase(),
        format!("Look at this tcptutor run:\n{text}\nWhat does B think? 100 % sure, says tcptutor."),
        format!("> > {}", wrapped.join("\n> > ")),
        text.chars().flat_map(|c| [c, ' ']).collect(),
    ] {
        assert!(is_short_text(&mangled), "{mangled}");
        assert_eq!(read_text(&mangled), Ok(typical()), "{mangled}");
        assert_eq!(open("x", &mangled, &ENGLISH), Ok(typical()), "{mangled}");
    }
}

#[test]
fn broken_texts_say_what_is_wrong() {
    let text = typical().to_short_text();
    let cut = &text[..text.len() - 5];
    for (broken, says) in [
        ("hello", "this is not a session: its text begins with `tcptutor1z`"),
        ("", "this is not a session: its text begins with `tcptutor1z`"),
        (cut, "the end of this session is missing (it would be `0`): copy the whole text again"),
        (
            &text.replacen("tcptutor1z", "tcptutor12z", 1),
            "this session was written in format 12, and this tcptutor reads format 1",
        ),
        (&format!("{cut}é0"), "unexpected `é`: not part of a session text. Was it copied completely?"),
        (&format!("{cut}0"), "some character of this session was changed or lost: copy the whole text again"),
        ("tcptutor1z0", "some character of this session was changed or lost: copy the whole text again"),
    ] {
        let found = read_text(broken).expect_err(broken);
        assert_eq!(found.describe(&ENGLISH), says);
    }
    assert_eq!(open("x", cut, &ENGLISH), Err(Unreadable::Text(Broken::CutOff)));
}

#[test]
fn every_changed_or_lost_character_is_noticed() {
    let text = typical().to_short_text();
    let body = "tcptutor1z".len()..text.len() - 1;
    for at in body {
        let mut changed = text.clone().into_bytes();
        changed[at] = if changed[at] == b'a' { b'b' } else { b'a' };
        let changed = String::from_utf8(changed).expect("ASCII");
        // The last bits of the last byte say nothing.
        assert!(read_text(&changed).is_err() || at > text.len() - 4, "{at}");
        let lost = format!("{}{}", &text[..at], &text[at + 1..]);
        assert!(read_text(&lost).is_err(), "{at}");
    }
}

#[test]
fn half_a_million_random_bytes_never_panic() {
    let mut dice = Dice(7);
    for _ in 0..5_000 {
        let bytes: Vec<u8> = (0..100).map(|_| dice.roll().to_le_bytes()[0]).collect();
        let _ = read_text(&String::from_utf8_lossy(&bytes));
        let letters: String =
            bytes.iter().map(|byte| char::from(b"abcdefghijklmnopqrstuvwxyz234567"[usize::from(byte % 32)])).collect();
        assert!(read_text(&format!("tcptutor1z{letters}0")).is_err());
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,200}") {
        let _ = read_text(&text);
        let _ = read_text(&format!("tcptutor1z{text}0"));
        let _ = open("x", &text, &ENGLISH);
    }
}
