//! Every key, declared once: dispatch, footer, help, README and the lessons' key names all read this table.

use super::key::Key;
use std::sync::OnceLock;

/// Where a binding holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// On the home screen.
    Home,
    /// While something lies over the stage: help, a card, a segment's fields.
    Overlay,
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
    /// Its heading in the help.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Overlay => "this window",
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
    /// Answer a question.
    Answer,
    /// Leave the lesson for a sandbox that begins here.
    ToSandbox,
    /// Back to the lesson that was left.
    ToLesson,
    /// The keys that work here.
    Help,
    /// Open what is selected.
    Open,
    /// Close the window; back; quit.
    Leave,
    /// Let go of a selection, or back, but never out of the program.
    Dismiss,
    /// Quit at once.
    Quit,
    /// Give the terminal back to the shell for a while.
    Suspend,
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
    bind(S::Home, &["Home"], C::First, "first", "Select the first entry."),
    bind(S::Home, &["End"], C::Last, "last", "Select the last entry."),
    bind(S::Overlay, &["Up", "k"], C::Previous, "up", "Scroll up."),
    bind(S::Overlay, &["Down", "j"], C::Next, "down", "Scroll down."),
    bind(S::Overlay, &["Tab"], C::FocusOther, "other side", "Show the same for the other endpoint."),
    bind(S::Overlay, &["Esc", "Enter", "Space", "Backspace"], C::Leave, "close", "Close this window."),
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
    bind(S::Lesson, &["S"], C::ToSandbox, "sandbox", "Leave the lesson and play freely from this very moment."),
    bind(S::Sandbox, &["Space"], C::PlayPause, "play/pause", "Let time run, or stop it."),
    bind(S::Sandbox, &["Backspace"], C::ToLesson, "lesson", "Return to the lesson that was left with `S`."),
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
    bind(S::Stage, &["t"], C::FireTimer, "fire timer", "Fire the endpoint's next timer now."),
    bind(S::Stage, &["Up"], C::Previous, "select", "Select the segment above; in a question, the choice before."),
    bind(S::Stage, &["Down"], C::Next, "select", "Select the segment below; in a question, the choice after."),
    bind(S::Stage, &["d"], C::Drop, "drop", "Drop the selected segment, or the oldest one in flight."),
    bind(S::Stage, &["D"], C::Duplicate, "duplicate", "Duplicate the selected segment, or the oldest one in flight."),
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
        "Why it happened: every rule that led to it, in order, with its place and its arithmetic.",
    ),
    bind(S::Program, &["?"], C::Help, "help", "The keys that work here."),
    bind(S::Program, &["q"], C::Leave, "leave", "Back to where you came from; from the first screen, out."),
    bind(S::Program, &["Esc"], C::Dismiss, "let go", "Let go of what is selected, or return to the present; else back."),
    bind(S::Program, &["Ctrl-c"], C::Quit, "quit", "Quit at once."),
    bind(S::Program, &["Ctrl-z"], C::Suspend, "suspend", "Back to the shell for a while; `fg` returns."),
];

fn parsed() -> &'static [(Key, &'static Binding)] {
    static KEYS: OnceLock<Vec<(Key, &'static Binding)>> = OnceLock::new();
    KEYS.get_or_init(|| {
        let all = BINDINGS.iter().flat_map(|binding| binding.keys.iter().map(move |key| (key, binding)));
        // A name that is no key would be a mistake in the table, which a test rules out.
        all.filter_map(|(key, binding)| Some((key.parse().ok()?, binding))).collect()
    })
}

/// The binding that a key has where these scopes hold; the first scope that binds it wins.
#[must_use]
pub fn find(key: Key, scopes: &[Scope]) -> Option<&'static Binding> {
    scopes.iter().find_map(|scope| {
        parsed().iter().find(|(bound, binding)| *bound == key && binding.scope == *scope).map(|(_, binding)| *binding)
    })
}

/// The binding of a command in the first of these scopes that has one.
#[must_use]
pub fn of(command: Command, scopes: &[Scope]) -> Option<&'static Binding> {
    scopes.iter().find_map(|scope| BINDINGS.iter().find(|b| b.command == command && b.scope == *scope))
}

impl Binding {
    /// The key to show: its first one, or the whole range of digits.
    #[must_use]
    pub fn key_name(&self) -> String {
        match self.command {
            Command::Answer => "1-9".to_owned(),
            _ => self.keys[0].to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BINDINGS, Command, Scope, find, of};
    use crate::tui::key::Key;
    use std::collections::BTreeSet;

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
            assert!(binding.label.len() <= 12, "{:?}", binding.command);
        }
    }

    #[test]
    fn the_first_scope_wins() {
        let space: Key = "Space".parse().expect("a key");
        let scopes = [Scope::Lesson, Scope::Stage, Scope::Program];
        assert_eq!(find(space, &scopes).map(|b| b.command), Some(Command::Continue));
        assert_eq!(find(space, &[Scope::Sandbox, Scope::Stage]).map(|b| b.command), Some(Command::PlayPause));
        assert_eq!(of(Command::Help, &scopes).map(|b| b.keys[0]), Some("?"));
    }
}
