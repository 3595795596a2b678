//! A connection with what is known of it besides its segments.

use super::connection::Connection;
use super::findings::{Finding, findings};
use super::infer::Known;
use super::opener::Opener;
use super::place::{Clue, Place};
use crate::sim::{PerSide, Side};
use core::net::IpAddr;
use std::collections::HashMap;

/// A connection with what is known of it besides its segments.
#[derive(Clone, Debug)]
pub struct Watched {
    /// The connection; A is who has opened it, as far as that is known.
    pub connection: Box<Connection>,
    /// By what that is known.
    pub opener: Opener,
    /// Where it was captured.
    pub place: Place,
    /// By what that is known.
    pub clue: Clue,
}

impl Watched {
    /// What is known of the state of each end at a moment.
    #[must_use]
    pub fn known(&self, now: i64) -> PerSide<Known> {
        PerSide::from_fn(|side| Known::of(&self.connection, side, self.place, now))
    }

    /// What is worth knowing of it, its ends being in these states.
    #[must_use]
    pub fn findings(&self, known: &PerSide<Known>) -> Vec<Finding> {
        findings(&self.connection, known)
    }

    /// The same as somebody says that it is, who knows better than the capture.
    #[must_use]
    pub fn otherwise(&self, place: Option<Place>, is_exchanged: bool) -> Self {
        let mut watched = self.clone();
        if is_exchanged {
            watched.exchange();
        }
        if let Some(place) = place {
            (watched.place, watched.clue) = (place, Clue::Stated);
        }
        watched
    }

    /// Whether the capture shows which end is A; otherwise somebody may say it.
    #[must_use]
    pub const fn is_opener_seen(&self) -> bool {
        matches!(self.opener, Opener::Syn | Opener::SynAck)
    }

    /// Exchanges the ends.
    pub fn exchange(&mut self) {
        self.connection.exchange();
        self.place = self.place.exchanged();
    }
}

/// How many connections say that a host is where the capture was made, and how many say that it is not.
type Votes = HashMap<IpAddr, (u32, u32)>;

/// Decides for each host once whether the capture was made there.
pub(super) fn settle(all: &mut [Watched]) {
    let mut votes = Votes::new();
    for watched in all.iter().filter(|watched| watched.place != Place::Unknown) {
        for side in Side::BOTH {
            let vote = votes.entry(watched.connection.halves[side].end.address).or_default();
            if watched.place.is_at(side) { vote.0 += 1 } else { vote.1 += 1 }
        }
    }
    for watched in all {
        if matches!(watched.clue, Clue::Direction | Clue::Loopback) {
            continue;
        }
        let near = watched.connection.halves.as_ref().map(|half| {
            let (near, far) = votes.get(&half.end.address).copied().unwrap_or_default();
            (near + far > 0).then_some(near > far)
        });
        let place = match (near.a, near.b) {
            (Some(true), Some(true)) | (None, None) => continue,
            (Some(true), _) => Place::A,
            (_, Some(true)) => Place::B,
            (Some(false), Some(false)) => Place::Between,
            _ => continue,
        };
        if place != watched.place {
            (watched.place, watched.clue) = (place, Clue::OtherConnection);
        }
    }
}
