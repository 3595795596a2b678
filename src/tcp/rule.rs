//! Every rule that the engine can cite, as data: where it stands and what it says.

use super::numbered::NumberedCheck;
use std::fmt;

/// One rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id.
    pub id: RuleId,
    /// The document: `RFC 9293`, `Linux`.
    pub document: &'static str,
    /// The numbered checks of RFC 9293 section 3.10.7 that it belongs to.
    pub checks: &'static [NumberedCheck],
    /// The section or requirement in the document beside these checks; empty if there is none.
    pub reference: &'static str,
    /// What it says, as a sentence.
    pub says: &'static str,
}

impl Rule {
    /// The section, check or requirement in its document: `3.10.7.4 fifth`; empty if the document has none.
    #[must_use]
    pub fn section(&self) -> String {
        let section = self.checks.first().and_then(|check| check.list().section());
        let numbered: Vec<&str> = self.checks.iter().map(|check| check.ordinal()).collect();
        let checks = section.map(|section| format!("{section} {}", numbered.join(", ")));
        let reference = Some(self.reference.to_owned()).filter(|reference| !reference.is_empty());
        checks.into_iter().chain(reference).collect::<Vec<_>>().join(", ")
    }

    /// Where it stands: `RFC 9293 3.10.7.4 fifth`.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{} {}", self.document, self.section()).trim_end().to_owned()
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.says, self.place())
    }
}

macro_rules! rules {
    ($( $document:literal { $( $id:ident $([ $($check:ident)+ ])? $reference:literal $says:literal )+ } )+) => {
        /// A rule by name.
        #[expect(clippy::doc_markdown, reason = "the sentences are written for a terminal")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum RuleId {
            $($(
                #[doc = $says]
                $id,
            )+)+
        }

        /// All rules, in the order of [`RuleId`].
        pub const RULES: &[Rule] = &[
            $($(
                Rule {
                    id: RuleId::$id,
                    document: $document,
                    checks: &[$($( NumberedCheck::$check, )+)?],
                    reference: $reference,
                    says: $says,
                },
            )+)+
        ];
    };
}

impl RuleId {
    /// The rule itself.
    #[must_use]
    pub const fn rule(self) -> &'static Rule {
        &RULES[self as usize]
    }

    /// Whether it keeps the books and does not decide what happens.
    #[must_use]
    pub const fn is_in_passing(self) -> bool {
        matches!(
            self,
            Self::AckAdvances
                | Self::WindowUpdated
                | Self::RttSampled
                | Self::LinuxRtoFloor
                | Self::LinuxQuickAck
                | Self::Karn
                | Self::Backoff
                | Self::MssAnnounced
                | Self::MssDefault
                | Self::AckAggregated
                | Self::ResetSenderClosed
        )
    }

    /// The rules that a host applies around the engine: to its restarts, its queues and its descriptors.
    pub const OF_HOSTS: [Self; 14] = [
        Self::QuietTime,
        Self::QueueFullSyn,
        Self::QueueFullAck,
        Self::NotAccepted,
        Self::LinuxEndedUnaccepted,
        Self::SharedSocket,
        Self::PortsExhausted,
        Self::DescriptorClosed,
        Self::NothingToAccept,
        Self::NoListener,
        Self::DescriptorsExhausted,
        Self::PortInUse,
        Self::AddressInUse,
        Self::FourNumbersInUse,
    ];
}

rules! {
    "RFC 9293" {
        // 3.10.1 to 3.10.6: user calls
        OpenPassive "3.10.1" "A passive OPEN creates a TCB and waits in LISTEN: nothing is sent."
        OpenActive "3.10.1" "An active OPEN picks an initial sequence number, sends a SYN and enters SYN-SENT."
        OpenActiveInListen "3.10.1" "An active OPEN turns a listening connection into an active one: it sends a SYN."
        OpenUnspecified "3.10.1" "An active OPEN needs to know the remote socket."
        OpenExists "3.10.1" "This connection is open already: a second OPEN is refused."
        SendInListen "3.10.2" "SEND on a listening socket with a known peer opens the connection: it sends a SYN and queues the data."
        SendUnspecified "3.10.2" "SEND on a listening socket needs to know the remote socket."
        SendQueued "3.10.2" "The handshake is not complete: the data is queued until ESTABLISHED."
        SendSegmentized "3.10.2" "The data is cut into segments and sent with a piggybacked acknowledgment, as far as the peer's window allows."
        SendNoRoom "3.10.2" "The send buffer has no room for this data."
        SendClosing "3.10.2" "Our side has been closed: nothing more may be sent."
        ReceiveQueued "3.10.3" "There is no data yet: the RECEIVE is queued."
        ReceiveDelivered "3.10.3" "Received data is handed to the user; the window opens by as much."
        ReadingEnds "3.6.1" "The user reads no more. CLOSE is about sending: nothing is sent, and the peer hears nothing of it."
        ReceiveClosing "3.10.3" "The peer's FIN has come and all its data has been read: there is no more to receive."
        CallNoConnection "3.10" "There is no connection: the call fails."
        CloseListen "3.10.4" "CLOSE in LISTEN deletes the TCB: nobody has to be told."
        CloseSynSent "3.10.4" "CLOSE in SYN-SENT deletes the TCB and sends nothing: the peer may never have heard of us."
        CloseSynReceived "3.10.4" "CLOSE in SYN-RECEIVED with nothing queued sends a FIN and enters FIN-WAIT-1."
        CloseDeferred "3.10.4" "CLOSE in SYN-RECEIVED waits, because data is queued: it is carried out in ESTABLISHED."
        CloseEstablished "3.10.4" "CLOSE enters FIN-WAIT-1 in any case; the FIN follows the last queued octet."
        CloseAgain "3.10.4" "Our side is closed already: there is never a second FIN."
        CloseWaitClose "3.10.4" "CLOSE in CLOSE-WAIT sends our FIN after all queued data and enters LAST-ACK."
        AbortSilent "3.10.5" "ABORT in LISTEN or SYN-SENT deletes the TCB and sends nothing."
        AbortReset "3.10.5" "ABORT sends a RST, drops all queued data and deletes the TCB."
        AbortClosing "3.10.5" "Both FINs are sent: ABORT just deletes the TCB, no RST is sent."
        StatusReported "3.10.6" "STATUS tells the connection's state and changes nothing."
        // 3.10.7.1: CLOSED
        ClosedRst "3.10.7.1" "A RST for a closed connection is dropped: nothing ever answers a RST there."
        ClosedAck "3.10.7.1" "No connection here. The segment has an ACK, so the RST takes its number from it: SEQ=SEG.ACK."
        ClosedNoAck "3.10.7.1" "No connection here. The segment has no ACK, so the RST has SEQ=0 and acknowledges all of it: ACK=SEG.SEQ+SEG.LEN."
        // 3.10.7.2: LISTEN
        ListenRst [ListenReset] "" "A RST in LISTEN is ignored: it cannot concern anything we sent."
        ListenAck [ListenAck] "" "An ACK in LISTEN acknowledges something we never sent: it is answered with a RST."
        ListenSyn [ListenSyn] "" "A SYN in LISTEN: pick an initial sequence number, send SYN,ACK, enter SYN-RECEIVED."
        ListenSynText [ListenSyn] "" "Data or FIN on the SYN is kept until ESTABLISHED and not acknowledged yet."
        ListenOther [ListenOther] "" "Without SYN, ACK or RST there is nothing to do in LISTEN: the segment is dropped."
        // 3.10.7.3: SYN-SENT
        SynSentBadAck [SynSentAck] "" "The ACK does not acknowledge our SYN (ISS < SEG.ACK =< SND.NXT fails): it is answered with a RST."
        SynSentBadAckRst [SynSentAck] "" "A RST whose ACK does not acknowledge our SYN is dropped: anybody could have sent it."
        SynSentRst [SynSentReset] "" "A RST that acknowledges our SYN: the peer refuses the connection."
        SynSentRstNoAck [SynSentReset] "" "A RST without ACK proves nothing in SYN-SENT: it is dropped."
        SynSentSynAck [SynSentSyn] "" "SYN,ACK acknowledges our SYN: acknowledge theirs and enter ESTABLISHED."
        SynSentSyn [SynSentSyn] "3.5, MUST-10" "A SYN without ACK: both ends opened at once. Send SYN,ACK and enter SYN-RECEIVED."
        SynSentNeither [SynSentOther] "" "Neither SYN nor RST: the segment is dropped, and our SYN stays unacknowledged."
        // 3.10.7.4: first check
        OutOfWindow [Sequence] "" "The segment lies outside the receive window: an ACK says what is expected, and the segment is dropped."
        OutOfWindowRst [Sequence] "" "A RST outside the receive window is dropped without an answer."
        ZeroWindow [Sequence] "" "The window is closed, so the text is refused; a valid ACK is used all the same, also one behind a window probe, that is at RCV.NXT+1."
        ZeroWindowRst [Sequence] "3.4, MUST-66" "The window is closed; a RST is looked at all the same, also one that carries text or stands behind a window probe, at RCV.NXT+1."
        // second check
        RstPassive [Reset] "" "A valid RST in SYN-RECEIVED after a passive OPEN: back to LISTEN, and the user is not told."
        RstRefused [Reset] "" "A valid RST in SYN-RECEIVED after an active OPEN: the connection was refused."
        RstReset [Reset] "" "A valid RST resets the connection: all queues are flushed and the TCB is deleted."
        RstClosing [Reset] "" "A valid RST after both have closed just deletes the TCB."
        // fourth check
        SynPassive [Syn] "" "A SYN in the window in SYN-RECEIVED after a passive OPEN: back to LISTEN."
        // fifth check
        NoAck [Ack] "" "After the first SYN every segment carries ACK: one without it is dropped."
        AckOfSyn [Ack] "" "SND.UNA < SEG.ACK =< SND.NXT: our SYN is acknowledged, the connection is ESTABLISHED."
        AckBadInSynReceived [Ack] "" "The ACK does not acknowledge our SYN: it is answered with a RST."
        AckAdvances [Ack] "" "SND.UNA < SEG.ACK =< SND.NXT: new data is acknowledged and leaves the retransmission queue."
        AckDuplicate [Ack] "" "SEG.ACK =< SND.UNA: nothing new is acknowledged."
        AckUnsent [Ack] "" "SEG.ACK > SND.NXT acknowledges something not yet sent: an ACK is sent and the segment dropped."
        WindowUpdated [Ack] "" "The segment is newer than the last window update: SND.WND is taken from it."
        FinAcked [Ack] "" "The ACK covers our FIN: the peer knows that we send no more. FIN-WAIT-2 waits for its FIN."
        FinAckedClosing [Ack] "" "In CLOSING the ACK of our FIN is the last thing missing: TIME-WAIT."
        ClosingOther [Ack] "" "In CLOSING a segment that does not acknowledge our FIN is ignored."
        FinAckedLastAck [Ack] "" "In LAST-ACK the ACK of our FIN ends it: the TCB is deleted, CLOSED."
        TimeWaitAnything [Ack] "" "In TIME-WAIT whatever still arrives is acknowledged."
        TimeWaitRestart [Ack Fin] "" "The peer repeats its FIN, so our last ACK was lost: acknowledge it again and restart 2 MSL."
        // seventh check
        TextDelivered [Text] "" "The text is next in line: it is taken, RCV.NXT moves over it and an ACK is owed."
        TextHeld [Text] "first, SHLD-31" "There is a gap before this text: it is held, and the ACK repeats what is expected next."
        TextTrimmedOld [Text] "first" "Octets before RCV.NXT were received before: they are cut off."
        TextTrimmedNew [Text] "first" "Octets beyond the window, and a FIN behind them, are cut off: the peer will send them again."
        TextIgnored [Text] "" "The peer has sent its FIN: there can be no text after it, so this is ignored."
        AckAggregated "3.10.7.4 first, MUST-58" "One ACK answers everything that the segment brought."
        AckDelayed "3.8.6.3, MUST-40" "The ACK may wait a little, in case there is data to carry it."
        // eighth check
        FinReceived [Fin] "" "The peer's FIN: it has no more data to send. RCV.NXT moves over it, it is acknowledged, and CLOSE-WAIT waits for our user to close."
        FinCrossed [Fin] "" "The peer's FIN comes before the ACK of ours: both have closed, CLOSING."
        FinWithAckOfOurs [Fin] "" "The peer's FIN comes with the ACK of ours in one segment: straight to TIME-WAIT."
        FinInFinWait2 [Fin] "" "The peer's FIN was all that was missing: acknowledge it, start 2 MSL, TIME-WAIT."
        FinAgain [Fin] "" "The peer's FIN has come before: the state stays, an ACK repeats what is expected."
        FinHeld [Fin] "first" "There is a gap before this FIN: it is held until the gap is filled, and the state stays."
        // 3.10.8: timeouts
        Retransmission "3.10.8" "The retransmission timer fired: the segment at the front of the queue is sent again, with today's ACK. The state stays."
        RetransmissionsExceeded "3.8.3, MUST-20" "R2 is exceeded: the peer has not answered for too long, the connection is closed."
        UserTimeoutSet "3.9.1.1, 3.8.3, MUST-21" "The user says how long what was sent may stay unacknowledged before the connection is given up."
        UserTimeout "3.10.8" "The user timeout has passed: all queues are flushed, the user is told, the TCB is deleted. No RST is sent."
        TimeWaitExpired "3.10.8" "2 MSL have passed: every old segment has died, the TCB is deleted."
        TimerNotRunning "3.10.8" "This timer is not running in this state: nothing happens."
        WindowProbe "3.8.6.1, MUST-36" "The peer's window is closed: a probe asks whether it has opened."
        KeepaliveOn "3.8.4, MUST-24" "The program asks for keep-alive: after two hours without a segment a probe will ask whether the peer is there."
        KeepaliveOff "3.8.4, MUST-25" "Keep-alive is off unless a program asks for it: an idle connection may last for ever."
        KeepaliveProbe "3.8.4, MAY-5" "Nothing was heard for long: a probe at SND.NXT-1 asks whether the peer is there."
        KeepaliveDead "3.8.4, MAY-5" "No keep-alive probe was answered: the connection is closed."
        AckTimer "3.8.6.3, MUST-40" "The ACK has waited long enough: it is sent alone."
        SilentClose "3.6.1, MAY-1" "close() also ends reading: what the peer still sends, nobody will read."
        CloseUnread "3.6.1, SHLD-3" "close() with unread data: a RST tells the peer that data was lost."
        DataAfterClose "3.6.1, SHLD-3" "New data arrives after close(): nobody will read it, a RST says so."
        IcmpHard "3.9.2.2, SHLD-26" "A hard ICMP error about a segment in flight closes the connection."
        IcmpSoft "3.9.2.2, MUST-56" "A soft ICMP error must not end a connection: it is kept as a hint."
        IcmpStale "3.9.2.2" "The ICMP error quotes a number that is not in flight: it is ignored."
        TimeWaitReopened "3.6.1, MAY-2" "A SYN above everything used before is very likely new: it may reopen the connection from TIME-WAIT, if our own number is higher, too, and the way back to TIME-WAIT is kept."
        TimeWaitRestored "3.6.1, MAY-2" "That SYN was an old duplicate: back to TIME-WAIT."
        MssAnnounced "3.7.1, MUST-16" "The peer's SYN says how large a segment it takes: our segments are no larger."
        MssDefault "3.7.1, MUST-15" "The peer's SYN carries no MSS option: 536 octets are assumed."
        // Where RFC 9293 contradicts itself.
        CrossedSynAck "3.5, Figure 7" "The SYN,ACK of a simultaneous open starts at RCV.NXT-1 and would be refused; Figure 7 wants it accepted, and so it is."
        CrossedSynAckLiteral [Sequence] "A.2" "Read literally, the crossed SYN,ACK is outside the window: it draws an ACK and is dropped."
        OldFinAckUsed "3.10.7.4, decided" "The FIN is a repetition, but the ACK that rides on it is new: it is used."
        TimeWaitSilent "3.10.7.4, decided" "A bare ACK in TIME-WAIT is not answered: two ends in TIME-WAIT would acknowledge each other for ever."
        PassiveOpenAgain "3.10.1, decided" "A passive OPEN on an open connection is refused: the text is silent."
        ResetSenderClosed "3.5.2, decided" "The sender of a RST goes to CLOSED: note 3 says TIME-WAIT, ABORT says CLOSED, and every stack does the latter."
        // 3.4.3: around the engine, by the host
        QuietTime "3.4.3" "A host that has restarted sends nothing for one MSL: every old segment of its own has to die first."
    }
    "RFC 6298" {
        RttSampled "section 2" "This ACK measures a round trip: the retransmission timeout follows it."
        Backoff "5.5" "The retransmission timeout doubles."
        Karn "section 3" "The segment was sent twice, so nobody knows which one this ACK answers: no round trip is measured."
    }
    "RFC 5961" {
        RstChallenge "3.2" "A RST in the window but not exactly at RCV.NXT may be forged: a challenge ACK asks the peer to prove it."
        SynChallenge "4.2" "A SYN on an open connection may be forged: a challenge ACK asks. A peer that really restarted answers it with a RST."
        AckTooOld "5.2" "SEG.ACK is older than anything the peer can mean: an ACK is sent and the segment dropped."
    }
    "RFC 1337" {
        RstIgnoredInTimeWait "F1" "A RST in TIME-WAIT is ignored, so that nothing can end the wait early."
    }
    "RFC 793" {
        RstInWindow "page 70" "Before RFC 5961 any RST in the window reset the connection."
        SynInWindow "page 71" "Before RFC 5961 a SYN in the window was an error: a RST was sent and the connection was gone."
    }
    // What a host does around the engine: the queues and descriptors of sockets.
    "man" {
        QueueFullSyn "listen(2)" "The accept queue is full: a SYN is dropped without a word. RFC 9293 defines no such queue: a limit is the implementation's own."
        QueueFullAck "listen(2)" "The accept queue is full: the ACK is ignored and SYN-RECEIVED goes on, while the peer believes the connection open. RFC 9293 defines no such queue."
        NotAccepted "accept(2)" "Nobody has accepted this connection yet: no program has a descriptor for it."
        SharedSocket "close(2)" "Another descriptor leads to the same socket, in this program or in a child: close() gives back one, and TCP hears nothing of it. shutdown() asks nobody."
        PortsExhausted "ip(7)" "Every port that connect() may take is in use towards this peer, by connections in TIME-WAIT too."
        DescriptorClosed "close(2)" "The program has closed this socket: it has no descriptor for it any more."
        NothingToAccept "accept(2)" "No connection waits to be accepted."
        NoListener "accept(2)" "Only a listening socket accepts."
        DescriptorsExhausted "accept(2), socket(2)" "The program has as many open descriptors as it may: there is none for another connection."
        PortInUse "listen(2)" "Another socket of this host listens on the port already."
        AddressInUse "socket(7)" "A connection on this port still exists, and its socket and the new one do not both have SO_REUSEADDR (measured; the page does not say both): the port cannot be bound. RFC 9293 defines no such rule: a passive OPEN without a peer collides with no connection."
        FourNumbersInUse "bind(2)" "A socket of this host has the port already, perhaps a connection in TIME-WAIT: it cannot be chosen for another one. RFC 9293 3.10.1 refuses an OPEN whose four numbers belong to a connection that exists."
    }
    "Linux" {
        LinuxRightEdge "RIGHT-EDGE" "A segment that starts exactly at the right edge of the window counts as inside."
        LinuxLeftEdge "LEFT-EDGE" "A segment that ends exactly at RCV.NXT is old, but its ACK field is used."
        LinuxNoAckFirst "NO-ACK-FIRST" "Without ACK, RST and SYN a segment is dropped before anything else is looked at."
        LinuxSynAgain "SS-RETX" "An unacceptable ACK in SYN-SENT makes Linux send its SYN again at once, the first time."
        LinuxSecondFin "SECOND-FIN" "A second FIN is ignored: the stream has ended."
        LinuxTimeWaitAckCheck "TW-ACKCHECK" "TIME-WAIT keeps no send numbers: a bare ACK of anything draws silence and restarts the wait."
        LinuxTimeWaitNoAck "TW-NOACK" "TIME-WAIT answers whatever is not a bare segment at RCV.NXT, even without ACK."
        LinuxFinWait2Syn "FW2C-SYN" "After close() FIN-WAIT-2 is a mini-socket with the rule of RFC 793: a SYN in the window gets a RST and ends it."
        LinuxFinWait2Rst "FW2C-RST" "After close() FIN-WAIT-2 is a mini-socket without RFC 5961: any RST in the window ends it, and one outside is answered with an ACK."
        LinuxFinWait2AckCheck "FW2C-ACKCHECK" "After close() FIN-WAIT-2 does not look at the ACK field."
        LinuxSynReceivedSyn "SRP-SYN" "A SYN in the window in SYN-RECEIVED is answered with a RST before the request is dropped."
        LinuxCrossedIss "SRS-ISS" "After crossed SYNs an ACK of ISS, which does not acknowledge our SYN, is good enough for ESTABLISHED."
        LinuxTimeWaitRst "TW-RST" "In TIME-WAIT only an exact RST is acted on; one elsewhere in the window is ignored."
        LinuxRstAfterFin "RST-AFTER-FIN" "A RST at RCV.NXT-1 is accepted after the peer's FIN: some systems number both alike."
        LinuxZeroWindowFin "ZERO-WINDOW" "A FIN at RCV.NXT is accepted although the window is closed: it needs no buffer."
        LinuxSynReceivedOrder "SRP-ORDER" "A request in SYN-RECEIVED checks the ACK before the sequence number."
        LinuxAckBound "ACK-BOUND" "An ACK is too old as soon as it lies further back than all octets ever acknowledged."
        LinuxClosedGap "CLOSED-GAP" "After close() a FIN behind a gap is answered with a RST: nobody could read what is missing."
        LinuxStraddle "STRADDLE" "A segment that ends beyond the window is taken whole if the receive queue is empty or only its FIN lies beyond, and refused whole otherwise."
        LinuxListenSynFin "LISTEN-SYNFIN" "SYN,FIN on a listening socket is dropped: only scanners send it."
        LinuxSynSentText "SS-DATA" "Data or a FIN on the SYN,ACK is ignored: only the SYN is acknowledged."
        LinuxTimeWaitReopen "TW-REOPEN" "A SYN above RCV.NXT reopens the connection from TIME-WAIT if somebody listens."
        LinuxSynAckAgain "SRP-DUPSYN" "The peer's SYN again: the SYN,ACK is sent again."
        LinuxHalfAccept "SRP-HALF" "SYN,ACK with data in SYN-RECEIVED: the request becomes a socket that then refuses the segment with an ACK."
        LinuxCrossedAck "SRS-FIG7" "The crossed SYN,ACK is accepted, and acknowledged once more."
        LinuxHeaderPrediction "HEADER-PREDICTION" "The fast path takes text that is next in line before it looks at an ACK that is too old."
        LinuxDataOverFin "DATA-OVER-FIN" "Data that lies over the peer's FIN contradicts itself: RST, and the connection is gone."
        LinuxTimeWaitSynFin "TW-SYNFIN" "SYN,FIN above RCV.NXT ends TIME-WAIT, and the listener then drops it without a word."
        LinuxTimeWaitRestart "TW-RESTART" "Any segment with ACK restarts TIME-WAIT, a bare one too; so does an empty one at RCV.NXT."
        LinuxCalls "CALLS" "The socket call answers with an errno of its own."
        LinuxEndReadable "CALL-READ" "A socket outlives its connection until its program closes it: read() gives what had arrived, then the error, once, then 0."
        LinuxEndedUnaccepted "CALL-ACCEPT" "A connection that ends while it waits to be accepted keeps its place in the queue: accept() still gives it out, read() gives what had arrived, and the error goes to the first write() or the first read() that finds nothing."
        LinuxShutdownInSynReceived "CALL-SHUTDOWN" "shutdown() in SYN-RECEIVED sends nothing yet."
        LinuxResetHasAck "RST-ACK" "The RST of an abort carries ACK too."
        LinuxAbortTimeWait "CALL-ABORT" "The socket has let go of TIME-WAIT: an abort does not end it."
        LinuxCloseAtOnce "CALL-CLOSE" "LAST-ACK is entered at once, even if data is queued before the FIN."
        LinuxFinWait2Timer "FW2-TIMER" "FIN-WAIT-2 after close() lasts tcp_fin_timeout, 60 s, and is then forgotten."
        LinuxShutdownRead "CALL-SHUT-RD" "After shutdown(SHUT_RD) read() returns 0 where it would wait; what still comes is acknowledged and can be read. Where the program has shut down sending, too, new data is answered with a RST."
        LinuxQuickAck "QUICKACK" "At the beginning of a connection no ACK waits. Once the program has answered within 40 ms of what came, or the peer has closed, an ACK waits for data to ride on: 40 ms, longer if what comes is further apart, 200 ms at the most; a FIN with nothing before it only until the next tick."
        LinuxUserTimeout "USER-TIMEOUT" "TCP_USER_TIMEOUT counts from the first retransmission or window probe on, an answer that leaves the window closed does not stop it, and nobody is told by a RST."
        LinuxRetryTime "R2-TIME" "Patience with data and FIN is a time: the first timeout that comes 924.6 s after the first retransmission gives up, after close() 102.2 s."
        LinuxOrphanWindow "ORPHAN-WINDOW" "After close() nobody waits for ever before a closed window, though its owner answers: when the wait between two probes has grown to 120 s, the connection is forgotten without a RST."
        LinuxRtoFloor "RTO-MIN" "RTO is the smoothed round trip and four times its variation, which counts as 200 ms at least: RTO is about 200 ms longer than the round trip."
        LinuxKeepaliveRst "KEEPALIVE-RST" "Giving up on keep-alive sends a RST."
        LinuxEmptyProbe "EMPTY-PROBE" "A window probe is an empty segment at SND.UNA-1."
        LinuxIcmpSynOnly "ICMP" "Past the handshake no ICMP error ends a connection: it is kept as a hint, and named as the cause when the connection is given up."
        LinuxIcmpSynSent "ICMP-SYN" "In SYN-SENT any ICMP error ends the attempt at once, a soft one too; so it does when SYNs have crossed."
        LinuxIcmpRequest "ICMP-REQUEST" "A request in SYN-RECEIVED is dropped by network unreachable, host unreachable and time exceeded; other ICMP errors leave it alone."
    }
}

#[cfg(test)]
mod tests {
    use super::{RULES, RuleId};

    #[test]
    fn a_rule_stands_where_its_check_and_its_requirement_do() {
        let section = |id: RuleId| id.rule().section();
        assert_eq!(section(RuleId::AckOfSyn), "3.10.7.4 fifth");
        assert_eq!(section(RuleId::TimeWaitRestart), "3.10.7.4 fifth, eighth");
        assert_eq!(section(RuleId::SynSentSyn), "3.10.7.3 fourth, 3.5, MUST-10");
        assert_eq!(section(RuleId::CrossedSynAckLiteral), "3.10.7.4 first, A.2");
        assert_eq!(section(RuleId::CallNoConnection), "3.10");
    }

    /// Where RFC 9293 demands, recommends or allows what the rules cite.
    const REQUIREMENTS: [(&str, &str); 18] = [
        ("MAY-1", "3.6.1"),
        ("MAY-2", "3.6.1"),
        ("MAY-5", "3.8.4"),
        ("MUST-10", "3.5"),
        ("MUST-15", "3.7.1"),
        ("MUST-16", "3.7.1"),
        ("MUST-20", "3.8.3"),
        ("MUST-21", "3.8.3"),
        ("MUST-24", "3.8.4"),
        ("MUST-25", "3.8.4"),
        ("MUST-36", "3.8.6.1"),
        ("MUST-40", "3.8.6.3"),
        ("MUST-56", "3.9.2.2"),
        ("MUST-58", "3.10.7.4 first"),
        ("MUST-66", "3.4"),
        ("SHLD-3", "3.6.1"),
        ("SHLD-26", "3.9.2.2"),
        ("SHLD-31", "first"),
    ];

    #[test]
    fn a_requirement_is_cited_with_the_section_that_makes_it() {
        for rule in RULES.iter().filter(|rule| rule.document == "RFC 9293") {
            let section = rule.section();
            let parts: Vec<&str> = section.split(", ").collect();
            for (at, part) in parts.iter().enumerate().filter(|(_, part)| part.contains('-')) {
                let known = REQUIREMENTS.iter().find(|(name, _)| name == part);
                let (_, place) = known.unwrap_or_else(|| panic!("{:?}: where does {part} stand?", rule.id));
                assert_eq!(at.checked_sub(1).map(|before| parts[before]), Some(*place), "{:?} cites {part}", rule.id);
            }
        }
    }

    #[test]
    fn every_rule_is_one_or_more_full_sentences() {
        for (index, rule) in RULES.iter().enumerate() {
            assert_eq!(rule.id as usize, index);
            assert!(rule.says.ends_with('.'), "{:?}", rule.id);
            assert!(
                rule.says.starts_with(|c: char| !c.is_lowercase())
                    || rule.says.starts_with("close()")
                    || rule.says.starts_with("shutdown()"),
                "{:?}",
                rule.id
            );
            assert!(!rule.says.contains("  "), "{:?}", rule.id);
        }
    }
}
