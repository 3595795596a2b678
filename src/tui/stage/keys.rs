//! Which key does what to the world, and which input a key stands for.

use crate::sim::{Call, Forged, Input, Side};
use crate::tcp::Flags;
use crate::timeline::Endpoint;
use crate::tui::bindings::{Command, Scope};
use crate::tui::keymap::Keymap;

/// The call that a command makes.
#[must_use]
pub const fn call_of(command: Command) -> Option<Call> {
    Some(match command {
        Command::Listen => Call::Listen,
        Command::Connect => Call::Connect,
        Command::Write => Call::Write(Call::DEFAULT_WRITE),
        Command::Read => Call::Read(Call::DEFAULT_READ),
        Command::Shutdown => Call::Shutdown,
        Command::Close => Call::Close,
        Command::Abort => Call::Abort,
        _ => return None,
    })
}

/// The command that makes a call.
#[must_use]
pub const fn command_of(call: Call) -> Command {
    match call {
        Call::Listen => Command::Listen,
        Call::Connect | Call::ConnectFrom(_) => Command::Connect,
        Call::Write(_) => Command::Write,
        Call::Read(_) => Command::Read,
        Call::Shutdown => Command::Shutdown,
        Call::Close => Command::Close,
        Call::Abort => Command::Abort,
    }
}

/// The segment that a command forges.
#[must_use]
pub const fn forged_by(command: Command) -> Option<Forged> {
    Some(Forged::bare(match command {
        Command::ForgeSyn => Flags::SYN,
        Command::ForgeFin => Flags::FIN_ACK,
        Command::ForgeAck => Flags::ACK,
        Command::ForgeRst => Flags::RST,
        _ => return None,
    }))
}

/// Whether a command speaks for the end that the keys go to.
#[must_use]
pub const fn speaks_for_an_end(command: Command) -> bool {
    call_of(command).is_some() || forged_by(command).is_some()
}

/// Whether a command needs a world that can be driven: a window to change it with, or a path that was or could have been taken.
#[must_use]
pub const fn drives(command: Command) -> bool {
    use Command as C;
    matches!(
        command,
        C::Undo
            | C::Redo
            | C::Replay
            | C::Link
            | C::Editor
            | C::Profiles
            | C::Branches
            | C::Mark
            | C::PreviousMark
            | C::NextMark
            | C::CopyRun
            | C::SaveRun
            | C::SaveLesson
    )
}

/// The key that a command has on the stage; empty if it has none.
#[must_use]
pub fn key_name(keymap: &Keymap, command: Command) -> String {
    keymap.key_name(command, &[Scope::Stage])
}

/// The character that takes this input for the focused `end`; `'\0'` if no such key does.
#[must_use]
pub fn key_of(keymap: &Keymap, end: &Endpoint, focus: Side, input: Input) -> char {
    let command = match input {
        Input::Call(side, call) if side == focus => Some(command_of(call)),
        Input::Fire(side, Some(timer)) if side == focus => {
            (end.next_timer() == Some(timer)).then_some(Command::FireTimer)
        }
        _ => None,
    };
    let name = command.map(|command| key_name(keymap, command)).unwrap_or_default();
    let mut name = name.chars();
    name.next().filter(|_| name.next().is_none()).unwrap_or('\0')
}
