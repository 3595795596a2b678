//! A child process that makes real calls in the lab, one for each line it is told.

use std::env;
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::process::CommandExt as _;
use std::process::{self, ChildStdin, ChildStdout, Command, Stdio};

/// The word on the command line that makes this program an end's program.
pub const PROGRAM: &str = "lab-program";

/// A child process. Dropping it ends it.
pub struct Child {
    running: process::Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Child {
    /// This very program as an end's program.
    ///
    /// # Errors
    /// When nobody knows where it is.
    pub fn itself() -> io::Result<Command> {
        let mut command = Command::new(env::current_exe()?);
        command.arg(PROGRAM);
        Ok(command)
    }

    /// The same, started by another program that stands aside for it.
    ///
    /// # Errors
    /// When nobody knows where it is.
    pub fn through(words: &[&str]) -> io::Result<Command> {
        let (first, rest) = words.split_first().ok_or(io::ErrorKind::InvalidInput)?;
        let mut command = Command::new(first);
        command.args(rest).arg("--").arg(env::current_exe()?).arg(PROGRAM);
        Ok(command)
    }

    /// Starts it, in a process group of its own: a Ctrl-c is for its parent alone.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(mut command: Command) -> io::Result<Self> {
        command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        let input = child.stdin.take();
        let output = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self { running: child, input, output: BufReader::new(output) })
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.running.id()
    }

    /// Lets it make a call; what that returned, and the port of the socket.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn call(&mut self, line: &str) -> io::Result<(String, u16)> {
        let input = self.input.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        writeln!(input, "{line}")?;
        let mut answer = String::new();
        if self.output.read_line(&mut answer)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut words = answer.split_whitespace();
        let returned = words.next().unwrap_or_default().to_owned();
        Ok((returned, words.next().and_then(|port| port.parse().ok()).unwrap_or(0)))
    }

    /// Lets it do something that has to succeed.
    ///
    /// # Errors
    /// When it does not.
    pub fn done(&mut self, line: &str) -> io::Result<()> {
        let (returned, _) = self.call(line)?;
        if returned == "ok" { Ok(()) } else { Err(io::Error::other(returned)) }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // Its input ends, and with that it ends by itself, with everything reset.
        drop(self.input.take());
        let _ = self.running.wait();
    }
}
