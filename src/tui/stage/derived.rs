//! What can be derived from the game, derived when something changes and not once a frame.

use super::Game;
use super::crowd::Crowd;
use super::keys::{key_name, key_of};
use super::view::View;
use crate::language::Language;
use crate::lesson;
use crate::narrate::Reason;
use crate::say;
use crate::sim::{Call, Input, PerSide};
use crate::tcp::{EdgeId, Reply, State};
use crate::timeline::{self, Account, Endpoint, Moment};
use crate::tui::bindings::Command;
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
pub(super) struct Derived {
    /// The edges that each side could take now, each with the input that takes it.
    edges: PerSide<Vec<(EdgeId, Input)>>,
    /// The same edges, each with the key that takes it, or `'\0'` if no key does.
    pub possible: PerSide<Vec<(EdgeId, char)>>,
    /// Both ends at the present step.
    pub ends: PerSide<Endpoint>,
    /// The calls that the focused endpoint may make.
    pub calls: Vec<Call>,
    /// Why the last thing happened, or the selected segment's arrival.
    pub explained: Explained,
    /// Who waits for whom now.
    pub waiting: String,
}

impl Derived {
    /// All of it.
    pub fn of(game: &Game, view: &View, settings: &Settings) -> Self {
        let mut derived = Self {
            edges: PerSide::default(),
            possible: PerSide::default(),
            ends: shown_ends(game, view),
            calls: Vec::new(),
            explained: Explained::default(),
            waiting: String::new(),
        };
        derived.rebuild(Changed::Step, game, view, settings);
        derived
    }

    /// Derives again what depends on what has changed.
    pub fn rebuild(&mut self, changed: Changed, game: &Game, view: &View, settings: &Settings) {
        let world = game.world();
        if changed == Changed::Step {
            let permitted = |(_, input): &(EdgeId, Input)| game.permits(input);
            let edges = |side| world.map_or_else(Vec::new, |world| world.possible_edges(side));
            self.edges = PerSide::from_fn(|side| edges(side).into_iter().filter(permitted).collect());
        }
        if changed >= Changed::Focus {
            self.ends = shown_ends(game, view);
            let end = &self.ends[view.focus];
            let with_key = |(edge, input): &(EdgeId, Input)| (*edge, key_of(&settings.keys, end, view.focus, *input));
            let (edges, ends) = (&self.edges, &self.ends);
            self.possible = PerSide::from_fn(|side| {
                edges[side].iter().filter(|edge| leaves_shown(&ends[side], edge)).map(with_key).collect()
            });
            let calls = world.into_iter().flat_map(|world| world.possible_calls(view.focus));
            self.calls = calls.filter(|call| game.permits(&Input::Call(view.focus, *call))).collect();
            self.waiting = game.timeline().waiting(view.focus, game.named().as_deref(), settings.language);
        }
        if changed != Changed::Focus {
            self.explained = Explained::of(game, view, settings);
        }
    }
}

/// Whether an edge leaves the state that the diagram marks. A listener's edges do not, where a connection beside it is shown, unless
/// a SYN is on its way there: its keys would stand in one place and the mark in another.
fn leaves_shown(end: &Endpoint, (edge, input): &(EdgeId, Input)) -> bool {
    let from = edge.edge().from;
    end.state.state() == Some(from) || (from == State::Listen && matches!(input, Input::Deliver(_)))
}

/// Both ends as the diagrams show them. In a crowd they are those of one connection: the one that the keys are about.
pub(super) fn shown_ends(game: &Game, view: &View) -> PerSide<Endpoint> {
    match game.history() {
        Some(history) if Crowd::is_there(history.world()) => timeline::ends_of_one(history, view.focus),
        _ => PerSide::from_fn(|side| game.timeline().endpoint(side)),
    }
}

/// An explanation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Explained {
    /// What happened, in plain sentences, what decided it first; empty if nothing has happened.
    pub headline: String,
    /// If it was refused, what would make it possible.
    pub remedy: Option<String>,
    /// The rules that led to it, the deciding one first, each with its place and its arithmetic.
    pub reasons: Vec<String>,
}

impl Explained {
    /// Reads the account of the selected segment's arrival, or else of the latest record.
    fn of(game: &Game, view: &View, settings: &Settings) -> Self {
        let language = settings.language;
        let Some(account) = account(game, view, settings) else { return Self::default() };
        // What was done in passing may be cut off where there is little room, and says nothing to those who do not read numbers yet.
        let shown = account.reasons().filter(|reason| view.numbers || !reason.rule.id.is_in_passing());
        let reasons = shown.map(|reason| in_words(reason, view.numbers, language)).collect();
        let headline = if account.message.is_empty() { account.headline } else { account.message };
        Self { reasons, headline, remedy: account.remedy }
    }
}

/// The account of it; where the world can be driven, with what would make possible what was refused.
fn account(game: &Game, view: &View, settings: &Settings) -> Option<Account> {
    let language = settings.language;
    let Some(history) = game.history() else { return game.timeline().account(view.selected, language) };
    let moment = Moment::to_explain(history, view.selected)?;
    let named = timeline::names_in(history, &moment.record);
    let refused = moment.record.outcome.reply.is_some_and(Reply::is_error);
    let undo = say!(language, language.account.undo, key = &key_name(&settings.keys, Command::Undo));
    let way = lesson::remedy(&moment.after, &moment.record, language);
    let remedy = refused.then(|| [Some(undo), way].into_iter().flatten().collect::<Vec<_>>().join(" "));
    Some(Account { remedy, ..Account::of(language, &moment, named.as_deref()) })
}

fn in_words(reason: &Reason, numbers: bool, language: &Language) -> String {
    let rule = reason.marked();
    match reason.arithmetic.as_ref().filter(|_| numbers) {
        Some(arithmetic) => say!(language, language.stage.reason, rule = &rule, arithmetic = arithmetic),
        None => rule,
    }
}
