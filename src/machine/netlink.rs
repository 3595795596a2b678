//! Asking the kernel for its sockets: `NETLINK_SOCK_DIAG`, which needs no privilege.

use std::io;
use std::os::fd::OwnedFd;

use rustix::io::Errno;
use rustix::net::netlink::SOCK_DIAG;
use rustix::net::{AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, recv, send, socket_with};

use crate::live::{DiagError, Socket, read_answer, request};

/// The kernel fills datagrams of up to 32 KiB for those who take that much at once.
const DATAGRAM: usize = 32 * 1024;

/// A dump that the table's changes interrupted is asked for again, so often.
const TRIES: usize = 3;

/// The TCP sockets of our network namespace, IPv4 first.
///
/// # Errors
/// When the kernel refuses, or says what cannot be understood.
pub fn sockets() -> io::Result<Vec<Socket>> {
    sockets_of(&[false, true])
}

/// The IPv4 ones alone, in less time.
///
/// # Errors
/// As [`sockets`].
pub fn ipv4_sockets() -> io::Result<Vec<Socket>> {
    sockets_of(&[false])
}

/// The sockets of these address families, each IPv6 or not.
fn sockets_of(families: &[bool]) -> io::Result<Vec<Socket>> {
    let netlink = socket_with(AddressFamily::NETLINK, SocketType::DGRAM, SocketFlags::CLOEXEC, Some(SOCK_DIAG))?;
    let mut buffer = vec![0; DATAGRAM];
    let mut all = Vec::new();
    for (family, ipv6) in families.iter().copied().enumerate() {
        for attempt in 0..TRIES {
            let number = u32::try_from(family * TRIES + attempt + 1).unwrap_or(1);
            let (sockets, was_interrupted) = dump(&netlink, ipv6, number, &mut buffer)?;
            if !was_interrupted || attempt + 1 == TRIES {
                all.extend(sockets);
                break;
            }
        }
    }
    Ok(all)
}

/// One family's sockets, and whether the table changed meanwhile.
fn dump(netlink: &OwnedFd, ipv6: bool, number: u32, buffer: &mut [u8]) -> io::Result<(Vec<Socket>, bool)> {
    send(netlink, &request(ipv6, number), SendFlags::empty())?;
    let mut sockets = Vec::new();
    let mut was_interrupted = false;
    loop {
        let length = match recv(netlink, &mut *buffer, RecvFlags::empty()) {
            Ok((length, _)) => length,
            Err(Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        };
        match read_answer(&buffer[..length], number, |socket| sockets.push(socket)) {
            Ok(answer) => {
                was_interrupted |= answer.was_interrupted;
                if answer.is_last {
                    return Ok((sockets, was_interrupted));
                }
            }
            Err(DiagError::Refused(errno)) => return Err(io::Error::from_raw_os_error(errno)),
            Err(DiagError::Damaged) => return Err(io::ErrorKind::InvalidData.into()),
        }
    }
}
