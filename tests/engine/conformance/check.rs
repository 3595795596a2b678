//! One fact: which profiles it is held against, and whether the engine agrees.

use super::endpoint::{Endpoint, StepEvent, flags};
use super::expression::{Variables, wrapped};
use super::fact::{Fact, File, Line, Number, SegmentFact, Setups};
use super::score::Score;
use super::{figure, model, setup, trace};
use serde_json::Value;
use tcptutor::tcp::{Event, Profile, RuleId, Segment, State, Transmission};

/// Holds a line against every profile that it is a fact about.
pub fn score_fact(score: &mut Score, file: &File, line: &Line, setups: &Setups) {
    let fact = match line {
        Ok(fact) => fact,
        Err(error) => return score.add(&file.name, "unreadable", "conforms", "?", &Err(error.clone())),
    };
    for (name, profile) in profiles(file, fact) {
        let result = profile.ok_or_else(|| format!("nobody knows the profile {name}")).and_then(|profile| {
            let result = check(fact, profile, name, setups);
            if let (Some(steps), "single") = (&fact.trace, fact.kind.as_str()) {
                let whole = trace::check(steps, fact, profile, name, setups);
                score.add(&format!("{} (whole trace)", file.name), name, "traced", &fact.id, &whole);
            }
            result
        });
        score.add(&file.name, name, &fact.verdict, &fact.id, &result);
    }
}

/// The profiles, by the name under which they are reported. Where a kernel and the RFC agree, both have to.
fn profiles<'a>(file: &File, fact: &'a Fact) -> Vec<(&'a str, Option<Profile>)> {
    let own = fact.profile.as_str();
    let rfc = Profile::rfc9293();
    let profile = match own {
        "rfc9293+rfc5961" | "rfc9293" | "rfc9293-fsm" | "freebsd" => Some(rfc),
        "rfc793" | "rfc793-fsm" => Some(rfc.with(RuleId::RstInWindow).with(RuleId::SynInWindow)),
        "rfc1337" => Some(rfc.with(RuleId::RstIgnoredInTimeWait)),
        "linux" => Some(Profile::linux()),
        _ => None,
    };
    let mut profiles = vec![(own, profile)];
    if file.name.starts_with("linux") && own != "linux" && fact.verdict == "conforms" {
        profiles.push(("linux", Some(Profile::linux())));
    }
    profiles
}

fn check(fact: &Fact, profile: Profile, name: &str, setups: &Setups) -> Result<(), String> {
    match fact.kind.as_str() {
        "single" => single(fact, profile, name, setups),
        "scenario" | "trace" => {
            let steps = fact.trace.as_ref().ok_or("a scenario without a trace")?;
            trace::check(steps, fact, profile, name, setups)
        }
        "abstract" | "forbidden" => model::check(fact, profile, setups),
        "figure" => figure::check(fact, profile),
        kind => Err(format!("nobody knows the kind {kind}")),
    }
}

fn single(fact: &Fact, profile: Profile, name: &str, setups: &Setups) -> Result<(), String> {
    let step = fact.event.as_ref().ok_or("no event")?;
    if step.receive.is_some() {
        return model::check(fact, profile, setups);
    }
    let mut endpoint = setup::reach(&fact.start, profile, setups)?;
    let mut variables = Variables::of(&endpoint.tcb);
    for (free, value) in &step.bind {
        variables.set(free, wrapped(*value)?);
    }
    for free in ["X", "Y"].into_iter().filter(|free| !step.bind.contains_key(*free)) {
        variables.set(free, 0x00C0_FFEE);
    }
    let sent = match endpoint.kind(step, &variables)? {
        StepEvent::Nothing => Vec::new(),
        StepEvent::Event(event) => {
            if let Event::SegmentArrives(segment) = &event {
                variables.set_segment(segment);
            }
            endpoint.process(&event).sent.into_iter().collect()
        }
    };
    variables.set("NEW.ISS", endpoint.tcb.snd().iss.0);
    state_is(&endpoint, fact.expect.state.as_deref())?;
    if let Some(forbidden) = &fact.expect.not_state {
        state_is_not(&endpoint, forbidden)?;
    }
    let Some(emits) = &fact.expect.emits else { return Ok(()) };
    if fact.expect.emits_verified == Some(false) {
        return Ok(());
    }
    let wanted: Vec<SegmentFact> = emits
        .iter()
        .map(|value: &Value| serde_json::from_value(value.clone()).map_err(|error| error.to_string()))
        .collect::<Result<_, _>>()?;
    emitted(&sent, &wanted, &variables, name)
}

/// Whether the endpoint is in the state; the models write several with "or".
pub fn state_is(endpoint: &Endpoint, wanted: Option<&str>) -> Result<(), String> {
    let Some(wanted) = wanted else { return Ok(()) };
    let states: Vec<State> = wanted
        .split(" or ")
        .map(|name| State::parse(name).ok_or_else(|| format!("nobody knows the state {name}")))
        .collect::<Result<_, _>>()?;
    if states.contains(&endpoint.state()) {
        return Ok(());
    }
    Err(format!("expected {wanted}, got {}", endpoint.state().rfc_name()))
}

pub fn state_is_not(endpoint: &Endpoint, forbidden: &str) -> Result<(), String> {
    if State::parse(forbidden) == Some(endpoint.state()) {
        return Err(format!("expected anything but {forbidden}"));
    }
    Ok(())
}

/// Whether just these segments were sent, in this order.
pub fn emitted(
    sent: &[Transmission],
    wanted: &[SegmentFact],
    variables: &Variables,
    profile: &str,
) -> Result<(), String> {
    let agrees = sent.len() == wanted.len()
        && sent
            .iter()
            .zip(wanted)
            .map(|(sent, wanted)| is_like(&sent.segment, wanted, variables, profile))
            .collect::<Result<Vec<bool>, _>>()?
            .into_iter()
            .all(|alike| alike);
    if agrees {
        return Ok(());
    }
    let wanted: Vec<String> = wanted.iter().map(|fact| describe(fact, variables)).collect();
    let sent: Vec<String> = sent.iter().map(|sent| sent.segment.to_string()).collect();
    Err(format!("expected [{}], got [{}]", wanted.join(" "), sent.join(" ")))
}

fn is_like(sent: &Segment, wanted: &SegmentFact, variables: &Variables, profile: &str) -> Result<bool, String> {
    let flags = flags(&wanted.flags)?;
    // RFC 793 says "send a reset", and its readers differ in the reset's form.
    if profile.starts_with("rfc793") && flags.rst() && sent.flags.rst() {
        return Ok(true);
    }
    let number = |number: &Option<Number>| match number {
        Some(Number::Expression(any)) if any == "*" => Ok(None),
        _ => number.as_ref().map(|n| variables.evaluate(n)).transpose(),
    };
    Ok(sent.flags == flags
        && sent.data_len() == wanted.len
        && number(&wanted.seq)?.is_none_or(|seq| seq == sent.seq.0)
        && number(&wanted.ack)?.is_none_or(|ack| ack == sent.ack.0))
}

fn describe(fact: &SegmentFact, variables: &Variables) -> String {
    let number = |number: &Option<Number>| {
        number.as_ref().map_or("-".to_owned(), |n| variables.evaluate(n).map_or_else(|e| e, |n| n.to_string()))
    };
    format!("<SEQ={}><ACK={}><DATA={}><CTL={}>", number(&fact.seq), number(&fact.ack), fact.len, fact.flags.join(","))
}
