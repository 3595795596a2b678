//! What can be asked for on the command line; the words of `--help` come from the language.

use std::num::NonZeroUsize;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};
use clap_complete::Shell;

use super::pause::pause;
use super::seen_at::{captured_at, seen_at};
use super::steps::steps;
use crate::capture::Place;
use crate::export::{CapturedAt, Format};
use crate::headless::{Form, GradeFormat};
use crate::language::{ArgumentWords, ENGLISH};
use crate::tcp;
use crate::tui::stage::clock::SPEEDS;
use crate::tui::theme::ThemeName;

const A: &ArgumentWords = &ENGLISH.arguments;

/// What `--help` says of a command: what `-h` says, and more.
fn long(about: &str, more: &str) -> String {
    format!("{about}\n\n{more}")
}

/// The command line.
#[derive(Debug, Parser)]
#[command(about = A.about, long_about = long(A.about, A.about_more))]
#[command(name = "tcptutor", version, max_term_width = 100)]
#[command(
    after_help = A.after_help
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
#[command(next_help_heading = A.look_and_feel)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Global {
    #[arg(help = A.theme)]
    #[arg(long, global = true, value_name = "NAME")]
    #[arg(value_parser = PossibleValuesParser::new(ThemeName::NAMES.map(|(name, _)| name)))]
    pub theme: Option<String>,
    #[arg(help = A.speed)]
    #[arg(long, global = true, value_name = "SPEED")]
    #[arg(value_parser = PossibleValuesParser::new(SPEEDS.map(|(_, name)| name)))]
    pub speed: Option<String>,
    #[arg(help = A.no_anim)]
    #[arg(long, global = true)]
    pub no_anim: bool,
    #[arg(help = A.anim)]
    #[arg(long, global = true, hide_short_help = true, overrides_with = "no_anim")]
    pub anim: bool,
    #[arg(help = A.ascii)]
    #[arg(long, global = true)]
    pub ascii: bool,
    #[arg(help = A.unicode)]
    #[arg(long, global = true, hide_short_help = true, overrides_with = "ascii")]
    pub unicode: bool,
    #[arg(help = A.no_color)]
    #[arg(long, global = true)]
    pub no_color: bool,
    #[arg(help = A.no_mouse)]
    #[arg(long, global = true)]
    pub no_mouse: bool,
    #[arg(help = A.mouse)]
    #[arg(long, global = true, hide_short_help = true, overrides_with = "no_mouse")]
    pub mouse: bool,
    #[arg(help = A.private)]
    #[arg(long, global = true)]
    pub private: bool,
    #[arg(help = A.student)]
    #[arg(long, global = true, value_name = "NAME")]
    pub student: Option<String>,
    #[arg(help = A.config_file)]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[arg(help = A.lessons)]
    #[arg(long, global = true, value_name = "DIR")]
    pub lessons: Vec<PathBuf>,
}

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(about = A.lesson)]
    Lesson {
        #[arg(help = A.lesson_or_file)]
        #[arg(value_name = A.id_or_file)]
        id: String,
        #[arg(help = A.as_a_dialogue)]
        #[arg(long)]
        plain: bool,
        #[arg(help = A.lesson_watch)]
        #[arg(long, conflicts_with = "plain")]
        watch: bool,
    },
    #[command(about = A.present, long_about = long(A.present, A.present_more))]
    Present {
        #[arg(help = A.present_ids)]
        #[arg(value_name = A.id_or_file, required = true)]
        ids: Vec<String>,
        #[arg(help = A.present_auto)]
        #[arg(long, value_name = "TIME", value_parser = pause)]
        auto: Option<Duration>,
        #[arg(help = A.present_repeat)]
        #[arg(long = "loop")]
        repeat: bool,
        #[arg(help = A.present_step)]
        #[arg(long, value_name = "N")]
        step: Option<usize>,
    },
    #[command(about = A.notes, long_about = long(A.notes, A.notes_more))]
    Notes {
        #[arg(help = A.notes_id)]
        #[arg(value_name = A.id_or_file, conflicts_with = "pid")]
        id: Option<String>,
        #[arg(help = A.notes_plain)]
        #[arg(long)]
        plain: bool,
        #[arg(help = A.notes_pid)]
        #[arg(long, value_name = "NUMBER")]
        pid: Option<u32>,
    },
    #[command(about = A.review)]
    Review {
        #[arg(help = A.as_a_dialogue)]
        #[arg(long)]
        plain: bool,
    },
    #[command(about = A.progress)]
    Progress {
        #[command(subcommand)]
        what: Option<ProgressCommand>,
    },
    #[command(about = A.what_if)]
    WhatIf {
        #[arg(help = A.what_if_words)]
        #[arg(value_name = "WORDS")]
        words: Vec<String>,
    },
    #[command(about = A.sandbox)]
    Sandbox {
        #[arg(help = A.sandbox_session)]
        #[arg(value_name = A.file_or_text)]
        session: Option<String>,
        #[arg(help = A.sandbox_profile)]
        #[arg(long, value_name = "NAME", conflicts_with = "session")]
        #[arg(value_parser = PossibleValuesParser::new(tcp::Profile::NAMES))]
        profile: Option<String>,
        #[arg(help = A.as_a_dialogue)]
        #[arg(long, conflicts_with = "session")]
        plain: bool,
    },
    #[command(about = A.run, long_about = long(A.run, A.run_more))]
    Run {
        #[arg(help = A.run_what)]
        #[arg(value_name = A.id_file_or_text)]
        what: String,
        #[arg(help = A.run_format)]
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
        #[arg(help = A.run_json)]
        #[arg(long, conflicts_with = "format")]
        json: bool,
        #[arg(help = A.run_at)]
        #[arg(long, value_name = "PLACE", value_parser = captured_at)]
        at: Option<CapturedAt>,
        #[arg(help = A.run_questions)]
        #[arg(long, conflicts_with = "answers")]
        questions: bool,
        #[arg(help = A.run_answers)]
        #[arg(long)]
        answers: bool,
        #[arg(help = A.run_notes)]
        #[arg(long)]
        notes: bool,
        #[arg(help = A.run_steps)]
        #[arg(long, value_name = "N-M", value_parser = steps)]
        steps: Option<RangeInclusive<usize>>,
        #[arg(help = A.run_output)]
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    #[command(about = A.replay, long_about = long(A.replay, A.replay_more))]
    Replay {
        #[arg(help = A.replay_files)]
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        #[arg(help = A.replay_summary)]
        #[arg(long, conflicts_with = "json")]
        summary: bool,
        #[arg(help = A.replay_json)]
        #[arg(long)]
        json: bool,
        #[arg(help = A.replay_connection)]
        #[arg(long, value_name = "N", conflicts_with_all = ["summary", "json"])]
        connection: Option<usize>,
        #[arg(help = A.replay_format)]
        #[arg(long, value_enum, conflicts_with_all = ["summary", "json"])]
        format: Option<Format>,
        #[arg(help = A.replay_seen_at)]
        #[arg(long, value_name = "PLACE", value_parser = seen_at)]
        seen_at: Option<Place>,
    },
    #[command(about = A.check)]
    Check {
        #[arg(help = A.check_paths)]
        #[arg(value_name = A.file_dir_or_id)]
        paths: Vec<PathBuf>,
        #[arg(help = A.check_verbose)]
        #[arg(long, short)]
        verbose: bool,
        #[arg(help = A.as_json)]
        #[arg(long)]
        json: bool,
    },
    #[command(about = A.new)]
    New {
        #[arg(help = A.new_id)]
        id: String,
        #[arg(help = A.new_from)]
        #[arg(long, value_name = A.id_file_or_text)]
        from: Option<String>,
    },
    #[command(about = A.schema)]
    Schema,
    #[command(about = A.grade, long_about = long(A.grade, A.grade_more))]
    Grade {
        #[arg(help = A.grade_sessions)]
        #[arg(value_name = A.session_or_dir, required = true)]
        sessions: Vec<PathBuf>,
        #[arg(help = A.grade_lesson)]
        #[arg(long, value_name = A.id_or_file)]
        lesson: Option<String>,
        #[arg(help = A.grade_format)]
        #[arg(long, value_enum, default_value = "table")]
        format: GradeFormat,
        #[arg(help = A.grade_summary)]
        #[arg(long)]
        summary: bool,
        #[arg(help = A.grade_jobs)]
        #[arg(long, short, value_name = "N")]
        jobs: Option<NonZeroUsize>,
    },
    #[command(about = A.live, long_about = long(A.live, A.live_more))]
    Live {
        #[arg(help = A.live_filter)]
        #[arg(value_name = "FILTER")]
        filter: Vec<String>,
        #[arg(help = A.live_once)]
        #[arg(long)]
        once: bool,
        #[arg(help = A.live_json)]
        #[arg(long)]
        json: bool,
        #[arg(help = A.live_watch)]
        #[arg(long, value_name = "TIME", value_parser = pause, conflicts_with = "once")]
        watch: Option<Duration>,
        #[arg(help = A.live_fail_if)]
        #[arg(long, value_name = "FILTER > N")]
        fail_if: Vec<String>,
    },
    #[command(about = A.lab, long_about = long(A.lab, A.lab_more))]
    Lab {
        #[arg(help = A.lab_what)]
        #[arg(value_name = A.id_file_or_text)]
        what: String,
        #[arg(help = A.lab_plain)]
        #[arg(long)]
        plain: bool,
    },
    #[command(about = A.lab_program)]
    #[command(hide = true)]
    LabProgram,
    #[command(about = A.convert)]
    Convert {
        #[arg(help = A.convert_session)]
        #[arg(value_name = A.file_or_text)]
        session: String,
        #[arg(help = A.convert_to)]
        #[arg(long, value_enum, default_value = "session")]
        to: Form,
    },
    #[command(about = A.profiles)]
    Profiles,
    #[command(about = A.config, long_about = long(A.config, A.config_more))]
    Config,
    #[command(about = A.doctor, long_about = long(A.doctor, A.doctor_more))]
    Doctor {
        #[arg(help = A.as_json)]
        #[arg(long)]
        json: bool,
    },
    #[command(about = A.completions)]
    Completions {
        #[arg(help = A.completions_shell)]
        shell: Shell,
    },
    #[command(about = A.man)]
    Man,
}

/// What to do with the learner's progress.
#[derive(Debug, Subcommand)]
pub enum ProgressCommand {
    #[command(about = A.progress_show)]
    Show {
        #[arg(help = A.as_json)]
        #[arg(long)]
        json: bool,
    },
    #[command(about = A.progress_export)]
    Export {
        #[arg(help = A.progress_export_file)]
        file: Option<PathBuf>,
    },
    #[command(about = A.progress_import)]
    Import {
        #[arg(help = A.progress_import_file)]
        file: PathBuf,
    },
    #[command(about = A.progress_reset)]
    Reset {
        #[arg(help = A.progress_reset_lesson)]
        lesson: Option<String>,
        #[arg(help = A.progress_reset_yes)]
        #[arg(long)]
        yes: bool,
    },
}

impl Default for ProgressCommand {
    fn default() -> Self {
        Self::Show { json: false }
    }
}
