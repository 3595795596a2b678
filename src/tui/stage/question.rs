//! A question in the panel: its choices, or how far the answer has come, and once it is answered, why.

use super::panel::Panel;
use crate::language::Language;
use crate::lesson::{Choice, Page, Pick, Reveal, panel};
use crate::say;
use crate::text;
use crate::tui::bindings::Command;
use crate::tui::text_lines::{below, cell, write, write_paragraphs};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The choices of a question, which one was picked, and what came of it.
struct Answers<'a> {
    choices: &'a [Choice],
    picked: Option<usize>,
    revealed: Option<&'a Reveal<'a>>,
}

impl Answers<'_> {
    /// The choice that was picked and the right one, in their order.
    fn that_matter(&self) -> Vec<usize> {
        let right = self.revealed.map(|reveal| reveal.answer);
        (0..self.choices.len()).filter(|at| Some(*at) == self.picked || Some(*at) == right).collect()
    }
}

/// How many rows a text takes.
fn rows_of(marked: &str, width: u16) -> u16 {
    u16::try_from(text::wrap(marked, width).len()).unwrap_or(u16::MAX)
}

impl Panel<'_> {
    /// The page of a question.
    pub(super) fn paint_asked(&self, page: &Page<'_>, area: Rect, buffer: &mut Buffer) {
        let Page::Ask { question, pick, choices, picked, revealed, .. } = *page else { return };
        match (pick, picked) {
            (Pick::Typed, None) => self.paint_open(question, &self.typing(), area, buffer),
            (Pick::Diagram, None) => self.paint_open(question, &self.picking(choices), area, buffer),
            (Pick::Diagram | Pick::Typed, Some(picked)) => {
                let (named, revealed) = named_answers(pick, choices, picked, revealed, self.stage.settings.language);
                let answers = Answers { choices: &named, picked: Some(0), revealed: revealed.as_ref() };
                self.paint_question(question, &answers, area, buffer);
            }
            _ => {
                let answers = Answers { choices, picked, revealed: revealed.as_ref() };
                self.paint_question(question, &answers, area, buffer);
            }
        }
    }

    /// A question whose answer stands in no list: the question, and how far the answer has come.
    fn paint_open(&self, question: &str, answer: &str, area: Rect, buffer: &mut Buffer) {
        let theme = &self.stage.settings.theme;
        let mut rest = below(
            area,
            write_paragraphs(buffer, area, &[(question, Role::Question)], self.stage.settings.glyphs, theme),
        );
        if rest.height > 3 {
            rest = below(rest, 1);
        }
        rest = below(rest, write_paragraphs(buffer, rest, &[(answer, Role::Text)], self.stage.settings.glyphs, theme));
        if rest.height > 1 {
            let committed = [(self.stage.settings.language.stage.committed, Role::Dim)];
            write_paragraphs(buffer, below(rest, 1), &committed, self.stage.settings.glyphs, theme);
        }
    }

    fn typing(&self) -> String {
        let enter = &self.stage.key_name(Command::Inspect);
        let (language, words) = (self.stage.settings.language, &self.stage.settings.language.stage);
        if self.stage.answering.typed.is_empty() {
            return say!(language, words.type_a_number, enter);
        }
        say!(language, words.your_number, number = &self.stage.answering.typed, enter)
    }

    fn picking(&self, choices: &[Choice]) -> String {
        let enter = &self.stage.key_name(Command::Inspect);
        let (language, words) = (self.stage.settings.language, &self.stage.settings.language.stage);
        let side = self.stage.game.asks_on_diagram().map_or("", |side| side.letter());
        match self.stage.answering.choice.and_then(|at| choices.get(at)) {
            Some(choice) => say!(language, words.your_pick, pick = &choice.label, enter),
            None => say!(language, words.pick_a_state, side, enter),
        }
    }

    /// A question with its choices, and once it is answered, why. Where there is no room for all of that, the choices that matter no
    /// more go first; at least a line of the question stays beside what came of it.
    fn paint_question(&self, question: &str, answers: &Answers<'_>, area: Rect, buffer: &mut Buffer) {
        let theme = &self.stage.settings.theme;
        let lines = rows_of(question, area.width);
        let explained = answers.revealed.map_or(0, |reveal| rows_of(reveal.explanation, area.width));
        let rows_with = |shown: &[usize]| lines + self.flow_choices(answers, shown, area, None) + explained;
        let all: Vec<usize> = (0..answers.choices.len()).collect();
        let shown =
            if answers.revealed.is_none() || rows_with(&all) <= area.height { all } else { answers.that_matter() };
        let wanted = rows_with(&shown);
        let room = area.height.saturating_sub(wanted - lines).max(1).min(area.height);
        let above = Rect { height: if answers.revealed.is_some() { room } else { area.height }, ..area };
        let asked = [(question, Role::Question)];
        let mut rest = below(area, write_paragraphs(buffer, above, &asked, self.stage.settings.glyphs, theme));
        let airy = wanted + 2 <= area.height;
        if airy {
            rest = below(rest, 1);
        }
        let rows = self.flow_choices(answers, &shown, rest, Some(buffer));
        rest = below(rest, rows + u16::from(airy));
        match answers.revealed {
            Some(reveal) => {
                let explanation = [(reveal.explanation, Role::Text)];
                write_paragraphs(buffer, rest, &explanation, self.stage.settings.glyphs, theme)
            }
            None if airy => {
                let committed = [(self.stage.settings.language.stage.committed, Role::Dim)];
                write_paragraphs(buffer, rest, &committed, self.stage.settings.glyphs, theme)
            }
            None => 0,
        };
    }

    /// Choices side by side, as many to a row as fit; how many rows they take.
    fn flow_choices(&self, answers: &Answers<'_>, shown: &[usize], area: Rect, mut buffer: Option<&mut Buffer>) -> u16 {
        let theme = &self.stage.settings.theme;
        // Only a number that can be pressed is worth one.
        let numbered =
            self.stage.game.player().is_some_and(|player| matches!(player.page(), Page::Ask { pick: Pick::List, .. }));
        let mut flow = panel::choices(area.width);
        for i in shown {
            let (mark, role) = self.look_of_choice(*i, answers.picked, answers.revealed);
            let words = panel::choice(mark, numbered.then_some(i + 1), &answers.choices[*i].label);
            let at = flow.place(text::width(&words));
            if let (Some(buffer), Some(at)) = (buffer.as_deref_mut(), cell(area, at)) {
                write(buffer, at, &words, role, theme);
            }
        }
        u16::try_from(flow.rows()).unwrap_or(u16::MAX)
    }

    /// A choice's mark and role: what was picked stays visible beside what is right.
    pub(super) fn look_of_choice(
        &self,
        i: usize,
        picked: Option<usize>,
        revealed: Option<&Reveal<'_>>,
    ) -> (&'static str, Role) {
        let glyphs = self.stage.settings.glyphs;
        match (revealed, picked) {
            (Some(reveal), _) if reveal.answer == i => (glyphs.check, Role::Right),
            (Some(_), Some(pick)) if pick == i => (glyphs.lost, Role::Wrong),
            (Some(_), _) => (" ", Role::Dim),
            (None, Some(pick)) if pick == i => (glyphs.arrow_right, Role::Picked),
            (None, Some(_)) => (" ", Role::Dim),
            (None, None) if Some(i) == self.stage.answering.choice => (glyphs.arrow_right, Role::Selected),
            (None, None) => (" ", Role::Choice),
        }
    }
}

/// The answer that was not chosen from a list, and the right one if it is another: only these matter now.
fn named_answers<'a>(
    pick: Pick,
    choices: &[Choice],
    picked: usize,
    revealed: Option<Reveal<'a>>,
    language: &Language,
) -> (Vec<Choice>, Option<Reveal<'a>>) {
    let words = &language.stage;
    let named = |sentence: &str, at: usize| {
        let choice = &choices[at];
        Choice { label: say!(language, sentence, answer = &choice.label), ..choice.clone() }
    };
    let right = revealed.as_ref().map(|reveal| reveal.answer);
    let mut shown = vec![named(if pick == Pick::Typed { words.you_typed } else { words.you_picked }, picked)];
    shown.extend(right.filter(|right| *right != picked).map(|right| named(words.it_is, right)));
    let answer = usize::from(right.is_some_and(|right| right != picked));
    (shown, revealed.map(|reveal| Reveal { answer, ..reveal }))
}
