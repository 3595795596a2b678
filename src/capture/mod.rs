//! What a capture shows of TCP: its connections, in which state each end is and how sure that is, and what went wrong.
//!
//! A segment proves in which state its sender was when it left, and what the sender had received before: nothing else is certain,
//! unless the capture was made at that end. All that is said here follows from that, from RFC 9293, and from what kernels do.

mod beside;
mod connection;
mod copies;
mod data;
mod facts;
mod findings;
mod folder;
mod half;
mod hindsight;
mod infer;
mod mark;
mod octets;
mod opener;
mod pair;
mod passed;
mod place;
mod reading;
mod rebuilt;
mod recorded;
mod reset;
mod segments;
mod shown;
mod table;
mod time;
mod verdict;
mod watched;
mod words;

pub use connection::Connection;
pub use data::{Data, Hole};
pub use facts::{Fact, Facts};
pub use findings::{Finding, findings};
pub use folder::{CaptureNews, CaptureOrder, Captured, Folder, Found};
pub use half::{Counts, Fin, Half, Hints, Syn};
pub use infer::{Known, Silent, Sure};
pub use mark::{Mark, Sighting};
pub use octets::Octets;
pub use opener::Opener;
pub use pair::{Both, Clock, Fate, Sent, Stranger, Ways, Why};
pub use place::{Clue, Place};
pub use reading::{Capture, Losses, Reading};
pub use rebuilt::{Assumed, Rebuilt};
pub use recorded::{Listed, Otherwise, Pictured, Recorded};
pub use reset::{Reset, ResetEffect, ResetKind};
pub use segments::Segments;
pub use shown::Shown;
pub use table::Connections;
pub use time::utc;
pub use verdict::{Trouble, Verdict};
pub use watched::Watched;
pub use words::rounded;
