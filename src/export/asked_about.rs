//! What a question sheet may show of the run before a question: it asks of what stands there, and must not answer what was asked.

use std::ops::Range;

use super::lesson::{Answered, Played};
use super::words::L;
use crate::tcp::State;
use crate::timeline::ladder::{Arrow, Ladder, Row};

/// The rows of the ladder that a question is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AskedAbout {
    pub rows: Range<usize>,
    /// Whether nothing was asked before: then it begins in states that are no answer.
    pub is_first: bool,
}

/// What may be seen before the question of each step: all that happened before the first one, and before a later one what was done
/// since the one before it. `begins` are the rows with which the steps begin.
pub(super) fn of(steps: &[Played], begins: &[usize], ladder: &Ladder) -> Vec<Option<AskedAbout>> {
    let mut asked: Vec<&Answered> = Vec::new();
    let mut from = Some(0);
    let about = steps.iter().zip(begins).map(|(step, begins)| {
        let Some(question) = &step.question else {
            from = from.or((!step.done.is_empty()).then_some(*begins));
            return None;
        };
        let is_first = asked.is_empty();
        asked.push(question);
        let about = AskedAbout { rows: from.take()?..*begins, is_first };
        (!about.rows.is_empty() && !gives_away(ladder, &about, &asked)).then_some(about)
    });
    about.collect()
}

/// Whether these rows answer a question.
fn gives_away(ladder: &Ladder, about: &AskedAbout, asked: &[&Answered]) -> bool {
    let passes = |row: Option<usize>| row.is_none_or(|row| row < about.rows.start);
    let arrows: Vec<&Arrow> = ladder.arrows.iter().filter(|arrow| arrow.is_seen(&about.rows)).collect();
    if !about.is_first && arrows.iter().any(|arrow| passes(arrow.leaves_with())) {
        return true;
    }
    let begins = about.is_first.then(|| ladder.states_before(0).map(State::name));
    let begins = begins.into_iter().flat_map(|states| [states.a.to_owned(), states.b.to_owned()]);
    let said = ladder.rows[about.rows.clone()].iter().flat_map(words);
    let told: Vec<String> = begins.chain(said).chain(arrows.iter().map(|arrow| arrow.on_paper(L))).collect();
    asked.iter().any(|question| answers(&told, &question.right))
}

fn words(row: &Row) -> impl Iterator<Item = String> {
    row.on_paper(L).map(|note| note.text).chain([row.headline.clone()])
}

/// Whether an answer can be read in what is told: its states, or else its words.
fn answers(told: &[String], right: &str) -> bool {
    let told: Vec<Vec<&str>> = told.iter().map(|line| split(line)).collect();
    let right = split(right);
    let is_told = |words: &[&str]| told.iter().any(|line| line.windows(words.len()).any(|part| part == words));
    let mut states = right.iter().filter(|word| State::ALL.iter().any(|state| state.name() == **word)).peekable();
    match states.peek() {
        Some(_) => states.all(|state| is_told(&[state])),
        None => !right.is_empty() && is_told(&right),
    }
}

/// A text's words and numbers.
fn split(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::answers;

    #[test]
    fn an_answer_is_told_by_its_states_or_by_its_words() {
        let told = ["B calls close".to_owned(), "LAST_ACK".to_owned(), "FIN,ACK seq=5001 ack=1002".to_owned()];
        assert!(answers(&told, "LAST_ACK") && answers(&told, "B is in LAST_ACK") && answers(&told, "5001"));
        assert!(answers(&told, "FIN,ACK"));
        assert!(!answers(&told, "A TIME_WAIT, B LAST_ACK") && !answers(&told, "B sends ACK") && !answers(&told, "500"));
    }
}
