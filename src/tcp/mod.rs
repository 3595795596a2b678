//! The engine: one TCP endpoint as a total function from (control block, event, instant) to an outcome.
//!
//! [`process`] follows RFC 9293 section 3.10 with RFC 5961 folded in; a [`Profile`] says where another TCP does otherwise. Every
//! outcome names the [`RuleId`]s that led to it, in order, and a connection changes its state along an [`Edge`] only.
//!
//! Modelled: all states, calls, checks and timers; send and receive buffers, windows, segmentation by MSS, out-of-order
//! segments, retransmission with RFC 6298 backoff and Karn's rule, window probes, delayed ACK, keep-alive, user timeout.
//! Not modelled: congestion control and fast retransmit, SACK, timestamps, window scale, urgent data, security labels, and
//! Linux's rate limits for challenge ACKs.
//!
//! # A drive loop
//!
//! The engine sends nothing itself: whoever drives it carries what one end sends to the other.
//!
//! ```
//! use tcptutor::tcp::{Event, Instant, Profile, SeqNumber, Settings, State, Tcb, UserCall, process};
//!
//! let (profile, now) = (Profile::rfc9293(), Instant::ZERO);
//! let mut client = Tcb::new(40001, SeqNumber(1000), Settings::default()).with_remote(80);
//! let mut server = Tcb::new(80, SeqNumber(5000), Settings::default());
//! process(&mut server, &Event::Call(UserCall::Listen), now, &profile);
//! let mut sent = process(&mut client, &Event::Call(UserCall::Connect), now, &profile).sent.into_vec();
//!
//! for receiver in ["server", "client", "server"] {
//!     let tcb = if receiver == "server" { &mut server } else { &mut client };
//!     let arrive = |transmission: tcptutor::tcp::Transmission| {
//!         process(tcb, &Event::SegmentArrives(transmission.segment), now, &profile).sent
//!     };
//!     sent = sent.into_iter().flat_map(arrive).collect();
//! }
//! assert!(sent.is_empty(), "three segments open a connection");
//! assert_eq!((client.state(), server.state()), (State::Established, State::Established));
//! ```

mod acking;
mod arrives;
mod calls;
mod check;
mod edge;
mod errno;
mod event;
mod explain;
mod fin;
mod icmp;
mod linux;
mod numbered;
mod output;
mod profile;
mod quick_ack;
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

pub use check::Check;
pub use edge::{Cause, EDGES, Edge, EdgeId, EdgeSet};
pub use errno::Errno;
pub use event::{CallError, Event, IcmpError, Outcome, Reply, Signal, Transmission, UserCall};
pub use explain::{Explanation, explain};
pub use icmp::Icmp;
pub use numbered::{CheckList, NumberedCheck, Subject};
pub use profile::{Difference, LINUX_DIFFERENCES, Patience, Profile, SWITCHES, Timings};
pub use rtt::Rtt;
pub use rule::{RULES, Rule, RuleId};
pub use segment::{Flags, Payload, Segment};
pub use seq::SeqNumber;
pub use state::State;
pub use step::process;
pub use tcb::{DEFAULT_MSS, Fin, Held, Keepalive, Opened, ReceiveSequence, Remains, SendSequence, Settings, Tcb};
pub use time::Instant;
pub use timer::{Timer, Timers};
