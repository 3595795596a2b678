//! Why a fresh question's answer is what it is, from what happened on the copy: where a number comes from, what a call returned, which
//! segment decided.

use super::super::goal::What;
use super::super::messages::ENGLISH;
use super::super::predict::{Predict, Value};
use super::super::sent::Sent;
use crate::narrate::Headline;
use crate::sim::{Call, Departure, Happening, Record, Side, World};
use crate::tcp::{Errno, Reply, SeqNumber};
use crate::text;

/// The answer explained; nothing if it cannot be. `worlds`: before the call, and when all is over.
pub fn explained(
    predict: Predict,
    worlds: (&World, &World),
    action: (Side, Call),
    records: &[Record],
    answer: &Value,
) -> Option<String> {
    match (predict, answer) {
        (Predict::Seq(side), Value::Number(number)) => {
            let departure = last_of(side, records)?;
            let sum = sum(worlds.0, side, action, *number)?;
            let what = what_it_numbers(departure);
            Some(format!("{sum} {what}"))
        }
        (Predict::Ack(side), Value::Number(number)) => {
            let sum = sum(worlds.0, side.other(), action, *number)?;
            Some(format!("{sum} {}", ENGLISH.next_expected.replace("{side}", side.letter())))
        }
        (Predict::Count(what), Value::Number(_)) => counted(what, records),
        (Predict::Returns(side), Value::Returns(words)) => returned(side, action, records, words),
        (Predict::State(side) | Predict::Sockets(side, _), _) => {
            records.iter().rfind(|record| record.side == side && record.before != record.after).map(told)
        }
        (Predict::Pair, _) => both(records),
        (Predict::NextSegment, _) => records.iter().find(|record| !record.departures.is_empty()).map(told),
        _ => None,
    }
}

fn last_of(side: Side, records: &[Record]) -> Option<&Departure> {
    records.iter().flat_map(|record| &record.departures).rfind(|departure| departure.packet.from == side)
}

/// How a number of one side's stream comes about: `100 + 1 for the SYN + 10 bytes + 1 for the FIN = 112.`
fn sum(world: &World, side: Side, action: (Side, Call), number: u32) -> Option<String> {
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
    let used = SeqNumber(number).since(first);
    let fin = match used.checked_sub(1 + bytes) {
        Some(0) => "",
        Some(1) => ENGLISH.for_the_fin,
        _ => return None,
    };
    let bytes = match bytes {
        0 => String::new(),
        1 => ENGLISH.one_byte.to_owned(),
        bytes => ENGLISH.bytes.replace("{n}", &bytes.to_string()),
    };
    let sum = ENGLISH.sum.replace("{first}", &first.0.to_string()).replace("{bytes}", &bytes).replace("{fin}", fin);
    Some(sum.replace("{number}", &number.to_string()).replace("{side}", side.letter()))
}

/// What the sequence number of a segment is the number of.
fn what_it_numbers(departure: &Departure) -> &'static str {
    let segment = &departure.segment;
    match () {
        () if !segment.payload.is_empty() => ENGLISH.number_of_data,
        () if segment.flags.fin() => ENGLISH.number_of_fin,
        () => ENGLISH.number_of_nothing,
    }
}

/// The segments that were counted, in their order.
fn counted(what: What, records: &[Record]) -> Option<String> {
    let sent: Vec<String> = records
        .iter()
        .flat_map(|record| &record.departures)
        .filter(|departure| what.counts(departure))
        .map(sent)
        .collect();
    match sent.len() {
        0 => None,
        _ => Some(format!("{}: {}.", ENGLISH.in_order, sent.join(", "))),
    }
}

fn sent(departure: &Departure) -> String {
    let label = Value::Segment(Some(Sent::of(departure))).label();
    match departure.segment.data_len() {
        0 => label,
        bytes => format!("{label} ({bytes} bytes)"),
    }
}

/// What the call returned, and why.
fn returned(side: Side, action: (Side, Call), records: &[Record], words: &str) -> Option<String> {
    let record = records.iter().find(|record| record.side == side && matches!(record.happening, Happening::Call(_)))?;
    let reply = record.outcome.reply.filter(|reply| reply.to_string() == words)?;
    let why = match (reply, action.1) {
        (Reply::Octets(_), Call::Write(_)) => ENGLISH.write_returns,
        (Reply::Octets(_), Call::Read(_)) => ENGLISH.read_returns,
        (Reply::EndOfFile, _) => ENGLISH.end_returns,
        (Reply::Ok, Call::Close | Call::Shutdown | Call::Abort) => ENGLISH.close_returns,
        (Reply::Errno(Errno::EPIPE), _) => ENGLISH.epipe_returns,
        _ => "",
    };
    let why = if why.is_empty() { told(record) } else { why.to_owned() };
    Some(format!("`{}` returns `{words}`. {why}", action.1))
}

/// What decided each end's state.
fn both(records: &[Record]) -> Option<String> {
    let last = |side: Side| records.iter().rposition(|record| record.side == side && record.before != record.after);
    let mut decisive: Vec<usize> = Side::BOTH.into_iter().filter_map(last).collect();
    decisive.sort_unstable();
    let told: Vec<String> = decisive.into_iter().map(|at| told(&records[at])).collect();
    (!told.is_empty()).then(|| told.join(" "))
}

fn told(record: &Record) -> String {
    text::sentence(&Headline::of(&crate::language::ENGLISH, record, Side::LETTERS).to_string())
}
