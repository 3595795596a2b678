//! Captures: files of packets, and what a packet says of TCP. Pure: bytes in, values out.
//!
//! A [`Reader`] takes the bytes of a pcap or pcapng file as they come and gives out its packets; a [`Dissector`] finds the TCP
//! segment in a packet. Neither keeps what it has given out, so that a file of any size needs little memory; neither panics,
//! whatever the bytes, and neither believes a length that the file does not back with bytes.
//!
//! ```
//! use tcptutor::wire::{Reader, Step};
//!
//! // A pcap file, in microseconds and little-endian, with one cut packet of a raw IP link.
//! let mut file = vec![0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0];
//! file.extend([0; 8]);
//! file.extend([0, 0, 4, 0, 101, 0, 0, 0]);
//! file.extend([1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 40, 0, 0, 0, 0x45]);
//!
//! let mut reader = Reader::default();
//! let (used, step) = reader.step(&file, true);
//! assert!(matches!(step, Step::Nothing), "the file's header");
//! let (_, step) = reader.step(&file[used..], true);
//! let Step::Packet(packet) = step else { panic!("a packet") };
//! assert_eq!((packet.time, packet.length, packet.bytes), (Some(1_000_002_000), 40, &[0x45][..]));
//! ```

#![warn(clippy::arithmetic_side_effects)]

mod bytes;
mod dissect;
mod fragments;
mod ip;
mod link;
mod options;
mod other;
mod packet;
mod pcap;
mod pcapng;
mod reader;
mod segment;
mod step;
mod unread;
mod writer;

pub use dissect::{Dissected, Dissector};
pub use other::Other;
pub use packet::{Direction, Packet};
pub use reader::Reader;
pub use segment::{End, Options, Segment, TcpOption, flag};
pub use step::{Damage, Step};
pub use unread::Unread;
pub use writer::{Outgoing, mss_option, pcapng, tcpdump_line};
