//! What keys do, and what each is called in the configuration file.

use std::fmt::Display;

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Focus the other endpoint.
    FocusOther,
    /// `listen()`.
    Listen,
    /// `connect()`.
    Connect,
    /// `write()`.
    Write,
    /// `read()`.
    Read,
    /// `shutdown()`.
    Shutdown,
    /// `close()`.
    Close,
    /// ABORT.
    Abort,
    /// Forge a SYN.
    ForgeSyn,
    /// Forge a FIN.
    ForgeFin,
    /// Forge an ACK.
    ForgeAck,
    /// Forge a RST.
    ForgeRst,
    /// Fire the next timer.
    FireTimer,
    /// Select the segment (or choice) above.
    Previous,
    /// Select the segment (or choice) below.
    Next,
    /// Drop the selected segment.
    Drop,
    /// Duplicate the selected segment.
    Duplicate,
    /// Hold the selected segment, or let it go on.
    Hold,
    /// Bring back a segment of the past.
    Replay,
    /// The questions that begin with "What if".
    WhatIf,
    /// The settings of the link.
    Link,
    /// Reboot the focused host.
    Reboot,
    /// Choose among the running timers.
    Timers,
    /// Put a segment together.
    Editor,
    /// Every action by its name.
    Palette,
    /// The words that everything else takes for granted.
    Glossary,
    /// What was seen so far.
    Coverage,
    /// Show or hide the numbers.
    Numbers,
    /// `socket()` and `connect()` for a further connection.
    ConnectMore,
    /// `accept()`.
    Accept,
    /// End the program.
    Kill,
    /// The sockets of a host.
    Sockets,
    /// Another TCP.
    Profiles,
    /// Mark this moment.
    Mark,
    /// To the mark before.
    PreviousMark,
    /// To the mark after.
    NextMark,
    /// Every future that was tried.
    Branches,
    /// Compare the selected branch with the present path.
    Compare,
    /// Turn between ladders and sentences.
    Turn,
    /// Give the selected branch a name.
    Rename,
    /// The whole run as a short text, into the clipboard.
    CopyRun,
    /// The whole run into a file.
    SaveRun,
    /// A lesson made of the run so far, into a file.
    SaveLesson,
    /// Choose what is selected, in a window.
    Choose,
    /// Less of the selected setting.
    Less,
    /// More of it.
    More,
    /// Set or clear a control bit.
    Toggle,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// Play or pause.
    PlayPause,
    /// One event on.
    Step,
    /// One event back.
    Back,
    /// Take back the last action.
    Undo,
    /// Redo what was undone.
    Redo,
    /// To the beginning.
    First,
    /// To the present.
    Last,
    /// Slower.
    Slower,
    /// Faster.
    Faster,
    /// Look at the selected segment.
    Inspect,
    /// The card of the focused endpoint's state.
    Card,
    /// Why the last thing happened, or the selected segment's arrival.
    Why,
    /// The lesson's next page; commits a choice.
    Continue,
    /// The lesson's previous page.
    PreviousPage,
    /// A hint.
    Hint,
    /// The program does it.
    ShowMe,
    /// Answer a question.
    Answer,
    /// Leave the lesson for a sandbox that begins here.
    ToSandbox,
    /// Back to the lesson that was left.
    ToLesson,
    /// Present the lesson in large.
    Present,
    /// A black screen, until the next key.
    Blank,
    /// Choose a step to jump to.
    Jump,
    /// Let the presentation go on by itself, or stop that.
    Autoplay,
    /// The picture alone, or with the text.
    Picture,
    /// Put a question to the room again.
    AskAgain,
    /// Take back a vote of the room.
    TakeBack,
    /// The keys that work here.
    Help,
    /// Open what is selected.
    Open,
    /// Which sockets are to be seen.
    Filter,
    /// Write a path.
    WritePath,
    /// The lesson that explains what is selected.
    OpenLesson,
    /// This machine's own sockets, as far as the lesson is about them.
    ThisMachine,
    /// The lesson's exchange on this machine's kernel.
    OpenLab,
    /// Begin the lesson at its beginning.
    StartOver,
    /// Close the window; back; quit.
    Leave,
    /// Let go of a selection, or back, but never out of the program.
    Dismiss,
    /// Quit at once.
    Quit,
    /// Give the terminal back to the shell for a while.
    Suspend,
    /// The segments as tcpdump prints them.
    Lines,
    /// Take the capture to have been made elsewhere.
    Place,
    /// Let the ends exchange their letters.
    Exchange,
}

impl Command {
    /// The action's name in the configuration file. It never changes, so that a file stays good.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::FocusOther => "other-side",
            Self::Listen => "listen",
            Self::Connect => "connect",
            Self::Write => "write",
            Self::Read => "read",
            Self::Shutdown => "shutdown",
            Self::Close => "close",
            Self::Abort => "abort",
            Self::ForgeSyn => "forge-syn",
            Self::ForgeFin => "forge-fin",
            Self::ForgeAck => "forge-ack",
            Self::ForgeRst => "forge-rst",
            Self::FireTimer => "fire-timer",
            Self::Previous => "select-previous",
            Self::Next => "select-next",
            Self::Drop => "drop",
            Self::Duplicate => "duplicate",
            Self::PlayPause => "play-pause",
            Self::Step => "step",
            Self::Hold => "hold",
            Self::Replay => "replay",
            Self::WhatIf => "what-if",
            Self::Link => "link",
            Self::Reboot => "reboot",
            Self::Timers => "timers",
            Self::Editor => "editor",
            Self::Palette => "palette",
            Self::Glossary => "glossary",
            Self::Coverage => "map",
            Self::Numbers => "numbers",
            Self::ConnectMore => "connect-more",
            Self::Accept => "accept",
            Self::Kill => "kill",
            Self::Sockets => "sockets",
            Self::Profiles => "profiles",
            Self::Mark => "mark",
            Self::PreviousMark => "previous-mark",
            Self::NextMark => "next-mark",
            Self::Branches => "branches",
            Self::Compare => "compare",
            Self::Turn => "ladders-or-sentences",
            Self::Rename => "rename",
            Self::CopyRun => "copy-run",
            Self::SaveRun => "save-run",
            Self::SaveLesson => "save-lesson",
            Self::Choose => "choose",
            Self::Less => "less",
            Self::More => "more",
            Self::Toggle => "toggle",
            Self::PageUp => "page-up",
            Self::PageDown => "page-down",
            Self::Why => "why",
            Self::Back => "back",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::First => "to-beginning",
            Self::Last => "to-end",
            Self::Slower => "slower",
            Self::Faster => "faster",
            Self::Inspect => "inspect",
            Self::Card => "state-card",
            Self::Continue => "next-page",
            Self::PreviousPage => "previous-page",
            Self::Hint => "hint",
            Self::ShowMe => "show-me",
            Self::Answer => "answer",
            Self::ToSandbox => "to-sandbox",
            Self::ToLesson => "to-lesson",
            Self::Present => "present",
            Self::Blank => "blank",
            Self::Jump => "jump",
            Self::Autoplay => "autoplay",
            Self::Picture => "picture",
            Self::AskAgain => "ask-again",
            Self::TakeBack => "take-back",
            Self::Help => "help",
            Self::Open => "open",
            Self::Filter => "filter",
            Self::WritePath => "write-path",
            Self::OpenLesson => "open-lesson",
            Self::ThisMachine => "this-machine",
            Self::OpenLab => "open-lab",
            Self::StartOver => "begin-anew",
            Self::Leave => "leave",
            Self::Dismiss => "dismiss",
            Self::Quit => "quit",
            Self::Suspend => "suspend",
            Self::Lines => "lines",
            Self::Place => "seen-at",
            Self::Exchange => "exchange-ends",
        }
    }

    /// Some of its keys, as help and README list them: the digits of answers as a range.
    #[must_use]
    pub fn key_names<K: Display>(self, keys: &[K]) -> Vec<String> {
        match (self, keys) {
            (Self::Answer, [first, .., last]) => vec![format!("{first}-{last}")],
            (_, keys) => keys.iter().map(ToString::to_string).collect(),
        }
    }
}
