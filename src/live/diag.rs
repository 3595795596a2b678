//! `NETLINK_SOCK_DIAG`: the question for all TCP sockets, and its answers. The layouts are those of Linux's `linux/inet_diag.h`,
//! `linux/netlink.h` and `linux/tcp.h`; what a newer kernel adds behind them is passed over.

use super::socket::{Info, Socket, Timer, TimerKind};
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4};
use std::time::Duration;

const HEADER: usize = 16;
const MESSAGE: usize = 72;
/// The older question, which has no family: one walk through the kernel's table, where two would cost twice as much.
const TCPDIAG_GETSOCK: u16 = 18;
const SOCK_DIAG_BY_FAMILY: u16 = 20;
const NLMSG_ERROR: u16 = 2;
const NLMSG_DONE: u16 = 3;
/// `NLM_F_REQUEST | NLM_F_DUMP`.
const DUMP: u16 = 0x301;
/// `NLM_F_REQUEST` alone.
const ONE: u16 = 0x001;
/// `INET_DIAG_NOCOOKIE`: whichever socket it is.
const ANY_COOKIE: [u8; 8] = [0xff; 8];
/// `NLM_F_DUMP_INTR`: the table changed while it was told.
const INTERRUPTED: u16 = 0x10;
const AF_INET: u8 = 2;
const AF_INET6: u8 = 10;
const IPPROTO_TCP: u8 = 6;
/// `INET_DIAG_INFO`, which asks for `tcp_info` and carries it.
const INFO: u16 = 2;
/// All states from `TCP_ESTABLISHED` to `TCP_NEW_SYN_RECV`, but for `TCP_CLOSE`: a bare `socket()` is not a connection.
const STATES: u32 = 0x1ffe & !(1 << 7);

/// Which sockets are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Those of both address families, in the older form of the question.
    Both,
    /// IPv4.
    Ipv4,
    /// IPv6.
    Ipv6,
}

/// How much is asked of each socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What stands in every answer: state, addresses, queues, timer, inode.
    Brief,
    /// `tcp_info` besides, which the kernel takes together for each.
    Full,
}

impl Detail {
    const fn extensions(self) -> u8 {
        match self {
            Self::Brief => 0,
            Self::Full => 1 << (INFO - 1),
        }
    }
}

/// The question for all TCP sockets of a kind. `number` comes back in every answer.
#[must_use]
pub fn request(question: Question, detail: Detail, number: u32) -> Vec<u8> {
    let extensions = detail.extensions();
    let of_family = |family: u8| {
        // struct inet_diag_req_v2
        let states = STATES.to_ne_bytes();
        [&[family, IPPROTO_TCP, extensions, 0][..], &states, &[0; 48]].concat()
    };
    let (kind, body) = match question {
        // struct inet_diag_req
        Question::Both => {
            (TCPDIAG_GETSOCK, [&[0, 0, 0, extensions][..], &[0; 48], &STATES.to_ne_bytes(), &[0; 4]].concat())
        }
        Question::Ipv4 => (SOCK_DIAG_BY_FAMILY, of_family(AF_INET)),
        Question::Ipv6 => (SOCK_DIAG_BY_FAMILY, of_family(AF_INET6)),
    };
    message((kind, DUMP), number, &body)
}

/// The question for the IPv4 socket between these addresses. The kernel finds it, or who listens for it, without a walk through its
/// table; that there is none is an error of its own.
#[must_use]
pub fn request_one(local: SocketAddrV4, remote: SocketAddrV4, number: u32) -> Vec<u8> {
    let octets = |address: SocketAddrV4| [&address.ip().octets()[..], &[0; 12]].concat();
    let id = [
        &local.port().to_be_bytes()[..],
        &remote.port().to_be_bytes(),
        &octets(local),
        &octets(remote),
        &[0; 4],
        &ANY_COOKIE,
    ];
    let head = [AF_INET, IPPROTO_TCP, Detail::Full.extensions(), 0];
    message((SOCK_DIAG_BY_FAMILY, ONE), number, &[&head[..], &STATES.to_ne_bytes(), &id.concat()].concat())
}

fn message((kind, flags): (u16, u16), number: u32, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(HEADER + body.len()).unwrap_or(0).to_ne_bytes();
    [&length[..], &kind.to_ne_bytes(), &flags.to_ne_bytes(), &number.to_ne_bytes(), &[0; 4], body].concat()
}

/// What a datagram of answers said beside its sockets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Nothing more comes.
    pub is_last: bool,
    /// The table changed meanwhile: some sockets may be missing or told twice.
    pub was_interrupted: bool,
}

/// Why an answer is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiagError {
    /// The kernel refuses, with this errno.
    Refused(i32),
    /// It ends in the middle of a message, or a message says that it is shorter than its own header.
    Damaged,
}

/// Reads one datagram of answers to the question of this number, and gives each socket to `take`, with its counters where those were
/// asked for.
///
/// # Errors
/// [`DiagError`].
pub fn read_answer(
    datagram: &[u8],
    number: u32,
    mut take: impl FnMut(Socket, Option<Info>),
) -> Result<Answer, DiagError> {
    let mut answer = Answer::default();
    let mut rest = datagram;
    while !rest.is_empty() {
        let length = u32_at(rest, 0)? as usize;
        let kind = u16_at(rest, 4)?;
        if length < HEADER || length > rest.len() {
            return Err(DiagError::Damaged);
        }
        if u32_at(rest, 8)? == number {
            answer.was_interrupted |= u16_at(rest, 6)? & INTERRUPTED != 0;
            let body = &rest[HEADER..length];
            match kind {
                NLMSG_DONE => answer.is_last = true,
                NLMSG_ERROR => return Err(DiagError::Refused(i32::from_ne_bytes(four(body, 0)?).saturating_neg())),
                SOCK_DIAG_BY_FAMILY | TCPDIAG_GETSOCK => {
                    read_message(body, &mut take)?;
                }
                _ => {}
            }
        }
        rest = rest.get(aligned(length)..).unwrap_or_default();
    }
    Ok(answer)
}

/// Gives a socket to `take`, unless its state or its family is one that this program does not know.
fn read_message(body: &[u8], take: &mut impl FnMut(Socket, Option<Info>)) -> Result<(), DiagError> {
    let Some((body, attributes)) = body.split_first_chunk::<MESSAGE>() else { return Err(DiagError::Damaged) };
    let (Some(state), Some(local), Some(remote)) =
        (Socket::state_of(body[1]), address(body, 4, 8), address(body, 6, 24))
    else {
        return Ok(());
    };
    let kind = TimerKind::of(body[2]);
    let left = Duration::from_millis(u32_at(body, 52)?.into());
    let mut socket = Socket {
        state,
        local,
        remote,
        recv_q: u32_at(body, 56)?,
        send_q: Some(u32_at(body, 60)?),
        uid: u32_at(body, 64)?,
        inode: Some(u32_at(body, 68)?.into()),
        timer: kind.map(|kind| Timer { kind, left, again: body[3] }),
        cookie: u64::from(u32_at(body, 44)?) | u64::from(u32_at(body, 48)?) << 32,
        silent: None,
        holder: None,
        namespace: 0,
    };
    let mut info = None;
    let mut rest = attributes;
    while rest.len() >= 4 {
        let length = usize::from(u16_at(rest, 0)?);
        if length < 4 || length > rest.len() {
            return Err(DiagError::Damaged);
        }
        if u16_at(rest, 2)? == INFO {
            let bytes = &rest[4..length];
            socket.silent = u32_at(bytes, 56).ok().map(|millis| Duration::from_millis(millis.into()));
            info = read_info(bytes);
        }
        rest = rest.get(aligned(length)..).unwrap_or_default();
    }
    take(socket, info);
    Ok(())
}

/// The address of the socket whose family stands first in a message, with its port and its octets at these places.
fn address(body: &[u8], port: usize, octets: usize) -> Option<SocketAddr> {
    let port = u16::from_be_bytes([body[port], body[port + 1]]);
    let ip: IpAddr = match body[0] {
        AF_INET => Ipv4Addr::from(four(body, octets).ok()?).into(),
        AF_INET6 => Ipv6Addr::from(<[u8; 16]>::try_from(&body[octets..octets + 16]).ok()?).into(),
        _ => return None,
    };
    Some(SocketAddr::new(ip, port))
}

/// `tcp_info`, as far as this kernel fills it; nothing if it is older than all that is wanted.
fn read_info(bytes: &[u8]) -> Option<Info> {
    let number = |at| u32_at(bytes, at).ok();
    let long = |at: usize| bytes.get(at..at + 8).and_then(|octets| octets.try_into().ok()).map(u64::from_ne_bytes);
    Some(Info {
        retransmissions: number(100)?,
        octets_acknowledged: long(120).unwrap_or(0),
        octets_received: long(128).unwrap_or(0),
        octets_sent: long(200).unwrap_or(0),
        segments_out: number(136).unwrap_or(0),
        segments_in: number(140).unwrap_or(0),
        data_segments_in: number(152).unwrap_or(0),
        data_segments_out: number(156).unwrap_or(0),
    })
}

const fn aligned(length: usize) -> usize {
    length.next_multiple_of(4)
}

fn four(bytes: &[u8], at: usize) -> Result<[u8; 4], DiagError> {
    bytes.get(at..at + 4).and_then(|octets| octets.try_into().ok()).ok_or(DiagError::Damaged)
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, DiagError> {
    four(bytes, at).map(u32::from_ne_bytes)
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, DiagError> {
    bytes.get(at..at + 2).and_then(|octets| octets.try_into().ok()).map(u16::from_ne_bytes).ok_or(DiagError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::{Detail, DiagError, MESSAGE, Question, read_answer, request};
    use crate::tcp::State;
    use proptest::prelude::*;

    fn message(kind: u16, number: u32, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(16 + body.len()).expect("short");
        let mut bytes = length.to_ne_bytes().to_vec();
        bytes.extend(kind.to_ne_bytes());
        bytes.extend(2_u16.to_ne_bytes());
        bytes.extend(number.to_ne_bytes());
        bytes.extend([0; 4]);
        bytes.extend(body);
        bytes
    }

    fn socket(state: u8) -> Vec<u8> {
        let mut body = vec![0; MESSAGE];
        body[..4].copy_from_slice(&[2, state, 1, 3]);
        body[4..8].copy_from_slice(&[0x1f, 0x90, 0xc0, 0x00]);
        body[8..12].copy_from_slice(&[127, 0, 0, 1]);
        body[24..28].copy_from_slice(&[10, 0, 0, 7]);
        for (at, value) in [(44, 7_u32), (48, 1), (52, 200), (56, 1), (60, 5), (64, 1000), (68, 4711)] {
            body[at..at + 4].copy_from_slice(&value.to_ne_bytes());
        }
        body
    }

    #[test]
    fn a_socket_is_read_with_all_that_its_message_says() {
        let mut body = socket(8);
        let mut info = vec![0; 160];
        info[56..60].copy_from_slice(&61_000_u32.to_ne_bytes());
        info[140..144].copy_from_slice(&7_u32.to_ne_bytes());
        body.extend(164_u16.to_ne_bytes());
        body.extend(2_u16.to_ne_bytes());
        body.extend(&info);
        let bytes = [message(20, 9, &body), message(3, 9, &[0; 4])].concat();
        let mut sockets = Vec::new();
        let answer = read_answer(&bytes, 9, |socket, info| sockets.push((socket, info))).expect("an answer");
        assert!(answer.is_last && !answer.was_interrupted);
        let [(socket, info)] = &sockets[..] else { panic!("{sockets:?}") };
        assert_eq!(socket.state, State::CloseWait);
        assert_eq!(
            (socket.local.to_string(), socket.remote.to_string()),
            ("127.0.0.1:8080".into(), "10.0.0.7:49152".into())
        );
        assert_eq!(socket.cookie, 1 << 32 | 7);
        assert_eq!((socket.recv_q, socket.send_q, socket.uid, socket.inode), (1, Some(5), 1000, Some(4711)));
        assert_eq!(
            socket.timer.map(|timer| (timer.kind.ss_name(), timer.left.as_millis(), timer.again)),
            Some(("on", 200, 3))
        );
        assert_eq!((socket.silent.map(|time| time.as_secs()), info.map(|info| info.segments_in)), (Some(61), Some(7)));
    }

    #[test]
    fn answers_to_another_question_and_unknown_states_are_passed_over() {
        let bytes = [message(20, 8, &socket(1)), message(20, 9, &socket(99)), message(4, 9, &[])].concat();
        let mut sockets = 0;
        assert_eq!(read_answer(&bytes, 9, |_, _| sockets += 1).map(|answer| answer.is_last), Ok(false));
        assert_eq!(sockets, 0);
    }

    #[test]
    fn a_refusal_says_why() {
        let refused = message(2, 1, &(-13_i32).to_ne_bytes());
        assert_eq!(read_answer(&refused, 1, |_, _| ()), Err(DiagError::Refused(13)));
    }

    #[test]
    fn a_question_is_as_long_as_it_says() {
        for (question, family) in [(Question::Both, 0), (Question::Ipv4, 2), (Question::Ipv6, 10)] {
            let bytes = request(question, Detail::Full, 7);
            assert_eq!(u32::from_ne_bytes(bytes[..4].try_into().expect("four")) as usize, bytes.len());
            assert_eq!(bytes[16], family);
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_fall_over(bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0_usize..170) {
            let _ = read_answer(&bytes, 9, |_, _| ());
            let whole = [message(20, 9, &socket(8)), message(3, 9, &[0; 4])].concat();
            let _ = read_answer(&whole[..cut.min(whole.len())], 9, |_, _| ());
        }
    }
}
