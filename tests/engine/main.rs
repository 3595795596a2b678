//! One endpoint: its rules and edges, the transfer of data, and facts about TCP that others have stated.

mod conformance;
mod pair;
mod rules;
mod script;
#[path = "../support"]
mod support {
    pub mod dice;
}
mod transfer;
