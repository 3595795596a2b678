//! What is not a capture is named in a sentence, and nothing hangs.

use crate::PROGRAM;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("replay").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn replay(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).arg("replay").args(arguments).stdin(Stdio::null()).output().expect("the program runs")
}

/// What is said of a file that cannot be read at all: one sentence, and exit code 1.
fn refused(path: &Path) -> String {
    let begun = Instant::now();
    let output = replay(&[&path.to_string_lossy(), "--json"]);
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

#[test]
fn what_is_no_capture_is_named() {
    let folder = folder("named");
    let file = |name: &str, bytes: &[u8]| {
        fs::write(folder.join(name), bytes).expect("a file");
        folder.join(name)
    };
    assert!(refused(&folder).contains("is a directory"));
    assert!(refused(&folder.join("nowhere")).contains("cannot be read"));
    assert!(refused(&file("empty", b"")).contains("is empty"));
    assert!(refused(&file("picture", b"\x89PNG\r\n\x1a\n0000000000000000000000")).contains("a file in PNG"));
    assert!(refused(&file("text", b"12:00:00.000 IP 10.0.0.1.40001 > 10.0.0.2.80")).contains("is text"));
    assert!(refused(&file("packed", b"\x28\xb5\x2f\xfd0000000000000000000000000000")).contains("compressed with zstd"));
    let zeros = folder.join("zeros");
    File::create(&zeros).and_then(|file| file.set_len(10 << 30)).expect("a sparse file");
    assert!(refused(&zeros).contains("nothing but zeros"));
}

#[cfg(unix)]
#[test]
fn a_pipe_that_nobody_writes_into_holds_nothing_up() {
    let pipe = folder("pipe").join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status();
    if made.is_ok_and(|status| status.success()) {
        assert!(refused(&pipe).contains("nobody writes into"));
    }
}

#[test]
fn a_damaged_capture_is_read_as_far_as_it_goes_and_standard_input_is_read_too() {
    let captures = super::folder().join("formats");
    let output = replay(&[&captures.join("truncated_tail_in_packet.pcap").to_string_lossy(), "--json"]);
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
    assert!(String::from_utf8_lossy(&output.stderr).contains("breaks off after"));
    let mut child = Command::new(PROGRAM)
        .args(["replay", "-", "--summary"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let bytes = fs::read(captures.join("not_named_gz.pcap")).expect("a capture");
    child.stdin.take().expect("a pipe").write_all(&bytes).expect("it is read");
    let said = String::from_utf8(child.wait_with_output().expect("it ends").stdout).expect("text");
    assert!(said.contains("13 packets, 1 connection") && said.contains("closed by both"), "{said}");
}

/// A pcap file of one packet: IPv4 in nothing, with this protocol in it.
fn packet_of(protocol: u8) -> Vec<u8> {
    let mut packet = vec![0x45, 0, 0, 28, 0, 0, 0, 0, 64, protocol, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2];
    packet.extend([0x9c, 0x41, 0, 53, 0, 8, 0, 0]);
    let mut file = vec![0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 101, 0, 0, 0];
    file.extend([1, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 28, 0, 0, 0]);
    file.extend(packet);
    file
}

#[test]
fn a_capture_without_tcp_says_that_it_has_none() {
    let file = folder("without-tcp").join("names.pcap");
    fs::write(&file, packet_of(17)).expect("a file");
    let output = replay(&[&file.to_string_lossy(), "--connection", "1"]);
    assert!(!output.status.success() && output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(said.contains("names.pcap` holds no TCP: 1 packet of something else"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn a_block_whose_lengths_differ_is_named_with_its_place() {
    let whole = fs::read(super::folder().join("formats").join("ng_us.pcapng")).expect("a capture");
    let lengths = |at: usize| u32::from_le_bytes(whole[at + 4..at + 8].try_into().expect("four bytes")) as usize;
    let starts: Vec<usize> =
        std::iter::successors(Some(0), |at| Some(at + lengths(*at)).filter(|at| *at < whole.len())).collect();
    let (at, mut damaged) = (starts[starts.len() / 2], whole.clone());
    // The length at the end of the block is another one than at its beginning.
    damaged[at + lengths(at) - 4] ^= 4;
    let file = folder("damaged-block").join("damaged.pcapng");
    fs::write(&file, damaged).expect("a file");
    let output = replay(&[&file.to_string_lossy(), "--summary"]);
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 connection"));
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(said.contains(&format!("is damaged at byte {at}: a block's lengths contradict each other")), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}
