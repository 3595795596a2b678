//! The program without a screen: its commands, and the files that it reads and writes.

mod authors;
mod captures;
mod class;
#[cfg(target_os = "linux")]
mod disk_full;
mod grade;
mod handouts;
mod kernel;
mod lab;
mod live;
mod manners;
mod own_files;
mod progress;
mod sessions;
mod strangers;
mod walks;
#[path = "../support"]
mod support {
    pub mod dice;
    pub mod folder;
    pub mod fuzz;
    pub mod fuzzed {
        pub mod captures;
        pub mod wire;
    }
    pub mod often;
    pub mod student;
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_tcptutor");

/// A command in a test's folder that finds nothing of the user's: no configuration, progress of its own, nothing to read.
fn alone<'c>(command: &'c mut std::process::Command, folder: &std::path::Path) -> &'c mut std::process::Command {
    let data = folder.join("data");
    command
        .current_dir(folder)
        .env("TCPTUTOR_CONFIG", "/dev/null")
        .env("TCPTUTOR_DATA_DIR", data)
        .stdin(std::process::Stdio::null())
}
