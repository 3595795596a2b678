//! A run made a lesson line by line: what each moment becomes, and the words that only its author knows.

use std::io::{self, BufRead, Write};

use super::lines::Lines;
use crate::lesson::recording::{Authored, Moment, Outline, PageKind, PageText};
use crate::say;

/// Asks for everything that only the author of a lesson knows. At the end of the input the rest stays to be written.
///
/// # Errors
/// If the input cannot be read or nothing can be written.
pub fn plain_author<I: BufRead, O: Write>(outline: &Outline, mut lines: Lines<'_, I, O>) -> io::Result<Authored> {
    let mut authored = Authored::of(outline);
    lines.say(lines.language.authoring.empty_is_later)?;
    ask_all(outline, &mut authored, &mut lines)?;
    Ok(authored)
}

/// The same; `None` as soon as the input ends.
fn ask_all<I: BufRead, O: Write>(
    outline: &Outline,
    authored: &mut Authored,
    lines: &mut Lines<'_, I, O>,
) -> io::Result<Option<()>> {
    let words = &lines.language.authoring;
    let head = [
        (words.title, words.about_title, &mut authored.title),
        (words.summary, words.about_summary, &mut authored.summary),
        (words.objective, words.about_objective, &mut authored.objective),
    ];
    for (name, about, text) in head {
        if ask(name, about, text, lines)?.is_none() {
            return Ok(None);
        }
    }
    let count = outline.moments.len();
    for (at, (moment, page)) in outline.moments.iter().zip(&mut authored.pages).enumerate() {
        lines.gap()?;
        lines.say(&describe(at, count, moment, lines))?;
        let Some(kind) = ask_kind(moment, lines)? else { return Ok(None) };
        page.kind = kind;
        for text in kind.texts() {
            let about = match text {
                PageText::Say => moment.about(kind, lines.language),
                _ => text.about(words).to_owned(),
            };
            if ask(text.name(words), &about, &mut page.texts[*text as usize], lines)?.is_none() {
                return Ok(None);
            }
        }
    }
    Ok(Some(()))
}

/// What happens in a moment, and which states it leads to.
fn describe<I, O>(at: usize, count: usize, moment: &Moment, lines: &Lines<'_, I, O>) -> String {
    let (language, words) = (lines.language, &lines.language.authoring);
    let (before, after) = (moment.before, moment.after);
    if moment.commands.is_empty() {
        return say!(language, words.moment_beginning, count, a = after.a, b = after.b);
    }
    let done = &format!("`{}`", moment.done());
    let (before_a, after_a, before_b, after_b) = (before.a, after.a, before.b, after.b);
    say!(language, words.moment, n = at + 1, count, done, before_a, after_a, before_b, after_b)
}

/// Asks for a text; what is there already stays where nothing is typed.
fn ask<I: BufRead, O: Write>(
    name: &str,
    about: &str,
    text: &mut String,
    lines: &mut Lines<'_, I, O>,
) -> io::Result<Option<()>> {
    let language = lines.language;
    lines.say(&say!(language, language.authoring.asked, name, about))?;
    let Some(typed) = lines.ask()? else { return Ok(None) };
    if !typed.is_empty() {
        *text = typed;
    }
    Ok(Some(()))
}

/// Asks what a moment becomes, until one of the words is typed; the beginning can only be told.
fn ask_kind<I: BufRead, O: Write>(moment: &Moment, lines: &mut Lines<'_, I, O>) -> io::Result<Option<PageKind>> {
    let (language, words) = (lines.language, &lines.language.authoring);
    let kinds: Vec<PageKind> = moment.kinds().collect();
    if kinds.len() < 2 {
        return Ok(Some(PageKind::Tell));
    }
    let names = &language.listed(kinds.iter().map(|kind| kind.name(words)));
    lines.say(&say!(language, words.which_kind, kinds = names, usual = PageKind::Tell.name(words)))?;
    loop {
        let Some(typed) = lines.ask()? else { return Ok(None) };
        let found = kinds.iter().find(|kind| kind.name(words).eq_ignore_ascii_case(&typed));
        if let Some(kind) = found.copied().or(typed.is_empty().then_some(PageKind::Tell)) {
            return Ok(Some(kind));
        }
        lines.say(&say!(language, words.no_kind, kinds = names))?;
    }
}
