//! Whose a socket is: the links in `/proc/PID/fd`. There are many, so a link is read once and again only when its socket has gone.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use rustix::fs::{CWD, Dir, Mode, OFlags, openat, readlinkat_raw};
use rustix::io::Errno;

use crate::live::{ByNumber, Holder, InOrder, Numbers, Process, Socket, descriptor_limit, socket_inode};
use crate::text::clean_line;

/// Sockets that nobody was found for are looked for again after this long, and then each time after twice as long.
const LOOK_AGAIN: Duration = Duration::from_secs(10);

/// Which processes there are is asked as often as this, and whenever there is a socket that nobody is known to have.
const LIST_EVERY: Duration = Duration::from_secs(10);

/// No link to a socket is as long.
const LONGEST_LINK: usize = 64;

/// How much of what is known of a process's descriptors is looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
    /// Nothing but what is new.
    New,
    /// What was no socket: a file may have been closed, and its descriptor be a socket's now.
    Others,
    /// Everything: a socket may be open elsewhere still, and its descriptor here be another one's. With 10,000 of them that costs
    /// more than all other looks of a minute.
    All,
}

impl Depth {
    /// For sockets that were looked for in vain, and for so long next time.
    fn after(wait: Option<Duration>) -> Self {
        match wait {
            None => Self::New,
            Some(wait) if wait <= LOOK_AGAIN * 4 => Self::Others,
            Some(_) => Self::All,
        }
    }

    /// Whether a descriptor need not be looked at that had this inode.
    fn trusts(self, inode: u64, alive: &Numbers) -> bool {
        match self {
            Self::New => inode == 0 || alive.contains(&inode),
            Self::Others => inode != 0 && alive.contains(&inode),
            Self::All => false,
        }
    }
}

/// Who has which socket, as far as it was found out.
#[derive(Debug, Default)]
pub struct Owners {
    processes: BTreeMap<u32, Known>,
    /// When the processes were listed; never, if they have to be.
    listed: Option<Duration>,
    holders: ByNumber<Holder>,
    /// The same in the order of the last look.
    order: InOrder<Holder>,
    /// Sockets that nobody was found for: when they are to be looked for again, and how long is waited then.
    missed: ByNumber<(Duration, Duration)>,
}

/// What is known of a process.
#[derive(Debug, Default)]
struct Known {
    /// The target of its `ns/net`; empty where it is hidden.
    namespace: String,
    /// Whether it shows its descriptors to nobody like us.
    is_hidden: bool,
    /// The inode of the socket at each descriptor; 0 for what is not a socket.
    descriptors: HashMap<u32, u64>,
    /// How many descriptors it had when they were looked at, where the kernel says that at once.
    count: Option<u32>,
    /// Whether a socket of its has gone since.
    has_lost: bool,
    /// Its name, program and limit, once it turned out to have sockets.
    process: Option<Process>,
}

impl Owners {
    /// A look begins: the processes are listed, if it is time.
    ///
    /// # Errors
    /// When `/proc` cannot be read.
    pub fn begin(&mut self, now: Duration) -> io::Result<()> {
        let is_known = self.listed.is_some_and(|listed| now.saturating_sub(listed) < LIST_EVERY);
        if is_known { Ok(()) } else { self.list_processes(now) }
    }

    /// Learns which processes there are.
    fn list_processes(&mut self, now: Duration) -> io::Result<()> {
        let pids: HashSet<u32> = numbers(Path::new("/proc"))?.collect();
        self.listed = Some(now);
        self.processes.retain(|pid, _| pids.contains(pid));
        let before = self.holders.len();
        self.holders.retain(|_, holder| pids.contains(&holder.pid));
        if self.holders.len() < before {
            self.order = InOrder::default();
        }
        for pid in pids {
            self.processes.entry(pid).or_insert_with(|| Known {
                namespace: link(&format!("/proc/{pid}/ns/net")).unwrap_or_default(),
                ..Known::default()
            });
        }
        Ok(())
    }

    /// A process of each network namespace that is not our own, by the namespace.
    pub fn other_namespaces(&self) -> Vec<u32> {
        let own = link("/proc/self/ns/net").unwrap_or_default();
        let mut seen = HashSet::from([own.as_str(), ""]);
        self.processes.iter().filter(|(_, known)| seen.insert(known.namespace.as_str())).map(|(pid, _)| *pid).collect()
    }

    /// Says of every socket who has it. Only what is new is looked for.
    ///
    /// # Errors
    /// When `/proc` cannot be read.
    pub fn tell(&mut self, sockets: &mut [Socket], now: Duration) -> io::Result<()> {
        let (mut found, mut unknown, mut strayed) = (0, Vec::new(), false);
        for (at, socket) in sockets.iter_mut().enumerate() {
            let Some(inode) = socket.inode.filter(|inode| *inode != 0) else { continue };
            socket.holder = self.order.next(inode).or_else(|| {
                let known = self.holders.get(&inode).copied();
                strayed |= known.is_some();
                known
            });
            match socket.holder {
                Some(_) => found += 1,
                None => unknown.push((at, inode)),
            }
        }
        if strayed || found != self.holders.len() || unknown.len() != self.missed.len() {
            self.catch_up(sockets, &unknown, now)?;
        }
        self.order.rewind();
        Ok(())
    }

    /// Something came or went: forgets, looks for what nobody is known to have, and says who has that.
    fn catch_up(&mut self, sockets: &mut [Socket], unknown: &[(usize, u64)], now: Duration) -> io::Result<()> {
        let alive: Numbers = sockets.iter().filter_map(|socket| socket.inode).collect();
        self.forget(&alive);
        let is_due = |inode: &u64| self.missed.get(inode).is_none_or(|(again, _)| now >= *again);
        let mut wanted: Numbers = unknown.iter().map(|(_, inode)| *inode).filter(is_due).collect();
        if !wanted.is_empty() {
            let waits = wanted.iter().filter_map(|inode| self.missed.get(inode)).map(|(_, wait)| *wait);
            let depth = Depth::after(waits.max());
            if self.listed != Some(now) {
                self.list_processes(now)?;
            }
            self.look(&mut wanted, &alive, depth);
            for inode in wanted {
                let (again, wait) = self.missed.entry(inode).or_insert((now, LOOK_AGAIN));
                (*again, *wait) = (now + *wait, *wait * 2);
            }
        }
        for (at, inode) in unknown {
            sockets[*at].holder = self.holders.get(inode).copied();
        }
        let held = sockets.iter().filter_map(|socket| Some((socket.inode?, socket.holder?)));
        self.order.renew(held);
        Ok(())
    }

    /// Forgets sockets that have gone, but not whose they were: that process may have another one in their place.
    fn forget(&mut self, alive: &Numbers) {
        let Self { processes, holders, missed, .. } = self;
        holders.retain(|inode, holder| {
            let is_alive = alive.contains(inode);
            if !is_alive && let Some(known) = processes.get_mut(&holder.pid) {
                known.has_lost = true;
            }
            is_alive
        });
        missed.retain(|inode, _| alive.contains(inode));
    }

    /// Looks for sockets, first where sockets were found before, and takes those off the list that it finds.
    fn look(&mut self, wanted: &mut Numbers, alive: &Numbers, depth: Depth) {
        let mut pids: Vec<u32> = self.processes.keys().copied().collect();
        pids.sort_by_key(|pid| self.processes[pid].process.is_none());
        for pid in pids {
            if wanted.is_empty() {
                return;
            }
            let Some(known) = self.processes.get_mut(&pid).filter(|known| !known.is_hidden) else { continue };
            // Thousands of descriptors are not gone through because another program has a new socket.
            let count = told_descriptors(pid);
            if depth == Depth::New && known.is_as_before(count) {
                continue;
            }
            (known.count, known.has_lost) = (count, false);
            match known.look(pid, alive, depth) {
                Ok(found) => {
                    for (descriptor, inode) in found {
                        wanted.remove(&inode);
                        self.holders.entry(inode).or_insert(Holder { pid, descriptor });
                    }
                }
                Err(error) => known.is_hidden = error.kind() == io::ErrorKind::PermissionDenied,
            }
        }
    }

    /// The processes that have these sockets, with what holds for them now.
    pub fn processes_of(&mut self, sockets: &[Socket]) -> Vec<Process> {
        let mut pids = HashSet::new();
        let mut last = None;
        for pid in sockets.iter().filter_map(|socket| socket.holder).map(|holder| holder.pid) {
            // Most often it is the same as before, and comparing is cheaper than hashing.
            if last.replace(pid) != Some(pid) {
                pids.insert(pid);
            }
        }
        let listed = &mut self.listed;
        let of = |(pid, known): (&u32, &mut Known)| {
            let process = known.process.get_or_insert_with(|| process(*pid));
            match open_descriptors(*pid) {
                None => *listed = None,
                count => process.descriptors = count,
            }
            process.clone()
        };
        self.processes.iter_mut().filter(|(pid, _)| pids.contains(pid)).map(of).collect()
    }

    /// How many processes show nothing.
    pub fn hidden(&self) -> u32 {
        u32::try_from(self.processes.values().filter(|known| known.is_hidden).count()).unwrap_or(u32::MAX)
    }
}

impl Known {
    /// Whether it has as many descriptors as when they were looked at, and still all its sockets. It may have closed a file and opened a
    /// socket meanwhile, which a deeper look will find.
    fn is_as_before(&self, count: Option<u32>) -> bool {
        count.is_some() && count == self.count && !self.has_lost
    }

    /// The sockets of a process that were not known before: descriptor and inode.
    fn look(&mut self, pid: u32, alive: &Numbers, depth: Depth) -> io::Result<Vec<(u32, u64)>> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let folder = openat(CWD, format!("/proc/{pid}/fd"), flags, Mode::empty())?;
        let mut target = [0; LONGEST_LINK];
        let mut found = Vec::new();
        let mut seen = HashMap::with_capacity(self.descriptors.len());
        for entry in Dir::read_from(&folder)?.filter_map(Result::ok) {
            let Some(descriptor) = entry.file_name().to_str().ok().and_then(|name| name.parse().ok()) else { continue };
            let known = self.descriptors.get(&descriptor).copied();
            if let Some(inode) = known.filter(|inode| depth.trusts(*inode, alive)) {
                seen.insert(descriptor, inode);
                continue;
            }
            let inode = match readlinkat_raw(&folder, entry.file_name(), &mut target[..]) {
                Ok(length) => str::from_utf8(&target[..length]).ok().and_then(socket_inode).unwrap_or(0),
                // Its descriptors can be counted, and what they are is nobody's business.
                Err(error @ (Errno::ACCESS | Errno::PERM)) => return Err(error.into()),
                // It was closed meanwhile.
                Err(_) => 0,
            };
            seen.insert(descriptor, inode);
            if inode != 0 {
                found.push((descriptor, inode));
            }
        }
        self.descriptors = seen;
        Ok(found)
    }
}

/// What is known of a process that has sockets.
fn process(pid: u32) -> Process {
    let read = |file: &str| fs::read_to_string(format!("/proc/{pid}/{file}")).unwrap_or_default();
    let program = link(&format!("/proc/{pid}/exe")).unwrap_or_default();
    let program = program.rsplit('/').next().unwrap_or_default();
    Process {
        pid,
        name: clean_line(read("comm").trim_end_matches('\n')).into_owned(),
        program: clean_line(program).into_owned(),
        descriptors: None,
        limit: descriptor_limit(&read("limits")),
    }
}

/// How many descriptors a process has open.
fn open_descriptors(pid: u32) -> Option<u32> {
    let counted = || u32::try_from(numbers(Path::new(&format!("/proc/{pid}/fd"))).ok()?.count()).ok();
    told_descriptors(pid).or_else(counted)
}

/// How many descriptors a process has open, as the size of their folder: Linux says it since 6.2.
fn told_descriptors(pid: u32) -> Option<u32> {
    let size = fs::metadata(format!("/proc/{pid}/fd")).ok()?.len();
    u32::try_from(size).ok().filter(|size| *size > 0)
}

/// The entries of a folder whose names are numbers.
fn numbers(folder: &Path) -> io::Result<impl Iterator<Item = u32>> {
    let entries = fs::read_dir(folder)?;
    Ok(entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()))
}

fn link(path: &str) -> Option<String> {
    Some(fs::read_link(path).ok()?.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::{Depth, LOOK_AGAIN, Numbers};

    #[test]
    fn what_is_looked_for_in_vain_is_looked_for_deeper_and_deeper_and_never_often() {
        let alive = Numbers::from_iter([7]);
        let trusts = |depth: Depth| [0, 7, 8].map(|inode| depth.trusts(inode, &alive));
        assert_eq!(trusts(Depth::after(None)), [true, true, false]);
        assert_eq!(trusts(Depth::after(Some(LOOK_AGAIN * 2))), [false, true, false]);
        assert_eq!(trusts(Depth::after(Some(LOOK_AGAIN * 8))), [false, false, false]);
    }
}
