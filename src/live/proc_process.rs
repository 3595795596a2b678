//! What else stands in `/proc`: whose a socket is, how many descriptors a process may have, and the machine's counters.

/// The inode of a socket from the target of a link in `/proc/PID/fd`: `socket:[4711]`.
#[must_use]
pub fn socket_inode(target: &str) -> Option<u64> {
    target.strip_prefix("socket:[")?.strip_suffix(']')?.parse().ok()
}

/// How many descriptors a process may have, from `/proc/PID/limits`.
#[must_use]
pub fn descriptor_limit(limits: &str) -> Option<u32> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// A counter of `/proc/net/netstat` or `/proc/net/snmp`: pairs of lines, the names and the numbers.
#[must_use]
pub fn counter(text: &str, group: &str, name: &str) -> Option<u64> {
    let mut lines = text.lines().filter_map(|line| line.strip_prefix(group)?.strip_prefix(':'));
    let (names, numbers) = (lines.next()?, lines.next()?);
    names.split_whitespace().zip(numbers.split_whitespace()).find(|(known, _)| *known == name)?.1.parse().ok()
}

/// How many orphans there are, from `/proc/net/sockstat`.
#[must_use]
pub fn orphans(sockstat: &str) -> Option<u32> {
    let line = sockstat.lines().find_map(|line| line.strip_prefix("TCP:"))?;
    let mut words = line.split_whitespace();
    words.by_ref().find(|word| *word == "orphan")?;
    words.next()?.parse().ok()
}

/// The first and the last port of `ip_local_port_range`.
#[must_use]
pub fn port_range(text: &str) -> Option<(u16, u16)> {
    let mut words = text.split_whitespace();
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{counter, descriptor_limit, orphans, port_range, socket_inode};

    #[test]
    fn each_file_gives_its_number_and_what_is_strange_gives_none() {
        assert_eq!(socket_inode("socket:[4711]"), Some(4711));
        assert_eq!([socket_inode("pipe:[4711]"), socket_inode("/dev/null"), socket_inode("socket:[x]")], [None; 3]);
        let limits = "Limit                     Soft Limit           Hard Limit           Units     \n\
                      Max open files            1024                 524288               files     \n";
        assert_eq!(descriptor_limit(limits), Some(1024));
        assert_eq!(descriptor_limit("Max open files            unlimited            unlimited            files"), None);
        let netstat =
            "TcpExt: SyncookiesSent ListenOverflows ListenDrops\nTcpExt: 0 12 13\nIpExt: InNoRoutes\nIpExt: 0\n";
        assert_eq!(counter(netstat, "TcpExt", "ListenOverflows"), Some(12));
        assert_eq!([counter(netstat, "TcpExt", "Other"), counter("", "TcpExt", "ListenDrops")], [None; 2]);
        assert_eq!(orphans("sockets: used 40\nTCP: inuse 1 orphan 3 tw 0 alloc 1 mem 342\n"), Some(3));
        assert_eq!(port_range("32768\t60999\n"), Some((32768, 60999)));
    }
}
