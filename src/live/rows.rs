//! A socket as a line of `ss -tanpo`: its words are the tool's own, in every language.

use super::socket::{Socket, Timer};
use super::survey::Process;
use crate::tcp::State;
use core::net::SocketAddr;

/// The cells of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `CLOSE-WAIT`.
    pub state: &'static str,
    /// `Recv-Q`: octets that the program has not read; of a listener the connections that wait.
    pub recv_q: u32,
    /// `Send-Q`: octets that are not acknowledged; of a listener the limit of its queue.
    pub send_q: Option<u32>,
    /// `Local Address:Port`.
    pub local: String,
    /// `Peer Address:Port`.
    pub peer: String,
    /// `users:(("nginx",pid=812,fd=17))`; empty where nobody is known.
    pub users: String,
    /// `timer:(keepalive,119min,0)`; empty where none runs.
    pub timer: String,
}

/// A socket's line.
#[must_use]
pub fn row(socket: &Socket, process: Option<&Process>) -> Row {
    let users = match (socket.holder, process) {
        (Some(holder), Some(process)) => {
            format!("users:((\"{}\",pid={},fd={}))", process.name, holder.pid, holder.descriptor)
        }
        _ => String::new(),
    };
    let peer = if socket.state == State::Listen { any(socket.remote) } else { socket.remote.to_string() };
    Row {
        state: socket.state.ss_name(),
        recv_q: socket.recv_q,
        send_q: socket.send_q,
        local: socket.local.to_string(),
        peer,
        users,
        timer: socket.timer.map(timer).unwrap_or_default(),
    }
}

fn any(address: SocketAddr) -> String {
    if address.is_ipv4() { "0.0.0.0:*".to_owned() } else { "[::]:*".to_owned() }
}

/// `timer:(on,200ms,0)`, with the time as [`ss_time`](crate::narrate::ss_time) writes it.
fn timer(timer: Timer) -> String {
    format!("timer:({},{},{})", timer.kind.ss_name(), crate::narrate::ss_time(timer.left), timer.again)
}
