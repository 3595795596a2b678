//! What sets a profile apart from RFC 9293, for printing.

use super::phrase::{Slot, T, append, filled};
use crate::language::duration;
use crate::tcp::{Profile, Timings};
use std::time::Duration;

/// All differences of a profile from RFC 9293: behaviour first, times second; plain text with line breaks.
#[must_use]
pub fn differences(profile: &Profile) -> String {
    let name = ("name", Slot::Text(profile.name()));
    let count = profile.differences().count();
    let mut out = if count == 0 {
        filled(T.profile_none, &[name])
    } else {
        filled(T.profile_some, &[name, ("n", Slot::Number(u32::try_from(count).unwrap_or(u32::MAX)))])
    };
    out.push('\n');
    for difference in profile.differences() {
        out.push('\n');
        append(&mut out, difference);
        out.push('\n');
    }
    times(&profile.timings, &mut out);
    out
}

fn times(timings: &Timings, out: &mut String) {
    let rfc = Profile::rfc9293().timings;
    let rows = rows(timings);
    let differing: Vec<_> = rows.iter().zip(self::rows(&rfc)).filter(|(ours, theirs)| ours.1 != theirs.1).collect();
    if differing.is_empty() {
        return;
    }
    out.push('\n');
    out.push_str(T.profile_timings);
    out.push('\n');
    for ((what, ours), (_, theirs)) in differing {
        append(out, format_args!("  {what:<38} {ours} (RFC 9293: {theirs})\n"));
    }
}

fn rows(timings: &Timings) -> [(&'static str, String); 12] {
    let limit = |limit: Option<Duration>| limit.map_or_else(|| T.no_limit.to_owned(), duration);
    [
        (T.time_initial_rto, duration(timings.initial_rto)),
        (T.time_min_rto, duration(timings.min_rto)),
        (T.time_max_rto, duration(timings.max_rto)),
        (T.time_time_wait, duration(timings.time_wait)),
        (T.time_fin_wait_2, limit(timings.fin_wait_2)),
        (T.time_user_timeout, limit(timings.user_timeout)),
        (T.time_delayed_ack, duration(timings.delayed_ack)),
        (T.tries_syn, timings.syn_limit.to_string()),
        (T.tries_syn_ack, timings.syn_ack_limit.to_string()),
        (T.tries_data, timings.data_limit.to_string()),
        (T.tries_orphan, timings.orphan_limit.to_string()),
        (T.tries_linear, timings.linear_syns.to_string()),
    ]
}
