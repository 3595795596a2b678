//! `lab`: what real programs do on this machine's kernel is what the profile `linux` says, and nothing of it is left behind.
#![cfg(target_os = "linux")]

use crate::PROGRAM;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tcptutor::lab::EXERCISES;
use tcptutor::machine::Machine;
use tcptutor::tcp::State;

fn lab(what: &str) -> (Option<i32>, String) {
    let output = Command::new(PROGRAM).args(["lab", what]).stdin(Stdio::null()).output().expect("it runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).expect("text"))
}

/// The port in the command for another terminal, where the lab is on the loopback that everybody shares.
fn port_in(text: &str) -> Option<u16> {
    let (_, rest) = text.split_once("sport = :")?;
    rest.split_whitespace().next().and_then(|port| port.parse().ok())
}

/// The process in the command for another terminal, where the lab has a network of its own.
fn keeper_in(text: &str) -> Option<u32> {
    let (_, rest) = text.split_once("nsenter -t ")?;
    rest.split_whitespace().next().and_then(|pid| pid.parse().ok())
}

fn is_listening(port: u16) -> bool {
    let survey = Machine::default().survey().expect("a survey");
    survey.sockets.iter().any(|socket| socket.state == State::Listen && socket.local.port() == port)
}

/// How many programs want each of this machine's processors, if it is more than one.
fn crowd() -> f64 {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: f64 = load.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0.0);
    let processors = thread::available_parallelism().map_or(1, |number| u32::try_from(number.get()).unwrap_or(1));
    (load / f64::from(processors)).max(1.0)
}

/// Every exercise: no difference without a name, soon over, and nobody listens any more.
#[test]
fn the_kernel_does_what_the_profile_linux_predicts_in_every_exercise() {
    for (id, lines) in EXERCISES {
        let began = Instant::now();
        let (code, said) = lab(id);
        let took = began.elapsed();
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains(&format!("of {} steps went here", lines.len())), "{said}");
        assert!(took < Duration::from_secs(5).mul_f64(crowd()), "{id} took {took:?}");
        assert!(port_in(&said).is_none_or(|port| !is_listening(port)), "{said}");
    }
}

#[test]
fn nobody_needs_to_be_root() {
    for id in ["half-close", "server-queues", "find-the-leak"] {
        let mut command = if rustix::process::geteuid().is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups", PROGRAM]);
            command
        } else {
            Command::new(PROGRAM)
        };
        match command.args(["lab", id]).stdin(Stdio::null()).output() {
            // 126 and 127: the program is where nobody else may read.
            Ok(output) if !matches!(output.status.code(), Some(126 | 127)) => {
                let said = String::from_utf8_lossy(&output.stdout);
                assert_eq!(output.status.code(), Some(0), "{said}{}", String::from_utf8_lossy(&output.stderr));
                assert!(said.contains("steps went here as in the simulation"), "{said}");
            }
            _ => return eprintln!("skipped: no `setpriv` here, or the program cannot be read by others"),
        }
    }
}

#[test]
fn closes_that_cannot_cross_on_loopback_are_a_difference_with_a_name() {
    let (code, said) = lab("simultaneous-close");
    assert_eq!(code, Some(0));
    let crossed = said.contains("4 of 4 steps went here");
    assert!(crossed || said.contains("nothing crosses, and one end is the first"), "{said}");
}

#[test]
fn states_that_are_too_short_to_be_seen_are_said_to_be_passed_through() {
    let (_, said) = lab("three-way-handshake");
    assert!(said.contains("A SYN_SENT > ESTABLISHED") && said.contains("ESTABLISHED"), "{said}");
    assert!(said.contains("too short to be seen") || said.contains("here: ok; A SYN_SENT"), "{said}");
}

#[test]
fn the_segments_that_the_kernel_counted_stand_beside_the_simulated_ones() {
    let (_, said) = lab("four-way-close");
    for both in [
        "A --------- SYN ---------> B    A --------- SYN ---------> B",
        "A <------- SYN,ACK ------- B    A <------- SYN,ACK ------- B",
        "A ------- FIN,ACK -------> B    A ------- FIN,ACK -------> B",
        // Neither end has counters any more: one has gone, and what is left of the other is a TIME_WAIT.
        "A <------- FIN,ACK ------- B    A <....... FIN,ACK ....... B",
        "A --------- ACK ---------> B    A ......... ACK .........> B",
        "the states at both ends prove it",
    ] {
        assert!(said.contains(both), "{both}: {said}");
    }
    let (_, said) = lab("reset");
    assert!(said.contains("A ----- ACK len 100 -----> B    A ----- ACK len 100 -----> B"), "{said}");
    assert!(said.contains("A --------- RST ---------> B    A ......... RST .........> B"), "{said}");
}

#[test]
fn of_several_connections_the_segments_are_those_of_the_one_that_is_called() {
    let (_, said) = lab("find-the-leak");
    let (_, last) = said.split_once("16. A connect").expect("the last call");
    assert!(last.contains("A <------- SYN,ACK ------- B    A <------- SYN,ACK ------- B"), "{said}");
    assert!(!said.contains("A                          B"), "{said}");
}

#[test]
fn what_needs_a_wire_is_left_out_and_said_and_other_lessons_are_named() {
    let (_, said) = lab("tests/sessions/lost-last-ack.toml");
    assert!(said.contains("needs a wire and not only calls"), "{said}");
    let (code, said) = lab("challenge-ack");
    assert_eq!(code, Some(2));
    assert!(said.contains("cannot be played on this machine's kernel") && said.contains("half-close"), "{said}");
}

/// Loopback that takes its time for every segment: by `netem`, or by a bucket that is soon empty where the kernel has no `netem`.
const SLOW_WIRE: &str = "ip link set lo mtu 100 up && { tc qdisc add dev lo root netem delay 30ms \
    || tc qdisc add dev lo root tbf rate 24kbit burst 120 latency 5s; } && exec env PATH=/nowhere \"$0\" lab four-way-close";

#[test]
fn on_a_wire_that_takes_its_time_the_kernel_is_seen_where_loopback_is_too_quick() {
    let mut said = String::new();
    // A machine that is very busy may look too late.
    for _ in 0..5 {
        match Command::new("unshare").args(["-Urn", "sh", "-c", SLOW_WIRE, PROGRAM]).output() {
            Ok(output) if String::from_utf8_lossy(&output.stdout).contains("1. B listen") => {
                said = String::from_utf8(output.stdout).expect("text");
                let here: Vec<&str> = said.lines().filter(|line| line.contains("this machine: ")).collect();
                let is_seen = |states: &&str| here.iter().any(|line| line.contains(states));
                let wanted = ["B SYN_RCVD > ESTABLISHED", "A FIN_WAIT_1 > FIN_WAIT_2", "B LAST_ACK > CLOSED"];
                if wanted.iter().all(is_seen) {
                    return;
                }
            }
            _ => return eprintln!("skipped: `unshare -Urn` is not allowed here, or there is no `ip` or `tc`"),
        }
    }
    panic!("{said}");
}

/// The processes whose parent this one is.
fn children_of(parent: u32) -> Vec<u32> {
    let pids =
        fs::read_dir("/proc").expect("processes").filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let is_child = |pid: &u32| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        rest.split_whitespace().nth(1) == Some(&parent.to_string())
    };
    pids.filter(is_child).collect()
}

/// A lab that runs, and its command for another terminal. Without `unshare` it has no network of its own.
fn begun(what: &str, path: Option<&str>) -> (Child, String) {
    let mut command = Command::new(PROGRAM);
    if let Some(path) = path {
        command.env("PATH", path);
    }
    let mut child = command.args(["lab", what]).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("it runs");
    let lines = BufReader::new(child.stdout.as_mut().expect("output")).lines();
    let line = lines.map_while(Result::ok).find(|line| line.contains("another terminal"));
    (child, line.expect("a command"))
}

#[test]
fn nothing_is_left_behind_even_where_the_lab_is_killed() {
    for path in [None, Some("/nowhere")] {
        let (mut child, line) = begun("keepalive", path);
        let programs = children_of(child.id());
        // A network of their own has a process that keeps it.
        assert_eq!(programs.len(), if keeper_in(&line).is_some() { 3 } else { 2 }, "{line}");
        child.kill().expect("killed");
        child.wait().expect("its end");
        let until = Instant::now() + Duration::from_secs(5);
        let is_there = |pid: &u32| fs::read_link(format!("/proc/{pid}/exe")).is_ok();
        while programs.iter().any(is_there) || port_in(&line).is_some_and(is_listening) {
            assert!(Instant::now() < until, "a program or its listener is left");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

#[test]
fn where_the_programs_have_a_network_of_their_own_a_stranger_does_not_reach_them() {
    let (mut child, line) = begun("keepalive", None);
    let Some(keeper) = keeper_in(&line) else {
        child.kill().expect("killed");
        child.wait().expect("its end");
        return eprintln!("skipped: `unshare -Urn` or `nsenter` is missing or not allowed here");
    };
    let network = |pid: &str| fs::read_link(format!("/proc/{pid}/ns/net")).expect("its network");
    assert_ne!(network(&keeper.to_string()), network("self"));
    let mut programs = children_of(child.id());
    programs.retain(|pid| *pid != keeper);
    assert_eq!(programs.len(), 2);
    for pid in programs {
        assert_eq!(network(&pid.to_string()), network(&keeper.to_string()));
    }
    let listening = format!("/proc/{keeper}/net/tcp");
    let table = fs::read_to_string(listening).expect("its sockets");
    for socket in tcptutor::live::read_table(&table).0.iter().filter(|socket| socket.state == State::Listen) {
        let stranger = std::net::TcpStream::connect(socket.local);
        assert!(stranger.is_err(), "somebody reached {}", socket.local);
    }
    assert_eq!(child.wait().expect("its end").code(), Some(0));
}

#[test]
fn where_loopback_is_everybodys_a_stranger_who_connects_changes_nothing_that_is_seen() {
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    let mut child =
        Command::new(PROGRAM).arg("lab-program").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it runs");
    let mut input = child.stdin.take().expect("input");
    let mut answers = BufReader::new(child.stdout.take().expect("output")).lines();
    let mut call = |line: String| {
        writeln!(input, "{line}").expect("written");
        answers.next().expect("an answer").expect("text")
    };
    let bound = call("bind 0 0".to_owned());
    let port: u16 = bound.strip_prefix("ok ").and_then(|port| port.parse().ok()).expect("a port");
    call("listen 0 0".to_owned());
    let mut stranger = TcpStream::connect(("127.0.0.1", port)).expect("connected");
    let mut own = TcpStream::connect(("127.0.0.1", port)).expect("connected");
    own.write_all(b"own").expect("written");
    let from = own.local_addr().expect("bound").port();
    assert!(call(format!("accept 1 0 {from}")).starts_with("ok "));
    assert!(call("read 1 10".to_owned()).starts_with("3 "), "the first in the queue was a stranger");
    assert!(call(format!("accept 2 0 {from}")).starts_with("EAGAIN "), "nobody else waits");
    let end = stranger.read(&mut [0; 1]);
    assert!(!matches!(end, Ok(1..)), "the stranger is told that it is over: {end:?}");
    drop(input);
    child.wait().expect("its end");
}

#[test]
fn a_link_that_is_cut_makes_the_kernel_send_again_and_where_nobody_may_cut_one_that_is_said() {
    let (code, said) = lab("send-side-silence");
    assert_eq!(code, Some(0), "{said}");
    if keeper_in(&said).is_some() {
        assert!(said.contains("4. link cut=both: in both") && said.contains("7. link cut=none: in both"), "{said}");
        let (_, waits) = said.split_once("6. wait 200 ms").expect("a wait");
        let again = "A ----- ACK len 100 -----> B    A ----- ACK len 100 -----> B";
        let (waits, _) = waits.split_once("7. link").expect("the end of the cut");
        assert!(waits.contains(again), "{said}");
        assert!(said.contains("9. B read") && said.contains("this machine: 100"), "{said}");
        let (code, said) = lab("lost-syn");
        assert_eq!(code, Some(0), "{said}");
        let (_, waits) = said.split_once("5. wait").expect("a wait");
        assert!(waits.contains("A --------- SYN ---------> B    A --------- SYN ---------> B"), "{said}");
    }
    let alone =
        Command::new(PROGRAM).args(["lab", "send-side-silence"]).env("PATH", "/nowhere").output().expect("it runs");
    let said = String::from_utf8(alone.stdout).expect("text");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("4. link cut=both: left out in both.") && said.contains("unshare -Urn"), "{said}");
    assert_eq!(alone.status.code(), Some(0), "{said}");
}

#[test]
fn no_socket_but_loopback_and_the_kernel_is_ever_used() {
    let trace = format!("{}/lab-{}.strace", env!("CARGO_TARGET_TMPDIR"), std::process::id());
    let traced = Command::new("strace")
        .args(["-f", "-qq", "-o", &trace, "-e", "trace=socket,bind,connect,execve", PROGRAM, "lab", "half-close"])
        .output();
    if !traced.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: no `strace` here, or it may not trace");
        return;
    }
    let text = fs::read_to_string(&trace).expect("a trace");
    fs::remove_file(&trace).expect("removed");
    let mut binds = 0;
    for line in text.lines() {
        let (_, call) = line.split_once(' ').expect("a call");
        let call = call.trim_start();
        if call.starts_with("socket(") {
            assert!(["AF_INET,", "AF_NETLINK,", "AF_UNIX,"].iter().any(|family| call.contains(family)), "{call}");
        } else if call.starts_with("execve(") {
            // The two that make a network and join it stand aside for the program itself.
            assert!(["tcptutor", "unshare", "nsenter"].iter().any(|name| call.contains(name)), "{call}");
        } else if call.starts_with("bind(") || call.starts_with("connect(") {
            binds += u32::from(call.contains("127.0.0.1"));
            assert!(call.contains("127.0.0.1") || call.contains("AF_UNIX") || call.contains("resumed"), "{call}");
        }
    }
    assert!(binds >= 2, "{text}");
}
