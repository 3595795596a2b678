//! Any bytes as a capture, and any packets in one: all that is said of them can be said.

use tcptutor::capture::{Reading, Recorded, Segments};
use tcptutor::language::ENGLISH;
use tcptutor::timeline::Timeline as _;

/// Raw IP, whole packets, microseconds.
const HEADER: [u8; 24] = [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 101, 0, 0, 0];

/// Reads a capture, and looks at every moment of its first connections.
pub fn any_bytes(bytes: &[u8]) {
    let (mut reading, mut segments) = (Reading::default(), Segments::default());
    let (used, _) = reading.take(bytes, true, &mut |_, sighting| segments.keep(sighting));
    assert!(reading.is_over() && used <= bytes.len());
    let recorded = Recorded::new(reading.finish(None), segments);
    assert_eq!(recorded.list(&ENGLISH).len(), recorded.capture.connections.len());
    for index in 0..recorded.capture.connections.len().min(4) {
        let mut shown = recorded.shown(index).expect("a connection");
        for step in 0..=shown.last() {
            shown.seek(step);
            assert!(shown.rebuilt().history.steps() < 100_000);
        }
    }
}

/// The bytes as segments between two ends, twelve for each: near numbers, any flags.
pub fn any_packets(bytes: &[u8]) {
    let mut file = HEADER.to_vec();
    for (at, chunk) in bytes.chunks_exact(12).enumerate() {
        let data = usize::from(chunk[10] % 9);
        let length = u8::try_from(40 + data).expect("small");
        let (from, to) = if chunk[0] & 1 == 0 { (1, 2) } else { (2, 1) };
        let near = |high: u8, low: u8| u32::from(high % 3) * 0x4000_0000 + u32::from(low % 16);
        let time = u32::try_from(at).expect("small") * (1 + u32::from(chunk[11]));
        file.extend(time.to_le_bytes());
        file.extend([u8::try_from(at % 250).expect("small"), 0, 0, 0, length, 0, 0, 0, length, 0, 0, 0]);
        file.extend([0x45, 0, 0, length, 0, chunk[9], 0, 0, 64, 6, 0, 0, 10, 0, 0, from, 10, 0, 0, to]);
        file.extend([0x10, from, 0x10, to]);
        file.extend(near(chunk[1], chunk[2]).to_be_bytes());
        file.extend(near(chunk[3], chunk[4]).to_be_bytes());
        file.extend([0x50, chunk[5] & 0x1f, chunk[6], chunk[7], 0, 0, 0, 0]);
        file.extend(std::iter::repeat_n(0, data));
    }
    any_bytes(&file);
}
