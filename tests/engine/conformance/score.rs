//! The count: a line for each file, profile and verdict, and every miss.

use std::collections::BTreeMap;
use std::fmt;

use tcptutor::language::{ENGLISH, ElsewhereText};

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
            }
            // Of other people's facts nobody here can have said anything yet; of a measured Linux nothing may be missed in silence.
            let own = std::env::var_os(super::fact::FOLDER).is_none() && !verdict.starts_with("traced");
            if own || (profile == "linux" && !conforms) {
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
                if let Some(place) = explanation(id) {
                    writeln!(f, "    {}: {} Here: {}", place.name, place.others, place.here)?;
                }
            }
        }
        Ok(())
    }
}

/// The facts that a profile misses on purpose, by a pattern of their ids (a star stands for anything), and the name of the place in
/// the profile's own list that says why. Nothing that was measured on Linux is among them.
const MISSES: [(&str, &str); 11] = [
    ("fbsd/rcv-syn-fin-time-wait-*", "TIME-WAIT-SYN"),
    ("fbsd/rcv-syn-time-wait-*", "TIME-WAIT-SYN"),
    ("fbsd/snippet/time-wait-via-closing", "CLOSING-FIN"),
    ("netstack3/close-wait/second-fin-at-rcv-nxt", "SECOND-FIN"),
    ("netstack3/syn-sent/rst-ack-iss", "SYN-SENT-RST"),
    ("netstack3/syn-sent/ack-iss", "SYN-SENT-ACK"),
    ("netstack3/close-wait/new-data-reset", "DATA-BEHIND-FIN"),
    ("netstack3/syn-rcvd/abort", "ABORT-ACK"),
    ("netstack3/syn-rcvd/retransmitted-syn-ack", "CROSSED-ACK"),
    ("tla/Note3/*", "RESET-SENDER"),
    ("fbsd/rcv-*-closing-*", "CLOSING-FIN"),
];

/// What the profile's list says of this miss, where it says something.
fn explanation(id: &str) -> Option<&'static ElsewhereText> {
    let (_, name) = MISSES.iter().find(|(pattern, _)| matches(pattern, id))?;
    ENGLISH.elsewhere.iter().find(|place| place.name == *name)
}

fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((head, rest)) => text.strip_prefix(head).is_some_and(|tail| {
            (0..=tail.len()).filter(|at| tail.is_char_boundary(*at)).any(|at| matches(rest, &tail[at..]))
        }),
    }
}
