//! Where presenters can be found: a folder of the user's own with a socket for each.

use std::env;
use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::language::Language;
use rustix::process::{Pid, geteuid, test_kill_process};

/// How the sockets' names end; the process's number stands before it.
const SUFFIX: &str = ".notes";

/// The folder for sockets; it need not exist.
pub fn path() -> PathBuf {
    match env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_absolute() && folder.is_dir()) {
        Some(folder) => folder.join("tcptutor"),
        // A folder that the environment names and nobody has made is of no use. Others write there too, so the name tells whose it is, and `make` looks at the owner.
        None => env::temp_dir().join(format!("tcptutor-{}", geteuid().as_raw())),
    }
}

/// Where this user's presenters can be found, and whether nobody else can put anything there.
pub fn whereabouts() -> (PathBuf, bool) {
    let folder = path();
    let safe = keeps_its_place(&folder).unwrap_or(false) && (!folder.exists() || is_private(&folder).unwrap_or(false));
    (folder, safe)
}

/// Makes the folder, for its owner only.
pub fn make(language: &Language) -> io::Result<PathBuf> {
    let folder = path();
    if !keeps_its_place(&folder)? {
        return Err(io::Error::other(language.files.not_yours));
    }
    match DirBuilder::new().mode(0o700).create(&folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    if is_private(&folder)? { Ok(folder) } else { Err(io::Error::other(language.files.not_yours)) }
}

/// Whether nobody else can put a socket there, or listen.
fn is_private(folder: &Path) -> io::Result<bool> {
    let about = fs::symlink_metadata(folder)?;
    let others_may = about.mode() & 0o077;
    Ok(about.is_dir() && about.uid() == geteuid().as_raw() && others_may == 0)
}

/// Whether nobody else can put another folder in the place of this one: what it stands in belongs to its owner or to the system,
/// and others may not write there, or only what is their own (as in `/tmp`).
fn keeps_its_place(folder: &Path) -> io::Result<bool> {
    let Some(above) = folder.parent() else { return Ok(false) };
    let about = fs::metadata(above)?;
    let (others_may_write, only_their_own) = (about.mode() & 0o022 != 0, about.mode() & 0o1000 != 0);
    let known = about.uid() == geteuid().as_raw() || (about.uid() == 0 && only_their_own);
    Ok(known && (!others_may_write || only_their_own))
}

/// The name of a process's socket.
pub fn socket(folder: &Path, process: u32) -> PathBuf {
    folder.join(format!("{process}{SUFFIX}"))
}

/// The sockets there, the newest first; only that of this process, if one is named.
pub fn sockets(process: Option<u32>) -> Vec<PathBuf> {
    let folder = path();
    if !keeps_its_place(&folder).unwrap_or(false) || !is_private(&folder).unwrap_or(false) {
        return Vec::new();
    }
    let mut found: Vec<(SystemTime, PathBuf)> = fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let of = process_of(&path)?;
            let wanted = process.is_none_or(|wanted| wanted == of);
            wanted.then(|| Some((fs::symlink_metadata(&path).ok()?.modified().ok()?, path.clone()))).flatten()
        })
        .collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, path)| path).collect()
}

/// Connects to a socket; one that a dead process left behind is removed.
pub fn connect(socket: &Path) -> io::Result<UnixStream> {
    let stream = UnixStream::connect(socket);
    let refused = stream.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::ConnectionRefused);
    if refused && !process_of(socket).is_some_and(is_alive) {
        let _ = fs::remove_file(socket);
    }
    stream
}

fn process_of(socket: &Path) -> Option<u32> {
    socket.file_name()?.to_str()?.strip_suffix(SUFFIX)?.parse().ok()
}

fn is_alive(process: u32) -> bool {
    let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
    pid.is_some_and(|pid| test_kill_process(pid).is_ok())
}
