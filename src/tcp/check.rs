//! The checks that an arriving segment is put to, told by the engine itself while it makes them: RFC 9293 section 3.10.7, in its
//! order, or in Linux's where that has another one.

use super::step::Step;
use super::{Fin, Instant, Outcome, Profile, ReceiveSequence, RuleId, Segment, SendSequence, State, Tcb};

/// What a check looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// SEG.SEQ and SEG.LEN against the receive window.
    Sequence,
    /// RST.
    Reset,
    /// Security labels, which are not modelled.
    Security,
    /// SYN.
    Syn,
    /// ACK and SEG.ACK.
    Ack,
    /// URG, which is not modelled.
    Urgent,
    /// The octets.
    Text,
    /// FIN.
    Fin,
    /// Whatever is left.
    Other,
    /// A SYN for the next incarnation, in TIME-WAIT.
    NewIncarnation,
    /// The SYN,ACK of a simultaneous open, which Figure 7 wants accepted.
    CrossedSynAck,
    /// Linux: none of the control bits that it wants to see.
    NoControl,
}

/// Whose list a check stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CheckList {
    /// RFC 9293 section 3.10.7.1.
    Closed,
    /// RFC 9293 section 3.10.7.2.
    Listen,
    /// RFC 9293 section 3.10.7.3.
    SynSent,
    /// RFC 9293 section 3.10.7.4.
    Connection,
    /// Linux's own: made before the RFC's checks, or in their place.
    Linux,
}

/// One check, with what was compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Whose list it stands in.
    pub list: CheckList,
    /// What it looks at.
    pub subject: Subject,
    /// The state in which it was made.
    pub state: State,
    /// The send sequence variables that were compared with.
    pub snd: SendSequence,
    /// The receive sequence variables that were compared with.
    pub rcv: ReceiveSequence,
    /// Where our FIN was.
    pub fin: Fin,
    /// Whether the segment went on to the next check.
    pub passed: bool,
    /// The rules that the engine cited for it, in order.
    pub rules: Vec<RuleId>,
    /// How many rules had been cited when it was made.
    cited: usize,
}

impl Check {
    /// Its number in the RFC's words, if it has one.
    #[must_use]
    pub const fn ordinal(&self) -> Option<&'static str> {
        Some(match (self.list, self.subject) {
            (CheckList::Listen, Subject::Reset)
            | (CheckList::SynSent, Subject::Ack)
            | (CheckList::Connection, Subject::Sequence) => "first",
            (CheckList::Listen, Subject::Ack) | (CheckList::SynSent | CheckList::Connection, Subject::Reset) => {
                "second"
            }
            (CheckList::Listen, Subject::Syn) | (CheckList::SynSent | CheckList::Connection, Subject::Security) => {
                "third"
            }
            (CheckList::Listen, Subject::Other) | (CheckList::SynSent | CheckList::Connection, Subject::Syn) => {
                "fourth"
            }
            (CheckList::SynSent, Subject::Other) | (CheckList::Connection, Subject::Ack) => "fifth",
            (CheckList::Connection, Subject::Urgent) => "sixth",
            (CheckList::Connection, Subject::Text) => "seventh",
            (CheckList::Connection, Subject::Fin) => "eighth",
            _ => return None,
        })
    }

    /// The RFC's section, if its list is the RFC's.
    #[must_use]
    pub const fn section(&self) -> Option<&'static str> {
        match self.list {
            CheckList::Closed => Some("3.10.7.1"),
            CheckList::Listen => Some("3.10.7.2"),
            CheckList::SynSent => Some("3.10.7.3"),
            CheckList::Connection => Some("3.10.7.4"),
            CheckList::Linux => None,
        }
    }

    /// Whether a rule says that it belongs to this check.
    fn is_named_by(&self, rule: RuleId) -> bool {
        let mut words = rule.rule().section.split([' ', ',']).filter(|word| !word.is_empty());
        let section = words.next();
        section.is_some() && section == self.section() && words.any(|word| Some(word) == self.ordinal())
    }
}

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
