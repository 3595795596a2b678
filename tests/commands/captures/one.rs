//! One connection of a capture in every format, and the page about all of them.

use super::{capture, folder};
use crate::PROGRAM;
use crate::support::folder::Folder;
use std::process::{Command, Output, Stdio};
use tcptutor::export::Format;
use tcptutor::wire::{Dissected, Dissector, Reader, Step};

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

/// The data of each segment in a capture, as far as it has them.
fn data(bytes: &[u8]) -> Vec<Vec<u8>> {
    let (mut reader, mut dissector, mut used, mut data) = (Reader::default(), Dissector::default(), 0, Vec::new());
    loop {
        let (step_used, step) = reader.step(&bytes[used..], true);
        used += step_used;
        match step {
            Step::Packet(packet) => {
                if let Dissected::Segment(.., octets) = dissector.dissect(&packet) {
                    data.push(octets.to_vec());
                }
            }
            Step::End | Step::Damaged(..) => return data,
            _ => {}
        }
    }
}

#[test]
fn a_connection_is_exported_with_the_data_that_the_capture_has() {
    for file in ["kernel/normal_close.A.pcap", "kernel/zero_window.B.pcap", "kernel/ipv6_close_wait.A.pcap"] {
        let output = replay(file, &["--connection", "1", "--format", "pcapng"]);
        let there = data(&output.stdout);
        assert_eq!(there, data(&std::fs::read(folder().join(file)).expect("a capture")), "{file}");
        assert!(there.iter().flatten().any(|octet| *octet != 0), "{file}");
        assert!(!String::from_utf8_lossy(&output.stdout).contains("zeros"), "{file}");
    }
}

#[test]
fn data_that_were_not_captured_are_zeros_and_it_is_said_of_how_many_octets() {
    let file = "formats/ng_snap60.pcapng";
    let output = replay(file, &["--connection", "1", "--format", "pcapng"]);
    assert!(output.status.success());
    let (there, whole) = (data(&std::fs::read(folder().join(file)).expect("a capture")), data(&output.stdout));
    assert_eq!(there.len(), whole.len());
    let mut zeros = 0;
    for (there, whole) in there.iter().zip(&whole) {
        assert!(whole.starts_with(there) && whole[there.len()..].iter().all(|octet| *octet == 0));
        zeros += whole.len() - there.len();
    }
    assert!(zeros > 0);
    let all: usize = whole.iter().map(Vec::len).sum();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains(&format!("has not kept {zeros} of the {all} octets of data")), "{zeros} of {all}");
}

#[test]
fn a_connection_of_two_captures_is_written_in_every_format_but_as_one_capture() {
    let second = folder().join("kernel/last_ack_lost.B.pcap");
    let second = second.to_string_lossy();
    for format in Format::ALL {
        let arguments = [&*second, "--connection", "1", "--format", format.name()];
        let output = replay("kernel/last_ack_lost.A.pcap", &arguments);
        assert_eq!(output.status.success(), format != Format::Pcapng, "{format:?}");
        let text = String::from_utf8(output.stdout).expect("text");
        match format {
            Format::Pcapng => assert!(String::from_utf8_lossy(&output.stderr).contains("count every segment twice")),
            Format::Tcpdump => assert_eq!(text.lines().count(), 13),
            _ => assert!(text.contains("10.77.0.1") && text.contains("TIME_WAIT"), "{format:?}: {text}"),
        }
    }
}

#[test]
fn of_two_captures_it_is_said_what_was_lost_in_between_as_text_and_as_json() {
    let second = folder().join("kernel/last_ack_lost.B.pcap");
    let page = said("kernel/last_ack_lost.A.pcap", &[&second.to_string_lossy()]);
    assert!(page.contains("last_ack_lost.A.pcap beside last_ack_lost.B.pcap: 1 connection in both"), "{page}");
    assert!(page.contains("   1 of 7 segments from A never reached B: ACK (packet 11)"), "{page}");
    let lines = said("kernel/last_ack_lost.A.pcap", &[&second.to_string_lossy(), "--json"]);
    let last: serde_json::Value = serde_json::from_str(lines.lines().last().expect("a line")).expect("JSON");
    assert_eq!((&last["pair"], &last["A"]["lost"][0], &last["B"]["sent"]), (&1.into(), &11.into(), &6.into()));
    let other = folder().join("kernel/refused.B.pcap");
    let page = said("kernel/normal_close.A.pcap", &[&other.to_string_lossy()]);
    assert!(page.ends_with("normal_close.A.pcap and refused.B.pcap have no connection in common\n"), "{page}");
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
fn segments_that_the_file_does_not_have_are_counted_on_the_page() {
    let whole = said("kernel/reorder.mid.pcap", &["--summary"]);
    assert!(!whole.contains("not in the file"), "what came late is there: {whole}");
    let mut file = std::fs::read(folder().join("kernel/half_close_data.A.pcap")).expect("a capture");
    file.drain(largest_packet(&file));
    let place = Folder::new("capture-with-a-hole");
    let part = place.path().join("part.pcap");
    std::fs::write(&part, file).expect("a file");
    let page = said(&part.to_string_lossy(), &["--summary"]);
    assert!(page.contains("What was not read\n  segments of 1 connection, which are not in the file"), "{page}");
}

/// Where the largest packet of a capture stands, with its header.
fn largest_packet(pcap: &[u8]) -> std::ops::Range<usize> {
    let length = |at: usize| u32::from_le_bytes(pcap[at + 8..at + 12].try_into().expect("four octets")) as usize;
    let (mut at, mut largest) = (24, 24..24);
    while at < pcap.len() {
        let end = at + 16 + length(at);
        if end - at > largest.len() {
            largest = at..end;
        }
        at = end;
    }
    largest
}

#[test]
fn the_page_says_how_many_packets_are_copies() {
    let page = said("kernel/duplicated.B.pcap", &["--summary"]);
    assert!(page.contains("2 packets are copies") && page.contains("They are left out."), "{page}");
    assert!(!said("kernel/normal_close.B.pcap", &["--summary"]).contains("cop"));
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
