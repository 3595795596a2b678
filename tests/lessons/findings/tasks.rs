//! What only doing a lesson's tasks shows.

use super::{findings, finds, instead};

/// The lesson with this instead of the goal of its task.
fn with_goal(goal: &str) -> String {
    instead("until = { A = \"FIN_WAIT_1\" }", goal)
}

#[test]
fn a_goal_that_only_forbids_is_found() {
    finds(
        &with_goal("goal = [{ never = \"RST\" }, { avoids = { A = \"CLOSING\" } }]"),
        &[
            "21:8: error: this holds already when the step begins: nothing is left to do",
            "27:11: error: `CLOSE_WAIT` is offered as an answer, and nothing explains why it is wrong",
            "28:12: error: the answer is `ESTABLISHED`, and it is not among the choices",
        ],
    );
}

#[test]
fn a_puzzle_that_solves_itself_is_an_error() {
    let task = |goal: &str| {
        let what = "say = \"Let A close.\"\nuntil = { A = \"FIN_WAIT_1\" }\nhints = [\"Who is first?\", \"auto\"]\nwrong = { \"A abort\" = \"That is a RST.\" }";
        instead(what, &format!("say = \"Wait.\"\ndo = [\"A close\"]\n{goal}\nhints = [\"auto\"]"))
    };
    finds(&task("until = { B = \"CLOSE_WAIT\" }"), &["22:9: warning: this comes true by itself"]);
    finds(&task("goal = [{ B = \"CLOSE_WAIT\" }]"), &["22:8: error: this comes true by itself"]);
}

#[test]
fn a_goal_that_another_connection_has_reached_already_is_found() {
    let text = with_goal("goal = [{ A = \"FIN_WAIT_1\" }, { least = { data = 1 } }]");
    let begun = text.replace(
        "say = \"Let A close.\"",
        "say = \"Let A close.\"\ndo = [\"link cut=both\", \"A close\", \"A socket\", \"link cut=none\", \"A connect\", \"run until A ESTABLISHED\", \"link cut=both\"]",
    );
    let found = findings(&begun);
    let turned = "error: this comes true by `A use 1`, without anything being done to a connection";
    assert!(found.iter().any(|finding| finding.ends_with(turned)), "{found:?}");
}

#[test]
fn an_answer_of_nothing_that_a_little_patience_makes_wrong_is_found() {
    let asked = |after: &str| {
        let question = "predict = \"next-segment\"\nchoices = [\"none\", \"B ACK\"]\nwhy.\"B ACK\" = \"Not at once.\"";
        let text = instead("predict = \"B.state\"\nchoices = [\"CLOSE_WAIT\", \"CLOSED\"]", question);
        findings(&text.replace("why.CLOSED = \"Not yet.\"\n", "").replace("after = [\"run until idle\"]\nright", after))
    };
    let impatient =
        "the answer is `none`, but it becomes `B ACK` if the reader waits, and that is offered as a wrong one";
    let found = asked("after = [\"A keepalive on\"]\nright");
    assert!(found.iter().any(|finding| finding.ends_with(impatient)), "{found:?}");
    assert_eq!(asked("after = [\"run for 10ms\"]\nright"), [""; 0]);
}

#[test]
fn a_wrong_input_that_may_not_be_used_is_found() {
    let text = with_goal("until = { A = \"FIN_WAIT_1\" }\nallow = [\"A's calls\"]");
    finds(
        &text.replace("\"A abort\" =", "\"B close\" ="),
        &["24:11: warning: `B close` may not be used here, so nobody will read this"],
    );
}

#[test]
fn an_automatic_hint_that_would_give_up_is_found() {
    // Two losses among all calls make more worlds than a hint looks at, and fewer than a check does.
    let found = findings(&with_goal(
        "goal = [{ A = \"TIME_WAIT\" }, { B = \"CLOSED\" }, { lost = 2 }]\nallow = [\"user calls\", \"drop\"]\nfaults = 2",
    ));
    assert_eq!(found[0], "24:27: warning: no way is found in the time that a hint has");
}

#[test]
fn a_count_of_connections_that_is_not_as_expected_is_found() {
    finds(
        &instead("segments = 2 }", "segments = 2, count = { B = { CLOSE_WAIT = 10 } } }"),
        &["17:102: error: 10 connections of B should be in CLOSE_WAIT here, and 0 are"],
    );
}

#[test]
fn an_answer_of_any_other_kind_that_nobody_explains_is_found() {
    finds(
        &instead("choices = [\"CLOSE_WAIT\", \"CLOSED\"]", "pick = \"diagram\""),
        &["27:11: error: nothing explains why any other answer is wrong"],
    );
}

#[test]
fn a_text_of_a_goal_with_several_lines_has_less_room() {
    let goal = "goal = [{ A = \"FIN_WAIT_1\" }, { never = \"RST\" }]\nright = \"So it is.\"";
    let text = with_goal(goal).replace("Let A close.", &"Let A close now. ".repeat(20));
    finds(&text, &["20:7: error: this text takes 5 rows at 80x24, and there is room for 3"]);
}

#[test]
fn what_may_be_used_takes_room_from_the_text() {
    let text = with_goal("until = { A = \"FIN_WAIT_1\" }\nallow = [\"A's calls\"]");
    let text = text.replace("Let A close.", &"Let A close now. ".repeat(20));
    finds(&text, &["20:7: error: this text takes 5 rows at 80x24, and there is room for 4"]);
}

#[test]
fn a_card_and_an_explanation_of_any_other_answer_that_do_not_fit_are_found() {
    let long = "So it is and was. ".repeat(20);
    finds(
        &with_goal(&format!("until = {{ A = \"FIN_WAIT_1\" }}\nright = \"{long}\"")),
        &["22:9: error: this text takes 5 rows at 80x24, and there is room for 3"],
    );
    finds(
        &instead("why.CLOSED = \"Not yet.\"", &format!("why.CLOSED = \"Not yet.\"\nwhy.other = \"{long}\"")),
        &["31:13: error: this text takes 5 rows at 80x24, and there is room for 4"],
    );
}

#[test]
fn a_number_that_the_engine_knows_is_written_by_its_name() {
    let said = |text: &str| instead("\"Here we are.\"", &format!("\"{text}\""));
    finds(
        &said("On Linux TIME_WAIT lasts 60 seconds."),
        &["15:33: error: the engine knows this number: write `{linux.time_wait}`, and it stays right"],
    );
    finds(&said("On Linux TIME_WAIT lasts {linux.time_wait}."), &[]);
    // Where the sentence does not name its TCP, it is that of the lesson, or another one.
    finds(
        &said("TIME_WAIT lasts a minute."),
        &["15:24: warning: the engine knows this number: write `{linux.time_wait}`, and it stays right"],
    );
    finds(
        &said("It lasts {linux.time_weight}."),
        &["15:7: error: the engine knows no number `linux.time_weight` (did you mean `linux.time_wait`?)"],
    );
}

#[test]
fn a_mark_that_is_never_closed_is_found() {
    finds(&instead("\"Here we are.\"", "\"**Here we are.\""), &["15:7: warning: a `**` in this text is never closed"]);
    finds(&instead("\"Not yet.\"", "\"Call `close()\""), &["30:14: warning: a backquote in this text is never closed"]);
}

#[test]
fn a_goal_that_is_reached_elsewhere_than_its_author_thinks_blames_no_later_step() {
    finds(
        &with_goal("until = { A = \"LISTEN\" }\nexpect = { A = \"FIN_WAIT_1\" }"),
        &[
            "22:10: error: A should be in FIN_WAIT_1 here, and is in LISTEN",
            "23:27: warning: no way is found in the time that a hint has",
        ],
    );
}
