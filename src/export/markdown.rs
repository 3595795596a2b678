//! A handout in Markdown: what is to be found out first, the answers and what happened behind it, so that a teacher can
//! leave the end of it out.

use std::fmt::Write as _;

use super::cut::Part;
use super::handout::{Handout, Path, Section, Told, numbered};
use super::lesson::Answered;
use super::lines::lines;
use super::moment::moment;
use super::words::{L, W};
use crate::say;
use crate::sim::PerSide;
use crate::text::{self, Mark, Span, clean_line, clean_text};
use crate::timeline::ladder::Ladder;

pub(super) fn write(handout: &Handout<'_>) -> String {
    let mut page = Page { out: String::new() };
    page.heading(1, handout.title);
    page.paragraph(&marked(handout.summary));
    page.list(W.objectives, handout.objectives);
    page.code(handout.code);
    page.paragraph(&escaped(&one_line(&handout.introduction)));
    for path in &handout.paths {
        if let Some(title) = &path.title {
            page.heading(2, title);
        }
        for section in path.sections.iter().filter(|_| handout.cut.part != Part::Answers) {
            page.section(path, section);
        }
    }
    if handout.cut.part != Part::Answers {
        page.observe(handout);
    }
    page.answers(handout);
    // The ladder of all that happened would answer every question.
    let whole = handout.cut.part == Part::All && handout.cut.steps.is_none();
    for path in handout.paths.iter().filter(|_| whole) {
        page.heading(2, path.title.as_deref().unwrap_or(W.whole_run));
        page.ladder(&handout.ends, &path.ladder);
    }
    page.paragraph(&format!("{} ({} {}).", W.made_with, W.profile, handout.profile));
    page.out
}

struct Page {
    out: String,
}

impl Page {
    fn heading(&mut self, level: usize, text: &str) {
        let _ = writeln!(self.out, "{} {}\n", "#".repeat(level), escaped(&one_line(text)));
    }

    fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            let _ = writeln!(self.out, "{text}\n");
        }
    }

    fn code(&mut self, lines: &[String]) {
        if !lines.is_empty() {
            for line in numbered(lines) {
                let _ = writeln!(self.out, "    {line}");
            }
            self.out.push('\n');
        }
    }

    fn list(&mut self, title: &str, items: &[String]) {
        if items.is_empty() {
            return;
        }
        let _ = writeln!(self.out, "{title}:\n");
        for item in items {
            let _ = writeln!(self.out, "- {}", marked(item).replace("\n\n", " "));
        }
        self.out.push('\n');
    }

    fn section(&mut self, path: &Path<'_>, section: &Section<'_>) {
        self.heading(3, &section.title);
        self.paragraph(&marked(section.text));
        if let Some(question) = section.question {
            for (n, choice) in question.choices.iter().enumerate() {
                let _ = writeln!(self.out, "{}. {}", n + 1, escaped(&one_line(choice)));
            }
            if question.choices.is_empty() {
                let _ = writeln!(self.out, "{}: …", W.your_answer);
            }
            self.out.push('\n');
        }
        if !section.is_told_later() {
            self.outcome(path, section);
        }
        if let Some(notes) = section.notes {
            self.paragraph(&format!("*{}:* {}", W.notes, marked(notes)));
        }
    }

    /// What was done, what happened, and where it led.
    fn outcome(&mut self, path: &Path<'_>, section: &Section<'_>) {
        if !section.done.is_empty() {
            let done: Vec<String> = section.done.iter().map(one_done).collect();
            let title = if section.is_riddle { W.one_way } else { W.inputs };
            self.paragraph(&format!("{title}: {}", done.join(", ")));
        }
        if let Some(explanation) = section.explanation {
            self.paragraph(&marked(explanation));
        }
        if !section.rows.is_empty() {
            let _ = writeln!(self.out, "| {} | {} |\n| ---: | --- |", W.time, W.event);
            for row in &path.ladder.rows[section.rows.clone()] {
                let _ = writeln!(
                    self.out,
                    "| {} | {} |",
                    moment(row.at),
                    escaped(&one_line(&text::capitalised(&row.headline)))
                );
            }
            self.out.push('\n');
        }
        self.paragraph(&escaped(&section.led_to()));
        for problem in section.problems {
            self.paragraph(&format!("**{}:** {}", W.not_kept, escaped(&one_line(problem))));
        }
    }

    fn answers(&mut self, handout: &Handout<'_>) {
        if !handout.has_riddles() {
            return;
        }
        let _ = writeln!(self.out, "---\n");
        self.heading(2, W.answers);
        for path in &handout.paths {
            for section in path.sections.iter().filter(|section| section.has_answers()) {
                self.heading(3, &section.title);
                if let Some(question) = section.question {
                    self.paragraph(&format!("**{}**", escaped(&one_line(&question.numbered()))));
                    self.paragraph(&marked(&question.explanation));
                    self.why_not(question);
                }
                self.outcome(path, section);
            }
        }
    }

    fn why_not(&mut self, question: &Answered) {
        for wrong in &question.why {
            self.paragraph(&marked(&say!(L, W.not_this, answer = &wrong.numbered(), why = &wrong.says)));
        }
    }

    fn ladder(&mut self, ends: &PerSide<String>, ladder: &Ladder) {
        let text = lines(ends, ladder);
        let fence = fence(&text, 3);
        let _ = writeln!(self.out, "{fence}text\n{}\n{fence}\n", text.trim_end());
    }

    fn observe(&mut self, handout: &Handout<'_>) {
        if handout.observe.is_empty() {
            return;
        }
        self.heading(2, W.observe);
        for observe in handout.observe {
            for (system, command) in &observe.commands {
                let _ = writeln!(self.out, "- {system}: {}", code(command));
            }
            self.out.push('\n');
            self.paragraph(&marked(&observe.message));
        }
    }
}

/// One thing that was done.
fn one_done(done: &Told<'_>) -> String {
    match done {
        Told::Input(input) => code(input),
        Told::Wait => escaped(L.lessons.move_wait),
    }
}

/// A lesson's text with its inline marks, and nothing else that Markdown would obey.
fn marked(marked: &str) -> String {
    let spans = text::parse(&clean_text(marked));
    let lines = text::wrap_spans(&spans, u16::MAX);
    let paragraphs: Vec<String> =
        lines.iter().filter(|line| !line.spans.is_empty()).map(|line| line.spans.iter().map(span).collect()).collect();
    paragraphs.join("\n\n")
}

fn span(span: &Span) -> String {
    match span.mark {
        Mark::Plain => escaped(&span.text),
        Mark::Strong => around("**", &span.text),
        Mark::Emphasis => around("*", &span.text),
        Mark::Code => code(&span.text),
    }
}

/// Spaces belong outside the signs, or Markdown takes these for text.
fn around(sign: &str, text: &str) -> String {
    let inner = text.trim();
    let (before, after) = (text.len() - text.trim_start().len(), text.trim_end().len());
    if inner.is_empty() {
        return text.to_owned();
    }
    format!("{}{sign}{}{sign}{}", &text[..before], escaped(inner), &text[after..])
}

fn code(text: &str) -> String {
    let text = one_line(text);
    let fence = fence(&text, 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// More backticks than stand in the text in a row.
fn fence(text: &str, least: usize) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    "`".repeat(least.max(longest + 1))
}

fn one_line(text: &str) -> String {
    clean_line(&clean_text(text).replace('\n', " ")).trim().to_owned()
}

/// Text in which Markdown finds nothing to do. Underscores inside words are not signs.
fn escaped(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_in_word = |at: usize| {
        let neighbour = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphanumeric());
        neighbour(at.checked_sub(1)) && neighbour(Some(at + 1))
    };
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in chars.iter().enumerate() {
        let begins = at == 0 && "+-=#".contains(*c);
        let numbers = (*c == '.' || *c == ')') && at > 0 && chars[..at].iter().all(char::is_ascii_digit);
        let is_sign = "\\`*[]<>&|~$".contains(*c) || (*c == '_' && !is_in_word(at));
        if begins || numbers || is_sign {
            escaped.push('\\');
        }
        escaped.push(*c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{code, escaped, marked};

    #[test]
    fn markdown_finds_nothing_to_do_in_plain_text() {
        assert_eq!(escaped("<script>alert(1)</script>"), "\\<script\\>alert(1)\\</script\\>");
        assert_eq!(escaped("FIN_WAIT_1 and _this_"), "FIN_WAIT_1 and \\_this\\_");
        assert_eq!(escaped("a | b [c](d) `e` *f*"), "a \\| b \\[c\\](d) \\`e\\` \\*f\\*");
        assert_eq!(escaped("1. no list"), "1\\. no list");
        assert_eq!(escaped("# no heading"), "\\# no heading");
    }

    #[test]
    fn the_marks_of_lessons_stay_marks() {
        assert_eq!(marked("a **b** *c* `d|e`\n\nf"), "a **b** *c* `d|e`\n\nf");
        assert_eq!(marked("**see `ss` there**"), "**see** `ss` **there**");
    }

    #[test]
    fn code_with_backticks_gets_more_of_them_around() {
        assert_eq!(code("a `b` c"), "``a `b` c``");
        assert_eq!(code("`"), "`` ` ``");
    }
}
