//! Something to do: the keys beside `until` and `goal`.

use std::ops::Range;

use super::super::allow::{Action, Allow};
use super::super::command::Command;
use super::super::goal::Goal;
use super::super::keys::Fields;
use super::super::model::{Act, Hint, Wrong};
use super::super::source::{Item, Spanned, Table};
use super::super::spelling::did_you_mean;
use super::goal;
use super::states::MOST_COUNTED;
use crate::say;

/// A word of `allow`, and the actions that it stands for.
type Allowed = Option<Spanned<&'static [Action]>>;

/// Something to do, as far as it has been read.
#[derive(Default)]
pub struct ActDraft {
    until: Option<Goal>,
    goal: Option<Goal>,
    pub hints: Vec<Spanned<Hint>>,
    pub wrong: Vec<Wrong>,
    pub paused: bool,
    pub way: Vec<Spanned<Command>>,
    allowed: Option<Vec<Allowed>>,
    faults: Option<(Option<u32>, Range<usize>)>,
}

impl ActDraft {
    pub fn read_until(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        self.until = goal::until(item, fields);
    }

    pub fn read_goal(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        self.goal = goal::goal(item, fields);
    }

    pub fn read_hints(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        let hint = |text: String| if text == Hint::AUTO { Hint::Auto } else { Hint::Text(text) };
        self.hints = fields.texts(item).into_iter().map(|text| text.map(hint)).collect();
    }

    pub fn read_wrong(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        let Some(table) = fields.table(item, "wrong") else { return };
        for (key, item) in table.into_entries() {
            let says = fields.text(&item);
            let command = fields.command_of(&key);
            self.wrong.extend(command.zip(says).map(|(command, says)| Wrong { command, says }));
        }
    }

    pub fn read_allow(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        self.allowed = Some(fields.array(item).iter().map(|word| actions(word, fields)).collect());
    }

    pub fn read_faults(&mut self, item: &Item<'_>, fields: &mut Fields<'_, '_>) {
        self.faults = Some((fields.number_up_to(item, MOST_COUNTED), item.span.clone()));
    }

    /// All of it together.
    pub fn finish(self, right: Option<Spanned<String>>, table: &Table<'_>, fields: &mut Fields<'_, '_>) -> Option<Act> {
        if let (Some(until), true) = (table.value_place_of("until"), table.has("goal")) {
            fields.error(until, fields.sentences().until_and_goal);
        }
        let allow = self.allowed.and_then(|allowed| allow(&allowed, self.faults.as_ref(), fields));
        let goal = self.goal.or(self.until)?;
        Some(Act { goal, allow, hints: self.hints, wrong: self.wrong, paused: self.paused, way: self.way, right })
    }
}

fn actions(word: &Item<'_>, fields: &mut Fields<'_, '_>) -> Allowed {
    let word = fields.string(word)?;
    let found = Allow::NAMES.iter().find(|(name, ..)| name.eq_ignore_ascii_case(word.value.trim()));
    if found.is_none() {
        let names = || Allow::NAMES.iter().map(|(name, ..)| *name);
        let (language, sentence) = (fields.language(), fields.sentences().not_allowed);
        let message = say!(language, sentence, word = word.value, known = &language.listed(names()));
        fields.error(&word.span, message).suggest(did_you_mean(word.value, names()));
    }
    found.map(|(_, actions, _)| Spanned { value: *actions, span: word.span })
}

/// What is allowed, and how many faults of it.
fn allow(
    allowed: &[Allowed],
    faults: Option<&(Option<u32>, Range<usize>)>,
    fields: &mut Fields<'_, '_>,
) -> Option<Allow> {
    let known = || allowed.iter().flatten();
    let breaking = known().find(|actions| actions.iter().any(|action| action.is_always_a_fault()));
    if allowed.iter().any(Option::is_none) {
        return None;
    }
    match (breaking, faults) {
        (Some(word), None) => {
            let sentences = fields.sentences();
            fields.error(&word.span, sentences.faults_missing).note(sentences.faults_missing_note);
        }
        (None, Some((_, span))) if !known().any(|actions| actions.contains(&Action::Hold)) => {
            fields.error(span, fields.sentences().faults_for_nothing);
        }
        _ => {}
    }
    let most = faults.and_then(|(most, _)| *most).unwrap_or(0);
    Some(known().fold(Allow::nothing(), |allow, actions| allow.with(actions)).up_to(most))
}
