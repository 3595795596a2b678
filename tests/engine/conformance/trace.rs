//! A whole script, step by step.

use super::check::{emitted, state_is, state_is_not};
use super::endpoint::{Endpoint, StepEvent};
use super::expression::{IRS, Variables};
use super::fact::{Fact, Setups, Step};
use super::setup;
use serde_json::Value;
use tcptutor::tcp::{Outcome, Profile};

pub fn check(steps: &[Step], fact: &Fact, profile: Profile, name: &str, setups: &Setups) -> Result<(), String> {
    let capacity = fact.start.rcv_wnd.unwrap_or(65_535);
    // A script that begins with no call begins in the state that it names.
    let begins_there = steps.first().is_some_and(|step| step.call.is_none()) && !fact.start.state.is_empty();
    let mut endpoint = if begins_there {
        setup::reach(&fact.start, profile, setups)?
    } else {
        Endpoint::new(profile, &fact.start, capacity)
    };
    // The script's own numbers, the same from beginning to end.
    let mut variables = Variables::of(&endpoint.tcb);
    variables.set("IRS", IRS);
    for (index, step) in steps.iter().enumerate() {
        take(&mut endpoint, step, &variables, name).map_err(|error| format!("step {index}: {error}"))?;
    }
    Ok(())
}

fn take(endpoint: &mut Endpoint, step: &Step, variables: &Variables, profile: &str) -> Result<(), String> {
    if step.fill_receive_buffer {
        endpoint.fill_receive_buffer();
        return Ok(());
    }
    let would_block = step.got.is_some() && endpoint.tcb.readable() == 0 && !endpoint.tcb.rcv().fin;
    let outcome = match endpoint.kind(step, variables)? {
        // The scripts' reads do not wait; a RECEIVE that finds nothing would.
        StepEvent::Event(event) if !would_block => endpoint.process(&event),
        _ => Outcome::default(),
    };
    if let Some(out) = &step.out {
        emitted(&outcome.sent, out, variables, profile)?;
    }
    if let Some(wanted) = &step.got {
        let read = if would_block { Value::from("EWOULDBLOCK") } else { Value::from(outcome.delivered.len()) };
        if *wanted != read {
            return Err(format!("expected to read {wanted}, got {read}"));
        }
    }
    state_is(endpoint, step.state.as_deref())?;
    let Some(assertion) = &step.assert else { return Ok(()) };
    if let Some(forbidden) = &assertion.not_state {
        state_is_not(endpoint, forbidden)?;
    }
    state_is(endpoint, assertion.state.as_deref())
}
