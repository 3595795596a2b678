//! Numbers that the engine knows: a lesson's text names them, `{linux.time_wait}`, and what stands there follows the engine.

use std::ops::Range;
use std::time::Duration;

use crate::language::Language;
use crate::say;
use crate::tcp::{Profile, Timings};

/// A number of a profile; nothing where the profile has none.
type Number = fn(&Timings) -> Option<Duration>;

/// The names behind the profile's, and what a sentence is about that gives the number.
const NUMBERS: [(&str, Number, &[&str]); 6] = [
    ("first_rto", |timings| Some(timings.initial_rto), &[]),
    ("time_wait", |timings| Some(timings.time_wait), &["TIME_WAIT", "2 MSL"]),
    ("fin_wait_2", |timings| timings.fin_wait_2, &["FIN_WAIT_2", "orphan"]),
    ("user_timeout", |timings| timings.user_timeout, &["timeout"]),
    ("syn_gives_up", |timings| Some(gives_up(timings, timings.linear_syns, timings.syn_limit)), &["SYN"]),
    ("syn_ack_gives_up", |timings| Some(gives_up(timings, 0, timings.syn_ack_limit)), &["SYN,ACK"]),
];

/// How a sentence names a profile.
const NAMED: [(&str, &str); 2] = [("linux", "Linux"), ("rfc9293", "RFC")];

/// A duration as a sentence says it: `60 seconds`, `4 minutes`, rounded to whole seconds.
fn prose(time: Duration, language: &Language) -> String {
    let (words, seconds) = (&language.reading, time.as_millis().saturating_add(500) / 1000);
    let n = |per: u128| u32::try_from(seconds / per).unwrap_or(u32::MAX);
    match seconds {
        7200.. if seconds.is_multiple_of(3600) => say!(language, words.hours, n = n(3600)),
        120.. if seconds.is_multiple_of(60) => say!(language, words.minutes, n = n(60)),
        _ => say!(language, words.seconds, n = n(1)),
    }
}

/// When a first segment that nobody answers is given up: `linear` retransmissions wait as long as the first, then the waits double.
fn gives_up(timings: &Timings, linear: u8, limit: u8) -> Duration {
    let (mut wait, mut end) = (timings.initial_rto, Duration::ZERO);
    for nth in 0..=limit {
        end += wait;
        wait = if nth < linear { wait } else { (wait * 2).min(timings.max_rto) };
    }
    end
}

/// All names: `linux.time_wait`.
pub fn names() -> impl Iterator<Item = String> {
    known().map(|(profile, name, ..)| format!("{profile}.{name}"))
}

/// The profile, the name, the number and what it is about.
fn known() -> impl Iterator<Item = (&'static str, &'static str, Duration, &'static [&'static str])> {
    Profile::ALL.into_iter().flat_map(|profile| {
        let of = move |(name, number, about): &(&'static str, Number, &'static [&'static str])| {
            Some((profile.name(), *name, number(&profile.timings)?, *about))
        };
        NUMBERS.iter().filter_map(of)
    })
}

fn value(name: &str, language: &Language) -> Option<String> {
    let (profile, name) = name.split_once('.')?;
    let (.., number, _) = known().find(|(of, known, ..)| (*of, *known) == (profile, name))?;
    Some(prose(number, language))
}

/// Where a text gives a number that has a name, and the name: in a sentence that says which TCP it is about, and what.
pub fn bare(text: &str, language: &Language) -> Option<(Range<usize>, String)> {
    let mut from = 0;
    text.split_inclusive(['.', '?', '!', ';']).find_map(|sentence| {
        let start = from;
        from += sentence.len();
        let says = |word: &&str| sentence.contains(*word);
        let fits = |profile: &str, about: &[&str]| {
            NAMED.iter().any(|(of, named)| *of == profile && says(named)) && about.iter().any(says)
        };
        known().filter(|(profile, _, _, about)| fits(profile, about)).find_map(|(profile, name, number, _)| {
            let written = prose(number, language);
            let at = start + sentence.find(&written)?;
            Some((at..at + written.len(), format!("{profile}.{name}")))
        })
    })
}

/// A text with its numbers. Braces that name no profile are the author's own.
///
/// # Errors
/// The name that no number has.
pub fn filled(text: &str, language: &Language) -> Result<String, String> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        filled.push_str(before);
        let name = from[1..].split_once('}').map(|(name, _)| name);
        let names_profile = |name: &&str| {
            Profile::NAMES.iter().any(|profile| name.split_once('.').is_some_and(|(of, _)| of == *profile))
        };
        let Some(name) = name.filter(names_profile) else {
            filled.push('{');
            rest = &from[1..];
            continue;
        };
        filled.push_str(&value(name, language).ok_or_else(|| name.to_owned())?);
        rest = &from[name.len() + 2..];
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::{bare, names};
    use crate::language::ENGLISH;

    fn filled(text: &str) -> Result<String, String> {
        super::filled(text, &ENGLISH)
    }

    #[test]
    fn a_number_stands_where_its_name_stood_and_other_braces_stay() {
        assert_eq!(filled("SO_LINGER {1,0} and {linux.time_wait}.").as_deref(), Ok("SO_LINGER {1,0} and 60 seconds."));
        assert_eq!(filled("{rfc9293.time_wait}, {linux.syn_gives_up}").as_deref(), Ok("4 minutes, 131 seconds"));
        assert_eq!(filled("awk '{print $1}' {").as_deref(), Ok("awk '{print $1}' {"));
        assert_eq!(filled("{linux.time_weight}"), Err("linux.time_weight".to_owned()));
        // RFC 9293 has no timer there.
        assert_eq!(filled("{rfc9293.fin_wait_2}"), Err("rfc9293.fin_wait_2".to_owned()));
    }

    #[test]
    fn every_name_has_a_number() {
        for name in names() {
            assert!(filled(&format!("{{{name}}}")).is_ok_and(|text| !text.is_empty()), "{name}");
        }
    }

    #[test]
    fn a_bare_number_is_found_where_the_sentence_says_whose_it_is() {
        let text = "It waits. On Linux TIME_WAIT lasts 60 seconds, always.";
        assert_eq!(bare(text, &ENGLISH), Some((35..45, "linux.time_wait".to_owned())));
        for text in [
            "On Linux it lasts 60 seconds.",
            "Linux. TIME_WAIT lasts 60 seconds.",
            "TIME_WAIT on Linux: {linux.time_wait}.",
        ] {
            assert_eq!(bare(text, &ENGLISH), None, "{text}");
        }
    }
}
