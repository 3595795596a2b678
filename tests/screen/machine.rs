//! This machine's sockets and the lab in a real terminal.
#![cfg(target_os = "linux")]

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};
use std::{fs, process};

use crate::PROGRAM;
use crate::pty::{Pty, command};

/// The processes whose parent this one is.
fn children_of(parent: u32) -> Vec<u32> {
    let tasks = fs::read_dir(format!("/proc/{parent}/task")).expect("threads").filter_map(Result::ok);
    let children = tasks.filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    children.flat_map(|list| list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>()).collect()
}

/// Whether the lab's programs can have a network of their own here.
fn has_own_network() -> bool {
    let works = |name: &str, arguments: &[&str]| {
        process::Command::new(name).args(arguments).output().is_ok_and(|output| output.status.success())
    };
    works("unshare", &["-U", "-r", "-n", "true"]) && works("nsenter", &["--version"])
}

/// How often the threads of a process went to sleep by themselves.
fn sleeps(process: u32) -> u64 {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).expect("threads").filter_map(Result::ok);
    let of = |status: String| {
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
        line.trim().parse::<u64>().ok()
    };
    tasks.filter_map(|task| of(fs::read_to_string(task.path().join("status")).ok()?)).sum()
}

#[test]
fn from_the_list_to_a_leaked_socket_and_its_next_step_it_takes_two_keys_and_paused_nothing_wakes_it() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let address = listener.local_addr().expect("bound");
    drop(TcpStream::connect(address).expect("connected"));
    let mut pty = Pty::start(command(PROGRAM, &["live", &format!(":{}", address.port())]), 120, 36);
    pty.wait_for("1 in CLOSE_WAIT");
    pty.wait_for("never accepted");
    pty.type_keys(" ");
    pty.wait_for("paused");
    pty.settle();
    let before = sleeps(pty.id());
    thread::sleep(Duration::from_secs(3));
    assert_eq!(sleeps(pty.id()), before, "it looks, or moves, although it is paused");
    pty.type_keys("\r");
    pty.wait_for("Recv-Q");
    pty.type_keys("\r");
    pty.wait_for("trace=accept");
    pty.type_keys("q");
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
}

#[test]
fn the_lab_plays_a_lesson_call_by_call_and_leaves_no_program_behind() {
    let mut pty = Pty::start(command(PROGRAM, &["lab", "half-close"]), 80, 24);
    pty.wait_for("makes the first call");
    let programs = children_of(pty.id());
    assert_eq!(programs.len(), 2 + usize::from(has_own_network()), "two programs, and who keeps their network");
    pty.type_keys("  ");
    pty.wait_for("half-close, 2 of 11 steps");
    pty.type_keys("A");
    pty.wait_for("half-close, 11 of 11 steps");
    pty.wait_for("of 11 steps went here as in the simulation");
    // Other programs are started, and those from before end.
    pty.type_keys("0");
    pty.wait_for("half-close, 0 of 11 steps");
    pty.wait_for("makes the first call");
    pty.type_keys("q");
    assert_eq!(pty.wait_exit(), 0);
    let until = Instant::now() + Duration::from_secs(10);
    while programs.iter().any(|program| fs::read_link(format!("/proc/{program}/exe")).is_ok()) {
        assert!(Instant::now() < until, "a program is left");
        thread::sleep(Duration::from_millis(20));
    }
    pty.assert_restored();
}
