//! Whatever the bytes: no panic, no endless loop, and what another dissector reads is read the same way.

use super::{all, capture};
use etherparse::{SlicedPacket, TransportSlice};
use tcptutor::capture::{Verdict, findings};
use tcptutor::sim::Side;
use tcptutor::wire::{Dissected, Dissector, Packet, Reader, Segment, Step, flag};

/// As many inputs are tried in a run of the tests.
const INPUTS: u32 = 4_000;

/// A small generator of numbers: xorshift, always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.roll() % most.max(1) as u64).expect("small")
    }
}

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len());
        let to = (at + 4).min(bytes.len());
        match dice.below(7) {
            0 => bytes[at] = dice.roll().to_le_bytes()[0],
            1 => bytes[at] ^= 1 << dice.below(8),
            2 => bytes.truncate(at.max(1)),
            3 => bytes[at] = [0, 0xff, 0x7f, 0x80, 1, 4, 6][dice.below(7)],
            4 => bytes[at..to].fill(0xff),
            5 => bytes[at..to].fill(0),
            _ => {
                let piece = bytes[at..(at + dice.below(40)).min(bytes.len())].to_vec();
                let place = dice.below(bytes.len());
                bytes.splice(place..place, piece);
            }
        }
    }
}

/// Whether both dissectors say the same of a packet that is there as a whole; `None` if the other one cannot read it.
fn agrees(packet: &Packet<'_>, ours: &Dissected) -> Option<bool> {
    let theirs = match packet.link {
        1 => SlicedPacket::from_ethernet(packet.bytes).ok()?,
        12 | 101 | 228 | 229 => SlicedPacket::from_ip(packet.bytes).ok()?,
        _ => return None,
    };
    theirs.net.as_ref()?;
    let Some(TransportSlice::Tcp(theirs)) = theirs.transport else { return None };
    let Dissected::Segment(ours, ..) = ours else { return Some(false) };
    let flags =
        [(flag::SYN, theirs.syn()), (flag::FIN, theirs.fin()), (flag::RST, theirs.rst()), (flag::ACK, theirs.ack())];
    let numbers = |s: &Segment| (s.seq, s.ack, s.from.port, s.to.port, s.window, s.checksum);
    let expected = (
        theirs.sequence_number(),
        theirs.acknowledgment_number(),
        theirs.source_port(),
        theirs.destination_port(),
        theirs.window_size(),
        theirs.checksum(),
    );
    Some(
        numbers(ours) == expected
            && flags.iter().all(|(bit, set)| ours.has(*bit) == *set)
            && ours.options.octets() == theirs.options()
            && ours.data as usize == theirs.payload().len(),
    )
}

/// Dissects every packet; gives how many the other dissector reads too.
fn dissect(bytes: &[u8]) -> u32 {
    let (mut reader, mut dissector, mut rest, mut steps, mut agreed) =
        (Reader::default(), Dissector::default(), bytes, 0, 0);
    loop {
        let (used, step) = reader.step(rest, true);
        rest = &rest[used..];
        steps += 1;
        assert!(steps <= bytes.len() + 2, "it does not end");
        match step {
            Step::End | Step::Damaged(..) => return agreed,
            Step::More(_) => panic!("more than everything"),
            Step::Packet(packet) => {
                packet.comments().for_each(|comment| assert!(comment.len() <= bytes.len()));
                let dissected = dissector.dissect(&packet);
                if let Dissected::Segment(segment, ..) = &dissected {
                    assert!(segment.options.iter().count() <= 40);
                }
                if packet.bytes.len() == packet.length as usize {
                    let same = agrees(&packet, &dissected);
                    assert_ne!(same, Some(false), "{dissected:?} {:02x?}", packet.bytes);
                    agreed += u32::from(same == Some(true));
                }
            }
            Step::Comment(_) | Step::Lost | Step::Nothing => {}
        }
    }
}

#[test]
fn another_dissector_reads_every_capture_the_same_way() {
    let agreed: u32 = all().iter().map(|(_, bytes)| dissect(bytes)).sum();
    assert!(agreed > 800, "{agreed}");
}

#[test]
fn mutated_captures_are_read_without_a_panic_and_as_another_dissector_reads_them() {
    let files: Vec<Vec<u8>> = all().into_iter().map(|(_, bytes)| bytes).filter(|bytes| !bytes.is_empty()).collect();
    let mut dice = Dice(0x2026_1130);
    let mut agreed = 0;
    for _ in 0..INPUTS {
        let file = &files[dice.below(files.len())];
        let mut bytes = file[..file.len().min(4096)].to_vec();
        mutate(&mut bytes, &mut dice);
        agreed += dissect(&bytes);
        let capture = capture(&bytes, None);
        for watched in &capture.connections {
            let known = watched.known(capture.last);
            let found = findings(&watched.connection, &known);
            let _ = Verdict::of(watched, &known, &found, capture.last);
            for side in Side::BOTH {
                let state = known[side].state;
                assert!(state.is_none_or(|state| known[side].possible.contains(&state)), "{:?}", known[side]);
            }
        }
    }
    assert!(agreed > INPUTS, "{agreed}");
}
