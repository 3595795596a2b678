//! Looking for something by some of its words.

/// Words of a search that say nothing about what is looked for.
const EMPTY: [&str; 22] = [
    "what", "if", "the", "a", "an", "is", "are", "of", "in", "to", "does", "do", "i", "my", "it", "its", "and", "or",
    "at", "be", "happens", "when",
];

/// How far what somebody looks for is from what these texts say, the weightiest text first: 0 if each of its words stands in the
/// first one, 1 if some of them only begin a word there, then 2 and 3 for the next, and so on. `None`: it is not meant.
///
/// ```
/// use tcptutor::text::distance;
///
/// let texts = ["What if the SYN,ACK is lost?", "Nobody is told."];
/// assert_eq!(distance("syn lost", &texts), Some(0));
/// assert_eq!(distance("what if it is los", &texts), Some(1));
/// assert_eq!(distance("nobody", &texts), Some(2));
/// assert_eq!(distance("lost twice", &texts), None);
/// assert_eq!(distance("what if", &texts), None);
/// ```
#[must_use]
pub fn distance(looked_for: &str, texts: &[&str]) -> Option<u8> {
    let texts: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    let looked_for = looked_for.to_lowercase();
    words(&looked_for)
        .filter(|word| !EMPTY.contains(word))
        .map(|word| of_word(word, &texts))
        .try_fold(None, |farthest: Option<u8>, distance| Some(farthest.max(Some(distance?))))
        .flatten()
}

/// The same of one word.
fn of_word(word: &str, texts: &[String]) -> Option<u8> {
    (0..).zip(texts).find_map(|(at, text)| {
        let stands = words(text).any(|other| other == word);
        let begins = || words(text).any(|other| other.starts_with(word));
        if stands { Some(2 * at) } else { begins().then_some(2 * at + 1) }
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}
