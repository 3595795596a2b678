//! The endpoint under test, and its translation of what the facts make happen.

use super::expression::Variables;
use super::fact::{SegmentFact, Start, Step};
use tcptutor::tcp::{
    Event, Flags, Instant, Outcome, Payload, Profile, Segment, SeqNumber, Settings, State, Tcb, Timer, UserCall,
    process,
};

const LOCAL_PORT: u16 = 80;
const REMOTE_PORT: u16 = 40_000;
const ISS: u32 = 3_000_000;

#[derive(Clone)]
pub struct Endpoint {
    pub tcb: Tcb,
    pub profile: Profile,
    pub now: Instant,
    /// What the peer's SYNs announce.
    pub peer_mss: Option<u16>,
}

/// What a step is for the endpoint.
pub enum StepEvent {
    Event(Event),
    /// Something that TCP never hears of.
    Nothing,
}

impl Endpoint {
    pub fn new(profile: Profile, start: &Start, capacity: u32) -> Self {
        let settings = Settings { receive_capacity: capacity, delayed_ack: start.delayed_ack, ..Settings::default() };
        let tcb = Tcb::new(LOCAL_PORT, SeqNumber(ISS), settings).with_remote(REMOTE_PORT);
        Self { tcb, profile, now: Instant::ZERO, peer_mss: start.mss }
    }

    /// One event at the next moment; a timer fires when it is due.
    pub fn process(&mut self, event: &Event) -> Outcome {
        let due = match event {
            Event::Timeout(timer) => self.tcb.timers().deadline(*timer),
            _ => None,
        };
        self.now = due.unwrap_or(self.now).max(self.now);
        process(&mut self.tcb, event, self.now, &self.profile)
    }

    /// The peer sends until nothing more fits.
    pub fn fill_receive_buffer(&mut self) {
        while self.tcb.rcv().wnd > 0 {
            let len = self.tcb.rcv().wnd.min(500) as usize;
            let segment = Segment {
                seq: self.tcb.rcv().nxt,
                ack: self.tcb.snd().nxt,
                flags: Flags::ACK,
                payload: Payload::from_elem(b'x', len),
                ..blank()
            };
            self.process(&Event::SegmentArrives(segment));
        }
    }

    /// What this step makes happen here.
    pub fn kind(&mut self, step: &Step, variables: &Variables) -> Result<StepEvent, String> {
        if let Some(fact) = &step.segment {
            let mut segment = arriving(fact, variables)?;
            segment.mss = segment.mss.or(self.peer_mss.filter(|_| segment.flags.syn()));
            return Ok(StepEvent::Event(Event::SegmentArrives(segment)));
        }
        if let Some(name) = &step.timer {
            return Ok(StepEvent::Event(Event::Timeout(timer(name)?)));
        }
        let Some(call) = &step.call else {
            return Err(format!("a step in which nothing happens: {step:?}"));
        };
        self.call(call, step.spelled.as_deref().unwrap_or_default(), step.len)
    }

    fn call(&mut self, name: &str, spelled: &str, len: Option<u32>) -> Result<StepEvent, String> {
        let call = match name {
            "open_passive" | "listen" if spelled.contains("another socket") => {
                self.tcb.set_listener_beside(true);
                return Ok(StepEvent::Nothing);
            }
            // A program that waits for a connection has named no peer; one that sends has.
            "open_passive" | "listen" => UserCall::Listen,
            "open_active" | "connect" => UserCall::Connect,
            "send" | "write" => UserCall::Send(Payload::from_elem(b'x', len.unwrap_or(1) as usize)),
            "receive" | "read" | "recv" => UserCall::Receive(len.unwrap_or(u32::from(u16::MAX))),
            "status" => UserCall::Status,
            "abort" | "linger0_close" | "disconnect" => UserCall::Abort,
            "close" | "shutdown" | "shutdown_wr" | "shutdown_rdwr" => closing(spelled),
            "close_fd" | "shutdown_rd" | "accept" => return Ok(StepEvent::Nothing),
            _ => return Err(format!("nobody knows the call {name}")),
        };
        Ok(StepEvent::Event(Event::Call(call)))
    }

    /// The state that the facts' timers and calls leave behind.
    pub fn state(&self) -> State {
        self.tcb.state()
    }
}

fn closing(spelled: &str) -> UserCall {
    let spelled = spelled.to_ascii_lowercase();
    if spelled.contains("linger") {
        UserCall::Abort
    } else if spelled.starts_with("close") {
        UserCall::Close
    } else {
        UserCall::Shutdown
    }
}

pub fn timer(name: &str) -> Result<Timer, String> {
    match name {
        "2MSL" | "2msl" => Ok(Timer::TimeWait),
        _ => Timer::parse(name).ok_or_else(|| format!("nobody knows the timer {name}")),
    }
}

/// A segment from the peer: the window is open wide.
pub fn blank() -> Segment {
    Segment { src_port: REMOTE_PORT, dst_port: LOCAL_PORT, window: u16::MAX, ..Segment::default() }
}

pub fn flags(names: &[String]) -> Result<Flags, String> {
    // Sets that the facts do not compare, and the engine does not model.
    let known: Vec<&str> = names.iter().map(String::as_str).filter(|name| !matches!(*name, "PSH" | "URG")).collect();
    Flags::parse(&known.join(",")).map_err(|name| format!("nobody knows the flag {name}"))
}

pub fn arriving(fact: &SegmentFact, variables: &Variables) -> Result<Segment, String> {
    let number = |number: &Option<_>| number.as_ref().map_or(Ok(0), |n| variables.evaluate(n)).map(SeqNumber);
    Ok(Segment {
        seq: number(&fact.seq)?,
        ack: number(&fact.ack)?,
        flags: flags(&fact.flags)?,
        payload: Payload::from_elem(b'x', fact.len as usize),
        mss: fact.mss,
        ..blank()
    })
}
