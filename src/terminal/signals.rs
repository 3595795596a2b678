//! The thread that hears signals, and that the terminal has gone. The main thread sleeps in a read and hears nothing.

use std::io;
use std::os::unix::net::UnixStream;
use std::process;
use std::sync::Once;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use signal_hook::low_level::emulate_default_handler;

use super::options::ShellOptions;
use super::screen;
use crate::tui::app::Msg;

/// What a process killed by a signal is said to have exited with, in every shell.
const KILLED: i32 = 128;

/// How long a terminal that reads nothing may hold up the end.
const LAST_WORDS: Duration = Duration::from_secs(1);

type Delivery = SignalDelivery<UnixStream, SignalOnly>;

/// Starts the thread, the first time. It lives as long as the process, and puts in order at the end what this run had open.
///
/// # Errors
/// When the system has no thread, pipe or handler left.
pub fn listen(options: &ShellOptions) -> io::Result<()> {
    static ONCE: Once = Once::new();
    let mut result = Ok(());
    ONCE.call_once(|| result = start(options.clone()));
    result
}

fn start(options: ShellOptions) -> io::Result<()> {
    let (read, write) = UnixStream::pair()?;
    let heard = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];
    let delivery = SignalDelivery::with_pipe(read, write, SignalOnly, heard)?;
    thread::Builder::new().name("signals".into()).stack_size(128 * 1024).spawn(move || serve(delivery, &options))?;
    Ok(())
}

/// Stops the whole job, as Ctrl-Z does in any other program.
pub fn stop_job() {
    // The same way as for `kill -TSTP`: through our own handler.
    let _ = kill_current_process_group(Signal::TSTP);
}

fn serve(mut delivery: Delivery, options: &ShellOptions) {
    let mut watch_terminal = true;
    loop {
        match wait(&delivery, watch_terminal) {
            Woken::Signal => {}
            Woken::TerminalGone => end(KILLED + SIGHUP, options),
            Woken::NotWatchable => watch_terminal = false,
        }
        for signal in delivery.pending() {
            match signal {
                SIGWINCH => options.mailbox.resized(),
                SIGTSTP => stop(),
                SIGCONT => {
                    if screen::resume() {
                        options.mailbox.post(Msg::Redraw);
                    }
                }
                signal => end(KILLED + signal, options),
            }
        }
    }
}

enum Woken {
    Signal,
    TerminalGone,
    /// This system cannot poll a terminal (macOS could not for long).
    NotWatchable,
}

/// Sleeps until a signal came or the terminal has gone.
///
/// The kernel tells only the session's leader.
fn wait(delivery: &Delivery, watch_terminal: bool) -> Woken {
    let stdin = rustix::stdio::stdin();
    let mut sources = [PollFd::new(delivery.get_read(), PollFlags::IN), PollFd::new(&stdin, PollFlags::empty())];
    let watched = if watch_terminal { &mut sources[..] } else { &mut sources[..1] };
    let _ = poll(watched, None);
    let terminal = sources[1].revents();
    if terminal.intersects(PollFlags::HUP | PollFlags::ERR) {
        Woken::TerminalGone
    } else if terminal.contains(PollFlags::NVAL) {
        Woken::NotWatchable
    } else {
        Woken::Signal
    }
}

fn stop() {
    // A group with the session's leader in it has no shell that could ever continue it.
    let job_control = getsid(None).is_ok_and(|session| session != getpgrp());
    if job_control {
        screen::suspend();
        let _ = emulate_default_handler(SIGTSTP);
    }
}

fn end(code: i32, options: &ShellOptions) -> ! {
    let _ = thread::Builder::new().spawn(move || {
        thread::sleep(LAST_WORDS);
        process::exit(code);
    });
    screen::restore();
    options.prompting.close();
    options.keeper.save_before_the_end();
    process::exit(code)
}
