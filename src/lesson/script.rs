//! Commands played one input at a time, so that a screen can show each when its moment comes.

use super::command::{Command, Until};
use super::source::Spanned;
use crate::language::Language;
use crate::say;
use crate::sim::{Input, World};
use crate::tcp::Instant;

/// A command that takes more inputs than this goes on forever.
const MOST_INPUTS: u32 = 2_000;

/// An input that a script is about to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The input.
    pub input: Input,
    /// The virtual time at which it happens; `None`: at once.
    pub due: Option<Instant>,
}

/// Why a command cannot be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No packet looks as described.
    NoSuchPacket,
    /// What a `run` waits for never comes.
    NeverComes,
    /// It takes more inputs than anybody would watch.
    Endless,
}

impl Failure {
    /// What to say about a command that failed so.
    #[must_use]
    pub fn describe(self, command: &Command, language: &Language) -> String {
        let words = &language.findings;
        let sentence = match self {
            Self::NoSuchPacket => words.finds_no_segment,
            Self::NeverComes => words.never_ends,
            Self::Endless => words.endless,
        };
        say!(language, sentence, command = &command.to_string())
    }
}

/// Where a script has got to. It knows neither the commands nor the world: both are shown to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    command: usize,
    /// How many inputs the command has taken.
    taken: u32,
    /// When the command began.
    began: Option<Instant>,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// This input.
    Input(Pending),
    /// Nothing: the script has ended.
    End,
    /// The command with this number cannot be played.
    Failed(usize, Failure),
}

impl Cursor {
    /// Which command is being played.
    #[must_use]
    pub const fn command(self) -> usize {
        self.command
    }

    /// Moves past the command being played.
    pub const fn skip(&mut self) {
        *self = Self { command: self.command + 1, taken: 0, began: None };
    }

    /// What comes next in this world; the cursor moves past an input that it names, which has to be applied before it is asked
    /// again.
    pub fn next(&mut self, commands: &[Spanned<Command>], world: &World) -> Next {
        while let Some(command) = commands.get(self.command) {
            let began = *self.began.get_or_insert(world.now());
            match self.part(command, began, world) {
                Ok(Some(pending)) => {
                    self.taken += 1;
                    return Next::Input(pending);
                }
                Ok(None) => self.skip(),
                Err(failure) => return Next::Failed(self.command, failure),
            }
        }
        Next::End
    }

    /// The next input of one command; `None` at its end.
    fn part(self, command: &Command, began: Instant, world: &World) -> Result<Option<Pending>, Failure> {
        if self.taken > MOST_INPUTS {
            return Err(Failure::Endless);
        }
        match command {
            Command::Run(until) => Self::run(*until, began, world),
            Command::Steps(n) => Ok((self.taken < *n).then(|| at_its_time(Input::Step, world))),
            _ if self.taken == 0 || matches!(command, Command::Link(_)) => {
                let inputs = command.resolve(world).ok_or(Failure::NoSuchPacket)?;
                Ok(inputs.get(self.taken as usize).map(|input| at_its_time(*input, world)))
            }
            _ => Ok(None),
        }
    }

    fn run(until: Until, began: Instant, world: &World) -> Result<Option<Pending>, Failure> {
        let step = world.next_due().map(|due| Pending { input: Input::Step, due: Some(due) });
        match until {
            Until::Idle if world.is_idle() => Ok(None),
            Until::State(side, state) if world.host(side).state() == state => Ok(None),
            Until::Idle | Until::State(..) => step.ok_or(Failure::NeverComes).map(Some),
            Until::For(time) => {
                let end = began.plus(time);
                let rest = end.since(world.now());
                let step = step.filter(|step| step.due <= Some(end));
                let wait = (!rest.is_zero()).then_some(Pending { input: Input::Advance(rest), due: Some(end) });
                Ok(step.or(wait))
            }
        }
    }
}

fn at_its_time(input: Input, world: &World) -> Pending {
    let due = match input {
        Input::Step => world.next_due(),
        Input::Advance(time) => Some(world.now().plus(time)),
        _ => None,
    };
    Pending { input, due }
}

/// The inputs that a command comes to in this world, one after the other, and whether it could not be played to its end.
#[must_use]
pub fn inputs_of(command: &Command, world: &World) -> (Vec<Input>, bool) {
    let commands = [Spanned::nowhere(command.clone())];
    let mut inputs = Vec::new();
    let failures = play(&commands, &mut world.clone(), |_, input, _| inputs.push(input));
    (inputs, !failures.is_empty())
}

/// Plays commands on a world to their end and says what could not be played; each input is shown to `seen` with the
/// number of its command, before and with what came of it.
pub fn play(
    commands: &[Spanned<Command>],
    world: &mut World,
    mut seen: impl FnMut(usize, Input, &[crate::sim::Record]),
) -> Vec<(usize, Failure)> {
    let mut cursor = Cursor::default();
    let mut failures = Vec::new();
    loop {
        match cursor.next(commands, world) {
            Next::Input(pending) => {
                let records = world.apply(&pending.input);
                seen(cursor.command(), pending.input, &records);
            }
            Next::Failed(command, failure) => {
                failures.push((command, failure));
                cursor.skip();
            }
            Next::End => return failures,
        }
    }
}
