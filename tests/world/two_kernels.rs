//! Exchanges between two real kernels, played by two hosts of the profile `linux`: the same calls, the same segments delivered and
//! lost at the same moments. States, segments and what calls return have to be the same after every event.
//!
//! A timer may fire a little sooner or later than in a kernel: what has left too soon waits for its moment, and what is late is
//! made to leave.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tcptutor::sim::{
    Call, Departure, Expression, Forged, Input, Limit, Origin, PacketId, PerSide, Record, Setup, Side, Variable, World,
};
use tcptutor::tcp::{Errno, Flags, Instant, Profile, Reply, Segment, SeqNumber, Settings, State, Timer};

#[derive(Deserialize)]
struct Trace {
    id: String,
    #[serde(default)]
    sysctls: BTreeMap<String, String>,
    events: Vec<Event>,
}

#[expect(clippy::struct_field_names, reason = "the names are those of the files")]
#[derive(Deserialize)]
struct Event {
    n: u32,
    t: f64,
    side: Option<String>,
    event: String,
    call: Option<String>,
    result: Option<String>,
    note: Option<String>,
    seg: Option<Seg>,
    states: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Seg {
    flags: String,
    seq: i64,
    ack: Option<i64>,
    #[serde(default)]
    len: u32,
    seq_iss: Option<usize>,
    ack_iss: Option<usize>,
}

const WINDOW: u32 = 18_980;
/// Longer than any exchange: what arrives is delivered by hand.
const FOR_EVER: Duration = Duration::from_secs(100 * 3600);

struct Exchange {
    world: World,
    /// What has left and has not been seen leaving.
    left: PerSide<Vec<(PacketId, Origin, Segment)>>,
    /// Every initial sequence number of each side, in order.
    isn: PerSide<Vec<SeqNumber>>,
    /// The ports of the connection that was opened last, A's first.
    ports: Option<PerSide<u16>>,
}

fn side_of(name: Option<&String>) -> Result<Side, String> {
    Side::BOTH
        .into_iter()
        .find(|side| name.is_some_and(|name| name == side.letter()))
        .ok_or_else(|| "no side".to_owned())
}

fn flags_of(seg: &Seg) -> Result<Flags, String> {
    let names: Vec<&str> = seg.flags.split('|').filter(|name| !matches!(*name, "PSH" | "URG")).collect();
    Flags::parse(&names.join(",")).map_err(|word| format!("{word} is no flag"))
}

/// A number in a call's words: `send(5)`.
fn number_in(words: &str) -> Option<u32> {
    words.split(|c: char| !c.is_ascii_digit()).find_map(|digits| digits.parse().ok())
}

impl Exchange {
    fn new(trace: &Trace) -> Self {
        let mut profile = Profile::linux();
        for (name, value) in &trace.sysctls {
            let value: u64 = value.trim().parse().unwrap_or_default();
            match name.rsplit('.').next() {
                Some("tcp_fin_timeout") => profile.timings.fin_wait_2 = Some(Duration::from_secs(value)),
                Some("tcp_synack_retries") => profile.timings.syn_ack_limit = u8::try_from(value).unwrap_or(u8::MAX),
                Some("tcp_syn_linear_timeouts") => profile.timings.linear_syns = u8::try_from(value).unwrap_or(u8::MAX),
                _ => {}
            }
        }
        let settings = Settings { receive_capacity: WINDOW, delayed_ack: true, ..Settings::default() };
        let mut setup = Setup { profile, settings: PerSide::both(settings), ..Setup::default() };
        setup.link.latency = PerSide::both(FOR_EVER);
        let mut world = World::new(&setup);
        for side in Side::BOTH {
            world.apply(&Input::Limit(side, Limit::Workers, Some(0)));
        }
        Self { world, left: PerSide::default(), isn: PerSide::default(), ports: None }
    }

    fn apply(&mut self, input: &Input) -> Vec<Record> {
        let records = self.world.apply(input);
        for departure in records.iter().flat_map(|record| &record.departures) {
            self.note(departure);
        }
        records
    }

    fn note(&mut self, departure: &Departure) {
        let (from, segment) = (departure.packet.from, departure.segment.clone());
        if segment.flags.syn() && departure.origin != Origin::Forged {
            if !self.isn[from].contains(&segment.seq) {
                self.isn[from].push(segment.seq);
            }
            let ports = (segment.src_port, segment.dst_port);
            self.ports =
                Some(if from == Side::A { PerSide::new(ports.0, ports.1) } else { PerSide::new(ports.1, ports.0) });
        }
        self.left[from].push((departure.packet, departure.origin, segment));
    }

    /// The number of a side's stream that a trace means.
    fn absolute(&self, side: Side, relative: i64, which: Option<usize>) -> Option<SeqNumber> {
        let isn = self.isn[side].get(which.unwrap_or(1).max(1) - 1)?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers are modulo 2^32")]
        Some(isn.plus(relative as u32))
    }

    fn is_like(&self, from: Side, segment: &Segment, seg: &Seg) -> bool {
        let ack = match seg.ack {
            Some(ack) if segment.flags.ack() => self.absolute(from.other(), ack, seg.ack_iss) == Some(segment.ack),
            None => !segment.flags.ack(),
            Some(_) => false,
        };
        // A RST that answers takes its number from the other stream's view of ours.
        flags_of(seg) == Ok(segment.flags)
            && segment.data_len() == seg.len
            && self.absolute(from, seg.seq, seg.seq_iss) == Some(segment.seq)
            && ack
    }

    fn state(&self, side: Side) -> &'static str {
        let host = self.world.host(side);
        let alive = self.ports.and_then(|ports| {
            let (local, remote) = (*ports.get(side), *ports.get(side.other()));
            let of_it = |c: &&std::sync::Arc<tcptutor::sim::Connection>| {
                (c.tcb.local_port(), c.tcb.remote_port()) == (local, Some(remote)) && c.tcb.state() != State::Closed
            };
            host.connections.iter().rev().find(of_it).map(|connection| connection.tcb.state())
        });
        match alive {
            Some(state) => kernel_name(state),
            None if host.listener.is_some() => "LISTEN",
            None => "CLOSED",
        }
    }

    /// Time passes; a timer that fires now is seen leaving later.
    fn pass(&mut self, t: f64) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "seconds of an exchange are few and not negative"
        )]
        let until = Instant::from_micros((t * 1e6) as u64);
        let wait = until.since(self.world.now());
        if !wait.is_zero() {
            self.apply(&Input::Advance(wait));
        }
    }

    fn departs(&mut self, side: Side, seg: &Seg) -> Result<(), String> {
        for attempt in 0..3 {
            let like = self.left[side].iter().position(|(_, _, segment)| self.is_like(side, segment, seg));
            if let Some(at) = like {
                self.left[side].remove(at);
                return Ok(());
            }
            if attempt < 2 && !self.fire(side) {
                break;
            }
        }
        let left: Vec<String> = self.left[side].iter().map(|(_, _, segment)| segment.to_string()).collect();
        Err(format!("{side} should send {seg:?}, and has sent [{}]", left.join(" ")))
    }

    /// Lets the next lively timer of a side fire, if one runs.
    fn fire(&mut self, side: Side) -> bool {
        let timers: Vec<(Instant, Timer)> = self.world.running_timers(side).collect();
        let next = timers.into_iter().filter(|(_, timer)| !timer.is_patient()).min();
        next.is_some_and(|(_, timer)| {
            self.apply(&Input::Fire(side, Some(timer)));
            true
        })
    }

    fn under_way(&self, to: Side, seg: &Seg) -> Option<PacketId> {
        let from = to.other();
        let coming = self.world.packets().iter().filter(|packet| packet.id.from == from);
        let mut coming = coming.filter(|packet| self.is_like(from, &packet.segment, seg));
        // What has not been seen leaving cannot arrive, unless it was let go too early by a timer.
        coming.next().map(|packet| packet.id)
    }

    fn arrives(&mut self, side: Side, seg: &Seg) -> Result<(), String> {
        let id = match self.under_way(side, seg) {
            Some(id) => id,
            None => self.forge(side.other(), seg)?,
        };
        self.apply(&Input::Deliver(id));
        Ok(())
    }

    /// A segment of the driver's own: an old duplicate.
    fn forge(&mut self, from: Side, seg: &Seg) -> Result<PacketId, String> {
        let zero = |number: SeqNumber| Expression { base: Variable::Zero, offset: number.0 };
        let seq = self.absolute(from, seg.seq, seg.seq_iss).ok_or("a segment before any SYN")?;
        let ack = seg.ack.and_then(|ack| self.absolute(from.other(), ack, seg.ack_iss));
        let len = u16::try_from(seg.len).map_err(|error| error.to_string())?;
        let forged = Forged { seq: Some(zero(seq)), ack: ack.map(zero), len, ..Forged::bare(flags_of(seg)?) };
        let records = self.apply(&Input::Inject(from, forged));
        let departure = records.first().and_then(|record| record.departures.first()).ok_or("nothing was forged")?;
        self.left[from].retain(|(id, _, _)| *id != departure.packet);
        Ok(departure.packet)
    }

    fn call(&mut self, side: Side, words: &str, result: &str) -> Result<(), String> {
        let name = words.split('(').next().unwrap_or_default();
        let input = match name {
            "listen" => {
                self.apply(&Input::Limit(side, Limit::Backlog, number_in(words)));
                Input::Call(side, Call::Listen)
            }
            "connect" if words.contains("again") => return Ok(()),
            "connect" => {
                let busy = self.world.host(side).current().is_some_and(|current| current.tcb.state() != State::Closed);
                if busy {
                    self.apply(&Input::Socket(side));
                }
                Input::Call(side, Call::Connect)
            }
            "accept" => Input::Accept(side),
            "send" => Input::Call(side, Call::Write(number_in(words).unwrap_or(1))),
            "recv" => Input::Call(side, Call::Read(Call::DEFAULT_READ)),
            "close" if words.contains("LINGER") => Input::Call(side, Call::Abort),
            "close" => Input::Call(side, Call::Close),
            "shutdown" if words.contains("SHUT_RD)") => return Ok(()),
            "shutdown" => Input::Call(side, Call::Shutdown),
            _ => return Err(format!("nobody knows the call {words}")),
        };
        let reply = self.apply(&input).into_iter().find_map(|record| record.outcome.reply);
        let returned = match reply {
            Some(Reply::Ok) => "ok".to_owned(),
            Some(Reply::EndOfFile) => "EOF".to_owned(),
            Some(Reply::Octets(octets)) if name == "recv" => format!("{octets} bytes"),
            Some(Reply::Errno(Errno::EAGAIN)) if name == "accept" => "EAGAIN".to_owned(),
            Some(reply) => reply.to_string(),
            None => "nothing".to_owned(),
        };
        if returned == result || result.starts_with("everything") {
            return Ok(());
        }
        Err(format!("{side} {words} should return {result}, and returns {returned}"))
    }

    /// `after 19 segments B's window is 0`: what the trace leaves out.
    fn note_of_driver(&mut self, note: &str) {
        let Some((segments, rest)) = note.strip_prefix("after ").and_then(|rest| rest.split_once(" segments ")) else {
            return;
        };
        let (Ok(segments), true) = (segments.parse::<u32>(), rest.ends_with("window is 0")) else { return };
        let to = if rest.starts_with('A') { Side::A } else { Side::B };
        let each = WINDOW.div_ceil(segments);
        let mut left = WINDOW;
        while left > 0 {
            let octets = each.min(left);
            left -= octets;
            self.apply(&Input::Call(to.other(), Call::Write(octets)));
            while let Some(id) = self.world.packets().first().map(|packet| packet.id) {
                self.apply(&Input::Deliver(id));
            }
        }
        if self.fire_delayed(to)
            && let Some(id) = self.world.packets().first().map(|packet| packet.id)
        {
            self.apply(&Input::Deliver(id));
        }
        self.left = PerSide::default();
    }

    fn fire_delayed(&mut self, side: Side) -> bool {
        let waits = self.world.running_timers(side).any(|(_, timer)| timer == Timer::DelayedAck);
        if waits {
            self.apply(&Input::Fire(side, Some(Timer::DelayedAck)));
        }
        waits
    }

    fn happens(&mut self, event: &Event) -> Result<(), String> {
        self.pass(event.t);
        let side = || side_of(event.side.as_ref());
        match (event.event.as_str(), &event.seg) {
            ("note", _) => self.note_of_driver(event.note.as_deref().unwrap_or_default()),
            ("call", _) => {
                let result = event.result.as_deref().unwrap_or_default();
                self.call(side()?, event.call.as_deref().unwrap_or_default(), result)?;
            }
            ("departs", Some(seg)) => self.departs(side()?, seg)?,
            ("arrives", Some(seg)) => self.arrives(side()?, seg)?,
            ("lost", Some(seg)) => {
                let side = side()?;
                let id = self.under_way(side.other(), seg).ok_or("what is lost was not under way")?;
                self.apply(&Input::Drop(id));
            }
            (other, _) => return Err(format!("nobody knows the event {other}")),
        }
        for side in Side::BOTH {
            let wanted = event.states.get(side.letter()).map(String::as_str).unwrap_or_default();
            if self.state(side) != wanted {
                return Err(format!("{side} should be in {wanted}, and is in {}", self.state(side)));
            }
        }
        Ok(())
    }

    /// What left and was not in the trace: repetitions of a timer that is a little quicker are none of its business.
    fn too_much(&self) -> Result<(), String> {
        let all = Side::BOTH.into_iter().flat_map(|side| &self.left[side]);
        let extra: Vec<String> =
            all.filter(|(_, origin, _)| *origin != Origin::Again).map(|(_, _, segment)| segment.to_string()).collect();
        if extra.is_empty() { Ok(()) } else { Err(format!("sent, and not in the trace: {}", extra.join(" "))) }
    }
}

const fn kernel_name(state: State) -> &'static str {
    match state {
        State::Closed => "CLOSED",
        State::Listen => "LISTEN",
        State::SynSent => "SYN_SENT",
        State::SynReceived => "SYN_RECV",
        State::Established => "ESTABLISHED",
        State::FinWait1 => "FIN_WAIT1",
        State::FinWait2 => "FIN_WAIT2",
        State::CloseWait => "CLOSE_WAIT",
        State::Closing => "CLOSING",
        State::LastAck => "LAST_ACK",
        State::TimeWait => "TIME_WAIT",
    }
}

fn play(trace: &Trace) -> Result<(), String> {
    let mut exchange = Exchange::new(trace);
    for event in &trace.events {
        exchange.happens(event).map_err(|error| format!("{}: event {}: {error}", trace.id, event.n))?;
    }
    exchange.too_much().map_err(|error| format!("{}: {error}", trace.id))
}

fn traces() -> Vec<Trace> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let folders = [Some(own), std::env::var_os("TCPTUTOR_CONFORMANCE").map(PathBuf::from)];
    let mut traces = Vec::new();
    for folder in folders.into_iter().flatten() {
        let Ok(text) = std::fs::read_to_string(folder.join("two-kernel-traces.jsonl")) else { continue };
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        traces.extend(lines.map(|line| serde_json::from_str::<Trace>(line).unwrap_or_else(|error| panic!("{error}"))));
    }
    traces
}

#[test]
fn two_hosts_do_what_two_kernels_did() {
    let traces = traces();
    assert!(traces.len() >= 15);
    let mut output_text = String::new();
    let failed = traces.iter().filter_map(|trace| play(trace).err());
    let count = failed.map(|error| writeln!(output_text, "{error}")).count();
    assert_eq!(count, 0, "{count} of {} went otherwise\n{output_text}", traces.len());
}

#[test]
fn a_trace_that_went_otherwise_is_noticed() {
    let mut traces = traces();
    let trace = &mut traces[1];
    let last = trace.events.len() - 1;
    trace.events[last].states.insert("A".to_owned(), "CLOSED".to_owned());
    assert!(play(trace).is_err());
}
