//! The reader's side: finds a presenter, follows it, and waits for another one when it has gone.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::os::unix::net::UnixStream;
use std::thread;
use std::time::Duration;

use super::folder;
use crate::notes::{Cue, Heard};

/// How often a presenter is looked for while there is none.
const LOOK: Duration = Duration::from_millis(300);
/// No line of a presenter's is longer than this.
const LONGEST: u64 = 1 << 20;

/// Follows the newest presenter until the listener has had enough; or that one process, and then no further than to its end.
pub fn follow(process: Option<u32>, mut hear: impl FnMut(Heard) -> ControlFlow<()>) {
    let mut message = false;
    loop {
        let found = folder::sockets(process).iter().find_map(|socket| folder::connect(socket).ok());
        let heard = match found {
            Some(stream) => listen(stream, &mut hear).map_continue(|()| Some(Heard::Gone)),
            None => ControlFlow::Continue((!message).then_some(Heard::Nobody)),
        };
        let ControlFlow::Continue(news) = heard else { return };
        message = true;
        if news.is_some_and(|news| hear(news).is_break()) || process.is_some() {
            return;
        }
        thread::sleep(LOOK);
    }
}

/// Whether a process presents.
#[must_use]
pub fn presents(process: u32) -> bool {
    folder::sockets(Some(process)).iter().any(|socket| folder::connect(socket).is_ok())
}

/// Hears one presenter to its end.
fn listen(stream: UnixStream, hear: &mut impl FnMut(Heard) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut lines = BufReader::new(stream);
    loop {
        match next_line(&mut lines) {
            Ok(Some(line)) => {
                if let Some(cue) = Cue::from_line(&line) {
                    hear(Heard::Cue(Box::new(cue)))?;
                }
            }
            Ok(None) | Err(_) => return ControlFlow::Continue(()),
        }
    }
}

/// The next line; nothing at the end.
fn next_line(lines: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = String::new();
    let length = lines.take(LONGEST).read_line(&mut line)?;
    Ok((length > 0).then_some(line))
}
