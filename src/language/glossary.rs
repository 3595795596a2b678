//! The words that everything else takes for granted.

use super::texts::walked;

/// A term and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The term.
    pub term: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

walked! { Term term meaning }

const fn term(term: &'static str, meaning: &'static str) -> Term {
    Term { term, meaning }
}

/// In English.
pub const ENGLISH: [Term; 18] = [
    term("ISS", "Initial send sequence number: the number of our own SYN. Our data begins at ISS + 1."),
    term("IRS", "Initial receive sequence number: the number of the peer's SYN, its ISS."),
    term(
        "ISN",
        "Initial sequence number. RFC 9293: a clock plus F(addresses, ports, secret); here plain, until `isn-clock on`.",
    ),
    term("SND.UNA", "The oldest number that we have sent and that is not acknowledged."),
    term("SND.NXT", "The next number that we will send. If it equals SND.UNA, nothing is unacknowledged."),
    term("SND.WND", "How many octets the peer will take, counted from SND.UNA."),
    term("RCV.NXT", "The next number that we expect from the peer; our ACKs say it."),
    term("RCV.WND", "How many octets we will take, counted from RCV.NXT."),
    term(
        "SEG.LEN",
        "How many numbers a segment takes: its octets, and one each for SYN and FIN. A bare ACK takes none.",
    ),
    term("active OPEN", "`connect()`: this side sends the first SYN."),
    term("passive OPEN", "`listen()`: this side waits for a SYN."),
    term("active close", "Being the first to send a FIN. That end goes through TIME_WAIT."),
    term("half-close", "One direction is closed with `shutdown(SHUT_WR)`, the other still carries data."),
    term(
        "orphan",
        "On Linux: a connection whose program has called `close()` or has ended; the kernel finishes it alone.",
    ),
    term("MSL", "Maximum segment lifetime: how long a segment can survive in the network. RFC 9293: 2 minutes."),
    term("RTO", "Retransmission timeout: how long to wait for an ACK before sending again. It doubles each time."),
    term(
        "challenge ACK",
        "The answer to a SYN or RST that may be forged: an ACK that only the true peer can react to.",
    ),
    term("control block", "TCB: all that an endpoint remembers about one connection. CLOSED has none."),
];
