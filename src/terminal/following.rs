//! Following a presenter: a thread hears, and posts what it heard.

use std::io;
use std::ops::ControlFlow;
use std::thread;

use super::mailbox::Mailbox;
use crate::notes_socket::follow;
use crate::tui::app::Msg;

/// Starts to follow the newest presenter, or that one process.
///
/// # Errors
/// When the system has no thread left.
pub fn start(process: Option<u32>, mailbox: Mailbox) -> io::Result<()> {
    let hear = move |heard| {
        mailbox.post(Msg::Heard(heard));
        ControlFlow::Continue(())
    };
    thread::Builder::new().name("notes".into()).spawn(move || follow(process, hear)).map(drop)
}
