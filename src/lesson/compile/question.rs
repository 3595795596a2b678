//! Questions: the keys beside `ask`.

use std::ops::Range;

use super::super::command::Command;
use super::super::keys::{Fields, report_stray};
use super::super::model::{Pick, Question};
use super::super::predict::{Predict, Value};
use super::super::source::{Item, Spanned, Table};
use super::code::MOST_LINES;
use crate::say;

/// A question, as far as it has been read. What is asked for is read before the answers.
#[derive(Default)]
pub struct QuestionDraft {
    predict: Option<Spanned<Predict>>,
    /// Where it is asked whether a pair is possible, which only `pair` makes whole.
    possible: Option<Range<usize>>,
    /// Where it is asked which line it is, which only `line` makes whole.
    line: Option<Range<usize>>,
    choices: Option<(Vec<Spanned<Value>>, Range<usize>)>,
    pick: Option<(Pick, Range<usize>)>,
    typed: Option<Range<usize>>,
    after: Option<Vec<Spanned<Command>>>,
    why: Vec<(Spanned<Value>, Spanned<String>)>,
    other: Option<Spanned<String>>,
}

impl QuestionDraft {
    pub fn read_predict(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        let Some(text) = fields.string(item) else { return };
        if text.value.trim() == Predict::POSSIBLE {
            self.possible = Some(item.span.clone());
            return;
        }
        if text.value.trim() == Predict::LINE {
            self.line = Some(item.span.clone());
            return;
        }
        match Predict::parse(text.value) {
            Ok(predict) => self.predict = Some(Spanned::at(predict, &item.span)),
            Err(meant) => {
                let (language, sentences) = (fields.language(), fields.sentences());
                let message = say!(language, sentences.not_predicted, word = text.value);
                let note = say!(language, sentences.not_predicted_note, known = &language.listed(Predict::FORMS));
                fields.error(&item.span, message).suggest(meant).note(note);
            }
        }
    }

    pub fn read_pair(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        let Some(span) = self.possible.clone() else { return };
        let Some(text) = fields.string(item) else { return };
        if let Some(Spanned { value: Value::Pair(pair), .. }) =
            fields.parsed(&text, |text, language| Predict::Pair.parse_value(text, language))
        {
            self.predict = Some(Spanned::at(Predict::Possible(pair), &span));
        }
    }

    pub fn read_line(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        let Some(span) = self.line.clone() else { return };
        let Some(number) = fields.number_up_to(item, MOST_LINES) else { return };
        self.predict = Some(Spanned::at(Predict::Line(number), &span));
    }

    pub fn read_choices(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        let Some(predict) = self.predict.as_ref().map(|predict| predict.value) else { return };
        let items = fields.array(item);
        let values = items.iter().filter_map(|item| {
            let text = fields.scalar(item)?;
            value(&text, predict, fields)
        });
        self.choices = Some((values.collect(), item.span.clone()));
    }

    pub fn read_pick(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        self.pick =
            fields.word(item, fields.sentences().not_a_way_to_pick, &Pick::NAMES).map(|pick| (pick, item.span.clone()));
    }

    pub fn read_typed(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        self.typed = fields.boolean(item).filter(|typed| *typed).map(|_| item.span.clone());
    }

    pub fn read_after(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        self.after = Some(fields.commands(item));
    }

    pub fn read_why(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        let Some(predict) = self.predict.as_ref().map(|predict| predict.value) else { return };
        let Some(table) = fields.table(item, "why") else { return };
        for (key, item) in table.into_entries() {
            let says = fields.text(&item);
            if key.value == "other" {
                self.other = says;
                continue;
            }
            let wrong = value(&key.map(str::to_owned), predict, fields);
            let (Some(wrong), Some(says)) = (wrong, says) else { continue };
            if self.why.iter().any(|(known, _)| known.value == wrong.value) {
                let answer = &wrong.value.to_string();
                fields.error(&wrong.span, say!(fields.language(), fields.sentences().two_explanations, answer));
            }
            self.why.push((wrong, says));
        }
    }

    /// All of it together.
    pub fn finish(
        self,
        right: Option<Spanned<String>>,
        table: &Table<'_>,
        fields: &mut Fields<'_, '_>,
    ) -> Option<Question> {
        if !table.has("predict") {
            fields.missing(table, "predict");
        }
        // Nothing happens that could be asked about: the answer stands in the lesson, or follows from all that can be.
        let companion = match (&self.possible, &self.line) {
            (Some(_), _) => Some("pair"),
            (_, Some(_)) => Some("line"),
            _ => None,
        };
        let (language, sentences) = (fields.language(), fields.sentences());
        if let Some(companion) = companion {
            let stray: Vec<&str> = ["after", "choices"].into_iter().filter(|key| table.has(key)).collect();
            let sentence = |keys: &str, n: usize| say!(language, sentences.stray_key_possible, keys, n);
            report_stray(table, &stray, sentence, fields);
            if !table.has(companion) {
                fields.missing(table, companion);
            }
        } else {
            let others = "`predict = \"possible\"`";
            let sentence = |keys: &str, n: usize| say!(language, sentences.stray_key, keys, n, others);
            report_stray(table, &["pair"], sentence, fields);
            let others = "`predict = \"line\"`";
            let sentence = |keys: &str, n: usize| say!(language, sentences.stray_key, keys, n, others);
            report_stray(table, &["line"], sentence, fields);
            if !table.has("after") {
                fields.missing(table, "after");
            }
        }
        let pick = self.pick(fields);
        if let Some((_, span)) = self.choices.as_ref().filter(|_| pick != Pick::List) {
            fields.error(span, sentences.nothing_offered);
        }
        let after = if companion.is_some() { Vec::new() } else { self.after? };
        let choices = self.choices.filter(|_| companion.is_none()).map(|(values, _)| values);
        Some(Question { predict: self.predict?, pick, choices, after, why: self.why, other: self.other, right })
    }

    /// How the answer is given: `typed = true`, or `pick = "diagram"`.
    fn pick(&self, fields: &mut Fields<'_, '_>) -> Pick {
        let predict = self.predict.as_ref().map(|predict| predict.value);
        match (&self.typed, &self.pick) {
            (Some(span), _) if !predict.is_none_or(Predict::is_number) => {
                fields.error(span, fields.sentences().only_numbers_typed);
                Pick::List
            }
            (_, Some((Pick::Diagram, span))) if !predict.is_none_or(|of| matches!(of, Predict::State(_))) => {
                fields.error(span, fields.sentences().only_states_picked);
                Pick::List
            }
            (Some(_), _) => Pick::Typed,
            (_, Some((pick, _))) => *pick,
            _ => Pick::List,
        }
    }
}

fn value(text: &Spanned<String>, predict: Predict, fields: &mut Fields<'_, '_>) -> Option<Spanned<Value>> {
    let text = Spanned { value: text.value.as_str(), span: text.span.clone() };
    fields.parsed(&text, |text, language| predict.parse_value(text, language))
}
