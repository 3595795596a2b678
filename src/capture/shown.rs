//! A connection of a capture as a timeline: segment by segment, with what is known of both ends after each.

#![warn(clippy::arithmetic_side_effects)]

use super::connection::Connection;
use super::copies::Copies;
use super::infer::{Known, Sure};
use super::mark::{Mark, Sighting};
use super::octets::Octets;
use super::opener::Opener;
use super::passed::{Moments, Passed, passed};
use super::place::Place;
use super::rebuilt::{self, Rebuilt, rebuilt};
use super::table::Connections;
use super::time::utc;
use crate::language::Language;
use crate::narrate::{self, Field, Inspection, Numbers};
use crate::say;
use crate::session::History;
use crate::sim::{Departure, PacketId, PerSide, Record, Side};
use crate::tcp::{EdgeId, EdgeSet, Instant, SeqNumber, State};
use crate::timeline::ladder::{Beginning, Host};
use crate::timeline::{Account, Certainty, Count, Endpoint, States, Timeline};
use crate::wire::{self, flag};
use std::ops::Range;

/// As many octets that a capture does not have are written as zeros: what it says of their number may be wrong.
const MOST_ZEROS: usize = 32 << 20;

/// As many segments of a connection are shown.
pub(super) const SHOWN: usize = 5_000;

impl Passed {
    /// The moment in one line: who sends what, or whom it reaches, and what is known of both ends then.
    pub(super) fn headline(&self, text: &str, language: &Language) -> String {
        let states = self.known.as_ref().map(|known| {
            let forms = certainty(known).forms(language);
            forms.into_iter().next().unwrap_or_default()
        });
        say!(
            language,
            text,
            who = self.sender.letter(),
            other = self.sender.other().letter(),
            what = &self.segment,
            a = &states.a,
            sure_a = self.known.a.sure.describe(language),
            b = &states.b,
            sure_b = self.known.b.sure.describe(language),
        )
    }

    /// How this packet left, if it did then.
    fn departure(&self, packet: PacketId) -> Option<&Departure> {
        self.records.iter().flat_map(|record| &record.departures).find(|departure| departure.packet == packet)
    }

    /// What shows the state of an end, and what may have happened since.
    pub(super) fn describe(&self, side: Side, language: &Language) -> String {
        let words = &language.capture;
        let known = &self.known[side];
        let text = match known.sure {
            Sure::Seen => words.proof_seen,
            Sure::MustBe => words.proof_must,
            Sure::Probably => words.proof_probably,
            Sure::Unknown => words.proof_unknown,
        };
        let mut message = say!(language, text, who = side.letter(), other = side.other().letter());
        for silent in &known.may_also {
            message.push_str("; ");
            message.push_str(silent.describe(language));
        }
        message
    }

    /// What the segment proves, and what shows the states of both ends.
    pub(super) fn proofs(&self, language: &Language) -> Vec<String> {
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
        let ends = Side::BOTH.map(|side| self.describe(side, language));
        own.into_iter().chain(ack).chain(ends).collect()
    }
}

/// What is known of a connection before its segments are looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Began {
    /// Its ends.
    pub ends: PerSide<wire::End>,
    /// By what it is known that A has opened.
    pub opener: Opener,
    /// What the ends' numbers are counted from, and whether that is the number of a SYN.
    pub bases: PerSide<(u32, bool)>,
}

/// A connection of a capture, to be looked at step by step: every segment is one.
#[derive(Clone, Debug)]
pub struct Shown {
    step: usize,
    own: Vec<Sighting>,
    ends: PerSide<wire::End>,
    place: Place,
    /// By what it is known that A has opened.
    opener: Opener,
    names: PerSide<String>,
    /// What the ends' numbers are counted from, and whether that is the number of a SYN.
    bases: PerSide<(u32, bool)>,
    /// Whether the capture has the beginning of the connection.
    from_start: bool,
    before: PerSide<Known>,
    passed: Vec<Passed>,
}

impl Shown {
    /// The connection that begins with the packet `first`, out of all segments with its addresses and ports. Its end `a` is A, which is
    /// known by `opener`.
    #[must_use]
    pub fn new<'a>(
        flow: impl IntoIterator<Item = &'a Sighting>,
        first: Mark,
        (a, opener): (wire::End, Opener),
        place: Place,
    ) -> Self {
        let (mut own, connection) = own(flow, first);
        let halves = connection.as_ref().map(|connection| connection.halves.as_ref());
        let b = halves.map_or(a, |halves| if halves.a.end == a { halves.b.end } else { halves.a.end });
        let base = |end: wire::End| {
            let half = halves.and_then(|halves| halves.values().copied().find(|half| half.end == end));
            half.map_or((0, false), |half| (half.data.start.map_or(0, |start| start.0), half.syn.is_some()))
        };
        let bases = PerSide::new(base(a), base(b));
        without_copies(&mut own, a);
        own.truncate(SHOWN);
        let ends = PerSide::new(a, b);
        let moments = passed(&own, ends.a, place, bases.map(|(base, _)| base));
        Self { place, ..Self::of_moments(own, moments, Began { ends, opener, bases }) }
    }

    /// A connection with these moments, whose packets these are: as many as moments.
    pub(super) fn of_moments(own: Vec<Sighting>, moments: Moments, began: Began) -> Self {
        let Began { ends, opener, bases } = began;
        let from_start = own.first().is_some_and(|first| first.segment.has(flag::SYN) && !first.segment.has(flag::ACK));
        Self {
            step: moments.passed.len(),
            own,
            ends,
            place: Place::Both,
            opener,
            names: ends.map(|end| end.address.to_string()),
            bases,
            from_start,
            before: moments.before,
            passed: moments.passed,
        }
    }

    /// Its moments.
    pub(super) fn passed(&self) -> &[Passed] {
        &self.passed
    }

    /// The packets of its moments.
    pub(super) fn own(&self) -> &[Sighting] {
        &self.own
    }

    /// Finds out once more what every moment shows.
    fn look_again(&mut self) {
        self.names = self.ends.map(|end| end.address.to_string());
        let Moments { before, passed } = passed(&self.own, self.ends.a, self.place, self.bases.map(|(base, _)| base));
        (self.before, self.passed) = (before, passed);
    }

    /// Its segments as a pcapng file. Data that the capture does not have are zeros, and it is said of how many octets, and where;
    /// beyond 32 MiB of them the packets are cut.
    #[must_use]
    pub fn pcapng(&self, octets: &Octets, language: &Language) -> Vec<u8> {
        let words = &language.capture;
        let (mut all, mut missing) = (0_usize, 0_usize);
        let outgoing = |seen: &Sighting| {
            let data = seen.segment.data as usize;
            let there = octets.of_packet(seen.mark.packet);
            let mut payload = there[..there.len().min(data)].to_vec();
            let gap = data.saturating_sub(payload.len());
            let zeros = if gap.saturating_add(missing) > MOST_ZEROS { 0 } else { gap };
            payload.resize(payload.len().saturating_add(zeros), 0);
            all = all.saturating_add(data);
            missing = missing.saturating_add(zeros);
            let comment = (zeros > 0).then(|| say!(language, words.packet_zeros, n = zeros, all = data));
            let comments = comment.into_iter().collect();
            wire::Outgoing { time: seen.mark.time, segment: seen.segment, payload, direction: seen.direction, comments }
        };
        let packets: Vec<wire::Outgoing> = self.own.iter().map(outgoing).collect();
        let comment = match missing {
            0 => words.payload_whole.to_owned(),
            n => say!(language, words.payload_zeros, n, all),
        };
        wire::pcapng(Some(&comment), &[], &packets)
    }

    /// What happened up to the present step, done again by the engine.
    #[must_use]
    pub fn rebuilt(&self) -> Rebuilt {
        let states = self.before.as_ref().map(|known| known.state);
        rebuilt(rebuilt::Began { states, from_start: self.from_start }, &self.passed, self.step)
    }

    /// The numbers of a segment's sender when it left.
    fn sender_numbers(&self, passed: &Passed) -> Numbers {
        let (own, other) = (passed.sender, passed.sender.other());
        let first = |side: Side| self.bases[side].1.then_some(SeqNumber(0));
        let fin = |side: Side| {
            let fin = self.passed.iter().find(|seen| seen.sender == side && seen.segment.flags.fin());
            fin.map(|seen| seen.segment.end().minus(1))
        };
        let snd_nxt = passed.numbers[own].map(|numbers| SeqNumber(numbers.snd_nxt));
        Numbers {
            iss: first(own),
            fin: fin(own),
            snd_nxt,
            irs: first(other),
            peer_fin: fin(other),
            ..Numbers::default()
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
pub(super) fn own<'a>(
    flow: impl IntoIterator<Item = &'a Sighting>,
    first: Mark,
) -> (Vec<Sighting>, Option<Connection>) {
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
    (own, connections.into_all().nth(wanted))
}

/// Leaves out what the capture has taken twice: the sender sent it once, and nobody called twice.
fn without_copies(own: &mut Vec<Sighting>, a: wire::End) {
    let mut copies = PerSide::<Copies>::default();
    own.retain(|seen| {
        let from = if seen.segment.from == a { Side::A } else { Side::B };
        !copies[from].is_copy(seen)
    });
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
            address: Some(self.ends[side].to_string()),
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
        for step in steps.start.max(1)..steps.end {
            let Some(passed) = self.passed.get(step.saturating_sub(1)) else { break };
            passed.records.iter().for_each(|record| see(step, record));
        }
    }

    fn account(&self, packet: Option<PacketId>, language: &Language) -> Option<Account> {
        let step = match packet {
            Some(packet) => self.passed.iter().position(|passed| passed.packet == packet)?.saturating_add(1),
            None => self.step,
        };
        self.account_of(step, language)
    }

    fn account_of(&self, step: usize, language: &Language) -> Option<Account> {
        let passed = self.passed.get(step.checked_sub(1)?)?;
        let headline = passed.headline(language.capture.shown, language);
        Some(Account { headline, proofs: passed.proofs(language), ..Account::default() })
    }

    fn inspect(&self, packet: PacketId, language: &Language) -> Option<Inspection> {
        let departs = |passed: &Passed| passed.departure(packet).is_some();
        let at = self.passed[..self.step].iter().position(departs)?;
        let (passed, seen) = (&self.passed[at], &self.own[at]);
        let departure = passed.departure(packet)?;
        let answers = self.passed[..at].iter().rev().find(|before| before.sender != passed.sender);
        let answers = answers.map(|before| &before.segment).filter(|_| passed.segment.flags.rst());
        let numbers = self.sender_numbers(passed);
        let named = (packet, departure.origin);
        let mut inspection = narrate::inspect(language, named, &passed.segment, Some(&numbers), answers);
        let words = &language.capture;
        let field = |name, value: String, meaning: String| Field { name, value, meaning };
        let time = say!(language, words.packet_means, time = &utc(seen.mark.time));
        inspection.fields.push(field(words.packet, seen.mark.packet.to_string(), time));
        inspection.fields.push(field(words.own_seq, seen.segment.seq.to_string(), words.own_means.to_owned()));
        if seen.segment.has(flag::ACK) {
            inspection.fields.push(field(words.own_ack, seen.segment.ack.to_string(), words.own_means.to_owned()));
        }
        Some(inspection)
    }

    fn tcpdump_lines(&self) -> Vec<String> {
        self.own[..self.step].iter().map(|seen| wire::tcpdump_line(seen.mark.time, &seen.segment)).collect()
    }

    fn seen_elsewhere(&mut self, language: &Language) -> Option<String> {
        self.place = self.place.next();
        self.look_again();
        Some(say!(language, language.capture.place_now, place = self.place.describe(language)))
    }

    fn exchange_ends(&mut self, language: &Language) -> Option<String> {
        if matches!(self.opener, Opener::Syn | Opener::SynAck) {
            return Some(language.capture.opener_known.to_owned());
        }
        let PerSide { a, b } = self.ends;
        self.ends = PerSide::new(b, a);
        let PerSide { a, b } = self.bases;
        self.bases = PerSide::new(b, a);
        self.place = self.place.exchanged();
        self.look_again();
        Some(language.capture.exchanged.to_owned())
    }

    fn can_go_on(&self) -> bool {
        true
    }

    fn onward(&self, language: &Language) -> Option<(History, String)> {
        let Rebuilt { history, assumed } = self.rebuilt();
        let assumed: Vec<String> = assumed.into_iter().map(|assumed| assumed.describe(language)).collect();
        let words = &language.capture;
        let message = match &*assumed {
            [] => words.onward.to_owned(),
            all => format!("{} {}", words.onward, say!(language, words.assumed, what = &all.join("; "))),
        };
        Some((history, message))
    }

    fn waiting(&self, side: Side, _: PerSide<&str>, language: &Language) -> String {
        self.now_at().map(|passed| passed.describe(side, language)).unwrap_or_default()
    }

    fn beginning(&self) -> Option<Beginning> {
        let states = self.before.as_ref().map(certainty);
        let hosts = states.map(|state| Host { listens: state.state() == Some(State::Listen), ..Host::default() });
        self.from_start.then_some(Beginning { states, hosts })
    }
}
