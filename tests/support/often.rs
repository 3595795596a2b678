//! How often something is tried whose moment chance decides: a few times in a test, and as often as `TCPTUTOR_OFTEN` says.

/// This often, or as often as the environment says.
pub fn often(usual: u32) -> u32 {
    std::env::var("TCPTUTOR_OFTEN").map_or(usual, |times| times.parse().expect("a number of times"))
}
