//! The run as a session file: that of a lesson is handed in, and says who played it.

use super::{Leads, Stage};
use crate::lesson::recording::PlayedLesson;
use crate::tui::app::Effect;
use crate::tui::overlay::Named;

impl Stage {
    /// The run as a session file; that of a lesson says which lesson it was and what was answered, so that it can be handed in. Who
    /// played it is asked once.
    pub(super) fn save_run(&mut self) -> Leads {
        if self.play.asked.is_some() {
            return self.refuse(self.settings.language.stage.asked_no_saving);
        }
        let nobody_yet = self.game.lesson().is_some() && self.play.show.is_none() && self.settings.student.is_none();
        if nobody_yet {
            self.ask(Named::Student);
            return Leads::Nowhere;
        }
        self.save()
    }

    /// Who played it has been said.
    pub(super) fn hand_in(&mut self, name: &str) -> Leads {
        self.settings.student = PlayedLesson::default().by(name).student.or_else(|| Some(String::new()));
        self.save()
    }

    fn save(&mut self) -> Leads {
        let words = &self.settings.language.stage;
        let recording = match self.recording() {
            Ok(recording) => recording,
            Err(why) => return self.refuse(why),
        };
        let (stem, message) = match &recording.played {
            Some(played) => (played.file_stem(), words.saved_to_hand_in),
            None => ("session".to_owned(), words.saved_session),
        };
        Leads::To(Effect::Save { stem, text: recording.write(), message })
    }
}
