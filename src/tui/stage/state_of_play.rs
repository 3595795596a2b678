//! The state of play: whether time runs, and if it does not, what it waits for.

use super::{Game, Stage};
use crate::say;
use crate::tcp::State;

/// Whether anything moves by itself, and if nothing does, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StateOfPlay {
    /// Something moves.
    Runs,
    /// Something would move if time were let run.
    Paused,
    /// Time stands still until somebody does something.
    YourTurn,
    /// Time stands still, and nothing is to be done but to read.
    AtRest,
    /// A moment of the past is shown, and stands still.
    LookingBack,
    /// The conversation is over, or all that is shown has been seen.
    Over,
}

impl StateOfPlay {
    /// It in words, with its mark.
    pub fn words(self, stage: &Stage) -> String {
        let (glyphs, language) = (stage.settings.glyphs, stage.settings.language);
        match self {
            Self::Runs => format!("{} {}", glyphs.playing, stage.motion.clock.speed_name()),
            Self::Paused => format!("{} {}", glyphs.paused, language.stage.paused),
            Self::YourTurn => format!("{} {}", glyphs.paused, language.stage.your_turn),
            Self::AtRest => format!("{} {}", glyphs.paused, language.stage.at_rest),
            Self::LookingBack => {
                let (n, of) = (stage.game.step(), stage.game.present());
                format!("{} {}", glyphs.past, say!(language, language.stage.moment, n, of))
            }
            Self::Over if stage.game.driven().is_none() => format!("{} {}", glyphs.ended, language.stage.last_segment),
            Self::Over if stage.game.is_over() && !stage.is_all_over() => {
                format!("{} {}", glyphs.ended, language.stage.lesson_ends)
            }
            Self::Over => format!("{} {}", glyphs.ended, language.stage.nothing_more),
        }
    }
}

impl Stage {
    /// The state of play at this moment.
    pub(super) fn state_of_play(&self) -> StateOfPlay {
        let runs = self.motion.is_under_way();
        match &self.game {
            _ if runs => StateOfPlay::Runs,
            _ if !self.game.is_at_present() => StateOfPlay::LookingBack,
            Game::Shown(_) => StateOfPlay::Over,
            Game::Lesson(_) if self.game.is_over() && self.game.upcoming().is_some() => StateOfPlay::AtRest,
            Game::Lesson(_) if self.game.is_over() => StateOfPlay::Over,
            _ if self.game.upcoming().is_some() => StateOfPlay::Paused,
            Game::Sandbox(_) if self.is_all_over() => StateOfPlay::Over,
            // The room's answer is its presenter's.
            Game::Lesson(_) if self.shown_large().is_some() && !self.game.is_acting() => StateOfPlay::AtRest,
            Game::Lesson(_) if !self.game.is_acting() && self.game.open_question().is_none() => StateOfPlay::AtRest,
            _ => StateOfPlay::YourTurn,
        }
    }

    /// Whether the conversation is over: nothing is due, and no end has a connection any more.
    fn is_all_over(&self) -> bool {
        let Some(world) = self.game.world() else { return true };
        let is_closed = |state: State| matches!(state, State::Closed | State::Listen);
        let begun = self.game.step() > 0 && !self.derived.explained.headline.is_empty();
        let ends = self.derived.ends.values().all(|end| end.state.state().is_some_and(is_closed));
        begun && ends && world.next_due().is_none()
    }
}
