//! Two texts of one lesson: which step is being written?

use super::model::Lesson;

/// The first step whose text is another one now; `None` if only what stands around the steps has changed.
#[must_use]
pub fn edited_step(before: &Lesson, after: &Lesson) -> Option<usize> {
    let differs = |step: &usize| text_of_step(before, *step) != text_of_step(after, *step);
    let last = after.steps.len().saturating_sub(1);
    (0..before.steps.len().max(after.steps.len())).find(differs).map(|step| step.min(last))
}

/// What stands between a step's head and the next one.
fn text_of_step(lesson: &Lesson, step: usize) -> Option<&str> {
    let from = lesson.steps.get(step)?.span.start;
    let heads = lesson.steps.iter().map(|step| step.span.start).chain(lesson.observe.iter().map(|it| it.span.start));
    let to = heads.filter(|head| *head > from).min().unwrap_or(lesson.source.len());
    lesson.source.get(from..to).map(str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::edited_step;
    use crate::language::ENGLISH;
    use crate::lesson::{Lesson, compile};

    const LESSON: &str = "format = 1\ntitle = \"T\"\nsummary = \"S\"\nobjectives = [\"O\"]\n\
        [[step]]\nsay = \"One.\"\n\n[[step]]\nsay = \"Two.\"\n\n[[observe]]\nlinux = \"ss\"\nexpect = \"it\"\n";

    fn lesson(text: &str) -> Lesson {
        compile("x.toml", text, &ENGLISH).expect("it compiles")
    }

    fn edited(from: &str, to: &str) -> Option<usize> {
        edited_step(&lesson(LESSON), &lesson(&LESSON.replace(from, to)))
    }

    #[test]
    fn the_step_that_changed_is_found() {
        assert_eq!(edited("One.", "Uno."), Some(0));
        assert_eq!(edited("Two.", "Due."), Some(1));
        assert_eq!(edited("[[observe]]", "[[step]]\nsay = \"Three.\"\n[[observe]]"), Some(2));
    }

    #[test]
    fn a_step_that_is_gone_leads_to_the_one_in_its_place() {
        assert_eq!(edited("[[step]]\nsay = \"One.\"\n\n", ""), Some(0));
        assert_eq!(edited("[[step]]\nsay = \"Two.\"\n\n", ""), Some(0));
    }

    #[test]
    fn what_stands_around_the_steps_is_no_step() {
        assert_eq!(edited("title = \"T\"", "title = \"Another\""), None);
        assert_eq!(edited("\"it\"", "\"that\""), None);
        assert_eq!(edited("[[observe]]", "\n\n[[observe]]"), None);
    }
}
