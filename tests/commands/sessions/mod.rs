//! Recorded sessions: the files under `tests/sessions` replay byte for byte, whatever is written is read back, and every fault
//! of a session file is found.

mod authored;
mod findings;
mod random;
mod recorded;
mod short_text;
mod skeleton;
