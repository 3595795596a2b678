//! What sets a profile apart from RFC 9293, for printing.

use crate::language::{Language, Slot, append, duration};
use crate::say;
use crate::tcp::{Profile, Timings};
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
    times(language, &profile.timings, &mut out);
    out
}

fn times(language: &Language, timings: &Timings, out: &mut String) {
    let rfc = Profile::rfc9293();
    let rows = rows(language, timings);
    let differing: Vec<_> =
        rows.iter().zip(self::rows(language, &rfc.timings)).filter(|(ours, theirs)| ours.1 != theirs.1).collect();
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

fn rows(language: &Language, timings: &Timings) -> [(&'static str, String); 12] {
    let limit = |limit: Option<Duration>| limit.map_or_else(|| language.narration.no_limit.to_owned(), duration);
    [
        (language.narration.time_initial_rto, duration(timings.initial_rto)),
        (language.narration.time_min_rto, duration(timings.min_rto)),
        (language.narration.time_max_rto, duration(timings.max_rto)),
        (language.narration.time_time_wait, duration(timings.time_wait)),
        (language.narration.time_fin_wait_2, limit(timings.fin_wait_2)),
        (language.narration.time_user_timeout, limit(timings.user_timeout)),
        (language.narration.time_delayed_ack, duration(timings.delayed_ack)),
        (language.narration.tries_syn, timings.syn_limit.to_string()),
        (language.narration.tries_syn_ack, timings.syn_ack_limit.to_string()),
        (language.narration.tries_data, timings.data_limit.to_string()),
        (language.narration.tries_orphan, timings.orphan_limit.to_string()),
        (language.narration.tries_linear, timings.linear_syns.to_string()),
    ]
}
