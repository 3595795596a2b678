//! The class as one HTML page: bars first, then every session. No scripts, nothing from outside.

use std::fmt::{self, Write as _};
use std::io::{self, Write};

use super::hand_in::HandIn;
use super::printed::{permille, total, wrong_answers};
use super::result::result;
use super::summary::{OfExercise, OfLesson, OfQuestion, Summary};
use crate::export::{inline, xml};
use crate::language::Language;
use crate::say;
use crate::text::sentence;

/// As many sessions are listed: a page of more is nothing to look at.
const MOST_ROWS: usize = 2000;

/// The page, of which the sessions are known first.
pub struct Page {
    rows: String,
    listed: usize,
    more: usize,
}

impl Page {
    /// A page without sessions.
    pub const fn new() -> Self {
        Self { rows: String::new(), listed: 0, more: 0 }
    }

    /// Lists one more session.
    pub fn row(&mut self, row: &HandIn, language: &Language) {
        if self.listed == MOST_ROWS {
            self.more += 1;
            return;
        }
        self.listed += 1;
        // Writing to a string cannot fail.
        let _ = self.write_row(row, language);
    }

    fn write_row(&mut self, row: &HandIn, language: &Language) -> fmt::Result {
        let marks = row.has_marks();
        let of = |[some, all]: [usize; 2]| if marks { format!("{some}/{all}") } else { String::new() };
        let class = if row.is_sound() { "" } else { " class=\"look\"" };
        let first = row.right_at_first().map(|n| of([n, row.answers[1]])).unwrap_or_default();
        let moves = if marks { row.moves.to_string() } else { String::new() };
        let par = row.par.filter(|_| marks).map_or_else(String::new, |par| par.to_string());
        let texts = [&row.session, row.student.as_ref().unwrap_or(&String::new()), &row.lesson].map(|text| xml(text));
        write!(self.rows, "<tr{class}>")?;
        for text in texts {
            write!(self.rows, "<td>{text}</td>")?;
        }
        for number in [of(row.goals), moves, par, of(row.answers), first] {
            write!(self.rows, "<td class=\"n\">{number}</td>")?;
        }
        writeln!(self.rows, "<td>{}</td></tr>", xml(&result(row, language)))
    }

    /// Writes the page.
    pub fn write(
        &self,
        summary: &Summary,
        foreign: Option<&str>,
        out: &mut impl Write,
        language: &Language,
    ) -> io::Result<()> {
        let mut page = String::new();
        // Writing to a string cannot fail.
        let _ = self.page(summary, foreign, &mut page, language);
        out.write_all(page.as_bytes())
    }

    fn page(&self, summary: &Summary, foreign: Option<&str>, page: &mut String, language: &Language) -> fmt::Result {
        let words = &language.grading;
        writeln!(page, "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>", language.code)?;
        writeln!(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>")?;
        writeln!(
            page,
            "<title>{}</title>\n<style>\n{}</style>\n</head>",
            words.page_title,
            include_str!("../../../assets/class.css")
        )?;
        writeln!(page, "<body>\n<h1>{}</h1>\n<p>{}</p>", words.page_title, xml(&sentence(&total(summary, language))))?;
        if let Some(said) = foreign {
            writeln!(page, "<p class=\"quiet\">{}</p>", xml(&sentence(said)))?;
        }
        writeln!(page, "<p class=\"quiet\">{}</p>", words.page_note)?;
        for of in &summary.lessons {
            lesson(of, page, language)?;
        }
        writeln!(page, "<h2>{}</h2>\n<div class=\"table\">\n<table>\n<tr>", words.page_sessions)?;
        for heading in [words.column_session, words.column_student, words.column_lesson] {
            writeln!(page, "<th>{heading}</th>")?;
        }
        for heading in
            [words.column_goals, words.column_moves, words.column_par, words.column_answers, words.column_first]
        {
            writeln!(page, "<th class=\"n\">{heading}</th>")?;
        }
        writeln!(page, "<th>{}</th>\n</tr>\n{}</table>\n</div>", words.column_result, self.rows)?;
        if self.more > 0 {
            let more = say!(language, words.page_more, more = self.more);
            writeln!(page, "<p>{}</p>", inline(&more))?;
        }
        writeln!(page, "</body>\n</html>")
    }
}

fn lesson(of: &OfLesson, page: &mut String, language: &Language) -> fmt::Result {
    let words = &language.grading;
    let (n, finished, left, broken) = (of.sessions, of.finished, of.unfinished, of.broken);
    writeln!(page, "<h2>{}</h2>", xml(&of.title))?;
    let lead = say!(language, words.page_lead, n, finished, left, broken);
    writeln!(page, "<p class=\"quiet\"><code>{}</code>: {}</p>\n<ul class=\"bars\">", xml(&of.lesson), xml(&lead))?;
    let mut entries: Vec<(usize, String)> = of.questions.iter().map(|asked| question(asked, language)).collect();
    entries.extend(of.exercises.iter().map(|done| exercise(done, language)));
    entries.sort_by_key(|(step, _)| *step);
    entries.iter().try_for_each(|(_, entry)| writeln!(page, "<li>{entry}</li>"))?;
    writeln!(page, "</ul>")
}

fn question(asked: &OfQuestion, language: &Language) -> (usize, String) {
    let words = &language.grading;
    let (step, wrong, n) = (asked.step, asked.wrong, asked.n);
    let text = say!(language, words.page_question, step, text = &asked.text);
    let counted = say!(language, words.page_wrong, wrong, n);
    let right = say!(language, words.page_right, right = &asked.right);
    let answers = wrong_answers(asked, language);
    let answers = [counted, language.in_a_row(answers.iter().map(String::as_str)), right];
    let below: Vec<String> = answers.iter().filter(|said| !said.is_empty()).map(|said| xml(said)).collect();
    (step, format!("{}{}<span class=\"quiet\">{}</span>", inline(&text), bar(n - wrong, n), below.join(" · ")))
}

fn exercise(done: &OfExercise, language: &Language) -> (usize, String) {
    let words = &language.grading;
    let (step, reached, n) = (done.step, done.reached, done.n);
    let text = say!(language, words.page_question, step, text = &done.goal);
    let counted = say!(language, words.page_reached, reached, n);
    (step, format!("{}{}<span class=\"quiet\">{}</span>", inline(&text), bar(reached, n), xml(&counted)))
}

fn bar(some: usize, all: usize) -> String {
    let share = permille(some, all);
    format!("<div class=\"bar\"><i style=\"width:{}.{}%\"></i><b></b></div>", share / 10, share % 10)
}
