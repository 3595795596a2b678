//! What a terminal sends beside keys arrives on every screen, and what was asked about is done.

use super::{Model, Program, start};
use crate::tui::app::{App, Effect, Mouse, MouseAction, Msg};

fn wheel(program: &mut Program, action: MouseAction) {
    program.model.update(Msg::Mouse(Mouse { action, column: 3, row: 5 }));
}

#[test]
fn what_is_pasted_at_home_stands_in_the_window_that_is_open_there() {
    let mut program = start();
    program.model.update(Msg::Paste("timeout".to_owned()));
    program.press(":");
    program.model.update(Msg::Paste("unreachable\r".to_owned()));
    assert!(program.shows(" unreachable "), "{}", program.shown());
    assert!(program.shows("Four ways to fail to connect"), "{}", program.shown());
    assert!(!program.shows("timeout"), "nothing was open: {}", program.shown());
}

#[test]
fn the_wheel_is_the_arrows_on_every_list() {
    let mut program = start();
    let before = program.shown();
    wheel(&mut program, MouseAction::WheelDown);
    let selected = program.shown();
    assert_ne!(before, selected);
    wheel(&mut program, MouseAction::WheelUp);
    assert_eq!(program.shown(), before);
    program.press("Down");
    assert_eq!(program.shown(), selected);
    program.press("W");
    let window = program.shown();
    wheel(&mut program, MouseAction::WheelDown);
    assert_ne!(program.shown(), window, "and in a window");
}

#[test]
fn who_is_asked_about_leaving_and_presses_the_same_key_again_leaves() {
    for name in ["q", "Esc"] {
        let key = || Msg::Key(name.parse().expect("a key"));
        let mut model = Model::at_home(super::settings()).in_the_sandbox();
        model.update(Msg::Resize(80, 24));
        model.update(Msg::Key("c".parse().expect("a key")));
        assert_eq!(model.update(key()), None, "it is asked about");
        assert_eq!(model.update(key()), Some(Effect::Quit), "{name}");
    }
}
