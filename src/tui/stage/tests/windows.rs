//! Windows over the stage: what is lit beneath them, what they offer, and that all of them can be read.

use super::{Game, Stage, history, painted, press, sandbox, screen};
use crate::sim::Input;
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use std::time::Duration;

#[test]
fn a_comparison_that_is_opened_again_leaves_no_second_branch() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . P Down Enter Esc P Down Enter Esc");
    assert_eq!(history(&stage).branches().len(), 1);
    press(&mut stage, ". w P Down Enter Esc");
    assert_eq!(history(&stage).branches().len(), 2, "it is another run by now");
}

#[test]
fn a_list_of_nothing_offers_nothing_to_choose() {
    for keys in ["B", "T"] {
        let mut stage = sandbox(false);
        press(&mut stage, keys);
        let shown = painted(&stage, (80, 24));
        let footer = shown.lines().nth(23).expect("the last row");
        assert!(footer.contains("Esc close") && !footer.contains("choose"), "{keys}: {shown}");
    }
}

#[test]
fn under_a_window_the_keys_of_the_stage_are_not_lit() {
    let mut stage = sandbox(false);
    let lit = |stage: &Stage| {
        let buffer = screen(stage, (80, 24));
        let row = (0..24).find(|y| (0..80).map(|x| buffer[(x, *y)].symbol()).collect::<String>().contains("A may"));
        let row = row.expect("the row of verbs");
        (0..80).any(|x| buffer[(x, row)].style().fg == stage.settings.theme.style(Role::Key).fg)
    };
    assert!(lit(&stage));
    press(&mut stage, "P");
    assert!(!lit(&stage));
}

#[test]
fn an_hour_is_shown_in_hours_and_a_timer_as_it_is_while_time_stands() {
    let mut stage = sandbox(false);
    press(&mut stage, "c");
    assert!(painted(&stage, (80, 24)).contains("\u{25f7} 1 s"), "{}", painted(&stage, (80, 24)));
    press(&mut stage, ".");
    assert!(painted(&stage, (80, 24)).contains("\u{25f7} 960 ms"), "{}", painted(&stage, (80, 24)));
    let mut stage = sandbox(false);
    let Game::Sandbox(sandbox) = &mut stage.game else { panic!("a sandbox") };
    sandbox.history.push(Input::Advance(Duration::from_secs(10_860)));
    stage.on_jump();
    assert!(painted(&stage, (80, 24)).contains("t 3 h 1 min"), "{}", painted(&stage, (80, 24)));
}

#[test]
fn a_small_map_scrolls_through_the_table_the_legend_and_the_edges() {
    for size in [(40, 12), (60, 14)] {
        let mut stage = sandbox(false);
        stage.set_area(Rect::new(0, 0, size.0, size.1));
        press(&mut stage, "c . . . m");
        let mut seen = String::new();
        for _ in 0..60 {
            seen += &painted(&stage, size);
            assert!(!seen.contains("-0 of"), "{seen}");
            press(&mut stage, "Down");
        }
        for words in
            [" 9 CLOSING", "11 TIME_WAIT", "pairs", "seen otherwise", "impossible", "of the figure", "Still to walk"]
        {
            assert!(seen.contains(words), "{words} at {size:?}: {seen}");
        }
        let numbers = seen.lines().find(|line| line.contains("A      B")).expect("the heading");
        assert!(numbers.contains("11"), "every column is there: {numbers}");
    }
}
