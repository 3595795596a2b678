//! Lessons: TOML compiled into steps, and the player that drives a session with them.
//!
//! ```
//! use std::sync::Arc;
//! use tcptutor::language::ENGLISH;
//! use tcptutor::lesson::{Player, compile, starter};
//!
//! // Every finding at once, or the lesson.
//! let lesson = compile("lessons/my-lesson.toml", &starter("my-lesson"), &ENGLISH).expect("the lesson to start from is right");
//! assert_eq!(lesson.id, "my-lesson");
//!
//! let mut player = Player::new(Arc::new(lesson));
//! player.go_to(1);
//! assert_eq!(player.step(), 1);
//!
//! let findings = compile("half.toml", "format = 1", &ENGLISH).expect_err("half a lesson is none");
//! assert!(findings.iter().any(|finding| finding.to_string().contains("the lesson has no `title`")));
//! ```

mod allow;
mod broken_toml;
pub mod catalogue;
mod check;
mod choices;
mod command;
mod compile;
mod condition;
mod diagnostic;
mod edited;
mod expect;
pub mod format;
mod fresh;
mod goal;
mod grading;
mod id;
mod keys;
mod log_entry;
mod model;
mod numbers;
mod occurs;
mod page;
mod pairs;
pub mod panel;
mod parse_error;
mod player;
mod predict;
pub mod recording;
mod remedy;
mod returns;
mod script;
mod search;
mod sent;
mod source;
mod spelling;
mod starter;
mod toml_text;
mod vocabulary;
mod written_times;

pub use allow::{Action, Allow};
pub use check::{Exercise, Neighbour, Pages, check, check_together, check_with_exercises};
pub use command::{Command, Described, Handling, Kind, Until};
pub use compile::{LARGEST, compile};
pub use condition::{Condition, Sockets};
pub use diagnostic::{Diagnostic, Findings, Severity, WHOLE_FILE};
pub use edited::edited_step;
pub use expect::{Expect, Unmet};
pub use goal::{Goal, GoalLine, SegmentFilter, Tally};
pub use grading::{Answered, Answers, Grade, Graded, Grader};
pub use id::{id_of, is_id};
pub use log_entry::{Done, LogEntry};
pub use model::{Act, CommonError, Hint, Lesson, Level, Observe, Origin, Pick, Question, Step, Task, Wrong};
pub use page::{
    Choice, GoalShown, Guess, Move, Page, Recorded, Reveal, Success, Trial, Tried, narration, way_in_words,
};
pub use parse_error::ParseError;
pub use player::{Part, Player, Trouble};
pub use predict::{Predict, Value};
pub use recording::Recording;
pub use remedy::remedy;
pub use script::{Cursor, Failure, Next, Pending, inputs_of};
pub use search::{FOR_A_LESSON, NoWay, SearchState, Way, proven_way, shortest_way};
pub use sent::Sent;
pub use source::{Document, Item, Spanned, Table, parse_toml};
pub use spelling::did_you_mean;
pub use starter::starter;
pub use vocabulary::{explained, help, parse_command, parse_command_in, parse_duration, parse_expression, parse_state};
