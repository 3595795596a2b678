//! Everything that can be wrong with a session file, one test a finding, with its place and its words.

use tcptutor::language::ENGLISH;
use tcptutor::lesson::recording::{check, read};

/// A session without a fault.
const BASE: &str = r#"session = 1
title = "T"
profile = "linux"
name = "as it should be"
at = 2

[world]
names = { A = "client", B = "server" }
isn = { A = 1, B = 2 }
start = ["B listen"]

[[part]]
mark = "before"

[[part]]
do = ["A connect", "step 3"]
mark = "connected"
expect = { A = "ESTABLISHED", B = "ESTABLISHED", sent = ["A SYN", "B SYN,ACK", "A ACK"] }

[[part]]
do = ["A close"]

[[branch]]
name = "lost"
after = 1

[[branch.part]]
do = ["drop A SYN"]

[[branch]]
of = 1
after = 1

[[branch.part]]
do = ["run until idle"]
expect = { B = "ESTABLISHED" }
"#;

fn instead(what: &str, with: &str) -> String {
    assert_eq!(BASE.matches(what).count(), 1, "`{what}` stands in the session once");
    BASE.replace(what, with)
}

/// Asserts that these are all the findings, each without the file's name.
fn finds(text: &str, expected: &[&str]) {
    let found: Vec<String> = check("x.toml", text, &ENGLISH)
        .iter()
        .map(|finding| finding.to_string().trim_start_matches("x.toml:").to_owned())
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn nothing_is_found_in_a_good_session() {
    finds(BASE, &[]);
}

#[test]
fn a_syntax_error_is_found() {
    finds(
        &instead(
            "after = 1\n\n[[branch.part]]\ndo = [\"drop A SYN\"]",
            "after = \n\n[[branch.part]]\ndo = [\"drop A SYN\"]",
        ),
        &["25:9: error: this is not valid TOML: string values must be quoted, expected literal string"],
    );
}

#[test]
fn another_format_is_found() {
    finds(&instead("session = 1", "session = 2"), &["1:11: error: this program reads format 1, not 2"]);
}

#[test]
fn an_unknown_key_is_found() {
    finds(&instead("title =", "titel ="), &["2:1: error: the session has no key `titel` (did you mean `title`?)"]);
    finds(
        &instead("mark = \"before\"", "mrak = \"before\""),
        &["13:1: error: a part has no key `mrak` (did you mean `mark`?)"],
    );
    finds(
        &instead("name = \"lost\"", "nmae = \"lost\""),
        &["24:1: error: a branch has no key `nmae` (did you mean `name`?)"],
    );
}

#[test]
fn an_unknown_profile_is_found() {
    finds(
        &instead("\"linux\"", "\"linus\""),
        &["3:11: error: `linus` is not a profile: there are `rfc9293` and `linux` (did you mean `linux`?)"],
    );
}

#[test]
fn a_world_that_makes_no_sense_is_found() {
    finds(
        &instead("isn = { A = 1, B = 2 }", "isn = { A = 1, B = -2 }"),
        &["9:20: error: -2 is not a sequence number: they go from 0 to 4294967295"],
    );
}

#[test]
fn a_start_that_cannot_be_played_is_found() {
    finds(
        &instead("[\"B listen\"]", "[\"drop A FIN\", \"B listen\"]"),
        &["10:10: error: `drop A FIN` finds no such segment here"],
    );
}

#[test]
fn a_word_that_is_no_command_is_found_where_it_stands() {
    finds(
        &instead("\"A connect\", \"step 3\"", "\"A conect\", \"step many\""),
        &[
            "16:10: error: `conect` is not an action of an endpoint (did you mean `connect`?)",
            "16:25: error: `many` is not a number of steps from 1 to 1000",
        ],
    );
}

#[test]
fn all_findings_come_at_once() {
    let text =
        instead("session = 1", "session = 3").replace("\"A close\"", "\"A clsoe\"").replace("at = 2", "at = \"2\"");
    finds(
        &text,
        &[
            "1:11: error: this program reads format 1, not 3",
            "5:6: error: expected a whole number, found a string",
            "21:10: error: `clsoe` is not an action of an endpoint (did you mean `close`?)",
        ],
    );
}

#[test]
fn a_segment_that_is_not_there_is_found() {
    finds(&instead("drop A SYN", "drop B SYN"), &["28:7: error: `drop B SYN` finds no such segment here"]);
}

#[test]
fn a_run_that_never_ends_is_found() {
    finds(
        &instead("\"run until idle\"", "\"run until B TIME_WAIT\""),
        &["35:7: error: `run until B TIME_WAIT` never ends: nothing more is due, and it has not come true"],
    );
}

#[test]
fn an_empty_part_is_found() {
    finds(&instead("mark = \"before\"\n", ""), &["12:1: error: this part is empty"]);
    finds(&instead("mark = \"before\"", "do = []"), &["12:1: error: nothing happens in this part"]);
}

#[test]
fn waiting_for_what_is_so_already_is_no_part() {
    let recording =
        read("x.toml", "session = 1\n[[part]]\ndo = [\"run until idle\"]\n", &ENGLISH).expect("it is a session");
    assert_eq!(recording.parts, []);
    assert_eq!(read("x.toml", &recording.write(), &ENGLISH), Ok(recording));
}

#[test]
fn an_empty_mark_is_found() {
    finds(&instead("\"before\"", "\" \""), &["13:8: error: this text is empty"]);
}

#[test]
fn two_marks_at_one_moment_are_found() {
    finds(
        &instead("do = [\"A connect\", \"step 3\"]\n", ""),
        &[
            "5:6: error: there is no step 2: the present path has 1",
            "16:8: error: this moment has a name already",
            "24:9: error: no branch can leave after step 1: that path has 1 step",
        ],
    );
}

#[test]
fn a_mark_where_a_branch_leaves_is_found() {
    finds(
        &instead(
            "[[branch.part]]\ndo = [\"drop A SYN\"]",
            "[[branch.part]]\nmark = \"here\"\n[[branch.part]]\ndo = [\"drop A SYN\"]",
        ),
        &["28:8: error: this moment lies on the path that the branch leaves: mark it there"],
    );
}

#[test]
fn a_branch_of_no_path_is_found() {
    finds(&instead("of = 1", "of = 2"), &["31:6: error: branch 2 does not stand before this one"]);
    finds(&instead("of = 1", "of = 0"), &["31:6: error: branch 0 does not stand before this one"]);
}

#[test]
fn a_branch_that_leaves_after_the_end_is_found() {
    finds(
        &instead("name = \"lost\"\nafter = 1", "name = \"lost\"\nafter = 5"),
        &["25:9: error: no branch can leave after step 5: that path has 5 steps"],
    );
    finds(
        &instead("of = 1\nafter = 1", "of = 1\nafter = -1"),
        &["32:9: error: no branch can leave after step -1: that path has 2 steps"],
    );
}

#[test]
fn a_branch_without_a_place_or_without_parts_is_found() {
    finds(&instead("name = \"lost\"\nafter = 1", "name = \"lost\""), &["23:1: error: a branch has no `after`"]);
    finds(&instead("[[branch.part]]\ndo = [\"drop A SYN\"]", ""), &["23:1: error: a branch has no `part`"]);
}

#[test]
fn a_branch_on_which_nothing_happens_is_found() {
    finds(
        &instead("do = [\"drop A SYN\"]", "expect = { A = \"SYN_SENT\" }"),
        &["23:1: error: nothing happens on this branch"],
    );
}

#[test]
fn a_moment_that_does_not_exist_is_found() {
    finds(&instead("at = 2", "at = 6"), &["5:6: error: there is no step 6: the present path has 5"]);
}

#[test]
fn an_expectation_that_does_not_hold_is_found() {
    finds(
        &instead("expect = { B = \"ESTABLISHED\" }", "expect = { B = \"LISTEN\" }"),
        &["36:10: error: B should be in LISTEN here, and is in ESTABLISHED"],
    );
    finds(
        &instead("\"A SYN\", ", ""),
        &["18:57: error: this step sends something else: A SYN, then B SYN,ACK, then A ACK"],
    );
    finds(
        &instead("{ B = \"ESTABLISHED\" }", "{ segments = 9 }"),
        &["36:23: error: this step should send 9 segments, and sends 2"],
    );
}

#[test]
fn a_state_that_is_counted_by_two_of_its_names_is_found() {
    finds(
        &instead("expect = { B = \"ESTABLISHED\" }", "expect = { count = { B = { CLOSE_WAIT = 0, close-wait = 0 } } }"),
        &["36:44: error: CLOSE_WAIT is counted twice"],
    );
}

#[test]
fn a_session_that_never_ends_is_found() {
    let many = vec!["\"step 1000\""; 4_001].join(", ");
    let text = format!("session = 1\n[[part]]\ndo = [{many}]\n");
    finds(&text, &["3:1567: error: a session has at most 120000 inputs, and here are more"]);
}

#[test]
fn a_file_that_is_far_too_large_is_found() {
    let text = format!("session = 1\n{}", " ".repeat(1_100_000));
    finds(&text, &["1:1: error: this file has 1100012 bytes, and a session has at most 1100000"]);
}

#[test]
fn a_finding_is_rendered_with_its_line_and_a_caret() {
    let text = instead("A connect", "A conect");
    let rendered = read("x.toml", &text, &ENGLISH).expect_err("it is wrong")[0].render(&text);
    insta::assert_snapshot!(rendered, @r#"
    error: `conect` is not an action of an endpoint
      --> x.toml:16:10
       |
    16 | do = ["A conect", "step 3"]
       |          ^^^^^^
       |
       = help: did you mean `connect`?
    "#);
}

#[test]
fn half_a_file_and_a_file_with_one_byte_more_never_panic() {
    for at in 0..BASE.len() {
        let _ = check("x.toml", &BASE[..at], &ENGLISH);
        for more in ["\"", "]", "9", "=", "\n", "\u{0}", "é"] {
            let _ = check("x.toml", &format!("{}{more}{}", &BASE[..at], &BASE[at..]), &ENGLISH);
        }
    }
}

#[test]
fn what_changes_nothing_is_found_at_its_line() {
    let nothing = [
        ("drop B#9", "there is no such segment here"),
        ("hold A#7", "there is no such segment here"),
        ("release A#1", "there is no such segment here"),
        ("A fire persist", "A has no such timer running"),
    ];
    for (action, why) in nothing {
        let found = format!("16:23: warning: `{action}` does nothing: {why}");
        finds(
            &instead("do = [\"A connect\", \"step 3\"]", &format!("do = [\"A connect\",    \"{action}\", \"step 3\"]")),
            &[&found],
        );
    }
    for action in ["B use 9", "link cut=none", "B backlog unlimited", "profile linux"] {
        let found = format!("16:23: warning: `{action}` changes nothing here");
        finds(
            &instead("do = [\"A connect\", \"step 3\"]", &format!("do = [\"A connect\",    \"{action}\", \"step 3\"]")),
            &[&found],
        );
    }
    let on_a_branch = "28:7: warning: `drop B#9` does nothing: there is no such segment here";
    finds(&instead("do = [\"drop A SYN\"]", "do = [\"drop B#9\"]"), &[on_a_branch]);
}
