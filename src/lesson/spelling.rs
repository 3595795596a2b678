//! "Did you mean …?": the known word that a misspelt one was meant to be.

/// The candidate closest to `word`, if any is close enough to be meant. Case and the choice of `_`, `-` do not count.
#[must_use]
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A word of thousands of letters is not a misspelling, and comparing it would take its time.
    if word.len() > 64 {
        return None;
    }
    let plain = |text: &str| text.to_lowercase().replace('-', "_");
    let wanted = plain(word);
    let near = (wanted.chars().count() / 3).max(1);
    let distances = candidates.into_iter().map(|candidate| {
        let candidate_plain = plain(candidate);
        let begins = wanted.len() >= 3 && candidate_plain.starts_with(&wanted);
        (if begins { 1 } else { strsim::damerau_levenshtein(&wanted, &candidate_plain) }, candidate)
    });
    distances.filter(|(distance, _)| *distance <= near).min_by_key(|(distance, _)| *distance).map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn a_slip_is_understood_and_another_word_is_not() {
        assert_eq!(did_you_mean("utnil", ["until", "hints"]), Some("until"));
        assert_eq!(did_you_mean("FIN-WAIT_3", ["FIN_WAIT_1", "FIN_WAIT_2"]), Some("FIN_WAIT_1"));
        assert_eq!(did_you_mean("retrans", ["retransmission", "user"]), Some("retransmission"));
        assert_eq!(did_you_mean("banana", ["until", "hints"]), None);
        assert_eq!(did_you_mean("", ["a", "until"]), Some("a"));
        assert_eq!(did_you_mean(&"x".repeat(100_000), ["until"]), None);
    }
}
