//! What has occurred on the pages up to one of them: a question that the engine makes supposes nothing that is still to come.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::catalogue::ENTRIES;
use super::command::{Command, Kind};
use super::condition::Condition;
use super::goal::GoalLine;
use super::model::{Lesson, Question, Step, Task};
use super::predict::Value;
use super::source::Spanned;
use crate::sim::{Call, Input, Side};
use crate::tcp::State;

/// The states and the calls that occur in some pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Occurs {
    /// A bit for each state.
    states: u16,
    /// A bit for each of [`Call::ALL`].
    calls: u8,
}

/// What occurs in each built-in lesson and in those that it needs: their texts never change, and what is needed stands before it.
static BUILT_IN: LazyLock<HashMap<&str, Occurs>> = LazyLock::new(|| {
    let mut known: HashMap<&str, Occurs> = HashMap::new();
    for entry in ENTRIES {
        if let Ok(lesson) = entry.compile() {
            let occurs = with_needed(&lesson, lesson.steps.len(), &known);
            known.insert(entry.id, occurs);
        }
    }
    known
});

impl Occurs {
    /// What a learner has met who is at this step: in the lesson itself, and in the built-in ones that come before it.
    #[must_use]
    pub fn before(lesson: &Lesson, step: usize) -> Self {
        with_needed(lesson, step + 1, &BUILT_IN)
    }

    /// Whether a state occurs.
    #[must_use]
    pub const fn state(self, state: State) -> bool {
        self.states & 1 << state as u16 != 0
    }

    /// Whether a call occurs, with whatever number of octets.
    #[must_use]
    pub fn call(self, call: Call) -> bool {
        self.calls & bit(call) != 0
    }

    const fn and(self, other: Self) -> Self {
        Self { states: self.states | other.states, calls: self.calls | other.calls }
    }
}

/// The calls that a step makes by itself or wants to be made, each with its side.
pub fn calls_made(step: &Step) -> impl Iterator<Item = (Side, Call)> {
    let after = if let Task::Ask(question) = &step.task { question.after.as_slice() } else { &[] };
    let goal = if let Task::Act(act) = &step.task { act.goal.lines.as_slice() } else { &[] };
    let wanted = goal.iter().filter_map(|line| match line.value {
        GoalLine::Called(side, call) => Some((side, call)),
        _ => None,
    });
    calls_of(step.script.iter().chain(after)).chain(wanted)
}

/// Whether a step starts over, with hosts that have forgotten everything: what it is about is another connection.
pub fn begins_anew(step: &Step) -> bool {
    step.script.iter().any(|command| matches!(command.value, Command::Input(Input::Reboot(_))))
}

/// The conditions that a step names: what is expected at its end, and what is to be reached.
pub fn conditions(step: &Step) -> impl Iterator<Item = Condition> {
    step.expect.iter().map(|expect| expect.states.value).chain(wanted(step))
}

/// The conditions that a step wants its learner to reach.
pub fn wanted(step: &Step) -> impl Iterator<Item = Condition> {
    let goal = if let Task::Act(act) = &step.task { act.goal.lines.as_slice() } else { &[] };
    goal.iter().filter_map(|line| match line.value {
        GoalLine::States(condition) | GoalLine::Visited(condition) => Some(condition),
        _ => None,
    })
}

/// Whether a RST has been sent on a lesson's pages up to this one, as far as its author says.
#[must_use]
pub fn reset_seen(lesson: &Lesson, step: usize) -> bool {
    let expected = lesson.steps.iter().take(step + 1).filter_map(|step| step.expect.as_ref()?.sent.as_ref());
    expected.flat_map(|sent| &sent.value).any(|sent| matches!(sent.kind, Kind::Flags(flags) if flags.rst()))
}

/// The states that stand in what a step tells: its text, and what is said to answers and actions.
pub fn states_told(step: &Step) -> Vec<State> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let texts = texts(step);
    let names: Vec<&str> = texts.iter().flat_map(|text| text.split(move |c| !is_name(c))).collect();
    State::ALL.into_iter().filter(|state| names.contains(&state.name())).collect()
}

fn texts(step: &Step) -> Vec<&str> {
    let mut texts = vec![step.text.as_str()];
    texts.extend(step.error.iter().map(|error| error.so.as_str()));
    match &step.task {
        Task::Say => {}
        Task::Act(act) => texts.extend(act.right.iter().map(|text| text.as_str())),
        Task::Ask(question) => {
            let why = question.why.iter().map(|(_, why)| why);
            texts.extend(why.chain(&question.other).chain(&question.right).map(|text| text.as_str()));
        }
    }
    texts
}

fn calls_of<'a>(commands: impl Iterator<Item = &'a Spanned<Command>>) -> impl Iterator<Item = (Side, Call)> {
    commands.filter_map(|command| match command.value {
        Command::Input(Input::Call(side, call)) => Some((side, call)),
        _ => None,
    })
}

fn with_needed(lesson: &Lesson, steps: usize, known: &HashMap<&str, Occurs>) -> Occurs {
    let needed = lesson.needs.iter().filter_map(|need| known.get(need.as_str()));
    needed.fold(up_to(lesson, steps), |met, needed| met.and(*needed))
}

fn up_to(lesson: &Lesson, steps: usize) -> Occurs {
    let mut met = Occurs::default();
    for (_, call) in calls_of(lesson.start.iter()) {
        met.calls |= bit(call);
    }
    for step in lesson.steps.iter().take(steps) {
        let made = calls_made(step).map(|(_, call)| call);
        let message = Call::ALL.into_iter().filter(|call| texts(step).iter().any(|text| tells(text, *call)));
        met.calls |= made.chain(message).fold(0, |calls, call| calls | bit(call));
        let named = conditions(step).flat_map(|condition| condition.states).filter_map(|(_, state)| state);
        met.states |=
            named.chain(states_told(step)).chain(offered(step)).fold(0, |states, state| states | 1 << state as u16);
    }
    met
}

/// Whether a text speaks of a call: `close()`, `write(10)`.
fn tells(text: &str, call: Call) -> bool {
    text.contains(&format!("`{}(", call.word()))
}

/// The states among the answers that an author offers.
fn offered(step: &Step) -> impl Iterator<Item = State> {
    let choices = match &step.task {
        Task::Ask(Question { choices: Some(choices), .. }) => choices.as_slice(),
        _ => &[],
    };
    choices.iter().flat_map(|choice| match choice.value {
        Value::State(state) => vec![state],
        Value::Pair(pair) => pair.values().copied().collect(),
        _ => Vec::new(),
    })
}

fn bit(call: Call) -> u8 {
    let at = Call::ALL.iter().position(|known| known.word() == call.word());
    at.map_or(0, |at| 1 << at)
}

#[cfg(test)]
mod tests {
    use super::Occurs;
    use crate::lesson::catalogue;
    use crate::sim::Call;
    use crate::tcp::State;

    fn met(lesson: &str, step: usize) -> Occurs {
        let lesson = catalogue::find(lesson).expect("a lesson").compile().expect("it compiles");
        Occurs::before(&lesson, step)
    }

    #[test]
    fn what_a_lesson_has_not_come_to_has_not_occurred() {
        let handshake = met("three-way-handshake", 5);
        assert!(handshake.state(State::SynReceived) && handshake.state(State::Established));
        assert!(!handshake.state(State::CloseWait) && !handshake.state(State::FinWait2));
        assert!(!handshake.call(Call::Shutdown), "nobody has spoken of it");
    }

    #[test]
    fn what_a_lesson_needs_has_occurred() {
        assert!(met("half-close", 0).state(State::FinWait2), "four-way-close tells of it");
    }
}
