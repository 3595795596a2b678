//! What a class did not know: each question with its wrong answers, each task with how many got there.

use std::collections::HashMap;

use serde::Serialize;

use super::hand_in::{Exercise, HandIn, Question};
use crate::lesson::Lesson;

/// As many different wrong answers to one question are told apart: whoever types numbers finds ever new ones.
const MOST_ANSWERS: usize = 200;

/// As many letters of a question are quoted.
const LONGEST_TEXT: usize = 160;

/// A class, lesson by lesson.
#[derive(Debug, Default, Serialize)]
pub struct Summary {
    pub sessions: usize,
    pub finished: usize,
    pub unfinished: usize,
    pub broken: usize,
    pub lessons: Vec<OfLesson>,
}

/// One lesson.
#[derive(Debug, Default, Serialize)]
pub struct OfLesson {
    pub lesson: String,
    pub title: String,
    pub sessions: usize,
    pub finished: usize,
    pub unfinished: usize,
    pub broken: usize,
    pub questions: Vec<OfQuestion>,
    pub exercises: Vec<OfExercise>,
}

/// One question, and what was said to it: at the first sight, where a session says so.
#[derive(Debug, Default, Serialize)]
pub struct OfQuestion {
    pub step: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub text: String,
    pub right: String,
    /// How many answered it.
    pub n: usize,
    pub wrong: usize,
    /// The most frequent one first.
    pub wrong_answers: Vec<Said>,
    #[serde(skip)]
    counted: HashMap<String, usize>,
}

/// A wrong answer.
#[derive(Debug, Serialize)]
pub struct Said {
    pub answer: String,
    pub n: usize,
}

/// One task.
#[derive(Debug, Default, Serialize)]
pub struct OfExercise {
    pub step: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub goal: String,
    /// How many came to it.
    pub n: usize,
    pub reached: usize,
    /// How many asked for a hint.
    pub helped: usize,
    /// How many had it shown to them.
    pub shown: usize,
}

impl Summary {
    /// Counts a row, whose lesson is this one if it has one.
    pub fn count(&mut self, row: &HandIn, lesson: Option<&Lesson>) {
        let class = [usize::from(row.is_sound() && row.finished), usize::from(row.is_sound() && !row.finished)];
        let broken = usize::from(!row.is_sound());
        self.sessions += 1;
        self.finished += class[0];
        self.unfinished += class[1];
        self.broken += broken;
        let Some(lesson) = lesson else { return };
        let of = self.of(lesson);
        of.sessions += 1;
        of.finished += class[0];
        of.unfinished += class[1];
        of.broken += broken;
        if !row.is_sound() {
            return;
        }
        for asked in &row.questions {
            of.question(asked, lesson);
        }
        for done in &row.exercises {
            of.exercise(done);
        }
    }

    fn of(&mut self, lesson: &Lesson) -> &mut OfLesson {
        let at = self.lessons.iter().position(|of| of.lesson == lesson.id).unwrap_or_else(|| {
            let (id, title) = (lesson.id.clone(), lesson.title.value.clone());
            self.lessons.push(OfLesson { lesson: id, title, ..OfLesson::default() });
            self.lessons.len() - 1
        });
        &mut self.lessons[at]
    }

    /// Nothing more will come: lessons by name, pages in order, wrong answers by how many gave them.
    #[must_use]
    pub fn finished(mut self) -> Self {
        self.lessons.sort_by(|one, other| one.lesson.cmp(&other.lesson));
        for lesson in &mut self.lessons {
            lesson.questions.sort_by_key(|asked| asked.step);
            lesson.exercises.sort_by_key(|done| done.step);
            for asked in &mut lesson.questions {
                let counted = std::mem::take(&mut asked.counted).into_iter();
                asked.wrong_answers = counted.map(|(answer, n)| Said { answer, n }).collect();
                asked
                    .wrong_answers
                    .sort_by(|one, other| other.n.cmp(&one.n).then_with(|| one.answer.cmp(&other.answer)));
            }
        }
        self
    }
}

impl OfLesson {
    fn question(&mut self, asked: &Question, lesson: &Lesson) {
        let Some(said) = asked.believed() else { return };
        let at = self.questions.iter().position(|of| of.step == asked.step).unwrap_or_else(|| {
            let text = lesson.steps.get(asked.step - 1).map_or("", |step| step.text.as_str());
            self.questions.push(OfQuestion {
                step: asked.step,
                id: asked.id.clone(),
                text: text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_TEXT).collect(),
                right: asked.right_answer.clone(),
                ..OfQuestion::default()
            });
            self.questions.len() - 1
        });
        let of = &mut self.questions[at];
        of.n += 1;
        if said == asked.right_answer {
            return;
        }
        of.wrong += 1;
        if of.counted.len() < MOST_ANSWERS || of.counted.contains_key(said) {
            *of.counted.entry(said.to_owned()).or_default() += 1;
        }
    }

    fn exercise(&mut self, done: &Exercise) {
        let at = self.exercises.iter().position(|of| of.step == done.step).unwrap_or_else(|| {
            let (step, id, goal) = (done.step, done.id.clone(), done.goal.clone());
            self.exercises.push(OfExercise { step, id, goal, ..OfExercise::default() });
            self.exercises.len() - 1
        });
        let of = &mut self.exercises[at];
        of.n += 1;
        of.reached += usize::from(done.reached);
        of.helped += usize::from(done.how.is_some_and(|how| how.hints > 0));
        of.shown += usize::from(done.how.is_some_and(|how| how.shown > 0));
    }
}
