//! The engine: one TCP endpoint as a total function from (control block, event, instant) to an outcome.
//!
//! [`process`] follows RFC 9293 section 3.10 with RFC 5961 folded in; a [`Profile`] says where another TCP does otherwise. Every
//! outcome names the [`RuleId`]s that led to it, in order, and a connection changes its state along an [`Edge`] only.
//!
//! Modelled: all states, calls, checks and timers; send and receive buffers, windows, segmentation by MSS, out-of-order
//! segments, retransmission with RFC 6298 backoff and Karn's rule, window probes, delayed ACK, keep-alive, user timeout.
//! Not modelled: congestion control and fast retransmit, SACK, timestamps, window scale, urgent data, security labels, and
//! Linux's rate limits for challenge ACKs.

mod arrives;
mod calls;
mod check;
mod edge;
mod event;
mod fin;
mod linux;
mod output;
mod profile;
mod remains;
mod rtt;
mod rule;
mod segment;
mod seq;
mod state;
mod step;
mod synchronized;
mod tcb;
mod text;
mod time;
mod timeouts;
mod timer;

pub use check::{Check, CheckList, Explanation, Subject, explain};
pub use edge::{Cause, EDGES, Edge, EdgeId, EdgeSet};
pub use event::{CallError, Errno, Event, IcmpError, Outcome, Reply, Signal, Transmission, UserCall};
pub use profile::{Difference, LINUX_DIFFERENCES, LINUX_MISSES, Profile, SWITCHES, Timings};
pub use rtt::Rtt;
pub use rule::{RULES, Rule, RuleId};
pub use segment::{Flags, Payload, Segment};
pub use seq::SeqNumber;
pub use state::State;
pub use step::process;
pub use tcb::{DEFAULT_MSS, Fin, Held, Keepalive, Opened, ReceiveSequence, Remains, SendSequence, Settings, Tcb};
pub use time::Instant;
pub use timer::{Timer, Timers};
