//! Files that are there whole or not at all, and never in the place of one that nobody meant.

use std::ffi::OsString;
use std::fs::{self, File, FileType, Metadata, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::time::{Duration, SystemTime};

use crate::language::Language;
use crate::say;

/// As many files as may have names that differ only by a number.
pub const MOST: u32 = 1000;

/// As many links may lead from one to the next, as on Linux.
const MOST_LINKS: u32 = 40;

/// The one device that is read as a file, by whoever wants an empty one.
const NOTHING: &str = "/dev/null";

/// A file that is being written for longer belongs to a program that was killed.
const ABANDONED: Duration = Duration::from_secs(10);

/// What is in a file of at most `largest` octets; `None` if there is no such file. What is not a file is not even opened: a pipe that
/// nobody writes to would never end, a device has no end at all, and some do something as soon as they are opened.
///
/// # Errors
/// When the file cannot be read or is not a file, and [`io::ErrorKind::FileTooLarge`].
pub fn read(path: &Path, largest: u64, language: &Language) -> io::Result<Option<Vec<u8>>> {
    if path == Path::new(NOTHING) {
        return Ok(Some(Vec::new()));
    }
    let Some(before) = about(path)? else { return Ok(None) };
    refuse_what_is_no_file(before.file_type(), language)?;
    let file = for_reading().open(path)?;
    // Something else may stand there meanwhile.
    let about = file.metadata()?;
    refuse_what_is_no_file(about.file_type(), language)?;
    let too_large = |size: u64| {
        let (size, most) = (&size.to_string(), &largest.to_string());
        io::Error::new(io::ErrorKind::FileTooLarge, say!(language, language.files.too_large, size, most))
    };
    if about.len() > largest {
        return Err(too_large(about.len()));
    }
    let mut bytes = Vec::new();
    file.take(largest + 1).read_to_end(&mut bytes)?;
    // A file of /proc says that it is empty, and one may grow meanwhile.
    let size = bytes.len() as u64;
    if size > largest { Err(too_large(size)) } else { Ok(Some(bytes)) }
}

/// That there is no such file, as the system says it.
pub fn missing() -> io::Error {
    // ENOENT, and ERROR_FILE_NOT_FOUND.
    io::Error::from_raw_os_error(2)
}

/// Opens nothing that waits for somebody else.
fn for_reading() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        options.custom_flags(flags.bits().cast_signed());
    }
    options
}

/// Only files are read, and replaced.
fn refuse_what_is_no_file(kind: FileType, language: &Language) -> io::Result<()> {
    let words = &language.files;
    let (error, why) = match () {
        () if kind.is_file() => return Ok(()),
        () if kind.is_dir() => (io::ErrorKind::IsADirectory, words.is_folder),
        () if is_pipe(kind) => (io::ErrorKind::InvalidInput, words.is_pipe),
        () => (io::ErrorKind::InvalidInput, words.is_device),
    };
    Err(io::Error::new(error, why))
}

#[cfg(unix)]
fn is_pipe(kind: FileType) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&kind)
}

#[cfg(not(unix))]
fn is_pipe(_: FileType) -> bool {
    false
}

/// Puts a text in the place of a file, the whole of it or nothing: it is written beside the file first, and takes its place when
/// all of it is on the disk. Mode, owner and links stay as they were.
///
/// # Errors
/// When it cannot be written, or when something stands there that is not a file; what was there is there still.
pub fn replace(path: &Path, text: &(impl AsRef<[u8]> + ?Sized), language: &Language) -> io::Result<()> {
    let text = text.as_ref();
    let path = followed(path)?;
    let Some(before) = about(&path)? else {
        return part_of(&path, text, None).and_then(|part| take_place(&part, &path));
    };
    refuse_what_is_no_file(before.file_type(), language)?;
    // Whoever protects a file from writing does not want another one in its place.
    OpenOptions::new().write(true).open(&path)?;
    if has_other_names(&before) {
        return overwrite(&path, text);
    }
    match part_of(&path, text, Some(&before)) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => overwrite(&path, text),
        part => part.and_then(|part| take_place(&part, &path)),
    }
}

/// The same, but a device is written to and not replaced, and so is a pipe that somebody reads.
///
/// # Errors
/// Those of [`replace`].
pub fn write_out(path: &Path, text: &(impl AsRef<[u8]> + ?Sized), language: &Language) -> io::Result<()> {
    let text = text.as_ref();
    let is_special = |about: &Metadata| !about.is_file() && !about.is_dir();
    if !fs::metadata(path).is_ok_and(|about| is_special(&about)) {
        return replace(path, text, language);
    }
    // Not a broken pipe: that would be the end of our own output.
    let nobody_reads = || io::Error::other(language.files.nobody_reads);
    let mut stream = for_writing(path).map_err(|error| match error.raw_os_error() {
        #[cfg(unix)]
        Some(code) if code == rustix::io::Errno::NXIO.raw_os_error() => nobody_reads(),
        _ => error,
    })?;
    stream.write_all(text)?;
    stream.flush()
}

/// Opens what is not a file, without waiting until somebody opens its other end.
#[cfg(unix)]
fn for_writing(path: &Path) -> io::Result<File> {
    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let stream = OpenOptions::new().write(true).custom_flags(flags.bits().cast_signed()).open(path)?;
    fcntl_setfl(&stream, fcntl_getfl(&stream)? - OFlags::NONBLOCK)?;
    Ok(stream)
}

#[cfg(not(unix))]
fn for_writing(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).open(path)
}

/// Where a path leads in the end, if there is nothing yet too: where the file is a link somebody wants it elsewhere.
fn followed(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::canonicalize(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            found => return found,
        }
        match fs::read_link(&path) {
            Ok(target) => path = path.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => break,
        }
    }
    Ok(path)
}

fn about(path: &Path) -> io::Result<Option<Metadata>> {
    match fs::metadata(path) {
        Ok(about) => Ok(Some(about)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes a text beside a file, to look like the one that was there before.
fn part_of(path: &Path, text: &[u8], before: Option<&Metadata>) -> io::Result<PathBuf> {
    let (part, file) = new_part(path)?;
    let written = look_like(&file, before).and_then(|()| fill(file, text));
    if let Err(error) = written {
        let _ = fs::remove_file(&part);
        return Err(error);
    }
    Ok(part)
}

/// A new file beside another one. What a program that was killed has left there is cleared away.
fn new_part(path: &Path) -> io::Result<(PathBuf, File)> {
    let name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?.to_string_lossy();
    // The longest name that most disks take has 255 bytes.
    let name: String = name.chars().take(48).collect();
    let part = path.with_file_name(format!(".{name}.part"));
    if is_abandoned(&part) {
        let _ = fs::remove_file(&part);
    }
    match File::create_new(&part) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let part = path.with_file_name(format!(".{name}.{}.part", process::id()));
            File::create_new(&part).map(|file| (part, file))
        }
        file => file.map(|file| (part, file)),
    }
}

fn is_abandoned(part: &Path) -> bool {
    let changed = fs::symlink_metadata(part).and_then(|about| about.modified());
    // A clock may have been set back meanwhile.
    changed.is_ok_and(|at| match SystemTime::now().duration_since(at) {
        Ok(age) => age > ABANDONED,
        Err(ahead) => ahead.duration() > ABANDONED,
    })
}

#[cfg(unix)]
fn look_like(file: &File, before: Option<&Metadata>) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let (Some(before), now) = (before, file.metadata()?) else { return Ok(()) };
    if (now.uid(), now.gid()) != (before.uid(), before.gid()) {
        fchown(file, Some(before.uid()), Some(before.gid()))?;
    }
    file.set_permissions(before.permissions())
}

#[cfg(not(unix))]
fn look_like(_: &File, _: Option<&Metadata>) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn has_other_names(about: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(about) > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}

fn take_place(part: &Path, path: &Path) -> io::Result<()> {
    let renamed = fs::rename(part, path);
    match renamed {
        Ok(()) => sync_folder(path),
        Err(_) => drop(fs::remove_file(part)),
    }
    renamed
}

/// Writes over a file that no other one can take the place of: it has several names, or its owner cannot be given to another.
/// The room that it has it keeps until all is written, so that what was there can be put back.
fn overwrite(path: &Path, text: &[u8]) -> io::Result<()> {
    let before = fs::read(path)?;
    let mut file = OpenOptions::new().write(true).open(path)?;
    let mut put = |bytes: &[u8]| {
        file.rewind()?;
        file.write_all(bytes)?;
        file.set_len(bytes.len() as u64)?;
        file.sync_all()
    };
    put(text).inspect_err(|_| drop(put(&before)))
}

/// Writes a text into a file that is not there yet, the whole of it or nothing.
///
/// # Errors
/// When it cannot be written, and [`io::ErrorKind::AlreadyExists`].
pub fn create(path: &Path, text: &str) -> io::Result<()> {
    let file = File::create_new(path)?;
    fill(file, text.as_bytes()).inspect_err(|_| drop(fs::remove_file(path)))
}

fn fill(mut file: File, text: &[u8]) -> io::Result<()> {
    file.write_all(text)?;
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
    use super::{ABANDONED, create, create_numbered, read, replace, write_out};
    use crate::language::ENGLISH;
    use std::path::{Path, PathBuf};
    use std::time::SystemTime;
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
            replace(&file, written, &ENGLISH).expect("written");
            assert_eq!(text(&file), written);
        }
        assert_eq!(folder.names(), ["a.json"]);
        assert!(replace(&folder.0, "a folder is not replaced", &ENGLISH).is_err());
        assert!(replace(&folder.0.join("missing/a"), "nor made", &ENGLISH).is_err());
        assert_eq!(folder.names(), ["a.json"]);
    }

    #[cfg(unix)]
    #[test]
    fn where_a_file_is_a_link_the_link_stays() {
        let folder = Folder::new("link");
        let (file, link) = (folder.0.join("real"), folder.0.join("link"));
        create(&file, "one").expect("written");
        std::os::unix::fs::symlink(&file, &link).expect("a link");
        replace(&link, "two", &ENGLISH).expect("written");
        assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
        assert_eq!(text(&file), "two");
        fs::remove_file(&file).expect("removed");
        replace(&link, "three", &ENGLISH).expect("written");
        assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink(), "a link that led to nothing stays too");
        assert_eq!(text(&file), "three");
        fs::hard_link(&file, folder.0.join("other")).expect("a second name");
        replace(&link, "four", &ENGLISH).expect("written");
        assert_eq!(text(&folder.0.join("other")), "four");
        let round = folder.0.join("round");
        std::os::unix::fs::symlink(&round, &round).expect("a link");
        assert!(replace(&round, "five", &ENGLISH).is_err(), "a link to itself leads nowhere");
        assert_eq!(folder.names(), ["link", "other", "real", "round"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_mode() {
        use std::os::unix::fs::PermissionsExt;
        let folder = Folder::new("mode");
        let file = folder.0.join("a");
        for mode in [0o600, 0o640, 0o644, 0o660] {
            let _ = fs::remove_file(&file);
            create(&file, "one").expect("written");
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).expect("a mode");
            replace(&file, "two", &ENGLISH).expect("written");
            assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o7777, mode);
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_neither_read_nor_replaced_and_nobody_waits_for_it() {
        let folder = Folder::new("special");
        let pipe = folder.0.join("pipe");
        let made = process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.is_ok_and(|status| status.success()), "a pipe");
        for path in [pipe.as_path(), &folder.0, Path::new("/dev/zero"), Path::new("/dev/tty")] {
            assert!(read(path, 100, &ENGLISH).is_err(), "{}", path.display());
        }
        assert!(replace(&pipe, "text", &ENGLISH).is_err());
        let nobody_reads = write_out(&pipe, "text", &ENGLISH).expect_err("nobody reads").to_string();
        assert_eq!(nobody_reads, ENGLISH.files.nobody_reads);
        write_out(Path::new("/dev/null"), "text", &ENGLISH).expect("a device takes everything");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn nothing_half_written_stays_where_nothing_can_be_written() {
        assert_eq!(create(Path::new("/dev/full"), "text").expect_err("it exists").kind(), io::ErrorKind::AlreadyExists);
        assert!(write_out(Path::new("/dev/full"), "text", &ENGLISH).is_err());
        assert!(Path::new("/dev/full").exists());
    }

    #[test]
    fn what_a_killed_program_has_left_is_cleared_away_and_what_another_writes_is_not() {
        let folder = Folder::new("part");
        let (file, part) = (folder.0.join("a.json"), folder.0.join(".a.json.part"));
        create(&part, "hal").expect("written");
        replace(&file, "one", &ENGLISH).expect("written");
        assert_eq!(folder.names(), [".a.json.part", "a.json"], "somebody may be writing it");
        let old = SystemTime::now() - 2 * ABANDONED;
        fs::File::options().write(true).open(&part).and_then(|file| file.set_modified(old)).expect("its time is set");
        replace(&file, "two", &ENGLISH).expect("written");
        assert_eq!(folder.names(), ["a.json"]);
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
        assert_eq!(read(&file, 3, &ENGLISH).expect("nothing"), None);
        create(&file, "abc").expect("written");
        assert_eq!(read(&file, 3, &ENGLISH).expect("read"), Some(b"abc".to_vec()));
        assert_eq!(read(&file, 2, &ENGLISH).expect_err("too large").kind(), io::ErrorKind::FileTooLarge);
    }
}
