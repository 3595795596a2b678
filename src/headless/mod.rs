//! Commands that need no terminal.

mod check;
mod convert;
mod doctor;
mod error;
mod grade;
mod lab;
mod live;
mod new_lesson;
mod notes;
mod output;
mod plain;
mod profiles;
pub mod progress;
mod replay;
mod run;
mod source;
mod verdict;

pub use check::{CheckOptions, check};
pub use convert::{Form, convert};
pub use doctor::{Examined, doctor};
pub use error::CommandError;
pub use grade::{GradeFormat, GradeOptions, grade};
pub use lab::{lab, lab_exercise, lab_program};
pub use live::{LiveOptions, live, live_alarm, live_filter};
pub use new_lesson::new_lesson;
pub use notes::notes_of;
#[cfg(unix)]
pub use notes::plain_notes;
pub use output::Output;
pub use plain::{Lines, plain_lesson, plain_review, plain_sandbox};
pub use profiles::profiles;
pub use replay::{LONG, ReplayOptions, recorded, replay, replay_one};
pub use run::run;
pub use source::{find_lesson, lesson_file, lessons_in, session};
pub use verdict::Verdict;
