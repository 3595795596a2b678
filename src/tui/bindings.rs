//! Every key with what it does, declared once. Dispatch, footer and help read the [`super::keymap::Keymap`] in force, which
//! begins with this table; the README and the lessons' key names read the table itself.

/// Where a binding holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// On the home screen.
    Home,
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
    /// Where a key is text first: what remains of the program's own keys.
    Writing,
    /// While a lesson is presented; what a remote clicker sends means there what a presenter expects.
    Present,
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
    pub const NAMES: [(&'static str, Self); 14] = [
        ("home", Self::Home),
        ("window", Self::Overlay),
        ("comparison", Self::Comparison),
        ("list", Self::List),
        ("settings", Self::Settings),
        ("editor", Self::Editor),
        ("palette", Self::Palette),
        ("prompt", Self::Prompt),
        ("writing", Self::Writing),
        ("present", Self::Present),
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
    pub const fn title(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Overlay
            | Self::Comparison
            | Self::List
            | Self::Settings
            | Self::Editor
            | Self::Palette
            | Self::Prompt
            | Self::Writing => "this window",
            Self::Present => "presenting",
            Self::Lesson => "lesson",
            Self::Stage => "stage",
            Self::Sandbox => "sandbox",
            Self::Program => "program",
        }
    }
}

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
    /// The run as the skeleton of a lesson, into a file.
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
    /// Take back the last deed.
    Undo,
    /// Do again what was taken back.
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
    /// The keys that work here.
    Help,
    /// Open what is selected.
    Open,
    /// Begin the lesson at its beginning.
    BeginAnew,
    /// Close the window; back; quit.
    Leave,
    /// Let go of a selection, or back, but never out of the program.
    Dismiss,
    /// Quit at once.
    Quit,
    /// Give the terminal back to the shell for a while.
    Suspend,
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
            Self::Help => "help",
            Self::Open => "open",
            Self::BeginAnew => "begin-anew",
            Self::Leave => "leave",
            Self::Dismiss => "dismiss",
            Self::Quit => "quit",
            Self::Suspend => "suspend",
        }
    }
}

/// One entry of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where it holds.
    pub scope: Scope,
    /// The names of its keys, the one to show first.
    pub keys: &'static [&'static str],
    /// What it does.
    pub command: Command,
    /// One or two words for the footer.
    pub label: &'static str,
    /// A sentence for the help.
    pub help: &'static str,
}

const fn bind(
    scope: Scope,
    keys: &'static [&'static str],
    command: Command,
    label: &'static str,
    help: &'static str,
) -> Binding {
    Binding { scope, keys, command, label, help }
}

use Command as C;
use Scope as S;

/// All bindings. Of two that hold at once, the one with the earlier scope wins.
pub const BINDINGS: &[Binding] = &[
    bind(S::Home, &["Up", "k"], C::Previous, "up", "Select the entry above."),
    bind(S::Home, &["Down", "j"], C::Next, "down", "Select the entry below."),
    bind(S::Home, &["Enter", "Space"], C::Open, "open", "Open the selected entry."),
    bind(
        S::Home,
        &["0"],
        C::BeginAnew,
        "begin anew",
        "Open the selected lesson at its beginning, wherever it was left.",
    ),
    bind(S::Home, &["Home"], C::First, "first", "Select the first entry."),
    bind(S::Home, &["End"], C::Last, "last", "Select the last entry."),
    bind(S::Overlay, &["Up", "k"], C::Previous, "up", "Scroll up."),
    bind(S::Overlay, &["Down", "j"], C::Next, "down", "Scroll down."),
    bind(S::Overlay, &["PageUp"], C::PageUp, "page up", "A page up."),
    bind(S::Overlay, &["PageDown", "Space"], C::PageDown, "page down", "A page down."),
    bind(S::Overlay, &["Home"], C::First, "top", "To the top."),
    bind(S::Overlay, &["End"], C::Last, "bottom", "To the bottom."),
    bind(S::Overlay, &["Tab"], C::FocusOther, "other side", "Show the same for the other endpoint."),
    bind(S::Overlay, &["Esc", "Enter", "Backspace"], C::Dismiss, "close", "Close this window."),
    bind(S::Comparison, &["Tab"], C::Turn, "other view", "Turn between two ladders and the same in sentences."),
    bind(S::List, &["Up", "k"], C::Previous, "up", "Select the row above."),
    bind(S::List, &["Down", "j"], C::Next, "down", "Select the row below."),
    bind(S::List, &["Home"], C::First, "first", "Select the first row."),
    bind(S::List, &["End"], C::Last, "last", "Select the last row."),
    bind(S::List, &["Enter", "Space"], C::Choose, "choose", "Choose the selected row."),
    bind(S::List, &["Tab"], C::FocusOther, "other side", "Show the same for the other endpoint."),
    bind(S::List, &["="], C::Compare, "compare", "Show the selected branch beside the present path."),
    bind(S::List, &["r"], C::Rename, "name", "Give the selected branch a name."),
    bind(S::List, &["Esc", "Backspace"], C::Dismiss, "close", "Close this window."),
    bind(S::Settings, &["Up", "k"], C::Previous, "up", "Select the setting above."),
    bind(S::Settings, &["Down", "j"], C::Next, "down", "Select the setting below."),
    bind(S::Settings, &["Left", "-"], C::Less, "less", "Less of it, or no."),
    bind(S::Settings, &["Right", "+", "Space"], C::More, "more", "More of it, or yes."),
    bind(S::Settings, &["Tab"], C::FocusOther, "other side", "The settings of the other host's program."),
    bind(S::Settings, &["Esc", "Enter", "Backspace"], C::Dismiss, "close", "Close this window; what was set holds."),
    bind(S::Editor, &["Up"], C::Previous, "up", "To the field above."),
    bind(S::Editor, &["Down"], C::Next, "next field", "To the field below."),
    bind(S::Editor, &["Tab"], C::FocusOther, "other side", "Let the other endpoint be the sender."),
    bind(S::Editor, &["Space"], C::Toggle, "set/clear", "Set or clear the control bit; its first letter does, too."),
    bind(S::Editor, &["Enter"], C::Choose, "send", "Send the segment."),
    bind(S::Editor, &["Esc"], C::Dismiss, "close", "Close this window."),
    bind(S::Palette, &["Up"], C::Previous, "up", "Select the action above."),
    bind(S::Palette, &["Down"], C::Next, "down", "Select the action below."),
    bind(S::Palette, &["Enter"], C::Choose, "do it", "Carry out the selected action, or the words that were typed."),
    bind(S::Palette, &["Esc"], C::Dismiss, "close", "Close this window."),
    bind(S::Prompt, &["Enter"], C::Choose, "done", "Take the name as it is written."),
    bind(S::Prompt, &["Esc"], C::Dismiss, "close", "Close this window."),
    bind(S::Writing, &["Ctrl-c"], C::Quit, "quit", "Quit at once."),
    bind(S::Writing, &["Ctrl-z"], C::Suspend, "suspend", "Back to the shell for a while; `fg` returns."),
    bind(
        S::Present,
        &["PageDown", "Right", "Down", "Space", "Enter"],
        C::Continue,
        "next",
        "Go on: what moves comes to its end, a question is answered, a task is done, the next step comes.",
    ),
    bind(S::Present, &["PageUp", "Left", "Up", "Backspace"], C::PreviousPage, "previous", "Back to the previous step."),
    bind(
        S::Present,
        &["1", "2", "3", "4", "5", "6", "7", "8", "9"],
        C::Answer,
        "vote",
        "The answer that most of the room is for, until it is revealed.",
    ),
    bind(S::Present, &[".", "b"], C::Blank, "blank", "A black screen; any key brings the picture back."),
    bind(S::Present, &["j"], C::Jump, "jump", "The list of steps: `Enter` jumps to one."),
    bind(S::Present, &["A"], C::Autoplay, "autoplay", "Let it go on by itself, or stop that."),
    bind(S::Present, &["p"], C::Picture, "picture", "The picture alone, or with the text again."),
    bind(S::Present, &["+"], C::Step, "step", "One event on."),
    bind(S::Present, &["-"], C::Back, "back", "One event back, to look at it."),
    bind(S::Present, &["["], C::Previous, "select", "Select the segment above, to drop or inspect it."),
    bind(S::Present, &["]"], C::Next, "select", "Select the segment below."),
    bind(S::Present, &["I"], C::Inspect, "inspect", "Every field of the selected segment."),
    bind(
        S::Present,
        &["F5"],
        C::Present,
        "present",
        "Present in large again; `Esc` ends that and shows the usual stage.",
    ),
    bind(
        S::Lesson,
        &["Space", "PageDown"],
        C::Continue,
        "next",
        "Go on: to the next page, or to the end of what is moving.",
    ),
    bind(S::Lesson, &["PageUp"], C::PreviousPage, "previous", "Back to the previous page."),
    bind(
        S::Lesson,
        &["1", "2", "3", "4", "5", "6", "7", "8", "9"],
        C::Answer,
        "answer",
        "Answer the question; arrows and Enter do, too.",
    ),
    bind(S::Lesson, &["H"], C::Hint, "hint", "A hint, and another one if it does not help."),
    bind(
        S::Lesson,
        &["M"],
        C::ShowMe,
        "show me",
        "The program does it; undo takes it back, so that you can do it yourself.",
    ),
    bind(S::Lesson, &["S"], C::ToSandbox, "sandbox", "Leave the lesson and play freely from this very moment."),
    bind(S::Lesson, &["0"], C::BeginAnew, "begin anew", "Begin the lesson anew; you are asked before."),
    bind(
        S::Lesson,
        &["Ctrl-s"],
        C::SaveRun,
        "save",
        "What you did in the lesson and answered, as a session file to hand in, into the present directory.",
    ),
    bind(S::Sandbox, &["Space"], C::PlayPause, "play", "Let time run, or stop it."),
    bind(S::Sandbox, &["Backspace"], C::ToLesson, "lesson", "Return to the lesson that was left with `S`."),
    bind(
        S::Sandbox,
        &["C"],
        C::ConnectMore,
        "connect more",
        "socket() and connect(): a further connection beside the others.",
    ),
    bind(
        S::Sandbox,
        &["A"],
        C::Accept,
        "accept",
        "accept(): take the connection that has waited longest, where no worker does.",
    ),
    bind(S::Sandbox, &["K"], C::Kill, "kill", "Kill the endpoint's program: the kernel closes all its sockets."),
    bind(
        S::Sandbox,
        &["p"],
        C::Sockets,
        "sockets",
        "The host's sockets, as `ss -tan` prints them; each can be brought onto the diagram.",
    ),
    bind(
        S::Sandbox,
        &["P"],
        C::Profiles,
        "profile",
        "Another TCP from now on, or what it would have done in this run.",
    ),
    bind(S::Sandbox, &["M"], C::Mark, "mark", "Give this moment a mark with a name."),
    bind(S::Sandbox, &["["], C::PreviousMark, "mark before", "To the previous mark."),
    bind(S::Sandbox, &["]"], C::NextMark, "mark after", "To the next mark."),
    bind(S::Sandbox, &["B"], C::Branches, "branches", "Every future that was tried: go there, compare it, name it."),
    bind(S::Sandbox, &["Y"], C::CopyRun, "copy the run", "The whole run as one short text, into the clipboard."),
    bind(
        S::Sandbox,
        &["Ctrl-s"],
        C::SaveRun,
        "save the run",
        "The whole run as a session file, into the present directory.",
    ),
    bind(
        S::Sandbox,
        &["R"],
        C::SaveLesson,
        "make a lesson",
        "The run so far as the skeleton of a lesson, as a file in the present directory.",
    ),
    bind(S::Stage, &["Tab"], C::FocusOther, "other side", "Focus the other endpoint: the calls below are its calls."),
    bind(S::Stage, &["l"], C::Listen, "listen", "listen(): a passive OPEN."),
    bind(S::Stage, &["c"], C::Connect, "connect", "connect(): an active OPEN to the other endpoint."),
    bind(S::Stage, &["w"], C::Write, "write", "write() ten octets."),
    bind(S::Stage, &["e"], C::Read, "read", "read() all that has come."),
    bind(
        S::Stage,
        &["h"],
        C::Shutdown,
        "shutdown",
        "shutdown(): a half-close, the RFC's CLOSE. Nothing more is sent; reading goes on.",
    ),
    bind(S::Stage, &["x"], C::Close, "close", "close(): nothing more is sent, and nobody reads any more."),
    bind(S::Stage, &["X"], C::Abort, "abort", "ABORT: reset the connection."),
    bind(S::Stage, &["s"], C::ForgeSyn, "forge SYN", "Forge a SYN with the endpoint's present numbers."),
    bind(S::Stage, &["f"], C::ForgeFin, "forge FIN", "Forge a FIN,ACK with the endpoint's present numbers."),
    bind(S::Stage, &["a"], C::ForgeAck, "forge ACK", "Forge an ACK with the endpoint's present numbers."),
    bind(S::Stage, &["r"], C::ForgeRst, "forge RST", "Forge a RST with the endpoint's present numbers."),
    bind(
        S::Stage,
        &["g"],
        C::Editor,
        "forge any",
        "Put any segment together, and see what it would do before it is sent.",
    ),
    bind(S::Stage, &["t"], C::FireTimer, "fire timer", "Fire the endpoint's next timer now."),
    bind(S::Stage, &["T"], C::Timers, "timers", "Choose among the endpoint's running timers."),
    bind(S::Stage, &["Up"], C::Previous, "select", "Select the segment above; in a question, the choice before."),
    bind(S::Stage, &["Down"], C::Next, "select", "Select the segment below; in a question, the choice after."),
    bind(S::Stage, &["d"], C::Drop, "drop", "Drop the selected segment, or the oldest one in flight."),
    bind(S::Stage, &["D"], C::Duplicate, "duplicate", "Duplicate the selected segment, or the oldest one in flight."),
    bind(
        S::Stage,
        &["z"],
        C::Hold,
        "hold",
        "Hold the selected segment, or the oldest one in flight, where it is; if it is held, let it go on.",
    ),
    bind(
        S::Stage,
        &["o"],
        C::Replay,
        "old segment",
        "Bring back a segment of the past, as a duplicate that was delayed.",
    ),
    bind(
        S::Stage,
        &["n"],
        C::Link,
        "link",
        "The link and the hosts: latency, cuts, loss, reordering, duplication, seed; programs, backlog, workers, descriptors.",
    ),
    bind(S::Stage, &["b"], C::Reboot, "reboot", "Reboot the endpoint's host: it forgets everything and tells nobody."),
    bind(S::Stage, &[".", "Right"], C::Step, "step", "One event on."),
    bind(S::Stage, &["Left"], C::Back, "back", "One event back, to look at it. Nothing is lost by looking."),
    bind(
        S::Stage,
        &["u"],
        C::Undo,
        "undo",
        "Take back the last thing that you did, with all that came of it. Another deed from there begins a new branch.",
    ),
    bind(S::Stage, &["Ctrl-r"], C::Redo, "redo", "Do again what was taken back."),
    bind(S::Stage, &["Home"], C::First, "beginning", "To the beginning."),
    bind(S::Stage, &["End"], C::Last, "present", "To the present."),
    bind(S::Stage, &["<", ","], C::Slower, "slower", "Slower."),
    bind(S::Stage, &[">"], C::Faster, "faster", "Faster."),
    bind(
        S::Stage,
        &["Enter"],
        C::Inspect,
        "inspect",
        "Every field of the selected segment, and why its numbers are what they are.",
    ),
    bind(
        S::Stage,
        &["i"],
        C::Card,
        "state card",
        "The card of the focused endpoint's state: what it means, who has to act, how to see it.",
    ),
    bind(
        S::Stage,
        &["y"],
        C::Why,
        "why",
        "Why it happened: the checks of the segment, what each compared with what, and the rules behind them.",
    ),
    bind(S::Stage, &["G"], C::Glossary, "glossary", "What the words mean: SND.UNA, MSL, active close and the others."),
    bind(S::Stage, &["m"], C::Coverage, "map", "The map of all edges and pairs of states: seen, possible, impossible."),
    bind(S::Stage, &["v"], C::Numbers, "numbers", "Show or hide sequence numbers, windows and timers."),
    bind(S::Stage, &[":"], C::Palette, "palette", "Every action by its name, and every word that lessons understand."),
    bind(S::Program, &["?"], C::Help, "help", "The keys that work here."),
    bind(S::Program, &["q"], C::Leave, "leave", "Back to where you came from; from the first screen, out."),
    bind(
        S::Program,
        &["Esc"],
        C::Dismiss,
        "let go",
        "Let go of what is selected, or return to the present; else back.",
    ),
    bind(S::Program, &["Ctrl-c"], C::Quit, "quit", "Quit at once."),
    bind(S::Program, &["Ctrl-z"], C::Suspend, "suspend", "Back to the shell for a while; `fg` returns."),
];

impl Binding {
    /// The key to show: its first one, or the whole range of the digits; empty if it has none.
    #[must_use]
    pub fn key_name(&self) -> String {
        match (self.command, self.keys) {
            (Command::Answer, [first, .., last]) => format!("{first}-{last}"),
            (_, keys) => keys.first().copied().unwrap_or_default().to_owned(),
        }
    }

    /// All its keys, as help and README list them: the digits as a range.
    #[must_use]
    pub fn key_names(&self) -> Vec<String> {
        self.names_of(self.keys)
    }

    /// The same of some of its keys.
    #[must_use]
    pub fn names_of(&self, keys: &[&str]) -> Vec<String> {
        match (self.command, keys) {
            (Command::Answer, [first, .., last]) => vec![format!("{first}-{last}")],
            (_, keys) => keys.iter().map(|key| (*key).to_owned()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BINDINGS, Scope};
    use crate::tui::key::Key;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn every_name_in_the_table_is_a_key() {
        for binding in BINDINGS {
            for name in binding.keys {
                assert_eq!(name.parse::<Key>().map(|key| key.to_string()), Ok((*name).to_owned()));
            }
        }
    }

    #[test]
    fn no_key_means_two_things_in_one_scope() {
        let mut seen = BTreeSet::new();
        for binding in BINDINGS {
            for key in binding.keys {
                assert!(seen.insert((binding.scope, *key)), "{key} is bound twice in {:?}", binding.scope);
            }
        }
    }

    #[test]
    fn help_is_a_sentence_and_a_label_is_short() {
        for binding in BINDINGS {
            assert!(binding.help.ends_with('.'), "{:?}", binding.command);
            assert!(binding.label.len() <= 14, "{:?}", binding.command);
        }
    }

    #[test]
    fn an_action_has_one_name_in_small_letters_and_a_name_means_one_action() {
        let mut names = BTreeMap::new();
        for binding in BINDINGS {
            let name = binding.command.action();
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}");
            let known = names.insert(name, binding.command);
            assert!(known.is_none_or(|known| known == binding.command), "{name} names two actions");
        }
    }

    #[test]
    fn scopes_know_their_names() {
        for (name, scope) in Scope::NAMES {
            assert_eq!(scope.name(), name);
        }
    }
}
