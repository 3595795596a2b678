//! The speaker's notes: what `tcptutor notes` shows while a lesson is presented in another terminal.

use std::time::Duration;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::notes::{Cue, Heard};
use crate::tui::app::{App, Effect, Msg};
use crate::tui::bindings::{Command, Scope};
use crate::tui::settings::Settings;
use crate::tui::text_lines::{below, write, write_all, write_paragraphs, write_right};
use crate::tui::theme::Role;

/// Air left and right.
const MARGIN: u16 = 2;
/// The time shown changes so often.
const SECOND: Duration = Duration::from_secs(1);

/// Shown while there is nothing to follow.
const WAITING: &str = "Waiting for a presenter: start `tcptutor present ID` in another terminal of this machine.";
/// Shown when there is nothing to follow any more.
const GONE: &str = "The presenter has gone. Waiting for the next one.";

/// The screen with the notes.
pub struct Speaker {
    settings: Settings,
    cue: Option<Cue>,
    /// What is said while nobody is followed.
    silence: &'static str,
    /// How long ago the cue came.
    since: Duration,
}

impl Speaker {
    /// A screen that waits for a presenter.
    #[must_use]
    pub const fn new(settings: Settings) -> Self {
        Self { settings, cue: None, silence: WAITING, since: Duration::ZERO }
    }

    fn hear(&mut self, heard: Heard) {
        self.since = Duration::ZERO;
        self.silence = if heard == Heard::Nobody { WAITING } else { GONE };
        self.cue = match heard {
            Heard::Cue(cue) => Some(*cue),
            Heard::Nobody | Heard::Gone => None,
        };
    }

    /// Paints the notes.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer) {
        let inner = Rect { x: area.x + MARGIN, width: area.width.saturating_sub(2 * MARGIN), ..area };
        if let Some(cue) = &self.cue {
            return self.paint_cue(cue, inner, buffer);
        }
        let words = [(self.silence, Role::Text)];
        write_paragraphs(buffer, below(inner, 1), &words, self.settings.glyphs, &self.settings.theme);
    }

    fn paint_cue(&self, cue: &Cue, area: Rect, buffer: &mut Buffer) {
        self.paint_title(cue, Rect { height: area.height.min(1), ..area }, buffer);
        let mut rest = below(area, 2);
        let answer_heading = if cue.revealed { "answer, and the room has seen it" } else { "answer" };
        let next = cue.next.as_ref();
        let answer_of_next = next.and_then(|next| next.answer.as_deref()).unwrap_or_default();
        for (heading, paragraphs) in [
            ("notes", [(cue.notes.as_deref().unwrap_or_default(), Role::Strong), ("", Role::Text)]),
            (
                answer_heading,
                [
                    (cue.answer.as_deref().unwrap_or_default(), Role::Right),
                    (cue.explanation.as_deref().unwrap_or_default(), Role::Text),
                ],
            ),
            ("on the screen", [(cue.text.as_str(), Role::Text), ("", Role::Text)]),
            (
                "next",
                [
                    (next.map_or("That was the last step.", |next| next.text.as_str()), Role::Text),
                    (answer_of_next, Role::Right),
                ],
            ),
        ] {
            let paragraphs: Vec<(&str, Role)> = paragraphs.into_iter().filter(|(words, _)| !words.is_empty()).collect();
            if !paragraphs.is_empty() && rest.height > 1 {
                rest = self.paint_section(heading, &paragraphs, rest, buffer);
            }
        }
    }

    fn paint_section(&self, heading: &str, paragraphs: &[(&str, Role)], area: Rect, buffer: &mut Buffer) -> Rect {
        write(buffer, area, heading, Role::Dim, &self.settings.theme);
        let room = below(area, 1);
        let taken = write_paragraphs(buffer, room, paragraphs, self.settings.glyphs, &self.settings.theme);
        below(room, taken + 1)
    }

    fn paint_title(&self, cue: &Cue, area: Rect, buffer: &mut Buffer) {
        let theme = &self.settings.theme;
        let seconds = cue.elapsed + self.since.as_secs();
        let step = if cue.step > cue.steps { "the end".to_owned() } else { format!("{} of {}", cue.step, cue.steps) };
        let blank = if cue.blank { "the room sees black   " } else { "" };
        let right = format!("{blank}{step}   {:02}:{:02}", seconds / 60, seconds % 60);
        let x = write_right(buffer, area, &right, Role::TitleDetail, theme);
        let left = Rect { width: x.saturating_sub(area.x + 1), ..area };
        write_all(buffer, left, &[(&cue.title, Role::Title)], theme);
    }
}

impl App for Speaker {
    fn update(&mut self, msg: Msg) -> Option<Effect> {
        match msg {
            Msg::Heard(heard) => self.hear(heard),
            Msg::Tick(elapsed) => self.since += elapsed,
            Msg::Key(key) => match self.settings.keys.find(key, &[Scope::Program])?.command {
                Command::Quit | Command::Leave => return Some(Effect::Quit),
                Command::Suspend => return Some(Effect::Suspend),
                _ => {}
            },
            _ => {}
        }
        None
    }

    fn view(&mut self, frame: &mut Frame<'_>) {
        self.paint(frame.area(), frame.buffer_mut());
    }

    fn next_wake(&self) -> Option<Duration> {
        self.cue.as_ref().map(|_| SECOND)
    }
}

#[cfg(test)]
mod tests {
    use super::Speaker;
    use crate::notes::{Ahead, Cue, Heard};
    use crate::tui::app::{App, Msg};
    use crate::tui::settings::Settings;
    use crate::tui::snapshot;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use std::time::Duration;

    fn shown(speaker: &Speaker) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        speaker.paint(buffer.area, &mut buffer);
        snapshot::shown(&buffer)
    }

    fn cue() -> Cue {
        Cue {
            title: "The four-way close".to_owned(),
            step: 4,
            steps: 11,
            text: "The FIN reaches B. B's program does nothing. What does B's TCP send by itself?".to_owned(),
            notes: Some("Here lies the root of every CLOSE_WAIT bug.".to_owned()),
            answer: Some("B sends ACK".to_owned()),
            explanation: Some("Only the ACK. Whether to close is for B's program to say.".to_owned()),
            next: Some(Ahead { text: "B's ACK reaches A.".to_owned(), answer: Some("FIN_WAIT_2".to_owned()) }),
            elapsed: 75,
            ..Cue::default()
        }
    }

    #[test]
    fn the_notes_stand_first_then_the_answer_and_what_comes_next() {
        let mut speaker = Speaker::new(Settings { theme: snapshot::theme(), ..Settings::default() });
        assert!(shown(&speaker).contains("Waiting for a presenter"));
        speaker.update(Msg::Heard(Heard::Cue(Box::new(cue()))));
        speaker.update(Msg::Tick(Duration::from_secs(3)));
        assert!(shown(&speaker).contains("01:18"), "time goes on by itself");
        insta::assert_snapshot!(shown(&speaker));
        speaker.update(Msg::Heard(Heard::Gone));
        assert!(shown(&speaker).contains("The presenter has gone"));
    }
}
