//! Painting the stage.

use super::derived::Changed;
use super::layout::{Layout, SMALLEST};
use super::{Game, Stage, present};
use crate::say;
use crate::sim::{PerSide, Side};
use crate::tcp::{State, Timer};
use crate::timeline::Certainty;
use crate::tui::diagram::{self, Diagram, DiagramView};
use crate::tui::ladder::LadderView;
use crate::tui::overlay::{Overlay, Reading};
use crate::tui::text_lines::{write, write_all, write_right};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use std::time::Duration;

/// A window beside a diagram is at least so wide.
const LEAST_BESIDE: u16 = 50;

/// The part of the screen beside the diagram that a window is about; all of it where that is too narrow to read in.
fn beside(area: Rect, about: Option<Side>, layout: &Layout) -> Rect {
    let Some(side) = about else { return area };
    let diagram = layout.diagrams[side];
    let room = match side {
        Side::A => Rect { x: diagram.right(), width: area.right().saturating_sub(diagram.right()), ..area },
        Side::B => Rect { width: diagram.left().saturating_sub(area.left()), ..area },
    };
    if room.width < LEAST_BESIDE || diagram.is_empty() { area } else { room }
}

impl Stage {
    /// Paints everything.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer) {
        let Some(layout) = self.layout(area) else {
            return self.paint_too_small(area, buffer);
        };
        match self.shown_large() {
            Some(show) => self.paint_show(show, &layout, area, buffer),
            None => self.paint_stage(&layout, area, buffer),
        }
        if let Some(overlay) = &self.window.overlay {
            let between = Rect { y: area.y + 1, height: area.height - 2, ..area };
            overlay.paint(beside(between, overlay.about(), &layout), buffer, &self.overlay_context());
        }
    }

    /// Where a window about a side's diagram stands: its keys have to know how far it can be scrolled.
    pub(super) fn room_for(&self, about: Option<Side>) -> Rect {
        let area = self.view.area;
        let Some(layout) = self.layout(area) else { return area };
        let between = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
        beside(between, about, &layout)
    }

    /// Where everything stands.
    fn layout(&self, area: Rect) -> Option<Layout> {
        match self.shown_large() {
            Some(_) => present::layout(area, self.view.focus),
            None => Layout::new(area, self.view.focus),
        }
    }

    /// In which size a side's diagram is drawn; the smallest where there is no room for it.
    pub(super) fn diagram_size(&self, side: Side) -> diagram::Size {
        let drawn = self.layout(self.view.area).map(|layout| layout.diagrams[side]).unwrap_or_default();
        diagram::Size::largest_that_fits(drawn.width, drawn.height).unwrap_or(diagram::Size::Compact)
    }

    fn paint_stage(&self, layout: &Layout, area: Rect, buffer: &mut Buffer) {
        self.paint_title(layout.title, buffer);
        for side in Side::BOTH {
            self.paint_endpoint(side, layout, buffer);
        }
        self.paint_lines(layout, buffer);
        self.paint_ladder(layout, buffer);
        self.paint_panel(layout.panel, buffer);
        self.paint_footer(layout.panel, layout.footer, buffer);
        let between = Rect { y: area.y + 1, height: area.height - 2, ..area };
        if self.game.is_over() && self.window.overlay.is_none() {
            let room = Rect { height: between.height - layout.panel.height - 1, ..between };
            Reading::end().paint(room, buffer, &self.overlay_context());
        }
    }

    fn paint_too_small(&self, area: Rect, buffer: &mut Buffer) {
        let language = self.settings.language;
        let ((columns, rows), (least_columns, least_rows)) = ((area.width, area.height), SMALLEST);
        let words = say!(language, language.stage.too_small, columns, rows, least_columns, least_rows);
        crate::tui::text_lines::write_marked(buffer, area, &words, Role::Text, &self.settings.theme);
    }

    fn paint_title(&self, area: Rect, buffer: &mut Buffer) {
        let (theme, language) = (&self.settings.theme, self.settings.language);
        let glyphs = self.settings.glyphs;
        let runs = self.motion.clock.playing && !self.game.is_timeless();
        let at_present = self.game.is_at_present();
        let replays = at_present || self.game.replays_the_past();
        let mark = if runs && replays { glyphs.playing } else { glyphs.paused };
        let past = if at_present {
            String::new()
        } else {
            say!(language, language.stage.moment, n = self.game.step(), of = self.game.present()) + "   "
        };
        let profile = self.game.world().map(|world| format!("{}   ", world.profile().name())).unwrap_or_default();
        let right = format!("{past}{profile}{}   t {}   {mark} ", self.motion.clock.speed_name(), self.shown_time());
        let x = write_right(buffer, area, &right, Role::TitleDetail, theme);
        let left = Rect { width: x.saturating_sub(area.x + 1), ..area };
        let (title, page) = self.title();
        write_all(
            buffer,
            left,
            &[(" ", Role::Title), (&title, Role::Title), ("   ", Role::Title), (&page, Role::TitleDetail)],
            theme,
        );
    }

    /// The shown moment, to the hundredth of a second so that the line stands still between.
    fn shown_time(&self) -> String {
        let centis = self.shown().as_micros() / 10_000;
        format!("{}.{:02} s", centis / 100, centis % 100)
    }

    pub(super) fn title(&self) -> (String, String) {
        let language = self.settings.language;
        match &self.game {
            Game::Sandbox(sandbox) if let Some(player) = &sandbox.left => {
                (say!(language, language.stage.sandbox_in, lesson = player.lesson().title.as_str()), String::new())
            }
            Game::Sandbox(_) => (language.stage.sandbox.to_owned(), String::new()),
            Game::Shown(timeline) => {
                (timeline.names().values().copied().collect::<Vec<_>>().join(" / "), String::new())
            }
            Game::Lesson(player) if let Some(asked) = self.play.asked => {
                (asked.title(player.lesson().title.as_str(), language), String::new())
            }
            Game::Lesson(player) => (
                player.lesson().title.as_str().to_owned(),
                format!("{}/{}", (player.step() + 1).min(player.steps()), player.steps()),
            ),
        }
    }

    pub(super) fn paint_endpoint(&self, side: Side, layout: &Layout, buffer: &mut Buffer) {
        if layout.diagrams[side].is_empty() {
            return;
        }
        self.paint_heading(side, layout.headings[side], buffer);
        let end = &self.derived.ends[side];
        let under_way = self.motion.under_way(side);
        let lit = under_way.map(|(edge, _)| edge).or(end.last_edge);
        let view = DiagramView {
            state: self.heading_state(side),
            at_start: end.last_edge.is_none(),
            listener: end.listener,
            lit,
            action: lit.filter(|_| end.runs(Timer::DelayedAck)).map(|edge| edge.edge().action_while_ack_waits()),
            token: under_way.map(|(_, progress)| progress),
            // Only where something can be done: the diagram must not answer an open question.
            possible: if self.game.may_act() { &self.derived.possible[side] } else { &[] },
            walked: end.walked,
            visited: end.visited,
            focused: side == self.view.focus,
            counts: Some(end.counts),
            picked: self
                .answering
                .choice
                .filter(|_| self.game.asks_on_diagram() == Some(side))
                .map(|at| State::ALL[at]),
        };
        Diagram::new(&view, self.settings.glyphs, &self.settings.theme).render(layout.diagrams[side], buffer);
        self.paint_details(side, layout.details[side], buffer);
    }

    /// Letter, name, address where there is room, and the state in words.
    fn paint_heading(&self, side: Side, area: Rect, buffer: &mut Buffer) {
        let theme = &self.settings.theme;
        let focused = side == self.view.focus;
        let role = if focused { Role::HeadingFocused } else { Role::Heading };
        let mark = if focused { self.settings.glyphs.arrow_right } else { " " };
        let end = &self.derived.ends[side];
        let letter = match end.connection {
            Some(number) => format!("{mark}{side} #{number} "),
            None => format!("{mark}{side} "),
        };
        let letter_width = u16::try_from(crate::text::width(&letter)).unwrap_or(area.width);
        let inner = Rect { width: area.width.saturating_sub(1), ..area };
        let (state, look) = self.state_in_words(side, inner.width.saturating_sub(letter_width + 1));
        let x = write_right(buffer, inner, &state, look, theme);
        let room = x.saturating_sub(area.x + 1);
        let name = end.name.as_str();
        // Half a name says nothing; whose diagram it is says the letter.
        let has_room = crate::text::width(&letter) + crate::text::width(name) <= room as usize;
        let name = if has_room { name } else { "" };
        let address = end.address.as_ref().map(|address| format!("  {address}")).unwrap_or_default();
        let fits = crate::text::width(&letter) + crate::text::width(name) + address.len() <= room as usize;
        let address = if fits { address.as_str() } else { "" };
        let left = Rect { width: room, ..area };
        write_all(buffer, left, &[(&letter, role), (name, role), (address, Role::TitleDetail)], theme);
    }

    /// A side's state as it is shown: while its token travels, the one that it travels to.
    pub(super) fn heading_state(&self, side: Side) -> Certainty {
        let under_way = self.motion.under_way(side);
        under_way.map_or(self.derived.ends[side].state, |(edge, _)| Certainty::Certain(edge.edge().to))
    }

    /// The same in the longest words that fit into this width, with their role.
    pub(super) fn state_in_words(&self, side: Side, width: u16) -> (String, Role) {
        let state = self.heading_state(side);
        let role = if state.state().is_some() { Role::StateEntered } else { Role::StateUncertain };
        let mut forms = state.forms(self.settings.language);
        let fits = forms.iter().position(|form| crate::text::width(form) <= usize::from(width));
        (forms.swap_remove(fits.unwrap_or(forms.len() - 1)), role)
    }

    pub(super) fn paint_lines(&self, layout: &Layout, buffer: &mut Buffer) {
        let (theme, glyphs) = (&self.settings.theme, self.settings.glyphs);
        let style = theme.style(Role::Border);
        for x in layout.rule.left()..layout.rule.right() {
            if let Some(cell) = buffer.cell_mut((x, layout.rule.y)) {
                cell.set_symbol(glyphs.horizontal).set_style(style);
            }
        }
        // The life lines go up to the headings and stand on the rule.
        for x in [layout.ladder.left(), layout.ladder.right() - 1] {
            if let Some(cell) = buffer.cell_mut((x, layout.rule.y)) {
                cell.set_symbol(glyphs.horizontal_up).set_style(style);
            }
            if let Some(cell) = buffer.cell_mut((x, layout.ladder_heading.y)) {
                cell.set_symbol(glyphs.vertical).set_style(theme.style(Role::LifeLine));
            }
        }
    }

    pub(super) fn paint_ladder(&self, layout: &Layout, buffer: &mut Buffer) {
        let theme = &self.settings.theme;
        let heading = layout.ladder_heading;
        let diagrams = layout.diagrams.values().filter(|diagram| !diagram.is_empty()).count();
        if self.shown_large().is_some() && diagrams < 2 {
            self.paint_states(heading, buffer);
        } else if diagrams == 0 {
            // Without diagrams the states have to stand somewhere.
            let PerSide { a: name_a, b: name_b } = self.game.timeline().names();
            let half = (heading.width / 2).saturating_sub(7);
            let PerSide { a: (a, look_a), b: (b, look_b) } = PerSide::from_fn(|side| self.state_in_words(side, half));
            write_all(
                buffer,
                heading,
                &[(" A ", Role::Heading), (name_a, Role::Heading), (" ", Role::Text), (&a, look_a)],
                theme,
            );
            write_right(buffer, heading, &format!("{b}  {name_b} B "), look_b, theme);
        } else if heading.width > 9 {
            let middle = Rect { x: heading.x + (heading.width - 8) / 2, width: 8, ..heading };
            write(buffer, middle, "segments", Role::Dim, theme);
            self.paint_next_timers(heading, buffer);
        }
        let mut view = self.ladder_view();
        if let Some(packet) = self.view.selected.filter(|_| self.view.scroll == 0) {
            view.scroll = view.scroll_to(layout.ladder, packet);
        }
        view.render(layout.ladder, buffer);
    }

    /// Above each life line, how long until the side's next timer fires: short, so that it stands still most of the time.
    fn paint_next_timers(&self, heading: Rect, buffer: &mut Buffer) {
        if !self.view.numbers {
            return;
        }
        let half = Rect { x: heading.x + 1, width: heading.width / 2 - 5, ..heading };
        for side in Side::BOTH {
            let Some(at) = self.derived.ends[side].next_timeout() else { continue };
            let left = at.since(self.shown());
            let tenths = Duration::from_millis(u64::try_from(left.as_millis() / 100 * 100).unwrap_or(0));
            let rounded = if left < Duration::from_secs(10) { tenths } else { Duration::from_secs(left.as_secs()) };
            let words = format!("{} {}", self.settings.glyphs.timer, crate::narrate::duration(rounded));
            match side {
                Side::A => write(buffer, half, &words, Role::Timer, &self.settings.theme),
                Side::B => {
                    let right = Rect { x: heading.right() - 1 - half.width, ..half };
                    write_right(buffer, right, &words, Role::Timer, &self.settings.theme)
                }
            };
        }
    }

    fn ladder_view(&self) -> LadderView<'_> {
        LadderView {
            ladder: &self.motion.ladder,
            world: self.game.world(),
            now: self.shown(),
            scroll: self.view.scroll,
            top: None,
            dim_until: None,
            selected: self.view.selected,
            numbers: self.view.numbers,
            glyphs: self.settings.glyphs,
            theme: &self.settings.theme,
            language: self.settings.language,
        }
    }

    /// A click selects a segment, or shows the card of the state that was hit.
    pub(super) fn click(&mut self, column: u16, row: u16) {
        let Some(layout) = self.layout(self.view.area).filter(|layout| !self.hides_picture(layout)) else { return };
        if layout.ladder.contains((column, row).into()) {
            let (packet, step) = self.ladder_view().hit(layout.ladder, column, row);
            self.view.selected = packet;
            match (packet, step) {
                (None, Some(step)) => self.travel(|_, _| step),
                _ => self.derive(Changed::Selection),
            }
        }
        for side in Side::BOTH {
            let area = layout.diagrams[side];
            let hit = Diagram::state_at(area, column, row);
            if let Some(state) = hit.filter(|_| self.game.asks_on_diagram() == Some(side)) {
                return self.commit(state as usize);
            }
            if let Some(state) = hit {
                self.window.overlay = Some(Overlay::Reading(Reading::card_of(side, state)));
            } else if area.contains((column, row).into()) || layout.headings[side].contains((column, row).into()) {
                self.focus_on(side);
            }
        }
    }
}
