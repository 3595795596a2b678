//! Random events in random states: whatever comes, the engine has an answer, a rule for it, and a sound control block after it.

use crate::support::dice::Dice;
use tcptutor::tcp::{
    Check, CheckList, Event, Explanation, Flags, Icmp, IcmpError, Instant, Keepalive, LINUX_DIFFERENCES, Outcome,
    Payload, Profile, RuleId, SWITCHES, Segment, SeqNumber, Settings, State, Tcb, Timer, UserCall, explain, process,
};

const SCRIPTS: u64 = 1000;
const EVENTS: u32 = 60;

/// Both profiles, each with any of the switches, and the RFC with any of Linux's differences.
fn some_profile(dice: &mut Dice) -> Profile {
    let mut profile = if dice.one_in(2) { Profile::rfc9293() } else { Profile::linux() };
    for difference in SWITCHES.iter().chain(LINUX_DIFFERENCES) {
        if dice.one_in(8) {
            profile = if profile.follows(difference.rule) {
                profile.without(difference.rule)
            } else {
                profile.with(difference.rule)
            };
        }
    }
    profile
}

fn some_settings(dice: &mut Dice) -> Settings {
    Settings {
        mss: *dice.pick(&[None, Some(1), Some(88), Some(1460)]),
        receive_capacity: *dice.pick(&[0, 1, 10, 4000, 65_535, 100_000]),
        send_capacity: *dice.pick(&[0, 10, 65_535]),
        delayed_ack: dice.one_in(2),
        keepalive: if dice.one_in(2) { Some(Keepalive { probes: 2, ..Keepalive::default() }) } else { None },
        user_timeout: None,
        reuse: true,
        ..Settings::default()
    }
}

fn some_call(dice: &mut Dice) -> UserCall {
    match dice.below(13) {
        0 => UserCall::Listen,
        1 | 2 => UserCall::Connect,
        3..=5 => UserCall::Send(Payload::from_elem(1, dice.below(40) as usize)),
        6 | 7 => UserCall::Receive(dice.below(40)),
        8 => UserCall::Shutdown,
        9 => UserCall::Close,
        10 => UserCall::Abort,
        11 => UserCall::Keepalive(dice.one_in(2)),
        _ => UserCall::Status,
    }
}

/// A segment whose numbers lie near the edges that the checks look at, or anywhere at all.
fn some_segment(dice: &mut Dice, tcb: &Tcb) -> Segment {
    let (snd, rcv) = (tcb.snd(), tcb.rcv());
    let near = |dice: &mut Dice, numbers: &[SeqNumber]| match dice.below(10) {
        0 => SeqNumber(u32::try_from(dice.roll() >> 32).unwrap_or_default()),
        1 | 2 => dice.pick(numbers).plus(dice.below(12)).minus(6),
        _ => *dice.pick(numbers),
    };
    let edge = rcv.nxt.plus(rcv.wnd);
    let seq = near(dice, &[rcv.nxt, rcv.nxt, rcv.nxt, rcv.nxt.minus(1), rcv.irs, rcv.nxt.plus(5), edge, edge.minus(3)]);
    let ack = near(dice, &[snd.nxt, snd.nxt, snd.nxt, snd.una, snd.iss, snd.nxt.minus(1), snd.una.minus(snd.max_wnd)]);
    let mut flags = *dice.pick(&[Flags::ACK, Flags::ACK, Flags::FIN_ACK, Flags::SYN, Flags::SYN_ACK, Flags::RST]);
    for (flag, _) in Flags::NAMES {
        if dice.one_in(12) {
            flags = flags.with(flag);
        }
        if dice.one_in(16) {
            flags = flags.without(flag);
        }
    }
    Segment {
        src_port: 4000,
        dst_port: 80,
        seq,
        ack,
        flags,
        window: *dice.pick(&[0, 1, 100, u16::MAX]),
        mss: *dice.pick(&[None, Some(0), Some(20), Some(1460)]),
        payload: Payload::from_elem(2, *dice.pick(&[0_usize, 0, 0, 1, 5, 30])),
        unseen: 0,
    }
}

fn some_event(dice: &mut Dice, tcb: &Tcb) -> Event {
    match dice.below(20) {
        0..=4 => Event::Call(some_call(dice)),
        5 | 6 => Event::Timeout(*dice.pick(&Timer::ALL)),
        7 => Event::Icmp(IcmpError {
            kind: Icmp::ALL[dice.below(9) as usize],
            quoted: tcb.snd().una.plus(dice.below(3)),
        }),
        _ => Event::SegmentArrives(some_segment(dice, tcb)),
    }
}

#[test]
fn whatever_happens_the_engine_answers_by_a_rule_along_an_edge_and_stays_sound() {
    let mut explained = 0_u32;
    let mut visited = [0_u32; State::ALL.len()];
    for seed in 0..SCRIPTS {
        let mut dice = Dice(seed);
        let profile = some_profile(&mut dice);
        let iss = *dice.pick(&[0, 100, u32::MAX - 3, 1 << 31]);
        let mut tcb = Tcb::new(80, SeqNumber(iss), some_settings(&mut dice)).with_remote(4000);
        tcb.set_listener_beside(dice.one_in(2));
        let mut now = Instant::ZERO;
        let mut story = Vec::new();
        for _ in 0..EVENTS {
            let event = some_event(&mut dice, &tcb);
            if let Some((at, _)) = tcb.next_timeout().filter(|_| dice.one_in(3)) {
                now = at.max(now);
            }
            let before = tcb.clone();
            story.push(format!("{} {event:?}", before.state()));
            let outcome = process(&mut tcb, &event, now, &profile);
            visited[tcb.state() as usize] += 1;
            if let Err(error) = is_sound(&before, &outcome, &tcb) {
                panic!("seed {seed}: {error}\n{outcome:?}\n{tcb:?}\n{}", story.join("\n"));
            }
            assert_eq!(outcome, process(&mut before.clone(), &event, now, &profile), "the same once more");
            if let Event::SegmentArrives(segment) = &event {
                let output_text = explain(&before, segment, now, &profile);
                assert_eq!(output_text.outcome, outcome, "telling changes nothing");
                if let Err(error) = checks_agree(&output_text) {
                    panic!("seed {seed}: {error}\n{output_text:?}\n{}", story.join("\n"));
                }
                explained += 1;
            }
        }
    }
    assert!(explained > 10_000, "{explained} segments were explained");
    assert!(visited.iter().all(|n| *n > 20), "a state that was hardly visited: {visited:?}");
}

/// What is told of the checks agrees with the rules that were cited: each belongs to one check or comes after all, a rule that names
/// its check is told there, and no rule names a check that the segment never came to.
fn checks_agree(output_text: &Explanation) -> Result<(), String> {
    let ensure = |holds: bool, what: &str| if holds { Ok(()) } else { Err(what.to_owned()) };
    let checks = &output_text.checks;
    ensure(!checks.is_empty() && output_text.decided < checks.len(), "no check was made")?;
    let mut cited: Vec<RuleId> =
        checks.iter().flat_map(|check| check.rules.clone()).chain(output_text.after.clone()).collect();
    let mut rules = output_text.outcome.rules.to_vec();
    cited.sort_unstable_by_key(|rule| *rule as u16);
    rules.sort_unstable_by_key(|rule| *rule as u16);
    ensure(cited == rules, "a rule without a check, or with two")?;
    let place = |check: &Check| Some((check.section()?, check.ordinal()?));
    let order: Vec<_> = checks.iter().filter(|check| check.list == CheckList::Connection).filter_map(place).collect();
    let of_the_rfc: Vec<_> =
        CONNECTION.iter().filter(|name| order.iter().any(|(_, ordinal)| ordinal == *name)).collect();
    ensure(order.iter().map(|(_, ordinal)| ordinal).eq(of_the_rfc), "the RFC's checks are not in the RFC's order")?;
    for rule in &output_text.outcome.rules {
        let words = rule.rule().section();
        let named =
            |check: &&Check| place(check).is_some_and(|(section, ordinal)| words == format!("{section} {ordinal}"));
        // A check without a number also does what the numbered ones would have done after it.
        let unnumbered = |check: &Check| check.list != CheckList::Closed && check.ordinal().is_none();
        if checks.iter().any(unnumbered) || !words.starts_with("3.10.7.") {
            continue;
        }
        let ordinal = words.split(' ').nth(1).is_some_and(|word| CONNECTION.contains(&word));
        let told_there = checks.iter().find(named).is_some_and(|check| check.rules.contains(rule));
        ensure(!ordinal || words.contains(',') || told_there, &format!("{rule:?} is not told at its check"))?;
    }
    let last = &checks[checks.len() - 1];
    ensure(
        checks[output_text.decided].passed || output_text.decided + 1 == checks.len(),
        "what decided did not let it go on",
    )?;
    ensure(!last.passed, "behind the last check there is none")
}

const CONNECTION: [&str; 8] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

fn is_sound(before: &Tcb, outcome: &Outcome, after: &Tcb) -> Result<(), String> {
    let ensure = |holds: bool, what: &str| if holds { Ok(()) } else { Err(what.to_owned()) };
    let mut state = before.state();
    for edge in &outcome.transitions {
        ensure(edge.edge().from == state, "an edge that does not leave the state")?;
        state = edge.edge().to;
    }
    ensure(state == after.state(), "a transition outside the edges")?;
    ensure(!outcome.rules.is_empty(), "nothing happened by no rule")?;
    ensure(after.snd().una.at_or_before(after.snd().nxt), "SND.UNA is after SND.NXT")?;
    ensure(after.rcv().wnd <= after.settings().receive_capacity, "RCV.WND is larger than the buffer")?;
    held_is_sound(after)?;
    timers_are_sound(after)
}

fn held_is_sound(tcb: &Tcb) -> Result<(), String> {
    let mut end = None;
    for held in tcb.held() {
        let octets = u32::try_from(held.payload.len()).map_err(|error| error.to_string())?;
        if octets == 0 && !held.fin {
            return Err("nothing is held".to_owned());
        }
        if end.is_some_and(|end: SeqNumber| held.seq.before(end)) {
            return Err("what is held overlaps, or is out of order".to_owned());
        }
        end = Some(held.seq.plus(octets + u32::from(held.fin)));
    }
    Ok(())
}

fn timers_are_sound(tcb: &Tcb) -> Result<(), String> {
    let runs = |timer| tcb.timers().deadline(timer).is_some();
    let ensure = |holds: bool, what: &str| if holds { Ok(()) } else { Err(what.to_owned()) };
    let state = tcb.state();
    if matches!(state, State::Closed | State::Listen) {
        ensure(tcb.next_timeout().is_none(), "a timer runs where there is no connection")?;
    }
    ensure(runs(Timer::TimeWait) == (state == State::TimeWait), "2 MSL belongs to TIME-WAIT")?;
    ensure(!runs(Timer::FinWait2) || state == State::FinWait2, "its timer outlives FIN-WAIT-2")?;
    let in_flight = tcb.snd().una != tcb.snd().nxt;
    if in_flight && !matches!(state, State::Closed | State::Listen | State::TimeWait) {
        ensure(runs(Timer::Retransmission) || runs(Timer::Persist), "nothing will repeat what is in flight")?;
    } else {
        ensure(!runs(Timer::Retransmission), "nothing is in flight that could be repeated")?;
    }
    Ok(())
}
