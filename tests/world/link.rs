//! Every setting of the link does what it says.

use std::time::Duration;
use tcptutor::language::ENGLISH;
use tcptutor::lesson::{Command, parse_command};
use tcptutor::sim::{Call, Input, LinkChange, Loss, Origin, PerSide, Record, Setup, Side, World};
use tcptutor::sim::{Departure, EventKind};

use Side::{A, B};

const LATENCY: Duration = Duration::from_millis(40);

fn connected() -> World {
    let mut world = World::new(&Setup::default());
    for input in [Input::Call(B, Call::Listen), Input::Call(A, Call::Connect)] {
        world.apply_silently(&input);
    }
    while !world.is_idle() {
        world.apply_silently(&Input::Step);
    }
    world
}

/// One octet each way; when it will arrive, if at all.
fn flights(world: &mut World) -> PerSide<Option<Duration>> {
    PerSide::from_fn(|side| {
        let records = world.apply(&Input::Call(side, Call::Write(1)));
        records[0].departures[0].arrives.map(|at| at.since(world.now()))
    })
}

fn changed(changes: &[LinkChange]) -> World {
    let mut world = connected();
    for change in changes {
        world.apply_silently(&Input::Link(*change));
    }
    world
}

#[test]
fn each_direction_has_a_latency_of_its_own() {
    let (fast, slow) = (Duration::from_millis(5), Duration::from_millis(300));
    let mut world = changed(&[LinkChange::Latency(Some(A), fast), LinkChange::Latency(Some(B), slow)]);
    assert_eq!(flights(&mut world), PerSide::new(Some(fast), Some(slow)));
    let mut world = changed(&[LinkChange::Latency(None, slow)]);
    assert_eq!(flights(&mut world), PerSide::both(Some(slow)));
}

#[test]
fn a_cut_concerns_one_direction_or_both_until_it_is_mended() {
    assert_eq!(flights(&mut changed(&[LinkChange::Cut(Some(A))])), PerSide::new(None, Some(LATENCY)));
    assert_eq!(flights(&mut changed(&[LinkChange::Cut(Some(B))])), PerSide::new(Some(LATENCY), None));
    assert_eq!(flights(&mut changed(&[LinkChange::Cut(None)])), PerSide::both(None));
    assert_eq!(flights(&mut changed(&[LinkChange::Cut(None), LinkChange::Mend])), PerSide::both(Some(LATENCY)));
}

#[test]
fn a_cut_loses_what_is_on_its_way_in_its_direction_and_what_is_held() {
    for (cut, lost) in [(Some(A), vec![A, A]), (Some(B), vec![B]), (None, vec![A, B, A])] {
        let mut world = connected();
        flights(&mut world);
        world.apply_silently(&Input::Call(A, Call::Write(1)));
        let held = world.packets()[0].id;
        world.apply_silently(&Input::Hold(held));
        let records = world.apply(&Input::Link(LinkChange::Cut(cut)));
        let gone = |record: &Record| match record.kind {
            EventKind::Lost(packet, Loss::Cut) => Some(packet.from),
            _ => None,
        };
        assert_eq!(records.iter().filter_map(gone).collect::<Vec<_>>(), lost);
    }
}

/// The octets that A writes one by one, and what the link makes of them.
fn departures(changes: &[LinkChange]) -> Vec<Departure> {
    let mut world = changed(changes);
    let records = (0..200).flat_map(|_| world.apply(&Input::Call(A, Call::Write(1))));
    records.flat_map(|record| record.departures).collect()
}

fn share(departures: &[Departure], which: impl Fn(&Departure) -> bool) -> usize {
    departures.iter().filter(|departure| which(departure)).count()
}

#[test]
fn a_share_of_nothing_is_none_and_a_share_of_all_is_everything() {
    let lost = |n| share(&departures(&[LinkChange::Loss(n)]), |d| d.arrives.is_none());
    assert_eq!((lost(0), lost(1000)), (0, 200));
    assert!((20..180).contains(&lost(500)));
    let late = |n| share(&departures(&[LinkChange::Reorder(n)]), |d| d.arrives > Some(connected().now().plus(LATENCY)));
    assert_eq!((late(0), late(1000)), (0, 200));
    assert!((20..180).contains(&late(500)), "some are overtaken, some overtake");
    let copy = |d: &Departure| matches!(d.origin, Origin::DuplicateOf(_));
    let doubled = |n| share(&departures(&[LinkChange::Double(n)]), copy);
    assert_eq!(doubled(0), 0);
    assert!((20..180).contains(&doubled(500)));
}

#[test]
fn the_seed_decides_all_luck_and_nothing_else_does() {
    let luck = |seed| departures(&[LinkChange::Loss(300), LinkChange::Reorder(300), LinkChange::Seed(seed)]);
    assert_eq!(luck(4), luck(4));
    assert_ne!(luck(4), luck(5));
}

#[test]
fn every_change_reads_back_as_it_is_written() {
    let time = Duration::from_millis(7);
    let ends = [None, Some(A), Some(B)];
    let changes = ends.into_iter().flat_map(|end| [LinkChange::Latency(end, time), LinkChange::Cut(end)]);
    let shares = [LinkChange::Loss(125), LinkChange::Reorder(1), LinkChange::Double(1000), LinkChange::Seed(9)];
    for change in changes.chain(shares).chain([LinkChange::Mend]) {
        let written = Command::Link(vec![change]).to_string();
        let read = parse_command(&written, &ENGLISH).ok().and_then(|command| command.as_input());
        assert_eq!(read, Some(Input::Link(change)), "{written}");
    }
}
