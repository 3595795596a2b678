//! What the screen shows of a machine that is made up, and what its keys do.

use super::{Live, Outcome};
use crate::language::ENGLISH;
use crate::live::{Detail, Holder, Process, Socket, Source, Survey, System, next_steps};
use crate::tcp::State;
use crate::tui::app::Effect;
use crate::tui::settings::Settings;
use crate::tui::snapshot;
use core::net::SocketAddr;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::time::Duration;

fn address(text: &str) -> SocketAddr {
    text.parse().expect("an address")
}

fn socket(state: State, local: &str, remote: &str, descriptor: u32) -> Socket {
    Socket {
        state,
        local: address(local),
        remote: address(remote),
        recv_q: 0,
        send_q: Some(0),
        uid: 33,
        inode: Some(u64::from(descriptor)),
        timer: None,
        cookie: 0,
        silent: Some(Duration::from_secs(600 + u64::from(descriptor))),
        holder: (descriptor > 0).then_some(Holder { pid: 812, descriptor }),
        namespace: 0,
    }
}

/// A web server with this many leaks.
fn survey(seconds: u64, leaks: u32) -> Survey {
    let mut sockets = vec![socket(State::Listen, "0.0.0.0:80", "0.0.0.0:0", 6)];
    sockets.push(socket(State::Established, "10.0.0.1:80", "10.0.0.9:40000", 7));
    for n in 0..leaks {
        sockets.push(socket(State::CloseWait, "10.0.0.1:80", &format!("10.0.0.7:{}", 41_000 + n), 10 + n));
    }
    sockets.push(socket(State::TimeWait, "10.0.0.1:50000", "10.0.0.3:5432", 0));
    let nginx = Process {
        pid: 812,
        name: "nginx".to_owned(),
        program: "nginx".to_owned(),
        descriptors: Some(leaks + 12),
        limit: Some(1024),
    };
    Survey {
        at: Duration::from_secs(seconds),
        sockets,
        processes: vec![nginx],
        system: System { ports: Some((32_768, 60_999)), ..System::default() },
        ..Survey::default()
    }
}

fn screen() -> Live {
    let mut live = Live::new("", Settings { theme: snapshot::theme(), ..Settings::default() });
    live.set_area(Rect::new(0, 0, 80, 24));
    for minute in 0..5_u32 {
        live.see(Ok(survey(u64::from(minute) * 60, 300 + minute * 4)));
    }
    live
}

fn shown(live: &Live) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    live.paint(buffer.area, &mut buffer);
    let shown = snapshot::shown(&buffer);
    shown.lines().take(24).collect::<Vec<_>>().join("\n")
}

fn press(live: &mut Live, keys: &str) -> Outcome<&'static str> {
    let mut last = Outcome::Stay;
    for key in keys.split(' ') {
        last = live.key(key.parse().expect("a key"));
    }
    last
}

#[test]
fn from_the_count_to_the_socket_and_its_next_step_it_takes_two_keys() {
    let mut live = screen();
    insta::assert_snapshot!("overview", shown(&live));
    press(&mut live, "Enter");
    insta::assert_snapshot!("sockets", shown(&live));
    press(&mut live, "Down Enter");
    insta::assert_snapshot!("one", shown(&live));
    assert_eq!(press(&mut live, "L"), Outcome::Open("close-wait-bug"));
    press(&mut live, "Esc");
    assert_eq!(press(&mut live, "Esc Esc"), Outcome::Leave);
}

#[test]
fn the_most_frequent_mistake_comes_first_and_its_next_step_stands_on_the_first_screen() {
    let mut live = Live::new("", Settings { theme: snapshot::theme(), ..Settings::default() });
    live.set_area(Rect::new(0, 0, 160, 48));
    let mut survey = survey(0, 3);
    survey.sockets.push(Socket {
        recv_q: 1,
        silent: Some(Duration::from_secs(9_000)),
        ..socket(State::CloseWait, "10.0.0.1:80", "10.0.0.7:40001", 99)
    });
    live.see(Ok(survey));
    let mut buffer = Buffer::empty(Rect::new(0, 0, 160, 48));
    live.paint(buffer.area, &mut buffer);
    let first = snapshot::shown(&buffer);
    assert!(first.contains("strace -f -yy -k -p 812") && first.contains("Descriptor 12 is a"), "{first}");
    live.set_area(Rect::new(0, 0, 80, 24));
    press(&mut live, "Enter Enter");
    assert!(shown(&live).contains("fd=12"), "{}", shown(&live));
}

#[test]
fn a_filter_is_written_shown_and_let_go_of() {
    let mut live = screen();
    press(&mut live, "/ : 8 0 Space T I M E - w a i t Backspace Backspace Backspace Backspace");
    assert!(shown(&live).contains("/ :80 TIME-"), "{}", shown(&live));
    press(&mut live, "Ctrl-u c l o s e - w a i t Space 1 0 . 0 . 0 . 7 Enter");
    let filtered = shown(&live);
    assert!(filtered.contains("316 CLOSE_WAIT") && !filtered.contains("ESTABLISHED,"), "{filtered}");
    assert!(filtered.contains("only close-wait 10.0.0.7"), "{filtered}");
    press(&mut live, "/ Ctrl-u : x Enter");
    assert!(shown(&live).contains("/ :x"), "what cannot be meant is not taken");
    press(&mut live, "Esc Esc");
    assert!(shown(&live).contains("1 ESTABLISHED"), "all again");
}

#[test]
fn a_filter_that_takes_nothing_says_so_and_not_that_there_is_no_socket() {
    let none = "none of 319 sockets matches";
    let mut live = screen();
    press(&mut live, "/ F O O B A R Enter");
    assert!(shown(&live).contains(none) && !shown(&live).contains("no TCP socket"), "{}", shown(&live));
    press(&mut live, "/ Ctrl-u F I N Space W A I T Space 2 Enter");
    assert!(shown(&live).contains(none), "{}", shown(&live));
    press(&mut live, "/ Ctrl-u C L O S E Space W A I T Enter");
    assert!(shown(&live).contains("316 CLOSE_WAIT"), "{}", shown(&live));
}

#[test]
fn while_it_is_paused_nothing_wakes_it_and_its_pace_can_be_changed() {
    let mut live = screen();
    assert_eq!((live.take_wish(), live.take_wish()), (Some(Detail::Brief), None), "it looks at once, and once");
    assert_eq!(live.next_wake(), Some(Duration::from_secs(2)));
    press(&mut live, ">");
    assert_eq!(live.next_wake(), Some(Duration::from_secs(1)));
    press(&mut live, "< < < < < <");
    assert_eq!(live.next_wake(), Some(Duration::from_secs(30)));
    press(&mut live, "Space");
    assert_eq!(live.next_wake(), None);
    assert_eq!(live.take_wish(), Some(Detail::Full), "what stays on the screen may be looked into");
    live.tick();
    assert_eq!(live.take_wish(), None);
    assert!(shown(&live).contains("paused"));
    press(&mut live, "Space");
    assert_eq!(live.take_wish(), Some(Detail::Brief));
}

#[test]
fn more_is_asked_of_each_socket_only_where_it_is_shown() {
    let mut live = screen();
    live.take_wish();
    press(&mut live, "Enter");
    assert_eq!(live.take_wish(), Some(Detail::Full), "the table tells how long each was silent, at once");
    press(&mut live, "Enter");
    live.tick();
    assert_eq!(live.take_wish(), Some(Detail::Full));
    press(&mut live, "Esc Esc");
    live.tick();
    assert_eq!(live.take_wish(), Some(Detail::Brief));
}

#[test]
fn a_socket_that_has_gone_says_so_and_the_list_stays_where_it_was() {
    let mut live = screen();
    press(&mut live, "Enter End Enter");
    live.see(Ok(survey(600, 0)));
    let one = shown(&live);
    assert!(one.contains("0.0.0.0:80"), "the listener: {one}");
    press(&mut live, "Esc Home Enter");
    live.see(Ok(Survey::default()));
    assert!(shown(&live).contains("This socket is gone"));
    press(&mut live, "Esc Esc");
    assert!(shown(&live).contains("Nothing here any more."));
}

#[test]
fn what_cannot_be_seen_is_said_and_no_screen_is_too_small() {
    let mut live = Live::new("", Settings::default());
    live.set_area(Rect::new(0, 0, 80, 24));
    assert!(shown(&live).contains("Looking at"));
    live.see(Err("it is not to be had".to_owned()));
    assert!(shown(&live).contains("it is not to be had"));
    let mut live = screen();
    for keys in ["Home", "Enter", "Enter", "?"] {
        press(&mut live, keys);
        for (width, height) in [(1, 1), (40, 10), (60, 20), (39, 12), (200, 60)] {
            live.set_area(Rect::new(0, 0, width, height));
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
            live.paint(buffer.area, &mut buffer);
        }
    }
    assert_eq!(press(&mut live, "Ctrl-c"), Outcome::Effect(Effect::Quit));
}

#[test]
fn however_much_a_look_costs_looking_takes_no_more_than_one_percent_of_a_core_and_the_screen_says_how_often_it_is() {
    for (millis, pace) in [(1, "every 2 s"), (18, "every 2 s"), (25, "every 3 s, at 1 %"), (900, "every 99 s, at 1 %")]
    {
        let cost = Duration::from_millis(millis);
        let mut live = screen();
        live.take_wish();
        press(&mut live, ">");
        press(&mut live, "<");
        let (mut clock, mut worked) = (Duration::ZERO, Duration::ZERO);
        while worked < cost * 50 {
            live.see(Ok(Survey { cost, ..survey(clock.as_secs(), 3) }));
            // What is drawn of a look costs less than a tenth of it.
            worked += cost * 11 / 10;
            clock += live.next_wake().expect("it is not paused");
            live.tick();
            assert_eq!(live.take_wish(), Some(Detail::Brief));
        }
        assert!(worked * 100 <= clock, "{millis} ms: {worked:?} of {clock:?}");
        assert!(shown(&live).contains(pace), "{}", shown(&live));
        press(&mut live, ">");
        assert!(
            live.next_wake().expect("it is not paused") >= cost * 100,
            "whoever wants it sooner gets it as soon as may be"
        );
    }
}

#[test]
fn without_netlink_an_age_that_is_missing_is_explained_where_it_would_stand() {
    let mut live = screen();
    let mut survey = Survey { source: Source::Proc, ..survey(600, 3) };
    survey.sockets.iter_mut().for_each(|socket| socket.silent = None);
    live.see(Ok(survey.clone()));
    let why = "Ages need netlink, which was refused here.";
    let words = |live: &Live| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 160, 48));
        live.paint(buffer.area, &mut buffer);
        snapshot::shown(&buffer)
    };
    live.set_area(Rect::new(0, 0, 160, 48));
    assert!(words(&live).contains(why), "{}", words(&live));
    press(&mut live, "Enter Enter");
    assert!(words(&live).contains(why), "{}", words(&live));
    survey.source = Source::Netlink;
    live.see(Ok(survey));
    assert!(!words(&live).contains(why), "{}", words(&live));
}

#[test]
fn the_next_steps_are_those_of_the_runtime_and_lead_to_a_line_where_it_can_name_one() {
    let steps = |program: &str| {
        let mut survey = survey(0, 3);
        program.clone_into(&mut survey.processes[0].program);
        let leak = survey.sockets.iter().find(|socket| socket.state == State::CloseWait).expect("a leak");
        next_steps(leak, &survey, &ENGLISH).join("\n")
    };
    for (program, wanted) in [
        ("python3.12", &["nc 10.0.0.1 80", "py-spy dump --pid 812"][..]),
        ("java", &["nc 10.0.0.1 80", "jstack 812"]),
        ("node", &["node inspect -p 812", "h.listeners('data')"]),
        ("perl", &["perl -d FILE", "gdb -p 812"]),
        ("answers", &["strace -f -yy -k", "addr2line"]),
    ] {
        let said = steps(program);
        for words in wanted {
            assert!(said.contains(words), "{program}: {said}");
        }
        assert_eq!(said.contains("holds a connection open"), wanted[0].starts_with("nc"), "{program}: {said}");
    }
}
