//! What only several lessons together show.

use std::collections::BTreeMap;

use super::super::catalogue::{self, Header};
use super::super::diagnostic::{Diagnostic, Findings, WHOLE_FILE};
use super::super::model::Lesson;
use super::super::spelling::did_you_mean;
use crate::language::Language;
use crate::say;

/// A lesson that exists beside those that are checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Its id.
    pub id: String,
    /// Which lessons come before it.
    pub needs: Vec<String>,
}

impl Neighbour {
    /// The lesson with this id and text, whatever else may be wrong with it.
    #[must_use]
    pub fn read(id: &str, text: &str) -> Self {
        Self { id: id.to_owned(), needs: Header::read(text).needs }
    }

    /// The built-in lessons.
    #[must_use]
    pub fn built_in() -> Vec<Self> {
        catalogue::all().map(|entry| Self::read(entry.id, entry.text)).collect()
    }
}

/// Every lesson there is by its id, with what comes before it.
type Needs<'a> = BTreeMap<&'a str, Vec<&'a str>>;

/// Checks lessons that belong together, beside others that exist.
#[must_use]
pub fn check_together(lessons: &[Lesson], others: &[Neighbour], language: &Language) -> Vec<Diagnostic> {
    let mut needs: Needs<'_> = BTreeMap::new();
    for other in others {
        needs.insert(&other.id, other.needs.iter().map(String::as_str).collect());
    }
    for lesson in lessons {
        needs.insert(&lesson.id, lesson.needs.iter().map(|need| need.as_str()).collect());
    }
    let mut all = Vec::new();
    for (at, lesson) in lessons.iter().enumerate() {
        let mut findings = Findings::new(&lesson.file, &lesson.source, language);
        same_id(lesson, &lessons[..at], &mut findings);
        unknown_needs(lesson, &needs, &mut findings);
        circle(lesson, &needs, &mut findings);
        all.extend(findings.finish());
    }
    all
}

fn same_id(lesson: &Lesson, before: &[Lesson], findings: &mut Findings<'_>) {
    let (language, words) = (findings.language(), &findings.language().findings);
    if let Some(first) = before.iter().find(|first| first.id == lesson.id) {
        findings.error(WHOLE_FILE, say!(language, words.same_id, file = &first.file, id = &lesson.id));
    }
    // Whoever works on a built-in lesson keeps its title.
    if catalogue::find(&lesson.id).is_some_and(|entry| entry.header().title != lesson.title.as_str()) {
        findings.warn(WHOLE_FILE, say!(language, words.built_in_id, id = &lesson.id)).note(words.built_in_id_note);
    }
}

fn unknown_needs(lesson: &Lesson, needs: &Needs<'_>, findings: &mut Findings<'_>) {
    for need in lesson.needs.iter().filter(|need| !needs.contains_key(need.as_str())) {
        let meant = did_you_mean(need, needs.keys().copied());
        let (language, id) = (findings.language(), &need.value);
        findings.error(&need.span, say!(language, language.findings.no_lesson, id)).suggest(meant);
    }
}

/// Reports the need that closes a circle: following it, one comes back.
fn circle(lesson: &Lesson, needs: &Needs<'_>, findings: &mut Findings<'_>) {
    for need in &lesson.needs {
        let mut waiting = vec![need.as_str()];
        let mut seen: Vec<&str> = Vec::new();
        while let Some(id) = waiting.pop() {
            if id == lesson.id {
                let (language, words) = (findings.language(), &findings.language().findings);
                let sentence = if need.value == lesson.id { words.needs_itself } else { words.needs_each_other };
                findings.error(&need.span, say!(language, sentence, id = &need.value));
                break;
            }
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            waiting.extend(needs.get(id).into_iter().flatten());
        }
    }
}
