//! What the room reads on each page.

use super::view::Presented;
use super::words::Words;
use crate::lesson::{Choice, Page, Pick, Reveal, Success};
use crate::say;
use crate::tui::theme::Role;

impl Presented<'_> {
    /// The words that belong to the picture.
    pub(super) fn words(&self) -> Words {
        let Some(player) = self.stage.game.lesson() else { return self.words_of_sandbox() };
        match player.page() {
            Page::Say { text, error } => {
                let [read, so] = error.unwrap_or_default();
                Words::with_headline(text).and(&read, Role::Wrong).and(&so, Role::Text)
            }
            page @ Page::Act { .. } => self.words_of_task(&page),
            Page::Ask { question, choices, picked: Some(picked), revealed, .. } => match revealed {
                Some(reveal) => self.words_of_answer(choices, picked, &reveal),
                None => Words::default().and(question, Role::Question),
            },
            Page::Ask { question, pick, choices, .. } => {
                Words::default().and(question, Role::Question).and(&self.room_says(pick, choices), Role::Picked)
            }
            Page::End { .. } => Words::default(),
        }
    }

    /// The words without a picture: what the room says so far, where that is no line of a list.
    pub(super) fn room_says(&self, pick: Pick, choices: &[Choice]) -> String {
        match pick {
            Pick::List => String::new(),
            Pick::Typed => self.stage.answering.typed.clone(),
            Pick::Diagram => self
                .stage
                .answering
                .choice
                .and_then(|at| choices.get(at))
                .map(|choice| choice.label.clone())
                .unwrap_or_default(),
        }
    }

    fn words_of_sandbox(&self) -> Words {
        let explained = &self.stage.derived.explained;
        let headline = Words::default().and(&explained.headline, Role::Strong);
        headline.and(explained.remedy.as_deref().unwrap_or_default(), Role::Hint)
    }

    fn words_of_task(&self, page: &Page<'_>) -> Words {
        let Page::Act { text, goal, reached, success, said, .. } = page else { return Words::default() };
        if let (true, Some(success)) = (*reached, success) {
            return self.words_of_success(text, success);
        }
        let glyphs = self.stage.settings.glyphs;
        let mut words = Words::with_headline(text).and(said.unwrap_or_default(), Role::Hint);
        for line in goal.iter().filter(|_| goal.len() > 1) {
            let (mark, role) = if line.holds { (glyphs.check, Role::Right) } else { (glyphs.dot, Role::Text) };
            words = words.and(&format!("{mark} {}", line.label), role);
        }
        words
    }

    /// What was to be done, that it is done, and why that worked. How short the way was is no matter in front of a room.
    fn words_of_success(&self, text: &str, success: &Success) -> Words {
        let language = self.stage.settings.language;
        let done = say!(language, language.stage.done, mark = self.stage.settings.glyphs.check);
        let why = success.why.as_deref().unwrap_or_default();
        Words::with_headline(text).and(&done, Role::Right).and(why, Role::Text)
    }

    /// The right answer, the room's if it was another one, and why.
    fn words_of_answer(&self, choices: &[Choice], picked: usize, reveal: &Reveal<'_>) -> Words {
        let glyphs = self.stage.settings.glyphs;
        let right = format!("{} {}", glyphs.check, choices[reveal.answer].label);
        let words = Words::default().and(&right, Role::Right);
        let wrong = (picked != reveal.answer).then(|| format!("{} {}", glyphs.lost, choices[picked].label));
        words.and(wrong.as_deref().unwrap_or_default(), Role::Wrong).and(reveal.explanation, Role::Text)
    }
}
