//! `--plain`: sandbox and lessons as a dialogue, line by line, for screen readers and pipes.
//!
//! What is typed is the vocabulary of lessons and a few words more; what comes back is sentences. No line is longer than the
//! paper, nothing is drawn, and nothing is said by colour.

mod authoring;
mod doing;
mod handing_in;
mod lesson;
mod lines;
mod review;
mod sandbox;
mod telling;
#[cfg(test)]
mod tests;
mod words;

pub use authoring::plain_author;
pub use lesson::plain_lesson;
pub use lines::Lines;
pub use review::plain_review;
pub use sandbox::plain_sandbox;
