//! A capture as it is read: from bytes to connections.

use super::mark::{Mark, Sighting};
use super::octets::Octets;
use super::place::{Clue, Place};
use super::table::Connections;
use super::watched::{Watched, settle};
use crate::wire::{Damage, Dissected, Dissector, Reader, Step, Unread};
use std::collections::BTreeMap;

/// How much of a capture could not be read, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// Packets without a segment, by why.
    pub packets: BTreeMap<Unread, u64>,
    /// Packets of interfaces that the file does not describe.
    pub lost: u64,
    /// Packets without a time.
    pub timeless: u64,
    /// Packets in fragments that never came together.
    pub fragments: u64,
    /// From which byte on the file is damaged, and how.
    pub damage: Option<(Damage, u64)>,
}

/// A capture that is being read.
#[derive(Debug, Default)]
pub struct Reading {
    reader: Reader,
    dissector: Dissector,
    connections: Connections,
    losses: Losses,
    comments: Vec<String>,
    packets: u64,
    segments: u64,
    first: Option<i64>,
    last: i64,
    is_over: bool,
    octets: Octets,
}

/// As many comments on the whole are kept.
const COMMENTS: usize = 16;

impl Reading {
    /// One that keeps the data of a connection, by its place in the capture.
    #[must_use]
    pub fn keeping(connection: usize) -> Self {
        Self { octets: Octets::of(connection), ..Self::default() }
    }

    /// The data that were kept. Asking takes them.
    #[must_use]
    pub fn take_octets(&mut self) -> Octets {
        std::mem::take(&mut self.octets)
    }

    /// Takes bytes that follow those used so far; says how many were used, and how many are needed at once to go on.
    /// `whole` says that nothing follows. `see` is shown each segment, with the number of its connection.
    pub fn take(&mut self, input: &[u8], whole: bool, see: &mut dyn FnMut(usize, &Sighting)) -> (usize, usize) {
        let mut used = 0;
        while !self.is_over {
            let (step_used, step) = self.reader.step(&input[used..], whole);
            used += step_used;
            match step {
                Step::Packet(packet) => {
                    self.packets += 1;
                    let time = packet.time.unwrap_or_else(|| {
                        self.losses.timeless += 1;
                        self.last
                    });
                    self.first = self.first.or(Some(time));
                    self.last = if self.packets == 1 { time } else { self.last.max(time) };
                    let mark = Mark { packet: self.packets, time };
                    match self.dissector.dissect(&packet) {
                        Dissected::Segment(segment, direction, interface, data) => {
                            self.segments += 1;
                            let interface = interface.unwrap_or(packet.interface);
                            let sighting = Sighting { mark, segment, direction, interface };
                            let connection = self.connections.take(&sighting);
                            self.octets.keep(connection, mark.packet, data);
                            see(connection, &sighting);
                        }
                        Dissected::Fragment => {}
                        Dissected::Nothing(why) => *self.losses.packets.entry(why).or_default() += 1,
                    }
                }
                Step::Comment(comment) if self.comments.len() < COMMENTS => self.comments.push(comment.to_owned()),
                Step::Comment(_) | Step::Nothing => {}
                Step::Lost => {
                    self.packets += 1;
                    self.losses.lost += 1;
                }
                Step::More(bytes) => return (used, bytes),
                Step::Damaged(damage, at) => {
                    self.losses.damage = Some((damage, at));
                    self.is_over = true;
                }
                Step::End => self.is_over = true,
            }
        }
        (used, 0)
    }

    /// Whether nothing more is to be read.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.is_over
    }

    /// How many bytes were read.
    #[must_use]
    pub const fn at(&self) -> u64 {
        self.reader.at()
    }

    /// What was read. `stated` is where the capture was made, if somebody knows.
    #[must_use]
    pub fn finish(self, stated: Option<Place>) -> Capture {
        let mut losses = self.losses;
        losses.fragments = self.dissector.lost();
        let mut watched: Vec<Watched> = Vec::new();
        for connection in self.connections.into_all() {
            let (connection, opener) = connection.oriented();
            let (place, clue) = connection.place();
            watched.push(Watched { connection: Box::new(connection), opener, place, clue });
        }
        match stated {
            Some(place) => {
                for watched in &mut watched {
                    (watched.place, watched.clue) = (place, Clue::Stated);
                }
            }
            None => settle(&mut watched),
        }
        Capture {
            connections: watched,
            losses,
            comments: self.comments,
            packets: self.packets,
            segments: self.segments,
            first: self.first.unwrap_or_default(),
            last: self.last,
        }
    }
}

/// A capture that was read.
#[derive(Clone, Debug)]
pub struct Capture {
    /// Its connections, in the order of their first packets.
    pub connections: Vec<Watched>,
    /// What could not be read.
    pub losses: Losses,
    /// The comments that the file has on the whole.
    pub comments: Vec<String>,
    /// How many packets it has.
    pub packets: u64,
    /// How many of them are TCP segments.
    pub segments: u64,
    /// When the first packet was captured, in nanoseconds since 1970.
    pub first: i64,
    /// When the last was.
    pub last: i64,
}

impl Capture {
    /// How many of its packets are others once more: captured twice.
    #[must_use]
    pub fn copies(&self) -> u64 {
        self.connections.iter().map(|watched| u64::from(watched.connection.copies())).sum()
    }
}
