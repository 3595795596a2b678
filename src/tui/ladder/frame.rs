//! What stands on each visible row, and in which columns.

#![warn(clippy::arithmetic_side_effects)]

use super::look;
use super::place::{Wish, place};
use super::placed::{Mark, Placed, Text, Vertical, cells};
use super::view::LadderView;
use crate::narrate::{link_change, percent};
use crate::say;
use crate::sim::{Input, LinkChange, Loss, PerSide, Side};
use crate::timeline::Certainty;
use crate::timeline::ladder::{About, Arrow, Ladder, LineContent, Row, passed};
use crate::tui::theme::Role;
use smallvec::SmallVec;
use std::ops::Range;
use std::time::Duration;

/// This wide, an arrow runs down so far from the edge that a state's name fits beside it.
const ROOMY: u16 = 45;
/// The widest of the states' names, and a blank.
const NAME: u16 = 12;

/// What a row needs to know of the whole.
pub(super) struct Frame<'a> {
    pub ladder: &'a Ladder,
    pub view: &'a LadderView<'a>,
    pub width: u16,
    /// In the order in which they will arrive; each will end on a row of its own below the present.
    flights: Vec<&'a Arrow>,
    /// How many rows of the future there are: not more than half of what can be seen.
    future: usize,
    /// How long nothing has happened, if that is long.
    waiting: Option<Duration>,
}

/// An arrow that has anything to do with the visible rows.
pub(super) struct Passing<'a> {
    arrow: &'a Arrow,
    end: u64,
    vertical: Vertical,
}

impl<'a> Frame<'a> {
    pub fn new(view: &'a LadderView<'a>, width: u16, height: usize) -> Self {
        let mut flights: Vec<&Arrow> = view.ladder.under_way().collect();
        flights.sort_by_key(|arrow| (arrow.arrives(), arrow.packet));
        let waiting = view.ladder.rest_until(view.now);
        let future = flights.len().min(height.div_ceil(2));
        Self { ladder: view.ladder, view, width, flights, future, waiting }
    }

    pub fn total(&self) -> usize {
        self.ladder.height().saturating_add(usize::from(self.waiting.is_some())).saturating_add(self.future)
    }

    /// The column at the right edge.
    pub const fn last_column(&self) -> u16 {
        self.width.saturating_sub(1)
    }

    /// The column where an arrow runs down.
    pub fn track(&self, arrow: &Arrow) -> u16 {
        let run = match self.width {
            0..12 => self.width / 4,
            12..ROOMY => (self.width / 8).max(3),
            _ => (self.width / 5).max(NAME),
        };
        let most = (self.width / 2).saturating_sub(run) / 2;
        // What is aside has no line that runs down, and needs no room for one.
        let lane = if self.is_aside(arrow) { 0 } else { arrow.lane };
        let from_edge = u16::from(lane).min(most).saturating_mul(2).saturating_add(run);
        match arrow.packet.from {
            Side::A => self.last_column().saturating_sub(from_edge),
            Side::B => from_edge.min(self.last_column()),
        }
    }

    /// The arrows that have anything to do with these rows.
    pub fn passing(&self, rows: &Range<u64>) -> Vec<Passing<'a>> {
        let future = self.ladder.end().saturating_add(u64::from(self.waiting.is_some()));
        let ended = self.ladder.arrows.iter().filter_map(|arrow| Some((arrow, arrow.end()?.line)));
        let flying = self.flights.iter().copied().zip(future..);
        ended
            .chain(flying)
            .filter(|(arrow, end)| arrow.line() < rows.end && *end > rows.start && !self.is_aside(arrow))
            .map(|(arrow, end)| {
                let drawn = self.tip(arrow).is_none_or(|tip| tip.landing);
                let vertical =
                    Vertical { packet: arrow.packet, column: self.track(arrow), role: self.role(arrow), drawn };
                Passing { arrow, end, vertical }
            })
            .collect()
    }

    pub fn place_row(&self, number: u64, passing: &[Passing<'a>]) -> Placed {
        let through = passing.iter().filter(|passing| passing.arrow.line() < number && number < passing.end);
        let mut verticals: SmallVec<[Vertical; 4]> = through.map(|passing| passing.vertical).collect();
        verticals.sort_by_key(|vertical| vertical.column);
        let blocked: SmallVec<[u16; 8]> = verticals.iter().map(|vertical| vertical.column).collect();
        let mut placed = Placed { verticals, closed: self.ladder.closed(), ..Placed::default() };
        if let Some((row, line)) = self.ladder.line(number) {
            placed.step = Some(row.step);
            placed.closed = line.closed;
            self.place_line(row, line.content, &blocked, &mut placed);
            if self.view.dim_until.is_some_and(|step| row.step <= step) {
                placed.recede();
            }
            return placed;
        }
        let after = usize::try_from(number.saturating_sub(self.ladder.end())).unwrap_or(usize::MAX);
        match (self.waiting, after) {
            (Some(time), 0) => self.between(passed(self.view.language, time), &blocked, &mut placed),
            (waiting, _) => {
                if let Some(arrow) = self.flights.get(after.saturating_sub(usize::from(waiting.is_some()))) {
                    self.arrival_row(arrow, &blocked, &mut placed);
                }
            }
        }
        placed
    }

    fn place_line(&self, row: &Row, content: LineContent, blocked: &[u16], placed: &mut Placed) {
        match content {
            LineContent::Start(states) => self.start(states, placed),
            LineContent::Departs(id) => {
                if let Some(arrow) = self.ladder.arrow(id) {
                    self.departure_row(arrow, blocked, placed);
                }
            }
            LineContent::Arrives(id) | LineContent::Lost(id) => {
                if let Some(arrow) = self.ladder.arrow(id) {
                    self.arrival_row(arrow, blocked, placed);
                }
            }
            LineContent::Note(about, note) => {
                let elsewhere = self.is_elsewhere(row.side, about);
                let about = About { named: about.named || elsewhere, ..about };
                let (mark, role) = look::of_note(note);
                let role = if elsewhere { Role::Dim } else { role };
                let wish = if row.side == Side::A { Wish::Left } else { Wish::Right };
                self.write(mark, note.words(about, self.view.language), role, wish, blocked, placed);
            }
            LineContent::Link(change) => self.link(change, blocked, placed),
            LineContent::Profile(name) => self.setting(Input::Profile(name), blocked, placed),
            LineContent::QuietTime(on) => self.setting(Input::QuietTime(on), blocked, placed),
            LineContent::IsnClock(on) => self.setting(Input::IsnClock(on), blocked, placed),
            LineContent::Passed(time) => self.between(passed(self.view.language, time), blocked, placed),
            LineContent::Parts => self.between(self.view.language.ladder.parts.to_owned(), blocked, placed),
            // Only whole runs on paper are folded.
            LineContent::More(_) | LineContent::Gap => {}
        }
    }

    /// What is changed about the link: in a sentence where there is room for it.
    fn link(&self, change: LinkChange, blocked: &[u16], placed: &mut Placed) {
        let sentence = link_change(self.view.language, change, Side::LETTERS);
        let words = match change {
            _ if cells(&sentence) <= self.width => sentence,
            LinkChange::Cut(None) => self.view.language.ladder.loss(Loss::Cut).to_owned(),
            LinkChange::Mend => self.view.language.ladder.mended.to_owned(),
            change => self.short_link(change),
        };
        self.write(None, words, Role::Dim, self.middle(), blocked, placed);
    }

    /// The same where there is little room.
    fn short_link(&self, change: LinkChange) -> String {
        let (language, words) = (self.view.language, &self.view.language.ladder);
        let share = |words: &str, n: u16| say!(language, words, n = &percent(n));
        match change {
            LinkChange::Latency(None, time) => say!(language, words.link_latency, time),
            LinkChange::Latency(Some(from), time) => {
                say!(language, words.link_latency_one, from, to = from.other(), time)
            }
            LinkChange::Cut(Some(from)) => say!(language, words.link_cut_one, from, to = from.other()),
            LinkChange::Cut(None) => words.loss(Loss::Cut).to_owned(),
            LinkChange::Mend => words.mended.to_owned(),
            LinkChange::Loss(n) => share(words.link_loss, n),
            LinkChange::Reorder(n) => share(words.link_reorder, n),
            LinkChange::Double(n) => share(words.link_double, n),
            LinkChange::Seed(seed) => say!(language, words.link_seed, n = &seed.to_string()),
            change => Input::Link(change).to_string(),
        }
    }

    /// What is changed for both, in the words that change it.
    fn setting(&self, input: Input, blocked: &[u16], placed: &mut Placed) {
        self.write(None, input.to_string(), Role::Dim, self.middle(), blocked, placed);
    }

    fn start(&self, states: PerSide<Certainty>, placed: &mut Placed) {
        let role = |state: Certainty| state.state().map_or(Role::StateUncertain, Role::of_state);
        let forms = states.map(|state| state.forms(self.view.language));
        let half = self.width / 2;
        let name = |forms: &[String]| {
            let fits = forms.iter().find(|form| cells(form) < half || forms.len() == 1);
            fits.or(forms.last()).cloned().unwrap_or_default()
        };
        self.write(None, name(&forms.a), role(states.a), Wish::Left, &[], placed);
        let left = placed.texts.first().map_or(0, |text| text.width.saturating_add(1));
        let name = name(&forms.b);
        if let Some(x) = place(cells(&name), left..self.width, &[], Wish::Right) {
            placed.texts.push(Text::new(x, None, name, role(states.b)));
        }
    }

    /// What parts the rows above from those below.
    fn between(&self, words: String, blocked: &[u16], placed: &mut Placed) {
        self.write(Some(Mark::Passed), words, Role::Dim, self.middle(), blocked, placed);
    }

    fn middle(&self) -> Wish {
        Wish::Middle(self.width / 2)
    }

    /// Writes a text where it fits. Where nothing fits, the text comes before the lines and loses its end.
    fn write(&self, mark: Option<Mark>, words: String, role: Role, wish: Wish, blocked: &[u16], placed: &mut Placed) {
        let mut entry = Text::new(0, mark, words, role);
        if mark == Some(Mark::Passed) {
            entry.width = entry.width.saturating_add(6);
        }
        entry.clip(self.width);
        let found = place(entry.width, 0..self.width, blocked, wish);
        entry.x = found.or_else(|| place(entry.width, 0..self.width, &[], wish)).unwrap_or(0);
        placed.texts.push(entry);
    }
}
