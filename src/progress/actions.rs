//! What a learner does in a lesson, noticed as it is done.

use super::answers::{Answer, Run};
use super::key::key_of;
use super::model::{Attempt, Finish, LessonProgress, Place, Progress, Solved, Unknown};
use super::question::keys;
use crate::lesson::{Page, Player};
use crate::timeline::Seen;

/// What was done since the last look. It knows no time: who keeps it stamps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actions {
    /// The lesson's key.
    pub lesson: String,
    /// The answers.
    pub said: Vec<Said>,
    /// The tasks whose goals were reached by the learner, by their keys.
    pub solved: Vec<(String, Solved)>,
    /// Where the lesson is now; nothing in a review, which leaves the lesson where it was.
    pub place: Option<Place>,
    /// How it went, if it was finished.
    pub finished: Option<Attempt>,
    /// What was walked and met on the stage.
    pub seen: Seen,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The question's key.
    pub key: String,
    /// What was said, as an author writes it.
    pub said: String,
    /// Whether it was right.
    pub right: bool,
}

/// When and in which run something was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// In milliseconds since 1970.
    pub at: u64,
    /// The run.
    pub run: Run,
}

/// Looks over a player's shoulder and tells what is new.
#[derive(Clone, Debug)]
pub struct Watch {
    /// The key of each step that asks something or wants something done.
    keys: Vec<Option<String>>,
    /// What has been told.
    totals: Totals,
    /// The place that was told last.
    place: Place,
    /// The hints that were used before the player was brought to where it began.
    hints_before: usize,
    /// Whether single questions are asked: the lesson itself is not being played.
    reviews: bool,
}

/// How much of what a player recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Totals {
    answers: usize,
    goals: usize,
}

impl Watch {
    /// Watches a lesson being played. What the player did so far is not news, as it was brought there; `hints` were used on
    /// the way.
    #[must_use]
    pub fn lesson(player: &Player, hints: usize) -> Self {
        let mut watch = Self {
            keys: keys(player.lesson()),
            totals: Totals::all_of(player),
            place: Place::default(),
            hints_before: hints,
            reviews: false,
        };
        watch.place = watch.place_of(player);
        watch
    }

    /// Watches a question being asked again.
    #[must_use]
    pub fn review(player: &Player) -> Self {
        Self { reviews: true, ..Self::lesson(player, 0) }
    }

    /// What was done since the last look; nothing if nothing was.
    pub fn news(&mut self, player: &Player) -> Option<Actions> {
        let (place, totals) = (self.place_of(player), Totals::all_of(player));
        if place == self.place && totals == self.totals {
            return None;
        }
        let (said, solved) = (self.said(player), self.solved(player));
        let ended = place.step == place.of && self.place.step != place.step;
        (self.place, self.totals) = (place, totals);
        let finished = ended.then(|| {
            let (right, asked) = player.score();
            Attempt { right, asked, hints: place.hints }
        });
        let actions = Actions {
            lesson: key_of(player.lesson()),
            said,
            solved,
            place: Some(place),
            finished,
            seen: Seen::default(),
        };
        if self.reviews {
            return (!actions.said.is_empty()).then_some(Actions {
                solved: Vec::new(),
                place: None,
                finished: None,
                ..actions
            });
        }
        Some(actions)
    }

    fn key(&self, step: usize) -> Option<String> {
        self.keys.get(step)?.clone()
    }

    /// The new answers. Fresh questions after a wrong one are made by the program, and have no place of their own.
    fn said(&self, player: &Player) -> Vec<Said> {
        let guesses = player.recorded().guesses.iter().skip(self.totals.answers).filter(|guess| !guess.again);
        guesses
            .filter_map(|guess| {
                Some(Said { key: self.key(guess.step)?, said: guess.picked.to_string(), right: guess.is_right() })
            })
            .collect()
    }

    /// The goals that were reached since, but for those that the program showed the way to.
    fn solved(&self, player: &Player) -> Vec<(String, Solved)> {
        let reached = player.recorded().successes.iter().skip(self.totals.goals).filter(|(_, success)| !success.shown);
        reached
            .filter_map(|(step, success)| Some((self.key(*step)?, Solved { moves: success.moves, par: success.par })))
            .collect()
    }

    fn place_of(&self, player: &Player) -> Place {
        Place {
            at: 0,
            step: player.step(),
            of: player.steps(),
            answered: matches!(
                player.page(),
                Page::Ask { picked: Some(_), .. } | Page::Ask { again: true, .. } | Page::Act { reached: true, .. }
            ),
            hints: self.hints_before + player.recorded().hints.len(),
        }
    }
}

impl Totals {
    fn all_of(player: &Player) -> Self {
        let recorded = player.recorded();
        Self { answers: recorded.guesses.len(), goals: recorded.successes.len() }
    }
}

impl Actions {
    /// The same as progress.
    #[must_use]
    pub fn stamped(&self, stamp: &Stamp) -> Progress {
        let mut lesson = LessonProgress::default();
        for Said { key, said, right } in &self.said {
            let answer = Answer { at: stamp.at, run: stamp.run.clone(), said: said.clone(), right: *right };
            lesson.questions.entry(key.clone()).or_default().extend([answer]);
        }
        for (key, solved) in &self.solved {
            let best = lesson.tasks.entry(key.clone()).or_insert(*solved);
            *best = (*best).min(*solved);
        }
        if let Some(place) = self.place {
            lesson.furthest = place.step;
            let is_over = place.step == place.of;
            lesson.place = Some(if is_over {
                Place { at: stamp.at, of: place.of, ..Place::default() }
            } else {
                Place { at: stamp.at, ..place }
            });
        }
        lesson.finished = self.finished.map(|best| Finish { at: stamp.at, best, unknown: Unknown::new() });
        Progress {
            lessons: [(self.lesson.clone(), lesson)].into(),
            arrows: self.seen.arrows().collect(),
            pairs: self.seen.named_pairs().collect(),
            unknown: Unknown::new(),
        }
    }
}
