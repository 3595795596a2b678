//! Times as people write them in a sentence: `60 seconds`, `2 h`, `sixty seconds`, `half a minute`, `a quarter of an hour`.

use std::ops::Range;
use std::time::Duration;

use crate::language::ReadingWords;

/// A time, or a number without a unit, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<T> {
    /// Its bytes.
    pub place: Range<usize>,
    /// What is written there.
    pub value: T,
}

/// A word or a number of a sentence.
struct Token<'t> {
    text: &'t str,
    place: Range<usize>,
    /// Whether nothing but blanks, hyphens and marks stands between it and the one before.
    joined: bool,
}

/// What a word means in a time.
#[derive(Clone, Copy)]
enum Meaning {
    /// A number, in thousandths.
    Number(u64),
    /// One of so many parts: a half.
    Part(u64),
    /// Between a part and its unit: of, an.
    Link,
    /// A unit, in milliseconds.
    Unit(u64),
}

/// Every time that a text gives.
pub fn times(text: &str, words: &ReadingWords) -> Vec<Written<Duration>> {
    let tokens = tokens(text);
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        match time(&tokens[at..], words) {
            Some((time, used)) => {
                let place = tokens[at].place.start..tokens[at + used - 1].place.end;
                found.push(Written { place, value: time });
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

/// Every whole number that stands without a unit: `tcp_fin_timeout is 60`.
pub fn bare_numbers(text: &str, words: &ReadingWords) -> Vec<Written<u64>> {
    let tokens = tokens(text);
    let followed_by_unit = |at: usize| {
        tokens
            .get(at + 1)
            .is_some_and(|next| next.joined && matches!(meaning(next.text, words), Some(Meaning::Unit(_))))
    };
    let of = |(at, token): (usize, &Token<'_>)| {
        let thousandths = digits(token.text).filter(|number| number.is_multiple_of(1000) && !followed_by_unit(at))?;
        Some(Written { place: token.place.clone(), value: thousandths / 1000 })
    };
    tokens.iter().enumerate().filter_map(of).collect()
}

/// The time that begins here, of all its units (`2 h 4 min`), and how many tokens it takes.
fn time(tokens: &[Token<'_>], words: &ReadingWords) -> Option<(Duration, usize)> {
    let (mut sum, mut used) = quantity(tokens, words)?;
    while let Some((more, of_it)) = tokens.get(used).filter(|next| next.joined).and(quantity(&tokens[used..], words)) {
        sum = sum.saturating_add(more);
        used += of_it;
    }
    Some((Duration::from_millis(sum), used))
}

/// A number with its unit, in milliseconds.
fn quantity(tokens: &[Token<'_>], words: &ReadingWords) -> Option<(u64, usize)> {
    let (mut number, mut parts) = (None::<u64>, 1);
    for (at, token) in tokens.iter().enumerate() {
        if at > 0 && !token.joined {
            return None;
        }
        match meaning(token.text, words)? {
            Meaning::Number(_) | Meaning::Link if parts > 1 => {}
            Meaning::Link => return None,
            Meaning::Number(more) if more >= 100_000 && number.is_some_and(|so_far| so_far < more) => {
                number = number.map(|so_far| so_far.saturating_mul(more / 1000));
            }
            Meaning::Number(more) => number = Some(number.unwrap_or_default().saturating_add(more)),
            Meaning::Part(of) => (number, parts) = (number.or(Some(1000)), of),
            Meaning::Unit(unit) => return Some((number?.saturating_mul(unit) / (1000 * parts), at + 1)),
        }
    }
    None
}

fn meaning(text: &str, words: &ReadingWords) -> Option<Meaning> {
    let word = text.to_lowercase();
    let known = |table: &'static str| {
        let entries = table.split_whitespace().filter_map(|entry| entry.split_once('='));
        entries.filter(|(known, _)| *known == word).find_map(|(_, value)| value.parse::<u64>().ok())
    };
    digits(text)
        .or_else(|| known(words.said_numbers).map(|number| number * 1000))
        .map(Meaning::Number)
        .or_else(|| known(words.said_parts).map(Meaning::Part))
        .or_else(|| known(words.said_units).map(Meaning::Unit))
        .or_else(|| words.said_links.split_whitespace().any(|link| link == word).then_some(Meaning::Link))
}

/// A number in digits, in thousandths: `60`, `7,200`, `924.6`.
fn digits(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_number = text.starts_with(|c: char| c.is_ascii_digit()) && part.chars().all(|c| c.is_ascii_digit());
    let whole: u64 = whole.replace(',', "").parse().ok().filter(|_| is_number && part.len() <= 3)?;
    let part: u64 = format!("{part:0<3}").parse().ok()?;
    whole.checked_mul(1000)?.checked_add(part)
}

/// Words and numbers. Digits and the letters behind them are two: `200ms`.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let (mut found, mut end, mut rest) = (Vec::<Token<'_>>::new(), 0, text);
    while let Some(start) = rest.find(|c: char| c.is_alphanumeric()) {
        let from = text.len() - rest.len() + start;
        let length = length(&text[from..]);
        let joined = text[end..from].chars().all(|c| c.is_whitespace() || "-*`\u{a0}".contains(c));
        found.push(Token { text: &text[from..from + length], place: from..from + length, joined });
        end = from + length;
        rest = &text[end..];
    }
    found
}

/// How long the token is that a text begins with.
fn length(text: &str) -> usize {
    let is_digit = |c: char| c.is_ascii_digit();
    if !text.starts_with(is_digit) {
        return text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    }
    let mut end = text.find(|c: char| !is_digit(c)).unwrap_or(text.len());
    while text[end..].starts_with(['.', ',']) && text[end + 1..].starts_with(is_digit) {
        end = text[end + 1..].find(|c: char| !is_digit(c)).map_or(text.len(), |more| end + 1 + more);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::{bare_numbers, times};
    use crate::language::ENGLISH;

    #[test]
    fn a_time_is_read_however_it_is_written() {
        for (text, milliseconds) in [
            ("60 seconds", 60_000),
            ("60 s", 60_000),
            ("**60** s", 60_000),
            ("60\nseconds", 60_000),
            ("60-second", 60_000),
            ("sixty seconds", 60_000),
            ("Seventy-five seconds", 75_000),
            ("a minute", 60_000),
            ("half a minute", 30_000),
            ("a quarter of an hour", 900_000),
            ("fifteen minutes", 900_000),
            ("two hours", 7_200_000),
            ("2 h", 7_200_000),
            ("7,200 s", 7_200_000),
            ("a hundred seconds", 100_000),
            ("three hundred seconds", 300_000),
            ("924.6 s", 924_600),
            ("200ms", 200),
            ("2 h 4 min", 7_440_000),
        ] {
            let found = times(&format!("It lasts {text}, always."), &ENGLISH.reading);
            let read: Vec<_> = found.iter().map(|found| (found.value.as_millis(), found.place.clone())).collect();
            let marks = text.len() - text.trim_start_matches('*').len();
            assert_eq!(read, [(milliseconds, 9 + marks..9 + text.len())], "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in
            ["60 segments", "RFC 9293. Seconds pass", "of an hourglass", "at 3.4.2", "of hours", "60, seconds later"]
        {
            assert_eq!(times(text, &ENGLISH.reading), [], "{text}");
        }
    }

    #[test]
    fn a_number_without_a_unit_is_told_from_one_that_has_one() {
        let found = bare_numbers("`tcp_fin_timeout` is 60, not 60 seconds, nor 1.5", &ENGLISH.reading);
        assert_eq!(found.iter().map(|found| found.value).collect::<Vec<_>>(), [60]);
    }
}
