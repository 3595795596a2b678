//! `doctor`: what was found out about the terminal and the configuration, one item a line, and what is wrong.

use std::io::{self, Write};

use serde::Serialize;

use super::verdict::Verdict;
use crate::lesson::Diagnostic;
use crate::text::{self, clean_line};

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Examined {
    /// What.
    pub item: &'static str,
    /// What was found.
    pub value: String,
    /// What that rests on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
}

impl Examined {
    /// A finding that needs no reason.
    #[must_use]
    pub fn new(item: &'static str, value: impl Into<String>) -> Self {
        Self { item, value: value.into(), why: String::new() }
    }

    /// The same with its reason.
    #[must_use]
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }
}

/// Everything, for programs.
#[derive(Serialize)]
struct Report<'a> {
    items: &'a [Examined],
    findings: &'a [Diagnostic],
}

/// Prints what was found out. `source` is the text of the configuration file that the findings are about.
///
/// # Errors
/// If nothing can be written.
pub fn doctor(
    items: &[Examined],
    findings: &[Diagnostic],
    source: &str,
    json: bool,
    out: &mut impl Write,
) -> io::Result<Verdict> {
    if json {
        writeln!(out, "{}", text::json(&Report { items, findings })?)?;
    } else {
        for Examined { item, value, why } in items {
            let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
            writeln!(out, "{}", clean_line(&format!("{item}: {value}{why}")))?;
        }
        for finding in findings {
            writeln!(out, "\n{}", finding.render(source).trim_end())?;
        }
    }
    Ok(if findings.is_empty() { Verdict::Fine } else { Verdict::Failed })
}
