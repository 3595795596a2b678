//! The questions that come back, one after the other.

use crate::say;
use std::io::{self, BufRead, Write};
use std::sync::Arc;

use super::lesson::{Dialogue, Ended};
use super::lines::Lines;
use crate::headless::verdict::Verdict;
use crate::lesson::{Lesson, Page, Player};
use crate::progress::{self, Question, Round, Watch};
use crate::progress_file::ProgressFile;

/// Asks the questions that were missed, of the built-in lessons and of these, until all were asked or the learner leaves.
///
/// # Errors
/// If the input cannot be read or nothing can be written.
pub fn plain_review<I: BufRead, O: Write>(
    own: Vec<Lesson>,
    file: &mut ProgressFile,
    mut lines: Lines<'_, I, O>,
) -> io::Result<Verdict> {
    let language = lines.language;
    let words = &language.plain;
    let kept = file.load();
    lines.say_all(kept.message)?;
    let own: Vec<Arc<Lesson>> = own.into_iter().map(Arc::new).collect();
    let questions = progress::due(&kept.progress, &kept.run, 0, &own);
    let (all, mut right) = (questions.len(), 0);
    for (i, question) in questions.iter().enumerate() {
        lines.say(&say!(
            language,
            words.review_question,
            n = i + 1,
            of = all,
            lesson = question.lesson.title.as_str()
        ))?;
        let (ended, was_right) = ask(question, file, &mut lines)?;
        if ended == Ended::Left {
            return Ok(Verdict::Fine);
        }
        right += usize::from(was_right);
        lines.gap()?;
    }
    let due = progress::due(file.progress(), file.run(), all, &own).len();
    let missed = progress::missed(file.progress(), &own);
    lines.say(&progress::after_review(Round { asked: all, right, due, missed }, language))?;
    Ok(Verdict::Fine)
}

/// How it ended, and whether the first answer was right.
fn ask<I: BufRead, O: Write>(
    question: &Question,
    file: &mut ProgressFile,
    lines: &mut Lines<'_, I, O>,
) -> io::Result<(Ended, bool)> {
    let player = progress::ask_again(question, file.run());
    let watch = Watch::review(&player);
    let mut dialogue = Dialogue::brought(player, watch, lines.language);
    lines.say_all(dialogue.situation())?;
    lines.say_all(dialogue.page())?;
    let is_over = |player: &Player| {
        let answered = matches!(player.page(), Page::Ask { revealed: Some(_), .. });
        (player.step() == question.step && answered && !player.asks_again())
            || matches!(player.page(), Page::End { .. })
    };
    let ended = dialogue.talk(file, lines, is_over)?;
    Ok((ended, dialogue.was_right_at_once(question.step)))
}
