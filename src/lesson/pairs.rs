//! The pairs of states that a lesson asks about or tells, so that a question made on the way gives none of them away.

use super::condition::Condition;
use super::model::{Lesson, Question, Step, Task};
use super::occurs::{conditions, states_told};
use super::predict::Predict;
use super::source::Spanned;
use crate::sim::PerSide;
use crate::sim::search::bit;
use crate::tcp::State;

/// The pairs that nothing in the lesson asks about and nothing after this step tells, [`bit`] for bit. A pair is the same
/// whichever end is called A.
#[must_use]
pub fn untold(lesson: &Lesson, step: usize) -> u128 {
    let asked = lesson.steps.iter().filter_map(asked).fold(0, |pairs, pair| pairs | both_ways(pair));
    let later = lesson.steps.iter().skip(step + 1);
    !later.fold(asked, |pairs, step| pairs | named(step) | said(step))
}

/// The pair that a step asks about.
fn asked(step: &Step) -> Option<PerSide<State>> {
    match &step.task {
        Task::Ask(Question { predict: Spanned { value: Predict::Possible(pair), .. }, .. }) => Some(*pair),
        _ => None,
    }
}

/// The pairs that a step's conditions name.
fn named(step: &Step) -> u128 {
    let pair = |condition: Condition| Some(PerSide::new(condition.states.a?, condition.states.b?));
    conditions(step).filter_map(pair).fold(0, |pairs, pair| pairs | both_ways(pair))
}

/// The pairs of two states that stand on the same page of text.
fn said(step: &Step) -> u128 {
    let states = states_told(step);
    states.iter().flat_map(|a| states.iter().map(|b| PerSide::new(*a, *b))).fold(0, |pairs, pair| pairs | bit(pair))
}

const fn both_ways(pair: PerSide<State>) -> u128 {
    bit(pair) | bit(PerSide::new(pair.b, pair.a))
}

#[cfg(test)]
mod tests {
    use super::{both_ways, untold};
    use crate::language::ENGLISH;
    use crate::lesson::catalogue;
    use crate::lesson::fresh::fresh;
    use crate::sim::search::bit;
    use crate::sim::{PerSide, World};
    use crate::tcp::State;

    #[test]
    fn what_a_later_page_asks_or_tells_is_not_asked_before_it() {
        let lesson = catalogue::find("puzzle-possible").expect("a lesson").compile().expect("it compiles");
        let asked = both_ways(PerSide::new(State::TimeWait, State::CloseWait));
        let wanted = both_ways(PerSide::new(State::SynSent, State::FinWait1));
        let message = bit(PerSide::new(State::FinWait2, State::CloseWait));
        assert_eq!(untold(&lesson, 1) & (asked | wanted | message), 0);
        assert_eq!(untold(&lesson, lesson.steps.len() - 1) & asked, 0, "a page before asks it");
        assert_ne!(untold(&lesson, lesson.steps.len() - 1) & message, 0, "nothing comes after it");
    }

    #[test]
    fn every_question_about_a_pair_leaves_pairs_to_ask_of_both_kinds() {
        for lesson in catalogue::ENTRIES.iter().map(|entry| entry.compile().expect("it compiles")) {
            let world = World::new(&lesson.setup);
            for step in (0..lesson.steps.len()).filter(|step| super::asked(&lesson.steps[*step]).is_some()) {
                let answers = (0..30).filter_map(|seed| fresh(&lesson, step, &world, seed, &ENGLISH)).map(|fresh| {
                    let untold = untold(&lesson, step);
                    let named = |state: &State| fresh.text.contains(&format!("{} (", state.name()));
                    let pair: Vec<State> = State::ALL.into_iter().filter(named).collect();
                    let pair = PerSide::new(pair[0], pair[pair.len() - 1]);
                    assert_ne!(untold & both_ways(pair), 0, "{}, step {step}: {}", lesson.id, fresh.text);
                    fresh.choices[fresh.answer].label.clone()
                });
                let mut answers: Vec<String> = answers.collect();
                assert_eq!(answers.len(), 30, "{}, step {step}", lesson.id);
                answers.sort();
                answers.dedup();
                assert_eq!(answers, ["impossible", "possible"], "{}, step {step}", lesson.id);
            }
        }
    }
}
