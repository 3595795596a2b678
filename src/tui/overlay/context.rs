//! What the windows read.

use crate::lesson::{Lesson, Player};
use crate::session::History;
use crate::sim::World;
use crate::timeline::{Seen, Timeline};
use crate::tui::settings::Settings;
use std::sync::Arc;

/// What a window reads.
pub struct OverlayContext<'a> {
    /// How everything looks.
    pub settings: &'a Settings,
    /// What is shown, if something is.
    pub timeline: Option<&'a dyn Timeline>,
    /// The session, if what is shown can be driven.
    pub history: Option<&'a History>,
    /// The lesson, also while its learner is in the sandbox.
    pub player: Option<&'a Player>,
    /// The lessons of a lecture, and which of them is on; nothing outside one.
    pub lecture: Option<(&'a [Arc<Lesson>], usize)>,
    /// The edges and pairs of states that were seen so far.
    pub seen: Option<&'a Seen>,
}

impl<'a> OverlayContext<'a> {
    /// For windows on the home screen.
    #[must_use]
    pub const fn without_stage(settings: &'a Settings) -> Self {
        Self { settings, timeline: None, history: None, player: None, lecture: None, seen: None }
    }

    /// The world, if what is shown can be driven.
    #[must_use]
    pub fn world(&self) -> Option<&'a World> {
        self.timeline?.world()
    }
}
