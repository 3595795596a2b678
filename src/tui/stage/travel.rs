//! The sandbox's past and its other futures: marks, branches, other profiles, and the run as something to keep.

use super::sandbox::Sandbox;
use super::{Game, Leads, Stage};
use crate::lesson::Recording;
use crate::lesson::recording::PlayedLesson;
use crate::say;
use crate::session::{Branch, History, Path};
use crate::sim::{Input, ProfileName};
use crate::tui::app::Effect;
use crate::tui::bindings::Command;
use crate::tui::overlay::{Authoring, Compare, Kind, Named, Overlay, Prompt};

impl Stage {
    /// The session, where it is the user's own.
    fn own(&mut self) -> Option<&mut Sandbox> {
        match &mut self.game {
            Game::Sandbox(sandbox) => Some(sandbox),
            Game::Lesson(_) | Game::Shown(_) => None,
        }
    }

    /// A branch becomes the present path, and its end the present moment.
    pub(super) fn switch_to(&mut self, branch: Branch) {
        if let Some(sandbox) = self.own() {
            sandbox.switch_to(branch);
            self.stand_still();
            self.on_jump();
        }
    }

    /// Goes to a mark, or says that there is none.
    pub(super) fn go_to_mark(&mut self, step: Option<usize>) {
        let present = self.game.present();
        if let Some(step) = step.filter(|step| *step <= present) {
            self.travel(|_, _| step);
            let mark = self.game.history().and_then(History::mark);
            self.window.notice = mark.map(|mark| crate::text::clean_line(mark).into_owned());
        } else {
            let language = self.settings.language;
            self.window.notice = Some(say!(language, language.stage.no_mark, key = &self.mark_key()));
        }
    }

    fn mark_key(&self) -> String {
        self.key_name(crate::tui::bindings::Command::Mark)
    }

    /// Asks for a name.
    pub(super) fn ask(&mut self, named: Named) {
        let Some(history) = self.game.history() else { return };
        let so_far = match named {
            Named::Moment => history.mark(),
            Named::Path(path) => history.name(path),
            Named::Student => self.settings.student.as_deref(),
        };
        self.window.overlay = Some(Overlay::Prompt(Box::new(Prompt::new(named, so_far.unwrap_or_default()))));
    }

    /// Gives a name.
    pub(super) fn name(&mut self, named: Named, name: &str) -> Leads {
        match (named, self.own()) {
            (Named::Student, _) => return self.hand_in(name),
            (Named::Moment, Some(sandbox)) => sandbox.history.set_mark(name),
            (Named::Path(path), Some(sandbox)) => {
                sandbox.history.set_name(path, name);
                self.window.list(Kind::Branches);
            }
            (Named::Moment | Named::Path(_), None) => {}
        }
        Leads::Nowhere
    }

    /// The same actions under another profile, on a branch of their own, beside what was done.
    pub(super) fn rerun(&mut self, profile: ProfileName) {
        let language = self.settings.language;
        let Some(sandbox) = self.own() else { return };
        let actions: Vec<Input> = sandbox.history.inputs().take(sandbox.present).collect();
        let inputs: Vec<Input> = std::iter::once(Input::Profile(profile)).chain(actions).collect();
        // Who looks once more looks at the same one.
        let branch = sandbox.history.branch_of(&inputs).or_else(|| {
            let branch = sandbox.history.graft(Path::Present, 0, inputs)?;
            let name = say!(language, language.stage.rerun, profile = profile.word());
            sandbox.history.set_name(Path::Branch(branch), &name);
            Some(branch)
        });
        let Some(branch) = branch else {
            self.window.notice = Some(language.stage.no_other_run.to_owned());
            return;
        };
        let compare = Compare::new(&sandbox.history, branch, language);
        self.window.overlay = Some(Overlay::Compare(Box::new(compare)));
    }

    pub(super) fn recording(&self) -> Result<Recording, &'static str> {
        let language = self.settings.language;
        let history = self.game.history().ok_or(language.stage.no_run)?;
        let mut recording = Recording::of(history, history.names()).map_err(|unusual| unusual.describe(language))?;
        if let Some(player) = self.game.lesson() {
            let student = self.settings.student.clone().filter(|name| !name.is_empty());
            recording.played = Some(PlayedLesson { student, ..PlayedLesson::of(player) });
        }
        Ok(recording.chained())
    }

    /// The run as a short text, into the clipboard.
    pub(super) fn copy_run(&mut self) -> Leads {
        match self.recording() {
            Ok(recording) => {
                let text = recording.to_short_text();
                let language = self.settings.language;
                self.window.notice = Some(say!(language, language.stage.copied, n = text.len()));
                Leads::To(Effect::Copy(text))
            }
            Err(why) => self.refuse(why),
        }
    }

    /// Lets a lesson be made of the run so far.
    pub(super) fn author(&mut self) -> Leads {
        let outline = match self.recording() {
            Ok(recording) => recording.outline(),
            Err(why) => return self.refuse(why),
        };
        if outline.moments.len() < 2 {
            return self.refuse(self.settings.language.authoring.no_moments);
        }
        let form = match self.window.draft.take() {
            Some(draft) => draft.over(outline),
            None => Authoring::new(outline),
        };
        self.window.overlay = Some(Overlay::Authoring(Box::new(form)));
        Leads::Nowhere
    }

    /// A window has closed: words for a lesson that are in no file wait for the form to be opened again.
    pub(super) fn keep_draft(&mut self, overlay: Overlay) {
        if let Overlay::Authoring(form) = overlay
            && form.has_words()
        {
            let (language, key) = (self.settings.language, self.key_name(Command::SaveLesson));
            self.window.say(say!(language, language.authoring.kept, key = &key));
            self.window.draft = Some(form);
        }
    }

    /// A lesson that was made of the run becomes a file.
    pub(super) fn create_lesson(&self, file: String, text: String) -> Leads {
        Leads::To(Effect::Create { file, text, message: self.settings.language.authoring.saved })
    }

    pub(super) fn refuse(&mut self, why: &str) -> Leads {
        self.window.notice = Some(why.to_owned());
        Leads::Nowhere
    }

    /// What came of saving a file.
    pub fn saved(&mut self, result: Result<String, String>) {
        match (result, &mut self.window.overlay) {
            // The words that were written are still there to be saved under another name.
            (Err(why), Some(Overlay::Authoring(authoring))) => authoring.refuse(why),
            (Err(why), _) => self.tell(why),
            (Ok(message), Some(Overlay::Authoring(authoring))) => {
                authoring.keep(message);
                self.is_kept();
            }
            (Ok(message), _) => {
                self.is_kept();
                self.tell(message);
            }
        }
    }

    /// Something is to be told on the rule above the panel.
    pub fn tell(&mut self, message: String) {
        self.window.confirming = None;
        self.window.notice = Some(message);
    }
}
