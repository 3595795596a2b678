//! Folders of strangers: however many files they hold, however deep they lie, wherever their links lead, it ends soon and says where.

use std::path::Path;
use std::process::{Command, Output};
use std::{fs, thread, time::Duration};

use crate::support::folder::Folder;
use crate::{PROGRAM, alone};

const SESSION: &str = "session = 1\nlesson = \"four-way-close\"\nanswers = []\n[world]\n[[part]]\ndo = [\"A close\"]\n";

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } =
        alone(Command::new(PROGRAM).args(arguments), folder).output().expect("the program runs");
    let text = [stdout, stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (status.code(), text)
}

/// The row of what ends so.
fn row<'t>(text: &'t str, name: &str) -> &'t str {
    text.lines()
        .find(|line| line.split_whitespace().next().is_some_and(|first| first.ends_with(name)))
        .unwrap_or_default()
}

#[test]
fn a_class_of_more_files_than_anybody_grades_is_refused_with_the_place_where_they_are() {
    let folder = Folder::new("walks-many");
    folder.write("class/honest/a.toml", SESSION);
    fs::create_dir_all(folder.path().join("class/mallory/x")).expect("a folder");
    for n in 0..20_000 {
        fs::write(folder.path().join(format!("class/mallory/x/{n}")), "").expect("a file");
    }
    let (code, text) = run(folder.path(), &["grade", "class"]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("`class` holds more than 20000 files and folders"), "{text}");
    assert!(text.contains("`class/mallory/x` is where they became too many"), "{text}");
    let (_, text) = run(folder.path(), &["grade", "class/honest"]);
    assert!(row(&text, "a.toml").contains("four-way-close"), "{text}");
}

#[test]
fn folders_in_folders_are_looked_into_to_a_depth_that_is_named() {
    let folder = Folder::new("walks-deep");
    let below = |depth: usize| (1..depth).fold(String::new(), |all, n| all + &format!("{n}/"));
    folder.write(&format!("class/{}just.toml", below(32)), SESSION);
    folder.write(&format!("class/{}never.toml", below(60)), SESSION);
    folder.write("class/a.toml", SESSION);
    let (code, text) = run(folder.path(), &["grade", "class"]);
    assert_eq!(code, Some(1), "{text}");
    assert!(
        row(&text, "a.toml").contains("four-way-close") && row(&text, "just.toml").contains("four-way-close"),
        "{text}"
    );
    assert!(row(&text, "/31/32").contains("it lies 32 folders deep"), "{text}");
    assert!(!text.contains("never.toml"), "{text}");
}

#[cfg(unix)]
#[test]
fn no_link_leads_back_or_to_another_disk() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("walks-links");
    folder.write("class/a.toml", SESSION);
    folder.write("class/in/b.toml", SESSION);
    for (target, link) in [("..", "class/in/back"), (".", "class/itself"), ("/", "class/root"), ("/proc", "class/proc")]
    {
        symlink(target, folder.path().join(link)).expect("a link");
    }
    let (_, text) = run(folder.path(), &["grade", "class"]);
    assert!(
        row(&text, "a.toml").contains("four-way-close") && row(&text, "b.toml").contains("four-way-close"),
        "{text}"
    );
    assert!(text.contains("2 sessions") && text.contains("4 files are no sessions"), "{text}");
}

/// `/dev` holds devices that do something as soon as they are opened, and other disks.
#[cfg(target_os = "linux")]
#[test]
fn another_disk_is_looked_into_only_where_it_is_named() {
    let is_disk = Path::new("/dev/shm").is_dir()
        && fs::read_to_string("/proc/mounts").is_ok_and(|all| all.contains(" /dev/shm "));
    if !is_disk {
        return eprintln!("skipped: there is no disk at /dev/shm here");
    }
    let folder = Folder::new("walks-disks");
    let (code, text) = run(folder.path(), &["grade", "/dev"]);
    assert_eq!(code, Some(1), "{text}");
    assert!(row(&text, "/dev/shm").contains("it is another disk"), "{text}");
}

/// Opening a pipe lets go whoever waits at its other end; opening a device may do anything.
#[cfg(unix)]
#[test]
fn what_is_not_a_file_is_not_even_opened() {
    let folder = Folder::new("walks-opened");
    let made = Command::new("mkfifo").arg(folder.path().join("pipe.toml")).status();
    assert!(made.is_ok_and(|status| status.success()), "a pipe");
    let mut writer =
        Command::new("sh").args(["-c", "echo x > pipe.toml"]).current_dir(folder.path()).spawn().expect("sh");
    thread::sleep(Duration::from_millis(200));
    let (_, text) = run(folder.path(), &["grade", "pipe.toml"]);
    assert!(text.contains("it is a pipe"), "{text}");
    thread::sleep(Duration::from_millis(200));
    let is_waiting = writer.try_wait().expect("a child").is_none();
    let _ = writer.kill();
    let _ = writer.wait();
    assert!(is_waiting, "somebody opened the pipe");
}

#[test]
fn a_folder_that_holds_more_than_any_with_lessons_is_refused_and_a_file_in_it_is_not() {
    let folder = Folder::new("walks-lessons");
    folder.write("crowd/mine.toml", include_str!("../../lessons/counting.toml"));
    for n in 0..4000 {
        fs::write(folder.path().join(format!("crowd/{n}.txt")), "").expect("a file");
    }
    let (code, text) = run(folder.path(), &["check", "crowd"]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("`crowd` cannot be read: it holds more than 4000 files"), "{text}");
    let (code, text) = run(folder.path(), &["check", "crowd/mine.toml"]);
    assert_eq!(code, Some(0), "{text}");
    let (_, text) = run(folder.path(), &["lesson", "unheard-of", "--lessons", "crowd"]);
    assert!(text.contains("`unheard-of` is neither a lesson nor a file"), "{text}");
}
