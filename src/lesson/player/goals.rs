//! Goals while they are worked at: what has happened so far, whether it is enough, and a way from here.

use super::super::allow::{Action, Allow};
use super::super::command::Command;
use super::super::goal::{Goal, GoalLine, Tally};
use super::super::log_entry::Done;
use super::super::model::Act;
use super::super::page::{Success, way_in_words};
use super::super::predict::Value;
use super::super::script::{Cursor, play};
use super::super::search::{self, NoWay, SearchState, Way};
use super::super::source::Spanned;
use super::progress::{Doing, Progress, Trace};
use super::{Part, Player};
use crate::sim::{Input, Record, Side, World};

/// As many moves of a shorter way as a card has room for.
const TOLD: usize = 6;

/// Whether a world is the same after this input.
fn changes_nothing(world: &World, input: &Input) -> bool {
    let mut after = world.clone();
    after.apply_silently(input);
    after == *world
}

impl Player {
    /// What has happened in the present exercise up to the moment that the screen shows.
    pub(super) fn trace(&self) -> Trace {
        self.trace_at(self.history.step())
    }

    /// The same up to one of the session's steps.
    fn trace_at(&self, step: usize) -> Trace {
        self.doing().map(|doing| doing.trace_at(step)).unwrap_or_default()
    }

    /// Where a search for a way begins: one of the session's steps, and as many faults as are left of what is allowed.
    fn state_there(&self, step: usize, allow: Allow) -> SearchState {
        let Trace { tally, faults } = self.trace_at(step);
        SearchState { world: self.history.world_at(step), tally, faults: allow.faults.saturating_sub(faults) }
    }

    /// Nothing happens by itself any more: now the learner may act, if there is something to do.
    pub(super) fn settled(&mut self) {
        let Some(act) = self.act() else { return };
        let world = self.history.world();
        let tally = act.goal.begin(world);
        let reached = act.goal.holds(&tally, world.states());
        let at = self.history.step();
        if let Some(doing) = self.doing_mut() {
            doing.begin_turn(at, tally, reached);
        }
    }

    /// An input of the learner's or of the clock's: what came of it, and whether the goal is reached with it.
    pub(super) fn happens(&mut self, input: Input) -> (Vec<Record>, bool) {
        let before = self.history.world().states();
        let mut trace = self.trace();
        let records = self.take(input);
        let at = self.history.step();
        let Some(act) = self.act() else { return (records, false) };
        let reached = act.goal.note(&mut trace.tally, before, &records, self.history.world());
        trace.faults += u32::from(Action::is_fault(&input));
        if let Some(doing) = self.doing_mut() {
            doing.note(at, trace, reached);
        }
        if reached {
            self.celebrate();
        }
        (records, reached)
    }

    /// The goal is reached: how, and how else.
    fn celebrate(&mut self) {
        let (Some(act), Some(from)) = (self.act(), self.doing().and_then(Doing::from)) else { return };
        let inputs = (from..self.history.step()).filter_map(|step| self.history.input_after(step));
        let calls = inputs.filter(Input::is_counted_move).count();
        let way = if self.pars { self.way_from(from, act).ok() } else { None };
        // What was refused has moved nothing, unless the goal is to be refused.
        let least = way.as_ref().map_or(0, Way::moves).min(calls);
        let moves = calls.saturating_sub(self.refusals(from)).max(least);
        let shown = !self.shown.is_empty();
        let shorter =
            way.as_ref().filter(|way| way.moves() < moves).map(|way| way_in_words(&way.inputs, TOLD, self.language));
        let why = act.right.as_ref().map(|text| text.value.clone());
        let success = Success { moves, par: way.as_ref().map(Way::moves), shorter, why, shown };
        self.log(Done::Reach(success.moves));
        self.recorded.successes.push((self.at, success.clone()));
        if let Some(doing) = self.doing_mut() {
            doing.success = Some(success);
        }
    }

    /// How many of the calls since this step of the session were refused, and changed nothing.
    fn refusals(&self, from: usize) -> usize {
        let records = self.history.records(from + 1..self.history.step() + 1);
        records.iter().filter(|(_, record)| record.is_vain_call()).count()
    }

    /// A shortest way to the goal from where the learner is.
    ///
    /// # Errors
    /// Whether there surely is none, or none was found in the time that nobody notices.
    pub fn way(&self) -> Result<Way, NoWay> {
        let act = self.act().ok_or(NoWay::Unreachable(0))?;
        self.way_from(self.history.step(), act)
    }

    /// The same with all the time there is.
    ///
    /// # Errors
    /// Whether there surely is none, or none was found all the same.
    pub fn proven_way(&self) -> Result<Way, NoWay> {
        self.proven_way_within(&mut search::FOR_A_LESSON.clone())
    }

    /// The same for whoever asks for many ways: of so many inputs that may be tried, as many are left as were not.
    ///
    /// # Errors
    /// Whether there surely is none, or none was found all the same.
    pub fn proven_way_within(&self, left: &mut usize) -> Result<Way, NoWay> {
        let (act, step) = (self.act().ok_or(NoWay::Unreachable(0))?, self.history.step());
        self.way_from_within(step, act, left).or_else(|_| {
            let allow = act.allow.unwrap_or_else(one_fault);
            search::proven_way_within(&self.state_there(step, allow), &act.goal, allow, left)
        })
    }

    /// A shortest way to one line of the goal alone, whatever becomes of the others.
    ///
    /// # Errors
    /// Whether there surely is none, or none was found all the same.
    pub fn proven_way_to_line(&self, line: usize, left: &mut usize) -> Result<Way, NoWay> {
        let act = self.act().ok_or(NoWay::Unreachable(0))?;
        let lines = act.goal.lines.get(line).cloned().into_iter().collect();
        let goal = Goal { lines, is_puzzle: act.goal.is_puzzle, span: act.goal.span.clone() };
        let allow = act.allow.unwrap_or_else(one_fault);
        let from = SearchState { tally: Tally::default(), ..self.state_there(self.history.step(), allow) };
        search::way_within(&from, &goal, allow, left)
    }

    /// The same from one of the session's steps.
    pub(super) fn way_from(&self, step: usize, act: &Act) -> Result<Way, NoWay> {
        self.way_from_within(step, act, &mut usize::MAX.clone())
    }

    fn way_from_within(&self, step: usize, act: &Act, left: &mut usize) -> Result<Way, NoWay> {
        if let Some(way) = self.describe_way(step, act) {
            return Ok(way);
        }
        let mut search = |allow: Allow| search::way_within(&self.state_there(step, allow), &act.goal, allow, left);
        match act.allow {
            Some(allow) => search(allow),
            // Where the author says nothing, calls are enough nearly always; where they surely lead nowhere, one fault may be needed.
            None => search(Allow::calls()).or_else(|why| match why {
                NoWay::Unreachable(_) => search(one_fault()),
                NoWay::TooFar => Err(why),
            }),
        }
    }

    /// The end that the present exercise is about: the only one whose state it wants changed, or else the one whose call a
    /// shortest way begins with.
    #[must_use]
    pub fn acts_first(&self) -> Option<Side> {
        let act = self.act().filter(|_| !self.is_reached())?;
        let states = self.history.world().states();
        let wanted = |side: Side| {
            let of_line = |line: &Spanned<GoalLine>| match line.value {
                GoalLine::States(condition) => condition.states[side].is_some_and(|wanted| wanted != states[side]),
                GoalLine::Called(by, _) => by == side,
                _ => false,
            };
            act.goal.lines.iter().any(of_line)
        };
        match (wanted(Side::A), wanted(Side::B)) {
            (true, false) => Some(Side::A),
            (false, true) => Some(Side::B),
            _ => self.way().ok()?.inputs.iter().find_map(|input| match input {
                Input::Call(side, _) | Input::Reboot(side) | Input::Socket(side) => Some(*side),
                _ => None,
            }),
        }
    }

    /// The end whose call the learner made last in the exercises before this page.
    #[must_use]
    pub fn acted_last(&self) -> Option<Side> {
        let turns =
            self.progress[..self.at.min(self.progress.len())].iter().rev().filter_map(|progress| match progress {
                Progress::Act(doing) => doing.turn.as_ref(),
                Progress::Tell | Progress::Ask(_) => None,
            });
        let calls = turns.filter_map(|turn| Some(turn.from..turn.reached_at?)).flat_map(Iterator::rev);
        calls.filter_map(|step| self.history.input_after(step)).find_map(|input| match input {
            Input::Call(side, _) => Some(side),
            _ => None,
        })
    }

    /// What is left of the author's own way, for who has done nothing else so far.
    fn describe_way(&self, step: usize, act: &Act) -> Option<Way> {
        let from = self.doing().and_then(Doing::from)?;
        if act.way.is_empty() || step < from {
            return None;
        }
        let mut message = Vec::new();
        play(&act.way, &mut self.history.world_at(from), |command, input, _| message.push((command, input)));
        // A key that opens one more connection turns to the listener as well: who merely turns has done nothing else.
        let mut message = message.into_iter().filter(|(_, input)| input.is_move()).peekable();
        let mut at = None;
        for done in (from..step).filter_map(|step| self.history.input_after(step)).filter(Input::is_move) {
            let (command, _) = message.next().filter(|(_, input)| *input == done)?;
            at = Some(command);
        }
        let mut inputs: Vec<Input> = std::iter::from_fn(|| message.next_if(|(command, _)| Some(*command) == at))
            .map(|(_, input)| input)
            .collect();
        let mut world = self.history.world_at(step);
        for input in &inputs {
            world.apply(input);
        }
        let rest = &act.way[at.map_or(0, |at| at + 1)..];
        let failures = play(rest, &mut world, |_, input, _| inputs.push(input));
        // Who has turned to the socket already need not be told to.
        let here = self.history.world_at(step);
        let turned =
            inputs.iter().take_while(|input| matches!(input, Input::Attend(..)) && changes_nothing(&here, input));
        inputs.drain(..turned.count());
        let state_there = self.state_there(step, act.allow.unwrap_or_else(one_fault));
        (failures.is_empty() && search::leads_to(state_there, &act.goal, &inputs)).then_some(Way { inputs, count: 1 })
    }

    /// Does what a way says, as a learner would.
    pub fn follow(&mut self, way: &[Input]) {
        for input in way {
            match input {
                Input::Step => drop(self.step_world()),
                _ => drop(self.try_input(*input)),
            }
        }
    }

    /// Shows a shortest way: it happens by itself, on a branch of the session, from the exercise's beginning. What the learner did
    /// stays on its own branch. Whether there is a way.
    pub fn show_me(&mut self) -> bool {
        self.finish_first();
        let Some(act) = self.act().filter(|_| !self.is_reached()) else { return false };
        let Some(start) = self.doing().and_then(Doing::from) else { return false };
        let Ok(way) = self.way_from(start, act) else { return false };
        self.log(Done::Show);
        self.back_to(start);
        self.shown = way.inputs.into_iter().map(|input| Spanned::nowhere(Command::Input(input))).collect();
        self.script = Some((Part::Shown, Cursor::default()));
        self.settle();
        true
    }

    fn back_to(&mut self, start: usize) {
        self.history.seek(start);
        self.head = start;
        if let Some(doing) = self.doing_mut() {
            doing.move_to(start);
        }
    }

    /// Any way to the goal is right, but what the lesson says next may be about another moment: other numbers, another end that
    /// was first. Then it goes on from where a shortest way leads; the learner's own way stays as a branch.
    pub(super) fn keep_to_the_lesson(&mut self) {
        if !self.detours {
            return;
        }
        let (Some(act), Some(start)) = (self.act(), self.doing().and_then(Doing::from)) else { return };
        let Ok(way) = self.way_from(start, act) else { return };
        let mut usual = self.clone();
        usual.back_to(start);
        usual.follow(&way.inputs);
        if !usual.is_reached() || usual.history.world().likeness().value() == self.history.world().likeness().value() {
            return;
        }
        let (mine, theirs) = (self.clone().outlook(), usual.clone().outlook());
        if mine != theirs && theirs.is_sound {
            usual.recorded = self.recorded.clone();
            if let (Some(usual), Some(mine)) = (usual.doing_mut(), self.doing()) {
                usual.success.clone_from(&mine.success);
            }
            *self = usual;
        }
    }

    /// What the lesson will ask and find from here to the next exercise.
    fn outlook(mut self) -> Outlook {
        let mut outlook = Outlook { is_sound: true, answers: Vec::new() };
        let known = self.troubles.len();
        outlook.is_sound &= self.unmet().is_empty();
        self.begin(self.at + 1);
        while self.current().is_some() {
            self.finish_script();
            if let Some(right) = self.right_answer() {
                self.answer_value(&right);
                self.finish_script();
                outlook.answers.push(right);
            }
            if self.act().is_some() {
                break;
            }
            outlook.is_sound &= self.unmet().is_empty();
            self.begin(self.at + 1);
        }
        outlook.is_sound &= self.troubles.len() == known;
        outlook
    }
}

/// What the lesson will ask from some moment on, and whether all comes as its author expects.
#[derive(PartialEq, Eq)]
struct Outlook {
    is_sound: bool,
    answers: Vec<Value>,
}

/// What is tried where an author names nothing and calls alone lead nowhere.
fn one_fault() -> Allow {
    Allow::calls().with(&[Action::Timers, Action::Drop, Action::Hold, Action::Duplicate, Action::Reboot]).up_to(1)
}
