//! The terminal's background, asked for without a screen.

use std::io;
use std::time::{Duration, Instant};

use super::mailbox::{Input, Mailbox};
use super::reader::Reader;
use super::screen::BackgroundQuery;
use crate::tui::key::ESCAPE_WAIT;
use crate::tui::palette::Rgb;

/// Asks the terminal for its background and waits so long for the answer, at the most. Nothing is drawn.
///
/// # Errors
/// When the terminal refuses to be used.
pub fn ask(within: Duration) -> io::Result<Option<Rgb>> {
    let asked = Instant::now();
    let _asking = BackgroundQuery::begin()?;
    let mailbox = Mailbox::default();
    let _reader = Reader::start(ESCAPE_WAIT, mailbox.clone())?;
    loop {
        match mailbox.next_input() {
            Some(Input::Background(colour)) => return Ok(colour),
            Some(Input::Gone) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Some(_) => {}
            None => {
                let left = within.saturating_sub(asked.elapsed());
                if left.is_zero() {
                    return Ok(None);
                }
                mailbox.wait(Some(left));
            }
        }
    }
}
