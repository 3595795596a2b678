//! Timers: the table of the design, section 4, as far as one endpoint can show it.

use super::case::{Case, linux, play_all, rfc};

pub const CASES: &[Case] = &[
    rfc(
        "a SYN is sent eight times, and then given up",
        "@syn-sent
         7x ! retransmission | SYN-SENT | 100 SYN |
         ! retransmission    | CLOSED   |         | error: connection timed out",
    ),
    rfc(
        "a SYN,ACK is repeated with today's ACK; after a passive OPEN nobody hears of its end",
        "@syn-received
         7x ! retransmission | SYN-RECEIVED | 100:301 SYN,ACK |
         ! retransmission    | CLOSED       |                 |",
    ),
    rfc(
        "data is repeated with today's ACK, and given up",
        "@established
         send 5              | ESTABLISHED | 101:301 ACK +5 | 5
         < 301:101 ACK +2    | ESTABLISHED | 106:303 ACK    |
         6x ! retransmission | ESTABLISHED | 101:303 ACK +5 |
         ! retransmission    | CLOSED      |                | error: connection reset; error: connection timed out",
    ),
    rfc(
        "a FIN is repeated with the data before it",
        "@established
         send 5              | ESTABLISHED | 101:301 ACK +5     | 5
         shutdown            | FIN-WAIT-1  | 106:301 FIN,ACK    | ok
         6x ! retransmission | FIN-WAIT-1  | 101:301 FIN,ACK +5 |
         ! retransmission    | CLOSED      |                    | error: connection reset; error: connection timed out",
    ),
    rfc(
        "R2 ends CLOSE-WAIT",
        "@close-wait
         send 1              | CLOSE-WAIT | 101:302 ACK +1 | 1
         6x ! retransmission | CLOSE-WAIT | 101:302 ACK +1 |
         ! retransmission    | CLOSED     |                | error: connection reset; error: connection timed out",
    ),
    rfc(
        "R2 ends CLOSING",
        "@closing
         6x ! retransmission | CLOSING | 101:302 FIN,ACK |
         ! retransmission    | CLOSED  |                 | error: connection timed out",
    ),
    rfc(
        "R2 ends LAST-ACK",
        "@last-ack
         6x ! retransmission | LAST-ACK | 101:302 FIN,ACK |
         ! retransmission    | CLOSED   |                 | error: connection timed out",
    ),
    rfc(
        "timers that do not run do nothing",
        "@established
         ! retransmission | ESTABLISHED | |
         ! time-wait      | ESTABLISHED | |
         ! fin-wait-2     | ESTABLISHED | |
         ! delayed-ack    | ESTABLISHED | |
         ! persist        | ESTABLISHED | |",
    ),
    rfc("no timer ends FIN-WAIT-2, not even after close()", "@fin-wait-2/closed\n! fin-wait-2 | FIN-WAIT-2 | |"),
    rfc("LISTEN has no timer", "@listen\n! user | LISTEN | |\n! keepalive | LISTEN | |"),
    rfc(
        "the user timeout ends SYN-SENT",
        "@syn-sent\n! user | CLOSED | | error: connection aborted due to user timeout",
    ),
    rfc(
        "the user timeout ends SYN-RECEIVED",
        "@syn-received\n! user | CLOSED | | error: connection aborted due to user timeout",
    ),
    rfc(
        "the user timeout ends ESTABLISHED, and no RST is sent",
        "@established\n! user | CLOSED | | error: connection aborted due to user timeout",
    ),
    rfc(
        "the user timeout ends FIN-WAIT-1",
        "@fin-wait-1\n! user | CLOSED | | error: connection aborted due to user timeout",
    ),
    rfc(
        "the user timeout ends FIN-WAIT-2",
        "@fin-wait-2\n! user | CLOSED | | error: connection aborted due to user timeout",
    ),
    rfc(
        "the user timeout ends CLOSE-WAIT",
        "@close-wait\n! user | CLOSED | | error: connection aborted due to user timeout",
    ),
    rfc("the user timeout ends CLOSING", "@closing\n! user | CLOSED | | error: connection aborted due to user timeout"),
    rfc(
        "the user timeout ends LAST-ACK",
        "@last-ack\n! user | CLOSED | | error: connection aborted due to user timeout",
    ),
    rfc(
        "keep-alive probes at SND.NXT-1, and an answer ends the doubt",
        "set keepalive 3
         @established
         2x ! keepalive   | ESTABLISHED | 100:301 ACK |
         < 301:101 ACK    | ESTABLISHED |             |
         3x ! keepalive   | ESTABLISHED | 100:301 ACK |
         ! keepalive      | CLOSED      |             | error: connection timed out",
    ),
    rfc(
        "keep-alive can be turned on and off while the connection lasts",
        "@established
         keepalive on     | ESTABLISHED |             | ok
         ! keepalive      | ESTABLISHED | 100:301 ACK |
         keepalive off    | ESTABLISHED |             | ok",
    ),
    rfc(
        "keep-alive ends CLOSE-WAIT",
        "set keepalive 1
         @close-wait
         ! keepalive      | CLOSE-WAIT  | 100:302 ACK |
         ! keepalive      | CLOSED      |             | error: connection timed out",
    ),
    rfc(
        "keep-alive ends FIN-WAIT-2",
        "set keepalive 1
         @fin-wait-2
         ! keepalive      | FIN-WAIT-2  | 101:301 ACK |
         ! keepalive      | CLOSED      |             | error: connection timed out",
    ),
    rfc(
        "a closed window is probed with one octet, and opening it sends everything",
        "@established
         < 301:101 ACK w=0   | ESTABLISHED |                |
         send 5              | ESTABLISHED |                | 5
         2x ! persist        | ESTABLISHED | 101:301 ACK +1 |
         < 301:101 ACK w=0   | ESTABLISHED |                |
         < 301:101 ACK w=100 | ESTABLISHED | 101:301 ACK +1; 102:301 ACK +4 |",
    ),
    rfc(
        "a FIN behind a closed window is its own probe",
        "@established
         < 301:101 ACK w=0   | ESTABLISHED |                 |
         shutdown            | FIN-WAIT-1  |                 | ok
         ! persist           | FIN-WAIT-1  | 101:301 FIN,ACK |
         < 301:102 ACK w=0   | FIN-WAIT-2  |                 |",
    ),
    rfc(
        "a peer that does not answer probes is given up",
        "@established
         < 301:101 ACK w=0   | ESTABLISHED |                |
         send 5              | ESTABLISHED |                | 5
         6x ! persist        | ESTABLISHED | 101:301 ACK +1 |
         ! persist           | CLOSED      |                | error: connection reset; error: connection timed out",
    ),
    rfc(
        "an ACK may wait for data to carry it, but not for a second full segment",
        "set delayed-ack
         @established
         < 301:101 ACK +5    | ESTABLISHED |                |
         send 3              | ESTABLISHED | 101:306 ACK +3 | 3
         < 306:104 ACK +536  | ESTABLISHED |                |
         < 842:104 ACK +536  | ESTABLISHED | 104:1378 ACK   |
         < 1378:104 ACK +5   | ESTABLISHED |                |
         ! delayed-ack       | ESTABLISHED | 104:1383 ACK   |",
    ),
    linux(
        "Linux limits FIN-WAIT-2 after close(), and answers what comes later with a RST",
        "@fin-wait-2/closed
         ! fin-wait-2        | CLOSED |         |
         < 301:102 FIN,ACK   | CLOSED | 102 RST |",
    ),
    linux(
        "Linux starts that limit with close()",
        "@fin-wait-2
         ! fin-wait-2        | FIN-WAIT-2 |     |
         close               | FIN-WAIT-2 |     | ok
         ! fin-wait-2        | CLOSED     |     |",
    ),
    linux(
        "Linux sends a RST when it gives up on keep-alive",
        "set keepalive 1
         @established
         ! keepalive         | ESTABLISHED | 100:301 ACK     |
         ! keepalive         | CLOSED      | 101:301 RST,ACK | error: connection timed out",
    ),
    linux(
        "Linux probes a closed window with nothing",
        "@established
         < 301:101 ACK w=0   | ESTABLISHED |                |
         send 5              | ESTABLISHED |                | 5
         3x ! persist        | ESTABLISHED | 100:301 ACK    |
         < 301:101 ACK w=100 | ESTABLISHED | 101:301 ACK +5 |",
    ),
    linux(
        "Linux takes a hard ICMP error as a hint once the connection stands, and names it when it gives up",
        "@established
         send 5              | ESTABLISHED | 101:301 ACK +5 | 5
         icmp host 101       | ESTABLISHED |                |
         15x ! retransmission | ESTABLISHED | 101:301 ACK +5 |
         ! retransmission    | CLOSED      |                | error: destination unreachable",
    ),
    linux(
        "Linux ends SYN-SENT by any ICMP error, a soft one too",
        "@syn-sent\nicmp host 100 | CLOSED | | error: destination unreachable",
    ),
    linux("and by a hard one", "@syn-sent\nicmp port 100 | CLOSED | | error: destination unreachable"),
    linux(
        "and so where SYNs have crossed",
        "@syn-received/active\nicmp net 100 | CLOSED | | error: destination unreachable",
    ),
    linux("Linux drops a request for host unreachable", "@syn-received\nicmp host 100 | CLOSED | |"),
    linux("Linux drops a request for time exceeded", "@syn-received\nicmp time-exceeded 100 | CLOSED | |"),
    linux(
        "Linux keeps a request whatever else ICMP says",
        "@syn-received\nicmp port 100 | SYN-RECEIVED | |\nicmp prohibited 100 | SYN-RECEIVED | |",
    ),
    linux(
        "Linux gives up an orphan before a window that stays closed",
        "@established
         < 301:101 ACK w=0   | ESTABLISHED |                |
         send 5              | ESTABLISHED |                | 5
         close               | FIN-WAIT-1  |                | ok
         8x ! persist        | FIN-WAIT-1  | 100:301 ACK    |
         < 301:101 ACK w=0   | FIN-WAIT-1  |                |
         2x ! persist        | FIN-WAIT-1  | 100:301 ACK    |
         ! persist           | CLOSED      |                |",
    ),
    rfc(
        "the user timeout is the user's to set, and counts from what was sent first",
        "@established
         user-timeout 7      | ESTABLISHED |                | ok
         send 5              | ESTABLISHED | 101:301 ACK +5 | 5
         ! user              | CLOSED      |                | error: connection reset; error: connection aborted due to user timeout",
    ),
    linux(
        "TCP_USER_TIMEOUT counts from the first retransmission",
        "@established
         user-timeout 7      | ESTABLISHED |                | ok
         send 5              | ESTABLISHED | 101:301 ACK +5 | 5
         ! retransmission    | ESTABLISHED | 101:301 ACK +5 |
         ! user              | CLOSED      |                | error: connection aborted due to user timeout",
    ),
    linux(
        "Linux acknowledges the first data at once, and lets ACKs wait when the program has answered",
        "set delayed-ack
         @established
         < 301:101 ACK +5    | ESTABLISHED | 101:306 ACK    |
         send 3              | ESTABLISHED | 101:306 ACK +3 | 3
         < 306:104 ACK +5    | ESTABLISHED |                |
         ! delayed-ack       | ESTABLISHED | 104:311 ACK    |
         < 311:104 FIN,ACK   | CLOSE-WAIT  |                | connection closing
         shutdown            | LAST-ACK    | 104:312 FIN,ACK | ok",
    ),
    rfc(
        "who reads no more sends nothing",
        "@established
         shutdown-read       | ESTABLISHED |                | ok
         < 301:101 ACK +5    | ESTABLISHED | 101:306 ACK    |",
    ),
    linux(
        "after shutdown(SHUT_RD) read() returns 0 where it would wait, and what comes can be read",
        "@established
         shutdown-read       | ESTABLISHED |                | ok
         receive             | ESTABLISHED |                | 0
         < 301:101 ACK +5    | ESTABLISHED | 101:306 ACK    |
         receive             | ESTABLISHED |                | 5
         receive             | ESTABLISHED |                | 0
         shutdown            | FIN-WAIT-1  | 101:306 FIN,ACK | ok
         < 306:102 ACK       | FIN-WAIT-2  |                |
         < 306:102 ACK +5    | CLOSED      | 102 RST        | connection reset",
    ),
    linux("shutdown(SHUT_RD) ends a listener and an attempt", "@listen\nshutdown-read | CLOSED | | ok"),
    linux("and an attempt", "@syn-sent\nshutdown-read | CLOSED | | ok"),
    linux(
        "Linux is patient for a time",
        "@fin-wait-1/closed
         8x ! retransmission | FIN-WAIT-1  | 101:301 FIN,ACK |
         ! retransmission    | CLOSED      |                 |",
    ),
];

#[test]
fn every_timer_does_what_its_rule_says() {
    play_all(CASES);
}
