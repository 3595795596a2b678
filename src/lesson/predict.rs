//! Predictions: what can be asked for, and the answer, which only the engine gives.

use std::fmt;

use super::command::{Command, Kind};
use super::goal::SegmentFilter;
use super::parse_error::ParseError;
use super::returns::{last_return, parse_returns};
use super::script::play;
use super::sent::{Sent, parse_sent};
use super::source::Spanned;
use super::spelling::did_you_mean;
use super::vocabulary::Word;
use crate::language::Language;
use crate::say;
use crate::sim::search::is_reachable;
use crate::sim::{PerSide, Record, Side, World};
use crate::tcp::State;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Predict {
    /// The state that a side ends in.
    State(Side),
    /// The states that both end in.
    Pair,
    /// The first segment that is sent.
    NextSegment,
    /// How many segments are sent, of all or of one kind.
    Count(SegmentFilter),
    /// What a side's last call returns, at once or when its wait is over.
    Returns(Side),
    /// The sequence number of the last segment that a side sends.
    Seq(Side),
    /// Its acknowledgment number.
    Ack(Side),
    /// How many connections of a side sit in a state.
    Sockets(Side, State),
    /// Whether a pair of states can happen at all.
    Possible(PerSide<State>),
    /// Which line of the lesson's code it is, which only its author knows.
    Line(u32),
}

/// How it is answered whether something is possible.
const POSSIBLE: &str = "possible";
const IMPOSSIBLE: &str = "impossible";

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// A state.
    State(State),
    /// A's state and B's.
    Pair(PerSide<State>),
    /// A segment, or none.
    Segment(Option<Sent>),
    /// A count or a number of a segment.
    Number(u32),
    /// What a call returns, in its words.
    Returns(String),
    /// Whether something is possible.
    Possible(bool),
}

impl Predict {
    /// How each is written; `X` stands for A or B.
    pub const FORMS: [&'static str; 12] = [
        "A.state",
        "B.state",
        "pair",
        "next-segment",
        "count(segments)",
        "count(FIN)",
        "X.returns",
        "X.seq",
        "X.ack",
        "X.count(CLOSE_WAIT)",
        Self::POSSIBLE,
        Self::LINE,
    ];

    /// Whether a pair can happen, which stands beside it as `pair`.
    pub const POSSIBLE: &'static str = "possible";

    /// Which line of the lesson's code, whose number stands beside it as `line`.
    pub const LINE: &'static str = "line";

    /// Reads what is asked for.
    ///
    /// # Errors
    /// What may have been meant, if anything comes close.
    pub fn parse(text: &str) -> Result<Self, Option<&'static str>> {
        let plain = text.trim();
        let lower = plain.to_ascii_lowercase();
        if let Some(what) = lower.strip_prefix("count(").and_then(|rest| rest.strip_suffix(')')) {
            return match what {
                "segments" => Ok(Self::Count(SegmentFilter::Segments)),
                _ => Kind::parse(what)
                    .map(|kind| Self::Count(SegmentFilter::Kind(kind)))
                    .map_err(|_| Some("count(segments)")),
            };
        }
        let of = |make: fn(Side) -> Self, side: &str| if side == "a" { make(Side::A) } else { make(Side::B) };
        match (lower.as_str(), lower.split_once('.')) {
            ("pair", _) => Ok(Self::Pair),
            ("next-segment", _) => Ok(Self::NextSegment),
            (_, Some((side @ ("a" | "b"), "state"))) => Ok(of(Self::State, side)),
            (_, Some((side @ ("a" | "b"), "returns"))) => Ok(of(Self::Returns, side)),
            (_, Some((side @ ("a" | "b"), "seq"))) => Ok(of(Self::Seq, side)),
            (_, Some((side @ ("a" | "b"), "ack"))) => Ok(of(Self::Ack, side)),
            (_, Some((side @ ("a" | "b"), rest))) if rest.starts_with("count(") => {
                let state = rest.strip_prefix("count(").and_then(|rest| rest.strip_suffix(')')).unwrap_or_default();
                let side = if side == "a" { Side::A } else { Side::B };
                State::parse(state).map(|state| Self::Sockets(side, state)).ok_or(Some("B.count(CLOSE_WAIT)"))
            }
            _ => {
                let known = ["A.state", "B.state", "A.returns", "B.returns", "A.seq", "B.seq", "A.ack", "B.ack"];
                Err(did_you_mean(plain, known.into_iter().chain(["pair", "next-segment", "count(segments)"])))
            }
        }
    }

    /// The answer: what the engine makes of `after` on a copy of this world. `None` if there is none, because no such segment
    /// is sent or no such call made.
    #[must_use]
    pub fn answer(self, world: &World, after: &[Spanned<Command>]) -> Option<Value> {
        let mut copy = world.clone();
        let mut records = Vec::new();
        play(after, &mut copy, |_, _, of_input| records.extend_from_slice(of_input));
        self.read(&copy, &records)
    }

    fn read(self, world: &World, records: &[Record]) -> Option<Value> {
        let sent = || records.iter().flat_map(|record| &record.departures);
        let last_of = |side: Side| sent().rfind(|departure| departure.packet.from == side);
        match self {
            Self::State(side) => Some(Value::State(world.host(side).state())),
            Self::Pair => Some(Value::Pair(world.states())),
            Self::NextSegment => Some(Value::Segment(sent().next().map(Sent::of))),
            Self::Count(what) => {
                let counted = sent().filter(|departure| what.counts(departure)).count();
                u32::try_from(counted).ok().map(Value::Number)
            }
            Self::Returns(side) => last_return(side, records).map(Value::Returns),
            Self::Seq(side) => last_of(side).map(|departure| Value::Number(departure.segment.seq.0)),
            Self::Ack(side) => last_of(side)
                .filter(|departure| departure.segment.flags.ack())
                .map(|departure| Value::Number(departure.segment.ack.0)),
            Self::Sockets(side, state) => Some(Value::Number(world.count_by_state(side)[state as usize])),
            Self::Possible(pair) => Some(Value::Possible(is_reachable(pair))),
            Self::Line(number) => Some(Value::Number(number)),
        }
    }

    /// Reads an answer to this question as an author writes it.
    ///
    /// # Errors
    /// A sentence, and what may have been meant.
    pub fn parse_value(self, text: &str, language: &Language) -> Result<Value, ParseError> {
        let word = Word::whole(text, language).trimmed();
        match self {
            Self::State(_) => word.state().map(Value::State),
            Self::Pair => parse_pair(word).map(Value::Pair),
            Self::NextSegment => parse_sent(text, language).map(Value::Segment),
            Self::Count(_) | Self::Seq(_) | Self::Ack(_) | Self::Sockets(..) | Self::Line(_) => {
                word.text().parse().map(Value::Number).map_err(|_| word.is_not(word.sentences().not_a_number))
            }
            Self::Returns(_) => parse_returns(word).map(Value::Returns),
            Self::Possible(_) => {
                if let Some(at) = [POSSIBLE, IMPOSSIBLE].iter().position(|known| word.is(known)) {
                    Ok(Value::Possible(at == 0))
                } else {
                    let known = &language.either([POSSIBLE, IMPOSSIBLE]);
                    Err(word.wrong(say!(language, language.vocabulary.not_possible, word = word.text(), known)))
                }
            }
        }
    }

    /// An answer to this question as a learner reads it: what is counted is said, so that no number looks like the key for it.
    #[must_use]
    pub fn label(self, value: &Value, language: &Language) -> String {
        match (self, value) {
            (Self::Count(_), Value::Number(n)) => say!(language, language.lessons.answer_segments, n = *n),
            (Self::Sockets(..), Value::Number(n)) => say!(language, language.lessons.answer_connections, n = *n),
            (Self::Line(_), Value::Number(n)) => say!(language, language.lessons.answer_line, n = *n),
            _ => value.label(language),
        }
    }

    /// The states that the question is about, before anything happens.
    #[must_use]
    pub const fn side(self) -> Option<Side> {
        match self {
            Self::State(side) | Self::Returns(side) | Self::Seq(side) | Self::Ack(side) | Self::Sockets(side, _) => {
                Some(side)
            }
            Self::Pair | Self::NextSegment | Self::Count(_) | Self::Possible(_) | Self::Line(_) => None,
        }
    }

    /// Whether the answer is a number.
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Count(_) | Self::Seq(_) | Self::Ack(_) | Self::Sockets(..))
    }
}

impl fmt::Display for Predict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::State(side) => write!(f, "{side}.state"),
            Self::Pair => f.write_str("pair"),
            Self::NextSegment => f.write_str("next-segment"),
            Self::Count(what) => write!(f, "count({what})"),
            Self::Returns(side) => write!(f, "{side}.returns"),
            Self::Seq(side) => write!(f, "{side}.seq"),
            Self::Ack(side) => write!(f, "{side}.ack"),
            Self::Sockets(side, state) => write!(f, "{side}.count({state})"),
            Self::Possible(_) => f.write_str(Self::POSSIBLE),
            Self::Line(_) => f.write_str(Self::LINE),
        }
    }
}

/// Reads `ESTABLISHED, SYN_RCVD`: A's state, then B's. Brackets, a slash and the sides' letters may be there.
fn parse_pair(pair: Word<'_>) -> Result<PerSide<State>, ParseError> {
    let inner = pair.part(pair.text().trim_matches(['(', ')']));
    let Some((a, b)) = inner.text().split_once([',', '/']) else {
        return Err(pair.is_not(pair.sentences().not_a_pair));
    };
    Ok(PerSide::new(inner.part(without_letter(a, 'A')).state()?, inner.part(without_letter(b, 'B')).state()?))
}

/// A state without the letter of its side and what stands between.
fn without_letter(text: &str, letter: char) -> &str {
    let text = text.trim();
    let text = text.strip_prefix(letter).filter(|rest| rest.starts_with([' ', ':', '='])).unwrap_or(text);
    text.trim_matches([' ', ':', '='])
}

impl fmt::Display for Value {
    /// As an author writes it, so that reading it gives the value again.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::State(state) => state.fmt(f),
            Self::Pair(PerSide { a, b }) => write!(f, "{a}, {b}"),
            Self::Segment(None) => f.write_str("none"),
            Self::Segment(Some(Sent { from, kind })) => write!(f, "{from} {kind}"),
            Self::Number(n) => n.fmt(f),
            Self::Returns(words) => words.fmt(f),
            Self::Possible(possible) => f.write_str(if *possible { POSSIBLE } else { IMPOSSIBLE }),
        }
    }
}

impl Value {
    /// As a learner reads it.
    #[must_use]
    pub fn label(&self, language: &Language) -> String {
        let words = &language.lessons;
        match self {
            Self::Pair(PerSide { a, b }) => say!(language, words.answer_pair, a = *a, b = *b),
            Self::Segment(None) => words.answer_no_segment.to_owned(),
            Self::Segment(Some(Sent { from, kind })) => {
                say!(language, words.answer_segment, who = *from, kind = &kind.to_string())
            }
            _ => self.to_string(),
        }
    }

    /// The state that it is, if it is one.
    #[must_use]
    pub const fn state(&self) -> Option<State> {
        match self {
            Self::State(state) => Some(*state),
            _ => None,
        }
    }
}
