//! Where other TCPs and models do otherwise than the profile `rfc9293`, and why it does not: the text of the RFC leaves a choice
//! there, can be read in two ways, or asks for what is done here.

use super::texts::walked;

/// One such place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ElsewhereText {
    /// Its short name.
    pub name: &'static str,
    /// What others do.
    pub others: &'static str,
    /// What is done here.
    pub here: &'static str,
}

walked! { ElsewhereText name others here }

const fn place(name: &'static str, others: &'static str, here: &'static str) -> ElsewhereText {
    ElsewhereText { name, others, here }
}

/// In English.
pub const ENGLISH: [ElsewhereText; 9] = [
    place(
        "TIME-WAIT-SYN",
        "FreeBSD takes a SYN with a higher number for a new connection, with a FIN too, and drops every other SYN without a word (SYN,FIN always, if `drop_synfin` is set).",
        "Any SYN draws the challenge ACK of RFC 5961. To reopen the connection is only permitted (MAY-2), and not done here.",
    ),
    place(
        "CLOSING-FIN",
        "FreeBSD answers a FIN that crosses its own by sending its FIN again, with the ACK.",
        "A bare ACK: the FIN is sent again by its timer, as 3.10.7.4 has it.",
    ),
    place(
        "SECOND-FIN",
        "Fuchsia is silent to a second FIN that begins where the first one ended.",
        "It is acknowledged like any FIN at RCV.NXT. The text says what state to stay in, and of the ACK nothing of its own.",
    ),
    place(
        "SYN-SENT-RST",
        "Fuchsia lets a RST that acknowledges ISS, and so not the SYN, end the attempt.",
        "Only an ACK of the SYN makes a RST believable (3.10.7.3): others are dropped.",
    ),
    place("SYN-SENT-ACK", "Fuchsia is silent to an ACK of ISS.", "SEG.ACK =< ISS is answered with a RST (3.10.7.3)."),
    place(
        "DATA-BEHIND-FIN",
        "Fuchsia answers data behind the peer's FIN with a RST.",
        "\"This should not occur\": the text is ignored, as 3.10.7.4 says.",
    ),
    place(
        "ABORT-ACK",
        "Fuchsia's abort in SYN-RECEIVED carries an ACK too, as Linux's does.",
        "A bare RST at SND.NXT, as 3.10.5 writes it.",
    ),
    place(
        "CROSSED-ACK",
        "Fuchsia acknowledges the SYN,ACK of a simultaneous open once more, as Linux does.",
        "By Figure 7 nothing more is sent: the own SYN,ACK has acknowledged the SYN.",
    ),
    place(
        "RESET-SENDER",
        "The TLA+ model of RFC 9293 follows note 3 of Figure 5: the sender of a RST goes to TIME-WAIT.",
        "CLOSED, as ABORT has it in 3.10.5 and as every stack does.",
    ),
];
