//! What several tests share: a program in a pseudo-terminal; scripts for one endpoint, and two endpoints on a wire; worlds driven in words.
#![allow(dead_code, reason = "no test uses all of it")]

pub mod commands;
pub mod dice;
pub mod pair;
pub mod pty;
pub mod script;
