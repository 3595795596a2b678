//! The figures of RFC 9293, line by line: two endpoints and a little wire.

use super::endpoint::{flags, timer};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;
use tcptutor::tcp::{
    Event, Flags, Instant, Payload, Profile, Segment, SeqNumber, Settings, State, Tcb, Timer, UserCall, process,
};

use super::fact::{Fact, Number, SegmentFact};

#[derive(Deserialize)]
struct Drawn {
    #[serde(default)]
    line: Value,
    #[serde(rename = "A", default)]
    a: Option<String>,
    #[serde(rename = "B", default)]
    b: Option<String>,
    #[serde(default)]
    dir: Option<String>,
    #[serde(default)]
    segment: Option<SegmentFact>,
    #[serde(default)]
    status: String,
    #[serde(default)]
    call: HashMap<String, String>,
    #[serde(default)]
    timer: HashMap<String, String>,
}

struct Host {
    tcb: Tcb,
    /// Sent, and not yet on the drawing.
    outbox: Vec<Segment>,
    /// The initial sequence numbers of further attempts.
    next_iss: Vec<u32>,
}

struct Wire<'a> {
    profile: &'a Profile,
    hosts: [Host; 2],
    in_flight: Vec<(usize, Segment)>,
    letters: HashMap<String, u32>,
    now: Instant,
}

const NAMES: [&str; 2] = ["A", "B"];

pub fn check(fact: &Fact, profile: Profile) -> Result<(), String> {
    let letters = HashMap::from([("X".to_owned(), 300), ("Z".to_owned(), 90)]);
    let mut hosts = Vec::new();
    for (index, name) in NAMES.into_iter().enumerate() {
        hosts.push(host(&fact.setup[name], index, &letters, &profile)?);
    }
    let hosts: [Host; 2] = hosts.try_into().map_err(|_| "two hosts")?;
    let mut wire = Wire { profile: &profile, hosts, in_flight: Vec::new(), letters, now: Instant::ZERO };
    for value in &fact.lines {
        let drawn: Drawn = serde_json::from_value(value.clone()).map_err(|error| error.to_string())?;
        wire.play(&drawn).map_err(|error| format!("line {}: {error}", drawn.line))?;
    }
    Ok(())
}

fn letter_or_number(value: &Value, letters: &HashMap<String, u32>) -> Option<u32> {
    value.as_u64().and_then(|n| u32::try_from(n).ok()).or_else(|| letters.get(value.as_str()?).copied())
}

/// A host as the figure begins with it.
fn host(setup: &Value, index: usize, letters: &HashMap<String, u32>, profile: &Profile) -> Result<Host, String> {
    let state = setup["state"].as_str().unwrap_or("CLOSED");
    let mut numbers: Vec<u32> = match &setup["ISS"] {
        Value::Array(list) => list.iter().filter_map(|n| letter_or_number(n, letters)).collect(),
        one => letter_or_number(one, letters).into_iter().collect(),
    };
    let number = |name: &str| letter_or_number(&setup[name], letters).map(|n| n.wrapping_sub(1));
    let iss = if numbers.is_empty() { number("SND.NXT").unwrap_or(1) } else { numbers.remove(0) };
    let ports = [[1000, 80], [80, 1000]][index];
    let mut tcb = Tcb::new(ports[0], SeqNumber(iss), Settings::default()).with_remote(ports[1]);
    let mut feed = |event: Event| drop(process(&mut tcb, &event, Instant::ZERO, profile));
    match State::parse(state) {
        Some(State::Closed) => {}
        Some(State::Listen) => feed(Event::Call(UserCall::Listen)),
        Some(State::Established) => {
            feed(Event::Call(UserCall::Connect));
            feed(Event::SegmentArrives(Segment {
                seq: SeqNumber(number("RCV.NXT").ok_or("no RCV.NXT")?),
                ack: SeqNumber(iss.wrapping_add(1)),
                flags: Flags::SYN_ACK,
                window: u16::MAX,
                ..Segment::default()
            }));
        }
        _ => return Err(format!("a figure that begins in {state}")),
    }
    Ok(Host { tcb, outbox: Vec::new(), next_iss: numbers })
}

impl Wire<'_> {
    fn play(&mut self, drawn: &Drawn) -> Result<(), String> {
        for (index, name) in NAMES.into_iter().enumerate() {
            if let Some(call) = drawn.call.get(name) {
                let call = user_call(call, drawn.segment.as_ref())?;
                self.happen(index, &Event::Call(call));
            }
            if let Some(words) = drawn.timer.get(name) {
                self.happen(index, &Event::Timeout(timer(words)?));
            }
        }
        if let (Some(dir), Some(segment)) = (&drawn.dir, &drawn.segment) {
            let sender = usize::from(dir == "B>A");
            self.carry(sender, &self.segment(segment)?, &drawn.status)?;
        }
        self.states_are(drawn)
    }

    fn states_are(&self, drawn: &Drawn) -> Result<(), String> {
        for (host, wanted) in self.hosts.iter().zip([&drawn.a, &drawn.b]) {
            // "(REBOOT)" is not a state.
            if let Some(wanted) = wanted.as_deref().filter(|name| !name.starts_with('('))
                && State::parse(wanted) != Some(host.tcb.state())
            {
                return Err(format!("expected {wanted}, got {}", host.tcb.state().rfc_name()));
            }
        }
        Ok(())
    }

    fn carry(&mut self, sender: usize, drawn: &Segment, status: &str) -> Result<(), String> {
        match status {
            "sent and delivered" => {
                let segment = self.next_sent(sender, drawn)?;
                self.deliver(sender, segment);
            }
            "sent, in flight" => {
                let segment = self.next_sent(sender, drawn)?;
                self.in_flight.push((sender, segment));
            }
            "old duplicate delivered" => self.deliver(sender, drawn.clone()),
            "retransmission" => {
                self.happen(sender, &Event::Timeout(Timer::Retransmission));
                self.next_sent(sender, drawn)?;
            }
            _ if status.starts_with("delivered") => {
                let at = self.in_flight.iter().position(|(from, segment)| *from == sender && alike(segment, drawn));
                let (_, segment) = self.in_flight.remove(at.ok_or_else(|| format!("{drawn} is not in flight"))?);
                self.deliver(sender, segment);
            }
            _ => return Err(format!("nobody knows the status {status}")),
        }
        Ok(())
    }

    /// The next segment that this host has sent; it has to be the drawn one.
    fn next_sent(&mut self, sender: usize, drawn: &Segment) -> Result<Segment, String> {
        let outbox = &mut self.hosts[sender].outbox;
        if outbox.is_empty() {
            return Err(format!("expected {drawn}, got nothing"));
        }
        let sent = outbox.remove(0);
        if alike(&sent, drawn) { Ok(sent) } else { Err(format!("expected {drawn}, got {sent}")) }
    }

    fn deliver(&mut self, sender: usize, segment: Segment) {
        self.happen(1 - sender, &Event::SegmentArrives(segment));
    }

    fn happen(&mut self, index: usize, event: &Event) {
        let host = &mut self.hosts[index];
        let before = host.tcb.state();
        if let Event::Timeout(timer) = event {
            self.now = host.tcb.timers().deadline(*timer).unwrap_or(self.now).max(self.now);
        }
        let outcome = process(&mut host.tcb, event, self.now, self.profile);
        host.outbox.extend(outcome.sent.into_iter().map(|sent| sent.segment));
        let is_back = before == State::SynReceived && host.tcb.state() == State::Listen;
        if is_back && !host.next_iss.is_empty() {
            host.tcb.set_iss(SeqNumber(host.next_iss.remove(0)));
        }
    }

    fn segment(&self, fact: &SegmentFact) -> Result<Segment, String> {
        let mut variables = super::expression::Variables::default();
        for (letter, value) in &self.letters {
            variables.set(letter, *value);
        }
        let number = |n: &Option<Number>| n.as_ref().map_or(Ok(0), |n| variables.evaluate(n)).map(SeqNumber);
        Ok(Segment {
            seq: number(&fact.seq)?,
            ack: number(&fact.ack)?,
            flags: flags(&fact.flags)?,
            payload: Payload::from_elem(b'x', fact.len as usize),
            window: u16::MAX,
            ..Segment::default()
        })
    }
}

fn alike(sent: &Segment, drawn: &Segment) -> bool {
    (sent.seq, sent.ack, sent.flags, sent.data_len()) == (drawn.seq, drawn.ack, drawn.flags, drawn.data_len())
}

fn user_call(words: &str, segment: Option<&SegmentFact>) -> Result<UserCall, String> {
    match words.split(' ').next() {
        Some("open_active") => Ok(UserCall::Connect),
        Some("open_passive") => Ok(UserCall::Listen),
        Some("close") => Ok(UserCall::Shutdown),
        Some("abort") => Ok(UserCall::Abort),
        Some("send") => {
            let len = segment.map_or(1, |segment| segment.len);
            Ok(UserCall::Send(Payload::from_elem(b'x', len as usize)))
        }
        _ => Err(format!("nobody knows the call {words}")),
    }
}
