//! The ladder's words where they are put together.

use super::{Departed, Words};
use std::fmt::Write as _;
use std::time::Duration;

/// What is said below an arrow that is not a first, honest one.
pub(super) fn departed(words: &Words, departed: Departed) -> Option<String> {
    match departed {
        Departed::First | Departed::Again(None) => None,
        Departed::Again(Some(id)) => Some(format!("{}{id}", words.again)),
        Departed::Forged => Some(words.forged.to_owned()),
        Departed::Copy(id) => Some(format!("{}{id}", words.copy)),
        Departed::Replay(id) => Some(format!("{}{id}", words.replay)),
    }
}

/// `60 s later`, rounded: a segment's flight is no part of a pause.
pub(super) fn passed(words: &Words, time: Duration) -> String {
    let mut text = String::new();
    let time = if time.as_secs() < 10 { time } else { time + Duration::from_millis(500) };
    let (seconds, tenths) = (time.as_secs(), time.subsec_millis() / 100);
    let _ = match (seconds, tenths) {
        (120.., _) if seconds.is_multiple_of(60) => write!(text, "{} min", seconds / 60),
        (120.., _) => write!(text, "{} min {} s", seconds / 60, seconds % 60),
        (10.., _) | (_, 0) => write!(text, "{seconds} s"),
        _ => write!(text, "{seconds}.{tenths} s"),
    };
    text.push_str(words.later);
    text
}
