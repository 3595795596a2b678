//! The few words that handouts say themselves; everything else comes from lessons, records and the names of the field.

use crate::narrate::LadderWords;

/// What a ladder says itself, on paper as on the screen.
pub(super) const L: &LadderWords = &LadderWords::ENGLISH;

/// A handout's words in one language.
pub(super) struct Words {
    /// The language, as HTML names it.
    pub lang: &'static str,
    // Headings
    pub objectives: &'static str,
    pub step: &'static str,
    pub answers: &'static str,
    pub whole_run: &'static str,
    pub observe: &'static str,
    pub branch: &'static str,
    // What stands with a step
    pub answer: &'static str,
    pub your_answer: &'static str,
    pub one_way: &'static str,
    pub states: &'static str,
    pub not_kept: &'static str,
    pub inputs: &'static str,
    // A table's columns
    pub time: &'static str,
    pub event: &'static str,
    // On the ladder
    /// Before and behind how many connections went like the one before.
    pub more: (&'static str, &'static str),
    /// What a picture of a ladder is, before the two names.
    pub picture: &'static str,
    pub and: &'static str,
    pub runs_down: &'static str,
    pub profile: &'static str,
    pub made_with: &'static str,
}

/// English.
pub(super) const W: Words = Words {
    lang: "en",
    objectives: "Afterwards you can",
    step: "Step",
    answers: "Answers",
    whole_run: "The whole run",
    observe: "On your own machine",
    branch: "What else might have happened, after step",
    answer: "Answer",
    your_answer: "Your answer",
    one_way: "One way",
    states: "States",
    not_kept: "This did not come as expected",
    inputs: "Inputs",
    time: "Time",
    event: "What happens",
    more: ("and ", " more like it"),
    picture: "Segments between",
    and: "and",
    runs_down: "Time runs down.",
    profile: "profile",
    made_with: "Made with tcptutor",
};
