//! Texts: each has to fit where it is shown at 80x24, the smallest terminal that is promised.

use super::super::choices;
use super::super::diagnostic::Findings;
use super::super::model::{Act, Hint, Lesson, Question, Step, Task};
use super::super::source::Spanned;
use crate::text::{width, wrap};

/// The width of the lesson panel at 80x24.
const PANEL: u16 = 78;
/// Its rows, for narration and for explanations.
const ROWS: usize = 5;
/// The rows of a question together with its answers, one in a row.
const QUESTION_ROWS: usize = 7;
/// The rows of what the panel says to an input, or as a hint, below the text.
const SAID_ROWS: usize = 2;
/// The cells of a title in the title line.
const TITLE: usize = 36;
/// The rows of an objective, and of a summary.
const LIST_ROWS: usize = 2;
/// The cells of a command to try at home: system and margins stand beside it.
const COMMAND: usize = 66;

/// Measures every text of a lesson.
pub fn check(lesson: &Lesson, findings: &mut Findings<'_>) {
    if width(&lesson.title) > TITLE {
        let message = format!("the title has {} cells, and the title line has room for {TITLE}", width(&lesson.title));
        findings.error(&lesson.title.span, message);
    }
    fits(&lesson.summary, LIST_ROWS, findings);
    for objective in &lesson.objectives {
        fits(objective, LIST_ROWS, findings);
    }
    for step in &lesson.steps {
        check_step(step, findings);
    }
    for observe in &lesson.observe {
        fits(&observe.expect, 1, findings);
        for command in observe.commands.iter().flatten().filter(|command| width(command) > COMMAND) {
            let message = format!("this command has {} cells, and there is room for {COMMAND}", width(command));
            findings.error(&command.span, message);
        }
    }
}

fn check_step(step: &Step, findings: &mut Findings<'_>) {
    match &step.task {
        Task::Say => fits(&step.text, ROWS, findings),
        Task::Act(act) => {
            fits(&step.text, ROWS, findings);
            check_act(act, findings);
        }
        Task::Ask(question) => {
            let choices = choices::how_many(question);
            fits(&step.text, QUESTION_ROWS.saturating_sub(choices).max(1), findings);
            check_question(question, findings);
        }
    }
}

fn check_act(act: &Act, findings: &mut Findings<'_>) {
    for hint in &act.hints {
        if let Hint::Text(text) = &hint.value {
            fits(&Spanned { value: text.clone(), span: hint.span.clone() }, SAID_ROWS, findings);
        }
    }
    for wrong in &act.wrong {
        fits(&wrong.says, SAID_ROWS, findings);
    }
}

fn check_question(question: &Question, findings: &mut Findings<'_>) {
    for (_, why) in &question.why {
        fits(why, ROWS, findings);
    }
    if let Some(right) = &question.right {
        fits(right, ROWS, findings);
    }
}

fn fits(text: &Spanned<String>, rows: usize, findings: &mut Findings<'_>) {
    let needed = wrap(text, PANEL).len();
    if needed > rows {
        let message = format!("this text takes {needed} rows at 80x24, and there is room for {rows}");
        findings.error(&text.span, message).note("one idea a screen: cut it, or make it two steps");
    }
}
