//! What the room reads on each page.

use super::Show;
use super::view::Presented;
use super::words::Words;
use crate::lesson::{Choice, Page, Pick, Player, Reveal, Success};
use crate::say;
use crate::tui::bindings::Command;
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use std::sync::Arc;

impl Presented<'_> {
    /// The words that belong to the picture.
    pub(super) fn words(&self) -> Words {
        if !self.stage.game.is_at_present() {
            return self.words_of_the_past();
        }
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

    /// The same words with the question that they answer, where all of it fits here.
    pub(super) fn words_in(&self, room: Rect) -> Words {
        let page = self.stage.game.lesson().filter(|_| self.stage.game.is_at_present()).map(Player::page);
        if let Some(Page::Ask { question, pick, choices, picked: Some(picked), revealed: Some(reveal), .. }) = page {
            let forms = match pick {
                // Without the question, before it is told without what else could be chosen and what the room said to that.
                Pick::List => ["", question].map(|asked| self.words_of_question(asked, choices, picked, &reveal)),
                Pick::Typed | Pick::Diagram => ["", question].map(|asked| self.words().after(asked, Role::Question)),
            };
            if let Some(form) = forms.into_iter().rev().find(|form| form.rows(room.width) <= usize::from(room.height)) {
                return form;
            }
        }
        if let Some(Page::Ask { question, pick, choices, picked: Some(picked), revealed: None, .. }) = page {
            let forms = self.words_while_it_moves(question, pick, choices, picked);
            if let Some(form) = forms.into_iter().find(|form| form.rows(room.width) <= usize::from(room.height)) {
                return form;
            }
        }
        self.words()
    }

    /// The question whose answer is just happening, with all that could be chosen and the room's votes; where there is less room,
    /// with the answer that was given alone.
    fn words_while_it_moves(&self, question: &str, pick: Pick, choices: &[Choice], picked: usize) -> [Words; 2] {
        let glyphs = self.stage.settings.glyphs;
        let asked = || Words::default().and(question, Role::Question);
        let line = |words: Words, at: usize| {
            let (mark, role) = if at == picked { (glyphs.arrow_right, Role::Picked) } else { (" ", Role::Dim) };
            words.and(&format!("{mark} {}", self.name_choice(choices, at)), role)
        };
        match pick {
            Pick::List => [(0..choices.len()).fold(asked(), line), line(asked(), picked)],
            Pick::Typed | Pick::Diagram => {
                let language = self.stage.settings.language;
                let given = say!(language, language.stage.room_says, answer = &choices[picked].label);
                [asked().and(&given, Role::Picked), asked()]
            }
        }
    }

    /// The title page: what the lesson is about, and its place among the others.
    pub(super) fn title_page(&self, show: &Show) -> Words {
        let glyphs = self.stage.settings.glyphs;
        let about = self.stage.game.lesson().map(|player| Arc::clone(player.lesson()));
        let (title, summary) =
            about.as_ref().map_or(("", ""), |lesson| (lesson.title.as_str(), lesson.summary.as_str()));
        let words = Words::default().and(title, Role::Title).and(summary, Role::Text);
        show.lecture.lessons().fold(words, |words, (lesson, is_on)| {
            let (mark, role) = if is_on { (glyphs.arrow_right, Role::Selected) } else { (glyphs.dot, Role::Dim) };
            words.and(&format!("{mark} {}", lesson.title.as_str()), role)
        })
    }

    /// The words without a picture: what the room says so far, where that is no line of a list.
    pub(super) fn room_says(&self, pick: Pick, choices: &[Choice]) -> String {
        match pick {
            Pick::List => String::new(),
            Pick::Typed => {
                let (language, typed) = (self.stage.settings.language, self.stage.answering.typed.as_str());
                let number = if typed.is_empty() { "____" } else { typed };
                say!(language, language.stage.type_it, number)
            }
            Pick::Diagram => self
                .stage
                .answering
                .choice
                .and_then(|at| choices.get(at))
                .map(|choice| choice.label.clone())
                .unwrap_or_default(),
        }
    }

    /// What happened at the moment that is looked back at, and that it is one.
    fn words_of_the_past(&self) -> Words {
        let (stage, language) = (self.stage, self.stage.settings.language);
        let (n, of, mark) = (stage.game.step(), stage.game.present(), stage.settings.glyphs.past);
        let headline = &stage.derived.explained.headline;
        let past = say!(language, language.stage.looking_back_shown, mark, n, of, headline);
        let back = say!(language, language.stage.looking_back_ends, key = &stage.key_name(Command::Continue));
        Words::default().and(past.trim_end(), Role::Strong).and(&back, Role::Hint)
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

    /// The right answer and why, and the room's with its reason if it was another one; or why another answer is right or wrong, if
    /// that is asked for.
    fn words_of_answer(&self, choices: &[Choice], picked: usize, reveal: &Reveal<'_>) -> Words {
        let right = Words::default().and(&self.line_of_choice(choices, reveal.answer, reveal), Role::Right);
        self.and_reasons(right, choices, picked, reveal, |words, at| {
            words.and(&self.line_of_choice(choices, at, reveal), Role::Wrong)
        })
    }

    /// The same with the question and all that could be chosen, as the room has read it.
    fn words_of_question(&self, question: &str, choices: &[Choice], picked: usize, reveal: &Reveal<'_>) -> Words {
        let words = (0..choices.len()).fold(Words::default().and(question, Role::Question), |words, at| {
            let role = match at {
                at if at == reveal.answer => Role::Right,
                at if at == picked => Role::Wrong,
                _ => Role::Dim,
            };
            words.and(&self.line_of_choice(choices, at, reveal), role)
        });
        self.and_reasons(words, choices, picked, reveal, |words, _| words)
    }

    /// After these words the reasons that the room is told: the right answer's, and that of an answer that is wrong. `named` says
    /// which answer a wrong one's reason is of.
    fn and_reasons(
        &self,
        words: Words,
        choices: &[Choice],
        picked: usize,
        reveal: &Reveal<'_>,
        named: impl Fn(Words, usize) -> Words,
    ) -> Words {
        let player = self.stage.game.lesson();
        let page = player.map(Player::page);
        let why = |at: usize| player.and_then(|player| player.why(at));
        let nothing = self.stage.settings.language.stage.nothing_said_of;
        let read = self.stage.shown_large().and_then(|show| show.polls.read).filter(|at| *at < choices.len());
        match read {
            Some(at) if at == reveal.answer => words.and(why(at).unwrap_or(nothing), Role::Text),
            Some(at) => named(words, at).and(why(at).unwrap_or(nothing), Role::Text),
            None if picked == reveal.answer => words.and(reveal.explanation, Role::Text),
            None => {
                // Of two reasons each says by its digit what it is of.
                let of = |at: usize, why: &str| match page {
                    Some(Page::Ask { pick: Pick::List, .. }) if !why.is_empty() => {
                        format!("{}: {why}", at.saturating_add(1))
                    }
                    _ => why.to_owned(),
                };
                let words = words.and(&of(reveal.answer, why(reveal.answer).unwrap_or_default()), Role::Text);
                named(words, picked).and(&of(picked, reveal.explanation), Role::Text)
            }
        }
    }

    /// A choice that is revealed, with its mark and the room's votes.
    fn line_of_choice(&self, choices: &[Choice], at: usize, reveal: &Reveal<'_>) -> String {
        let glyphs = self.stage.settings.glyphs;
        let mark = if at == reveal.answer { glyphs.check } else { glyphs.lost };
        format!("{mark} {}", self.name_choice(choices, at))
    }

    /// A choice as it stood in the list: with the digit that picks it, where there is one, and with the room's votes.
    fn name_choice(&self, choices: &[Choice], at: usize) -> String {
        let page = self.stage.game.lesson().map(Player::page);
        let number = match page {
            Some(Page::Ask { pick: Pick::List, .. }) => format!("{}  ", at.saturating_add(1)),
            _ => String::new(),
        };
        format!("{number}{}{}", choices[at].label, self.describe_votes(at))
    }

    /// How many of the room were for an answer, if it voted.
    fn describe_votes(&self, choice: usize) -> String {
        let (language, (n, of)) = (self.stage.settings.language, self.stage.votes(choice));
        if of == 0 { String::new() } else { format!("   {}", say!(language, language.stage.vote, n, of)) }
    }
}
