//! What sets a profile apart from RFC 9293, for printing.

use crate::language::{Language, Slot, append, duration};
use crate::say;
use crate::tcp::{Patience, Profile, RuleId, Timings};
use std::time::Duration;

/// All differences of a profile from RFC 9293: behaviour first, times second; plain text with line breaks.
#[must_use]
pub fn differences(language: &Language, profile: &Profile) -> String {
    let name = ("name", Slot::Text(profile.name()));
    let count = profile.differences().count();
    let mut out = if count == 0 {
        language.filled(language.narration.profile_none, &[name])
    } else {
        language.filled(
            language.narration.profile_some,
            &[name, ("n", Slot::Number(u32::try_from(count).unwrap_or(u32::MAX)))],
        )
    };
    out.push('\n');
    for difference in profile.differences() {
        out.push('\n');
        append(&mut out, difference);
        out.push('\n');
    }
    times(language, profile, &mut out);
    if count == 0 {
        elsewhere(language, &mut out);
    }
    out
}

/// What other TCPs do where the text leaves a choice, and what is done here.
fn elsewhere(language: &Language, out: &mut String) {
    let words = &language.narration;
    out.push('\n');
    out.push_str(words.profile_elsewhere);
    out.push('\n');
    for place in &language.elsewhere {
        append(out, format_args!("\n{}\n", place.name));
        for (template, text) in [(words.profile_others, place.others), (words.profile_here, place.here)] {
            language.fill(out, template, &[("text", Slot::Text(text))]);
            out.push('\n');
        }
    }
}

fn times(language: &Language, profile: &Profile, out: &mut String) {
    let rfc = Profile::rfc9293();
    let rows = rows(language, profile);
    let differing: Vec<_> =
        rows.iter().zip(self::rows(language, &rfc)).filter(|(ours, theirs)| ours.1 != theirs.1).collect();
    if differing.is_empty() {
        return;
    }
    out.push('\n');
    out.push_str(language.narration.profile_timings);
    out.push('\n');
    for ((what, ours), (_, theirs)) in differing {
        let theirs = say!(language, language.narration.profile_theirs, name = rfc.name(), theirs = &theirs);
        append(out, format_args!("  {what:<38} {ours} {theirs}\n"));
    }
}

fn rows(language: &Language, profile: &Profile) -> [(&'static str, String); 15] {
    let timings = &profile.timings;
    let limit = |limit: Option<Duration>| limit.map_or_else(|| language.narration.no_limit.to_owned(), duration);
    [
        (language.narration.time_initial_rto, duration(timings.initial_rto)),
        (language.narration.time_min_rto, least_rto(language, profile)),
        (language.narration.time_max_rto, duration(timings.max_rto)),
        (language.narration.time_time_wait, duration(timings.time_wait)),
        (language.narration.time_fin_wait_2, limit(timings.fin_wait_2)),
        (language.narration.time_user_timeout, limit(timings.user_timeout)),
        (language.narration.time_delayed_ack, ack_wait(language, timings)),
        (language.narration.tries_syn, timings.syn_limit.to_string()),
        (language.narration.tries_syn_ack, timings.syn_ack_limit.to_string()),
        (language.narration.tries_data, patience(language, timings.data_limit)),
        (language.narration.tries_orphan, patience(language, timings.orphan_limit)),
        (language.narration.tries_probes, timings.probe_limit.to_string()),
        (language.narration.tries_probes_orphan, timings.orphan_probe_limit.to_string()),
        (language.narration.tries_linear, timings.linear_syns.to_string()),
        (language.narration.time_isn_tick, isn_tick(language, timings)),
    ]
}

fn least_rto(language: &Language, profile: &Profile) -> String {
    let least = profile.timings.min_rto;
    if profile.follows(RuleId::LinuxRtoFloor) {
        language.filled(language.narration.above_round_trip, &[("time", Slot::Time(least))])
    } else {
        duration(least)
    }
}

fn ack_wait(language: &Language, timings: &Timings) -> String {
    let (usual, most) = (timings.delayed_ack, timings.delayed_ack_most);
    if usual == most {
        duration(usual)
    } else {
        language.filled(language.narration.between, &[("time", Slot::Time(usual)), ("most", Slot::Time(most))])
    }
}

fn isn_tick(language: &Language, timings: &Timings) -> String {
    let nanoseconds = u32::try_from(timings.isn_tick.as_nanos()).unwrap_or(u32::MAX);
    language.filled(language.narration.nanoseconds, &[("n", Slot::Number(nanoseconds))])
}

fn patience(language: &Language, patience: Patience) -> String {
    match patience {
        Patience::Tries(n) => language.filled(language.narration.tries, &[("n", Slot::Number(u32::from(n)))]),
        Patience::Time(time) => language.filled(language.narration.patience_time, &[("time", Slot::Time(time))]),
    }
}
