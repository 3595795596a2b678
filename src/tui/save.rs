//! Writing what the user wants to keep. Nothing that exists is ever written over.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::PathBuf;

/// So many files with the same beginning may lie beside each other.
const MOST: u32 = 1000;

/// Writes a text into a new file of the present directory, `STEM.toml` or `STEM-2.toml` and so on; the sentence that tells of it.
///
/// # Errors
/// The sentence that says why nothing was saved.
pub fn into_new_file(stem: &str, text: &str, told: &str) -> Result<String, String> {
    match write(stem, text) {
        Ok(path) => Ok(told.replace("{file}", &path.to_string_lossy())),
        Err(error) => Err(format!("Nothing was saved: {error}.")),
    }
}

fn write(stem: &str, text: &str) -> io::Result<PathBuf> {
    for number in 1..MOST {
        let name = if number == 1 { format!("{stem}.toml") } else { format!("{stem}-{number}.toml") };
        match OpenOptions::new().write(true).create_new(true).open(&name) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
                file.sync_all()?;
                return Ok(PathBuf::from(name));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other(format!("there are {MOST} files of this name already")))
}
