//! What there is to say of a session beside its numbers.

use super::hand_in::{HandIn, Record};
use crate::language::Language;
use crate::say;
use crate::text::clean_line;

/// One word for what became of it, for whoever sorts by it.
pub const fn word(row: &HandIn) -> &'static str {
    match (row.trouble.is_some(), row.changed.is_some(), row.finished) {
        (true, ..) => "broken",
        (_, true, _) => "changed",
        (.., true) => "finished",
        _ => "unfinished",
    }
}

/// All that there is to say, on one line.
pub fn result(row: &HandIn, language: &Language) -> String {
    let words = &language.grading;
    let said = match (&row.trouble, &row.left, row.unanswered, row.answers[1]) {
        (Some(trouble), ..) => trouble.clone(),
        (None, Some(left), ..) => say!(language, words.unfinished, why = left),
        (None, None, 0, _) => words.played.to_owned(),
        (None, None, all, of) if all == of => words.none_answered.to_owned(),
        (None, None, n, of) => say!(language, words.some_unanswered, n, of),
    };
    let and = |said: String, more: String| say!(language, words.and_more, said = &said, more = &more);
    clean_line(&more(row, language).into_iter().fold(said, and)).into_owned()
}

/// What the record says, and whether it can be believed.
fn more(row: &HandIn, language: &Language) -> Vec<String> {
    let words = &language.grading;
    let Some(how) = row.how.filter(|_| row.has_marks()) else {
        let silent = row.record == Record::None && row.has_marks();
        let of_record = silent.then(|| words.no_record.to_owned());
        return row.changed.iter().cloned().chain(of_record).collect();
    };
    let counted = [
        (how.hints, words.hints),
        (how.shown, words.shown),
        (how.undone, words.undone),
        (how.restarts, words.restarts),
        (how.returns, if how.returns == 1 { words.returns_once } else { words.returns }),
    ];
    let counted = counted.into_iter().filter(|(n, _)| *n > 0).map(|(n, words)| say!(language, words, n));
    row.changed.iter().cloned().chain(counted).collect()
}
