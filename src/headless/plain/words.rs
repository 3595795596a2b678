//! The words of the dialogue beside the vocabulary of lessons, each with its sentence.

use crate::lesson::did_you_mean;

/// What a word asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The lesson's next page.
    Next,
    /// The lesson's previous page.
    Previous,
    /// The lesson's beginning.
    Anew,
    /// A hint.
    Hint,
    /// One doing back.
    Undo,
    /// One doing forward again.
    Redo,
    /// Why the last thing happened.
    Why,
    /// Both ends in full.
    State,
    /// The sockets of both hosts.
    Sockets,
    /// The segments on their way.
    Segments,
    /// A segment's fields.
    Inspect,
    /// A state's card.
    Card,
    /// What can be typed.
    Help,
    /// The end.
    Quit,
}

/// One word.
pub struct Entry {
    /// How it is typed.
    pub usage: &'static str,
    /// What it asks for.
    pub word: Word,
    /// Whether it means something in lessons only.
    pub lesson: bool,
    /// A sentence.
    pub help: &'static str,
}

const fn entry(usage: &'static str, word: Word, help: &'static str) -> Entry {
    Entry { usage, word, lesson: false, help }
}

const fn in_lessons(usage: &'static str, word: Word, help: &'static str) -> Entry {
    Entry { usage, word, lesson: true, help }
}

/// All words.
pub const WORDS: &[Entry] = &[
    in_lessons("next", Word::Next, "Go on; an empty line does the same."),
    in_lessons("previous", Word::Previous, "Back to the page before."),
    in_lessons("anew", Word::Anew, "Begin the lesson anew."),
    in_lessons("hint", Word::Hint, "A hint, and another one if it does not help."),
    entry("undo", Word::Undo, "Take back the last thing done, with all that came of it."),
    entry("redo", Word::Redo, "Do again what was taken back."),
    entry("why", Word::Why, "Which rules led to what happened last, and with which numbers."),
    entry("state", Word::State, "Both ends: who waits for whom, which timers run, what each call would do."),
    entry(
        "sockets",
        Word::Sockets,
        "The sockets of both hosts, with what ss -tano says of them. `B use 2` gives the calls of B to number 2.",
    ),
    entry("segments", Word::Segments, "The segments on their way."),
    entry(
        "inspect A#1",
        Word::Inspect,
        "Every field of a segment, and why its numbers are what they are. `inspect` alone takes the latest one.",
    ),
    entry("card FIN_WAIT_2", Word::Card, "What a state means. `card` alone tells of both present ones."),
    entry("help", Word::Help, "This list."),
    entry("quit", Word::Quit, "Leave; the end of the input does the same."),
];

/// Examples of the vocabulary, each with its sentence.
pub const EXAMPLES: &[(&str, &str)] = &[
    (
        "A connect",
        "A call of one end. The others are `A listen`, `A write 10`, `A read`, `A shutdown`, `A close` and `A abort`; \
         `B close` is one of the other end.",
    ),
    ("step", "Let the next thing that is due happen."),
    (
        "run until idle",
        "Let everything happen that is on its way. `run for 10s` and `run until A TIME_WAIT` may end earlier.",
    ),
    (
        "drop A#3",
        "Lose a segment. There are also `hold A#3`, `release A#3`, `duplicate A#3`, `deliver A#3` and `replay A#3`. \
         `drop A FIN` names one by its looks.",
    ),
    ("A fire", "Let a timer fire now. `A fire retransmission` names one."),
    ("A send RST", "Forge a segment with any flags. `A send FIN,ACK seq=SND.NXT len=5` says its numbers, too."),
    (
        "link loss=10%",
        "Change the link. There are also `link latency=50ms`, `link reorder=10%`, `link duplicate=10%`, `link cut=A->B` \
         and `link seed=7`.",
    ),
    ("B app closes-on-eof", "Change how a program behaves. `B app manual` leaves its calls to you."),
    ("B keepalive on", "Set a socket's option. `B keepalive off` takes it back; `B reuse on` sets SO_REUSEADDR."),
    ("B reboot", "A host loses all it knows."),
];

impl Entry {
    /// The word itself, without its example.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.usage.split(' ').next().unwrap_or(self.usage)
    }
}

/// The word that a line begins with, and the rest of the line.
#[must_use]
pub fn find(line: &str, in_lesson: bool) -> Option<(Word, &str)> {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    let entry = WORDS.iter().find(|entry| entry.name().eq_ignore_ascii_case(first) && (in_lesson || !entry.lesson))?;
    Some((entry.word, rest.trim()))
}

/// The word that a misspelt one was meant to be.
#[must_use]
pub fn meant(line: &str, in_lesson: bool) -> Option<&'static str> {
    let first = line.split(' ').next().unwrap_or(line);
    did_you_mean(first, WORDS.iter().filter(|entry| in_lesson || !entry.lesson).map(Entry::name))
}

/// The help, line by line.
#[must_use]
pub fn help(in_lesson: bool) -> Vec<String> {
    let words = WORDS.iter().filter(|entry| in_lesson || !entry.lesson).map(|entry| (entry.usage, entry.help));
    EXAMPLES.iter().copied().chain(words).map(|(usage, help)| format!("`{usage}`: {help}")).collect()
}
