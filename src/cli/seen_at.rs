//! Where a capture was made, as it is written on the command line.

use crate::capture::Place;
use crate::export::CapturedAt;

/// The places that can be named.
const PLACES: [(&str, Place); 3] = [("A", Place::A), ("between", Place::Between), ("B", Place::B)];

/// Reads a place.
pub fn seen_at(text: &str) -> Result<Place, String> {
    let named = PLACES.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
    named.map(|(_, place)| place).ok_or_else(|| PLACES.map(|(name, _)| name).join(" | "))
}

/// Reads where a capture is to be made.
pub fn captured_at(text: &str) -> Result<CapturedAt, String> {
    let named = CapturedAt::NAMES.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
    named.map(|(_, at)| at).ok_or_else(|| CapturedAt::NAMES.map(|(name, _)| name).join(" | "))
}
