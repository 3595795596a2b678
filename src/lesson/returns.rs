//! What calls return: at once, or when what they wait for has come.

use super::parse_error::ParseError;
use super::vocabulary::Word;
use crate::sim::{EventKind, Record, Side};
use crate::tcp::{CallError, Errno, Icmp, Reply, Signal, State};

/// The errnos that a call can return.
const ERRNOS: [Errno; 18] = [
    Errno::EADDRINUSE,
    Errno::EADDRNOTAVAIL,
    Errno::EAGAIN,
    Errno::EALREADY,
    Errno::EBADF,
    Errno::ECONNREFUSED,
    Errno::ECONNRESET,
    Errno::EHOSTUNREACH,
    Errno::EINPROGRESS,
    Errno::EINVAL,
    Errno::EISCONN,
    Errno::EMFILE,
    Errno::ENETUNREACH,
    Errno::ENOPROTOOPT,
    Errno::ENOTCONN,
    Errno::EOPNOTSUPP,
    Errno::EPIPE,
    Errno::ETIMEDOUT,
];

/// The words in which RFC 9293 refuses a call.
const ERRORS: [CallError; 9] = [
    CallError::DoesNotExist,
    CallError::AlreadyExists,
    CallError::RemoteUnspecified,
    CallError::InsufficientResources,
    CallError::ConnectionClosing,
    CallError::Closing,
    CallError::ConnectionReset,
    CallError::IllegalForProcess,
    CallError::QuietTime,
];

/// How RFC 9293 tells its user of an end that no call of its own brought about.
const ENDS: [Signal; 5] = [
    Signal::Reset(State::Established),
    Signal::Refused,
    Signal::UserTimeout,
    Signal::TimedOut,
    Signal::Unreachable(Icmp::Host),
];

/// What RFC 9293 puts before an error.
const PREFIX: &str = "error: ";

/// What a side's calls came to last: what the application's lane shows last.
pub(super) fn last_return(side: Side, records: &[Record]) -> Option<String> {
    records.iter().filter(|record| record.side == side).filter_map(returned).next_back()
}

/// Whether a call that gets this has only begun, and returns something else later.
pub(super) fn is_in_progress(returned: &str) -> bool {
    [Reply::Errno(Errno::EAGAIN), Reply::Errno(Errno::EINPROGRESS), Reply::Queued]
        .iter()
        .any(|begun| begun.to_string() == returned)
}

/// What a call returns with this record: the one that is made, or one that waited.
fn returned(record: &Record) -> Option<String> {
    match &record.kind {
        EventKind::Call(_) | EventKind::AppCall(_) | EventKind::Socket | EventKind::Accept | EventKind::AppAccept => {
            record.outcome.reply.map(|reply| reply.to_string())
        }
        _ => end_of_waiting(record),
    }
}

/// What a call that waited returns: data, success, or why it failed.
fn end_of_waiting(record: &Record) -> Option<String> {
    let outcome = &record.outcome;
    let signal = outcome.signals.iter().rev().find(|signal| **signal != Signal::PeerClosing);
    let octets = u32::try_from(outcome.delivered.len()).ok().filter(|octets| *octets > 0);
    match (outcome.errno, signal, octets) {
        (Some(errno), _, _) => Some(errno.to_string()),
        (None, Some(signal), _) => Some(signal.text().to_owned()),
        (None, None, Some(octets)) => Some(Reply::Octets(octets).to_string()),
        (None, None, None) => None,
    }
}

/// Reads what a call can return: the exact words, in any case; the RFC's with or without `error:`.
pub(super) fn parse_returns(word: Word<'_>) -> Result<String, ParseError> {
    let text = word.text();
    if let Ok(octets) = text.parse::<u32>() {
        return Ok(octets.to_string());
    }
    let errnos = ERRNOS.map(|errno| errno.to_string());
    let words = ["ok", "queued"].into_iter().chain(errnos.iter().map(String::as_str));
    let words: Vec<&str> = words.chain(ERRORS.map(CallError::text)).chain(ENDS.map(Signal::text)).collect();
    let found = |text: &str| words.iter().find(|word| word.eq_ignore_ascii_case(text));
    if let Some(word) = found(text).or_else(|| found(&format!("{PREFIX}{text}"))) {
        return Ok((*word).to_owned());
    }
    let sentences = (word.sentences().not_returned, word.sentences().not_returned_known);
    Err(word.unknown(sentences, words.iter().copied(), |language| language.listed(words.iter().copied())))
}

/// What somebody might take for it instead, the likeliest first. `connects`: a `connect()` waits.
pub(super) fn plausible_returns(answer: &str, linux: bool, connects: bool) -> &'static [&'static str] {
    match answer {
        "EMFILE" | "EINVAL" => &["EMFILE", "EAGAIN", "EINVAL", "ok"],
        "ECONNREFUSED" | "ETIMEDOUT" | "EINPROGRESS" | "EHOSTUNREACH" => {
            &["ECONNREFUSED", "ETIMEDOUT", "ok", "ECONNRESET"]
        }
        "ok" if linux && connects => &["ECONNREFUSED", "ETIMEDOUT", "ECONNRESET", "EAGAIN"],
        _ if linux || is_errno(answer) => &["ok", "0", "EPIPE", "ECONNRESET"],
        _ if connects => {
            const { &["ok", CallError::ConnectionReset.text(), Signal::TimedOut.text(), Signal::Refused.text()] }
        }
        _ => const { &["ok", "queued", CallError::ConnectionClosing.text(), CallError::ConnectionReset.text()] },
    }
}

fn is_errno(word: &str) -> bool {
    ERRNOS.iter().any(|errno| errno.to_string() == word)
}
