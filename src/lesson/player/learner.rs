//! What the learner does: answers, inputs, asking for hints.

use super::super::allow::Action;
use super::super::log_entry::Done;
use super::super::model::{Hint, Pick};
use super::super::page::{Choice, Guess, Page, Trial, Tried, describe};
use super::super::predict::{Predict, Value};
use super::super::script::Cursor;
use super::super::search::Way;
use super::progress::{Doing, Progress};
use super::{Part, Player};
use crate::sim::{Call, Input, Record, Side};
use std::time::Duration;

impl Player {
    /// Answers the present question. There is no second answer to the same question. What the script still had to do
    /// happens first, then what comes after the question begins to happen.
    pub fn answer(&mut self, choice: usize) {
        if !self.is_question_open() {
            return;
        }
        let step = self.at;
        let Some(asked) = self.asked_mut() else { return };
        if let Some(fresh) = asked.fresh.last_mut() {
            if let Some(picked) = fresh.choices.get(choice) {
                fresh.picked = Some(choice);
                let (picked, answer) = (picked.value.clone(), fresh.choices[fresh.answer].value.clone());
                self.log(Done::Again(picked.to_string()));
                self.recorded.guesses.push(Guess { step, picked, answer, again: true });
            }
            return;
        }
        let Some(picked) = asked.choices.get(choice).map(|choice| choice.value.clone()) else { return };
        let answer = asked.choices[asked.answer].value.clone();
        self.resume();
        self.finish_script();
        let at = self.history.step();
        if let Some(asked) = self.asked_mut() {
            (asked.picked, asked.at) = (Some(choice), Some(at));
        }
        self.log(Done::Answer(picked.to_string()));
        self.recorded.guesses.push(Guess { step, picked, answer, again: false });
        self.script = Some((Part::After, Cursor::default()));
        self.settle();
    }

    /// Answers a question whose answer is typed.
    pub fn answer_number(&mut self, number: u32) {
        let is_typed = self.question().is_some_and(|question| question.pick == Pick::Typed);
        if !is_typed || !self.is_question_open() {
            return self.answer_listed(&Value::Number(number));
        }
        let Some(predict) = self.question().map(|question| question.predict.value) else { return };
        let language = self.language;
        let Some(asked) = self.asked_mut() else { return };
        if let Some(fresh) = asked.fresh.last_mut() {
            let typed = Choice::of(predict, Value::Number(number), language);
            let known = fresh.choices.iter().position(|choice| choice.value == typed.value);
            let choice = known.unwrap_or(fresh.choices.len());
            fresh.choices.extend(Some(typed).filter(|_| known.is_none()));
            return self.answer(choice);
        }
        let Some(truth) = asked.truth.clone() else { return };
        let mut values = vec![truth.clone()];
        values.extend(Some(Value::Number(number)).filter(|value| *value != truth));
        let given = values.len() - 1;
        asked.choices = values.into_iter().map(|value| Choice::of(predict, value, language)).collect();
        asked.answer = 0;
        self.answer(given);
    }

    fn answer_listed(&mut self, value: &Value) {
        let Page::Ask { choices, .. } = self.page() else { return };
        if let Some(at) = choices.iter().position(|choice| choice.value == *value) {
            self.answer(at);
        }
    }

    /// Which choice answers the present question correctly; a copy of the player finds out. `None` if nothing is asked.
    #[must_use]
    pub fn right_answer(&self) -> Option<Value> {
        self.asked()?.right()
    }

    /// That answer as the learner reads it.
    #[must_use]
    pub fn right_label(&self) -> Option<String> {
        Some(self.question()?.predict.label(&self.right_answer()?, self.language))
    }

    /// An answer to the present question as an author would write it.
    #[must_use]
    pub fn read_answer(&self, text: &str) -> Option<Value> {
        self.question()?.predict.parse_value(text, self.language).ok()
    }

    /// The answers to the lesson's own questions as far as it got, in the order of its steps, as an author would write them.
    #[must_use]
    pub fn answers(&self) -> Vec<String> {
        // Who has turned back a page has still answered what comes later.
        let given = self.progress.iter().take(self.begins.len());
        let asked = given.filter_map(|progress| if let Progress::Ask(asked) = progress { Some(asked) } else { None });
        asked.filter_map(|asked| Some(asked.given()?.to_string())).collect()
    }

    /// The session's step at which the latest of the lesson's own questions was answered.
    #[must_use]
    pub fn asked_at(&self) -> Option<usize> {
        self.progress
            .iter()
            .rev()
            .find_map(|progress| if let Progress::Ask(asked) = progress { asked.at } else { None })
    }

    /// The lines of the program that the lesson speaks of, as they are now.
    #[must_use]
    pub fn code(&self) -> &[String] {
        let so_far = self.lesson.steps.iter().take(self.at + 1).rev();
        so_far.map(|step| &step.code).find(|code| !code.is_empty()).unwrap_or(&self.lesson.code)
    }

    /// Whether the present question is for a line of the lesson's code.
    #[must_use]
    pub fn asks_for_a_line(&self) -> bool {
        self.question().is_some_and(|question| matches!(question.predict.value, Predict::Line(_)))
    }

    /// The side that the present question is about, if it is about one.
    #[must_use]
    pub fn asked_about(&self) -> Option<Side> {
        self.question()?.predict.side()
    }

    /// Gives an answer by its value, whether it is offered or typed; whether it could be given.
    pub fn answer_value(&mut self, value: &Value) -> bool {
        let open = self.is_question_open();
        match value {
            Value::Number(number) => self.answer_number(*number),
            value => self.answer_listed(value),
        }
        open && !self.is_question_open()
    }

    /// The learner's own input.
    pub fn try_input(&mut self, input: Input) -> Tried {
        if let Some(refused) = self.why_not().or_else(|| self.why_not_this(&input)) {
            return Tried::Refused(refused);
        }
        let wrong = self.what_is_wrong_with(&input);
        self.shown.clear();
        let (records, reached) = self.happens(input);
        let changes = records.iter().any(|record| !record.outcome.transitions.is_empty());
        if let Some(doing) = self.doing_mut().filter(|_| changes) {
            doing.overtake();
        }
        // Where the author says nothing of it, it is seen all the same that the connection has gone.
        let aborts = changes && matches!(input, Input::Call(_, Call::Abort));
        let wrong = wrong.or_else(|| aborts.then(|| self.language.lessons.aborted.to_owned()));
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
        if let Some(doing) = self.doing_mut() {
            doing.comment(at, wrong, reached);
        }
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
        let (_, reached) = self.happens(Input::Step);
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
            return Some(if self.is_question_open() {
                self.language.lessons.predict_first
            } else {
                self.language.lessons.only_watching
            });
        }
        self.finish_first();
        if self.doing().and_then(Doing::from).is_none_or(|from| self.history.step() < from) {
            return Some(self.language.lessons.too_early);
        }
        self.is_reached().then_some(self.language.lessons.reached)
    }

    /// Why this input is refused where the author says what may be used.
    fn why_not_this(&self, input: &Input) -> Option<&'static str> {
        let allow = self.act()?.allow?;
        if !allow.permits(input) {
            return Some(self.language.lessons.not_allowed);
        }
        let no_fault_left = Action::is_fault(input) && self.trace().faults >= allow.faults;
        no_fault_left.then_some(self.language.lessons.no_fault_left)
    }

    /// The next hint, if any is left. A way found by search may be asked for again and again.
    pub fn hint(&mut self) -> Option<String> {
        self.finish_first();
        let act = self.act()?;
        if self.is_reached() {
            return None;
        }
        if let Some(hint) = self.off_the_way() {
            let hint = hint.to_owned();
            if let Some(doing) = self.doing_mut() {
                doing.hinted = Some(hint.clone());
            }
            self.recorded.hints.push(self.at);
            self.log(Done::Hint);
            return Some(hint);
        }
        let given = self.doing()?.hints;
        let hint = act.hints.get(given).or_else(|| act.hints.last().filter(|hint| hint.value == Hint::Auto))?;
        let hint = match &hint.value {
            Hint::Text(text) => text.clone(),
            Hint::Auto => match self.way() {
                Ok(way) if way.inputs.is_empty() => self.language.lessons.nothing_to_do.to_owned(),
                Ok(way) => describe(&way.inputs, self.language),
                Err(_) => self.language.lessons.no_way.to_owned(),
            },
        };
        let most = act.hints.len();
        let doing = self.doing_mut()?;
        doing.hints = (given + 1).min(most);
        doing.hinted = Some(hint.clone());
        self.recorded.hints.push(self.at);
        self.log(Done::Hint);
        Some(hint)
    }

    /// What leads back, if what the learner did cannot lead to the goal, or leads away from it.
    pub(super) fn off_the_way(&self) -> Option<&'static str> {
        let spoilt = self.act()?.goal.is_unreachable(&self.trace().tally);
        spoilt.then_some(self.language.lessons.unreachable).or_else(|| self.astray())
    }

    /// What there is to undo, if the learner has gone away from the goal: with the latest action, by waiting after it, or before.
    fn astray(&self) -> Option<&'static str> {
        let (act, from, here) = (self.act()?, self.doing()?.from()?, self.history.step());
        let way = |step: usize| self.way_from(step, act).ok();
        let inputs = |way: &Way| way.inputs.len();
        let Some(before) = self.history.before_last_action(from..here) else {
            // Nothing was done: then time alone can have led away.
            let has_waited = here > from && is_farther(way(here).as_ref(), way(from).as_ref(), Way::moves);
            return has_waited.then_some(self.language.lessons.only_waited);
        };
        let (now, then) = (way(here), way(before));
        if is_farther(now.as_ref(), then.as_ref(), inputs) {
            let helped = is_farther(then.as_ref(), way(before + 1).as_ref(), inputs);
            return Some(if helped { self.language.lessons.waited_too_long } else { self.language.lessons.undo_first });
        }
        is_farther(now.as_ref(), way(from).as_ref(), Way::moves).then_some(self.language.lessons.undo_more)
    }

    /// What the script still has to do happens before anything of the learner's.
    pub(super) fn finish_first(&mut self) {
        if self.script.is_some() {
            self.resume();
            self.finish_script();
        }
    }
}

/// Whether the way from one moment is longer than the way from another, or there is only the other one.
fn is_farther(from: Option<&Way>, other: Option<&Way>, length: impl Fn(&Way) -> usize) -> bool {
    other.is_some_and(|other| from.is_none_or(|from| length(from) > length(other)))
}
