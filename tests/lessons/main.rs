//! Lessons: the built-in ones keep their promises, and every fault of an author's is found.

mod built_in;
mod curriculum;
mod findings;
mod fuzz;
mod hints;
mod returns;
mod tasks;
mod truth;
#[path = "../support"]
mod support {
    pub mod dice;
    pub mod fuzz;
    pub mod fuzzed {
        pub mod grammar;
        pub mod texts;
    }
}
