//! `lab`: a lesson's exchange in the simulation and on this machine's kernel, under each other.

use std::io::{BufRead, Write};
use std::path::PathBuf;

use super::error::{CommandError, refuse};
use super::source::{Playable, find};
use super::verdict::Verdict;
use crate::lab::{EXERCISES, Exercise, exercise, of_session};
use crate::language::Language;
use crate::say;

/// The exercise of this name: a lesson's, or a recorded session.
///
/// # Errors
/// What does not exist, or cannot be played on one machine.
pub fn lab_exercise(what: &str, folders: &[PathBuf], language: &Language) -> Result<Exercise, CommandError> {
    if let Some(exercise) = exercise(what) {
        return Ok(exercise);
    }
    match find(what, folders, language)? {
        Playable::Session(recording, source) => Ok(of_session(&source.name, &recording)),
        Playable::Lesson(_) => {
            let known = EXERCISES.iter().map(|(id, _)| *id).collect::<Vec<_>>().join(", ");
            refuse(say!(language, language.lab.no_exercise, id = what, known = &known))
        }
    }
}

/// Plays an exercise and prints what happened in both worlds. It fails if the two differ in a way that has no name.
///
/// # Errors
/// When this system has no lab, or its programs cannot be started or asked.
#[cfg(target_os = "linux")]
pub fn lab(exercise: &Exercise, out: &mut impl Write, language: &Language) -> Result<Verdict, CommandError> {
    use crate::lab::{Played, describe_act, describe_end, describe_ladder, describe_start};
    use crate::machine::Lab;

    /// What is said of an act stands so far in.
    const INDENT: usize = 3;

    let failed = |error: std::io::Error| say!(language, language.lab.failed, why = &error.to_string());
    let mut lab = Lab::start(exercise).or_else(|error| refuse(failed(error)))?;
    paragraph(out, 0, &describe_start(exercise, lab.place(), language))?;
    let command = &lab.place().command(language);
    paragraph(out, 0, &say!(language, language.lab.see_it, command))?;
    let mut all = Vec::new();
    for (at, act) in exercise.acts.iter().enumerate() {
        let played = lab.act(act).or_else(|error| refuse(failed(error)))?;
        for (at, line) in describe_act(at + 1, &played, language).iter().enumerate() {
            paragraph(out, if at == 0 { 0 } else { INDENT }, line)?;
        }
        for line in describe_ladder(&played, language) {
            writeln!(out, "{:INDENT$}{line}", "")?;
        }
        all.push(played);
    }
    describe_end(&all, language).iter().try_for_each(|line| paragraph(out, 0, line))?;
    let unnamed = all.iter().flat_map(Played::differences).any(|difference| difference.reason.is_none());
    Ok(if unnamed { Verdict::Failed } else { Verdict::Fine })
}

/// A paragraph, so far in.
#[cfg(target_os = "linux")]
fn paragraph(out: &mut impl Write, indent: usize, text: &str) -> std::io::Result<()> {
    for line in crate::text::wrap(&crate::text::clean_text(text), 96) {
        writeln!(out, "{:indent$}{}", "", line.text())?;
    }
    out.flush()
}

/// There is none on this system.
///
/// # Errors
/// Always.
#[cfg(not(target_os = "linux"))]
pub fn lab(_: &Exercise, _: &mut impl Write, language: &Language) -> Result<Verdict, CommandError> {
    refuse(language.lab.needs_linux)
}

/// Is one end's program until the input ends.
///
/// # Errors
/// When it cannot be read from or written to.
pub fn lab_program(input: impl BufRead, out: &mut impl Write) -> Result<Verdict, CommandError> {
    #[cfg(target_os = "linux")]
    crate::machine::run_program(input, out)?;
    #[cfg(not(target_os = "linux"))]
    let _ = (input, out);
    Ok(Verdict::Fine)
}
