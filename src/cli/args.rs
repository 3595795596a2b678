//! What can be asked for on the command line.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};
use clap_complete::Shell;

use super::pause::pause;
use super::seen_at::seen_at;
use crate::capture::Place;
use crate::export::Format;
use crate::headless::{Form, GradeFormat};
use crate::tcp;
use crate::tui::stage::clock::SPEEDS;
use crate::tui::theme::ThemeName;

/// Learn TCP's state machine by driving it, in a terminal.
///
/// Without a command the home screen opens: lessons by chapter, and the sandbox. `?` shows the keys wherever you are.
#[derive(Debug, Parser)]
#[command(name = "tcptutor", version, max_term_width = 100)]
#[command(
    after_help = "Colours, keys and more: `tcptutor config` prints a configuration to start from, `tcptutor doctor` \
                        says where it belongs."
)]
pub struct Cli {
    /// What every command understands.
    #[command(flatten)]
    pub global: Global,
    /// What is asked for; the home screen if nothing is.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What every command understands.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Look and feel")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Global {
    /// The colours
    #[arg(long, global = true, value_name = "NAME")]
    #[arg(value_parser = PossibleValuesParser::new(ThemeName::NAMES.map(|(name, _)| name)))]
    pub theme: Option<String>,
    /// How fast segments travel at the start
    #[arg(long, global = true, value_name = "SPEED")]
    #[arg(value_parser = PossibleValuesParser::new(SPEEDS.map(|(_, name)| name)))]
    pub speed: Option<String>,
    /// Let nothing move by itself
    #[arg(long, global = true)]
    pub no_anim: bool,
    /// Let segments travel, whatever the configuration says
    #[arg(long, global = true, hide_short_help = true, overrides_with = "no_anim")]
    pub anim: bool,
    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Draw with box-drawing characters, whatever the locale says
    #[arg(long, global = true, hide_short_help = true, overrides_with = "ascii")]
    pub unicode: bool,
    /// Use no colours (also where the environment has `NO_COLOR`)
    #[arg(long, global = true)]
    pub no_color: bool,
    /// Leave the mouse to the terminal
    #[arg(long, global = true)]
    pub no_mouse: bool,
    /// Take the mouse, whatever the configuration says
    #[arg(long, global = true, hide_short_help = true, overrides_with = "no_mouse")]
    pub mouse: bool,
    /// Keep nothing of what is done, and show nothing of what was done before
    #[arg(long, global = true)]
    pub private: bool,
    /// Read this configuration instead of the usual one
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// A folder with further lessons, beside those of the configuration; may be given again
    #[arg(long, global = true, value_name = "DIR")]
    pub lessons: Vec<PathBuf>,
}

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Play one lesson
    Lesson {
        /// A lesson's id, as `tcptutor` lists it, or a file
        #[arg(value_name = "ID or FILE")]
        id: String,
        /// As a dialogue, line by line, for screen readers and pipes
        #[arg(long)]
        plain: bool,
        /// Read the file again whenever it changes, and go on at the step that is being written
        #[arg(long, conflicts_with = "plain")]
        watch: bool,
    },
    /// Present a lesson to a room
    ///
    /// In large, with the keys of a remote clicker. Nothing of it counts as your progress.
    Present {
        /// A lesson's id, as `tcptutor` lists it, or a file
        #[arg(value_name = "ID or FILE")]
        id: String,
        /// Go on by itself after each such time, as 8s or 1m
        #[arg(long, value_name = "TIME", value_parser = pause)]
        auto: Option<Duration>,
        /// Begin again at the end
        #[arg(long = "loop")]
        repeat: bool,
        /// Begin at this step, counted from 1
        #[arg(long, value_name = "N")]
        step: Option<usize>,
    },
    /// Follow a presentation in a second terminal: the speaker's notes, and what comes next
    ///
    /// Both terminals have to be on the same machine and of the same user. With a lesson nobody is followed: all its notes are
    /// printed, page by page, each with its text and its answer, to prepare for the presentation.
    Notes {
        /// Print the notes of this lesson instead: built in or of your own, or a file
        #[arg(value_name = "ID or FILE", conflicts_with = "pid")]
        id: Option<String>,
        /// As lines, for screen readers and pipes
        #[arg(long)]
        plain: bool,
        /// Follow that process and not the newest presenter, and end with it
        #[arg(long, value_name = "NUMBER")]
        pid: Option<u32>,
    },
    /// Answer the questions again that you missed
    Review {
        /// As a dialogue, line by line, for screen readers and pipes
        #[arg(long)]
        plain: bool,
    },
    /// Show, move or forget what you have done so far
    Progress {
        #[command(subcommand)]
        what: Option<What>,
    },
    /// Ask "what if": a scene, a prediction, what happens and why
    WhatIf {
        /// Words of the question, such as `syn lost`; all questions if there are none
        #[arg(value_name = "WORDS")]
        words: Vec<String>,
    },
    /// Drive two endpoints freely
    Sandbox {
        /// A recorded session to go on with: a file, or its short text
        #[arg(value_name = "FILE or TEXT")]
        session: Option<String>,
        /// Which TCP both hosts run
        #[arg(long, value_name = "NAME", conflicts_with = "session")]
        #[arg(value_parser = PossibleValuesParser::new(tcp::Profile::NAMES))]
        profile: Option<String>,
        /// As a dialogue, line by line, for screen readers and pipes
        #[arg(long, conflicts_with = "session")]
        plain: bool,
    },
    /// Play a lesson or a recorded session without a terminal
    ///
    /// Questions get the right answer, tasks a shortest way; the exit code is 1 if the lesson does not keep its promises.
    Run {
        /// A lesson's id, a file with a lesson or a session, or a session's short text
        #[arg(value_name = "ID, FILE or TEXT")]
        what: String,
        /// What it is written as
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
        /// Short for --format json
        #[arg(long, conflicts_with = "format")]
        json: bool,
        /// Write into this file instead of standard output
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Say who has to act in the connections of a capture
    ///
    /// Reads pcap and pcapng, as `tcpdump -w` and Wireshark write them, packed with gzip or not. The exit code is 1 if a file cannot
    /// be read at all.
    Replay {
        /// Captures; `-` is standard input
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// One page about each capture (also where the output is no terminal)
        #[arg(long, conflicts_with = "json")]
        summary: bool,
        /// One line of JSON for each connection
        #[arg(long)]
        json: bool,
        /// Where the capture was made; found out from it if not said
        #[arg(long, value_name = "PLACE", value_parser = seen_at)]
        seen_at: Option<Place>,
    },
    /// Find what is wrong with lessons and sessions
    Check {
        /// Lessons, sessions, directories with them, and ids of lessons; the built-in lessons if none
        #[arg(value_name = "FILE, DIR or ID")]
        paths: Vec<PathBuf>,
        /// Say of each task how many moves are enough, and how many ways are as short
        #[arg(long, short)]
        verbose: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Write a lesson to start from, as ID.toml in the current directory
    New {
        /// The new lesson's id: small letters, digits and `-`
        id: String,
        /// A recorded session whose run the lesson shows: a file, or its short text
        #[arg(long, value_name = "FILE or TEXT")]
        from: Option<String>,
    },
    /// Print the JSON Schema of lessons, for editors that complete and check TOML
    Schema,
    /// Play handed-in sessions again and say who reached the goals
    ///
    /// A session that was saved in a lesson says which lesson it was and what was answered. Its inputs are played in that lesson:
    /// which goals were reached, in how many moves, and how many are enough. The exit code is 1 if a session cannot be read, or
    /// claims what does not replay.
    Grade {
        /// Sessions, and directories with them
        #[arg(value_name = "SESSION or DIR", required = true)]
        sessions: Vec<PathBuf>,
        /// The lesson that all of them were played in, whatever they say
        #[arg(long, value_name = "ID or FILE")]
        lesson: Option<String>,
        /// How the grades are printed
        #[arg(long, value_enum, default_value = "table")]
        format: GradeFormat,
    },
    /// Show this machine's own sockets, and who has to act
    ///
    /// Programs stand worst first, each in a sentence. Nothing is sent and nothing is changed. FILTER takes words that all have to
    /// hold: a state (`CLOSE_WAIT`), a port (:443, sport:443, dport:443), a remote address (10.0.0.7), a process (nginx, pid:812);
    /// `!` before a word turns it round.
    Live {
        /// Only these sockets
        #[arg(value_name = "FILTER")]
        filter: Vec<String>,
        /// One page as text
        #[arg(long)]
        once: bool,
        /// One line of JSON each time
        #[arg(long)]
        json: bool,
        /// Again after each such time, as 5s or 1m
        #[arg(long, value_name = "TIME", value_parser = pause, conflicts_with = "once")]
        watch: Option<Duration>,
        /// End with exit code 1 if so many sockets are found, as '`CLOSE_WAIT` > 100'; may be given again
        #[arg(long, value_name = "FILTER > N")]
        fail_if: Vec<String>,
    },
    /// Play a lesson's exchange on this machine's kernel, beside the simulation
    ///
    /// Two programs make the calls on loopback, without root and without leaving anything behind; where the kernel does otherwise
    /// than the simulation a sentence says why. The exit code is 1 if a difference has no reason that is known.
    Lab {
        /// A lesson's id, or a recorded session: a file, or its short text
        #[arg(value_name = "ID, FILE or TEXT")]
        what: String,
    },
    /// One end's program in the lab
    #[command(hide = true)]
    LabProgram,
    /// Print a recorded session in another form
    Convert {
        /// A file, or a session's short text
        #[arg(value_name = "FILE or TEXT")]
        session: String,
        /// The form
        #[arg(long, value_enum, default_value = "session")]
        to: Form,
    },
    /// Say where Linux departs from RFC 9293
    Profiles,
    /// Print a configuration to start from
    ///
    /// Every setting and every action with its keys, commented out, as they are without a configuration.
    Config,
    /// Say what was found out about this terminal and the configuration
    ///
    /// The exit code is 1 if something is wrong in the configuration.
    Doctor {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print a script that completes this command line in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

/// What to do with the learner's progress.
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
