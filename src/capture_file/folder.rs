//! Which files of a folder are captures. Their first bytes tell, whatever they are called.

use super::input::Input;
use crate::capture::{Folder, Found};
use crate::text::clean_line;
use crate::wire::Reader;
use std::fs::{self, DirEntry, File};
use std::io::{self, Read};
use std::path::Path;

/// As many captures are listed.
const MOST: usize = 200;

/// As many files are looked into, and so many bytes of each: a packed one begins with a name.
const MOST_LOOKED_INTO: usize = 4000;
const FIRST: u64 = 4096;

/// The captures of a folder, and of no folder in it. Only files are opened.
///
/// # Errors
/// When the folder cannot be read.
pub fn captures_in(folder: &Path) -> io::Result<Folder> {
    let mut entries: Vec<DirEntry> = fs::read_dir(folder)?.filter_map(Result::ok).take(MOST_LOOKED_INTO + 1).collect();
    entries.sort_by_key(DirEntry::file_name);
    let mut listed = Folder { found: Vec::new(), is_cut: entries.len() > MOST_LOOKED_INTO };
    for entry in entries.iter().take(MOST_LOOKED_INTO) {
        // What has gone meanwhile, or may not be read, is none that could be opened.
        let Some(bytes) = size_of_capture(&entry.path()) else { continue };
        if listed.found.len() == MOST {
            listed.is_cut = true;
            break;
        }
        let name = clean_line(&entry.file_name().to_string_lossy()).into_owned();
        listed.found.push(Found { path: entry.path(), name, bytes });
    }
    Ok(listed)
}

/// How many bytes a file has, if it is a capture.
fn size_of_capture(path: &Path) -> Option<u64> {
    // A pipe would wait, and a device may do anything.
    let is_file = fs::metadata(path).ok()?.is_file();
    let file = is_file.then(|| open(path).ok()).flatten()?;
    let about = file.metadata().ok().filter(fs::Metadata::is_file)?;
    let mut first = Vec::new();
    let beginning = Input::of(Box::new(file.take(FIRST)), None).ok()?;
    // The end of a packed beginning is missing: what was unpacked before is enough.
    let _ = beginning.take(Reader::TELLING as u64).read_to_end(&mut first);
    Reader::knows(&first).then_some(about.len())
}

/// Opens a file; what has become a pipe meanwhile does not hold anybody up.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    fs::OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

#[cfg(test)]
mod tests {
    use super::{MOST, captures_in};
    use std::fs;
    use std::io::Write as _;
    use std::path::{Path, PathBuf};

    const PCAP: &[u8] = include_bytes!("../../tests/captures/kernel/close_wait_leak.B.pcap");

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("tcptutor-captures-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("inside")).expect("a folder");
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        captures_in(folder).expect("it can be read").found.into_iter().map(|found| found.name).collect()
    }

    #[test]
    fn the_first_bytes_say_what_is_a_capture_and_folders_inside_are_left_alone() {
        let folder = folder("first-bytes");
        let file = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).expect("a file");
        let packed = |bytes: &[u8]| {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packer.write_all(bytes).expect("packed");
            packer.finish().expect("packed")
        };
        file("no-ending", PCAP);
        file("packed.gz", &packed(&PCAP.repeat(40)));
        file("b.pcapng", &[&b"\x0a\x0d\x0d\x0a"[..], &[0; 60]].concat());
        file("text.pcap", b"12:00:00.000 IP 10.0.0.1.40001 > 10.0.0.2.80: Flags [S]");
        file("text.gz", &packed(b"nothing but words, and enough of them"));
        file("empty.cap", b"");
        file("inside/deep.pcap", PCAP);
        assert_eq!(names(&folder), ["b.pcapng", "no-ending", "packed.gz"]);
        fs::remove_dir_all(&folder).expect("it is removed");
    }

    #[cfg(unix)]
    #[test]
    fn pipes_and_devices_are_not_opened_and_a_name_steers_no_terminal() {
        let folder = folder("strange");
        let made = std::process::Command::new("mkfifo").arg(folder.join("a.pcap")).status();
        assert!(made.is_ok_and(|status| status.success()));
        std::os::unix::fs::symlink("/dev/zero", folder.join("b.pcap")).expect("a link");
        fs::write(folder.join("c\x1b[2J.pcap"), PCAP).expect("a file");
        assert_eq!(names(&folder), ["c^[[2J.pcap"]);
        fs::remove_dir_all(&folder).expect("it is removed");
    }

    #[test]
    fn of_very_many_captures_some_are_listed_and_a_folder_that_is_not_there_is_an_error() {
        let folder = folder("many");
        for n in 0..=MOST {
            fs::write(folder.join(format!("{n:04}.pcap")), &PCAP[..40]).expect("a file");
        }
        let listed = captures_in(&folder).expect("it can be read");
        assert!(listed.is_cut && listed.found.len() == MOST);
        assert!(captures_in(&folder.join("nowhere")).is_err());
        fs::remove_dir_all(&folder).expect("it is removed");
    }
}
