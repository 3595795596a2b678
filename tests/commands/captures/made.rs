//! Captures of one conversation whose times and lengths are whatever a test wants.

/// An option of a block: its code and its octets.
type BlockOption<'o> = (u16, &'o [u8]);

/// The address of A, or of B.
const fn address(is_a: bool) -> [u8; 4] {
    [10, 0, 0, if is_a { 1 } else { 2 }]
}

/// A segment without data in an IPv4 packet: from A or B, with its numbers and control bits.
pub fn packet(is_a: bool, (seq, ack): (u32, u32), flags: u8) -> Vec<u8> {
    let mut packet = vec![0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0];
    packet.extend(address(is_a));
    packet.extend(address(!is_a));
    packet.extend(if is_a { [0x0f, 0xa0, 0, 80] } else { [0, 80, 0x0f, 0xa0] });
    packet.extend(seq.to_be_bytes());
    packet.extend(ack.to_be_bytes());
    packet.extend([0x50, flags, 0xff, 0xff, 0, 0, 0, 0]);
    packet
}

/// A connection that is opened, asked something without an answer, and closed by both: who sends, the numbers, the control bits.
pub const CONVERSATION: [(bool, (u32, u32), u8); 9] = [
    (true, (1, 0), 0x02),
    (false, (100, 2), 0x12),
    (true, (2, 101), 0x10),
    (true, (2, 101), 0x10),
    (true, (2, 101), 0x11),
    (false, (101, 3), 0x10),
    (false, (101, 3), 0x11),
    (true, (3, 102), 0x10),
    (true, (3, 102), 0x10),
];

/// A pcap file of raw IP, each packet with the length that it claims to have had.
pub fn pcap(packets: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let mut file = vec![0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 101, 0, 0, 0];
    for (at, (length, packet)) in (0_u32..).zip(packets) {
        let kept = u32::try_from(packet.len()).expect("small");
        file.extend([at / 1_000_000, at % 1_000_000, kept, *length].map(u32::to_le_bytes).concat());
        file.extend(packet);
    }
    file
}

fn block(kind: u32, mut body: Vec<u8>) -> Vec<u8> {
    body.resize(body.len().next_multiple_of(4), 0);
    let length = u32::try_from(body.len() + 12).expect("small").to_le_bytes();
    [&kind.to_le_bytes(), &length, &*body, &length].concat()
}

fn options(options: &[BlockOption<'_>]) -> Vec<u8> {
    let mut octets = Vec::new();
    for (code, value) in options {
        octets.extend(code.to_le_bytes());
        octets.extend(u16::try_from(value.len()).expect("short").to_le_bytes());
        octets.extend(*value);
        octets.resize(octets.len().next_multiple_of(4), 0);
    }
    octets
}

/// A pcapng file of raw IP: its interfaces' clocks (ticks as the format has them, and seconds to add), and each packet with its
/// interface and its time in ticks.
pub fn pcapng(clocks: &[(u8, i64)], packets: &[(u32, u64, Vec<u8>)]) -> Vec<u8> {
    let mut file = block(0x0a0d_0d0a, [&[0x4d, 0x3c, 0x2b, 0x1a, 1, 0, 0, 0][..], &[0xff; 8]].concat());
    for (resolution, offset) in clocks {
        let clock = options(&[(9, &[*resolution]), (14, &offset.to_le_bytes()), (0, &[])]);
        file.extend(block(1, [vec![101, 0, 0, 0, 0, 0, 0, 0], clock].concat()));
    }
    for (interface, time, packet) in packets {
        let [high, low] = [time >> 32, time & 0xffff_ffff].map(|half| u32::try_from(half).expect("half"));
        let length = u32::try_from(packet.len()).expect("small");
        let head = [*interface, high, low, length, length].map(u32::to_le_bytes).concat();
        file.extend(block(6, [head, packet.clone()].concat()));
    }
    file
}
