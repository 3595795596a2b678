//! What free play begins with.

use super::History;
use crate::sim::{Call, Input, Setup, Side};
use crate::tcp::Profile;

/// A session in which a server listens and a client waits for its first call.
#[must_use]
pub fn sandbox(profile: Profile) -> History {
    History::opened(Setup { profile, ..Setup::default() }, vec![Input::Call(Side::B, Call::Listen)])
}
