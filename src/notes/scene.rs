//! A moment of a presentation, before anything is worked out about it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::lesson::Player;
use crate::sim::Input;

/// Names the keys that do these things one after the other.
type Namer = dyn Fn(&[Input]) -> String + Send + Sync;

/// Which keys do what on the presenter's screen. It is asked where a way has been worked out, and that is not there.
#[derive(Clone, Default)]
pub struct KeyNames(Option<Arc<Namer>>);

impl KeyNames {
    /// Keys as this names them.
    pub fn new(namer: impl Fn(&[Input]) -> String + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(namer)))
    }

    /// The keys for a way; nothing if nobody names keys, or the way needs none.
    #[must_use]
    pub fn of(&self, way: &[Input]) -> Option<String> {
        self.0.as_ref().map(|namer| namer(way)).filter(|keys| !keys.is_empty())
    }
}

impl fmt::Debug for KeyNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("KeyNames").field(&self.0.is_some()).finish()
    }
}

/// A moment of a presentation.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The lesson where it is.
    pub player: Player,
    /// How long it has been going on.
    pub elapsed: Duration,
    /// What tells it apart from the one before.
    pub mark: Mark,
    /// Which keys do what.
    pub keys: KeyNames,
}

impl PartialEq for Scene {
    fn eq(&self, other: &Self) -> bool {
        self.mark == other.mark
    }
}

impl Eq for Scene {}

/// What the room sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sight {
    /// The lesson.
    #[default]
    Lesson,
    /// The sandbox.
    Sandbox,
    /// The title page of the lesson, before its first page.
    Title,
    /// A moment of before.
    Past,
    /// Nothing.
    Black,
}

/// What tells two scenes apart for a speaker: what only ticks is not a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    title: String,
    step: usize,
    head: usize,
    asks: bool,
    plays: bool,
    /// What the room sees.
    pub sight: Sight,
    /// How many are for each answer that is offered.
    pub votes: Vec<usize>,
    /// What the room reads where that is not the lesson's page.
    pub instead: Option<String>,
    /// The lesson that follows this one in a lecture.
    pub follows: Option<String>,
}

impl Mark {
    /// The mark of a lesson where it is, of what the room sees, and of how many are for each answer.
    #[must_use]
    pub fn of(player: &Player, sight: Sight, votes: Vec<usize>) -> Self {
        Self {
            title: player.lesson().title.as_str().to_owned(),
            step: player.step(),
            head: player.head(),
            asks: player.is_question_open(),
            plays: player.is_playing(),
            sight,
            votes,
            instead: None,
            follows: None,
        }
    }

    /// The same where the room reads something else than the lesson's page.
    #[must_use]
    pub fn showing(mut self, instead: Option<String>) -> Self {
        self.instead = instead;
        self
    }

    /// The same in a lecture, where this lesson follows.
    #[must_use]
    pub fn before(mut self, follows: Option<String>) -> Self {
        self.follows = follows;
        self
    }
}
