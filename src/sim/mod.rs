//! The world: two hosts, a link, packets, virtual time. A plain value: no clock, no thread, no randomness that is not in it.

mod accept;
mod app;
mod attention;
mod choices;
mod connection;
mod host;
mod input;
mod limits;
mod link;
mod log;
mod network;
mod option;
mod options;
mod program;
mod quiet;
mod record;
mod recorder;
pub mod search;
mod side;
mod socket;
mod sockets;
mod span;
mod split_mix;
mod table;
mod verb;
mod war;
mod world;

pub use app::AppBehaviour;
pub use connection::Connection;
pub use host::{Attention, Host, ISN_STEP};
pub use input::{Call, Expression, Forged, Input, ProfileName, Variable};
pub use limits::{Limit, Limits};
pub use link::{Link, LinkChange, Loss, Origin, Packet, PacketId};
pub use option::SocketOption;
pub use record::{Departure, Happening, Record};
pub use side::{PerSide, Side};
pub use socket::{ConnectionId, Socket};
pub use span::Span;
pub use split_mix::split_mix;
pub use table::{Address, Owner, SocketRow, SsTimer};
#[cfg(test)]
pub use verb::fake_verbs;
pub use verb::{Form, Takes, Topic, VERBS, Verb, in_words, switch, verb_of};
pub use world::{Setup, TRAY, World};
