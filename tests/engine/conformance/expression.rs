//! Expressions over an endpoint's variables: `RCV.NXT+RCV.WND-1`, modulo 2^32.

use super::fact::Number;
use std::collections::HashMap;
use tcptutor::tcp::{Segment, State, Tcb};

/// The peer's initial sequence number where nobody has said one.
pub const IRS: u32 = 7_000_000;

/// What the names stand for.
#[derive(Clone, Debug, Default)]
pub struct Variables(HashMap<String, u32>);

impl Variables {
    /// The variables of an endpoint as it is now. Where the peer is not known yet, its numbers are the script's.
    pub fn of(tcb: &Tcb) -> Self {
        let (snd, rcv) = (tcb.snd(), tcb.rcv());
        let peer_known = !matches!(tcb.state(), State::Closed | State::Listen | State::SynSent);
        let (irs, nxt) = if peer_known { (rcv.irs.0, rcv.nxt.0) } else { (IRS, IRS + 1) };
        let mut variables = Self::default();
        for (name, value) in [
            ("ISS", snd.iss.0),
            ("SND.UNA", snd.una.0),
            ("SND.NXT", snd.nxt.0),
            ("IRS", irs),
            ("RCV.NXT", nxt),
            ("RCV.WND", rcv.wnd),
        ] {
            variables.set(name, value);
        }
        variables
    }

    pub fn set(&mut self, name: &str, value: u32) {
        self.0.insert(name.to_owned(), value);
    }

    /// Adds the numbers of the segment that arrives.
    pub fn set_segment(&mut self, segment: &Segment) {
        self.set("SEG.SEQ", segment.seq.0);
        self.set("SEG.ACK", segment.ack.0);
        self.set("SEG.LEN", segment.seg_len());
        self.set("SEG.DATALEN", segment.data_len());
        self.set("SEG.WND", u32::from(segment.window));
    }

    pub fn evaluate(&self, number: &Number) -> Result<u32, String> {
        match number {
            Number::Plain(n) => wrapped(*n),
            Number::Expression(text) => self.sum(text),
        }
    }

    fn sum(&self, text: &str) -> Result<u32, String> {
        let mut total = 0_u32;
        let mut rest = text.trim();
        let mut minus = false;
        while !rest.is_empty() {
            let end = rest.find(['+', '-']).unwrap_or(rest.len());
            let term = self.term(rest[..end].trim())?;
            total = if minus { total.wrapping_sub(term) } else { total.wrapping_add(term) };
            minus = rest[end..].starts_with('-');
            rest = rest.get(end + 1..).unwrap_or_default();
        }
        Ok(total)
    }

    fn term(&self, word: &str) -> Result<u32, String> {
        if let Some(value) = self.0.get(word) {
            return Ok(*value);
        }
        let plain = word.parse::<i64>().map_err(|_| format!("nobody knows {word}"))?;
        wrapped(plain)
    }
}

/// The source's numbers are 32 bits wide; a negative one counts from the top.
pub fn wrapped(number: i64) -> Result<u32, String> {
    u32::try_from(number.rem_euclid(1 << 32)).map_err(|error| error.to_string())
}
