//! A timeline without a world, in which not every state is certain, is shown as any other: whatever asks for a world copes with none.

use super::{SIZES, painted, press, settings};
use crate::language::Language;
use crate::narrate::Headline;
use crate::session::History;
use crate::sim::{Call, Input, PacketId, PerSide, Record, Side};
use crate::tcp::{EdgeSet, Instant, Profile, State, Timer};
use crate::timeline::{Account, Certainty, Count, Endpoint, Running, States, Timeline, Variables};
use crate::tui::glyphs::Glyphs;
use crate::tui::settings::Settings;
use crate::tui::stage::{Game, Stage};
use crate::tui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::ops::Range;
use std::time::Duration;

/// What somebody saw who stood between two hosts: the segments, and what they prove.
struct Scripted {
    step: usize,
    /// Of each step, counted from 1.
    records: Vec<Record>,
    /// What is known of both ends at each step, counted from 0.
    known: Vec<PerSide<Certainty>>,
}

impl Scripted {
    /// A connection is opened and closed by both ends; the observer begins in the middle of it, and is not always sure.
    fn seen_from_between() -> Self {
        let mut history = crate::session::sandbox(Profile::rfc9293());
        history.push(Input::Call(Side::A, Call::Connect));
        run(&mut history, 3);
        for side in Side::BOTH {
            history.push(Input::Call(side, Call::Close));
        }
        run(&mut history, 4);
        let records: Vec<Record> =
            history.records(1..history.steps() + 1).into_iter().map(|(_, record)| record).collect();
        let doubts = [
            [Certainty::Unknown, Certainty::Certain(State::Listen)],
            [
                Certainty::one_of([State::Established, State::FinWait1]),
                Certainty::one_of([State::CloseWait, State::LastAck]),
            ],
            [Certainty::one_of([State::Closed, State::TimeWait]), Certainty::Unknown],
            [
                Certainty::one_of([State::FinWait1, State::FinWait2, State::Closing]),
                Certainty::Certain(State::SynReceived),
            ],
        ];
        let known = doubts.map(|[a, b]| PerSide::new(a, b)).into_iter().cycle().take(records.len() + 1).collect();
        Self { step: records.len(), records, known }
    }
}

fn run(history: &mut History, steps: usize) {
    for _ in 0..steps {
        history.push(Input::Step);
    }
}

impl Timeline for Scripted {
    fn step(&self) -> usize {
        self.step
    }

    fn last(&self) -> usize {
        self.records.len()
    }

    fn seek(&mut self, step: usize) {
        self.step = step.min(self.last());
    }

    fn now(&self) -> Instant {
        self.step.checked_sub(1).map_or(Instant::ZERO, |at| self.records[at].at)
    }

    fn next_at(&self) -> Option<Instant> {
        self.records.get(self.step).map(|record| record.at)
    }

    fn names(&self) -> PerSide<&str> {
        PerSide::new("browser", "proxy")
    }

    fn endpoint(&self, side: Side) -> Endpoint {
        let state = self.known[self.step][side];
        let before = self.records[..self.step].iter().filter(|record| record.side == side);
        let mut walked = EdgeSet::default();
        before.flat_map(|record| &record.outcome.transitions).for_each(|edge| walked.insert(*edge));
        let mut counts = [Count::default(); State::ALL.len()];
        counts[State::Established as usize] = Count::of(3);
        counts[State::CloseWait as usize] = Count { certain: 2, possible: 5 };
        let whole = Duration::from_secs(60);
        let timer = Running { timer: Timer::TimeWait, at: self.now().plus(whole), whole };
        Endpoint {
            address: (side == Side::A).then(|| "192.0.2.7:40001".to_owned()),
            state,
            walked,
            visited: States::of_edges(walked),
            timers: if state.may_be(State::TimeWait) { vec![timer] } else { Vec::new() },
            numbers: state.state().map(|_| Variables { snd_una: 1001, ..Variables::default() }),
            counts,
            ..Endpoint::unknown(self.names()[side])
        }
    }

    fn each_record(&self, steps: Range<usize>, see: &mut dyn FnMut(usize, &Record)) {
        for step in steps.start.max(1)..steps.end.min(self.last() + 1) {
            see(step, &self.records[step - 1]);
        }
    }

    fn account(&self, _: Option<PacketId>, language: &Language) -> Option<Account> {
        let record = &self.records[self.step.checked_sub(1)?];
        Some(Account { headline: Headline::of(language, record, self.names()).to_string(), ..Account::default() })
    }
}

fn stage(settings: Settings) -> Stage {
    Stage::new(Game::Shown(Box::new(Scripted::seen_from_between())), settings)
}

/// The keys of every window that shows something, one after the other.
const WINDOWS: [&str; 7] = ["y", "i", "m", "p", "T", "?", "Up Enter"];

#[test]
fn a_timeline_without_a_world_is_drawn_and_opened_at_every_size() {
    for size in SIZES {
        let mut stage = stage(settings(false));
        stage.set_area(Rect::new(0, 0, size.0, size.1));
        press(&mut stage, "Home");
        for step in 0..=stage.game.present() {
            assert_eq!(stage.game.step(), step, "{size:?}");
            assert!(painted(&stage, size).contains('?'), "nowhere is it certain: {size:?}, step {step}");
            for keys in WINDOWS {
                press(&mut stage, keys);
                let overlay = stage.window.overlay.is_some();
                assert!(overlay || keys == "Up Enter", "{keys}: {:?}", stage.window.notice);
                let shown = painted(&stage, size);
                let words = shown.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2).count();
                assert!(words > 20, "{keys} at {size:?} says something: {shown}");
                press(&mut stage, "Tab");
                while stage.window.overlay.is_some() {
                    press(&mut stage, "Esc");
                }
                stage.view.let_go();
                assert_eq!(stage.game.step(), step, "a window closes and nothing else");
            }
            press(&mut stage, "Right");
        }
    }
}

#[test]
fn nothing_of_what_is_only_shown_can_be_changed_and_every_key_says_so() {
    let keys: Vec<&str> = crate::tui::bindings::BINDINGS.iter().flat_map(|binding| binding.keys).copied().collect();
    for key in keys {
        let mut stage = stage(settings(true));
        press(&mut stage, "Home");
        press(&mut stage, key);
        stage.tick(Duration::from_secs(5));
        for size in SIZES {
            painted(&stage, size);
        }
        assert_eq!(stage.game.present(), Scripted::seen_from_between().last(), "{key}");
    }
    let mut stage = stage(settings(false));
    for key in ["x", "c", "d", "t", "u", "n", "g", "o", "B", "M", "Y"] {
        press(&mut stage, key);
        let message = stage.window.notice.as_deref();
        assert_eq!(message, Some(crate::language::ENGLISH.windows.only_shown), "{key}");
    }
}

#[test]
fn what_was_seen_plays_by_itself_from_its_beginning_to_its_end() {
    let mut stage = stage(settings(true));
    press(&mut stage, "Home Space");
    for _ in 0..2000 {
        stage.tick(Duration::from_millis(33));
    }
    assert!(stage.game.is_at_present());
    assert_eq!(stage.next_wake(), None, "and it comes to rest there");
}

/// The picture at one size, with this look.
fn picture(theme: Theme, glyphs: &'static Glyphs, (width, height): (u16, u16)) -> Buffer {
    let mut stage = stage(Settings { theme, glyphs, animate: false, ..Settings::default() });
    press(&mut stage, "Home Right");
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    stage.paint(buffer.area, &mut buffer);
    buffer
}

fn text(buffer: &Buffer) -> String {
    let row = |y| (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    (0..buffer.area.height).map(row).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_uncertain_state_is_told_from_every_other_look_without_colour_and_in_ascii() {
    for size in SIZES {
        let unicode = text(&picture(Theme::monochrome(), &Glyphs::UNICODE, size));
        let ascii = text(&picture(Theme::monochrome(), &Glyphs::ASCII, size));
        for (shown, glyphs) in [(&unicode, Glyphs::UNICODE), (&ascii, Glyphs::ASCII)] {
            for state in ["ESTABLISHED", "FIN_WAIT_1"] {
                let marked = format!("{}{state}{}", glyphs.hatch, glyphs.uncertain);
                assert!(shown.contains(&marked), "{size:?} {marked}: {shown}");
            }
            assert!(shown.contains(&format!("{}7{}", glyphs.times, glyphs.uncertain)), "a count in doubt: {shown}");
        }
        assert!(ascii.is_ascii(), "{ascii}");
    }
}

#[test]
fn an_observed_connection_looks_like_this() {
    let mut stage = stage(settings(false));
    press(&mut stage, "Home Right");
    insta::assert_snapshot!("scripted-80x24", painted(&stage, SIZES[0]));
}
