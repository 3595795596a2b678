//! `code`: a program's lines that a lesson speaks of, and questions for one of them.

use super::super::keys::Fields;
use super::super::model::{Question, Step, Task};
use super::super::predict::{Predict, Value};
use super::super::source::{Item, Spanned};
use crate::say;
use crate::text::{clean_line, width};

/// A line is picked by one digit.
pub const MOST_LINES: u32 = 9;
/// The longest line, in columns: the code stands beside a diagram.
const LONGEST: usize = 40;

/// Reads the lines.
pub fn code(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Vec<String> {
    let Some(text) = fields.string(item) else { return Vec::new() };
    let lines: Vec<String> = text.value.lines().map(|line| clean_line(line.trim_end()).into_owned()).collect();
    let (language, sentences) = (fields.language(), fields.sentences());
    if lines.len() > MOST_LINES as usize {
        fields.error(&item.span, say!(language, sentences.code_too_long, most = MOST_LINES, n = lines.len()));
    }
    if let Some(at) = lines.iter().position(|line| width(line) > LONGEST) {
        fields.error(&item.span, say!(language, sentences.line_too_long, n = at + 1, most = LONGEST));
    }
    lines
}

/// Every question for a line offers all of them, in their order.
pub fn offer_lines(steps: &mut [Step], code: &[String], fields: &mut Fields<'_, '_>) {
    let all = 1..=u32::try_from(code.len()).unwrap_or(u32::MAX);
    for step in steps {
        let Task::Ask(Question { predict: Spanned { value: Predict::Line(line), span }, choices, .. }) = &mut step.task
        else {
            continue;
        };
        if code.is_empty() {
            fields.error(span.as_ref(), fields.sentences().line_without_code);
        } else if !all.contains(line) {
            let message = say!(fields.language(), fields.sentences().no_such_line, line = *line, n = code.len());
            fields.error(span.as_ref(), message);
        }
        *choices = Some(all.clone().map(|line| Spanned::nowhere(Value::Number(line))).collect());
    }
}
