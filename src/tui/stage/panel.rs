//! The panel below: a lesson's page, or, in the sandbox, why the last thing happened and what is possible now.

use super::explained::Explained;
use super::{Game, Stage, keys};
use crate::lesson::{Choice, Observe, Page, Player, Reveal, Spanned};
use crate::text;
use crate::tui::bindings::{Command, Scope};
use crate::tui::footer;
use crate::tui::overlay::OverlayContext;
use crate::tui::text_lines::{write, write_all, write_lines, write_marked};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Below a question: nobody can take an answer back.
const COMMITTED: &str = "Predict before you see: what you pick stays beside what happens.";

/// Takes rows from the top of an area.
fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

impl Stage {
    pub(super) fn overlay_context(&self) -> OverlayContext<'_> {
        OverlayContext { settings: &self.settings, game: Some(&self.game) }
    }

    pub(super) fn paint_panel(&self, area: Rect, buffer: &mut Buffer) {
        let mut inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        if let Some(notice) = &self.notice {
            let rows = write_marked(buffer, inner, notice, Role::Hint, &self.settings.theme);
            inner = below(inner, rows);
        }
        match &self.game {
            Game::Sandbox { .. } => self.paint_sandbox(inner, buffer),
            Game::Lesson(player) => self.paint_page(player, inner, buffer),
        }
    }

    // ---- sandbox ----

    fn paint_sandbox(&self, area: Rect, buffer: &mut Buffer) {
        let theme = &self.settings.theme;
        let calls = self.possible_calls_line(area, buffer, false);
        let said = Rect { height: area.height.saturating_sub(calls), ..area };
        if self.explained.headline.is_empty() {
            let invitation = format!(
                "A server listens at **B**. You are **A**, the client: press `{}` to connect, and watch every step. \
                 `{}` turns the keys to the other side, `{}` lists them all.",
                keys::key_name(self.settings.keys, Command::Connect),
                keys::key_name(self.settings.keys, Command::FocusOther),
                self.settings.keys.of(Command::Help, &[Scope::Program]).map_or("", |binding| binding.keys[0]),
            );
            write_marked(buffer, said, &invitation, Role::Text, theme);
        } else {
            self.paint_explanation(said, buffer);
        }
        let at_bottom = Rect { y: area.bottom() - calls, height: calls, ..area };
        self.possible_calls_line(at_bottom, buffer, true);
    }

    /// What happened, the rules that led to it, and, where there is room, who waits for whom.
    fn paint_explanation(&self, area: Rect, buffer: &mut Buffer) {
        let theme = &self.settings.theme;
        let Explained { headline, reasons, waiting } = &self.explained;
        let mut rest = below(area, write_marked(buffer, area, headline, Role::Strong, theme));
        for reason in reasons {
            rest = below(rest, write_marked(buffer, rest, reason, Role::Text, theme));
        }
        let lines = text::wrap(waiting, rest.width);
        if !lines.is_empty() && lines.len() <= usize::from(rest.height) {
            write_lines(buffer, rest, &lines, Role::Dim, theme);
        }
    }

    /// The calls that the focused endpoint may make, each with its key; how many rows they take.
    fn possible_calls_line(&self, area: Rect, buffer: &mut Buffer, paint: bool) -> u16 {
        let side = self.focus;
        let theme = &self.settings.theme;
        let mut at = Rect { height: area.height.min(1), ..area };
        let mut rows = 1;
        let lead = format!("{side} may  ");
        let mut place = |words: &str, role: Role, at: &mut Rect| {
            if paint {
                write(buffer, *at, words, role, theme);
            }
            let width = u16::try_from(text::width(words)).unwrap_or(u16::MAX).min(at.width);
            at.x += width;
            at.width -= width;
        };
        place(&lead, Role::Dim, &mut at);
        for call in &self.calls {
            let command = keys::command_of(*call);
            let (key, label) = (keys::key_name(self.settings.keys, command), format!(" {call}   "));
            if usize::from(at.width) < key.len() + label.trim_end().len() {
                rows += 1;
                let indent = u16::try_from(lead.len()).unwrap_or(0).min(area.width);
                at = Rect { x: area.x + indent, width: area.width - indent, y: at.y + 1, ..at };
            }
            place(key, Role::Key, &mut at);
            place(&label, Role::KeyLabel, &mut at);
        }
        rows.min(area.height)
    }

    // ---- lesson ----

    fn paint_page(&self, player: &Player, area: Rect, buffer: &mut Buffer) {
        let theme = &self.settings.theme;
        match player.page() {
            Page::Say { text } => {
                write_marked(buffer, area, text, Role::Text, theme);
            }
            Page::Act { text, reached, said, .. } => self.paint_task(text, reached, said, area, buffer),
            Page::Ask { question, choices, picked, revealed } => {
                self.paint_question(question, choices, picked, revealed.as_ref(), area, buffer);
            }
            Page::End { objectives, observe } => self.paint_end(objectives, observe, area, buffer),
        }
    }

    fn paint_task(&self, words: &str, reached: bool, said: Option<&str>, area: Rect, buffer: &mut Buffer) {
        let theme = &self.settings.theme;
        let mut rest = below(area, write_marked(buffer, area, words, Role::Text, theme));
        if let Some(said) = said {
            rest = below(rest, write_marked(buffer, rest, said, Role::Hint, theme));
        }
        if reached {
            let done = format!("{} Done.", self.settings.glyphs.check);
            write(buffer, rest, &done, Role::Right, theme);
        } else {
            self.possible_calls_line(Rect { height: rest.height.min(2), ..rest }, buffer, true);
        }
    }

    /// The end: how to see it on one's own machine, and what can be done now.
    fn paint_end(&self, objectives: &[Spanned<String>], observe: &[Observe], area: Rect, buffer: &mut Buffer) {
        let theme = &self.settings.theme;
        let mut rest = area;
        for observe in observe {
            for (system, command) in observe.commands() {
                let row = Rect { height: rest.height.min(1), ..rest };
                write_all(buffer, row, &[(&format!("{system:<8} "), Role::Dim), (command, Role::Code)], theme);
                rest = below(rest, 1);
            }
            let expect = format!("You should see {}.", observe.expect.as_str().trim_end_matches('.'));
            rest = below(rest, write_marked(buffer, rest, &expect, Role::Text, theme));
        }
        for objective in objectives {
            let words = format!("{} {}", self.settings.glyphs.check, objective.as_str());
            rest = below(rest, write_marked(buffer, rest, &words, Role::Right, theme));
        }
    }

    fn paint_question(
        &self,
        question: &str,
        choices: &[Choice],
        picked: Option<usize>,
        revealed: Option<&Reveal<'_>>,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let theme = &self.settings.theme;
        let lines = text::wrap(question, area.width).len();
        let choice_rows = self.flow_choices(choices, picked, revealed, area, None);
        let explained = revealed.map_or(0, |reveal| text::wrap(reveal.explanation, area.width).len());
        let wanted = lines + usize::from(choice_rows) + explained;
        let mut rest = area;
        // Once answered, the explanation matters more than the question.
        if revealed.is_none() || wanted <= usize::from(area.height) {
            rest = below(rest, write_marked(buffer, rest, question, Role::Question, theme));
        }
        let airy = wanted + 2 <= usize::from(area.height);
        if airy {
            rest = below(rest, 1);
        }
        let rows = self.flow_choices(choices, picked, revealed, rest, Some(buffer));
        rest = below(rest, rows + u16::from(airy));
        match revealed {
            Some(reveal) => write_marked(buffer, rest, reveal.explanation, Role::Text, theme),
            None if airy => write_marked(buffer, rest, COMMITTED, Role::Dim, theme),
            None => 0,
        };
    }

    /// Choices side by side, as many to a row as fit; how many rows they take.
    fn flow_choices(
        &self,
        choices: &[Choice],
        picked: Option<usize>,
        revealed: Option<&Reveal<'_>>,
        area: Rect,
        mut buffer: Option<&mut Buffer>,
    ) -> u16 {
        let theme = &self.settings.theme;
        let (mut x, mut y, mut rows) = (area.x, area.y, 1);
        for (i, choice) in choices.iter().enumerate() {
            let (mark, role) = self.look_of_choice(i, picked, revealed);
            let words = format!("{mark}{} {} ", i + 1, choice.label);
            let width = u16::try_from(text::width(&words)).unwrap_or(u16::MAX);
            if x > area.x && x.saturating_add(width) > area.right() {
                (x, y, rows) = (area.x, y + 1, rows + 1);
            }
            if let Some(buffer) = buffer.as_deref_mut()
                && y < area.bottom()
            {
                let at = Rect { x, y, width: area.right().saturating_sub(x), height: 1 };
                write(buffer, at, &words, role, theme);
            }
            x = x.saturating_add(width + 2);
        }
        rows
    }

    /// A choice's mark and role: what was picked stays visible beside what is right.
    fn look_of_choice(&self, i: usize, picked: Option<usize>, revealed: Option<&Reveal<'_>>) -> (&'static str, Role) {
        let glyphs = self.settings.glyphs;
        match (revealed, picked) {
            (Some(reveal), _) if reveal.answer == i => (glyphs.check, Role::Right),
            (Some(_), Some(pick)) if pick == i => (glyphs.lost, Role::Wrong),
            (Some(_), _) => (" ", Role::Dim),
            (None, Some(pick)) if pick == i => (glyphs.arrow_right, Role::Picked),
            (None, Some(_)) => (" ", Role::Dim),
            (None, None) if i == self.choice => (glyphs.arrow_right, Role::Selected),
            (None, None) => (" ", Role::Choice),
        }
    }

    // ---- footer ----

    pub(super) fn paint_footer(&self, area: Rect, buffer: &mut Buffer) {
        footer::paint(self.footer_commands(), self.scopes(), area, buffer, &self.settings);
    }

    /// The keys that matter at this moment, the most important first.
    fn footer_commands(&self) -> &'static [Command] {
        use Command as C;
        if self.overlay.is_some() {
            return &[C::Leave, C::Next, C::FocusOther];
        }
        match &self.game {
            Game::Sandbox { left: Some(_), .. } => {
                &[C::ToLesson, C::FocusOther, C::PlayPause, C::Back, C::Drop, C::Card, C::Help, C::Leave]
            }
            Game::Sandbox { .. } => {
                &[C::FocusOther, C::PlayPause, C::Step, C::Back, C::Drop, C::FireTimer, C::Card, C::Help, C::Leave]
            }
            Game::Lesson(_) if self.game.open_choices().is_some() => {
                &[C::Answer, C::Back, C::ToSandbox, C::Help, C::Leave]
            }
            Game::Lesson(_) if self.game.is_acting() => {
                &[C::FocusOther, C::Hint, C::Back, C::Continue, C::Card, C::Help, C::Leave]
            }
            Game::Lesson(_) => &[C::Continue, C::Back, C::ToSandbox, C::Card, C::Help, C::Leave, C::PreviousPage],
        }
    }

    /// The scopes, for those who ask which keys hold.
    #[must_use]
    pub fn key_scopes(&self) -> &'static [Scope] {
        self.scopes()
    }
}
