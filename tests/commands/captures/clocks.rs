//! The clocks of captures: wrong, running backwards, of the year 1900 or 2106, and as far apart as numbers go.

use super::made::{CONVERSATION, packet, pcap, pcapng};
use crate::support::fuzzed::captures::any_bytes;
use crate::support::fuzzed::wire::{dissect, judge};

/// 1900, 1970, 2106, 2262, and where numbers end, as seconds that an interface adds.
const OFFSETS: [i64; 7] = [i64::MIN, -2_208_988_800, 0, 4_294_967_296, 9_223_372_036, i64::MAX / 2, i64::MAX];

fn look_at(file: &[u8]) {
    dissect(file);
    judge(file);
    any_bytes(file);
}

#[test]
fn clocks_of_any_year_that_contradict_each_other_break_nothing() {
    for first in 0..OFFSETS.len() {
        for second in 0..OFFSETS.len() {
            for third in 0..OFFSETS.len() {
                let clocks = [first, second, third].map(|which| (6, OFFSETS[which]));
                let packets = (0_u32..).zip(CONVERSATION);
                let packets = packets.map(|(at, (is_a, numbers, flags))| (at % 3, 0, packet(is_a, numbers, flags)));
                look_at(&pcapng(&clocks, &packets.collect::<Vec<_>>()));
            }
        }
    }
}

#[test]
fn a_clock_that_runs_backwards_stands_still_or_jumps_breaks_nothing() {
    type Tick = fn(u64) -> u64;
    const TIMES: [Tick; 6] = [
        |_| 0,
        |_| u64::MAX,
        |at| u64::MAX - at * 1_000_000,
        |at| if at % 2 == 0 { 0 } else { u64::MAX },
        |at| 1_800_000_000_000_000 - at * 3_600_000_000,
        |at| if at == 4 { 0 } else { 1_800_000_000_000_000 + at },
    ];
    for time in TIMES {
        // Microseconds, whole seconds, nanoseconds, and ticks of which there are too many in a second.
        for resolution in [0, 6, 9, 127, 128, 191, 255] {
            let packets = (0_u64..).zip(CONVERSATION);
            let packets = packets.map(|(at, (is_a, numbers, flags))| (0, time(at), packet(is_a, numbers, flags)));
            look_at(&pcapng(&[(resolution, 0)], &packets.collect::<Vec<_>>()));
        }
    }
}

#[test]
fn the_last_second_that_a_pcap_file_can_write_is_told_as_the_year_2106() {
    let mut file = pcap(&CONVERSATION.map(|(is_a, numbers, flags)| (40, packet(is_a, numbers, flags))));
    file[24..32].fill(0xff);
    look_at(&file);
    let capture = super::capture(&file, None);
    assert!(tcptutor::capture::utc(capture.connections[0].connection.first.time).starts_with("2106-02-07T"));
}
