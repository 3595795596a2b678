//! The engine: one TCP endpoint as a total function from (control block, event, instant) to an outcome.

mod edge;
mod segment;
mod seq;
mod state;
mod time;

pub use edge::{Cause, EDGES, Edge, EdgeId, EdgeSet};
pub use segment::{Flags, Payload, Segment};
pub use seq::SeqNumber;
pub use state::State;
pub use time::Instant;
