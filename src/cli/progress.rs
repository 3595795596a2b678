//! `tcptutor progress`: its commands.

use std::io::{self, BufReader, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

use super::exit::answer;
use super::screens::own_lessons;
use super::start::Start;
use crate::headless;

/// What to do with it.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Show what was done, lesson by lesson; the same as no command at all
    Show {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print all that is kept, or write it into a new file
    Export {
        /// A file that is not there yet
        file: Option<PathBuf>,
    },
    /// Take in what was exported elsewhere; what is known here stays known
    Import {
        /// The file; `-` is standard input
        file: PathBuf,
    },
    /// Forget what was done; a copy is kept, and named
    Reset {
        /// A lesson's id as `progress show` lists it; everything if none
        lesson: Option<String>,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

impl Default for What {
    fn default() -> Self {
        Self::Show { json: false }
    }
}

/// Does it.
pub fn run(start: &Start, what: What) -> ExitCode {
    let mut file = start.progress_file();
    match what {
        What::Show { json } => answer(|out| headless::progress::show(own_lessons(start), &mut file, json, out)),
        What::Export { file: to } => answer(|out| headless::progress::export(&mut file, to.as_deref(), out)),
        What::Import { file: from } => answer(|out| headless::progress::import(&mut file, &from, out)),
        What::Reset { lesson, yes } => answer(|out| {
            let mut input = io::stdin().is_terminal().then(|| BufReader::new(io::stdin()));
            headless::progress::reset(&mut file, lesson.as_deref(), yes, input.as_mut(), out)
        }),
    }
}
