//! Scripts for one endpoint, a line for each event.
//!
//! ```text
//! connect            | SYN-SENT    | 100 SYN      | ok
//! < 300:101 SYN,ACK  | ESTABLISHED | 101:301 ACK  |
//! ```
//!
//! The columns: the event, the state after it, the segments sent (separated by `;`, none if empty) and what the user hears (the
//! call's result and signals, separated by `;`). The endpoint's ISS is 100; a segment is `SEQ:ACK FLAGS`, then `+N` octets, `w=N`
//! window, `mss=N` option. Events: a call (`send 5`), `< segment`, `! timer`, `icmp hard 100`; `3x ` before one repeats it. Lines with
//! `set` come first, then perhaps `@state`, which goes there without a check.

use std::time::Duration;
use tcptutor::tcp::{
    EdgeSet, Event, Flags, Icmp, IcmpError, Instant, Keepalive, Outcome, Payload, Profile, RuleId, Segment, SeqNumber,
    Settings, Signal, State, Tcb, Timer, UserCall, process,
};

pub const ISS: u32 = 100;

/// An endpoint in the middle of a script.
pub struct Script {
    pub tcb: Tcb,
    pub profile: Profile,
    pub now: Instant,
    pub edges: EdgeSet,
    pub rules: Vec<RuleId>,
}

impl Script {
    pub fn new(profile: Profile, settings: Settings) -> Self {
        let tcb = Tcb::new(80, SeqNumber(ISS), settings).with_remote(4000);
        Self { tcb, profile, now: Instant::ZERO, edges: EdgeSet::default(), rules: Vec::new() }
    }

    pub fn event(&mut self, event: &Event) -> Outcome {
        if let Event::Timeout(timer) = event {
            self.now = self.tcb.timers().deadline(*timer).unwrap_or(self.now).max(self.now);
        }
        let outcome = process(&mut self.tcb, event, self.now, &self.profile);
        for edge in &outcome.transitions {
            self.edges.insert(*edge);
        }
        self.rules.extend(outcome.rules.iter().copied());
        outcome
    }
}

/// Plays a script; the endpoint at its end, or the first line that went otherwise.
pub fn play(profile: Profile, text: &str) -> Result<Script, String> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut settings = Settings::default();
    for line in lines().filter_map(|line| line.strip_prefix("set ")) {
        setting(&mut settings, line);
    }
    let mut script = Script::new(profile, settings);
    for line in lines() {
        if let Some(words) = line.strip_prefix("set ") {
            prepare(&mut script.tcb, words);
        } else if let Some(state) = line.strip_prefix('@') {
            reach(&mut script, state);
        } else {
            play_line(&mut script, line).map_err(|error| format!("{line}\n    {error}"))?;
        }
    }
    Ok(script)
}

/// Goes to a state on the usual way: ISS is 100, the peer's 300, and nothing is in flight but our FIN.
pub fn reach(script: &mut Script, state: &str) {
    for event in way(state) {
        script.event(&parse_event(&event));
    }
    let name = state.split('/').next().and_then(State::parse);
    assert_eq!(Some(script.tcb.state()), name, "the way to {state} leads elsewhere");
}

/// The same with five octets that came in ESTABLISHED and are still unread.
pub fn reach_with_unread(script: &mut Script, state: &str) {
    let mut received = false;
    for event in way(state) {
        let mut event = parse_event(&event);
        if let (true, Event::SegmentArrives(segment)) = (received, &mut event) {
            segment.seq = segment.seq.plus(5);
        }
        script.event(&event);
        if script.tcb.state() == State::Established && !received {
            received = true;
            script.event(&parse_event("< 301:101 ACK +5"));
        }
    }
    assert_eq!(script.tcb.readable(), 5, "the way to {state}");
}

/// The events that lead to a state.
fn way(state: &str) -> Vec<String> {
    let open = "connect; < 300:101 SYN,ACK; ";
    let way = match state {
        "closed" => String::new(),
        "listen" => "listen".to_owned(),
        "syn-sent" => "connect".to_owned(),
        "syn-received" => "listen; < 300 SYN".to_owned(),
        "syn-received/active" => "connect; < 300 SYN".to_owned(),
        "established" => open.to_owned(),
        "established/passive" => "listen; < 300 SYN; < 301:101 ACK".to_owned(),
        "fin-wait-1" => format!("{open}shutdown"),
        "fin-wait-1/closed" => format!("{open}close"),
        "fin-wait-2" => format!("{open}shutdown; < 301:102 ACK"),
        "fin-wait-2/closed" => format!("{open}close; < 301:102 ACK"),
        "close-wait" => format!("{open}< 301:101 FIN,ACK"),
        "closing" => format!("{open}shutdown; < 301:101 FIN,ACK"),
        "last-ack" => format!("{open}< 301:101 FIN,ACK; shutdown"),
        "time-wait" => format!("{open}shutdown; < 301:102 ACK; < 301:102 FIN,ACK"),
        _ => panic!("nobody knows the way to {state:?}"),
    };
    way.split(';').map(str::trim).filter(|event| !event.is_empty()).map(str::to_owned).collect()
}

fn number<T: std::str::FromStr>(text: &str) -> T {
    text.trim().parse().unwrap_or_else(|_| panic!("{text:?} is not a number"))
}

fn setting(settings: &mut Settings, words: &str) {
    match words.split_once(' ').unwrap_or((words, "")) {
        ("capacity", n) => settings.receive_capacity = number(n),
        ("send-capacity", n) => settings.send_capacity = number(n),
        ("mss", "none") => settings.mss = None,
        ("mss", n) => settings.mss = Some(number(n)),
        ("delayed-ack", _) => settings.delayed_ack = true,
        ("keepalive", n) => settings.keepalive = Some(Keepalive { probes: number(n), ..Keepalive::default() }),
        ("remote" | "listener-beside" | "iss", _) => {}
        _ => panic!("nobody knows the setting {words}"),
    }
}

/// Settings of the control block itself; they also work in the middle of a script.
fn prepare(tcb: &mut Tcb, words: &str) {
    match words {
        "remote none" => *tcb = tcb.clone().with_remote(0),
        "listener-beside" => tcb.set_listener_beside(true),
        _ => {
            if let Some(iss) = words.strip_prefix("iss ") {
                tcb.set_iss(SeqNumber(number(iss)));
            }
        }
    }
}

fn play_line(script: &mut Script, line: &str) -> Result<(), String> {
    let mut columns = line.split('|').map(str::trim);
    let mut column = || columns.next().unwrap_or_default();
    let (event, state, sent, heard) = (column(), column(), column(), column());
    let (times, event) = event.split_once("x ").filter(|(n, _)| n.parse::<u32>().is_ok()).unwrap_or(("1", event));
    for time in 1..=number::<u32>(times) {
        check_event(script, event, state, sent, heard).map_err(|error| format!("time {time}: {error}"))?;
    }
    Ok(())
}

fn check_event(script: &mut Script, event: &str, state: &str, sent: &str, heard: &str) -> Result<(), String> {
    let outcome = script.event(&parse_event(event));
    let want_state = State::parse(state).unwrap_or_else(|| panic!("{state:?} is not a state"));
    let got = script.tcb.state();
    if got != want_state {
        return Err(format!("the state is {}, by {:?}", got.rfc_name(), outcome.rules));
    }
    let wanted: Vec<&str> = sent.split(';').map(str::trim).filter(|word| !word.is_empty()).collect();
    let got: Vec<&Segment> = outcome.sent.iter().map(|sent| &sent.segment).collect();
    if wanted.len() != got.len() || !wanted.iter().zip(&got).all(|(wanted, got)| is_like(got, wanted)) {
        let got: Vec<String> = got.iter().map(|segment| write_segment(segment)).collect();
        return Err(format!("sent is {:?}, by {:?}", got.join("; "), outcome.rules));
    }
    let got = what_was_heard(&outcome);
    if got == heard { Ok(()) } else { Err(format!("heard is {got:?}, by {:?}", outcome.rules)) }
}

/// The call's result and the signals, as the fourth column writes them.
fn what_was_heard(outcome: &Outcome) -> String {
    let reply = outcome.reply.map(|reply| reply.to_string());
    // That the connection is open stands in the column of states.
    let signals = outcome.signals.iter().filter(|signal| **signal != Signal::Opened);
    let signals = signals.map(|signal| signal.text().to_owned());
    reply.into_iter().chain(signals).collect::<Vec<_>>().join("; ")
}

pub fn parse_event(text: &str) -> Event {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let octets = |n: &str| Payload::from_elem(b'x', if n.is_empty() { 1 } else { number(n) });
    Event::Call(match word {
        "<" => return Event::SegmentArrives(parse_segment(rest)),
        "!" => {
            return Event::Timeout(Timer::parse(rest).unwrap_or_else(|| panic!("{rest:?} is no timer")));
        }
        "icmp" => {
            let (kind, quoted) = rest.split_once(' ').expect("icmp KIND NUMBER");
            return Event::Icmp(IcmpError {
                kind: Icmp::parse(kind).expect("an ICMP error"),
                quoted: SeqNumber(number(quoted)),
            });
        }
        "listen" => UserCall::Listen,
        "connect" => UserCall::Connect,
        "send" => UserCall::Send(octets(rest)),
        "receive" => UserCall::Receive(if rest.is_empty() { 1000 } else { number(rest) }),
        "shutdown" => UserCall::Shutdown,
        "shutdown-read" => UserCall::ShutdownRead,
        "close" => UserCall::Close,
        "abort" => UserCall::Abort,
        "status" => UserCall::Status,
        "keepalive" => UserCall::Keepalive(rest == "on"),
        "user-timeout" => UserCall::UserTimeout(rest.parse().ok().map(Duration::from_secs)),
        _ => panic!("nobody knows the event {text:?}"),
    })
}

/// Reads `101:301 FIN,ACK +5 w=0`; the window is open wide unless it says otherwise.
pub fn parse_segment(text: &str) -> Segment {
    let mut words = text.split_whitespace();
    let numbers = words.next().unwrap_or_else(|| panic!("{text:?} is not a segment"));
    let (seq, ack) = numbers.split_once(':').unwrap_or((numbers, "0"));
    let flags = Flags::parse(words.next().unwrap_or_default()).unwrap_or_else(|word| panic!("{word:?} is not a flag"));
    let mut segment = Segment {
        src_port: 4000,
        dst_port: 80,
        seq: SeqNumber(number(seq)),
        ack: SeqNumber(number(ack)),
        flags,
        window: u16::MAX,
        ..Segment::default()
    };
    for word in words {
        if let Some(n) = word.strip_prefix('+') {
            segment.payload = Payload::from_elem(b'x', number(n));
        } else if let Some(n) = word.strip_prefix("w=") {
            segment.window = number(n);
        } else if let Some(n) = word.strip_prefix("mss=") {
            segment.mss = Some(number(n));
        } else {
            panic!("nobody knows {word:?} in {text:?}");
        }
    }
    segment
}

fn write_segment(segment: &Segment) -> String {
    let ack = if segment.flags.ack() { format!(":{}", segment.ack) } else { String::new() };
    let data = if segment.payload.is_empty() { String::new() } else { format!(" +{}", segment.payload.len()) };
    format!("{}{ack} {}{data}", segment.seq, segment.flags)
}

/// Whether this was sent; window and option are compared where the script names them.
fn is_like(sent: &Segment, wanted: &str) -> bool {
    let want = parse_segment(wanted);
    write_segment(sent) == write_segment(&want)
        && (!wanted.contains("w=") || sent.window == want.window)
        && (want.mss.is_none() || sent.mss == want.mss)
}
