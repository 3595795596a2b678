//! The questions that begin with "What if", by keys: from the list to the sandbox at their moment, and back.

use super::{Program, Screen, start};
use crate::lesson::{Page, Player, catalogue};
use crate::tui::stage::Stage;

impl Program {
    fn stage(&self) -> &Stage {
        let Screen::Stage(stage) = &self.model.screen else { panic!("home is on the screen") };
        stage
    }

    fn player(&self) -> &Player {
        self.stage().player().expect("a lesson")
    }

    /// Answers the open question as the engine does.
    pub(super) fn answer_right(&mut self) {
        let Screen::Stage(stage) = &mut self.model.screen else { panic!("a stage") };
        stage.answer_right();
    }

    /// Answers and does everything on the pages to the end: what was asked about is tried differently then.
    fn play_to_the_end(&mut self) {
        for _ in 0..40 {
            if self.player().step() == self.player().steps() {
                return;
            }
            let acts = matches!(self.player().page(), Page::Act { reached: false, .. });
            let asks = matches!(self.player().page(), Page::Ask { picked: None, .. });
            if acts {
                self.press("M");
            }
            if asks {
                self.answer_right();
            }
            self.press("Space");
        }
        panic!("{} does not end", self.player().lesson().id);
    }
}

#[test]
fn every_question_ends_in_the_sandbox_at_the_moment_that_was_asked_about() {
    for (at, (entry, header)) in
        catalogue::headers().filter(|(_, header)| header.chapter == catalogue::WHAT_IF).enumerate()
    {
        let mut program = start();
        program.press("W");
        (0..at).for_each(|_| program.press("Down"));
        program.press("Enter");
        assert_eq!(program.player().lesson().id, entry.id);
        program.play_to_the_end();
        let (player, stage) = (program.player(), program.stage());
        let moment = player.asked_at().expect("something was asked");
        assert_eq!(stage.history().map(crate::session::History::step), Some(moment), "{}", header.title);
        assert!(stage.history().is_some_and(|history| history.steps() > moment), "{}: what happened is gone", entry.id);
        assert!(program.shown().contains("sandbox in"), "{}", program.shown());
        // What happened can be done again, and leaving asks nothing: nothing is lost.
        program.press("q");
        assert!(matches!(program.model.screen, Screen::Home), "{}", entry.id);
    }
}

#[test]
fn a_question_asked_from_the_sandbox_leads_back_to_it() {
    let mut program = start();
    program.model = program.model.in_the_sandbox();
    program.press("c . .");
    let before = program.shown();
    program.press("W Enter");
    program.play_to_the_end();
    program.press("q");
    assert_eq!(program.shown(), before);
}

#[test]
fn escape_says_where_there_is_nothing_to_go_back_to() {
    let mut program = Program { model: start().model.in_the_sandbox(), file: super::File::default() };
    program.press("Esc");
    assert!(program.shown().contains("nothing to go back to from here; q leaves"), "{}", program.shown());
}

#[test]
fn words_of_the_command_line_open_the_question_or_those_that_may_be_meant() {
    let asked = |words: &str| Program { model: start().model.asking_what_if(words), file: super::File::default() };
    assert_eq!(asked("syn ack lost").player().lesson().id, "syn-ack-lost");
    assert_eq!(asked("forged").player().lesson().id, "rst-forged");
    let several = asked("lost").shown();
    assert!(
        several.contains("What if a FIN is lost?") && several.contains("What if the SYN,ACK is lost?"),
        "{several}"
    );
    assert!(asked("").shown().contains("What if nobody listens"), "{}", asked("").shown());
}

#[test]
fn a_key_that_nothing_is_on_is_answered_at_home() {
    let mut program = start();
    program.press("z");
    assert!(program.shown().contains("does nothing here"), "{}", program.shown());
}
