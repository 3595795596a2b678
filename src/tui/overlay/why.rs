//! Why something happened: the checks of a segment that arrived with the numbers they compared, and every rule that was cited, in
//! order, with its place and its arithmetic.

use super::entry::Entry;
use crate::narrate::{Checked, Checks, Reason};
use crate::say;
use crate::sim::PacketId;
use crate::timeline::Timeline;
use crate::tui::settings::Settings;
use crate::tui::theme::Role;

/// The column in which a rule's words begin.
const WORDS: u16 = 4;
/// The column in which a check begins, behind its mark.
const CHECK: u16 = 2;

/// Title and entries: about this packet's arrival, or else about the last thing that happened.
pub fn content(timeline: &dyn Timeline, packet: Option<PacketId>, settings: &Settings) -> (String, Vec<Entry>) {
    let language = settings.language;
    let words = &language.windows;
    let title = words.why.to_owned();
    let Some(account) = timeline.account(packet, language) else {
        return (title, vec![Entry::words(words.why_nothing)]);
    };
    let mut entries = vec![Entry::words(format!("**{}**", account.headline))];
    if let Some(checks) = account.checks {
        return (
            say!(language, words.why_checks, place = &checks.place),
            [entries, of_checks(checks, settings)].concat(),
        );
    }
    for proof in &account.proofs {
        entries.push(Entry::gap());
        entries.push(Entry::words(proof.as_str()));
    }
    if account.reason.is_none() && account.proofs.is_empty() {
        let known = timeline.world().is_some();
        entries.push(Entry::words(if known { words.why_no_rule } else { words.why_unseen }));
    }
    for (number, reason) in (1..).zip(account.reasons()) {
        entries.push(Entry::gap());
        entries.extend(of_reason(format!("{number:>2}"), reason));
    }
    (title, entries)
}

/// The checks in their order, each with what it compared and the rules that were cited for it.
fn of_checks(checks: Checks, settings: &Settings) -> Vec<Entry> {
    let (language, glyphs) = (settings.language, settings.glyphs);
    let words = &language.windows;
    let mut entries = vec![Entry::gap()];
    for check in checks.checks {
        let (mark, role) = match check {
            Checked { decided: true, .. } => (glyphs.arrow_right, Role::Token),
            Checked { modelled: false, .. } => (glyphs.dot, Role::Dim),
            Checked { passed: false, .. } => (glyphs.lost, Role::Wrong),
            Checked { .. } => (glyphs.check, Role::Right),
        };
        let title = if check.decided { format!("**{}**", check.title) } else { check.title };
        entries.push(Entry::pair(
            mark,
            role,
            CHECK,
            say!(language, words.why_check, title = &title, compared = &check.compared),
        ));
        entries.extend(check.reasons.iter().flat_map(|reason| of_reason(String::new(), reason)));
    }
    if !checks.after.is_empty() {
        entries.push(Entry::pair(glyphs.dot, Role::Dim, CHECK, words.why_then));
        entries.extend(checks.after.iter().flat_map(|reason| of_reason(String::new(), reason)));
    }
    entries.push(Entry::gap());
    let legend = say!(language, words.why_legend, passed = glyphs.check, decided = glyphs.arrow_right);
    entries.push(Entry::pair(legend, Role::Dim, 0, ""));
    entries
}

fn of_reason(head: String, reason: &Reason) -> Vec<Entry> {
    let mut entries = vec![Entry::pair(head, Role::Key, WORDS, reason.marked())];
    if let Some(arithmetic) = &reason.arithmetic {
        entries.push(Entry::pair("", Role::Text, WORDS, format!("`{arithmetic}`")));
    }
    entries
}
