//! The key of a question or task: what it is known by, whatever else changes in its lesson.

use crate::lesson::{Lesson, Task};
use crate::text::{FNV_BASIS, fnv1a};

/// The key of each step that asks something or wants something done: its id.
///
/// A step without an id is known by its words, see `former_keys`.
#[must_use]
pub fn keys(lesson: &Lesson) -> Vec<Option<String>> {
    let ids = lesson.steps.iter().map(|step| step.id.as_ref().map(|id| id.value.clone()));
    ids.zip(former_keys(lesson)).map(|(id, former)| former.map(|former| id.unwrap_or(former))).collect()
}

/// The keys that come from the steps' words and not from their ids: steps had no ids in former versions.
///
/// They do not come from a step's number, so that a lesson can be edited around it; spaces and line ends do not count. The same
/// words again in one lesson get a number.
#[must_use]
pub fn former_keys(lesson: &Lesson) -> Vec<Option<String>> {
    let mut keys: Vec<Option<String>> = Vec::new();
    for step in &lesson.steps {
        let key = matches!(step.task, Task::Ask(_) | Task::Act(_)).then(|| {
            let plain = format!("{:016x}", fingerprint(step.text.as_str()));
            let same = keys.iter().flatten().filter(|key| key.starts_with(&plain)).count();
            if same == 0 { plain } else { format!("{plain}-{}", same + 1) }
        });
        keys.push(key);
    }
    keys
}

/// Whether a key comes from a step's words.
#[must_use]
pub fn is_former(key: &str) -> bool {
    key.get(..16).is_some_and(|plain| plain.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The step that asks the question with this key, if the lesson still asks it.
#[must_use]
pub fn step_of(lesson: &Lesson, key: &str) -> Option<usize> {
    keys(lesson).iter().position(|other| other.as_deref() == Some(key))
}

/// A number of a text's words, the same whatever space stands between them.
pub fn fingerprint(text: &str) -> u64 {
    fnv1a(FNV_BASIS, text.split_whitespace().flat_map(|word| word.bytes().chain([b' '])))
}

#[cfg(test)]
mod tests {
    use super::{keys, step_of};
    use crate::language::ENGLISH;
    use crate::lesson::compile;

    const LESSON: &str = r#"
format = 1
title = "T"
summary = "S."
chapter = "opening"
objectives = ["O"]
[world]
start = ["B listen"]
[[step]]
ask = "Which state is A in?"
predict = "A.state"
after = ["A connect"]
[[step]]
say = "Something happens."
[[step]]
ask = "Which state is A in?"
predict = "A.state"
after = ["step"]
"#;

    #[test]
    fn a_question_keeps_its_key_where_the_lesson_changes_around_it() {
        let before = keys(&compile("x.toml", LESSON, &ENGLISH).expect("a lesson"));
        let reflowed = LESSON.replace("Which state is A in?", "Which state\\nis  A in?");
        let edited = reflowed.replacen("[[step]]", "[[step]]\nsay = \"New.\"\n[[step]]", 1);
        let lesson = compile("x.toml", &edited, &ENGLISH).expect("a lesson");
        assert_eq!(keys(&lesson)[1..], before);
        let key = before[0].as_deref().expect("a question");
        assert_eq!(step_of(&lesson, key), Some(1));
    }

    #[test]
    fn a_step_with_an_id_keeps_its_key_whatever_it_says() {
        let named = LESSON.replacen("[[step]]\nask", "[[step]]\nid = \"which-state\"\nask", 1);
        let lesson = compile("x.toml", &named.replacen("Which state", "What state", 1), &ENGLISH).expect("a lesson");
        assert_eq!(keys(&lesson)[0].as_deref(), Some("which-state"));
        assert_eq!(step_of(&lesson, "which-state"), Some(0));
    }

    #[test]
    fn the_same_words_twice_are_two_questions() {
        let keys = keys(&compile("x.toml", LESSON, &ENGLISH).expect("a lesson"));
        assert!(keys[1].is_none() && keys[0].is_some() && keys[2].is_some());
        assert_ne!(keys[0], keys[2]);
    }
}
