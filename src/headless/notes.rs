//! `notes --plain`: the speaker's notes as lines, for screen readers and pipes.

use std::fmt::Write as _;
use std::io::Write;
use std::ops::ControlFlow;

use super::Verdict;
use crate::notes::{Cue, Heard, follow};
use crate::text;

/// Lines are wrapped to this width.
const WIDTH: u16 = 80;

/// Follows presenters and prints their notes, until nobody reads any more.
///
/// # Errors
/// When nothing can be written.
pub fn plain_notes(process: Option<u32>, out: &mut impl Write) -> anyhow::Result<Verdict> {
    let mut result = Ok(());
    let mut last = None;
    follow(process, |heard| {
        let told = told(&heard, &mut last);
        result = out.write_all(told.as_bytes()).and_then(|()| out.flush());
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    result?;
    Ok(Verdict::Fine)
}

/// What there is to print; nothing where only what is moving has moved on.
fn told(heard: &Heard, last: &mut Option<Cue>) -> String {
    let cue = match heard {
        Heard::Nobody => return "Waiting for a presenter.\n".to_owned(),
        Heard::Gone => return "The presenter has gone. Waiting for the next one.\n".to_owned(),
        Heard::Cue(cue) => Cue { elapsed: 0, ..(**cue).clone() },
    };
    if last.replace(cue.clone()) == Some(cue.clone()) { String::new() } else { printed(&cue) }
}

fn printed(cue: &Cue) -> String {
    let mut text = if cue.step > cue.steps {
        format!("\n-- {}, the end --\n", cue.title)
    } else {
        format!("\n-- {}, {} of {} --\n", cue.title, cue.step, cue.steps)
    };
    let next = cue.next.as_ref();
    let sections = [
        (None, Some(cue.text.as_str())),
        (Some("Notes"), cue.notes.as_deref()),
        (Some(if cue.revealed { "Answer, seen by the room" } else { "Answer" }), cue.answer.as_deref()),
        (Some("Why"), cue.explanation.as_deref()),
        (Some("Next"), next.map(|next| next.text.as_str())),
        (Some("Its answer"), next.and_then(|next| next.answer.as_deref())),
    ];
    if cue.blank {
        text.push_str("The room sees a black screen.\n");
    }
    for (heading, words) in sections {
        let Some(words) = words else { continue };
        let words = heading.map_or_else(|| words.to_owned(), |heading| format!("{heading}: {words}"));
        for line in text::wrap(&words, WIDTH) {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}", line.text());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::told;
    use crate::notes::{Cue, Heard};

    #[test]
    fn a_cue_is_told_once_however_time_goes_on() {
        let cue = Cue { title: "T".into(), step: 1, steps: 2, ..Cue::default() };
        let mut last = None;
        let first = told(&Heard::Cue(Box::new(cue.clone())), &mut last);
        assert!(first.contains("-- T, 1 of 2 --"), "{first:?}");
        assert_eq!(told(&Heard::Cue(Box::new(Cue { elapsed: 9, ..cue })), &mut last), "");
    }
}
