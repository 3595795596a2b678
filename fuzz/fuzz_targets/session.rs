//! Any text as a session file and as a short text; what can be opened is written and read back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tcptutor::lesson::recording::{open, read};
use tcptutor::lesson::Recording;

fuzz_target!(|text: &str| {
    if let Ok(recording) = open("fuzz.toml", text) {
        assert_eq!(read("again.toml", &recording.write()).as_ref(), Ok(&recording));
        assert_eq!(Recording::from_short_text(&recording.to_short_text()).as_ref(), Ok(&recording));
    }
});
