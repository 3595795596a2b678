//! What the account says of a segment that was forged: what its receiver can know, and nothing that is not so.

use crate::commands::{OPEN, play};
use tcptutor::language::ENGLISH;
use tcptutor::narrate::{Headline, describe};
use tcptutor::sim::{Setup, Side, World};
use tcptutor::tcp::Profile;

/// The account of the last thing that happens after these commands.
fn account(profile: Profile, commands: &str) -> String {
    let mut world = World::new(&Setup { profile, ..Setup::default() });
    let records = play(&mut world, commands);
    describe(&ENGLISH, records.last().expect("something happens"), Side::LETTERS, &world)
}

#[test]
fn a_forged_reset_is_not_told_as_the_other_sides() {
    for (profile, end) in [(Profile::rfc9293(), "connection reset."), (Profile::linux(), "ECONNRESET.")] {
        let forged = account(profile, &format!("{OPEN}; B send RST; step"));
        assert!(forged.starts_with("A RST in the other side's name has the right number: A believes it"), "{forged}");
        assert!(forged.ends_with(end), "{forged}");
        let genuine = account(profile, &format!("{OPEN}; B abort; step"));
        assert!(genuine.starts_with("The other side has sent a RST: A's connection is gone at once"), "{genuine}");
    }
}

#[test]
fn a_copy_of_a_forged_segment_is_forged_and_one_of_a_genuine_one_is_not() {
    let copy = account(Profile::rfc9293(), &format!("{OPEN}; B send RST; duplicate B RST; step"));
    assert!(copy.contains("in the other side's name"), "{copy}");
    let copy = account(Profile::rfc9293(), &format!("{OPEN}; B abort; duplicate B RST; drop B RST; step"));
    assert!(copy.starts_with("The other side has sent a RST"), "{copy}");
}

#[test]
fn a_middlebox_that_resets_speaks_in_the_other_sides_name() {
    let output_text = account(
        Profile::linux(),
        &format!("link idle=5m idle-answer=rst; {OPEN}; run for 6m; A write 10; run for 200ms"),
    );
    assert!(output_text.contains("in the other side's name"), "{output_text}");
}

#[test]
fn a_forged_refusal_says_nothing_about_who_listens() {
    let forged = account(Profile::linux(), "A connect; hold A SYN; B send RST,ACK seq=0 ack=1001; step");
    assert!(forged.starts_with("A RST in the other side's name refuses A's SYN"), "{forged}");
    let genuine = account(Profile::linux(), "A connect; run until idle");
    assert!(genuine.starts_with("Nobody listens there"), "{genuine}");
}

#[test]
fn what_is_believed_of_a_forged_segment_is_told_as_belief() {
    let fin = account(Profile::rfc9293(), &format!("{OPEN}; B send FIN,ACK; step"));
    assert!(fin.contains("CLOSE_WAIT") && !fin.contains("no more data follows"), "{fin}");
    assert!(fin.contains("The other side never sent this, which A cannot know."), "{fin}");
    let ack = account(Profile::rfc9293(), &format!("{OPEN}; A write 10; hold A data; B send ACK ack=1011; step"));
    assert!(ack.starts_with("A believes the ACK: what it sent counts as arrived."), "{ack}");
}

#[test]
fn on_linux_a_reset_takes_away_nothing_that_had_arrived() {
    let printed = |profile| account(profile, &format!("{OPEN}; B write 20; run until idle; B abort; step"));
    assert!(printed(Profile::linux()).contains("What had arrived can still be read."));
    assert!(printed(Profile::rfc9293()).contains("and all unread data with it."));
}

#[test]
fn a_refusal_is_called_one_in_plain_words_in_both_profiles() {
    let headline = |profile| {
        let mut world = World::new(&Setup { profile, ..Setup::default() });
        let records = play(&mut world, "A connect; run until idle");
        Headline::of(&ENGLISH, records.last().expect("it is refused"), Side::LETTERS).to_string()
    };
    let rfc = headline(Profile::rfc9293());
    assert!(rfc.ends_with("the connection is refused; its user is told: error: connection reset"), "{rfc}");
    assert!(headline(Profile::linux()).ends_with("its connect() fails with ECONNREFUSED"));
}
