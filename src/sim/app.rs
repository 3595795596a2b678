//! The programs that use the connections.

use std::time::Duration;

/// How a host's program behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AppBehaviour {
    /// Somebody at the keyboard makes every call.
    #[default]
    Manual,
    /// It reads what comes, and closes when the peer has closed: a correct program.
    ClosesOnEof,
    /// It sends back what it reads, and closes when the peer has closed.
    Echoes,
    /// It reads what comes, and never closes: the `CLOSE_WAIT` bug.
    NeverCloses,
}

impl AppBehaviour {
    /// How long a program takes to react to what it reads.
    pub const REACTION: Duration = Duration::from_millis(10);

    /// All behaviours.
    pub const ALL: [Self; 4] = [Self::Manual, Self::ClosesOnEof, Self::Echoes, Self::NeverCloses];

    /// Its word in lessons.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::ClosesOnEof => "closes-on-eof",
            Self::Echoes => "echoes",
            Self::NeverCloses => "never-closes",
        }
    }

    /// The behaviour with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|app| app.word().eq_ignore_ascii_case(word))
    }

    /// Whether it closes when the peer has closed.
    #[must_use]
    pub const fn closes_on_eof(self) -> bool {
        matches!(self, Self::ClosesOnEof | Self::Echoes)
    }
}
