//! A task in the panel: what is to be done, how far it is, what is said to the last action, and the card after success.

use super::panel::Panel;
use super::sheet::Sheet;
use crate::lesson::{GoalShown, Page, Success, panel};
use crate::say;
use crate::tui::bindings::Command;
use crate::tui::theme::Role;

impl Panel<'_> {
    /// The page of a task. The answer to the last action comes first where there is no room for everything.
    pub(super) fn set_task(&self, page: &Page<'_>, sheet: &mut Sheet, height: usize) {
        let Page::Act { text, goal, reached, success, said, .. } = page else { return };
        let language = self.stage.settings.language;
        if let (true, Some(success)) = (*reached, success) {
            return self.praise(success, sheet);
        }
        if *reached {
            sheet.paragraph(&say!(language, language.stage.done, mark = self.stage.settings.glyphs.check), Role::Right);
        }
        let mut usual = sheet.clone();
        usual.paragraph(text, Role::Text);
        if let Some(said) = said {
            usual.paragraph(said, Role::Hint);
        }
        self.tick_off(goal, &mut usual);
        if usual.rows() <= height || said.is_none() {
            *sheet = usual;
            return;
        }
        if let Some(said) = said {
            sheet.paragraph(said, Role::Hint);
        }
        self.tick_off(goal, sheet);
        sheet.paragraph(text, Role::Text);
    }

    /// The lines of a goal of several ones side by side, each with a mark that ticks by itself.
    fn tick_off(&self, goal: &[GoalShown], sheet: &mut Sheet) {
        let glyphs = self.stage.settings.glyphs;
        let look = |line: &GoalShown| match (line.holds, line.is_unreachable) {
            (true, _) => (glyphs.check, Role::Right),
            (_, true) => (glyphs.lost, Role::Wrong),
            _ => (glyphs.dot, Role::Strong),
        };
        let item = |line: &GoalShown| {
            let (mark, role) = look(line);
            vec![(panel::goal(mark, &line.label), role)]
        };
        if goal.len() > 1 {
            let items: Vec<_> = goal.iter().map(item).collect();
            sheet.flow(&items, panel::goals(sheet.width()));
        }
    }

    /// The card after success: how many moves it took, why it worked, and a shorter way if there is one.
    fn praise(&self, success: &Success, sheet: &mut Sheet) {
        let (undo, language) = (self.stage.key_name(Command::Undo), self.stage.settings.language);
        let headline = if success.shown {
            say!(language, language.stage.shown, headline = &success.headline(language), undo = &undo)
        } else {
            format!("{} {}", self.stage.settings.glyphs.check, success.headline(language))
        };
        sheet.paragraph(&headline, Role::Right);
        success.why.iter().for_each(|why| sheet.paragraph(why, Role::Text));
        success.shorter_way(language).iter().for_each(|shorter| sheet.paragraph(shorter, Role::Dim));
    }
}
