//! Where the simulation and this machine differ, and why.

use super::crossed::{Crossed, Kind};
use super::exercise::{Act, side_of};
use super::seen::Seen;
use crate::sim::{Call, Input, Side};
use crate::tcp::State;

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What differs.
    pub what: Aspect,
    /// Why, where that is known.
    pub reason: Option<Reason>,
}

/// What differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// What the call of this number returned: simulated, and here.
    Returned(usize, String, String),
    /// The state that a side is in afterwards: simulated, and here.
    State(Side, State, State),
    /// How many segments a side has sent: simulated, and here.
    Sent(Side, u32, u32),
}

/// Why the two differ: a property of loopback or of the way in which it is looked at, and no mistake of either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// On loopback a segment has arrived before the next call is made: two calls never cross.
    NothingCrosses,
    /// An ACK goes by itself or rides on what is sent next, as the moment has it.
    AckOrRide,
    /// How often something is sent again follows from the moments at which a link is cut and mended.
    Again,
}

/// The differences of one act.
#[must_use]
pub fn compare(act: &Act, simulated: &Seen, here: &Seen) -> Vec<Difference> {
    let mut differences = Vec::new();
    let reason = crosses(act).then_some(Reason::NothingCrosses);
    for (at, (wanted, got)) in simulated.returned.iter().zip(&here.returned).enumerate() {
        if wanted != got {
            differences.push(Difference { what: Aspect::Returned(at, wanted.clone(), got.clone()), reason });
        }
    }
    for side in Side::BOTH {
        let (wanted, got) = (simulated.now[side], here.now[side]);
        if wanted != got {
            differences.push(Difference { what: Aspect::State(side, wanted, got), reason });
        }
    }
    let is_same_so_far = differences.is_empty();
    for side in Side::BOTH {
        if let (Some(wanted), Some(got)) = (simulated.sent[side], here.sent[side])
            && wanted != got
        {
            let is_ack = is_same_so_far && wanted.abs_diff(got) == 1;
            let again = is_same_so_far && (is_sent_again(simulated, side) || is_sent_again(here, side));
            let reason = reason.or(again.then_some(Reason::Again)).or(is_ack.then_some(Reason::AckOrRide));
            differences.push(Difference { what: Aspect::Sent(side, wanted, got), reason });
        }
    }
    differences
}

/// Whether a side sent the same thing several times without a call for it.
fn is_sent_again(seen: &Seen, side: Side) -> bool {
    let is_again = |crossed: &&Crossed| crossed.from == side && matches!(crossed.kind, Kind::Syn | Kind::Data);
    seen.returned.is_empty() && seen.crossed.iter().any(|crossed| is_again(&crossed))
}

/// Whether both ends call at once, and what they send would cross on a wire.
fn crosses(act: &Act) -> bool {
    let Act::Calls(inputs) = act else { return false };
    let closes = |side| {
        let ends = |input: &Input| {
            side_of(input) == Some(side)
                && matches!(input, Input::Call(_, Call::Close | Call::Shutdown | Call::Connect))
        };
        inputs.iter().any(ends)
    };
    closes(Side::A) && closes(Side::B)
}

/// The states that an end passed through in the simulation and was not seen in here.
#[must_use]
pub fn passed_through(side: Side, simulated: &Seen, here: &Seen) -> Vec<State> {
    let last = simulated.now[side];
    let was_seen = |state: &State| here.entered[side].contains(state);
    simulated.entered[side].iter().copied().filter(|state| *state != last && !was_seen(state)).collect()
}
