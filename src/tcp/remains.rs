//! What Linux keeps of a connection that has ended, until its program closes the socket (measured; design `linux.md` section 2).

use super::step::Step;
use super::{Errno, Remains, Reply, RuleId, State, UserCall};

impl Step<'_> {
    /// What is kept of a connection that ends now: only a socket that was open, and that its program has not closed, keeps any.
    pub fn what_remains(&self) -> Option<Remains> {
        let ended = self.out.transitions.last()?.edge().from;
        let held = self.follows(RuleId::LinuxEndReadable) && ended.is_synchronized() && !self.tcb.reader_gone;
        let remains = Remains { error: self.out.errno, fin: self.tcb.rcv.fin };
        held.then(|| self.tcb.remains.unwrap_or(remains))
    }

    /// TIME-WAIT is the kernel's alone; the program's socket has read and written all.
    pub fn socket_lets_go(&mut self) {
        if self.follows(RuleId::LinuxEndReadable) && !self.tcb.reader_gone {
            self.tcb.remains.get_or_insert(Remains { error: None, fin: true });
        }
    }

    /// A call on a socket that has outlived its connection; `None` if the connection itself has to answer.
    pub fn call_on_remains(&mut self, call: &UserCall) -> Option<Reply> {
        let remains = self.tcb.remains.filter(|_| self.follows(RuleId::LinuxEndReadable))?;
        let ended = self.state() == State::Closed;
        match call {
            UserCall::Close | UserCall::Abort => {
                self.tcb.forget_remains();
                ended.then(|| self.by_linux(Reply::Ok))
            }
            UserCall::Receive(octets) if ended => Some(self.read_remains(remains, *octets)),
            UserCall::Send(_) if ended => Some(Reply::Errno(self.pending_error().unwrap_or(Errno::EPIPE))),
            UserCall::Connect if ended => Some(self.by_linux(Reply::Errno(Errno::EISCONN))),
            UserCall::Listen if ended => Some(self.by_linux(Reply::Errno(Errno::EINVAL))),
            _ => None,
        }
    }

    fn by_linux(&mut self, reply: Reply) -> Reply {
        self.cite(RuleId::LinuxCalls);
        reply
    }

    fn read_remains(&mut self, remains: Remains, octets: u32) -> Reply {
        if self.tcb.readable() > 0 {
            self.cite(RuleId::LinuxEndReadable);
            return Reply::Octets(self.deliver(octets));
        }
        if remains.fin {
            self.cite(RuleId::LinuxEndReadable);
            return Reply::EndOfFile;
        }
        self.pending_error().map_or(Reply::EndOfFile, Reply::Errno)
    }

    /// The error that waits: one call gets it.
    fn pending_error(&mut self) -> Option<Errno> {
        self.cite(RuleId::LinuxEndReadable);
        self.tcb.remains.as_mut()?.error.take()
    }
}
