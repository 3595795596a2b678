//! The report of a crash, for whoever mends the program: what went wrong, where, and after which inputs.

use std::backtrace::Backtrace;
use std::collections::VecDeque;
use std::env;
use std::fmt::Write as _;
use std::panic::PanicHookInfo;
use std::sync::{Mutex, PoisonError};

use super::screen;
use crate::tui::app::Msg;

/// How many of the last inputs are remembered.
const REMEMBERED: usize = 60;

/// The last inputs, the oldest first.
static INPUTS: Mutex<VecDeque<String>> = Mutex::new(VecDeque::new());

/// Remembers an input for the report. Pasted text is left out for privacy.
pub fn remember(msg: &Msg) {
    let words = match msg {
        Msg::Key(key) => key.to_string(),
        Msg::Mouse(mouse) => format!("{:?}({},{})", mouse.action, mouse.column, mouse.row),
        Msg::Resize(width, height) => format!("Resize({width}x{height})"),
        Msg::Paste(text) => format!("Paste({} characters)", text.chars().count()),
        Msg::Background(background) => format!("Background({})", background.name()),
        Msg::Edited { .. } => "Edited".to_owned(),
        Msg::Vanished { .. } => "Vanished".to_owned(),
        Msg::Checked { .. } => "Checked".to_owned(),
        Msg::Surveyed(_)
        | Msg::Lab(_)
        | Msg::Captures(_)
        | Msg::Tick(_)
        | Msg::Redraw
        | Msg::Saved(_)
        | Msg::Notice(_)
        | Msg::Kept(_)
        | Msg::Heard(_) => return,
    };
    let mut inputs = INPUTS.lock().unwrap_or_else(PoisonError::into_inner);
    if inputs.len() == REMEMBERED {
        inputs.pop_front();
    }
    inputs.push_back(words);
}

/// What is known of a crash at a moment, in seconds after 1970.
pub fn describe(info: &PanicHookInfo<'_>, now: u64) -> String {
    let variable = |name: &str| env::var(name).unwrap_or_else(|_| "not set".to_owned());
    // The lock may be held by the thread that panicked.
    let inputs =
        INPUTS.try_lock().map(|inputs| inputs.iter().cloned().collect::<Vec<_>>().join(" ")).unwrap_or_default();
    let arguments: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "tcptutor {} stopped by a mistake of its own.\n", env!("CARGO_PKG_VERSION"));
    let _ = writeln!(text, "what: {info}");
    let _ = writeln!(text, "when: {now} seconds after 1970");
    let _ = writeln!(text, "system: {} on {}", env::consts::OS, env::consts::ARCH);
    let _ = writeln!(text, "arguments: {}", arguments.join(" "));
    let _ = writeln!(text, "terminal: TERM {}, COLORTERM {}", variable("TERM"), variable("COLORTERM"));
    let _ = writeln!(text, "size: {}", screen::size().map_or_else(|error| error.to_string(), |size| size.to_string()));
    let _ = writeln!(text, "last inputs, the oldest first: {inputs}");
    let _ = writeln!(text, "\n{}", Backtrace::force_capture());
    text
}
