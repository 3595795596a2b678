//! What the lab shows of a machine that is made up, and what its keys do.

use super::{Lab, Outcome};
use crate::lab::{Exercise, News, Order, Place, Played, Seen, Simulation, exercise};
use crate::sim::PerSide;
use crate::tcp::State;
use crate::tui::glyphs::Glyphs;
use crate::tui::settings::Settings;
use crate::tui::snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A kernel that is looked at only when nothing moves any more, with two programs whose closes never cross.
struct Machine {
    exercise: Exercise,
    simulation: Simulation,
}

impl Machine {
    fn obeys(&mut self, order: &Order) -> News {
        let Order::Act(number) = order else { return News::Started(Place::Shared { port: 38_731 }) };
        let act = &self.exercise.acts[*number];
        let simulated = self.simulation.act(act);
        let mut here = Seen { entered: PerSide::from_fn(|side| vec![simulated.now[side]]), ..simulated.clone() };
        if simulated.entered.a.contains(&State::Closing) {
            here.entered = PerSide::new(vec![State::FinWait2, State::TimeWait], Vec::new());
            here.now.b = State::Closed;
        }
        News::Played(Box::new(Played { act: act.clone(), simulated, here }))
    }
}

fn lab(id: &str) -> (Lab, Machine) {
    let exercise = exercise(id).expect("an exercise");
    let settings = Settings { theme: snapshot::theme(), ..Settings::default() };
    let mut lab = Lab::new(exercise.clone(), settings);
    lab.set_area(Rect::new(0, 0, 80, 24));
    let machine = Machine { simulation: Simulation::new(&exercise), exercise };
    (lab, machine)
}

fn press(lab: &mut Lab, machine: &mut Machine, keys: &str) -> Outcome<String> {
    let mut last = Outcome::Stay;
    for key in keys.split_whitespace() {
        last = lab.key(key.parse().expect("a key"));
        while let Some(order) = lab.take_order() {
            lab.hear(machine.obeys(&order));
        }
    }
    last
}

fn begin(lab: &mut Lab, machine: &mut Machine) {
    let order = lab.take_order().expect("the programs are wanted");
    lab.hear(machine.obeys(&order));
}

fn shown(lab: &Lab) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    lab.paint(buffer.area, &mut buffer);
    snapshot::shown(&buffer).lines().take(24).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_key_is_a_call_and_what_was_passed_through_or_out_of_reach_is_marked_so() {
    let (mut lab, mut machine) = lab("simultaneous-close");
    assert!(shown(&lab).contains("are being started"));
    begin(&mut lab, &mut machine);
    insta::assert_snapshot!("lab_begins", shown(&lab));
    press(&mut lab, &mut machine, "Space Space");
    insta::assert_snapshot!("lab_passed_through", shown(&lab));
    press(&mut lab, &mut machine, "Space Space");
    insta::assert_snapshot!("lab_out_of_reach", shown(&lab));
    press(&mut lab, &mut machine, "Enter");
    insta::assert_snapshot!("lab_in_full", shown(&lab));
    press(&mut lab, &mut machine, "Esc Home Tab");
    assert!(shown(&lab).contains("B, simulated") && shown(&lab).contains("B on this machine"));
    assert_eq!(press(&mut lab, &mut machine, "L"), Outcome::Open("simultaneous-close".to_owned()));
    assert_eq!(press(&mut lab, &mut machine, "Esc"), Outcome::Leave);
}

#[test]
fn one_key_makes_all_calls_and_one_begins_anew_with_other_programs() {
    let (mut lab, mut machine) = lab("half-close");
    begin(&mut lab, &mut machine);
    press(&mut lab, &mut machine, "A");
    assert!(shown(&lab).contains("11 of 11 steps"), "{}", shown(&lab));
    let acts = machine.exercise.acts.len();
    assert_eq!(lab.played.len(), acts);
    assert_eq!(lab.key("0".parse().expect("a key")), Outcome::Stay);
    assert!(matches!(lab.take_order(), Some(Order::Start(_))));
    lab.hear(News::Started(Place::Own { pid: 4711 }));
    assert!(shown(&lab).contains("nsenter -t 4711 -U -n --preserve ss -tan"), "{}", shown(&lab));
    let late = machine.obeys(&Order::Act(0));
    lab.hear(late);
    assert!(lab.played.is_empty(), "what the programs before had been told to do is nobody's");
}

#[test]
fn a_key_that_is_pressed_while_the_programs_are_busy_is_not_lost() {
    let (mut lab, mut machine) = lab("half-close");
    lab.key("Space".parse().expect("a key"));
    begin(&mut lab, &mut machine);
    let first = lab.take_order().expect("the key from before they were there");
    for key in ["Space", "Space"] {
        lab.key(key.parse().expect("a key"));
        assert_eq!(lab.take_order(), None, "one after the other");
    }
    lab.hear(machine.obeys(&first));
    while let Some(order) = lab.take_order() {
        lab.hear(machine.obeys(&order));
    }
    assert_eq!(lab.played.len(), 3);
}

#[test]
fn what_goes_wrong_is_said_and_no_screen_is_too_small_and_ascii_is_enough() {
    let (mut lab, mut machine) = lab("four-way-close");
    begin(&mut lab, &mut machine);
    lab.set_settings(Settings { theme: snapshot::theme(), glyphs: &Glyphs::ASCII, ..Settings::default() });
    press(&mut lab, &mut machine, "Space Space");
    let ascii = shown(&lab);
    assert!(ascii.is_ascii() && ascii.contains(":SYN_SENT:"), "{ascii}");
    for (width, height) in [(1, 1), (40, 10), (60, 20), (79, 22), (120, 36), (160, 48), (300, 90)] {
        lab.set_area(Rect::new(0, 0, width, height));
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        lab.paint(buffer.area, &mut buffer);
    }
    lab.set_area(Rect::new(0, 0, 80, 24));
    lab.hear(News::Failed("the programs have gone".to_owned()));
    assert!(shown(&lab).contains("the programs have gone"));
}

#[test]
fn nothing_that_is_said_of_a_call_is_cut_while_there_is_room() {
    let (mut lab, mut machine) = lab("four-way-close");
    begin(&mut lab, &mut machine);
    press(&mut lab, &mut machine, "A");
    for (width, height) in [(160, 48), (200, 60)] {
        lab.set_area(Rect::new(0, 0, width, height));
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        lab.paint(buffer.area, &mut buffer);
        let shown = snapshot::shown(&buffer);
        assert!(shown.contains("this machine: ") && shown.contains("steps went here"), "{shown}");
        assert!(!shown.contains(Glyphs::UNICODE.ellipsis), "{width}x{height}: {shown}");
    }
}
