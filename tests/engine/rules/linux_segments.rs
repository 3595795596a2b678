//! Linux's own answers, one case for each group of the design's part 4; the facts in `tests/conformance` have them all.

use super::case::{Case, linux, play_all};

pub const CASES: &[Case] = &[
    linux("LISTEN-SYNFIN", "@listen\n< 300 SYN,FIN | LISTEN | |"),
    linux(
        "SS-RETX",
        "@syn-sent
         < 300:100 ACK       | SYN-SENT | 100 RST; 100 SYN |
         < 300:100 ACK       | SYN-SENT | 100 RST |",
    ),
    linux("SS-DATA", "@syn-sent\n< 300:101 SYN,ACK +5 | ESTABLISHED | 101:301 ACK |"),
    linux(
        "SS-DATA, with a SYN alone",
        "@syn-sent
         < 300 SYN +5        | SYN-RECEIVED | 100:301 SYN,ACK |
         < 301:101 ACK       | ESTABLISHED  | |",
    ),
    linux("SRP-SYN", "@syn-received\n< 305 SYN | LISTEN | 0:306 RST,ACK |"),
    linux("SRP-DUPSYN", "@syn-received\n< 300 SYN | SYN-RECEIVED | 100:301 SYN,ACK |"),
    linux("SRP-ORDER", "@syn-received\n< 300:100 FIN,ACK | SYN-RECEIVED | 100 RST |"),
    linux("SRP-HALF", "@syn-received\n< 300:101 SYN,ACK +5 | SYN-RECEIVED | 101:301 ACK |"),
    linux(
        "a request in SYN-RECEIVED is otherwise as the RFC has it",
        "@syn-received
         < 299 RST           | SYN-RECEIVED | |
         < 200:101 ACK       | SYN-RECEIVED | 101:301 ACK |
         < 305 RST           | SYN-RECEIVED | 101:301 ACK |
         < 301:102 ACK       | SYN-RECEIVED | 102 RST |
         < 301 none          | SYN-RECEIVED | |
         < 301 RST           | LISTEN       | |",
    ),
    linux("SRS-ISS", "@syn-received/active\n< 301:100 ACK | ESTABLISHED | |"),
    linux("SRS-FIG7", "@syn-received/active\n< 300:101 SYN,ACK | ESTABLISHED | 101:301 ACK |"),
    linux(
        "RIGHT-EDGE",
        "@established
         < 65836:101 ACK     | ESTABLISHED | |
         < 65836 RST         | ESTABLISHED | 101:301 ACK |",
    ),
    linux("LEFT-EDGE", "@fin-wait-1\n< 300:102 ACK +1 | FIN-WAIT-2 | 102:301 ACK |"),
    linux("NO-ACK-FIRST", "@established\n< 200 none | ESTABLISHED | |"),
    linux(
        "ACK-BOUND",
        "@established/passive
         < 301:100 ACK       | ESTABLISHED | 101:301 ACK |
         < 301:101 ACK       | ESTABLISHED | |",
    ),
    linux(
        "HEADER-PREDICTION",
        "@established
         < 301:4294767397 ACK +5 | ESTABLISHED | 101:301 ACK |
         send 5                  | ESTABLISHED | 101:301 ACK +5 | 5
         < 301:4294767397 ACK +5 | ESTABLISHED | 106:306 ACK |",
    ),
    linux(
        "ZERO-WINDOW",
        "set capacity 8
         @established
         < 301:101 ACK +8    | ESTABLISHED | 101:309 ACK w=0 |
         < 309:101 ACK +1    | ESTABLISHED | 101:309 ACK |
         < 309:101 FIN,ACK   | CLOSE-WAIT  | 101:310 ACK | connection closing",
    ),
    linux(
        "STRADDLE, with an empty queue",
        "set capacity 8
         @established
         < 301:101 FIN,ACK +10 | CLOSE-WAIT | 101:312 ACK | connection closing
         receive               | CLOSE-WAIT | | 10",
    ),
    linux("STRADDLE, with a FIN in the queue", "@closing\n< 65834:102 ACK +5 | CLOSING | 102:302 ACK |"),
    linux(
        "SECOND-FIN",
        "@close-wait
         < 302:101 FIN,ACK   | CLOSE-WAIT | |
         < 302:101 ACK +5    | CLOSE-WAIT | |
         < 301:101 FIN,ACK   | CLOSE-WAIT | 101:302 ACK |
         < 300:101 FIN,ACK +2 | CLOSE-WAIT | 101:303 ACK |",
    ),
    linux("SECOND-FIN in CLOSING", "@closing\n< 302:102 FIN,ACK | TIME-WAIT | |"),
    linux("DATA-OVER-FIN in CLOSE-WAIT", "@close-wait\n< 300:101 ACK +5 | CLOSED | 101 RST |"),
    linux("DATA-OVER-FIN in CLOSING", "@closing\n< 300:101 ACK +5 | CLOSED | 101 RST |"),
    linux("DATA-OVER-FIN in LAST-ACK", "@last-ack\n< 300:101 ACK +5 | CLOSED | 101 RST |"),
    linux("RST-AFTER-FIN", "@close-wait\n< 301 RST | CLOSED | | connection reset"),
    linux("RST-AFTER-FIN, and the socket keeps the error", "@last-ack\n< 301 RST | CLOSED | | connection reset"),
    linux("CLOSED-GAP", "@fin-wait-1/closed\n< 302:101 FIN,ACK | CLOSED | 101 RST |"),
    linux(
        "the ACK of the FIN that close() sent leaves nothing else to look at",
        "@fin-wait-1/closed\n< 300:102 ACK +1 | FIN-WAIT-2 | |",
    ),
    linux(
        "FW2C-RST",
        "@fin-wait-2/closed
         < 300 RST           | FIN-WAIT-2 | 102:301 ACK |
         < 305 RST           | CLOSED     | |",
    ),
    linux("FW2C-SYN", "@fin-wait-2/closed\n< 305 SYN | CLOSED | 0:306 RST,ACK |"),
    linux(
        "FW2C-ACKCHECK",
        "@fin-wait-2/closed
         < 301:103 ACK       | FIN-WAIT-2 | |
         < 301 none          | FIN-WAIT-2 | |
         < 200:102 ACK       | FIN-WAIT-2 | 102:301 ACK |
         < 301:103 FIN,ACK   | TIME-WAIT  | 102:302 ACK |",
    ),
    linux("FW2C: data is answered with a RST", "@fin-wait-2/closed\n< 301:102 ACK +5 | CLOSED | 102 RST |"),
    linux("FW2C: a FIN behind a gap too", "@fin-wait-2/closed\n< 302:102 FIN,ACK | CLOSED | 102 RST |"),
    linux("FW2C: an exact RST ends it", "@fin-wait-2/closed\n< 301 RST | CLOSED | |"),
    linux(
        "TW-ACKCHECK, TW-NOACK, TW-RST",
        "@time-wait
         < 302:103 ACK       | TIME-WAIT | |
         < 302 none          | TIME-WAIT | |
         < 302:102 ACK       | TIME-WAIT | |
         < 302 FIN           | TIME-WAIT | 102:302 ACK |
         < 310 RST           | TIME-WAIT | |
         < 299 RST           | TIME-WAIT | |
         < 310:102 ACK +5    | TIME-WAIT | 102:302 ACK |
         < 301:102 FIN,ACK   | TIME-WAIT | 102:302 ACK |
         < 310 SYN           | TIME-WAIT | 102:302 ACK |
         < 302 RST           | CLOSED    | |",
    ),
    linux(
        "TW-REOPEN: a RST then ends it in LISTEN, TIME-WAIT is lost",
        "set listener-beside
         @time-wait
         < 310 SYN           | SYN-RECEIVED | 65639:311 SYN,ACK |
         < 311 RST           | LISTEN       | |",
    ),
    linux("TW-SYNFIN", "set listener-beside\n@time-wait\n< 310 SYN,FIN | CLOSED | |"),
    linux(
        "LAST-ACK begins with close(), even if data is queued",
        "@close-wait
         < 302:101 ACK w=0   | CLOSE-WAIT | |
         send 5              | CLOSE-WAIT | | 5
         shutdown            | LAST-ACK   | | ok
         < 302:101 ACK w=100 | LAST-ACK   | 101:302 FIN,ACK +5 |",
    ),
    linux(
        "shutdown() in SYN-RECEIVED waits for ESTABLISHED, close() does not",
        "@syn-received/active
         shutdown            | SYN-RECEIVED | | ok
         < 301:101 ACK       | FIN-WAIT-1   | 101:301 FIN,ACK |",
    ),
    linux(
        "close() sends the FIN that shutdown() has queued in SYN-RECEIVED",
        "@syn-received/active
         shutdown            | SYN-RECEIVED | | ok
         close               | FIN-WAIT-1   | 101:301 FIN,ACK | ok
         close               | FIN-WAIT-1   | | ok",
    ),
    linux(
        "after a RST read() gives what had arrived, then the error once, then 0, until close()",
        "@established
         < 301:101 ACK +5    | ESTABLISHED | 101:306 ACK |
         < 306 RST           | CLOSED | | connection reset
         receive             | CLOSED | | 5
         receive             | CLOSED | | ECONNRESET
         receive             | CLOSED | | 0
         send 1              | CLOSED | | EPIPE
         connect             | CLOSED | | EISCONN
         shutdown            | CLOSED | | ENOTCONN
         close               | CLOSED | | ok
         receive             | CLOSED | | ENOTCONN",
    ),
    linux(
        "the same in FIN-WAIT-1",
        "@fin-wait-1\n< 301 RST | CLOSED | | connection reset\nreceive | CLOSED | | ECONNRESET\nreceive | CLOSED | | 0",
    ),
    linux(
        "the same in FIN-WAIT-2",
        "@fin-wait-2\n< 301 RST | CLOSED | | connection reset\nreceive | CLOSED | | ECONNRESET\nreceive | CLOSED | | 0",
    ),
    linux(
        "after the peer's FIN read() says 0, and the error hides from it",
        "@close-wait\n< 302 RST | CLOSED | | connection reset\nreceive | CLOSED | | 0\nsend 1 | CLOSED | | EPIPE",
    ),
    linux(
        "the same in CLOSING",
        "@closing\n< 302 RST | CLOSED | | connection reset\nreceive | CLOSED | | 0\nsend 1 | CLOSED | | ECONNRESET",
    ),
    linux(
        "the same in LAST-ACK",
        "@last-ack\n< 302 RST | CLOSED | | connection reset\nreceive | CLOSED | | 0\nsend 1 | CLOSED | | ECONNRESET",
    ),
    linux(
        "an abort closes the socket, too",
        "@established\nabort | CLOSED | 101:301 RST,ACK | ok\nreceive | CLOSED | | ENOTCONN",
    ),
];

#[test]
fn linux_differs_where_it_was_measured_to() {
    play_all(CASES);
}
