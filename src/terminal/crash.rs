//! What is left of a crash: the terminal as it was, a message, and a file that tells what led to it.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Once;
use std::time::SystemTime;

use super::options::ShellOptions;
use super::{crash_report, screen};
use crate::files;
use crate::say;
use crate::text::clean_line;

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
            let (language, words) = (options.language, &options.language.terminal);
            let message = match report(info, options.report_folder.as_deref()) {
                Ok(file) => say!(language, words.crashed, file = &*clean_line(&file.to_string_lossy())),
                Err(error) => say!(language, words.crashed_without_report, why = &error.to_string()),
            };
            // Nobody is left to tell where standard error has gone too.
            let _ = writeln!(io::stderr(), "{message}");
        }));
    });
}

/// Writes the report: into the folder or, failing that, into the folder for temporary files.
fn report(info: &PanicHookInfo<'_>, folder: Option<&Path>) -> io::Result<PathBuf> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let name = format!("crash-{now}-{}.txt", process::id());
    let text = crash_report::describe(info, now);
    let mut result = Err(io::ErrorKind::NotFound.into());
    for folder in folder.into_iter().chain([env::temp_dir().as_path()]) {
        let file = folder.join(&name);
        result = fs::create_dir_all(folder).and_then(|()| files::create(&file, &text)).map(|()| file);
        if result.is_ok() {
            break;
        }
    }
    result
}
