//! What the lessons say of sockets, held against the kernel of this machine: loopback only, no root. Elsewhere than on Linux one
//! test says that they are skipped: the lessons that state these facts follow Linux.

#[cfg(not(target_os = "linux"))]
#[test]
fn the_facts_of_sockets_are_those_of_linux() {
    eprintln!("skipped: this machine's kernel is not Linux");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::io::{ErrorKind, Read, Write};
    use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
    use std::os::fd::OwnedFd;
    use std::os::unix::process::ExitStatusExt;
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::Errno;
    use rustix::net::{AddressFamily, SocketType, bind, listen, socket, sockopt};

    /// Loopback is quick: by then every segment has arrived.
    const ARRIVES: Duration = Duration::from_millis(100);

    fn local(port: u16) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, port))
    }

    /// A connection: the client's end, the server's.
    fn pair() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind(local(0)).expect("a free port");
        let a = TcpStream::connect(listener.local_addr().expect("it is bound")).expect("somebody listens");
        (a, listener.accept().expect("it has called").0)
    }

    /// What a call returned: octets, or the error's name.
    fn printed(result: std::io::Result<usize>) -> Result<usize, Errno> {
        result.map_err(|error| Errno::from_io_error(&error).expect("a call of the kernel"))
    }

    fn read(mut end: &TcpStream) -> Result<usize, Errno> {
        printed(end.read(&mut [0; 4096]))
    }

    fn write(mut end: &TcpStream) -> Result<usize, Errno> {
        printed(end.write(&[b'x'; 10]))
    }

    fn abort(end: TcpStream) {
        sockopt::set_socket_linger(&end, Some(Duration::ZERO)).expect("any socket may linger");
        drop(end);
        sleep(ARRIVES);
    }

    #[test]
    fn a_fin_is_a_zero_behind_the_last_byte_and_the_second_write_after_it_fails() {
        let (a, b) = pair();
        let mut writer = &b;
        writer.write_all(&[b'y'; 20]).expect("A is there");
        drop(b);
        sleep(ARRIVES);
        assert_eq!([read(&a), read(&a), read(&a)], [Ok(20), Ok(0), Ok(0)]);
        assert_eq!(write(&a), Ok(10));
        sleep(ARRIVES);
        assert_eq!([write(&a), write(&a), read(&a)], [Err(Errno::PIPE), Err(Errno::PIPE), Ok(0)]);
    }

    #[test]
    fn after_a_shutdown_the_other_end_may_write_and_the_own_one_may_not() {
        let (a, b) = pair();
        b.shutdown(Shutdown::Write).expect("it is connected");
        sleep(ARRIVES);
        assert_eq!([read(&a), write(&a), read(&b), write(&b)], [Ok(0), Ok(10), Ok(10), Err(Errno::PIPE)]);
    }

    #[test]
    fn a_reset_is_told_once_to_the_first_call_whichever_it_is() {
        let (a, b) = pair();
        abort(b);
        assert_eq!([read(&a), read(&a), write(&a)], [Err(Errno::CONNRESET), Ok(0), Err(Errno::PIPE)]);
        let (a, b) = pair();
        abort(b);
        assert_eq!([write(&a), write(&a), read(&a)], [Err(Errno::CONNRESET), Err(Errno::PIPE), Ok(0)]);
    }

    #[test]
    fn a_close_over_unread_bytes_is_a_reset() {
        let (a, b) = pair();
        assert_eq!(write(&a), Ok(10));
        sleep(ARRIVES);
        drop(b);
        sleep(ARRIVES);
        assert_eq!([read(&a), read(&a)], [Err(Errno::CONNRESET), Ok(0)]);
    }

    #[test]
    fn a_program_that_does_not_think_of_it_dies_of_its_second_write() {
        const SIGPIPE: i32 = 13;
        let (a, b) = pair();
        drop(b);
        sleep(ARRIVES);
        let mut shell = Command::new("sh");
        shell.args(["-c", "echo one; sleep 0.3; echo two"]).stdout(Stdio::from(OwnedFd::from(a)));
        let mut program = shell.spawn().expect("a shell is there");
        assert_eq!(program.wait().expect("it was started").signal(), Some(SIGPIPE));
    }

    /// What `poll()` says of an end at once.
    fn told(end: &TcpStream) -> PollFlags {
        let mut ends = [PollFd::new(end, PollFlags::IN | PollFlags::OUT | PollFlags::RDHUP)];
        poll(&mut ends, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).expect("a socket can be asked");
        ends[0].revents()
    }

    #[test]
    fn poll_tells_of_a_fin_of_both_fins_and_of_a_reset_before_anything_is_read() {
        let fin = PollFlags::IN | PollFlags::OUT | PollFlags::RDHUP;
        let (a, b) = pair();
        assert_eq!(told(&a), PollFlags::OUT);
        drop(b);
        sleep(ARRIVES);
        assert_eq!(told(&a), fin);
        a.shutdown(Shutdown::Write).expect("it is connected");
        sleep(ARRIVES);
        assert_eq!(told(&a), fin | PollFlags::HUP);
        let (a, b) = pair();
        abort(b);
        assert_eq!(told(&a), fin | PollFlags::HUP | PollFlags::ERR);
    }

    /// The row of the socket with this local port and this state, as `ss` has it from the kernel.
    fn row(end: &TcpStream, state: &str) -> Vec<String> {
        let port = format!(":{:04X}", end.local_addr().expect("it is bound").port());
        let table = std::fs::read_to_string("/proc/net/tcp").expect("Linux has it");
        let rows = table.lines().map(|line| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        let own = |row: &Vec<String>| row.get(1).is_some_and(|local| local.ends_with(&port)) && row[3] == state;
        rows.into_iter().find(own).expect("it is there")
    }

    #[test]
    fn keepalive_runs_for_a_socket_that_asked_for_it_and_from_then_on() {
        const ESTABLISHED: &str = "01";
        // The timer's kind and, in hundredths of a second, when it fires.
        let timer = |end: &TcpStream| {
            let row = row(end, ESTABLISHED);
            let (kind, when) = row[5].split_once(':').expect("two numbers");
            (kind.to_owned(), u64::from_str_radix(when, 16).expect("a number") / 100)
        };
        let (a, b) = pair();
        assert_eq!(timer(&b).0, "00");
        sockopt::set_socket_keepalive(&b, true).expect("any socket");
        let sysctl = std::fs::read_to_string("/proc/sys/net/ipv4/tcp_keepalive_time").expect("Linux has it");
        let idle: u64 = sysctl.trim().parse().expect("seconds");
        let (kind, seconds) = timer(&b);
        assert!(kind == "02" && (idle - 2..=idle).contains(&seconds), "{kind}: {seconds} of {idle} s");
        sockopt::set_tcp_keepidle(&b, Duration::from_secs(60)).expect("any socket");
        let (kind, seconds) = timer(&b);
        assert!(kind == "02" && (58..=60).contains(&seconds), "{kind}: {seconds} s");
        drop(a);
    }

    /// Recv-Q of the socket with this local port and this state, as `ss` reads it from the kernel.
    fn recv_q(end: &TcpStream, state: &str) -> Option<u64> {
        u64::from_str_radix(row(end, state)[4].split_once(':')?.1, 16).ok()
    }

    #[test]
    fn a_fin_alone_counts_one_in_recv_q_and_one_behind_data_goes_with_the_data() {
        const CLOSE_WAIT: &str = "08";
        let (a, b) = pair();
        drop(b);
        sleep(ARRIVES);
        assert_eq!(recv_q(&a, CLOSE_WAIT), Some(1));
        assert_eq!(read(&a), Ok(0));
        assert_eq!(recv_q(&a, CLOSE_WAIT), Some(0));
        let (a, b) = pair();
        assert_eq!(write(&b), Ok(10));
        drop(b);
        sleep(ARRIVES);
        assert_eq!(recv_q(&a, CLOSE_WAIT), Some(11));
        assert_eq!(read(&a), Ok(10));
        assert_eq!(recv_q(&a, CLOSE_WAIT), Some(0));
    }

    /// A listener with these options; what `bind()` or `listen()` says otherwise.
    fn listener(port: u16, backlog: i32, reuse_address: bool, reuse_port: bool) -> Result<TcpListener, Errno> {
        let fd = socket(AddressFamily::INET, SocketType::STREAM, None)?;
        sockopt::set_socket_reuseaddr(&fd, reuse_address)?;
        sockopt::set_socket_reuseport(&fd, reuse_port)?;
        bind(&fd, &local(port))?;
        listen(&fd, backlog)?;
        Ok(TcpListener::from(fd))
    }

    fn port_of(listener: &TcpListener) -> u16 {
        listener.local_addr().expect("it is bound").port()
    }

    #[test]
    fn the_accept_queue_holds_one_more_than_the_backlog_and_the_next_call_meets_silence() {
        let listener = listener(0, 2, false, false).expect("a free port");
        let address = local(port_of(&listener));
        let call = || TcpStream::connect_timeout(&address, 5 * ARRIVES);
        let waiting: Vec<TcpStream> = (0..3).map(|_| call().expect("there is room")).collect();
        assert_eq!(call().expect_err("the queue is full").kind(), ErrorKind::TimedOut);
        drop(waiting);
    }

    #[test]
    fn a_listener_that_closes_resets_those_that_wait_and_leaves_those_that_were_accepted() {
        let listener = listener(0, 5, false, false).expect("a free port");
        let address = local(port_of(&listener));
        let accepted = TcpStream::connect(address).expect("somebody listens");
        let served = listener.accept().expect("it has called").0;
        let waiting = TcpStream::connect(address).expect("somebody listens");
        drop(listener);
        sleep(ARRIVES);
        assert_eq!(read(&waiting), Err(Errno::CONNRESET));
        assert_eq!([write(&accepted), read(&served)], [Ok(10), Ok(10)]);
        assert_eq!(TcpStream::connect(address).expect_err("nobody listens").kind(), ErrorKind::ConnectionRefused);
    }

    #[test]
    fn beside_a_time_wait_a_port_is_bound_only_if_both_sockets_had_the_option() {
        for (old, new) in [(false, false), (false, true), (true, false), (true, true)] {
            let first = listener(0, 5, old, false).expect("a free port");
            let port = port_of(&first);
            let a = TcpStream::connect(local(port)).expect("somebody listens");
            drop(first.accept().expect("it has called"));
            drop(first);
            sleep(ARRIVES);
            drop(a);
            sleep(ARRIVES);
            let bound = listener(port, 5, new, false).map(drop);
            assert_eq!(bound, if old && new { Ok(()) } else { Err(Errno::ADDRINUSE) }, "old {old}, new {new}");
        }
    }

    #[test]
    fn two_listeners_share_a_port_only_if_both_have_so_reuseport() {
        for (address, old, new) in [(true, false, false), (true, true, false), (true, false, true), (false, true, true)]
        {
            let first = listener(0, 5, address, old).expect("a free port");
            let second = listener(port_of(&first), 5, address, new).map(drop);
            assert_eq!(second, if old && new { Ok(()) } else { Err(Errno::ADDRINUSE) }, "old {old}, new {new}");
        }
    }

    #[test]
    fn a_lingering_close_waits_for_the_ack_and_no_longer() {
        let (a, b) = pair();
        assert_eq!(write(&b), Ok(10));
        sockopt::set_socket_linger(&b, Some(Duration::from_secs(5))).expect("any socket may linger");
        let begun = Instant::now();
        drop(b);
        assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
        assert_eq!([read(&a), read(&a)], [Ok(10), Ok(0)]);
    }

    #[test]
    fn the_last_descriptor_sends_the_fin_and_a_shutdown_asks_nobody() {
        let (a, b) = pair();
        a.set_nonblocking(true).expect("any socket");
        let second = b.try_clone().expect("dup()");
        drop(b);
        sleep(ARRIVES);
        assert_eq!(read(&a), Err(Errno::AGAIN));
        drop(second);
        sleep(ARRIVES);
        assert_eq!(read(&a), Ok(0));
        let (a, b) = pair();
        let second = b.try_clone().expect("dup()");
        b.shutdown(Shutdown::Write).expect("it is connected");
        assert_eq!(read(&a), Ok(0));
        drop(second);
    }
}
