//! What the table of grades says of handed-in sessions.

use super::texts::texts;

texts! {
    /// What the table of grades says of handed-in sessions.
    GradingWords

    nothing "there is no session to grade: name files, or a directory with files that end in .toml"
    bar "{bar:40} {pos} of {len} sessions, {eta} to go"
    no_session "it is not a session"
    no_lesson_named "it does not say which lesson it was; `--lesson ID` does"
    unmet "it claims what does not replay: {why}"
    spoilt "tcptutor itself stumbled over this file, which is its fault and not the file's"
    on_line "line {line}: {why}"
    played "played to the end"
    none_answered "played to the end, no question answered"
    some_unanswered "played to the end, {n} of {of} questions not answered"
    unfinished "not finished: {why}"
    total "{n} {n:session|sessions}: {finished} played to the end, {left} not finished"
    total_with_broken "{n} {n:session|sessions}: {finished} played to the end, {left} not finished, {broken} with something wrong"
    // Where a session was left
    left_in_exercise "left on page {step} of {steps}, its goal not reached"
    left_before_the_end "left before page {step} of {steps} was over"
    // Why a session is not what the lesson would have made of it
    other_beginning "it does not begin as the lesson does"
    too_many_answers "this session does not replay: it gives {given} {given:answer|answers}, and the lesson asks {n}"
    begins_otherwise "this session does not replay: it begins with `{input}`, and the lesson does not"
    does_otherwise "this session does not replay: in step {step} the lesson does `{lesson}`, and it does `{input}`"
    not_possible "this session does not replay: in step {step} `{input}` is not possible"
    more_after_the_end "this session does not replay: it goes on with `{input}` after the lesson's end"
    not_an_answer "`{answer}` is not an answer to the question of step {step}"
    not_offered "`{answer}` is not offered in step {step}"
}
