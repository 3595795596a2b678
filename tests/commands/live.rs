//! `live`: what it says of real sockets on loopback, which these tests open themselves.
#![cfg(target_os = "linux")]

use crate::PROGRAM;
use rustix::net::{AddressFamily, SocketFlags, SocketType};
use serde_json::Value;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tcptutor::live::{Socket, Survey};
use tcptutor::machine::Machine;
use tcptutor::tcp::State;

fn live(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).arg("live").args(arguments).stdin(Stdio::null()).output().expect("it runs")
}

fn json(filter: &str) -> Value {
    let output = live(&["--json", filter]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn page(filter: &str) -> String {
    let page = String::from_utf8(live(&["--once", filter]).stdout).expect("text");
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A filter for the sockets at a listener's port, whose number no other test has.
fn at(listener: &TcpListener) -> String {
    format!(":{}", listener.local_addr().expect("an address").port())
}

fn listening() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let address = listener.local_addr().expect("an address");
    (listener, address)
}

/// Asks until the answer is as wanted: the kernel is quick, and yet not at once.
fn wait_for<T>(what: &str, mut ask: impl FnMut() -> T, is_wanted: impl Fn(&T) -> bool) -> T {
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        let answer = ask();
        if is_wanted(&answer) {
            return answer;
        }
        assert!(Instant::now() < until, "{what} does not come");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Waits for so many sockets in a state at a port.
fn settled(filter: &str, state: &str, count: u64) -> Value {
    wait_for(state, || json(filter), |line| line["states"][state].as_u64().unwrap_or(0) >= count)
}

fn own_program(line: &Value) -> Value {
    let pid = u64::from(std::process::id());
    let programs = line["programs"].as_array().expect("programs");
    programs.iter().find(|program| program["pid"] == pid).unwrap_or_else(|| panic!("not seen: {line}")).clone()
}

#[test]
fn a_server_that_never_accepts_is_told_so() {
    let (listener, address) = listening();
    for _ in 0..3 {
        drop(TcpStream::connect(address).expect("connected"));
    }
    let line = settled(&at(&listener), "CLOSE_WAIT", 3);
    let leak = &own_program(&line)["close_wait"];
    assert_eq!((&leak["never_accepted"], &leak["as_server"]), (&3.into(), &3.into()), "{leak}");
    assert_eq!((&line["queues"][0]["waiting"], &line["queues"][0]["full"]), (&3.into(), &false.into()));
    let page = page(&at(&listener));
    assert!(page.contains("3 in CLOSE_WAIT: the peers have closed, and this program has to act."), "{page}");
    assert!(page.contains("All were never accepted"), "{page}");
    assert!(page.contains("All are from 127.0.0.1."), "{page}");
}

#[test]
fn a_server_that_does_not_read_to_the_end_is_told_so() {
    let (listener, address) = listening();
    let mut held = Vec::new();
    for words in ["", "unread"] {
        let mut client = TcpStream::connect(address).expect("connected");
        client.write_all(words.as_bytes()).expect("written");
        held.push(listener.accept().expect("accepted"));
    }
    let line = settled(&at(&listener), "CLOSE_WAIT", 2);
    let leak = &own_program(&line)["close_wait"];
    assert_eq!((&leak["not_read"], &leak["not_closed"]), (&2.into(), &0.into()), "the FIN counts one: {leak}");
    assert!(page(&at(&listener)).contains("None was read to the end"));
}

#[test]
fn a_server_that_forgets_close_is_told_so_with_its_descriptor_and_the_next_step() {
    let (listener, address) = listening();
    drop(TcpStream::connect(address).expect("connected"));
    let (mut held, _) = listener.accept().expect("accepted");
    assert_eq!(held.read(&mut [0; 9]).expect("the end"), 0);
    let line = settled(&at(&listener), "CLOSE_WAIT", 1);
    let leak = &own_program(&line)["close_wait"];
    assert_eq!((&leak["not_closed"], &leak["as_server"]), (&1.into(), &1.into()), "{leak}");
    let page = page(&at(&listener));
    assert!(page.contains("It was read to the end, and close() is missing."), "{page}");
    assert!(page.contains("It is the server of these connections"), "{page}");
    let descriptor = std::os::fd::AsRawFd::as_raw_fd(&held);
    assert!(
        page.contains(&format!("-p {} ", std::process::id())) && page.contains(&format!("Descriptor {descriptor} is")),
        "{page}"
    );
}

#[test]
fn a_client_that_leaks_is_told_from_a_server() {
    let (listener, address) = listening();
    let mut held = Vec::new();
    for _ in 0..2 {
        let mut client = TcpStream::connect(address).expect("connected");
        drop(listener.accept().expect("accepted"));
        assert_eq!(client.read(&mut [0; 9]).expect("the end"), 0);
        held.push(client);
    }
    let port = at(&listener);
    drop(listener);
    let line = settled(&port, "CLOSE_WAIT", 2);
    assert_eq!(own_program(&line)["close_wait"]["as_server"], 0);
    assert!(page(&port).contains("It is the client of these connections"));
}

/// A socket that begins to connect and does not wait for what comes of it.
fn begin_to_connect(address: SocketAddr) -> OwnedFd {
    let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
    let socket = rustix::net::socket_with(AddressFamily::INET, SocketType::STREAM, flags, None).expect("a socket");
    let _ = rustix::net::connect(&socket, &address);
    socket
}

#[test]
fn a_full_backlog_and_those_who_get_no_answer_stand_beside_each_other() {
    let (listener, address) = listening();
    rustix::net::listen(&listener, 1).expect("a short queue");
    let held: Vec<OwnedFd> = (0..6).map(|_| begin_to_connect(address)).collect();
    let line = settled(&at(&listener), "SYN_SENT", 1);
    let queue = &line["queues"][0];
    assert_eq!((&queue["waiting"], &queue["limit"], &queue["full"]), (&2.into(), &1.into(), &true.into()), "{queue}");
    assert_eq!(own_program(&line)["full_queues"], 1);
    assert_eq!(line["unanswered"][0]["remote"], address.to_string());
    let page = page(&at(&listener));
    assert!(page.contains("its queue is full, 2 wait and 1 were allowed for"), "{page}");
    assert!(page.contains(&format!("to {address}")) && page.contains("no answer"), "{page}");
    drop(held);
}

#[test]
fn orphans_and_time_wait_are_no_programs_and_are_told_by_where_they_went() {
    let (listener, address) = listening();
    let client = TcpStream::connect(address).expect("connected");
    let (held, _) = listener.accept().expect("accepted");
    drop(client);
    let line = settled(&at(&listener), "FIN_WAIT_2", 1);
    assert_eq!(line["orphans"]["FIN_WAIT_2"], 1, "{line}");
    assert!(page(&at(&listener)).contains("1 orphan, whose programs have closed or gone: 1 FIN_WAIT_2."));
    drop(held);
    for _ in 0..100 {
        let client = TcpStream::connect(address).expect("connected");
        let (server, _) = listener.accept().expect("accepted");
        client.shutdown(Shutdown::Write).expect("shut down");
        drop((server, client));
    }
    let port = at(&listener);
    drop(listener);
    let line = settled(&port, "TIME_WAIT", 100);
    let ports = &line["time_wait"][0];
    assert_eq!(ports["remote"], address.to_string());
    assert!(ports["count"].as_u64() >= Some(100) && ports["of_ports"].as_u64() > Some(1000), "{ports}");
    assert!(page(&port).contains(&format!("in TIME_WAIT after connections to {address}: they tie up")));
}

#[test]
fn of_several_mistakes_each_has_its_number_and_the_next_step_is_that_of_the_most_frequent_one() {
    let (listener, address) = listening();
    let mut held = Vec::new();
    for _ in 0..4 {
        let mut client = TcpStream::connect(address).expect("connected");
        client.write_all(b"unread").expect("written");
        held.push(listener.accept().expect("accepted").0);
    }
    drop(TcpStream::connect(address).expect("connected"));
    let (mut read, _) = listener.accept().expect("accepted");
    assert_eq!(read.read(&mut [0; 9]).expect("the end"), 0);
    for _ in 0..2 {
        drop(TcpStream::connect(address).expect("connected"));
    }
    settled(&at(&listener), "CLOSE_WAIT", 7);
    let page = page(&at(&listener));
    for sentence in [
        "7 in CLOSE_WAIT: the peers have closed, and this program has to act.",
        "2 were never accepted",
        "4 were not read to the end",
        "1 was read to the end, and close() is missing.",
    ] {
        assert!(page.contains(sentence), "{sentence}: {page}");
    }
    let descriptors: Vec<i32> = held.iter().map(std::os::fd::AsRawFd::as_raw_fd).collect();
    let is_named = |descriptor: &i32| page.contains(&format!("Descriptor {descriptor} is one of them"));
    assert!(descriptors.iter().any(is_named), "{descriptors:?}: {page}");
}

#[test]
fn several_of_a_kind_have_one_sentence_and_a_row_each() {
    let mut ports = Vec::new();
    for n in 1..=3 {
        let (listener, address) = listening();
        for _ in 0..n {
            let client = TcpStream::connect(address).expect("connected");
            let (server, _) = listener.accept().expect("accepted");
            client.shutdown(Shutdown::Write).expect("shut down");
            drop((server, client));
        }
        settled(&at(&listener), "TIME_WAIT", n);
        ports.push(address);
    }
    let page = String::from_utf8(live(&["--once", "TIME_WAIT", "127.0.0.1"]).stdout).expect("text");
    assert_eq!(page.matches("in TIME_WAIT after connections to").count(), 1, "{page}");
    // Other tests leave some as well: only so many rows are shown, the fullest first.
    let rows = page.lines().filter(|line| line.starts_with("    ") && line.contains(" to 127.0.0.1:")).count();
    assert!(rows >= 3 && page.contains("remote ends: each keeps one of"), "{page}");
}

#[test]
fn connections_that_get_no_answer_from_several_hosts_have_one_sentence_with_what_was_sent_again() {
    let mut held = Vec::new();
    let mut remotes = Vec::new();
    for _ in 0..2 {
        let (listener, address) = listening();
        rustix::net::listen(&listener, 0).expect("a short queue");
        held.extend((0..4).map(|_| begin_to_connect(address)));
        settled(&at(&listener), "SYN_SENT", 1);
        held.push(OwnedFd::from(listener));
        remotes.push(address);
    }
    let own = format!("SYN_SENT pid:{}", std::process::id());
    let page = wait_for("a second SYN", || page(&own), |page| page.contains("SYN sent again up to"));
    assert!(page.contains("connections to 2 remote ends get no answer"), "{page}");
    for remote in remotes {
        assert!(page.contains(&format!("to {remote}")), "{page}");
    }
    drop(held);
}

#[test]
fn nothing_is_opened_but_a_question_to_the_kernel_and_nothing_is_run() {
    let trace = format!("{}/live-{}.strace", env!("CARGO_TARGET_TMPDIR"), std::process::id());
    let calls = "trace=socket,bind,connect,sendto,sendmsg,execve,fork,vfork,clone,clone3,kill,ptrace";
    let traced =
        Command::new("strace").args(["-f", "-qq", "-o", &trace, "-e", calls, PROGRAM, "live", "--once"]).output();
    if !traced.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: no `strace` here, or it may not trace");
        return;
    }
    let text = std::fs::read_to_string(&trace).expect("a trace");
    std::fs::remove_file(&trace).expect("removed");
    let calls: Vec<&str> = text.lines().filter_map(|line| Some(line.split_once(' ')?.1.trim_start())).collect();
    assert!(calls.iter().any(|call| call.starts_with("socket(AF_NETLINK")), "{text}");
    for call in calls.iter().skip(1) {
        let is_harmless = ["socket(AF_NETLINK", "sendto(", "+++", "---"].iter().any(|begin| call.starts_with(begin));
        assert!(is_harmless && !call.contains("AF_INET"), "{call}");
    }
    assert!(calls[0].starts_with("execve(") && calls[0].contains("tcptutor"), "{text}");
}

#[test]
fn a_condition_decides_the_exit_code_and_ends_a_watch() {
    let (listener, address) = listening();
    let port = at(&listener);
    drop(TcpStream::connect(address).expect("connected"));
    settled(&port, "CLOSE_WAIT", 1);
    let code = |arguments: &[&str]| live(arguments).status.code();
    let condition = |rest: &str| format!("{port} {rest}");
    assert_eq!(code(&["--fail-if", &condition("CLOSE_WAIT > 100")]), Some(0));
    assert_eq!(code(&["--fail-if", &condition("CLOSE_WAIT > 0")]), Some(1));
    assert_eq!(code(&["--watch", "1s", "--fail-if", &condition("close-wait >= 1")]), Some(1));
    let output = live(&[&port, "--json", "--fail-if", &condition("CLOSE_WAIT >= 1")]);
    let line: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&line["alarms"][0]["count"], &line["alarms"][0]["raised"]), (&1.into(), &true.into()));
    for (wrong, said) in
        [("CLOSE_WAIT", "is not a condition"), ("CLOSE_WAIT > x", "not a number"), (":x > 1", "names no port")]
    {
        let output = live(&["--fail-if", wrong]);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(said), "{wrong}");
    }
}

/// What a table without ages and limits can tell of a socket.
type Plain = (State, SocketAddr, SocketAddr, u32, Option<u64>, Option<u32>);

fn plain(survey: &Survey, port: u16) -> Vec<Plain> {
    let at_port = |socket: &&Socket| [socket.local, socket.remote].iter().any(|address| address.port() == port);
    let row = |socket: &Socket| {
        let pid = socket.holder.map(|holder| holder.pid);
        (socket.state, socket.local, socket.remote, socket.recv_q, socket.inode, pid)
    };
    let mut rows: Vec<Plain> = survey.sockets.iter().filter(at_port).map(row).collect();
    rows.sort();
    rows
}

#[test]
fn without_netlink_the_same_rows_come_out_of_proc() {
    let (listener, address) = listening();
    let mut held: Vec<TcpStream> = (0..5).map(|_| TcpStream::connect(address).expect("connected")).collect();
    let accepted: Vec<_> = (0..3).map(|_| listener.accept().expect("accepted").0).collect();
    held[0].write_all(b"unread").expect("written");
    held.drain(0..2);
    settled(&at(&listener), "CLOSE_WAIT", 2);
    let port = address.port();
    let (mut asked, mut read) = (Machine::default(), Machine::default().without_netlink());
    wait_for(
        "agreement",
        || {
            (
                plain(&asked_survey(&mut Machine::default()), port),
                plain(&asked_survey(&mut Machine::default().without_netlink()), port),
            )
        },
        |(asked, read)| asked == read && asked.len() >= 8,
    );
    // The second look of either finds the same without looking everywhere. States may go on between two looks: then look again.
    wait_for(
        "the second look",
        || {
            let mut look = || (plain(&asked_survey(&mut asked), port), plain(&asked_survey(&mut read), port));
            (look(), look())
        },
        |(first, second)| first == second,
    );
    drop(accepted);
}

fn asked_survey(machine: &mut Machine) -> Survey {
    machine.survey().expect("a survey")
}

#[test]
fn every_row_of_ss_is_a_row_here() {
    if Command::new("ss").arg("-V").output().is_err() {
        eprintln!("skipped: no `ss` on this machine");
        return;
    }
    let (listener, address) = listening();
    let _held: Vec<TcpStream> = (0..20).map(|_| TcpStream::connect(address).expect("connected")).collect();
    let ss = || {
        let output = Command::new("ss").args(["-tanH"]).output().expect("it runs");
        let text = String::from_utf8(output.stdout).expect("text");
        let mut rows: Vec<Vec<String>> =
            text.lines().map(|line| line.split_whitespace().take(5).map(str::to_owned).collect()).collect();
        rows.sort();
        rows
    };
    let ours = || {
        let row = |socket: &Socket| {
            let row = tcptutor::live::row(socket, None);
            let send_q = row.send_q.map_or_else(String::new, |n| n.to_string());
            let any = |address: String| address.replace("[::]:", "*:");
            let (local, peer) = if socket.local.is_ipv6() && socket.state == State::Listen {
                (any(row.local), any(row.peer))
            } else {
                (row.local, row.peer)
            };
            vec![row.state.to_owned(), row.recv_q.to_string(), send_q, local, peer]
        };
        let mut rows: Vec<Vec<String>> = asked_survey(&mut Machine::default()).sockets.iter().map(row).collect();
        rows.sort();
        rows
    };
    let same = |rows: &(Vec<Vec<String>>, Vec<Vec<String>>)| {
        let any = |rows: &[Vec<String>]| -> Vec<Vec<String>> {
            rows.iter().map(|row| row.iter().map(|cell| cell.replace("[::]:", "*:")).collect()).collect()
        };
        any(&rows.0) == any(&rows.1) && rows.0.len() >= 21
    };
    wait_for("agreement with ss", || (ss(), ours()), same);
    drop(listener);
}

#[test]
fn what_permission_hides_is_said() {
    let (listener, _) = listening();
    let inside = Command::new("unshare").args(["-U", PROGRAM, "live", "--once", &at(&listener)]).output();
    match inside {
        Ok(output) if output.status.success() => {
            let page = String::from_utf8(output.stdout).expect("text");
            let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(page.contains("1 LISTEN") && !page.contains("worst first"), "{page}");
            assert!(page.contains("no names and descriptors for") && page.contains("`sudo`"), "{page}");
        }
        _ => eprintln!("skipped: `unshare -U` is not allowed here"),
    }
}

#[test]
fn another_network_namespace_is_looked_into() {
    let up = "ip link set lo up && exec \"$0\" lab-program";
    let started = Command::new("unshare")
        .args(["-Urn", "sh", "-c", up, PROGRAM])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = started else { return eprintln!("skipped: no `unshare` here") };
    let mut input = child.stdin.take().expect("input");
    let _ = input.write_all(b"bind 0 0\nlisten 0 0\n");
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().expect("output")));
    let bound = lines.next().and_then(Result::ok).unwrap_or_default();
    let listens = lines.next().and_then(Result::ok).unwrap_or_default();
    let Some(port) = listens.strip_prefix("ok ").filter(|_| bound.starts_with("ok ")) else {
        drop(input);
        child.wait().expect("its end");
        return eprintln!("skipped: `unshare -Urn` is not allowed here, or there is no `ip`");
    };
    let line = wait_for(
        "the other namespace",
        || json(&format!(":{port} LISTEN pid:{}", child.id())),
        |line| line["sockets"].as_array().is_some_and(|sockets| !sockets.is_empty()),
    );
    assert_eq!(line["sockets"][0]["namespace_of"], child.id(), "{line}");
    assert_eq!(line["sockets"][0]["pid"], child.id(), "{line}");
    drop(input);
    child.wait().expect("its end");
}

/// A network of its own, on which frames for 10.9.9.2 go to nobody who takes them, and a connection to there.
const SILENT_HOST: &str = "ip link set lo up && ip link add near type veth peer name far && ip addr add 10.9.9.1/24 dev near \
    && ip link set near up && ip link set far up && ip neigh add 10.9.9.2 lladdr 02:00:00:00:00:02 dev near nud permanent \
    && { bash -c 'exec 3<>/dev/tcp/10.9.9.2/80' & caller=$!; sleep 1.5; \"$0\" live --once SYN_SENT; kill $caller; }";

#[test]
fn a_host_that_never_answers_is_told_by_its_address_and_by_how_often_it_was_asked() {
    match Command::new("unshare").args(["-Urn", "sh", "-c", SILENT_HOST, PROGRAM]).output() {
        Ok(output) if String::from_utf8_lossy(&output.stdout).contains("SYN_SENT") => {
            let page = String::from_utf8(output.stdout).expect("text");
            let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.contains("1 connection gets no answer (SYN_SENT)."), "{page}");
            assert!(
                words.contains("1 connection to 10.9.9.2:80 gets no answer, with the SYN sent again up to 1 time."),
                "{page}"
            );
        }
        _ => eprintln!("skipped: `unshare -Urn` is not allowed here, or there is no `ip`, `bash` or pair of links"),
    }
}

#[test]
fn a_namespace_of_its_own_is_empty() {
    let inside = Command::new("unshare").args(["-Urn", PROGRAM, "live", "--once"]).output();
    match inside {
        Ok(output) if output.status.success() => {
            let page = String::from_utf8(output.stdout).expect("text");
            assert!(page.starts_with("This machine's TCP: ") && !page.contains("netlink"), "{page}");
        }
        _ => eprintln!("skipped: `unshare -Urn` is not allowed here"),
    }
}
