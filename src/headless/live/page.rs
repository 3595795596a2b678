//! The page: what is wrong, worst first.

use std::io::{self, Write};

use super::moment::Moment;
use crate::language::Language;
use crate::live::{Group, describe, next_steps};
use crate::say;
use crate::text::{Mark, clean_text, parse, wrap_spans};

/// The page is as wide as a terminal usually is.
const WIDTH: u16 = 80;

/// So many of a kind are listed; the others are counted.
const MOST: usize = 10;

/// Writes the page.
pub fn write(moment: &Moment<'_>, out: &mut impl Write, language: &Language) -> io::Result<()> {
    let (words, report) = (&language.live, moment.report);
    paragraph(&say!(language, words.once_title, counts = &report.describe_counts(language)), 0, out)?;
    programs(moment, out, language)?;
    section(words.once_queues, report.describe_queues(None, language), out, language)?;
    section(words.once_unanswered, report.describe_unanswered(language).into_iter().collect(), out, language)?;
    section(words.once_orphans, alone(report.describe_orphans(language)), out, language)?;
    section(words.once_time_wait, report.describe_time_wait(language), out, language)?;
    section(words.once_hidden, alone(moment.survey.describe_hidden(language)), out, language)?;
    let raised = moment.alarms.iter().filter(|(alarm, count)| alarm.is_raised_by(*count));
    for (alarm, count) in raised {
        writeln!(out)?;
        paragraph(&say!(language, words.alarm, text = &alarm.text, n = *count), 0, out)?;
    }
    Ok(())
}

fn programs(moment: &Moment<'_>, out: &mut impl Write, language: &Language) -> io::Result<()> {
    let programs = &moment.report.programs;
    if programs.is_empty() {
        return Ok(());
    }
    let words = &language.live;
    writeln!(out, "\n{}", words.once_programs)?;
    let troubled = programs.iter().filter(|program| program.is_in_trouble()).count();
    let shown = troubled.clamp(MOST.min(programs.len()), MOST.max(troubled));
    for program in &programs[..shown] {
        let message = describe(program, language);
        paragraph(&message.title, 2, out)?;
        paragraph(&message.sentences.join(" "), 4, out)?;
        let next = program.worst(moment.survey).map(|socket| next_steps(socket, moment.survey, language));
        for step in next.unwrap_or_default() {
            paragraph(&say!(language, words.once_next, step = &step), 4, out)?;
        }
    }
    match programs.len() - shown {
        0 => Ok(()),
        n => paragraph(&say!(language, words.once_more_programs, n), 2, out),
    }
}

/// Sentences without rows.
fn alone(sentences: impl IntoIterator<Item = String>) -> Vec<Group> {
    sentences.into_iter().map(|sentence| Group { sentence, rows: Vec::new() }).collect()
}

#[expect(clippy::needless_pass_by_value, reason = "whoever writes a section has made its sentences for it")]
fn section(heading: &str, groups: Vec<Group>, out: &mut impl Write, language: &Language) -> io::Result<()> {
    if groups.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{heading}")?;
    for group in &groups {
        paragraph(&group.sentence, 2, out)?;
        for row in group.rows.iter().take(MOST) {
            paragraph(row, 4, out)?;
        }
        match group.rows.len().saturating_sub(MOST) {
            0 => {}
            n => paragraph(&say!(language, language.live.once_more, n), 4, out)?,
        }
    }
    Ok(())
}

/// A paragraph. A command stands in backticks, so that it is seen where it ends; the other inline marks are left out.
fn paragraph(marked: &str, indent: u16, out: &mut impl Write) -> io::Result<()> {
    let mut spans = parse(&clean_text(marked));
    for span in spans.iter_mut().filter(|span| span.mark == Mark::Code && !span.text.ends_with("()")) {
        span.text = format!("`{}`", span.text);
    }
    for line in wrap_spans(&spans, WIDTH - indent) {
        writeln!(out, "{:indent$}{}", "", line.text(), indent = usize::from(indent))?;
    }
    Ok(())
}
