//! What happened, in words: pure functions over records and worlds.
//!
//! Every sentence stands in [`language`](crate::language). Sentences may carry inline marks, `**strong**`, `*emphasis*` and
//! `` `code` ``; headlines and labels carry none.

mod arithmetic;
mod cards;
mod checks;
mod compared;
mod description;
mod differences;
mod headline;
mod hosts;
mod inspect;
mod label;
mod next;
mod numbers;
mod sockets;
mod ways;
mod why;
mod words;

pub use crate::language::{Term, duration, flag_names, percent};
pub use cards::{Card, Commands, Names, card};
pub use checks::{Checked, Checks, checks};
pub use description::{closes_nothing, describe};
pub use differences::differences;
pub use headline::{Headline, link_change};
pub use inspect::{Field, Inspection, inspect};
pub use label::Label;
pub use next::{Armed, Next, Possible, next, waiting};
pub use numbers::Numbers;
pub use sockets::{socket_lines, socket_table, ss_time};
pub use ways::{Way, ways_in, ways_out};
pub use why::{Reason, tcb_of, why};
pub use words::{ends, introduction, signal_label};
