//! What comes from a terminal, byte by byte, in whole strings: a key, a report of the mouse, a paste, an answer. A terminal answers
//! late, in pieces and unasked, and a slow line parts a key from its ESC; none of that may become keys that nobody pressed.
//!
//! No string is waited for without end. What is still not over after a time, or too long, is dropped; a paste is what came of it.

use std::time::{Duration, Instant};

/// How long nothing may come until an unfinished string counts as over.
pub const SILENCE: Duration = Duration::from_secs(1);
/// How long a string may take in all; a paste takes longer only if it comes faster than anybody types.
const IN_ALL: Duration = Duration::from_secs(3);
/// Faster than anybody types, in bytes a second.
const FASTER_THAN_TYPED: u64 = 200;
/// No key is longer, in bytes.
const LONGEST_KEY: usize = 64;
/// No answer that anybody needs is longer.
const LONGEST_ANSWER: usize = 4096;
/// No answer at all is longer; what comes behind is something else.
const LONGEST_STRING: usize = 1 << 20;
/// No paste is longer; what comes behind it is another one.
const LONGEST_PASTE: usize = 16 << 20;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
/// CAN and SUB end whatever string they stand in.
const CANCEL: [u8; 2] = [0x18, 0x1a];
/// What begins a paste, and what ends it.
const PASTE: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// One whole string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whole {
    /// A character, a control character, or a sequence of a key or of the mouse.
    Key(Vec<u8>),
    /// A pasted text.
    Paste(Vec<u8>),
    /// The inside of an operating system command: an answer of the terminal's.
    Answer(Vec<u8>),
}

/// What is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Ground,
    /// A character of several bytes; so many are missing.
    Character(usize),
    /// Behind an ESC.
    Escape,
    /// Behind ESC O.
    Single,
    /// Behind ESC [.
    Control,
    /// Behind ESC [ M, and behind ESC [ [: so many bytes are missing.
    Counted(usize),
    Paste,
    /// OSC, DCS, SOS, PM and APC. What was begun by one byte is ended by one.
    Command {
        is_answer: bool,
        by_one_byte: bool,
    },
}

/// Puts bytes together to strings.
#[derive(Debug)]
pub struct Strings {
    state: State,
    held: Vec<u8>,
    /// How many bytes of the string have come.
    long: usize,
    /// When the string began, and when the last of it came.
    began: Instant,
    last: Instant,
    /// How long an ESC waits for what belongs to it.
    escape: Duration,
}

impl Strings {
    /// Nothing is under way. An ESC that nothing follows for so long is the key.
    #[must_use]
    pub fn new(escape: Duration, now: Instant) -> Self {
        Self { state: State::Ground, held: Vec::new(), long: 0, began: now, last: now, escape }
    }

    /// Takes in what came at this moment; the strings that are over by it, in order.
    pub fn take(&mut self, bytes: &[u8], now: Instant) -> Vec<Whole> {
        let mut wholes: Vec<Whole> = self.expire(now).into_iter().collect();
        for byte in bytes {
            if self.state == State::Ground {
                (self.began, self.long) = (now, 0);
            }
            self.long += 1;
            self.last = now;
            self.byte(*byte, &mut wholes);
        }
        wholes
    }

    /// Whether a string is under way.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.state != State::Ground
    }

    /// How long until [`Self::expire`] has to be called if nothing comes; `None` if nothing is under way.
    #[must_use]
    pub fn wait(&self, now: Instant) -> Option<Duration> {
        if !self.is_under_way() {
            return None;
        }
        Some((self.last + self.patience()).min(self.ends_by(now)).saturating_duration_since(now))
    }

    /// Ends what has been under way for too long; what came of it, if that is anything.
    pub fn expire(&mut self, now: Instant) -> Option<Whole> {
        let is_over = self.is_under_way() && (now >= self.last + self.patience() || now >= self.ends_by(now));
        if !is_over {
            return None;
        }
        let state = std::mem::replace(&mut self.state, State::Ground);
        let held = std::mem::take(&mut self.held);
        match state {
            State::Paste => Some(Whole::Paste(held)),
            // Somebody pressed Esc, or Alt with what might have begun a string.
            _ if self.long <= 2 && held.first() == Some(&ESC) && held.len() == self.long => Some(Whole::Key(held)),
            _ => None,
        }
    }

    /// How long nothing may come.
    fn patience(&self) -> Duration {
        let may_be_a_key = self.long <= 2 && self.held.first() == Some(&ESC);
        if may_be_a_key { self.escape } else { SILENCE }
    }

    /// When it is over whatever comes.
    fn ends_by(&self, now: Instant) -> Instant {
        let taken = now.saturating_duration_since(self.began).as_secs();
        let is_fast = self.state == State::Paste && self.long as u64 >= FASTER_THAN_TYPED.saturating_mul(taken);
        if is_fast { self.last + SILENCE } else { self.began + IN_ALL }
    }

    fn byte(&mut self, byte: u8, wholes: &mut Vec<Whole>) {
        match self.state {
            State::Ground => self.ground(byte, wholes),
            State::Character(missing) if (0x80..0xc0).contains(&byte) => self.counted(byte, missing, wholes),
            State::Counted(missing) => self.counted(byte, missing, wholes),
            State::Paste => self.paste(byte, wholes),
            State::Command { .. } => self.command(byte, wholes),
            // What is cut short is nothing.
            State::Character(_) => self.again(byte, wholes),
            State::Escape => self.escape(byte, wholes),
            State::Single if (0x40..0x7f).contains(&byte) => self.key(byte, wholes),
            State::Control => self.control(byte, wholes),
            State::Single => self.again(byte, wholes),
        }
    }

    /// Forgets what was under way: this byte begins something.
    fn again(&mut self, byte: u8, wholes: &mut Vec<Whole>) {
        self.held.clear();
        self.state = State::Ground;
        (self.began, self.long) = (self.last, 1);
        self.ground(byte, wholes);
    }

    fn goes_on(&mut self, byte: u8, state: State) {
        self.held.push(byte);
        self.state = state;
    }

    /// The last byte of a key.
    fn key(&mut self, byte: u8, wholes: &mut Vec<Whole>) {
        self.held.push(byte);
        self.state = State::Ground;
        wholes.push(Whole::Key(std::mem::take(&mut self.held)));
    }

    fn counted(&mut self, byte: u8, missing: usize, wholes: &mut Vec<Whole>) {
        let state = if matches!(self.state, State::Counted(_)) { State::Counted } else { State::Character };
        if missing > 1 { self.goes_on(byte, state(missing - 1)) } else { self.key(byte, wholes) }
    }

    fn ground(&mut self, byte: u8, wholes: &mut Vec<Whole>) {
        match byte {
            ESC => self.goes_on(byte, State::Escape),
            0..0x80 => self.key(byte, wholes),
            0xc2..0xe0 => self.goes_on(byte, State::Character(1)),
            0xe0..0xf0 => self.goes_on(byte, State::Character(2)),
            0xf0..0xf5 => self.goes_on(byte, State::Character(3)),
            // The eight-bit forms of ESC [ and of the commands, where no character begins so.
            0x9b => {
                self.held.extend(b"\x1b[");
                self.long = 3;
                self.state = State::Control;
            }
            0x9d => self.state = State::Command { is_answer: true, by_one_byte: true },
            0x90 | 0x98 | 0x9e | 0x9f => self.state = State::Command { is_answer: false, by_one_byte: true },
            _ => {}
        }
    }

    fn escape(&mut self, byte: u8, wholes: &mut Vec<Whole>) {
        match byte {
            b'[' => self.goes_on(byte, State::Control),
            b'O' => self.goes_on(byte, State::Single),
            b']' => self.goes_on(byte, State::Command { is_answer: true, by_one_byte: false }),
            b'P' | b'X' | b'^' | b'_' => self.goes_on(byte, State::Command { is_answer: false, by_one_byte: false }),
            ESC => {
                self.held.clear();
                self.long = 1;
                wholes.push(Whole::Key(vec![ESC]));
                self.goes_on(byte, State::Escape);
            }
            0..0x80 => self.key(byte, wholes),
            0xc2..0xe0 => self.goes_on(byte, State::Character(1)),
            0xe0..0xf0 => self.goes_on(byte, State::Character(2)),
            0xf0..0xf5 => self.goes_on(byte, State::Character(3)),
            _ => self.again(byte, wholes),
        }
    }

    fn control(&mut self, byte: u8, wholes: &mut Vec<Whole>) {
        match byte {
            b'M' if self.held.len() == 2 => self.goes_on(byte, State::Counted(3)),
            b'[' if self.held.len() == 2 => self.goes_on(byte, State::Counted(1)),
            // Shift with a key that has a number, as rxvt sends it: what is pressed behind it is no part of it.
            b'$' if is_a_number(self.held.get(2..).unwrap_or_default()) => self.key(b'~', wholes),
            0x20..0x40 => {
                if self.held.len() < LONGEST_KEY {
                    self.held.push(byte);
                }
            }
            0x40..0x7f if self.held.len() < LONGEST_KEY => {
                self.key(byte, wholes);
                self.sort(wholes);
            }
            0x40..0x7f => {
                self.held.clear();
                self.state = State::Ground;
            }
            _ => self.again(byte, wholes),
        }
    }

    /// What a sequence is that has just come to its end: a key, the beginning of a paste, or an answer to somebody else.
    fn sort(&mut self, wholes: &mut Vec<Whole>) {
        let Some(Whole::Key(key)) = wholes.last() else { return };
        if key == PASTE {
            self.state = State::Paste;
        }
        if key == PASTE || key == PASTE_END || !is_of_a_key(&key[2..]) {
            wholes.pop();
        }
    }

    fn paste(&mut self, byte: u8, wholes: &mut Vec<Whole>) {
        self.held.push(byte);
        let is_over = self.held.ends_with(PASTE_END);
        if is_over {
            self.held.truncate(self.held.len() - PASTE_END.len());
        }
        if is_over || self.held.len() >= LONGEST_PASTE {
            wholes.push(Whole::Paste(std::mem::take(&mut self.held)));
        }
        if is_over {
            self.state = State::Ground;
        }
    }

    fn command(&mut self, byte: u8, wholes: &mut Vec<Whole>) {
        let State::Command { is_answer, by_one_byte } = self.state else { return };
        let opens = if by_one_byte { 0 } else { 2 };
        let may_end = self.held.len() > opens && self.held.last() == Some(&ESC);
        match byte {
            b'\\' if may_end => {
                self.held.pop();
            }
            // Another string begins inside this one, which is not whole.
            _ if may_end => {
                self.held.clear();
                self.held.push(ESC);
                (self.began, self.long) = (self.last, 2);
                return self.escape(byte, wholes);
            }
            BEL if is_answer => {}
            0x9c if by_one_byte => {}
            byte if CANCEL.contains(&byte) || self.long > LONGEST_STRING => self.held.clear(),
            byte => {
                // Of what is too long only the end is waited for.
                if self.held.len() < LONGEST_ANSWER || byte == ESC {
                    self.held.push(byte);
                } else if self.held.last() == Some(&ESC) {
                    self.held.pop();
                }
                return;
            }
        }
        self.state = State::Ground;
        let held = std::mem::take(&mut self.held);
        if is_answer && held.len() > opens {
            wholes.push(Whole::Answer(held[opens..].to_vec()));
        }
    }
}

/// Whether a key, or the mouse, sends what stands behind ESC [. All others are answers to questions that were never asked, or to
/// somebody else's.
fn is_of_a_key(sequence: &[u8]) -> bool {
    let [parameters @ .., last] = sequence else { return false };
    let numbers = |bytes: &[u8]| bytes.iter().all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':'));
    match last {
        b'A'..=b'D' | b'F' | b'H' | b'P' | b'Q' | b'S' | b'Z' | b'~' | b'u' => numbers(parameters),
        // F3 with a modifier; otherwise it is where the cursor stands.
        b'R' => parameters.is_empty() || (parameters.starts_with(b"1;") && numbers(parameters) && parameters.len() < 5),
        b'M' | b'm' => parameters.strip_prefix(b"<").is_some_and(is_a_place),
        _ => false,
    }
}

/// Whether it is the number of a key.
fn is_a_number(bytes: &[u8]) -> bool {
    (1..=2).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit)
}

/// A button and a place on the screen, where columns and rows are counted from 1.
fn is_a_place(parameters: &[u8]) -> bool {
    let text = std::str::from_utf8(parameters).unwrap_or_default();
    let numbers: Vec<Option<u16>> = text.split(';').map(|number| number.parse().ok()).collect();
    matches!(numbers[..], [Some(_), Some(1..), Some(1..)])
}

#[cfg(test)]
#[path = "strings_tests.rs"]
mod tests;
