//! One endpoint: its rules and edges, the transfer of data, and facts about TCP that others have stated.

mod conformance;
mod fuzz;
mod pair;
mod rules;
mod script;
#[path = "../support"]
mod support {
    pub mod dice;
    pub mod fuzz;
    pub mod fuzzed {
        pub mod engine;
    }
}
mod transfer;
