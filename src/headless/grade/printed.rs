//! The class in lines to read: the page with the most wrong answers first, so that the next lecture can begin there.

use std::io::{self, Write};

use super::summary::{OfExercise, OfQuestion, Summary};
use crate::language::Language;
use crate::say;
use crate::text::clean_line;

/// The cells of a bar.
const BAR: usize = 10;

/// As many wrong answers are named.
const MOST_NAMED: usize = 4;

/// Writes all lessons.
pub fn summary(summary: &Summary, out: &mut impl Write, language: &Language) -> io::Result<()> {
    let words = &language.grading;
    for of in &summary.lessons {
        let (lesson, n, finished, left, broken) = (&of.lesson, of.sessions, of.finished, of.unfinished, of.broken);
        writeln!(out, "{}", say!(language, words.summary_of, lesson, n, finished, left, broken))?;
        let mut lines: Vec<((usize, usize), String)> =
            of.questions.iter().map(|asked| question(asked, language)).collect();
        lines.extend(of.exercises.iter().map(|done| exercise(done, language)));
        // Pages that were missed as often stand in their order.
        lines.sort_by_key(|((missed, step), _)| (std::cmp::Reverse(*missed), *step));
        for (_, line) in &lines {
            writeln!(out, "  {}", clean_line(line))?;
        }
        if lines.is_empty() {
            writeln!(out, "  {}", words.nothing_asked)?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", total(summary, language))
}

/// How many there were, and what became of them.
pub fn total(summary: &Summary, language: &Language) -> String {
    let words = &language.grading;
    let (n, finished, left, broken) = (summary.sessions, summary.finished, summary.unfinished, summary.broken);
    match broken {
        0 => say!(language, words.total, n, finished, left),
        _ => say!(language, words.total_with_broken, n, finished, left, broken),
    }
}

/// The wrong answers that were given most often, each with its number.
pub fn wrong_answers(asked: &OfQuestion, language: &Language) -> Vec<String> {
    let named = asked.wrong_answers.iter().take(MOST_NAMED);
    named.map(|said| say!(language, language.grading.answer_times, answer = &said.answer, n = said.n)).collect()
}

fn question(asked: &OfQuestion, language: &Language) -> ((usize, usize), String) {
    let words = &language.grading;
    let (step, wrong, n, right) = (asked.step, asked.wrong, asked.n, &asked.right);
    let bar = &bar(n - wrong, n);
    let answers = wrong_answers(asked, language);
    let line = if answers.is_empty() {
        say!(language, words.question, bar, step, wrong, n, right)
    } else {
        let answers = &language.in_a_row(answers.iter().map(String::as_str));
        say!(language, words.question_instead, bar, step, wrong, n, right, answers)
    };
    ((permille(wrong, n), step), line)
}

fn exercise(done: &OfExercise, language: &Language) -> ((usize, usize), String) {
    let words = &language.grading;
    let (step, reached, n, goal) = (done.step, done.reached, done.n, &done.goal);
    let (helped, shown, bar) = (done.helped, done.shown, &bar(reached, n));
    let line = if helped + shown == 0 {
        say!(language, words.exercise, bar, step, reached, n, goal)
    } else {
        say!(language, words.exercise_help, bar, step, reached, n, helped, shown, goal)
    };
    ((permille(n - reached, n), step), line)
}

/// A share in thousandths.
pub fn permille(some: usize, all: usize) -> usize {
    (some * 1000).checked_div(all).unwrap_or(0)
}

/// A share as a bar that needs no colour and no character of its own.
fn bar(some: usize, all: usize) -> String {
    let full = (some * BAR).checked_div(all).unwrap_or(0);
    format!("[{}{}]", "#".repeat(full), ".".repeat(BAR - full))
}
