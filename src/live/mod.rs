//! This machine's sockets: what its kernel tells of them, as bytes and texts, and what that means. Nothing here opens anything: who
//! reads the kernel's answers is the module `machine`.

mod ages;
mod alarm;
mod by_number;
mod description;
mod diag;
mod filter;
mod groups;
mod leak;
mod lsof;
mod proc_net;
mod proc_process;
mod report;
mod rows;
mod socket;
mod survey;
mod trend;
mod trends;

pub use ages::Ages;
pub use alarm::{Alarm, AlarmError};
pub use by_number::{ByNumber, InOrder, Numbers};
pub use description::{Description, about, describe, lesson_of, next_steps};
pub use diag::{Answer, Detail, DiagError, Question, read_answer, request, request_one};
pub use filter::{Filter, FilterError};
pub use groups::Group;
pub use leak::{CloseWait, Leak, Role};
pub use lsof::of_netstat_and_lsof;
pub use proc_net::{read_table, table_of};
pub use proc_process::{counter, descriptor_limit, orphans, port_range, socket_inode};
pub use report::{Listener, PortUse, Program, Remote, Report};
pub use rows::{Row, row};
pub use socket::{Holder, Info, Socket, Timer, TimerKind};
pub use survey::{Ageless, Hidden, Process, Source, Survey, System, Whose};
pub use trend::{Growth, Trend};
pub use trends::Trends;
