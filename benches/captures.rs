//! How long a capture of a million packets takes to be read and judged: in one connection, and in 50,000.
//!
//! `cargo bench --bench captures -- --write FOLDER` writes both captures as files instead, to be read by other programs too.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use std::path::Path;
use tcptutor::capture::Reading;

/// As many packets.
const PACKETS: u32 = 1_000_000;

fn main() {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--write").skip(1);
    let Some(folder) = arguments.next() else { return divan::main() };
    for (name, connections) in [("one.pcap", 1), ("many.pcap", 50_000)] {
        std::fs::write(Path::new(&folder).join(name), capture(connections)).expect("a file");
    }
}

/// A pcap file, raw IP, in which so many connections open, send data both ways, and close: one after the other by turns.
fn capture(connections: u32) -> Vec<u8> {
    let mut file = vec![0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 101, 0, 0, 0];
    let each = PACKETS / connections;
    let mut sent = vec![[0_u32; 2]; connections as usize];
    for packet in 0..PACKETS {
        let (connection, number) = (packet % connections, packet / connections);
        let (from, flags, data) = step(number, each);
        let numbers = &mut sent[connection as usize];
        let (seq, ack) = (numbers[from], numbers[1 - from]);
        numbers[from] = seq.wrapping_add(data + u32::from(flags & 3 != 0));
        write(&mut file, packet, (connection, from), (seq, ack), flags, data);
    }
    file
}

/// Who sends what as this packet of so many: a handshake, data and ACKs by turns, and four segments at the end.
fn step(number: u32, each: u32) -> (usize, u8, u32) {
    match (number, each - number) {
        (0, _) => (0, 0x02, 0),
        (1, _) => (1, 0x12, 0),
        (2, _) => (0, 0x10, 0),
        (_, 4) => (0, 0x11, 0),
        (_, 3) => (1, 0x10, 0),
        (_, 2) => (1, 0x11, 0),
        (_, 1) => (0, 0x10, 0),
        _ => {
            let (from, is_data) = (usize::from(matches!(number % 4, 1 | 2)), number.is_multiple_of(2));
            (from, if is_data { 0x18 } else { 0x10 }, if is_data { 100 } else { 0 })
        }
    }
}

fn write(
    file: &mut Vec<u8>,
    packet: u32,
    (connection, from): (u32, usize),
    (seq, ack): (u32, u32),
    flags: u8,
    data: u32,
) {
    let length = 40 + data;
    let seconds = packet / 100_000;
    for word in [seconds, packet % 100_000 * 10, length, length] {
        file.extend(word.to_le_bytes());
    }
    let [_, high, middle, low] = connection.to_be_bytes();
    let (client, server) = ([10, high, middle, low], [192, 0, 2, 1]);
    let (source, target) = if from == 0 { (client, server) } else { (server, client) };
    let (port, to) = if from == 0 { (40_000_u16, 80_u16) } else { (80, 40_000) };
    let whole = u16::try_from(length).expect("small").to_be_bytes();
    let id = u16::try_from(packet % 65_535 + 1).expect("small").to_be_bytes();
    file.extend([0x45, 0, whole[0], whole[1], id[0], id[1], 0, 0, 64, 6, 0, 0]);
    file.extend(source);
    file.extend(target);
    file.extend(port.to_be_bytes());
    file.extend(to.to_be_bytes());
    file.extend(seq.to_be_bytes());
    file.extend(if flags & 0x10 == 0 { 0_u32 } else { ack }.to_be_bytes());
    file.extend([0x50, flags, 0xff, 0xff, 0, 0, 0, 0]);
    file.resize(file.len() + data as usize, 0);
}

#[divan::bench(args = [1, 50_000], sample_count = 5, sample_size = 1)]
fn read(bencher: Bencher, connections: u32) {
    let bytes = capture(connections);
    bencher.counter(ItemsCount::new(PACKETS)).bench_local(|| {
        let mut reading = Reading::default();
        reading.take(black_box(&bytes), true, &mut |_, _| {});
        let capture = reading.finish(None);
        assert_eq!((capture.segments, capture.connections.len()), (u64::from(PACKETS), connections as usize));
        capture.connections.iter().map(|watched| watched.findings(&watched.known(capture.last)).len()).sum::<usize>()
    });
}
