//! Painting the stage.

#![warn(clippy::arithmetic_side_effects)]

use super::layout::{Layout, SMALLEST, beside};
use super::panel::Panel;
use super::present::Presented;
use super::{Game, Stage};
use crate::say;
use crate::sim::{PerSide, Side};
use crate::tcp::{State, Timer};
use crate::timeline::{Certainty, States};
use crate::tui::diagram::{Diagram, DiagramView};
use crate::tui::ladder::LadderView;
use crate::tui::text_lines::{write, write_all, write_cut, write_right};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use std::time::Duration;

/// A heading of so many columns has room for an address between name and state.
const WITH_ADDRESS: u16 = 38;

/// The cells around a name between an end's letter and its state: ` A client  ESTABLISHED`.
const AROUND_NAME: usize = 5;

/// The stage as it is painted.
pub(super) struct Picture<'a> {
    pub stage: &'a Stage,
}

impl Picture<'_> {
    /// Paints everything.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer) {
        let Some(layout) = self.stage.layout(area) else {
            return self.paint_too_small(area, buffer);
        };
        match self.stage.shown_large() {
            Some(show) => Presented { stage: self.stage }.paint(show, &layout, area, buffer),
            None => self.paint_stage(&layout, area, buffer),
        }
        if let Some(overlay) = &self.stage.window.overlay {
            let between = Rect { y: area.y.saturating_add(1), height: area.height.saturating_sub(2), ..area };
            overlay.paint(beside(between, overlay.about(), &layout), buffer, &self.stage.overlay_context());
        }
    }

    fn paint_stage(&self, layout: &Layout, area: Rect, buffer: &mut Buffer) {
        self.paint_title(layout.title, buffer);
        for side in Side::BOTH {
            self.paint_endpoint(side, layout, buffer);
        }
        self.paint_lines(layout, buffer);
        self.paint_ladder(layout, buffer);
        Panel { stage: self.stage }.paint(layout.rule, layout.panel, buffer);
        Panel { stage: self.stage }.paint_footer(layout.footer, buffer);
        if self.stage.window.overlay.is_none()
            && let Some((end, room)) = self.stage.end_page(layout, area)
        {
            end.paint(room, buffer, &self.stage.overlay_context());
        }
    }

    fn paint_too_small(&self, area: Rect, buffer: &mut Buffer) {
        let language = self.stage.settings.language;
        let ((columns, rows), (least_columns, least_rows)) = ((area.width, area.height), SMALLEST);
        let words = say!(language, language.stage.too_small, columns, rows, least_columns, least_rows);
        crate::tui::text_lines::write_marked(buffer, area, &words, Role::Text, &self.stage.settings.theme);
    }

    fn paint_title(&self, area: Rect, buffer: &mut Buffer) {
        let theme = &self.stage.settings.theme;
        let (title, page) = self.title();
        let wanted = crate::text::width(&title).saturating_add(crate::text::width(&page)).saturating_add(5);
        let state = self.stage.state_of_play().words(self.stage) + " ";
        let profile = self.stage.game.world().map(|world| format!("{}   ", world.profile().name())).unwrap_or_default();
        let time = format!("t {}   ", self.shown_time());
        let forms = [format!("{profile}{time}{state}"), format!("{time}{state}"), state];
        let fits = |form: &&String| wanted.saturating_add(crate::text::width(form)) <= usize::from(area.width);
        let right = forms.iter().find(fits).unwrap_or(&forms[2]);
        let x = write_right(buffer, area, right, Role::TitleDetail, theme);
        let left = Rect { width: x.saturating_sub(area.x.saturating_add(1)), ..area };
        let page_cells = u16::try_from(crate::text::width(&page)).unwrap_or(u16::MAX);
        let named = Rect {
            x: left.x.saturating_add(1),
            width: left.width.saturating_sub(page_cells.saturating_add(4)),
            ..left
        };
        let taken = write_cut(buffer, named, &title, Role::Title, self.stage.settings.glyphs, theme);
        let behind = Rect {
            x: named.x.saturating_add(taken).saturating_add(3),
            width: page_cells.min(left.width.saturating_sub(taken.saturating_add(3))),
            ..left
        };
        write(buffer, behind, &page, Role::TitleDetail, theme);
    }

    /// The shown moment, to the hundredth of a second so that the line stands still between; from an hour on to the minute.
    fn shown_time(&self) -> String {
        let centis = self.stage.shown().as_micros() / 10_000;
        let (seconds, language) = (centis / 100, self.stage.settings.language);
        match (seconds / 3600, seconds / 60 % 60) {
            (0, _) => format!("{seconds}.{:02} s", centis % 100),
            (hours, minutes) => say!(language, language.stage.hours, h = &hours.to_string(), m = &minutes.to_string()),
        }
    }

    pub fn title(&self) -> (String, String) {
        let language = self.stage.settings.language;
        match &self.stage.game {
            Game::Sandbox(sandbox) if let Some(player) = &sandbox.left => {
                (say!(language, language.stage.sandbox_in, lesson = player.lesson().title.as_str()), String::new())
            }
            Game::Sandbox(_) => (language.stage.sandbox.to_owned(), String::new()),
            Game::Shown(timeline) => {
                (timeline.names().values().copied().collect::<Vec<_>>().join(" / "), String::new())
            }
            Game::Lesson(player) if let Some(asked) = self.stage.play.asked => {
                (asked.title(player.lesson().title.as_str(), language), String::new())
            }
            Game::Lesson(player) => (
                player.lesson().title.as_str().to_owned(),
                format!("{}/{}", player.step().saturating_add(1).min(player.steps()), player.steps()),
            ),
        }
    }

    pub fn paint_endpoint(&self, side: Side, layout: &Layout, buffer: &mut Buffer) {
        if layout.diagrams[side].is_empty() {
            return;
        }
        self.paint_heading(side, layout.headings[side], buffer);
        let end = &self.stage.derived.ends[side];
        let under_way = self.stage.motion.under_way(side);
        let lit = under_way.map(|(edge, _)| edge).or(end.last_edge);
        // Only where something can be done: the diagram must not answer an open question. What begins anew at the upper CLOSED waits
        // until the mark is there.
        let arrives_below = under_way.is_some_and(|(edge, _)| edge.edge().to == State::Closed);
        let is_open = self.stage.game.may_act() && !arrives_below;
        let view = DiagramView {
            state: self.stage.heading_state(side),
            listener: end.listener,
            lit,
            action: lit.filter(|_| end.runs(Timer::DelayedAck)).map(|edge| edge.edge().action_while_ack_waits()),
            token: under_way.map(|(_, progress)| progress),
            possible: if is_open { &self.stage.derived.possible[side] } else { &[] },
            walked: end.walked,
            visited: end.visited,
            focused: side == self.stage.view.focus,
            counts: Some(end.counts),
            trends: None,
            passed: States::default(),
            missed: States::default(),
            picked: self
                .stage
                .answering
                .choice
                .filter(|_| self.stage.game.asks_on_diagram() == Some(side))
                .map(|at| State::ALL[at]),
        };
        Diagram::new(&view, self.stage.settings.glyphs, &self.stage.settings.theme)
            .render(layout.diagrams[side], buffer);
        self.paint_details(side, layout.details[side], buffer);
    }

    /// The ports of both ends, between their headings where those have no room for an address: `:40001 ─ :80`.
    fn ports(&self, layout: &Layout) -> Option<String> {
        let ends = &self.stage.derived.ends;
        let port = |side: Side| Some(format!(":{}", ends[side].address.as_ref()?.rsplit_once(':')?.1));
        if layout.headings.values().all(|heading| heading.width >= WITH_ADDRESS) {
            return None;
        }
        Some(format!("{} {} {}", port(Side::A)?, self.stage.settings.glyphs.horizontal, port(Side::B)?))
    }

    /// Letter, name, address where there is room, and the state in words.
    fn paint_heading(&self, side: Side, area: Rect, buffer: &mut Buffer) {
        let theme = &self.stage.settings.theme;
        let focused = side == self.stage.view.focus;
        let role = if focused { Role::HeadingFocused } else { Role::Heading };
        let mark = if focused { self.stage.settings.glyphs.arrow_right } else { " " };
        let end = &self.stage.derived.ends[side];
        // Where the keys go to the listener, the state is another socket's: the connection that is over.
        let is_over = end.listener && self.stage.heading_state(side) == Certainty::Certain(State::Closed);
        let language = self.stage.settings.language;
        let letter = match end.connection {
            Some(number) => format!("{mark}{side} #{number} "),
            None if is_over => format!("{mark}{} ", say!(language, language.stage.connection_of, side)),
            None => format!("{mark}{side} "),
        };
        let letter_width = u16::try_from(crate::text::width(&letter)).unwrap_or(area.width);
        let inner = Rect { width: area.width.saturating_sub(1), ..area };
        let (state, look) = self.stage.state_in_words(side, inner.width.saturating_sub(letter_width.saturating_add(1)));
        let x = write_right(buffer, inner, &state, look, theme);
        let room = x.saturating_sub(area.x.saturating_add(1));
        let name = if is_over { "" } else { end.name.as_str() };
        // Half a name says nothing; whose diagram it is says the letter.
        let has_room = crate::text::width(&letter).saturating_add(crate::text::width(name)) <= room as usize;
        let name = if has_room { name } else { "" };
        let address = end.address.as_ref().map(|address| format!("  {address}")).unwrap_or_default();
        let fits = crate::text::width(&letter).saturating_add(crate::text::width(name)).saturating_add(address.len())
            <= room as usize;
        let address = if fits { address.as_str() } else { "" };
        let left = Rect { width: room, ..area };
        write_all(buffer, left, &[(&letter, role), (name, role), (address, Role::TitleDetail)], theme);
    }

    pub fn paint_lines(&self, layout: &Layout, buffer: &mut Buffer) {
        let (theme, glyphs) = (&self.stage.settings.theme, self.stage.settings.glyphs);
        let style = theme.style(Role::Border);
        for x in layout.rule.left()..layout.rule.right() {
            if let Some(cell) = buffer.cell_mut((x, layout.rule.y)) {
                cell.set_symbol(glyphs.horizontal).set_style(style);
            }
        }
        // The life lines go up to the headings and stand on the rule.
        for x in [layout.ladder.left(), layout.ladder.right().saturating_sub(1)] {
            if let Some(cell) = buffer.cell_mut((x, layout.rule.y)) {
                cell.set_symbol(glyphs.horizontal_up).set_style(style);
            }
            if let Some(cell) = buffer.cell_mut((x, layout.ladder_heading.y)) {
                cell.set_symbol(glyphs.vertical).set_style(theme.style(Role::LifeLine));
            }
        }
    }

    pub fn paint_ladder(&self, layout: &Layout, buffer: &mut Buffer) {
        let theme = &self.stage.settings.theme;
        let heading = layout.ladder_heading;
        let diagrams = layout.diagrams.values().filter(|diagram| !diagram.is_empty()).count();
        if self.stage.shown_large().is_some() && diagrams < 2 {
            Presented { stage: self.stage }.paint_states(heading, buffer);
        } else if diagrams == 0 {
            self.paint_states_above(heading, buffer);
        } else if heading.width > 9 {
            let words = self.ports(layout).unwrap_or_else(|| self.stage.settings.language.stage.segments.to_owned());
            let width = u16::try_from(crate::text::width(&words)).unwrap_or(heading.width);
            let middle =
                Rect { x: heading.x.saturating_add(heading.width.saturating_sub(width) / 2), width, ..heading };
            write(buffer, middle, &words, Role::Dim, theme);
            self.paint_next_timers(heading, width, buffer);
        }
        let column = self.stage.column(layout.ladder);
        if let Some((lines, area)) = column.code {
            self.stage.paint_code(lines, area, buffer);
        }
        if let Some((crowd, area)) = &column.crowd {
            self.stage.paint_crowd(crowd, *area, buffer);
        }
        let mut view = self.ladder_view();
        if let Some(packet) = self.stage.view.selected.filter(|_| self.stage.view.scroll == 0) {
            view.scroll = view.scroll_to(column.ladder, packet);
        }
        view.render(column.ladder, buffer);
    }

    /// Without diagrams the states have to stand somewhere: each end's with its name, if both halves have room for any state beside it.
    fn paint_states_above(&self, heading: Rect, buffer: &mut Buffer) {
        let theme = &self.stage.settings.theme;
        let (names, half) = (self.stage.game.timeline().names(), usize::from(heading.width / 2));
        let longest = State::ALL.iter().map(|state| state.name().len()).max().unwrap_or_default();
        let has_room = names
            .values()
            .all(|name| crate::text::width(name).saturating_add(longest).saturating_add(AROUND_NAME) < half);
        let room = |side: Side| {
            let name = if has_room { crate::text::width(names[side]) } else { 0 };
            u16::try_from(half.saturating_sub(name.saturating_add(AROUND_NAME))).unwrap_or(u16::MAX)
        };
        let PerSide { a: (a, look_a), b: (b, look_b) } =
            PerSide::from_fn(|side| self.stage.state_in_words(side, room(side)));
        let name = |side: Side, behind: &str| if has_room { format!("{}{behind}", names[side]) } else { String::new() };
        let (name_a, name_b) = (name(Side::A, "  "), name(Side::B, " "));
        write_all(buffer, heading, &[(" A ", Role::Heading), (&name_a, Role::Heading), (&a, look_a)], theme);
        write_right(buffer, heading, &format!("{b}  {name_b}B "), look_b, theme);
    }

    /// Above each life line, how long until the side's next timer fires. While time runs in tenths, so that it stands still most of the
    /// time, and never none of them; as it is while time stands.
    fn paint_next_timers(&self, heading: Rect, taken: u16, buffer: &mut Buffer) {
        if !self.stage.view.numbers {
            return;
        }
        let half = Rect {
            x: heading.x.saturating_add(1),
            width: (heading.width.saturating_sub(taken.saturating_add(1)) / 2).saturating_sub(1),
            ..heading
        };
        for side in Side::BOTH {
            let Some(at) = self.stage.derived.ends[side].next_timeout() else { continue };
            let left = at.since(self.stage.shown());
            let runs = self.stage.motion.is_under_way() && self.stage.window.overlay.is_none();
            let left = if runs { in_steps(left) } else { left };
            let words = format!("{} {}", self.stage.settings.glyphs.timer, crate::narrate::duration(left));
            match side {
                Side::A => write(buffer, half, &words, Role::Timer, &self.stage.settings.theme),
                Side::B => {
                    let right = Rect { x: heading.right().saturating_sub(1).saturating_sub(half.width), ..half };
                    write_right(buffer, right, &words, Role::Timer, &self.stage.settings.theme)
                }
            };
        }
    }

    /// The ladder as it is to be shown now.
    pub fn ladder_view(&self) -> LadderView<'_> {
        LadderView {
            ladder: &self.stage.motion.ladder,
            world: self.stage.game.world(),
            now: self.stage.shown(),
            scroll: self.stage.view.scroll,
            top: None,
            dim_until: None,
            selected: self.stage.view.selected,
            numbers: self.stage.view.numbers,
            glyphs: self.stage.settings.glyphs,
            theme: &self.stage.settings.theme,
            language: self.stage.settings.language,
        }
    }
}

/// What is left of a time, in tenths of a second, from ten seconds on in seconds: the part that has begun counts.
fn in_steps(left: Duration) -> Duration {
    let step = if left < Duration::from_secs(10) { 100 } else { 1000 };
    Duration::from_millis(u64::try_from(left.as_millis().div_ceil(step).saturating_mul(step)).unwrap_or(u64::MAX))
}
