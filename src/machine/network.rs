//! Where the lab's sockets are: in a network of their own where that is allowed, else on the loopback that everybody shares.

use std::io;
use std::process::Command;

use super::child::Child;
use super::netlink::{Finder, found};
use crate::lab::Place;
use crate::live::{Info, Socket};
use crate::sim::{LinkChange, PerSide};

/// A socket with what the kernel has counted of it.
pub type Counted = (Socket, Option<Info>);

/// Where the lab's sockets are.
pub enum Network {
    /// On this machine's loopback.
    Shared(Finder),
    /// On the loopback of this process's network, which asks the kernel for us there.
    Own(Child),
}

impl Network {
    /// A network of its own with both programs in it, or else the one that everybody shares.
    ///
    /// # Errors
    /// When the programs cannot be started at all.
    pub fn with_programs() -> io::Result<(Self, PerSide<Child>)> {
        if let Ok(own) = Self::own() {
            return Ok(own);
        }
        let programs = PerSide::new(Child::start(Child::itself()?)?, Child::start(Child::itself()?)?);
        Ok((Self::Shared(Finder::open()?), programs))
    }

    fn own() -> io::Result<(Self, PerSide<Child>)> {
        let mut keeper = Child::start(Child::through(&["unshare", "-U", "-r", "-n"])?)?;
        keeper.done("up 0 0")?;
        let pid = keeper.id().to_string();
        let inside = || -> io::Result<Command> {
            Child::through(&["nsenter", "-t", &pid, "-U", "-n", "--preserve-credentials"])
        };
        let mut programs = PerSide::new(Child::start(inside()?)?, Child::start(inside()?)?);
        for program in [&mut programs.a, &mut programs.b] {
            program.done("here 0 0")?;
        }
        Ok((Self::Own(keeper), programs))
    }

    /// Where that is, with B's port.
    pub fn place(&self, port: u16) -> Place {
        match self {
            Self::Shared(_) => Place::Shared { port },
            Self::Own(keeper) => Place::Own { pid: keeper.id() },
        }
    }

    /// Whether its link can be cut.
    pub fn can_be_cut(&mut self) -> bool {
        self.change(LinkChange::Cut(None)).is_ok() && self.change(LinkChange::Mend).is_ok()
    }

    /// Cuts its link, or mends it.
    ///
    /// # Errors
    /// When nobody may.
    pub fn change(&mut self, change: LinkChange) -> io::Result<()> {
        match self {
            Self::Shared(_) => Err(io::ErrorKind::PermissionDenied.into()),
            Self::Own(keeper) => keeper.done(if change == LinkChange::Mend { "mend 0 0" } else { "cut 0 0" }),
        }
    }

    /// The socket between these ports, or that listens for it.
    ///
    /// # Errors
    /// When the kernel refuses, or says what cannot be understood.
    pub fn find(&mut self, own: u16, other: u16) -> io::Result<Option<Counted>> {
        match self {
            Self::Shared(finder) => found(&finder.ask(own, other)?),
            Self::Own(keeper) => {
                let (said, _) = keeper.call(&format!("find {own} {other}"))?;
                found(&data_encoding::HEXLOWER.decode(said.as_bytes()).map_err(|_| io::ErrorKind::InvalidData)?)
            }
        }
    }
}
