//! `live`: this machine's sockets.

use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::time::Duration;

use super::exit::{MISUSE, answer, complain};
use super::screens;
use super::start::Start;
use crate::headless::{self, CommandError, LiveOptions};
use crate::language::ENGLISH;

/// This machine's sockets on the screen, or as a page where there is none.
pub fn screen(start: &Start, filter: &str) -> ExitCode {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return page(filter, false, None, &[]);
    }
    match headless::live_filter(filter, start.language) {
        Ok(_) => screens::interactive(start, |model| model.looking_at_this_machine(filter)),
        Err(error) => complain(MISUSE, error.describe(&ENGLISH)),
    }
}

/// This machine's sockets as a page, or as JSON.
pub fn page(filter: &str, json: bool, watch: Option<Duration>, fail_if: &[String]) -> ExitCode {
    answer(&ENGLISH, |out| {
        let filter = headless::live_filter(filter, &ENGLISH)?;
        let alarms = fail_if.iter().map(|text| headless::live_alarm(text, &ENGLISH));
        let alarms = alarms.collect::<Result<_, CommandError>>()?;
        headless::live(&LiveOptions { filter, json, watch, alarms }, out, &ENGLISH)
    })
}
