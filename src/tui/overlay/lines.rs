//! The segments up to here, one below the other as tcpdump prints them.

use super::entry::Entry;
use crate::language::Language;
use crate::say;
use crate::timeline::Timeline;
use crate::tui::theme::Role;

/// As many lines are shown, the last ones.
const SHOWN: usize = 500;

/// Title and entries.
pub fn content(timeline: &dyn Timeline, language: &'static Language) -> (String, Vec<Entry>) {
    let words = &language.windows;
    let lines = timeline.tcpdump_lines();
    let left_out = lines.len().saturating_sub(SHOWN);
    let mut entries = Vec::new();
    if lines.is_empty() {
        entries.push(Entry::words(words.lines_none));
    }
    if left_out > 0 {
        entries.push(Entry::pair(say!(language, words.lines_more, n = left_out), Role::Dim, 0, ""));
    }
    entries.extend(lines.into_iter().skip(left_out).map(|line| Entry::words(format!("`{line}`"))));
    (words.lines.to_owned(), entries)
}
