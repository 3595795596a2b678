//! Stories driven through a world, told line by line, and read by a person as snapshots.

use std::fmt::Write as _;
use std::time::Duration;

use crate::support::dice::Dice;
use tcptutor::language::ENGLISH;
use tcptutor::narrate::{
    Headline, Inspection, Label, Numbers, checks, differences, inspect, next, signal_label, tcb_of, why,
};
use tcptutor::sim::{
    AppBehaviour, Call, EventKind, Expression, Forged, Input, Limit, LinkChange, PacketId, PerSide, Record, Setup,
    Side, Socket, Variable, World,
};
use tcptutor::tcp::{Flags, Instant, Profile, RuleId, SeqNumber, State, Timer};

use Side::{A, B};

/// A world with all that was told about it.
struct Story {
    world: World,
    before: World,
    text: String,
    reasons: bool,
    records: Vec<Record>,
}

impl Story {
    fn new(setup: &Setup) -> Self {
        let world = World::new(setup);
        Self { before: world.clone(), world, text: String::new(), reasons: false, records: Vec::new() }
    }

    /// The RFC's own numbers: A begins at 100, B at 300.
    fn of_the_rfc() -> Self {
        Self::new(&Setup { isn: PerSide::new(SeqNumber(100), SeqNumber(300)), ..Setup::default() })
    }

    fn linux() -> Self {
        Self::new(&Setup { profile: Profile::linux(), ..Setup::default() })
    }

    fn with_reasons(mut self) -> Self {
        self.reasons = true;
        self
    }

    fn input(&mut self, input: Input) -> &mut Self {
        self.before = self.world.clone();
        let records = self.world.apply(&input);
        for record in &records {
            self.tell(record);
        }
        self.records.extend(records);
        self
    }

    fn tell(&mut self, record: &Record) {
        let line = Headline::of(&ENGLISH, record, Side::LETTERS).counting(&self.world).to_string();
        assert!(!line.is_empty() && !line.chars().any(char::is_control), "{record:?}");
        assert!(!line.contains('{') && !line.contains("  "), "{line}");
        writeln!(self.text, "{:>9}  {line}", record.at.to_string()).unwrap();
        if !self.reasons {
            return;
        }
        for reason in why(&ENGLISH, record, tcb_of(&self.before, record)) {
            let arithmetic = reason.arithmetic.map_or(String::new(), |words| format!(" [{words}]"));
            writeln!(self.text, "{:11}- {:?}{arithmetic}", "", reason.rule.id).unwrap();
        }
    }

    fn call(&mut self, side: Side, call: Call) -> &mut Self {
        self.input(Input::Call(side, call))
    }

    /// Lets everything arrive and act that does so by itself.
    fn settle(&mut self) -> &mut Self {
        while !self.world.is_idle() {
            self.input(Input::Step);
        }
        self
    }

    fn open(&mut self) -> &mut Self {
        self.call(B, Call::Listen).call(A, Call::Connect).settle()
    }

    fn forge(&mut self, side: Side, forged: Forged) -> &mut Self {
        self.input(Input::Inject(side, forged)).settle()
    }

    /// The last packet that left a side, taken apart.
    fn inspected(&self, side: Side) -> Inspection {
        let record = self.records.iter().rev().find(|record| record.departures.iter().any(|d| d.packet.from == side));
        let record = record.expect("something was sent");
        let departure = record.departures.last().expect("it was");
        let numbers = Numbers::of_record(record, &self.before, &self.world);
        let answers = match &record.kind {
            EventKind::Arrival { segment, .. } => Some(segment),
            _ => None,
        };
        inspect(&ENGLISH, (departure.packet, departure.origin), &departure.segment, numbers.as_ref(), answers)
    }
}

fn packet(from: Side, number: u32) -> PacketId {
    PacketId { from, number }
}

fn forged(flags: Flags, base: Variable, offset: i32) -> Forged {
    let seq = Expression { base, offset: offset.cast_unsigned() };
    Forged { seq: Some(seq), ..Forged::bare(flags) }
}

#[test]
fn handshake_data_and_close() {
    let mut story = Story::of_the_rfc().with_reasons();
    story.open().call(A, Call::Write(10)).settle().call(B, Call::Read(65535));
    story.call(A, Call::Shutdown).settle().call(B, Call::Read(65535)).call(B, Call::Shutdown).settle();
    story.input(Input::Step);
    insta::assert_snapshot!(story.text);
    assert_eq!(story.world.states(), PerSide::both(State::Closed));
}

#[test]
fn a_whole_close_with_programs_on_linux() {
    let mut story = Story::linux();
    story.input(Input::App(B, AppBehaviour::Echoes)).open().call(A, Call::Write(10)).settle();
    story.call(A, Call::Read(65535)).call(A, Call::Close).settle().input(Input::Step);
    insta::assert_snapshot!(story.text);
}

#[test]
fn simultaneous_open_and_close() {
    let mut story = Story::of_the_rfc().with_reasons();
    story.call(A, Call::Connect).call(B, Call::Connect);
    // Both connect from and to the ports that they know of each other, so the SYNs meet.
    story.settle().call(A, Call::Close).call(B, Call::Close).settle();
    insta::assert_snapshot!(story.text);
}

#[test]
fn refused_reset_and_aborted() {
    let mut story = Story::of_the_rfc().with_reasons();
    story.call(A, Call::Connect).settle().call(A, Call::Close);
    story.open().call(A, Call::Abort).settle();
    insta::assert_snapshot!(story.text);
}

#[test]
fn calls_that_are_refused_give_the_exact_words() {
    let mut story = Story::of_the_rfc();
    for call in Call::ALL.into_iter().filter(|call| !matches!(call, Call::Listen | Call::Connect)) {
        story.call(A, call);
    }
    story.open().call(A, Call::Connect).call(A, Call::Listen).call(A, Call::Read(5));
    story.call(A, Call::Close).call(A, Call::Write(5)).call(A, Call::Close).call(A, Call::Shutdown);
    let mut linux = Story::linux();
    linux.call(A, Call::Write(10)).call(A, Call::Read(10)).open().call(A, Call::Connect).call(A, Call::Read(5));
    linux.call(A, Call::Shutdown).call(A, Call::Shutdown).call(A, Call::Close).call(A, Call::Write(5));
    insta::assert_snapshot!(format!("{}\nLinux\n{}", story.text, linux.text));
}

#[test]
fn lost_and_sent_again() {
    let mut story = Story::of_the_rfc().with_reasons();
    story.call(B, Call::Listen).call(A, Call::Connect).input(Input::Drop(packet(A, 1))).input(Input::Step);
    story.input(Input::Drop(packet(A, 2))).input(Input::Step).settle();
    story.call(A, Call::Write(10)).input(Input::Drop(packet(A, 5))).input(Input::Step).settle();
    story.input(Input::Link(LinkChange::Cut(None))).call(A, Call::Close);
    for _ in 0..7 {
        story.input(Input::Fire(A, Some(Timer::Retransmission)));
    }
    insta::assert_snapshot!(story.text);
}

#[test]
fn the_close_wait_leak() {
    let mut story = Story::linux();
    story.input(Input::App(B, AppBehaviour::NeverCloses)).open().call(A, Call::Close).settle();
    let now = next(&ENGLISH, &story.world, B, Side::LETTERS);
    assert_eq!(
        now.waiting,
        "B waits for its own program to call close(), and this program never does: a leak; no timer runs"
    );
    assert_eq!(
        next(&ENGLISH, &story.world, A, Side::LETTERS).waiting,
        "A waits for B's FIN: B's program has to call close()"
    );
    story.input(Input::Step);
    insta::assert_snapshot!(story.text);
}

#[test]
fn what_is_dropped_and_by_which_check() {
    let mut story = Story::of_the_rfc().with_reasons();
    story.forge(A, Forged::bare(Flags::RST)).forge(A, Forged::bare(Flags::ACK)).forge(A, Forged::bare(Flags::FIN));
    story.call(B, Call::Listen);
    for flags in [Flags::RST, Flags::FIN, Flags::ACK] {
        story.forge(A, Forged::bare(flags));
    }
    story.call(A, Call::Connect).settle();
    story.forge(A, forged(Flags::ACK, Variable::SndNxt, -50)).forge(A, forged(Flags::RST, Variable::SndNxt, -50));
    story.forge(A, forged(Flags::RST, Variable::SndNxt, 50)).forge(A, forged(Flags::SYN, Variable::SndNxt, 0));
    story.forge(A, forged(Flags::ACK, Variable::SndNxt, 70_000)).forge(A, Forged::bare(Flags::FIN));
    let unsent = Expression { base: Variable::RcvNxt, offset: 9 };
    story.forge(A, Forged { ack: Some(unsent), ..Forged::bare(Flags::ACK) });
    story.forge(A, Forged { len: 10, ..forged(Flags::ACK, Variable::SndNxt, 20) });
    story.forge(A, Forged::bare(Flags::RST));
    insta::assert_snapshot!(story.text);
}

#[test]
fn what_the_network_does() {
    let mut story = Story::of_the_rfc();
    story.open().call(A, Call::Write(10)).input(Input::Hold(packet(A, 3))).input(Input::Release(packet(A, 3)));
    story.input(Input::Duplicate(packet(A, 3))).settle().input(Input::Replay(packet(A, 1))).settle();
    let half = Duration::from_millis(20);
    for change in [
        LinkChange::Latency(None, half),
        LinkChange::Latency(Some(B), half),
        LinkChange::Loss(100),
        LinkChange::Reorder(50),
        LinkChange::Double(10),
        LinkChange::Seed(7),
        LinkChange::Loss(1000),
    ] {
        story.input(Input::Link(change));
    }
    story.call(A, Call::Write(3000)).call(A, Call::Write(1)).input(Input::Link(LinkChange::Loss(0)));
    story.call(B, Call::Write(1)).input(Input::Link(LinkChange::Cut(Some(B)))).input(Input::Link(LinkChange::Mend));
    story.input(Input::Reboot(B)).input(Input::Link(LinkChange::Cut(None)));
    insta::assert_snapshot!(story.text);
}

#[test]
fn timers_of_every_kind() {
    let mut setup = Setup { isn: PerSide::new(SeqNumber(100), SeqNumber(300)), ..Setup::default() };
    setup.settings.b.receive_capacity = 10;
    setup.settings.b.delayed_ack = true;
    let mut story = Story::new(&setup).with_reasons();
    story.open().call(A, Call::Write(5)).input(Input::Step).input(Input::Step).settle();
    story.call(A, Call::Write(10)).settle().input(Input::Fire(A, Some(Timer::Persist))).settle();
    story.input(Input::Fire(B, Some(Timer::Keepalive))).settle();
    story.input(Input::Fire(B, Some(Timer::TimeWait))).input(Input::Fire(A, Some(Timer::User)));
    let mut linux = Story::linux();
    linux.open().call(A, Call::Close).settle().input(Input::Fire(A, Some(Timer::FinWait2)));
    insta::assert_snapshot!(format!("{}\nLinux\n{}", story.text, linux.text));
}

#[test]
fn time_wait_hears_a_repeated_fin() {
    let mut story = Story::of_the_rfc().with_reasons();
    story.open().call(A, Call::Shutdown).settle().call(B, Call::Shutdown).input(Input::Step);
    let last = story.records.last().unwrap().departures[0].packet;
    story.text.clear();
    story.input(Input::Drop(last)).input(Input::Fire(B, Some(Timer::Retransmission))).settle();
    insta::assert_snapshot!(story.text);
}

#[test]
fn every_number_of_a_segment_is_explained() {
    let mut story = Story::of_the_rfc();
    let mut seen = String::new();
    let mut note = |story: &Story, side| {
        let inspection = story.inspected(side);
        let Inspection { title, origin, seq, ack, .. } = inspection;
        writeln!(seen, "{title}, {origin}\n  seq {seq}\n  ack {ack}").unwrap();
    };
    story.forge(B, forged(Flags::ACK, Variable::Zero, 77));
    note(&story, B);
    note(&story, A);
    story.forge(A, Forged { len: 3, ..forged(Flags::SYN, Variable::Zero, 77) });
    note(&story, B);
    story.call(B, Call::Listen).call(A, Call::Connect);
    note(&story, A);
    story.input(Input::Step);
    note(&story, B);
    story.input(Input::Step);
    note(&story, A);
    story.input(Input::Step).call(A, Call::Write(10));
    note(&story, A);
    story.input(Input::Fire(A, Some(Timer::Retransmission)));
    note(&story, A);
    story.settle().call(A, Call::Shutdown);
    note(&story, A);
    story.input(Input::Step);
    note(&story, B);
    story.settle().call(B, Call::Shutdown);
    note(&story, B);
    story.input(Input::Step);
    note(&story, A);
    insta::assert_snapshot!(seen);
}

#[test]
fn the_figures_of_the_brief_come_out() {
    let mut story = Story::of_the_rfc();
    story.open().call(A, Call::Write(10)).settle().call(A, Call::Shutdown).settle();
    // B's ACK of everything, the FIN included.
    assert_eq!(story.inspected(B).ack, "112 = 100 (IRS) + 1 (SYN) + 10 octets + 1 (FIN)");
    let story = {
        let mut story = Story::new(&Setup::default());
        story.open().call(B, Call::Shutdown).input(Input::Step).input(Input::Step);
        story
    };
    let record = story.records.last().unwrap();
    let reasons = why(&ENGLISH, record, tcb_of(&story.before, record));
    let advances = reasons.iter().find(|reason| reason.rule.id == RuleId::AckAdvances).unwrap();
    assert_eq!(
        advances.arithmetic.as_deref(),
        Some("SEG.ACK 5002 = SND.NXT 5002: everything is acknowledged, the FIN (5001) included")
    );
}

#[test]
fn all_fields_of_a_segment() {
    let mut story = Story::of_the_rfc();
    story.call(B, Call::Listen).call(A, Call::Connect);
    let show = |inspection: Inspection| {
        let mut out = format!("{}, {}\n", inspection.title, inspection.origin);
        for field in inspection.fields {
            writeln!(out, "  {:<16} {:<8} {}", field.name, field.value, field.meaning).unwrap();
        }
        out
    };
    let syn = show(story.inspected(A));
    story.settle().call(A, Call::Write(10));
    let data = show(story.inspected(A));
    story.settle().call(A, Call::Shutdown);
    let fin = show(story.inspected(A));
    story.settle().call(A, Call::Abort);
    insta::assert_snapshot!(format!("{syn}\n{data}\n{fin}\n{}", show(story.inspected(A))));
}

#[test]
fn beside_connections_a_listener_is_named_wherever_it_is_meant() {
    let mut story = Story::linux();
    story.call(B, Call::Listen).call(A, Call::Connect).settle().call(B, Call::Abort).settle();
    let heard = |story: &Story| next(&ENGLISH, &story.world, B, Side::LETTERS);
    assert_eq!(story.world.host(B).state(), State::Closed, "its diagram shows the connection's end");
    assert_eq!(heard(&story).waiting, "B's listener waits for a SYN from anybody");
    assert!(heard(&story).calls.iter().any(|call| call.words.starts_with("close() on the listener: CLOSED")));
    story.call(B, Call::Read(5)).call(B, Call::Close);
    let text: Vec<&str> = story.text.lines().rev().take(2).collect();
    assert!(text[0].ends_with("B calls close() on its listener: LISTEN to CLOSED"), "{text:?}");
    assert!(text[1].contains("B calls read() on its listener and is refused"), "{text:?}");
}

#[test]
fn a_socket_that_is_not_connected_and_a_connection_that_is_over_are_no_lack_of_connections() {
    let mut story = Story::linux();
    story.call(B, Call::Listen).call(A, Call::Connect).settle().input(Input::Socket(A));
    let waits = |story: &Story| next(&ENGLISH, &story.world, A, Side::LETTERS).waiting;
    assert!(waits(&story).starts_with("A's connection 2 is a socket that is not connected yet"), "{}", waits(&story));
    story.call(A, Call::Connect).settle().call(A, Call::Abort).settle();
    assert!(waits(&story).starts_with("A's connection 2 is over, others are not"), "{}", waits(&story));
    // Whom a connection waits for is its own other end, and not what the other diagram shows.
    story
        .input(Input::Attend(A, Socket::numbered(1)))
        .call(A, Call::Close)
        .settle()
        .input(Input::Attend(B, Socket::numbered(0)));
    assert!(waits(&story).starts_with("A waits for B's FIN: B's program has to call close()"), "{}", waits(&story));
}

#[test]
fn what_nobody_has_accepted_waits_for_accept_and_hears_of_its_own_segments_alone() {
    let mut story = Story::linux();
    story.input(Input::Limit(B, Limit::Workers, Some(0))).call(B, Call::Listen).call(A, Call::Connect).settle();
    let waits = |story: &Story| next(&ENGLISH, &story.world, B, Side::LETTERS).waiting;
    assert_eq!(
        waits(&story),
        "B's connection 1 waits in the accept queue until its program calls accept(); no timer runs"
    );
    story.input(Input::Accept(B)).input(Input::Socket(A)).call(A, Call::Connect);
    assert_eq!(waits(&story), "B waits for nothing: both programs may send, and either may close; no timer runs");
}

#[test]
fn what_is_possible_next() {
    let mut story = Story::of_the_rfc();
    let mut seen = String::new();
    let mut note = |story: &Story| {
        for side in Side::BOTH {
            let now = next(&ENGLISH, &story.world, side, Side::LETTERS);
            writeln!(seen, "{} {}", story.world.host(side).state(), now.waiting).unwrap();
            for call in &now.calls {
                writeln!(seen, "    {}", call.words).unwrap();
            }
            for timer in &now.timers {
                writeln!(seen, "    * {}, then it {}", timer.words, timer.does).unwrap();
            }
        }
        seen.push('\n');
    };
    note(&story);
    story.call(B, Call::Listen).call(A, Call::Connect);
    note(&story);
    story.input(Input::Step);
    note(&story);
    story.settle();
    note(&story);
    story.call(A, Call::Write(10)).settle();
    note(&story);
    story.call(A, Call::Shutdown).settle();
    note(&story);
    story.call(B, Call::Close).settle();
    note(&story);
    story.call(B, Call::Read(65535)).call(B, Call::Shutdown).settle();
    note(&story);
    insta::assert_snapshot!(seen);
}

#[test]
fn the_differences_of_a_profile_can_be_printed() {
    insta::assert_snapshot!("rfc9293", differences(&ENGLISH, &Profile::rfc9293()));
    insta::assert_snapshot!("linux", differences(&ENGLISH, &Profile::linux()));
}

#[test]
fn a_refusal_on_linux_is_connect_returning_econnrefused() {
    let mut story = Story::linux();
    story.call(A, Call::Connect).settle();
    let record = story.records.last().unwrap();
    let label_of = |record: &Record| signal_label(record.outcome.signals[0], record.outcome.errno, record.before);
    assert_eq!(label_of(record), "connect() ECONNREFUSED");
    let mut on_paper = Story::of_the_rfc();
    on_paper.call(A, Call::Connect).settle();
    assert_eq!(label_of(on_paper.records.last().unwrap()), "error: connection reset");
    assert_eq!(Label::of(&story.records[0].departures[0].segment).to_string(), "SYN 1000");
}

/// The states that the connection's two ends reach by these calls, and what A is told when B then aborts.
fn told_of_a_reset(profile: Profile, calls: &[(Side, Call)]) -> String {
    let mut story = Story::new(&Setup { profile, ..Setup::default() });
    story.open();
    for (side, call) in calls {
        story.call(*side, *call).settle();
    }
    story.call(B, Call::Abort).settle();
    story.text.lines().last().unwrap().to_owned()
}

#[test]
fn a_headline_on_linux_has_the_errno_that_the_program_gets_and_no_words_of_the_rfc() {
    let (linux, rfc) = (Profile::linux(), Profile::rfc9293());
    let half_closed = [(B, Call::Shutdown)];
    for (profile, calls, says) in [
        (linux, &[][..], "; its program gets ECONNRESET"),
        (linux, &half_closed[..], "; its program gets EPIPE"),
        (rfc, &[][..], "; its user is told: connection reset"),
        (rfc, &half_closed[..], "; its user is told: connection reset"),
    ] {
        let text = told_of_a_reset(profile, calls);
        assert!(text.ends_with(says), "{text}");
    }
    let mut closing = Story::linux();
    closing.open().call(A, Call::Shutdown).call(B, Call::Shutdown).input(Input::Step).input(Input::Step);
    let rst = Forged { ack: None, ..forged(Flags::RST, Variable::SndNxt, 0) };
    // The ACKs that would end CLOSING are lost.
    closing.input(Input::Link(LinkChange::Cut(None))).input(Input::Link(LinkChange::Mend));
    closing.input(Input::Inject(B, rst)).settle();
    assert!(closing.text.contains("; ECONNRESET is stored in SO_ERROR"), "{}", closing.text);
    for (profile, refused, timed_out) in [
        (linux, "; its connect() fails with ECONNREFUSED", "; its connect() fails with ETIMEDOUT"),
        (rfc, "; its user is told: error: connection reset", "; its user is told: error: connection timed out"),
    ] {
        let mut story = Story::new(&Setup { profile, ..Setup::default() });
        story.call(A, Call::Connect).settle();
        assert!(story.text.trim_end().ends_with(refused), "{}", story.text);
        story.input(Input::Link(LinkChange::Cut(None))).call(A, Call::Connect);
        story.input(Input::Advance(Duration::from_secs(600)));
        assert!(story.text.trim_end().ends_with(timed_out), "{}", story.text);
    }
}

/// Whatever happens, every record can be told, and no sentence has an open gap.
#[test]
fn everything_that_can_happen_can_be_told() {
    for (seed, profile) in
        (0..60u64).map(|seed| (seed, if seed % 2 == 0 { Profile::linux() } else { Profile::rfc9293() }))
    {
        let mut story = Story::new(&Setup { profile, ..Setup::default() }).with_reasons();
        let mut dice = Dice(seed);
        let mut roll = |sides: usize| dice.index(sides);
        for _ in 0..60 {
            let side = Side::BOTH[roll(2)];
            let choices = story.world.choices();
            let input = match roll(6) {
                0 => Input::Inject(
                    side,
                    forged(random_flags(roll(16)), Variable::SndNxt, [0, 0, -1, 30, 70_000][roll(5)]),
                ),
                1 => Input::Call(side, Call::ALL[roll(7)]),
                2 => Input::Fire(side, None),
                _ if choices.is_empty() => Input::Step,
                _ => choices[roll(choices.len())],
            };
            story.input(input);
            let _ = next(&ENGLISH, &story.world, side, Side::LETTERS);
        }
        assert!(story.world.now() < Instant::NEVER);
    }
}

fn random_flags(bits: usize) -> Flags {
    let names = Flags::NAMES.iter().enumerate();
    names.filter(|(i, _)| bits & (1 << i) != 0).fold(Flags::NONE, |set, (_, (flag, _))| set.with(*flag))
}

/// Every check of the last arrival, a line each; `>` marks the one that decided.
fn checks_of_last(story: &Story) -> String {
    let record = story.records.last().expect("something has happened");
    let text = checks(&ENGLISH, record, &story.before).expect("a segment arrived");
    let mut lines = format!("{}\n", text.place);
    for check in &text.checks {
        let mark = if check.decided { '>' } else { ' ' };
        let rules: Vec<String> = check.reasons.iter().map(|reason| format!("{:?}", reason.rule.id)).collect();
        writeln!(lines, "{mark} {}: {} {rules:?}", check.title, check.compared).unwrap();
    }
    lines
}

#[test]
fn each_check_says_what_it_compared_with_what() {
    let mut text = String::new();
    let mut tell = |name: &str, story: &mut Story| {
        writeln!(text, "{name}: {}", checks_of_last(story)).unwrap();
    };
    let mut story = Story::of_the_rfc();
    story.call(B, Call::Listen).call(A, Call::Connect).input(Input::Step);
    tell("a SYN in LISTEN", &mut story);
    tell("a SYN,ACK in SYN_SENT", story.input(Input::Step));
    tell("the ACK of a SYN", story.input(Input::Step));
    tell("data", story.call(A, Call::Write(10)).input(Input::Step));
    tell("the ACK of data", story.input(Input::Step));
    tell("a FIN", story.call(B, Call::Read(10)).call(A, Call::Close).input(Input::Step));
    tell("the ACK of a FIN", story.input(Input::Step));
    tell(
        "a RST beside RCV.NXT",
        story.input(Input::Inject(A, forged(Flags::RST, Variable::SndNxt, 1))).input(Input::Step),
    );
    story.settle();
    tell("an old number", story.input(Input::Inject(A, forged(Flags::ACK, Variable::SndNxt, -20))).input(Input::Step));
    story.settle();
    tell("the last FIN", story.call(B, Call::Close).input(Input::Step));
    let mut story = Story::linux();
    story.open().input(Input::Inject(A, Forged::bare(Flags::FIN))).input(Input::Step);
    tell("a FIN without ACK on Linux", &mut story);
    let mut story = Story::of_the_rfc();
    tell("a SYN where nobody listens", story.call(A, Call::Connect).input(Input::Step));
    tell("the refusal", story.input(Input::Step));
    insta::assert_snapshot!(text);
}
