//! Worlds driven in the lessons' words.

use tcptutor::language::ENGLISH;
use tcptutor::lesson::{inputs_of, parse_command};
use tcptutor::sim::{Record, World};

/// Opens a connection from A to B.
pub const OPEN: &str = "B listen; A connect; run until idle";

/// Plays commands, with `;` between them.
pub fn play(world: &mut World, commands: &str) -> Vec<Record> {
    let mut records = Vec::new();
    for command in commands.split(';') {
        let command = parse_command(command, &ENGLISH).unwrap_or_else(|wrong| panic!("{command}: {}", wrong.message));
        for input in inputs_of(&command, world).0 {
            records.extend(world.apply(&input));
        }
    }
    records
}
