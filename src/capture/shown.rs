//! A connection of a capture as a timeline: segment by segment, with what is known of both ends after each.

use super::connection::Connection;
use super::infer::{Known, Sure};
use super::mark::{Mark, Sighting};
use super::passed::{Moments, Passed, passed};
use super::place::Place;
use super::table::Connections;
use crate::language::Language;
use crate::say;
use crate::sim::{PacketId, PerSide, Record, Side};
use crate::tcp::{EdgeId, EdgeSet, Instant, State};
use crate::timeline::ladder::{Beginning, Host};
use crate::timeline::{Account, Certainty, Count, Endpoint, States, Timeline};
use crate::wire::{self, flag};
use std::ops::Range;

/// As many segments of a connection are shown.
const SHOWN: usize = 5_000;

impl Passed {
    /// What shows the state of an end, and what may have happened since.
    fn told(&self, side: Side, language: &Language) -> String {
        let words = &language.capture;
        let known = &self.known[side];
        let text = match known.sure {
            Sure::Seen => words.proof_seen,
            Sure::MustBe => words.proof_must,
            Sure::Probably => words.proof_probably,
            Sure::Unknown => words.proof_unknown,
        };
        let mut told = say!(language, text, who = side.letter(), other = side.other().letter());
        for silent in &known.may_also {
            told.push_str("; ");
            told.push_str(silent.told(language));
        }
        told
    }

    /// What the segment proves, and what shows the states of both ends.
    fn proofs(&self, language: &Language) -> Vec<String> {
        let words = &language.capture;
        let (who, other) = (self.sender.letter(), self.sender.other().letter());
        let flags = self.segment.flags;
        let own = match (flags.rst(), flags.syn(), flags.ack(), flags.fin()) {
            (true, ..) => Some(words.proof_rst),
            (_, true, false, _) => Some(words.proof_syn),
            (_, true, true, _) => Some(words.proof_syn_ack),
            (.., true) if self.is_second => Some(words.proof_fin_second),
            (.., true) => Some(words.proof_fin_first),
            _ => None,
        };
        let ack = flags.ack().then(|| say!(language, words.proof_in_order, ack = self.segment.ack.0, who, other));
        let own = own.map(|text| say!(language, text, who, other));
        let ends = Side::BOTH.map(|side| self.told(side, language));
        own.into_iter().chain(ack).chain(ends).collect()
    }
}

/// A connection of a capture, to be looked at step by step: every segment is one.
#[derive(Clone, Debug)]
pub struct Shown {
    step: usize,
    names: PerSide<String>,
    addresses: PerSide<String>,
    /// Whether the capture has the beginning of the connection.
    from_start: bool,
    before: PerSide<Known>,
    passed: Vec<Passed>,
}

impl Shown {
    /// The connection that begins with the packet `first`, out of all segments with its addresses and ports. Its end `a` is A.
    #[must_use]
    pub fn new<'a>(flow: impl IntoIterator<Item = &'a Sighting>, first: Mark, a: wire::End, place: Place) -> Self {
        let (own, connection) = own(flow, first);
        let ends = connection.as_ref().map(|connection| connection.halves.as_ref().map(|half| half.end));
        let b = ends.map_or(a, |ends| if ends.a == a { ends.b } else { ends.a });
        let halves = connection.as_ref().map(|connection| connection.halves.as_ref());
        let starts = halves.map(|halves| halves.map(|half| half.data.start.map(|start| (half.end, start.0))));
        let base = |end: wire::End| {
            let known = starts.into_iter().flat_map(|starts| [starts.a, starts.b]).flatten();
            known.into_iter().find(|(of, _)| *of == end).map_or(0, |(_, start)| start)
        };
        let own = &own[..own.len().min(SHOWN)];
        let Moments { before, passed } = passed(own, a, place, PerSide::new(base(a), base(b)));
        let name = |end: wire::End| end.address.to_string();
        Self {
            step: passed.len(),
            names: PerSide::new(name(a), name(b)),
            addresses: PerSide::new(a.to_string(), b.to_string()),
            from_start: own.first().is_some_and(|first| first.segment.has(flag::SYN) && !first.segment.has(flag::ACK)),
            before,
            passed,
        }
    }

    fn now_at(&self) -> Option<&Passed> {
        self.passed.get(self.step.checked_sub(1)?)
    }

    fn certainty(&self, side: Side) -> Certainty {
        certainty(self.now_at().map_or(&self.before[side], |passed| &passed.known[side]))
    }

    /// The edges that an end has certainly taken, in order: the last ones of its way may be no more than likely.
    fn edges(&self, side: Side) -> Vec<EdgeId> {
        let records = self.passed[..self.step].iter().flat_map(|passed| &passed.records);
        let (mut sure, mut edges) = (0, Vec::new());
        for record in records.filter(|record| record.side == side) {
            edges.extend(&record.outcome.transitions);
            if !record.is_guess {
                sure = edges.len();
            }
        }
        edges.truncate(sure);
        edges
    }
}

/// The segments of one connection, and the connection itself, out of all segments with its addresses and ports.
fn own<'a>(flow: impl IntoIterator<Item = &'a Sighting>, first: Mark) -> (Vec<Sighting>, Option<Connection>) {
    let mut connections = Connections::default();
    let mut placed: Vec<(usize, Sighting)> = Vec::new();
    for sighting in flow {
        let before = connections.all().len();
        let index = connections.take(sighting);
        placed.push((index, *sighting));
        // A connection may begin with a SYN that came before: which of them began it shows only with the answer.
        if let Some(begun) = connections.all().get(before)
            && let Some(syn) = placed.iter_mut().find(|(_, seen)| seen.mark == begun.first)
        {
            syn.0 = before;
        }
    }
    let Some(wanted) = connections.all().iter().position(|connection| connection.first == first) else {
        return (Vec::new(), None);
    };
    let own = placed.into_iter().filter(|(index, _)| *index == wanted).map(|(_, sighting)| sighting).collect();
    (own, connections.into_all().into_iter().nth(wanted))
}

fn certainty(known: &Known) -> Certainty {
    Certainty::one_of(known.possible.iter().copied())
}

impl Timeline for Shown {
    fn step(&self) -> usize {
        self.step
    }

    fn last(&self) -> usize {
        self.passed.len()
    }

    fn seek(&mut self, step: usize) {
        self.step = step.min(self.last());
    }

    fn now(&self) -> Instant {
        self.now_at().map_or(Instant::ZERO, |passed| passed.at)
    }

    fn next_at(&self) -> Option<Instant> {
        self.passed.get(self.step).map(|passed| passed.at)
    }

    fn names(&self) -> PerSide<&str> {
        self.names.as_deref()
    }

    fn endpoint(&self, side: Side) -> Endpoint {
        let state = self.certainty(side);
        let edges = self.edges(side);
        let mut walked = EdgeSet::default();
        for edge in &edges {
            walked.insert(*edge);
        }
        let mut counts = [Count::default(); State::ALL.len()];
        if let Some(state) = state.state() {
            counts[state as usize] = Count::of(1);
        }
        state.states().iter().for_each(|state| counts[state as usize] = Count { certain: 0, possible: 1 });
        Endpoint {
            address: Some(self.addresses[side].clone()),
            state,
            last_edge: edges.last().copied(),
            walked,
            visited: States::of_edges(walked),
            numbers: self.now_at().and_then(|passed| passed.numbers[side]),
            counts,
            ..Endpoint::unknown(&self.names[side])
        }
    }

    fn each_record(&self, steps: Range<usize>, see: &mut dyn FnMut(usize, &Record)) {
        for step in steps.start.max(1)..steps.end.min(self.last() + 1) {
            self.passed[step - 1].records.iter().for_each(|record| see(step, record));
        }
    }

    fn account(&self, packet: Option<PacketId>, language: &Language) -> Option<Account> {
        let passed = match packet {
            Some(packet) => self.passed.iter().find(|passed| passed.packet == packet)?,
            None => self.now_at()?,
        };
        let states = passed.known.as_ref().map(|known| {
            let forms = certainty(known).forms(language);
            forms.into_iter().next().unwrap_or_default()
        });
        let headline = say!(
            language,
            language.capture.shown,
            who = passed.sender.letter(),
            what = &passed.segment,
            a = &states.a,
            sure_a = passed.known.a.sure.told(language),
            b = &states.b,
            sure_b = passed.known.b.sure.told(language),
        );
        Some(Account { headline, proofs: passed.proofs(language), ..Account::default() })
    }

    fn waiting(&self, side: Side, _: PerSide<&str>, language: &Language) -> String {
        self.now_at().map(|passed| passed.told(side, language)).unwrap_or_default()
    }

    fn beginning(&self) -> Option<Beginning> {
        let states = self.before.as_ref().map(certainty);
        let hosts = states.map(|state| Host { listens: state.state() == Some(State::Listen), ..Host::default() });
        self.from_start.then_some(Beginning { states, hosts })
    }
}
