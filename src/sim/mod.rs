//! The world: two hosts, a link, packets, virtual time. A plain value: no clock, no thread, no luck that is not in it.

mod app;
mod choices;
mod host;
mod input;
mod link;
mod network;
mod record;
pub mod search;
mod side;
mod sockets;
mod war;
mod world;

pub use app::AppBehaviour;
pub use host::{Connection, Host, ISN_STEP};
pub use input::{Call, Expression, Forged, Input, Variable};
pub use link::{Link, LinkChange, Loss, Origin, Packet, PacketId};
pub use record::{ConnectionId, Departure, Happening, Record};
pub use side::Side;
pub use world::{Setup, TRAY, World};
