//! The script: what happens by itself.

use super::super::command::Command;
use super::super::model::{Step, Task};
use super::super::script::{Cursor, Next, Pending};
use super::super::source::Spanned;
use super::progress::Progress;
use super::{Part, Player, Trouble};
use crate::sim::{Input, Record};

impl Player {
    /// The input that the running script makes next; `None` if nothing runs, or the screen looks back.
    #[must_use]
    pub fn pending(&self) -> Option<Pending> {
        let (part, mut cursor) = self.script?;
        match cursor.next(self.commands(part), self.history.world()) {
            Next::Input(pending) if !self.is_looking_back() => Some(pending),
            _ => None,
        }
    }

    /// Whether something is still to happen by itself.
    #[must_use]
    pub const fn is_playing(&self) -> bool {
        self.script.is_some()
    }

    /// Which script and command comes next.
    #[must_use]
    pub fn playing(&self) -> Option<(Part, usize)> {
        self.script.map(|(part, cursor)| (part, cursor.command()))
    }

    /// Takes the one pending input and says what happened.
    pub fn pump(&mut self) -> Vec<Record> {
        self.resume();
        let Some((part, mut cursor)) = self.script else { return Vec::new() };
        let Next::Input(pending) = cursor.next(self.commands(part), self.history.world()) else {
            self.settle();
            return Vec::new();
        };
        self.script = Some((part, cursor));
        self.last_command = Some(cursor.command());
        let records = if part == Part::Shown { self.happens(pending.input).0 } else { self.take(pending.input) };
        self.settle();
        records
    }

    /// All that is pending, at once.
    pub fn finish_script(&mut self) {
        while self.script.is_some() {
            self.pump();
        }
    }

    pub(super) fn commands(&self, part: Part) -> &[Spanned<Command>] {
        self.commands_of(self.at, part)
    }

    /// What to say about a command that could not be played.
    #[must_use]
    pub fn describe(&self, trouble: &Trouble) -> String {
        let command = self.commands_of(trouble.step, trouble.part).get(trouble.command);
        command.map(|command| trouble.failure.describe(command, self.language)).unwrap_or_default()
    }

    fn commands_of(&self, step: usize, part: Part) -> &[Spanned<Command>] {
        match (part, self.lesson.steps.get(step)) {
            (Part::Start, _) => &self.lesson.start,
            (Part::Do, Some(step)) => &step.script,
            (Part::After, Some(Step { task: Task::Ask(question), .. })) => &question.after,
            (Part::Shown, _) => &self.shown,
            _ => &[],
        }
    }

    /// Moves past commands that are over or cannot be played, until an input is pending or no script runs.
    pub(super) fn settle(&mut self) {
        let mut ended = None;
        while let Some((part, mut cursor)) = self.script {
            let mut peek = cursor;
            let next = peek.next(self.commands(part), self.history.world());
            match next {
                // Looking ahead has moved past what was over; the input itself is still to come.
                Next::Input(_) => return,
                Next::Failed(command, failure) => {
                    self.troubles.push(Trouble { step: self.at, part, command, failure });
                    while cursor.command() <= command {
                        cursor.skip();
                    }
                    self.script = Some((part, cursor));
                }
                Next::End => {
                    ended = Some(part);
                    self.script = self.script_after(part);
                }
            }
        }
        // What the program shows is part of the exercise, not what comes before it.
        if ended != Some(Part::Shown) {
            self.settled();
        }
    }

    /// An answered question goes on with what comes after it.
    pub(super) fn script_after(&self, part: Part) -> Option<(Part, Cursor)> {
        let answered = self.asked().is_some_and(|asked| asked.picked.is_some());
        (part == Part::Do && answered).then(|| (Part::After, Cursor::default()))
    }

    /// The one way into the session.
    pub(super) fn take(&mut self, input: Input) -> Vec<Record> {
        let step = self.history.step();
        if self.history.input_after(step) != Some(input) {
            // Another future: what later steps had got to is no longer ahead.
            self.begins.truncate(self.at + 1);
            self.progress.iter_mut().skip(self.at + 1).for_each(Progress::forget_turn);
        }
        let records = self.history.push(input).to_vec();
        self.head = self.history.step();
        records
    }
}
