//! `run` of a session: every input in order, what came of it, and which expectations do not hold.

use std::io::Write;

use serde::Serialize;

use super::Verdict;
use super::event::Event;
use super::source::Source;
use crate::lesson::Recording;
use crate::lesson::recording::Replayed;
use crate::tcp::State;
use crate::text::clean_line;

/// A session as it was replayed.
#[derive(Debug, Serialize)]
struct Transcript {
    title: String,
    profile: &'static str,
    paths: Vec<Path>,
    /// Whether everything came as expected.
    ok: bool,
}

/// One path: the present one first, then each branch.
#[derive(Debug, Serialize)]
struct Path {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// After how many steps it leaves the path that it leaves.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<usize>,
    parts: Vec<Part>,
}

/// Some inputs, up to a mark or an expectation.
#[derive(Debug, Serialize)]
struct Part {
    steps: [usize; 2],
    inputs: Vec<Done>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mark: Option<String>,
    states: [&'static str; 2],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<String>,
}

/// One input.
#[derive(Debug, Serialize)]
struct Done {
    input: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    happened: Vec<Event>,
}

/// Replays a session and prints the transcript. It fails if an expectation does not hold.
pub fn replay(recording: &Recording, source: &Source, json: bool, out: &mut impl Write) -> anyhow::Result<Verdict> {
    let transcript = transcript(recording, source);
    if json {
        writeln!(out, "{}", serde_json::to_string_pretty(&transcript)?)?;
    } else {
        print(&transcript, out)?;
    }
    Ok(if transcript.ok { Verdict::Fine } else { Verdict::Failed })
}

fn transcript(recording: &Recording, source: &Source) -> Transcript {
    let path = |branch: Option<usize>| {
        let fork = branch.map(|at| &recording.branches[at]);
        let parts = recording.replay(branch).map(|replayed| part(&replayed, recording, source)).collect();
        let name = fork.map_or(&recording.name, |fork| &fork.name);
        Path { name: name.as_deref().map(plain), after: fork.map(|fork| fork.after), parts }
    };
    let paths: Vec<Path> = std::iter::once(None).chain((0..recording.branches.len()).map(Some)).map(path).collect();
    let ok = paths.iter().flat_map(|path| &path.parts).all(|part| part.problems.is_empty());
    let title = recording.title.as_deref().map_or_else(|| "A session".to_owned(), plain);
    Transcript { title, profile: recording.setup.profile.name(), paths, ok }
}

fn part(replayed: &Replayed<'_>, recording: &Recording, source: &Source) -> Part {
    let names = [recording.names[0].as_str(), recording.names[1].as_str()];
    let inputs = replayed.moments.iter().map(|moment| Done {
        input: moment.words(),
        happened: moment.records.iter().map(|record| Event::of(record, &names)).collect(),
    });
    Part {
        steps: [replayed.before + 1, replayed.before + replayed.moments.len()],
        inputs: inputs.collect(),
        mark: replayed.part.mark.as_deref().map(plain),
        states: replayed.states.map(State::name),
        problems: replayed.unmet.iter().map(|unmet| unmet.at(&source.name, &source.text).to_string()).collect(),
    }
}

/// Names come from files: nothing in them may be obeyed by a terminal.
fn plain(text: &str) -> String {
    clean_line(text).into_owned()
}

fn print(transcript: &Transcript, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "{}   (profile {})", transcript.title, transcript.profile)?;
    for (number, path) in transcript.paths.iter().enumerate() {
        match (&path.name, path.after) {
            (Some(name), Some(after)) => writeln!(out, "\n== branch {number}, after step {after}: {name} ==")?,
            (None, Some(after)) => writeln!(out, "\n== branch {number}, after step {after} ==")?,
            (Some(name), None) => writeln!(out, "\n== {name} ==")?,
            (None, None) => {}
        }
        for part in &path.parts {
            print_part(part, out)?;
        }
    }
    Ok(())
}

fn print_part(part: &Part, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out)?;
    for done in &part.inputs {
        writeln!(out, "  > {}", done.input)?;
        for event in &done.happened {
            event.print(out)?;
            event.print_sent(out)?;
        }
    }
    let mark = part.mark.as_deref().map(|mark| format!("   -- {mark} --")).unwrap_or_default();
    writeln!(out, "  {:>10}  A {}, B {}{mark}", "", part.states[0], part.states[1])?;
    for problem in &part.problems {
        writeln!(out, "  ! {problem}")?;
    }
    Ok(())
}
