//! The words of a ladder: short ones for a screen, where a mark stands before them, and spelled out for paper.

use super::arrow::Arrow;
use super::note::{About, Dropped, Note, Returned};
use super::row::{LineContent, Row};
use crate::language::Language;
use crate::narrate::{duration, signal_label};
use crate::say;
use crate::sim::{Limit, NO_TIME, Origin, Socket};
use crate::tcp::State;
use std::time::Duration;

/// What something beside the life lines is about, which decides how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// A connection entered this state.
    State(State),
    /// A call.
    Call,
    /// A timer fires.
    Timer,
    /// A call is refused, the program is told that something broke, or the host drops what arrives.
    Trouble,
    /// Something else at the host.
    Host,
    /// The link, or both hosts.
    Both,
}

/// A note on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// What it is about.
    pub topic: Topic,
    /// Its words.
    pub text: String,
}

impl Note {
    /// What it is about.
    #[must_use]
    pub const fn topic(self) -> Topic {
        match self {
            Self::State(state) | Self::Perhaps(state) => Topic::State(state),
            Self::Call(..) | Self::Socket(_) | Self::Accept(_) | Self::KernelCloses => Topic::Call,
            Self::Timer(_) => Topic::Timer,
            Self::Refused(_) | Self::Signal(..) | Self::Rebooted | Self::Dropped(_) | Self::Killed | Self::Icmp(_) => {
                Topic::Trouble
            }
            Self::App(_)
            | Self::Attended(_)
            | Self::Limited(..)
            | Self::Option(..)
            | Self::ShutdownRead
            | Self::Shared(_)
            | Self::UserTimeout(_)
            | Self::QuietTimeOver => Topic::Host,
        }
    }

    /// Whether it is a call that was refused.
    #[must_use]
    pub const fn is_refusal(self) -> bool {
        let (Self::Call(_, returned) | Self::Socket(returned) | Self::Accept(returned)) = self else { return false };
        matches!(returned, Returned::Errno(_) | Returned::Refused(_))
    }

    /// Its words where there is little room and a mark says what it is about.
    #[must_use]
    pub fn words(self, about: About, language: &Language) -> String {
        let words = &language.ladder;
        let text = match self {
            Self::State(state) => state.name().to_owned(),
            Self::Perhaps(state) => say!(language, language.windows.doubt_states, states = state.name()),
            Self::Call(call, returned) => returned.behind(&call.to_string(), " ", language),
            Self::Refused(error) => without_prefix(error.text()),
            Self::Timer(timer) => timer.to_string(),
            Self::Signal(signal, errno, before) => without_prefix(&signal_label(signal, errno, before)),
            Self::App(app) => words.app(app).to_owned(),
            Self::Rebooted => words.rebooted.to_owned(),
            Self::Socket(got) => got.behind("socket()", " ", language),
            Self::Accept(got) => got.behind("accept()", " ", language),
            Self::Dropped(Dropped::QueueFull) => words.queue_full.to_owned(),
            Self::Dropped(Dropped::QuietTime) => words.keeps_quiet.to_owned(),
            Self::Attended(Socket::Listener) => say!(language, words.to, to = words.listener),
            Self::Attended(Socket::Connection(id)) => say!(language, words.to, to = &format!("#{id}")),
            Self::Limited(limit, Some(n)) => format!("{} {n}", limit.word()),
            Self::Limited(limit, None) => format!("{} {}", limit.word(), Limit::UNLIMITED),
            Self::Option(option, on) => format!("{} {}", option.word(), if on { "on" } else { "off" }),
            Self::ShutdownRead => "shutdown(SHUT_RD)".to_owned(),
            Self::Shared(sharing) => format!("{}()", sharing.word()),
            Self::Icmp(icmp) => say!(language, words.icmp, what = icmp.word()),
            Self::UserTimeout(limit) => {
                let time = limit.map_or_else(|| NO_TIME.to_owned(), duration);
                say!(language, words.user_timeout, time = &time)
            }
            Self::Killed => words.killed.to_owned(),
            Self::KernelCloses => words.kernel_closes.to_owned(),
            Self::QuietTimeOver => words.quiet_time_over.to_owned(),
        };
        match about.name(language) {
            None => text,
            Some(name) if self == Self::KernelCloses => format!("{text} {name}"),
            Some(name) => format!("{name} {text}"),
        }
    }

    /// Its words on paper, where no mark helps: what a host does is said in its row's whole sentence.
    fn on_paper(self, about: About, headline: &str, language: &Language) -> Option<String> {
        let text = match self {
            Self::Refused(_) => return None,
            Self::Call(call, Returned::Refused(error)) => format!("{call} = {}", error.text()),
            Self::Call(call, returned) => returned.behind(&call.to_string(), " = ", language),
            Self::Timer(timer) => say!(language, language.ladder.timer, timer = &timer.to_string()),
            Self::Signal(signal, errno, before) => signal_label(signal, errno, before),
            Self::State(state) => state.name().to_owned(),
            Self::Perhaps(state) => say!(language, language.windows.doubt_states, states = state.name()),
            _ => return Some(headline.to_owned()),
        };
        Some(match about.name(language) {
            Some(name) => format!("{name} {text}"),
            None => text,
        })
    }
}

impl About {
    /// How it has to be named, if it has to.
    fn name(self, language: &Language) -> Option<String> {
        match self {
            Self { named: false, .. } => None,
            Self { socket: Some(Socket::Connection(id)), .. } => Some(format!("#{id}")),
            Self { .. } => Some(language.ladder.listener.to_owned()),
        }
    }
}

impl Returned {
    /// The call with what it returned; `is` stands before what is not a value.
    fn behind(self, call: &str, is: &str, language: &Language) -> String {
        match self {
            Self::Nothing | Self::Connection(None) | Self::Refused(_) => call.to_owned(),
            Self::Octets(n) => format!("{call} = {n}"),
            Self::Connection(Some(id)) => format!("{call} = #{id}"),
            Self::Queued => format!("{call}{is}{}", language.ladder.queued),
            Self::Errno(errno) => format!("{call}{is}{errno}"),
        }
    }
}

/// The mark before it says already that it is an error.
fn without_prefix(text: &str) -> String {
    text.strip_prefix("error: ").unwrap_or(text).to_owned()
}

impl Row {
    /// Its notes as they stand on paper: the cause first, then the states that were entered.
    pub fn on_paper<'a>(&'a self, language: &'a Language) -> impl Iterator<Item = Paper> + 'a {
        self.content().filter_map(|content| {
            let (topic, text) = match content {
                LineContent::Note(about, note) => (note.topic(), note.on_paper(about, &self.headline, language)?),
                LineContent::Link(_)
                | LineContent::Profile(_)
                | LineContent::QuietTime(_)
                | LineContent::IsnClock(_)
                | LineContent::More(_) => (Topic::Both, self.headline.clone()),
                _ => return None,
            };
            Some(Paper { topic, text })
        })
    }
}

impl Arrow {
    /// What stands on it on paper: its label, and what is special about it.
    #[must_use]
    pub fn on_paper(&self, language: &Language) -> String {
        let label = self.label.spelled();
        let mark = match self.origin {
            Origin::Again => Some(language.ladder.sent_again.to_owned()),
            _ => self.departed(language),
        };
        match mark {
            Some(mark) => say!(language, language.ladder.marked, segment = &label, mark = &mark),
            None => label,
        }
    }

    /// What is special about it if it is not a first, honest one, where a mark says what it is.
    #[must_use]
    pub fn departed(&self, language: &Language) -> Option<String> {
        let words = &language.ladder;
        match self.origin {
            Origin::Sent => None,
            Origin::Again => self.original.map(|_| words.again.to_owned()),
            Origin::Forged => Some(words.forged.to_owned()),
            Origin::DuplicateOf(id) => Some(say!(language, words.copy, packet = id)),
            Origin::ReplayOf(id) => Some(say!(language, words.replay, packet = id)),
            Origin::Middlebox(_) => Some(words.by_middlebox.to_owned()),
        }
    }
}

/// `60 s later`, rounded: a segment's flight is no part of a pause.
#[must_use]
pub fn passed(language: &Language, time: Duration) -> String {
    let time = if time.as_secs() < 10 { time } else { time + Duration::from_millis(500) };
    let (seconds, tenths) = (time.as_secs(), time.subsec_millis() / 100);
    let time = match (seconds, tenths) {
        (7200.., _) if seconds.is_multiple_of(3600) => format!("{} h", seconds / 3600),
        (120.., _) if seconds.is_multiple_of(60) => format!("{} min", seconds / 60),
        (120.., _) => format!("{} min {} s", seconds / 60, seconds % 60),
        (10.., _) | (_, 0) => format!("{seconds} s"),
        _ => format!("{seconds}.{tenths} s"),
    };
    say!(language, language.ladder.later, time = &time)
}

#[cfg(test)]
mod tests {
    use super::passed;
    use crate::language::ENGLISH;
    use crate::sim::{Call, Input, Setup, Side, World};
    use crate::tcp::{CallError, Errno};
    use crate::timeline::ladder::{About, Beginning, Ladder, LineContent, Note, Returned};
    use std::time::Duration;

    /// The words of a call on the screen, and on paper.
    fn call(call: Call, returned: Returned) -> (String, Option<String>) {
        let note = Note::Call(call, returned);
        (note.words(About::HOST, &ENGLISH), note.on_paper(About::HOST, "", &ENGLISH))
    }

    #[test]
    fn a_call_shows_what_it_returns_if_that_says_something() {
        let both = |words: &str| (words.to_owned(), Some(words.to_owned()));
        assert_eq!(call(Call::Close, Returned::Nothing), both("close()"));
        assert_eq!(call(Call::Write(10), Returned::Nothing), both("write(10)"));
        assert_eq!(call(Call::Read(65535), Returned::Octets(10)), both("read() = 10"));
        assert_eq!(call(Call::Read(65535), Returned::Octets(0)), both("read() = 0"));
        let (screen, paper) = call(Call::Connect, Returned::Errno(Errno::ECONNREFUSED));
        assert_eq!((screen.as_str(), paper.as_deref()), ("connect() ECONNREFUSED", Some("connect() = ECONNREFUSED")));
        let (screen, paper) = call(Call::Close, Returned::Refused(CallError::ConnectionClosing));
        assert_eq!((screen.as_str(), paper.as_deref()), ("close()", Some("close() = error: connection closing")));
        let below = Note::Refused(CallError::ConnectionClosing);
        assert_eq!(below.words(About::HOST, &ENGLISH), "connection closing");
        assert_eq!(below.on_paper(About::HOST, "", &ENGLISH), None);
    }

    #[test]
    fn a_pause_is_rounded() {
        for (millis, words) in [
            (1_000, "1 s later"),
            (1_540, "1.5 s later"),
            (59_960, "60 s later"),
            (121_000, "2 min 1 s later"),
            (240_000, "4 min later"),
            (7_200_000, "2 h later"),
        ] {
            assert_eq!(passed(&ENGLISH, Duration::from_millis(millis)), words);
        }
    }

    #[test]
    fn a_ladder_can_be_made_of_rows_that_no_record_has_made() {
        let mut world = World::new(&Setup::default());
        let mut ladder = Ladder::starting(Beginning::of(&world));
        for (step, input) in (1..).zip([Input::Call(Side::A, Call::Connect), Input::Step, Input::Step]) {
            for record in world.apply(&input) {
                ladder.push(step, &record);
            }
        }
        let made = Ladder::of_rows(ladder.begins, ladder.rows.clone(), ladder.arrows.clone());
        assert_eq!((&made.rows, &made.arrows, made.end()), (&ladder.rows, &ladder.arrows, ladder.end()));
        assert_eq!(made.closed(), ladder.closed());
        let rst = made.segments().last().expect("a RST");
        let ends = made.arrow(rst).and_then(super::super::arrow::Arrow::end).expect("it has arrived");
        assert_eq!(made.line(ends.line).map(|(_, line)| line.content), Some(LineContent::Arrives(rst)));
    }
}
