//! What a learner has done, lesson by lesson: a plain value that can be merged, written, read, and asked what to come back to.
//!
//! Pure: who calls it reads the file and knows the time.

mod actions;
mod answers;
mod bring;
mod document;
mod kept;
mod key;
mod merge;
mod model;
mod question;
mod rename;
mod review;

pub use actions::{Actions, Said, Stamp, Watch};
pub use answers::{Answer, Answers, MOST_ANSWERS, Run};
pub use bring::{ask_again, resume};
pub use document::{FORMAT, Unreadable, read, write};
pub use kept::Kept;
pub use key::key_of;
pub use model::{Attempt, Finish, LessonProgress, Place, Progress, Solved, Unknown};
pub use question::{keys, step_of};
pub use review::{MOST_A_DAY, Question, Round, after_review, due, missed};
