//! What the player says to the learner, in one place for a second language.

/// The sentences.
pub struct Messages {
    /// Next, while a question is open.
    pub answer_first: &'static str,
    /// Next, while a goal is not reached.
    pub not_yet: &'static str,
    /// Next, at the end.
    pub at_the_end: &'static str,
    /// Back, at the first step.
    pub at_the_beginning: &'static str,
    /// An input where none is asked for.
    pub only_watching: &'static str,
    /// An input while a question is open.
    pub predict_first: &'static str,
    /// An input when the goal is reached.
    pub reached: &'static str,
    /// An input at a moment before the exercise.
    pub too_early: &'static str,
    /// A hint where the latest deed led away from the goal.
    pub undo_first: &'static str,
    /// The automatic hint where the goal holds already.
    pub nothing_to_do: &'static str,
    /// The automatic hint where no way was found.
    pub no_way: &'static str,
    /// The automatic hint: what to do, and how much follows.
    pub one_way: &'static str,
    /// Waiting, in the automatic hint.
    pub wait: &'static str,
}

/// In English. Keys are not named here: the footer knows them, and they can be changed.
pub const ENGLISH: Messages = Messages {
    answer_first: "Choose an answer first.",
    not_yet: "The goal is not reached yet. A hint may help.",
    at_the_end: "This was the last step.",
    at_the_beginning: "This is the first step.",
    only_watching: "This step is for watching. In the sandbox you can do anything, from this very moment.",
    predict_first: "Predict first. In the sandbox you can do anything, from this very moment.",
    reached: "You have reached the goal. In the sandbox you can go on from this very moment.",
    too_early: "This moment lies before the exercise. Return to the present first.",
    undo_first: "What you did last leads away from the goal. Undo it first.",
    nothing_to_do: "Nothing is left to do.",
    no_way: "There is no short way from here. Undo what you did, and try something else.",
    one_way: "One way from here: ",
    wait: "let time pass",
};
