//! Numbers that the engine knows: a lesson's text names them, `{linux.time_wait}`, and what stands there follows the engine.

use std::ops::Range;
use std::time::Duration;

use super::written_times::{bare_numbers, times};
use crate::language::{Language, ReadingWords};
use crate::say;
use crate::tcp::{Keepalive, Patience, Profile, Timings};

/// A number of a profile.
struct Number {
    /// Its name behind the profile's.
    name: &'static str,
    /// What it is; nothing where the profile has none.
    of: fn(&Timings) -> Option<Duration>,
    /// What a sentence is about that gives the number: words with bars between them.
    about: fn(&ReadingWords) -> &'static str,
    /// The kernel's setting that holds it, beside which it may stand without a unit.
    setting: &'static str,
}

const fn number(
    name: &'static str,
    of: fn(&Timings) -> Option<Duration>,
    about: fn(&ReadingWords) -> &'static str,
    setting: &'static str,
) -> Number {
    Number { name, of, about, setting }
}

const NUMBERS: [Number; 16] = [
    number("first_rto", |timings| Some(timings.initial_rto), |words| words.about_rto, ""),
    number("min_rto", |timings| Some(timings.min_rto), |words| words.about_rto, ""),
    number("max_rto", |timings| Some(timings.max_rto), |words| words.about_rto, ""),
    number("time_wait", |timings| Some(timings.time_wait), |words| words.about_time_wait, ""),
    number("msl", |timings| Some(timings.time_wait / 2), |words| words.about_msl, ""),
    number("fin_wait_2", |timings| timings.fin_wait_2, |words| words.about_fin_wait_2, "tcp_fin_timeout"),
    number("user_timeout", |timings| timings.user_timeout, |words| words.about_user_timeout, ""),
    number(
        "syn_gives_up",
        |timings| Some(gives_up(timings, timings.linear_syns, timings.syn_limit)),
        |words| words.about_syn,
        "",
    ),
    number(
        "syn_ack_gives_up",
        |timings| Some(gives_up(timings, 0, timings.syn_ack_limit)),
        |words| words.about_syn_ack,
        "",
    ),
    number(
        "data_gives_up",
        |timings| Some(patience(timings, timings.data_limit)),
        |words| words.about_giving_up,
        "tcp_retries2",
    ),
    number("orphan_gives_up", |timings| Some(patience(timings, timings.orphan_limit)), |words| words.about_orphans, ""),
    number("delayed_ack", |timings| Some(timings.delayed_ack), |words| words.about_delayed_ack, ""),
    number("delayed_ack_most", |timings| Some(timings.delayed_ack_most), |words| words.about_delayed_ack, ""),
    number("keepalive_time", |_| Some(Keepalive::USUAL.idle), |words| words.about_keepalive, "tcp_keepalive_time"),
    number(
        "keepalive_interval",
        |_| Some(Keepalive::USUAL.interval),
        |words| words.about_keepalive,
        "tcp_keepalive_intvl",
    ),
    number("keepalive_gives_up", |_| Some(silence(Keepalive::USUAL)), |words| words.about_keepalive, ""),
];

/// Behind a name: its number in seconds, as the kernel's settings have it.
const IN_SECONDS: &str = ".s";

/// How a sentence names a profile.
const NAMED: [(&str, &str); 2] = [("linux", "Linux"), ("rfc9293", "RFC")];

/// A duration as a sentence says it: `60 seconds`, `4 minutes`, `200 ms`, rounded to what is worth saying.
fn prose(time: Duration, language: &Language) -> String {
    let (words, milliseconds) = (&language.reading, time.as_millis());
    let seconds = milliseconds.saturating_add(500) / 1000;
    let n = |n: u128| u32::try_from(n).unwrap_or(u32::MAX);
    match seconds {
        _ if milliseconds < 1000 => say!(language, words.milliseconds, n = n(milliseconds)),
        7200.. if seconds.is_multiple_of(3600) => say!(language, words.hours, n = n(seconds / 3600)),
        120.. if seconds.is_multiple_of(60) => say!(language, words.minutes, n = n(seconds / 60)),
        600.. if !milliseconds.is_multiple_of(1000) => say!(language, words.minutes, n = n(seconds / 60)),
        _ => say!(language, words.seconds, n = n(seconds)),
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

/// How long data or a FIN is tried: a time, or so many waits that begin with the least one.
fn patience(timings: &Timings, patience: Patience) -> Duration {
    match patience {
        Patience::Time(time) => time,
        Patience::Tries(limit) => gives_up(timings, 0, limit),
    }
}

/// How long a peer may be silent before keepalive gives it up.
fn silence(keepalive: Keepalive) -> Duration {
    keepalive.idle + keepalive.interval * u32::from(keepalive.probes)
}

/// All names: `linux.time_wait`.
pub fn names() -> impl Iterator<Item = String> {
    known().map(|(profile, number, _)| format!("{profile}.{}", number.name))
}

/// The profile, the number's declaration, and the number.
fn known() -> impl Iterator<Item = (&'static str, &'static Number, Duration)> {
    Profile::ALL.into_iter().flat_map(|profile| {
        let of = move |number: &'static Number| Some((profile.name(), number, (number.of)(&profile.timings)?));
        NUMBERS.iter().filter_map(of)
    })
}

fn value(name: &str, language: &Language) -> Option<String> {
    let (profile, name) = name.split_once('.')?;
    let (name, in_seconds) = name.strip_suffix(IN_SECONDS).map_or((name, false), |name| (name, true));
    let (.., number) = known().find(|(of, known, _)| (*of, known.name) == (profile, name))?;
    let seconds = u32::try_from((number.as_millis() + 500) / 1000).unwrap_or(u32::MAX);
    Some(if in_seconds { say!(language, language.reading.short_seconds, n = seconds) } else { prose(number, language) })
}

/// A number that has a name and stands in a text without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bare {
    /// Where it stands.
    pub place: Range<usize>,
    /// The name to write.
    pub name: String,
    /// Whether the sentence says itself which TCP it is about.
    pub named: bool,
}

/// Where a text gives numbers that have a name: in a sentence that says what it is about, and which TCP, or else is about `profile`.
pub fn bare(text: &str, profile: &str, language: &Language) -> Vec<Bare> {
    let (mut from, mut found) = (0, Vec::<Bare>::new());
    for sentence in sentences(text) {
        let named = |of: &str| NAMED.iter().any(|(known, word)| *known == of && sentence.contains(word));
        let any_named = NAMED.iter().any(|(known, _)| named(known));
        let fits = |of: &str| if any_named { named(of) } else { of == profile };
        for (of, number, time) in known().filter(|(of, ..)| fits(of)) {
            let Some(place) = written(sentence, number, time, language) else { continue };
            let place = from + place.start..from + place.end;
            if !found.iter().any(|earlier| earlier.place == place) {
                found.push(Bare { place, name: format!("{of}.{}", number.name), named: any_named });
            }
        }
        from += sentence.len();
    }
    found
}

/// Where a sentence that is about this number gives it, in whatever form.
fn written(sentence: &str, number: &Number, time: Duration, language: &Language) -> Option<Range<usize>> {
    let words = &language.reading;
    let set = !number.setting.is_empty() && sentence.contains(number.setting.trim_start_matches("tcp_"));
    if !set && !(number.about)(words).split('|').any(|word| sentence.contains(word)) {
        return None;
    }
    // `924 s` is as good as `924.6 s`, and both as good as what the name would say.
    let said = times(&prose(time, language), words).pop().map(|said| said.value);
    let seconds = Duration::from_secs(time.as_secs());
    let same = |written: Duration| [Some(time), said, Some(seconds)].contains(&Some(written)) && !written.is_zero();
    let in_words = times(sentence, words).into_iter().find(|found| same(found.value)).map(|found| found.place);
    in_words.or_else(|| {
        let numbers = bare_numbers(sentence, words).into_iter();
        numbers.filter(|_| set).find(|found| same(Duration::from_secs(found.value))).map(|found| found.place)
    })
}

/// The sentences of a text, with what ends them: a point within a number ends none.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let ends = |(at, c): &(usize, char)| ".?!;".contains(*c) && !rest[at + 1..].starts_with(char::is_alphanumeric);
        let end = rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at + 1);
        let (sentence, more) = rest.split_at(end);
        rest = more;
        Some(sentence).filter(|sentence| !sentence.is_empty())
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
    use super::{Bare, bare, names};
    use crate::language::ENGLISH;

    fn filled(text: &str) -> Result<String, String> {
        super::filled(text, &ENGLISH)
    }

    #[test]
    fn a_number_stands_where_its_name_stood_and_other_braces_stay() {
        assert_eq!(filled("SO_LINGER {1,0} and {linux.time_wait}.").as_deref(), Ok("SO_LINGER {1,0} and 60 seconds."));
        assert_eq!(filled("{rfc9293.time_wait}, {linux.syn_gives_up}").as_deref(), Ok("4 minutes, 131 seconds"));
        assert_eq!(filled("{linux.keepalive_time}, {linux.keepalive_time.s}").as_deref(), Ok("2 hours, 7200 s"));
        assert_eq!(filled("{linux.min_rto}, {linux.data_gives_up.s}").as_deref(), Ok("200 ms, 925 s"));
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
    fn the_page_for_authors_lists_every_name() {
        let page = include_str!("../../lessons/README.md");
        for name in names() {
            let name = name.rsplit('.').next().unwrap_or_default();
            assert!(page.contains(&format!("`{name}`")) || page.contains(&format!(".{name}}}`")), "{name}");
        }
    }

    #[test]
    fn a_bare_number_is_found_where_the_sentence_says_whose_it_is() {
        let text = "It waits. On Linux TIME_WAIT lasts 60 seconds, always.";
        let name = "linux.time_wait".to_owned();
        assert_eq!(bare(text, "rfc9293", &ENGLISH), [Bare { place: 35..45, name, named: true }]);
        for text in [
            "On Linux it lasts 60 seconds.",
            "Linux. TIME_WAIT lasts 60 seconds.",
            "TIME_WAIT on Linux: {linux.time_wait}.",
            "On Linux TIME_WAIT was 61 seconds ago, and 60 segments.",
        ] {
            assert_eq!(bare(text, "rfc9293", &ENGLISH), [], "{text}");
        }
        let of_the_lesson = bare("Linux. TIME_WAIT lasts 60 seconds.", "linux", &ENGLISH);
        assert_eq!(of_the_lesson.len(), 1);
        assert_eq!((of_the_lesson[0].name.as_str(), of_the_lesson[0].named), ("linux.time_wait", false));
    }

    #[test]
    fn a_bare_number_is_found_however_it_is_written() {
        for (text, name) in [
            ("On Linux TIME_WAIT lasts a minute.", "linux.time_wait"),
            ("On Linux TIME_WAIT lasts sixty seconds.", "linux.time_wait"),
            ("On Linux TIME_WAIT lasts 60 s.", "linux.time_wait"),
            ("By the RFC TIME_WAIT is 240 s long.", "rfc9293.time_wait"),
            ("By the RFC 2 MSL are four minutes.", "rfc9293.time_wait"),
            ("By the RFC the MSL is two minutes.", "rfc9293.msl"),
            ("On Linux tcp_fin_timeout is 60.", "linux.fin_wait_2"),
            ("On Linux fin_timeout 60 is the default.", "linux.fin_wait_2"),
            ("Linux gives up on data after 15 minutes.", "linux.data_gives_up"),
            ("Linux gives up after a quarter of an hour.", "linux.data_gives_up"),
            ("Linux gives up after 924 s.", "linux.data_gives_up"),
            ("Linux gives up after 924.6 s.", "linux.data_gives_up"),
            ("A delayed ACK of the RFC's TCP waits 200 ms here.", "rfc9293.delayed_ack"),
            ("A delayed ACK waits 200ms on Linux at the most.", "linux.delayed_ack_most"),
            ("After tcp_keepalive_time, 7200 on Linux, it asks.", "linux.keepalive_time"),
            ("With keepalive Linux asks after two hours.", "linux.keepalive_time"),
            ("With keepalive Linux asks after 2 h.", "linux.keepalive_time"),
            ("Linux repeats a SYN,ACK and drops it after 63 s.", "linux.syn_ack_gives_up"),
            ("Linux repeats its SYN and ends it at 131 s.", "linux.syn_gives_up"),
            ("Linux tries for 102 s as an orphan.", "linux.orphan_gives_up"),
        ] {
            let found: Vec<String> = bare(text, "rfc9293", &ENGLISH).into_iter().map(|found| found.name).collect();
            assert_eq!(found, [name], "{text}");
        }
    }
}
