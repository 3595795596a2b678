//! The value itself.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::key::key_of;
use crate::lesson::Lesson;
use crate::timeline::Seen;

/// Keys that a newer version of the program wrote and this one does not know: kept as they are.
pub type Unknown = BTreeMap<String, serde_json::Value>;

/// The end of the year 9999, in milliseconds since 1970.
const LAST_MOMENT: u64 = 253_402_300_799_999;
/// Before it there is room for what will be done: more than a month, and every deed takes a millisecond at least.
const ROOM: u64 = 1 << 32;

/// What a learner has done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// By the lesson's key, see [`key_of`].
    #[serde(default)]
    pub lessons: BTreeMap<String, LessonProgress>,
    /// The arrows of Figure 5 that were walked in lessons, as [`Seen::arrows`] writes them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub arrows: BTreeSet<String>,
    /// The pairs of states that were met in lessons, as [`Seen::named_pairs`] writes them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub pairs: BTreeSet<String>,
    /// What else the file says.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// What was done in one lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonProgress {
    /// The furthest step that was ever reached, from 0; the number of steps once it was finished.
    #[serde(default)]
    pub furthest: usize,
    /// Where it was left last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// That it was finished, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<Finish>,
    /// The answers to its questions, by the question's key.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub questions: BTreeMap<String, Answers>,
    /// The tasks whose goals were reached, by the task's key.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tasks: BTreeMap<String, Solved>,
    /// What else the file says.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// In how few moves a goal was reached. The order of the fields makes the better one the lesser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Solved {
    /// The learner's moves.
    pub moves: usize,
    /// The moves of a shortest way, if one was found.
    pub par: Option<usize>,
}

/// Where a lesson was left. Of two places the later one counts; the order of the fields makes it so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// When, in milliseconds since 1970.
    pub at: u64,
    /// The step, from 0; 0 also if the lesson was finished or restarted, so that nothing waits.
    pub step: usize,
    /// How many steps there were.
    pub of: usize,
    /// Whether the step's question was answered already, or what is to be done there was done.
    #[serde(default)]
    pub answered: bool,
    /// The hints that were used up to here.
    #[serde(default)]
    pub hints: usize,
}

/// That a lesson was finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finish {
    /// When first, in milliseconds since 1970.
    pub at: u64,
    /// The best of all times.
    pub best: Attempt,
    /// What else the file says.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// How it went from the first step to the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The questions answered correctly at first sight.
    pub right: usize,
    /// The questions answered.
    pub asked: usize,
    /// The hints used.
    pub hints: usize,
}

impl Attempt {
    /// What makes one better than another: more right answers, then fewer hints.
    const fn rank(self) -> (usize, Reverse<usize>, Reverse<usize>) {
        (self.right, Reverse(self.hints), Reverse(self.asked))
    }
}

impl Ord for Attempt {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for Attempt {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Progress {
    /// What is kept under this key; nothing if it is not known.
    #[must_use]
    pub fn lesson(&self, key: &str) -> Option<&LessonProgress> {
        self.lessons.get(key)
    }

    /// What was done in a lesson; nothing if it is not known.
    #[must_use]
    pub fn of(&self, lesson: &Lesson) -> Option<&LessonProgress> {
        self.lesson(&key_of(lesson))
    }

    /// What was walked and met in lessons.
    #[must_use]
    pub fn seen(&self) -> Seen {
        Seen::of_names(&self.arrows, &self.pairs)
    }

    /// The latest moment that is known of, in milliseconds since 1970.
    fn latest(&self) -> u64 {
        self.lessons.values().map(LessonProgress::latest).max().unwrap_or_default()
    }

    /// When something is done that a clock says is done now: later than all that is known of, as the clock may have been ahead, here or
    /// where something was imported from.
    #[must_use]
    pub fn moment(&self, clock: u64) -> u64 {
        let clock = if clock > LAST_MOMENT { 0 } else { clock };
        clock.max(self.latest().saturating_add(1))
    }

    /// Takes moments that no clock shows for none, and those just before for earlier ones, in their order: nothing that is done from
    /// now on could be later.
    pub(super) fn doubt_moments(&mut self) {
        let mut last: BTreeSet<u64> = BTreeSet::new();
        self.each_moment(&mut |at| {
            if (LAST_MOMENT - ROOM..=LAST_MOMENT).contains(at) {
                last.insert(*at);
            }
        });
        let places: BTreeMap<u64, u64> = last.into_iter().zip(LAST_MOMENT - ROOM..).collect();
        self.each_moment(&mut |at| *at = places.get(at).copied().unwrap_or(if *at > LAST_MOMENT { 0 } else { *at }));
    }

    /// Shows each moment, which may be changed.
    fn each_moment(&mut self, see: &mut dyn FnMut(&mut u64)) {
        for lesson in self.lessons.values_mut() {
            lesson.place.iter_mut().for_each(|place| see(&mut place.at));
            lesson.finished.iter_mut().for_each(|finish| see(&mut finish.at));
            for answers in lesson.questions.values_mut() {
                let given = answers.iter().cloned().map(|mut answer| {
                    see(&mut answer.at);
                    answer
                });
                *answers = given.collect();
            }
        }
    }

    /// Whether there is nothing to keep.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lessons.is_empty() && self.arrows.is_empty() && self.pairs.is_empty() && self.unknown.is_empty()
    }
}

impl LessonProgress {
    fn latest(&self) -> u64 {
        let answers = self.questions.values().flat_map(Answers::iter).map(|answer| answer.at);
        let others = [self.place.map(|place| place.at), self.finished.as_ref().map(|finish| finish.at)];
        answers.chain(others.into_iter().flatten()).max().unwrap_or_default()
    }

    /// Where it waits to be gone on with; nowhere if it was finished last, or never got anywhere.
    #[must_use]
    pub fn waits_at(&self) -> Option<Place> {
        self.place.filter(|place| place.step > 0)
    }

    /// The fewest moves that its goals were reached in, and how few would do; nothing where that is not known.
    #[must_use]
    pub fn fewest_moves(&self) -> Option<(usize, usize)> {
        let pars: Option<Vec<usize>> = self.tasks.values().map(|solved| solved.par).collect();
        let par = pars.filter(|pars| !pars.is_empty())?.iter().sum();
        Some((self.tasks.values().map(|solved| solved.moves).sum(), par))
    }

    /// All answers given in it: how many there are, and how many of them were right.
    #[must_use]
    pub fn answers(&self) -> (usize, usize) {
        let count = |(asked, right), answers: &Answers| (asked + answers.asked(), right + answers.right());
        self.questions.values().fold((0, 0), count)
    }
}
