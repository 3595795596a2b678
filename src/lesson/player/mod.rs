//! The player: a lesson being played on a session. Screens, `run`, `check` and tests all drive this one.

mod goals;
mod learner;
mod progress;
mod room;
mod script;
mod solve;
mod steps;

use std::sync::Arc;

use super::command::Command;
use super::expect::{self, Unmet};
use super::fresh::Fresh;
use super::log_entry::{Done, LogEntry};
use super::model::{Act, Lesson, Pick, Question, Step, Task};
use super::page::{GoalShown, Guess, Page, Recorded, Reveal};
use super::script::{Cursor, Failure};
use super::source::Spanned;
use crate::language::{ENGLISH, Language};
use crate::session::History;
use crate::sim::{Record, World};
use progress::{Asked, Doing, Progress};

/// Which of a lesson's scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `start`, before the first step.
    Start,
    /// A step's `do`.
    Do,
    /// A question's `after`.
    After,
    /// A way to the goal that the program shows.
    Shown,
}

/// A command that could not be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The step, from 0.
    pub step: usize,
    /// Which of its scripts.
    pub part: Part,
    /// The number of the command in it.
    pub command: usize,
    /// Why.
    pub failure: Failure,
}

/// A lesson being played.
#[derive(Clone, Debug)]
pub struct Player {
    lesson: Arc<Lesson>,
    history: History,
    at: usize,
    /// The session's step at which each step of the lesson began, as far as it got on the present branch.
    begins: Vec<usize>,
    /// The session's step that the lesson has got to: the screen may be looking at an earlier one.
    head: usize,
    script: Option<(Part, Cursor)>,
    progress: Vec<Progress>,
    recorded: Recorded,
    troubles: Vec<Trouble>,
    /// The number of the command that made the last input of a script.
    last_command: Option<usize>,
    /// What the answers' order depends on beside the question itself.
    seed: u64,
    /// The way that the program is showing.
    shown: Vec<Spanned<Command>>,
    /// Whether a reached goal is compared with a shortest way.
    pars: bool,
    /// Whether the lesson may go on from where a shortest way leads, and not from where the learner's own does.
    detours: bool,
    /// Whether a wrong answer is followed by a fresh question.
    follow_ups: bool,
    /// What it speaks beside the author's words.
    language: &'static Language,
}

impl Player {
    /// A player at the first step; what the lesson starts with has happened already.
    #[must_use]
    pub fn new(lesson: Arc<Lesson>) -> Self {
        let mut player = Self {
            history: History::new(World::new(&lesson.setup)).named(lesson.names.clone()),
            at: 0,
            begins: Vec::new(),
            head: 0,
            script: Some((Part::Start, Cursor::default())),
            progress: lesson.steps.iter().map(|step| Progress::of(&step.task)).collect(),
            recorded: Recorded::default(),
            troubles: Vec::new(),
            last_command: None,
            seed: 0,
            shown: Vec::new(),
            pars: true,
            detours: true,
            follow_ups: true,
            language: &ENGLISH,
            lesson,
        };
        player.settle();
        player.finish_script();
        player.begin(0);
        player
    }

    /// A player that speaks this language where its author's words are not asked for.
    #[must_use]
    pub fn with_language(mut self, language: &'static Language) -> Self {
        self.set_language(language);
        self
    }

    /// Speaks this language from now on, also where it has named answers already.
    pub fn set_language(&mut self, language: &'static Language) {
        self.language = language;
        let lesson = Arc::clone(&self.lesson);
        for (step, progress) in lesson.steps.iter().zip(&mut self.progress) {
            if let (Task::Ask(question), Progress::Ask(asked)) = (&step.task, progress) {
                for choice in &mut asked.choices {
                    choice.label = question.predict.label(&choice.value, language);
                }
            }
        }
    }

    /// The same lesson from its beginning, in the same language.
    #[must_use]
    pub fn again(&self) -> Self {
        Self::new(Arc::clone(&self.lesson)).with_language(self.language)
    }

    /// What it speaks beside the author's words.
    #[must_use]
    pub const fn language(&self) -> &'static Language {
        self.language
    }

    /// The same lesson from its beginning, by the same learner: what was done before is not forgotten in the log.
    #[must_use]
    pub fn started_over(&self) -> Self {
        let mut player = self.again();
        player.recorded.log.clone_from(&self.recorded.log);
        player.recorded.log.push(LogEntry { step: self.at.min(self.steps().saturating_sub(1)), what: Done::Restart });
        player
    }

    /// Notes in the log that the lesson was left, and is gone on with from here.
    pub fn note_return(&mut self) {
        self.log(Done::Resume);
    }

    /// What was just done on the present page.
    fn log(&mut self, what: Done) {
        self.recorded.log.push(LogEntry { step: self.at, what });
    }

    /// A player that looks for no shorter ways: for those who play thousands of sessions.
    #[must_use]
    pub const fn without_pars(mut self) -> Self {
        self.pars = false;
        self
    }

    /// A player that goes on from where the inputs led: for a run in which a shortest way stands already where the lesson took it.
    #[must_use]
    pub(super) const fn on_its_own_way(mut self) -> Self {
        self.detours = false;
        self
    }

    /// A player that asks nothing beside the lesson's own questions: for those who present to a room.
    #[must_use]
    pub const fn without_follow_ups(mut self) -> Self {
        self.follow_ups = false;
        self
    }

    /// The lesson.
    #[must_use]
    pub const fn lesson(&self) -> &Arc<Lesson> {
        &self.lesson
    }

    /// The present step, from 0; [`Player::steps`] at the end.
    #[must_use]
    pub const fn step(&self) -> usize {
        self.at
    }

    /// How many steps there are.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.lesson.steps.len()
    }

    /// The session.
    #[must_use]
    pub const fn history(&self) -> &History {
        &self.history
    }

    /// The session, for looking back. Inputs go through [`Player::try_input`].
    pub const fn history_mut(&mut self) -> &mut History {
        &mut self.history
    }

    /// What the learner did.
    #[must_use]
    pub const fn recorded(&self) -> &Recorded {
        &self.recorded
    }

    /// How many questions were answered correctly at the first sight, and how many were answered at all.
    #[must_use]
    pub fn score(&self) -> (usize, usize) {
        let guesses = &self.recorded.guesses;
        let is_first = |at: usize| !guesses[..at].iter().any(|earlier| earlier.step == guesses[at].step);
        let first = || (0..guesses.len()).filter(|at| is_first(*at));
        (first().filter(|at| guesses[*at].is_right()).count(), first().count())
    }

    /// Whether the question of a step was answered correctly at the first sight.
    #[must_use]
    pub fn was_right_at_once(&self, step: usize) -> bool {
        self.recorded.guesses.iter().find(|guess| guess.step == step).is_some_and(Guess::is_right)
    }

    /// Offers the answers from here on in another order than the usual one.
    pub fn shuffle(&mut self, seed: u64) {
        self.seed = seed;
        self.offer();
    }

    /// The commands that could not be played; none in a lesson that passes its checks.
    #[must_use]
    pub fn troubles(&self) -> &[Trouble] {
        &self.troubles
    }

    /// The number of the command that made the last input of a script, in that script.
    #[must_use]
    pub const fn last_command(&self) -> Option<usize> {
        self.last_command
    }

    /// The session's step that the lesson has got to.
    #[must_use]
    pub const fn head(&self) -> usize {
        self.head
    }

    /// Whether the screen looks at an earlier moment than the lesson has got to.
    #[must_use]
    pub const fn is_looking_back(&self) -> bool {
        self.history.step() != self.head
    }

    /// Back to the moment that the lesson has got to.
    pub fn resume(&mut self) {
        self.history.seek(self.head);
    }

    /// Takes back the learner's latest action on this page, with all that came of it; whether there was one.
    pub fn undo(&mut self) -> bool {
        // Where only time was let pass, that is what is taken back; what the program showed is taken back as a whole.
        let shown = !std::mem::take(&mut self.shown).is_empty();
        let undone = self.move_head(|history, from| {
            let all = (history.step() > from).then_some(from);
            history.before_last_action(from..history.step()).filter(|_| !shown).or(all)
        });
        if undone {
            self.log(Done::Undo);
        }
        undone
    }

    /// Does again what was taken back, with all that came of it; whether there was anything.
    pub fn redo(&mut self) -> bool {
        self.move_head(|history, _| (history.step() < history.steps()).then(|| history.after_next_action()))
    }

    /// Takes the exercise to another of its moments; what was said about later ones is no longer true.
    fn move_head(&mut self, to: impl Fn(&History, usize) -> Option<usize>) -> bool {
        let Some(from) = self.doing().and_then(Doing::from) else { return false };
        let may = self.script.is_none() && self.history.step() >= from;
        let Some(step) = to(&self.history, from).filter(|_| may) else { return false };
        self.history.seek(step);
        self.head = step;
        if let Some(doing) = self.doing_mut() {
            doing.move_to(step);
        }
        true
    }

    /// Whether the lesson's learner reads sequence numbers by now.
    #[must_use]
    pub fn reads_numbers(&self) -> bool {
        let mut so_far = self.lesson.steps.iter().take(self.at + 1);
        self.lesson.numbers || so_far.any(|step| step.numbers)
    }

    /// Whether sequence numbers are shown from the present step on.
    #[must_use]
    pub fn begins_numbers(&self) -> bool {
        self.current().is_some_and(|step| step.numbers)
    }

    fn current(&self) -> Option<&Step> {
        self.lesson.steps.get(self.at)
    }

    fn question(&self) -> Option<&Question> {
        match &self.current()?.task {
            Task::Ask(question) => Some(question),
            _ => None,
        }
    }

    fn act(&self) -> Option<&Act> {
        match &self.current()?.task {
            Task::Act(act) => Some(act),
            _ => None,
        }
    }

    /// What became of the present question.
    fn asked(&self) -> Option<&Asked> {
        match self.progress.get(self.at)? {
            Progress::Ask(asked) => Some(asked),
            Progress::Tell | Progress::Act(_) => None,
        }
    }

    fn asked_mut(&mut self) -> Option<&mut Asked> {
        match self.progress.get_mut(self.at)? {
            Progress::Ask(asked) => Some(asked),
            Progress::Tell | Progress::Act(_) => None,
        }
    }

    /// What became of what there is to do now.
    fn doing(&self) -> Option<&Doing> {
        match self.progress.get(self.at)? {
            Progress::Act(doing) => Some(doing),
            Progress::Tell | Progress::Ask(_) => None,
        }
    }

    fn doing_mut(&mut self) -> Option<&mut Doing> {
        match self.progress.get_mut(self.at)? {
            Progress::Act(doing) => Some(doing),
            Progress::Tell | Progress::Ask(_) => None,
        }
    }
}

/// What there is to see.
impl Player {
    /// What the panel shows.
    #[must_use]
    pub fn page(&self) -> Page<'_> {
        let Some(step) = self.current() else {
            return Page::End { objectives: &self.lesson.objectives, observe: &self.lesson.observe };
        };
        let text = step.text.as_str();
        match (&step.task, &self.progress[self.at]) {
            (Task::Act(act), Progress::Act(doing)) => self.act_page(text, act, doing),
            (Task::Ask(question), Progress::Ask(asked)) => match asked.fresh.last() {
                Some(fresh) => fresh_page(fresh, question.pick),
                None => Page::Ask {
                    question: text,
                    pick: question.pick,
                    again: false,
                    choices: &asked.choices,
                    picked: asked.picked,
                    revealed: self.reveal(question, asked),
                },
            },
            _ => Page::Say { text, error: step.error.as_ref().map(|error| error.describe(self.language)) },
        }
    }

    fn act_page<'a>(&'a self, text: &'a str, act: &Act, doing: &'a Doing) -> Page<'a> {
        let reached = self.is_reached();
        Page::Act {
            text,
            goal: self.goal_shown(act, reached),
            reached,
            success: doing.success.as_ref().filter(|_| reached),
            said: doing.said(),
            hints_left: act.hints.len() - doing.hints,
            paused: act.paused,
            allow: act.allow,
            faults_left: act.allow.map(|allow| allow.faults.saturating_sub(self.trace().faults)),
        }
    }

    /// The lines of the goal, each with whether it holds at the moment that the screen shows. What is reached stays reached, and
    /// nothing is ticked off before anything was done.
    fn goal_shown(&self, act: &Act, reached: bool) -> Vec<GoalShown> {
        let (trace, states) = (self.trace(), self.history.world().states());
        let begun = self.doing().and_then(Doing::from).is_some_and(|from| self.history.step() > from);
        let line = |at: usize| GoalShown {
            label: act.goal.lines[at].value.label_so_far(&trace.tally, self.language),
            holds: reached || begun && act.goal.line_holds(at, &trace.tally, states),
            is_unreachable: !reached && act.goal.line_is_spoilt(at, &trace.tally),
        };
        (0..act.goal.lines.len()).map(line).collect()
    }

    fn reveal<'a>(&self, question: &'a Question, asked: &Asked) -> Option<Reveal<'a>> {
        let picked = asked.picked.filter(|_| self.script.is_none())?;
        let right = question.right.as_ref().map_or("", |text| text.as_str());
        let value = &asked.choices[picked].value;
        let why = question.why.iter().find(|(wrong, _)| wrong.value == *value).map(|(_, why)| why);
        let explanation = match why.or(question.other.as_ref()) {
            Some(why) if picked != asked.answer => why.as_str(),
            _ => right,
        };
        Some(Reveal { answer: asked.answer, explanation })
    }

    /// The speaker's notes of the present step.
    #[must_use]
    pub fn notes(&self) -> Option<&str> {
        self.current()?.notes.as_ref().map(|notes| notes.as_str())
    }

    /// What happened in the present step so far.
    #[must_use]
    pub fn records(&self) -> Vec<Record> {
        let from = self.begins.get(self.at).copied().unwrap_or(self.head);
        let records = self.history.records(from + 1..self.head + 1);
        records.into_iter().map(|(_, record)| record).collect()
    }

    /// What the author expects of the present step and does not hold now.
    #[must_use]
    pub fn unmet(&self) -> Vec<Unmet> {
        let expect = self.current().and_then(|step| step.expect.as_ref());
        expect
            .map(|expect| expect::unmet(expect, self.history.world(), &self.records(), self.language))
            .unwrap_or_default()
    }
}

/// What was typed is typed again; all else is picked from a list.
fn fresh_page(fresh: &Fresh, pick: Pick) -> Page<'_> {
    let is_typed = pick == Pick::Typed;
    Page::Ask {
        question: &fresh.text,
        pick: if is_typed { pick } else { Pick::List },
        again: true,
        choices: if is_typed && fresh.picked.is_none() { &[] } else { &fresh.choices },
        picked: fresh.picked,
        revealed: fresh.picked.map(|_| Reveal { answer: fresh.answer, explanation: &fresh.explanation }),
    }
}
