//! `[[observe]]`: how to see the same on one's own machine.

use super::super::keys::{Fields, Keys, Kind, key};
use super::super::model::Observe;
use super::super::source::{Item, Spanned};
use super::super::spelling::listed;

/// An observation, as far as it has been read.
#[derive(Default)]
pub struct ObserveDraft {
    commands: [Option<Spanned<String>>; 3],
    expect: Option<Spanned<String>>,
}

/// The keys of `[[observe]]`.
pub static OBSERVE: Keys<ObserveDraft> = Keys {
    what: "`observe`",
    written: Some("`[[observe]]`"),
    one_of: &[],
    keys: &[
        key(Observe::SYSTEMS[0], Kind::Text, "The command on Linux.", |it: &mut ObserveDraft, item, fields| {
            it.commands[0] = fields.text(item);
        }),
        key(Observe::SYSTEMS[1], Kind::Text, "The command on macOS.", |it: &mut ObserveDraft, item, fields| {
            it.commands[1] = fields.text(item);
        }),
        key(Observe::SYSTEMS[2], Kind::Text, "The command on Windows.", |it: &mut ObserveDraft, item, fields| {
            it.commands[2] = fields.text(item);
        }),
        key("expect", Kind::Text, "What it shows.", |it: &mut ObserveDraft, item, fields| {
            it.expect = fields.text(item);
        })
        .needed(),
    ],
};

/// Reads every `[[observe]]`.
pub fn observations(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Vec<Observe> {
    let items = fields.array(item);
    items.iter().filter_map(|item| observation(item, fields)).collect()
}

fn observation(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Observe> {
    let mut table = fields.table(item, OBSERVE.what)?;
    let mut draft = ObserveDraft::default();
    OBSERVE.read(&mut table, &mut draft, fields);
    if draft.commands.iter().all(Option::is_none) {
        let message = format!("`observe` has no command: it has {}", listed(Observe::SYSTEMS));
        fields.error(&item.span, message);
    }
    Some(Observe { commands: draft.commands, expect: draft.expect?, span: item.span.clone() })
}
