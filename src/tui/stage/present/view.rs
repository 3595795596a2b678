//! Painting a presentation: one thing at a time.

#![warn(clippy::arithmetic_side_effects)]

use super::super::Stage;
use super::super::layout::Layout;
use super::super::panel::Panel;
use super::super::picture::Picture;
use super::layout::layout_with_panel;
use super::words::Words;
use super::{Screen, Show, Text, above_a_question};
use crate::lesson::Pick;
use crate::say;
use crate::sim::{PerSide, Side};
use crate::text;
use crate::tui::bindings::Command;
use crate::tui::text_lines::{below, clear, write_all, write_cut, write_lines, write_right};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Air left and right of the panel's text.
const MARGIN: u16 = 2;

/// What fills the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    /// A question, before it is answered, above both ends' states.
    Poll,
    /// The same below the picture.
    PollBelow,
    /// The same below states and ladder, where the diagrams leave it no room.
    PollBelowLadder,
    /// The picture, and all that belongs to it below.
    Both,
    /// The picture, and only a headline below.
    Picture,
    /// The picture, and nothing else.
    PictureAlone,
    /// A text that has no room below the picture.
    Words,
    /// The end of the lesson.
    End,
    /// The title page of a lesson in a lecture.
    Title,
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
        let layout = &self.layout_of_face(face, layout, area);
        match face {
            Face::Poll => {
                self.paint_poll(Rect { height: page(room).height.saturating_sub(1), ..page(room) }, buffer);
                self.paint_states(last_row(room), buffer);
            }
            Face::PollBelow | Face::PollBelowLadder => {
                self.paint_picture(&Words::default(), layout, buffer);
                self.paint_poll(inset(layout.panel, MARGIN), buffer);
                if face == Face::PollBelowLadder {
                    self.paint_way_to_the_picture(layout.rule, buffer);
                }
            }
            Face::Words => self.paint_words(room, buffer),
            Face::Title => {
                self.title_page(show).paint(page(room), buffer, self.stage.settings.glyphs, &self.stage.settings.theme);
            }
            Face::End => {
                if let Some((end, room)) = self.stage.end_page(layout, area) {
                    end.paint(room, buffer, &self.stage.overlay_context());
                }
            }
            Face::Both => self.paint_picture(&self.words_in(inset(layout.panel, MARGIN)), layout, buffer),
            Face::Picture => self.paint_picture(&self.words_begun(), layout, buffer),
            Face::PictureAlone => self.paint_picture(&Words::default(), layout, buffer),
        }
        let (has_rule, panel) =
            (!matches!(face, Face::Poll | Face::Words | Face::End | Face::Title), Panel { stage: self.stage });
        match &self.stage.window.notice {
            Some(_) if has_rule && panel.message_fits(layout.rule.width) => panel.paint_message(layout.rule, buffer),
            Some(notice) => self.paint_show_notice(notice, area, buffer),
            None => {}
        }
    }

    /// The first sentence of what there is to read, and where nothing moves that there is more of it.
    fn words_begun(&self) -> Words {
        let (words, settings) = (self.words(), &self.stage.settings);
        if self.stage.is_moving() || self.stage.next_frame().is_some() {
            return words.headline();
        }
        let more = format!("{} {}", settings.glyphs.ellipsis, self.stage.key_name(Command::Continue));
        words.headline().and(&more, Role::Key)
    }

    /// Which key brings the diagrams, where a question has taken their room: at the right end of the rule.
    fn paint_way_to_the_picture(&self, rule: Rect, buffer: &mut Buffer) {
        let (settings, key) = (&self.stage.settings, &self.stage.key_name(Command::Picture));
        let message = say!(settings.language, settings.language.stage.picture_here, key);
        let line = text::Line { spans: text::parse(&format!(" {message} ")) };
        let width = u16::try_from(line.width()).unwrap_or(u16::MAX);
        let x = rule.right().saturating_sub(width.saturating_add(MARGIN)).max(rule.x);
        let place = Rect { x, width: width.min(rule.width), ..rule };
        write_lines(buffer, place, &[line], Role::Hint, &settings.theme);
    }

    /// Where the rule has no room for it, or there is no rule: what there is to say about the last key takes the screen's last rows
    /// until the next one.
    fn paint_show_notice(&self, notice: &str, area: Rect, buffer: &mut Buffer) {
        let inner = inset(area, MARGIN);
        let lines = text::wrap(notice, inner.width);
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height);
        let bottom = Rect { y: area.bottom().saturating_sub(rows), height: rows, ..area };
        clear(bottom, buffer);
        write_lines(buffer, bottom.intersection(inner), &lines, Role::Hint, &self.stage.settings.theme);
    }

    fn face(&self, show: &Show, layout: &Layout) -> Face {
        let moves = self.stage.is_moving() || self.stage.next_frame().is_some();
        let panel = inset(layout.panel, MARGIN);
        let looks_back = !self.stage.game.is_at_present();
        match self.stage.game.open_question() {
            _ if show.shows_title() && self.stage.game.lesson().is_some() => return Face::Title,
            _ if looks_back || show.text == Text::Hidden => {}
            Some(Pick::List | Pick::Typed) if !moves => return self.face_of_poll(layout),
            _ if self.stage.game.is_over() => return Face::End,
            _ => {}
        }
        let fits = self.words().rows(panel.width) <= usize::from(panel.height);
        match show.text {
            Text::Hidden => Face::PictureAlone,
            // What is looked back at is a picture.
            Text::Shown if looks_back && !fits => Face::Picture,
            Text::Shown | Text::Waits if fits => Face::Both,
            Text::Waits => Face::Picture,
            Text::Shown if moves => Face::Picture,
            Text::Shown => Face::Words,
        }
    }

    /// Where a question is asked: below the whole picture, below as much of it as there is room for, or alone.
    fn face_of_poll(&self, layout: &Layout) -> Face {
        let panel = inset(layout.panel, MARGIN);
        let rows = self.poll_rows(panel.width);
        if rows <= panel.height && layout.diagrams.values().all(|diagram| !diagram.is_empty()) {
            Face::PollBelow
        } else if above_a_question(self.stage.view.area, rows).is_some() {
            Face::PollBelowLadder
        } else {
            Face::Poll
        }
    }

    /// Where everything stands on this face.
    fn layout_of_face(&self, face: Face, layout: &Layout, area: Rect) -> Layout {
        let rows = self.poll_rows(inset(area, MARGIN).width);
        // A row of air between the last choice and the edge of the screen, where there is one.
        let above = || above_a_question(area, rows.saturating_add(1)).or_else(|| above_a_question(area, rows));
        let focus = self.stage.view.focus;
        match face {
            Face::PollBelowLadder => above().unwrap_or(*layout),
            Face::PictureAlone => layout_with_panel(area, focus, |_| 0).unwrap_or(*layout),
            _ => *layout,
        }
    }

    /// Whether a text waits until the picture has been looked at.
    pub fn holds_text_back(&self) -> bool {
        let wanted = self.stage.play.show.as_ref().is_some_and(|show| show.text == Text::Hidden);
        let on_title = self.stage.play.show.as_ref().is_some_and(Show::shows_title);
        !wanted && !on_title && !self.stage.is_moving() && self.stage.game.is_at_present() && self.shows_picture_alone()
    }

    /// Whether there is no picture that could be clicked on.
    pub fn hides_picture(&self, layout: &Layout) -> bool {
        let face = self.stage.shown_large().map(|show| self.face(show, layout));
        face.is_some_and(|face| !matches!(face, Face::Both | Face::Picture | Face::PictureAlone | Face::PollBelow))
    }

    /// Whether there is a text that the screen does not show.
    pub fn shows_picture_alone(&self) -> bool {
        let layout = super::layout(self.stage.view.area, self.stage.view.focus);
        let face = self.stage.shown_large().zip(layout).map(|(show, layout)| self.face(show, &layout));
        matches!(face, Some(Face::Picture | Face::PictureAlone))
    }

    /// The lesson, the step, how long it has been going on, and whether it goes on by itself.
    fn paint_show_title(&self, show: &Show, area: Rect, buffer: &mut Buffer) {
        let (theme, language) = (&self.stage.settings.theme, self.stage.settings.language);
        let (title, _) = Picture { stage: self.stage }.title();
        let step = match self.stage.game.player() {
            _ if show.shows_title() => self.place_in_lecture(show),
            Some(player) if !self.stage.game.is_over() => {
                say!(
                    language,
                    language.stage.step,
                    n = player.step().saturating_add(1).min(player.steps()),
                    of = player.steps()
                )
            }
            _ => String::new(),
        };
        let seconds = show.elapsed.as_secs();
        let autoplay =
            if show.autoplay.runs { format!("{}   ", language.keys.present_autoplay.label) } else { String::new() };
        let state = self.stage.state_of_play().words(self.stage);
        let right = format!("{autoplay}{state}   {step}   {:02}:{:02} ", seconds / 60, seconds % 60);
        let x = write_right(buffer, area, &right, Role::TitleDetail, theme);
        let left = Rect {
            x: area.x.saturating_add(MARGIN),
            width: x.saturating_sub(area.x.saturating_add(MARGIN).saturating_add(1)),
            ..area
        };
        // Of a sandbox its lesson is said where there is room for it.
        let short = self.stage.game.lesson().is_none() && text::width(&title) > usize::from(left.width);
        let title = if short { language.stage.sandbox.to_owned() } else { title };
        write_cut(buffer, left, &title, Role::Title, self.stage.settings.glyphs, theme);
    }

    fn place_in_lecture(&self, show: &Show) -> String {
        let language = self.stage.settings.language;
        show.place().map_or_else(String::new, |(n, of)| say!(language, language.stage.lesson_of_lecture, n, of))
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
        let room = Rect { height: room.height.saturating_sub(1), ..room };
        self.words_in(room).paint(room, buffer, self.stage.settings.glyphs, &self.stage.settings.theme);
        self.paint_states(last_row(area), buffer);
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
}

/// What is left of an area with air at both sides.
pub(super) const fn inset(area: Rect, margin: u16) -> Rect {
    Rect { x: area.x.saturating_add(margin), width: area.width.saturating_sub(margin.saturating_mul(2)), ..area }
}

/// The last row, with air at both sides.
const fn last_row(area: Rect) -> Rect {
    let row = inset(area, MARGIN);
    Rect { y: row.y.saturating_add(row.height.saturating_sub(1)), height: 1, ..row }
}

/// Where a text stands that has the screen for itself.
fn page(area: Rect) -> Rect {
    let wide = inset(area, (area.width / 12).max(MARGIN.saturating_add(1)));
    Rect { y: area.y.saturating_add(1), height: area.height.saturating_sub(2), ..wide }
}
