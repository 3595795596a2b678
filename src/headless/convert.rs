//! `convert`: a session as a file, as one short text, or as the skeleton of a lesson.

use std::io::Write;

use super::source::session;
use super::verdict::Verdict;
use crate::headless::error::CommandError;
use crate::language::{ENGLISH, Language};

/// What a session becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// A file.
    #[value(help = ENGLISH.arguments.form_session)]
    Session,
    /// A short text.
    #[value(help = ENGLISH.arguments.form_text)]
    Text,
    /// A lesson to start from.
    #[value(help = ENGLISH.arguments.form_lesson)]
    Lesson,
}

/// Prints a session, from a file or its short text, in another form.
///
/// # Errors
/// What is wrong with it, or that it is none.
pub fn convert(what: &str, form: Form, out: &mut impl Write, language: &Language) -> Result<Verdict, CommandError> {
    let recording = session(what, language)?;
    match form {
        Form::Session => write!(out, "{}", recording.write())?,
        Form::Text => writeln!(out, "{}", recording.to_short_text())?,
        Form::Lesson => write!(out, "{}", recording.lesson_skeleton(language))?,
    }
    Ok(Verdict::Fine)
}
