//! The one way to standard output for commands without a terminal.

use std::io::{self, BufWriter, StdoutLock, Write};

/// Standard output, buffered. `println!` would panic when the reader of a pipe leaves; this reports an error.
pub struct Output {
    stdout: BufWriter<StdoutLock<'static>>,
}

impl Output {
    /// Locks standard output.
    #[must_use]
    pub fn stdout() -> Self {
        Self { stdout: BufWriter::new(io::stdout().lock()) }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stdout.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stdout.flush()
    }
}
