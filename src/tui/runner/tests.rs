use std::cell::Cell;
use std::time::Duration;

use ratatui::terminal::Frame;

use super::{Runner, SHORTEST_TICK, Ticks};
use crate::capture::CaptureOrder;
use crate::lab::Order;
use crate::language::ENGLISH;
use crate::live::{Detail, Survey};
use crate::notes::Scene;
use crate::progress::Actions;
use crate::tui::app::{App, Effect, Msg};
use crate::tui::host::Host;

const STEP: Duration = Duration::from_millis(30);

#[test]
fn nothing_ticks_while_nothing_moves() {
    let mut ticks = Ticks::default();
    assert_eq!(ticks.wait(None, STEP), None);
    assert_eq!(ticks.tick(None, STEP * 2), None);
}

#[test]
fn the_first_tick_comes_one_step_after_the_start_not_after_the_last_animation() {
    let mut ticks = Ticks::default();
    ticks.wait(Some(STEP), STEP);
    ticks.wait(None, STEP * 2);
    let later = STEP * 100;
    assert_eq!(ticks.tick(Some(STEP), later), None);
    assert_eq!(ticks.wait(Some(STEP), later), Some(STEP));
}

#[test]
fn a_tick_says_how_much_time_really_passed_and_keys_do_not_put_it_off() {
    let mut ticks = Ticks::default();
    let now = STEP * 7;
    assert_eq!(ticks.wait(Some(STEP), now), Some(STEP));
    assert_eq!(ticks.wait(Some(STEP), now + STEP / 3), Some(STEP * 2 / 3));
    assert_eq!(ticks.tick(Some(STEP), now + STEP / 2), None);
    assert_eq!(ticks.tick(Some(STEP), now + STEP * 2), Some(STEP * 2));
    assert_eq!(ticks.wait(Some(STEP), now + STEP * 2), Some(STEP));
}

#[test]
fn an_app_that_never_wants_to_wait_still_sleeps() {
    assert_eq!(Ticks::default().wait(Some(Duration::ZERO), STEP), Some(SHORTEST_TICK));
}

/// An app that asks for what it is told to ask for, and remembers what it heard.
#[derive(Default)]
struct Asking {
    effects: Vec<Effect>,
    heard: Vec<Msg>,
}

impl App for Asking {
    fn update(&mut self, msg: Msg) -> Option<Effect> {
        let asks = msg == Msg::Redraw;
        self.heard.push(msg);
        if asks { self.effects.pop() } else { None }
    }

    fn view(&self, _: &mut Frame<'_>) {}

    fn next_wake(&self) -> Option<Duration> {
        None
    }
}

/// A host without a terminal, a file or a clock.
#[derive(Default)]
struct Nowhere {
    done: Vec<String>,
    news: Vec<Msg>,
    now: Cell<Duration>,
}

impl Host for Nowhere {
    fn now(&self) -> Duration {
        self.now.get()
    }

    fn copy(&mut self, text: &str) {
        self.done.push(format!("copy {text}"));
    }

    fn save(&mut self, stem: &str, _: &str) -> Result<String, String> {
        if stem == "full" { Err("the disk is full".to_owned()) } else { Ok(format!("{stem}.toml")) }
    }

    fn create(&mut self, file: &str, _: &str) -> Result<(), String> {
        if file == "there.toml" { Err("it is there already".to_owned()) } else { Ok(()) }
    }

    fn keep(&mut self, _: &Actions) {
        self.done.push("keep".to_owned());
    }

    fn prompt(&mut self, _: Scene) {
        self.done.push("prompt".to_owned());
    }

    fn survey(&mut self, _: Detail) -> Result<Survey, String> {
        self.done.push("survey".to_owned());
        Err("there is no machine".to_owned())
    }

    fn captures(&mut self, order: CaptureOrder) {
        self.done.push(format!("captures {order:?}"));
    }

    fn lab(&mut self, order: Order) {
        self.done.push(format!("lab {order:?}"));
    }

    fn suspend(&mut self) {
        self.done.push("suspend".to_owned());
    }

    fn news(&mut self) -> Option<Msg> {
        self.news.pop()
    }

    fn next_look(&self) -> Option<Duration> {
        Some(STEP)
    }

    fn settle(&mut self) -> Option<Msg> {
        None
    }
}

fn save(stem: &str) -> Effect {
    Effect::Save { stem: stem.to_owned(), text: String::new(), message: "Saved as {file}." }
}

#[test]
fn what_an_app_asks_for_is_done_by_its_host() {
    let mut app = Asking { effects: vec![Effect::Quit, Effect::Suspend, Effect::Copy("x".into())], heard: Vec::new() };
    let mut runner = Runner::new(&mut app, Nowhere::default(), &ENGLISH);
    for _ in 0..2 {
        runner.update(Msg::Redraw);
    }
    assert!(!runner.has_quit());
    runner.update(Msg::Redraw);
    assert!(runner.has_quit());
    assert_eq!(runner.host().done, ["copy x", "suspend"]);
}

#[test]
fn what_was_saved_or_was_not_is_said_in_a_sentence() {
    let mut app = Asking { effects: vec![save("full"), save("run")], heard: Vec::new() };
    let mut runner = Runner::new(&mut app, Nowhere::default(), &ENGLISH);
    runner.update(Msg::Redraw);
    runner.update(Msg::Redraw);
    let said = [Ok("Saved as run.toml.".to_owned()), Err("Nothing was saved: the disk is full.".to_owned())];
    assert_eq!([app.heard[1].clone(), app.heard[3].clone()], said.map(Msg::Saved));
}

#[test]
fn news_is_taken_in_without_a_key_and_asked_for_again_in_time() {
    let mut app = Asking::default();
    let host = Nowhere { news: vec![Msg::Notice("two".into()), Msg::Notice("one".into())], ..Nowhere::default() };
    let mut runner = Runner::new(&mut app, host, &ENGLISH);
    runner.catch_up();
    assert_eq!(runner.wait(), Some(STEP));
    assert!(!runner.settle());
    assert_eq!(app.heard, [Msg::Notice("one".into()), Msg::Notice("two".into())]);
}
