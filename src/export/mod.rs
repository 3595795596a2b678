//! Handouts: a lesson or a session played to its end, as text, data, documents and pictures. Pure: texts in, texts out.

mod asked_about;
mod cut;
mod escape;
mod event;
mod handout;
mod html;
mod lesson;
mod lines;
mod markdown;
mod mermaid;
mod moment;
mod on_paper;
mod paper;
mod session;
mod sides;
mod svg;
mod text;
mod watched;
mod words;

#[cfg(test)]
mod tests;

use crate::lesson::{Lesson, Recording};
use crate::sim::Record;
use crate::timeline::Timeline;
use crate::timeline::packets;
pub use crate::timeline::packets::CapturedAt;
pub use cut::{Cut, Part};
pub use escape::xml;
use handout::Handout;
pub use html::inline;
pub use on_paper::{call_of_key, without_diagram};
pub use paper::Paper;

/// What a transcript is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Plain text
    #[default]
    Text,
    /// Everything, for programs
    Json,
    /// A handout with an answer key at its end
    Markdown,
    /// A sequence diagram, to be pasted where Mermaid is drawn
    Mermaid,
    /// The ladder as a picture
    Svg,
    /// A handout as one page with its pictures
    Html,
    /// The segments in lines, as tcpdump prints them
    Tcpdump,
    /// A capture, for Wireshark and tshark
    Pcapng,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 8] =
        [Self::Text, Self::Json, Self::Markdown, Self::Mermaid, Self::Svg, Self::Html, Self::Tcpdump, Self::Pcapng];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Markdown => "markdown",
            Self::Mermaid => "mermaid",
            Self::Svg => "svg",
            Self::Html => "html",
            Self::Tcpdump => "tcpdump",
            Self::Pcapng => "pcapng",
        }
    }
}

/// A lesson or a session that was played to its end.
#[derive(Debug)]
pub struct Transcript {
    played: Played,
    cut: Cut,
}

#[derive(Debug)]
enum Played {
    Lesson(lesson::Transcript),
    Session(session::Transcript),
}

impl Transcript {
    /// Plays a lesson: questions get the right answer, tasks a shortest way.
    #[must_use]
    pub fn of_lesson(lesson: Lesson) -> Self {
        Self { played: Played::Lesson(lesson::play(lesson)), cut: Cut::default() }
    }

    /// Replays a session with all its branches. `file` and `text` are what it was read from.
    #[must_use]
    pub fn of_session(recording: &Recording, file: &str, text: &str) -> Self {
        Self { played: Played::Session(session::replay(recording, file, text)), cut: Cut::default() }
    }

    /// The same, of which this is shown.
    #[must_use]
    pub fn cut(mut self, cut: Cut) -> Self {
        self.cut = cut;
        self
    }

    /// How many steps it has: a lesson's steps, or the parts of a session's present path.
    #[must_use]
    pub fn steps(&self) -> usize {
        match &self.played {
            Played::Lesson(lesson) => lesson.steps.len(),
            Played::Session(session) => session.paths.first().map_or(0, |path| path.parts.len()),
        }
    }

    /// Tells what was watched, up to its present step.
    #[must_use]
    pub fn of_timeline(timeline: &dyn Timeline, title: &str) -> Self {
        Self { played: Played::Session(watched::transcript(timeline, title)), cut: Cut::default() }
    }

    /// Whether everything came as expected.
    #[must_use]
    pub const fn is_ok(&self) -> bool {
        match &self.played {
            Played::Lesson(lesson) => lesson.ok,
            Played::Session(session) => session.ok,
        }
    }

    /// The whole transcript in this format, as a file has it; `at` is where a capture is made.
    #[must_use]
    pub fn bytes(&self, format: Format, at: CapturedAt) -> Vec<u8> {
        match format {
            Format::Tcpdump => packets::tcpdump(&self.records(), at).into_bytes(),
            Format::Pcapng => packets::pcapng(&self.records(), at, Some(self.title())),
            _ => self.write(format).into_bytes(),
        }
    }

    /// All that happened, in order; of a session along the path that it shows.
    fn records(&self) -> Vec<&Record> {
        match &self.played {
            Played::Lesson(lesson) => {
                lesson.start.iter().chain(lesson.steps.iter().flat_map(|step| &step.records)).collect()
            }
            Played::Session(session) => {
                let parts = session.paths.iter().take(1).flat_map(|path| &path.parts);
                parts.flat_map(|part| &part.inputs).flat_map(|done| &done.records).collect()
            }
        }
    }

    fn title(&self) -> &str {
        match &self.played {
            Played::Lesson(lesson) => &lesson.title,
            Played::Session(session) => &session.title,
        }
    }

    /// The whole transcript in this format, as text: a capture has its lines.
    #[must_use]
    pub fn write(&self, format: Format) -> String {
        match format {
            Format::Text => self.text(),
            Format::Json => self.json(),
            Format::Markdown => markdown::write(&self.handout()),
            Format::Mermaid => mermaid::write(&self.handout()),
            Format::Svg => svg::write(&self.handout()),
            Format::Html => html::write(&self.handout()),
            Format::Tcpdump | Format::Pcapng => packets::tcpdump(&self.records(), CapturedAt::default()),
        }
    }

    fn handout(&self) -> Handout<'_> {
        match &self.played {
            Played::Lesson(lesson) => Handout::of_lesson(lesson, &self.cut),
            Played::Session(session) => Handout::of_session(session, &self.cut),
        }
    }

    fn text(&self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = match &self.played {
            Played::Lesson(lesson) => text::lesson(lesson, &self.cut, &mut out),
            Played::Session(session) => text::session(session, &self.cut, &mut out),
        };
        out
    }

    fn json(&self) -> String {
        let json = match &self.played {
            Played::Lesson(lesson) => crate::text::json(lesson),
            Played::Session(session) => crate::text::json(session),
        };
        // Strings, numbers and lists of them can always be written.
        json.map(|json| json + "\n").unwrap_or_default()
    }
}
