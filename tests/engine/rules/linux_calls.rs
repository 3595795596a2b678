//! The socket calls of Linux, cell by cell as they were measured.

use super::call_table::Table;
use tcptutor::tcp::Profile;

pub fn table() -> Table {
    Table {
        profile: Profile::linux(),
        states: &[
            "closed",
            "listen",
            "syn-sent",
            "syn-received",
            "syn-received/active",
            "established",
            "fin-wait-1",
            "fin-wait-2",
            "close-wait",
            "closing",
            "last-ack",
            "time-wait",
        ],
        rows: ROWS,
        legend: &[],
    }
}

// In "SYN_RECV passive" the call reaches the listener, and the request goes on. `accept`, `shutdown_rd` and `disconnect` are not
// modelled.
const ROWS: &str = "
| `connect` | EINPROGRESS [S] →SS | EISCONN | EALREADY | EISCONN | EALREADY | EISCONN | EISCONN | EISCONN | EISCONN | EISCONN | EISCONN | EISCONN |
| `listen` | ok →LI | ok | EINVAL | ok | EINVAL | EINVAL | EINVAL | EINVAL | EINVAL | EINVAL | EINVAL | EINVAL |
| `send` | EPIPE | EPIPE | EAGAIN | EPIPE | EAGAIN | ok(5) [data] | EPIPE | EPIPE | ok(5) [data] | EPIPE | EPIPE | EPIPE |
| `recv` | ENOTCONN | ENOTCONN | EAGAIN | ENOTCONN | EAGAIN | EAGAIN | EAGAIN | EAGAIN | EOF | EOF | EOF | EOF |
| `shutdown_wr` | ENOTCONN | ok | ok →CL | ok | ok | ok [F] →F1 | ok | ok | ok [F] →LA | ok | ok | ENOTCONN |
| `close` | ok | ok →CL | ok →CL | ok | ok [F] →F1 | ok [F] →F1 | ok | ok | ok [F] →LA | ok | ok | ok |
| `linger0_close` | ok | ok →CL | ok →CL | ok | ok [RA] →CL | ok [RA] →CL | ok [RA] →CL | ok [RA] →CL | ok [RA] →CL | ok →CL | ok →CL | ok |
| `recv_unread` |  |  |  |  |  | 5 bytes | 5 bytes | 5 bytes | 5 bytes | 5 bytes | 5 bytes | 5 bytes |
| `close_unread` |  |  |  |  |  | ok [RA] →CL | ok [RA] →CL | ok [RA] →CL | ok [RA] →CL | ok [RA] →CL | ok [RA] →CL | ok |
";

#[test]
fn every_socket_call_answers_as_linux_was_measured_to() {
    table().play();
}
