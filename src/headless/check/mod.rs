//! `check`: everything that is wrong with lessons and sessions, all findings at once.

mod checked;
mod gather;
mod options;
mod report;

use std::io::{IsTerminal, Write, stderr};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::verdict::Verdict;
use crate::headless::error::CommandError;
use crate::language::Language;
use crate::lesson::Severity;
use crate::text::clean_line;
use checked::Checked;
pub use options::CheckOptions;

/// So often the sign of life moves.
const TICK: Duration = Duration::from_millis(200);

/// Prints every finding. Errors make it fail, warnings do not.
///
/// # Errors
/// A path that cannot be read, and a directory without lessons.
pub fn check(
    options: CheckOptions<'_>,
    out: &mut impl Write,
    language: &'static Language,
) -> Result<Verdict, CommandError> {
    let gathered = gather::gather(options.what, options.folders, language)?;
    let mut checked = Checked::new(language);
    let mut lessons = Vec::new();
    let bar = bar(gathered.sources.len(), language);
    for (at, source) in gathered.sources.iter().enumerate() {
        bar.set_message(clean_line(&source.name).into_owned());
        lessons.extend(checked.check_alone(at, source));
        bar.inc(1);
    }
    bar.finish_and_clear();
    for (at, (_, finding)) in gathered.beside.iter().enumerate() {
        checked.find(gathered.sources.len() + at, vec![finding.clone()]);
    }
    checked.check_together(&lessons, &gathered);
    report::report(&gathered, &checked, options, out, language)?;
    let failed = checked.findings.iter().any(|(_, finding)| finding.severity == Severity::Error);
    Ok(if failed { Verdict::Failed } else { Verdict::Fine })
}

/// A search for a way that does not exist may take long: a terminal shows that it goes on, and in which file.
fn bar(length: usize, language: &'static Language) -> ProgressBar {
    if !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(language.checking.looking);
    let bar = ProgressBar::new(length as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(TICK);
    bar
}
