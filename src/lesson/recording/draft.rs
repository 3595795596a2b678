//! A session's file as far as it has been read, before its commands have met a world.

use std::ops::Range;

use super::super::command::Command;
use super::super::compile::Beginning;
use super::super::expect::Expect;
use super::super::log_entry::LogEntry;
use super::super::source::Spanned;
use crate::tcp::Profile;

/// The whole file.
pub struct SessionDraft {
    pub title: Option<String>,
    pub lesson: Option<String>,
    pub student: Option<String>,
    pub answers: Vec<String>,
    pub log: Vec<LogEntry>,
    pub chain: Vec<String>,
    pub name: Option<String>,
    pub at: Option<Spanned<i64>>,
    pub profile: Profile,
    pub beginning: Option<Beginning>,
    pub parts: Vec<PartDraft>,
    pub branches: Vec<BranchDraft>,
}

/// Some inputs of the file.
#[derive(Default)]
pub struct PartDraft {
    pub commands: Vec<Spanned<Command>>,
    pub mark: Option<Spanned<String>>,
    pub expect: Option<Expect>,
    pub span: Range<usize>,
}

/// A branch of the file.
#[derive(Default)]
pub struct BranchDraft {
    pub name: Option<String>,
    pub of: Option<Spanned<i64>>,
    pub after: Option<Spanned<i64>>,
    pub parts: Vec<PartDraft>,
    pub span: Range<usize>,
}

impl SessionDraft {
    /// Nothing has been read yet.
    pub fn new() -> Self {
        Self {
            title: None,
            lesson: None,
            student: None,
            answers: Vec::new(),
            log: Vec::new(),
            chain: Vec::new(),
            name: None,
            at: None,
            profile: Profile::rfc9293(),
            beginning: None,
            parts: Vec::new(),
            branches: Vec::new(),
        }
    }
}
