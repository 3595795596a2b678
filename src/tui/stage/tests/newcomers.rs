//! What a newcomer sees and is told, where it was not clear before.

use super::{SIZES, deal_with_page, lesson, painted, press, sandbox};
use crate::lesson::Pick;

#[test]
fn a_heading_says_which_socket_is_closed_where_the_keys_go_to_the_listener() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . w . . x . . Tab x . .");
    for size in SIZES {
        let shown = painted(&stage, size);
        let heading = shown.lines().nth(1).unwrap_or_default();
        assert!(heading.contains("B's connection"), "{heading}");
        assert!(shown.contains("B's listener may"), "{shown}");
    }
}

#[test]
fn the_answer_to_a_forged_segment_is_told_as_one() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . s . .");
    let told = &stage.derived.explained.headline;
    assert!(told.contains("answers a segment that was forged in A's name"), "{told}");
}

#[test]
fn nobody_who_wants_to_connect_is_told_to_close_first() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . Tab x . . Tab c");
    let remedy = stage.derived.explained.remedy.as_deref();
    assert_eq!(remedy, Some("`u` takes the call back."));
}

#[test]
fn a_field_of_the_editor_looks_like_one_and_says_what_is_written_there() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . g Down");
    let shown = painted(&stage, SIZES[0]);
    assert!(shown.contains("[SND.NXT") && shown.contains("number of its first byte"), "{shown}");
    press(&mut stage, "Down Down");
    assert!(painted(&stage, SIZES[0]).contains("How many bytes of data"), "{}", painted(&stage, SIZES[0]));
}

#[test]
fn space_on_an_open_question_says_how_that_one_is_answered() {
    let mut stage = lesson("four-way-close");
    while stage.game.open_question() != Some(Pick::Diagram) {
        deal_with_page(&mut stage, false);
        press(&mut stage, "Space");
    }
    let footer = painted(&stage, SIZES[0]);
    assert!(!footer.lines().nth(23).unwrap_or_default().contains("Left back"), "{footer}");
    press(&mut stage, "Space");
    assert!(painted(&stage, SIZES[0]).contains("Pick a state first"), "{}", painted(&stage, SIZES[0]));
}
