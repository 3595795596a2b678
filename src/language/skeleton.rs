//! What stands in a lesson that was made from a session, until its author has found words.

use super::texts::texts;

texts! {
    /// The comments of a lesson made from a session, and what holds the place of its author's words.
    SkeletonWords

    made_from "A lesson made from a session. Everything that happens is here; the words are yours."
    what_is_missing "`tcptutor check FILE` says what is still missing, `tcptutor run FILE` plays it as text."
    let_act "Let the learner act:    {example}"
    let_predict "Let the learner predict: {example}"
    title "A lesson made from a session"
    summary "Say here in one sentence what this lesson shows."
    objective "Say here what the learner can do afterwards"
    say "Say here what the learner should watch."
    marked "{mark}. {say}"
    cut_off "The run goes on, but a lesson ends somewhere: this is as much as fits into one."
}
