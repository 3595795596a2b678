//! A question in the panel: its choices, or how far the answer has come, and once it is answered, why.

#![warn(clippy::arithmetic_side_effects)]

use super::panel::Panel;
use super::sheet::Sheet;
use crate::language::Language;
use crate::lesson::{Choice, Page, Pick, Reveal, panel};
use crate::say;
use crate::text;
use crate::tui::bindings::Command;
use crate::tui::theme::Role;

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
fn rows_of(marked: &str, width: u16) -> usize {
    text::wrap(marked, width).len()
}

impl Panel<'_> {
    /// The page of a question.
    pub(super) fn ask(&self, page: &Page<'_>, sheet: &mut Sheet, height: usize) {
        let Page::Ask { question, pick, choices, picked, revealed, .. } = *page else { return };
        match (pick, picked) {
            (Pick::Typed, None) => self.ask_openly(question, &self.typing(), sheet, height),
            (Pick::Diagram, None) => self.ask_openly(question, &self.picking(choices), sheet, height),
            (Pick::Diagram | Pick::Typed, Some(picked)) => {
                let (named, revealed) = named_answers(pick, choices, picked, revealed, self.stage.settings.language);
                let answers = Answers { choices: &named, picked: Some(0), revealed: revealed.as_ref() };
                self.put_question(question, &answers, sheet, height);
            }
            _ => {
                let answers = Answers { choices, picked, revealed: revealed.as_ref() };
                self.put_question(question, &answers, sheet, height);
            }
        }
    }

    /// A question whose answer stands in no list: the question, and how far the answer has come.
    fn ask_openly(&self, question: &str, answer: &str, sheet: &mut Sheet, height: usize) {
        sheet.paragraph(question, Role::Question);
        let wanted = sheet.rows().saturating_add(rows_of(answer, sheet.width()));
        if wanted.saturating_add(1) < height {
            sheet.blank_row();
        }
        sheet.paragraph(answer, Role::Text);
        self.add_committed(sheet, height);
    }

    /// Where there is room: that an answer stays.
    fn add_committed(&self, sheet: &mut Sheet, height: usize) {
        let committed = self.stage.settings.language.stage.committed;
        if sheet.rows().saturating_add(1).saturating_add(rows_of(committed, sheet.width())) <= height {
            sheet.blank_row();
            sheet.paragraph(committed, Role::Dim);
        }
    }

    fn typing(&self) -> String {
        let enter = &self.stage.key_name(Command::Inspect);
        let (language, words) = (self.stage.settings.language, &self.stage.settings.language.stage);
        if self.stage.answering.typed.is_empty() {
            return say!(language, words.type_a_number, enter);
        }
        say!(language, words.your_number, number = self.stage.answering.typed.trim_end(), enter)
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
    /// more go first; then the question is only begun beside what came of it, and stands whole on a page of its own.
    fn put_question(&self, question: &str, answers: &Answers<'_>, sheet: &mut Sheet, height: usize) {
        let width = sheet.width();
        let lines = rows_of(question, width);
        let explained = answers.revealed.map_or(0, |reveal| rows_of(reveal.explanation, width));
        let room = height.saturating_sub(lines.saturating_add(explained));
        let all: Vec<usize> = (0..answers.choices.len()).collect();
        let rows_of_all =
            self.placed(answers, &all, width, room).iter().map(|(_, row)| row.saturating_add(1)).max().unwrap_or(0);
        let shown = if answers.revealed.is_none() || rows_of_all <= room { all } else { answers.that_matter() };
        let places = self.placed(answers, &shown, width, room);
        let rows = places.iter().map(|(_, row)| row.saturating_add(1)).max().unwrap_or(0);
        let wanted = lines.saturating_add(rows).saturating_add(explained);
        let airy = wanted.saturating_add(2) <= height;
        let has_room_begun = rows.saturating_add(1).saturating_add(explained) <= height;
        if answers.revealed.is_some() && wanted > height && has_room_begun {
            sheet.continued(question, Role::Question, &self.more());
        } else {
            sheet.paragraph(question, Role::Question);
        }
        if airy {
            sheet.blank_row();
        }
        let items: Vec<_> = shown.iter().map(|at| self.item(answers, *at)).collect();
        sheet.items(&items, &places);
        match answers.revealed {
            Some(reveal) => {
                if airy {
                    sheet.blank_row();
                }
                sheet.paragraph(reveal.explanation, Role::Text);
            }
            None => self.add_committed(sheet, height),
        }
    }

    /// Where these choices stand, if they have this many rows.
    fn placed(&self, answers: &Answers<'_>, shown: &[usize], width: u16, rows: usize) -> Vec<(usize, usize)> {
        let cells = |at: &usize| self.item(answers, *at).iter().map(|(words, _)| text::width(words)).sum();
        let cells: Vec<usize> = shown.iter().map(cells).collect();
        panel::choices(&cells, width, rows)
    }

    /// A choice as it stands among others: what became of it, the key that picks it, and its label.
    fn item(&self, answers: &Answers<'_>, at: usize) -> Vec<(String, Role)> {
        let (mark, role) = self.look_of_choice(at, answers.picked, answers.revealed);
        let line = self.stage.shows_lines_to_choose_from().then(|| self.name_line(at));
        let label = line.as_deref().unwrap_or(&answers.choices[at].label);
        // Only a number that can be pressed is worth one.
        let player = self.stage.game.player();
        let numbered = player.is_some_and(|player| matches!(player.page(), Page::Ask { pick: Pick::List, .. }));
        let open = answers.picked.is_none() && answers.revealed.is_none();
        let key = if open { Role::Key } else { role };
        let [mark, number, label] = panel::choice(mark, numbered.then_some(at.saturating_add(1)), label);
        vec![(mark, role), (number, key), (label, role)]
    }

    fn name_line(&self, at: usize) -> String {
        let language = self.stage.settings.language;
        say!(language, language.stage.line, n = at.saturating_add(1))
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
