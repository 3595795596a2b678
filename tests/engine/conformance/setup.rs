//! Reaching a start state with public events only.

use super::check::{emitted, state_is};
use super::endpoint::{Endpoint, StepEvent};
use super::expression::Variables;
use super::fact::{Setup, Setups, Start, Step};
use tcptutor::tcp::Profile;

/// What an endpoint that nobody said anything about can take.
const CAPACITY: u32 = 65_535;
/// The kernel that was measured took so much; what "a full buffer" holds.
const LINUX_CAPACITY: u32 = 18_980;

/// An endpoint in the start state of a fact, with its RCV.WND.
pub fn reach(start: &Start, profile: Profile, setups: &Setups) -> Result<Endpoint, String> {
    let name = start
        .setup
        .clone()
        .or_else(|| by_state(&start.state, start.via.as_deref()))
        .ok_or_else(|| format!("no set-up for {}", start.state))?;
    // 65700 is an unscaled 65535 over a larger buffer: what is advertised is what counts.
    let wanted = start.rcv_wnd.map(|wnd| wnd.min(CAPACITY));
    let first_try = match wanted {
        None => CAPACITY,
        Some(0) => LINUX_CAPACITY,
        Some(wnd) => wnd,
    };
    let endpoint = walk(&name, profile, (start, first_try), setups)?;
    let Some(wanted) = wanted else { return Ok(endpoint) };
    if endpoint.tcb.rcv().wnd == wanted {
        return Ok(endpoint);
    }
    // What the way to the state takes from the window is given back beforehand.
    let capacity = (first_try + wanted).saturating_sub(endpoint.tcb.rcv().wnd);
    let endpoint = walk(&name, profile, (start, capacity), setups)?;
    if endpoint.tcb.rcv().wnd == wanted {
        return Ok(endpoint);
    }
    Err(format!("set-up {name}: expected RCV.WND={wanted}, got {}", endpoint.tcb.rcv().wnd))
}

/// The set-up that the facts mean who name only a state.
pub fn by_state(state: &str, via: Option<&str>) -> Option<String> {
    let side = if via == Some("passive") { "passive" } else { "active" };
    let name = match state {
        "CLOSED" | "LISTEN" | "SYN-SENT" => return Some(state.to_ascii_lowercase()),
        // Nobody who says no more means a simultaneous open.
        "SYN-RECEIVED" if via.is_none() => "syn-received/passive".to_owned(),
        "TIME-WAIT" => format!("time-wait-via-fin-wait-2/{side}"),
        "SYN-RECEIVED" | "ESTABLISHED" | "FIN-WAIT-1" | "FIN-WAIT-2" | "CLOSE-WAIT" | "CLOSING" | "LAST-ACK" => {
            format!("{}/{side}", state.to_ascii_lowercase())
        }
        _ => return None,
    };
    Some(name)
}

fn walk(name: &str, profile: Profile, (start, capacity): (&Start, u32), setups: &Setups) -> Result<Endpoint, String> {
    let setup = setups.get(name).ok_or_else(|| format!("no set-up {name}"))?;
    let mut endpoint = match &setup.after {
        Some(before) => walk(before, profile, (start, capacity), setups)?,
        None => Endpoint::new(profile, start, capacity),
    };
    for step in &setup.steps {
        take(&mut endpoint, step).map_err(|error| format!("set-up {}: {error}", setup.name))?;
    }
    arrived(&endpoint, setup)?;
    Ok(endpoint)
}

fn take(endpoint: &mut Endpoint, step: &Step) -> Result<(), String> {
    if step.fill_receive_buffer {
        endpoint.fill_receive_buffer();
        return Ok(());
    }
    let variables = Variables::of(&endpoint.tcb);
    let sent = match endpoint.kind(step, &variables)? {
        StepEvent::Nothing => Vec::new(),
        StepEvent::Event(event) => endpoint.process(&event).sent.into_iter().collect(),
    };
    if let Some(out) = &step.out {
        emitted(&sent, out, &variables, "")?;
    }
    state_is(endpoint, step.state.as_deref())
}

fn arrived(endpoint: &Endpoint, setup: &Setup) -> Result<(), String> {
    state_is(endpoint, Some(&setup.state)).map_err(|error| format!("set-up {}: {error}", setup.name))
}
