//! Files that are there whole or not at all, and never in the place of one that nobody meant.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process;

/// As many files as may have names that differ only by a number.
pub const MOST: u32 = 1000;

/// What is in a file of at most `largest` octets; `None` if there is no such file.
///
/// # Errors
/// When the file cannot be read, and [`io::ErrorKind::FileTooLarge`].
pub fn read(path: &Path, largest: u64) -> io::Result<Option<Vec<u8>>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(largest + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > largest { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(Some(bytes)) }
}

/// Puts a text in the place of a file, the whole of it or nothing: it is written beside the file first, and takes its place when
/// all of it is on the disk.
///
/// # Errors
/// When it cannot be written; what was there is there still.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    // A device or a pipe is written to and not replaced.
    if fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir()) {
        return fs::write(path, text);
    }
    // Where the file is a link somebody wants it elsewhere.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut name = OsString::from(".");
    name.push(path.file_name().ok_or(io::ErrorKind::IsADirectory)?);
    name.push(format!(".{}.part", process::id()));
    let part = path.with_file_name(name);
    let written = create(&part, text).and_then(|()| fs::rename(&part, &path));
    match written {
        Ok(()) => sync_folder(&path),
        Err(_) => drop(fs::remove_file(&part)),
    }
    written
}

/// Writes a text into a file that is not there yet.
///
/// # Errors
/// When it cannot be written, and [`io::ErrorKind::AlreadyExists`].
pub fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Writes a text into the first of `STEM.ENDING`, `STEM-2.ENDING` and so on that is not there yet; which one that was.
///
/// # Errors
/// When it cannot be written, and [`io::ErrorKind::AlreadyExists`] when all [`MOST`] names are taken.
pub fn create_numbered(stem: &Path, ending: &str, text: &str) -> io::Result<PathBuf> {
    for number in 1..=MOST {
        let mut name = OsString::from(stem);
        if number > 1 {
            name.push(format!("-{number}"));
        }
        name.push(ending);
        match create(Path::new(&name), text) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            written => return written.map(|()| name.into()),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Makes a rename survive a power cut. Where a folder cannot be synced the file is whole all the same, the old one or the new.
fn sync_folder(path: &Path) {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = path;
}

#[cfg(test)]
mod tests {
    use super::{create, create_numbered, read, replace};
    use std::path::{Path, PathBuf};
    use std::{env, fs, io, process};

    /// A folder of the test's own, gone at its end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = env::temp_dir().join(format!("tcptutor-files-{name}-{}", process::id()));
            fs::create_dir_all(&folder).expect("a folder");
            Self(folder)
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(&self.0).expect("a folder").map(|entry| entry.expect("an entry").file_name());
            let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
            names.sort();
            names
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn text(file: &Path) -> String {
        fs::read_to_string(file).expect("a text")
    }

    #[test]
    fn a_file_is_replaced_as_a_whole_and_nothing_stays_beside_it() {
        let folder = Folder::new("replace");
        let file = folder.0.join("a.json");
        for written in ["one", "another"] {
            replace(&file, written).expect("written");
            assert_eq!(text(&file), written);
        }
        assert_eq!(folder.names(), ["a.json"]);
        assert!(replace(&folder.0, "a folder is not replaced").is_err());
        assert!(replace(&folder.0.join("missing/a"), "nor made").is_err());
        assert_eq!(folder.names(), ["a.json"]);
    }

    #[cfg(unix)]
    #[test]
    fn where_a_file_is_a_link_the_link_stays() {
        let folder = Folder::new("link");
        let (file, link) = (folder.0.join("real"), folder.0.join("link"));
        create(&file, "one").expect("written");
        std::os::unix::fs::symlink(&file, &link).expect("a link");
        replace(&link, "two").expect("written");
        assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
        assert_eq!(text(&file), "two");
    }

    #[test]
    fn what_exists_is_never_written_over_and_the_next_number_is_free() {
        let folder = Folder::new("numbered");
        let stem = folder.0.join("run");
        for name in ["run.toml", "run-2.toml", "run-3.toml"] {
            assert_eq!(create_numbered(&stem, ".toml", name).expect("written"), folder.0.join(name));
        }
        assert_eq!(text(&folder.0.join("run.toml")), "run.toml");
        let again = create(&folder.0.join("run.toml"), "other").expect_err("it exists");
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
    }

    #[test]
    fn a_file_that_is_too_large_is_not_read_and_one_that_is_missing_is_nothing() {
        let folder = Folder::new("read");
        let file = folder.0.join("a");
        assert_eq!(read(&file, 3).expect("nothing"), None);
        create(&file, "abc").expect("written");
        assert_eq!(read(&file, 3).expect("read"), Some(b"abc".to_vec()));
        assert_eq!(read(&file, 2).expect_err("too large").kind(), io::ErrorKind::FileTooLarge);
    }
}
