//! What the room has voted, question by question.

use std::collections::BTreeMap;

/// The votes of a lesson's questions, each in the order in which it was counted.
#[derive(Clone, Debug, Default)]
pub struct Polls {
    votes: BTreeMap<usize, Vec<usize>>,
    /// The answer whose reason is read, once the question is revealed.
    pub read: Option<usize>,
}

impl Polls {
    /// One vote more for an answer to the question of this step.
    pub fn add(&mut self, step: usize, choice: usize) {
        self.votes.entry(step).or_default().push(choice);
    }

    /// Takes back the latest vote; whether there was one.
    pub fn take_back(&mut self, step: usize) -> bool {
        self.votes.get_mut(&step).is_some_and(|votes| votes.pop().is_some())
    }

    /// The question of this step is asked anew.
    pub fn forget(&mut self, step: usize) {
        self.votes.remove(&step);
        self.read = None;
    }

    /// How many votes an answer has.
    #[must_use]
    pub fn of(&self, step: usize, choice: usize) -> usize {
        self.cast(step).iter().filter(|vote| **vote == choice).count()
    }

    /// How many votes there are.
    #[must_use]
    pub fn all(&self, step: usize) -> usize {
        self.cast(step).len()
    }

    /// The answer that most are for; of two with as many votes the one that got its latest vote last.
    #[must_use]
    pub fn leader(&self, step: usize) -> Option<usize> {
        let cast = self.cast(step);
        let latest = |choice: usize| cast.iter().rposition(|vote| *vote == choice);
        cast.iter().copied().max_by_key(|choice| (self.of(step, *choice), latest(*choice)))
    }

    fn cast(&self, step: usize) -> &[usize] {
        self.votes.get(&step).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::Polls;

    #[test]
    fn votes_are_counted_by_question_and_taken_back_latest_first() {
        let mut polls = Polls::default();
        for choice in [2, 1, 2] {
            polls.add(4, choice);
        }
        polls.add(7, 0);
        assert_eq!((polls.of(4, 2), polls.of(4, 1), polls.all(4), polls.all(7)), (2, 1, 3, 1));
        assert_eq!(polls.leader(4), Some(2));
        assert!(polls.take_back(4));
        assert_eq!((polls.of(4, 2), polls.leader(4)), (1, Some(1)), "one each: the latest counts");
        assert!(polls.take_back(4) && polls.take_back(4) && !polls.take_back(4));
        assert_eq!((polls.leader(4), polls.all(7)), (None, 1));
    }
}
