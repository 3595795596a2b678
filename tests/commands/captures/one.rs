//! One connection of a capture in every format, and the page about all of them.

use super::{capture, folder};
use crate::PROGRAM;
use std::process::{Command, Output, Stdio};
use tcptutor::export::Format;

fn replay(file: &str, arguments: &[&str]) -> Output {
    let file = folder().join(file);
    Command::new(PROGRAM).arg("replay").arg(file).args(arguments).stdin(Stdio::null()).output().expect("it runs")
}

fn said(file: &str, arguments: &[&str]) -> String {
    let output = replay(file, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn one_connection_is_written_in_every_format() {
    for format in Format::ALL {
        let output = replay("kernel/simultaneous_close.mid.pcap", &["--connection", "1", "--format", format.name()]);
        assert!(output.status.success(), "{format:?}: {}", String::from_utf8_lossy(&output.stderr));
        if format == Format::Pcapng {
            let again = capture(&output.stdout, None);
            assert_eq!((again.connections.len(), again.segments), (1, 11));
            continue;
        }
        let text = String::from_utf8(output.stdout).expect("text");
        assert!(text.contains("10.77.0.1") && text.contains("10.77.0.2"), "{format:?}: {text}");
        assert!(format == Format::Tcpdump || text.contains("CLOSING"), "{format:?}: {text}");
    }
    let lines = said("kernel/simultaneous_close.mid.pcap", &["--format", "tcpdump"]);
    assert_eq!(lines.lines().count(), 11, "{lines}");
}

#[test]
fn a_connection_that_does_not_exist_or_is_not_named_is_said() {
    let complained = |arguments: &[&str]| {
        let output = replay("kernel/port_reuse_time_wait.mid.pcap", arguments);
        assert!(!output.status.success() && output.stdout.is_empty());
        String::from_utf8(output.stderr).expect("text")
    };
    assert!(complained(&["--format", "text"]).contains("2 connections: say which one"));
    assert!(complained(&["--connection", "3"]).contains("there is no number 3"));
    assert!(complained(&["--connection", "0"]).contains("there is no number 0"));
}

#[test]
fn the_page_speaks_of_one_connection_as_of_one_and_keeps_two_files_apart() {
    let one = said("kernel/normal_close.A.pcap", &["--summary"]);
    assert!(one.contains("Nothing is wrong with it."), "{one}");
    let second = folder().join("kernel/refused.A.pcap");
    let two = said("kernel/normal_close.A.pcap", &["--summary", &second.to_string_lossy()]);
    assert!(two.contains("\n\n") && two.lines().any(|line| line.contains("refused.A.pcap")), "{two}");
    let before = two.lines().take_while(|line| !line.contains("refused.A.pcap")).last();
    assert_eq!(before, Some(""), "{two}");
}

#[cfg(unix)]
#[test]
fn a_reader_who_leaves_hears_no_complaint() {
    let file = folder().join("kernel/zero_window.A.pcap");
    for arguments in [&["--json"][..], &["--summary"], &["--format", "json"]] {
        let mut child = Command::new(PROGRAM)
            .arg("replay")
            .arg(&file)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert!(output.stderr.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
