//! Why something happened: one account of it, which every view reads.

use super::moment::Moment;
use crate::language::Language;
use crate::narrate::{self, Checked, Checks, Headline, Reason};
use crate::sim::PerSide;
use crate::tcp::RuleId;

/// What happened, what decided it, and the rest of the rules.
///
/// It is plain data: what is known without a world, of a captured segment for instance, fills in as much of it as it can.
///
/// ```
/// use tcptutor::language::ENGLISH;
/// use tcptutor::session::sandbox;
/// use tcptutor::sim::{Call, Input, Side};
/// use tcptutor::tcp::{Profile, RuleId};
/// use tcptutor::timeline::{Account, Moment};
///
/// let mut history = sandbox(Profile::rfc9293());
/// for input in [Input::Call(Side::A, Call::Connect), Input::Step] {
///     history.push(input);
/// }
/// let moment = Moment::latest(&history).expect("the SYN has arrived");
/// let account = Account::of(&ENGLISH, &moment, Side::LETTERS);
/// assert_eq!(account.headline, "B receives SYN and enters SYN_RCVD; it sends SYN,ACK");
/// let reason = account.reason.as_ref().expect("a rule decided");
/// assert_eq!((reason.rule.id, reason.place().as_str()), (RuleId::ListenSyn, "RFC 9293 3.10.7.2 third"));
///
/// // Without a world: what is known of a captured segment.
/// let captured = Account { headline: "B receives a RST and enters CLOSED".to_owned(), ..Account::default() };
/// assert_eq!(captured.reasons().count(), 0);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Who, what, and what came of it, in one line without a full stop.
    pub headline: String,
    /// The same in plain whole sentences, what decided it first; empty where nobody has told it.
    pub message: String,
    /// The deciding reason: the one rule that decided what came of it, with its place and the numbers that made it apply. Of an arrival
    /// it belongs to the check that decided; of a call it is the rule that carried it out or refused it.
    pub reason: Option<Reason>,
    /// The other rules that were cited, in order; those that only keep the books come last.
    pub rules: Vec<Reason>,
    /// The checks that an arriving segment was put to, if they are known.
    pub checks: Option<Checks>,
    /// Without a world: what shows in which states the ends are, in sentences.
    pub proofs: Vec<String>,
    /// What would make possible what was refused, as a sentence; it has to be looked for, so whoever shows it fills it in.
    pub remedy: Option<String>,
}

impl Account {
    /// The account of a moment; `names` are those of the two ends.
    #[must_use]
    pub fn of(language: &Language, moment: &Moment, names: PerSide<&str>) -> Self {
        let Moment { record, before, after, .. } = moment;
        let headline = Headline::of(language, record, names).counting(after).to_string();
        let message = narrate::describe(language, record, names, after);
        let checks = narrate::checks(language, record, before);
        let mut rules = narrate::why(language, record, narrate::tcb_of(before, record));
        let decided = checks.as_ref().and_then(Checks::decided);
        let reason = decisive(&rules, decided).map(|at| rules.remove(at));
        rules.sort_by_key(|reason| reason.rule.id.is_in_passing());
        Self { headline, message, reason, rules, checks, proofs: Vec::new(), remedy: None }
    }

    /// All rules, the deciding one first.
    pub fn reasons(&self) -> impl Iterator<Item = &Reason> {
        self.reason.iter().chain(&self.rules)
    }
}

/// Which of the rules decided what came of it; of an arrival it belongs to the check that decided.
fn decisive(rules: &[Reason], decided: Option<&Checked>) -> Option<usize> {
    let belongs = |reason: &Reason| decided.is_none_or(|check| check.cites(reason.rule.id));
    let is_weighty = |reason: &Reason| !reason.rule.id.is_in_passing() && !sets_the_terms(reason.rule.id);
    let both = rules.iter().position(|reason| belongs(reason) && is_weighty(reason));
    both.or_else(|| rules.iter().position(belongs)).or_else(|| (!rules.is_empty()).then_some(0))
}

/// Whether a rule only says on which terms another one decides.
const fn sets_the_terms(rule: RuleId) -> bool {
    matches!(
        rule,
        RuleId::SilentClose
            | RuleId::TextTrimmedOld
            | RuleId::TextTrimmedNew
            | RuleId::LinuxCalls
            | RuleId::LinuxLeftEdge
    )
}

#[cfg(test)]
mod tests {
    use super::Account;
    use crate::language::ENGLISH;
    use crate::session::sandbox;
    use crate::sim::{Call, Forged, Input, PacketId, Side};
    use crate::tcp::{Flags, Profile, RuleId};
    use crate::timeline::Moment;
    use Side::{A, B};

    /// The deciding rule of what happens last, with what the first arithmetic says.
    fn decided(inputs: &[Input]) -> (Option<RuleId>, String) {
        let mut history = sandbox(Profile::rfc9293());
        for input in [Input::Call(A, Call::Connect), Input::Step, Input::Step, Input::Step].iter().chain(inputs) {
            history.push(*input);
        }
        let moment = Moment::latest(&history).expect("something happened");
        let account = Account::of(&ENGLISH, &moment, Side::LETTERS);
        assert!(account.rules.iter().is_sorted_by_key(|reason| reason.rule.id.is_in_passing()));
        let reason = account.reason.as_ref();
        let arithmetic = reason.and_then(|reason| reason.arithmetic.clone()).unwrap_or_default();
        (reason.map(|reason| reason.rule.id), arithmetic)
    }

    #[test]
    fn the_deciding_reason_is_the_rule_that_made_the_difference() {
        assert_eq!(decided(&[]).0, Some(RuleId::AckOfSyn));
        let close = Input::Call(A, Call::Close);
        assert_eq!(decided(&[close]).0, Some(RuleId::CloseEstablished));
        let (rule, numbers) = decided(&[close, Input::Step]);
        assert_eq!(rule, Some(RuleId::FinReceived));
        assert!(numbers.contains("the FIN is 1001"), "{numbers}");
        assert_eq!(decided(&[close, Input::Step, Input::Step]).0, Some(RuleId::FinAcked));
        assert_eq!(decided(&[close, Input::Call(A, Call::Write(1))]).0, Some(RuleId::SendClosing));
        let write = Input::Call(A, Call::Write(10));
        assert_eq!(decided(&[write, Input::Step]).0, Some(RuleId::TextDelivered));
        assert_eq!(decided(&[write, Input::Step, Input::Step]).0, Some(RuleId::AckAdvances));
        let lost = Input::Drop(PacketId { from: A, number: 3 });
        assert_eq!(decided(&[write, lost, Input::Fire(A, None)]).0, Some(RuleId::Retransmission));
        let forged = Input::Inject(B, Forged::bare(Flags::SYN));
        assert_eq!(decided(&[forged, Input::Step]).0, Some(RuleId::SynChallenge));
        assert_eq!(decided(&[Input::Limit(A, crate::sim::Limit::Backlog, Some(1))]).0, None);
    }
}
