//! `/proc/net/tcp` and `/proc/net/tcp6`: the same sockets as text, where the kernel answers no questions. They tell no ages and no
//! limit of a listener's queue.

use super::socket::{Socket, Timer, TimerKind};
use crate::tcp::State;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

/// `USER_HZ` is 100 on every machine: times stand in hundredths of a second.
const TICK_MILLIS: u64 = 10;

/// Reads a whole table; how many of its lines could not be read is the second part.
#[must_use]
pub fn read_table(text: &str) -> (Vec<Socket>, usize) {
    let mut sockets = Vec::new();
    let mut strange = 0;
    for line in text.lines().skip(1).filter(|line| !line.trim().is_empty()) {
        match line_of(line) {
            Some(socket) if socket.state != State::Closed => sockets.push(socket),
            Some(_) => {}
            None => strange += 1,
        }
    }
    (sockets, strange)
}

/// Where the table of a process's network namespace stands; our own without a process.
#[must_use]
pub fn table_of(pid: Option<u32>, ipv6: bool) -> String {
    let name = if ipv6 { "tcp6" } else { "tcp" };
    pid.map_or_else(|| format!("/proc/net/{name}"), |pid| format!("/proc/{pid}/net/{name}"))
}

fn line_of(line: &str) -> Option<Socket> {
    let mut words = line.split_whitespace().skip(1);
    let local = address(words.next()?)?;
    let remote = address(words.next()?)?;
    let state = Socket::state_of(u8::from_str_radix(words.next()?, 16).ok()?)?;
    let (sent, received) = words.next()?.split_once(':')?;
    let (timer, left) = words.next()?.split_once(':')?;
    let again = u32::from_str_radix(words.next()?, 16).ok()?;
    let uid = words.next()?.parse().ok()?;
    let inode = Some(words.nth(1)?.parse().ok()?);
    let hex = |digits| u32::from_str_radix(digits, 16).ok();
    let left = Duration::from_millis(u64::from_str_radix(left, 16).ok()? * TICK_MILLIS);
    let kind = TimerKind::of(u8::from_str_radix(timer, 16).ok()?);
    Some(Socket {
        state,
        local,
        remote,
        recv_q: hex(received)?,
        send_q: if state == State::Listen { None } else { Some(hex(sent)?) },
        uid,
        inode,
        timer: kind.map(|kind| Timer { kind, left, again: u8::try_from(again).unwrap_or(u8::MAX) }),
        cookie: 0,
        silent: None,
        holder: None,
        namespace: 0,
    })
}

/// `0100007F:1F90`: each four octets of the address are a number as this machine has it in memory, the port is one in itself.
fn address(text: &str) -> Option<SocketAddr> {
    let (ip, port) = text.split_once(':')?;
    let port = u16::from_str_radix(port, 16).ok()?;
    let word = |at: usize| u32::from_str_radix(ip.get(at..at + 8)?, 16).ok().map(u32::to_ne_bytes);
    let ip: IpAddr = match ip.len() {
        8 => Ipv4Addr::from(word(0)?).into(),
        32 => {
            let octets: [u8; 16] = [word(0)?, word(8)?, word(16)?, word(24)?].concat().try_into().ok()?;
            Ipv6Addr::from(octets).into()
        }
        _ => return None,
    };
    Some(SocketAddr::new(ip, port))
}

#[cfg(test)]
mod tests {
    use super::read_table;
    use crate::tcp::State;

    #[cfg(target_endian = "little")]
    #[test]
    fn the_tables_of_a_machine_are_read_line_by_line() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:07E8 00000000:0000 0A 00000000:00000002 00:00000000 00000000     0        0 1045 1 ffff8a 100 0 0 10 0
   1: 0100007F:1F90 0700000A:C000 08 00000000:00000001 00:00000000 00000000  1000        0 4711 1 ffff8b 20 4 30 10 -1
   2: 0100007F:C001 0100007F:1F90 06 00000000:00000000 03:000016B4 00000000     0        0 0 3 ffff8c
   3: this is no line
";
        let (sockets, strange) = read_table(table);
        assert_eq!((sockets.len(), strange), (3, 1));
        assert_eq!((sockets[0].state, sockets[0].recv_q, sockets[0].send_q), (State::Listen, 2, None));
        let leak = &sockets[1];
        assert_eq!((leak.state, leak.recv_q, leak.uid, leak.inode), (State::CloseWait, 1, 1000, Some(4711)));
        assert_eq!(leak.remote.to_string(), "10.0.0.7:49152");
        assert_eq!(
            sockets[2].timer.map(|timer| (timer.kind.ss_name(), timer.left.as_millis())),
            Some(("timewait", 58_120))
        );
        let six = "  sl  local_address remote_address st\n   0: 00000000000000000000000001000000:1F90 \
                   0000000000000000FFFF00000100007F:C000 01 00000000:00000000 00:00000000 00000000 0 0 9 1 ffff 20 4 30 10 -1\n";
        let (sockets, _) = read_table(six);
        assert_eq!(sockets[0].local.to_string(), "[::1]:8080");
        assert_eq!(sockets[0].peer().to_string(), "127.0.0.1");
    }
}
