//! Every transition: the table of the design, section 1.

use super::case::{Case, literal, play_all, reopening, rfc, rfc793, switched};

pub const CASES: &[Case] = &[
    rfc("a passive OPEN waits in LISTEN", "listen | LISTEN | | ok"),
    rfc("an active OPEN sends a SYN", "connect | SYN-SENT | 100 SYN mss=1460 | ok"),
    rfc("an active OPEN turns a listener into a caller", "@listen\nconnect | SYN-SENT | 100 SYN | ok"),
    rfc(
        "SEND on a listener opens the connection and sends the data when it stands",
        "@listen
         send 5            | SYN-SENT    | 100 SYN        | 5
         < 300:101 SYN,ACK | ESTABLISHED | 101:301 ACK +5 |",
    ),
    rfc(
        "a handshake has three segments",
        "listen         | LISTEN       |                 | ok
         < 300 SYN      | SYN-RECEIVED | 100:301 SYN,ACK |
         < 301:101 ACK  | ESTABLISHED  |                 |",
    ),
    rfc(
        "CLOSE in LISTEN fails the RECEIVE that waits",
        "@listen
         receive | LISTEN | | queued
         close   | CLOSED | | ok; error: closing",
    ),
    rfc(
        "ABORT in LISTEN fails the RECEIVE that waits",
        "@listen
         receive | LISTEN | | queued
         abort   | CLOSED | | ok; error: connection reset",
    ),
    rfc("SYN,ACK is acknowledged", "@syn-sent\n< 300:101 SYN,ACK | ESTABLISHED | 101:301 ACK |"),
    rfc(
        "SYN,ACK with data and FIN is acknowledged once, all of it",
        "@syn-sent\n< 300:101 SYN,FIN,ACK +3 | CLOSE-WAIT | 101:305 ACK | connection closing",
    ),
    rfc(
        "opens that cross make one connection, with four segments and no bare ACK",
        "@syn-sent
         < 300 SYN         | SYN-RECEIVED | 100:301 SYN,ACK |
         < 300:101 SYN,ACK | ESTABLISHED  |                 |",
    ),
    switched(
        "read literally, the crossed SYN,ACK is refused, and its answer completes the handshake",
        literal,
        "@syn-received/active
         < 300:101 SYN,ACK | SYN-RECEIVED | 101:301 ACK |
         < 301:101 ACK     | ESTABLISHED  |             |",
    ),
    rfc("a RST that acknowledges our SYN refuses", "@syn-sent\n< 0:101 RST,ACK | CLOSED | | error: connection reset"),
    rfc(
        "CLOSE in SYN-SENT sends nothing and fails what is queued",
        "@syn-sent
         send 5 | SYN-SENT | | queued
         close  | CLOSED   | | ok; error: closing",
    ),
    rfc(
        "ABORT in SYN-SENT sends nothing and fails what is queued",
        "@syn-sent
         send 5 | SYN-SENT | | queued
         abort  | CLOSED   | | ok; error: connection reset",
    ),
    rfc(
        "ACK of our SYN with a FIN takes two edges",
        "@syn-received\n< 301:101 FIN,ACK | CLOSE-WAIT | 101:302 ACK | connection closing",
    ),
    rfc("a RST after a passive OPEN goes back to LISTEN, unheard", "@syn-received\n< 301 RST | LISTEN | |"),
    rfc("a RST after an active OPEN refuses", "@syn-received/active\n< 301 RST | CLOSED | | connection refused"),
    rfc("a SYN in the window after a passive OPEN goes back to LISTEN", "@syn-received\n< 305 SYN | LISTEN | |"),
    rfc("CLOSE in SYN-RECEIVED sends a FIN", "@syn-received\nshutdown | FIN-WAIT-1 | 101:301 FIN,ACK | ok"),
    rfc(
        "CLOSE in SYN-RECEIVED waits for queued data",
        "@syn-received
         send 5        | SYN-RECEIVED |                    | queued
         shutdown      | SYN-RECEIVED |                    | ok
         < 301:101 ACK | FIN-WAIT-1   | 101:301 FIN,ACK +5 |",
    ),
    rfc(
        "CLOSE in ESTABLISHED enters FIN-WAIT-1 though data is queued",
        "@established
         < 301:101 ACK w=0   | ESTABLISHED |                    |
         send 5              | ESTABLISHED |                    | 5
         shutdown            | FIN-WAIT-1  |                    | ok
         < 301:101 ACK w=100 | FIN-WAIT-1  | 101:301 FIN,ACK +5 |
         < 301:106 ACK       | FIN-WAIT-1  |                    |
         < 301:107 ACK       | FIN-WAIT-2  |                    |",
    ),
    rfc(
        "the FIN that comes first makes CLOSE-WAIT",
        "@established\n< 301:101 FIN,ACK | CLOSE-WAIT | 101:302 ACK | connection closing",
    ),
    rfc("the ACK of our FIN ends FIN-WAIT-1", "@fin-wait-1\n< 301:102 ACK | FIN-WAIT-2 | |"),
    rfc("FINs that cross make CLOSING", "@fin-wait-1\n< 301:101 FIN,ACK | CLOSING | 102:302 ACK | connection closing"),
    rfc(
        "FIN with the ACK of ours goes straight to TIME-WAIT",
        "@fin-wait-1\n< 301:102 FIN,ACK | TIME-WAIT | 102:302 ACK | connection closing",
    ),
    rfc(
        "the FIN in FIN-WAIT-2 makes TIME-WAIT",
        "@fin-wait-2\n< 301:102 FIN,ACK | TIME-WAIT | 102:302 ACK | connection closing",
    ),
    rfc(
        "CLOSE in CLOSE-WAIT sends the FIN and enters LAST-ACK",
        "@close-wait\nshutdown | LAST-ACK | 101:302 FIN,ACK | ok",
    ),
    rfc(
        "CLOSE in CLOSE-WAIT enters LAST-ACK only when the FIN is sent",
        "@close-wait
         < 302:101 ACK w=0   | CLOSE-WAIT |                    |
         send 5              | CLOSE-WAIT |                    | 5
         shutdown            | CLOSE-WAIT |                    | ok
         send 5              | CLOSE-WAIT |                    | error: connection closing
         < 302:101 ACK w=100 | LAST-ACK   | 101:302 FIN,ACK +5 |
         < 302:107 ACK       | CLOSED     |                    |",
    ),
    rfc("the ACK of our FIN ends CLOSING", "@closing\n< 302:102 ACK | TIME-WAIT | |"),
    rfc("the ACK of our FIN ends LAST-ACK", "@last-ack\n< 302:102 ACK | CLOSED | |"),
    rfc(
        "TIME-WAIT answers the FIN again, and ends by itself",
        "@time-wait
         < 301:102 FIN,ACK | TIME-WAIT | 102:302 ACK |
         ! time-wait       | CLOSED    |             |",
    ),
    switched(
        "a new SYN reopens a connection from TIME-WAIT, and a RST restores TIME-WAIT",
        reopening,
        "@time-wait
         < 5000 SYN      | SYN-RECEIVED | 65639:5001 SYN,ACK |
         < 5001 RST      | TIME-WAIT    |                    |
         < 302 RST       | CLOSED       |                    |",
    ),
    switched(
        "the incarnation after TIME-WAIT is a connection like any other",
        reopening,
        "@time-wait
         < 5000 SYN        | SYN-RECEIVED | 65639:5001 SYN,ACK |
         < 5001:65640 ACK  | ESTABLISHED  |                    |",
    ),
    rfc("a RST resets ESTABLISHED", "@established\n< 301 RST | CLOSED | | connection reset"),
    rfc("a RST resets FIN-WAIT-1", "@fin-wait-1\n< 301 RST | CLOSED | | connection reset"),
    rfc("a RST resets FIN-WAIT-2", "@fin-wait-2\n< 301 RST,ACK | CLOSED | | connection reset"),
    rfc("a RST resets CLOSE-WAIT", "@close-wait\n< 302 RST | CLOSED | | connection reset"),
    rfc("a RST ends CLOSING, unheard", "@closing\n< 302 RST | CLOSED | |"),
    rfc("a RST ends LAST-ACK, unheard", "@last-ack\n< 302 RST | CLOSED | |"),
    rfc("a RST ends TIME-WAIT, unheard", "@time-wait\n< 302 RST | CLOSED | |"),
    rfc(
        "a RST fails the RECEIVE that waits",
        "@established
         receive   | ESTABLISHED | | queued
         < 301 RST | CLOSED      | | error: connection reset; connection reset",
    ),
    rfc("a hard ICMP error ends SYN-SENT", "@syn-sent\nicmp port 100 | CLOSED | | error: destination unreachable"),
    rfc(
        "a hard ICMP error ends SYN-RECEIVED",
        "@syn-received\nicmp port 100 | CLOSED | | error: destination unreachable",
    ),
    rfc(
        "a hard ICMP error about data in flight ends ESTABLISHED; one about anything else does nothing",
        "@established
         icmp port 101 | ESTABLISHED |                |
         send 5        | ESTABLISHED | 101:301 ACK +5 | 5
         icmp port 106 | ESTABLISHED |                |
         icmp host 103 | ESTABLISHED |                |
         icmp port 103 | CLOSED      |                | error: connection reset; error: destination unreachable",
    ),
    rfc("a hard ICMP error ends FIN-WAIT-1", "@fin-wait-1\nicmp port 101 | CLOSED | | error: destination unreachable"),
    rfc(
        "a hard ICMP error ends CLOSE-WAIT",
        "@close-wait
         send 1        | CLOSE-WAIT | 101:302 ACK +1 | 1
         icmp port 101 | CLOSED     |                | error: connection reset; error: destination unreachable",
    ),
    rfc("a hard ICMP error ends CLOSING", "@closing\nicmp port 101 | CLOSED | | error: destination unreachable"),
    rfc("a hard ICMP error ends LAST-ACK", "@last-ack\nicmp port 101 | CLOSED | | error: destination unreachable"),
    switched(
        "before RFC 5961 a SYN in the window reset a connection that was passively opened too",
        rfc793,
        "@syn-received\n< 305 SYN | LISTEN | 0:306 RST,ACK |",
    ),
    switched(
        "before RFC 5961 a SYN in the window reset SYN-RECEIVED",
        rfc793,
        "@syn-received/active\n< 305 SYN | CLOSED | 0:306 RST,ACK | connection reset",
    ),
    switched(
        "before RFC 5961 a SYN in the window reset ESTABLISHED",
        rfc793,
        "@established\n< 305 SYN | CLOSED | 0:306 RST,ACK | connection reset",
    ),
    switched(
        "before RFC 5961 a SYN in the window reset FIN-WAIT-1",
        rfc793,
        "@fin-wait-1\n< 305 SYN | CLOSED | 0:306 RST,ACK | connection reset",
    ),
    switched(
        "before RFC 5961 a SYN in the window reset FIN-WAIT-2",
        rfc793,
        "@fin-wait-2\n< 305 SYN | CLOSED | 0:306 RST,ACK | connection reset",
    ),
    switched(
        "before RFC 5961 a SYN in the window reset CLOSE-WAIT",
        rfc793,
        "@close-wait\n< 305 SYN | CLOSED | 0:306 RST,ACK | connection reset",
    ),
    switched(
        "before RFC 5961 a SYN in the window reset CLOSING",
        rfc793,
        "@closing\n< 305 SYN | CLOSED | 0:306 RST,ACK | connection reset",
    ),
    switched(
        "before RFC 5961 a SYN in the window reset LAST-ACK",
        rfc793,
        "@last-ack\n< 305 SYN | CLOSED | 0:306 RST,ACK | connection reset",
    ),
    switched(
        "before RFC 5961 a SYN in the window reset TIME-WAIT",
        rfc793,
        "@time-wait\n< 305 SYN | CLOSED | 0:306 RST,ACK | connection reset",
    ),
];

#[test]
fn every_transition_happens_as_the_rfc_writes_it() {
    play_all(CASES);
}
