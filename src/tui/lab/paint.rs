//! How the lab is painted: two diagrams of one end, the calls, and what became of the selected one.

#![warn(clippy::arithmetic_side_effects)]

use super::ladder;
use super::trace::{Trace, here, simulated};
use super::{Lab, Programs};
use crate::lab::{Played, act_in_words, describe_act, describe_end};
use crate::say;
use crate::text;
use crate::timeline::Certainty;
use crate::tui::bindings::{Command, Scope};
use crate::tui::diagram::{Diagram, DiagramView, Size};
use crate::tui::list_screen::ListScreen;
use crate::tui::text_lines::{below, write_all_cut, write_marked, write_paragraphs};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

/// The list of calls needs so many columns.
const LEAST_LIST: u16 = 24;
/// What became of the selected call needs so many rows below the diagrams.
const LEAST_TOLD: u16 = 3;
/// Beside its segments a call's words need so many columns.
const LEAST_WORDS: u16 = 56;
const GAP: u16 = 2;
/// A smaller screen says nothing.
const SMALLEST: (u16, u16) = (40, 10);

/// Where everything stands; without room for the diagrams they have none.
struct Places {
    simulated: Rect,
    here: Rect,
    list: Rect,
    legend: Rect,
    message: Rect,
}

/// Where what is said of a call stands: so many paragraphs in the first place, the others in the rest, and its segments.
#[derive(Default)]
struct Told {
    words: Rect,
    ladders: Rect,
    rest: Rect,
    split: usize,
}

/// How many paragraphs have room one below the other.
fn that_fit(paragraphs: &[(&str, Role)], area: Rect) -> usize {
    let mut room = usize::from(area.height);
    let fits = |(words, _): &&(&str, Role)| {
        let left = room.checked_sub(text::wrap(words, area.width).len());
        room = left.unwrap_or(0);
        left.is_some()
    };
    paragraphs.iter().take_while(fits).count()
}

fn places(body: Rect) -> Places {
    let fits = |size: &Size| {
        let (width, height) = size.dimensions();
        width.saturating_add(GAP).saturating_mul(2).saturating_add(LEAST_LIST) <= body.width
            && height.saturating_add(2).saturating_add(LEAST_TOLD) <= body.height
    };
    let Some(size) = Size::ALL.into_iter().rev().find(fits) else {
        let list = Rect { width: LEAST_LIST.min(body.width / 2), ..body };
        let x = list.right().saturating_add(GAP);
        let message = Rect { x, width: body.right().saturating_sub(x), ..body };
        return Places { simulated: Rect::ZERO, here: Rect::ZERO, list, legend: Rect::ZERO, message };
    };
    let (width, height) = size.dimensions();
    let simulated = Rect { width, height: height.saturating_add(1), ..body };
    let here = Rect { x: simulated.right().saturating_add(GAP), ..simulated };
    let x = here.right().saturating_add(GAP);
    let list = Rect { x, width: body.right().saturating_sub(x), height: height.saturating_add(1), ..body };
    let legend = Rect { height: 1, ..below(body, height.saturating_add(1)) };
    Places { simulated, here, list, legend, message: below(body, height.saturating_add(2)) }
}

impl Lab {
    /// Paints the screen.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer) {
        let settings = &self.screen.settings;
        let words = &settings.language.lab;
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            let small = say!(settings.language, words.too_small, columns = area.width, rows = area.height);
            write_marked(buffer, area, &small, Role::Text, &settings.theme);
            return;
        }
        self.paint_title(
            Rect { height: 1, x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area },
            buffer,
        );
        let body = ListScreen::body(self.screen.area);
        if self.reading {
            let message = self.describe_selected();
            let message: Vec<(&str, Role)> = message.iter().map(|(words, role)| (words.as_str(), *role)).collect();
            let taken = write_paragraphs(buffer, body, &message, settings.glyphs, &settings.theme);
            ladder::paint(&self.played, 0, self.selected, below(body, taken.saturating_add(1)), buffer, settings);
        } else {
            self.paint_both(&places(body), buffer);
        }
        let commands = {
            use Command as C;
            &[C::Step, C::Autoplay, C::FocusOther, C::Inspect, C::Next, C::StartOver, C::OpenLesson, C::Help, C::Leave]
        };
        self.screen.paint_around(commands, "", |_| true, area, buffer);
    }

    fn paint_title(&self, row: Rect, buffer: &mut Buffer) {
        let settings = &self.screen.settings;
        let language = settings.language;
        let n = self.played.len();
        let place = say!(language, language.lab.step_of, id = &self.exercise.id, n, all = self.exercise.acts.len());
        self.screen.paint_title([language.lab.screen, &place, ""], row, buffer);
        if let Some(command) = self.place.map(|place| place.command(language)) {
            let elsewhere = say!(language, language.lab.see_it, command = &command);
            write_marked(buffer, Rect { y: row.y.saturating_add(1), ..row }, &elsewhere, Role::Dim, &settings.theme);
        }
    }

    fn paint_both(&self, places: &Places, buffer: &mut Buffer) {
        let settings = &self.screen.settings;
        let language = settings.language;
        let so_far = self.played.get(..=self.selected).unwrap_or(&[]);
        let worlds = [
            (places.simulated, language.lab.simulated_head, simulated(so_far, self.side)),
            (places.here, language.lab.here_head, here(so_far, self.side)),
        ];
        for (place, head, trace) in worlds.iter().filter(|(place, ..)| !place.is_empty()) {
            let head = say!(language, *head, who = self.side);
            write_marked(buffer, Rect { height: 1, ..*place }, &head, Role::Strong, &settings.theme);
            Diagram::new(&view_of(trace), settings.glyphs, &settings.theme).render(below(*place, 1), buffer);
        }
        self.paint_list(places.list, buffer);
        self.paint_legend(&worlds[1].2, places.legend, buffer);
        let message = self.describe_selected();
        let message: Vec<(&str, Role)> = message.iter().map(|(words, role)| (words.as_str(), *role)).collect();
        let Told { words, ladders, rest, split } = self.beside_each_other(places.message, &message);
        write_paragraphs(buffer, words, &message[..split], settings.glyphs, &settings.theme);
        write_paragraphs(buffer, rest, &message[split..], settings.glyphs, &settings.theme);
        if let Some(played) = self.played.get(self.selected..=self.selected) {
            ladder::paint(played, self.selected, self.selected, ladders, buffer, settings);
        }
    }

    /// The places of what is said of a call and of its segments. What the left half has no room for stands below the segments; without
    /// room there either, the words have all of it.
    fn beside_each_other(&self, area: Rect, message: &[(&str, Role)]) -> Told {
        let all = Told { words: area, split: message.len(), ..Told::default() };
        let Some(played) = self.played.get(self.selected) else { return all };
        let height = ladder::height_of_one(played);
        if area.width < LEAST_WORDS.saturating_add(GAP).saturating_add(ladder::LEAST_WIDTH)
            || height == 0
            || area.height < height
        {
            return all;
        }
        let width = area.width.saturating_sub(GAP) / 2;
        let x = area.x.saturating_add(width).saturating_add(GAP);
        let words = Rect { width, ..area };
        let ladders = Rect { x, width: area.right().saturating_sub(x), ..area };
        let split = that_fit(message, words);
        let rest = below(ladders, height.saturating_add(ladder::legend_of_one(played)));
        let left = &message[split..];
        if !left.is_empty() && that_fit(left, rest) < left.len() && that_fit(message, area) == message.len() {
            return all;
        }
        if that_fit(left, rest) < left.len() {
            return Told { words, ladders, rest: Rect::ZERO, split: message.len() };
        }
        Told { words, ladders, rest, split }
    }

    /// The calls: those that were made with a mark that says whether both worlds went alike, the others dim.
    fn paint_list(&self, area: Rect, buffer: &mut Buffer) {
        let settings = &self.screen.settings;
        let rows = usize::from(area.height);
        let upto = self.selected.max(self.played.len().min(self.exercise.acts.len().saturating_sub(1)));
        let first = upto.saturating_add(2).min(self.exercise.acts.len()).saturating_sub(rows).min(self.selected);
        let acts = self.exercise.acts.iter().enumerate().skip(first);
        for ((at, act), y) in acts.zip(area.top()..area.bottom()) {
            let (mark, role) = match self.played.get(at) {
                Some(played) => self.mark(played),
                None => (" ", Role::Dim),
            };
            let is_selected = at == self.selected && at < self.played.len();
            let line = say!(
                settings.language,
                settings.language.lab.act,
                n = at.saturating_add(1),
                what = &act_in_words(act, settings.language)
            );
            let own = match self.played.get(at) {
                _ if is_selected => Role::Selected,
                Some(_) => Role::Text,
                None => Role::Dim,
            };
            let pieces = [(mark, role), (" ", Role::Text), (line.as_str(), own)];
            write_all_cut(buffer, Rect { y, height: 1, ..area }, &pieces, settings.glyphs, &settings.theme);
        }
    }

    fn mark(&self, played: &Played) -> (&'static str, Role) {
        let glyphs = self.screen.settings.glyphs;
        let differences = played.differences();
        match differences.iter().any(|difference| difference.reason.is_none()) {
            true => (glyphs.lost, Role::Wrong),
            false if differences.is_empty() => (glyphs.check, Role::Right),
            false => ("!", Role::Hint),
        }
    }

    /// What the marks on the right diagram mean, in the row below it.
    fn paint_legend(&self, here: &Trace, row: Rect, buffer: &mut Buffer) {
        let settings = &self.screen.settings;
        let (words, glyphs) = (&settings.language.lab, settings.glyphs);
        let marks = [
            (here.passed.is_empty(), words.legend_passed, glyphs.dashed_vertical),
            (here.missed.is_empty(), words.legend_missed, glyphs.lost),
        ];
        let message = marks.into_iter().filter(|(none, ..)| !none);
        let message: Vec<String> = message.map(|(_, template, mark)| say!(settings.language, template, mark)).collect();
        write_marked(buffer, row, &message.join("   "), Role::Dim, &settings.theme);
    }

    /// The selected call in words, what differs first; before the first one, how it is made.
    fn describe_selected(&self) -> Vec<(String, Role)> {
        let language = self.screen.settings.language;
        let words = &language.lab;
        if let Programs::Gone(why) = &self.programs {
            return vec![(why.clone(), Role::Error)];
        }
        let Some(played) = self.played.get(self.selected) else {
            let key = self.screen.settings.keys.key_name(Command::Step, &[Scope::Lab]);
            let message = match self.programs {
                Programs::Starting => words.starting.to_owned(),
                _ => say!(language, words.before, key = &key),
            };
            return vec![(message, Role::Text)];
        };
        let n = played.differences().len();
        let lines = describe_act(self.selected.saturating_add(1), played, language);
        let (rest, differing) = lines.split_at(lines.len().saturating_sub(n));
        let mut message: Vec<(String, Role)> = Vec::new();
        message.extend(differing.iter().map(|line| (line.clone(), Role::Hint)));
        if self.is_over() && self.selected.saturating_add(1) == self.played.len() {
            message.extend(describe_end(&self.played, language).into_iter().map(|line| (line, Role::Strong)));
        }
        message.extend(rest.iter().skip(1).map(|line| (line.clone(), Role::Text)));
        message
    }
}

fn view_of(trace: &Trace) -> DiagramView<'static> {
    DiagramView {
        state: Certainty::Certain(trace.state),
        lit: trace.lit,
        walked: trace.walked,
        visited: trace.visited,
        passed: trace.passed,
        missed: trace.missed,
        focused: false,
        ..DiagramView::default()
    }
}
