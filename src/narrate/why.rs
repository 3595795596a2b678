//! Why it happened: the rules that the engine cited, in order, each with its arithmetic in words.

use super::arithmetic::arithmetic;
use crate::language::Language;
use crate::sim::{Record, World};
use crate::tcp::{Rule, RuleId, Tcb};

/// One rule that led to what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The rule.
    pub rule: &'static Rule,
    /// What it says, in the reader's language.
    pub says: &'static str,
    /// The numbers that made it apply, in words.
    pub arithmetic: Option<String>,
}

impl Reason {
    /// Where the rule stands: `RFC 9293 3.10.7.4 fifth`.
    #[must_use]
    pub fn place(&self) -> String {
        self.rule.place()
    }

    /// What the rule says and where it stands, with inline marks.
    #[must_use]
    pub fn marked(&self) -> String {
        format!("{} *({})*", self.says, self.place())
    }
}

/// The rules that a record cites, in order. `before` is the endpoint just before the record (see [`tcb_of`]); without it, or with one
/// in another state, only the arithmetic that the record itself proves is given.
#[must_use]
pub fn why(language: &Language, record: &Record, before: Option<&Tcb>) -> Vec<Reason> {
    reasons(language, &record.outcome.rules, record, before)
}

/// The reasons of some of a record's rules.
pub(super) fn reasons(language: &Language, rules: &[RuleId], record: &Record, before: Option<&Tcb>) -> Vec<Reason> {
    let before = before.filter(|tcb| tcb.state() == record.before);
    let mut reasons: Vec<Reason> = Vec::with_capacity(rules.len());
    for rule in rules {
        if reasons.last().is_none_or(|last| last.rule.id != *rule) {
            let words = arithmetic(language, *rule, record, before);
            let said = words.is_some() && reasons.last().is_some_and(|last| last.arithmetic == words);
            reasons.push(Reason {
                rule: rule.rule(),
                says: language.rule(*rule).says,
                arithmetic: words.filter(|_| !said),
            });
        }
    }
    reasons
}

/// The endpoint that a record is about, in a world; the one right before the record is what [`why`] wants.
#[must_use]
pub fn tcb_of<'a>(world: &'a World, record: &Record) -> Option<&'a Tcb> {
    let host = world.host(record.side);
    match record.connection() {
        Some(id) => host.connection(id).map(|connection| &connection.tcb),
        None => host.listener.as_ref(),
    }
}
