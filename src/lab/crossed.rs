//! Which segments went between the two ends with an act. The simulation has them; of this machine the kernel's counters say how many
//! there were and how many of them held data, and the states at both ends say the rest.

use crate::language::flag_names;
use crate::sim::{PerSide, Side};
use crate::tcp::{Flags, Segment, State};

/// What a segment is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It opens.
    Syn,
    /// It opens, and answers.
    SynAck,
    /// It holds data.
    Data,
    /// It ends one direction.
    Fin,
    /// It ends everything.
    Reset,
    /// It says what has come, or asks for that.
    Ack,
}

impl Kind {
    /// What a segment of the simulation is for.
    #[must_use]
    pub fn of(segment: &Segment) -> Self {
        let flags = segment.flags;
        match (flags.rst(), flags.syn(), flags.fin()) {
            (true, ..) => Self::Reset,
            (_, true, _) if flags.ack() => Self::SynAck,
            (_, true, _) => Self::Syn,
            (_, _, true) => Self::Fin,
            _ if segment.data_len() > 0 => Self::Data,
            _ => Self::Ack,
        }
    }

    /// Its flags. A segment with data has those of an ACK.
    #[must_use]
    pub fn flags(self) -> &'static str {
        flag_names(match self {
            Self::Syn => Flags::SYN,
            Self::SynAck => Flags::SYN.with(Flags::ACK),
            Self::Fin => Flags::FIN_ACK,
            Self::Reset => Flags::RST,
            Self::Data | Self::Ack => Flags::ACK,
        })
    }
}

/// A segment that went from one end to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crossed {
    /// Who sent it.
    pub from: Side,
    /// What it is for.
    pub kind: Kind,
    /// How many octets of data it holds, where it holds any and that is known.
    pub octets: Option<u32>,
    /// Whether it was counted; else the states prove it.
    pub counted: bool,
}

impl Crossed {
    /// What stands on its arrow: `SYN,ACK`, `ACK len 10`.
    #[must_use]
    pub fn label(&self) -> String {
        let flags = self.kind.flags();
        self.octets.map_or_else(|| flags.to_owned(), |octets| format!("{flags} len {octets}"))
    }
}

/// What the kernel has counted of an end's connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Segments sent.
    pub sent: u32,
    /// Of these, how many held data.
    pub sent_data: u32,
    /// Octets that were sent, each time that they were.
    pub sent_octets: u64,
    /// Segments that came.
    pub came: u32,
    /// Of these, how many held data.
    pub came_data: u32,
    /// Octets that came, a FIN counted as one.
    pub came_octets: u64,
    /// Segments sent again.
    pub again: u32,
}

impl Count {
    /// What was counted since.
    #[must_use]
    pub const fn since(self, before: Self) -> Self {
        Self {
            sent: self.sent.wrapping_sub(before.sent),
            sent_data: self.sent_data.wrapping_sub(before.sent_data),
            sent_octets: self.sent_octets.wrapping_sub(before.sent_octets),
            came: self.came.wrapping_sub(before.came),
            came_data: self.came_data.wrapping_sub(before.came_data),
            came_octets: self.came_octets.wrapping_sub(before.came_octets),
            again: self.again.wrapping_sub(before.again),
        }
    }
}

/// What is known of an end over an act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndOfAct {
    /// The states that it was seen in, from before the act to after it.
    pub states: Vec<State>,
    /// Whether its connection is a new one.
    pub is_new: bool,
    /// Whether its program called `connect()`.
    pub connects: bool,
    /// Whether its program called `close()` or reset the connection.
    pub closes: bool,
    /// What the kernel counted meanwhile, if it was there to be asked. Of a connection that was accepted it does not count the
    /// handshake's first two segments.
    pub count: Option<Count>,
}

impl EndOfAct {
    fn before(&self) -> State {
        self.states.first().copied().unwrap_or_default()
    }

    fn now(&self) -> State {
        self.states.last().copied().unwrap_or_default()
    }

    /// Whether the other end called, and it answered.
    fn answered(&self) -> bool {
        let has = |state: State| state.is_synchronized() || state == State::SynReceived;
        self.is_new && !self.connects && self.states.iter().skip(1).any(|state| has(*state))
    }

    /// Whether it has gone from a state before its FIN to one behind it.
    fn has_ended(&self) -> bool {
        let is_before = |state| matches!(state, State::Established | State::SynReceived | State::CloseWait);
        let is_behind = |state: State| {
            matches!(state, State::FinWait1 | State::FinWait2 | State::Closing | State::TimeWait | State::LastAck)
        };
        self.states.windows(2).any(|two| is_before(two[0]) && is_behind(two[1]))
    }
}

/// How many segments an end has sent, and how many of them held data, as it counted them or as the other one did.
fn counted(own: &EndOfAct, other: &EndOfAct) -> Option<(u32, u32)> {
    let by_itself = |count: Count| (count.sent + u32::from(own.answered()), count.sent_data);
    let by_other = |count: Count| (count.came + u32::from(other.answered()), count.came_data);
    own.count.map(by_itself).or_else(|| other.count.map(by_other))
}

/// How many segments this end has sent, where it or the other one counted them.
#[must_use]
pub fn sent(own: &EndOfAct, other: &EndOfAct) -> Option<u32> {
    counted(own, other).map(|(all, _)| all)
}

/// Which segments each end has sent, A's first.
#[must_use]
pub fn crossed(ends: &PerSide<EndOfAct>) -> Vec<Crossed> {
    Side::BOTH.into_iter().flat_map(|side| of_end(side, &ends[side], &ends[side.other()])).collect()
}

fn of_end(side: Side, own: &EndOfAct, other: &EndOfAct) -> Vec<Crossed> {
    let of = |kind, counted| Crossed { from: side, kind, octets: None, counted };
    let count = counted(own, other);
    let is_counted = count.is_some();
    let mut all = Vec::new();
    let begins = own.connects && own.is_new;
    if begins {
        all.push(of(Kind::Syn, is_counted));
    }
    if own.answered() {
        // The kernel sends it before there is a socket that could count; the other end has counted that it came.
        all.push(of(Kind::SynAck, other.count.is_some()));
    }
    let again = own.count.map_or(0, |count| count.again);
    if own.before() == State::SynSent {
        all.extend((0..again).map(|_| of(Kind::Syn, true)));
    }
    let data = count.map_or(0, |(_, data)| data);
    let octets = other.count.map(|count| count.came_octets.saturating_sub(u64::from(own.has_ended())));
    // What was lost only who sent it has counted.
    let octets = octets.filter(|octets| *octets > 0).or(own.count.map(|count| count.sent_octets));
    // Of several segments the kernel tells the sum alone.
    let octets = octets.filter(|octets| data == 1 && *octets > 0).and_then(|octets| u32::try_from(octets).ok());
    all.extend((0..data).map(|_| Crossed { octets, ..of(Kind::Data, true) }));
    let other_ends = other.now() == State::TimeWait && other.before() != State::TimeWait;
    let vanishes = own.now() == State::Closed && own.before().is_synchronized();
    if own.has_ended() || (own.closes && vanishes && other_ends) {
        all.push(of(Kind::Fin, is_counted));
    }
    let is_refused = other.connects && other.is_new && other.now() == State::Closed && !own.answered();
    let other_vanishes = other.now() == State::Closed && other.before().is_synchronized();
    if is_refused || (own.closes && other_vanishes && !own.has_ended()) {
        all.push(of(Kind::Reset, is_counted));
    }
    match count {
        Some((count, _)) => {
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            // A FIN may ride on data, and is one with it.
            while all.len() > count
                && let Some(at) = all.iter().position(|crossed| crossed.kind == Kind::Data)
            {
                all.remove(at);
            }
            all.resize(count.max(all.len()), of(Kind::Ack, true));
        }
        // Both have gone where nobody counts. That the other end is behind its last FIN proves who acknowledged that.
        None if own.now() == State::TimeWait && own.before() != State::TimeWait && other.now() == State::Closed => {
            all.push(of(Kind::Ack, false));
        }
        None => {}
    }
    all
}

/// A segment in one world or in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rung {
    /// In the simulation.
    pub simulated: Option<Crossed>,
    /// On this machine.
    pub here: Option<Crossed>,
}

/// The segments of both worlds beside each other, in the simulation's order: counters know none.
#[must_use]
pub fn rungs(simulated: &[Crossed], here: &[Crossed]) -> Vec<Rung> {
    let mut left = here.to_vec();
    let mut rungs = Vec::new();
    for simulated in simulated {
        let is_same = |here: &Crossed| (here.from, here.kind) == (simulated.from, simulated.kind);
        let here = left.iter().position(is_same).map(|at| left.remove(at));
        rungs.push(Rung { simulated: Some(*simulated), here });
    }
    rungs.extend(left.into_iter().map(|here| Rung { simulated: None, here: Some(here) }));
    rungs
}

#[cfg(test)]
mod tests {
    use super::{Count, Crossed, EndOfAct, Kind, crossed, rungs, sent};
    use crate::sim::{PerSide, Side};
    use crate::tcp::State;

    fn names(all: &[Crossed]) -> String {
        let name = |crossed: &Crossed| {
            format!("{:?} {:?}{}", crossed.from, crossed.kind, if crossed.counted { "" } else { " by its states" })
        };
        all.iter().map(name).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_handshake_is_told_from_two_counters_and_two_states() {
        let ends = PerSide::new(
            EndOfAct {
                states: vec![State::Closed, State::Established],
                is_new: true,
                connects: true,
                count: Some(Count { sent: 2, came: 1, ..Count::default() }),
                ..EndOfAct::default()
            },
            EndOfAct {
                states: vec![State::Listen, State::Established],
                is_new: true,
                count: Some(Count { sent: 0, came: 1, ..Count::default() }),
                ..EndOfAct::default()
            },
        );
        assert_eq!(names(&crossed(&ends)), "A Syn, A Ack, B SynAck");
        assert_eq!((sent(&ends.a, &ends.b), sent(&ends.b, &ends.a)), (Some(2), Some(1)));
    }

    #[test]
    fn who_is_not_there_to_be_asked_is_counted_by_the_other_end_or_proved_by_both_states() {
        let gone = PerSide::new(
            EndOfAct { states: vec![State::Established, State::FinWait2], closes: true, ..EndOfAct::default() },
            EndOfAct {
                states: vec![State::Established, State::CloseWait],
                count: Some(Count { sent: 1, came: 1, ..Count::default() }),
                ..EndOfAct::default()
            },
        );
        assert_eq!(names(&crossed(&gone)), "A Fin, B Ack");
        let both = PerSide::new(
            EndOfAct { states: vec![State::FinWait2, State::TimeWait], ..EndOfAct::default() },
            EndOfAct { states: vec![State::CloseWait, State::Closed], closes: true, ..EndOfAct::default() },
        );
        assert_eq!(names(&crossed(&both)), "A Ack by its states, B Fin by its states");
        assert_eq!(sent(&both.a, &both.b), None);
    }

    #[test]
    fn a_refusal_and_an_abort_are_resets_and_a_syn_that_is_sent_again_is_a_syn() {
        let refused = PerSide::new(
            EndOfAct {
                states: vec![State::Closed, State::Closed],
                is_new: true,
                connects: true,
                ..EndOfAct::default()
            },
            EndOfAct { states: vec![State::Closed, State::Closed], ..EndOfAct::default() },
        );
        assert_eq!(names(&crossed(&refused)), "A Syn by its states, B Reset by its states");
        let aborted = PerSide::new(
            EndOfAct { states: vec![State::Established, State::Closed], closes: true, ..EndOfAct::default() },
            EndOfAct { states: vec![State::Established, State::Closed], ..EndOfAct::default() },
        );
        assert_eq!(names(&crossed(&aborted)), "A Reset by its states");
        let again = PerSide::new(
            EndOfAct {
                states: vec![State::SynSent, State::Established],
                count: Some(Count { sent: 2, came: 1, again: 1, ..Count::default() }),
                ..EndOfAct::default()
            },
            EndOfAct { states: vec![State::Established], count: Some(Count::default()), ..EndOfAct::default() },
        );
        assert_eq!(names(&crossed(&again)), "A Syn, A Ack");
    }

    #[test]
    fn what_a_single_segment_of_data_held_is_what_came_of_it() {
        let of = |count| EndOfAct { states: vec![State::Established], count: Some(count), ..EndOfAct::default() };
        let ends = PerSide::new(
            of(Count { sent: 1, sent_data: 1, came: 1, ..Count::default() }),
            of(Count { sent: 1, came: 1, came_data: 1, came_octets: 100, ..Count::default() }),
        );
        let labels: Vec<String> = crossed(&ends).iter().map(Crossed::label).collect();
        assert_eq!(labels, ["ACK len 100", "ACK"]);
    }

    #[test]
    fn a_fin_that_rides_on_data_is_one_segment() {
        let count = Some(Count { sent: 1, sent_data: 1, ..Count::default() });
        let ends = PerSide::new(
            EndOfAct { states: vec![State::Established, State::FinWait2], closes: true, count, ..EndOfAct::default() },
            EndOfAct { states: vec![State::Established, State::CloseWait], ..EndOfAct::default() },
        );
        assert_eq!(names(&crossed(&ends)), "A Fin");
    }

    #[test]
    fn what_both_worlds_have_stands_beside_each_other_and_what_one_has_stands_alone() {
        let of = |from, kind| Crossed { from, kind, octets: None, counted: true };
        let simulated = [of(Side::A, Kind::Data), of(Side::B, Kind::Ack), of(Side::B, Kind::Data)];
        let here = [of(Side::A, Kind::Data), of(Side::A, Kind::Ack), of(Side::B, Kind::Data)];
        let both: Vec<_> =
            rungs(&simulated, &here).iter().map(|rung| (rung.simulated.is_some(), rung.here.is_some())).collect();
        assert_eq!(both, [(true, true), (true, false), (true, true), (false, true)]);
    }
}
