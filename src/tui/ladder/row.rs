//! What stands on a row: rows are in the order of events, and one happening may take several.

use super::Words;
use super::layout::Mark;
use crate::sim::{Call, ConnectionId, Happening, LinkChange, PacketId, Record, Side};
use crate::tcp::{CallError, Errno, Instant, Reply, Signal, State, Timer};
use crate::tui::theme::Role;
use smallvec::SmallVec;
use std::time::Duration;

/// Something at one side that is no segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// A connection entered a state; a number other than 0 names one that is not the current one.
    State(State, ConnectionId),
    /// A call, and what came back if that says anything.
    Call(Call, Returned),
    /// The words that a call was refused with.
    Refused(CallError),
    /// A timer fired.
    Timer(Timer),
    /// The user is told.
    Signal(Signal),
    /// The host's program changed its ways.
    App(&'static str),
    /// The host lost all it knew.
    Rebooted,
}

/// What a call returned, as far as it is worth a place on its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returned {
    /// Nothing worth saying.
    Nothing,
    /// So many octets; 0 is the end of the stream.
    Octets(u32),
    /// It waits.
    Queued,
    /// It was refused, for this reason.
    Errno(Errno),
    /// It was refused; the words stand below.
    Refused,
}

/// What stands on a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Both sides' states when the ladder began.
    Start([State; 2]),
    /// A segment leaves.
    Departs(PacketId),
    /// A segment arrives.
    Arrives(PacketId),
    /// A segment is lost.
    Lost(PacketId),
    /// Something at one side.
    Note(Side, Note),
    /// The link changed.
    Link(LinkChange),
    /// So much time passed without anything.
    Passed(Duration),
}

/// What is known of a host between two rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct HostThen {
    /// The latest connection.
    connection: ConnectionId,
    /// Its state, until the host forgets it.
    state: Option<State>,
    listens: bool,
}

impl HostThen {
    pub fn starting(state: State) -> Self {
        let listens = state == State::Listen;
        let state = (!matches!(state, State::Listen | State::Closed)).then_some(state);
        Self { connection: 0, state, listens }
    }

    /// The state that its diagram shows.
    pub fn state(self) -> State {
        self.state.unwrap_or(if self.listens { State::Listen } else { State::Closed })
    }

    pub fn enters(&mut self, connection: ConnectionId, state: State) {
        match (connection, state) {
            (0, _) => self.listens = state == State::Listen,
            (id, _) if id < self.connection => {}
            (id, State::Listen) => *self = Self { connection: id, state: None, listens: true },
            (id, _) => (self.connection, self.state) = (id, Some(state)),
        }
    }

    pub fn reboots(&mut self) {
        *self = Self { state: None, listens: false, ..*self };
    }

    /// The number to be named with a state of this connection: 0 if it is the current one.
    pub fn to_name(self, connection: ConnectionId) -> ConnectionId {
        if connection == 0 || connection >= self.connection { 0 } else { connection }
    }
}

/// All that later rows depend on; every row remembers it, so that steps can be taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Then {
    pub at: Instant,
    pub hosts: [HostThen; 2],
    pub cut: [bool; 2],
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub step: usize,
    pub line: Line,
    /// What was the case after it.
    pub then: Then,
}

/// What a record says on its side before any state changes and segments leave: at most a call and its refusal.
pub(super) fn cause(record: &Record) -> SmallVec<[Note; 2]> {
    let mut notes = SmallVec::new();
    match &record.happening {
        Happening::Call(call) | Happening::AppCall(call) => {
            notes.push(Note::Call(*call, returned(*call, record.outcome.reply)));
            if let Some(Reply::Error(error)) = record.outcome.reply {
                notes.push(Note::Refused(error));
            }
        }
        Happening::Timeout(timer) => notes.push(Note::Timer(*timer)),
        Happening::App(app) => notes.push(Note::App(app.word())),
        Happening::Rebooted => notes.push(Note::Rebooted),
        Happening::Arrival { .. }
        | Happening::Forged(_)
        | Happening::Lost(..)
        | Happening::Duplicated(..)
        | Happening::Held(_)
        | Happening::Released(..)
        | Happening::Replayed(..)
        | Happening::Link(_)
        | Happening::QuietTimeOver
        | Happening::Socket
        | Happening::Accept
        | Happening::AppAccept
        | Happening::Attended(_)
        | Happening::Limited(..)
        | Happening::Killed
        | Happening::KernelCloses
        | Happening::Profile(_)
        | Happening::QuietTime(_) => {}
    }
    notes
}

fn returned(call: Call, reply: Option<Reply>) -> Returned {
    match (call, reply) {
        (Call::Write(wanted), Some(Reply::Octets(n))) if n == wanted => Returned::Nothing,
        (_, Some(Reply::Octets(n))) => Returned::Octets(n),
        (_, Some(Reply::EndOfFile)) => Returned::Octets(0),
        (_, Some(Reply::Queued)) => Returned::Queued,
        // A call that has begun is no news: what comes of it will be seen.
        (_, Some(Reply::Errno(Errno::EINPROGRESS))) => Returned::Nothing,
        (_, Some(Reply::Errno(errno))) => Returned::Errno(errno),
        (_, Some(Reply::Error(_))) => Returned::Refused,
        (_, Some(Reply::Ok | Reply::State(_)) | None) => Returned::Nothing,
    }
}

/// What the user is told and could not see otherwise: a FIN is an arrow, and calls that fail with the connection say no more
/// than its end.
pub(super) fn worth_saying(signal: Signal) -> bool {
    match signal {
        Signal::Reset(_) | Signal::Refused | Signal::UserTimeout | Signal::TimedOut | Signal::Unreachable => true,
        Signal::PeerClosing | Signal::QueuedCallsFail(_) => false,
    }
}

impl Note {
    /// The mark, the words and the look of a note.
    pub(super) fn words(self, words: &Words) -> (Option<Mark>, String, Role) {
        match self {
            Self::State(state, 0) => (None, state.name().to_owned(), Role::StateEntered),
            Self::State(state, id) => (None, format!("#{id} {state}"), Role::Dim),
            Self::Call(call, Returned::Nothing) => (None, call.to_string(), Role::Call),
            Self::Call(call, Returned::Octets(n)) => (None, format!("{call} = {n}"), Role::Call),
            Self::Call(call, Returned::Queued) => (None, format!("{call} {}", words.queued), Role::Call),
            Self::Call(call, Returned::Errno(errno)) => (Some(Mark::Lost), format!("{call} {errno}"), Role::Wrong),
            Self::Call(call, Returned::Refused) => (Some(Mark::Lost), call.to_string(), Role::Wrong),
            Self::Refused(error) => (None, without_prefix(error.text()), Role::Wrong),
            Self::Timer(timer) => (Some(Mark::Timer), timer.to_string(), Role::Timer),
            Self::Signal(signal) => (Some(Mark::Lost), without_prefix(signal.text()), Role::Wrong),
            Self::App(word) => (None, format!("app {word}"), Role::Dim),
            Self::Rebooted => (Some(Mark::Lost), words.rebooted.to_owned(), Role::Wrong),
        }
    }
}

/// The cross before it says already that it is an error.
fn without_prefix(text: &str) -> String {
    text.strip_prefix("error: ").unwrap_or(text).to_owned()
}
