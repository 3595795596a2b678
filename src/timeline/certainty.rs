//! How sure it is in which state an endpoint is.

use crate::language::Language;
use crate::say;
use crate::tcp::{EdgeId, EdgeSet, State};

/// A set of states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct States(u16);

impl States {
    /// Whether the state is in the set.
    #[must_use]
    pub const fn contains(self, state: State) -> bool {
        self.0 & (1 << state as u16) != 0
    }

    /// How many states are in it.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether it has no state.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its states, in the order of [`State::ALL`].
    pub fn iter(self) -> impl Iterator<Item = State> {
        State::ALL.into_iter().filter(move |state| self.contains(*state))
    }

    /// The states at either end of some edges.
    #[must_use]
    pub fn of_edges(edges: EdgeSet) -> Self {
        let walked = EdgeId::all().filter(|edge| edges.contains(*edge));
        walked.flat_map(|edge| [edge.edge().from, edge.edge().to]).collect()
    }
}

impl FromIterator<State> for States {
    fn from_iter<I: IntoIterator<Item = State>>(states: I) -> Self {
        Self(states.into_iter().fold(0, |set, state| set | 1 << state as u16))
    }
}

/// What is known of an endpoint's state. A simulation always knows; who only saw the segments of a connection may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// It is in this state.
    Certain(State),
    /// It is in one of these states, and nothing that was seen tells in which.
    OneOf(States),
    /// Nothing that was seen tells anything of its state.
    Unknown,
}

impl Certainty {
    /// One of these states: certain if there is only one, unknown if there is none.
    #[must_use]
    pub fn one_of(states: impl IntoIterator<Item = State>) -> Self {
        let states: States = states.into_iter().collect();
        let mut all = states.iter();
        match (all.next(), all.next()) {
            (None, _) => Self::Unknown,
            (Some(only), None) => Self::Certain(only),
            _ => Self::OneOf(states),
        }
    }

    /// The state, if it is certain.
    #[must_use]
    pub const fn state(self) -> Option<State> {
        match self {
            Self::Certain(state) => Some(state),
            Self::OneOf(_) | Self::Unknown => None,
        }
    }

    /// Whether it may be in this state without that being certain.
    #[must_use]
    pub const fn may_be(self, state: State) -> bool {
        matches!(self, Self::OneOf(states) if states.contains(state))
    }

    /// The states that it may be in without that being certain.
    #[must_use]
    pub fn states(self) -> States {
        match self {
            Self::OneOf(states) => states,
            Self::Certain(_) | Self::Unknown => States::default(),
        }
    }

    /// What it looks like in words, from the longest form to the shortest: `CLOSING/LAST_ACK?`, `1 of 2?`, `?`.
    #[must_use]
    pub fn forms(self, language: &Language) -> Vec<String> {
        let words = &language.windows;
        match self {
            Self::Certain(state) => vec![state.name().to_owned()],
            Self::OneOf(states) => vec![
                say!(language, words.doubt_states, states = &names(states, "/")),
                say!(language, words.doubt_count, n = states.len()),
                words.doubt.to_owned(),
            ],
            Self::Unknown => [words.doubt_unknown, words.doubt_unknown_short, words.doubt].map(str::to_owned).to_vec(),
        }
    }

    /// A sentence about an end that is not certain to be in one state; `None` where nothing needs to be said.
    #[must_use]
    pub fn describe(self, who: &str, language: &Language) -> Option<String> {
        let words = &language.windows;
        match self {
            Self::Certain(_) => None,
            Self::OneOf(states) => Some(say!(language, words.doubt_told, who, states = &names(states, ", "))),
            Self::Unknown => Some(say!(language, words.doubt_told_unknown, who)),
        }
    }
}

fn names(states: States, between: &str) -> String {
    states.iter().map(State::name).collect::<Vec<_>>().join(between)
}

/// How many connections of a host are in a state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Certainly.
    pub certain: u32,
    /// Possibly.
    pub possible: u32,
}

impl Count {
    /// Certainly this many.
    #[must_use]
    pub const fn of(certain: u32) -> Self {
        Self { certain, possible: 0 }
    }

    /// At most this many.
    #[must_use]
    pub const fn maximum(self) -> u32 {
        self.certain.saturating_add(self.possible)
    }
}

#[cfg(test)]
mod tests {
    use super::{Certainty, States};
    use crate::language::ENGLISH;
    use crate::tcp::State;

    #[test]
    fn one_of_one_is_certain_and_one_of_none_is_unknown() {
        assert_eq!(Certainty::one_of([State::Closing]), Certainty::Certain(State::Closing));
        assert_eq!(Certainty::one_of([]), Certainty::Unknown);
        let two = Certainty::one_of([State::LastAck, State::Closing]);
        assert_eq!(two.state(), None);
        assert!(two.may_be(State::Closing) && !two.may_be(State::TimeWait));
        assert_eq!(two.forms(&ENGLISH)[0], "CLOSING/LAST_ACK?");
    }

    #[test]
    fn every_form_is_shorter_than_the_one_before_and_marks_the_doubt() {
        for known in [Certainty::Unknown, Certainty::OneOf(State::ALL.into_iter().collect::<States>())] {
            let forms = known.forms(&ENGLISH);
            assert!(forms.windows(2).all(|pair| pair[0].len() > pair[1].len()), "{forms:?}");
            assert!(forms.iter().all(|form| form.contains('?')), "{forms:?}");
            assert!(known.describe("A", &ENGLISH).is_some_and(|message| message.ends_with('.')));
        }
    }
}
