//! `live` without a screen: this machine's sockets as one page, or one line of JSON, once or again and again.

mod json;
mod moment;
mod page;

use std::io::Write;
use std::thread;
use std::time::Duration;

use super::error::{CommandError, refuse};
use super::verdict::Verdict;
use crate::language::Language;
use crate::live::{Alarm, AlarmError, Filter, FilterError, Trends};
use crate::machine::Machine;
use crate::say;
use moment::Moment;

/// What `live` is asked for.
#[derive(Debug, Default)]
pub struct LiveOptions {
    /// Which sockets.
    pub filter: Filter,
    /// As JSON, one line each time.
    pub json: bool,
    /// Again after so long; once if not.
    pub watch: Option<Duration>,
    /// The conditions under which it fails.
    pub alarms: Vec<Alarm>,
}

/// Prints this machine's sockets. It fails if a condition holds, and a watch ends with that.
///
/// # Errors
/// When they cannot be read, or nothing can be written.
pub fn live(options: &LiveOptions, out: &mut impl Write, language: &Language) -> Result<Verdict, CommandError> {
    let mut machine = Machine::default();
    let mut trends = Trends::default();
    loop {
        let survey = machine.survey().or_else(|error| refuse(unreadable(&error, language)))?;
        let report = trends.report(&survey, &options.filter);
        let alarms: Vec<_> = options.alarms.iter().map(|alarm| (alarm, alarm.count(&survey))).collect();
        let is_raised = alarms.iter().any(|(alarm, count)| alarm.is_raised_by(*count));
        let moment = Moment { survey: &survey, report: &report, filter: &options.filter, alarms };
        if options.json {
            json::write(&moment, out, language)?;
        } else {
            page::write(&moment, out, language)?;
        }
        out.flush()?;
        match options.watch {
            _ if is_raised => return Ok(Verdict::Failed),
            None => return Ok(Verdict::Fine),
            Some(pause) => thread::sleep(pause),
        }
    }
}

/// Why this machine cannot be looked at.
fn unreadable(error: &std::io::Error, language: &Language) -> String {
    if !Machine::IS_KNOWN {
        return language.live.other_system.to_owned();
    }
    say!(language, language.live.unreadable, why = &error.to_string())
}

/// The filter that these words make.
///
/// # Errors
/// A sentence about what cannot be meant.
pub fn live_filter(words: &str, language: &Language) -> Result<Filter, CommandError> {
    Filter::parse(words).or_else(|error| refuse(strange_word(&error, language)))
}

/// The condition that is written so.
///
/// # Errors
/// A sentence about what cannot be meant.
pub fn live_alarm(text: &str, language: &Language) -> Result<Alarm, CommandError> {
    Alarm::parse(text).or_else(|error| {
        refuse(match &error {
            AlarmError::NoComparison => say!(language, language.live.no_comparison, text),
            AlarmError::Number(word) => say!(language, language.live.bad_number, word),
            AlarmError::Filter(error) => strange_word(error, language),
        })
    })
}

fn strange_word(error: &FilterError, language: &Language) -> String {
    match error {
        FilterError::Port(word) => say!(language, language.live.bad_port, word),
        FilterError::Process(word) => say!(language, language.live.bad_process, word),
    }
}
