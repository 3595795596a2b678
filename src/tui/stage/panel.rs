//! The panel below: the rule above it with what there is to say about the last key, the text, the row of verbs.

#![warn(clippy::arithmetic_side_effects)]

use super::derived::{Derived, Explained};
use super::layout::{inside, room_for_both};
use super::sheet::{LONGEST_LINE, Sheet};
use super::{Game, Stage, keys};
use crate::lesson::Page;
use crate::say;
use crate::sim::{Side, World};
use crate::tcp::State;
use crate::text;
use crate::timeline::Endpoint;
use crate::tui::bindings::{Command, Scope};
use crate::tui::text_lines::{write, write_lines};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The cells of the rule before a message, and at least as many behind it.
const RULE: u16 = 2;

/// The panel as it is painted.
pub(super) struct Panel<'a> {
    pub stage: &'a Stage,
}

/// The parts of the panel.
struct Places {
    text: Rect,
    verbs: Option<Rect>,
}

impl Panel<'_> {
    /// Paints the panel and what stands in the rule above it.
    pub fn paint(&self, rule: Rect, panel: Rect, buffer: &mut Buffer) {
        self.paint_message(rule, buffer);
        let Places { text, verbs } = self.places(panel);
        let (pages, at) = self.pages(text);
        for (row, y) in pages.get(at).into_iter().flatten().zip(text.y..text.bottom()) {
            row.paint(Rect { y, height: 1, ..text }, buffer, &self.stage.settings.theme);
        }
        if let Some(verbs) = verbs {
            self.paint_verbs(verbs, buffer);
        }
    }

    /// Where the text and the verbs stand.
    fn places(&self, panel: Rect) -> Places {
        let area = inside(panel);
        let area = Rect { width: area.width.min(LONGEST_LINE), ..area };
        let verbs = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
        let has_verbs = area.height > 1 && self.has_verbs();
        let text = Rect { height: area.height.saturating_sub(u16::from(has_verbs)), ..area };
        Places { text, verbs: has_verbs.then_some(verbs) }
    }

    /// The pages of the text, and the one that is shown.
    fn pages(&self, text: Rect) -> (Vec<Vec<super::sheet::Row>>, usize) {
        let sheet = self.sheet(text.width, text.height);
        let pages = sheet.pages(text.height, &self.more());
        let at = self.stage.view.page_of(sheet.mark()).min(pages.len().saturating_sub(1));
        (pages, at)
    }

    /// The page of the text that a key turns to, with the text's mark; nothing if there is none that way.
    pub fn turned(&self, down: bool) -> Option<(u64, usize)> {
        if self.stage.shown_large().is_some() {
            return None;
        }
        let panel = self.stage.layout(self.stage.view.area)?.panel;
        let text = self.places(panel).text;
        let (pages, at) = self.pages(text);
        let to = if down { Some(at.saturating_add(1)).filter(|to| *to < pages.len()) } else { at.checked_sub(1) };
        to.map(|to| (self.sheet(text.width, text.height).mark(), to))
    }

    /// What ends a page that is not the last one.
    pub fn more(&self) -> String {
        let key = self.stage.settings.keys.key_name(Command::Next, &[Scope::Stage]);
        format!("{} {key}", self.stage.settings.glyphs.ellipsis).trim_end().to_owned()
    }

    // ---- the rule ----

    /// What there is to say about the last key stands in the rule, and takes nothing away.
    pub fn paint_message(&self, rule: Rect, buffer: &mut Buffer) {
        let Some(line) = self.message(rule.width) else { return };
        let theme = &self.stage.settings.theme;
        let width = u16::try_from(line.width()).unwrap_or(u16::MAX).saturating_add(2);
        let on_rule = Rect {
            x: rule.x.saturating_add(RULE.min(rule.width)),
            width: width.min(rule.width.saturating_sub(RULE)),
            ..rule
        };
        write(buffer, on_rule, &" ".repeat(on_rule.width.into()), Role::Hint, theme);
        let words = Rect { x: on_rule.x.saturating_add(1), width: on_rule.width.saturating_sub(1), ..on_rule };
        write_lines(buffer, words, &[line], Role::Hint, theme);
    }

    /// The part of the message that is shown: what is too long for the rule is paged, as every text.
    fn message(&self, width: u16) -> Option<text::Line> {
        let mut lines = self.message_lines(width);
        let (last, at) = (lines.len().checked_sub(1)?, self.stage.window.notice_page);
        let mut line = lines.swap_remove(at.min(last));
        if at < last {
            line.spans.push(text::Span { text: format!(" {}", self.more()), mark: text::Mark::Code });
        }
        Some(line)
    }

    /// Where there is no room for a diagram, what a lesson says of it is said to nobody: the rule tells how much room it takes.
    fn missing_diagrams(&self) -> Option<String> {
        let (stage, language) = (self.stage, self.stage.settings.language);
        let layout = stage.layout(stage.view.area).filter(|_| stage.shown_large().is_none())?;
        let (columns, rows) = room_for_both();
        layout
            .diagrams
            .values()
            .all(|diagram| diagram.is_empty())
            .then(|| say!(language, language.stage.no_diagrams, columns, rows))
    }

    fn message_lines(&self, width: u16) -> Vec<text::Line> {
        let Some(notice) = self.stage.window.notice.clone().or_else(|| self.missing_diagrams()) else {
            return Vec::new();
        };
        let room = width.saturating_sub(RULE.saturating_mul(2).saturating_add(2));
        let lines = text::wrap(&notice, room);
        if lines.len() < 2 {
            return lines;
        }
        let more = u16::try_from(text::width(&self.more()).saturating_add(1)).unwrap_or(u16::MAX);
        text::wrap_by_sentences(&notice, room.saturating_sub(more))
    }

    /// Whether the rule of this width has room for the whole message.
    pub fn message_fits(&self, width: u16) -> bool {
        self.message_lines(width).len() < 2
    }

    /// Whether the message goes on behind what the rule shows of it.
    pub fn message_goes_on(&self) -> bool {
        let width = self.stage.view.area.width;
        width > 0 && self.stage.window.notice_page.saturating_add(1) < self.message_lines(width).len()
    }

    // ---- the text ----

    /// What the panel says, as rows of this width; `height` decides how airy they are.
    pub fn sheet(&self, width: u16, height: u16) -> Sheet {
        let mut sheet = Sheet::new(width);
        match &self.stage.game {
            Game::Shown(_) => self.say_what_is_shown(&mut sheet),
            _ if !self.stage.game.is_at_present() => self.say_what_was(&mut sheet),
            Game::Sandbox(_) if self.invites() => self.invite(&mut sheet),
            Game::Sandbox(_) => self.explain(&mut sheet, usize::from(height)),
            Game::Lesson(player) => match player.page() {
                Page::Say { text, error } => {
                    let [read, so] = error.unwrap_or_default();
                    for (words, role) in [(text, Role::Text), (&*read, Role::Wrong), (&*so, Role::Text)] {
                        sheet.paragraph(words, role);
                    }
                }
                page @ Page::Act { .. } => self.set_task(&page, &mut sheet, usize::from(height)),
                page @ Page::Ask { .. } => self.ask(&page, &mut sheet, usize::from(height)),
                Page::End { .. } => self.show_way_out(&mut sheet),
            },
        }
        sheet
    }

    /// Whether nothing has happened yet, and all is ready for the first call: a sandbox may begin anywhere in a lesson.
    fn invites(&self) -> bool {
        let states = self.stage.game.world().map(World::states);
        let is_ready = states.is_none_or(|states| states.a == State::Closed && states.b == State::Listen);
        self.stage.derived.explained.headline.is_empty() && is_ready && self.stage.view.focus == Side::A
    }

    fn invite(&self, sheet: &mut Sheet) {
        let (keys, language) = (&self.stage.settings.keys, self.stage.settings.language);
        let key_name = |command| keys::key_name(keys, command);
        let (connect, other) = (&key_name(Command::Connect), &key_name(Command::FocusOther));
        let help = &keys.key_name(Command::Help, &[Scope::Program]);
        sheet.paragraph(&say!(language, language.stage.invitation, connect, other, help), Role::Text);
    }

    /// What happened, and of either end that is not certain to be in one state, which ones are possible.
    fn say_what_is_shown(&self, sheet: &mut Sheet) {
        let language = self.stage.settings.language;
        let Explained { headline, reasons, .. } = &self.stage.derived.explained;
        match headline.as_str() {
            "" => sheet.paragraph(language.windows.shown_nothing, Role::Dim),
            headline => sheet.paragraph(headline, Role::Strong),
        }
        let message =
            |(side, end): (Side, &Endpoint)| end.state.describe(&format!("**{side}** ({})", end.name), language);
        self.stage.derived.ends.iter().filter_map(message).for_each(|doubt| sheet.paragraph(&doubt, Role::Hint));
        for reason in reasons {
            sheet.paragraph(reason, Role::Text);
        }
    }

    /// Looking back: that one does, and what happened at that moment.
    fn say_what_was(&self, sheet: &mut Sheet) {
        let (language, game) = (self.stage.settings.language, &self.stage.game);
        let key = &self.stage.key_name(Command::Last);
        let (n, of) = (game.step(), game.present());
        sheet.paragraph(&say!(language, language.stage.looking_back, n, of, key), Role::Hint);
        let Explained { headline, remedy, .. } = &self.stage.derived.explained;
        if !headline.is_empty() {
            sheet.paragraph(headline, Role::Strong);
        }
        if let Some(remedy) = remedy {
            sheet.paragraph(remedy, Role::Hint);
        }
    }

    /// What happened, who waits for whom, and, where there is room, the rules that led to it.
    fn explain(&self, sheet: &mut Sheet, height: usize) {
        let Derived { explained: Explained { headline, remedy, reasons }, waiting, .. } = &self.stage.derived;
        sheet.paragraph(headline, Role::Strong);
        if let Some(remedy) = remedy {
            sheet.paragraph(remedy, Role::Hint);
        }
        sheet.paragraph(waiting, Role::Dim);
        for reason in reasons {
            let mut longer = sheet.clone();
            longer.paragraph(reason, Role::Text);
            if longer.rows() > height {
                break;
            }
            *sheet = longer;
        }
    }

    /// Under the window that ends a lesson: where to go from here.
    fn show_way_out(&self, sheet: &mut Sheet) {
        let key = |command| self.stage.key_name(command);
        let (next, previous) = (&key(Command::Continue), &key(Command::PreviousPage));
        let (sandbox, save) = (&key(Command::ToSandbox), &key(Command::SaveRun));
        let language = self.stage.settings.language;
        sheet.paragraph(&say!(language, language.stage.way_out, next, previous, sandbox, save), Role::Text);
    }
}
