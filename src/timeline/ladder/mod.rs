//! The ladder: what happened between the two ends, as rows that read downwards. Plain data without a picture: the screen and the
//! handouts each lay out the same rows in their own way.
//!
//! A [`Row`] is one thing that happened; it says so on [`Line`]s. An [`Arrow`] is a segment, with all that became of it.
//!
//! ```
//! use tcptutor::sim::{Call, Input, Setup, Side, World};
//! use tcptutor::timeline::ladder::{Beginning, Fate, Ladder, LineContent};
//!
//! let mut world = World::new(&Setup::default());
//! let mut ladder = Ladder::starting(Beginning::of(&world));
//! for (step, input) in (1..).zip([Input::Call(Side::A, Call::Connect), Input::Step]) {
//!     for record in world.apply(&input) {
//!         ladder.push(step, &record);
//!     }
//! }
//! // Nobody listens: the SYN arrives and is answered with a RST, which is still on its way.
//! let [syn, rst] = &ladder.arrows[..] else { panic!("two segments") };
//! assert_eq!(syn.label.to_string(), "SYN 1000");
//! assert!(matches!(syn.fate, Fate::Arrived(at) if at.row == 2));
//! assert!(rst.is_under_way());
//! let contents: Vec<LineContent> = ladder.lines().map(|(_, content)| content).collect();
//! assert!(contents.contains(&LineContent::Departs(rst.packet)));
//! ```

mod arrow;
mod beside;
mod collect;
mod fold;
mod host;
mod note;
mod row;
mod rows;
mod words;

pub use arrow::{Arrow, At, Fate, Kind, Octets};
pub use fold::{Folded, folded};
pub use host::{Beginning, Host};
pub use note::{About, Dropped, Note, Returned};
pub use row::{Line, LineContent, Row};
pub use rows::Ladder;
pub use words::{Paper, Topic, passed};
