//! What the cards say about the eleven states, in the order of [`State::ALL`]. RFC 9293 and Linux are named wherever they differ.
//!
//! [`State::ALL`]: crate::tcp::State::ALL

use super::common_errors::CommonErrorText;
use super::texts::{texts, walked};

/// One state's texts. Names and ways in and out are not here: they follow from the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardText {
    /// What the state is.
    pub definition: &'static str,
    /// What it waits for, and who has to act.
    pub waits: &'static str,
    /// The timers that run in it.
    pub timers: &'static str,
    /// How to see it on Linux.
    pub linux: &'static str,
    /// How to see it on macOS.
    pub macos: &'static str,
    /// How to see it on Windows.
    pub windows: &'static str,
    /// What people read about it and is not so.
    pub error: CommonErrorText,
}

walked! { CardText definition waits timers linux macos windows error }

texts! {
    /// The paragraphs of a card behind the definition.
    CardFrame
    waits "**Waits for** {text}"
    ways_in "**In** {text}"
    ways_out "**Out** {text}"
    timers "**Timers** {text}"
    names "**Names** RFC 9293 {rfc}, `ss` {ss}, `netstat` {netstat}"
    linux "**See them** Linux {text}"
    macos "macOS {text}"
    windows "Windows {text}"
    way_from "from {state}: {events}"
    way_to "to {state}: {events}"
    way_from_elsewhere "from elsewhere: {events}"
    // What an arrow of the diagram leaves unsaid: when it applies, and whose it is where RFC 9293 does not have it
    way_if "{event} ({condition})"
    if_unread "unread data"
    if_passive_open "passive open"
    if_before_5961_or_linux "before RFC 5961; Linux after close()"
    if_before_5961 "before RFC 5961"
    if_both_opened "both opened"
    if_new_connection "new connection"
    if_new_syn_was_old "the new SYN was old"
    if_after_close "after close()"
    if_linux "Linux"
    if_linux_after_close "Linux after close()"
    if_again "again"
}

/// In English.
pub const ENGLISH: [CardText; 11] = [
    CardText {
        definition: "No connection at all. The state is *fictional*: there is no control block that could be in it.",
        waits: "nothing. A program has to call `connect()` or `listen()`. Whatever segment arrives here is answered with a RST, unless it is a RST itself.",
        timers: "none.",
        linux: "`ss -tan` (a closed connection is in no table)",
        macos: "`netstat -anp tcp | grep CLOSED`",
        windows: "`Get-NetTCPConnection -State Closed`",
        error: CommonErrorText {
            read: "Connection refused: a firewall drops it.",
            so: "Refused is this state speaking: nobody listens on that port, and the kernel says so at once. Silence is something else: a firewall, or no host.",
        },
    },
    CardText {
        definition: "A program is ready to take connections. No peer is known yet.",
        waits: "a SYN, from anybody. With sockets the listener itself stays in LISTEN, and each SYN makes a new connection beside it.",
        timers: "none: a listener may wait for ever.",
        linux: "`ss -tln`",
        macos: "`netstat -anp tcp | grep LISTEN`",
        windows: "`Get-NetTCPConnection -State Listen`",
        error: CommonErrorText {
            read: "accept() completes the handshake.",
            so: "The kernel does, without the program. `accept()` only fetches what is complete, later or never; by then the peer may have closed or reset it.",
        },
    },
    CardText {
        definition: "`connect()` was called: our SYN is out, and no SYN has come back yet.",
        waits: "the peer's SYN,ACK. A bare SYN instead means that both sides opened at once.",
        timers: "retransmission of the SYN. RFC 9293: give up after 3 minutes or more. Linux: tries at 0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67 s, ETIMEDOUT after 131 s.",
        linux: "`ss -tan state syn-sent`",
        macos: "`netstat -anp tcp | grep SYN_SENT`",
        windows: "`Get-NetTCPConnection -State SynSent`",
        error: CommonErrorText {
            read: "Stuck in SYN_SENT: the port is closed.",
            so: "A closed port answers with a RST. Somebody drops the SYN or its answer: a firewall, mostly, or on Linux a full accept queue.",
        },
    },
    CardText {
        definition: "A SYN has come and our SYN,ACK is out, but our own SYN is not acknowledged yet.",
        waits: "the peer's ACK of our SYN. The peer's TCP has to act, no program.",
        timers: "SYN,ACK again, on Linux at 1, 3, 7, 15, 31 s; dropped at 63 s.",
        linux: "`ss -tan state syn-recv`",
        macos: "`netstat -anp tcp | grep SYN_RCVD`",
        windows: "`Get-NetTCPConnection -State SynReceived`",
        error: CommonErrorText {
            read: "Many SYN_RCVD mean many clients.",
            so: "They are a SYN flood, clients that do not hear us, or on Linux a full accept queue.",
        },
    },
    CardText {
        definition: "Both SYNs are acknowledged: data can flow both ways.",
        waits: "nothing. Either program may send, and either may close.",
        timers: "retransmission (and by RFC 9293 the user timeout, 5 minutes) while something is unacknowledged, persist while the peer's window is closed, keep-alive if a program asked for it (off by default).",
        linux: "`ss -tan state established`",
        macos: "`netstat -anp tcp | grep ESTABLISHED`",
        windows: "`Get-NetTCPConnection -State Established`",
        error: CommonErrorText {
            read: "ESTABLISHED means that the peer is there.",
            so: "It means that we have heard of no end. If the peer has vanished, only sending something (data or a keep-alive) finds out.",
        },
    },
    CardText {
        definition: "We have closed. Our FIN is out, or still behind our data, and not acknowledged.",
        waits: "the ACK of our FIN, and the peer's FIN. For the ACK the peer's TCP has to act, no program.",
        timers: "retransmission of data and FIN. Linux after `close()`: it tries for 100 s or more (8 tries on a fast link), then it forgets the connection; if the window stays closed, after four to six minutes.",
        linux: "`ss -tan state fin-wait-1`",
        macos: "`netstat -anp tcp | grep FIN_WAIT_1`",
        windows: "`Get-NetTCPConnection -State FinWait1`",
        error: CommonErrorText {
            read: "The next ACK ends FIN_WAIT_1.",
            so: "Only one that says \"one past the FIN\". Many are peers that vanished or never read.",
        },
    },
    CardText {
        definition: "Our FIN is acknowledged, the peer's has not come. We send no more, but the peer still may: a *half-close*.",
        waits: "the peer's FIN: the peer's **program** has to close. Ours can only stop waiting.",
        timers: "RFC 9293: none, it may last for ever. Linux: 60 s (`tcp_fin_timeout`) after `close()`, none after `shutdown()`.",
        linux: "`ss -tan state fin-wait-2`",
        macos: "`netstat -anp tcp | grep FIN_WAIT_2`",
        windows: "`Get-NetTCPConnection -State FinWait2`",
        error: CommonErrorText {
            read: "tcp_fin_timeout is the length of TIME_WAIT.",
            so: "It belongs to this state, after `close()`. Many FIN_WAIT_2 here usually mean as many CLOSE_WAIT over there.",
        },
    },
    CardText {
        definition: "The peer has closed: its FIN has come, and no more data follows. We may still send.",
        waits: "**our own program**: it has to call `close()`. No segment from a healthy peer ends this state, and neither does waiting.",
        timers: "none while we send nothing, unless a program asked for keep-alive.",
        linux: "`ss -tanp state close-wait`",
        macos: "`netstat -anp tcp | grep CLOSE_WAIT`",
        windows: "`Get-NetTCPConnection -State CloseWait`",
        error: CommonErrorText {
            read: "A server enters it by sending its FIN.",
            so: "*Receiving* a FIN enters it. 10,000 of them are a bug in the program *on this machine*: `read()` returned 0 and nobody called `close()`.",
        },
    },
    CardText {
        definition: "Both have closed, neither knowing of the other's FIN: the peer's has come, ours is not acknowledged yet.",
        waits: "the ACK of our FIN. The peer's TCP has to act, no program.",
        timers: "retransmission of our FIN.",
        linux: "`ss -tan state closing`",
        macos: "`netstat -anp tcp | grep CLOSING`",
        windows: "`Get-NetTCPConnection -State Closing`",
        error: CommonErrorText {
            read: "CLOSING is dead code.",
            so: "It is rare, but no error: the FINs crossed, or ours was lost or cannot leave yet. Both ends then go through TIME_WAIT.",
        },
    },
    CardText {
        definition: "The peer closed first, then we did: our FIN is out and not acknowledged yet.",
        waits: "the ACK of our FIN, the last segment of the connection. The peer's TCP has to act, no program.",
        timers: "retransmission of our FIN. Linux after `close()`: it tries for 100 s or more (8 tries on a fast link), then it forgets the connection; if the window stays closed, after four to six minutes.",
        linux: "`ss -tan state last-ack`",
        macos: "`netstat -anp tcp | grep LAST_ACK`",
        windows: "`Get-NetTCPConnection -State LastAck`",
        error: CommonErrorText {
            read: "LAST_ACK goes to TIME_WAIT.",
            so: "It goes to CLOSED, whatever some diagrams draw: TIME_WAIT is with the peer, who closed first.",
        },
    },
    CardText {
        definition: "Both have closed and both FINs are acknowledged. The side that closed first waits until every old segment has died.",
        waits: "2 MSL to pass. If our last ACK was lost, the peer repeats its FIN, and somebody must be here to acknowledge it again.",
        timers: "2 MSL, started again by a repeated FIN. RFC 9293: 4 minutes. Linux: 60 s, fixed.",
        linux: "`ss -tan state time-wait`",
        macos: "`netstat -anp tcp | grep TIME_WAIT`",
        windows: "`Get-NetTCPConnection -State TimeWait`",
        error: CommonErrorText {
            read: "TIME_WAIT is a leak in the client.",
            so: "The end that sent the first FIN has it. `tcp_fin_timeout` does not change it.",
        },
    },
];
