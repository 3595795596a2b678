//! Where a presentation is, for the speaker's notes: the page, and what the room sees instead of it.

use super::super::Stage;
use super::super::keys::keys_for;
use super::Screen;
use crate::lesson::Page;
use crate::notes::{KeyNames, Mark, Scene, Sight};
use crate::say;
use std::sync::Arc;

impl Stage {
    /// Where the presentation is now, if the speaker's notes do not know it yet.
    pub fn scene(&mut self) -> Option<Scene> {
        let (keymap, focus) = (Arc::clone(&self.settings.keys), self.view.focus);
        let mark = self.mark()?;
        let show = self.play.show.as_mut()?;
        if show.message.replace(mark.clone()) == Some(mark.clone()) {
            return None;
        }
        let keys = KeyNames::new(move |way| keys_for(&keymap, way, focus));
        Some(Scene { player: self.game.player()?.clone(), elapsed: show.elapsed, mark, keys })
    }

    /// What tells this moment apart from the one before.
    fn mark(&self) -> Option<Mark> {
        let (show, player) = (self.play.show.as_ref()?, self.game.player()?);
        let step = player.step();
        let choices = if let Page::Ask { choices, .. } = player.page() { choices.len() } else { 0 };
        let votes = (0..choices).map(|choice| show.polls.of(step, choice)).collect();
        let sight = if show.screen == Screen::Black { Sight::Black } else { self.in_sight() };
        let language = self.settings.language;
        let follows = show.lecture.after().map(|title| say!(language, language.speaker.next_lesson, title));
        Some(Mark::of(player, sight, votes).showing(self.seen_instead()).before(follows))
    }

    /// What the room sees, or would if its screen were not black.
    fn in_sight(&self) -> Sight {
        let shows_title = self.play.show.as_ref().is_some_and(super::Show::shows_title);
        match self.game.lesson() {
            None => Sight::Sandbox,
            Some(_) if shows_title => Sight::Title,
            Some(_) if !self.game.is_at_present() => Sight::Past,
            Some(_) => Sight::Lesson,
        }
    }

    /// What the room reads where that is not the lesson's page.
    fn seen_instead(&self) -> Option<String> {
        let language = self.settings.language;
        match self.in_sight() {
            Sight::Title => {
                let lesson = self.game.player()?.lesson();
                Some([lesson.title.as_str(), lesson.summary.as_str()].join("\n\n"))
            }
            Sight::Past => {
                let (n, of, mark) = (self.game.step(), self.game.present(), self.settings.glyphs.past);
                let headline = &self.derived.explained.headline;
                Some(say!(language, language.stage.looking_back_shown, mark, n, of, headline).trim_end().to_owned())
            }
            Sight::Sandbox => Some(self.derived.explained.headline.clone()),
            Sight::Lesson | Sight::Black => None,
        }
    }
}
