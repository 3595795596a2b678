//! Two hosts and what lies between them: what a world promises, what can happen in it at all, and how it is told.

mod accepted_late;
mod ack_war;
mod believed;
mod closed_window;
mod commands;
mod ended;
mod fuzz;
mod hosts;
mod isn;
mod link;
mod narrate;
mod options;
mod promises;
mod random;
mod search;
mod shared;
#[path = "../support"]
mod support {
    pub mod dice;
    pub mod fuzz;
    pub mod search;
    pub mod fuzzed {
        pub mod world;
    }
}
mod two_kernels;
mod vocabulary;
