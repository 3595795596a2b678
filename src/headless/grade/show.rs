//! Grades as a table, as comma-separated values, and as JSON.

use std::io::Write;

use super::GradeFormat;
use super::hand_in::HandIn;
use crate::text::width;

const HEADINGS: [&str; 7] = ["session", "lesson", "goals", "moves", "par", "answers", "result"];

/// Prints all rows.
pub fn rows(rows: &[HandIn], format: GradeFormat, out: &mut impl Write) -> anyhow::Result<()> {
    match format {
        GradeFormat::Table => table(rows, out),
        GradeFormat::Csv => csv(rows, out),
        GradeFormat::Json => Ok(writeln!(out, "{}", serde_json::to_string_pretty(rows)?)?),
    }
}

fn cells(row: &HandIn) -> [String; 7] {
    let of = |[some, all]: [usize; 2]| format!("{some}/{all}");
    let graded = !row.exercises.is_empty() || row.finished;
    let result = match &row.trouble {
        Some(trouble) => trouble.clone(),
        None if row.finished => "finished".to_owned(),
        None => "not finished".to_owned(),
    };
    [
        row.session.clone(),
        row.lesson.clone(),
        if graded { of(row.goals) } else { String::new() },
        if graded { row.moves.to_string() } else { String::new() },
        row.par.filter(|_| graded).map_or_else(String::new, |par| par.to_string()),
        row.answers.map_or_else(String::new, of),
        result,
    ]
}

fn table(rows: &[HandIn], out: &mut impl Write) -> anyhow::Result<()> {
    let cells: Vec<[String; 7]> = rows.iter().map(cells).collect();
    let mut widths = HEADINGS.map(width);
    for row in &cells {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = (*widest).max(width(cell));
        }
    }
    let headings = HEADINGS.map(str::to_owned);
    for row in std::iter::once(&headings).chain(&cells) {
        let line: Vec<String> = row.iter().zip(widths).map(|(cell, widest)| padded(cell, widest)).collect();
        writeln!(out, "{}", line.join("  ").trim_end())?;
    }
    let troubled = rows.iter().filter(|row| !row.is_sound()).count();
    let finished = rows.iter().filter(|row| row.is_sound() && row.finished).count();
    writeln!(out, "\n{} sessions: {finished} finished, {troubled} that cannot be graded", rows.len())?;
    Ok(())
}

fn padded(cell: &str, widest: usize) -> String {
    format!("{cell}{}", " ".repeat(widest.saturating_sub(width(cell))))
}

fn csv(rows: &[HandIn], out: &mut impl Write) -> anyhow::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEADINGS)?;
    for row in rows {
        writer.write_record(cells(row))?;
    }
    writer.flush()?;
    Ok(())
}
