//! Loopback as a link that can be cut: inside a network of their own the lab's programs may change it, and nobody else notices. The
//! layouts are those of Linux's `linux/rtnetlink.h`.

use std::io;
use std::os::fd::OwnedFd;

use rustix::io::Errno;
use rustix::net::{AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, recv, send, socket_with};

const RTM_NEWLINK: u16 = 16;
const RTM_NEWQDISC: u16 = 36;
const RTM_DELQDISC: u16 = 37;
const NLMSG_ERROR: u16 = 2;
/// `NLM_F_REQUEST | NLM_F_ACK`.
const ASK: u16 = 0x005;
/// `NLM_F_CREATE | NLM_F_REPLACE`.
const PUT: u16 = 0x500;
/// The first device of every network.
const LOOPBACK: i32 = 1;
const IFF_UP: u32 = 1;
const TC_H_ROOT: u32 = u32::MAX;
const TCA_KIND: u16 = 1;
/// The queue that loses everything. Every kernel that knows queues has it.
const BLACKHOLE: &[u8] = b"blackhole\0";

/// Switches loopback on.
///
/// # Errors
/// When the kernel refuses.
pub fn switch_on() -> io::Result<()> {
    let body = [&[0; 4][..], &LOOPBACK.to_ne_bytes(), &IFF_UP.to_ne_bytes(), &IFF_UP.to_ne_bytes()].concat();
    ask(RTM_NEWLINK, ASK, &body)
}

/// Loses all segments from now on, in both directions.
///
/// # Errors
/// When the kernel refuses.
pub fn cut() -> io::Result<()> {
    let length = u16::try_from(4 + BLACKHOLE.len()).unwrap_or(0);
    let kind = [&length.to_ne_bytes()[..], &TCA_KIND.to_ne_bytes(), BLACKHOLE, &[0; 2]].concat();
    ask(RTM_NEWQDISC, ASK | PUT, &[queue(), kind].concat())
}

/// Loses nothing from now on.
///
/// # Errors
/// When the kernel refuses, or the link was not cut.
pub fn mend() -> io::Result<()> {
    ask(RTM_DELQDISC, ASK, &queue())
}

/// `struct tcmsg`: the queue of loopback.
fn queue() -> Vec<u8> {
    [&[0; 4][..], &LOOPBACK.to_ne_bytes(), &[0; 4], &TC_H_ROOT.to_ne_bytes(), &[0; 4]].concat()
}

fn ask(kind: u16, flags: u16, body: &[u8]) -> io::Result<()> {
    let route: OwnedFd = socket_with(AddressFamily::NETLINK, SocketType::DGRAM, SocketFlags::CLOEXEC, None)?;
    let length = u32::try_from(16 + body.len()).unwrap_or(0);
    let head = [&length.to_ne_bytes()[..], &kind.to_ne_bytes(), &flags.to_ne_bytes(), &[0; 8]].concat();
    send(&route, &[head, body.to_vec()].concat(), SendFlags::empty())?;
    let mut buffer = [0; 1024];
    let (length, _) = recv(&route, &mut buffer, RecvFlags::empty())?;
    errno_in(&buffer[..length.min(buffer.len())]).ok_or(io::ErrorKind::InvalidData)?.map_err(Into::into)
}

/// What the kernel's answer says, if it is one.
fn errno_in(answer: &[u8]) -> Option<Result<(), Errno>> {
    let kind = answer.get(4..6).and_then(|two| two.try_into().ok()).map(u16::from_ne_bytes)?;
    let errno = answer.get(16..20).and_then(|four| four.try_into().ok()).map(i32::from_ne_bytes)?;
    match errno.saturating_neg() {
        _ if kind != NLMSG_ERROR => None,
        0 => Some(Ok(())),
        errno => Some(Err(Errno::from_raw_os_error(errno))),
    }
}

#[cfg(test)]
mod tests {
    use super::errno_in;
    use rustix::io::Errno;

    #[test]
    fn an_answer_says_that_it_is_done_or_why_not_and_what_is_none_says_nothing() {
        let answer = |kind: u16, errno: i32| {
            let mut bytes = [0; 36];
            bytes[4..6].copy_from_slice(&kind.to_ne_bytes());
            bytes[16..20].copy_from_slice(&errno.to_ne_bytes());
            bytes
        };
        assert_eq!(errno_in(&answer(2, 0)), Some(Ok(())));
        assert_eq!(errno_in(&answer(2, -1)), Some(Err(Errno::PERM)));
        assert_eq!([errno_in(&answer(3, 0)), errno_in(&[2; 7]), errno_in(&[])], [None; 3]);
    }
}
