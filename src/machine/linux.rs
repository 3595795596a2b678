//! Linux: netlink or `/proc/net`, and `/proc` for whose the sockets are.

use std::fs;
use std::io::{self, Read as _};
use std::time::Duration;

use super::netlink;
use super::owners::Owners;
use crate::live::{Ages, Detail, Hidden, Socket, Source, Survey, System, counter, port_range, read_table, table_of};

/// So much of a table is asked for at once.
const PIECE: usize = 256 * 1024;

/// The tables of other network namespaces are long in the making, however short they are: they are read only so often.
const OTHERS_EVERY: Duration = Duration::from_secs(10);

/// A Linux machine.
#[derive(Debug, Default)]
pub struct Linux {
    owners: Owners,
    is_netlink_refused: bool,
    others: Others,
    ages: Ages,
    /// How many sockets there were the last time.
    count: usize,
}

/// The sockets of other network namespaces, as they were read last.
#[derive(Debug, Default)]
struct Others {
    /// A process of each.
    namespaces: Vec<u32>,
    sockets: Vec<Socket>,
    lines: usize,
    read: Duration,
}

impl Others {
    /// Reads them again, if it is time or there are others.
    fn read(&mut self, namespaces: Vec<u32>, now: Duration) {
        if namespaces == self.namespaces && now.saturating_sub(self.read) < OTHERS_EVERY {
            return;
        }
        *self = Self { namespaces, read: now, ..Self::default() };
        for (at, pid) in self.namespaces.iter().enumerate() {
            // Its last process may have ended.
            let sockets = tables(Some(*pid), &mut self.lines).unwrap_or_default();
            self.sockets.extend(sockets.into_iter().map(|socket| Socket { namespace: at + 1, ..socket }));
        }
    }
}

impl Linux {
    /// The same without netlink.
    pub fn without_netlink(self) -> Self {
        Self { is_netlink_refused: true, ..self }
    }

    /// All sockets. In brief nothing is told of how long others than those in `CLOSE_WAIT` were silent.
    pub fn survey(&mut self, detail: Detail, at: Duration) -> io::Result<Survey> {
        let asked = if self.is_netlink_refused { None } else { self.ask(detail, at).ok() };
        self.is_netlink_refused = asked.is_none();
        let mut lines = 0;
        let (mut sockets, source) = match asked {
            Some(sockets) => (sockets, Source::Netlink),
            None => (tables(None, &mut lines)?, Source::Proc),
        };
        self.count = sockets.len();
        self.owners.begin(at)?;
        self.others.read(self.owners.other_namespaces(), at);
        sockets.extend(self.others.sockets.iter().cloned());
        lines += self.others.lines;
        self.owners.tell(&mut sockets, at)?;
        let processes = self.owners.processes_of(&sockets);
        let hidden = hidden(&sockets, self.owners.hidden(), lines);
        let namespaces = self.others.namespaces.clone();
        Ok(Survey { at, source, sockets, processes, hidden, system: system(), namespaces, ..Survey::default() })
    }

    /// Asks the kernel.
    fn ask(&mut self, detail: Detail, at: Duration) -> io::Result<Vec<Socket>> {
        let detail = if self.ages.is_due(at) { Detail::Full } else { detail };
        let mut sockets = netlink::sockets(detail, self.count)?;
        match detail {
            Detail::Full => self.ages.learn(&sockets, at),
            Detail::Brief => self.ages.carry_on(&mut sockets, at),
        }
        Ok(sockets)
    }
}

/// The sockets of a network namespace as text; our own without a process.
fn tables(pid: Option<u32>, strange: &mut usize) -> io::Result<Vec<Socket>> {
    let (mut sockets, lines) = read_table(&text_of(&table_of(pid, false))?);
    *strange += lines;
    // A kernel without IPv6 has no such table.
    if let Ok(text) = text_of(&table_of(pid, true)) {
        let (more, lines) = read_table(&text);
        sockets.extend(more);
        *strange += lines;
    }
    Ok(sockets)
}

/// A table's text. The kernel starts its search again for every piece that is asked for, so large pieces are.
fn text_of(table: &str) -> io::Result<String> {
    let mut text = String::with_capacity(PIECE);
    fs::File::open(table)?.read_to_string(&mut text)?;
    Ok(text)
}

fn hidden(sockets: &[Socket], processes: u32, lines: usize) -> Hidden {
    let nobodys = |socket: &&Socket| socket.holder.is_none() && socket.inode.is_some_and(|inode| inode != 0);
    let count = sockets.iter().filter(nobodys).count();
    Hidden {
        sockets: if processes == 0 { 0 } else { u32::try_from(count).unwrap_or(u32::MAX) },
        processes,
        lines: u32::try_from(lines).unwrap_or(u32::MAX),
        is_root: rustix::process::geteuid().is_root(),
    }
}

fn system() -> System {
    let read = |file: &str| fs::read_to_string(file).unwrap_or_default();
    let netstat = read("/proc/net/netstat");
    System {
        ports: port_range(&read("/proc/sys/net/ipv4/ip_local_port_range")),
        overflows: counter(&netstat, "TcpExt", "ListenOverflows"),
        drops: counter(&netstat, "TcpExt", "ListenDrops"),
    }
}
