//! One end's program in the lab: a process that makes one real call for each line it reads, on loopback, and says what came of it.
//!
//! A line is a word, the number of a connection and what the call needs: `connect 1 40001`, `write 1 10`. The answer is what the call
//! returned, and behind a blank the port of the socket it was made on. When its input ends, which it does also when the process that
//! started it was killed, everything is reset and closed.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::os::fd::OwnedFd;
use std::time::Duration;

use data_encoding::HEXLOWER;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::net::{AddressFamily, RecvFlags, SendFlags, Shutdown, SocketAddrAny, SocketFlags, SocketType, sockopt};
use rustix::process::{Resource, getrlimit, setrlimit};

use super::link;
use super::netlink::Finder;

/// A connection that is not there so soon is left to come: it may wait for somebody who accepts.
const PATIENCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 100_000_000 };

/// What the three standard streams take of a process's descriptors.
const STREAMS: u64 = 3;

/// The program of one end.
#[derive(Default)]
struct Program {
    /// The socket that is bound to the end's port, and listens if it was told to.
    listener: Option<OwnedFd>,
    port: u16,
    backlog: i32,
    connections: BTreeMap<u32, OwnedFd>,
    /// Keep-alive: after so many seconds.
    keepalive: Option<Duration>,
    /// What the kernel is asked through, for who is not in this network.
    finder: Option<Finder>,
}

/// Runs the program until its input ends.
///
/// # Errors
/// When it cannot be read from or written to.
pub fn run_program(input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut program = Program { backlog: 128, ..Program::default() };
    for line in input.lines() {
        let line = line?;
        let mut words = line.split_whitespace();
        let word = words.next().unwrap_or_default();
        let number = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
        let rest: Vec<u32> = words.filter_map(|word| word.parse().ok()).collect();
        let with = rest.first().copied().unwrap_or(0);
        let callers: Vec<u16> = rest.iter().skip(1).filter_map(|port| u16::try_from(*port).ok()).collect();
        let returned = match program.call(word, number, with, &callers) {
            Ok(returned) => returned,
            Err(errno) => name_of(errno),
        };
        writeln!(output, "{returned} {}", program.port_of(number))?;
        output.flush()?;
    }
    program.connections.values().for_each(reset_on_close);
    Ok(())
}

impl Program {
    /// Makes a call on a connection, with a number that it needs, and the ports from which one may be called.
    fn call(&mut self, word: &str, number: u32, with: u32, callers: &[u16]) -> Result<String, Errno> {
        let octets = usize::try_from(with).unwrap_or(0);
        match word {
            "bind" => self.bind()?,
            "backlog" => self.backlog = i32::try_from(with).unwrap_or(i32::MAX),
            "keepalive" => self.keepalive = Some(Duration::from_secs(with.into())),
            "descriptors" => limit(u64::from(with) + STREAMS)?,
            "listen" => rustix::net::listen(self.listener.as_ref().ok_or(Errno::BADF)?, self.backlog)?,
            "socket" => {
                self.connections.insert(number, socket()?);
            }
            "connect" => return self.connect(number, u16::try_from(with).unwrap_or(0)),
            "accept" => {
                let accepted = self.accept(callers)?;
                self.connections.insert(number, accepted);
            }
            "take" => {
                while let Ok(accepted) = self.accept(callers) {
                    self.connections.entry(number).or_insert(accepted);
                }
            }
            "write" => {
                return rustix::net::send(self.connection(number)?, &vec![b'x'; octets], SendFlags::NOSIGNAL)
                    .map(|n| n.to_string());
            }
            "read" => {
                let mut buffer = vec![0; octets];
                return rustix::net::recv(self.connection(number)?, &mut buffer[..], RecvFlags::empty())
                    .map(|(n, _)| n.to_string());
            }
            "shutdown" => rustix::net::shutdown(self.connection(number)?, Shutdown::Write)?,
            "close" | "abort" => {
                let closed = match number {
                    0 => self.listener.take(),
                    number => self.connections.remove(&number),
                };
                let closed = closed.ok_or(Errno::BADF)?;
                if word == "abort" {
                    reset_on_close(&closed);
                }
            }
            "here" => {}
            "find" => return self.find(number, with),
            "up" => of_kernel(link::switch_on())?,
            "cut" => of_kernel(link::cut())?,
            "mend" => of_kernel(link::mend())?,
            _ => return Err(Errno::NOSYS),
        }
        Ok("ok".to_owned())
    }

    /// A port of its own, which nobody listens at yet.
    fn bind(&mut self) -> Result<(), Errno> {
        let listener = socket()?;
        sockopt::set_socket_reuseaddr(&listener, true)?;
        rustix::net::bind(&listener, &SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0))?;
        self.port = port(&listener);
        self.listener = Some(listener);
        Ok(())
    }

    /// A connection from one of these ports. Anybody on this machine may have called meanwhile: who is a stranger is reset.
    fn accept(&self, callers: &[u16]) -> Result<OwnedFd, Errno> {
        let listener = self.listener.as_ref().ok_or(Errno::INVAL)?;
        loop {
            let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
            let (accepted, from) = rustix::net::acceptfrom_with(listener, flags)?;
            if callers.contains(&port_in(from)) {
                return Ok(accepted);
            }
            reset_on_close(&accepted);
        }
    }

    /// What the kernel says of a socket, in hexadecimal digits.
    fn find(&mut self, own: u32, other: u32) -> Result<String, Errno> {
        let port = |number: u32| u16::try_from(number).map_err(|_| Errno::INVAL);
        let (own, other) = (port(own)?, port(other)?);
        let finder = match self.finder.take() {
            Some(open) => open,
            None => of_kernel(Finder::open())?,
        };
        let said = of_kernel(self.finder.insert(finder).ask(own, other))?;
        Ok(HEXLOWER.encode(&said))
    }

    /// Begins a connection, and waits a little for what comes of it.
    fn connect(&mut self, number: u32, to: u16) -> Result<String, Errno> {
        let socket = match self.connections.remove(&number) {
            Some(made) => made,
            None => socket()?,
        };
        if let Some(idle) = self.keepalive {
            sockopt::set_socket_keepalive(&socket, true)?;
            sockopt::set_tcp_keepidle(&socket, idle)?;
            sockopt::set_tcp_keepintvl(&socket, idle)?;
        }
        let begun = rustix::net::connect(&socket, &SocketAddrV4::new(Ipv4Addr::LOCALHOST, to));
        let socket = &*self.connections.entry(number).or_insert(socket);
        match begun {
            Err(Errno::INPROGRESS) => {}
            other => return other.map(|()| "ok".to_owned()),
        }
        let mut polled = [PollFd::new(socket, PollFlags::OUT)];
        if poll(&mut polled, Some(&PATIENCE))? == 0 {
            return Err(Errno::INPROGRESS);
        }
        sockopt::socket_error(socket)?.map(|()| "ok".to_owned())
    }

    fn connection(&self, number: u32) -> Result<&OwnedFd, Errno> {
        self.connections.get(&number).ok_or(Errno::BADF)
    }

    /// The port of a connection, or the end's own.
    fn port_of(&self, number: u32) -> u16 {
        self.connections.get(&number).map_or(self.port, port)
    }
}

fn socket() -> Result<OwnedFd, Errno> {
    let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
    rustix::net::socket_with(AddressFamily::INET, SocketType::STREAM, flags, None)
}

fn port(socket: &OwnedFd) -> u16 {
    let address = rustix::net::getsockname(socket).ok().and_then(|address| SocketAddr::try_from(address).ok());
    address.map_or(0, |address| address.port())
}

/// The port of an address, if it has one.
fn port_in(address: Option<SocketAddrAny>) -> u16 {
    address.and_then(|address| SocketAddr::try_from(address).ok()).map_or(0, |address| address.port())
}

/// What the kernel refused, as the errno that it gave.
fn of_kernel<T>(done: io::Result<T>) -> Result<T, Errno> {
    done.map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::IO))
}

/// `close()` will send a RST, and leave nothing behind.
fn reset_on_close(socket: &OwnedFd) {
    // It may not be connected any more, and then there is nothing to reset.
    let _ = sockopt::set_socket_linger(socket, Some(Duration::ZERO));
}

fn limit(most: u64) -> Result<(), Errno> {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, rustix::process::Rlimit { current: Some(most), ..limit })
}

/// The errno's name, for those that the calls of the lab return.
fn name_of(errno: Errno) -> String {
    let names = [
        (Errno::ADDRINUSE, "EADDRINUSE"),
        (Errno::ADDRNOTAVAIL, "EADDRNOTAVAIL"),
        (Errno::AGAIN, "EAGAIN"),
        (Errno::ALREADY, "EALREADY"),
        (Errno::BADF, "EBADF"),
        (Errno::CONNREFUSED, "ECONNREFUSED"),
        (Errno::CONNRESET, "ECONNRESET"),
        (Errno::INPROGRESS, "EINPROGRESS"),
        (Errno::INVAL, "EINVAL"),
        (Errno::ISCONN, "EISCONN"),
        (Errno::MFILE, "EMFILE"),
        (Errno::NOTCONN, "ENOTCONN"),
        (Errno::PIPE, "EPIPE"),
        (Errno::TIMEDOUT, "ETIMEDOUT"),
    ];
    let name = names.iter().find(|(known, _)| *known == errno);
    name.map_or_else(|| errno.raw_os_error().to_string(), |(_, name)| (*name).to_owned())
}
