//! What the speaker's notes say on their own screen.

use super::texts::texts;

texts! {
    /// The speaker's notes.
    SpeakerWords

    waiting "Waiting for a presenter: start `tcptutor present ID` in another terminal of this machine."
    gone "The presenter has gone. Waiting for the next one."
    step "{n} of {of}"
    at_end "the end"
    blank "the room sees black"
    sandbox "the room is in the sandbox"
    past "the room looks back"
    title_page "the title page"
    next_lesson "The next lesson: {title}"
    choices "choices"
    choice "{n}. {label}"
    choice_votes "{choice}   {n} {n:vote|votes}"
    keys "keys: {keys}"
    rows " {first}-{last} of {n}"
    notes "notes"
    answer "answer"
    answer_seen "answer, and the room has seen it"
    on_screen "on the screen"
    next "next"
    last_step "That was the last step."
}
