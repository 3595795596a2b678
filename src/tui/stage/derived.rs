//! What can be derived from the game, derived when something changes and not once a frame.

use super::Game;
use super::keys::key_of;
use super::view::View;
use crate::language::Language;
use crate::lesson;
use crate::narrate::{self, Reason};
use crate::say;
use crate::sim::{Call, Input, PerSide};
use crate::tcp::{EdgeId, State};
use crate::timeline::{Account, Moment};
use crate::tui::settings::Settings;

/// What has changed since everything was derived last: the less, the less has to be derived again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Changed {
    /// Which segment is looked at, or whether numbers are shown.
    Selection,
    /// Which endpoint the keys speak for.
    Focus,
    /// The present step, or the page.
    Step,
}

/// What is derived.
#[derive(Default)]
pub(super) struct Derived {
    /// The edges that each side could take now, each with the input that takes it.
    edges: PerSide<Vec<(EdgeId, Input)>>,
    /// The same edges, each with the key that takes it, or `'\0'` if no key does.
    pub possible: PerSide<Vec<(EdgeId, char)>>,
    /// The states that each side's current connection has been in.
    pub visited: PerSide<Vec<State>>,
    /// The calls that the focused endpoint may make.
    pub calls: Vec<Call>,
    /// Why the last thing happened, or the selected segment's arrival.
    pub explained: Explained,
    /// Who waits for whom now.
    pub waiting: String,
}

impl Derived {
    /// Derives again what depends on what has changed.
    pub fn rebuild(&mut self, changed: Changed, game: &Game, view: &View, settings: &Settings) {
        let world = game.world();
        if changed == Changed::Step {
            let permitted = |(_, input): &(EdgeId, Input)| game.permits(input);
            self.edges = PerSide::from_fn(|side| world.possible_edges(side).into_iter().filter(permitted).collect());
            self.visited = game.visited();
        }
        if changed >= Changed::Focus {
            let with_key = |(edge, input): &(EdgeId, Input)| (*edge, key_of(&settings.keys, world, view.focus, *input));
            self.possible = self.edges.as_ref().map(|edges| edges.iter().map(with_key).collect());
            let calls = world.possible_calls(view.focus);
            self.calls = calls.filter(|call| game.permits(&Input::Call(view.focus, *call))).collect();
            let named = game.named();
            self.waiting = narrate::waiting(world, view.focus, named.as_deref());
        }
        if changed != Changed::Focus {
            self.explained = Explained::of(game, view, settings.language);
        }
    }
}

/// An explanation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Explained {
    /// Who, what, and what came of it; empty if nothing has happened.
    pub headline: String,
    /// If it was refused, what would make it possible.
    pub remedy: Option<String>,
    /// The rules that led to it, the deciding one first, each with its place and its arithmetic.
    pub reasons: Vec<String>,
}

impl Explained {
    /// Reads the account of the selected segment's arrival, or else of the latest record.
    fn of(game: &Game, view: &View, language: &Language) -> Self {
        let Some(moment) = Moment::to_explain(game.history(), view.selected) else { return Self::default() };
        let named = game.named_in(&moment.record);
        let account = Account::of(&moment, named.as_deref());
        // What was done in passing may be cut off where there is little room, and says nothing to those who do not read numbers yet.
        let shown = account.reasons().filter(|reason| view.numbers || !reason.rule.id.is_in_passing());
        let reasons = shown.map(|reason| in_words(reason, view.numbers, language)).collect();
        let remedy = lesson::remedy(&moment.after, &moment.record, language);
        Self { reasons, headline: account.headline, remedy }
    }
}

fn in_words(reason: &Reason, numbers: bool, language: &Language) -> String {
    let rule = reason.marked();
    match reason.arithmetic.as_ref().filter(|_| numbers) {
        Some(arithmetic) => say!(language, language.stage.reason, rule = &rule, arithmetic = arithmetic),
        None => rule,
    }
}
