//! Inline marks: `**strong**`, `*emphasis*` and `` `code` ``, as spans that know nothing about a terminal.

/// How a piece of text is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mark {
    /// As it stands.
    #[default]
    Plain,
    /// `**strong**`
    Strong,
    /// `*emphasis*`
    Emphasis,
    /// `` `code` ``
    Code,
}

/// A piece of text with one mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The text, without the signs of its mark.
    pub text: String,
    /// How it is meant.
    pub mark: Mark,
}

/// Reads the marks of a text. A sign that is not closed before its paragraph ends, and one that multiplies (`2 * 3`,
/// `2*3*4`), stays as it is. Where marks are nested the inner one counts.
#[must_use]
pub fn parse(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find("\n\n").map_or(rest.len(), |at| at + 2);
        parse_into(&rest[..end], Mark::Plain, &mut spans);
        rest = &rest[end..];
    }
    spans
}

/// A sign that stays as it is although a writer hardly means that: a mark which is never closed.
#[must_use]
pub fn unclosed_mark(text: &str) -> Option<&'static str> {
    let spans = parse(text);
    let mut outside_code = spans.iter().filter(|span| span.mark != Mark::Code);
    outside_code.find_map(|span| ["**", "`"].into_iter().find(|sign| span.text.contains(sign)))
}

fn parse_into(text: &str, outer: Mark, spans: &mut Vec<Span>) {
    let mut scanner = Scanner { text, at: 0, hopeless: [false; 3] };
    let mut plain_from = 0;
    while scanner.at < text.len() {
        let Some((mark, inner, end)) = scanner.marked_here() else {
            scanner.step();
            continue;
        };
        push(&text[plain_from..scanner.at], outer, spans);
        match mark {
            Mark::Code => push(inner, mark, spans),
            _ => parse_into(inner, mark, spans),
        }
        scanner.at = end;
        plain_from = end;
    }
    push(&text[plain_from..], outer, spans);
}

fn push(text: &str, mark: Mark, spans: &mut Vec<Span>) {
    match spans.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.mark == mark => last.text.push_str(text),
        _ => spans.push(Span { text: text.into(), mark }),
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// Strong, emphasis, code: no sign from here on is ever closed. Without this a line of stars takes quadratic time.
    hopeless: [bool; 3],
}

impl<'a> Scanner<'a> {
    /// The marked piece that begins here: its mark, what is inside, and where the text goes on.
    fn marked_here(&mut self) -> Option<(Mark, &'a str, usize)> {
        let rest = &self.text[self.at..];
        let (mark, slot, sign) = match rest.as_bytes()[0] {
            b'`' => (Mark::Code, 2, 1),
            b'*' if rest.starts_with("**") => (Mark::Strong, 0, 2),
            b'*' => (Mark::Emphasis, 1, 1),
            _ => return None,
        };
        let inside = &rest[sign..];
        if self.hopeless[slot] || !self.opens(mark, inside) {
            return None;
        }
        let length = match mark {
            Mark::Code => inside.find('`'),
            _ => find_closing(inside, sign),
        };
        self.hopeless[slot] = length.is_none();
        let length = length.filter(|length| *length > 0)?;
        Some((mark, &inside[..length], self.at + sign + length + sign))
    }

    fn opens(&self, mark: Mark, inside: &str) -> bool {
        let before = self.text[..self.at].chars().next_back();
        match mark {
            Mark::Code => true,
            _ if inside.starts_with(char::is_whitespace) => false,
            // A star after a number or a letter multiplies. Chinese has no spaces, so only ASCII counts here.
            Mark::Emphasis => !before.is_some_and(|c| c.is_ascii_alphanumeric()),
            _ => true,
        }
    }

    /// Passes one character, or a whole run of stars: a sign that opens nothing does not become another one.
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        let stars = rest.len() - rest.trim_start_matches('*').len();
        self.at += if stars > 0 { stars } else { rest.chars().next().map_or(1, char::len_utf8) };
    }
}

/// Where the stars stand that close a piece opened by as many, outside of code.
fn find_closing(inside: &str, sign: usize) -> Option<usize> {
    let bytes = inside.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'`' => at += inside[at + 1..].find('`').map_or(1, |length| length + 2),
            b'*' => {
                let run = bytes[at..].iter().take_while(|byte| **byte == b'*').count();
                let after_text = !inside[..at].ends_with(char::is_whitespace);
                // Three stars close the inner mark and then the outer one.
                if after_text && at > 0 && (run == sign || run > 2) {
                    return Some(at + run - sign);
                }
                at += run;
            }
            _ => at += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Spans as `S[strong] E[emphasis] C[code]` between plain text.
    fn shown(text: &str) -> String {
        let show = |span: Span| match span.mark {
            Mark::Plain => span.text,
            Mark::Strong => format!("S[{}]", span.text),
            Mark::Emphasis => format!("E[{}]", span.text),
            Mark::Code => format!("C[{}]", span.text),
        };
        parse(text).into_iter().map(show).collect()
    }

    #[test]
    fn the_three_marks_are_read() {
        assert_eq!(shown("a **b c** d"), "a S[b c] d");
        assert_eq!(shown("a *b* c"), "a E[b] c");
        assert_eq!(shown("run `ss -tan` now"), "run C[ss -tan] now");
        assert_eq!(shown("**SYN**s, *ACK*s"), "S[SYN]s, E[ACK]s");
        assert_eq!(shown("这是*重点*和**要点**。"), "这是E[重点]和S[要点]。");
        assert_eq!(shown("**a\nb**"), "S[a\nb]");
    }

    #[test]
    fn the_inner_mark_counts() {
        assert_eq!(shown("**see `ss` there**"), "S[see ]C[ss]S[ there]");
        assert_eq!(shown("**a *b* c**"), "S[a ]E[b]S[ c]");
        assert_eq!(shown("*a **b** c*"), "E[a ]S[b]E[ c]");
        assert_eq!(shown("***a***"), "E[a]");
    }

    #[test]
    fn code_is_literal() {
        assert_eq!(shown("`a * b ** c`"), "C[a * b ** c]");
        assert_eq!(shown("*a `*` b*"), "E[a ]C[*]E[ b]");
    }

    #[test]
    fn what_is_no_mark_stays_as_it_is() {
        for text in ["2 * 3 * 4", "2*3*4", "**open", "*open", "`open", "a ** b ** c", "``", "****", "*", "a * b*c"] {
            assert_eq!(shown(text), text);
        }
        assert_eq!(shown("*open **b**"), "*open S[b]");
    }

    #[test]
    fn a_mark_ends_with_its_paragraph() {
        assert_eq!(shown("*a\n\nb* `c\n\nd`"), "*a\n\nb* `c\n\nd`");
    }

    #[test]
    fn a_mark_that_is_never_closed_is_seen() {
        assert_eq!(unclosed_mark("**FIN** and `ss`, 2 * 3, `a ** b`"), None);
        assert_eq!(unclosed_mark("**FIN and `ss`"), Some("**"));
        assert_eq!(unclosed_mark("*see `ss there*"), Some("`"));
    }

    #[test]
    fn many_open_signs_take_no_time() {
        assert_eq!(shown(&"*a ".repeat(200_000)).len(), 600_000);
        assert_eq!(shown(&"**a ".repeat(200_000)).len(), 800_000);
    }

    proptest! {
        #[test]
        fn only_signs_are_ever_taken_away(text in "[ab*` \n本é]{0,40}") {
            let without = |text: &str| text.replace(['*', '`'], "");
            let parsed: String = parse(&text).into_iter().map(|span| span.text).collect();
            prop_assert_eq!(without(&parsed), without(&text));
        }

        #[test]
        fn any_text_is_read(text: String) {
            let _ = parse(&text);
        }
    }
}
