//! Tables of calls: a row for each call, a column for each state, and in a cell `result [segments sent] →state`.

use crate::script::{Script, parse_event, reach, reach_with_unread};
use tcptutor::tcp::{Outcome, Profile, Reply, Segment, Settings, State};

pub struct Table {
    pub profile: Profile,
    /// The set-ups of the columns.
    pub states: &'static [&'static str],
    pub rows: &'static str,
    /// Short for a result.
    pub legend: &'static [(&'static str, &'static str)],
}

impl Table {
    /// Plays every cell; the scripts' ends.
    pub fn play(&self) -> Vec<Script> {
        let mut ends = Vec::new();
        let mut wrong = Vec::new();
        for row in self.rows.lines().map(str::trim).filter(|row| !row.is_empty()) {
            let mut cells = row.trim_matches('|').split('|').map(str::trim);
            let name = cells.next().unwrap_or_default().trim_matches('`');
            let cells: Vec<&str> = cells.collect();
            assert_eq!(cells.len(), self.states.len(), "{row}");
            for (state, wanted) in self.states.iter().zip(cells).filter(|(_, wanted)| !wanted.is_empty()) {
                let (end, got) = self.cell(name, state);
                if got != wanted {
                    wrong.push(format!("{name} in {state}: expected {wanted:?}, got {got:?}, by {:?}", end.rules));
                }
                ends.push(end);
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        ends
    }

    fn cell(&self, name: &str, state: &str) -> (Script, String) {
        let mut script = Script::new(self.profile, Settings::default());
        let (call, unread) = event(name);
        if unread {
            reach_with_unread(&mut script, state);
        } else {
            reach(&mut script, state);
        }
        if name.ends_with("_nobody") {
            script.tcb = script.tcb.clone().with_remote(0);
        }
        let before = script.tcb.state();
        let outcome = script.event(&parse_event(call));
        let got = self.write(call, before, &script, &outcome);
        (script, got)
    }

    fn write(&self, call: &str, before: State, script: &Script, outcome: &Outcome) -> String {
        let mut text = self.result(call, outcome.reply.expect("a call has a reply"));
        let sent: Vec<&str> = outcome.sent.iter().map(|sent| short(&sent.segment)).collect();
        if !sent.is_empty() {
            text = format!("{text} [{}]", sent.join(" "));
        }
        let after = script.tcb.state();
        if after != before {
            text += " →";
            text += match after {
                State::Closed => "CL",
                State::Listen => "LI",
                State::SynSent => "SS",
                State::FinWait1 => "F1",
                State::LastAck => "LA",
                _ => "??",
            };
        }
        text
    }

    fn result(&self, call: &str, reply: Reply) -> String {
        let words = match reply {
            Reply::EndOfFile => "EOF".to_owned(),
            Reply::Octets(n) if call.starts_with("send") => format!("ok({n})"),
            Reply::Octets(n) => format!("{n} bytes"),
            _ => reply.to_string(),
        };
        let known = self.legend.iter().find(|(_, long)| *long == words);
        known.map_or(words, |(short, _)| (*short).to_owned())
    }
}

/// The script's event for a row, and whether octets are to be unread before it.
fn event(name: &str) -> (&'static str, bool) {
    match name {
        "connect" | "connect_nobody" => ("connect", false),
        "listen" => ("listen", false),
        "send" | "send_nobody" => ("send 5", false),
        "recv" => ("receive", false),
        "recv_unread" => ("receive", true),
        "shutdown_wr" => ("shutdown", false),
        "close" => ("close", false),
        "close_unread" => ("close", true),
        "linger0_close" => ("abort", false),
        "status" => ("status", false),
        _ => panic!("nobody knows the call {name}"),
    }
}

fn short(segment: &Segment) -> &'static str {
    let flags = segment.flags;
    match (flags.syn(), flags.fin(), flags.rst()) {
        (true, _, _) => "S",
        (_, true, _) => "F",
        (_, _, true) if flags.ack() => "RA",
        (_, _, true) => "R",
        _ if segment.payload.is_empty() => "A",
        _ => "data",
    }
}
