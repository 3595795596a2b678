//! The checks that an arriving segment is put to, told by the engine itself while it makes them: RFC 9293 section 3.10.7, in its
//! order, or in Linux's where that has another one.

use super::check::Check;
use super::numbered::{CheckList, Subject};
use super::step::Step;
use super::{Instant, Outcome, Profile, RuleId, Segment, Tcb};

/// How a segment was processed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What came of it.
    pub outcome: Outcome,
    /// The checks that were made, in order.
    pub checks: Vec<Check>,
    /// Which of them decided.
    pub decided: usize,
    /// The rules that were cited when all checks had been made.
    pub after: Vec<RuleId>,
}

/// Processes a segment on a copy of a control block, as [`super::process`] does, and tells of the checks.
#[must_use]
pub fn explain(tcb: &Tcb, segment: &Segment, now: Instant, profile: &Profile) -> Explanation {
    let mut checks = Vec::new();
    let mut tcb = tcb.clone();
    let mut step = Step::new(&mut tcb, now, profile);
    step.checks = Some(&mut checks);
    step.segment_arrives(segment);
    let checked = step.out.rules.len();
    step.finish();
    let outcome = step.out;
    for (at, rule) in outcome.rules[..checked].iter().enumerate() {
        let named = checks.iter().position(|check| check.is_named_by(*rule));
        let made = checks.iter().rposition(|check| check.cited <= at);
        if let Some(check) = named.or(made).and_then(|at| checks.get_mut(at)) {
            check.rules.push(*rule);
        }
    }
    mark_passed(&mut checks);
    let decided = decided(&checks);
    let after = outcome.rules[checked..].to_vec();
    Explanation { outcome, checks, decided, after }
}

/// A segment went on if there is a next check. A closed window lets the ACK field be used and nothing else.
fn mark_passed(checks: &mut [Check]) {
    for at in 1..checks.len() {
        let before = &checks[at - 1];
        let by_number = before.list == CheckList::Connection && before.subject == Subject::Sequence;
        checks[at - 1].passed = !by_number || checks[at].subject == Subject::Reset;
    }
}

/// The check that decided: where the segment's way ended, or else the last one at which anything was done.
fn decided(checks: &[Check]) -> usize {
    let last = checks.len().saturating_sub(1);
    if checks.last().is_none_or(|check| check.subject != Subject::Fin) {
        return last;
    }
    let by = |decides: fn(&RuleId) -> bool| checks.iter().rposition(|check| check.rules.iter().any(decides));
    by(|rule| !rule.is_in_passing()).or_else(|| by(|_| true)).unwrap_or(last)
}

impl Step<'_> {
    /// A check of one of the RFC's lists is made now.
    #[inline]
    pub fn check(&mut self, list: CheckList, subject: Subject) {
        if self.checks.is_some() {
            self.note_check(list, subject);
        }
    }

    #[cold]
    fn note_check(&mut self, list: CheckList, subject: Subject) {
        let (tcb, cited) = (&*self.tcb, self.out.rules.len());
        let (state, snd, rcv, fin) = (tcb.state, tcb.snd, tcb.rcv, tcb.fin);
        if let Some(checks) = &mut self.checks {
            checks.push(Check { list, subject, state, snd, rcv, fin, passed: false, rules: Vec::new(), cited });
        }
    }
}
