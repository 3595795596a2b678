//! From a recording to the text of a session file: the same recording is always the same text.

use super::super::compile::{Beginning, WORLD};
use super::super::keys::Keys;
use super::draft::SessionDraft;
use super::model::{Part, Recording};
use super::table::{BRANCH, PART, SESSION};
use crate::sim::{VERBS, Verb};

impl Recording {
    /// The recording as a session file.
    #[must_use]
    pub fn write(&self) -> String {
        self.write_by(&SESSION, VERBS)
    }

    /// The same with these keys, and with these verbs.
    pub(in super::super) fn write_by(&self, keys: &'static Keys<SessionDraft, Self>, verbs: &'static [Verb]) -> String {
        let mut out = String::new();
        keys.write_lines(self, verbs, &mut out);
        out.push_str("\n[world]\n");
        WORLD.write_lines(&self.beginning(), verbs, &mut out);
        parts("[[part]]", &self.parts, verbs, &mut out);
        for branch in &self.branches {
            out.push_str("\n[[branch]]\n");
            BRANCH.write_lines(branch, verbs, &mut out);
            parts("[[branch.part]]", &branch.parts, verbs, &mut out);
        }
        out
    }

    /// What it begins with.
    pub(super) fn beginning(&self) -> Beginning {
        Beginning { names: self.names.clone(), setup: self.setup.clone(), start: self.start.clone() }
    }
}

fn parts(head: &str, parts: &[Part], verbs: &'static [Verb], out: &mut String) {
    for part in parts {
        out.push('\n');
        out.push_str(head);
        out.push('\n');
        PART.write_lines(part, verbs, out);
    }
}
