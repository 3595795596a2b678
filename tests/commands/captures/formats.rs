//! One exchange, whatever the file format and the link type.

use super::{bytes, capture, folder};
use tcptutor::capture::Reading;
use tcptutor::wire::{Damage, Other};

/// What every packet of the exchange says, but for times and what link layers say.
fn segments(bytes: &[u8]) -> Vec<String> {
    let mut segments = Vec::new();
    let mut reading = Reading::default();
    reading.take(bytes, true, &mut |_, sighting| {
        let s = &sighting.segment;
        segments
            .push(format!("{} {} {} {} {} {} {} {:?}", s.from, s.to, s.seq, s.ack, s.flags, s.window, s.data, s.id));
    });
    segments
}

fn file(name: &str) -> Vec<u8> {
    bytes(&folder().join("formats").join(name))
}

#[test]
fn every_format_and_link_type_gives_the_same_exchange() {
    let (four, six) = (segments(&file("link_eth.pcap")), segments(&file("v6_link_eth.pcap")));
    assert_eq!((four.len(), six.len()), (13, 9));
    let mut seen = 0;
    for entry in std::fs::read_dir(folder().join("formats")).expect("a folder") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        let is_part = ["cut", "zero_bytes", "midstream", "one_direction", "starts_at", "truncated", "unordered"];
        if is_part.iter().any(|part| name.contains(part)) {
            continue;
        }
        let expected = if name.starts_with("v6") { &six } else { &four };
        assert_eq!(&segments(&file(&name)), expected, "{name}");
        seen += 1;
    }
    assert!(seen >= 26, "{seen}");
}

#[test]
fn a_damaged_file_is_read_as_far_as_it_goes_and_says_so() {
    let four = segments(&file("link_eth.pcap"));
    for name in ["truncated_tail_in_packet.pcap", "ng_truncated_tail.pcapng"] {
        assert_eq!(segments(&file(name)), four[..12], "{name}");
        let damage = capture(&file(name), None).losses.damage;
        assert!(matches!(damage, Some((Damage::Ends, at)) if at > 1000), "{name}: {damage:?}");
    }
    let damage = |name| capture(&file(name), None).losses.damage.map(|(damage, _)| damage);
    assert_eq!(damage("header_cut.pcap"), Some(Damage::Ends));
    assert_eq!(damage("zero_bytes.pcap"), Some(Damage::NotACapture(Other::Empty)));
}

#[test]
fn however_the_bytes_come_the_same_is_read() {
    for name in ["ng_be.pcapng", "pcap_mod_be.pcap", "link_qinq.pcap"] {
        let bytes = file(name);
        let whole = segments(&bytes).len();
        for piece in [1, 7, 100] {
            let (mut reading, mut start, mut end, mut seen) = (Reading::default(), 0, 0, 0);
            while !reading.is_over() {
                let is_whole = end == bytes.len();
                let (used, needed) = reading.take(&bytes[start..end], is_whole, &mut |_, _| seen += 1);
                start += used;
                assert!(needed <= 2 << 20, "{name} asks for {needed}");
                end = (end + needed.min(piece).max(1)).min(bytes.len());
            }
            assert_eq!(seen, whole, "{name} by {piece}");
        }
    }
}
