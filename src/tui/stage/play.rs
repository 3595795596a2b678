//! For whom and how a game is played: what is remembered of it beside its history.

use super::leaving::Extent;
use super::present::{Aside, Show};
use super::{Asked, Game};
use crate::progress::Watch;
use crate::sim::{Record, Side};
use crate::timeline::Seen;

/// How a game is played.
pub(super) struct Play {
    /// Notices what the learner does in the lesson.
    pub watch: Option<Watch>,
    /// The question that came back, if the lesson was opened for it.
    pub asked: Option<Asked>,
    /// How much of the session can be lost without regret: it is kept elsewhere, or was there from the beginning.
    pub kept: Extent,
    /// What was seen so far, on all branches.
    pub seen: Seen,
    /// The presentation, if the lesson is presented.
    pub show: Option<Show>,
    /// The sandbox that was left for the lesson that is presented.
    pub aside: Option<Aside>,
}

impl Play {
    /// A game that is played from now on. A lesson may have begun, or a session gone on, before anybody watched.
    pub fn of(game: &Game) -> Self {
        Self {
            watch: game.player().map(|player| Watch::lesson(player, 0)),
            asked: None,
            kept: game.history().map(Extent::of).unwrap_or_default(),
            seen: game.timeline().seen(),
            show: None,
            aside: None,
        }
    }

    /// Something happened in front of a room. Only one diagram may fit: it is that of the side whose state changes. Where somebody
    /// `acts`, the keys' side stays.
    pub fn turns_to(&mut self, record: &Record, acts: bool) -> Option<Side> {
        let show = self.show.as_mut().filter(|show| show.is_large())?;
        show.hold_text_back();
        (!acts && !record.outcome.transitions.is_empty()).then_some(record.side)
    }
}
