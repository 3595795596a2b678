//! The time between two steps that go on by themselves, as it is written.

use std::time::Duration;

use crate::language::ENGLISH;
use crate::lesson::parse_duration;

/// A text cannot be read in less, and more is not autoplay.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(3600));

/// Reads the time between two steps.
///
/// # Errors
/// What is wrong with it, as a sentence.
pub fn pause(written: &str) -> Result<Duration, String> {
    let pause = match written.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => parse_duration(written, &ENGLISH).map_err(|wrong| wrong.message)?,
    };
    if (PAUSES.0..=PAUSES.1).contains(&pause) { Ok(pause) } else { Err(ENGLISH.command_line.pause_bounds.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::pause;
    use std::time::Duration;

    #[test]
    fn a_pause_is_seconds_or_a_time_with_its_unit() {
        for (written, seconds) in [("8s", 8), ("8", 8), ("1m", 60)] {
            assert_eq!(pause(written), Ok(Duration::from_secs(seconds)), "{written}");
        }
        for wrong in ["0s", "2h", "soon", ""] {
            assert!(pause(wrong).is_err(), "{wrong}");
        }
    }
}
