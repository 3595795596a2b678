//! Every order in which two ends can open, close and abort, with a loss and a duplicate: what must hold in every world that can
//! be reached does.

#[path = "../../benches/common/explore.rs"]
mod explore;

use crate::support::search::{
    Allowed, End, Limits, Model, NoWay, NodeId, Patience, Position, Search, Verdict, WorldModel, shortest_to,
};
use explore::Explore;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use tcptutor::sim::search::{Edges, Order};
use tcptutor::sim::{Call, EventKind, Host, Input, Origin, PerSide, Record, Setup, Side, World};
use tcptutor::tcp::{Cause, Profile, RuleId, Settings, State};

const LIMITS: Limits = Limits { states: 400_000, depth: u32::MAX };
const CLOSING: [Call; 3] = [Call::Shutdown, Call::Close, Call::Abort];

/// A model whose every step is looked at as well: no RST without a cause.
struct Watched(WorldModel);

impl Model for Watched {
    type State = Position;
    type Action = Input;

    fn actions(&self, position: &Position, actions: &mut Vec<Input>) {
        self.0.actions(position, actions);
    }

    fn next(&self, position: &Position, input: Input) -> Option<Position> {
        let next = self.0.next(position, input)?;
        let is_new = |id| position.world.packet(id).is_none();
        if next.world.packets().iter().any(|packet| packet.segment.flags.rst() && is_new(packet.id)) {
            for record in position.world.clone().apply(&input) {
                assert_caused(&record);
            }
        }
        Some(next)
    }

    fn fingerprint(&self, position: &Position) -> u128 {
        self.0.fingerprint(position)
    }
}

/// A RST leaves only for a reason: the user aborts, data is lost by `close()`, or a segment arrives that nobody can use. Which
/// it was, the record says by the rules that it cites.
fn assert_caused(record: &Record) {
    let own = |origin| matches!(origin, Origin::Sent | Origin::Again);
    if !record.departures.iter().any(|departure| departure.segment.flags.rst() && own(departure.origin)) {
        return;
    }
    let by_the_user = [RuleId::AbortReset, RuleId::CloseUnread];
    let by_a_segment = [
        RuleId::ClosedAck,
        RuleId::ClosedNoAck,
        RuleId::ListenAck,
        RuleId::SynSentBadAck,
        RuleId::AckBadInSynReceived,
        RuleId::DataAfterClose,
        RuleId::LinuxSynReceivedOrder,
        RuleId::LinuxSynReceivedSyn,
        RuleId::LinuxFinWait2Syn,
        RuleId::LinuxClosedGap,
        RuleId::LinuxDataOverFin,
    ];
    let causes: &[RuleId] = match record.kind {
        EventKind::Call(Call::Abort | Call::Close) => &by_the_user,
        EventKind::Arrival { .. } => &by_a_segment,
        _ => &[],
    };
    assert!(record.outcome.rules.iter().any(|rule| causes.contains(rule)), "a RST without a cause: {record:#?}");
}

/// What must hold in every world.
fn fault_of(world: &World) -> Option<String> {
    for side in Side::BOTH {
        let peer = world.host(side.other());
        for connection in &world.host(side).connections {
            let (tcb, snd) = (&connection.tcb, connection.tcb.snd());
            if !snd.una.at_or_before(snd.nxt) {
                return Some(format!("{side}: SND.UNA {} is beyond SND.NXT {}", snd.una, snd.nxt));
            }
            if !connection.intact {
                return Some(format!("{side} has read what was never written"));
            }
            let other = peer.connections.iter().find(|other| {
                let met = other.tcb.snd().iss == tcb.rcv().irs && other.tcb.rcv().irs == snd.iss;
                met && tcb.state().is_synchronized() && other.tcb.state().is_synchronized()
            });
            if let Some(other) = other {
                if connection.read > other.written {
                    return Some(format!("{side} has read {} of {} octets", connection.read, other.written));
                }
                if !tcb.rcv().nxt.at_or_before(other.tcb.snd().nxt) {
                    return Some(format!("{side} has received what was never sent"));
                }
                if !other.tcb.snd().una.at_or_before(tcb.rcv().nxt) {
                    return Some(format!("what {side} has not received is acknowledged"));
                }
            }
        }
    }
    None
}

fn is_gone(host: &Host) -> bool {
    host.listener.is_none() && host.connections.iter().all(|connection| connection.tcb.state() == State::Closed)
}

/// No more losses, both programs close, time passes: do both ends reach CLOSED?
fn fault_of_the_end(world: &World) -> Option<String> {
    let mut world = world.clone();
    for _ in 0..400 {
        for side in Side::BOTH {
            if !is_gone(world.host(side)) {
                world.apply_silently(&Input::Call(side, Call::Close));
            }
        }
        if Side::BOTH.iter().all(|side| is_gone(world.host(*side))) && world.packets().is_empty() {
            return None;
        }
        if world.next_due().is_none() && waits_for_ever(&world) {
            return None;
        }
        world.apply_silently(&Input::Step);
    }
    Some(format!("it never ends: {:?}", world.states()))
}

/// The one end that RFC 9293 does not promise: FIN-WAIT-2 sends nothing and has no timer, so it never learns that its peer has
/// gone (its RST was lost). Linux limits it to 60 s after `close()`.
fn waits_for_ever(world: &World) -> bool {
    let waits = |side: Side| world.host(side).state() == State::FinWait2 && is_gone(world.host(side.other()));
    world.profile().name() == "rfc9293" && Side::BOTH.into_iter().any(waits)
}

/// Searches everything, checks every world, and returns the pairs of states that were met.
fn search_all(profile: Profile, model: WorldModel, delayed_ack: bool) -> BTreeSet<PerSide<State>> {
    let settings = PerSide::both(Settings { delayed_ack, ..Settings::default() });
    let (pairs, end) = search_from(&World::new(&Setup { profile, settings, ..Setup::default() }), model, LIMITS);
    assert_eq!(end, End::Exhausted, "the whole space was searched");
    pairs
}

fn search_from(world: &World, model: WorldModel, limits: Limits) -> (BTreeSet<PerSide<State>>, End) {
    let model = Watched(model);
    let mut pairs = BTreeSet::new();
    let mut fault: Option<(NodeId, String)> = None;
    let search = Search::run(&model, model.0.start(world), limits, |reached| {
        let world = &reached.state.world;
        pairs.insert(world.states());
        fault = fault.take().or_else(|| Some((reached.node, fault_of(world).or_else(|| fault_of_the_end(world))?)));
        if fault.is_some() { Verdict::Leaf } else { Verdict::Expand }
    });
    println!("{} states, {} generated, {} deep", search.states(), search.generated(), search.depth());
    if let Some((node, says)) = fault {
        let path: Vec<String> = search.path(node).iter().map(ToString::to_string).collect();
        panic!("{says}, after: {}", path.join("; "));
    }
    (pairs, search.end())
}

/// The pairs as a table: a row for each state of A, a column for each of B.
fn table(pairs: &BTreeSet<PerSide<State>>) -> String {
    let mut table = format!("{:<13}", "A \\ B");
    for b in State::ALL {
        let _ = write!(table, " {b}");
    }
    table.push('\n');
    for a in State::ALL {
        let _ = write!(table, "{:<13}", a.to_string());
        for b in State::ALL {
            let mark = if pairs.contains(&PerSide { a, b }) { "x" } else { "." };
            let _ = write!(table, " {mark:^width$}", width = b.to_string().len());
        }
        table.push('\n');
    }
    table
}

/// A connects, B listens, once each; both may shut down, close and abort whenever that does something.
fn client_and_server() -> WorldModel {
    let mut model = WorldModel::quiet().with_calls(&[Call::Listen, Call::Connect], 1);
    model.calls.retain(|allowed| (allowed.side == Side::A) == (allowed.call == Call::Connect));
    model.with_calls(&CLOSING, Allowed::ALWAYS)
}

fn both_connect() -> WorldModel {
    WorldModel::quiet().with_calls(&[Call::Connect], 1).with_calls(&CLOSING, Allowed::ALWAYS)
}

/// Every pair is one of TCP's. The odd ones: B in FIN-WAIT-1 while A is in SYN-SENT has closed in SYN-RECEIVED, as Figure 5
/// draws it. B in SYN-RECEIVED while A is in CLOSE-WAIT, CLOSING or LAST-ACK has then aborted, and the copy of A's SYN has made
/// a new connection beside the listener. FIN-WAIT-2 opposite FIN-WAIT-1 or FIN-WAIT-2 is missing, as it must: whose FIN is
/// acknowledged has a peer that knows of it.
#[test]
fn a_client_and_a_server_with_a_loss_and_a_duplicate() {
    let pairs = search_all(Profile::rfc9293(), client_and_server().with_faults(1, 1), false);
    insta::assert_snapshot!(table(&pairs));
}

/// The same on Linux, with delayed ACKs: a request in SYN-RECEIVED is not a socket yet and cannot be closed or aborted, so the
/// pairs that need it are missing.
#[test]
fn a_client_and_a_server_on_linux_with_delayed_acks() {
    let pairs = search_all(Profile::linux(), client_and_server().with_faults(1, 1), true);
    insta::assert_snapshot!(table(&pairs));
}

/// Both connect: with crossed SYNs both are in SYN-RECEIVED; if one SYN is late, the end that it reaches may have given up and is
/// CLOSED. SYN-SENT opposite FIN-WAIT-1 is the end that got the other's SYN, and closed, before its own SYN arrived.
#[test]
fn both_connect_with_a_loss() {
    let pairs = search_all(Profile::rfc9293(), both_connect().with_faults(1, 0), false);
    insta::assert_snapshot!(table(&pairs));
}

#[test]
fn both_connect_with_a_duplicate() {
    let pairs = search_all(Profile::rfc9293(), both_connect().with_faults(0, 1), false);
    insta::assert_snapshot!(table(&pairs));
}

/// Timers that fire at any moment, packets in any order: nothing is realistic, and everything must hold. What is sent again
/// and again makes ever new worlds, so this goes eleven steps deep.
#[test]
fn hasty_timers_and_overtaking_packets() {
    let mut model = client_and_server();
    model.calls.retain(|allowed| allowed.call != Call::Abort);
    let model = WorldModel { order: Order::Any, patience: Patience::None, ..model };
    let (_, end) = search_from(&World::new(&Setup::default()), model, Limits { depth: 11, ..LIMITS });
    assert_eq!(end, End::Depth);
}

/// Two writes, read at any time, closed at any time, overtaken, with a loss and a duplicate.
#[test]
fn what_is_read_was_written() {
    let mut model =
        WorldModel::quiet().with_calls(&[Call::Write(3)], 2).with_calls(&[Call::Read(100)], Allowed::ALWAYS);
    model.calls.retain(|allowed| (allowed.side == Side::A) == matches!(allowed.call, Call::Write(_)));
    model = model.with_calls(&[Call::Close], Allowed::ALWAYS);
    let model = WorldModel { order: Order::Any, ..model.with_faults(1, 1) };
    let (_, end) = search_from(&established(Profile::rfc9293(), false), model, LIMITS);
    assert_eq!(end, End::Exhausted);
}

fn established(profile: Profile, delayed_ack: bool) -> World {
    let settings = PerSide::both(Settings { delayed_ack, ..Settings::default() });
    let mut world = World::new(&Setup { profile, settings, ..Setup::default() });
    world.apply_silently(&Input::Call(Side::B, Call::Listen));
    world.apply_silently(&Input::Call(Side::A, Call::Connect));
    while !world.is_idle() {
        world.apply_silently(&Input::Step);
    }
    assert_eq!(world.states(), PerSide::both(State::Established));
    world
}

/// The way, written down; that it leads to the goal is tried as well.
fn way(world: &World, model: &WorldModel, goal: impl Fn(&World) -> bool) -> Result<(String, u64), NoWay> {
    let found = shortest_to(world, model, &goal, LIMITS)?;
    let mut world = world.clone();
    for input in &found.inputs {
        world.apply_silently(input);
    }
    assert!(goal(&world));
    let inputs: Vec<String> = found.inputs.iter().map(ToString::to_string).collect();
    Ok((inputs.join("; "), found.count))
}

#[test]
fn the_shortest_way_to_closing_is_to_close_on_both_sides_at_once() {
    let goal = |world: &World| world.states() == PerSide::new(State::Closing, State::FinWait1);
    let closes = WorldModel::quiet().with_calls(&[Call::Shutdown], Allowed::ALWAYS);
    let open = established(Profile::rfc9293(), false);
    let inputs = "A shutdown; B shutdown; deliver B#2".to_owned();
    assert_eq!(way(&open, &closes, goal), Ok((inputs, 2)), "either side may be first");
    // From nothing: B closes in SYN-RECEIVED already.
    let (inputs, _) = way(&World::new(&Setup::default()), &WorldModel::default(), goal).expect("a way");
    assert_eq!(inputs, "A connect; B listen; deliver A#1; B close; deliver B#1; A close; deliver B#2");
}

/// FIN-WAIT-1 to TIME-WAIT is note 2 of Figure 5: the ACK of our FIN has to ride on the peer's FIN.
#[test]
fn a_delayed_ack_lets_fin_wait_1_skip_fin_wait_2() {
    let skips = |world: &World| {
        let last = world.host(Side::A).current().and_then(|connection| connection.last_edge);
        last.is_some_and(|edge| edge.edge().cause == Cause::FinAndAckOfFin)
    };
    let model = WorldModel { edges: Edges::Last, ..WorldModel::quiet() }.with_calls(&[Call::Shutdown], Allowed::ALWAYS);
    let delayed = established(Profile::rfc9293(), true);
    let inputs = "A shutdown; deliver A#3; B shutdown; deliver B#2".to_owned();
    assert_eq!(way(&delayed, &model, skips), Ok((inputs, 1)));
    let prompt = established(Profile::rfc9293(), false);
    assert_eq!(way(&prompt, &model, skips), Err(NoWay::Unreachable), "a prompt ACK always comes first");
    let (inputs, _) = way(&prompt, &model.with_faults(1, 0), skips).expect("unless it is lost");
    assert_eq!(inputs, "A shutdown; deliver A#3; B shutdown; drop B#2; deliver B#3");
}

#[test]
fn a_goal_that_is_reached_already_needs_nothing() {
    let open = established(Profile::rfc9293(), false);
    assert_eq!(way(&open, &WorldModel::default(), |_| true), Ok((String::new(), 1)));
}

#[test]
fn a_search_that_meets_its_limit_does_not_say_impossible() {
    let limits = Limits { states: 100, ..LIMITS };
    let world = World::new(&Setup::default());
    assert_eq!(shortest_to(&world, &WorldModel::default(), |_| false, limits), Err(NoWay::TooFar));
    let limits = Limits { depth: 2, ..LIMITS };
    assert_eq!(shortest_to(&world, &WorldModel::default(), |_| false, limits), Err(NoWay::TooFar));
}

/// The counts that stateright and SPIN give for the same model.
#[test]
fn the_small_model_has_as_many_states_as_others_count() {
    let model = Explore { retransmissions: 2 };
    let search = Search::run(&model, explore::State::default(), LIMITS, |_| Verdict::Expand);
    assert_eq!((search.states(), search.generated()), (112_655, 494_603));
    assert_eq!(search.end(), End::Exhausted);
}

#[test]
fn every_path_of_the_small_model_leads_where_it_says() {
    let model = Explore { retransmissions: 0 };
    let mut reached = Vec::new();
    let search = Search::run(&model, explore::State::default(), LIMITS, |found| {
        reached.push((found.depth as usize, *found.state));
        Verdict::Expand
    });
    for (node, (depth, state)) in (0..).zip(&reached) {
        let path = search.path(node);
        let end =
            path.iter().fold(explore::State::default(), |state, action| model.next(&state, *action).expect("a path"));
        assert_eq!((path.len(), end), (*depth, *state));
    }
}

/// Both may listen, and give it up again.
fn both_listen() -> WorldModel {
    WorldModel::quiet().with_calls(&[Call::Listen], 1).with_calls(&[Call::Close], Allowed::ALWAYS)
}

/// Whether both ends speak of one connection: what each has as the other's first number is that number. A copy of an old SYN makes
/// a second connection between the same ports, while the other end may still be in the first.
fn is_one_connection(world: &World) -> bool {
    let heard = |host: &Host| !matches!(host.state(), State::Closed | State::Listen | State::SynSent);
    let agrees = |own: Side| {
        let (own, other) = (world.host(own), world.host(own.other()));
        let (Some(mine), Some(theirs)) = (own.current(), other.current()) else { return true };
        !heard(own)
            || matches!(other.state(), State::Closed | State::Listen)
            || mine.tcb.rcv().irs == theirs.tcb.snd().iss
    };
    Side::BOTH.into_iter().all(agrees)
}

fn pairs_of_one_connection(model: &WorldModel) -> BTreeSet<PerSide<State>> {
    let mut pairs = BTreeSet::new();
    let search = Search::run(model, model.start(&World::new(&Setup::default())), LIMITS, |reached| {
        if is_one_connection(&reached.state.world) {
            pairs.insert(reached.state.world.states());
        }
        Verdict::Expand
    });
    assert_eq!(search.end(), End::Exhausted, "the whole space was searched");
    pairs
}

/// The map of what can be seen (`m`) and the questions about pairs read the table in `assets/`: it is what the searches find
/// within one connection, and nothing else. The two ends are alike, so a pair that is found one way round exists the other way round, too.
#[test]
fn the_table_of_reachable_pairs_is_what_the_searches_find() {
    let models = [
        client_and_server().with_faults(1, 1),
        both_connect().with_faults(1, 0),
        both_connect().with_faults(0, 1),
        both_listen(),
    ];
    let found = models.iter().flat_map(pairs_of_one_connection);
    let both_ways = found.flat_map(|PerSide { a, b }| [PerSide { a, b }, PerSide { a: b, b: a }]);
    let table = table(&both_ways.collect());
    assert_eq!(
        include_str!("../../assets/reachable-pairs.txt"),
        table,
        "copy this into assets/reachable-pairs.txt:\n{table}"
    );
}
