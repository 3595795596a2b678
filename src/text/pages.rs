//! A message in lines that are read one after the other: a sentence is only parted where it has to be.

use super::wrap::{Line, wrap};

/// As many whole sentences to a line as fit; a sentence that is wider than a line is wrapped.
#[must_use]
pub fn wrap_by_sentences(marked: &str, width: u16) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut so_far = String::new();
    for sentence in sentences(marked) {
        let longer = if so_far.is_empty() { sentence.to_owned() } else { format!("{so_far} {sentence}") };
        if so_far.is_empty() || announces(&so_far, &longer, width) || wrap(&longer, width).len() < 2 {
            so_far = longer;
        } else {
            lines.extend(wrap(&so_far, width));
            sentence.clone_into(&mut so_far);
        }
    }
    lines.extend(wrap(&so_far, width));
    lines.retain(|line| !line.spans.is_empty());
    lines
}

/// Whether a line begins with a few words before a colon, which say nothing alone, and has room for some of what they announce.
fn announces(words: &str, longer: &str, width: u16) -> bool {
    let first = |marked: &str| wrap(marked, width).first().map_or(0, |line| line.text().len());
    words.ends_with(':') && super::width(words) * 2 <= usize::from(width) && first(longer) > first(words)
}

/// The sentences of a text, each with its marks. A full stop inside code ends none.
fn sentences(marked: &str) -> impl Iterator<Item = &str> {
    let ends = marked.match_indices(['.', '!', '?', ':']).map(|(at, end)| at + end.len()).filter(|at| {
        let before = &marked[..*at];
        marked[*at..].starts_with(char::is_whitespace) && before.matches('`').count().is_multiple_of(2)
    });
    let mut from = 0;
    let mut ends: Vec<usize> = ends.collect();
    ends.push(marked.len());
    ends.into_iter()
        .map(move |to| marked[std::mem::replace(&mut from, to)..to].trim())
        .filter(|sentence| !sentence.is_empty())
}

#[cfg(test)]
mod tests {
    use super::wrap_by_sentences;
    use crate::text::Line;

    fn lines(text: &str, width: u16) -> Vec<String> {
        wrap_by_sentences(text, width).iter().map(Line::text).collect()
    }

    #[test]
    fn a_message_is_parted_between_its_sentences() {
        assert_eq!(lines("Press it once more. `a. b` goes on.", 22), ["Press it once more.", "a. b goes on."]);
        assert_eq!(lines("One. Two. Three.", 10), ["One. Two.", "Three."]);
        assert_eq!(lines("Nothing here ends early", 12), ["Nothing here", "ends early"]);
        assert!(lines("", 12).is_empty());
        assert_eq!(
            lines("You may: drop, one fault left. It is free.", 20),
            ["You may: drop, one", "fault left.", "It is free."]
        );
        assert_eq!(
            lines("Not kept: `/a/very/long/path` is a pipe.", 20),
            ["Not kept:", "/a/very/long/path is", "a pipe."]
        );
    }
}
