//! `[[observe]]`: how to see the same on one's own machine.

use super::super::keys::{Fields, Keys, Kind, key};
use super::super::model::Observe;
use super::super::source::{Item, Spanned};
use crate::say;

/// An observation, as far as it has been read.
#[derive(Default)]
pub struct ObserveDraft {
    commands: [Option<Spanned<String>>; 3],
    expect: Option<Spanned<String>>,
}

/// The keys of `[[observe]]`.
pub static OBSERVE: Keys<ObserveDraft> = Keys {
    name: "observe",
    what: |_| "`observe`",
    written: Some(|_| "`[[observe]]`"),
    one_of: &[],
    keys: &[
        key(
            Observe::SYSTEMS[0],
            Kind::Text,
            |words| words.linux,
            |it: &mut ObserveDraft, item, fields| {
                it.commands[0] = fields.text(item);
            },
        )
        .example(r#""ss -tan state close-wait""#),
        key(
            Observe::SYSTEMS[1],
            Kind::Text,
            |words| words.macos,
            |it: &mut ObserveDraft, item, fields| {
                it.commands[1] = fields.text(item);
            },
        )
        .example(r#""netstat -anp tcp | grep CLOSE_WAIT""#),
        key(
            Observe::SYSTEMS[2],
            Kind::Text,
            |words| words.windows,
            |it: &mut ObserveDraft, item, fields| {
                it.commands[2] = fields.text(item);
            },
        )
        .example(r#""Get-NetTCPConnection -State CloseWait""#),
        key(
            "expect",
            Kind::Text,
            |words| words.shows,
            |it: &mut ObserveDraft, item, fields| {
                it.expect = fields.text(item);
            },
        )
        .example(r#""one line for each connection that the program forgot""#)
        .needed(),
    ],
};

/// Reads every `[[observe]]`.
pub fn observations(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Vec<Observe> {
    let items = fields.array(item);
    items.iter().filter_map(|item| observation(item, fields)).collect()
}

fn observation(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Observe> {
    let mut table = fields.table_of(item, OBSERVE.what)?;
    let mut draft = ObserveDraft::default();
    OBSERVE.read(&mut table, &mut draft, fields);
    if draft.commands.iter().all(Option::is_none) {
        let language = fields.language();
        let message = say!(language, language.reading.no_command, known = &language.listed(Observe::SYSTEMS));
        fields.error(&item.span, message);
    }
    Some(Observe { commands: draft.commands, expect: draft.expect?, span: item.span.clone() })
}
