//! A presentation that goes on by itself.

#![warn(clippy::arithmetic_side_effects)]

use std::time::Duration;

/// How long each step stands where nobody says how long.
const USUAL_PAUSE: Duration = Duration::from_secs(8);

/// Whether it goes on by itself, and when next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Autoplay {
    pause: Duration,
    /// Whether it goes on by itself now.
    pub runs: bool,
    /// Whether it begins again at the end.
    pub repeats: bool,
    /// How long the present step has stood.
    stood: Duration,
}

impl Autoplay {
    /// It goes on after each such pause; without one it waits for keys.
    #[must_use]
    pub fn new(pause: Option<Duration>, repeats: bool) -> Self {
        Self { pause: pause.unwrap_or(USUAL_PAUSE), runs: pause.is_some(), repeats, stood: Duration::ZERO }
    }

    /// Time passes in which nothing moves; whether it goes on now.
    pub fn pass(&mut self, elapsed: Duration) -> bool {
        if !self.runs {
            return false;
        }
        self.stood = self.stood.saturating_add(elapsed);
        self.stood >= self.pause
    }

    /// The pause as a command line has it; nothing while it waits for keys.
    #[must_use]
    pub fn written_pause(&self) -> Option<String> {
        let millis = self.pause.as_millis();
        let whole = millis.is_multiple_of(1000);
        self.runs.then(|| if whole { format!("{}s", millis / 1000) } else { format!("{millis}ms") })
    }

    /// The next pause begins.
    pub const fn begin_pause(&mut self) {
        self.stood = Duration::ZERO;
    }

    /// Goes on by itself from now on, or no longer.
    pub const fn toggle(&mut self) {
        self.runs = !self.runs;
        self.begin_pause();
    }
}
