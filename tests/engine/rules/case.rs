//! A promise, and the script that shows it kept.

use crate::script::{Script, play};
use tcptutor::tcp::{Profile, RuleId};

pub struct Case {
    pub promise: &'static str,
    pub profile: fn() -> Profile,
    pub script: &'static str,
}

pub const fn rfc(promise: &'static str, script: &'static str) -> Case {
    Case { promise, profile: Profile::rfc9293, script }
}

pub const fn linux(promise: &'static str, script: &'static str) -> Case {
    Case { promise, profile: Profile::linux, script }
}

/// RFC 9293 with one switch turned on.
pub const fn switched(promise: &'static str, profile: fn() -> Profile, script: &'static str) -> Case {
    Case { promise, profile, script }
}

pub fn rfc793() -> Profile {
    Profile::rfc9293().with(RuleId::RstInWindow).with(RuleId::SynInWindow)
}

pub fn rfc1337() -> Profile {
    Profile::rfc9293().with(RuleId::RstIgnoredInTimeWait)
}

pub fn literal() -> Profile {
    Profile::rfc9293().with(RuleId::CrossedSynAckLiteral)
}

pub fn reopening() -> Profile {
    Profile::rfc9293().with(RuleId::TimeWaitReopened)
}

/// Plays all cases and says which promises are broken; the scripts' ends, for what they have covered.
pub fn play_all(cases: &[Case]) -> Vec<Script> {
    let mut ends = Vec::new();
    let mut broken = Vec::new();
    for case in cases {
        match play((case.profile)(), case.script) {
            Ok(end) => ends.push(end),
            Err(error) => broken.push(format!("{}\n  {error}", case.promise)),
        }
    }
    assert!(broken.is_empty(), "{} of {} broken\n{}", broken.len(), cases.len(), broken.join("\n"));
    ends
}
