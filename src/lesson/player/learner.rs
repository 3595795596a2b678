//! What the learner does: answers, inputs, asking for hints.

use super::super::messages::ENGLISH;
use super::super::model::Hint;
use super::super::page::{Guess, Trial, Tried, told};
use super::super::script::Cursor;
use super::super::search::shortest_way;
use super::{Part, Player};
use crate::sim::{Input, Record, World};
use crate::tcp::State;
use std::time::Duration;

impl Player {
    /// Answers the present question. There is no second answer to the same question. What the script still had to do
    /// happens first, then what comes after the question begins to happen.
    pub fn answer(&mut self, choice: usize) {
        let open = self.question().is_some() && self.progress[self.at].picked.is_none();
        if !open || choice >= self.progress[self.at].choices.len() {
            return;
        }
        self.resume();
        self.finish_script();
        let progress = &mut self.progress[self.at];
        progress.picked = Some(choice);
        let (picked, answer) =
            (progress.choices[choice].value.clone(), progress.choices[progress.answer].value.clone());
        self.recorded.guesses.push(Guess { step: self.at, picked, answer });
        self.script = Some((Part::After, Cursor::default()));
        self.settle();
    }

    /// The learner's own input.
    pub fn try_input(&mut self, input: Input) -> Tried {
        if let Some(refused) = self.why_not() {
            return Tried::Refused(refused);
        }
        let wrong = self.what_is_wrong_with(&input);
        let reached = self.happens(input);
        self.recorded.trials.push(Trial { step: self.at, input, reached });
        self.comment(wrong.clone(), reached);
        match wrong {
            _ if reached => Tried::Reached,
            Some(says) => Tried::Wrong(says),
            None => Tried::Taken,
        }
    }

    /// Keeps what there is to say about the input that was just taken.
    fn comment(&mut self, wrong: Option<String>, reached: bool) {
        let at = self.history.step();
        let progress = &mut self.progress[self.at];
        progress.hinted = None;
        progress.blunders.retain(|(of, _)| *of < at && !reached);
        progress.blunders.extend(wrong.filter(|_| !reached).map(|says| (at, says)));
    }

    /// Time passes up to the moment that the screen shows, before the learner does something in it.
    pub fn pass(&mut self, time: Duration) {
        if self.why_not().is_none() {
            self.happens(Input::Advance(time));
        }
    }

    /// The next thing that is due happens, by the screen's clock: only where something is to be done.
    pub fn step_world(&mut self) -> Vec<Record> {
        if self.why_not().is_some() || self.history.world().next_due().is_none() {
            return Vec::new();
        }
        let wrong = self.what_is_wrong_with(&Input::Step);
        let reached = self.happens(Input::Step);
        if wrong.is_some() || reached {
            self.comment(wrong, reached);
        }
        self.history.last_records().to_vec()
    }

    /// What the author has to say about an input that does not help.
    fn what_is_wrong_with(&self, input: &Input) -> Option<String> {
        let world = self.history.world();
        let wrong = self.act()?.wrong.iter().find(|wrong| wrong.command.describes(input, world))?;
        Some(wrong.says.value.clone())
    }

    /// Why an input is refused now, if it is.
    pub(super) fn why_not(&mut self) -> Option<&'static str> {
        if self.act().is_none() {
            let open = self.question().is_some() && self.progress[self.at].picked.is_none();
            return Some(if open { ENGLISH.predict_first } else { ENGLISH.only_watching });
        }
        self.finish_first();
        if self.history.step() < self.progress[self.at].acts_from {
            return Some(ENGLISH.too_early);
        }
        self.is_reached().then_some(ENGLISH.reached)
    }

    /// An input of the learner's or of the clock's; whether the goal is reached with it.
    pub(super) fn happens(&mut self, input: Input) -> bool {
        let before = self.history.world().states();
        let records = self.take(input);
        let at = self.history.step();
        let after = self.history.world().states();
        let Some(act) = self.act() else { return false };
        let reached = passed(before, &records).any(|states| act.until.holds(states)) || act.until.holds(after);
        let progress = &mut self.progress[self.at];
        progress.reached_at = if reached { Some(at) } else { progress.reached_at.filter(|reached| *reached < at) };
        reached
    }

    /// The next hint, if any is left. A way found by search may be asked for again and again.
    pub fn hint(&mut self) -> Option<String> {
        self.finish_first();
        let act = self.act()?;
        if self.is_reached() {
            return None;
        }
        if self.is_astray() {
            let hint = ENGLISH.undo_first.to_owned();
            self.progress[self.at].hinted = Some(hint.clone());
            self.recorded.hints.push(self.at);
            return Some(hint);
        }
        let given = self.progress[self.at].hints;
        let hint = act.hints.get(given).or_else(|| act.hints.last().filter(|hint| hint.value == Hint::Auto))?;
        let hint = match &hint.value {
            Hint::Text(text) => text.clone(),
            Hint::Auto => match shortest_way(self.history.world(), &act.until) {
                Some(way) if way.is_empty() => ENGLISH.nothing_to_do.to_owned(),
                Some(way) => told(&way),
                None => ENGLISH.no_way.to_owned(),
            },
        };
        let most = act.hints.len();
        let progress = &mut self.progress[self.at];
        progress.hints = (given + 1).min(most);
        progress.hinted = Some(hint.clone());
        self.recorded.hints.push(self.at);
        Some(hint)
    }

    /// Whether the learner's latest deed led away from the goal: the way was shorter before it.
    fn is_astray(&self) -> bool {
        let (Some(act), from) = (self.act(), self.progress[self.at].acts_from) else { return false };
        let Some(before) = self.history.before_last_deed(from..self.history.step()) else { return false };
        let length = |world: &World| shortest_way(world, &act.until).map(|way| way.len());
        match (length(self.history.world()), length(&self.history.world_at(before))) {
            (Some(here), Some(there)) => there < here,
            (here, there) => here.is_none() && there.is_some(),
        }
    }

    /// What the script still has to do happens before anything of the learner's.
    pub(super) fn finish_first(&mut self) {
        if self.script.is_some() {
            self.resume();
            self.finish_script();
        }
    }
}

/// The states that were passed through: one input may do many things.
fn passed(before: [State; 2], records: &[Record]) -> impl Iterator<Item = [State; 2]> {
    let mut states = before;
    records.iter().filter(|record| record.connection > 0).map(move |record| {
        states[record.side.index()] = record.after;
        states
    })
}
