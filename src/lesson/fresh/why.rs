//! Why a fresh question's answer is what it is, from what happened on the copy: where a number comes from, what a call returned, which
//! segment decided.

use super::super::goal::SegmentFilter;
use super::super::predict::{Predict, Value};
use super::super::sent::Sent;
use crate::language::Language;
use crate::narrate::Headline;
use crate::say;
use crate::sim::{Call, Departure, EventKind, Record, Side, World};
use crate::tcp::{Errno, Reply, SeqNumber};
use crate::text;

/// The answer explained; nothing if it cannot be. `world` is the one before the call.
pub fn explained(
    (predict, answer): (Predict, &Value),
    world: &World,
    action: (Side, Call),
    records: &[Record],
    language: &Language,
) -> Option<String> {
    let tell = |record: &Record| describe(record, language);
    match (predict, answer) {
        (Predict::Seq(side), Value::Number(number)) => {
            let departure = last_of(side, records)?;
            let sum = sum(world, side, action, *number, language)?;
            let what = what_it_numbers(departure, language);
            Some(format!("{sum} {what}"))
        }
        (Predict::Ack(side), Value::Number(number)) => {
            let sum = sum(world, side.other(), action, *number, language)?;
            Some(format!("{sum} {}", say!(language, language.lessons.next_expected, who = side)))
        }
        (Predict::Count(what), Value::Number(_)) => counted(what, records, language),
        (Predict::Returns(side), Value::Returns(words)) => returned(side, action, records, words, language),
        (Predict::State(side) | Predict::Sockets(side, _), _) => {
            records.iter().rfind(|record| record.side == side && record.before != record.after).map(tell)
        }
        (Predict::Pair, _) => both(records, language),
        (Predict::NextSegment, _) => records.iter().find(|record| !record.departures.is_empty()).map(tell),
        _ => None,
    }
}

fn last_of(side: Side, records: &[Record]) -> Option<&Departure> {
    records.iter().flat_map(|record| &record.departures).rfind(|departure| departure.packet.from == side)
}

/// How a number of one side's stream comes about: `100 + 1 for the SYN + 10 bytes + 1 for the FIN = 112.`
fn sum(world: &World, side: Side, action: (Side, Call), number: u32, language: &Language) -> Option<String> {
    let connection = world.host(side).current()?;
    let first = connection.tcb.snd().iss;
    let bytes = connection.written
        + if let (of, Call::Write(n)) = action
            && of == side
        {
            n
        } else {
            0
        };
    let used = SeqNumber(number).distance_from(first);
    let words = &language.lessons;
    let sum = match (used.checked_sub(1 + bytes)?, bytes) {
        (0, 0) => words.sum,
        (0, _) => words.sum_bytes,
        (1, 0) => words.sum_fin,
        (1, _) => words.sum_bytes_fin,
        _ => return None,
    };
    Some(say!(language, sum, who = side, first, n = bytes, number))
}

/// What the sequence number of a segment is the number of.
fn what_it_numbers(departure: &Departure, language: &Language) -> &'static str {
    let words = &language.lessons;
    let segment = &departure.segment;
    match () {
        () if segment.has_data() => words.number_of_data,
        () if segment.flags.fin() => words.number_of_fin,
        () => words.number_of_nothing,
    }
}

/// The segments that were counted, in their order.
fn counted(what: SegmentFilter, records: &[Record], language: &Language) -> Option<String> {
    let departures = records.iter().flat_map(|record| &record.departures);
    let sent: Vec<String> =
        departures.filter(|departure| what.counts(departure)).map(|departure| sent(departure, language)).collect();
    (!sent.is_empty()).then(|| say!(language, language.lessons.in_order, segments = &sent.join(", ")))
}

fn sent(departure: &Departure, language: &Language) -> String {
    let segment = Value::Segment(Some(Sent::of(departure))).label(language);
    match departure.segment.data_len() {
        0 => segment,
        n => say!(language, language.lessons.segment_bytes, segment = &segment, n),
    }
}

/// What the call returned, and why.
fn returned(side: Side, action: (Side, Call), records: &[Record], words: &str, language: &Language) -> Option<String> {
    let texts = &language.lessons;
    let record = records.iter().find(|record| record.side == side && matches!(record.kind, EventKind::Call(_)))?;
    let reply = record.outcome.reply.filter(|reply| reply.to_string() == words)?;
    let why = match (reply, action.1) {
        (Reply::Octets(_), Call::Write(_)) => texts.write_returns,
        (Reply::Octets(_), Call::Read(_)) => texts.read_returns,
        (Reply::EndOfFile, _) => texts.end_returns,
        (Reply::Ok, Call::Close | Call::Shutdown | Call::Abort) => texts.close_returns,
        (Reply::Errno(Errno::EPIPE), _) => texts.epipe_returns,
        _ => "",
    };
    let why = if why.is_empty() { describe(record, language) } else { why.to_owned() };
    Some(say!(language, texts.returns, call = action.1, words, why = &why))
}

/// What decided each end's state.
fn both(records: &[Record], language: &Language) -> Option<String> {
    let last = |side: Side| records.iter().rposition(|record| record.side == side && record.before != record.after);
    let mut decisive: Vec<usize> = Side::BOTH.into_iter().filter_map(last).collect();
    decisive.sort_unstable();
    let message: Vec<String> = decisive.into_iter().map(|at| describe(&records[at], language)).collect();
    (!message.is_empty()).then(|| message.join(" "))
}

fn describe(record: &Record, language: &Language) -> String {
    text::sentence(&Headline::of(language, record, Side::LETTERS).to_string())
}
