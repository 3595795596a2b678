//! The first screen: how many sockets are in each state, and beside the diagram who has trouble, worst first.

#![warn(clippy::arithmetic_side_effects)]

use super::entry::Entry;
use super::seen::Seen;
use crate::tcp::State;
use crate::text::{self, Span};
use crate::timeline::{Certainty, Count};
use crate::tui::diagram::{Diagram, DiagramView, Size};
use crate::tui::list_screen::{ListScreen, paint_entry};
use crate::tui::settings::Settings;
use crate::tui::text_lines::{below, beside, write_paragraphs};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

/// The list needs so many columns beside the diagram.
const LEAST_LIST: u16 = 44;
/// Lines longer than this are hard to follow.
const WIDEST_LIST: u16 = 100;
const GAP: u16 = 2;

/// The diagram's place, empty where there is none for it, and that of what stands beside it.
pub fn parts(body: Rect) -> (Rect, Rect) {
    let room = body.width.saturating_sub(LEAST_LIST + GAP);
    let Some(size) = Size::largest_that_fits(room, body.height) else { return (Rect::ZERO, body) };
    let (width, height) = size.dimensions();
    let rest = beside(body, width.saturating_add(GAP));
    let list = Rect { width: rest.width.min(WIDEST_LIST), ..rest };
    (Rect { width, height, ..body }, list)
}

/// Paints it. `selected` is a row of the list.
pub fn paint(seen: &Seen, selected: usize, body: Rect, buffer: &mut Buffer, settings: &Settings) {
    let (diagram, beside) = parts(body);
    if !diagram.is_empty() {
        counts(seen, diagram, buffer, settings);
    }
    let rows = u16::try_from(seen.entries.len()).unwrap_or(u16::MAX).min((beside.height / 2).max(1));
    let list = Rect { height: rows, ..beside };
    let first = ListScreen::first_shown(selected, rows);
    for ((at, entry), y) in seen.entries.iter().enumerate().skip(first).zip(list.top()..list.bottom()) {
        row(seen, *entry, at == selected, Rect { y, height: 1, ..list }, buffer, settings);
    }
    let about = below(beside, rows.saturating_add(1));
    let Some(entry) = seen.entries.get(selected) else {
        let nothing = settings.language.live.nothing_here;
        write_paragraphs(buffer, beside, &[(nothing, Role::Text)], settings.glyphs, &settings.theme);
        return;
    };
    let said = entry.sentences(&seen.survey, &seen.report, settings.language);
    let mut words: Vec<(&str, Role)> = said.iter().map(|sentence| (sentence.as_str(), Role::Text)).collect();
    let next = entry.next(&seen.survey, &seen.report, settings.language);
    words.extend(next.iter().map(|step| (step.as_str(), Role::Text)));
    let hidden = seen.survey.describe_hidden(settings.language);
    if *entry != Entry::Hidden {
        words.extend(hidden.iter().map(|sentence| (sentence.as_str(), Role::Dim)));
    }
    write_paragraphs(buffer, about, &words, settings.glyphs, &settings.theme);
}

/// The diagram with a count in each state and where it goes.
fn counts(seen: &Seen, area: Rect, buffer: &mut Buffer, settings: &Settings) {
    let view = DiagramView {
        state: Certainty::Unknown,
        listener: seen.report.counts[State::Listen as usize] > 0,
        counts: Some(seen.report.counts.map(Count::of)),
        trends: Some(State::ALL.map(|state| seen.trends.direction(state))),
        focused: false,
        ..DiagramView::default()
    };
    Diagram::new(&view, settings.glyphs, &settings.theme).render(area, buffer);
}

/// A row: who it is, and the first thing to say of it.
fn row(seen: &Seen, entry: Entry, is_selected: bool, row: Rect, buffer: &mut Buffer, settings: &Settings) {
    let title = entry.title(&seen.report, settings.language);
    let first = entry.sentences(&seen.survey, &seen.report, settings.language).into_iter().next().unwrap_or_default();
    let first: String = text::parse(&first).into_iter().map(|Span { text, .. }| text).collect();
    paint_entry(&title, (&first, Role::Text), is_selected, row, buffer, settings);
}
