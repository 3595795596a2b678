//! What stands beside a life line: calls, timers, what the user is told, states, and what a host and its program do.

use crate::sim::{AppBehaviour, Call, ConnectionId, EventKind, Limit, Record, Sharing, Socket, SocketOption};
use crate::tcp::{CallError, Errno, Icmp, Reply, RuleId, Signal, State, Timer};
use smallvec::SmallVec;
use std::time::Duration;

/// Something at one side that is not a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// The connection entered a state.
    State(State),
    /// It is likely that the connection entered a state.
    Perhaps(State),
    /// A call, and what came back if that says anything.
    Call(Call, Returned),
    /// The words that the call above was refused with.
    Refused(CallError),
    /// A timer fired.
    Timer(Timer),
    /// The user is told, with the errno that a socket makes of it and the state that it ended.
    Signal(Signal, Option<Errno>, State),
    /// The host's program behaves so from now on.
    App(AppBehaviour),
    /// The host lost all it knew.
    Rebooted,
    /// The user made a socket.
    Socket(Returned),
    /// The user or the program accepted a connection.
    Accept(Returned),
    /// The host drops what arrives, because of this.
    Dropped(Dropped),
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
    /// The program reads no more.
    ShutdownRead,
    /// Descriptors were copied, or children gave up theirs.
    Shared(Sharing),
    /// An ICMP error arrived.
    Icmp(Icmp),
    /// The program has said how long what it sends may stay unacknowledged.
    UserTimeout(Option<Duration>),
    /// The host may send again after its restart.
    QuietTimeOver,
}

/// Why a host drops what arrives before any connection sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// No more may wait to be accepted.
    QueueFull,
    /// It keeps quiet after a restart.
    QuietTime,
}

/// Which of a host's sockets a note is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    #[must_use]
    pub fn connection(self) -> Option<ConnectionId> {
        self.socket.and_then(Socket::connection)
    }
}

/// What a call returned, as far as it is worth a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returned {
    /// Nothing worth saying.
    Nothing,
    /// This many octets; 0 is the end of the stream.
    Octets(u32),
    /// This connection; without its number if it is the only one.
    Connection(Option<ConnectionId>),
    /// It waits.
    Queued,
    /// It was refused, for this reason.
    Errno(Errno),
    /// It was refused, in the RFC's words.
    Refused(CallError),
}

/// What a record says on its side before any state changes and segments leave.
pub(super) fn cause(record: &Record, about: About) -> SmallVec<[(About, Note); 2]> {
    let mut notes = SmallVec::new();
    let host = |note| (About::HOST, note);
    match &record.kind {
        EventKind::Call(call) | EventKind::AppCall(call) => {
            notes.push((about, Note::Call(*call, returned(*call, record.outcome.reply))));
            if let Some(Reply::Error(error)) = record.outcome.reply {
                notes.push((About { named: false, ..about }, Note::Refused(error)));
            }
        }
        EventKind::Timeout(timer) => notes.push((about, Note::Timer(*timer))),
        EventKind::App(app) => notes.push(host(Note::App(*app))),
        EventKind::Rebooted => notes.push(host(Note::Rebooted)),
        EventKind::Socket => notes.push(host(Note::Socket(got(record, about)))),
        EventKind::Accept | EventKind::AppAccept => notes.push(host(Note::Accept(got(record, about)))),
        EventKind::Arrival { .. } => notes.extend(dropped_by_host(record).map(|why| match about.connection() {
            None => host(Note::Dropped(why)),
            Some(_) => (about, Note::Dropped(why)),
        })),
        EventKind::Attended(socket) => notes.push(host(Note::Attended(*socket))),
        EventKind::Limited(limit, to) => notes.push(host(Note::Limited(*limit, *to))),
        EventKind::Option(option, on) => {
            let about = if record.connection().is_none() { About::HOST } else { about };
            notes.push((about, Note::Option(*option, *on)));
        }
        EventKind::ShutdownRead => notes.push((about, Note::ShutdownRead)),
        EventKind::Shared(sharing) => notes.push((about, Note::Shared(*sharing))),
        EventKind::Icmp(icmp) => notes.push((about, Note::Icmp(*icmp))),
        EventKind::UserTimeout(limit) => notes.push((about, Note::UserTimeout(*limit))),
        EventKind::Killed => notes.push(host(Note::Killed)),
        EventKind::KernelCloses => notes.push((about, Note::KernelCloses)),
        EventKind::QuietTimeOver => notes.push(host(Note::QuietTimeOver)),
        EventKind::Forged(_)
        | EventKind::Lost(..)
        | EventKind::Duplicated(..)
        | EventKind::Held(_)
        | EventKind::Released(..)
        | EventKind::Replayed(..)
        | EventKind::MiddleboxResets(_)
        | EventKind::Link(_)
        | EventKind::Profile(_)
        | EventKind::QuietTime(_)
        | EventKind::IsnClock(_) => {}
    }
    notes
}

fn got(record: &Record, about: About) -> Returned {
    match record.outcome.reply {
        Some(Reply::Errno(errno)) => Returned::Errno(errno),
        _ => Returned::Connection(about.connection().filter(|_| about.named)),
    }
}

fn dropped_by_host(record: &Record) -> Option<Dropped> {
    record.outcome.rules.iter().find_map(|rule| match rule {
        RuleId::QueueFullSyn | RuleId::QueueFullAck => Some(Dropped::QueueFull),
        RuleId::QuietTime => Some(Dropped::QuietTime),
        _ => None,
    })
}

fn returned(call: Call, reply: Option<Reply>) -> Returned {
    match (call, reply) {
        (Call::Write(wanted), Some(Reply::Octets(n))) if n == wanted => Returned::Nothing,
        (_, Some(Reply::Octets(n))) => Returned::Octets(n),
        (_, Some(Reply::EndOfFile)) => Returned::Octets(0),
        (_, Some(Reply::Queued)) => Returned::Queued,
        // A call that has begun says nothing yet: what comes of it will be seen.
        (_, Some(Reply::Errno(Errno::EINPROGRESS))) => Returned::Nothing,
        (_, Some(Reply::Errno(errno))) => Returned::Errno(errno),
        (_, Some(Reply::Error(error))) => Returned::Refused(error),
        (_, Some(Reply::Ok | Reply::State(_)) | None) => Returned::Nothing,
    }
}

/// What the user is told and could not see otherwise: a FIN is an arrow, success is a state, and calls that fail with the
/// connection say no more than its end.
pub(super) const fn is_worth_saying(signal: Signal) -> bool {
    match signal {
        Signal::Reset(_) | Signal::Refused | Signal::UserTimeout | Signal::TimedOut | Signal::Unreachable(_) => true,
        Signal::Opened | Signal::PeerClosing | Signal::QueuedCallsFail(_) => false,
    }
}
