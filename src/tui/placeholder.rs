//! Stands in for the screens that are being built: shows the size, the last key, and something that moves.

use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::text::clean_line;
use crate::tui::app::{App, Effect, Mouse, Msg};
use crate::tui::key::Key;
use crate::tui::settings::Settings;
use crate::tui::theme::Role;

const FRAME: Duration = Duration::from_millis(33);

/// The stand-in.
pub struct Placeholder {
    settings: Settings,
    what: String,
    last: String,
    playing: bool,
    travelled: Duration,
}

impl Placeholder {
    /// A stand-in for the screen of this name.
    pub fn new(settings: Settings, what: &str) -> Self {
        Self { settings, what: what.into(), last: "none".into(), playing: false, travelled: Duration::ZERO }
    }

    fn key(&mut self, key: Key) -> Option<Effect> {
        self.last = key.to_string();
        match self.last.as_str() {
            "q" | "Ctrl-c" => return Some(Effect::Quit),
            "Ctrl-z" => return Some(Effect::Suspend),
            "p" => self.playing = !self.playing && self.settings.animate,
            _ => {}
        }
        None
    }
}

impl App for Placeholder {
    fn update(&mut self, msg: Msg) -> Option<Effect> {
        match msg {
            Msg::Key(key) => return self.key(key),
            Msg::Mouse(Mouse { action, column, row }) => self.last = format!("{action:?} at {column},{row}"),
            Msg::Paste(text) => self.last = clean_line(&text).into_owned(),
            Msg::Tick(elapsed) => self.travelled += elapsed,
            Msg::Resize(..) | Msg::Redraw => {}
        }
        None
    }

    fn view(&mut self, frame: &mut Frame<'_>) {
        let Rect { width, height, .. } = frame.area();
        let style = |role| self.settings.theme.style(role);
        let dash = self.settings.glyphs.horizontal;
        let at = usize::try_from(self.travelled.as_millis() / 33).unwrap_or(0) % usize::from(width.max(1));
        let lines = vec![
            Line::from(vec![
                Span::styled("tcptutor", style(Role::Title)),
                Span::styled(format!("  {}  {width} x {height}", self.what), style(Role::TitleDetail)),
            ]),
            Line::styled(dash.repeat(width.into()), style(Role::Border)),
            Line::styled(format!("last key: {}", self.last), style(Role::Text)),
            Line::styled(format!("{:at$}{}", "", self.settings.glyphs.token), style(Role::Token)),
            Line::from(vec![Span::styled("p", style(Role::Key)), Span::styled(" move or stop", style(Role::KeyLabel))]),
            Line::from(vec![Span::styled("q", style(Role::Key)), Span::styled(" quit", style(Role::KeyLabel))]),
        ];
        frame.render_widget(Paragraph::new(lines), frame.area());
    }

    fn next_wake(&self) -> Option<Duration> {
        self.playing.then_some(FRAME)
    }
}
