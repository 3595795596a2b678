//! The chain of digests of a hand-in: an edit after it was saved leaves a link that does not fit any more.
//!
//! Each link is a digest of the link before it and of one line of what was done, so that the first link that does not fit says
//! where the edit begins. There is no secret in it: whoever runs this program can make a chain for anything.

use std::iter;

use sha2::{Digest, Sha256};

use super::model::{PlayedLesson, Recording};
use crate::tcp::Profile;
use crate::text::without_bom;

/// As many octets of a digest are written: enough that nobody meets another one by chance.
const KEPT: usize = 8;

/// The table that the run begins with: what stands above it is linked by its values.
const RUN: &str = "[world]";

/// What the chain of a hand-in says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    /// There is none: it was saved by a former version, or taken out.
    Missing,
    /// Every link fits: it is as it was saved, or somebody made a new chain.
    Fits,
    /// It was changed after it was saved, here or here as well.
    Changed(Changed),
}

/// Where the first link does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Which lesson it was.
    Lesson,
    /// The log, from this line on, counted from 1.
    Log(usize),
    /// The answers.
    Answers,
    /// The name.
    Student,
    /// What happened, or what it began with.
    Run,
}

impl Recording {
    /// The same with a chain over all that it says now: for the one that has just been played.
    #[must_use]
    pub fn chained(mut self) -> Self {
        let text = self.write();
        if let Some(played) = &mut self.played {
            played.chain = links(played, self.setup.profile, &text).map(|(_, link)| link).collect();
        }
        self
    }

    /// What the chain says of a session that was read from this text, which is that of a session file.
    #[must_use]
    pub fn seal(&self, text: &str) -> Seal {
        let Some(played) = self.played.as_ref().filter(|played| !played.chain.is_empty()) else { return Seal::Missing };
        let mut written = played.chain.iter();
        for (changed, link) in links(played, self.setup.profile, text) {
            if written.next() != Some(&link) {
                return Seal::Changed(changed);
            }
        }
        // A log that was cut at its end leaves links over.
        if written.next().is_some() { Seal::Changed(Changed::Log(played.log.len() + 1)) } else { Seal::Fits }
    }
}

/// Every link, with what it is about.
fn links(played: &PlayedLesson, profile: Profile, text: &str) -> impl Iterator<Item = (Changed, String)> {
    let log = played.log.iter().enumerate().map(|(at, entry)| (Changed::Log(at + 1), entry.to_string()));
    let named = played.student.clone().unwrap_or_default();
    let linked = iter::once((Changed::Lesson, played.id.clone())).chain(log).chain([
        (Changed::Answers, played.answers.join("\n")),
        (Changed::Student, named),
        (Changed::Run, format!("{}\n{}", profile.name(), run_of(text))),
    ]);
    linked.scan(String::new(), |before, (changed, said)| {
        *before = digest(before, &said);
        Some((changed, before.clone()))
    })
}

fn digest(before: &str, said: &str) -> String {
    let digest = Sha256::new().chain_update(before).chain_update("\n").chain_update(said).finalize();
    data_encoding::HEXLOWER.encode(&digest[..KEPT])
}

/// The lines of the run that count: neither line ends, spaces around a line, empty lines nor comments do.
fn run_of(text: &str) -> String {
    let lines = without_bom(text).lines().map(str::trim);
    let run = lines.skip_while(|line| *line != RUN).filter(|line| !line.is_empty() && !line.starts_with('#'));
    run.collect::<Vec<_>>().join("\n")
}
