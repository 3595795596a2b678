//! macOS: `netstat -anv -p tcp` tells every socket, `lsof -nP -iTCP -F pcftnT` tells whose they are. Both are texts here.

use super::socket::{Holder, Socket};
use super::survey::{Process, Source, Survey};
use crate::tcp::State;
use crate::text::clean_line;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

/// The sockets that `netstat` told of, each with the process that `lsof` found for it.
#[must_use]
pub fn of_netstat_and_lsof(netstat: &str, lsof: &str, at: Duration) -> Survey {
    let (mut sockets, lines) = read_netstat(netstat);
    let (held, processes) = read_lsof(lsof);
    let mut hidden = super::survey::Hidden { lines, ..Default::default() };
    for socket in &mut sockets {
        socket.holder = held.get(&(socket.local, socket.remote)).copied();
        let has_program = !matches!(socket.state, State::TimeWait | State::SynReceived);
        hidden.sockets += u32::from(socket.holder.is_none() && has_program);
    }
    Survey { at, source: Source::Lsof, sockets, processes, hidden, ..Survey::default() }
}

/// The sockets of `netstat -an -p tcp`, and how many lines could not be read.
fn read_netstat(text: &str) -> (Vec<Socket>, u32) {
    let mut sockets = Vec::new();
    let mut strange = 0;
    for line in text.lines().filter(|line| line.starts_with("tcp")) {
        match line_of(line) {
            Some(socket) if socket.state != State::Closed => sockets.push(socket),
            Some(_) => {}
            None => strange += 1,
        }
    }
    (sockets, strange)
}

fn line_of(line: &str) -> Option<Socket> {
    let mut words = line.split_whitespace();
    let ipv6 = words.next()?.starts_with("tcp6");
    let (recv_q, send_q) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let (local, remote) = (address(words.next()?, '.', ipv6)?, address(words.next()?, '.', ipv6)?);
    let state = state_of(words.next()?)?;
    Some(Socket {
        state,
        local,
        remote,
        recv_q,
        // The length of a listener's queue stands elsewhere: `netstat -anL`.
        send_q: (state != State::Listen).then_some(send_q),
        uid: 0,
        inode: None,
        timer: None,
        cookie: 0,
        silent: None,
        holder: None,
        namespace: 0,
    })
}

/// BSD's names, which differ from Linux's in underscores.
fn state_of(name: &str) -> Option<State> {
    let plain = |name: &str| name.replace(['_', '-'], "");
    let wanted = plain(if name == "SYN_RECEIVED" { "SYN_RCVD" } else { name });
    let of = |state: &State| [state.name(), state.netstat_name()].into_iter().any(|known| plain(known) == wanted);
    State::ALL.into_iter().find(of)
}

/// `127.0.0.1.8080`, `*.8080`, `fe80::1%lo0.8080`, and with a colon as `lsof` writes them: `[::1]:8080`.
fn address(text: &str, mark: char, ipv6: bool) -> Option<SocketAddr> {
    let (ip, port) = text.rsplit_once(mark)?;
    let ip = ip.trim_start_matches('[').trim_end_matches(']');
    let ip = ip.split_once('%').map_or(ip, |(ip, _)| ip);
    let any: IpAddr = if ipv6 { Ipv6Addr::UNSPECIFIED.into() } else { Ipv4Addr::UNSPECIFIED.into() };
    let ip = if ip == "*" { any } else { ip.parse().ok()? };
    let port = if port == "*" { 0 } else { port.parse().ok()? };
    Some(SocketAddr::new(ip, port))
}

type Held = HashMap<(SocketAddr, SocketAddr), Holder>;

/// Whose the sockets are of `lsof -nP -iTCP -F pcftn`.
fn read_lsof(text: &str) -> (Held, Vec<Process>) {
    let mut held = Held::new();
    let mut processes: BTreeMap<u32, Process> = BTreeMap::new();
    let (mut pid, mut descriptor, mut ipv6) = (0, None, false);
    for line in text.lines() {
        let Some((field, value)) = line.split_at_checked(1) else { continue };
        match field {
            "p" => pid = value.parse().unwrap_or(0),
            "c" => {
                let name = clean_line(value).into_owned();
                processes.insert(pid, Process { pid, program: name.clone(), name, ..Process::default() });
            }
            "f" => descriptor = value.parse().ok(),
            "t" => ipv6 = value == "IPv6",
            "n" => {
                let (local, remote) = value.split_once("->").unwrap_or((value, "*:*"));
                if let (Some(local), Some(remote), Some(descriptor)) =
                    (address(local, ':', ipv6), address(remote, ':', ipv6), descriptor)
                {
                    held.insert((local, remote), Holder { pid, descriptor });
                }
            }
            _ => {}
        }
    }
    (held, processes.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::of_netstat_and_lsof;
    use crate::live::{CloseWait, Filter, Report};
    use crate::tcp::State;
    use std::time::Duration;

    /// As macOS 14 writes it.
    const NETSTAT: &str = "\
Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)      rxbytes  txbytes rhiwat shiwat    pid   epid state  options
tcp4       0      0  127.0.0.1.8080         127.0.0.1.52113        CLOSE_WAIT         0        0 408300 146988    812      0 00122 00000000
tcp4      12      0  127.0.0.1.8080         127.0.0.1.52114        CLOSE_WAIT        12        0 408300 146988    812      0 00122 00000000
tcp4       0      0  127.0.0.1.52113        127.0.0.1.8080         FIN_WAIT_2         0        0 408300 146988    901      0 00122 00000000
tcp6       0      0  *.8080                 *.*                    LISTEN             0        0 131072 131072    812      0 00100 00000006
tcp6       0      0  fe80::1%lo0.8080       fe80::1%lo0.52115      SYN_RCVD           0        0 131072 131072    812      0 00100 00000006
tcp4       0      0  192.168.1.5.52001      93.184.216.34.443      TIME_WAIT          0        0 131072 131072      0      0 00100 00000006
tcp4  garbage
";
    const LSOF: &str = "p812\ncjava\nf7\ntIPv6\nn*:8080\nTST=LISTEN\nf9\ntIPv4\nn127.0.0.1:8080->127.0.0.1:52113\nTST=CLOSE_WAIT\n\
                        f10\ntIPv4\nn127.0.0.1:8080->127.0.0.1:52114\np901\nccurl\u{1b}[2J\nf5\ntIPv4\nn127.0.0.1:52113->127.0.0.1:8080\n";

    #[test]
    fn the_texts_of_a_mac_become_the_same_model() {
        let survey = of_netstat_and_lsof(NETSTAT, LSOF, Duration::ZERO);
        assert_eq!(survey.sockets.len(), 6);
        assert_eq!((survey.hidden.lines, survey.hidden.sockets), (1, 0));
        assert_eq!(survey.counts()[State::CloseWait as usize], 2);
        let kinds: Vec<_> = survey.sockets.iter().filter_map(CloseWait::of).collect();
        assert_eq!(kinds, [CloseWait::NotClosed, CloseWait::NotReadToTheEnd]);
        let report = Report::of(&survey, &Filter::default());
        assert_eq!(
            (report.programs[0].pid, report.programs[0].name.as_str(), report.programs[0].leak.count()),
            (812, "java", 2)
        );
        assert!(!report.programs[1].name.contains('\u{1b}'), "{:?}", report.programs[1].name);
        assert_eq!(report.time_wait[0].remote.to_string(), "93.184.216.34:443");
    }
}
