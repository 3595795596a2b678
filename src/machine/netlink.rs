//! Asking the kernel for its sockets: `NETLINK_SOCK_DIAG`, which needs no privilege.

use core::net::{Ipv4Addr, SocketAddrV4};
use std::io;
use std::os::fd::OwnedFd;

use rustix::io::Errno;
use rustix::net::netlink::SOCK_DIAG;
use rustix::net::{AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, recv, send, socket_with};

use crate::live::{Answer, Detail, DiagError, Info, Question, Socket, read_answer, request, request_one};

/// The kernel fills datagrams of up to 32 KiB for those who take that much at once.
const DATAGRAM: usize = 32 * 1024;

/// A single socket takes less than this.
const ANSWER: usize = 4 * 1024;

/// A dump that the table's changes interrupted is asked for again, so often.
const TRIES: usize = 3;

/// The TCP sockets of our network namespace, IPv4 and IPv6 as the kernel has them. There were about so many the last time.
///
/// # Errors
/// When the kernel refuses, or says what cannot be understood.
pub fn sockets(detail: Detail, about: usize) -> io::Result<Vec<Socket>> {
    // A kernel that does not know the older question any more is asked the newer one, twice.
    ask(&[Question::Both], detail, about).or_else(|_| ask(&[Question::Ipv4, Question::Ipv6], detail, about))
}

/// Single sockets, asked for again and again.
#[derive(Debug)]
pub struct Finder(OwnedFd);

impl Finder {
    /// Opens what is asked through.
    ///
    /// # Errors
    /// When the kernel refuses.
    pub fn open() -> io::Result<Self> {
        open().map(Self)
    }

    /// What the kernel says of the socket between these ports of loopback, or of the one that listens for it.
    ///
    /// # Errors
    /// When the kernel refuses.
    pub fn ask(&self, own: u16, other: u16) -> io::Result<Vec<u8>> {
        send(&self.0, &request_one(on_loopback(own), on_loopback(other), 1), SendFlags::empty())?;
        let mut buffer = vec![0; ANSWER];
        let length = receive(&self.0, &mut buffer)?;
        buffer.truncate(length);
        Ok(buffer)
    }
}

/// The socket of which the kernel said this, with its counters; `None` if there is none.
///
/// # Errors
/// When the kernel refused, or said what cannot be understood.
pub fn found(said: &[u8]) -> io::Result<Option<(Socket, Option<Info>)>> {
    let mut found = None;
    match read_answer(said, 1, |socket, info| found = Some((socket, info))) {
        Ok(_) => Ok(found),
        Err(DiagError::Refused(errno)) if errno == Errno::NOENT.raw_os_error() => Ok(None),
        Err(error) => Err(meant(error)),
    }
}

/// A port on loopback; without one the address of nobody.
const fn on_loopback(port: u16) -> SocketAddrV4 {
    SocketAddrV4::new(if port == 0 { Ipv4Addr::UNSPECIFIED } else { Ipv4Addr::LOCALHOST }, port)
}

fn open() -> io::Result<OwnedFd> {
    Ok(socket_with(AddressFamily::NETLINK, SocketType::DGRAM, SocketFlags::CLOEXEC, Some(SOCK_DIAG))?)
}

/// The answers to these questions, behind each other.
fn ask(questions: &[Question], detail: Detail, about: usize) -> io::Result<Vec<Socket>> {
    let netlink = open()?;
    let mut buffer = vec![0; DATAGRAM];
    let mut all = Vec::with_capacity(about + about / 16);
    for (at, question) in questions.iter().enumerate() {
        let before = all.len();
        for attempt in 0..TRIES {
            all.truncate(before);
            let number = u32::try_from(at * TRIES + attempt + 1).unwrap_or(1);
            if !dump(&netlink, &request(*question, detail, number), number, &mut buffer, &mut all)? {
                break;
            }
        }
    }
    Ok(all)
}

/// The answer to one question; whether the table changed meanwhile.
fn dump(
    netlink: &OwnedFd,
    request: &[u8],
    number: u32,
    buffer: &mut [u8],
    sockets: &mut Vec<Socket>,
) -> io::Result<bool> {
    send(netlink, request, SendFlags::empty())?;
    let mut was_interrupted = false;
    loop {
        let said = answer(netlink, number, buffer, |socket, _| sockets.push(socket))?;
        was_interrupted |= said.was_interrupted;
        if said.is_last {
            return Ok(was_interrupted);
        }
    }
}

/// One datagram of answers.
fn answer(
    netlink: &OwnedFd,
    number: u32,
    buffer: &mut [u8],
    take: impl FnMut(Socket, Option<Info>),
) -> io::Result<Answer> {
    let length = receive(netlink, buffer)?;
    read_answer(&buffer[..length], number, take).map_err(meant)
}

/// One datagram. How long it is.
fn receive(netlink: &OwnedFd, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match recv(netlink, &mut *buffer, RecvFlags::empty()) {
            Ok((length, _)) => return Ok(length),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

fn meant(error: DiagError) -> io::Error {
    match error {
        DiagError::Refused(errno) => io::Error::from_raw_os_error(errno),
        DiagError::Damaged => io::ErrorKind::InvalidData.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Detail, Question, ask};
    use core::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
    use std::net::{TcpListener, TcpStream};
    use std::thread;
    use std::time::Duration;

    /// Our own sockets at these ports, as these questions find them.
    fn found(questions: &[Question], ports: &[u16]) -> Vec<(SocketAddr, SocketAddr, u64)> {
        let sockets = ask(questions, Detail::Brief, 0).expect("netlink answers");
        let own = sockets.iter().filter(|socket| ports.contains(&socket.local.port()));
        let mut found: Vec<_> = own.map(|socket| (socket.local, socket.remote, socket.inode.unwrap_or(0))).collect();
        found.sort();
        found
    }

    #[test]
    fn the_older_question_finds_what_the_newer_one_finds_when_it_is_asked_for_either_family() {
        let four = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        // A machine may have no IPv6.
        let six = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).ok();
        let addresses: Vec<SocketAddr> =
            [Some(&four), six.as_ref()].into_iter().flatten().map(|own| own.local_addr().expect("bound")).collect();
        let _held: Vec<TcpStream> =
            addresses.iter().map(|address| TcpStream::connect(address).expect("connected")).collect();
        let ports: Vec<u16> = addresses.iter().map(SocketAddr::port).collect();
        for _ in 0..20 {
            let (both, each) = (found(&[Question::Both], &ports), found(&[Question::Ipv4, Question::Ipv6], &ports));
            if both == each && both.len() == 2 * ports.len() {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("they find different sockets");
    }
}
