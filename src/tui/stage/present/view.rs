//! Painting a presentation: one thing at a time.

use super::super::Stage;
use super::super::layout::Layout;
use super::super::panel::Panel;
use super::super::picture::Picture;
use super::words::Words;
use super::{Screen, Show, Text};
use crate::lesson::{Choice, Page, Pick, Player};
use crate::say;
use crate::sim::{PerSide, Side};
use crate::text;
use crate::tui::overlay::Reading;
use crate::tui::text_lines::{below, clear, write, write_all, write_lines, write_right};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Air left and right of the panel's text.
const MARGIN: u16 = 2;

/// What fills the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    /// A question, before it is answered.
    Poll,
    /// The same below the picture.
    PollBelow,
    /// The picture, and all that belongs to it below.
    Both,
    /// The picture, and only a headline below.
    Picture,
    /// A text that has no room below the picture.
    Words,
    /// The end of the lesson.
    End,
}

/// The presentation as it is painted.
pub(in crate::tui::stage) struct Presented<'a> {
    pub stage: &'a Stage,
}

impl Presented<'_> {
    /// Paints the presentation.
    pub fn paint(&self, show: &Show, layout: &Layout, area: Rect, buffer: &mut Buffer) {
        if show.screen == Screen::Black {
            return;
        }
        self.paint_show_title(show, layout.title, buffer);
        let room = below(area, 1);
        let face = self.face(show, layout);
        match face {
            Face::Poll => self.paint_poll(page(room), buffer),
            Face::PollBelow => {
                self.paint_picture(&Words::default(), layout, buffer);
                self.paint_poll(inset(layout.panel, MARGIN), buffer);
            }
            Face::Words => self.paint_words(room, buffer),
            Face::End => Reading::end().paint(room, buffer, &self.stage.overlay_context()),
            Face::Both => self.paint_picture(&self.words(), layout, buffer),
            Face::Picture => self.paint_picture(&self.words().headline(), layout, buffer),
        }
        let (has_rule, panel) =
            (matches!(face, Face::PollBelow | Face::Both | Face::Picture), Panel { stage: self.stage });
        match &self.stage.window.notice {
            Some(_) if has_rule && panel.message_fits(layout.rule.width) => panel.paint_message(layout.rule, buffer),
            Some(notice) => self.paint_show_notice(notice, area, buffer),
            None => {}
        }
    }

    /// Where the rule has no room for it, or there is no rule: what there is to say about the last key takes the screen's last rows
    /// until the next one.
    fn paint_show_notice(&self, notice: &str, area: Rect, buffer: &mut Buffer) {
        let inner = inset(area, MARGIN);
        let lines = text::wrap(notice, inner.width);
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height);
        let bottom = Rect { y: area.bottom() - rows, height: rows, ..area };
        clear(bottom, buffer);
        write_lines(buffer, bottom.intersection(inner), &lines, Role::Hint, &self.stage.settings.theme);
    }

    fn face(&self, show: &Show, layout: &Layout) -> Face {
        let moves = self.stage.is_moving() || self.stage.next_frame().is_some();
        let panel = inset(layout.panel, MARGIN);
        match self.stage.game.open_question() {
            Some(Pick::List | Pick::Typed) if !moves => {
                let has_room = self.poll_rows(panel.width) <= panel.height
                    && layout.diagrams.values().all(|diagram| !diagram.is_empty());
                return if has_room { Face::PollBelow } else { Face::Poll };
            }
            _ if self.stage.game.is_over() => return Face::End,
            _ => {}
        }
        let fits = self.words().rows(panel.width) <= usize::from(panel.height);
        match show.text {
            Text::Hidden => Face::Picture,
            Text::Shown | Text::Waits if fits => Face::Both,
            Text::Waits => Face::Picture,
            Text::Shown if moves => Face::Picture,
            Text::Shown => Face::Words,
        }
    }

    /// Whether a text waits until the picture has been looked at.
    pub fn holds_text_back(&self) -> bool {
        let wanted = self.stage.play.show.as_ref().is_some_and(|show| show.text == Text::Hidden);
        !wanted && !self.stage.is_moving() && self.shows_picture_alone()
    }

    /// Whether there is no picture that could be clicked on.
    pub fn hides_picture(&self, layout: &Layout) -> bool {
        let face = self.stage.shown_large().map(|show| self.face(show, layout));
        face.is_some_and(|face| !matches!(face, Face::Both | Face::Picture | Face::PollBelow))
    }

    /// Whether there is a text that the screen does not show.
    pub fn shows_picture_alone(&self) -> bool {
        let layout = super::layout(self.stage.view.area, self.stage.view.focus);
        let face = self.stage.shown_large().zip(layout).map(|(show, layout)| self.face(show, &layout));
        face == Some(Face::Picture)
    }

    /// The lesson, the step, how long it has been going on, and whether it goes on by itself.
    fn paint_show_title(&self, show: &Show, area: Rect, buffer: &mut Buffer) {
        let (theme, language) = (&self.stage.settings.theme, self.stage.settings.language);
        let (title, _) = Picture { stage: self.stage }.title();
        let step = match self.stage.game.player() {
            Some(player) if !self.stage.game.is_over() => {
                say!(language, language.stage.step, n = player.step() + 1, of = player.steps())
            }
            _ => String::new(),
        };
        let seconds = show.elapsed.as_secs();
        let autoplay =
            if show.autoplay.runs { format!("{}   ", language.keys.present_autoplay.label) } else { String::new() };
        let state = self.stage.state_of_play().words(self.stage);
        let right = format!("{autoplay}{state}   {step}   {:02}:{:02} ", seconds / 60, seconds % 60);
        let x = write_right(buffer, area, &right, Role::TitleDetail, theme);
        let left = Rect { width: x.saturating_sub(area.x + 1), ..area };
        write_all(buffer, left, &[("  ", Role::Title), (&title, Role::Title)], theme);
    }

    fn paint_picture(&self, words: &Words, layout: &Layout, buffer: &mut Buffer) {
        for side in Side::BOTH {
            Picture { stage: self.stage }.paint_endpoint(side, layout, buffer);
        }
        Picture { stage: self.stage }.paint_lines(layout, buffer);
        Picture { stage: self.stage }.paint_ladder(layout, buffer);
        words.paint(inset(layout.panel, MARGIN), buffer, self.stage.settings.glyphs, &self.stage.settings.theme);
    }

    /// The text alone, and below it where both ends are.
    fn paint_words(&self, area: Rect, buffer: &mut Buffer) {
        let room = page(area);
        let bottom = Rect { y: area.bottom() - 1, height: 1, ..inset(area, MARGIN) };
        self.words().paint(
            Rect { height: room.height - 1, ..room },
            buffer,
            self.stage.settings.glyphs,
            &self.stage.settings.theme,
        );
        self.paint_states(bottom, buffer);
    }

    /// Both ends with their states, each at its side.
    pub fn paint_states(&self, area: Rect, buffer: &mut Buffer) {
        let theme = &self.stage.settings.theme;
        let half = (area.width / 2).saturating_sub(4);
        let PerSide { a: (a, look_a), b: (b, look_b) } = PerSide::from_fn(|side| self.stage.state_in_words(side, half));
        write_all(buffer, area, &[(" A ", Role::Heading), (&a, look_a)], theme);
        write_right(buffer, area, " B ", Role::Heading, theme);
        let left_of_letter = Rect { width: area.width.saturating_sub(3), ..area };
        write_right(buffer, left_of_letter, &b, look_b, theme);
    }

    /// How many rows a question takes with its choices.
    fn poll_rows(&self, width: u16) -> u16 {
        let Some(Page::Ask { question, choices, .. }) = self.stage.game.player().map(Player::page) else { return 0 };
        let words = Words::default().and(question, Role::Question);
        u16::try_from(words.rows(width) + 1 + choices.len().max(1)).unwrap_or(u16::MAX)
    }

    /// A question and its choices, and nothing else.
    fn paint_poll(&self, room: Rect, buffer: &mut Buffer) {
        let Some(player) = self.stage.game.lesson() else { return };
        let Page::Ask { question, pick, choices, .. } = player.page() else { return };
        let (theme, glyphs) = (&self.stage.settings.theme, self.stage.settings.glyphs);
        let words = Words::default().and(question, Role::Question);
        let rows = u16::try_from(words.rows(room.width)).unwrap_or(u16::MAX);
        let listed = u16::try_from(choices.len()).unwrap_or(u16::MAX);
        // Air between the choices matters more than air within the question.
        let pitch = if rows + 1 + 2 * listed <= room.height { 2 } else { 1 };
        let question_room = room.height.saturating_sub(1 + pitch * listed);
        let taken = words.paint(Rect { height: question_room, ..room }, buffer, glyphs, theme);
        let rest = below(room, taken + 1);
        if pick == Pick::Typed {
            write(buffer, rest, &self.room_says(pick, choices), Role::Picked, theme);
            return;
        }
        for (i, choice) in choices.iter().enumerate() {
            self.paint_choice(i, choice, below(rest, pitch * u16::try_from(i).unwrap_or(0)), buffer);
        }
    }

    fn paint_choice(&self, i: usize, choice: &Choice, area: Rect, buffer: &mut Buffer) {
        let theme = &self.stage.settings.theme;
        let (mark, role) = Panel { stage: self.stage }.look_of_choice(i, None, None);
        let number = format!("{mark} {} ", i + 1);
        let row = Rect { height: area.height.min(1), ..area };
        let label = format!(" {} ", choice.label);
        write_all(buffer, row, &[(&number, Role::Key), (&label, role)], theme);
    }
}

/// What is left of an area with air at both sides.
const fn inset(area: Rect, margin: u16) -> Rect {
    Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area }
}

/// Where a text stands that has the screen for itself.
fn page(area: Rect) -> Rect {
    let wide = inset(area, (area.width / 12).max(MARGIN + 1));
    Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..wide }
}
