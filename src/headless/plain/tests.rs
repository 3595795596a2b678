use super::{Lines, plain_author, plain_lesson, plain_review, plain_sandbox, words};
use crate::language::ENGLISH;
use crate::lesson::{Page, Pick, Player, Value, catalogue};
use crate::progress_file::ProgressFile;
use crate::tcp::Profile;
use std::fmt::Write;
use std::sync::Arc;

/// What the sandbox answers to these lines.
fn sandbox(typed: &str) -> String {
    let mut out = Vec::new();
    plain_sandbox(Profile::rfc9293(), Lines::new(&mut typed.as_bytes(), &mut out, false, &ENGLISH))
        .expect("a dialogue");
    String::from_utf8(out).expect("text")
}

fn lesson(id: &str, typed: &str) -> String {
    let lesson = catalogue::find(id).expect("a lesson").compile().expect("it compiles");
    let mut out = Vec::new();
    plain_lesson(
        lesson,
        None,
        &mut ProgressFile::in_memory(&ENGLISH),
        Lines::new(&mut typed.as_bytes(), &mut out, false, &ENGLISH),
    )
    .expect("a dialogue");
    String::from_utf8(out).expect("text")
}

/// The lines of a lesson played to its end: the right answers, or wrong ones, and a shortest way through each task.
fn script(id: &str, right: bool) -> String {
    let lesson = catalogue::find(id).expect("a lesson").compile().expect("it compiles");
    let mut player = Player::new(Arc::new(lesson));
    let mut typed = String::new();
    while !matches!(player.page(), Page::End { .. }) {
        player.finish_script();
        if let (Page::Ask { pick, choices, .. }, Some(truth)) = (player.page(), player.right_answer()) {
            let at = choices.iter().position(|choice| choice.value == truth).unwrap_or(0);
            if let (Pick::Typed, Value::Number(number)) = (pick, &truth) {
                let number = number + u32::from(!right);
                let _ = writeln!(typed, "{number}");
                player.answer_number(number);
            } else {
                let answer = if right { at } else { (at + 1) % choices.len() };
                let _ = writeln!(typed, "{}", answer + 1);
                player.answer(answer);
            }
            player.finish_script();
        }
        for input in player.way().map(|way| way.inputs).unwrap_or_default() {
            let _ = writeln!(typed, "{input}");
            player.follow(&[input]);
        }
        typed.push_str("next\n");
        player.next();
    }
    typed
}

#[test]
fn a_handshake_by_words() {
    insta::assert_snapshot!(sandbox("A connect\nstep\nstep\nstep\nstep\nwhy\nsockets\nquit\n"));
}

#[test]
fn a_segment_is_lost_undone_and_let_through() {
    insta::assert_snapshot!(sandbox("A connect\ndrop A#1\nsegments\nundo\nredo\nundo\nrun until idle\ninspect B#1\n"));
}

#[test]
fn what_cannot_be_done_is_said_in_a_sentence_and_changes_nothing() {
    let lines = [
        "step",
        "A fire",
        "drop A#9",
        "drop A FIN",
        "release A#1",
        "replay B#1",
        "undo",
        "redo",
        "connect",
        "A conect",
        "udno",
        "fire",
        "run until B CLOSED for",
        "card FOO",
        "inspect A#7",
        "A fire persist",
        "hint",
        "\u{1b}[2J",
        "link loss=2",
    ];
    insta::assert_snapshot!(sandbox(&(lines.join("\n") + "\n")));
}

#[test]
fn the_end_of_the_input_is_the_end() {
    assert!(sandbox("A connect").contains("A is in SYN_SENT"));
    assert!(sandbox("").contains("sandbox"));
}

#[test]
fn undo_takes_back_a_whole_line_and_a_new_action_forgets_what_was_undone() {
    let message = sandbox("A connect\nrun until idle\nundo\nundo\nA listen\nredo\n");
    assert!(message.contains("Back at 0.00 s."), "{message}");
    assert!(message.ends_with("There is nothing to redo.\n\n"), "{message}");
}

#[test]
fn both_ends_in_full() {
    insta::assert_snapshot!(sandbox("A connect\nrun until idle\nA close\nstep\nstate\ncard\n"));
}

#[test]
fn every_word_has_a_sentence_and_every_example_is_understood() {
    for entry in words::WORDS {
        assert!((entry.help)(&ENGLISH.plain).ends_with('.'), "{}", entry.usage);
        assert_eq!(words::find(entry.usage, true).map(|(word, _)| word), Some(entry.word));
    }
    for (example, help) in crate::lesson::help(crate::sim::VERBS, &crate::language::ENGLISH) {
        assert!(crate::lesson::parse_command(example, &ENGLISH).is_ok(), "{example}");
        assert!(help.ends_with('.'), "{example}");
    }
    for line in words::help(true, &ENGLISH) {
        for quoted in line.split('`').skip(1).step_by(2) {
            let is_known =
                words::find(quoted, true).is_some() || crate::lesson::parse_command(quoted, &ENGLISH).is_ok();
            assert!(is_known, "`{quoted}` cannot be typed: {line}");
        }
    }
}

#[test]
fn every_lesson_is_played_to_its_end_rightly_and_wrongly() {
    for entry in catalogue::ENTRIES {
        for right in [true, false] {
            let typed = script(entry.id, right);
            let message = lesson(entry.id, &typed);
            assert!(message.contains("This is the end of the lesson."), "{}:\n{message}", entry.id);
            assert_eq!(message.contains("You said"), !right && message.contains("Page"), "{}:\n{message}", entry.id);
        }
    }
}

#[test]
fn a_line_without_an_end_is_read_past_in_little_room() {
    for octet in ["x", "\0", "A", " ", "三"] {
        let said = sandbox(&format!("{}\nA connect\n", octet.repeat(3_000_000)));
        assert!(said.len() < 4_000, "{} octets", said.len());
        assert!(said.contains('…') && said.contains("CLOSED to SYN_SENT"), "{said}");
    }
    assert!(sandbox(&"A connect".repeat(3_000_000)).len() < 4_000, "nor does the input's end matter");
}

#[test]
fn a_whole_lesson_reads_well() {
    insta::assert_snapshot!(lesson("three-way-handshake", &script("three-way-handshake", true)));
}

#[test]
fn before_each_line_stands_what_can_be_typed() {
    for (id, right) in [("four-way-close", true), ("close-wait-bug", false), ("counting", false)] {
        let message = lesson(id, &format!("help\nstate\nfoo\ninspect\n{}", script(id, right)));
        let lines: Vec<&str> = message.lines().collect();
        for at in (0..lines.len()).filter(|at| lines[*at].starts_with("> ")) {
            assert!(lines[at - 1].starts_with("Type "), "{id}: {:#?}", &lines[at.saturating_sub(4)..=at]);
        }
        assert!(!message.contains('`'), "no mark is left: {message}");
    }
}

#[test]
fn a_missed_question_of_the_review_is_followed_by_a_fresh_one() {
    let file = || ProgressFile::in_memory(&ENGLISH);
    let play = |file: &mut ProgressFile, typed: &str| {
        let mut out = Vec::new();
        let lesson = catalogue::find("counting").expect("a lesson").compile().expect("it compiles");
        plain_lesson(lesson, None, file, Lines::new(&mut typed.as_bytes(), &mut out, false, &ENGLISH))
            .expect("a dialogue");
    };
    let review = |typed: &str| {
        let (mut file, mut out) = (file(), Vec::new());
        play(&mut file, "next\n1\n");
        plain_review(Vec::new(), &mut file, Lines::new(&mut typed.as_bytes(), &mut out, false, &ENGLISH))
            .expect("a dialogue");
        String::from_utf8(out).expect("text")
    };
    // Every run shuffles the choices, and any of them may be the right one.
    let is_missed = |message: &String| message.contains("for a fresh question");
    let message = (0..60).map(|_| review("1\nnext\n1\n")).find(is_missed).expect("a wrong answer in sixty runs");
    assert!(message.contains("Question 1 of 1") && message.contains("You said 1"), "{message}");
    assert!(message.contains("Type \"next\" for a fresh question of the same kind."), "{message}");
    assert!(message.contains("That was not it, so here is a similar one."), "{message}");
    assert!(message.contains("0 of 1 answered correctly. 1 more is due now"), "{message}");
}

#[test]
fn a_typed_number_may_have_its_digits_parted() {
    let text = "format = 1\ntitle = \"Typed\"\nsummary = \"A number.\"\nobjectives = [\"Type one\"]\n\
        [world]\nisn = { A = 1234567, B = 299 }\nstart = [\"B listen\", \"A connect\", \"run until idle\"]\n\
        [[step]]\nask = \"A writes ten bytes. B's ACK?\"\npredict = \"B.ack\"\ntyped = true\n\
        after = [\"A write 10\", \"run until idle\"]\nright = \"So it is.\"\n[step.why]\nother = \"Not that.\"\n";
    for (typed, answered) in [("1,234,578", "So it is."), ("1 234 578", "So it is."), ("1.234.579", "Not that.")] {
        let lesson = crate::lesson::compile("typed.toml", text, &ENGLISH).expect("it compiles");
        let (mut progress, mut out) = (ProgressFile::in_memory(&ENGLISH), Vec::new());
        let typed = format!("{typed}\nquit\n");
        plain_lesson(lesson, None, &mut progress, Lines::new(&mut typed.as_bytes(), &mut out, false, &ENGLISH))
            .expect("a dialogue");
        let out = String::from_utf8(out).expect("text");
        assert!(out.contains(answered), "{typed}{out}");
    }
}

#[test]
fn a_lesson_says_why_not() {
    let typed = "A connect\n1\nhint\nundo\nredo\nprevious\nfoo\n\n\n";
    insta::assert_snapshot!(lesson("close-wait-bug", typed));
}

#[test]
fn the_author_of_a_lesson_is_asked_for_each_moment_and_may_leave_the_rest() {
    let text = "session = 1\n[world]\nstart = [\"B listen\"]\n[[part]]\ndo = [\"A connect\", \"step 3\", \"A close\", \"step 2\"]\n";
    let recording = crate::lesson::recording::read("x.toml", text, &ENGLISH).expect("a session");
    let outline = recording.outline();
    let mut out = Vec::new();
    let typed = "Closing\nWho closes first.\n\nBoth are closed.\nnonsense\ntask\nConnect A.\n\nIt takes three.\nask B\nWhere is B?";
    let authored =
        plain_author(&outline, Lines::new(&mut typed.as_bytes(), &mut out, false, &ENGLISH)).expect("a dialogue");
    let out = String::from_utf8(out).expect("text");
    assert!(out.contains("Page 2 of 3: \"A connect, run until idle\". A: CLOSED, then ESTABLISHED."), "{out}");
    assert!(out.contains("That is none of them"), "{out}");
    assert!(out.contains("The answer: CLOSE_WAIT"), "{out}");
    let lesson = outline.checked("closing", &authored, &ENGLISH).expect("no error");
    for words in ["title = \"Closing\"", "say = \"Connect A.\"", "ask = \"Where is B?\"", "It takes three."] {
        assert!(lesson.contains(words), "{words}: {lesson}");
    }
}

#[test]
fn a_states_name_answers_a_question_about_a_state_and_no_diagram_is_spoken_of() {
    let script = script("four-way-close", true);
    let lines: Vec<&str> = script.lines().collect();
    // The question about A's state is the fifth page: what leads there, and then its name.
    let mut typed = String::new();
    let mut pages = 1;
    for line in lines.iter().take_while(|line| {
        pages += usize::from(**line == "next");
        pages <= 5
    }) {
        let _ = writeln!(typed, "{line}");
    }
    let said = lesson("four-way-close", &format!("{typed}next\nfin_wait_2\nquit\n"));
    assert!(said.contains("Right: FIN_WAIT_2."), "{said}");
    assert!(said.contains("Pick A's state.") && !said.contains("diagram"), "{said}");
}

#[test]
fn a_question_mark_asks_for_help() {
    let said = lesson("four-way-close", "?\nquit\n");
    assert!(said.contains("\"save Ada Lovelace\"") && !said.contains("Did you mean"), "{said}");
}

#[test]
fn who_hands_in_is_asked_for() {
    let said = lesson("four-way-close", "save\nquit\n");
    assert!(said.contains("type \"save\" and your name"), "{said}");
}
