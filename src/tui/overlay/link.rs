//! The settings of the link: how long packets take, what is cut, and how much goes wrong by chance.

use super::list::paint_row;
use super::{OverlayContext, Reaction, frame};
use crate::narrate;
use crate::sim::{Input, Link as Settings, LinkChange, Side, World};
use crate::tui::bindings::Command;
use crate::tui::text_lines::write_marked;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::time::Duration;

/// The latencies that the keys step through, in milliseconds.
const LATENCIES: [u64; 13] = [0, 1, 5, 10, 20, 40, 80, 150, 300, 600, 1000, 2000, 5000];
/// The chances that the keys step through, in thousandths.
const CHANCES: [u16; 9] = [0, 10, 20, 50, 100, 200, 300, 500, 1000];

/// One setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    Latency(Side),
    Cut(Side),
    Loss,
    Reorder,
    Duplicate,
    Seed,
}

impl Setting {
    const ALL: [Self; 8] = [
        Self::Latency(Side::A),
        Self::Latency(Side::B),
        Self::Cut(Side::A),
        Self::Cut(Side::B),
        Self::Loss,
        Self::Reorder,
        Self::Duplicate,
        Self::Seed,
    ];

    fn name(self) -> String {
        match self {
            Self::Latency(from) => format!("latency {from} to {}", from.other()),
            Self::Cut(from) => format!("cut {from} to {}", from.other()),
            Self::Loss => "loss".to_owned(),
            Self::Reorder => "reordering".to_owned(),
            Self::Duplicate => "duplication".to_owned(),
            Self::Seed => "seed".to_owned(),
        }
    }

    fn value(self, world: &World) -> String {
        let link = world.link();
        let percent = |thousandths: u16| format!("{} %", f64::from(thousandths) / 10.0);
        match self {
            Self::Latency(from) => narrate::duration(link.latency[from.index()]),
            Self::Cut(from) => if link.cut[from.index()] { "yes" } else { "no" }.to_owned(),
            Self::Loss => percent(link.loss),
            Self::Reorder => percent(link.reorder),
            Self::Duplicate => percent(link.duplicate),
            Self::Seed => world.seed().to_string(),
        }
    }

    const fn about(self) -> &'static str {
        match self {
            Self::Latency(_) => "How long a segment that leaves from now on takes to the other side.",
            Self::Cut(_) => "A cut link loses everything on this way, also what is on it now. Nobody is told.",
            Self::Loss => "How many of a hundred segments are lost by chance.",
            Self::Reorder => "How many of a hundred segments take so much longer that others overtake them.",
            Self::Duplicate => "How many of a hundred segments arrive twice.",
            Self::Seed => "Where chance begins: the same seed and the same deeds give the same run, on every machine.",
        }
    }

    /// The change that a step up or down makes; none at the end of the scale.
    fn stepped(self, world: &World, up: bool) -> Option<LinkChange> {
        let link: &Settings = world.link();
        let chance = |now: u16| step(&CHANCES, now, up);
        Some(match self {
            Self::Latency(from) => {
                let millis = u64::try_from(link.latency[from.index()].as_millis()).unwrap_or(u64::MAX);
                LinkChange::Latency(Some(from), Duration::from_millis(step(&LATENCIES, millis, up)?))
            }
            Self::Cut(from) => match (link.cut[from.index()], link.cut[from.other().index()]) {
                (false, _) => LinkChange::Cut(Some(from)),
                (true, false) => LinkChange::Mend,
                // Mending is for both ways: the other one is cut again by its own row.
                (true, true) => LinkChange::Mend,
            },
            Self::Loss => LinkChange::Loss(chance(link.loss)?),
            Self::Reorder => LinkChange::Reorder(chance(link.reorder)?),
            Self::Duplicate => LinkChange::Double(chance(link.duplicate)?),
            Self::Seed => {
                let seed = world.seed();
                LinkChange::Seed(if up { seed.wrapping_add(1) } else { seed.wrapping_sub(1) })
            }
        })
    }
}

/// The next value of a scale, or the one before.
fn step<T: Copy + PartialOrd>(scale: &[T], now: T, up: bool) -> Option<T> {
    if up { scale.iter().find(|value| **value > now) } else { scale.iter().rev().find(|value| **value < now) }.copied()
}

/// The window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Link {
    selected: usize,
}

impl Link {
    /// Moves the selection, or changes the selected setting.
    pub fn command(&mut self, command: Command, context: &OverlayContext<'_>) -> Reaction {
        let last = Setting::ALL.len() - 1;
        let up = match command {
            Command::Previous => {
                self.selected = self.selected.saturating_sub(1);
                return Reaction::Stay;
            }
            Command::Next => {
                self.selected = (self.selected + 1).min(last);
                return Reaction::Stay;
            }
            Command::Less => false,
            Command::More => true,
            Command::Choose => return Reaction::Close,
            _ => return Reaction::Stay,
        };
        let change = context.game.and_then(|game| Setting::ALL[self.selected].stepped(game.world(), up));
        change.map_or(Reaction::Stay, |change| Reaction::Change(Input::Link(change)))
    }

    /// Paints the settings with their values.
    pub fn paint(self, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        let Some(game) = context.game else { return };
        let rows = Setting::ALL.len() + 3;
        let Some(inner) = frame::open(area, rows, "the link", buffer, context.settings) else { return };
        for ((i, setting), y) in Setting::ALL.into_iter().enumerate().zip(inner.top()..inner.bottom()) {
            let words = format!("{:<16} {:>8}", setting.name(), setting.value(game.world()));
            paint_row(&words, i == self.selected, Rect { y, height: 1, ..inner }, buffer, context);
        }
        let below = inner.y + u16::try_from(Setting::ALL.len()).unwrap_or(0) + 1;
        let rest = Rect { y: below, height: inner.bottom().saturating_sub(below), ..inner };
        write_marked(buffer, rest, Setting::ALL[self.selected].about(), Role::Text, &context.settings.theme);
    }
}
