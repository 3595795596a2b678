//! Two captures of one connection: what was lost between them, and where.

use super::{folder, shown::recorded};
use std::collections::BTreeMap;
use tcptutor::capture::{Fate, Otherwise, Pictured, Recorded, Ways, Why};
use tcptutor::language::ENGLISH;
use tcptutor::sim::{EventKind, PacketId, PerSide, Side};
use tcptutor::tcp::Instant;
use tcptutor::timeline::Timeline;

/// The exchanges whose captures at A and at B differ, by what the network was told to do: the packets in their files.
const LOST: [(&str, Side, &[u64]); 2] = [("third_ack_lost", Side::A, &[3]), ("last_ack_lost", Side::A, &[11])];
const AFTER_THE_END: [(&str, Side, usize); 2] = [("fin_never_acked", Side::A, 5), ("keepalive_dead", Side::B, 3)];
const FORGED: [&str; 2] = ["rst_wrong_seq", "syn_in_established"];

fn read(name: &str, at: &str) -> Vec<u8> {
    std::fs::read(folder().join(format!("kernel/{name}.{at}.pcap"))).expect("a capture")
}

/// All exchanges of which both ends have packets.
fn exchanges() -> Vec<String> {
    let names = std::fs::read_dir(folder().join("kernel")).expect("a folder");
    let names = names.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter_map(|name| name.strip_suffix(".A.pcap").map(str::to_owned)).collect();
    names.retain(|name| name != "syn_no_answer");
    names.sort();
    assert_eq!(names.len(), 27);
    names
}

fn both(first: &[u8], second: &[u8]) -> Recorded {
    recorded(first, None).beside("A.pcap", ("B.pcap", recorded(second, None)))
}

fn ways(first: &[u8], second: &[u8]) -> Vec<Ways> {
    let recorded = both(first, second);
    recorded.in_both().into_iter().map(|(index, _)| recorded.ways(index).expect("both have it")).collect()
}

/// The numbers of the packets of an end that have this fate.
fn fated(ways: &Ways, side: Side, fate: Fate) -> Vec<u64> {
    let sent = ways.sent[side].iter().filter(|sent| sent.fate == fate);
    sent.map(|sent| ways.packet(side, sent.at)).collect()
}

/// What became of all segments, by the packets' numbers in their senders' files.
fn fates(ways: &Ways) -> PerSide<Vec<(u64, String)>> {
    PerSide::from_fn(|side| {
        let fate = |fate: Fate| match fate {
            Fate::Arrived(to) => format!("arrived as {}", ways.packet(side.other(), to)),
            other => format!("{other:?}"),
        };
        ways.sent[side].iter().map(|sent| (ways.packet(side, sent.at), fate(sent.fate))).collect()
    })
}

/// The offsets of the packets of a pcap file, each with its length.
fn packets(file: &[u8]) -> Vec<(usize, usize)> {
    let mut packets = Vec::new();
    let mut at = 24;
    while at < file.len() {
        let length = u32::from_le_bytes(file[at + 8..at + 12].try_into().expect("a length")) as usize;
        packets.push((at, 16 + length));
        at += 16 + length;
    }
    packets
}

/// The same capture by a clock that is so many seconds ahead.
fn ahead(file: &[u8], seconds: u32) -> Vec<u8> {
    let mut file = file.to_vec();
    for (at, _) in packets(&file) {
        let time = u32::from_le_bytes(file[at..at + 4].try_into().expect("a time"));
        file[at..at + 4].copy_from_slice(&(time + seconds).to_le_bytes());
    }
    file
}

/// The same without this packet, counted from 1.
fn without(file: &[u8], number: usize) -> Vec<u8> {
    let (at, length) = packets(file)[number - 1];
    [&file[..at], &file[at + length..]].concat()
}

#[test]
fn what_the_network_lost_is_located_and_nothing_else_counts_as_lost() {
    for name in exchanges() {
        for ways in ways(&read(&name, "A"), &read(&name, "B")) {
            for side in Side::BOTH {
                let lost = LOST.iter().find(|(known, from, _)| *known == name && *from == side);
                assert_eq!(fated(&ways, side, Fate::Lost), lost.map_or(&[][..], |(.., lost)| lost), "{name} {side}");
                let after = AFTER_THE_END.iter().find(|(known, from, _)| *known == name && *from == side);
                let unseen = fated(&ways, side, Fate::Unseen(Why::After)).len();
                assert_eq!(unseen, after.map_or(0, |(.., n)| *n), "{name} {side}");
                let others = |fate: &Fate| matches!(fate, Fate::Missed(_) | Fate::Unseen(Why::Before | Why::Gaps));
                assert!(!ways.sent[side].iter().any(|sent| others(&sent.fate)), "{name} {side}");
                let strangers = usize::from(side == Side::A && FORGED.contains(&&*name));
                assert_eq!(ways.strangers[side].len(), strangers, "{name} {side}");
                let copies = if side == Side::A && name == "duplicated" { 2 } else { 0 };
                assert_eq!(ways.copies[side].len(), copies, "{name} {side}");
                let overtakes = side == Side::A && ["reorder", "fin_overtakes_data"].contains(&&*name);
                assert_eq!(ways.overtaking[side] > 0, overtakes, "{name} {side}: {}", ways.overtaking[side]);
            }
        }
    }
}

#[test]
fn a_loss_is_located_between_the_two_captures_that_it_lies_between() {
    for (name, side, packets) in LOST {
        let [all] = &ways(&read(name, "A"), &read(name, "B"))[..] else { panic!("{name}") };
        let [first] = &ways(&read(name, "A"), &read(name, "mid"))[..] else { panic!("{name}") };
        let [second] = &ways(&read(name, "mid"), &read(name, "B"))[..] else { panic!("{name}") };
        assert_eq!(fated(all, side, Fate::Lost), packets);
        let parts = [first, second].map(|ways| fated(ways, side, Fate::Lost).len());
        assert_eq!(parts.iter().sum::<usize>(), packets.len(), "{name}: {parts:?}");
    }
}

#[test]
fn the_clocks_are_compared_and_neither_their_difference_nor_the_order_of_the_files_changes_what_was_lost() {
    for name in exchanges() {
        let (a, b) = (read(&name, "A"), read(&name, "B"));
        let straight = ways(&a, &b);
        let turned = ways(&b, &a);
        let shifted = ways(&a, &ahead(&b, 3700));
        for ((straight, turned), shifted) in straight.iter().zip(&turned).zip(&shifted) {
            // Of two that open at once the first capture says which is A.
            if name != "simultaneous_open" {
                assert!(straight.is_exchanged != turned.is_exchanged, "{name}");
                assert_eq!(fates(straight), fates(turned), "{name}");
            }
            let Some(delay) = straight.clock.delay else {
                assert!(straight.sent.b.is_empty(), "{name}: nothing came back");
                continue;
            };
            assert!((19_000_000..=24_000_000).contains(&delay), "{name}: {delay} ns");
            assert!(straight.clock.ahead.abs() < 3_000_000, "{name}: {:?}", straight.clock);
            assert_eq!(fates(straight), fates(shifted), "{name}");
            assert_eq!(shifted.clock.ahead - straight.clock.ahead, 3_700_000_000_000, "{name}");
        }
    }
}

#[test]
fn behind_translated_addresses_the_numbers_of_the_syns_tell_which_connection_it_is() {
    for name in exchanges().into_iter().filter(|name| !name.starts_with("ipv6")) {
        let (a, b) = (read(&name, "A"), read(&name, "B"));
        let mut translated = b.clone();
        for at in 0..translated.len() - 4 {
            if translated[at..at + 4] == [10, 77, 0, 1] {
                translated[at..at + 4].copy_from_slice(&[192, 0, 2, 9]);
            }
        }
        let (plain, translated) = (ways(&a, &b), ways(&a, &translated));
        assert_eq!(plain.len(), translated.len(), "{name}");
        for (plain, translated) in plain.iter().zip(&translated) {
            assert_eq!(fates(plain), fates(translated), "{name}");
            assert_eq!(translated.ends().a.address.to_string(), "10.77.0.1");
        }
    }
}

#[test]
fn what_is_acknowledged_though_the_capture_does_not_have_it_was_missed_and_is_not_lost() {
    let (a, b) = (read("normal_close", "A"), read("normal_close", "B"));
    // A's request, which B acknowledges.
    let [ways] = &ways(&a, &without(&b, 4))[..] else { panic!("a connection") };
    let missed = ways.sent.a.iter().filter(|sent| matches!(sent.fate, Fate::Missed(_)));
    assert_eq!(missed.map(|sent| ways.packet(Side::A, sent.at)).collect::<Vec<_>>(), [4]);
    assert!(fated(ways, Side::A, Fate::Lost).is_empty());
    let sentences = ways.describe(&ENGLISH).join("\n");
    assert!(
        sentences.contains("reached B, which acknowledges it, though `B.pcap` does not have it: 7 octets (packet 4)"),
        "{sentences}"
    );
}

#[test]
fn a_capture_that_begins_late_makes_nothing_lost() {
    let (a, b) = (read("normal_close", "A"), read("normal_close", "B"));
    let late = without(&without(&without(&b, 1), 1), 1);
    let [ways] = &ways(&a, &late)[..] else { panic!("a connection") };
    // The SYN is acknowledged: it arrived. Of the third segment nothing tells.
    assert_eq!(fated(ways, Side::A, Fate::Unseen(Why::Before)), [3]);
    assert!(fated(ways, Side::A, Fate::Lost).is_empty() && fated(ways, Side::B, Fate::Lost).is_empty());
}

#[test]
fn on_the_ladder_each_segment_leaves_one_capture_and_arrives_in_the_other() {
    for name in exchanges() {
        let (a, b) = (read(&name, "A"), read(&name, "B"));
        let recorded = both(&a, &b);
        for (index, _) in recorded.in_both() {
            let Some(Pictured::Both(mut both)) = recorded.pictured(index, &Otherwise::default()) else {
                panic!("{name}")
            };
            let (mut left, mut arrived) = (BTreeMap::<PacketId, Instant>::new(), BTreeMap::<PacketId, Instant>::new());
            both.each_record(0..both.last() + 1, &mut |_, record| {
                for departure in &record.departures {
                    assert!(left.insert(departure.packet, record.at).is_none(), "{name} {}", departure.packet);
                }
                if let EventKind::Arrival { packet, .. } = record.kind {
                    assert!(arrived.insert(packet, record.at).is_none(), "{name} {packet}");
                }
            });
            for (packet, at) in &arrived {
                assert!(left.get(packet).is_some_and(|left| left <= at), "{name}: {packet} arrives before it leaves");
            }
            let ways = both.ways();
            let fated = |is_it: &dyn Fn(Fate) -> bool| {
                Side::BOTH
                    .iter()
                    .map(|side| ways.sent[*side].iter().filter(|sent| is_it(sent.fate)).count())
                    .sum::<usize>()
            };
            let gone = fated(&|fate| matches!(fate, Fate::Lost | Fate::Unseen(_)));
            assert_eq!(left.len() - arrived.len(), gone, "{name}");
            for step in 1..=both.last() {
                both.seek(step);
                let account = both.account(None, &ENGLISH).expect("an account");
                assert!(account.proofs[0].ends_with('.') && !account.headline.is_empty(), "{name}: {account:?}");
            }
        }
    }
}

#[test]
fn at_the_end_both_ends_are_in_the_state_that_their_kernels_were_in() {
    let states = std::fs::read_to_string(folder().join("expected.jsonl")).expect("answers");
    let mut compared = 0;
    for name in exchanges() {
        let recorded = both(&read(&name, "A"), &read(&name, "B"));
        let file = format!("kernel/{name}.A.pcap");
        let lines = states.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
        let lines: Vec<serde_json::Value> = lines.filter(|line| line["file"] == file).collect();
        for (index, _) in recorded.in_both() {
            let Some(kernel) = lines.get(index).and_then(|line| line["kernel"].as_object()) else { continue };
            let Some(Pictured::Both(both)) = recorded.pictured(index, &Otherwise::default()) else { panic!("{name}") };
            for side in Side::BOTH {
                let state = both.endpoint(side).state.state();
                let wanted = kernel[side.letter()].as_str().unwrap_or_default();
                if let Some(state) = state.filter(|_| !wanted.is_empty()) {
                    compared += 1;
                    let is_over = wanted == "CLOSED" || wanted == "LISTEN";
                    assert!(state.name() == wanted || is_over, "{name} {side}: {state} for {wanted}");
                }
            }
        }
    }
    assert!(compared > 30, "{compared}");
}

#[test]
fn a_summary_says_in_a_sentence_what_never_arrived() {
    let [ways] = &ways(&read("last_ack_lost", "A"), &read("last_ack_lost", "B"))[..] else { panic!("a connection") };
    let sentences = ways.describe(&ENGLISH);
    assert_eq!(sentences[0], "1 of 7 segments from A never reached B: ACK (packet 11)");
    assert_eq!(sentences[1], "nothing that B sent was lost: 6 segments");
    assert_eq!(
        sentences[2],
        "the way takes 20 ms at least; the two clocks agree within a millisecond, if the way there is as quick as the way back"
    );
}
