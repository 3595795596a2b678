//! What is said to whoever makes a lesson of a run: in the form over the sandbox, and line by line on a terminal.

use super::texts::texts;

texts! {
    /// The form over the moments of a run, and the same questions one after the other.
    AuthoringWords

    window "a lesson from this run"
    title "title"
    id "id"
    summary "summary"
    objective "objective"
    about_title "What lists call the lesson, in a few words."
    about_id "The name of its file: small letters, digits and `-`. It becomes `{file}`."
    about_summary "What it shows, in one sentence: lists print it below the title."
    about_objective "What its reader can do afterwards: a verb, and what it is done to."
    beginning "the beginning"
    // What a moment becomes
    kind_tell "tell"
    kind_task "task"
    kind_state_a "ask A"
    kind_state_b "ask B"
    kind_pair "ask both"
    kind_segment "ask segment"
    about_tell "It happens by itself, and you say what there is to see."
    about_task "Its reader does what you did. The goal: A {a}, B {b}."
    about_state "Its reader predicts the state. The answer: {answer}."
    about_pair "Its reader predicts both states. The answer: {answer}."
    about_segment "Its reader predicts the next segment. The answer: {answer}."
    // The texts of a page
    text_say "say"
    text_hint "hint"
    text_wrong "if wrong"
    text_right "if right"
    about_say "What there is to see, to do or to predict, in a sentence or two."
    about_hint "A nudge for who does not know how to go on; a shortest way comes after it."
    about_wrong "What is wrong with the other answers."
    about_right "Why it is so: said when it has been answered, or done."
    optional "What stays empty is held by a placeholder, and `check` names it."
    // What came of it
    no_moments "Nothing has been done yet: play something first, and it becomes a lesson."
    file_exists "`{file}` is there already: take another id"
    not_yet "`check` finds an error on page {n}: {message}"
    not_yet_head "`check` finds an error above the pages: {message}"
    kept "Your words are kept as long as this run is open: `{key}` brings them back."
    saved "Saved. `tcptutor lesson {file}` plays it, `tcptutor check {file}` says what is missing."
    // Line by line
    moment "Page {n} of {count}: {done}. A: {before_a}, then {after_a}. B: {before_b}, then {after_b}."
    moment_beginning "Page 1 of {count}: the beginning. A: {a}. B: {b}."
    which_kind "What does it become: {kinds}? `{usual}` if you type nothing."
    no_kind "That is none of them: {kinds}."
    empty_is_later "What you leave empty is held by a placeholder. At the end of the input what there is is saved."
    asked "{name}: {about}"
}
