//! The engine's rules and edges: what each state does with each event, in the words of RFC 9293 and of Linux.

pub mod call_table;
pub mod case;
mod coverage;
mod linux_calls;
mod linux_segments;
mod lossy;
mod orphans;
mod pairs;
mod random;
mod rfc_calls;
mod segments;
mod timers;
mod transitions;
