//! Goals of several lines, and what may be used to reach them, as the text itself shows them.

use tcptutor::language::ENGLISH;
use tcptutor::lesson::{check, compile};

use super::{findings, finds, instead};

/// The lesson with this instead of the goal of its task.
fn with_goal(goal: &str) -> String {
    instead("until = { A = \"FIN_WAIT_1\" }", goal)
}

#[test]
fn a_goal_of_several_lines_is_understood() {
    for line in [
        "{ visited = { A = \"FIN_WAIT_1\" } }",
        "{ avoids = { B = \"CLOSING\" } }",
        "{ never = \"RST\" }",
        "{ most = { FIN = 1 } }",
        "{ least = { segments = 1 } }",
        "{ edges = 1 }",
    ] {
        finds(&with_goal(&format!("goal = [{{ A = \"FIN_WAIT_1\" }}, {line}]")), &[]);
    }
}

#[test]
fn a_search_that_saw_everything_says_so_and_which_line_is_to_blame() {
    let printed = |goal: &str| {
        let lesson = compile("x.toml", &with_goal(goal), &ENGLISH).expect("it compiles");
        let all = check(&lesson, &ENGLISH);
        let no_way = all.iter().find(|finding| finding.message.contains("no way to this"));
        no_way.unwrap_or_else(|| panic!("{goal}: {all:#?}")).note.clone().expect("a note")
    };
    let apart = printed("allow = [\"A's calls\"]\ngoal = [{ A = \"FIN_WAIT_1\" }, { B = \"LAST_ACK\" }]");
    assert!(apart.contains("was tried, in all ") && apart.contains(" states that it leads to"), "{apart}");
    assert!(apart.contains("these cannot be reached even alone: B") && !apart.contains("alone: A"), "{apart}");
    let against = printed("allow = [\"A's calls\"]\ngoal = [{ A = \"FIN_WAIT_2\" }, { B = \"ESTABLISHED\" }]");
    assert!(against.contains("contradict each other"), "{against}");
}

#[test]
fn a_goal_without_a_line_is_found() {
    finds(&with_goal("goal = []"), &["21:8: error: a goal without a line is reached already"]);
}

#[test]
fn a_line_of_a_goal_that_says_nothing_or_two_things_is_found() {
    let message = "error: a line of a goal says one thing, such as `{ A = \"CLOSED\" }` or `{ never = \"RST\" }`";
    finds(&with_goal("goal = [{}]"), &[&format!("21:9: {message}")]);
    finds(&with_goal("goal = [{ A = \"CLOSED\", never = \"RST\" }]"), &[&format!("21:9: {message}")]);
}

#[test]
fn an_unknown_line_of_a_goal_is_found() {
    finds(
        &with_goal("goal = [{ nevr = \"RST\" }]"),
        &["21:11: error: a line of a goal has no key `nevr` (did you mean `never`?)"],
    );
}

#[test]
fn until_and_goal_together_are_found() {
    finds(
        &with_goal("until = { A = \"FIN_WAIT_1\" }\ngoal = [{ A = \"FIN_WAIT_1\" }]"),
        &["21:9: error: a step has `until` or `goal`, not both"],
    );
}

#[test]
fn what_cannot_be_allowed_is_found() {
    finds(
        &with_goal("until = { A = \"FIN_WAIT_1\" }\nallow = [\"user call\"]"),
        &["22:10: error: `user call` cannot be allowed: there are `user calls`, `A's calls`, `B's calls`, `timers`, \
             `drop`, `hold`, `duplicate`, `replay`, `forge`, `link`, `reboot` and `programs` (did you mean `user calls`?)"],
    );
}

#[test]
fn faults_without_what_is_allowed_are_found() {
    finds(
        &with_goal("until = { A = \"FIN_WAIT_1\" }\nfaults = 1"),
        &["22:1: error: `faults` means something beside `allow` only"],
    );
}

#[test]
fn a_fault_that_is_allowed_but_not_counted_is_found() {
    finds(
        &with_goal("until = { A = \"FIN_WAIT_1\" }\nallow = [\"user calls\", \"drop\"]"),
        &["22:24: error: this breaks something, and no fault may be used"],
    );
}

#[test]
fn faults_where_nothing_that_is_allowed_is_one_are_found() {
    finds(
        &with_goal("until = { A = \"FIN_WAIT_1\" }\nallow = [\"user calls\"]\nfaults = 1"),
        &["23:10: error: nothing that is allowed breaks anything, so there is no fault to count"],
    );
}

#[test]
fn a_count_that_is_there_already_is_found() {
    for line in ["least = { FIN = 0 }", "lost = 0", "accepted = { B = 0 }", "edges = 0"] {
        let found = findings(&with_goal(&format!("goal = [{{ {line} }}]")));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].ends_with("error: 0 is there already: this line counts from 1"), "{found:?}");
    }
}

#[test]
fn more_arrows_than_the_figure_has_are_found() {
    finds(&with_goal("goal = [{ edges = 99 }]"), &["21:19: error: Figure 5 has 20 arrows, not 99"]);
}

#[test]
fn accepted_for_both_sides_or_for_none_is_found() {
    let message = "error: `accepted` counts for one side: it is written `{ accepted = { B = 1 } }`";
    finds(&with_goal("goal = [{ accepted = { A = 1, B = 1 } }]"), &[&format!("21:22: {message}")]);
    finds(&with_goal("goal = [{ accepted = {} }]"), &[&format!("21:22: {message}")]);
    finds(&with_goal("goal = [{ accepted = 1 }]"), &["21:22: error: expected a table, found an integer"]);
}

#[test]
fn sockets_of_both_sides_of_two_states_or_of_none_are_found() {
    let message = "error: `count` names one state of one side: it is written `{ count = { B = { CLOSE_WAIT = 1 } } }`";
    for count in ["{ A = { CLOSED = 1 }, B = { CLOSED = 1 } }", "{ B = { CLOSED = 1, LISTEN = 1 } }", "{ B = {} }"] {
        finds(&with_goal(&format!("goal = [{{ count = {count} }}]")), &[&format!("21:19: {message}")]);
    }
    finds(&with_goal("goal = [{ count = 1 }]"), &["21:19: error: expected a table, found an integer"]);
}

#[test]
fn what_cannot_be_counted_is_found() {
    finds(&with_goal("goal = [{ never = \"RTS\" }]"), &["21:20: error: `RTS` is not a flag (did you mean `RST`?)"]);
    finds(
        &with_goal("goal = [{ most = { RST = 1, FIN = 1 } }]"),
        &["21:18: error: `most` counts one thing: it is written `{ most = { RST = 1 } }`"],
    );
    finds(&with_goal("goal = [{ lost = -1 }]"), &["21:18: error: -1 is not a number from 0 to 10000"]);
}

#[test]
fn more_lines_than_anybody_keeps_in_mind_are_found() {
    let lines = ["{ never = \"RST\" }"; 6].join(", ");
    let found = findings(&with_goal(&format!("goal = [{lines}]")));
    assert_eq!(found, ["21:104: error: a goal has at most 5 lines, and this is one more"]);
}
