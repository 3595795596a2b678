//! The row of keys: what the moment needs first, help and the way out last and always.

use super::panel::Panel;
use super::{Game, Stage};
use crate::lesson::{Page, Pick};
use crate::tui::bindings::Command;
use crate::tui::footer::Footer;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

impl Panel<'_> {
    pub fn paint_footer(&self, area: Rect, buffer: &mut Buffer) {
        let now = self.labels_now();
        let footer = Footer { scopes: self.stage.scopes(), choices: self.stage.game.open_choices(), now: &now };
        // In a question that came back there is no page before it.
        let asked = self.stage.play.asked.is_some();
        let first_page = self.stage.game.lesson().is_some_and(|player| player.step() == 0 || asked);
        let leads_back = |command: &Command| matches!(command, Command::PreviousPage);
        let at_end = self.stage.window.overlay.as_ref().is_some_and(|overlay| {
            !overlay.has_more(self.stage.room_for(overlay.about()), &self.stage.overlay_context())
        });
        let end = self
            .stage
            .layout(self.stage.view.area)
            .and_then(|layout| self.stage.end_page(&layout, self.stage.view.area));
        let at_end = at_end || end.is_some_and(|(end, room)| !end.has_more(room, &self.stage.overlay_context()));
        let leads_down = |command: &Command| matches!(command, Command::Next | Command::PageDown);
        let works = |command: &&Command| !(first_page && leads_back(command) || at_end && leads_down(command));
        let commands: Vec<Command> = self.commands().iter().filter(works).copied().collect();
        footer.paint(&commands, area, buffer, &self.stage.settings);
    }

    /// Keys that do something else at this moment than what they are labelled for.
    fn labels_now(&self) -> Vec<(Command, &'static str)> {
        let (stage, words) = (self.stage, &self.stage.settings.language.stage);
        let mut now = Vec::new();
        if stage.window.overlay.is_none() && stage.game.open_question().is_some() {
            now.push((Command::Inspect, words.commit));
        }
        if stage.motion.clock.playing && stage.game.upcoming().is_some() {
            now.push((Command::PlayPause, words.pause));
        }
        if stage.window.overlay.is_none() && stage.game.lesson().is_some() && stage.is_moving() {
            now.push((Command::Continue, words.finish));
        }
        if stage.window.overlay.is_none() && stage.game.is_over() {
            now.push((Command::Next, words.further_down));
        }
        now
    }

    /// The keys that matter at this moment, the most important first.
    fn commands(&self) -> &'static [Command] {
        match &self.stage.window.overlay {
            Some(overlay) => overlay.footer(&self.stage.overlay_context()),
            None => commands_of(self.stage),
        }
    }
}

fn commands_of(stage: &Stage) -> &'static [Command] {
    use Command as C;
    let game = &stage.game;
    match game {
        Game::Shown(_) => &[
            C::PlayPause,
            C::Back,
            C::Dismiss,
            C::ToSandbox,
            C::Why,
            C::Lines,
            C::Previous,
            C::Inspect,
            C::Step,
            C::Card,
            C::FocusOther,
            C::Help,
            C::Leave,
        ],
        _ if !game.is_at_present() => {
            &[C::Last, C::Back, C::Step, C::PlayPause, C::Why, C::First, C::Card, C::Help, C::Leave]
        }
        Game::Sandbox(sandbox) if sandbox.left.is_some() => {
            &[C::ToLesson, C::PlayPause, C::Drop, C::Undo, C::Step, C::Why, C::Palette, C::Help, C::Leave]
        }
        Game::Sandbox(_) => &[
            C::PlayPause,
            C::Drop,
            C::WhatIf,
            C::Step,
            C::Undo,
            C::Why,
            C::Palette,
            C::Numbers,
            C::Card,
            C::Help,
            C::Leave,
        ],
        Game::Lesson(_) if game.has_script_left() && game.open_question().is_none() => {
            &[C::Continue, C::PreviousPage, C::Step, C::ToSandbox, C::Help, C::Leave]
        }
        Game::Lesson(_) => commands_of_page(stage),
    }
}

fn commands_of_page(stage: &Stage) -> &'static [Command] {
    use Command as C;
    let game = &stage.game;
    match game.open_question() {
        // Left and Right go through the answers there.
        Some(Pick::List) => return &[C::Answer, C::PreviousPage, C::ToSandbox, C::Help, C::Leave],
        Some(Pick::Diagram) => return &[C::Inspect, C::PreviousPage, C::ToSandbox, C::Help, C::Leave],
        Some(Pick::Typed) => return &[C::Inspect, C::PreviousPage, C::ToSandbox, C::Back, C::Help, C::Leave],
        None => {}
    }
    if game.is_acting() {
        return &[C::Step, C::Undo, C::Hint, C::ShowMe, C::ToSandbox, C::Card, C::PreviousPage, C::Help, C::Leave];
    }
    match game.lesson().map(|player| player.page()) {
        Some(Page::End { .. }) => {
            &[C::Continue, C::Next, C::PreviousPage, C::SaveRun, C::ToSandbox, C::ThisMachine, C::Help, C::Leave]
        }
        Some(Page::Act { .. }) => {
            &[C::Continue, C::Undo, C::PreviousPage, C::ToSandbox, C::Card, C::Back, C::Help, C::Leave]
        }
        _ => &[C::Continue, C::PreviousPage, C::ToSandbox, C::Back, C::Card, C::Help, C::Leave],
    }
}
