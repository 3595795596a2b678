//! The speaker's notes: what `tcptutor notes` shows while a lesson is presented in another terminal.

#![warn(clippy::arithmetic_side_effects)]

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::terminal::Frame;

use crate::notes::{Cue, Heard};
use crate::say;
use crate::text::{self, Line};
use crate::tui::app::{App, Effect, Msg};
use crate::tui::bindings::{Command, Scope};
use crate::tui::footer::Footer;
use crate::tui::settings::Settings;
use crate::tui::text_lines::{below, write_all, write_lines, write_paragraphs, write_right};
use crate::tui::theme::Role;

/// Air left and right.
const MARGIN: u16 = 2;
/// The time shown changes so often.
const SECOND: Duration = Duration::from_secs(1);

/// The keys to say when the notes are longer than the screen.
const SCROLLING: [Command; 4] = [Command::Previous, Command::Next, Command::PageUp, Command::PageDown];
/// Whose keys work here.
const SCOPES: &[Scope] = &[Scope::Overlay, Scope::Program];

/// The screen with the notes.
pub struct Speaker {
    settings: Settings,
    /// The one process that is followed, if one is: there is nothing to wait for when it has gone.
    process: Option<u32>,
    cue: Option<Cue>,
    /// Whether a presenter was followed that is there no more.
    gone: bool,
    /// How long ago the cue came.
    since: Duration,
    /// The first row of the notes that is seen.
    scroll: usize,
    area: Rect,
}

impl Speaker {
    /// A screen that waits for a presenter, or follows this process.
    #[must_use]
    pub const fn new(settings: Settings, process: Option<u32>) -> Self {
        Self { settings, process, cue: None, gone: false, since: Duration::ZERO, scroll: 0, area: Rect::ZERO }
    }

    fn hear(&mut self, heard: Heard) {
        self.since = Duration::ZERO;
        self.gone = heard != Heard::Nobody;
        let cue = match heard {
            Heard::Cue(cue) => Some(*cue),
            Heard::Nobody | Heard::Gone => None,
        };
        let page = |cue: &Option<Cue>| cue.as_ref().map(|cue| (cue.title.clone(), cue.step, cue.text.clone()));
        if page(&cue) != page(&self.cue) {
            self.scroll = 0;
        }
        self.cue = cue;
    }

    fn command(&mut self, command: Command) -> Option<Effect> {
        match command {
            Command::Quit | Command::Leave => return Some(Effect::Quit),
            Command::Suspend => return Some(Effect::Suspend),
            Command::Previous => self.scroll = self.scroll.saturating_sub(1),
            Command::Next => self.scroll = self.scroll.saturating_add(1),
            Command::PageUp => self.scroll = self.scroll.saturating_sub(page(self.area)),
            Command::PageDown => self.scroll = self.scroll.saturating_add(page(self.area)),
            Command::First => self.scroll = 0,
            Command::Last => self.scroll = usize::MAX,
            _ => {}
        }
        None
    }

    /// Paints the notes.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer) {
        let inner = inside(area);
        let Some(cue) = &self.cue else {
            let words = &self.settings.language.speaker;
            let words = [(if self.gone { words.gone } else { words.waiting }, Role::Text)];
            write_paragraphs(buffer, below(inner, 1), &words, self.settings.glyphs, &self.settings.theme);
            return;
        };
        self.paint_title(cue, Rect { height: inner.height.min(1), ..inner }, buffer);
        let rows = rows(cue, inner.width, &self.settings);
        let room = below(inner, 2);
        if rows.len() <= usize::from(room.height) {
            return self.paint_rows(&rows, room, buffer);
        }
        let seen = Rect { height: room.height.saturating_sub(1), ..room };
        let first = self.scroll.min(rows.len().saturating_sub(page(area)));
        self.paint_rows(&rows[first..], seen, buffer);
        self.paint_footer((first, page(area), rows.len()), below(room, seen.height), buffer);
    }

    /// Scrolls no further than there is something to see.
    fn stay_inside(&mut self) {
        let rows = self.cue.as_ref().map_or(0, |cue| rows(cue, inside(self.area).width, &self.settings).len());
        let room = usize::from(below(inside(self.area), 2).height);
        let last = if rows <= room { 0 } else { rows.saturating_sub(page(self.area)) };
        self.scroll = self.scroll.min(last);
    }

    fn paint_rows(&self, rows: &[(Line, Role)], area: Rect, buffer: &mut Buffer) {
        for ((line, role), y) in rows.iter().zip(area.top()..area.bottom()) {
            let row = Rect { y, height: 1, ..area };
            write_lines(buffer, row, std::slice::from_ref(line), *role, &self.settings.theme);
        }
    }

    /// Which rows are seen, and how to see the others.
    fn paint_footer(&self, (first, seen, rows): (usize, usize, usize), area: Rect, buffer: &mut Buffer) {
        let last = first.saturating_add(seen).min(rows);
        let language = self.settings.language;
        let where_ = say!(language, language.speaker.rows, first = first.saturating_add(1), last, n = rows);
        let x = write_right(buffer, area, &where_, Role::Dim, &self.settings.theme);
        // The footer keeps a column of air, which the margin is here.
        let left = Rect { x: area.x.saturating_sub(1), width: x.saturating_add(1).saturating_sub(area.x), ..area };
        Footer { scopes: SCOPES, choices: None, now: &[] }.paint(&SCROLLING, left, buffer, &self.settings);
    }

    fn paint_title(&self, cue: &Cue, area: Rect, buffer: &mut Buffer) {
        let theme = &self.settings.theme;
        let seconds = cue.elapsed.saturating_add(self.since.as_secs());
        let language = self.settings.language;
        let words = &language.speaker;
        let step = match cue.step {
            _ if cue.at_title => words.title_page.to_owned(),
            step if step > cue.steps => words.at_end.to_owned(),
            step => say!(language, words.step, n = step, of = cue.steps),
        };
        let sandbox = if cue.sandbox { [words.sandbox, "   "] } else { ["", ""] }.concat();
        let blank = if cue.blank { [words.blank, "   "] } else { ["", ""] }.concat();
        let past = if cue.in_the_past { [words.past, "   "] } else { ["", ""] }.concat();
        let right = format!("{sandbox}{past}{blank}{step}   {:02}:{:02}", seconds / 60, seconds % 60);
        let x = write_right(buffer, area, &right, Role::TitleDetail, theme);
        let left = Rect { width: x.saturating_sub(area.x.saturating_add(1)), ..area };
        write_all(buffer, left, &[(&cue.title, Role::Title)], theme);
    }
}

/// The part of the screen between its margins.
const fn inside(area: Rect) -> Rect {
    Rect { x: area.x.saturating_add(MARGIN), width: area.width.saturating_sub(MARGIN.saturating_mul(2)), ..area }
}

/// How many rows of notes that are longer than the screen are seen: not the title with a blank row, nor the footer.
fn page(area: Rect) -> usize {
    usize::from(area.height.saturating_sub(3)).max(1)
}

/// A paragraph of the notes, if there is one, in its role.
type Said<'a> = (Option<&'a str>, Role);

/// All that there is to say about a moment, as rows of this width.
fn rows(cue: &Cue, width: u16, settings: &Settings) -> Vec<(Line, Role)> {
    let words = &settings.language.speaker;
    let answer_heading = if cue.revealed { words.answer_seen } else { words.answer };
    let next = cue.next.as_ref();
    let keys = cue.keys.as_ref().map(|keys| say!(settings.language, words.keys, keys));
    let choices = choices(cue, settings);
    let choices: Vec<Said<'_>> = choices.iter().map(|(line, role)| (Some(line.as_str()), *role)).collect();
    let answer =
        [(cue.answer.as_deref(), Role::Right), (keys.as_deref(), Role::Key), (cue.explanation.as_deref(), Role::Text)];
    let coming = [
        (Some(next.map_or(words.last_step, |next| next.text.as_str())), Role::Text),
        (next.and_then(|next| next.answer.as_deref()), Role::Right),
    ];
    let sections: [(&str, &[Said<'_>]); 5] = [
        (words.notes, &[(cue.notes.as_deref(), Role::Strong)]),
        (answer_heading, &answer),
        (words.choices, &choices),
        (words.on_screen, &[(Some(cue.text.as_str()), Role::Text)]),
        (words.next, &coming),
    ];
    let mut rows = Vec::new();
    for (heading, paragraphs) in sections {
        let said = paragraphs.iter().filter_map(|(words, role)| Some(((*words)?, *role)));
        let lines = |(words, role)| text::wrap(words, width).into_iter().map(move |line| (line, role));
        let body: Vec<(Line, Role)> = said.filter(|(words, _)| !words.is_empty()).flat_map(lines).collect();
        if !body.is_empty() {
            let gap = (!rows.is_empty()).then_some((Line::default(), Role::Text));
            rows.extend(gap);
            rows.extend(lines((heading, Role::Dim)));
            rows.extend(body);
        }
    }
    rows
}

/// The answers that are offered, each with its number, whether it is right, how many are for it, and its reason below it.
fn choices(cue: &Cue, settings: &Settings) -> Vec<(String, Role)> {
    let (language, glyphs) = (settings.language, settings.glyphs);
    let words = &language.speaker;
    let mut lines = Vec::new();
    for (choice, n) in cue.choices.iter().zip(1_usize..) {
        let mark = if choice.right { glyphs.check } else { glyphs.lost };
        let label = say!(language, words.choice, n, label = &choice.label);
        let mut line = format!("{mark} {label}");
        if choice.votes > 0 {
            line = say!(language, words.choice_votes, choice = &line, n = choice.votes);
        }
        lines.push((line, if choice.right { Role::Right } else { Role::Text }));
        lines.extend(choice.why.as_ref().map(|why| (why.clone(), Role::Dim)));
    }
    lines
}

impl App for Speaker {
    fn update(&mut self, msg: Msg) -> Option<Effect> {
        match msg {
            Msg::Heard(Heard::Nobody | Heard::Gone) if self.process.is_some() => return Some(Effect::Quit),
            Msg::Heard(heard) => self.hear(heard),
            Msg::Tick(elapsed) => self.since = self.since.saturating_add(elapsed),
            Msg::Resize(width, height) => self.area = Rect::new(0, 0, width, height),
            Msg::Key(key) => {
                let effect = self.command(self.settings.keys.find(key, SCOPES)?.command);
                self.stay_inside();
                return effect;
            }
            _ => {}
        }
        self.stay_inside();
        None
    }

    fn view(&self, frame: &mut Frame<'_>) {
        self.paint(frame.area(), frame.buffer_mut());
    }

    fn next_wake(&self) -> Option<Duration> {
        self.cue.as_ref().map(|_| SECOND)
    }
}

#[cfg(test)]
mod tests {
    use super::Speaker;
    use crate::notes::{Ahead, Cue, Heard, Offered};
    use crate::tui::app::{App, Msg};
    use crate::tui::settings::Settings;
    use crate::tui::snapshot;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use std::time::Duration;

    fn shown(speaker: &mut Speaker) -> String {
        shown_in(speaker, 24)
    }

    fn shown_in(speaker: &mut Speaker, height: u16) -> String {
        speaker.update(Msg::Resize(80, height));
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, height));
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
        let mut speaker = Speaker::new(Settings { theme: snapshot::theme(), ..Settings::default() }, None);
        assert!(shown(&mut speaker).contains("Waiting for a presenter"));
        speaker.update(Msg::Heard(Heard::Cue(Box::new(cue()))));
        speaker.update(Msg::Tick(Duration::from_secs(3)));
        assert!(shown(&mut speaker).contains("01:18"), "time goes on by itself");
        insta::assert_snapshot!(shown(&mut speaker));
        speaker.update(Msg::Heard(Heard::Gone));
        assert!(shown(&mut speaker).contains("The presenter has gone"));
    }

    #[test]
    fn the_notes_have_every_choice_with_its_number_and_votes_the_keys_of_a_task_and_say_when_the_sandbox_is_open() {
        let mut speaker = Speaker::new(Settings { theme: snapshot::theme(), ..Settings::default() }, None);
        let offered = |label: &str, right, votes| Offered {
            label: label.to_owned(),
            right,
            why: (!right).then(|| format!("Not {label}.")),
            votes,
        };
        let choices = vec![offered("no segment at all", false, 0), offered("B sends ACK", true, 3)];
        let asked = Cue { choices, sandbox: true, ..cue() };
        speaker.update(Msg::Heard(Heard::Cue(Box::new(asked))));
        insta::assert_snapshot!("choices", shown_in(&mut speaker, 30));
        let task = Cue { answer: Some("`B close`".to_owned()), keys: Some("Tab x".to_owned()), ..cue() };
        speaker.update(Msg::Heard(Heard::Cue(Box::new(task))));
        assert!(shown(&mut speaker).contains("keys: Tab x"), "{}", shown(&mut speaker));
    }

    #[test]
    fn notes_that_are_longer_than_the_screen_can_be_read_to_their_end() {
        let mut speaker = Speaker::new(Settings { theme: snapshot::theme(), ..Settings::default() }, None);
        let notes = (1..=20).map(|n| format!("Word {n}.")).collect::<Vec<_>>().join("\n\n");
        let long = Cue { notes: Some(notes), ..cue() };
        speaker.update(Msg::Heard(Heard::Cue(Box::new(long.clone()))));
        let press = |speaker: &mut Speaker, key: &str| {
            speaker.update(Msg::Key(key.parse().expect("a key")));
            shown_in(speaker, 12)
        };
        let first = shown_in(&mut speaker, 12);
        assert!(first.contains("Word 4.") && !first.contains("Word 6.") && first.contains("1-9 of "), "{first}");
        insta::assert_snapshot!("long", first);
        for (key, back) in [("j", "k"), ("Down", "Up"), ("PageDown", "PageUp")] {
            assert_ne!(press(&mut speaker, key), first, "{key}");
            assert_eq!(press(&mut speaker, back), first, "{back}");
        }
        let end = press(&mut speaker, "End");
        assert!(end.contains("FIN_WAIT_2"), "{end}");
        assert_eq!(press(&mut speaker, "PageDown"), end, "there is nothing below the end");
        speaker.update(Msg::Heard(Heard::Cue(Box::new(Cue { elapsed: 99, revealed: true, ..long.clone() }))));
        assert!(shown_in(&mut speaker, 12).contains("FIN_WAIT_2"), "the same page stays where it is");
        speaker.update(Msg::Heard(Heard::Cue(Box::new(Cue { step: 5, ..long }))));
        assert!(shown_in(&mut speaker, 12).contains("Word 1."), "another page begins at its top");
        assert!(shown_in(&mut speaker, 1).contains("four-way"), "and no screen is too small");
    }
}
