//! The presenter's side: a thread with a socket. Whoever shows scenes never waits for it, and it never waits for a reader.

use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::process;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use rustix::event::{PollFd, PollFlags, poll};

use super::folder;
use crate::language::Language;
use crate::notes::{Cue, Scene};

/// Nobody has more second terminals than this.
const MOST_READERS: usize = 16;

/// A socket that readers can connect to. Dropping it, or [`Prompter::close`], removes its file.
#[derive(Debug)]
pub struct Prompter {
    path: PathBuf,
    scenes: Sender<Scene>,
    /// A byte into it wakes the thread.
    bell: UnixStream,
}

impl Prompter {
    /// Opens the socket of this process.
    ///
    /// # Errors
    /// Why there can be none.
    pub fn open(language: &Language) -> io::Result<Self> {
        let path = folder::socket(&folder::make(language)?, process::id());
        for other in folder::sockets(None) {
            // Looking at it removes what a dead process left behind.
            drop(folder::connect(&other));
        }
        // An earlier process with our number is dead, whatever its file says.
        let _ = fs::remove_file(&path);
        let listener = UnixListener::bind(&path)?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
        listener.set_nonblocking(true)?;
        let (bell, hears) = UnixStream::pair()?;
        bell.set_nonblocking(true)?;
        hears.set_nonblocking(true)?;
        let (scenes, incoming) = mpsc::channel();
        let serving = Serving { listener, hears, incoming, readers: Vec::new(), line: Vec::new() };
        thread::Builder::new().name("notes".into()).spawn(move || serving.run())?;
        Ok(Self { path, scenes, bell })
    }

    /// Tells the readers of a scene, soon.
    pub fn show(&self, scene: Scene) {
        // Where the thread has gone nobody reads any more. A full pipe has rung already.
        if self.scenes.send(scene).is_ok() {
            let _ = (&self.bell).write(&[1]);
        }
    }

    /// Removes the file. Readers learn of the end when the process ends, or this is dropped.
    pub fn close(&self) {
        let _ = fs::remove_file(&self.path);
    }
}

impl Drop for Prompter {
    fn drop(&mut self) {
        self.close();
    }
}

/// What the thread has.
struct Serving {
    listener: UnixListener,
    hears: UnixStream,
    incoming: Receiver<Scene>,
    readers: Vec<UnixStream>,
    /// The latest line.
    line: Vec<u8>,
}

impl Serving {
    fn run(mut self) {
        loop {
            let mut sources = [PollFd::new(&self.listener, PollFlags::IN), PollFd::new(&self.hears, PollFlags::IN)];
            let _ = poll(&mut sources, None);
            if !self.has_ears() {
                return;
            }
            self.welcome();
            if let Some(scene) = self.incoming.try_iter().last() {
                self.line = Cue::of(&scene).to_line().into_bytes();
                let line = &self.line;
                self.readers.retain(|reader| tell(reader, line));
            }
        }
    }

    /// Empties the bell; whether the other end of it is still there.
    fn has_ears(&mut self) -> bool {
        let mut rung = [0; 64];
        loop {
            match self.hears.read(&mut rung) {
                Ok(0) => return false,
                Ok(_) => {}
                Err(error) => return error.kind() == io::ErrorKind::WouldBlock,
            }
        }
    }

    fn welcome(&mut self) {
        while let Ok((reader, _)) = self.listener.accept() {
            let heard = reader.set_nonblocking(true).is_ok() && tell(&reader, &self.line);
            if heard && self.readers.len() < MOST_READERS {
                self.readers.push(reader);
            }
        }
    }
}

/// Writes a line to a reader; whether it took all of it. One that is behind by a whole buffer is dead or asleep.
fn tell(mut reader: &UnixStream, line: &[u8]) -> bool {
    line.is_empty() || reader.write(line).is_ok_and(|written| written == line.len())
}
