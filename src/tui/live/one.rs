//! The third screen: one socket on the diagram, who has to act, and how to find the line of code.

use super::entry::is_client;
use super::overview::parts;
use super::seen::Seen;
use crate::language::Language;
use crate::lesson::catalogue;
use crate::live::{CloseWait, Socket, Survey, about, lesson_of, next_steps, row};
use crate::narrate::card;
use crate::say;
use crate::text::{self, Line};
use crate::timeline::Certainty;
use crate::tui::bindings::{Command, Scope};
use crate::tui::diagram::{Diagram, DiagramView};
use crate::tui::settings::Settings;
use crate::tui::text_lines::write_lines;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

/// Paints a socket, its text scrolled down by so many rows; `None` is one that has gone.
pub fn paint(
    seen: &Seen,
    socket: Option<&Socket>,
    scroll: usize,
    body: Rect,
    buffer: &mut Buffer,
    settings: &Settings,
) {
    let (diagram, beside) = parts(body);
    if !diagram.is_empty() {
        let state = socket.map_or(crate::tcp::State::Closed, |socket| socket.state);
        let view = DiagramView {
            state: Certainty::Certain(state),
            visited: [state].into_iter().collect(),
            focused: false,
            ..DiagramView::default()
        };
        Diagram::new(&view, settings.glyphs, &settings.theme).render(diagram, buffer);
    }
    let lines = lines(seen, socket, beside.width, settings);
    let first = scroll.min(last_scroll(lines.len(), beside));
    write_lines(buffer, beside, &lines[first..], Role::Text, &settings.theme);
}

/// How far the text of a socket can be scrolled.
pub fn furthest(seen: &Seen, socket: Option<&Socket>, body: Rect, settings: &Settings) -> usize {
    let (_, beside) = parts(body);
    last_scroll(lines(seen, socket, beside.width, settings).len(), beside)
}

fn last_scroll(lines: usize, area: Rect) -> usize {
    lines.saturating_sub(usize::from(area.height))
}

fn lines(seen: &Seen, socket: Option<&Socket>, width: u16, settings: &Settings) -> Vec<Line> {
    let paragraphs = match socket {
        Some(socket) => paragraphs(seen, socket, settings),
        None => vec![settings.language.live.gone.to_owned()],
    };
    let mut lines = Vec::new();
    for paragraph in paragraphs {
        lines.extend(text::wrap(&paragraph, width));
        lines.push(Line::default());
    }
    lines.pop();
    lines
}

fn paragraphs(seen: &Seen, socket: &Socket, settings: &Settings) -> Vec<String> {
    let language = settings.language;
    let process = seen.survey.whose().process_of(socket);
    let row = row(socket, process);
    let send_q = row.send_q.map_or_else(|| "-".to_owned(), |octets| octets.to_string());
    let cells = [row.state, &row.recv_q.to_string(), &send_q, &row.local, &row.peer, &row.users, &row.timer];
    let as_ss: Vec<&str> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
    let card = card(language, socket.state);
    let waits = say!(language, language.card_frame.waits, text = card.waits);
    let lesson = lesson_of(socket.state, is_client(socket, &seen.survey));
    let title = catalogue::ENTRIES.iter().find(|entry| entry.id == lesson).map(|entry| entry.header().title);
    let key = settings.keys.key_name(Command::OpenLesson, &[Scope::Live]);
    let explains = title.map(|title| say!(language, language.live.explains, key = &key, title = &title));
    let mut said = vec![format!("`{}`", as_ss.join(" "))];
    said.extend(own_words(socket, &seen.survey, language));
    said.push(waits);
    said.extend(next_steps(socket, &seen.survey, language));
    said.extend(explains);
    said.push(card.definition.to_owned());
    said.extend(language.common_error(card.error.read, card.error.so));
    said
}

/// What is known of this one socket beside its state.
fn own_words(socket: &Socket, survey: &Survey, language: &Language) -> Vec<String> {
    let words = &language.live;
    let kind = CloseWait::of(socket).map(|kind| match kind {
        CloseWait::NeverAccepted => words.all_never_accepted,
        CloseWait::NotReadToTheEnd => words.all_not_read,
        CloseWait::NotClosed => words.all_not_closed,
    });
    let kind = kind.map(|template| say!(language, template, n = 1u32));
    let silent = socket.silent.filter(|_| socket.state.is_synchronized());
    let silent = silent.map(|time| say!(language, words.silent, time = about(time)));
    let ageless = kind.is_some().then(|| survey.why_ageless(socket)?.in_words(language)).flatten();
    kind.into_iter().chain(silent).chain(ageless).collect()
}
