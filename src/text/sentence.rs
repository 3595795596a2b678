//! Words as a sentence begins and ends.

/// With a capital letter at its beginning; what begins with a mark or a number stays as it is.
#[must_use]
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

/// With a full stop at its end, too, unless it ends in another sign that ends a sentence.
#[must_use]
pub fn sentence(words: &str) -> String {
    let mut sentence = capitalised(words.trim());
    if !sentence.is_empty() && !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn words_become_a_sentence_and_a_sentence_stays_one() {
        assert_eq!(sentence("the link is cut"), "The link is cut.");
        assert_eq!(sentence("`ss` lists it. Is that all?"), "`ss` lists it. Is that all?");
        assert_eq!((sentence(""), sentence("ß.")), (String::new(), "SS.".to_owned()));
    }
}
