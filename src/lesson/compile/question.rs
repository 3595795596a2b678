//! Questions: the keys beside `ask`.

use std::ops::Range;

use super::super::command::Command;
use super::super::keys::{Fields, report_stray};
use super::super::model::{Pick, Question};
use super::super::predict::{Predict, Value};
use super::super::source::{Item, Spanned, Table};
use super::super::spelling::listed;

/// A question, as far as it has been read. What is asked for is read before the answers.
#[derive(Default)]
pub struct QuestionDraft {
    predict: Option<Spanned<Predict>>,
    /// Where it is asked whether a pair is possible, which only `pair` makes whole.
    possible: Option<Range<usize>>,
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
        match Predict::parse(text.value) {
            Ok(predict) => self.predict = Some(Spanned::at(predict, &item.span)),
            Err(meant) => {
                let message = format!("nothing called `{}` can be predicted", text.value);
                let finding = fields.error(&item.span, message).suggest(meant);
                finding.note(format!("a question can ask for {}", listed(Predict::FORMS)));
            }
        }
    }

    pub fn read_pair(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        let Some(span) = self.possible.clone() else { return };
        let Some(text) = fields.string(item) else { return };
        if let Some(Spanned { value: Value::Pair(pair), .. }) =
            fields.parsed(&text, |text| Predict::Pair.parse_value(text))
        {
            self.predict = Some(Spanned::at(Predict::Possible(pair), &span));
        }
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
        self.pick = fields.word(item, "a way to pick", &Pick::NAMES).map(|pick| (pick, item.span.clone()));
    }

    pub fn read_typed(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        self.typed = fields.boolean(item).filter(|typed| *typed).map(|_| item.span.clone());
    }

    pub fn read_after(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        self.after = Some(fields.commands(item));
    }

    pub fn read_why(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        let Some(predict) = self.predict.as_ref().map(|predict| predict.value) else { return };
        let Some(table) = fields.table(item, "`why`") else { return };
        for (key, item) in table.into_entries() {
            let says = fields.text(&item);
            if key.value == "other" {
                self.other = says;
                continue;
            }
            let wrong = value(&key.map(str::to_owned), predict, fields);
            let (Some(wrong), Some(says)) = (wrong, says) else { continue };
            if self.why.iter().any(|(known, _)| known.value == wrong.value) {
                fields.error(&wrong.span, format!("`{}` has two explanations", wrong.value));
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
        let is_possible = self.possible.is_some();
        if is_possible {
            let stray: Vec<&str> = ["after", "choices"].into_iter().filter(|key| table.has(key)).collect();
            report_stray(table, &stray, "a question about what happens", fields);
            if !table.has("pair") {
                fields.missing(table, "pair");
            }
        } else {
            report_stray(table, &["pair"], "`predict = \"possible\"`", fields);
            if !table.has("after") {
                fields.missing(table, "after");
            }
        }
        let pick = self.pick(fields);
        if let Some((_, span)) = self.choices.as_ref().filter(|_| pick != Pick::List) {
            fields.error(span, "nothing is offered here: the answer is typed, or picked on the diagram");
        }
        let after = if is_possible { Vec::new() } else { self.after? };
        let choices = self.choices.filter(|_| !is_possible).map(|(values, _)| values);
        Some(Question { predict: self.predict?, pick, choices, after, why: self.why, other: self.other, right })
    }

    /// How the answer is given: `typed = true`, or `pick = "diagram"`.
    fn pick(&self, fields: &mut Fields<'_, '_>) -> Pick {
        let predict = self.predict.as_ref().map(|predict| predict.value);
        match (&self.typed, &self.pick) {
            (Some(span), _) if !predict.is_none_or(Predict::is_number) => {
                fields.error(span, "only a number can be typed");
                Pick::List
            }
            (_, Some((Pick::Diagram, span))) if !predict.is_none_or(|of| matches!(of, Predict::State(_))) => {
                fields.error(span, "only a state can be picked on the diagram");
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
    fields.parsed(&text, |text| predict.parse_value(text))
}
