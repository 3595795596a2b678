//! What a speaker has to know at one moment of a lesson.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::lesson::{Page, Player, Question, Task, narration, way_in_words};
use crate::text::{clean_line, clean_text, json_line};

/// As many moves of a way as a speaker can take in.
const MOVES: usize = 6;

/// A moment of a presentation, before anything is worked out about it.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The lesson where it is.
    pub player: Player,
    /// How long it has been going on.
    pub elapsed: Duration,
    /// Whether the room sees nothing.
    pub blank: bool,
}

impl PartialEq for Scene {
    fn eq(&self, other: &Self) -> bool {
        Mark::of(&self.player, self.blank) == Mark::of(&other.player, other.blank)
    }
}

impl Eq for Scene {}

/// What tells two scenes apart for a speaker: what only ticks is not a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    step: usize,
    head: usize,
    asks: bool,
    plays: bool,
    blank: bool,
}

impl Mark {
    /// The mark of a lesson where it is.
    #[must_use]
    pub fn of(player: &Player, blank: bool) -> Self {
        Self {
            step: player.step(),
            head: player.head(),
            asks: player.is_question_open(),
            plays: player.is_playing(),
            blank,
        }
    }
}

/// What a speaker has to know, as it goes over the socket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// What is right about it.
    pub explanation: Option<String>,
    /// Whether the room has seen the answer.
    pub revealed: bool,
    /// What comes next; nothing at the end.
    pub next: Option<Ahead>,
    /// How long it has been going on, in seconds.
    pub elapsed: u64,
    /// Whether the room sees nothing.
    pub blank: bool,
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
        let player = &scene.player;
        Self { next: ahead(player), elapsed: scene.elapsed.as_secs(), blank: scene.blank, ..Self::page(player) }
    }

    /// What there is to know about the present page alone.
    #[must_use]
    pub fn page(player: &Player) -> Self {
        let told = Told::of(player);
        Self {
            title: player.lesson().title.as_str().to_owned(),
            step: player.step() + 1,
            steps: player.steps(),
            text: told.text,
            notes: player.notes().map(str::to_owned),
            answer: told.answer,
            explanation: told.explanation,
            revealed: told.revealed,
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
            explanation: cue.explanation.map(clean),
            next: cue.next.map(|next| Ahead { text: clean(next.text), answer: next.answer.map(clean) }),
            ..cue
        })
    }
}

fn ahead(player: &Player) -> Option<Ahead> {
    let next = player.step() + 1;
    let text = player.lesson().steps.get(next)?.text.value.clone();
    let mut ahead = player.clone();
    let answer = (ahead.go_to(next) == next).then(|| Told::of(&ahead).answer).flatten();
    Some(Ahead { text, answer })
}

/// What there is to tell about a page.
#[derive(Default)]
struct Told {
    text: String,
    answer: Option<String>,
    explanation: Option<String>,
    revealed: bool,
}

impl Told {
    fn of(player: &Player) -> Self {
        match player.page() {
            Page::Say { text, error } => Self { text: narration(text, error.as_ref()), ..Self::default() },
            Page::Act { text, reached, success, .. } => Self {
                text: text.to_owned(),
                answer: (!reached).then(|| way(player)).flatten(),
                explanation: success.and_then(|success| success.why.clone()),
                revealed: reached,
            },
            Page::Ask { question, revealed, .. } => Self {
                text: question.to_owned(),
                answer: player.right_label(),
                explanation: explanation(player),
                revealed: revealed.is_some(),
            },
            Page::End { objectives, .. } => {
                let told: Vec<&str> = objectives.iter().map(|objective| objective.as_str()).collect();
                Self { text: told.join("\n\n"), ..Self::default() }
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
fn way(player: &Player) -> Option<String> {
    let mut player = player.clone();
    player.finish_script();
    Some(way_in_words(&player.way().ok()?.inputs, MOVES, player.language()))
}

#[cfg(test)]
mod tests {
    use super::{Cue, Scene};
    use crate::lesson::{Player, catalogue};
    use std::sync::Arc;
    use std::time::Duration;

    fn scene(step: usize) -> Scene {
        let lesson = catalogue::find("four-way-close").expect("a lesson").compile().expect("it compiles");
        let mut player = Player::new(Arc::new(lesson));
        player.go_to(step);
        Scene { player, elapsed: Duration::from_secs(75), blank: false }
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
        assert_ne!(a, Scene { blank: true, ..scene(3) });
    }
}
