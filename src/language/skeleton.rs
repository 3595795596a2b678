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
    set "Say here what the learner should do."
    ask "Say here what the learner should predict."
    hint "Say here what the learner should look at."
    wrong "Say here why the other answers are wrong."
    right "Say here why it is so."
    marked "{mark}. {say}"
    cut_off "The run goes on, but a lesson ends somewhere: this is as much as fits into one."
}

impl SkeletonWords {
    /// What holds the place of an author's words within a text of theirs.
    #[must_use]
    pub const fn held(&self) -> [&'static str; 8] {
        [self.summary, self.objective, self.say, self.set, self.ask, self.hint, self.wrong, self.right]
    }
}
