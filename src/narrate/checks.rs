//! Every check that an arriving segment was put to, in order: the engine reports them when it processes the segment once more.

use super::compared::{compared, subject};
use super::why::{Reason, reasons, tcb_of};
use crate::language::Language;
use crate::sim::{Record, World};
use crate::tcp::{Check, Explanation, RuleId, Segment, State, Subject, Tcb, explain};

/// One check in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Which one: `fifth, ACK`.
    pub title: String,
    /// What was compared with what.
    pub compared: String,
    /// Whether there was anything to check: security and urgent data are not modelled.
    pub modelled: bool,
    /// Whether the segment passed it.
    pub passed: bool,
    /// Whether it decided what happened.
    pub decided: bool,
    /// The rules that were cited for it.
    pub reasons: Vec<Reason>,
}

impl Checked {
    /// Whether this rule was cited for it.
    #[must_use]
    pub fn cites(&self, rule: RuleId) -> bool {
        self.reasons.iter().any(|reason| reason.rule.id == rule)
    }
}

/// All checks of one segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checks {
    /// Where they stand: `RFC 9293 3.10.7.4`, or Linux.
    pub place: String,
    /// In the order in which they were made.
    pub checks: Vec<Checked>,
    /// The rules that were cited after them.
    pub after: Vec<Reason>,
}

impl Checks {
    /// The check that decided what happened.
    #[must_use]
    pub fn decided(&self) -> Option<&Checked> {
        self.checks.iter().find(|check| check.decided)
    }
}

/// The checks of a record's segment. `before` is the world before its step; `None` if the record is not an arrival, if no endpoint saw the
/// segment, or if more happened in the step, so that the endpoint of then is not known any more.
#[must_use]
pub fn checks(language: &Language, record: &Record, before: &World) -> Option<Checks> {
    let segment = record.arrived()?;
    let tcb = endpoint(record, segment, before)?;
    let message = explain(&tcb, segment, record.at, before.profile());
    let same =
        message.outcome.rules == record.outcome.rules && message.outcome.transitions == record.outcome.transitions;
    same.then(|| in_words(language, &message, record, segment, &tcb))
}

/// The endpoint at which the segment arrived, as it was then.
fn endpoint(record: &Record, segment: &Segment, before: &World) -> Option<Tcb> {
    let host = before.host(record.side);
    let mut tcb = match (tcb_of(before, record), record.before) {
        (Some(tcb), state) if tcb.state() == state => tcb.clone(),
        (_, State::Listen) => host.listener.clone()?,
        (_, State::Closed) => Tcb::new(segment.dst_port, host.isn, host.settings),
        _ => return None,
    };
    tcb.set_listener_beside(host.listener.is_some());
    Some(tcb)
}

fn in_words(language: &Language, message: &Explanation, record: &Record, segment: &Segment, tcb: &Tcb) -> Checks {
    let checks = message.checks.iter().enumerate().map(|(at, check)| {
        let ordinal = check.ordinal().map_or(String::new(), |ordinal| format!("{ordinal}, "));
        let compared = compared(language, check, segment);
        Checked {
            title: format!("{ordinal}{}", subject(language, check.subject)),
            modelled: !matches!(check.subject, Subject::Security | Subject::Urgent),
            // Behind the last check there is nothing to be let through to.
            passed: check.passed || at + 1 == message.checks.len(),
            decided: at == message.decided,
            reasons: said_once(reasons(language, &check.rules, record, Some(tcb)), &compared),
            compared,
        }
    });
    let section = message.checks.iter().find_map(Check::section);
    Checks {
        place: section.map_or_else(|| "Linux".to_owned(), |section| format!("RFC 9293 {section}")),
        checks: checks.collect(),
        after: reasons(language, &message.after, record, Some(tcb)),
    }
}

/// The reasons without the arithmetic that adds no number to those that the check has named.
fn said_once(mut reasons: Vec<Reason>, compared: &str) -> Vec<Reason> {
    fn numbers(words: &str) -> impl Iterator<Item = &str> {
        words.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty())
    }
    let adds = |words: &String| numbers(words).any(|number| numbers(compared).all(|known| known != number));
    for reason in &mut reasons {
        reason.arithmetic = reason.arithmetic.take().filter(adds);
    }
    reasons
}
