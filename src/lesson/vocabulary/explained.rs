//! What actions do, topic by topic, for those who look for one.

use crate::language::Language;
use crate::say;
use crate::sim::{Topic, Verb};

/// What the actions of a topic do, in a sentence.
#[must_use]
pub const fn explained(topic: Topic, language: &Language) -> &'static str {
    let words = &language.actions;
    match topic {
        Topic::Calls => words.calls,
        Topic::Time => words.time,
        Topic::Segments => words.segments,
        Topic::Timers => words.timers,
        Topic::Forgery => words.forgery,
        Topic::Link => words.link,
        Topic::Programs => words.programs,
        Topic::Limits => words.limits,
        Topic::Options => words.options,
        Topic::Hosts => words.hosts,
    }
}

/// The help on actions: for each topic its first action, with what all of them do, and how the others are typed.
pub fn help(verbs: &'static [Verb], language: &Language) -> impl Iterator<Item = (&'static str, String)> {
    Topic::ALL.into_iter().filter_map(move |topic| {
        let mut of_topic = verbs.iter().filter(move |verb| verb.topic == topic).map(|verb| verb.example);
        let (first, what) = (of_topic.next()?, explained(topic, language));
        let others: Vec<String> = of_topic.map(|example| format!("`{example}`")).collect();
        if others.is_empty() {
            return Some((first, what.to_owned()));
        }
        Some((first, say!(language, language.actions.with_others, what, others = &others.join(", "))))
    })
}
