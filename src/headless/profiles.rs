//! `profiles`: where each profile departs from RFC 9293.

use std::io::{self, Write};

use super::verdict::Verdict;
use crate::language::Language;
use crate::narrate;
use crate::tcp::Profile;

/// Prints the differences of every profile.
///
/// # Errors
/// If nothing can be written.
pub fn profiles(out: &mut impl Write, language: &Language) -> io::Result<Verdict> {
    for profile in Profile::ALL {
        writeln!(out, "{}", narrate::differences(language, &profile))?;
    }
    Ok(Verdict::Fine)
}
