//! What the two ends are called where nobody names them.

use crate::sim::PerSide;

/// What the two endpoints of a sandbox are called.
pub const SANDBOX_NAMES: PerSide<&str> = PerSide::new("client", "server");
