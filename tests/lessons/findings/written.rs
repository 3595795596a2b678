//! What the text itself shows.

use super::{findings, finds, instead};

#[test]
fn a_syntax_error_is_found() {
    finds(
        &instead("title = \"T\"", "title = \"T"),
        &["2:11: error: this is not valid TOML: invalid basic string, expected `\"`"],
    );
}

#[test]
fn every_syntax_error_is_found() {
    finds(
        &instead("title = \"T\"\nsummary = \"S\"", "title = T\nsummary = S"),
        &[
            "2:9: error: this is not valid TOML: invalid boolean, expected `true`",
            "3:11: error: this is not valid TOML: string values must be quoted, expected literal string",
        ],
    );
}

#[test]
fn a_key_twice_is_found() {
    finds(
        &instead("title = \"T\"", "title = \"T\"\ntitle = \"U\""),
        &["3:1: error: this is not valid TOML: duplicate key"],
    );
}

#[test]
fn an_unknown_key_is_found() {
    finds(&instead("hints = [", "hitns = ["), &["22:1: error: a step has no key `hitns` (did you mean `hints`?)"]);
}

#[test]
fn an_unknown_key_far_from_any_is_found() {
    finds(
        &instead("level = \"core\"", "banana = 3\nlevel = \"core\""),
        &["4:1: error: the lesson has no key `banana`"],
    );
}

#[test]
fn a_state_that_is_typed_and_a_number_that_is_picked_are_found() {
    let typed = instead("choices = [\"CLOSE_WAIT\", \"CLOSED\"]", "typed = true");
    finds(&typed, &["28:9: error: only a number can be typed"]);
    let picked = instead(
        "predict = \"B.state\"\nchoices = [\"CLOSE_WAIT\", \"CLOSED\"]",
        "predict = \"B.ack\"\npick = \"diagram\"",
    );
    let found = findings(&picked);
    assert!(found.contains(&"28:8: error: only a state can be picked on the diagram".to_owned()), "{found:?}");
}

#[test]
fn choices_beside_a_pick_on_the_diagram_are_found() {
    finds(
        &instead("choices = [", "pick = \"diagram\"\nchoices = ["),
        &["29:11: error: nothing is offered here: the answer is typed, or picked on the diagram"],
    );
}

#[test]
fn whether_something_is_possible_needs_a_pair_and_nothing_that_happens() {
    let asks = |more: &str| {
        let what = "predict = \"B.state\"\nchoices = [\"CLOSE_WAIT\", \"CLOSED\"]\nafter = [\"run until idle\"]\nwhy.CLOSED = \"Not yet.\"";
        instead(what, &format!("predict = \"possible\"\n{more}why.possible = \"No.\""))
    };
    finds(&asks("pair = \"CLOSE_WAIT, CLOSE_WAIT\"\n"), &[]);
    finds(&asks(""), &["25:1: error: a step has no `pair`"]);
    finds(
        &asks("pair = \"CLOSE_WAIT, CLOSE_WAIT\"\nafter = [\"step\"]\n"),
        &["29:1: error: `after` means something beside a question about what happens only"],
    );
}

#[test]
fn a_question_for_a_line_needs_the_line_and_code_that_has_it() {
    let asks = |more: &str, code: &str| {
        let what = "predict = \"B.state\"\nchoices = [\"CLOSE_WAIT\", \"CLOSED\"]\nafter = [\"run until idle\"]\nwhy.CLOSED = \"Not yet.\"";
        let asks = instead(what, &format!("predict = \"line\"\n{more}why.1 = \"No.\""));
        asks.replacen("format = 1\n", &format!("format = 1{code}\n"), 1)
    };
    let code = "\ncode = \"a()\\nb()\"";
    finds(&asks("line = 2\n", code), &[]);
    finds(&asks("", code), &["26:1: error: a step has no `line`"]);
    finds(&asks("line = 3\n", code), &["28:11: error: there is no line 3: the code has 2 lines"]);
    finds(
        &asks("line = 2\n", ""),
        &["27:11: error: a question for a line needs the lines: `code` at the top of the lesson"],
    );
    finds(
        &asks("line = 2\nafter = [\"step\"]\n", code),
        &["30:1: error: `after` means something beside a question about what happens only"],
    );
}

#[test]
fn a_missing_key_is_found() {
    finds(&instead("title = \"T\"\n", ""), &["1:1: error: the lesson has no `title`"]);
}

#[test]
fn missing_steps_are_found() {
    finds(
        "format = 1\ntitle = \"T\"\nsummary = \"S\"\nobjectives = [\"O\"]\n",
        &["1:1: error: the lesson has no `step`"],
    );
}

#[test]
fn an_empty_file_lacks_everything() {
    finds(
        "",
        &[
            "1:1: error: the lesson has no `format`",
            "1:1: error: the lesson has no `title`",
            "1:1: error: the lesson has no `summary`",
            "1:1: error: the lesson has no `objectives`",
            "1:1: error: the lesson has no `step`",
        ],
    );
}

#[test]
fn another_format_is_refused() {
    finds(&instead("format = 1", "format = 2"), &["1:10: error: this program reads format 1, not 2"]);
}

#[test]
fn a_format_that_is_no_number_is_found() {
    finds(&instead("format = 1", "format = \"1\""), &["1:10: error: expected a whole number, found a string"]);
}

#[test]
fn an_unknown_level_is_found() {
    finds(
        &instead("\"core\"", "\"cor\""),
        &["4:9: error: `cor` is not a level: there are `intro`, `core` and `expert` (did you mean `core`?)"],
    );
}

#[test]
fn an_unknown_profile_is_found() {
    finds(
        &instead("\"linux\"", "\"linus\""),
        &["6:11: error: `linus` is not a profile: there are `rfc9293` and `linux` (did you mean `linux`?)"],
    );
}

#[test]
fn a_value_of_the_wrong_type_is_found() {
    finds(&instead("objectives = [\"O\"]", "objectives = \"O\""), &["5:14: error: expected an array, found a string"]);
}

#[test]
fn an_empty_text_is_found() {
    finds(&instead("title = \"T\"", "title = \"  \""), &["2:9: error: this text is empty"]);
}

#[test]
fn an_unknown_state_is_found() {
    finds(
        &instead("A = \"FIN_WAIT_1\"", "A = \"FIN_WAIT_3\""),
        &["21:16: error: `FIN_WAIT_3` is not a state (did you mean `FIN_WAIT_1`?)"],
    );
}

#[test]
fn a_condition_without_a_state_is_found() {
    finds(
        &instead("until = { A = \"FIN_WAIT_1\" }", "until = {}"),
        &["21:9: error: `until` names no state: it is written `{ A = \"TIME_WAIT\" }`"],
    );
}

#[test]
fn an_unknown_side_is_found() {
    finds(&instead("until = { A =", "until = { C ="), &["21:11: error: `until` has no key `C` (did you mean `A`?)"]);
}

#[test]
fn an_unknown_action_is_found() {
    finds(
        &instead("\"B listen\"", "\"B listne\""),
        &["12:13: error: `listne` is not an action of an endpoint (did you mean `listen`?)"],
    );
}

#[test]
fn an_action_without_its_side_is_found() {
    finds(
        &instead("\"B listen\"", "\"listen\""),
        &["12:11: error: `listen` needs to know who does it: A or B (did you mean `A listen`?)"],
    );
}

#[test]
fn a_segment_that_is_not_sent_is_found() {
    finds(
        &instead("\"A write 10\"", "\"A FIN,ACK\""),
        &["16:10: error: `FIN,ACK` is a segment, and a segment is sent (did you mean `A send FIN,ACK`?)"],
    );
}

#[test]
fn an_unknown_flag_is_found() {
    finds(
        &instead("\"A write 10\"", "\"A send FIN,AKC\""),
        &["16:19: error: `AKC` is not a flag (did you mean `ACK`?)"],
    );
}

#[test]
fn an_unknown_number_of_a_segment_is_found() {
    finds(
        &instead("\"A write 10\"", "\"A send ACK seq=SND.NEXT\""),
        &["16:23: error: `SND.NEXT` is not a sequence number (did you mean `SND.NXT`?)"],
    );
}

#[test]
fn an_ack_number_without_the_flag_is_found() {
    finds(
        &instead("\"A write 10\"", "\"A send SYN ack=5\""),
        &["16:19: error: without the ACK flag the number `ack` means nothing"],
    );
}

#[test]
fn an_unknown_timer_is_found() {
    finds(
        &instead("\"A write 10\"", "\"A fire retransmision\""),
        &["16:15: error: `retransmision` is not a timer (did you mean `retransmission`?)"],
    );
}

#[test]
fn an_unknown_behaviour_is_found() {
    finds(
        &instead("\"A write 10\"", "\"A app close-on-eof\""),
        &["16:14: error: `close-on-eof` is not a behaviour (did you mean `closes-on-eof`?)"],
    );
}

#[test]
fn a_wrong_time_is_found() {
    finds(
        &instead("\"40ms\"", "\"40 ms\""),
        &["11:12: error: `40 ms` is not a time: it is written `50ms`, `1.5s`, `10m` or `2h`"],
    );
}

#[test]
fn a_wrong_link_setting_is_found() {
    finds(
        &instead("\"A write 10\"", "\"link lattency=5ms\""),
        &["16:13: error: `lattency` is not a setting of the link (did you mean `latency`?)"],
    );
}

#[test]
fn a_wrong_share_is_found() {
    finds(
        &instead("\"A write 10\"", "\"link loss=2\""),
        &["16:18: error: `2` is not a fraction: it is written `0.1` or `10%`, from 0 to 1"],
    );
}

#[test]
fn a_word_too_many_is_found() {
    finds(&instead("\"A connect\"", "\"A close B\""), &["12:31: error: nothing belongs after `A close`"]);
    // A port may stand there, by its name.
    finds(
        &instead("\"A connect\"", "\"A connect B\""),
        &["12:33: error: `B` has no value: it is written `name=value`"],
    );
}

#[test]
fn a_place_behind_wide_characters_is_exact() {
    finds(
        &instead("\"A write 10\", \"run", "\"A write 10\", \"三次 握手\", \"run"),
        &[
            "16:22: error: `三次` is not an action: an action begins with A, B, deliver, drop, hold, release, duplicate, replay, link, step, run, profile, quiet-time or isn-clock",
        ],
    );
}

#[test]
fn an_action_with_an_escape_is_marked_whole() {
    finds(&instead("\"A write 10\"", "\"A \\u0077rite 10 11\""), &["16:7: error: nothing belongs after `A write 10`"]);
}

#[test]
fn a_number_that_is_no_isn_is_found() {
    finds(
        &instead("isn = { A = 1,", "isn = { A = -1,"),
        &["10:13: error: -1 is not a sequence number: they go from 0 to 4294967295"],
    );
}

#[test]
fn a_segment_size_that_makes_no_sense_is_found() {
    finds(
        &instead("latency = \"40ms\"", "latency = \"40ms\"\nmss = 1"),
        &["12:7: error: 1 is not a segment size: they go from 64 to 65495"],
    );
}

#[test]
fn a_long_name_is_found() {
    finds(
        &instead("A = \"client\"", "A = \"the very long client\""),
        &["9:15: error: a name has room for 16 cells, not 20"],
    );
}

#[test]
fn a_step_without_text_is_found() {
    finds(&instead("say = \"Here we are.\"\n", ""), &["14:1: error: a step has neither `say` nor `ask`"]);
}

#[test]
fn a_step_that_says_and_asks_is_found() {
    finds(&instead("ask = \"Where", "say = \"Now.\"\nask = \"Where"), &["25:1: error: a step with `ask` has no `say`"]);
}

#[test]
fn a_key_beside_the_wrong_one_is_found() {
    finds(
        &instead("until = { A = \"FIN_WAIT_1\" }\n", ""),
        &["21:1: error: `hints` and `wrong` mean something beside `until` or `goal` only"],
    );
}

#[test]
fn an_unknown_prediction_is_found() {
    finds(
        &instead("\"B.state\"", "\"B.sate\""),
        &["27:11: error: nothing called `B.sate` can be predicted (did you mean `B.state`?)"],
    );
}

#[test]
fn a_prediction_of_nothing_known_is_found() {
    finds(&instead("\"B.state\"", "\"the future\""), &["27:11: error: nothing called `the future` can be predicted"]);
}

#[test]
fn a_choice_that_is_no_state_is_found() {
    finds(
        &instead("[\"CLOSE_WAIT\", \"CLOSED\"]", "[\"CLOSE_WAIT\", \"CLOSD\"]"),
        &["28:27: error: `CLOSD` is not a state (did you mean `CLOSED`?)"],
    );
}

#[test]
fn an_explanation_of_no_state_is_found() {
    finds(
        &instead("why.CLOSED", "why.CLOSING_DOWN"),
        &[
            "30:5: error: `CLOSING_DOWN` is not a state: the states are `CLOSED`, `LISTEN`, `SYN_SENT`, `SYN_RCVD`, `ESTABLISHED`, `FIN_WAIT_1`, `FIN_WAIT_2`, `CLOSE_WAIT`, `CLOSING`, `LAST_ACK` and `TIME_WAIT`",
        ],
    );
}

#[test]
fn two_explanations_of_one_answer_are_found() {
    finds(
        &instead("why.CLOSED = \"Not yet.\"", "why.CLOSED = \"Not yet.\"\nwhy.closed = \"No.\""),
        &["31:5: error: `CLOSED` has two explanations"],
    );
}

#[test]
fn an_observation_without_a_command_is_found() {
    finds(
        &instead("linux = \"ss -tan\"\n", ""),
        &["33:1: error: `observe` has no command: it has `linux`, `macos` and `windows`"],
    );
}

#[test]
fn a_segment_expected_but_unknown_is_found() {
    finds(
        &instead("[\"A data\", \"B ACK\"]", "[\"A data\", \"ACK\"]"),
        &["17:50: error: `ACK` is not a segment: it is written `A FIN,ACK`, `B data` or `none`"],
    );
}
