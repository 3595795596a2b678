//! Transitions of abstract models, which know no sequence numbers.

use super::check::{state_is, state_is_not};
use super::endpoint::{Endpoint, StepEvent, arriving};
use super::expression::Variables;
use super::fact::{Fact, Number, SegmentFact, Setups, Start, Step, flag_names};
use super::setup;
use tcptutor::tcp::{Event, Opened, Outcome, Profile, State, UserCall};

pub fn check(fact: &Fact, profile: Profile, setups: &Setups) -> Result<(), String> {
    let step = fact.event.as_ref().ok_or("no event")?;
    let via = step.via.clone().or_else(|| fact.start.via.clone());
    let named = fact.start.state.as_str();
    let starts: Vec<Start> = match named {
        "any" => State::ALL.iter().flat_map(|state| both_ways(*state)).collect(),
        "any with a TCB" => State::ALL[1..].iter().flat_map(|state| both_ways(*state)).collect(),
        _ => vec![Start { via, ..fact.start.clone() }],
    };
    for start in &starts {
        let mut endpoint = setup::reach(start, profile, setups)?;
        if start.state == "CLOSED" && named == "any" {
            continue;
        }
        let before = endpoint.clone();
        let outcome = happen(&mut endpoint, step).map_err(|error| format!("{}: {error}", start.state))?;
        let judge = || {
            if let Some(forbidden) = &fact.expect.not_state {
                state_is_not(&endpoint, forbidden)?;
            }
            state_is(&endpoint, fact.expect.state.as_deref())?;
            back_to_listen_is_due(&before, &endpoint, fact)?;
            emitted(&outcome, fact)
        };
        judge().map_err(|error| format!("{}: {error}", start.state))?;
    }
    Ok(())
}

fn both_ways(state: State) -> Vec<Start> {
    let start = |via: &str| Start { state: state.rfc_name().to_owned(), via: Some(via.to_owned()), ..Start::default() };
    vec![start("active"), start("passive")]
}

/// Where a model says "LISTEN or CLOSED", LISTEN is for those who came from there.
fn back_to_listen_is_due(before: &Endpoint, after: &Endpoint, fact: &Fact) -> Result<(), String> {
    if fact.expect.state.as_deref() != Some("LISTEN or CLOSED") {
        return Ok(());
    }
    let from_listen = before.state() == State::Listen
        || (before.state() == State::SynReceived && before.tcb.opened() == Opened::Passive);
    let wanted = if from_listen { "LISTEN" } else { "CLOSED" };
    state_is(after, Some(wanted))
}

fn happen(endpoint: &mut Endpoint, step: &Step) -> Result<Outcome, String> {
    let variables = Variables::of(&endpoint.tcb);
    let event = if let Some(words) = &step.receive {
        Event::SegmentArrives(arriving(&segment(words, endpoint.state())?, &variables)?)
    } else if let Some(words) = &step.send {
        match words.as_str() {
            "RST" => Event::Call(UserCall::Abort),
            "FIN" => Event::Call(UserCall::Shutdown),
            "SYN" => Event::Call(UserCall::Connect),
            _ => return Err(format!("nobody knows how to send {words}")),
        }
    } else {
        match endpoint.kind(step, &variables)? {
            StepEvent::Event(event) => event,
            StepEvent::Nothing => return Ok(Outcome::default()),
        }
    };
    Ok(endpoint.process(&event))
}

/// The segment that a model means by its words, in order and in the window.
fn segment(words: &str, state: State) -> Result<SegmentFact, String> {
    // Alone: with nothing else in it; and sets of flags by their letters.
    let words = words.strip_suffix(" alone").unwrap_or(words);
    let spelled = flag_names(words).join(",");
    let words = if words.chars().all(|c| "SFRA.PU".contains(c)) { spelled.as_str() } else { words };
    let (flags, ack): (&[&str], Option<&str>) = match words {
        "SYN" => (&["SYN"], None),
        "SYN,ACK" | "SYN+ACK" | "SYN, ACK" => (&["SYN", "ACK"], Some("SND.NXT")),
        // Only an acknowledgment of our SYN makes a RST believable in SYN-SENT.
        "RST" if state == State::SynSent => (&["RST", "ACK"], Some("SND.NXT")),
        "RST" => (&["RST"], None),
        "RST,ACK" | "RST+ACK" => (&["RST", "ACK"], Some("SND.NXT")),
        "ACK" | "ACK of SYN" | "ACK of FIN" => (&["ACK"], Some("SND.NXT")),
        // A FIN alone acknowledges nothing new.
        "FIN" | "FIN,ACK" => (&["FIN", "ACK"], Some("SND.UNA")),
        "FIN + ACK of FIN" | "FIN,ACK of FIN" | "FIN and ACK of FIN" => (&["FIN", "ACK"], Some("SND.NXT")),
        _ => return Err(format!("nobody knows the segment {words}")),
    };
    let opens = flags[0] == "SYN";
    let seq = if opens { "IRS" } else { "RCV.NXT" };
    Ok(SegmentFact {
        flags: flags.iter().map(|&flag| flag.to_owned()).collect(),
        seq: Some(Number::Expression(seq.to_owned())),
        ack: ack.map(|ack| Number::Expression(ack.to_owned())),
        len: 0,
        mss: None,
    })
}

fn emitted(outcome: &Outcome, fact: &Fact) -> Result<(), String> {
    let Some(emits) = &fact.expect.emits else { return Ok(()) };
    let wanted: Vec<String> = emits
        .iter()
        .map(|name| match name.as_str() {
            Some("FIN") => Ok("FIN,ACK".to_owned()),
            Some("ACK of FIN" | "ACK of SYN") => Ok("ACK".to_owned()),
            Some(name) => Ok(name.to_owned()),
            None => Err(format!("nobody knows the segment {name}")),
        })
        .collect::<Result<_, _>>()?;
    let sent: Vec<String> = outcome.sent.iter().map(|sent| sent.segment.flags.to_string()).collect();
    if sent == wanted { Ok(()) } else { Err(format!("expected {wanted:?}, got {sent:?}")) }
}
