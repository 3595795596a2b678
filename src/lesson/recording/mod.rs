//! Recorded sessions: a run as plain data, as a file in the lesson vocabulary, as one short text, and as the skeleton of a
//! lesson.

mod authored;
mod chain;
mod compact;
mod draft;
mod effect;
mod history;
mod model;
mod outline;
mod page_kind;
mod read;
mod replay;
mod resolve;
mod short;
mod skeleton;
mod table;
mod worlds;
mod write;

use super::diagnostic::{Diagnostic, Findings, WHOLE_FILE};
use crate::language::Language;

pub use authored::{Authored, AuthoredPage, NotYet};
pub use chain::{Changed, Seal};
#[cfg(test)]
pub(super) use draft::SessionDraft;
pub use effect::{Idle, without_effect};
pub use history::UnusualBeginning;
pub use model::{Fork, Part, PlayedLesson, Recording};
pub use outline::{Moment, Outline};
pub use page_kind::{PageKind, PageText};
#[cfg(test)]
pub(super) use read::read_by;
pub use read::{LARGEST_SESSION, is_session, line_of, read};
pub use replay::{Happened, Replayed};
pub use short::{Broken, is_short_text, unpacked};
#[cfg(test)]
pub(super) use table::SESSION;

/// Reads a session from a file's text or from the short text of a run. `name` is the file as it was named. What is wrong is said in
/// this language.
///
/// # Errors
/// Everything that is wrong with it.
pub fn open(name: &str, text: &str, language: &Language) -> Result<Recording, Unreadable> {
    if !is_session(text) && is_short_text(text) {
        return Recording::from_short_text(text, language).map_err(Unreadable::Text);
    }
    read(name, text, language).map_err(Unreadable::File)
}

/// All that is wrong with a session: what cannot be read, or else what does not hold when it is replayed.
#[must_use]
pub fn check(name: &str, text: &str, language: &Language) -> Vec<Diagnostic> {
    let whole_file = |message: String| {
        let mut findings = Findings::new(name, text, language);
        findings.error(WHOLE_FILE, message);
        findings.finish()
    };
    match open(name, text, language) {
        Err(Unreadable::File(findings)) => findings,
        Err(Unreadable::Text(broken)) => whole_file(broken.describe(language)),
        Ok(recording) => {
            let (mut findings, mut idle) = (Findings::new(name, text, language), Vec::new());
            for (path, (_, parts)) in recording.replay_all(language).enumerate() {
                for part in parts {
                    idle.extend(Idle::of(path, &part));
                    for unmet in part.unmet {
                        findings.error(&unmet.span, unmet.message);
                    }
                }
            }
            let mut findings = findings.finish();
            findings.extend(without_effect(name, text, &recording, &idle, language));
            findings.sort_by_key(|finding| (finding.line, finding.column));
            findings
        }
    }
}

/// Why a session cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The findings in its file.
    File(Vec<Diagnostic>),
    /// What is wrong with its short text.
    Text(Broken),
}
