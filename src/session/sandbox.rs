//! What free play begins with.

use super::History;
use crate::sim::{Call, Input, PerSide, Setup, Side};
use crate::tcp::Profile;

/// What the two endpoints of a sandbox are called.
pub const SANDBOX_NAMES: PerSide<&str> = PerSide::new("client", "server");

/// A session in which a server listens and a client waits for its first call.
#[must_use]
pub fn sandbox(profile: Profile) -> History {
    History::opened(Setup { profile, ..Setup::default() }, vec![Input::Call(Side::B, Call::Listen)])
}
