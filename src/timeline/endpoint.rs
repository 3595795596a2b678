//! One end of a connection at one moment, as far as it is known.

use super::certainty::{Certainty, Count, States};
use crate::sim::ConnectionId;
use crate::tcp::{EdgeId, EdgeSet, Instant, State, Timer};
use std::time::Duration;

/// One end at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// What its program is called: `client`.
    pub name: String,
    /// Address and port, once there is a port: `10.0.0.1:40001`.
    pub address: Option<String>,
    /// The connection's number, if the host has several.
    pub connection: Option<ConnectionId>,
    /// Its state, and how sure that is.
    pub state: Certainty,
    /// The edge that led to it.
    pub last_edge: Option<EdgeId>,
    /// The edges that the connection has taken.
    pub walked: EdgeSet,
    /// The states that it has been in.
    pub visited: States,
    /// Whether a listener stands beside it.
    pub listener: bool,
    /// What makes its calls, if that is not a person.
    pub program: Option<&'static str>,
    /// Its running timers.
    pub timers: Vec<Running>,
    /// Its sequence variables, if they are known.
    pub numbers: Option<Variables>,
    /// How many connections of its host are in each state, by [`State::ALL`].
    pub counts: [Count; State::ALL.len()],
}

/// A running timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// Which.
    pub timer: Timer,
    /// When it fires.
    pub at: Instant,
    /// How long it runs in all.
    pub whole: Duration,
}

/// The sequence variables of RFC 9293 3.3.1 that are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Variables {
    /// SND.UNA.
    pub snd_una: u32,
    /// SND.NXT.
    pub snd_nxt: u32,
    /// SND.WND, in octets.
    pub snd_wnd: u32,
    /// RCV.NXT.
    pub rcv_nxt: u32,
    /// RCV.WND, in octets.
    pub rcv_wnd: u32,
    /// Octets that wait to be read.
    pub unread: usize,
}

impl Endpoint {
    /// An end of which nothing is known but its name.
    #[must_use]
    pub fn unknown(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            address: None,
            connection: None,
            state: Certainty::Unknown,
            last_edge: None,
            walked: EdgeSet::default(),
            visited: States::default(),
            listener: false,
            program: None,
            timers: Vec::new(),
            numbers: None,
            counts: [Count::default(); State::ALL.len()],
        }
    }

    /// When its next timer fires.
    #[must_use]
    pub fn next_timeout(&self) -> Option<Instant> {
        self.timers.iter().map(|running| running.at).min()
    }

    /// The timer that fires next.
    #[must_use]
    pub fn next_timer(&self) -> Option<Timer> {
        self.timers.iter().min_by_key(|running| (running.at, running.timer)).map(|running| running.timer)
    }

    /// Whether this timer runs.
    #[must_use]
    pub fn runs(&self, timer: Timer) -> bool {
        self.timers.iter().any(|running| running.timer == timer)
    }
}
