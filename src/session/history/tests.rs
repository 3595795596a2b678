//! What a session promises.

use super::{CHECKPOINT_EVERY, Comparison, History, Path, Place};
use crate::sim::{Call, Input, LinkChange, PerSide, Setup, Side, World};
use crate::tcp::State;
use std::time::Duration;

fn connected() -> History {
    let mut history = History::new(World::new(&Setup::default()));
    history.push(Input::Call(Side::B, Call::Listen));
    history.push(Input::Call(Side::A, Call::Connect));
    while !history.world().is_idle() {
        history.push(Input::Step);
    }
    history
}

#[test]
fn a_handshake_takes_three_segments() {
    let history = connected();
    assert_eq!(history.world().states(), PerSide::both(State::Established));
    assert_eq!(history.steps(), 5, "two calls and three arrivals");
}

#[test]
fn every_moment_is_the_same_when_it_is_revisited() {
    let mut history = connected();
    for _ in 0..3 * CHECKPOINT_EVERY {
        history.push(Input::Call(Side::A, Call::Write(1)));
        history.push(Input::Step);
        history.push(Input::Step);
    }
    let steps = history.steps();
    let mut forward = vec![history.start().clone()];
    let mut replayed = history.start().clone();
    for input in history.inputs() {
        replayed.apply_silently(&input);
        forward.push(replayed.clone());
    }
    for step in [steps, 0, 1, CHECKPOINT_EVERY - 1, CHECKPOINT_EVERY, CHECKPOINT_EVERY + 1, steps / 2, steps - 1] {
        history.seek(step);
        assert_eq!(history.step(), step);
        assert_eq!(*history.world(), forward[step], "step {step}");
    }
}

#[test]
fn records_are_the_same_at_hand_and_replayed() {
    let mut history = connected();
    for _ in 0..2000 {
        history.push(Input::Advance(Duration::from_millis(1)));
        history.push(Input::Call(Side::A, Call::Write(1)));
    }
    let all = history.records(1..history.steps() + 1);
    let late = history.records(history.steps() - 20..history.steps() + 1);
    assert_eq!(all[all.len() - late.len()..], late);
    assert_eq!(all[0].0, 1);
}

#[test]
fn an_action_in_the_past_begins_a_branch_and_keeps_the_old_future() {
    let mut history = connected();
    let old_end = history.world().clone();
    history.seek(2);
    history.push(Input::Call(Side::A, Call::Abort));
    assert_eq!(history.world().host(Side::A).state(), State::Closed);
    let branches = history.branches();
    assert_eq!(branches.len(), 1);
    assert_eq!((branches[0].shared, branches[0].steps), (2, 5));
    let new_end = history.world().clone();
    history.switch_to(branches[0]);
    assert_eq!(*history.world(), old_end);
    let branches = history.branches();
    assert_eq!(branches.len(), 1, "the other future is a branch now");
    history.switch_to(branches[0]);
    assert_eq!(*history.world(), new_end);
}

#[test]
fn doing_again_what_was_undone_stays_on_the_branch() {
    let mut history = connected();
    history.back();
    history.push(Input::Step);
    assert!(history.branches().is_empty());
    assert_eq!(history.step(), 5);
}

#[test]
fn settings_that_were_changed_one_after_the_other_are_taken_back_and_done_again_together() {
    let mut history = connected();
    let before = history.step();
    for percent in [10, 20, 50] {
        history.push(Input::Link(LinkChange::Loss(percent)));
    }
    let set = history.step();
    history.push(Input::Call(Side::A, Call::Write(1)));
    assert_eq!(history.before_last_action(0..history.step()), Some(set), "the call is an action of its own");
    assert_eq!(history.before_last_action(0..set), Some(before));
    assert_eq!(history.before_last_action(before + 1..set), Some(before + 1), "not beyond where it may look");
    history.seek(before);
    assert_eq!(history.after_next_action(), set);
}

/// A handshake, and beside it what happens when B's answer is lost.
fn with_a_lost_answer() -> History {
    let mut history = connected();
    history.seek(3);
    let answer = history.world().packets()[0].id;
    history.push(Input::Drop(answer));
    while history.world().states() != PerSide::both(State::Established) {
        history.push(Input::Step);
    }
    history
}

#[test]
fn marks_are_found_forward_and_back() {
    let mut history = connected();
    history.seek(0);
    history.set_mark("the beginning");
    history.seek(4);
    history.set_mark(" connected ");
    assert_eq!(history.mark(), Some("connected"));
    history.seek(2);
    assert_eq!((history.previous_mark(), history.next_mark()), (Some(0), Some(4)));
    assert_eq!(history.marks().collect::<Vec<_>>(), [(0, "the beginning"), (4, "connected")]);
    history.seek(4);
    assert_eq!((history.previous_mark(), history.next_mark()), (Some(0), None));
    history.set_mark("");
    assert_eq!(history.mark(), None);
    assert_eq!(history.marks().count(), 1);
}

#[test]
fn a_mark_stays_with_the_branch_it_was_set_on() {
    let mut history = connected();
    history.seek(1);
    history.set_mark("shared");
    history.seek(4);
    history.set_mark("old");
    history.seek(2);
    history.push(Input::Call(Side::A, Call::Abort));
    assert_eq!(history.marks().collect::<Vec<_>>(), [(1, "shared")]);
    let old = history.branches()[0];
    assert_eq!(history.marks_after(Path::Branch(old), 1), [(4, "old")]);
    history.switch_to(old);
    assert_eq!(history.marks().collect::<Vec<_>>(), [(1, "shared"), (4, "old")]);
}

#[test]
fn a_branch_keeps_its_name_while_it_grows_and_when_it_is_left() {
    let mut history = connected();
    history.set_name(Path::Present, "as it should be");
    history.push(Input::Call(Side::A, Call::Write(10)));
    assert_eq!(history.name(Path::Present), Some("as it should be"));
    history.seek(2);
    history.push(Input::Call(Side::A, Call::Abort));
    assert_eq!(history.name(Path::Present), None);
    let old = history.branches()[0];
    assert_eq!(history.name(Path::Branch(old)), Some("as it should be"));
    history.set_name(Path::Present, "given up");
    history.switch_to(old);
    assert_eq!(history.name(Path::Present), Some("as it should be"));
    assert_eq!(history.name(Path::Branch(history.branches()[0])), Some("given up"));
    history.set_name(Path::Present, " ");
    assert_eq!(history.name(Path::Present), None);
}

#[test]
fn a_branch_can_be_read_without_going_there() {
    let mut history = connected();
    let (end, records) = (history.world().clone(), history.records(1..6));
    history.seek(2);
    history.push(Input::Call(Side::A, Call::Abort));
    let old = Path::Branch(history.branches()[0]);
    assert_eq!(history.steps_of(old), 5);
    assert_eq!(history.world_of(old, 99), end);
    assert_eq!(history.records_of(old, 0..99), records);
    assert_eq!(history.world().host(Side::A).state(), State::Closed, "the present has not moved");
}

#[test]
fn branches_of_branches_know_what_they_share() {
    let mut history = connected();
    let call = |call| Input::Call(Side::A, call);
    history.push(call(Call::Write(10)));
    history.seek(5);
    history.push(call(Call::Close));
    history.push(Input::Step);
    history.seek(6);
    history.push(call(Call::Abort));
    let [first, second] = history.branches()[..] else { panic!("two futures were left") };
    assert_eq!([first.shared, second.shared], [5, 6]);
    assert_eq!(history.shared(Path::Branch(first), Path::Branch(second)), 5);
    history.switch_to(first);
    let shared: Vec<usize> = history.branches().iter().map(|branch| branch.shared).collect();
    assert_eq!(shared, [5, 5], "both others leave this one at the same moment");
    let [third, second] = history.branches()[..] else { panic!("two futures were left") };
    assert_eq!(history.fork(second), (Path::Branch(third), 6));
    assert_eq!(history.fork(third), (Path::Present, 5));
}

#[test]
fn a_grafted_branch_is_as_if_it_had_been_taken() {
    let mut taken = connected();
    taken.seek(2);
    taken.push(Input::Call(Side::A, Call::Abort));
    taken.push(Input::Step);
    let end = taken.world().clone();
    taken.switch_to(taken.branches()[0]);
    let mut grafted = connected();
    let inputs = [Input::Call(Side::A, Call::Abort), Input::Step];
    let branch = grafted.graft(Path::Present, 2, inputs).expect("step 2 is there, and not the last");
    assert_eq!(grafted.world_of(Path::Branch(branch), 4), end);
    assert_eq!(grafted.inputs_after(Path::Branch(branch), 2), inputs);
    assert_eq!(grafted.branches().len(), taken.branches().len());
    assert_eq!(grafted.graft(Path::Present, 5, inputs), None, "nothing is left after the last step");
    assert_eq!(grafted.graft(Path::Present, 2, []), None);
    grafted.switch_to(branch);
    assert_eq!(*grafted.world(), end);
}

/// Whether the same things happened on both paths.
fn is_same(comparison: &Comparison) -> bool {
    (0..2).all(|path| comparison.only(path).is_empty())
}

#[test]
fn a_comparison_shows_what_only_one_path_has() {
    let mut history = with_a_lost_answer();
    let good = Path::Branch(history.branches()[0]);
    let comparison = history.compare(good, Path::Present);
    assert_eq!(comparison.shared, 3);
    assert!(comparison.complete && !is_same(&comparison));
    assert_eq!(comparison.only(0), [], "all that happens without the loss happens with it, only later");
    let records = history.records(4..history.steps() + 1);
    assert_eq!(comparison.only(1).len(), records.len() - 2, "the loss and the repetition, but not the two arrivals");
    assert!(comparison.is_only(1, Place { step: 4, record: 0 }), "the loss itself");
    let sides = [0, 1].map(|side| comparison.rows.iter().filter_map(|row| row[side]).collect::<Vec<_>>());
    assert_eq!(sides[0].len(), 2);
    assert_eq!(sides[1].len(), records.len());
    assert!(sides.iter().all(|places| places.is_sorted()), "each side in its own order");
    history.seek(0);
    assert_eq!(history.compare(good, Path::Present), comparison, "wherever the present is");
    assert!(is_same(&history.compare(good, good)));
}

#[test]
fn a_comparison_of_long_paths_ends() {
    let mut history = connected();
    for n in 0..10_000 {
        history.push(Input::Call(Side::A, Call::Write(1 + n % 7)));
        history.push(Input::Step);
        history.push(Input::Step);
    }
    history.seek(5);
    for n in 0..10_000 {
        history.push(Input::Call(Side::A, Call::Write(1 + n % 5)));
        history.push(Input::Step);
        history.push(Input::Step);
    }
    let comparison = history.compare(Path::Branch(history.branches()[0]), Path::Present);
    assert!(!comparison.complete, "the rest is too long to wait for");
    assert!(comparison.rows.len() <= 4 * super::MOST_COMPARED);
}
