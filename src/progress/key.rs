//! The key of a lesson: what its progress is kept under.

use crate::lesson::{Lesson, Origin, catalogue};

/// What stands before the id of a lesson of one's own where a built-in one has this id, too. No id has a `/`.
const OWN: &str = "own/";

/// The key of a lesson: its id, and for a lesson of one's own that a built-in one shares the id with, one that tells them apart.
#[must_use]
pub fn key_of(lesson: &Lesson) -> String {
    let is_taken = lesson.origin == Origin::Own && catalogue::find(&lesson.id).is_some();
    if is_taken { format!("{OWN}{}", lesson.id) } else { lesson.id.clone() }
}

#[cfg(test)]
mod tests {
    use super::key_of;
    use crate::language::ENGLISH;
    use crate::lesson::{catalogue, compile};

    #[test]
    fn only_the_lesson_that_is_built_in_has_the_key_of_the_built_in_one() {
        let entry = catalogue::ENTRIES[0];
        let key = |name: &str| key_of(&compile(name, entry.text, &ENGLISH).expect("a lesson"));
        assert_eq!(key_of(&entry.compile().expect("a lesson")), entry.id);
        assert_eq!(key(&entry.file()), format!("own/{}", entry.id));
        assert_eq!(key("elsewhere/mine.toml"), "mine", "as in all progress files so far");
    }
}
