//! The terminal's background, asked for without a screen.

use std::io;
use std::time::{Duration, Instant};

use crossterm::event;

use super::answer::{Answer, Heard};
use super::screen::Asking;
use super::translate::translate;
use crate::tui::app::Msg;
use crate::tui::palette::Rgb;

/// Asks the terminal for its background and waits so long for the answer, at the most. Nothing is drawn.
///
/// # Errors
/// When the terminal refuses to be used.
pub fn ask(within: Duration) -> io::Result<Option<Rgb>> {
    let asked = Instant::now();
    let _asking = Asking::begin()?;
    let mut answer = Answer::default();
    while event::poll(within.saturating_sub(asked.elapsed()))? {
        if let Some(Msg::Key(key)) = translate(event::read()?)
            && let Heard::Background(colour) = answer.hear(key)
        {
            return Ok(colour);
        }
    }
    Ok(None)
}
