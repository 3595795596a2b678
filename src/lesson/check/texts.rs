//! Texts: each has to fit where it is shown at 80x24, the smallest terminal that is promised.

use super::super::command::Command;
use super::super::diagnostic::Findings;
use super::super::model::{Act, Hint, Lesson, Question, Step, Task};
use super::super::numbers::bare;
use super::super::page::Choice;
use super::super::panel;
use super::super::source::Spanned;
use crate::language::Language;
use crate::say;
use crate::sim::Input;
use crate::text::{unclosed_mark, width, wrap};

/// The width of the lesson panel at 80x24.
const PANEL: u16 = panel::SMALLEST.0;
/// Its rows.
const ROWS: usize = panel::SMALLEST.1 as usize;
/// Those of a task's text.
const TASK_ROWS: usize = ROWS - panel::VERBS as usize;
/// What stands in the one cell that a mark takes.
const MARK: &str = " ";
/// The cells of a title in the title line.
const TITLE: usize = 36;
/// The rows of an objective, and of a summary.
const LIST_ROWS: usize = 2;
/// The cells of a command to try at home: system and margins stand beside it.
const COMMAND: usize = 66;

/// Measures every text of a lesson.
pub fn check(lesson: &Lesson, findings: &mut Findings<'_>) {
    let (language, words) = (findings.language(), &findings.language().findings);
    if width(&lesson.title) > TITLE {
        let message = say!(language, words.wide_title, cells = width(&lesson.title), room = TITLE);
        findings.error(&lesson.title.span, message);
    }
    fits(&lesson.summary, LIST_ROWS, findings);
    for objective in &lesson.objectives {
        fits(objective, LIST_ROWS, findings);
    }
    for step in &lesson.steps {
        check_step(step, findings);
    }
    placeholders(lesson, findings);
    marks(lesson, findings);
    numbers(lesson, findings);
    for observe in &lesson.observe {
        fits(&observe.expect, 1, findings);
        for command in observe.commands.iter().flatten().filter(|command| width(command) > COMMAND) {
            let message = say!(language, words.wide_command, cells = width(command), room = COMMAND);
            findings.error(&command.span, message);
        }
    }
}

fn check_step(step: &Step, findings: &mut Findings<'_>) {
    match &step.task {
        Task::Say => {
            let boxed: usize = step
                .error
                .iter()
                .flat_map(|error| error.describe(findings.language()))
                .map(|text| wrap(&text, PANEL).len())
                .sum();
            fits(&step.text, ROWS.saturating_sub(boxed), findings);
        }
        Task::Act(act) => {
            let goal = goal_rows(act, findings.language());
            fits(&step.text, TASK_ROWS.saturating_sub(goal).max(1), findings);
            check_act(act, goal, findings);
            if let Some(right) = &act.right {
                // The number of moves stands above, and a shorter way may stand below.
                fits(right, ROWS - 2, findings);
            }
        }
        // Once it is known which answers are offered.
        Task::Ask(_) => {}
    }
}

/// What a lesson made from a session says until its author has found words, and dots where words are still to come.
fn placeholders(lesson: &Lesson, findings: &mut Findings<'_>) {
    let (words, language) = (&findings.language().findings, findings.language());
    let held = language.skeleton.held();
    let title = language.skeleton.title;
    let holds = |text: &str| held.iter().any(|held| text.contains(held)) || text == title || DOTS.contains(&text);
    let own = [&lesson.title, &lesson.summary].into_iter().chain(&lesson.objectives);
    let said = own.chain(lesson.steps.iter().flat_map(texts)).map(|text| (text.value.trim(), &text.span));
    let hints = lesson.steps.iter().filter_map(Step::act).flat_map(|act| &act.hints);
    let hints = hints.map(|hint| (hint.value.word().trim(), &hint.span));
    for (_, span) in said.chain(hints).filter(|(text, _)| holds(text)) {
        findings.warn(span, words.placeholder).note(words.placeholder_note);
    }
}

/// Words that are still to come.
const DOTS: [&str; 4] = ["...", "…", "TODO", "?"];

/// A mark that nobody closes stays on the screen as it is written.
fn marks(lesson: &Lesson, findings: &mut Findings<'_>) {
    for text in lesson.steps.iter().flat_map(texts) {
        if let Some(sign) = unclosed_mark(text) {
            let (language, words) = (findings.language(), &findings.language().findings);
            let sentence = if sign == "`" { words.unclosed_backquote } else { words.unclosed_mark };
            findings.warn(&text.span, say!(language, sentence, sign));
        }
    }
}

/// A number that the engine knows is written by its name, so that it cannot drift. Where the sentence itself does not say which TCP
/// it is about, it may be about another one than its step.
fn numbers(lesson: &Lesson, findings: &mut Findings<'_>) {
    let mut profile = lesson.setup.profile.name();
    number_in(profile, [&lesson.summary].into_iter().chain(&lesson.objectives), findings);
    for step in &lesson.steps {
        profile = profile_after(step, profile);
        number_in(profile, texts(step).into_iter().chain(&step.notes), findings);
    }
    number_in(lesson.setup.profile.name(), lesson.observe.iter().map(|observe| &observe.expect), findings);
}

/// The profile that a step speaks of: what happens before it may change it.
fn profile_after(step: &Step, before: &'static str) -> &'static str {
    let changed = step.script.iter().rev().find_map(|command| match &command.value {
        Command::Input(Input::Profile(name)) => Some(name.word()),
        _ => None,
    });
    changed.unwrap_or(before)
}

fn number_in<'t>(profile: &str, texts: impl Iterator<Item = &'t Spanned<String>>, findings: &mut Findings<'_>) {
    for text in texts {
        let Some(span) = &text.span else { continue };
        for bare in bare(findings.source(span), profile, findings.language()) {
            let place = span.start + bare.place.start..span.start + bare.place.end;
            let (language, words) = (findings.language(), &findings.language().findings);
            let message = say!(language, words.bare_number, name = &format!("{{{}}}", bare.name));
            if bare.named {
                findings.error(&place, message)
            } else {
                findings.warn(&place, message)
            };
        }
    }
}

/// The texts of a step that a learner reads.
fn texts(step: &Step) -> Vec<&Spanned<String>> {
    let mut texts = vec![&step.text];
    texts.extend(step.error.iter().flat_map(|error| [&error.read, &error.so]));
    match &step.task {
        Task::Say => {}
        Task::Act(act) => {
            texts.extend(act.wrong.iter().map(|wrong| &wrong.says));
            texts.extend(&act.right);
        }
        Task::Ask(question) => {
            texts.extend(question.why.iter().map(|(_, why)| why));
            texts.extend(question.other.iter().chain(&question.right));
        }
    }
    texts
}

/// The rows that a goal of several lines takes below the text.
fn goal_rows(act: &Act, language: &Language) -> usize {
    if act.goal.lines.len() < 2 {
        return 0;
    }
    let mut flow = panel::goals(PANEL);
    for line in &act.goal.lines {
        flow.place(width(&panel::goal(MARK, &line.value.label(language))));
    }
    flow.rows()
}

/// Hints, and what is said to wrong inputs, stand with the goal; where there is no room for the text as well, it comes after them.
fn check_act(act: &Act, goal: usize, findings: &mut Findings<'_>) {
    let rows = TASK_ROWS.saturating_sub(goal).max(1);
    for hint in &act.hints {
        if let Hint::Text(text) = &hint.value {
            fits(&Spanned { value: text.clone(), span: hint.span.clone() }, rows, findings);
        }
    }
    for wrong in &act.wrong {
        fits(&wrong.says, rows, findings);
    }
}

/// A question stands above its answers, and the explanation below them takes the question's place where room is scarce.
pub fn check_question(text: &Spanned<String>, question: &Question, choices: &[Choice], findings: &mut Findings<'_>) {
    let rows = ROWS.saturating_sub(flowed(choices)).max(1);
    fits(text, rows, findings);
    for (_, why) in &question.why {
        fits(why, rows, findings);
    }
    for text in question.right.iter().chain(&question.other) {
        fits(text, rows, findings);
    }
}

/// The rows that answers take side by side, each with its number and a mark.
fn flowed(choices: &[Choice]) -> usize {
    let cells = |(at, choice): (usize, &Choice)| {
        panel::choice(MARK, Some(at + 1), &choice.label).iter().map(|words| width(words)).sum()
    };
    let cells: Vec<usize> = choices.iter().enumerate().map(cells).collect();
    panel::choices(&cells, PANEL, 1).iter().map(|(_, row)| row + 1).max().unwrap_or(0)
}

fn fits(text: &Spanned<String>, rows: usize, findings: &mut Findings<'_>) {
    let needed = wrap(text, PANEL).len();
    if needed > rows {
        let (language, words) = (findings.language(), &findings.language().findings);
        let message = say!(language, words.long_text, n = needed, room = rows);
        findings.error(&text.span, message).note(words.long_text_note);
    }
}
