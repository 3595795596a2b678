//! How notes and segments look.

use super::placed::Mark;
use crate::sim::Origin;
use crate::timeline::ladder::{Kind, Note, Topic};
use crate::tui::theme::Role;

/// The mark before a note, and its role.
pub(super) const fn of_note(note: Note) -> (Option<Mark>, Role) {
    match (note, note.topic()) {
        // It stands below the call that it is about.
        (Note::Refused(_), _) => (None, Role::Wrong),
        _ if note.is_refusal() => (Some(Mark::Lost), Role::Wrong),
        (_, Topic::Trouble) => (Some(Mark::Lost), Role::Wrong),
        (_, Topic::Timer) => (Some(Mark::Timer), Role::Timer),
        (_, Topic::State(state)) => (None, Role::of_state(state)),
        (_, Topic::Call) => (None, Role::Call),
        (_, Topic::Host | Topic::Both) => (None, Role::Dim),
    }
}

/// The role of a segment.
pub(super) const fn of_segment(kind: Kind) -> Role {
    match kind {
        Kind::Syn => Role::SegmentSyn,
        Kind::Fin => Role::SegmentFin,
        Kind::Rst => Role::SegmentRst,
        Kind::Data => Role::SegmentData,
        Kind::Ack => Role::SegmentAck,
    }
}

/// The mark before the label of a segment that is not a first, honest one.
pub(super) const fn of_departure(origin: Origin) -> Option<Mark> {
    match origin {
        Origin::Sent => None,
        Origin::Again => Some(Mark::Again),
        Origin::Forged | Origin::Middlebox(_) => Some(Mark::Forged),
        Origin::DuplicateOf(_) => Some(Mark::Copy),
        Origin::ReplayOf(_) => Some(Mark::Replay),
    }
}
