//! A handout as one HTML page: no scripts, no references to anything outside, answers folded away until somebody opens them.

use std::fmt::{Result, Write as _};

use super::cut::Part;
use super::escape::xml;
use super::handout::{Handout, Path, Section, Told, numbered};
use super::lesson::Answered;
use super::moment::moment;
use super::svg;
use super::words::{L, W};
use crate::say;
use crate::text::{self, Line, Mark, Span};
use crate::timeline::ladder::Ladder;

pub(super) fn write(handout: &Handout<'_>) -> String {
    let mut page = Page { out: String::new(), handout, figures: 0 };
    // Writing to a string cannot fail.
    let _ = page.write();
    page.out
}

struct Page<'a> {
    out: String,
    handout: &'a Handout<'a>,
    /// How many pictures there are so far: each has names of its own.
    figures: usize,
}

impl Page<'_> {
    fn write(&mut self) -> Result {
        let title = xml(self.handout.title);
        writeln!(self.out, "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>", L.code)?;
        writeln!(self.out, r#"<meta name="viewport" content="width=device-width, initial-scale=1"/>"#)?;
        writeln!(self.out, r#"<meta name="color-scheme" content="{}"/>"#, self.handout.cut.paper.scheme())?;
        writeln!(self.out, "<title>{title}</title>")?;
        let paper = self.handout.cut.paper;
        let styles = [include_str!("../../assets/handout.css"), &svg::style()].map(|css| paper.styled(css));
        writeln!(self.out, "<style>\n{}</style>", styles.concat())?;
        writeln!(self.out, "</head>\n<body>\n<header>\n<h1>{title}</h1>")?;
        self.opening()?;
        writeln!(self.out, "</header>\n<main>")?;
        let part = self.handout.cut.part;
        if part != Part::Answers {
            self.handout.paths.iter().try_for_each(|path| self.path(path))?;
            self.observe()?;
        }
        self.answers()?;
        // The ladder of all that happened would answer every question.
        if part == Part::All && self.handout.cut.steps.is_none() {
            self.handout.paths.iter().try_for_each(|path| self.whole(path))?;
        }
        writeln!(self.out, "</main>\n<footer>{} ({} {}).</footer>", W.made_with, W.profile, self.handout.profile)?;
        writeln!(self.out, "</body>\n</html>")
    }

    fn opening(&mut self) -> Result {
        if !self.handout.summary.is_empty() {
            writeln!(self.out, r#"<p class="summary">{}</p>"#, inline(self.handout.summary))?;
        }
        if !self.handout.objectives.is_empty() {
            writeln!(self.out, "<p>{}:</p>\n<ul>", W.objectives)?;
            for objective in self.handout.objectives {
                writeln!(self.out, "<li>{}</li>", inline(objective))?;
            }
            writeln!(self.out, "</ul>")?;
        }
        if !self.handout.code.is_empty() {
            writeln!(
                self.out,
                "<pre><code>{}</code></pre>",
                xml(&numbered(self.handout.code).collect::<Vec<_>>().join("\n"))
            )?;
        }
        writeln!(self.out, r#"<p class="ends">{}</p>"#, xml(&self.handout.introduction))
    }

    fn path(&mut self, path: &Path<'_>) -> Result {
        if let Some(title) = &path.title {
            writeln!(self.out, "<h2>{}</h2>", xml(title))?;
        }
        let segments = svg::Segments::of(&path.ladder);
        path.sections.iter().try_for_each(|section| self.section(path, &segments, section))
    }

    fn choices(&mut self, choices: &[String]) -> Result {
        if choices.is_empty() {
            return writeln!(self.out, r#"<p class="blank">{}: ________</p>"#, W.your_answer);
        }
        writeln!(self.out, r#"<ol class="choices">"#)?;
        choices.iter().try_for_each(|choice| writeln!(self.out, "<li>{}</li>", xml(choice)))?;
        writeln!(self.out, "</ol>")
    }

    fn section(&mut self, path: &Path<'_>, segments: &svg::Segments<'_>, section: &Section<'_>) -> Result {
        let level = if path.title.is_some() { 3 } else { 2 };
        writeln!(self.out, "<section>\n<h{level}>{}</h{level}>", xml(&section.title))?;
        let has_answers = self.handout.cut.has_answers();
        if !has_answers {
            self.asked_about(segments, section)?;
        }
        self.paragraphs(section.text)?;
        if let Some(question) = section.question {
            self.choices(&question.choices)?;
        }
        if !section.is_told_later() {
            self.outcome(path, segments, section)?;
        } else if has_answers && section.has_answers() {
            let summary = match (section.question, section.is_riddle) {
                (Some(_), _) => W.answer,
                (None, true) => W.one_way,
                (None, false) => W.event,
            };
            writeln!(self.out, "<details>\n<summary>{summary}</summary>")?;
            section.question.map_or(Ok(()), |question| self.answer(question))?;
            self.outcome(path, segments, section)?;
            writeln!(self.out, "</details>")?;
        }
        self.end_of_section(section)
    }

    /// On the sheet without answers: what a question is asked about.
    fn asked_about(&mut self, segments: &svg::Segments<'_>, section: &Section<'_>) -> Result {
        let Some(about) = &section.asked_about else { return Ok(()) };
        let (ends, id) = (&self.handout.ends, self.next_id());
        let figure = if about.is_first { svg::figure } else { svg::figure_from_within };
        writeln!(self.out, "<figure tabindex=\"0\">\n{}</figure>", figure(ends, segments, &about.rows, &id))
    }

    fn end_of_section(&mut self, section: &Section<'_>) -> Result {
        if let Some(notes) = section.notes {
            writeln!(self.out, r#"<p class="notes"><em>{}:</em> {}</p>"#, W.notes, inline(notes))?;
        }
        writeln!(self.out, "</section>")
    }

    /// What was done, what happened, and where it led.
    fn outcome(&mut self, path: &Path<'_>, segments: &svg::Segments<'_>, section: &Section<'_>) -> Result {
        self.done(section, if section.is_riddle { None } else { Some(W.inputs) })?;
        self.picture(path, segments, section)?;
        self.ending(section)
    }

    /// What happened, as a picture and in words.
    fn picture(&mut self, path: &Path<'_>, segments: &svg::Segments<'_>, section: &Section<'_>) -> Result {
        if section.rows.is_empty() {
            return Ok(());
        }
        let id = self.next_id();
        let picture = svg::figure(&self.handout.ends, segments, &section.rows, &id);
        let caption = xml(&happened(path, section));
        writeln!(self.out, "<figure tabindex=\"0\">\n{picture}<figcaption>{caption}</figcaption>\n</figure>")
    }

    fn done(&mut self, section: &Section<'_>, title: Option<&str>) -> Result {
        if section.done.is_empty() {
            return Ok(());
        }
        let done: Vec<String> = section.done.iter().map(one_done).collect();
        let title = title.map(|title| format!("{title}: ")).unwrap_or_default();
        writeln!(self.out, "<p>{title}{}</p>", done.join(", "))?;
        section.explanation.map_or(Ok(()), |explanation| self.paragraphs(explanation))
    }

    fn answer(&mut self, question: &Answered) -> Result {
        writeln!(self.out, "<p><strong>{}</strong></p>", xml(&question.numbered()))?;
        self.paragraphs(&question.explanation)?;
        question
            .why
            .iter()
            .try_for_each(|wrong| self.paragraphs(&say!(L, W.not_this, answer = &wrong.numbered(), why = &wrong.says)))
    }

    /// All answers once more, on paper only: there nothing can be unfolded, and they belong behind the last question.
    fn answers(&mut self) -> Result {
        if !self.handout.has_riddles() {
            return Ok(());
        }
        // Where nothing else is on the page there is nothing to wait for.
        let class = if self.handout.cut.part == Part::Answers { "key" } else { "answers" };
        writeln!(self.out, "<section class=\"{class}\">\n<h2>{}</h2>", W.answers)?;
        for path in &self.handout.paths {
            let segments = svg::Segments::of(&path.ladder);
            for section in path.sections.iter().filter(|section| section.has_answers()) {
                writeln!(self.out, "<h3>{}</h3>", xml(&section.title))?;
                section.question.map_or(Ok(()), |question| self.answer(question))?;
                if self.handout.cut.part == Part::Answers {
                    self.done(section, Some(W.one_way))?;
                    self.picture(path, &segments, section)?;
                    self.ending(section)?;
                    continue;
                }
                self.done(section, Some(W.one_way))?;
                if !section.rows.is_empty() {
                    writeln!(self.out, "<p>{}</p>", xml(&happened(path, section)))?;
                }
                self.ending(section)?;
            }
        }
        writeln!(self.out, "</section>")
    }

    /// Where it led.
    fn ending(&mut self, section: &Section<'_>) -> Result {
        writeln!(self.out, r#"<p class="states">{}</p>"#, xml(&section.led_to()))?;
        for problem in section.problems {
            writeln!(self.out, r#"<p class="problem">{}: {}</p>"#, W.not_kept, xml(problem))?;
        }
        Ok(())
    }

    /// The whole ladder as a picture, and as a table for those who cannot see it.
    fn whole(&mut self, path: &Path<'_>) -> Result {
        let id = self.next_id();
        let title = path.title.as_deref().unwrap_or(W.whole_run);
        writeln!(self.out, "<section class=\"whole\">\n<h2>{}</h2>", xml(title))?;
        writeln!(self.out, "<details>\n<summary>{}</summary>", W.event)?;
        let picture =
            svg::figure(&self.handout.ends, &svg::Segments::of(&path.ladder), &(0..path.ladder.rows.len()), &id);
        writeln!(self.out, "<figure tabindex=\"0\">\n{picture}</figure>")?;
        self.table(&path.ladder)?;
        writeln!(self.out, "</details>\n</section>")
    }

    fn table(&mut self, ladder: &Ladder) -> Result {
        let (time, event) = (W.time, W.event);
        writeln!(
            self.out,
            "<table>\n<thead><tr><th scope=\"col\">{time}</th><th scope=\"col\">{event}</th></tr></thead>"
        )?;
        writeln!(self.out, "<tbody>")?;
        for row in &ladder.rows {
            let what = xml(&text::capitalised(&row.headline));
            writeln!(self.out, r#"<tr><td class="time">{}</td><td>{what}</td></tr>"#, moment(row.at))?;
        }
        writeln!(self.out, "</tbody>\n</table>")
    }

    fn observe(&mut self) -> Result {
        if self.handout.observe.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "<section>\n<h2>{}</h2>", W.observe)?;
        for observe in self.handout.observe {
            writeln!(self.out, "<table>\n<tbody>")?;
            for (system, command) in &observe.commands {
                writeln!(self.out, r#"<tr><th scope="row">{system}</th><td><code>{}</code></td></tr>"#, xml(command))?;
            }
            writeln!(self.out, "</tbody>\n</table>")?;
            self.paragraphs(&observe.message)?;
        }
        writeln!(self.out, "</section>")
    }

    fn paragraphs(&mut self, marked: &str) -> Result {
        lines(marked).iter().try_for_each(|line| writeln!(self.out, "<p>{}</p>", spans(line)))
    }

    fn next_id(&mut self) -> String {
        self.figures += 1;
        format!("ladder-{}", self.figures)
    }
}

/// One thing that was done.
fn one_done(done: &Told<'_>) -> String {
    match done {
        Told::Input(input) => format!("<code>{}</code>", xml(input)),
        Told::Wait => xml(L.lessons.move_wait),
    }
}

/// What happened in a section, a sentence for each row.
fn happened(path: &Path<'_>, section: &Section<'_>) -> String {
    let rows = path.ladder.rows[section.rows.clone()].iter();
    rows.map(|row| text::sentence(&row.headline)).collect::<Vec<_>>().join(" ")
}

/// A marked text's paragraphs, each on one line.
fn lines(marked: &str) -> Vec<Line> {
    let spans = text::parse(&text::clean_text(marked));
    let mut lines = text::wrap_spans(&spans, u16::MAX);
    lines.retain(|line| !line.spans.is_empty());
    lines
}

/// A text with its inline marks, as HTML.
pub fn inline(marked: &str) -> String {
    lines(marked).iter().map(spans).collect::<Vec<_>>().join(" ")
}

fn spans(line: &Line) -> String {
    line.spans.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    let text = xml(&span.text);
    match span.mark {
        Mark::Plain => text,
        Mark::Strong => format!("<strong>{text}</strong>"),
        Mark::Emphasis => format!("<em>{text}</em>"),
        Mark::Code => format!("<code>{text}</code>"),
    }
}
