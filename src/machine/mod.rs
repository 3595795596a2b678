//! This machine: where its sockets are read. Nothing is sent to anybody, nothing is changed, and but for macOS nothing is run.

#[cfg(target_os = "linux")]
mod child;
#[cfg(target_os = "linux")]
mod lab;
#[cfg(target_os = "linux")]
mod link;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "linux")]
mod netlink;
#[cfg(target_os = "linux")]
mod network;
#[cfg(target_os = "linux")]
mod owners;
#[cfg(target_os = "linux")]
mod program;

use std::io;
use std::time::{Duration, Instant};

use crate::live::{Detail, Survey};
#[cfg(target_os = "linux")]
pub use child::PROGRAM;
#[cfg(target_os = "linux")]
pub use lab::Lab;
#[cfg(target_os = "linux")]
pub use program::run_program;

/// This machine, looked at again and again.
#[derive(Debug)]
pub struct Machine {
    began: Instant,
    #[cfg(target_os = "linux")]
    linux: linux::Linux,
}

impl Default for Machine {
    fn default() -> Self {
        Self {
            began: Instant::now(),
            #[cfg(target_os = "linux")]
            linux: linux::Linux::default(),
        }
    }
}

impl Machine {
    /// Whether this program knows how to read the sockets of this system.
    pub const IS_KNOWN: bool = cfg!(any(target_os = "linux", target_os = "macos"));

    /// The same machine, read without netlink as if that were refused.
    #[must_use]
    pub fn without_netlink(self) -> Self {
        #[cfg(target_os = "linux")]
        return Self { linux: self.linux.without_netlink(), ..self };
        #[cfg(not(target_os = "linux"))]
        self
    }

    /// All its sockets as they are now, with all that is known of each.
    ///
    /// # Errors
    /// When nothing of them can be read.
    pub fn survey(&mut self) -> io::Result<Survey> {
        self.survey_in(Detail::Full)
    }

    /// All its sockets as they are now. A brief look costs less and says how long nothing has come only of those in `CLOSE_WAIT`.
    ///
    /// # Errors
    /// When nothing of them can be read.
    pub fn survey_in(&mut self, detail: Detail) -> io::Result<Survey> {
        let (at, before) = (self.began.elapsed(), worked());
        let survey = self.look(detail, at)?;
        Ok(Survey { cost: worked().saturating_sub(before), ..survey })
    }

    #[cfg_attr(not(target_os = "linux"), expect(clippy::unused_self, reason = "elsewhere nothing is remembered"))]
    fn look(&mut self, detail: Detail, at: Duration) -> io::Result<Survey> {
        #[cfg(target_os = "linux")]
        return self.linux.survey(detail, at);
        #[cfg(target_os = "macos")]
        return {
            let _ = detail;
            macos::survey(at)
        };
        #[cfg(not(any(target_os = "linux", target_os = "macos")))]
        return {
            let _ = (detail, at);
            Err(io::ErrorKind::Unsupported.into())
        };
    }
}

/// How long a processor has worked for this thread. Somebody else's programs, which `macos` runs, are not in it.
#[cfg(unix)]
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

/// Nobody is asked how long a processor has worked where nothing can be looked at.
#[cfg(not(unix))]
const fn worked() -> Duration {
    Duration::ZERO
}
