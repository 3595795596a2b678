//! The binary: nothing but the call into the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    tcptutor::cli::main()
}
