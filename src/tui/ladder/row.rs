//! What stands on a row: rows are in the order of events, and one happening may take several.

use super::Words;
use super::layout::Mark;
use crate::narrate::signal_label;
use crate::sim::{
    Call, ConnectionId, Happening, Host, Limit, LinkChange, PacketId, PerSide, ProfileName, Record, Side, Socket,
    SocketOption,
};
use crate::tcp::{CallError, Errno, Instant, Reply, RuleId, Signal, State, Tcb, Timer};
use crate::tui::theme::Role;
use smallvec::SmallVec;
use std::time::Duration;

/// Something at one side that is no segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// The connection entered a state.
    State(State),
    /// A call, and what came back if that says anything.
    Call(Call, Returned),
    /// The words that a call was refused with.
    Refused(CallError),
    /// A timer fired.
    Timer(Timer),
    /// The user is told, with the errno that a socket makes of it and the state that it ended.
    Signal(Signal, Option<Errno>, State),
    /// The host's program changed its ways.
    App(&'static str),
    /// The host lost all it knew.
    Rebooted,
    /// The user made a socket.
    Socket(Got),
    /// The user or the program accepted a connection.
    Accept(Got),
    /// The host drops what arrives, because of this.
    Deaf(Deaf),
    /// The side's calls go to this socket now.
    Attended(Socket),
    /// What the program may hold; `None`: as much as it likes.
    Limited(Limit, Option<u32>),
    /// The program has set an option of a socket, or cleared it.
    Option(SocketOption, bool),
    /// The program was killed.
    Killed,
    /// The kernel closes the connection.
    KernelCloses,
    /// The host may send again after its restart.
    QuietTimeOver,
}

/// What came of a call that asks for a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Got {
    /// This one; without its number if it is the only one.
    Connection(Option<ConnectionId>),
    /// None, for this reason.
    Refused(Errno),
}

/// Why a host drops what arrives before any connection sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deaf {
    /// No more may wait to be accepted.
    QueueFull,
    /// It keeps quiet after a restart.
    QuietTime,
}

/// Which of a host's sockets a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// The socket; `None`: the host itself.
    pub socket: Option<Socket>,
    /// Whether the host has others, so that it has to be named.
    pub named: bool,
}

impl About {
    /// The host as a whole.
    pub const HOST: Self = Self { socket: None, named: false };

    /// The connection, if it is about one.
    pub fn connection(self) -> Option<ConnectionId> {
        self.socket.and_then(Socket::connection)
    }
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
    Start(PerSide<State>),
    /// A segment leaves.
    Departs(PacketId),
    /// A segment arrives.
    Arrives(PacketId),
    /// A segment is lost.
    Lost(PacketId),
    /// Something at one side.
    Note(Side, About, Note),
    /// The link changed.
    Link(LinkChange),
    /// Both hosts run this TCP now.
    Profile(ProfileName),
    /// Whether hosts keep quiet after a restart now.
    QuietTime(bool),
    /// So much time passed without anything.
    Passed(Duration),
    /// Two paths part here.
    Parts,
    /// Room for what stands here on the ladder beside this one.
    Gap,
}

/// What is known of a host between two rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct HostThen {
    /// The latest connection.
    connection: Option<ConnectionId>,
    /// Its state, until the host forgets it.
    state: Option<State>,
    listens: bool,
    /// How many connections live, apart from those in SYN-RECEIVED.
    open: u32,
    /// How many are in SYN-RECEIVED. A listener that goes takes its requests along without a word.
    requests: u32,
}

impl HostThen {
    pub fn of(host: &Host) -> Self {
        let states = host.connections.iter().map(|connection| connection.tcb.state());
        let count = |wanted: fn(State) -> bool| states.clone().filter(|state| wanted(*state)).map(|_| 1).sum();
        let latest = host.connections.last();
        Self {
            connection: latest.map(|connection| connection.id),
            state: latest.map(|connection| connection.tcb.state()),
            listens: host.listener.as_ref().map(Tcb::state) == Some(State::Listen),
            open: count(is_open),
            requests: count(|state| state == State::SynReceived),
        }
    }

    /// Whether its diagram shows CLOSED and no other connection lives.
    pub fn is_closed(self) -> bool {
        self.open == 0 && self.state.map_or(!self.listens, |state| state == State::Closed)
    }

    /// The same with the record's connection counted as it is after it.
    pub fn counting(self, record: &Record) -> Self {
        if record.connection().is_none() {
            return self;
        }
        let change = |counts: u32, is: fn(State) -> bool| {
            (counts + u32::from(is(record.after))).saturating_sub(u32::from(is(record.before)))
        };
        let requests = change(self.requests, |state| state == State::SynReceived);
        Self { open: change(self.open, is_open), requests, ..self }
    }

    pub fn enters(&mut self, connection: Option<ConnectionId>, state: State) {
        match (connection, state) {
            (None, State::Listen) => self.listens = true,
            (None, _) => (self.listens, self.requests) = (false, 0),
            (id, _) if id < self.connection => {}
            (id, State::Listen) => (self.connection, self.state, self.listens) = (id, None, true),
            (id, _) => (self.connection, self.state) = (id, Some(state)),
        }
    }

    pub fn reboots(&mut self) {
        *self = Self { connection: self.connection, ..Self::default() };
    }

    /// What a note of this record is about.
    pub fn about(self, record: &Record) -> About {
        let is_connection = record.connection().is_some();
        let itself = u32::from(is_connection && (is_open(record.after) || record.after == State::SynReceived));
        let others = (self.open + self.requests).saturating_sub(itself) > 0;
        About { socket: record.socket, named: others && (is_connection || self.listens) }
    }
}

/// Whether a connection in this state lives and may be one that the host has opened or accepted.
const fn is_open(state: State) -> bool {
    !matches!(state, State::Closed | State::Listen | State::SynReceived)
}

/// All that later rows depend on; every row remembers it, so that steps can be taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Then {
    pub at: Instant,
    pub hosts: PerSide<HostThen>,
    pub cut: PerSide<bool>,
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
pub(super) fn cause(record: &Record, about: About) -> SmallVec<[(About, Note); 2]> {
    let mut notes = SmallVec::new();
    let host = |note| (About::HOST, note);
    match &record.happening {
        Happening::Call(call) | Happening::AppCall(call) => {
            notes.push((about, Note::Call(*call, returned(*call, record.outcome.reply))));
            if let Some(Reply::Error(error)) = record.outcome.reply {
                notes.push((About { named: false, ..about }, Note::Refused(error)));
            }
        }
        Happening::Timeout(timer) => notes.push((about, Note::Timer(*timer))),
        Happening::App(app) => notes.push(host(Note::App(app.word()))),
        Happening::Rebooted => notes.push(host(Note::Rebooted)),
        Happening::Socket => notes.push(host(Note::Socket(got(record, about)))),
        Happening::Accept | Happening::AppAccept => notes.push(host(Note::Accept(got(record, about)))),
        Happening::Arrival { .. } => notes.extend(deaf(record).map(|deaf| match about.connection() {
            None => host(Note::Deaf(deaf)),
            Some(_) => (about, Note::Deaf(deaf)),
        })),
        Happening::Attended(socket) => notes.push(host(Note::Attended(*socket))),
        Happening::Limited(limit, to) => notes.push(host(Note::Limited(*limit, *to))),
        Happening::Option(option, on) => {
            let about = if record.connection().is_none() { About::HOST } else { about };
            notes.push((about, Note::Option(*option, *on)));
        }
        Happening::Killed => notes.push(host(Note::Killed)),
        Happening::KernelCloses => notes.push((about, Note::KernelCloses)),
        Happening::QuietTimeOver => notes.push(host(Note::QuietTimeOver)),
        Happening::Forged(_)
        | Happening::Lost(..)
        | Happening::Duplicated(..)
        | Happening::Held(_)
        | Happening::Released(..)
        | Happening::Replayed(..)
        | Happening::Link(_)
        | Happening::Profile(_)
        | Happening::QuietTime(_) => {}
    }
    notes
}

fn got(record: &Record, about: About) -> Got {
    match record.outcome.reply {
        Some(Reply::Errno(errno)) => Got::Refused(errno),
        _ => Got::Connection(about.connection().filter(|_| about.named)),
    }
}

fn deaf(record: &Record) -> Option<Deaf> {
    record.outcome.rules.iter().find_map(|rule| match rule {
        RuleId::QueueFullSyn | RuleId::QueueFullAck => Some(Deaf::QueueFull),
        RuleId::QuietTime => Some(Deaf::QuietTime),
        _ => None,
    })
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

/// What the user is told and could not see otherwise: a FIN is an arrow, success is a state, and calls that fail with the
/// connection say no more than its end.
pub(super) fn worth_saying(signal: Signal) -> bool {
    match signal {
        Signal::Reset(_) | Signal::Refused | Signal::UserTimeout | Signal::TimedOut | Signal::Unreachable => true,
        Signal::Opened | Signal::PeerClosing | Signal::QueuedCallsFail(_) => false,
    }
}

impl Note {
    /// The mark, the words and the look of a note.
    pub(super) fn words(self, about: About, words: &Words) -> (Option<Mark>, String, Role) {
        let (mark, text, role) = match self {
            Self::State(state) => (None, state.name().to_owned(), Role::StateEntered),
            Self::Call(call, Returned::Nothing) => (None, call.to_string(), Role::Call),
            Self::Call(call, Returned::Octets(n)) => (None, format!("{call} = {n}"), Role::Call),
            Self::Call(call, Returned::Queued) => (None, format!("{call} {}", words.queued), Role::Call),
            Self::Call(call, Returned::Errno(errno)) => (Some(Mark::Lost), format!("{call} {errno}"), Role::Wrong),
            Self::Call(call, Returned::Refused) => (Some(Mark::Lost), call.to_string(), Role::Wrong),
            Self::Refused(error) => (None, without_prefix(error.text()), Role::Wrong),
            Self::Timer(timer) => (Some(Mark::Timer), timer.to_string(), Role::Timer),
            Self::Signal(signal, errno, before) => {
                (Some(Mark::Lost), without_prefix(&signal_label(signal, errno, before)), Role::Wrong)
            }
            Self::App(word) => (None, format!("app {word}"), Role::Dim),
            Self::Rebooted => (Some(Mark::Lost), words.rebooted.to_owned(), Role::Wrong),
            Self::Socket(got) => got.words("socket()"),
            Self::Accept(got) => got.words("accept()"),
            Self::Deaf(Deaf::QueueFull) => (Some(Mark::Lost), words.queue_full.to_owned(), Role::Wrong),
            Self::Deaf(Deaf::QuietTime) => (Some(Mark::Lost), words.keeps_quiet.to_owned(), Role::Wrong),
            Self::Attended(Socket::Listener) => (None, format!("{}{}", words.to, words.listener), Role::Dim),
            Self::Attended(Socket::Connection(id)) => (None, format!("{}#{id}", words.to), Role::Dim),
            Self::Limited(limit, Some(n)) => (None, format!("{} {n}", limit.word()), Role::Dim),
            Self::Limited(limit, None) => (None, format!("{} {}", limit.word(), Limit::UNLIMITED), Role::Dim),
            Self::Option(option, on) => {
                (None, format!("{} {}", option.word(), if on { "on" } else { "off" }), Role::Dim)
            }
            Self::Killed => (Some(Mark::Lost), words.killed.to_owned(), Role::Wrong),
            Self::KernelCloses => (None, words.kernel_closes.to_owned(), Role::Call),
            Self::QuietTimeOver => (None, words.quiet_time_over.to_owned(), Role::Dim),
        };
        let name = match about {
            About { named: false, .. } => return (mark, text, role),
            About { socket: Some(Socket::Connection(id)), .. } => format!("#{id}"),
            About { .. } => words.listener.to_owned(),
        };
        let is_object = self == Self::KernelCloses;
        (mark, if is_object { format!("{text} {name}") } else { format!("{name} {text}") }, role)
    }
}

impl Got {
    fn words(self, call: &str) -> (Option<Mark>, String, Role) {
        match self {
            Self::Connection(None) => (None, call.to_owned(), Role::Call),
            Self::Connection(Some(id)) => (None, format!("{call} = #{id}"), Role::Call),
            Self::Refused(errno) => (Some(Mark::Lost), format!("{call} {errno}"), Role::Wrong),
        }
    }
}

/// The cross before it says already that it is an error.
fn without_prefix(text: &str) -> String {
    text.strip_prefix("error: ").unwrap_or(text).to_owned()
}
