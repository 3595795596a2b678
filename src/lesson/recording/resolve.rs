//! Commands as inputs: some depend on the world that they meet, and only then is it played.

use super::super::check::play::report_failure;
use super::super::command::Command;
use super::super::diagnostic::Findings;
use super::super::script::{Cursor, Next};
use super::super::source::Spanned;
use super::draft::PartDraft;
use crate::say;
use crate::sim::{Call, Input, World};

/// The most inputs of a session.
const MOST_INPUTS: usize = 120_000;

/// The most of them that make a socket or a connection: a moment takes longer the more connections there are.
const MOST_SOCKETS: usize = 4_000;

/// Turns commands into inputs.
pub(super) struct Resolver {
    left: usize,
    sockets_left: usize,
}

impl Resolver {
    /// For one session.
    pub const fn new() -> Self {
        Self { left: MOST_INPUTS, sockets_left: MOST_SOCKETS }
    }

    /// The inputs of each draft of a path that begins in a world.
    pub fn inputs(
        &mut self,
        before: impl FnOnce() -> World,
        drafts: &[PartDraft],
        findings: &mut Findings<'_>,
    ) -> Vec<Vec<Input>> {
        let commands = || drafts.iter().flat_map(|draft| &draft.commands);
        let mut world = commands().any(depends_on_the_world).then(before);
        let one = |draft: &PartDraft| {
            let mut inputs = Vec::with_capacity(draft.commands.len());
            for command in &draft.commands {
                let from = inputs.len();
                match &mut world {
                    Some(world) => play(command, world, &mut inputs, findings),
                    None => inputs.extend(command.as_inputs().into_iter().flatten()),
                }
                if !self.count(&inputs[from..], command, findings) {
                    break;
                }
            }
            inputs
        };
        drafts.iter().map(one).collect()
    }

    /// Counts inputs; whether this many are allowed.
    fn count(&mut self, inputs: &[Input], command: &Spanned<Command>, findings: &mut Findings<'_>) -> bool {
        let sockets = inputs.iter().filter(|input| makes_a_socket(input)).count();
        let (left, sockets_left) = (self.left.checked_sub(inputs.len()), self.sockets_left.checked_sub(sockets));
        let language = findings.language();
        if left.is_none() {
            findings.error(&command.span, say!(language, language.reading.too_many_inputs, most = MOST_INPUTS));
        } else if sockets_left.is_none() {
            findings.error(&command.span, say!(language, language.reading.too_many_sockets, most = MOST_SOCKETS));
        }
        self.left = left.unwrap_or(self.left);
        self.sockets_left = sockets_left.unwrap_or(self.sockets_left);
        left.is_some() && sockets_left.is_some()
    }
}

const fn makes_a_socket(input: &Input) -> bool {
    matches!(input, Input::Socket(_) | Input::Call(_, Call::Connect | Call::ConnectFrom(_)))
}

fn depends_on_the_world(command: &Spanned<Command>) -> bool {
    command.as_inputs().is_none()
}

fn play(command: &Spanned<Command>, world: &mut World, inputs: &mut Vec<Input>, findings: &mut Findings<'_>) {
    if let Some(fixed) = command.as_inputs() {
        for input in &fixed {
            world.apply_silently(input);
        }
        inputs.extend(fixed);
        return;
    }
    let (mut cursor, commands) = (Cursor::default(), std::slice::from_ref(command));
    loop {
        match cursor.next(commands, world) {
            Next::Input(pending) => {
                world.apply_silently(&pending.input);
                inputs.push(pending.input);
            }
            Next::Failed(_, failure) => {
                report_failure(command, failure, findings);
                return;
            }
            Next::End => return,
        }
    }
}
