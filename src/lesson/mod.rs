//! Lessons: TOML compiled into steps, and the player that drives a session with them.

mod allow;
pub mod catalogue;
mod check;
mod choices;
mod command;
mod compile;
mod diagnostic;
mod edited;
mod expect;
pub mod format;
mod fresh;
mod goal;
mod grading;
mod messages;
mod model;
mod occurs;
mod page;
mod pairs;
pub mod panel;
mod player;
mod predict;
pub mod recording;
mod remedy;
mod returns;
mod script;
mod search;
mod source;
mod spelling;
mod starter;
mod vocabulary;

pub use allow::{Allow, Deed};
pub use check::{Exercise, Neighbour, check, check_together, check_with_exercises};
pub use command::{Command, Described, Handling, Kind, Until};
pub use compile::{LARGEST, compile, id_of, is_id};
pub use diagnostic::{Diagnostic, Findings, Severity};
pub use edited::edited_step;
pub use expect::Unmet;
pub use goal::{Goal, GoalLine, Tally, What};
pub use grading::{Answers, Grade, Graded, Grader};
pub use model::{
    Act, Condition, Expect, Hint, Lesson, Level, Observe, Origin, Pick, Question, Sent, Sockets, Step, Task, Wrong,
};
pub use page::{Choice, GoalShown, Guess, Move, Page, Recorded, Reveal, Success, Trial, Tried, way_in_words};
pub use player::{Part, Player, Trouble};
pub use predict::{Predict, Value};
pub use recording::Recording;
pub use remedy::remedy;
pub use script::{Cursor, Failure, Next, Pending, inputs_of};
pub use search::{Standing, Way, proven_way, shortest_way};
pub use source::{Item, Spanned, Table, parse_toml};
pub use spelling::{did_you_mean, either, listed};
pub use starter::starter;
pub use vocabulary::{Misread, parse_command, parse_duration, parse_expression, parse_state};
