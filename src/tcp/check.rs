//! One check that an arriving segment was put to, with what it compared.

use super::numbered::{CheckList, NumberedCheck, Subject};
use super::{Fin, ReceiveSequence, RuleId, SendSequence, State};

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
    pub(super) cited: usize,
}

impl Check {
    /// Which of the RFC's numbered checks it is, if it is one.
    #[must_use]
    pub fn numbered(&self) -> Option<NumberedCheck> {
        NumberedCheck::of(self.list, self.subject)
    }

    /// Its number in the RFC's words, if it has one.
    #[must_use]
    pub fn ordinal(&self) -> Option<&'static str> {
        self.numbered().map(NumberedCheck::ordinal)
    }

    /// The RFC's section, if its list is the RFC's.
    #[must_use]
    pub const fn section(&self) -> Option<&'static str> {
        self.list.section()
    }

    /// Whether a rule says that it belongs to this check.
    pub(super) fn is_named_by(&self, rule: RuleId) -> bool {
        self.numbered().is_some_and(|numbered| rule.rule().checks.contains(&numbered))
    }
}
