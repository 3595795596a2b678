//! Former versions kept what was done under keys that came from a step's words; steps with ids are found by those.

use super::model::{LessonProgress, Progress};
use super::question::{former_keys, is_former, keys};
use crate::lesson::{Lesson, catalogue};

impl LessonProgress {
    /// Puts what is kept under a lesson's former keys under its steps' ids. Nothing is lost where both are there.
    pub fn rename_steps(&mut self, lesson: &Lesson) {
        for (former, key) in former_keys(lesson).into_iter().zip(keys(lesson)) {
            let Some((former, key)) = former.zip(key).filter(|(former, key)| former != key) else { continue };
            if let Some(answers) = self.questions.remove(&former) {
                self.questions.entry(key.clone()).or_default().extend(answers.iter().cloned());
            }
            if let Some(solved) = self.tasks.remove(&former) {
                let best = self.tasks.entry(key).or_insert(solved);
                *best = (*best).min(solved);
            }
        }
    }

    /// Whether anything is kept under a former key.
    fn has_former_keys(&self) -> bool {
        self.questions.keys().chain(self.tasks.keys()).any(|key| is_former(key))
    }
}

impl Progress {
    /// The same for every built-in lesson.
    pub(super) fn rename_steps(&mut self) {
        for (key, about) in self.lessons.iter_mut().filter(|(_, about)| about.has_former_keys()) {
            if let Some(lesson) = catalogue::find(key).and_then(|entry| entry.compile().ok()) {
                about.rename_steps(&lesson);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::{read, write};
    use super::super::question::{former_keys, keys};
    use crate::lesson::{Task, catalogue};

    /// A file as the first versions wrote it: the keys are hashes of the words.
    const FORMER: &str = include_str!("former.json");

    #[test]
    fn a_file_of_a_former_version_keeps_all_it_holds() {
        let progress = read(FORMER).expect("progress");
        let about = progress.lesson("four-way-close").expect("the lesson");
        let answers = |key: &str| about.questions.get(key).map(|answers| (answers.asked(), answers.right()));
        assert_eq!(answers("next-segment"), Some((2, 1)));
        assert_eq!(about.tasks.get("reach-a-fin-wait-1-b-established").map(|solved| solved.moves), Some(1));
        assert_eq!(about.answers(), (2, 1), "nothing is counted twice");
        assert!(about.questions.contains_key("0123456789abcdef"), "what is not of the lesson any more stays as it is");
        let again = read(&write(&progress)).expect("progress");
        assert_eq!(again, progress);
    }

    #[test]
    fn what_was_answered_under_both_keys_is_joined() {
        let mut progress = read(FORMER).expect("progress");
        progress.merge(&read(FORMER).expect("progress"));
        assert_eq!(progress, read(FORMER).expect("progress"));
        let text = FORMER.replace(
            "\"questions\": {",
            "\"questions\": { \"next-segment\": [{\"at\": 9, \"run\": \"c\", \"said\": \"B ACK\", \"right\": true}],",
        );
        let joined = read(&text).expect("progress");
        let about = joined.lesson("four-way-close").expect("the lesson");
        assert_eq!(about.questions.get("next-segment").map(super::super::answers::Answers::asked), Some(3));
    }

    #[test]
    fn every_step_of_every_built_in_lesson_has_an_id() {
        for entry in catalogue::ENTRIES {
            let lesson = entry.compile().expect("it compiles");
            assert!(lesson.steps.iter().all(|step| step.id.is_some()), "{}", entry.id);
            let kept = lesson.steps.iter().filter(|step| !matches!(step.task, Task::Say)).count();
            assert_eq!(keys(&lesson).into_iter().flatten().count(), kept);
            assert_eq!(former_keys(&lesson).into_iter().flatten().count(), kept);
        }
    }
}
