//! The settings of the link: how long packets take, what is cut, and how much goes wrong by chance.

#![warn(clippy::arithmetic_side_effects)]

use super::context::OverlayContext;
use super::frame;
use super::list::{paint_hidden, paint_row};
use super::reaction::Reaction;
use crate::language::{Language, LinkWords};
use crate::narrate;
use crate::say;
use crate::sim::{AppBehaviour, Input, Limit, Link as Settings, LinkChange, ProfileName, Side, SocketOption, World};
use crate::text;
use crate::tui::bindings::Command;
use crate::tui::key::{Key, KeyCode};
use crate::tui::text_lines::write_paragraphs;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::time::Duration;

/// The latencies that the keys step through, in milliseconds.
const LATENCIES: [u64; 13] = [0, 1, 5, 10, 20, 40, 80, 150, 300, 600, 1000, 2000, 5000];
/// The chances that the keys step through, in thousandths.
const CHANCES: [u16; 9] = [0, 10, 20, 50, 100, 200, 300, 500, 1000];

/// The columns of a setting's name and of its value.
const NAME: usize = 17;
const VALUE: usize = 13;

/// The rows below the settings: a blank one, and what the selected one is about.
const ABOUT: usize = 3;

/// The longest latency that can be typed, in milliseconds.
const MOST_LATENCY: u64 = 60_000;

/// The largest limit that the keys set; beyond it there is none.
const MOST_LIMIT: u32 = 128;

/// One setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    Latency(Side),
    Cut(Side),
    Loss,
    Reorder,
    Duplicate,
    Seed,
    App(Side),
    Limit(Side, Limit),
    Option(Side, SocketOption),
    QuietTime,
    IsnClock,
}

impl Setting {
    /// The link's settings, then those of the program on one host, then those of both.
    const fn all(side: Side) -> [Self; 20] {
        [
            Self::Latency(Side::A),
            Self::Latency(Side::B),
            Self::Cut(Side::A),
            Self::Cut(Side::B),
            Self::Loss,
            Self::Reorder,
            Self::Duplicate,
            Self::Seed,
            Self::App(side),
            Self::Limit(side, Limit::Backlog),
            Self::Limit(side, Limit::Workers),
            Self::Limit(side, Limit::Descriptors),
            Self::Limit(side, Limit::Ports),
            Self::Option(side, SocketOption::Keepalive),
            Self::Option(side, SocketOption::Reuse),
            Self::Option(side, SocketOption::ReusePort),
            Self::Option(side, SocketOption::CloseOnExec),
            Self::Option(side, SocketOption::TimeWaitReuse),
            Self::QuietTime,
            Self::IsnClock,
        ]
    }

    fn name(self, language: &Language) -> String {
        let words = &language.link;
        match self {
            Self::Latency(from) => say!(language, words.latency, from, to = from.other()),
            Self::Cut(from) => say!(language, words.cut, from, to = from.other()),
            Self::Loss => words.loss.to_owned(),
            Self::Reorder => words.reordering.to_owned(),
            Self::Duplicate => words.duplication.to_owned(),
            Self::Seed => words.seed.to_owned(),
            Self::App(who) => say!(language, words.program, who),
            Self::Limit(who, limit) => say!(language, words.limit, who, limit = limit.word()),
            Self::Option(who, option) => say!(language, words.option, who, option = option.name()),
            Self::QuietTime => words.quiet_time.to_owned(),
            Self::IsnClock => words.isn_clock.to_owned(),
        }
    }

    fn value(self, world: &World, words: &LinkWords) -> String {
        let yes_or_no = |yes: bool| if yes { words.yes } else { words.no }.to_owned();
        let link = world.link();
        match self {
            Self::Latency(from) => narrate::duration(link.latency[from]),
            Self::Cut(from) => yes_or_no(link.cut[from]),
            Self::Loss => narrate::percent(link.loss),
            Self::Reorder => narrate::percent(link.reorder),
            Self::Duplicate => narrate::percent(link.duplicate),
            Self::Seed => world.seed().to_string(),
            Self::App(side) => world.host(side).app.word().to_owned(),
            Self::Limit(side, limit) => {
                let at = limit_of(world, side, limit);
                at.map_or_else(|| Limit::UNLIMITED.to_owned(), |limit| limit.to_string())
            }
            Self::Option(side, option) => yes_or_no(world.option(side, option)),
            Self::QuietTime => yes_or_no(world.quiet_time().is_some()),
            Self::IsnClock => yes_or_no(world.isn_clock()),
        }
    }

    const fn about(self, words: &LinkWords) -> &'static str {
        match self {
            Self::Latency(_) => words.about_latency,
            Self::Cut(_) => words.about_cut,
            Self::Loss => words.about_loss,
            Self::Reorder => words.about_reordering,
            Self::Duplicate => words.about_duplication,
            Self::Seed => words.about_seed,
            Self::App(_) => words.about_program,
            Self::Limit(_, Limit::Backlog) => words.about_backlog,
            Self::Limit(_, Limit::Workers) => words.about_workers,
            Self::Limit(_, Limit::Descriptors) => words.about_descriptors,
            Self::Limit(_, Limit::Ports) => words.about_ports,
            Self::Option(_, SocketOption::Keepalive) => words.about_keepalive,
            Self::Option(_, SocketOption::Reuse) => words.about_reuse,
            Self::Option(_, SocketOption::ReusePort) => words.about_reuse_port,
            Self::Option(_, SocketOption::CloseOnExec) => words.about_close_on_exec,
            Self::Option(_, SocketOption::TimeWaitReuse) => words.about_tw_reuse,
            Self::QuietTime => words.about_quiet_time,
            Self::IsnClock => words.about_isn_clock,
        }
    }

    /// The change that makes this setting a number: milliseconds, hundredths or as many; none where it is not a number.
    fn set_to(self, number: u32) -> Option<Input> {
        let chance = || {
            u16::try_from(number)
                .ok()
                .filter(|hundredths| *hundredths <= 100)
                .map(|hundredths| hundredths.saturating_mul(10))
        };
        Some(match self {
            Self::Latency(from) => {
                Input::Link(LinkChange::Latency(Some(from), Duration::from_millis(u64::from(number).min(MOST_LATENCY))))
            }
            Self::Loss => Input::Link(LinkChange::Loss(chance()?)),
            Self::Reorder => Input::Link(LinkChange::Reorder(chance()?)),
            Self::Duplicate => Input::Link(LinkChange::Double(chance()?)),
            Self::Seed => Input::Link(LinkChange::Seed(u64::from(number))),
            Self::Limit(side, limit) => Input::Limit(side, limit, Some(number).filter(|number| *number <= MOST_LIMIT)),
            Self::Cut(_) | Self::App(_) | Self::Option(..) | Self::QuietTime | Self::IsnClock => return None,
        })
    }

    /// Why a change of this setting would be seen nowhere now, if that is so.
    fn is_without_effect(self, world: &World, words: &LinkWords) -> Option<&'static str> {
        match self {
            Self::Limit(side, Limit::Backlog) if world.host(side).limits.take_all() => Some(words.no_queue),
            Self::QuietTime if world.profile().name() == ProfileName::Linux.word() => Some(words.no_quiet_time),
            _ => None,
        }
    }

    /// The changes that a step up or down makes; none at the end of the scale.
    fn stepped(self, world: &World, up: bool) -> Option<Vec<Input>> {
        if let Self::Cut(from) = self {
            return Some(cut_or_mend(world.link(), from));
        }
        self.change(world, up).map(|input| vec![input])
    }

    /// The one change that a step makes where it is one.
    fn change(self, world: &World, up: bool) -> Option<Input> {
        let link: &Settings = world.link();
        let chance = |now: u16| step(&CHANCES, now, up);
        Some(Input::Link(match self {
            Self::App(side) => {
                let apps = AppBehaviour::ALL;
                let at = apps.iter().position(|app| *app == world.host(side).app)?;
                return apps
                    .get(if up { at.saturating_add(1) } else { at.checked_sub(1)? })
                    .map(|app| Input::App(side, *app));
            }
            Self::Limit(side, limit) => {
                let to = match (limit_of(world, side, limit), up) {
                    (None, true) => return None,
                    (None, false) => Some(MOST_LIMIT),
                    (Some(MOST_LIMIT), true) => None,
                    (Some(n), true) => Some(n.saturating_add(1)),
                    (Some(n), false) => Some(n.checked_sub(1)?),
                };
                return Some(Input::Limit(side, limit, to));
            }
            Self::Option(side, option) => return Some(Input::Option(side, option, up)),
            Self::QuietTime => return Some(Input::QuietTime(up)),
            Self::IsnClock => return Some(Input::IsnClock(up)),
            Self::Latency(from) => {
                let millis = u64::try_from(link.latency[from].as_millis()).unwrap_or(u64::MAX);
                LinkChange::Latency(Some(from), Duration::from_millis(step(&LATENCIES, millis, up)?))
            }
            Self::Cut(_) => return None,
            Self::Loss => LinkChange::Loss(chance(link.loss)?),
            Self::Reorder => LinkChange::Reorder(chance(link.reorder)?),
            Self::Duplicate => LinkChange::Double(chance(link.duplicate)?),
            Self::Seed => {
                let seed = world.seed();
                LinkChange::Seed(if up { seed.wrapping_add(1) } else { seed.wrapping_sub(1) })
            }
        }))
    }
}

/// One direction is cut, or mended. What mends is for both: a cut of the other one is kept by cutting it again at the same moment.
fn cut_or_mend(link: &Settings, from: Side) -> Vec<Input> {
    let changes = match (link.cut[from], link.cut[from.other()]) {
        (false, _) => vec![LinkChange::Cut(Some(from))],
        (true, false) => vec![LinkChange::Mend],
        (true, true) => vec![LinkChange::Mend, LinkChange::Cut(Some(from.other()))],
    };
    changes.into_iter().map(Input::Link).collect()
}

const fn limit_of(world: &World, side: Side, limit: Limit) -> Option<u32> {
    let limits = &world.host(side).limits;
    match limit {
        Limit::Backlog => limits.backlog,
        Limit::Workers => limits.workers,
        Limit::Descriptors => limits.descriptors,
        Limit::Ports => limits.ports,
    }
}

/// The next value of a scale, or the one before.
fn step<T: Copy + PartialOrd>(scale: &[T], now: T, up: bool) -> Option<T> {
    if up { scale.iter().find(|value| **value > now) } else { scale.iter().rev().find(|value| **value < now) }.copied()
}

/// The window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Whose program the settings are about.
    side: Side,
    selected: usize,
    /// The number that is being typed for the selected setting.
    typed: Option<u32>,
}

impl Link {
    /// The settings of the link, and of the program on this side.
    #[must_use]
    pub const fn new(side: Side) -> Self {
        Self { side, selected: 0, typed: None }
    }

    /// A digit of a number for the selected setting, or one less.
    pub fn key(&mut self, key: Key) -> Reaction {
        if Setting::all(self.side)[self.selected].set_to(0).is_none() {
            return Reaction::Stay;
        }
        if let KeyCode::Char(c) = key.code
            && let Some(digit) = c.to_digit(10)
        {
            let typed = self.typed.unwrap_or(0).saturating_mul(10).saturating_add(digit);
            self.typed = Some(typed).filter(|typed| *typed < 1_000_000).or(self.typed);
        }
        Reaction::Stay
    }

    /// Moves the selection, or changes the selected setting. A number that was typed is taken first.
    pub fn command(&mut self, command: Command, context: &OverlayContext<'_>) -> Reaction {
        let settings = Setting::all(self.side);
        if let Some(typed) = self.typed.take() {
            return match (command, settings[self.selected].set_to(typed)) {
                (Command::Dismiss, _) | (_, None) => Reaction::Stay,
                (_, Some(input)) => Reaction::Change(vec![input]),
            };
        }
        let last = settings.len().saturating_sub(1);
        let up = match command {
            Command::Previous => {
                self.selected = self.selected.saturating_sub(1);
                return Reaction::Stay;
            }
            Command::Next => {
                self.selected = self.selected.saturating_add(1).min(last);
                return Reaction::Stay;
            }
            Command::FocusOther => {
                self.side = self.side.other();
                return Reaction::Stay;
            }
            Command::Less => false,
            Command::More => true,
            Command::Choose => return Reaction::Close,
            _ => return Reaction::Stay,
        };
        let change = context.world().and_then(|world| settings[self.selected].stepped(world, up));
        change.map_or(Reaction::Stay, Reaction::Change)
    }

    /// Paints the settings with their values.
    pub fn paint(self, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        let Some(world) = context.world() else { return };
        let settings = Setting::all(self.side);
        let rows = settings.len().saturating_add(4);
        let language = context.settings.language;
        let words = &language.link;
        let Some(inner) = frame::open(area, rows, words.title, buffer, context.settings) else { return };
        let visible = settings.len().min(usize::from(inner.height).saturating_sub(ABOUT).max(1));
        let first = self.selected.saturating_add(1).saturating_sub(visible);
        let shown = settings.into_iter().enumerate().skip(first).take(visible);
        for ((i, setting), y) in shown.zip(inner.top()..inner.bottom()) {
            let typed = self.typed.filter(|_| i == self.selected).map(|typed| say!(language, words.typed, n = typed));
            let value = typed.unwrap_or_else(|| setting.value(world, words));
            let blanks = " ".repeat(VALUE.saturating_sub(text::width(&value)));
            let row = text::padded(&setting.name(language), NAME) + &blanks + &value;
            paint_row(&row, i == self.selected, Rect { y, height: 1, ..inner }, buffer, context);
        }
        let end = inner.y.saturating_add(u16::try_from(visible).unwrap_or(0));
        let hidden = (first, settings.len().saturating_sub(first.saturating_add(visible)));
        let row = Rect { y: end, height: 1, ..inner };
        paint_hidden(hidden, row.intersection(inner), buffer, context);
        let below = end.saturating_add(1);
        let rest = Rect { y: below, height: inner.bottom().saturating_sub(below), ..inner };
        let about = settings[self.selected].about(words);
        let without = settings[self.selected].is_without_effect(world, words);
        let paragraphs = [(about, Role::Text), (without.unwrap_or_default(), Role::Hint)];
        let shown = &paragraphs[..=usize::from(without.is_some())];
        write_paragraphs(buffer, rest, shown, context.settings.glyphs, &context.settings.theme);
    }
}

#[cfg(test)]
mod tests {
    use super::Setting;
    use crate::language::ENGLISH;
    use crate::sim::{Input, Limit, PerSide, ProfileName, Setup, Side, World};

    /// The world after each of these rows was chosen once.
    fn chosen(rows: &[Setting]) -> World {
        let mut world = World::new(&Setup::default());
        for row in rows {
            for input in row.stepped(&world, true).expect("there is a change") {
                world.apply_silently(&input);
            }
        }
        world
    }

    #[test]
    fn mending_one_direction_leaves_the_other_cut() {
        for from in Side::BOTH {
            let (this, other) = (Setting::Cut(from), Setting::Cut(from.other()));
            assert_eq!(chosen(&[this, other]).link().cut, PerSide::both(true));
            let mended = chosen(&[this, other, this]);
            assert_eq!((mended.link().cut[from], mended.link().cut[from.other()]), (false, true));
            assert_eq!(chosen(&[this, other, this, other]).link().cut, PerSide::both(false));
            assert_eq!(chosen(&[this, this]).link().cut, PerSide::both(false));
        }
    }

    #[test]
    fn a_number_that_is_typed_is_the_value() {
        let mut world = World::new(&Setup::default());
        let typed = [
            (Setting::Latency(Side::A), 35, "35 ms"),
            (Setting::Loss, 7, "7 %"),
            (Setting::Seed, 42, "42"),
            (Setting::Limit(Side::B, Limit::Backlog), 1, "1"),
        ];
        for (setting, number, value) in typed {
            world.apply_silently(&setting.set_to(number).expect("it is a number"));
            assert_eq!(setting.value(&world, &ENGLISH.link), value);
        }
        assert!(Setting::Loss.set_to(101).is_none() && Setting::QuietTime.set_to(1).is_none());
    }

    #[test]
    fn a_setting_that_is_seen_nowhere_says_so() {
        let mut world = World::new(&Setup::default());
        let backlog = Setting::Limit(Side::B, Limit::Backlog);
        assert!(backlog.is_without_effect(&world, &ENGLISH.link).is_some());
        world.apply_silently(&Input::Limit(Side::B, Limit::Workers, Some(0)));
        assert!(backlog.is_without_effect(&world, &ENGLISH.link).is_none());
        assert!(Setting::QuietTime.is_without_effect(&world, &ENGLISH.link).is_none());
        world.apply_silently(&Input::Profile(ProfileName::Linux));
        assert!(Setting::QuietTime.is_without_effect(&world, &ENGLISH.link).is_some());
    }

    #[test]
    fn no_row_changes_the_other_directions_value() {
        for from in Side::BOTH {
            let before = World::new(&Setup::default());
            let after = chosen(&[Setting::Latency(from)]);
            assert_ne!(after.link().latency[from], before.link().latency[from]);
            assert_eq!(after.link().latency[from.other()], before.link().latency[from.other()]);
        }
    }
}
