//! Numbers that the engine knows: a lesson's text names them, `{linux.time_wait}`, and what stands there follows the engine.

use std::time::Duration;

use crate::language::duration;
use crate::tcp::{Profile, Timings};

/// A number of a profile in words; nothing where the profile has none.
type Number = fn(&Timings) -> Option<String>;

/// The names behind the profile's.
const NUMBERS: [(&str, Number); 6] = [
    ("first_rto", |timings| Some(duration(timings.initial_rto))),
    ("time_wait", |timings| Some(duration(timings.time_wait))),
    ("fin_wait_2", |timings| timings.fin_wait_2.map(duration)),
    ("user_timeout", |timings| timings.user_timeout.map(duration)),
    ("syn_gives_up", |timings| Some(duration(gives_up(timings, timings.linear_syns, timings.syn_limit)))),
    ("syn_ack_gives_up", |timings| Some(duration(gives_up(timings, 0, timings.syn_ack_limit)))),
];

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
    Profile::ALL.into_iter().flat_map(|profile| {
        let known = NUMBERS.iter().filter(move |(_, number)| number(&profile.timings).is_some());
        known.map(move |(name, _)| format!("{}.{name}", profile.name()))
    })
}

fn value(name: &str) -> Option<String> {
    let (profile, name) = name.split_once('.')?;
    let (_, number) = NUMBERS.iter().find(|(known, _)| *known == name)?;
    number(&Profile::named(profile)?.timings)
}

/// A text with its numbers. Braces that name no profile are the author's own.
///
/// # Errors
/// The name that no number has.
pub fn filled(text: &str) -> Result<String, String> {
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
        filled.push_str(&value(name).ok_or_else(|| name.to_owned())?);
        rest = &from[name.len() + 2..];
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::{filled, names};

    #[test]
    fn a_number_stands_where_its_name_stood_and_other_braces_stay() {
        assert_eq!(filled("SO_LINGER {1,0} and {linux.time_wait}.").as_deref(), Ok("SO_LINGER {1,0} and 60 s."));
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
}
