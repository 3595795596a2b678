//! A capture as a pcapng file: raw IP, with right checksums, in nanoseconds.

use super::bytes::folded;
use super::packet::Direction;
use super::segment::{End, Options, Segment, TcpOption};
use core::net::IpAddr;

/// Raw IP.
const LINK: u16 = 101;

/// A segment to be written into a capture.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// When it comes by, in nanoseconds since 1970.
    pub time: i64,
    /// The segment; its checksum is made anew.
    pub segment: Segment,
    /// Its data; where the segment says that there are more octets the packet is cut.
    pub payload: Vec<u8>,
    /// Which way it goes, seen from the host that captures.
    pub direction: Option<Direction>,
    /// Comments on it.
    pub comments: Vec<String>,
}

/// Writes a pcapng file with these packets. `comment` is on the whole; `names` are those of addresses.
#[must_use]
pub fn pcapng(comment: Option<&str>, names: &[(IpAddr, &str)], packets: &[Outgoing]) -> Vec<u8> {
    let mut file = Vec::new();
    section(&mut file, comment);
    interface(&mut file);
    resolution(&mut file, names);
    for outgoing in packets {
        packet(&mut file, outgoing);
    }
    file
}

/// A block: its kind, its length, what it holds, and its length again.
fn block(file: &mut Vec<u8>, kind: u32, body: &[u8]) {
    let padding = padding(body);
    let length = u32::try_from(body.len().saturating_add(padding).saturating_add(12)).unwrap_or(u32::MAX).to_le_bytes();
    file.extend(kind.to_le_bytes());
    file.extend(length);
    file.extend(body);
    file.extend(std::iter::repeat_n(0, padding));
    file.extend(length);
}

/// How many octets are missing to a multiple of four.
const fn padding(octets: &[u8]) -> usize {
    octets.len().wrapping_neg() % 4
}

fn option(body: &mut Vec<u8>, code: u16, value: &[u8]) {
    let value = &value[..value.len().min(usize::from(u16::MAX))];
    body.extend(code.to_le_bytes());
    body.extend(u16::try_from(value.len()).unwrap_or(u16::MAX).to_le_bytes());
    body.extend(value);
    body.extend(std::iter::repeat_n(0, padding(value)));
}

fn section(file: &mut Vec<u8>, comment: Option<&str>) {
    let mut body = Vec::new();
    body.extend(0x1a2b_3c4d_u32.to_le_bytes());
    body.extend([1, 0, 0, 0]);
    body.extend(u64::MAX.to_le_bytes());
    if let Some(comment) = comment {
        option(&mut body, 1, comment.as_bytes());
    }
    option(&mut body, 4, env!("CARGO_PKG_NAME").as_bytes());
    option(&mut body, 0, &[]);
    block(file, 0x0a0d_0d0a, &body);
}

fn interface(file: &mut Vec<u8>) {
    let mut body = Vec::new();
    body.extend(LINK.to_le_bytes());
    body.extend([0, 0]);
    body.extend(0_u32.to_le_bytes());
    // Nanoseconds.
    option(&mut body, 9, &[9]);
    option(&mut body, 0, &[]);
    block(file, 1, &body);
}

/// Names of addresses.
fn resolution(file: &mut Vec<u8>, names: &[(IpAddr, &str)]) {
    let mut body = Vec::new();
    for (address, name) in names {
        let mut record = match address {
            IpAddr::V4(address) => address.octets().to_vec(),
            IpAddr::V6(address) => address.octets().to_vec(),
        };
        let code = if address.is_ipv4() { 1 } else { 2 };
        record.extend(name.bytes().filter(|byte| *byte != 0));
        record.push(0);
        option(&mut body, code, &record);
    }
    option(&mut body, 0, &[]);
    block(file, 4, &body);
}

fn packet(file: &mut Vec<u8>, outgoing: &Outgoing) {
    let bytes = ip(outgoing);
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let cut = cut(outgoing);
    let time = u64::try_from(outgoing.time).unwrap_or_default();
    let mut body = Vec::new();
    body.extend(0_u32.to_le_bytes());
    body.extend(u32::try_from(time >> 32).unwrap_or_default().to_le_bytes());
    body.extend(u32::try_from(time & 0xffff_ffff).unwrap_or_default().to_le_bytes());
    body.extend(length.to_le_bytes());
    body.extend(length.saturating_add(cut).to_le_bytes());
    body.extend(&bytes);
    body.extend(std::iter::repeat_n(0, padding(&bytes)));
    for comment in &outgoing.comments {
        option(&mut body, 1, comment.as_bytes());
    }
    if let Some(direction) = outgoing.direction {
        let flags: u32 = if direction == Direction::In { 1 } else { 2 };
        option(&mut body, 2, &flags.to_le_bytes());
    }
    option(&mut body, 0, &[]);
    block(file, 6, &body);
}

/// How many octets of data are not there.
fn cut(outgoing: &Outgoing) -> u32 {
    outgoing.segment.data.saturating_sub(u32::try_from(outgoing.payload.len()).unwrap_or(u32::MAX))
}

/// The segment in an IP packet.
fn ip(outgoing: &Outgoing) -> Vec<u8> {
    let segment = &outgoing.segment;
    let tcp = tcp(segment, &outgoing.payload);
    let length = u32::try_from(tcp.len()).unwrap_or(u32::MAX).saturating_add(cut(outgoing));
    // A length that the header has no room for is written as the kernel writes it: as none.
    let in_header = |length: u32| u16::try_from(length).unwrap_or_default().to_be_bytes();
    let mut bytes = Vec::new();
    match (segment.from.address, segment.to.address) {
        (IpAddr::V4(from), IpAddr::V4(to)) => {
            let id = u16::try_from(segment.id.unwrap_or_default() & 0xffff).unwrap_or_default();
            bytes.extend([0x45, 0]);
            bytes.extend(in_header(length.saturating_add(20)));
            bytes.extend(id.to_be_bytes());
            bytes.extend([0x40, 0, segment.ttl, 6, 0, 0]);
            bytes.extend(from.octets());
            bytes.extend(to.octets());
            let sum = checksum(&[&bytes]).to_be_bytes();
            bytes[10..12].copy_from_slice(&sum);
        }
        (from, to) => {
            bytes.extend([0x60, 0, 0, 0]);
            bytes.extend(in_header(length));
            bytes.extend([6, segment.ttl]);
            bytes.extend(octets(from));
            bytes.extend(octets(to));
        }
    }
    bytes.extend(tcp);
    bytes
}

fn octets(address: IpAddr) -> Vec<u8> {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().octets().to_vec(),
        IpAddr::V6(address) => address.octets().to_vec(),
    }
}

fn tcp(segment: &Segment, payload: &[u8]) -> Vec<u8> {
    let options = segment.options.octets();
    let header = options.len().next_multiple_of(4).saturating_add(20);
    let bits = u16::try_from(header / 4).unwrap_or(5) << 12 | segment.flags & 0x1ff;
    let mut bytes = Vec::new();
    bytes.extend(segment.from.port.to_be_bytes());
    bytes.extend(segment.to.port.to_be_bytes());
    bytes.extend(segment.seq.to_be_bytes());
    bytes.extend(segment.ack.to_be_bytes());
    bytes.extend(bits.to_be_bytes());
    bytes.extend(segment.window.to_be_bytes());
    bytes.extend([0, 0]);
    bytes.extend(segment.urgent.to_be_bytes());
    bytes.extend(options);
    bytes.resize(header, 0);
    bytes.extend(payload);
    let pseudo = |address: IpAddr| match address {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets().to_vec(),
    };
    let mut head = pseudo(segment.from.address);
    head.extend(pseudo(segment.to.address));
    head.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    head.extend([0, 0, 0, 6]);
    let sum = checksum(&[&head, &bytes]).to_be_bytes();
    bytes[16..18].copy_from_slice(&sum);
    bytes
}

/// The Internet checksum (RFC 1071) of parts that all but the last have an even length.
fn checksum(parts: &[&[u8]]) -> u16 {
    let word = |pair: &[u8]| u32::from(u16::from_be_bytes([pair[0], pair.get(1).copied().unwrap_or_default()]));
    !folded(parts.iter().flat_map(|part| part.chunks(2)).map(word).sum())
}

/// The options of a SYN that announces a maximum segment size.
#[must_use]
pub fn mss_option(mss: u16) -> Options {
    let [high, low] = mss.to_be_bytes();
    Options::of(&[2, 4, high, low])
}

/// A segment as `tcpdump -n -S` prints it, without a line feed: the time of day in UTC, addresses, flags, absolute numbers.
#[must_use]
pub fn tcpdump_line(time: i64, segment: &Segment) -> String {
    use super::segment::flag;
    use std::fmt::Write as _;
    let micros = time.rem_euclid(86_400_000_000_000) / 1_000;
    let seconds = micros / 1_000_000;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let protocol = if segment.from.address.is_ipv4() { "IP" } else { "IP6" };
    let end = |end: End| format!("{}.{}", end.address, end.port);
    let mut line = format!("{hour:02}:{minute:02}:{second:02}.{:06}", micros % 1_000_000);
    let _ = write!(line, " {protocol} {} > {}: Flags [{}]", end(segment.from), end(segment.to), letters(segment));
    let has_numbers = segment.flags & (flag::SYN | flag::FIN | flag::RST) != 0;
    if segment.data > 0 {
        let _ = write!(line, ", seq {}:{}", segment.seq, segment.seq.wrapping_add(segment.data));
    } else if has_numbers {
        let _ = write!(line, ", seq {}", segment.seq);
    }
    if segment.has(flag::ACK) {
        let _ = write!(line, ", ack {}", segment.ack);
    }
    let _ = write!(line, ", win {}", segment.window);
    let mss = segment.options.iter().find_map(|option| if let TcpOption::Mss(mss) = option { Some(mss) } else { None });
    if let Some(mss) = mss {
        let _ = write!(line, ", options [mss {mss}]");
    }
    let _ = write!(line, ", length {}", segment.data);
    line
}

/// The letters of the flags, in tcpdump's order; a point is an ACK.
fn letters(segment: &Segment) -> String {
    use super::segment::flag;
    const LETTERS: [(u16, char); 8] = [
        (flag::FIN, 'F'),
        (flag::SYN, 'S'),
        (flag::RST, 'R'),
        (flag::PSH, 'P'),
        (flag::ACK, '.'),
        (flag::URG, 'U'),
        (flag::ECE, 'E'),
        (flag::CWR, 'W'),
    ];
    let letters: String = LETTERS.iter().filter(|(bit, _)| segment.has(*bit)).map(|(_, letter)| letter).collect();
    if letters.is_empty() { "none".to_owned() } else { letters }
}
