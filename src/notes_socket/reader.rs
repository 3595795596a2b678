//! The reader's side: finds a presenter, follows it, and waits for another one when it has gone.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::folder;
use crate::notes::{Cue, Heard};

/// How often a presenter is looked for while there is none.
const LOOK: Duration = Duration::from_millis(300);
/// No line of a presenter's is longer than this.
const LONGEST: u64 = 1 << 20;

/// Follows the newest presenter, also where a newer one begins meanwhile, until the listener has had enough; or that one process,
/// and then no further than to its end.
pub fn follow(process: Option<u32>, mut hear: impl FnMut(Heard) -> ControlFlow<()>) {
    let mut message = false;
    loop {
        let found = newest(process);
        let heard = match found {
            Some((socket, stream)) => match listen(stream, &mut hear, || process.is_none() && is_overtaken(&socket)) {
                ControlFlow::Continue(End::Overtaken) => continue,
                heard => heard.map_continue(|_| Some(Heard::Gone)),
            },
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
fn newest(process: Option<u32>) -> Option<(PathBuf, UnixStream)> {
    folder::sockets(process).into_iter().find_map(|socket| folder::connect(&socket).ok().map(|stream| (socket, stream)))
}

/// Whether a presenter has begun that is newer than the one at this socket.
fn is_overtaken(socket: &Path) -> bool {
    let newer = folder::sockets(None).into_iter().take_while(|other| other != socket);
    newer.into_iter().any(|other| folder::connect(&other).is_ok())
}

/// Why a presenter is heard no longer.
enum End {
    /// It has gone.
    Gone,
    /// There is a newer one.
    Overtaken,
}

/// Hears one presenter to its end, or until another one matters more.
fn listen(
    stream: UnixStream,
    hear: &mut impl FnMut(Heard) -> ControlFlow<()>,
    is_overtaken: impl Fn() -> bool,
) -> ControlFlow<(), End> {
    if stream.set_read_timeout(Some(LOOK)).is_err() {
        return ControlFlow::Continue(End::Gone);
    }
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
            Err(error) if is_silence(&error) && !is_overtaken() => {}
            Err(error) if is_silence(&error) => return ControlFlow::Continue(End::Overtaken),
            Ok(false) | Err(_) => return ControlFlow::Continue(End::Gone),
        }
    }
}

/// Whether only nothing came for a while.
fn is_silence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted)
}

/// The rest of the next line; nothing at the end. What had come before nothing came for a while stays in `line`.
fn next_part(lines: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    let left = LONGEST.saturating_sub(u64::try_from(line.len()).unwrap_or(LONGEST));
    lines.take(left).read_until(b'\n', line)?;
    Ok(!line.is_empty())
}
