//! How long `tcptutor grade` takes for a folder of hand-ins of all lessons, each played as chance has it, and how much memory.
//!
//! `cargo bench --bench grade -- 10000` makes that many (1,000 without a number); `-- 10000 --keep FOLDER` leaves them there.

#[path = "../tests/support/dice.rs"]
mod dice;
#[path = "../tests/support/student.rs"]
mod student;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use dice::Dice;
use student::Known;
use tcptutor::lesson::catalogue;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let sessions = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(1000);
    let kept = arguments.iter().skip_while(|argument| *argument != "--keep").nth(1).map(PathBuf::from);
    let folder =
        kept.clone().unwrap_or_else(|| std::env::temp_dir().join(format!("tcptutor-grade-{}", std::process::id())));
    let (started, octets) = (Instant::now(), hand_ins(&folder, sessions));
    println!(
        "{sessions} hand-ins of {} lessons, {octets} octets, made in {:.1?}",
        catalogue::ENTRIES.len(),
        started.elapsed()
    );
    for jobs in ["1", "2"] {
        let started = Instant::now();
        let memory = peak(
            Command::new(env!("CARGO_BIN_EXE_tcptutor"))
                .arg("grade")
                .arg(&folder)
                .args(["--format", "csv", "--jobs", jobs]),
        );
        println!("--jobs {jobs}: {:.2?}, {memory} at most", started.elapsed());
    }
    if kept.is_none() {
        fs::remove_dir_all(folder).expect("it can be removed");
    }
}

/// Plays this many, in folders of a hundred, and says how large they are together.
fn hand_ins(folder: &Path, sessions: usize) -> usize {
    let known: Vec<Known> = catalogue::ENTRIES.iter().map(|entry| Known::of(entry.id)).collect();
    let mut dice = Dice(10);
    let write = |n: usize| {
        let folder = folder.join((n / 100).to_string());
        fs::create_dir_all(&folder).expect("a folder");
        let text = known[n % known.len()].played(&mut dice, &format!("Student {n}")).write();
        fs::write(folder.join(format!("{n}.toml")), &text).expect("a file");
        text.len()
    };
    (0..sessions).map(write).sum()
}

/// Runs it to its end and says how much memory it had at most, where the system tells.
fn peak(command: &mut Command) -> String {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
    let mut most = None;
    while child.try_wait().expect("it ends").is_none() {
        most = resident(&child).or(most);
        std::thread::sleep(Duration::from_millis(5));
    }
    most.unwrap_or_else(|| "memory unknown".to_owned())
}

fn resident(child: &Child) -> Option<String> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(|size| size.trim().to_owned())
}
