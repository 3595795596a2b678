//! Any bytes as a capture, beside another dissector: no panic, no endless loop, what both read is read the same way, and what is
//! said of the connections is possible.

use etherparse::{SlicedPacket, TransportSlice};
use tcptutor::capture::{Reading, Verdict, findings};
use tcptutor::sim::Side;
use tcptutor::wire::{Dissected, Dissector, Packet, Reader, Segment, Step, flag};

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
pub fn dissect(bytes: &[u8]) -> u32 {
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

/// Whatever is said of the connections in it.
pub fn judge(bytes: &[u8]) {
    let mut reading = Reading::default();
    let (used, _) = reading.take(bytes, true, &mut |_, _| {});
    assert!(reading.is_over() && used <= bytes.len());
    let capture = reading.finish(None);
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
