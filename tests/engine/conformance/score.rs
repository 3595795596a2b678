//! The count: a line for each file, profile and verdict, and every miss.

use std::collections::BTreeMap;
use std::fmt;

#[derive(Default)]
struct Tally {
    passed: usize,
    misses: Vec<(String, String)>,
}

/// All results, by file, profile and verdict.
#[derive(Default)]
pub struct Score(BTreeMap<(String, String, String), Tally>);

impl Score {
    pub fn add(&mut self, file: &str, profile: &str, verdict: &str, id: &str, result: &Result<(), String>) {
        let tally = self.0.entry((file.to_owned(), profile.to_owned(), verdict.to_owned())).or_default();
        match result {
            Ok(()) => tally.passed += 1,
            Err(error) => tally.misses.push((id.to_owned(), error.clone())),
        }
    }

    /// What is wrong, if anything that has to be right is.
    pub fn verdict(&self) -> Result<(), String> {
        let mut complaints = Vec::new();
        let (mut linux_passed, mut linux_total) = (0, 0);
        for ((file, profile, verdict), tally) in &self.0 {
            let conforms = verdict == "conforms" && profile != "freebsd";
            if conforms && !tally.misses.is_empty() {
                complaints.push(format!("{file} {profile}: {} facts that conform are missed", tally.misses.len()));
            }
            if profile == "linux" && verdict != "conforms" {
                linux_passed += tally.passed;
                linux_total += tally.passed + tally.misses.len();
                let unexplained = tally.misses.iter().filter(|(id, _)| explanation(id).is_none());
                complaints.extend(unexplained.map(|(id, _)| format!("{id}: nobody has said why it is missed")));
            }
        }
        if linux_passed * 100 < linux_total * 95 {
            complaints.push(format!("only {linux_passed} of {linux_total} facts about Linux hold"));
        }
        if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n")) }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((file, profile, verdict), tally) in &self.0 {
            let total = tally.passed + tally.misses.len();
            writeln!(f, "conformance {file} {profile} {verdict}: {}/{total}", tally.passed)?;
            for (id, error) in &tally.misses {
                writeln!(f, "  miss {id}: {error}")?;
                if profile == "linux"
                    && let Some(why) = explanation(id)
                {
                    writeln!(f, "    known: {why}")?;
                }
            }
        }
        Ok(())
    }
}

/// What was measured on Linux 6.18 and the profile `linux` does not do: the pattern of the facts' ids, and why not.
const LINUX_MISSES: &[(&str, &str)] = &[];

/// Why the profile `linux` does not do this, where somebody has said so; a star stands for anything.
fn explanation(id: &str) -> Option<&'static str> {
    LINUX_MISSES.iter().find(|(pattern, _)| matches(pattern, id)).map(|(_, why)| *why)
}

fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((head, rest)) => text.strip_prefix(head).is_some_and(|tail| {
            (0..=tail.len()).filter(|at| tail.is_char_boundary(*at)).any(|at| matches(rest, &tail[at..]))
        }),
    }
}
