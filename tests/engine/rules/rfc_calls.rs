//! The user calls of RFC 9293 section 3.10, cell by cell, with the RFC's exact words.

use super::call_table::Table;
use super::case::{Case, play_all, rfc};
use tcptutor::tcp::Profile;

pub fn table() -> Table {
    Table {
        profile: Profile::rfc9293(),
        states: &[
            "closed",
            "listen",
            "syn-sent",
            "syn-received",
            "established",
            "fin-wait-1",
            "fin-wait-2",
            "close-wait",
            "closing",
            "last-ack",
            "time-wait",
        ],
        rows: ROWS,
        legend: &[
            ("none", "error: connection does not exist"),
            ("exists", "error: connection already exists"),
            ("whom?", "error: remote socket unspecified"),
            ("closing", "error: connection closing"),
        ],
    }
}

const ROWS: &str = "
| `listen` | ok →LI | exists | exists | exists | exists | exists | exists | exists | exists | exists | exists |
| `connect` | ok [S] →SS | ok [S] →SS | exists | exists | exists | exists | exists | exists | exists | exists | exists |
| `connect_nobody` | whom? | whom? |  |  |  |  |  |  |  |  |  |
| `send` | none | ok(5) [S] →SS | queued | queued | ok(5) [data] | closing | closing | ok(5) [data] | closing | closing | closing |
| `send_nobody` | none | whom? |  |  |  |  |  |  |  |  |  |
| `recv` | none | queued | queued | queued | queued | queued | queued | closing | closing | closing | closing |
| `recv_unread` |  |  |  |  | 5 bytes | 5 bytes | 5 bytes | 5 bytes | closing | closing | closing |
| `shutdown_wr` | none | ok →CL | ok →CL | ok [F] →F1 | ok [F] →F1 | closing | closing | ok [F] →LA | closing | closing | closing |
| `close` | none | ok →CL | ok →CL | ok [F] →F1 | ok [F] →F1 | ok | ok | ok [F] →LA | ok | ok | ok |
| `close_unread` |  |  |  |  | ok [R] →CL | ok [R] →CL | ok [R] →CL | ok [R] →CL | ok [R] →CL | ok [R] →CL | ok |
| `linger0_close` | none | ok →CL | ok →CL | ok [R] →CL | ok [R] →CL | ok [R] →CL | ok [R] →CL | ok [R] →CL | ok →CL | ok →CL | ok →CL |
| `status` | none | state = LISTEN | state = SYN-SENT | state = SYN-RECEIVED | state = ESTABLISHED | state = FIN-WAIT-1 | state = FIN-WAIT-2 | state = CLOSE-WAIT | state = CLOSING | state = LAST-ACK | state = TIME-WAIT |
";

pub const CASES: &[Case] = &[
    rfc(
        "there is room for so much and no more",
        "set send-capacity 5
         @established
         send 6           | ESTABLISHED |                | error: insufficient resources
         send 5           | ESTABLISHED | 101:301 ACK +5 | 5
         send 1           | ESTABLISHED |                | error: insufficient resources
         < 301:106 ACK    | ESTABLISHED |                |
         send 5           | ESTABLISHED | 106:301 ACK +5 | 5",
    ),
    rfc(
        "a queued RECEIVE takes what comes, and the next call the rest",
        "@established
         receive 3        | ESTABLISHED |             | queued
         < 301:101 ACK +5 | ESTABLISHED | 101:306 ACK |
         receive          | ESTABLISHED |             | 2",
    ),
    rfc(
        "a queued RECEIVE hears of the end of the stream",
        "@established
         receive           | ESTABLISHED |             | queued
         < 301:101 FIN,ACK | CLOSE-WAIT  | 101:302 ACK | connection closing; error: connection closing",
    ),
    rfc(
        "data queued in SYN-SENT goes out with the ACK of the SYN,ACK",
        "@syn-sent
         send 5            | SYN-SENT    |                | queued
         < 300:101 SYN,ACK | ESTABLISHED | 101:301 ACK +5 |",
    ),
    rfc(
        "close() in SYN-RECEIVED with unread data resets",
        "@listen
         < 300 SYN +5      | SYN-RECEIVED | 100:301 SYN,ACK |
         < 301:101 ACK     | ESTABLISHED  | 101:306 ACK     |
         close             | CLOSED       | 101 RST         | ok",
    ),
];

#[test]
fn every_call_answers_in_the_rfcs_words() {
    table().play();
    play_all(CASES);
}
