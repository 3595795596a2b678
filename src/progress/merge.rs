//! Two values become one: what two running copies, two machines or two files know of the same learner.
//!
//! Merging is commutative, associative and idempotent, so that it does not matter who comes first, in which groups, or how
//! often the same file is merged. Each part is joined by what makes that true:
//!
//! - the furthest step, the best attempt: the greater; the first time that a lesson was finished: the earlier; the
//!   moves that a goal took: the fewer;
//! - the place where a lesson was left: the later, because only the last one is where its learner would go on;
//! - answers: the union. A count would have to be added, and what is added twice is wrong; a set has each answer once, and the
//!   counts follow from it. It is cut to the latest ones, which of a union are the same whoever was cut before;
//! - arrows that were walked and pairs of states that were met: the union;
//! - what this version does not understand: the union of the keys, and of two values the one whose text sorts last. That is
//!   arbitrary, but the same for everybody.

use std::collections::BTreeMap;

use super::answers::Answers;
use super::model::{Finish, LessonProgress, Progress, Unknown};

impl Progress {
    /// Takes in all that another value knows.
    pub fn merge(&mut self, other: &Self) {
        join(&mut self.lessons, &other.lessons, LessonProgress::merge);
        self.arrows.extend(other.arrows.iter().cloned());
        self.pairs.extend(other.pairs.iter().cloned());
        merge_unknown(&mut self.unknown, &other.unknown);
    }
}

impl LessonProgress {
    fn merge(&mut self, other: &Self) {
        self.furthest = self.furthest.max(other.furthest);
        self.place = self.place.max(other.place);
        match (&mut self.finished, &other.finished) {
            (Some(mine), Some(theirs)) => mine.merge(theirs),
            (mine @ None, theirs) => mine.clone_from(theirs),
            (Some(_), None) => {}
        }
        join(&mut self.questions, &other.questions, |mine: &mut Answers, theirs| mine.extend(theirs.iter().cloned()));
        join(&mut self.tasks, &other.tasks, |mine, theirs| *mine = (*mine).min(*theirs));
        merge_unknown(&mut self.unknown, &other.unknown);
    }
}

impl Finish {
    fn merge(&mut self, other: &Self) {
        self.at = self.at.min(other.at);
        self.best = self.best.max(other.best);
        merge_unknown(&mut self.unknown, &other.unknown);
    }
}

fn merge_unknown(mine: &mut Unknown, theirs: &Unknown) {
    join(mine, theirs, |mine, theirs| {
        let texts = [mine.to_string(), theirs.to_string()];
        if texts[1] > texts[0] {
            mine.clone_from(theirs);
        }
    });
}

/// The union of two maps; what both have is joined.
fn join<V: Clone>(mine: &mut BTreeMap<String, V>, theirs: &BTreeMap<String, V>, both: impl Fn(&mut V, &V)) {
    for (key, value) in theirs {
        match mine.get_mut(key) {
            Some(known) => both(known, value),
            None => drop(mine.insert(key.clone(), value.clone())),
        }
    }
}
