//! The panel below: a lesson's page, or, in the sandbox, why the last thing happened and what is possible now.

use super::derived::{Derived, Explained};
use super::layout::inside;
use super::lesson_keys::calls_of;
use super::{Game, Stage, keys};
use crate::lesson::{Action, Allow, GoalShown, Page, Pick, Player, Success, panel};
use crate::say;
use crate::sim::{Connection, Side};
use crate::tcp::State;
use crate::text::{self, Line};
use crate::timeline::Endpoint;
use crate::tui::bindings::{Command, Scope};
use crate::tui::footer::Footer;
use crate::tui::settings::Settings;
use crate::tui::text_lines::{below, cell, write, write_lines, write_marked, write_paragraphs};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The panel as it is painted, with the row of keys below it.
pub(super) struct Panel<'a> {
    pub stage: &'a Stage,
}

impl Panel<'_> {
    /// Paints the panel.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer) {
        if let Some(notice) = &self.stage.window.notice {
            self.paint_notice(notice, inside(area), buffer);
        }
        let inner = self.below_notice(area);
        match &self.stage.game {
            Game::Sandbox(_) => self.paint_sandbox(inner, buffer),
            Game::Shown(_) => self.paint_shown(inner, buffer),
            Game::Lesson(player) => self.paint_page(player, inner, buffer),
        }
    }

    /// What there is to say about the last key stands on the rule above the panel, so that it takes nothing away; a longer one
    /// takes the panel's first rows.
    fn paint_notice(&self, notice: &str, area: Rect, buffer: &mut Buffer) {
        let theme = &self.stage.settings.theme;
        let lines = on_rule(notice, area);
        if lines.len() > 1 {
            write_marked(buffer, area, notice, Role::Hint, theme);
            return;
        }
        let width = lines.first().map_or(0, Line::width);
        let on_rule = Rect { y: area.y - 1, height: 1, width: u16::try_from(width).unwrap_or(0) + 2, ..area };
        write(buffer, on_rule, &" ".repeat(on_rule.width.into()), Role::Hint, theme);
        write_lines(buffer, Rect { x: on_rule.x + 1, ..on_rule }, &lines, Role::Hint, theme);
    }

    /// What is left of the panel's inside by the notice.
    fn below_notice(&self, panel: Rect) -> Rect {
        let area = inside(panel);
        let long = self.stage.window.notice.as_ref().filter(|notice| on_rule(notice, area).len() > 1);
        let rows = long.map_or(0, |notice| text::wrap(notice, area.width).len());
        below(area, u16::try_from(rows).unwrap_or(u16::MAX))
    }

    // ---- sandbox ----

    fn paint_sandbox(&self, area: Rect, buffer: &mut Buffer) {
        let (theme, language) = (&self.stage.settings.theme, self.stage.settings.language);
        let key_name = |command| keys::key_name(&self.stage.settings.keys, command);
        let calls = self.possible_calls_line(area, buffer, false);
        let said = Rect { height: area.height.saturating_sub(calls), ..area };
        if self.stage.derived.explained.headline.is_empty() {
            let (connect, other) = (&key_name(Command::Connect), &key_name(Command::FocusOther));
            let help = &self.stage.settings.keys.key_name(Command::Help, &[Scope::Program]);
            let invitation = say!(language, language.stage.invitation, connect, other, help);
            write_marked(buffer, said, &invitation, Role::Text, theme);
        } else {
            self.paint_explanation(said, buffer);
        }
        let at_bottom = Rect { y: area.bottom() - calls, height: calls, ..area };
        self.possible_calls_line(at_bottom, buffer, true);
    }

    /// What happened, and of either end that is not certain to be in one state, which ones are possible.
    fn paint_shown(&self, area: Rect, buffer: &mut Buffer) {
        let Settings { theme, glyphs, language, .. } = &self.stage.settings;
        let Explained { headline, reasons, .. } = &self.stage.derived.explained;
        let told = |(side, end): (Side, &Endpoint)| end.state.told(&format!("**{side}** ({})", end.name), language);
        let doubts: Vec<String> = self.stage.derived.ends.iter().filter_map(told).collect();
        let nothing = (language.windows.shown_nothing, Role::Dim);
        let mut paragraphs = vec![if headline.is_empty() { nothing } else { (headline.as_str(), Role::Strong) }];
        paragraphs.extend(doubts.iter().map(|doubt| (doubt.as_str(), Role::Hint)));
        paragraphs.extend(reasons.iter().map(|reason| (reason.as_str(), Role::Text)));
        write_paragraphs(buffer, area, &paragraphs, glyphs, theme);
    }

    /// What happened, the rules that led to it, and, where there is room, who waits for whom.
    fn paint_explanation(&self, area: Rect, buffer: &mut Buffer) {
        let Settings { theme, glyphs, .. } = &self.stage.settings;
        let Derived { explained: Explained { headline, remedy, reasons }, waiting, .. } = &self.stage.derived;
        let mut paragraphs = vec![(headline.as_str(), Role::Strong)];
        paragraphs.extend(remedy.as_deref().map(|remedy| (remedy, Role::Hint)));
        paragraphs.extend(reasons.iter().map(|reason| (reason.as_str(), Role::Text)));
        let rest = below(area, write_paragraphs(buffer, area, &paragraphs, glyphs, theme));
        let lines = text::wrap(waiting, rest.width);
        if lines.len() <= usize::from(rest.height) {
            write_lines(buffer, rest, &lines, Role::Dim, theme);
        }
    }

    /// The socket that a side's calls go to, as far as it has to be told from others.
    fn called(&self, side: Side) -> String {
        let Some(world) = self.stage.game.world() else { return side.to_string() };
        let host = world.host(side);
        let takes_calls = |connection: &&Connection| {
            connection.tcb.state() != State::Closed || connection.is_fresh() || connection.is_left()
        };
        match host.current().filter(takes_calls) {
            None if host.listener.is_some() => {
                say!(self.stage.settings.language, self.stage.settings.language.stage.listener_of, side)
            }
            Some(connection) if host.connections.len() > 1 => format!("{side} #{}", connection.id),
            Some(connection) if host.listener.is_some() && connection.tcb.state() == State::Closed => {
                format!("{side} #{}", connection.id)
            }
            _ => side.to_string(),
        }
    }

    /// Whether any call of anybody may ever be made on this page.
    fn calls_are_offered(&self) -> bool {
        let offered = |allow: Allow| allow.has(Action::CallsOfA) || allow.has(Action::CallsOfB);
        self.stage.allowed().is_none_or(offered)
    }

    /// The calls that the focused endpoint may make, each with its key; how many rows they take.
    fn possible_calls_line(&self, area: Rect, buffer: &mut Buffer, paint: bool) -> u16 {
        let side = self.stage.view.focus;
        let (theme, language) = (&self.stage.settings.theme, self.stage.settings.language);
        let mut at = Rect { height: area.height.min(1), ..area };
        let mut rows = 1;
        if self.stage.derived.calls.is_empty() {
            let said = self.calls_are_offered();
            if paint && said {
                write(buffer, at, &say!(language, language.stage.nothing_to_call, side), Role::Dim, theme);
            }
            return u16::from(said).min(area.height);
        }
        let lead = say!(language, language.stage.may, who = &self.called(side)) + "  ";
        let mut place = |words: &str, role: Role, at: &mut Rect| {
            if paint {
                write(buffer, *at, words, role, theme);
            }
            let width = u16::try_from(text::width(words)).unwrap_or(u16::MAX).min(at.width);
            at.x += width;
            at.width -= width;
        };
        place(&lead, Role::Dim, &mut at);
        for call in &self.stage.derived.calls {
            let command = keys::command_of(*call);
            let (key, label) = (keys::key_name(&self.stage.settings.keys, command), format!(" {call}   "));
            if usize::from(at.width) < key.len() + label.trim_end().len() {
                rows += 1;
                let indent = u16::try_from(lead.len()).unwrap_or(0).min(area.width);
                at = Rect { x: area.x + indent, width: area.width - indent, y: at.y + 1, ..at };
            }
            place(&key, Role::Key, &mut at);
            place(&label, Role::KeyLabel, &mut at);
        }
        rows.min(area.height)
    }

    // ---- lesson ----

    fn paint_page(&self, player: &Player, area: Rect, buffer: &mut Buffer) {
        let theme = &self.stage.settings.theme;
        match player.page() {
            Page::Say { text } => {
                write_paragraphs(buffer, area, &[(text, Role::Text)], self.stage.settings.glyphs, theme);
            }
            page @ Page::Act { .. } => self.paint_task(&page, area, buffer),
            page @ Page::Ask { .. } => self.paint_asked(&page, area, buffer),
            Page::End { .. } => self.paint_way_out(area, buffer),
        }
    }

    fn paint_task(&self, page: &Page<'_>, area: Rect, buffer: &mut Buffer) {
        let Page::Act { text, goal, reached, success, said, .. } = page else { return };
        let (theme, glyphs, language) =
            (&self.stage.settings.theme, self.stage.settings.glyphs, self.stage.settings.language);
        if let (true, Some(success)) = (*reached, success) {
            return self.paint_success(success, area, buffer);
        }
        let mut rest = below(area, write_paragraphs(buffer, area, &[(text, Role::Text)], glyphs, theme));
        if let Some(said) = said {
            rest = below(rest, write_paragraphs(buffer, rest, &[(said, Role::Hint)], glyphs, theme));
        }
        if goal.len() > 1 {
            rest = below(rest, self.flow_goal(goal, rest, Some(buffer)));
        }
        if *reached {
            let done = say!(language, language.stage.done, mark = self.stage.settings.glyphs.check);
            write(buffer, rest, &done, Role::Right, theme);
        } else if self.stage.game.may_act() {
            self.paint_means(page, rest, buffer);
        } else {
            let words = say!(language, language.stage.looking_back, key = &self.stage.key_name(Command::Last));
            write_marked(buffer, rest, &words, Role::Dim, theme);
        }
    }

    /// The lines of a goal side by side, each with a mark that ticks by itself; how many rows they take.
    fn flow_goal(&self, goal: &[GoalShown], area: Rect, mut buffer: Option<&mut Buffer>) -> u16 {
        let (theme, glyphs) = (&self.stage.settings.theme, self.stage.settings.glyphs);
        let mut flow = panel::goals(area.width);
        for line in goal {
            let (mark, role) = match (line.holds, line.is_unreachable) {
                (true, _) => (glyphs.check, Role::Right),
                (_, true) => (glyphs.lost, Role::Wrong),
                _ => (glyphs.dot, Role::Strong),
            };
            let words = panel::goal(mark, &line.label);
            let at = flow.place(text::width(&words));
            if let (Some(buffer), Some(at)) = (buffer.as_deref_mut(), cell(area, at)) {
                write(buffer, at, &words, role, theme);
            }
        }
        u16::try_from(flow.rows()).unwrap_or(u16::MAX)
    }

    /// What may be used, and what the focused endpoint could do now.
    fn paint_means(&self, page: &Page<'_>, area: Rect, buffer: &mut Buffer) {
        let Page::Act { allow, faults_left, .. } = page else { return };
        let mut rest = area;
        if let Some(allow) = allow {
            let may = self.means(*allow, *faults_left);
            rest = below(rest, write_marked(buffer, rest, &may, Role::Dim, &self.stage.settings.theme));
        }
        if self.possible_calls_line(Rect { height: u16::MAX, ..rest }, buffer, false) > rest.height {
            // The footer names them.
            return;
        }
        rest = below(rest, self.possible_calls_line(rest, buffer, true));
        if self.stage.game.is_timeless() {
            self.paint_stillness(rest, buffer);
        } else if allow.is_none_or(|allow| allow.has(calls_of(self.stage.view.focus.other()))) {
            self.paint_other_side(rest, buffer);
        }
    }

    /// Whether the page of an exercise has no room left for the calls that are possible now.
    fn leaves_calls_out(&self, panel: Rect, buffer: &mut Buffer) -> bool {
        let Some(player) = self.stage.game.lesson() else { return false };
        let page = player.page();
        let Page::Act { text, goal, said, allow, faults_left, reached: false, .. } = &page else { return false };
        if !self.stage.game.may_act() || self.stage.window.overlay.is_some() {
            return false;
        }
        let area = self.below_notice(panel);
        let wrapped = |words: &str| text::wrap(words, area.width).len();
        let means = allow.map_or(0, |allow| wrapped(&self.means(allow, *faults_left)));
        let lines = wrapped(text) + said.map_or(0, wrapped) + means;
        let goal = if goal.len() > 1 { self.flow_goal(goal, area, None) } else { 0 };
        let calls = self.possible_calls_line(Rect { height: u16::MAX, ..area }, buffer, false);
        lines + usize::from(goal + calls) > usize::from(area.height)
    }

    /// What may be used, each with its key.
    fn means(&self, allow: Allow, faults_left: Option<u32>) -> String {
        allow.told(faults_left, self.stage.settings.language) + &self.keys_of(allow)
    }

    /// The keys of what may be used beside calls, which have a row of their own.
    fn keys_of(&self, allow: Allow) -> String {
        let (language, words) = (self.stage.settings.language, &self.stage.settings.language.stage);
        let keys = [
            (Action::Drop, Command::Drop, words.means_drop),
            (Action::Hold, Command::Hold, words.means_hold),
            (Action::Duplicate, Command::Duplicate, words.means_duplicate),
            (Action::Timers, Command::FireTimer, words.means_timer),
            (Action::Reboot, Command::Reboot, words.means_reboot),
            (Action::Replay, Command::Replay, words.means_replay),
            (Action::Link, Command::Link, words.means_link),
        ];
        let usable = keys.into_iter().filter(|(action, ..)| allow.has(*action));
        let named = |(_, command, words)| "  ".to_owned() + &say!(language, words, key = &self.stage.key_name(command));
        let keys: Vec<String> = usable.map(named).collect();
        keys.concat()
    }

    /// The card after success: how many moves it took, why it worked, and a shorter way if there is one.
    fn paint_success(&self, success: &Success, area: Rect, buffer: &mut Buffer) {
        let (theme, glyphs) = (&self.stage.settings.theme, self.stage.settings.glyphs);
        let (undo, language) = (self.stage.key_name(Command::Undo), self.stage.settings.language);
        let headline = if success.shown {
            say!(language, language.stage.shown, headline = &success.headline(language), undo = &undo)
        } else {
            format!("{} {}", glyphs.check, success.headline(language))
        };
        let mut paragraphs = vec![(headline.as_str(), Role::Right)];
        paragraphs.extend(success.why.as_deref().map(|why| (why, Role::Text)));
        let shorter = success.shorter_way(language);
        paragraphs.extend(shorter.as_deref().map(|shorter| (shorter, Role::Dim)));
        write_paragraphs(buffer, area, &paragraphs, glyphs, theme);
    }

    /// The other endpoint can act, too: which key turns to it.
    fn paint_other_side(&self, area: Rect, buffer: &mut Buffer) {
        let named = self.stage.game.named();
        let other = &named[self.stage.view.focus.other()];
        let language = self.stage.settings.language;
        let words =
            say!(language, language.stage.other_side, key = &self.stage.key_name(Command::FocusOther), who = other);
        write_marked(buffer, area, &words, Role::Dim, &self.stage.settings.theme);
    }

    /// Time stands still: how to let something happen all the same.
    fn paint_stillness(&self, area: Rect, buffer: &mut Buffer) {
        let language = self.stage.settings.language;
        let words = say!(language, language.stage.stillness, key = &self.stage.key_name(Command::Step));
        write_marked(buffer, area, &words, Role::Dim, &self.stage.settings.theme);
    }

    /// Under the window that ends a lesson: where to go from here.
    fn paint_way_out(&self, area: Rect, buffer: &mut Buffer) {
        let key = |command| self.stage.key_name(command);
        let (next, previous) = (&key(Command::Continue), &key(Command::PreviousPage));
        let (sandbox, save) = (&key(Command::ToSandbox), &key(Command::SaveRun));
        let language = self.stage.settings.language;
        let words = say!(language, language.stage.way_out, next, previous, sandbox, save);
        write_marked(buffer, area, &words, Role::Text, &self.stage.settings.theme);
    }

    // ---- footer ----

    pub fn paint_footer(&self, panel: Rect, area: Rect, buffer: &mut Buffer) {
        let now = self.labels_now();
        let footer = Footer { scopes: self.stage.scopes(), choices: self.stage.game.open_choices(), now: &now };
        // In a question that came back there is no page before it.
        let asked = self.stage.play.asked.is_some();
        let first_page = self.stage.game.lesson().is_some_and(|player| player.step() == 0 || asked);
        let mut commands = if self.leaves_calls_out(panel, buffer) { self.commands_of_calls() } else { Vec::new() };
        let leads_back = |command: &Command| matches!(command, Command::PreviousPage | Command::Back);
        let at_end = self.stage.window.overlay.as_ref().is_some_and(|overlay| {
            !overlay.has_more(self.stage.room_for(overlay.about()), &self.stage.overlay_context())
        });
        let leads_down = |command: &Command| matches!(command, Command::Next | Command::PageDown);
        let works = |command: &&Command| !(first_page && leads_back(command) || at_end && leads_down(command));
        commands.extend(self.footer_commands().iter().filter(works));
        footer.paint(&commands, area, buffer, &self.stage.settings);
    }

    /// Keys that do something else at this moment than what they are labelled for.
    fn labels_now(&self) -> Vec<(Command, &'static str)> {
        let mut now = Vec::new();
        if self.stage.window.overlay.is_none() && self.stage.game.open_question().is_some() {
            now.push((Command::Inspect, self.stage.settings.language.stage.commit));
        }
        if self.stage.motion.clock.playing && self.stage.game.upcoming().is_some() {
            now.push((Command::PlayPause, self.stage.settings.language.stage.pause));
        }
        now
    }

    fn commands_of_calls(&self) -> Vec<Command> {
        self.stage.derived.calls.iter().map(|call| keys::command_of(*call)).collect()
    }

    /// The keys that matter at this moment, the most important first.
    fn footer_commands(&self) -> &'static [Command] {
        use Command as C;
        if let Some(overlay) = &self.stage.window.overlay {
            return overlay.footer();
        }
        match &self.stage.game {
            Game::Sandbox(sandbox) if sandbox.left.is_some() => {
                &[C::ToLesson, C::FocusOther, C::PlayPause, C::Undo, C::Why, C::Palette, C::Help, C::Leave, C::Drop]
            }
            Game::Shown(_) => {
                &[C::Previous, C::PlayPause, C::Back, C::Why, C::Card, C::Inspect, C::Help, C::Leave, C::FocusOther]
            }
            Game::Sandbox(_) => {
                &[C::FocusOther, C::PlayPause, C::Undo, C::Why, C::Palette, C::Help, C::Leave, C::Step, C::Drop]
            }
            Game::Lesson(_) if self.stage.game.open_question() == Some(Pick::List) => {
                &[C::Answer, C::PreviousPage, C::ToSandbox, C::Help, C::Leave]
            }
            Game::Lesson(_) if self.stage.game.open_question().is_some() => {
                &[C::Inspect, C::PreviousPage, C::ToSandbox, C::Help, C::Leave]
            }
            Game::Lesson(_) if self.stage.game.is_acting() => {
                &[C::FocusOther, C::Hint, C::Undo, C::Step, C::ShowMe, C::Help, C::Leave, C::Card, C::ToSandbox]
            }
            Game::Lesson(player) if matches!(player.page(), Page::End { .. }) => {
                &[C::Continue, C::PreviousPage, C::SaveRun, C::ToSandbox, C::Help, C::Leave]
            }
            Game::Lesson(_) => &[C::Continue, C::PreviousPage, C::ToSandbox, C::Card, C::Help, C::Leave, C::Back],
        }
    }
}

/// A notice as it would stand on the rule; if it takes more than one line it does not.
fn on_rule(notice: &str, area: Rect) -> Vec<Line> {
    text::wrap(notice, area.width.saturating_sub(2))
}
