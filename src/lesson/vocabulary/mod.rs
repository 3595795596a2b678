//! Reading the one vocabulary of actions, the same in lessons, sessions, the palette, hints and notes.

mod explained;
mod link;
mod values;
mod word;

use std::time::Duration;

use super::command::{Command, Described, Handling, Kind, Until};
use super::misread::Misread;
use super::spelling::listed;
use crate::sim::{Expression, Forged, Input, PacketId, Side, Takes, VERBS, Verb};
use crate::tcp::{Flags, State};

pub use explained::{explained, help};
pub use values::MOST_STEPS;
pub(super) use word::Word;
use word::Words;

/// Reads one command.
///
/// # Errors
/// A sentence that says what is wrong, and where.
pub fn parse_command(text: &str) -> Result<Command, Misread> {
    parse_command_in(VERBS, text)
}

/// Reads one command in the words of these verbs.
///
/// # Errors
/// A sentence that says what is wrong, and where.
pub fn parse_command_in(verbs: &'static [Verb], text: &str) -> Result<Command, Misread> {
    let mut words = Words::new(text);
    let command = command(verbs, &mut words)?;
    match words.next() {
        None => Ok(command),
        Some(word) => Err(word.wrong(format!("nothing belongs after `{command}`"))),
    }
}

/// Reads a state's name as anyone would write it.
///
/// # Errors
/// A sentence, with the state that may have been meant.
pub fn parse_state(text: &str) -> Result<State, Misread> {
    Word::whole(text).state()
}

/// Reads a span of time: `50ms`, `1.5s`, `10m`.
///
/// # Errors
/// A sentence that says how a time is written.
pub fn parse_duration(text: &str) -> Result<Duration, Misread> {
    Word::whole(text).duration()
}

/// Reads a number of a forged segment: `SND.NXT+10`, `IRS`, `5001`.
///
/// # Errors
/// A sentence that says how it is written.
pub fn parse_expression(text: &str) -> Result<Expression, Misread> {
    Word::whole(text).trimmed().expression()
}

/// Reads what a segment looks like: `FIN`, `SYN,ACK`, `data`.
///
/// # Errors
/// A sentence that names the word that is not a flag.
pub fn parse_kind(text: &str) -> Result<Kind, Misread> {
    Word::whole(text).kind()
}

fn command(verbs: &'static [Verb], words: &mut Words<'_>) -> Result<Command, Misread> {
    let first = words.need("an action is missing, such as `A connect`")?;
    if let Some(side) = first.as_side() {
        return of_side(side, verbs, words).map(Command::Input);
    }
    let found = verbs.iter().find(|verb| first.is(verb.word));
    match found {
        Some(verb) if !verb.needs_side() => of_nobody(verb, words),
        Some(_) => {
            let message = format!("`{}` needs to know who does it: A or B", first.text());
            Err(first.wrong(message).suggest(format!("A {}", first.text())))
        }
        None => {
            let known = || ["A", "B"].into_iter().chain(verbs_of(verbs, false));
            Err(first.unknown("an action", known(), || format!("an action begins with {}", listed_or(known()))))
        }
    }
}

fn verbs_of(verbs: &'static [Verb], needs_side: bool) -> impl Iterator<Item = &'static str> {
    verbs.iter().filter(move |verb| verb.needs_side() == needs_side).map(|verb| verb.word)
}

/// `a, b or c`.
fn listed_or(words: impl Iterator<Item = &'static str>) -> String {
    let words: Vec<&str> = words.collect();
    match words.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => words.concat(),
    }
}

/// The rest of an action of one end.
fn of_side(side: Side, verbs: &'static [Verb], words: &mut Words<'_>) -> Result<Input, Misread> {
    let said = words.need(&format!("what does {side} do? For example `{side} connect`"))?;
    let Some(verb) = verbs.iter().find(|verb| verb.needs_side() && said.is(verb.word)) else {
        return Err(no_verb(side, said, verbs));
    };
    let word = verb.word;
    Ok(match verb.takes {
        Takes::Nothing(form) => (form.make)(side),
        Takes::Octets { form, usual, .. } => {
            let octets = words.next().map_or(Ok(usual), Word::octets)?;
            (form.make)((side, octets))
        }
        Takes::Port(form) => (form.make)((side, words.next().map(port).transpose()?)),
        Takes::Segment(form) => (form.make)((side, forged(words)?)),
        Takes::Timer(form) => (form.make)((side, words.next().map(Word::timer).transpose()?)),
        Takes::Behaviour(form) => {
            let app = words.need("how does the program behave? For example `closes-on-eof`")?.app()?;
            (form.make)((side, app))
        }
        Takes::Connection(form) => {
            let which = format!("which connection? For example `{side} {word} 3`, or 0 for the listener");
            (form.make)((side, words.need(&which)?.connection()?))
        }
        Takes::Most(form) => {
            let how_many = format!("how many? For example `{side} {word} 2`, or `{}`", crate::sim::Limit::UNLIMITED);
            (form.make)((side, words.need(&how_many)?.most()?))
        }
        Takes::SideTime(form) => {
            let how_long = format!("for how long? For example `{side} {word} 30s`, or `{}`", crate::sim::NO_TIME);
            (form.make)((side, words.need(&how_long)?.time_or_none()?))
        }
        Takes::SideSwitch(form) => {
            let on = words.need(&format!("is it `{side} {word} on` or `{side} {word} off`?"))?.switch()?;
            (form.make)((side, on))
        }
        _ => return Err(no_verb(side, said, verbs)),
    })
}

/// What stands where an end's verb is asked for.
fn no_verb(side: Side, said: Word<'_>, verbs: &'static [Verb]) -> Misread {
    if Flags::parse(said.text()).is_ok() {
        let message = format!("`{}` is a segment, and a segment is sent", said.text());
        return said.wrong(message).suggest(format!("{side} send {}", said.text()));
    }
    let known = || verbs_of(verbs, true);
    said.unknown("an action of an endpoint", known(), || format!("{side} can {}", listed(known())))
}

/// The rest of an action that no end takes.
fn of_nobody(verb: &Verb, words: &mut Words<'_>) -> Result<Command, Misread> {
    let word = verb.word;
    Ok(match verb.takes {
        Takes::Packet(form) => return packet(word, form.make, words),
        Takes::LinkChanges(_) => {
            let mut changes = vec![words.need("what changes? For example `link latency=50ms`")?.link_change()?];
            while let Some(word) = words.next() {
                changes.push(word.link_change()?);
            }
            Command::Link(changes)
        }
        Takes::Profile(form) => {
            let name = words.need("which profile? For example `profile linux`")?.profile()?;
            Command::Input((form.make)(name))
        }
        Takes::Switch(form) => {
            let on = words.need(&format!("is it `{word} on` or `{word} off`?"))?.switch()?;
            Command::Input((form.make)(on))
        }
        Takes::Times(form) => match words.next().map(Word::steps).transpose()? {
            None | Some(1) => Command::Input((form.make)(())),
            Some(n) => Command::Steps(n),
        },
        Takes::Run(_) => Command::Run(until(words)?),
        // Those of [`Verb::needs_side`].
        _ => return Err(Misread::new(format!("`{word}` needs to know who does it: A or B"))),
    })
}

fn packet(word: &str, make: fn(PacketId) -> Input, words: &mut Words<'_>) -> Result<Command, Misread> {
    let which = format!("which segment? For example `{word} A#3` or `{word} A FIN`");
    let said = words.need(&which)?;
    if let Some((from, number)) = said.split_at('#') {
        return match (from.as_side(), number.text().parse()) {
            (Some(from), Ok(number)) if number > 0 => Ok(Command::Input(make(PacketId { from, number }))),
            _ => Err(said.wrong(format!("`{}` is not a segment: the third that left A is `A#3`", said.text()))),
        };
    }
    let Some(from) = said.as_side() else { return Err(said.wrong(which)) };
    let kind = words.need(&format!("what does {from}'s segment look like? For example `{from} FIN`"))?.kind()?;
    let handling = Handling::of(&make(PacketId { from, number: 1 }));
    handling.map(|handling| Command::Packet(handling, Described { from, kind })).ok_or_else(|| said.wrong(which))
}

/// `port=40001`
fn port(word: Word<'_>) -> Result<u16, Misread> {
    let (key, value) = word.setting()?;
    if !key.is("port") {
        return Err(key.unknown("part of a call", ["port"], || "a call has `port`, such as `port=40001`".to_owned()));
    }
    match value.up_to_65535("a port")? {
        0 => Err(value.wrong("port 0 means that the kernel chooses: leave `port` out")),
        port => Ok(port),
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
                return Err(word.wrong("without the ACK flag the number `ack` means nothing"));
            }
            forged.ack = Some(value.expression()?);
        } else if key.is("len") {
            forged.len = value.up_to_65535("a length")?;
        } else if key.is("window") {
            forged.window = Some(value.up_to_65535("a window")?);
        } else {
            let known = ["seq", "ack", "len", "window"];
            return Err(key.unknown("part of a segment", known, || format!("a segment has {}", listed(known))));
        }
    }
    Ok(forged)
}

fn until(words: &mut Words<'_>) -> Result<Until, Misread> {
    let how = words.need("run until when? For example `run until idle` or `run for 10s`")?;
    if how.is("for") {
        return Ok(Until::For(words.need("for how long? For example `run for 10s`")?.duration()?));
    }
    if !how.is("until") {
        let ways = || "it is `run until idle`, `run until A STATE` or `run for 10s`".to_owned();
        return Err(how.unknown("a way to run", ["until", "for"], ways));
    }
    let what = words.need("until what? For example `run until idle` or `run until A TIME_WAIT`")?;
    if what.is("idle") {
        return Ok(Until::Idle);
    }
    let Some(side) = what.as_side() else {
        let ends = || "it is `run until idle` or `run until A STATE`".to_owned();
        return Err(what.unknown("an end of a run", ["idle", "A", "B"], ends));
    };
    let state = words.need(&format!("until {side} is in which state?"))?.state()?;
    Ok(Until::State(side, state))
}
