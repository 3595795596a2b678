//! A compiled lesson: what an author wrote, understood, with the places it was written at.

use std::ops::Range;
use std::sync::Arc;

use super::allow::Allow;
use super::command::Command;
use super::expect::Expect;
use super::goal::Goal;
use super::predict::{Predict, Value};
use super::source::Spanned;
use crate::language::Language;
use crate::say;
use crate::sim::{PerSide, Setup};
use crate::tcp::State;

/// How much a lesson asks of its learner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// For a first meeting with TCP.
    #[default]
    Intro,
    /// What everybody who works with TCP should know.
    Core,
    /// For those who want to know it all.
    Expert,
}

impl Level {
    /// All levels, each with its word.
    pub const NAMES: [(&'static str, Self); 3] =
        [("intro", Self::Intro), ("core", Self::Core), ("expert", Self::Expert)];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

/// Where a lesson comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Origin {
    /// From a file of the user's.
    #[default]
    Own,
    /// From the program itself.
    BuiltIn,
}

/// One lesson.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Where it comes from.
    pub origin: Origin,
    /// Its name: the file's, without `.toml`.
    pub id: String,
    /// The file, as it was named.
    pub file: String,
    /// The text it was compiled from.
    pub source: Arc<str>,
    /// Its title.
    pub title: Spanned<String>,
    /// What it is about, in one sentence.
    pub summary: Spanned<String>,
    /// Which chapter it belongs to; empty if it does not say.
    pub chapter: Spanned<String>,
    /// What learners may look for it by, beside its title.
    pub words: Vec<Spanned<String>>,
    /// How much it asks.
    pub level: Level,
    /// Whether its learner reads sequence numbers already.
    pub numbers: bool,
    /// Which lessons come before it.
    pub needs: Vec<Spanned<String>>,
    /// What its learner can do afterwards.
    pub objectives: Vec<Spanned<String>>,
    /// The lines of a program that it speaks of, which stand beside the ladder with their numbers.
    pub code: Vec<String>,
    /// What the two endpoints are called.
    pub names: PerSide<String>,
    /// What its world begins with.
    pub setup: Setup,
    /// What happens before its first step.
    pub start: Vec<Spanned<Command>>,
    /// Its steps.
    pub steps: Vec<Step>,
    /// How to see the same on one's own machine.
    pub observe: Vec<Observe>,
}

impl Lesson {
    /// The line of its code that answers a question for one.
    #[must_use]
    pub fn line_of(&self, asked: Predict, answer: &Value) -> Option<&str> {
        let (Predict::Line(_), Value::Number(line)) = (asked, answer) else { return None };
        self.code.get(usize::try_from(*line).ok()?.checked_sub(1)?).map(String::as_str)
    }
}

/// One step: one screen.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its own name, if it has one: what was answered in it is kept by this.
    pub id: Option<Spanned<String>>,
    /// What the step asks of the learner.
    pub task: Task,
    /// The narration, or the question.
    pub text: Spanned<String>,
    /// What people read about it and is not so, below the narration.
    pub error: Option<CommonError>,
    /// What happens when the step begins.
    pub script: Vec<Spanned<Command>>,
    /// What has to hold when the step is over.
    pub expect: Option<Expect>,
    /// Whether its learner reads sequence numbers from here on.
    pub numbers: bool,
    /// The lines of the lesson's program from here on, where it has been changed.
    pub code: Vec<String>,
    /// For the speaker.
    pub notes: Option<Spanned<String>>,
    /// Where it stands in the file.
    pub span: Range<usize>,
}

impl Step {
    /// What there is to do in it, if there is.
    #[must_use]
    pub const fn act(&self) -> Option<&Act> {
        if let Task::Act(act) = &self.task { Some(act) } else { None }
    }

    /// What is asked in it, if something is.
    #[must_use]
    pub const fn question(&self) -> Option<&Question> {
        if let Task::Ask(question) = &self.task { Some(question) } else { None }
    }

    /// Why the right answer is right, or why the way led to the goal.
    #[must_use]
    pub const fn right(&self) -> Option<&Spanned<String>> {
        match &self.task {
            Task::Say => None,
            Task::Act(act) => act.right.as_ref(),
            Task::Ask(question) => question.right.as_ref(),
        }
    }
}

/// What people read about TCP and is not so.
#[derive(Clone, Debug)]
pub struct CommonError {
    /// As they read it.
    pub read: Spanned<String>,
    /// What is so.
    pub so: Spanned<String>,
}

impl CommonError {
    /// The box as two paragraphs with inline marks.
    #[must_use]
    pub fn describe(&self, language: &Language) -> [String; 2] {
        language.common_error(&self.read, &self.so)
    }
}

/// What a step asks of the learner.
#[derive(Clone, Debug)]
pub enum Task {
    /// To read and watch.
    Say,
    /// To do something until a goal holds.
    Act(Act),
    /// To predict.
    Ask(Question),
}

/// Something to do.
#[derive(Clone, Debug)]
pub struct Act {
    /// What has to come true.
    pub goal: Goal,
    /// What the learner may use, if the author says; else anything.
    pub allow: Option<Allow>,
    /// Help, from a nudge to the way.
    pub hints: Vec<Spanned<Hint>>,
    /// What is likely to be tried, and what is wrong with it.
    pub wrong: Vec<Wrong>,
    /// Whether time stands still between the learner's actions, so that nobody has to be quick.
    pub paused: bool,
    /// A way to the goal, where a search would not find one.
    pub way: Vec<Spanned<Command>>,
    /// Why it worked.
    pub right: Option<Spanned<String>>,
}

/// One hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A sentence.
    Text(String),
    /// A shortest way from where the learner is, by search.
    Auto,
}

impl Hint {
    /// How it is written.
    #[must_use]
    pub const fn word(&self) -> &str {
        match self {
            Self::Text(text) => text.as_str(),
            Self::Auto => Self::AUTO,
        }
    }

    /// The word for a way found by search.
    pub const AUTO: &'static str = "auto";
}

/// An input that does not help.
#[derive(Clone, Debug)]
pub struct Wrong {
    /// The input.
    pub command: Spanned<Command>,
    /// What it does instead.
    pub says: Spanned<String>,
}

/// A question whose answer the engine works out.
#[derive(Clone, Debug)]
pub struct Question {
    /// What is asked for.
    pub predict: Spanned<Predict>,
    /// How the answer is given.
    pub pick: Pick,
    /// The answers offered; computed if there are none.
    pub choices: Option<Vec<Spanned<Value>>>,
    /// What happens once the learner has answered.
    pub after: Vec<Spanned<Command>>,
    /// What is wrong with each wrong answer.
    pub why: Vec<(Spanned<Value>, Spanned<String>)>,
    /// What is wrong with any other answer.
    pub other: Option<Spanned<String>>,
    /// What is right about the right one.
    pub right: Option<Spanned<String>>,
}

/// How an answer is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pick {
    /// One of a few that are offered.
    #[default]
    List,
    /// One of all eleven states, on the diagram itself.
    Diagram,
    /// A number, typed.
    Typed,
}

impl Pick {
    /// The words of `pick`.
    pub const NAMES: [(&'static str, Self); 2] = [("list", Self::List), ("diagram", Self::Diagram)];
}

/// How to see the same on one's own machine. Shown, never run.
#[derive(Clone, Debug)]
pub struct Observe {
    /// The command for each system that has one, in the order of [`Observe::SYSTEMS`].
    pub commands: [Option<Spanned<String>>; 3],
    /// What it shows.
    pub expect: Spanned<String>,
    /// Where it stands in the file.
    pub span: Range<usize>,
}

impl Observe {
    /// The systems that commands are given for.
    pub const SYSTEMS: [&'static str; 3] = ["linux", "macos", "windows"];

    /// What it shows, as a sentence with inline marks.
    #[must_use]
    pub fn describe(&self, language: &Language) -> String {
        say!(language, language.lessons.to_expect, what = self.expect.as_str().trim_end_matches('.'))
    }

    /// The commands there are, each with its system.
    pub fn commands(&self) -> impl Iterator<Item = (&'static str, &str)> {
        Self::SYSTEMS
            .into_iter()
            .zip(&self.commands)
            .filter_map(|(system, command)| Some((system, command.as_ref()?.as_str())))
    }

    /// The state whose sockets its command asks `ss` for: `state close-wait`, or `-l` for those that listen.
    #[must_use]
    pub fn state(&self) -> Option<State> {
        let of_words = |command: &str| {
            let mut words = command.split_whitespace().skip_while(|word| *word != "ss").skip(1).peekable();
            let listens = words.peek().is_some_and(|flags| flags.starts_with('-') && flags.contains('l'));
            let named = words.skip_while(|word| *word != "state").nth(1).and_then(State::parse);
            named.or(listens.then_some(State::Listen))
        };
        self.commands().find_map(|(_, command)| of_words(command))
    }
}

#[cfg(test)]
mod tests {
    use super::Observe;
    use crate::lesson::catalogue;
    use crate::tcp::State;

    #[test]
    fn the_state_that_a_lesson_shows_on_one_s_own_machine_is_read_from_its_command() {
        let state = |id: &str| {
            let lesson = catalogue::find(id).expect("a lesson").compile().expect("it compiles");
            lesson.observe.iter().find_map(Observe::state)
        };
        for (id, wanted) in [
            ("close-wait-bug", Some(State::CloseWait)),
            ("listener", Some(State::Listen)),
            ("time-wait", Some(State::TimeWait)),
            ("lost-third-ack", Some(State::SynReceived)),
            ("unreachable", None),
        ] {
            assert_eq!(state(id), wanted, "{id}");
        }
    }
}
