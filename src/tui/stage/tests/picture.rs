//! What is drawn beside and under the diagrams.

use super::{deal_with_page, lesson, painted, player, press, sandbox, world};
use crate::language::ENGLISH;
use crate::tui::stage::Stage;

/// What is painted, without the looks.
fn words(stage: &Stage, (width, height): (u16, u16)) -> Vec<String> {
    painted(stage, (width, height)).lines().take(height.into()).map(str::to_owned).collect()
}

#[test]
fn a_number_under_a_diagram_is_whole_at_any_size() {
    let variables = ["SND.UNA", "SND.NXT", "SND.WND", "RCV.NXT", "RCV.WND", "unread"];
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . w . . x .");
    let tcb = world(&stage).host(crate::sim::Side::A).tcb().expect("a connection").clone();
    let (snd, rcv) = (tcb.snd(), tcb.rcv());
    let values = [snd.una.0, snd.nxt.0, snd.wnd, rcv.nxt.0, rcv.wnd, 0].map(|value| value.to_string());
    let rule = stage.settings.glyphs.horizontal_up;
    for width in (80..=160).step_by(4) {
        for height in [30, 36, 48] {
            let lines = words(&stage, (width, height));
            let above_the_panel = lines.iter().take_while(|line| !line.contains(rule) || line.contains("LISTEN"));
            let left: Vec<String> = above_the_panel.map(|line| line.chars().take(30).collect()).collect();
            for (variable, value) in variables.iter().zip(&values) {
                for line in left.iter().filter(|line| line.contains(variable)) {
                    let behind = line.split_once(variable).map_or("", |(_, rest)| rest.trim_start());
                    let number: String = behind.chars().take_while(char::is_ascii_digit).collect();
                    let at_edge = behind.len() == number.len() && line.chars().count() == 30;
                    assert!(number == *value || at_edge, "{width}x{height}: {variable} {number}, and it is {value}");
                }
            }
        }
    }
    let shown = words(&stage, (100, 30)).join("\n");
    assert!(shown.contains("SND.UNA") && shown.contains("SND.NXT") && shown.contains("RCV.NXT"), "{shown}");
}

#[test]
fn a_socket_that_was_not_connected_yet_is_in_the_upper_closed() {
    let mut stage = lesson("listener");
    while player(&stage).step() < 6 {
        deal_with_page(&mut stage, false);
        press(&mut stage, "Space");
    }
    let lines = words(&stage, (80, 24));
    let glyphs = stage.settings.glyphs;
    let left = |line: &String| line.chars().take(24).collect::<String>();
    let [upper, lower] = [
        lines.iter().find(|line| left(line).contains("CLOSED") && !left(line).contains("A ")),
        lines.iter().rfind(|line| left(line).contains("CLOSED")),
    ]
    .map(|line| line.map(left).unwrap_or_default());
    assert!(
        upper.contains(&format!("{}CLOSED", glyphs.pill_left)) && !lower.contains(glyphs.pill_left),
        "{upper} {lower}"
    );
}

#[test]
fn the_token_covers_no_letter_of_the_label_that_it_passes() {
    let mut stage = super::sandbox(true);
    press(&mut stage, "c");
    for _ in 0..40 {
        let shown = words(&stage, (80, 24)).join("\n");
        assert!(shown.contains("snd SYN") || !shown.contains("nd SYN"), "{shown}");
        stage.tick(std::time::Duration::from_millis(33));
    }
}

#[test]
fn a_cut_link_is_told_in_words() {
    let mut stage = sandbox(false);
    stage.say(&crate::lesson::parse_command("link cut=both", &ENGLISH).expect("a command"));
    stage.say(&crate::lesson::parse_command("link cut=none", &ENGLISH).expect("a command"));
    let narrow = words(&stage, (80, 24)).join("\n");
    assert!(narrow.contains("link cut ") && narrow.contains("link restored") && !narrow.contains("cut="), "{narrow}");
    let wide = words(&stage, (120, 24)).join("\n");
    assert!(wide.contains("The link is cut: nothing passes") && !wide.contains("cut="), "{wide}");
}
