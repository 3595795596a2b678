//! What a speaker has to know at one moment of a lesson.

use serde::{Deserialize, Serialize};

use super::scene::{KeyNames, Scene, Sight};
use crate::lesson::{Choice, Page, Pick, Player, Question, Task, narration, way_in_words};
use crate::sim::Input;
use crate::text::{clean_line, clean_text, json_line};

/// As many moves of a way as a speaker can take in.
const MOVES: usize = 6;

/// What a speaker has to know, as it goes over the socket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a line of its own on the socket and on the screen")]
pub struct Cue {
    /// The lesson's title.
    pub title: String,
    /// The step, from 1; one more than there are at the end.
    pub step: usize,
    /// How many there are.
    pub steps: usize,
    /// What the room reads; with inline marks, as everything that an author wrote.
    pub text: String,
    /// The speaker's notes.
    pub notes: Option<String>,
    /// The right answer, or a way to what is to be done.
    pub answer: Option<String>,
    /// The keys for that way.
    pub keys: Option<String>,
    /// What is right about it.
    pub explanation: Option<String>,
    /// The answers that are offered, in their order.
    pub choices: Vec<Offered>,
    /// Whether the room has seen the answer.
    pub revealed: bool,
    /// What comes next; nothing at the end.
    pub next: Option<Ahead>,
    /// How long it has been going on, in seconds.
    pub elapsed: u64,
    /// Whether the room sees nothing.
    pub blank: bool,
    /// Whether the room sees the sandbox.
    pub sandbox: bool,
    /// Whether the room sees the lesson's title page.
    pub at_title: bool,
    /// Whether the room sees a moment of before.
    pub in_the_past: bool,
}

/// An answer that is offered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// As the room reads it.
    pub label: String,
    /// Whether it is the right one.
    pub right: bool,
    /// What the author says about it; what is right about the right one stands elsewhere.
    pub why: Option<String>,
    /// How many are for it.
    pub votes: usize,
}

/// The step after the present one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ahead {
    /// What the room will read.
    pub text: String,
    /// The right answer, or a way to what will have to be done.
    pub answer: Option<String>,
}

/// What a reader hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Nobody presents.
    Nobody,
    /// A presenter is where this says.
    Cue(Box<Cue>),
    /// The presenter has gone.
    Gone,
}

impl Cue {
    /// Works out what a speaker has to know. It plays the lesson ahead on a copy, which may take a moment.
    #[must_use]
    pub fn of(scene: &Scene) -> Self {
        let (player, mark) = (&scene.player, &scene.mark);
        let page = Self::page(player, &scene.keys);
        let next = ahead(player).or_else(|| Some(Ahead { text: mark.follows.clone()?, answer: None }));
        let cue = Self {
            next,
            elapsed: scene.elapsed.as_secs(),
            blank: mark.sight == Sight::Black,
            sandbox: mark.sight == Sight::Sandbox,
            at_title: mark.sight == Sight::Title,
            in_the_past: mark.sight == Sight::Past,
            text: mark.instead.clone().unwrap_or_else(|| page.text.clone()),
            ..page.clone()
        };
        if cue.at_title {
            return cue.before_the_first_page(page);
        }
        let mut cue = cue;
        for (choice, votes) in cue.choices.iter_mut().zip(&scene.mark.votes) {
            choice.votes = *votes;
        }
        cue
    }

    /// The same while the room has not seen the page yet: it comes next.
    fn before_the_first_page(self, page: Self) -> Self {
        let next = Some(Ahead { text: page.text, answer: page.answer });
        Self { next, notes: None, answer: None, keys: None, explanation: None, choices: Vec::new(), ..self }
    }

    /// What there is to know about the present page alone.
    #[must_use]
    pub fn page(player: &Player, keys: &KeyNames) -> Self {
        let message = Contents::of(player, keys);
        Self {
            title: player.lesson().title.as_str().to_owned(),
            step: player.step() + 1,
            steps: player.steps(),
            text: message.text,
            notes: player.notes().map(str::to_owned),
            answer: message.answer,
            keys: message.keys,
            explanation: message.explanation,
            choices: message.choices,
            revealed: message.revealed,
            ..Self::default()
        }
    }

    /// As one line.
    #[must_use]
    pub fn to_line(&self) -> String {
        // Strings, numbers and nothing else: there is nothing that JSON could refuse.
        let mut line = json_line(self).unwrap_or_default();
        line.push('\n');
        line
    }

    /// From such a line; nothing if it is none. Whoever wrote it, a terminal can be shown what it says.
    #[must_use]
    pub fn from_line(line: &str) -> Option<Self> {
        let cue: Self = serde_json::from_str(line).ok()?;
        let clean = |text: String| clean_text(&text).into_owned();
        Some(Self {
            title: clean_line(&cue.title).into_owned(),
            text: clean(cue.text),
            notes: cue.notes.map(clean),
            answer: cue.answer.map(clean),
            keys: cue.keys.map(clean),
            explanation: cue.explanation.map(clean),
            choices: cue.choices.into_iter().map(Offered::cleaned).collect(),
            next: cue.next.map(|next| Ahead { text: clean(next.text), answer: next.answer.map(clean) }),
            ..cue
        })
    }
}

impl Offered {
    fn cleaned(self) -> Self {
        let clean = |text: String| clean_text(&text).into_owned();
        Self { label: clean(self.label), why: self.why.map(clean), ..self }
    }

    /// All that are offered on this page. A state that is picked on a diagram stands in no list.
    fn all(player: &Player, choices: &[Choice]) -> Vec<Self> {
        let right = player.right_label();
        let offered = |(at, choice): (usize, &Choice)| {
            let is_right = right.as_ref() == Some(&choice.label);
            let why = player.why(at).filter(|_| !is_right).map(str::to_owned);
            Self { label: choice.label.clone(), right: is_right, why, votes: 0 }
        };
        choices.iter().enumerate().map(offered).collect()
    }
}

fn ahead(player: &Player) -> Option<Ahead> {
    let next = player.step() + 1;
    let text = player.lesson().steps.get(next)?.text.value.clone();
    let mut ahead = player.clone();
    let answer = (ahead.go_to(next) == next).then(|| Contents::of(&ahead, &KeyNames::default()).answer).flatten();
    Some(Ahead { text, answer })
}

/// What there is to tell about a page.
#[derive(Default)]
struct Contents {
    text: String,
    answer: Option<String>,
    keys: Option<String>,
    explanation: Option<String>,
    choices: Vec<Offered>,
    revealed: bool,
}

impl Contents {
    fn of(player: &Player, keys: &KeyNames) -> Self {
        match player.page() {
            Page::Say { text, error } => Self { text: narration(text, error.as_ref()), ..Self::default() },
            Page::Act { text, reached, success, .. } => {
                let way = (!reached).then(|| way(player)).flatten();
                Self {
                    text: text.to_owned(),
                    answer: way.as_ref().map(|way| way_in_words(way, MOVES, player.language())),
                    keys: way.and_then(|way| keys.of(&way)),
                    explanation: success.and_then(|success| success.why.clone()),
                    revealed: reached,
                    ..Self::default()
                }
            }
            Page::Ask { question, pick, choices, revealed, .. } => Self {
                text: question.to_owned(),
                answer: player.right_label(),
                explanation: explanation(player),
                choices: if pick == Pick::List { Offered::all(player, choices) } else { Vec::new() },
                revealed: revealed.is_some(),
                ..Self::default()
            },
            Page::End { objectives, .. } => {
                let message: Vec<&str> = objectives.iter().map(|objective| objective.as_str()).collect();
                Self { text: message.join("\n\n"), ..Self::default() }
            }
        }
    }
}

fn explanation(player: &Player) -> Option<String> {
    match &player.lesson().steps.get(player.step())?.task {
        Task::Ask(Question { right, .. }) => right.as_ref().map(|right| right.value.clone()),
        Task::Say | Task::Act(_) => None,
    }
}

/// A way to what is to be done, once nothing happens by itself any more.
fn way(player: &Player) -> Option<Vec<Input>> {
    let mut player = player.clone();
    player.finish_script();
    Some(player.way().ok()?.inputs)
}

#[cfg(test)]
mod tests {
    use super::Cue;
    use crate::lesson::{Player, catalogue};
    use crate::notes::{KeyNames, Mark, Scene, Sight};
    use std::sync::Arc;
    use std::time::Duration;

    fn scene(step: usize) -> Scene {
        let lesson = catalogue::find("four-way-close").expect("a lesson").compile().expect("it compiles");
        let mut player = Player::new(Arc::new(lesson));
        player.go_to(step);
        let (mark, keys) =
            (Mark::of(&player, Sight::Lesson, Vec::new()), KeyNames::new(|way| format!("{} keys", way.len())));
        Scene { player, elapsed: Duration::from_secs(75), mark, keys }
    }

    #[test]
    fn the_speaker_knows_the_answer_before_the_room_does() {
        let cue = Cue::of(&scene(3));
        assert_eq!((cue.step, cue.steps, cue.revealed), (4, 12, false));
        assert_eq!(cue.answer.as_deref(), Some("B sends ACK"));
        assert!(cue.notes.is_some_and(|notes| notes.contains("root of every CLOSE_WAIT bug")));
        assert!(cue.explanation.is_some_and(|why| why.starts_with("Only the ACK.")));
    }

    #[test]
    fn the_speaker_knows_what_comes_next_and_its_answer() {
        let next = Cue::of(&scene(3)).next.expect("a step");
        assert!(next.text.starts_with("B's ACK reaches A."));
        assert_eq!(next.answer.as_deref(), Some("FIN_WAIT_2"));
        let next = Cue::of(&scene(0)).next.expect("a step");
        assert_eq!(next.answer.as_deref(), Some("`A close`"), "a way to what has to be done");
    }

    #[test]
    fn the_speaker_knows_every_choice_its_reason_and_how_many_are_for_it() {
        let mut scene = scene(3);
        scene.mark.votes = vec![0, 2, 5, 1];
        let choices = Cue::of(&scene).choices;
        let right: Vec<(&str, usize)> =
            choices.iter().filter(|choice| choice.right).map(|choice| (choice.label.as_str(), choice.votes)).collect();
        assert_eq!(right, [("B sends ACK", 2)]);
        assert!(choices.iter().any(|choice| !choice.right && choice.why.is_some()), "{choices:?}");
    }

    #[test]
    fn the_speaker_knows_the_keys_of_a_task() {
        let cue = Cue::of(&scene(1));
        assert_eq!((cue.answer.as_deref(), cue.keys.as_deref()), (Some("`A close`"), Some("1 keys")));
    }

    #[test]
    fn nothing_comes_after_the_end() {
        let cue = Cue::of(&scene(12));
        assert_eq!((cue.step, cue.next), (13, None));
        assert!(cue.text.starts_with("Name the states"));
    }

    #[test]
    fn a_line_is_read_back_exactly_and_anything_else_is_none() {
        let cue = Cue::of(&scene(3));
        let line = cue.to_line();
        assert_eq!(line.matches('\n').count(), 1);
        assert_eq!(Cue::from_line(&line), Some(cue));
        assert_eq!(Cue::from_line("{\"title\": 1}"), None);
        assert_eq!(Cue::from_line("hello"), None);
        let cue = Cue { text: "\u{1b}[2J".to_owned(), ..Cue::default() };
        assert_eq!(Cue::from_line(&cue.to_line()).expect("a cue").text, "^[[2J");
    }

    #[test]
    fn what_only_ticks_is_no_change() {
        let (a, b) = (scene(3), Scene { elapsed: Duration::from_secs(99), ..scene(3) });
        assert_eq!(a, b);
        assert_ne!(a, scene(4));
        let mark = |sight, votes| Mark::of(&a.player, sight, votes);
        let (blank, voted) = (mark(Sight::Black, Vec::new()), mark(Sight::Lesson, vec![1]));
        assert_ne!(a, Scene { mark: blank, ..scene(3) });
        assert_ne!(a, Scene { mark: voted, ..scene(3) });
    }
}
