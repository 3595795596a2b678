//! A fresh question of the same kind, made by the engine from the very moment at which the learner is: after a wrong answer
//! nobody gets a second click on the same one.

mod why;

use super::choices::choices;
use super::command::{Command, Until};
use super::goal::SegmentFilter;
use super::model::{Lesson, Pick, Question, Step, Task};
use super::occurs::{Occurs, begins_anew, calls_made, reset_seen, wanted};
use super::page::Choice;
use super::pairs::untold;
use super::predict::{Predict, Value};
use super::returns::is_in_progress;
use super::script::play;
use super::source::Spanned;
use crate::language::Language;
use crate::say;
use crate::sim::search::bit;
use crate::sim::{Call, Input, PerSide, Record, Side, World};
use crate::tcp::{Opened, State, Tcb};

/// A fresh question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fresh {
    /// The question, with inline marks.
    pub text: String,
    /// The answers offered.
    pub choices: Vec<Choice>,
    /// Which of them is right.
    pub answer: usize,
    /// The answer given.
    pub picked: Option<usize>,
    /// What happens, in words.
    pub explanation: String,
}

/// Makes one of the kind that this step asks, if this moment is good for any.
#[must_use]
pub fn fresh(lesson: &Lesson, step: usize, world: &World, seed: u64, language: &Language) -> Option<Fresh> {
    let Task::Ask(question) = &lesson.steps.get(step)?.task else { return None };
    match question.predict.value {
        Predict::Possible(_) => another_pair(question, untold(lesson, step), world, seed, language),
        // Of code there is no other question that the engine could answer.
        Predict::Line(_) => None,
        predict => supposition((lesson, step), (question, predict), world, seed, language),
    }
}

/// "Suppose that …": something that could be done now is done on a copy, and everything arrives.
fn supposition(
    (lesson, step): (&Lesson, usize),
    (question, predict): (&Question, Predict),
    world: &World,
    seed: u64,
    language: &Language,
) -> Option<Fresh> {
    if !everything_arrives(world) {
        return None;
    }
    let before = predict.answer(world, &[]);
    let apt = Apt { lesson, step, met: Occurs::before(lesson, step), language };
    let actions = calls(predict, world).filter(|(side, call)| apt.is_action(*side, *call));
    let mut suppositions: Vec<_> = actions.filter_map(|action| suppose(predict, world, action, &apt)).collect();
    // What changes something is the better question.
    if suppositions.iter().any(|supposed| before.as_ref() != Some(&supposed.answer)) {
        suppositions.retain(|supposed| before.as_ref() != Some(&supposed.answer));
    }
    let at = usize::try_from(seed % suppositions.len().max(1) as u64).unwrap_or(0);
    let Supposed { action: (side, call), answer, explanation, after } = suppositions.into_iter().nth(at)?;
    let question_text = asked(predict, language);
    let text = say!(language, language.lessons.suppose, who = side, call, question = &question_text);
    let alike = Question {
        pick: Pick::List,
        choices: None,
        after,
        why: Vec::new(),
        other: None,
        right: None,
        ..question.clone()
    };
    Some(made((text, explanation), &alike, world, &answer, seed, language))
}

/// What would come of a call.
struct Supposed {
    action: (Side, Call),
    after: Vec<Spanned<Command>>,
    answer: Value,
    explanation: String,
}

/// Tries a call; nothing if it leads to what the learner has not met, or if it cannot be explained.
fn suppose(predict: Predict, world: &World, action: (Side, Call), apt: &Apt<'_>) -> Option<Supposed> {
    let mut after =
        [Command::Input(Input::Call(action.0, action.1)), Command::Run(Until::Idle)].map(Spanned::nowhere).to_vec();
    if returns_at_once(predict, world, &after[..1]) {
        after.truncate(1);
    }
    let answer = predict.answer(world, &after)?;
    if matches!(&answer, Value::Returns(words) if is_in_progress(words)) {
        return None;
    }
    let mut copy = world.clone();
    let mut records: Vec<Record> = Vec::new();
    let failed = play(&after, &mut copy, |_, _, of_input| records.extend_from_slice(of_input));
    if !failed.is_empty() || !apt.is_course(world.states(), &records) {
        return None;
    }
    let explanation = why::explained((predict, &answer), world, action, &records, apt.language)?;
    Some(Supposed { action, after, answer, explanation })
}

/// Whether "all that is sent arrives" is true of this link, and nothing is under way: all that happens comes of the call alone.
fn everything_arrives(world: &World) -> bool {
    let link = world.link();
    let is_sound = link.cut == PerSide::both(false) && link.loss == 0 && link.reorder == 0 && link.duplicate == 0;
    is_sound && world.is_idle() && world.packets().is_empty()
}

/// What suits a page of a lesson.
struct Apt<'a> {
    lesson: &'a Lesson,
    step: usize,
    met: Occurs,
    language: &'a Language,
}

impl Apt<'_> {
    fn later(&self) -> impl Iterator<Item = &Step> {
        self.lesson.steps.iter().skip(self.step + 1).filter(|step| !begins_anew(step))
    }

    /// Whether the learner knows the call, and no later page shows what comes of it.
    fn is_action(&self, side: Side, call: Call) -> bool {
        let same = |made: (Side, Call)| made.0 == side && made.1.word() == call.word();
        let known = if call == Call::Abort { self.is_about_abort() } else { self.met.call(call) };
        known && !self.later().flat_map(calls_made).any(same)
    }

    fn is_about_abort(&self) -> bool {
        self.lesson.summary.contains(Call::Abort.word())
    }

    /// Whether nothing new occurs on this course, and no goal that is still to be reached.
    fn is_course(&self, before: PerSide<State>, records: &[Record]) -> bool {
        let pairs = records.iter().filter(|record| record.connection().is_some()).scan(before, |states, record| {
            states[record.side] = record.after;
            Some(*states)
        });
        let states = records.iter().flat_map(Record::entered).all(|state| self.met.state(state));
        let resets =
            records.iter().flat_map(|record| &record.departures).any(|departure| departure.segment.flags.rst());
        let known = states && (!resets || reset_seen(self.lesson, self.step));
        let goals = || self.later().flat_map(wanted);
        known && !pairs.into_iter().any(|pair| goals().any(|goal| goal.holds(pair)))
    }
}

/// Whether what is asked for is what a call returns, and it does so before anything else happens: a later error is not its own.
fn returns_at_once(predict: Predict, world: &World, call: &[Spanned<Command>]) -> bool {
    let Predict::Returns(_) = predict else { return false };
    matches!(predict.answer(world, call), Some(Value::Returns(words)) if !is_in_progress(&words))
}

/// Whether another pair is possible: one of these.
fn another_pair(question: &Question, pairs: u128, world: &World, seed: u64, language: &Language) -> Option<Fresh> {
    let states = State::ALL;
    let number = usize::try_from(seed % 121).unwrap_or(0);
    let pair = |n: usize| PerSide::new(states[n / 11], states[n % 11]);
    let mut all = (0..121).map(|step| pair((number + step * 37) % 121));
    // With a CLOSED end nearly everything is possible: that asks nothing.
    let is_closed = |pair: &PerSide<State>| pair.values().any(|state| *state == State::Closed);
    let pair = all.find(|pair| bit(*pair) & pairs != 0 && !is_closed(pair))?;
    let predict = Predict::Possible(pair);
    let answer = predict.answer(world, &[])?;
    let alike =
        Question { predict: Spanned::nowhere(predict), why: Vec::new(), other: None, right: None, ..question.clone() };
    let words = &language.lessons;
    let text = say!(language, words.can_it_be, a = pair.a, b = pair.b);
    let why = if answer == Value::Possible(true) { words.it_can_be } else { words.it_cannot_be };
    Some(made((text, why.to_owned()), &alike, world, &answer, seed, language))
}

fn made(
    (text, explanation): (String, String),
    question: &Question,
    world: &World,
    answer: &Value,
    seed: u64,
    language: &Language,
) -> Fresh {
    let (values, right) = choices(question, world, answer, seed);
    let choices = values.into_iter().map(|value| Choice::of(question.predict.value, value, language)).collect();
    Fresh { text, choices, answer: right, picked: None, explanation }
}

/// The calls that could be made now, as far as they bear on the question. One that opens another connection asks about numbers that
/// nobody has seen.
fn calls(predict: Predict, world: &World) -> impl Iterator<Item = (Side, Call)> {
    let asked = move |side: &Side| !matches!(predict, Predict::Returns(of) if of != *side);
    let open = move |side: &Side| world.host(*side).current().is_some_and(|connection| has_program(&connection.tcb));
    let sides = Side::BOTH.into_iter().filter(move |side| asked(side) && open(side) && is_alone(world));
    // What `read()` does to the rest is a question of windows.
    let reads = matches!(predict, Predict::Returns(_));
    let bears =
        move |call: &Call| !matches!(call, Call::Listen | Call::Connect) && (reads || !matches!(call, Call::Read(_)));
    sides.flat_map(move |side| world.possible_calls(side).filter(bears).map(move |call| (side, call)))
}

/// Whether some program can call: none has got a connection by `accept()` before its handshake is done.
fn has_program(tcb: &Tcb) -> bool {
    match tcb.state() {
        State::Closed => false,
        State::SynReceived => tcb.opened() == Opened::Active,
        _ => true,
    }
}

/// With many connections nobody knows which one is meant.
fn is_alone(world: &World) -> bool {
    let alive = |side: Side| world.host(side).connections.iter().filter(|c| c.tcb.state() != State::Closed).count();
    Side::BOTH.into_iter().all(|side| alive(side) <= 1)
}

fn asked(predict: Predict, language: &Language) -> String {
    let words = &language.lessons;
    match predict {
        Predict::State(who) => say!(language, words.which_state, who),
        Predict::Pair => words.which_pair.to_owned(),
        Predict::NextSegment => words.which_segment.to_owned(),
        Predict::Count(SegmentFilter::Segments) => words.how_many.to_owned(),
        Predict::Count(SegmentFilter::Kind(kind)) => say!(language, words.how_many_of, kind = &kind.to_string()),
        Predict::Returns(_) => words.which_return.to_owned(),
        Predict::Seq(who) => say!(language, words.which_seq, who),
        Predict::Ack(who) => say!(language, words.which_ack, who),
        Predict::Sockets(who, state) => say!(language, words.how_many_sockets, who, state),
        Predict::Possible(_) | Predict::Line(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Fresh, Opened, Side, State, Tcb, World, everything_arrives, fresh};
    use crate::language::ENGLISH;
    use crate::lesson::{Player, Task, catalogue};
    use std::sync::Arc;

    #[test]
    fn what_a_call_returns_at_once_is_its_answer_whatever_comes_later() {
        let lesson = Arc::new(catalogue::find("close-wait-bug").expect("a lesson").compile().expect("it compiles"));
        let mut player = Player::new(Arc::clone(&lesson));
        while !matches!(lesson.steps[player.step()].task, Task::Ask(_)) {
            player.solve();
            player.next();
        }
        player.answer(0);
        player.finish_script();
        let made = (0..20).filter_map(|seed| fresh(&lesson, player.step(), player.history().world(), seed, &ENGLISH));
        let about_write: Vec<_> = made.filter(|fresh| fresh.text.contains("write(10)")).collect();
        assert!(!about_write.is_empty());
        for fresh in about_write {
            assert_eq!(fresh.choices[fresh.answer].label, "10", "the RST comes later: {}", fresh.explanation);
        }
    }

    /// The fresh questions of every question of a lesson that is played with right answers, each with its step from 1.
    fn all(id: &str) -> Vec<(usize, World, Fresh)> {
        let lesson = Arc::new(catalogue::find(id).expect("a lesson").compile().expect("it compiles"));
        let mut player = Player::new(Arc::clone(&lesson));
        let mut made = Vec::new();
        for step in 0..lesson.steps.len() {
            assert_eq!(player.go_to(step), step, "{id}");
            player.solve();
            let world = player.history().world();
            made.extend(
                (0..20)
                    .filter_map(|seed| Some((step + 1, world.clone(), fresh(&lesson, step, world, seed, &ENGLISH)?))),
            );
        }
        made
    }

    #[test]
    fn what_is_supposed_can_be_done_and_is_known_and_is_explained() {
        for entry in catalogue::ENTRIES {
            for (step, world, fresh) in all(entry.id) {
                let place = format!("{} {step}: {} {}", entry.id, fresh.text, fresh.explanation);
                assert!(!fresh.explanation.is_empty(), "{place}");
                if !fresh.text.contains("Suppose") {
                    continue;
                }
                assert!(everything_arrives(&world), "{place}");
                for side in Side::BOTH.into_iter().filter(|side| world.host(*side).state() == State::SynReceived) {
                    let opened = world.host(side).tcb().map(Tcb::opened);
                    let calls = fresh.text.contains(&format!("Suppose {side} calls"));
                    assert!(!calls || opened == Some(Opened::Active), "nobody has accepted it: {place}");
                }
                assert!(!fresh.text.contains("abort") || entry.id == "reset", "{place}");
            }
        }
    }

    #[test]
    fn the_opening_chapter_asks_for_nothing_of_the_closing_one() {
        for id in ["three-way-handshake", "connection-refused", "lost-syn", "lost-third-ack"] {
            for (step, _, fresh) in all(id) {
                for state in ["FIN_WAIT_2", "CLOSE_WAIT", "LAST_ACK"] {
                    let right = &fresh.choices[fresh.answer].label;
                    assert!(
                        !right.contains(state) && !fresh.explanation.contains(state),
                        "{id} {step}: {}",
                        fresh.text
                    );
                }
            }
        }
    }

    #[test]
    fn nothing_is_supposed_where_the_link_is_cut_or_a_later_page_does_it() {
        let steps: Vec<usize> = all("lost-third-ack").into_iter().map(|(step, ..)| step).collect();
        assert!(!steps.contains(&9), "the link is cut there");
        assert!(!steps.contains(&2), "the next page lets A write");
    }

    #[test]
    fn a_number_is_explained_by_its_sum() {
        let made = all("counting");
        let (_, _, fresh) = made.iter().find(|(step, ..)| *step == 2).expect("a fresh question");
        assert_eq!(fresh.choices[fresh.answer].label, "121");
        let sum = "A's numbers began at 100. 100 + 1 for the SYN + 20 bytes = 121. That is what B expects next.";
        assert_eq!(fresh.explanation, sum);
    }
}
