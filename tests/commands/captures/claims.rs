//! What a capture claims to hold is not what it holds: nothing takes room that the file does not have.

use super::capture;
use super::made::{CONVERSATION, packet, pcap};
use tcptutor::capture::{Octets, Reading, Recorded, Segments, Shown};
use tcptutor::language::ENGLISH;
use tcptutor::timeline::Timeline as _;

/// The most that a kernel gives its hardware to cut, in octets.
const LONGEST: u32 = 8 * 65_536;

/// The conversation with so many segments in its middle whose header does not say how long they are, and that the file says took this
/// many octets.
fn claiming(segments: u32, length: u32) -> Vec<u8> {
    let mut packets = CONVERSATION.map(|(is_a, numbers, flags)| (40, packet(is_a, numbers, flags))).to_vec();
    for n in 0..segments {
        let mut packet = packet(true, (2 + n * (length - 40), 101), 0x18);
        packet[2..4].fill(0);
        packets.insert(3 + n as usize, (length, packet));
    }
    pcap(&packets)
}

fn shown(file: &[u8]) -> Shown {
    let (mut reading, mut segments) = (Reading::default(), Segments::default());
    let _ = reading.take(file, true, &mut |_, sighting| segments.keep(sighting));
    Recorded::new(reading.finish(None), segments).shown(0).expect("a connection")
}

#[test]
fn octets_that_the_file_does_not_have_take_no_room() {
    let shown = shown(&claiming(500, LONGEST));
    let (mut carried, mut kept) = (0_u64, 0);
    shown.each_record(0..shown.last() + 1, &mut |_, record| {
        for departure in &record.departures {
            carried += u64::from(departure.segment.data_len());
            kept += departure.segment.payload.len();
        }
    });
    assert_eq!((carried, kept), (500 * u64::from(LONGEST - 40), 0), "all are counted, and none is kept");
}

#[test]
fn a_packet_without_a_length_is_no_longer_than_any_kernel_makes_one() {
    assert_eq!(capture(&claiming(1, LONGEST), None).segments, 10);
    let too_long = capture(&claiming(1, LONGEST + 1), None);
    assert_eq!(too_long.segments, 9, "{:?}", too_long.losses);
    assert_eq!(capture(&claiming(1, u32::MAX), None).segments, 9);
}

#[test]
fn a_capture_made_of_another_one_has_so_many_zeros_and_cuts_the_packets_after_them() {
    let made = shown(&claiming(500, LONGEST)).pcapng(&Octets::default(), &ENGLISH);
    assert!((32 << 20..34 << 20).contains(&made.len()), "{} octets", made.len());
    let again = capture(&made, None);
    // One packet of the conversation is a copy of another one, and is left out.
    assert_eq!((again.segments, again.losses), (508, tcptutor::capture::Losses::default()));
}
