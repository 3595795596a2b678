//! No rule and no edge without a case: what cannot happen is not in the tables.

use super::case::{Case, play_all};
use super::{linux_calls, linux_segments, rfc_calls, segments, timers, transitions};
use crate::script::Script;
use tcptutor::tcp::{EdgeId, EdgeSet, RULES, RuleId};

fn all_ends() -> Vec<Script> {
    let tables: [&[Case]; 5] =
        [transitions::CASES, segments::CASES, timers::CASES, linux_segments::CASES, rfc_calls::CASES];
    let mut ends: Vec<Script> = tables.into_iter().flat_map(play_all).collect();
    ends.extend(linux_calls::table().play());
    ends.extend(rfc_calls::table().play());
    ends
}

#[test]
fn every_edge_is_taken_by_some_case() {
    let taken = all_ends().iter().fold(EdgeSet::default(), |set, end| set.union(end.edges));
    let never: Vec<String> = EdgeId::all()
        .filter(|id| !taken.contains(*id))
        .map(|id| format!("{} {:?} {}", id.edge().from, id.edge().cause, id.edge().to))
        .collect();
    assert!(never.is_empty(), "never taken:\n{}", never.join("\n"));
}

/// Those that hosts apply around the engine have their cases in `tests/world/hosts.rs`.
#[test]
fn every_rule_is_cited_by_some_case() {
    let ends = all_ends();
    let never: Vec<String> = RULES
        .iter()
        .filter(|rule| !RuleId::OF_HOSTS.contains(&rule.id))
        .filter(|rule| !ends.iter().any(|end| end.rules.contains(&rule.id)))
        .map(|rule| format!("{:?}", rule.id))
        .collect();
    assert!(never.is_empty(), "never cited:\n{}", never.join("\n"));
}
