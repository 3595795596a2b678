//! Grades as JSON: one list, written while it comes.

use std::io::{self, Write};

use serde::Serialize;

use super::summary::Summary;
use crate::text::json as written;

/// A list whose members are written one by one.
pub struct List {
    is_begun: bool,
}

impl List {
    /// Nothing has been written.
    pub const fn new() -> Self {
        Self { is_begun: false }
    }

    /// Writes one more member.
    pub fn push<T: Serialize>(&mut self, member: &T, out: &mut impl Write) -> io::Result<()> {
        let before = if self.is_begun { ",\n" } else { "[\n" };
        self.is_begun = true;
        let indented: Vec<String> = written(member)?.lines().map(|line| format!("  {line}")).collect();
        write!(out, "{before}{}", indented.join("\n"))
    }

    /// The list is whole.
    pub fn end(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(if self.is_begun { b"\n]\n" } else { b"[]\n" })
    }
}

/// The class.
pub fn summary(summary: &Summary, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", written(summary)?)
}
