//! Grades as a table, as comma-separated values, and as JSON.

use std::io::{self, Write};

use super::format::GradeFormat;
use super::hand_in::HandIn;
use crate::text::width;

const HEADINGS: [&str; 7] = ["session", "lesson", "goals", "moves", "par", "answers", "result"];

/// What is said of a session that goes to its lesson's end, however much of it is right.
const PLAYED: &str = "played to the end";

/// Prints all rows.
pub fn rows(rows: &[HandIn], format: GradeFormat, out: &mut impl Write) -> io::Result<()> {
    match format {
        GradeFormat::Table => table(rows, out),
        GradeFormat::Csv => csv(rows, out),
        GradeFormat::Json => Ok(writeln!(out, "{}", serde_json::to_string_pretty(rows)?)?),
    }
}

fn cells(row: &HandIn) -> [String; 7] {
    let of = |[some, all]: [usize; 2]| format!("{some}/{all}");
    let marks = row.has_marks();
    [
        row.session.clone(),
        row.lesson.clone(),
        if marks { of(row.goals) } else { String::new() },
        if marks { row.moves.to_string() } else { String::new() },
        row.par.filter(|_| marks).map_or_else(String::new, |par| par.to_string()),
        if marks { of(row.answers) } else { String::new() },
        result(row),
    ]
}

fn result(row: &HandIn) -> String {
    let unanswered = match (row.unanswered, row.answers[1]) {
        (0, _) => String::new(),
        (all, of) if all == of => ", no question answered".to_owned(),
        (1, of) => format!(", 1 of {of} questions not answered"),
        (some, of) => format!(", {some} of {of} questions not answered"),
    };
    match (&row.trouble, &row.left) {
        (Some(trouble), _) => trouble.clone(),
        (None, Some(left)) => format!("not finished: {left}"),
        (None, None) => format!("{PLAYED}{unanswered}"),
    }
}

fn table(rows: &[HandIn], out: &mut impl Write) -> io::Result<()> {
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
    let count = |which: fn(&HandIn) -> bool| rows.iter().filter(|row| which(row)).count();
    let finished = count(|row| row.is_sound() && row.finished);
    let left = count(|row| row.is_sound() && !row.finished);
    let sessions = if rows.len() == 1 { "session" } else { "sessions" };
    let broken = match count(|row| !row.is_sound()) {
        0 => String::new(),
        broken => format!(", {broken} with something wrong"),
    };
    writeln!(out, "\n{} {sessions}: {finished} {PLAYED}, {left} not finished{broken}", rows.len())?;
    Ok(())
}

fn padded(cell: &str, widest: usize) -> String {
    format!("{cell}{}", " ".repeat(widest.saturating_sub(width(cell))))
}

fn csv(rows: &[HandIn], out: &mut impl Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEADINGS)?;
    for row in rows {
        writer.write_record(cells(row))?;
    }
    writer.flush()?;
    Ok(())
}
