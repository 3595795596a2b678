//! The speaker's notes as lines.

use super::texts::texts;

texts! {
    /// The speaker's notes as lines.
    NotesWords

    waiting "Waiting for a presenter.\n"
    gone "The presenter has gone.\n"
    gone_waiting "The presenter has gone. Waiting for the next one.\n"
    stuck "nothing leads on from step {step}: `tcptutor check` says why"
    page "\n-- {title}, {step} of {steps} --\n"
    end "\n-- {title}, the end --\n"
    title_page "\n-- {title}, the title page --\n"
    blank "The room sees a black screen.\n"
    sandbox "The room sees the sandbox.\n"
    past "The room looks back.\n"
    keys "Keys: {words}"
    choice "{n}. {label}"
    choice_right "{n}. {label}, which is right"
    choice_votes "{choice} ({n} {n:vote|votes})"
    choice_why "{choice}: {why}"
    notes "Notes: {words}"
    answer "Answer: {words}"
    answer_seen "Answer, seen by the room: {words}"
    why "Why: {words}"
    next "Next: {words}"
    its_answer "Its answer: {words}"
}
