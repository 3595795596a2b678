//! Reading the one vocabulary of actions, the same in lessons, sessions, the palette, hints and notes.

mod explained;
mod link;
mod values;
mod word;

use std::time::Duration;

use super::command::{Command, Described, Handling, Kind, Until};
use super::parse_error::ParseError;
use super::spelling::did_you_mean;
use crate::language::Language;
use crate::say;
use crate::sim::{Expression, Forged, Input, Limit, NO_TIME, PacketId, Side, Takes, VERBS, Verb};
use crate::tcp::{Flags, State};

pub use explained::{explained, help};
pub use values::MOST_STEPS;
pub(super) use word::Word;
use word::Words;

/// Reads one command.
///
/// # Errors
/// A sentence that says what is wrong, and where.
pub fn parse_command(text: &str, language: &Language) -> Result<Command, ParseError> {
    parse_command_in(VERBS, text, language)
}

/// Reads one command in the words of these verbs.
///
/// # Errors
/// A sentence that says what is wrong, and where.
pub fn parse_command_in(verbs: &'static [Verb], text: &str, language: &Language) -> Result<Command, ParseError> {
    let mut words = Words::new(text, language);
    let command = command(verbs, &mut words)?;
    match words.next() {
        None => Ok(command),
        Some(word) => {
            Err(word.wrong(say!(language, language.vocabulary.nothing_after, command = &command.to_string())))
        }
    }
}

/// Reads a state's name as anyone would write it.
///
/// # Errors
/// A sentence, with the state that may have been meant.
pub fn parse_state(text: &str, language: &Language) -> Result<State, ParseError> {
    Word::whole(text, language).state()
}

/// Reads a span of time: `50ms`, `1.5s`, `10m`.
///
/// # Errors
/// A sentence that says how a time is written.
pub fn parse_duration(text: &str, language: &Language) -> Result<Duration, ParseError> {
    Word::whole(text, language).duration()
}

/// Reads a number of a forged segment: `SND.NXT+10`, `IRS`, `5001`.
///
/// # Errors
/// A sentence that says how it is written.
pub fn parse_expression(text: &str, language: &Language) -> Result<Expression, ParseError> {
    Word::whole(text, language).trimmed().expression()
}

/// Reads what a segment looks like: `FIN`, `SYN,ACK`, `data`.
///
/// # Errors
/// A sentence that names the word that is not a flag.
pub fn parse_kind(text: &str, language: &Language) -> Result<Kind, ParseError> {
    Word::whole(text, language).kind()
}

fn command(verbs: &'static [Verb], words: &mut Words<'_>) -> Result<Command, ParseError> {
    let language = words.language();
    let sentences = &language.vocabulary;
    let first = words.need(sentences.no_action)?;
    if let Some(side) = first.as_side() {
        return of_side(side, verbs, words).map(Command::Input);
    }
    let found = verbs.iter().find(|verb| first.is(verb.word));
    match found {
        Some(verb) if !verb.needs_side() => of_nobody(verb, words),
        Some(_) => Err(first.is_not(sentences.needs_end).suggest(format!("A {}", first.text()))),
        None => {
            let known = || ["A", "B"].into_iter().chain(verbs_of(verbs, false));
            let sentences = (sentences.not_an_action, sentences.not_an_action_known);
            Err(first.unknown(sentences, known(), |language| language.one_of(known())))
        }
    }
}

fn verbs_of(verbs: &'static [Verb], needs_side: bool) -> impl Iterator<Item = &'static str> {
    verbs.iter().filter(move |verb| verb.needs_side() == needs_side).map(|verb| verb.word)
}

/// The rest of an action of one end.
fn of_side(side: Side, verbs: &'static [Verb], words: &mut Words<'_>) -> Result<Input, ParseError> {
    let language = words.language();
    let sentences = &language.vocabulary;
    let said = words.need(say!(language, sentences.what_does, who = side))?;
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
            let app = words.need(sentences.which_behaviour)?.app()?;
            (form.make)((side, app))
        }
        Takes::Connection(form) => {
            let which = say!(language, sentences.which_connection, who = side, word);
            (form.make)((side, words.need(which)?.connection()?))
        }
        Takes::Most(form) => {
            let how_many = say!(language, sentences.how_many, who = side, word, unlimited = Limit::UNLIMITED);
            (form.make)((side, words.need(how_many)?.limit()?))
        }
        Takes::SideTime(form) => {
            let how_long = say!(language, sentences.how_long, who = side, word, none = NO_TIME);
            (form.make)((side, words.need(how_long)?.time_or_none()?))
        }
        Takes::SideSwitch(form) => {
            let on = words.need(say!(language, sentences.on_or_off_of, who = side, word))?.switch()?;
            (form.make)((side, on))
        }
        _ => return Err(no_verb(side, said, verbs)),
    })
}

/// What stands where an end's verb is asked for.
fn no_verb(side: Side, said: Word<'_>, verbs: &'static [Verb]) -> ParseError {
    if Flags::parse(said.text()).is_ok() {
        return said.is_not(said.sentences().segment_is_sent).suggest(format!("{side} send {}", said.text()));
    }
    let known = || verbs_of(verbs, true);
    if let Some(meant) = did_you_mean(said.text(), known()) {
        said.is_not(said.sentences().not_of_an_end).suggest(meant)
    } else {
        let (language, sentence) = (said.language(), said.sentences().not_of_an_end_known);
        let known = &language.listed(known());
        said.wrong(say!(language, sentence, word = said.text(), who = side, known))
    }
}

/// The rest of an action that no end takes.
fn of_nobody(verb: &Verb, words: &mut Words<'_>) -> Result<Command, ParseError> {
    let language = words.language();
    let (word, sentences) = (verb.word, &language.vocabulary);
    Ok(match verb.takes {
        Takes::Packet(form) => return packet(word, form.make, words),
        Takes::LinkChanges(_) => {
            let mut changes = vec![words.need(sentences.which_change)?.link_change()?];
            while let Some(word) = words.next() {
                changes.push(word.link_change()?);
            }
            Command::Link(changes)
        }
        Takes::Profile(form) => {
            let name = words.need(sentences.which_profile)?.profile()?;
            Command::Input((form.make)(name))
        }
        Takes::Switch(form) => {
            let on = words.need(say!(language, sentences.on_or_off, word))?.switch()?;
            Command::Input((form.make)(on))
        }
        Takes::Times(form) => match words.next().map(Word::steps).transpose()? {
            None | Some(1) => Command::Input((form.make)(())),
            Some(n) => Command::Steps(n),
        },
        Takes::Run(_) => Command::Run(until(words)?),
        // Those of [`Verb::needs_side`].
        _ => return Err(ParseError::new(say!(language, sentences.needs_end, word))),
    })
}

fn packet(word: &str, make: fn(PacketId) -> Input, words: &mut Words<'_>) -> Result<Command, ParseError> {
    let language = words.language();
    let sentences = &language.vocabulary;
    let which = || say!(language, sentences.which_segment, word);
    let said = words.need(which())?;
    if let Some((from, number)) = said.split_at('#') {
        return match (from.as_side(), number.text().parse()) {
            (Some(from), Ok(number)) if number > 0 => Ok(Command::Input(make(PacketId { from, number }))),
            _ => Err(said.is_not(sentences.not_a_packet)),
        };
    }
    let Some(from) = said.as_side() else { return Err(said.wrong(which())) };
    let kind = words.need(say!(language, sentences.which_look, who = from))?.kind()?;
    let handling = Handling::of(&make(PacketId { from, number: 1 }));
    handling.map(|handling| Command::Packet(handling, Described { from, kind })).ok_or_else(|| said.wrong(which()))
}

/// `port=40001`
fn port(word: Word<'_>) -> Result<u16, ParseError> {
    let (key, value) = word.setting()?;
    if !key.is("port") {
        let sentences = (key.sentences().not_of_a_call, key.sentences().not_of_a_call_known);
        return Err(key.unknown(sentences, ["port"], |_| "port=40001".to_owned()));
    }
    match value.up_to_65535(value.sentences().not_a_port)? {
        0 => Err(value.wrong(value.sentences().port_zero)),
        port => Ok(port),
    }
}

fn forged(words: &mut Words<'_>) -> Result<Forged, ParseError> {
    let sentences = &words.language().vocabulary;
    let mut forged = Forged::bare(words.need(sentences.which_flags)?.flags()?);
    while let Some(word) = words.next() {
        let (key, value) = word.setting()?;
        if key.is("seq") {
            forged.seq = Some(value.expression()?);
        } else if key.is("ack") {
            if !forged.flags.ack() {
                return Err(word.wrong(sentences.ack_without_flag));
            }
            forged.ack = Some(value.expression()?);
        } else if key.is("len") {
            forged.len = value.up_to_65535(sentences.not_a_length)?;
        } else if key.is("window") {
            forged.window = Some(value.up_to_65535(sentences.not_a_window)?);
        } else {
            let known = ["seq", "ack", "len", "window"];
            let sentences = (sentences.not_of_a_segment, sentences.not_of_a_segment_known);
            return Err(key.unknown(sentences, known, |language| language.listed(known)));
        }
    }
    Ok(forged)
}

fn until(words: &mut Words<'_>) -> Result<Until, ParseError> {
    let language = words.language();
    let sentences = &language.vocabulary;
    let how = words.need(sentences.run_until_when)?;
    if how.is("for") {
        return Ok(Until::For(words.need(sentences.run_for_how_long)?.duration()?));
    }
    if !how.is("until") {
        let sentences = (sentences.not_a_way_to_run, sentences.not_a_way_to_run_known);
        return Err(how.unknown(sentences, ["until", "for"], |_| String::new()));
    }
    let what = words.need(sentences.run_until_what)?;
    if what.is("idle") {
        return Ok(Until::Idle);
    }
    let Some(side) = what.as_side() else {
        let sentences = (sentences.not_an_end_of_a_run, sentences.not_an_end_of_a_run_known);
        return Err(what.unknown(sentences, ["idle", "A", "B"], |_| String::new()));
    };
    let state = words.need(say!(language, sentences.run_until_which_state, who = side))?.state()?;
    Ok(Until::State(side, state))
}
