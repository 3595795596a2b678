//! Where a key holds: the screens and windows that have keys of their own.

use crate::language::Language;

/// Where a binding holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// On the home screen.
    Home,
    /// At this machine's sockets.
    Live,
    /// In the lab, where a lesson is played on this machine's kernel.
    Lab,
    /// At the captures of the working folder.
    CaptureFiles,
    /// At the connections of a capture.
    Captures,
    /// On the stage of a connection that was captured; before the stage's own keys.
    Connection,
    /// While something to read lies over the stage: help, a card, a segment's fields.
    Overlay,
    /// Where two paths are compared; before a window's own keys.
    Comparison,
    /// In a window to choose from.
    List,
    /// In the settings of the link.
    Settings,
    /// In the segment editor.
    Editor,
    /// In the palette.
    Palette,
    /// Where a name is written.
    Prompt,
    /// Where a lesson is made of a run.
    Authoring,
    /// Where a key is text first: what remains of the program's own keys.
    Writing,
    /// While a lesson is presented; what a remote clicker sends means there what a presenter expects.
    Present,
    /// While a question is put to a room; before the other keys of a presentation.
    Poll,
    /// In the sandbox while a lesson is presented; before the sandbox's own keys.
    PresentSandbox,
    /// In a lesson; before the stage's own keys.
    Lesson,
    /// On the stage, in a lesson and in the sandbox.
    Stage,
    /// In the sandbox only.
    Sandbox,
    /// Everywhere.
    Program,
}

impl Scope {
    /// All scopes, each with its name in the configuration file.
    pub const NAMES: [(&'static str, Self); 22] = [
        ("home", Self::Home),
        ("live", Self::Live),
        ("lab", Self::Lab),
        ("capture-files", Self::CaptureFiles),
        ("captures", Self::Captures),
        ("connection", Self::Connection),
        ("window", Self::Overlay),
        ("comparison", Self::Comparison),
        ("list", Self::List),
        ("settings", Self::Settings),
        ("editor", Self::Editor),
        ("palette", Self::Palette),
        ("prompt", Self::Prompt),
        ("lesson-form", Self::Authoring),
        ("writing", Self::Writing),
        ("present", Self::Present),
        ("poll", Self::Poll),
        ("present-sandbox", Self::PresentSandbox),
        ("lesson", Self::Lesson),
        ("stage", Self::Stage),
        ("sandbox", Self::Sandbox),
        ("program", Self::Program),
    ];

    /// Its name in the configuration file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }

    /// Its heading in the help.
    #[must_use]
    pub const fn title(self, language: &Language) -> &'static str {
        let titles = &language.key_scopes;
        match self {
            Self::Home => titles.home,
            Self::Live => titles.live,
            Self::Lab => titles.lab,
            Self::CaptureFiles => titles.capture_files,
            Self::Captures => titles.captures,
            Self::Connection => titles.connection,
            Self::Overlay
            | Self::Comparison
            | Self::List
            | Self::Settings
            | Self::Editor
            | Self::Palette
            | Self::Prompt
            | Self::Authoring
            | Self::Writing => titles.window,
            Self::Present => titles.presenting,
            Self::Poll => titles.poll,
            Self::PresentSandbox => titles.presenting_sandbox,
            Self::Lesson => titles.lesson,
            Self::Stage => titles.stage,
            Self::Sandbox => titles.sandbox,
            Self::Program => titles.program,
        }
    }
}
