//! macOS: two of its own tools are run, and their texts are read.

use std::io;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::live::{Survey, of_netstat_and_lsof};

/// All sockets of this Mac.
pub fn survey(at: Duration) -> io::Result<Survey> {
    let netstat = output("/usr/sbin/netstat", &["-anv", "-p", "tcp"])?;
    // It fails where there is nothing to list, and on what it may not see.
    let lsof = output("/usr/sbin/lsof", &["-nP", "-iTCP", "-F", "pcftn"]).unwrap_or_default();
    Ok(of_netstat_and_lsof(&netstat, &lsof, at))
}

fn output(program: &str, arguments: &[&str]) -> io::Result<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
