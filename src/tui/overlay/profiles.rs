//! Another TCP: from now on, or for the whole run, to see what would have differed.

use super::item::{Content, Item};
use super::reaction::Reaction;
use crate::language::Language;
use crate::say;
use crate::sim::{Input, ProfileName, World};

/// The list.
pub fn content(world: &World, language: &Language) -> Content {
    let words = &language.windows;
    let present = world.profile().name();
    let others: Vec<ProfileName> = ProfileName::ALL.into_iter().filter(|name| name.word() != present).collect();
    let from_now_on = others.iter().map(|name| Item {
        words: say!(language, words.profile_from_now_on, profile = name.word()),
        about: say!(language, words.profile_from_now_on_about, profile = name.word()),
        reaction: Reaction::Do(Input::Profile(*name)),
    });
    let whole_run = others.iter().map(|name| Item {
        words: say!(language, words.profile_rerun, profile = name.word()),
        about: say!(language, words.profile_rerun_about, profile = name.word()),
        reaction: Reaction::Rerun(*name),
    });
    Content {
        title: say!(language, words.profiles, profile = present),
        head: None,
        items: from_now_on.chain(whole_run).collect(),
        empty: words.no_profiles,
    }
}
