//! Descriptors that lead to one socket: `dup()` and `fork()` copy them, and only the last `close()` reaches TCP.

use super::recorder::Recorder;
use super::{EventKind, Owners, Sharing, Side, Socket, World};
use crate::tcp::{Errno, Event, Outcome, Reply, RuleId, UserCall};
use smallvec::smallvec;

impl World {
    /// How many descriptors lead to a socket.
    #[must_use]
    pub fn owners(&self, side: Side, socket: Socket) -> Owners {
        let host = self.host(side);
        match socket {
            Socket::Listener => host.listener_owners,
            Socket::Connection(id) => host.connection(id).map_or(Owners::ONE, |connection| connection.owners),
        }
    }

    fn owners_mut(&mut self, side: Side, socket: Socket) -> Option<&mut Owners> {
        let host = self.host_mut(side);
        match socket {
            Socket::Listener => Some(&mut host.listener_owners),
            Socket::Connection(id) => host.connection_mut(id).map(|connection| &mut connection.owners),
        }
    }

    /// `close()` of a socket that others hold: whether it was no more than that.
    pub(super) fn closes_a_copy(
        &mut self,
        side: Side,
        socket: Socket,
        kind: EventKind,
        log: &mut Recorder<'_>,
    ) -> bool {
        let others = self.owners(side, socket).count() > 1;
        if others {
            let _ = self.owners_mut(side, socket).map(Owners::give_back);
            let outcome =
                Outcome { reply: Some(Reply::Ok), rules: smallvec![RuleId::SharedSocket], ..Outcome::default() };
            self.log_outcome(side, Some(socket), kind, outcome, log);
        }
        others
    }

    /// Every socket of a side that a program holds.
    fn held(&self, side: Side) -> Vec<Socket> {
        let host = self.host(side);
        let connections = host.connections.iter().filter(|connection| connection.has_descriptor());
        let connections = connections.map(|connection| Socket::Connection(connection.id));
        host.listening().into_iter().chain(connections).collect()
    }

    pub(super) fn share(&mut self, side: Side, sharing: Sharing, log: &mut Recorder<'_>) {
        let (socket, reply) = match sharing {
            Sharing::Dup => match self.socket(side).filter(|socket| self.held(side).contains(socket)) {
                None => (None, Reply::Errno(Errno::EBADF)),
                Some(socket) => {
                    if let Some(owners) = self.owners_mut(side, socket) {
                        owners.program += 1;
                    }
                    (Some(socket), Reply::Ok)
                }
            },
            Sharing::Fork => {
                for socket in self.held(side) {
                    if let Some(owners) = self.owners_mut(side, socket) {
                        owners.children = owners.children.saturating_add(owners.program);
                    }
                }
                (None, Reply::Ok)
            }
            Sharing::Exec => (None, Reply::Ok),
        };
        let outcome = Outcome { reply: Some(reply), ..Outcome::default() };
        self.log_outcome(side, socket, EventKind::Shared(sharing), outcome, log);
        if sharing == Sharing::Exec {
            self.children_run_another_program(side, log);
        }
    }

    fn children_run_another_program(&mut self, side: Side, log: &mut Recorder<'_>) {
        for socket in self.held(side) {
            let host = self.host(side);
            let settings = match socket {
                Socket::Listener => host.listener.as_ref().map(crate::tcp::Tcb::settings),
                Socket::Connection(id) => host.connection(id).map(|connection| connection.tcb.settings()),
            };
            let marked = settings.is_some_and(|settings| settings.close_on_exec);
            if let (true, Some(owners)) = (marked, self.owners_mut(side, socket)) {
                let held = owners.children > 0;
                owners.children = 0;
                if held && owners.program == 0 {
                    self.kernel_closes(side, socket, log);
                }
            }
        }
    }

    /// The program ends: which of its sockets nobody holds any more. When it has ended before, its children end.
    pub(super) fn let_go_by_killed(&mut self, side: Side) -> Vec<Socket> {
        let held = self.held(side);
        let lives = held.iter().any(|socket| self.owners(side, *socket).program > 0);
        let mut free = Vec::new();
        for socket in held {
            let Some(owners) = self.owners_mut(side, socket) else { continue };
            if lives {
                let own = owners.program > 0;
                owners.program = 0;
                if own && owners.children == 0 {
                    free.push(socket);
                }
            } else {
                owners.children = 0;
                free.push(socket);
            }
        }
        free
    }

    /// The kernel closes a socket that no process holds any more.
    pub(super) fn kernel_closes(&mut self, side: Side, socket: Socket, log: &mut Recorder<'_>) {
        if let Some(owners) = self.owners_mut(side, socket) {
            *owners = Owners::ONE;
        }
        let close = Event::Call(UserCall::Close);
        self.process(side, socket, &close, EventKind::KernelCloses, log);
    }

    /// A new listener is the program's alone.
    pub(super) fn listener_is_new(&mut self, side: Side) {
        self.host_mut(side).listener_owners = Owners::ONE;
    }
}
