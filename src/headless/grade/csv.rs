//! Grades as comma-separated values: one number a column, and none that a spreadsheet takes for a date.

use std::io::{self, Write};

use super::hand_in::{HandIn, Record};
use super::result::{result, word};
use super::summary::Summary;
use crate::language::Language;
use crate::text::csv_cell;

const COLUMNS: [&str; 20] = [
    "session",
    "student",
    "lesson",
    "file_changed",
    "result",
    "goals_reached",
    "goals",
    "moves",
    "par",
    "questions",
    "answered",
    "right",
    "right_at_first",
    "hints",
    "shown",
    "undone",
    "restarts",
    "returns",
    "record",
    "says",
];

const OF_SUMMARY: [&str; 10] =
    ["lesson", "page", "id", "kind", "sessions", "right", "wrong", "expected", "most_frequent_wrong", "times"];

/// The heading of all rows.
pub fn heading(out: &mut impl Write) -> io::Result<()> {
    record(out, COLUMNS.map(str::to_owned))
}

/// One row.
pub fn row(row: &HandIn, out: &mut impl Write, language: &Language) -> io::Result<()> {
    let marks = row.has_marks();
    let number = |n: usize| if marks { n.to_string() } else { String::new() };
    let how =
        |which: fn(&super::how::How) -> usize| row.how.as_ref().map_or_else(String::new, |how| which(how).to_string());
    record(
        out,
        [
            row.session.clone(),
            row.student.clone().unwrap_or_default(),
            row.lesson.clone(),
            row.file_changed.clone().unwrap_or_default(),
            word(row).to_owned(),
            number(row.goals[0]),
            number(row.goals[1]),
            number(row.moves),
            row.par.filter(|_| marks).map_or_else(String::new, |par| par.to_string()),
            number(row.answers[1]),
            number(row.answers[1] - row.unanswered),
            number(row.answers[0]),
            row.right_at_first().filter(|_| marks).map_or_else(String::new, |n| n.to_string()),
            how(|how| how.hints),
            how(|how| how.shown),
            how(|how| how.undone),
            how(|how| how.restarts),
            how(|how| how.returns),
            match row.record {
                Record::None => "none",
                Record::Fits => "fits",
                Record::Changed => "changed",
            }
            .to_owned(),
            result(row, language),
        ],
    )
}

/// A row for each question and each task of each lesson.
pub fn summary(summary: &Summary, out: &mut impl Write) -> io::Result<()> {
    record(out, OF_SUMMARY.map(str::to_owned))?;
    for lesson in &summary.lessons {
        for asked in &lesson.questions {
            let most = asked.wrong_answers.first();
            let said = most.map_or_else(String::new, |said| said.answer.clone());
            let times = most.map_or_else(String::new, |said| said.n.to_string());
            let number = [asked.n, asked.n - asked.wrong, asked.wrong].map(|n| n.to_string());
            let [n, right, no] = number;
            let (page, id) = (asked.step.to_string(), asked.id.clone().unwrap_or_default());
            let kind = "question".to_owned();
            record(out, [lesson.lesson.clone(), page, id, kind, n, right, no, asked.right.clone(), said, times])?;
        }
        for done in &lesson.exercises {
            let [n, reached, no] = [done.n, done.reached, done.n - done.reached].map(|n| n.to_string());
            let (page, id) = (done.step.to_string(), done.id.clone().unwrap_or_default());
            let kind = "task".to_owned();
            record(
                out,
                [
                    lesson.lesson.clone(),
                    page,
                    id,
                    kind,
                    n,
                    reached,
                    no,
                    done.goal.clone(),
                    String::new(),
                    String::new(),
                ],
            )?;
        }
    }
    Ok(())
}

fn record<const N: usize>(out: &mut impl Write, cells: [String; N]) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(cells.map(|cell| csv_cell(&cell).into_owned()))?;
    writer.flush()?;
    Ok(())
}
