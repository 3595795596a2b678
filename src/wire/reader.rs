//! A capture file, read as its bytes come.

use super::other::Other;
use super::pcap::Pcap;
use super::pcapng::Pcapng;
use super::step::{Damage, Found, HEADER, Step};

/// Reads a capture file; to be given its bytes in order.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    format: Format,
    /// How many bytes were used up.
    at: u64,
    /// How many of the next bytes are of no interest.
    skip: u64,
}

#[derive(Clone, Debug, Default)]
enum Format {
    #[default]
    Unknown,
    Pcap(Pcap),
    Pcapng(Pcapng),
    Over,
}

impl Reader {
    /// The next step, and how many of the bytes it used up.
    ///
    /// `input` are the bytes that follow those used up so far; `whole` says that nothing follows them. Every step uses bytes up, but
    /// for [`Step::More`], [`Step::Damaged`] and [`Step::End`]. `More` never asks for much more than a megabyte, and never if `whole`.
    pub fn step<'a>(&mut self, input: &'a [u8], whole: bool) -> (usize, Step<'a>) {
        if self.skip > 0 {
            let skipped = usize::try_from(self.skip).unwrap_or(usize::MAX).min(input.len());
            self.skip = self.skip.saturating_sub(skipped as u64);
            return match (skipped, whole) {
                (0, true) => (0, self.damaged(Damage::Ends)),
                (0, false) => (0, Step::More(1)),
                _ => (self.used(skipped), Step::Nothing),
            };
        }
        let found = match &mut self.format {
            Format::Unknown => return self.begin(input, whole),
            Format::Over => return (0, Step::End),
            _ if input.is_empty() => return (0, if whole { self.over() } else { Step::More(1) }),
            Format::Pcap(pcap) => pcap.next(input),
            Format::Pcapng(pcapng) => pcapng.next(input),
        };
        match found {
            Found::Step(step, used, skip) => {
                self.skip = skip;
                (self.used(used), step)
            }
            Found::Needs(_) if whole => (0, self.damaged(Damage::Ends)),
            Found::Needs(bytes) => (0, Step::More(bytes)),
            Found::Damaged(damage) => (0, self.damaged(damage)),
        }
    }

    /// Whether a file that begins so is a capture: it takes no more than its first bytes to tell.
    #[must_use]
    pub fn knows(first: &[u8]) -> bool {
        first.len() >= Self::TELLING && (first.starts_with(&Pcapng::MAGIC) || Pcap::is(first))
    }

    /// How many bytes say whether a file is a capture.
    pub const TELLING: usize = HEADER;

    /// How many bytes were used up so far.
    #[must_use]
    pub const fn at(&self) -> u64 {
        self.at
    }

    /// The first step: which format it is.
    fn begin<'a>(&mut self, input: &'a [u8], whole: bool) -> (usize, Step<'a>) {
        if input.len() < HEADER && !whole {
            return (0, Step::More(HEADER));
        }
        if input.starts_with(&Pcapng::MAGIC) {
            self.format = Format::Pcapng(Pcapng::default());
            return self.step(input, whole);
        }
        match Pcap::begin(input) {
            Some(pcap) => {
                self.format = Format::Pcap(pcap);
                (self.used(HEADER), Step::Nothing)
            }
            None if Pcap::is(input) => (0, self.damaged(Damage::Ends)),
            None => (0, self.damaged(Damage::NotACapture(Other::guess(input)))),
        }
    }

    const fn used(&mut self, bytes: usize) -> usize {
        self.at = self.at.saturating_add(bytes as u64);
        bytes
    }

    fn over<'a>(&mut self) -> Step<'a> {
        self.format = Format::Over;
        self.skip = 0;
        Step::End
    }

    fn damaged<'a>(&mut self, damage: Damage) -> Step<'a> {
        self.over();
        Step::Damaged(damage, self.at)
    }
}
