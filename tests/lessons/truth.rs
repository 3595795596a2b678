//! What the lessons say of themselves, of the diagram and of each other, where the engine and the course can know it.

use std::collections::BTreeSet;
use std::sync::Arc;
use tcptutor::language::ENGLISH;
use tcptutor::lesson::{Page, Player, Step, Value, catalogue, parse_command};
use tcptutor::sim::{Input, Side};
use tcptutor::tcp::EdgeId;
use tcptutor::timeline::Timeline;

fn player(id: &str) -> Player {
    let lesson = catalogue::find(id).expect("a lesson").compile().expect("it compiles");
    Player::new(Arc::new(lesson))
}

fn at_step(lesson: &str, id: &str) -> Player {
    let mut player = player(lesson);
    let named = |step: &Step| step.id.as_ref().is_some_and(|of| of.value == id);
    let step = player.lesson().steps.iter().position(named).expect("a step of this name");
    player.go_to(step);
    player.finish_script();
    player
}

fn does(player: &mut Player, actions: &[&str]) {
    for action in actions {
        if *action == "run until idle" {
            while !is_reached(player) && !player.history().world().is_idle() {
                player.try_input(Input::Step);
            }
            continue;
        }
        let command = parse_command(action, &ENGLISH).unwrap_or_else(|error| panic!("{action}: {error:?}"));
        for input in command.as_inputs().expect("it needs no world") {
            player.try_input(input);
        }
    }
}

fn is_reached(player: &Player) -> bool {
    matches!(player.page(), Page::Act { reached: true, .. })
}

#[test]
fn all_arrows_of_figure_5_but_one_are_met_before_the_puzzle_about_them() {
    let mut met = BTreeSet::new();
    for entry in catalogue::ENTRIES.iter().take_while(|entry| entry.id != "puzzle-every-edge") {
        let mut player = player(entry.id);
        assert_eq!(player.go_to(player.steps() - 1), player.steps() - 1, "{}", entry.id);
        player.finish_script();
        met.extend(player.history().seen().arrows());
    }
    let drawn = EdgeId::all().filter(|edge| edge.edge().figure5);
    let arrows = drawn.map(|edge| format!("{} > {}", edge.edge().from.name(), edge.edge().to.name()));
    assert_eq!(arrows.filter(|arrow| !met.contains(arrow)).collect::<Vec<_>>(), ["LISTEN > SYN_SENT"]);
}

#[test]
fn the_puzzle_about_all_arrows_counts_those_that_there_are() {
    let text = catalogue::find("puzzle-every-edge").expect("a lesson").text;
    let (all, drawn) = (EdgeId::all().len(), EdgeId::all().filter(|edge| edge.edge().figure5).count());
    assert_eq!(drawn, 20);
    let said = format!("knows {all} arrows: the twenty, and {} that the figure leaves out", all - drawn);
    assert!(text.contains(&said), "{said}");
}

#[test]
fn that_the_peer_is_gone_is_found_out_on_the_new_connection_and_by_its_rst() {
    let mut player = at_step("keepalive", "reach-b-closed");
    // The old connection is dead already: to turn to it is no answer, whatever is written there.
    does(&mut player, &["B use 1", "B write 10", "run until idle"]);
    assert!(!is_reached(&player));
    let mut player = at_step("keepalive", "reach-b-closed");
    does(&mut player, &["B abort", "run until idle"]);
    assert!(!is_reached(&player), "to give up finds out nothing");
    let mut player = at_step("keepalive", "reach-b-closed");
    does(&mut player, &["B write 10", "run until idle"]);
    assert!(is_reached(&player));
}

#[test]
fn what_is_asked_about_a_full_window_is_asked_about_the_moment_before_any_probe() {
    let player = at_step("early-close", "next-segment-read");
    let step = &player.lesson().steps[player.step()];
    assert!(step.text.value.contains("**at once**"), "{}", step.text.value);
    assert_eq!(player.right_answer(), Some(Value::Segment(None)));
}

/// What people read and is not so, with the lesson that names it in a box and words of the box.
const NAMED_ERRORS: [(&str, &str, &str); 11] = [
    ("find-the-leak", "The server enters CLOSE_WAIT by sending a FIN", "leaves it with a FIN of its **own**"),
    ("address-in-use", "With a quiet time a server can be restarted sooner", "everything **later**"),
    ("time-wait", "TIME_WAIT is twice the quiet time", "the quiet time is one, for a host that has crashed"),
    ("time-wait", "The MSL is the TTL", "The TTL counts **hops**"),
    ("challenge-ack", "The program decides whether a RST is genuine", "Its **TCP** does"),
    ("half-close", "The client calls close() twice", "Each program closes **once**"),
    ("counting", "The two ends agree on an MSS", "Each **announces** its own"),
    ("who-holds-it", "Kill the process that shows CLOSE_WAIT", "two may share the same sockets"),
    ("graceful-restart", "close() returned, so the client has the answer", "SO_LINGER above 0"),
    ("idle-timeouts", "Switch keepalive on, and idle connections stay alive", "TCP_KEEPIDLE"),
    ("listener", "A server listens on a UDP port", "no states"),
];

#[test]
fn common_errors_are_named_in_a_box_and_corrected() {
    for (id, read, so) in NAMED_ERRORS {
        let lesson = catalogue::find(id).expect("a lesson").compile().expect("it compiles");
        let boxes = lesson.steps.iter().filter_map(|step| step.error.as_ref());
        let found = boxes.map(|error| (&error.read.value, &error.so.value)).find(|(said, _)| said.contains(read));
        let (_, corrected) = found.unwrap_or_else(|| panic!("{id} does not name: {read}"));
        assert!(corrected.contains(so), "{id}: {corrected}");
    }
}

/// What an expert looks for in a course like this, and the lesson that has it.
const TAUGHT: [(&str, &[&str]); 22] = [
    ("eof-and-sigpipe", &["SIGPIPE", "POLLRDHUP", "EPOLLRDHUP", "MSG_NOSIGNAL"]),
    ("who-holds-it", &["fork()", "dup()", "close-on-exec", "shutdown()"]),
    ("pools", &["keep-alive", "race", "ECONNRESET", "CLOSE_WAIT"]),
    ("idle-timeouts", &["NAT", "load balancer", "350 s", "RFC 5382"]),
    ("ports-run-out", &["EADDRNOTAVAIL", "ip_local_port_range", "tcp_tw_reuse"]),
    ("time-wait", &["RFC 6191", "PAWS", "tcp_max_tw_buckets", "macOS", "Windows"]),
    ("unreachable", &["EHOSTUNREACH", "ENETUNREACH", "ICMP", "tcp_syn_retries", "connect timeout"]),
    ("graceful-restart", &["event loop", "SO_REUSEPORT", "SIGTERM", "SO_LINGER above 0", "accept() until"]),
    ("send-side-silence", &["TCP_USER_TIMEOUT", "keepalive", "tcp_retries2"]),
    ("stuck-closing", &["`ss -K`", "TCP_USER_TIMEOUT", "tcp_orphan_retries"]),
    ("read-a-capture", &["TTL", "IP id", "second capture"]),
    ("server-queues", &["SYN cookies", "TCP_DEFER_ACCEPT", "tcp_abort_on_overflow", "Windows refuses"]),
    ("old-duplicate-syn", &["Fast Open"]),
    ("four-way-close", &["three to open", "four to close", "fork()"]),
    ("listener", &["telnet", "UDP", "FIN or ACK"]),
    ("connection-refused", &["EHOSTUNREACH after 3 s", "queue is full", "port unreachable"]),
    ("lost-syn", &["since 6.5: three", "full accept queue", "every ICMP error"]),
    ("reset", &["own aborts included", "SIGPIPE"]),
    ("half-open", &["lastrcv", "lastack"]),
    ("address-in-use", &["SO_REUSEPORT", "The BSDs", "3.4.2"]),
    ("find-the-leak", &["the data that the FIN rode", "Recv-Q"]),
    ("puzzle-memory", &["On Linux: ECONNRESET"]),
];

#[test]
fn what_an_expert_looks_for_is_taught_where_it_belongs() {
    for (id, words) in TAUGHT {
        let text = catalogue::find(id).expect("a lesson").text.replace('\n', " ");
        for word in words {
            assert!(text.contains(word), "{id} has no {word}");
        }
    }
}

#[test]
fn a_server_that_is_to_be_killed_has_the_keys() {
    assert_eq!(at_step("restart-in-time-wait", "scene").acts_first(), Some(Side::B));
}

#[test]
fn that_a_segment_comes_twice_takes_a_copy_of_it() {
    let mut player = at_step("segment-twice", "scene");
    does(&mut player, &["run until idle"]);
    assert!(!is_reached(&player), "its ACK is no copy");
    let way = at_step("segment-twice", "scene").way().expect("a way").inputs;
    assert!(way.iter().any(|input| matches!(input, Input::Duplicate(_))), "{way:?}");
}

#[test]
fn a_list_of_what_ifs_asks_and_does_not_answer() {
    for (entry, header) in catalogue::headers().filter(|(_, header)| header.chapter == catalogue::WHAT_IF) {
        assert!(header.summary.ends_with('?'), "{}: {}", entry.id, header.summary);
    }
}

#[test]
fn a_scene_that_speaks_of_numbers_shows_them() {
    for id in ["rst-forged", "segment-twice", "fin-lost", "program-never-reads"] {
        let lesson = catalogue::find(id).expect("a question").compile().expect("it compiles");
        assert!(lesson.numbers, "{id}");
    }
}

#[test]
fn a_box_that_forgot_is_found_out_on_a_connection_that_it_forgot() {
    let after = |actions: &[&str]| {
        let mut player = at_step("idle-timeouts", "reach-b-closed");
        does(&mut player, actions);
        is_reached(&player)
    };
    assert!(!after(&["B write 10", "run until idle"]), "this one lives");
    assert!(!after(&["B write 10", "B close", "run until idle"]), "to give up finds out nothing");
    assert!(after(&["B use 1", "B write 10", "run until idle"]));
    assert!(after(&["B use 2", "B write 10", "run until idle"]), "it was forgotten as well");
}
