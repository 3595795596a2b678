//! Where the bytes of a capture come from.

use crate::language::Language;
use crate::say;
use flate2::read::MultiGzDecoder;
use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, Chain, Cursor, Read};
use std::path::Path;
use std::rc::Rc;

/// The bytes of a file, a pipe or standard input, unpacked.
pub(super) struct Input {
    bytes: Box<dyn Read>,
    counted: Rc<Cell<u64>>,
    size: Option<u64>,
    is_packed: bool,
}

/// Counts the bytes that come by.
struct Counted {
    inner: Box<dyn Read>,
    count: Rc<Cell<u64>>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

impl Input {
    /// Opens what is to be read.
    ///
    /// # Errors
    /// What it is that cannot be read, as a sentence.
    pub(super) fn open(path: &Path, name: &str, language: &Language) -> Result<Self, String> {
        let words = &language.capture;
        let unreadable = |error: io::Error| say!(language, words.unreadable, name, why = &error.to_string());
        let mut size = None;
        let inner: Box<dyn Read> = if path == Path::new("-") {
            Box::new(io::stdin())
        } else {
            let about = fs::metadata(path).map_err(unreadable)?;
            match () {
                () if about.is_dir() => return Err(say!(language, words.directory, name)),
                () if about.is_file() => {
                    size = Some(about.len());
                    Box::new(File::open(path).map_err(unreadable)?)
                }
                () => Self::open_special(path, &about, name, language)?,
            }
        };
        Self::of(inner, size).map_err(unreadable)
    }

    /// What comes from somewhere, unpacked if it begins as something packed; with its size, if that is known.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn of(inner: Box<dyn Read>, size: Option<u64>) -> io::Result<Self> {
        let counted = Rc::new(Cell::new(0));
        let mut bytes: Box<dyn Read> = Box::new(Counted { inner, count: Rc::clone(&counted) });
        let (first, is_packed) = magic(&mut bytes)?;
        let whole: Chain<Cursor<Vec<u8>>, Box<dyn Read>> = Cursor::new(first).chain(bytes);
        let bytes: Box<dyn Read> = if is_packed { Box::new(MultiGzDecoder::new(whole)) } else { Box::new(whole) };
        Ok(Self { bytes, counted, size, is_packed })
    }

    #[cfg(unix)]
    fn open_special(
        path: &Path,
        about: &fs::Metadata,
        name: &str,
        language: &Language,
    ) -> Result<Box<dyn Read>, String> {
        use std::os::unix::fs::FileTypeExt;
        let words = &language.capture;
        if !about.file_type().is_fifo() {
            return Err(say!(language, words.device, name));
        }
        let pipe =
            pipe::open(path).map_err(|error| say!(language, words.unreadable, name, why = &error.to_string()))?;
        pipe.map(|pipe| Box::new(pipe) as Box<dyn Read>).ok_or_else(|| say!(language, words.silent_pipe, name))
    }

    #[cfg(not(unix))]
    fn open_special(_: &Path, _: &fs::Metadata, name: &str, language: &Language) -> Result<Box<dyn Read>, String> {
        Err(say!(language, language.capture.device, name))
    }

    /// How many bytes were read from the file, packed as they are.
    pub(super) fn at(&self) -> u64 {
        self.counted.get()
    }

    /// How many it has, if that is known.
    pub(super) const fn size(&self) -> Option<u64> {
        self.size
    }

    /// Whether it is packed.
    pub(super) const fn is_packed(&self) -> bool {
        self.is_packed
    }
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.bytes.read(buffer)
    }
}

/// The first two bytes, and whether they are those of gzip.
fn magic(bytes: &mut dyn Read) -> io::Result<(Vec<u8>, bool)> {
    let mut first = Vec::new();
    bytes.take(2).read_to_end(&mut first)?;
    let is_packed = first == [0x1f, 0x8b];
    Ok((first, is_packed))
}

/// Named pipes: one that nobody writes into must not hold the program up.
#[cfg(unix)]
mod pipe {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::OFlags;
    use std::fs::{File, OpenOptions};
    use std::io::{self, Read};
    use std::os::unix::fs::OpenOptionsExt;
    use std::path::Path;

    /// So many seconds somebody has to begin to write.
    const PATIENCE: i64 = 2;

    /// A pipe that somebody writes into.
    pub struct Pipe {
        file: File,
        first: Option<u8>,
    }

    /// Opens a pipe; `None` if nobody writes into it.
    pub fn open(path: &Path) -> io::Result<Option<Pipe>> {
        let flags = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or_default();
        let mut file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
        let mut first = [0];
        for patience in [PATIENCE, 0] {
            match file.read(&mut first) {
                Ok(0) => wait(&file, Some(patience))?,
                Ok(_) => return Ok(Some(Pipe { file, first: Some(first[0]) })),
                // Somebody has opened it and has not written yet.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(Some(Pipe { file, first: None })),
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    fn wait(file: &File, seconds: Option<i64>) -> io::Result<()> {
        let limit = seconds.map(|seconds| Timespec { tv_sec: seconds, tv_nsec: 0 });
        poll(&mut [PollFd::new(file, PollFlags::IN)], limit.as_ref())?;
        Ok(())
    }

    impl Read for Pipe {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if let (Some(first), [place, ..]) = (self.first, &mut *buffer) {
                *place = first;
                self.first = None;
                return Ok(1);
            }
            loop {
                match self.file.read(buffer) {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => wait(&self.file, None)?,
                    done => return done,
                }
            }
        }
    }
}
