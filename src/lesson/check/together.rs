//! What only several lessons together show.

use std::collections::HashMap;

use super::super::diagnostic::{Diagnostic, Findings};
use super::super::model::Lesson;
use super::super::spelling::did_you_mean;

/// Checks lessons that belong together; `others` are the ids of lessons that exist besides them.
#[must_use]
pub fn check_together(lessons: &[Lesson], others: &[&str]) -> Vec<Diagnostic> {
    let mut by_id: HashMap<&str, &Lesson> = HashMap::new();
    let mut all = Vec::new();
    for lesson in lessons {
        let mut findings = Findings::new(&lesson.file, &lesson.source);
        if let Some(first) = by_id.get(lesson.id.as_str()) {
            findings.error(&(0..0), format!("`{}` has this id, too: `{}`", first.file, lesson.id));
        } else {
            by_id.insert(&lesson.id, lesson);
        }
        all.push(findings);
    }
    for (lesson, findings) in lessons.iter().zip(&mut all) {
        unknown_needs(lesson, &by_id, others, findings);
        circle(lesson, &by_id, findings);
    }
    all.into_iter().flat_map(Findings::finish).collect()
}

fn unknown_needs(lesson: &Lesson, by_id: &HashMap<&str, &Lesson>, others: &[&str], findings: &mut Findings<'_>) {
    for need in &lesson.needs {
        let known = by_id.contains_key(need.as_str()) || others.contains(&need.as_str());
        if !known {
            let mut candidates: Vec<&str> = by_id.keys().chain(others).copied().collect();
            candidates.sort_unstable();
            let meant = did_you_mean(need, candidates);
            findings.error(&need.span, format!("there is no lesson `{}`", need.value)).suggest(meant);
        }
    }
}

/// Reports the need that closes a circle: following it, one comes back.
fn circle(lesson: &Lesson, by_id: &HashMap<&str, &Lesson>, findings: &mut Findings<'_>) {
    for need in &lesson.needs {
        let mut waiting = vec![need.as_str()];
        let mut seen: Vec<&str> = Vec::new();
        while let Some(id) = waiting.pop() {
            if id == lesson.id {
                let message = if need.value == lesson.id {
                    "a lesson cannot need itself".to_owned()
                } else {
                    format!("`{}` needs this lesson itself: nobody could begin", need.value)
                };
                findings.error(&need.span, message);
                break;
            }
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            waiting.extend(by_id.get(id).into_iter().flat_map(|lesson| lesson.needs.iter().map(|need| need.as_str())));
        }
    }
}
