//! What is left of a crash: the terminal as it was, a message, and a file that tells what led to it.

use std::backtrace::Backtrace;
use std::collections::VecDeque;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, Once, PoisonError};
use std::time::SystemTime;

use super::options::ShellOptions;
use super::screen;
use crate::files;
use crate::text::clean_line;
use crate::tui::app::Msg;

/// How many of the last inputs are remembered.
const REMEMBERED: usize = 60;

/// The last inputs, the oldest first.
static INPUTS: Mutex<VecDeque<String>> = Mutex::new(VecDeque::new());

/// From now on a panic gives the terminal back, prints its message, and leaves a report where this run wants it.
pub fn watch(options: &ShellOptions) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let options = options.clone();
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            screen::restore();
            #[cfg(unix)]
            options.prompting.close();
            print(info);
            // Nobody is left to tell where standard error has gone too.
            let _ = match report(info, options.report_folder.as_deref()) {
                Ok(file) => writeln!(
                    io::stderr(),
                    "\ntcptutor: this is a mistake in the program. What led to it stands in {}\n\
                     tcptutor: please send that file along if you report it. It holds the last keys, and nothing else of yours.",
                    clean_line(&file.to_string_lossy())
                ),
                Err(error) => writeln!(io::stderr(), "\ntcptutor: this is a mistake in the program. No report: {error}."),
            };
        }));
    });
}

/// Remembers an input for the report. Pasted text is left out for privacy.
pub fn remember(msg: &Msg) {
    let words = match msg {
        Msg::Key(key) => key.to_string(),
        Msg::Mouse(mouse) => format!("{:?}({},{})", mouse.action, mouse.column, mouse.row),
        Msg::Resize(width, height) => format!("Resize({width}x{height})"),
        Msg::Paste(text) => format!("Paste({} characters)", text.chars().count()),
        Msg::Background(background) => format!("Background({})", background.name()),
        Msg::Edited { .. } => "Edited".to_owned(),
        Msg::Tick(_) | Msg::Redraw | Msg::Saved(_) | Msg::Told(_) | Msg::Kept(_) | Msg::Heard(_) => return,
    };
    let mut inputs = INPUTS.lock().unwrap_or_else(PoisonError::into_inner);
    if inputs.len() == REMEMBERED {
        inputs.pop_front();
    }
    inputs.push_back(words);
}

/// Writes the report: into the folder or, failing that, into the folder for temporary files.
fn report(info: &PanicHookInfo<'_>, folder: Option<&Path>) -> io::Result<PathBuf> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let name = format!("crash-{now}-{}.txt", process::id());
    let text = told(info, now);
    let mut result = Err(io::Error::other("there is no folder for it"));
    for folder in folder.into_iter().chain([env::temp_dir().as_path()]) {
        let file = folder.join(&name);
        result = fs::create_dir_all(folder).and_then(|()| files::create(&file, &text)).map(|()| file);
        if result.is_ok() {
            break;
        }
    }
    result
}

fn told(info: &PanicHookInfo<'_>, now: u64) -> String {
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
