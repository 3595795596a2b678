//! A moment of this machine, with what was asked of it.

use crate::live::{Alarm, Filter, Report, Survey};

/// A moment of this machine, with what was asked of it.
pub struct Moment<'a> {
    /// Its sockets.
    pub survey: &'a Survey,
    /// What they mean.
    pub report: &'a Report,
    /// Which of them are wanted.
    pub filter: &'a Filter,
    /// Each condition, with how many sockets it counts.
    pub alarms: Vec<(&'a Alarm, u32)>,
}
