//! Whole lessons played by keys alone in a real terminal at 80x24. What is pressed follows the engine's own answers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use crate::PROGRAM;
use crate::pty::{Pty, command};
use tcptutor::lesson::{Move, Page, Pick, Player, Value, catalogue};
use tcptutor::sim::{Call, Input, Side};
use tcptutor::tui::bindings::{BINDINGS, Scope};
use tcptutor::tui::diagram::beside::way_between;
use tcptutor::tui::diagram::geometry::way;
use tcptutor::tui::stage::command_of;

const CONNECT: Input = Input::Call(Side::A, Call::Connect);

/// The lesson in the terminal, and the same lesson played beside it to know what to press.
struct Played {
    pty: Pty,
    player: Player,
    focus: Side,
}

impl Played {
    fn start(id: &str, folder: &Path) -> Self {
        let lesson = catalogue::find(id).expect("a lesson").compile().expect("it compiles");
        let mut command = command(PROGRAM, &["lesson", id, "--no-anim"]);
        command.cwd(folder);
        let pty = Pty::start(command, 80, 24);
        Self { pty, player: Player::new(Arc::new(lesson)), focus: Side::A }
    }

    /// Deals with the present page and goes on.
    fn page(&mut self, wrongly: bool) {
        let (page, pages) = (self.player.step() + 1, self.player.steps());
        self.pty.wait_for(&format!("{page}/{pages}"));
        self.player.finish_script();
        self.answer(wrongly);
        if matches!(self.player.page(), Page::Act { .. }) {
            self.focus = self.player.acts_first().unwrap_or(self.focus);
            let way = self.player.way().expect("a way");
            let mut inputs = way.inputs.into_iter().peekable();
            while let Some(input) = inputs.next() {
                self.press(input);
                self.player.follow(&[input]);
                // The key of a further client makes it call as well.
                if let Some(call) = inputs.next_if(|call| matches!(input, Input::Socket(_)) && *call == CONNECT) {
                    self.player.follow(&[call]);
                }
            }
            self.pty.wait_until("the task is done", |screen| screen.contents().contains('✓'));
        }
        self.pty.type_keys(" ");
        while self.player.next() == Move::Again {
            self.pty.wait_for("here is a similar one");
            self.answer(false);
            self.pty.type_keys(" ");
        }
    }

    fn answer(&mut self, wrongly: bool) {
        let Page::Ask { pick, choices, .. } = self.player.page() else { return };
        let truth = self.player.right_answer().expect("the engine has an answer");
        let at = choices.iter().position(|choice| choice.value == truth).unwrap_or(0);
        let picked = match (&truth, pick) {
            (Value::Number(n), Pick::Typed) => Value::Number(n + u32::from(wrongly)),
            _ => choices[(at + usize::from(wrongly)) % choices.len()].value.clone(),
        };
        let keys = match (&picked, pick) {
            (Value::Number(n), Pick::Typed) => format!("{n}\r"),
            (Value::State(state), Pick::Diagram) => {
                let side = self.player.asked_about().expect("an end");
                let here = self.player.history().world().states()[side];
                let way = way_between(here, *state).expect("a way");
                // The first key begins where the end is now.
                let arrows: String = way.into_iter().map(arrow).collect();
                format!("\x1b[B{arrows}\r")
            }
            _ => (choices.iter().position(|choice| choice.value == picked).expect("offered") + 1).to_string(),
        };
        self.pty.type_keys(&keys);
        self.player.answer_value(&picked);
        self.player.finish_script();
        self.pty.wait_until("the answer is revealed", |screen| screen.contents().contains('✓'));
    }

    fn time_runs(&self) -> bool {
        matches!(self.player.page(), Page::Act { paused: false, .. })
    }

    fn press(&mut self, input: Input) {
        let keys = match input {
            // Without animation, what is due soon happens by itself where time does not stand still.
            Input::Step if self.player.history().world().next_lively().is_some() && self.time_runs() => return,
            Input::Step => ".".to_owned(),
            Input::Call(side, call) => {
                let turn = if side == self.focus { "" } else { "\t" };
                self.focus = side;
                let binding = BINDINGS.iter().find(|b| b.scope == Scope::Stage && b.command == command_of(call));
                format!("{turn}{}", binding.expect("every call has a key").keys[0])
            }
            Input::Drop(packet) => {
                let first = self.player.history().world().packets().first().map(|packet| packet.id);
                assert_eq!(first, Some(packet), "without a selection the oldest segment is lost");
                "d".to_owned()
            }
            Input::Socket(Side::A) => "C".to_owned(),
            other => panic!("`{other}` has no plain key"),
        };
        self.pty.type_keys(&keys);
    }
}

/// What the terminal sends for an arrow key.
const fn arrow(ahead: u8) -> &'static str {
    match ahead {
        way::UP => "\x1b[A",
        way::DOWN => "\x1b[B",
        way::RIGHT => "\x1b[C",
        _ => "\x1b[D",
    }
}

/// What `tcptutor grade` says of the one session in a folder.
fn graded(folder: &Path) -> serde_json::Value {
    let mut command = Command::new(PROGRAM);
    let output = command.arg("grade").arg(folder).args(["--format", "json"]).output().expect("the program runs");
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    rows[0].clone()
}

/// Plays a lesson to its end, hands it in and has it graded.
fn play(id: &str, wrong_question: Option<usize>) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("by-keys").join(id);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    let mut played = Played::start(id, &folder);
    let mut asked = 0;
    while played.player.step() < played.player.steps() {
        let asks = matches!(played.player.page(), Page::Ask { .. });
        asked += usize::from(asks);
        played.page(asks && wrong_question == Some(asked));
    }
    played.pty.wait_for("saves what you did as a file");
    played.pty.type_keys("\x13");
    played.pty.wait_for("your name");
    played.pty.type_keys("Ada L.\r");
    played.pty.wait_for(&format!("hand in {id}-ada-l.toml"));
    let grade = graded(&folder);
    assert_eq!(grade["lesson"], id, "{grade}");
    assert_eq!((&grade["student"], &grade["record"]), (&"Ada L.".into(), &"fits".into()), "{grade}");
    assert_eq!(grade["finished"], true, "{grade}");
    assert_eq!(grade["goals"][0], grade["goals"][1], "{grade}");
    assert_eq!(grade["moves"], grade["par"], "{grade}");
    assert_eq!(grade["answers"], serde_json::json!([asked - usize::from(wrong_question.is_some()), asked]), "{grade}");
    played.pty.type_keys("q");
    assert_eq!(played.pty.wait_exit(), 0);
    played.pty.assert_restored();
}

#[test]
fn the_handshake_with_right_answers() {
    play("three-way-handshake", None);
}

#[test]
fn counting_with_typed_numbers_and_a_wrong_one() {
    play("counting", Some(2));
}

#[test]
fn the_close_wait_bug_with_a_wrong_answer() {
    play("close-wait-bug", Some(1));
}

#[test]
fn three_segments_with_an_answer_on_the_diagram() {
    play("puzzle-three-segments", None);
}
