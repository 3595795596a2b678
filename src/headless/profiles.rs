//! `profiles`: where each profile departs from RFC 9293.

use std::io::{self, Write};

use super::verdict::Verdict;
use crate::narrate;
use crate::tcp::Profile;

/// Prints the differences of every profile.
///
/// # Errors
/// If nothing can be written.
pub fn profiles(out: &mut impl Write) -> io::Result<Verdict> {
    for profile in Profile::ALL {
        writeln!(out, "{}", narrate::differences(&profile))?;
    }
    Ok(Verdict::Fine)
}
