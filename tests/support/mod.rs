//! What the tests of the engine share: scripts for one endpoint, and two endpoints on a wire.
#![allow(dead_code, reason = "no test uses all of it")]

pub mod dice;
pub mod pair;
pub mod script;
