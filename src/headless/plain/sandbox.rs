//! The sandbox as a dialogue.

use std::io::{self, BufRead, Write};

use super::doing::{carry_out, not_understood};
use super::lines::Lines;
use super::telling::Telling;
use super::words::{self, Word};
use crate::headless::verdict::Verdict;
use crate::language::Language;
use crate::lesson::parse_command;
use crate::narrate;
use crate::say;
use crate::session::{self, History, SANDBOX_NAMES};
use crate::tcp::Profile;

/// A sandbox, and which of its steps were done by one line.
struct Sandbox {
    history: History,
    /// The step at which each line began.
    done: Vec<usize>,
    /// The step to which each undone line had led, the latest last.
    undone: Vec<usize>,
    language: &'static Language,
}

/// Plays in the sandbox until `quit` or the end of the input.
///
/// # Errors
/// If the input cannot be read or nothing can be written.
pub fn plain_sandbox<I: BufRead, O: Write>(profile: Profile, mut lines: Lines<'_, I, O>) -> io::Result<Verdict> {
    let language = lines.language;
    let mut sandbox = Sandbox { history: session::sandbox(profile), done: Vec::new(), undone: Vec::new(), language };
    let ends = narrate::introduction(language, SANDBOX_NAMES);
    lines.say(&say!(language, language.plain.sandbox, profile = profile.name(), ends = &ends))?;
    lines.say(&sandbox.telling().states())?;
    while let Some(line) = lines.ask()? {
        match words::find(&line, false) {
            _ if line.is_empty() => {}
            Some((Word::Quit, _)) => break,
            Some((word, rest)) => lines.say_all(sandbox.answer(word, rest))?,
            None => lines.say_all(sandbox.act(&line))?,
        }
    }
    Ok(Verdict::Fine)
}

impl Sandbox {
    fn telling(&self) -> Telling<'_> {
        Telling::new(&self.history, self.language)
    }

    /// Does what a line says, and tells what came of it.
    fn act(&mut self, line: &str) -> Vec<String> {
        if let Err(parse_error) = parse_command(line, self.language) {
            return vec![not_understood(line, &parse_error, false, self.language)];
        }
        let (from, world) = (self.history.step(), self.history.world().clone());
        let history = &mut self.history;
        let result = carry_out(line, &world, self.language, |input| {
            history.push(input);
            Ok(history.world().clone())
        });
        let mut message = Vec::new();
        if self.history.step() > from {
            self.done.push(from);
            self.undone.clear();
            message = self.telling().happened_since(from);
            if message.is_empty() {
                message.push(self.language.plain.nothing_happened.to_owned());
            }
            message.extend(self.situation());
        }
        message.extend(result.err());
        message
    }

    /// What is so now.
    fn situation(&self) -> Vec<String> {
        let telling = self.telling();
        let mut message = vec![telling.states()];
        message.extend(telling.on_their_way());
        message.push(telling.possible());
        message
    }

    fn answer(&mut self, word: Word, rest: &str) -> Vec<String> {
        match word {
            Word::Undo => self.undo(),
            Word::Redo => self.redo(),
            Word::Help => words::help(false, self.language),
            word => look(&self.telling(), word, rest, self.language),
        }
    }

    fn undo(&mut self) -> Vec<String> {
        let Some(from) = self.done.pop() else { return vec![self.language.plain.nothing_to_undo.to_owned()] };
        self.undone.push(self.history.step());
        self.history.seek(from);
        [back_at(&self.history, self.language)].into_iter().chain(self.situation()).collect()
    }

    fn redo(&mut self) -> Vec<String> {
        let Some(to) = self.undone.pop() else { return vec![self.language.plain.nothing_to_redo.to_owned()] };
        let from = self.history.step();
        self.done.push(from);
        self.history.seek(to);
        self.telling().happened_since(from).into_iter().chain(self.situation()).collect()
    }
}

/// That the session is back at the time it shows.
pub(super) fn back_at(history: &History, language: &Language) -> String {
    say!(language, language.plain.back_at, time = &history.world().now().to_string())
}

/// What a word shows without changing anything; nothing for the words that do more.
pub(super) fn look(telling: &Telling<'_>, word: Word, rest: &str, language: &Language) -> Vec<String> {
    match word {
        Word::Why => telling.why(),
        Word::State => telling.state(),
        Word::Sockets => telling.sockets(),
        Word::Segments => match telling.on_their_way() {
            none if none.is_empty() => vec![language.plain.no_segment.to_owned()],
            segments => segments,
        },
        Word::Inspect => telling.inspect(rest),
        Word::Card => telling.card(rest),
        Word::Next
        | Word::Previous
        | Word::Anew
        | Word::Hint
        | Word::Undo
        | Word::Redo
        | Word::Save
        | Word::Help
        | Word::Quit => Vec::new(),
    }
}
