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

/// Follows the newest presenter to its end, then waits for another one, until the listener has had enough; or that one process, and
/// then no further than to its end. A presenter that begins meanwhile is another matter: whoever reads these notes speaks already.
pub fn follow(process: Option<u32>, mut hear: impl FnMut(Heard) -> ControlFlow<()>) {
    let mut message = false;
    loop {
        let heard = match newest(process) {
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
    newest(Some(process)).is_some()
}

/// The newest presenter that answers; only that process, if one is named.
fn newest(process: Option<u32>) -> Option<UnixStream> {
    folder::sockets(process).into_iter().find_map(|socket| folder::connect(&socket).ok())
}

/// Hears one presenter to its end.
fn listen(stream: UnixStream, hear: &mut impl FnMut(Heard) -> ControlFlow<()>) -> ControlFlow<()> {
    let (mut lines, mut line) = (BufReader::new(stream), Vec::new());
    loop {
        match next_part(&mut lines, &mut line) {
            Ok(true) => {
                let cue = str::from_utf8(&line).ok().and_then(Cue::from_line);
                line.clear();
                if let Some(cue) = cue {
                    hear(Heard::Cue(Box::new(cue)))?;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Ok(false) | Err(_) => return ControlFlow::Continue(()),
        }
    }
}

/// The rest of the next line; nothing at the end. What had come before a signal came stays in `line`.
fn next_part(lines: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    let left = LONGEST.saturating_sub(u64::try_from(line.len()).unwrap_or(LONGEST));
    lines.take(left).read_until(b'\n', line)?;
    Ok(!line.is_empty())
}
