//! Lessons: TOML compiled into steps, and the player that drives a session with them.
