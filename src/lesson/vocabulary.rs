//! Reading the one vocabulary of actions, the same in lessons, sessions, the palette, hints and notes.

use std::ops::Range;
use std::time::Duration;

use super::command::{Command, Described, Handling, Kind, Until};
use super::spelling::{did_you_mean, listed};
use crate::sim::Span;
use crate::sim::{
    AppBehaviour, Call, Expression, Forged, Input, Limit, LinkChange, PacketId, ProfileName, Side, Socket,
    SocketOption, Variable,
};
use crate::tcp::{Flags, State, Timer};

/// Why a text is no command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// A sentence.
    pub message: String,
    /// What may have been meant.
    pub suggestion: Option<String>,
    /// Where in the text, in bytes.
    pub range: Range<usize>,
}

/// The longest time that a lesson may wait for: a year of virtual time.
pub const LONGEST: Duration = Duration::from_secs(366 * 86_400);

/// The most octets that one call moves.
const MOST_OCTETS: u32 = 1 << 20;

/// The most steps that one `step` takes.
pub const MOST_STEPS: u32 = 1_000;

const CALLS: [&str; 7] = ["listen", "connect", "write", "read", "shutdown", "close", "abort"];
const OTHER_VERBS: [&str; 13] = [
    "send",
    "fire",
    "app",
    "reboot",
    "socket",
    "accept",
    "use",
    "kill",
    Limit::Backlog.word(),
    Limit::Workers.word(),
    Limit::Descriptors.word(),
    SocketOption::Keepalive.word(),
    SocketOption::Reuse.word(),
];
const FIRST_WORDS: [&str; 7] = ["A", "B", "link", "step", "run", "profile", "quiet-time"];
const LINK_KEYS: [&str; 6] = ["latency", "loss", "reorder", "duplicate", "cut", "seed"];

/// Reads one command.
///
/// # Errors
/// A sentence that says what is wrong, and where.
pub fn parse_command(text: &str) -> Result<Command, Misread> {
    let mut words = Words::new(text);
    let command = command(&mut words)?;
    match words.next() {
        None => Ok(command),
        Some(word) => Err(word.wrong(format!("nothing belongs after `{command}`"), None)),
    }
}

/// Reads a state's name as anyone would write it.
///
/// # Errors
/// A sentence, with the state that may have been meant.
pub fn parse_state(text: &str) -> Result<State, Misread> {
    Word { text, at: 0 }.state()
}

/// Reads a span of time: `50ms`, `1.5s`, `10m`.
///
/// # Errors
/// A sentence that says how a time is written.
pub fn parse_duration(text: &str) -> Result<Duration, Misread> {
    Word { text, at: 0 }.duration()
}

/// Reads a number of a forged segment: `SND.NXT+10`, `IRS`, `5001`.
///
/// # Errors
/// A sentence that says how it is written.
pub fn parse_expression(text: &str) -> Result<Expression, Misread> {
    Word { text: text.trim(), at: 0 }.expression()
}

/// Reads what a segment looks like: `FIN`, `SYN,ACK`, `data`.
///
/// # Errors
/// A sentence that names the word that is no flag.
pub fn parse_kind(text: &str) -> Result<Kind, Misread> {
    Word { text, at: 0 }.kind()
}

/// A word of the text, and where it stands.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    at: usize,
}

/// The words that are left.
struct Words<'a> {
    rest: Vec<Word<'a>>,
    end: usize,
}

impl<'a> Words<'a> {
    fn new(text: &'a str) -> Self {
        let base = text.as_ptr() as usize;
        let words = text.split_whitespace().map(|word| Word { text: word, at: word.as_ptr() as usize - base });
        let mut rest: Vec<Word<'a>> = words.collect();
        rest.reverse();
        Self { rest, end: text.trim_end().len() }
    }

    fn next(&mut self) -> Option<Word<'a>> {
        self.rest.pop()
    }

    fn need(&mut self, what: &str) -> Result<Word<'a>, Misread> {
        let end = self.end;
        self.next().ok_or_else(|| Misread { message: what.to_owned(), suggestion: None, range: end..end })
    }
}

fn command(words: &mut Words<'_>) -> Result<Command, Misread> {
    let first = words.need("an action is missing, such as `A connect`")?;
    if let Some(side) = first.as_side() {
        return side_command(side, words).map(Command::Input);
    }
    if let Some((_, handling)) = Handling::NAMES.iter().find(|(name, _)| first.is(name)) {
        return packet_command(*handling, words);
    }
    if first.is("step") {
        return step_command(words);
    }
    if first.is("link") {
        return link_command(words);
    }
    if first.is("run") {
        return run_command(words);
    }
    if first.is("profile") {
        let name = words.need("which profile? For example `profile linux`")?.profile()?;
        return Ok(Command::Input(Input::Profile(name)));
    }
    if first.is("quiet-time") {
        let on = words.need("is it `quiet-time on` or `quiet-time off`?")?.switch()?;
        return Ok(Command::Input(Input::QuietTime(on)));
    }
    if CALLS.iter().chain(&OTHER_VERBS).any(|verb| first.is(verb)) {
        let suggestion = Some(format!("A {}", first.text));
        return Err(first.wrong(format!("`{}` needs to know who does it: A or B", first.text), suggestion));
    }
    let candidates = FIRST_WORDS.into_iter().chain(Handling::NAMES.map(|(name, _)| name));
    Err(first.unknown(
        "action",
        candidates,
        "an action begins with A, B, drop, hold, release, duplicate, replay, link, step, run, profile or quiet-time",
    ))
}

fn step_command(words: &mut Words<'_>) -> Result<Command, Misread> {
    let Some(word) = words.next() else { return Ok(Command::Input(Input::Step)) };
    match word.text.parse() {
        Ok(1) => Ok(Command::Input(Input::Step)),
        Ok(n) if n <= MOST_STEPS && n > 0 => Ok(Command::Steps(n)),
        _ => Err(word.wrong(format!("`{}` is no number of steps from 1 to {MOST_STEPS}", word.text), None)),
    }
}

fn side_command(side: Side, words: &mut Words<'_>) -> Result<Input, Misread> {
    let verb = words.need(&format!("what does {side} do? For example `{side} connect`"))?;
    let simple = |call| Ok(Input::Call(side, call));
    if let Some((word, limit)) = Limit::NAMES.into_iter().find(|(word, _)| verb.is(word)) {
        let most = words.need(&format!("how many? For example `{side} {word} 2`, or `{}`", Limit::UNLIMITED))?;
        return most.limit().map(|most| Input::Limit(side, limit, most));
    }
    if let Some((word, option)) = SocketOption::NAMES.into_iter().find(|(word, _)| verb.is(word)) {
        let on = words.need(&format!("is it `{side} {word} on` or `{side} {word} off`?"))?.switch()?;
        return Ok(Input::Option(side, option, on));
    }
    match verb.text.to_ascii_lowercase().as_str() {
        "listen" => simple(Call::Listen),
        "connect" => simple(Call::Connect),
        "shutdown" => simple(Call::Shutdown),
        "close" => simple(Call::Close),
        "abort" => simple(Call::Abort),
        "write" => simple(Call::Write(octets(words, Call::DEFAULT_WRITE)?)),
        "read" => simple(Call::Read(octets(words, Call::DEFAULT_READ)?)),
        "send" => Ok(Input::Inject(side, forged(words)?)),
        "fire" => Ok(Input::Fire(side, words.next().map(Word::timer).transpose()?)),
        "app" => words
            .need("how does the program behave? For example `closes-on-eof`")?
            .app()
            .map(|app| Input::App(side, app)),
        "reboot" => Ok(Input::Reboot(side)),
        "socket" => Ok(Input::Socket(side)),
        "accept" => Ok(Input::Accept(side)),
        "kill" => Ok(Input::Kill(side)),
        "use" => {
            let id = words.need(&format!("which connection? For example `{side} use 3`, or 0 for the listener"))?;
            id.count("connection").map(|number| Input::Attend(side, Socket::numbered(number)))
        }
        _ if Flags::parse(verb.text).is_ok() => {
            let suggestion = Some(format!("{side} send {}", verb.text));
            Err(verb.wrong(format!("`{}` is a segment, and a segment is sent", verb.text), suggestion))
        }
        _ => Err(verb.unknown(
            "action of an endpoint",
            CALLS.into_iter().chain(OTHER_VERBS),
            &format!("{side} can {}", listed(CALLS.into_iter().chain(OTHER_VERBS))),
        )),
    }
}

fn octets(words: &mut Words<'_>, default: u32) -> Result<u32, Misread> {
    let Some(word) = words.next() else { return Ok(default) };
    match word.text.parse() {
        Ok(n) if n <= MOST_OCTETS && n > 0 => Ok(n),
        _ => Err(word.wrong(format!("`{}` is no number of octets from 1 to {MOST_OCTETS}", word.text), None)),
    }
}

fn forged(words: &mut Words<'_>) -> Result<Forged, Misread> {
    let mut forged = Forged::bare(words.need("which flags? For example `FIN,ACK`")?.flags()?);
    while let Some(word) = words.next() {
        let (key, value) = word.setting()?;
        if key.is("seq") {
            forged.seq = Some(value.expression()?);
        } else if key.is("ack") {
            if !forged.flags.ack() {
                return Err(word.wrong("without the ACK flag the number `ack` means nothing".to_owned(), None));
            }
            forged.ack = Some(value.expression()?);
        } else if key.is("len") {
            let wrong = || value.wrong(format!("`{}` is no length from 0 to 65535", value.text), None);
            forged.len = value.text.parse().map_err(|_| wrong())?;
        } else if key.is("window") {
            let wrong = || value.wrong(format!("`{}` is no window from 0 to 65535", value.text), None);
            forged.window = Some(value.text.parse().map_err(|_| wrong())?);
        } else {
            return Err(key.unknown(
                "part of a segment",
                ["seq", "ack", "len", "window"],
                "a segment has `seq`, `ack`, `len` and `window`",
            ));
        }
    }
    Ok(forged)
}

fn packet_command(handling: Handling, words: &mut Words<'_>) -> Result<Command, Misread> {
    let example = format!("which segment? For example `{} A#3` or `{} A FIN`", handling.word(), handling.word());
    let word = words.need(&example)?;
    if let Some((from, number)) = word.text.split_once('#') {
        let from = Word { text: from, at: word.at }.as_side();
        return match (from, number.parse()) {
            (Some(from), Ok(number)) if number > 0 => Ok(Command::Input(handling.input(PacketId { from, number }))),
            _ => Err(word.wrong(format!("`{}` is no segment: the third that left A is `A#3`", word.text), None)),
        };
    }
    let Some(from) = word.as_side() else {
        return Err(word.wrong(example, None));
    };
    let kind = words.need(&format!("what does {from}'s segment look like? For example `{from} FIN`"))?.kind()?;
    Ok(Command::Packet(handling, Described { from, kind }))
}

fn link_command(words: &mut Words<'_>) -> Result<Command, Misread> {
    let mut changes = vec![words.need("what changes? For example `link latency=50ms`")?.link_change()?];
    while let Some(word) = words.next() {
        changes.push(word.link_change()?);
    }
    Ok(Command::Link(changes))
}

fn run_command(words: &mut Words<'_>) -> Result<Command, Misread> {
    let how = words.need("run until when? For example `run until idle` or `run for 10s`")?;
    if how.is("for") {
        return Ok(Command::Run(Until::For(words.need("for how long? For example `run for 10s`")?.duration()?)));
    }
    if !how.is("until") {
        return Err(how.unknown(
            "way to run",
            ["until", "for"],
            "it is `run until idle`, `run until A STATE` or `run for 10s`",
        ));
    }
    let what = words.need("until what? For example `run until idle` or `run until A TIME_WAIT`")?;
    if what.is("idle") {
        return Ok(Command::Run(Until::Idle));
    }
    let Some(side) = what.as_side() else {
        return Err(what.unknown("end of a run", ["idle", "A", "B"], "it is `run until idle` or `run until A STATE`"));
    };
    let state = words.need(&format!("until {side} is in which state?"))?.state()?;
    Ok(Command::Run(Until::State(side, state)))
}

impl Word<'_> {
    fn is(self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    fn as_side(self) -> Option<Side> {
        Side::BOTH.into_iter().find(|side| self.is(side.letter()))
    }

    fn wrong(self, message: String, suggestion: Option<String>) -> Misread {
        Misread { message, suggestion, range: self.at..self.at + self.text.len() }
    }

    fn unknown<'b>(self, what: &str, known: impl IntoIterator<Item = &'b str>, otherwise: &str) -> Misread {
        match did_you_mean(self.text, known) {
            Some(meant) => self.wrong(format!("`{}` is no {what}", self.text), Some(meant.to_owned())),
            None => self.wrong(format!("`{}` is no {what}: {otherwise}", self.text), None),
        }
    }

    fn state(self) -> Result<State, Misread> {
        let names = State::ALL.map(State::name);
        State::parse(self.text).ok_or_else(|| {
            let states = listed(names);
            self.unknown("state", names, &format!("the states are {states}"))
        })
    }

    fn timer(self) -> Result<Timer, Misread> {
        let names = Timer::ALL.map(Timer::name);
        Timer::parse(self.text)
            .ok_or_else(|| self.unknown("timer", names, &format!("the timers are {}", listed(names))))
    }

    fn app(self) -> Result<AppBehaviour, Misread> {
        let names = AppBehaviour::ALL.map(AppBehaviour::word);
        AppBehaviour::parse(self.text)
            .ok_or_else(|| self.unknown("behaviour", names, &format!("a program is {}", listed(names))))
    }

    fn profile(self) -> Result<ProfileName, Misread> {
        let names = ProfileName::ALL.map(ProfileName::word);
        let found = ProfileName::ALL.into_iter().find(|name| self.is(name.word()));
        found.ok_or_else(|| self.unknown("profile", names, &format!("the profiles are {}", listed(names))))
    }

    fn switch(self) -> Result<bool, Misread> {
        match self.text.to_ascii_lowercase().as_str() {
            "on" => Ok(true),
            "off" => Ok(false),
            _ => Err(self.unknown("way to set it", ["on", "off"], "it is `on` or `off`")),
        }
    }

    fn count(self, of: &str) -> Result<u32, Misread> {
        self.text.parse().map_err(|_| self.wrong(format!("`{}` is no number of a {of}", self.text), None))
    }

    fn limit(self) -> Result<Option<u32>, Misread> {
        if self.is(Limit::UNLIMITED) {
            return Ok(None);
        }
        let otherwise = format!("it is a number, or `{}`", Limit::UNLIMITED);
        self.text.parse().map(Some).map_err(|_| self.unknown("limit", [Limit::UNLIMITED], &otherwise))
    }

    fn flags(self) -> Result<Flags, Misread> {
        Flags::parse(self.text).map_err(|word| {
            let at = self.at + (word.as_ptr() as usize - self.text.as_ptr() as usize);
            let names = Flags::NAMES.map(|(_, name)| name);
            let word = Word { text: word, at };
            word.unknown(
                "flag",
                names.into_iter().chain(["none"]),
                "the flags are SYN, FIN, RST and ACK, with commas between",
            )
        })
    }

    fn kind(self) -> Result<Kind, Misread> {
        if self.is("data") { Ok(Kind::Data) } else { self.flags().map(Kind::Flags) }
    }

    /// `key=value`.
    fn setting(self) -> Result<(Self, Self), Misread> {
        let Some(equals) = self.text.find('=') else {
            return Err(self.wrong(format!("`{}` has no value: it is written `name=value`", self.text), None));
        };
        let key = Word { text: &self.text[..equals], at: self.at };
        Ok((key, Word { text: &self.text[equals + 1..], at: self.at + equals + 1 }))
    }

    fn duration(self) -> Result<Duration, Misread> {
        let wrong =
            || self.wrong(format!("`{}` is no time: it is written `50ms`, `1.5s`, `10m` or `2h`", self.text), None);
        let unit_at = self.text.find(|c: char| c.is_ascii_alphabetic()).ok_or_else(wrong)?;
        let (number, unit) = self.text.split_at(unit_at);
        let (_, unit) = Span::UNITS.into_iter().find(|(name, _)| *name == unit).ok_or_else(wrong)?;
        let micros = decimal(number, unit).ok_or_else(wrong)?;
        if micros > LONGEST.as_micros() {
            return Err(self.wrong(format!("`{}` is more than a year", self.text), None));
        }
        u64::try_from(micros).map(Duration::from_micros).map_err(|_| wrong())
    }

    /// A variable and numbers, with signs between them.
    fn expression(self) -> Result<Expression, Misread> {
        let signed = self.text.find(['+', '-']).filter(|at| *at > 0).unwrap_or(self.text.len());
        let (first, mut rest) = self.text.split_at(signed);
        let mut value = match Variable::NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(first)) {
            Some((_, variable)) => Expression::of(*variable),
            None => match first.parse() {
                Ok(offset) => Expression { base: Variable::Zero, offset },
                Err(_) => return Err(self.no_expression(first)),
            },
        };
        while let Some(sign) = rest.chars().next() {
            let digits = &rest[1..];
            let end = digits.find(['+', '-']).unwrap_or(digits.len());
            let Ok(number) = digits[..end].parse::<u32>() else { return Err(self.no_expression(&digits[..end])) };
            value.offset = match sign {
                '+' => value.offset.wrapping_add(number),
                _ => value.offset.wrapping_sub(number),
            };
            rest = &digits[end..];
        }
        Ok(value)
    }

    fn no_expression(self, part: &str) -> Misread {
        let names = Variable::NAMES.map(|(name, _)| name);
        let otherwise = "it is a number, or one of SND.NXT, SND.UNA, RCV.NXT, ISS and IRS plus or minus a number";
        let at = self.at + (part.as_ptr() as usize - self.text.as_ptr() as usize);
        Word { text: part, at }.unknown("sequence number", names, otherwise)
    }

    fn link_change(self) -> Result<LinkChange, Misread> {
        let (key, value) = self.setting()?;
        match key.text.to_ascii_lowercase().as_str() {
            "latency" => value.latency(),
            "loss" => value.share().map(LinkChange::Loss),
            "reorder" => value.share().map(LinkChange::Reorder),
            "duplicate" => value.share().map(LinkChange::Double),
            "cut" => value.cut(),
            "seed" => {
                let wrong = || value.wrong(format!("`{}` is no whole number", value.text), None);
                value.text.parse().map(LinkChange::Seed).map_err(|_| wrong())
            }
            _ => Err(key.unknown("setting of the link", LINK_KEYS, &format!("a link has {}", listed(LINK_KEYS)))),
        }
    }

    fn latency(self) -> Result<LinkChange, Misread> {
        let Some((way, time)) = self.text.split_once(':') else {
            return self.duration().map(|time| LinkChange::Latency(None, time));
        };
        let from = Word { text: way, at: self.at }.way()?;
        let time = Word { text: time, at: self.at + way.len() + 1 }.duration()?;
        Ok(LinkChange::Latency(Some(from), time))
    }

    fn cut(self) -> Result<LinkChange, Misread> {
        if self.is("both") {
            return Ok(LinkChange::Cut(None));
        }
        if self.is("none") {
            return Ok(LinkChange::Mend);
        }
        self.way().map(|from| LinkChange::Cut(Some(from)))
    }

    /// `A->B`: by its sender.
    fn way(self) -> Result<Side, Misread> {
        match self.text.to_ascii_uppercase().as_str() {
            "A->B" => Ok(Side::A),
            "B->A" => Ok(Side::B),
            _ => Err(self.wrong(
                format!("`{}` is no direction: it is `A->B` or `B->A`, and for a cut also `both` or `none`", self.text),
                None,
            )),
        }
    }

    /// A share from 0 to 1, or a percentage, in thousandths.
    fn share(self) -> Result<u16, Misread> {
        let wrong =
            || self.wrong(format!("`{}` is no share: it is written `0.1` or `10%`, from 0 to 1", self.text), None);
        let (number, unit) = match self.text.strip_suffix('%') {
            Some(percent) => (percent, 10),
            None => (self.text, 1000),
        };
        let share = decimal(number, unit).filter(|share| *share <= 1000).ok_or_else(wrong)?;
        u16::try_from(share).map_err(|_| wrong())
    }
}

/// A decimal number times `unit`, exactly; `None` if it is none, or finer than that.
fn decimal(text: &str, unit: u64) -> Option<u128> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.len() <= 12 && text.chars().all(|c| c.is_ascii_digit());
    if !digits(whole) || !digits(part) || (whole.is_empty() && part.is_empty()) {
        return None;
    }
    let number = |text: &str| if text.is_empty() { Some(0) } else { text.parse::<u128>().ok() };
    let scale = 10_u128.pow(u32::try_from(part.len()).ok()?);
    let scaled = (number(whole)? * scale + number(part)?) * u128::from(unit);
    scaled.is_multiple_of(scale).then_some(scaled / scale)
}
