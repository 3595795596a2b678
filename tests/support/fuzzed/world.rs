//! Any choices in any order: a world never panics and never loses an octet.

use tcptutor::sim::{Call, Input, Setup, Side, World};
use tcptutor::tcp::Profile;

pub fn any_choices(data: &[u8]) {
    let profile = if data.first().is_some_and(|byte| byte & 1 == 1) { Profile::linux() } else { Profile::rfc9293() };
    let mut world = World::new(&Setup { profile, ..Setup::default() });
    for byte in data.iter().take(200) {
        let choices = world.choices();
        let input = choices.get(usize::from(*byte) % choices.len().max(1)).copied();
        world.apply_silently(&input.unwrap_or(Input::Call(Side::A, Call::Connect)));
        for side in Side::BOTH {
            assert!(world.host(side).connections.iter().all(|connection| connection.intact));
        }
    }
}
