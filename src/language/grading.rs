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
    on_line "line {line}: {why}"
    played "played to the end"
    none_answered "played to the end, no question answered"
    some_unanswered "played to the end, {n} of {of} questions not answered"
    unfinished "not finished: {why}"
    total "{n} {n:session|sessions}: {finished} played to the end, {left} not finished"
    total_with_broken "{n} {n:session|sessions}: {finished} played to the end, {left} not finished, {broken} with something wrong"
}
