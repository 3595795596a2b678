//! Some steps of a run, as they are written: `5-8`, `5`.

use std::ops::RangeInclusive;

use crate::language::ENGLISH;

/// Reads some steps, counted from 1.
///
/// # Errors
/// How they are written.
pub fn steps(written: &str) -> Result<RangeInclusive<usize>, String> {
    let (first, last) = written.split_once('-').unwrap_or((written, written));
    let number = |text: &str| text.trim().parse::<usize>().ok().filter(|n| *n > 0);
    let steps = number(first).zip(number(last)).filter(|(first, last)| first <= last);
    steps.map(|(first, last)| first..=last).ok_or_else(|| ENGLISH.command_line.steps_form.to_owned())
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn steps_are_a_range_or_one_of_them() {
        assert_eq!(steps("5-8"), Ok(5..=8));
        assert_eq!(steps("5"), Ok(5..=5));
        for wrong in ["", "0", "8-5", "5-", "-5", "five", "5..8"] {
            assert!(steps(wrong).is_err(), "{wrong}");
        }
    }
}
