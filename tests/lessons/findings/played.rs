//! What only playing the lesson shows, and what a reader would notice.

use super::{finds, instead};

#[test]
fn a_start_that_the_engine_refuses_is_found() {
    finds(
        &instead("\"A connect\", \"run until idle\"]\n\n", "\"A connect\", \"run until idle\", \"A connect\"]\n\n"),
        &["12:53: error: the engine refuses `A connect` here: EISCONN"],
    );
}

#[test]
fn a_do_that_the_engine_refuses_is_found() {
    finds(
        &instead("\"A write 10\"", "\"A connect\""),
        &[
            "16:7: error: the engine refuses `A connect` here: EISCONN",
            "17:38: error: this step sends something else: nothing",
            "17:70: error: this step should send 2 segments, and sends 0",
        ],
    );
}

#[test]
fn a_do_that_does_nothing_is_found() {
    finds(
        &instead("\"A write 10\"", "\"drop A#99\", \"A write 10\""),
        &["16:7: error: `drop A#99` does nothing: there is no such segment here"],
    );
}

#[test]
fn a_described_segment_that_is_not_there_is_found() {
    finds(
        &instead("\"A write 10\"", "\"drop B FIN\", \"A write 10\""),
        &["16:7: error: `drop B FIN` finds no such segment here"],
    );
}

#[test]
fn a_timer_that_does_not_run_is_found() {
    finds(
        &instead("\"A write 10\"", "\"A fire time-wait\", \"A write 10\""),
        &["16:7: error: `A fire time-wait` does nothing: A has no such timer running"],
    );
}

#[test]
fn a_run_that_never_ends_is_found() {
    finds(
        &instead("do = [\"A write 10\", \"run until idle\"]", "do = [\"A write 10\", \"run until A TIME_WAIT\"]"),
        &["16:21: error: `run until A TIME_WAIT` never ends: nothing more is due, and it has not come true"],
    );
}

#[test]
fn an_expectation_that_does_not_hold_is_found() {
    finds(
        &instead("expect = { A = \"ESTABLISHED\",", "expect = { A = \"SYN_SENT\","),
        &["17:10: error: A should be in SYN_SENT here, and is in ESTABLISHED"],
    );
}

#[test]
fn segments_that_are_not_as_expected_are_found() {
    finds(
        &instead("[\"A data\", \"B ACK\"]", "[\"A data\", \"B FIN\"]"),
        &["17:38: error: this step sends something else: A data, then B ACK"],
    );
}

#[test]
fn a_number_of_segments_that_is_not_as_expected_is_found() {
    finds(&instead("segments = 2", "segments = 3"), &["17:70: error: this step should send 3 segments, and sends 2"]);
}

#[test]
fn a_goal_that_holds_already_is_found() {
    finds(
        &instead("until = { A = \"FIN_WAIT_1\" }", "until = { A = \"ESTABLISHED\" }"),
        &[
            "21:9: error: this holds already when the step begins: nothing is left to do",
            "27:11: error: `CLOSE_WAIT` is offered as an answer, and nothing explains why it is wrong",
            "28:12: error: the answer is `ESTABLISHED`, and it is not among the choices",
        ],
    );
}

#[test]
fn a_goal_that_cannot_be_reached_is_found() {
    finds(
        &instead(
            "until = { A = \"FIN_WAIT_1\" }",
            "until = { A = \"LAST_ACK\", B = \"CLOSE_WAIT\" }\nallow = [\"A's calls\"]",
        ),
        &["21:9: error: no way to this was found"],
    );
}

#[test]
fn a_goal_that_time_reaches_is_found() {
    finds(
        &instead(
            "say = \"Let A close.\"\nuntil = { A = \"FIN_WAIT_1\" }\nhints = [\"Who is first?\", \"auto\"]\nwrong = { \"A abort\" = \"That is a RST.\" }",
            "say = \"Wait.\"\ndo = [\"A close\"]\nuntil = { A = \"FIN_WAIT_1\", B = \"CLOSE_WAIT\" }\nhints = [\"auto\"]",
        ),
        &["22:9: warning: this comes true by itself"],
    );
}

#[test]
fn a_hint_that_names_the_answer_is_found() {
    finds(
        &instead("\"Who is first?\"", "\"Try `close()`.\""),
        &["22:10: error: this hint names the answer, `A close`"],
    );
}

#[test]
fn missing_hints_are_found() {
    finds(&instead("hints = [\"Who is first?\", \"auto\"]\n", ""), &["21:9: warning: there is no hint"]);
}

#[test]
fn an_empty_hint_is_found() {
    finds(&instead("\"Who is first?\"", "\"\""), &["22:10: error: this text is empty"]);
}

#[test]
fn a_wrong_input_that_is_right_is_found() {
    finds(&instead("\"A abort\" =", "\"A close\" ="), &["23:11: error: `A close` is not wrong: it leads to the goal"]);
}

#[test]
fn a_wrong_input_that_does_nothing_is_found() {
    finds(
        &instead("\"A abort\" =", "\"drop A#99\" ="),
        &["23:11: warning: `drop A#99` does nothing here, so nobody will read this"],
    );
}

#[test]
fn an_answer_that_is_not_offered_is_found() {
    finds(
        &instead("[\"CLOSE_WAIT\", \"CLOSED\"]", "[\"LAST_ACK\", \"CLOSED\"]"),
        &[
            "27:11: error: `LAST_ACK` is offered as an answer, and nothing explains why it is wrong",
            "28:12: error: the answer is `CLOSE_WAIT`, and it is not among the choices",
        ],
    );
}

#[test]
fn choices_that_are_all_equal_are_found() {
    finds(
        &instead("[\"CLOSE_WAIT\", \"CLOSED\"]", "[\"CLOSE_WAIT\", \"CLOSE-WAIT\"]"),
        &[
            "28:26: error: `CLOSE_WAIT` is offered twice",
            "30:5: error: `CLOSED` is explained, but not among the choices",
        ],
    );
}

#[test]
fn a_wrong_answer_that_nobody_explains_is_found() {
    finds(
        &instead("[\"CLOSE_WAIT\", \"CLOSED\"]", "[\"CLOSE_WAIT\", \"CLOSED\", \"LAST_ACK\"]"),
        &["27:11: error: `LAST_ACK` is offered as an answer, and nothing explains why it is wrong"],
    );
}

#[test]
fn the_right_answer_explained_as_wrong_is_found() {
    finds(
        &instead("why.CLOSED = \"Not yet.\"", "why.CLOSED = \"Not yet.\"\nwhy.CLOSE_WAIT = \"No.\""),
        &["31:5: error: `CLOSE_WAIT` is the right answer here"],
    );
}

#[test]
fn an_explanation_of_an_answer_not_offered_is_found() {
    finds(
        &instead("why.CLOSED = \"Not yet.\"", "why.CLOSED = \"Not yet.\"\nwhy.LISTEN = \"No.\""),
        &["31:5: error: `LISTEN` is explained, but not among the choices"],
    );
}

#[test]
fn a_question_without_an_answer_is_found() {
    finds(
        &instead(
            "predict = \"B.state\"\nchoices = [\"CLOSE_WAIT\", \"CLOSED\"]\nafter = [\"run until idle\"]\nwhy.CLOSED = \"Not yet.\"",
            "predict = \"B.returns\"\nchoices = [\"0\", \"EPIPE\"]\nafter = [\"run until idle\"]\nwhy.EPIPE = \"Not yet.\"",
        ),
        &["27:11: error: there is no answer: nothing in `after` gives one for `B.returns`"],
    );
}

#[test]
fn too_many_choices_are_found() {
    finds(
        &instead(
            "[\"CLOSE_WAIT\", \"CLOSED\"]",
            "[\"CLOSE_WAIT\", \"CLOSED\", \"LISTEN\", \"LAST_ACK\", \"TIME_WAIT\", \"CLOSING\", \"SYN_SENT\"]",
        ),
        &[
            "27:11: error: 7 answers are offered, and there is room for 6",
            "27:11: error: `LAST_ACK` is offered as an answer, and nothing explains why it is wrong",
            "27:11: error: `SYN_SENT` is offered as an answer, and nothing explains why it is wrong",
            "27:11: error: `LISTEN` is offered as an answer, and nothing explains why it is wrong",
            "27:11: error: `CLOSING` is offered as an answer, and nothing explains why it is wrong",
            "27:11: error: `TIME_WAIT` is offered as an answer, and nothing explains why it is wrong",
        ],
    );
}

#[test]
fn a_question_that_praises_nobody_is_found() {
    finds(&instead("right = \"It waits for its program.\"\n", ""), &["27:11: warning: the question has no `right`"]);
}

#[test]
fn a_text_that_does_not_fit_is_found() {
    finds(
        &instead(
            "\"Here we are.\"",
            "\"Here we are again and again. Here we are again and again. Here we are again and again. Here we are again and again. Here we are again and again. Here we are again and again. Here we are again and again. Here we are again and again. Here we are again and again. Here we are again and again. Here we are again and again. Here we are again and again. Here we are again and again. Here we are again and again. Here we are again and again. Here we are again and again. Here we are again and again. Here we are again and again. Here we are again and again. Here we are again and again. \"",
        ),
        &["15:7: error: this text takes 8 rows at 80x24, and there is room for 5"],
    );
}

#[test]
fn a_title_that_does_not_fit_is_found() {
    finds(
        &instead("title = \"T\"", "title = \"A very long title A very long title A very long title \""),
        &["2:9: error: the title has 53 cells, and the title line has room for 36"],
    );
}

#[test]
fn a_missing_observation_is_found() {
    finds(
        &instead("\n[[observe]]\nlinux = \"ss -tan\"\nexpect = \"something\"\n", ""),
        &["1:1: warning: the lesson has no `[[observe]]`"],
    );
}

#[test]
fn a_lesson_that_asks_and_gives_nothing_is_found() {
    finds(
        "format = 1\ntitle = \"T\"\nsummary = \"S\"\nobjectives = []\n[[step]]\nsay = \"Nothing.\"\n",
        &[
            "1:1: warning: the lesson has no objectives",
            "1:1: warning: the lesson has no `[[observe]]`",
            "1:1: warning: the lesson asks nothing",
            "1:1: warning: the lesson gives nothing to do",
        ],
    );
}
