//! The few words that handouts say themselves; everything else comes from lessons, records and the names of the field.

use super::texts::texts;

texts! {
    /// What handouts say themselves.
    HandoutWords

    objectives "Afterwards you can"
    step "Step"
    answers "Answers"
    whole_run "The whole run"
    observe "On your own machine"
    branch "What else might have happened, after step"
    on_its_diagram " on its diagram"
    // What stands in a lesson's texts for its screen, and what paper says instead
    your_turn "Your turn"
    again " again"
    press "Press "
    press_then "press "
    with_key " with"
    task "Task"
    notes "For the speaker"
    not_this "Not {answer}: {why}"
    answer "Answer"
    your_answer "Your answer"
    one_way "One way"
    states "States"
    not_kept "This did not turn out as expected"
    inputs "Inputs"
    time "Time"
    event "What happens"
    picture "Segments between"
    and "and"
    runs_down "Time runs down."
    profile "profile"
    made_with "Made with tcptutor"
    // Transcripts
    stuck "the lesson does not go on from here"
    path_branch "branch {number}, after step {after}"
    path_named_branch "branch {number}, after step {after}: {name}"
}
