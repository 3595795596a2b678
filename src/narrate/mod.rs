//! What happened, in words: pure functions over records and worlds.
//!
//! Every sentence stands in [`language`](crate::language). Sentences may carry inline marks, `**strong**`, `*emphasis*` and
//! `` `code` ``; headlines and labels carry none.

mod arithmetic;
mod cards;
mod checks;
mod compared;
mod differences;
mod headline;
mod hosts;
mod inspect;
mod next;
mod numbers;
mod phrase;
mod sockets;
mod ways;
mod why;
mod words;

pub use crate::language::{LadderWords, Term, duration, flag_names, percent, push_duration};
pub use cards::{Card, Commands, Names, card, glossary};
pub use checks::{Checked, Checks, checks};
pub use differences::differences;
pub use headline::{headline, link_change, times_sent};
pub use inspect::{Field, Inspection, inspect};
pub use next::{Armed, Next, Possible, next};
pub use numbers::Numbers;
pub use sockets::{socket_lines, socket_table};
pub use ways::{Way, ways_in, ways_out};
pub use why::{Reason, tcb_of, why};
pub use words::{call_label, ends, introduction, label, push_label, signal_label};
