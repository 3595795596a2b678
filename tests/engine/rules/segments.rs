//! What each state does with each kind of segment: the tables of the design, section 2.

use super::case::{Case, play_all, rfc, rfc793, rfc1337, switched};

pub const CASES: &[Case] = &[
    rfc(
        "CLOSED resets whatever is no RST, and counts SYN, FIN and data",
        "< 17 RST            | CLOSED | |
         < 17:34 ACK         | CLOSED | 34 RST |
         < 17:34 SYN,ACK +3  | CLOSED | 34 RST |
         < 17 SYN            | CLOSED | 0:18 RST,ACK w=0 |
         < 17 SYN,FIN +3     | CLOSED | 0:22 RST,ACK |
         < 17 none           | CLOSED | 0:17 RST,ACK |",
    ),
    rfc(
        "LISTEN looks at RST first, then ACK, then SYN",
        "@listen
         < 17:34 RST,ACK     | LISTEN | |
         < 17:34 ACK         | LISTEN | 34 RST |
         < 17:34 SYN,ACK     | LISTEN | 34 RST |
         < 17 FIN            | LISTEN | |
         < 17 none +5        | LISTEN | |
         < 300 SYN           | SYN-RECEIVED | 100:301 SYN,ACK |",
    ),
    rfc(
        "data and FIN on a SYN wait for the handshake and are not acknowledged before it",
        "@listen
         < 300 SYN,FIN +3    | SYN-RECEIVED | 100:301 SYN,ACK |
         receive             | SYN-RECEIVED |                 | queued
         < 301:101 ACK       | CLOSE-WAIT   | 101:305 ACK     | connection closing",
    ),
    rfc(
        "data on the SYN of a simultaneous open waits too",
        "@syn-sent
         < 300 SYN +3        | SYN-RECEIVED | 100:301 SYN,ACK |
         < 300:101 SYN,ACK   | ESTABLISHED  | 101:304 ACK     |",
    ),
    rfc(
        "data on a SYN waits for the handshake after CLOSE, too",
        "@listen
         < 300 SYN +3        | SYN-RECEIVED | 100:301 SYN,ACK |
         shutdown            | FIN-WAIT-1   | 101:301 FIN,ACK | ok
         < 301:102 ACK       | FIN-WAIT-2   | 102:304 ACK     |
         receive             | FIN-WAIT-2   |                 | 3",
    ),
    rfc(
        "data on a SYN is lost when close() comes first, and its repetition draws a RST",
        "@listen
         < 300 SYN +3        | SYN-RECEIVED | 100:301 SYN,ACK |
         close               | FIN-WAIT-1   | 101:301 FIN,ACK | ok
         < 301:102 ACK       | FIN-WAIT-2   |                 |
         < 301:102 ACK +3    | CLOSED       | 102 RST         |",
    ),
    rfc(
        "our segments are as large as both ends can take, 536 octets if nobody says more",
        "@listen
         < 300 SYN mss=600   | SYN-RECEIVED | 100:301 SYN,ACK mss=1460 |
         < 301:101 ACK       | ESTABLISHED  | |
         send 700            | ESTABLISHED  | 101:301 ACK +600; 701:301 ACK +100 | 700",
    ),
    rfc(
        "a SYN's text is cut to the window",
        "set capacity 2
         @listen
         < 300 SYN,FIN +3    | SYN-RECEIVED | 100:301 SYN,ACK |
         < 301:101 ACK       | ESTABLISHED  | 101:303 ACK w=0 |",
    ),
    rfc(
        "SYN-SENT answers a bad ACK with a RST and drops a bad RST",
        "@syn-sent
         < 300:100 ACK       | SYN-SENT | 100 RST |
         < 300:102 SYN,ACK   | SYN-SENT | 102 RST |
         < 300:100 RST,ACK   | SYN-SENT | |
         < 300:102 RST,ACK   | SYN-SENT | |
         < 300 RST           | SYN-SENT | |
         < 300:101 ACK       | SYN-SENT | |
         < 300:101 FIN,ACK   | SYN-SENT | |
         < 300 FIN +5        | SYN-SENT | |
         ! retransmission    | SYN-SENT | 100 SYN |",
    ),
    rfc(
        "SYN-RECEIVED answers a bad ACK with a RST",
        "@syn-received
         < 301:100 ACK       | SYN-RECEIVED | 100 RST |
         < 301:102 ACK +5    | SYN-RECEIVED | 102 RST |
         < 300 SYN           | SYN-RECEIVED | 101:301 ACK |
         < 301 FIN           | SYN-RECEIVED | |
         < 305 RST           | SYN-RECEIVED | 101:301 ACK |
         < 299 RST           | SYN-RECEIVED | |
         < 301:101 ACK +5    | ESTABLISHED  | 101:306 ACK |",
    ),
    rfc(
        "a SYN in the window of a connection actively opened is challenged",
        "@syn-received/active\n< 305 SYN | SYN-RECEIVED | 101:301 ACK |",
    ),
    rfc(
        "ESTABLISHED: outside the window an ACK, a RST there nothing",
        "@established
         < 300:101 ACK       | ESTABLISHED | 101:301 ACK |
         < 300:101 ACK +1    | ESTABLISHED | 101:301 ACK |
         < 65836:101 ACK     | ESTABLISHED | 101:301 ACK |
         < 65835:101 ACK     | ESTABLISHED | |
         < 300 none          | ESTABLISHED | 101:301 ACK |
         < 300 RST           | ESTABLISHED | |
         < 65836 RST         | ESTABLISHED | |
         < 65835 RST         | ESTABLISHED | 101:301 ACK |
         < 302:9 RST,ACK     | ESTABLISHED | 101:301 ACK |
         < 301:9 RST,ACK     | CLOSED      | | connection reset",
    ),
    rfc(
        "ESTABLISHED: a SYN is challenged wherever it is",
        "@established
         < 400 SYN           | ESTABLISHED | 101:301 ACK |
         < 301:101 SYN,ACK   | ESTABLISHED | 101:301 ACK |
         < 9000000 SYN       | ESTABLISHED | 101:301 ACK |",
    ),
    rfc(
        "ESTABLISHED: without ACK nothing is looked at",
        "@established
         < 301 none +5       | ESTABLISHED | |
         < 301 FIN           | ESTABLISHED | |",
    ),
    rfc(
        "ESTABLISHED: an ACK of unsent or far too old data draws an ACK, and the text is not taken",
        "@established
         < 301:102 ACK +5        | ESTABLISHED | 101:301 ACK |
         < 301:4294901861 ACK +5 | ESTABLISHED | 101:301 ACK |
         < 301:4294901862 ACK +5 | ESTABLISHED | 101:306 ACK |",
    ),
    switched(
        "before RFC 5961 an old ACK was only a duplicate, and a RST in the window a reset",
        rfc793,
        "@established
         < 301:4294767397 ACK +5 | ESTABLISHED | 101:306 ACK |
         < 310 RST               | CLOSED      |             | connection reset",
    ),
    rfc(
        "data behind a gap is held and delivered once, with its FIN",
        "@established
         < 306:101 FIN,ACK +5 | ESTABLISHED | 101:301 ACK |
         < 306:101 ACK +3     | ESTABLISHED | 101:301 ACK |
         < 301:101 ACK +5     | CLOSE-WAIT  | 101:312 ACK | connection closing
         receive              | CLOSE-WAIT  |             | 10
         receive              | CLOSE-WAIT  |             | error: connection closing",
    ),
    rfc(
        "segments that overlap behind a gap count each octet once",
        "@established
         < 309:101 ACK +5     | ESTABLISHED | 101:301 ACK |
         < 306:101 ACK +5     | ESTABLISHED | 101:301 ACK |
         < 312:101 ACK +5     | ESTABLISHED | 101:301 ACK |
         < 301:101 ACK +6     | ESTABLISHED | 101:317 ACK |
         receive              | ESTABLISHED |             | 16",
    ),
    rfc(
        "a FIN behind a gap changes nothing until the gap is filled",
        "@established
         < 306:101 FIN,ACK    | ESTABLISHED | 101:301 ACK |
         < 301:101 ACK +5     | CLOSE-WAIT  | 101:307 ACK | connection closing",
    ),
    rfc(
        "octets received before are cut off",
        "@established
         < 301:101 ACK +5     | ESTABLISHED | 101:306 ACK |
         < 303:101 ACK +5     | ESTABLISHED | 101:308 ACK |
         < 306:101 FIN,ACK +2 | CLOSE-WAIT  | 101:309 ACK | connection closing",
    ),
    rfc(
        "octets beyond the window are cut off, and the FIN behind them; a RST is obeyed though it carries text",
        "set capacity 8
         @established
         < 301:101 FIN,ACK +10 | ESTABLISHED | 101:309 ACK w=0 |
         < 309:101 ACK         | ESTABLISHED |                 |
         < 309:101 ACK +1      | ESTABLISHED | 101:309 ACK     |
         < 314 RST +5          | ESTABLISHED |                 |
         < 309 RST +5          | CLOSED      |                 | connection reset",
    ),
    rfc(
        "with a closed window a RST behind a probe is challenged, and the exact one that answers is obeyed",
        "set capacity 8
         @established
         < 301:101 ACK +8      | ESTABLISHED | 101:309 ACK w=0 |
         < 310 RST             | ESTABLISHED | 101:309 ACK     |
         < 309 RST             | CLOSED      |                 | connection reset",
    ),
    rfc(
        "with a closed window a valid ACK behind a probe is used, and answered only if it is no news",
        "set capacity 8
         @established
         < 301:101 ACK +8      | ESTABLISHED | 101:309 ACK w=0 |
         send 5                | ESTABLISHED | 101:309 ACK +5  | 5
         < 309:101 ACK +1      | ESTABLISHED | 106:309 ACK     |
         < 310:106 ACK         | ESTABLISHED |                 |
         < 310:106 ACK         | ESTABLISHED | 106:309 ACK     |
         < 310:106 ACK w=900   | ESTABLISHED |                 |
         shutdown              | FIN-WAIT-1  | 106:309 FIN,ACK | ok
         < 310:107 ACK         | FIN-WAIT-2  |                 |",
    ),
    rfc(
        "two ends that probe each other's closed windows do not answer each other for ever",
        "set capacity 8
         @established
         < 301:101 ACK +8 w=0  | ESTABLISHED | 101:309 ACK w=0 |
         send 5                | ESTABLISHED |                 | 5
         ! persist             | ESTABLISHED | 101:309 ACK +1  |
         < 309:101 ACK +1 w=0  | ESTABLISHED | 102:309 ACK     |
         < 310:101 ACK w=0     | ESTABLISHED |                 |",
    ),
    rfc(
        "with a closed window the ACK of a refused segment still counts",
        "set capacity 8
         @established
         < 301:101 ACK +8     | ESTABLISHED | 101:309 ACK w=0 |
         send 5               | ESTABLISHED | 101:309 ACK +5  | 5
         shutdown             | FIN-WAIT-1  | 106:309 FIN,ACK | ok
         < 309:107 ACK +1     | FIN-WAIT-2  | 107:309 ACK     |",
    ),
    rfc(
        "FIN-WAIT-1: an ACK that does not reach the FIN is no ACK of the FIN",
        "@established
         send 5               | ESTABLISHED | 101:301 ACK +5  | 5
         shutdown             | FIN-WAIT-1  | 106:301 FIN,ACK | ok
         < 301:106 ACK        | FIN-WAIT-1  |                 |
         < 301:106 ACK +3     | FIN-WAIT-1  | 107:304 ACK     |
         < 304:107 ACK        | FIN-WAIT-2  |                 |
         < 304:107 ACK +3     | FIN-WAIT-2  | 107:307 ACK     |
         receive              | FIN-WAIT-2  |                 | 6",
    ),
    rfc(
        "after the peer's FIN text is ignored, and a repeated FIN acknowledged",
        "@close-wait
         < 302:101 ACK +5     | CLOSE-WAIT |             |
         < 65835:101 ACK +5   | CLOSE-WAIT | 101:302 ACK |
         < 301:101 FIN,ACK    | CLOSE-WAIT | 101:302 ACK |
         < 302:101 FIN,ACK    | CLOSE-WAIT | 101:302 ACK |",
    ),
    rfc(
        "CLOSING waits for the ACK of our FIN, and takes it from a repeated FIN",
        "@closing
         < 302:101 ACK        | CLOSING   |             |
         < 301:102 FIN,ACK    | TIME-WAIT | 102:302 ACK |",
    ),
    rfc(
        "LAST-ACK takes the ACK of our FIN from a repeated FIN",
        "@last-ack
         < 302:101 ACK        | LAST-ACK  |             |
         < 301:102 FIN,ACK    | CLOSED    | 102:302 ACK |",
    ),
    rfc(
        "TIME-WAIT acknowledges all but a bare ACK at RCV.NXT",
        "@time-wait
         < 302:102 ACK        | TIME-WAIT |             |
         < 303:102 ACK        | TIME-WAIT | 102:302 ACK |
         < 302:102 ACK +5     | TIME-WAIT | 102:302 ACK |
         < 302:102 FIN,ACK    | TIME-WAIT | 102:302 ACK |
         < 255:33 ACK         | TIME-WAIT | 102:302 ACK |
         < 302 FIN            | TIME-WAIT |             |
         < 400 SYN            | TIME-WAIT | 102:302 ACK |
         < 400 RST            | TIME-WAIT | 102:302 ACK |
         < 301 RST            | TIME-WAIT |             |",
    ),
    switched("with RFC 1337 a RST cannot end TIME-WAIT", rfc1337, "@time-wait\n< 302 RST | TIME-WAIT | |"),
    rfc(
        "after close() data is answered with a RST, and the connection is gone",
        "@established
         close                | FIN-WAIT-1 | 101:301 FIN,ACK | ok
         < 301:102 ACK        | FIN-WAIT-2 |                 |
         < 301:102 ACK +5     | CLOSED     | 102 RST         |",
    ),
    rfc("the same in FIN-WAIT-1", "@fin-wait-1/closed\n< 301:101 ACK +5 | CLOSED | 101 RST |"),
    rfc(
        "after close() a FIN is as good as ever",
        "@fin-wait-2/closed\n< 301:102 FIN,ACK | TIME-WAIT | 102:302 ACK | connection closing",
    ),
    rfc(
        "a FIN that was held comes due when another segment brings the ACK of ours",
        "@fin-wait-1
         < 302:101 FIN,ACK    | FIN-WAIT-1 | 102:301 ACK |
         < 301:102 ACK +1     | TIME-WAIT  | 102:303 ACK | connection closing",
    ),
];

#[test]
fn every_segment_is_answered_as_the_rfc_writes_it() {
    play_all(CASES);
}
