//! Which key does what to the world, and which input a key stands for.

use crate::lesson::Player;
use crate::notes::KeyNames;
use crate::sim::{Call, Forged, Input, Side};
use crate::tcp::Flags;
use crate::timeline::Endpoint;
use crate::tui::bindings::{Command, Scope};
use crate::tui::key::Key;
use crate::tui::keymap::Keymap;
use std::sync::Arc;

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

/// The command that takes an input, where one does, and the end that the keys have to speak for, where that matters.
const fn command_for(input: Input) -> Option<(Command, Option<Side>)> {
    Some(match input {
        Input::Call(side, call) => (command_of(call), Some(side)),
        Input::Fire(side, _) => (Command::FireTimer, Some(side)),
        Input::Reboot(side) => (Command::Reboot, Some(side)),
        Input::Kill(side) => (Command::Kill, Some(side)),
        Input::Accept(side) => (Command::Accept, Some(side)),
        Input::Drop(_) => (Command::Drop, None),
        Input::Duplicate(_) => (Command::Duplicate, None),
        Input::Hold(_) | Input::Release(_) => (Command::Hold, None),
        Input::Step | Input::Advance(_) => (Command::Step, None),
        _ => return None,
    })
}

/// The keys that do these things one after the other in a lesson before a room, while the keys speak for `focus` at first. What no
/// key does, or one that means something else there, is written in the palette's words.
#[must_use]
pub fn keys_for(keymap: &Keymap, way: &[Input], mut focus: Side) -> String {
    const SCOPES: &[Scope] = &[Scope::Present, Scope::Lesson, Scope::Stage, Scope::Program];
    let has_it = |command: Command| {
        let bound = SCOPES.iter().flat_map(|scope| keymap.in_scope(*scope)).filter(|bound| bound.command == command);
        let mut keys = bound.flat_map(|bound| bound.keys.iter());
        keys.find(|key| keymap.find(**key, SCOPES).is_some_and(|found| found.command == command)).map(Key::to_string)
    };
    let mut keys: Vec<String> = Vec::new();
    for input in way {
        let (command, side) = command_for(*input).unzip();
        let other = side.flatten().is_some_and(|side| side != focus);
        let named = command.and_then(has_it);
        if let Some(turn) = has_it(Command::FocusOther).filter(|_| other && named.is_some()) {
            keys.push(turn);
            focus = focus.other();
        }
        let palette = || format!("{} {input} {}", key_name(keymap, Command::Palette), palette_takes(keymap));
        let key = named.unwrap_or_else(palette);
        if !(matches!(input, Input::Step) && keys.last() == Some(&key)) {
            keys.push(key);
        }
    }
    keys.join(" ")
}

/// The keys for a way through the task on this page of a lesson, whose keys speak for the end that acts first.
#[must_use]
pub fn keys_of_tasks(keymap: &Arc<Keymap>, player: &Player) -> KeyNames {
    let (keymap, focus) = (Arc::clone(keymap), player.acts_first().unwrap_or(Side::A));
    KeyNames::new(move |way| keys_for(&keymap, way, focus))
}

/// The key that carries out what the palette was told.
fn palette_takes(keymap: &Keymap) -> String {
    keymap.key_name(Command::Choose, &[Scope::Palette])
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
